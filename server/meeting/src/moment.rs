//! A moment: the time, fresh randomness, and what the server measured of the sender. All that a
//! decision needs from the world comes in here.

use protocol::{HandId, Ms};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{
    actor::By,
    event::{Event, Fact, Opening, Private},
    poll::NewKey,
};

/// What the server measured about the press of a button (PROMISES: fair order under latency). All
/// times on the meeting clock.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heard {
    /// When the command arrived.
    pub arrived_ms: Ms,
    /// The press was not earlier than this.
    pub lo_ms: Ms,
    /// The press was not later than this.
    pub hi_ms: Ms,
    /// Least round trip measured.
    pub rtt_ms: Ms,
    /// Spread of the round trips measured.
    pub spread_ms: Ms,
    /// How far before its arrival the press may be placed.
    pub credit_ms: Ms,
    /// Fresh measurements contradicted each other: the sender's clock is not believed, and the arrival counts.
    #[serde(default, skip_serializing_if = "is_false")]
    pub flagged: bool,
    /// The press fell into an outage of its hub that the server itself observed; the credit reaches back to when the
    /// hub was lost, at most [`OUTAGE_CREDIT_MS`].
    #[serde(default, skip_serializing_if = "is_false")]
    pub outage: bool,
    /// Meeting milliseconds for each 1,000 real ones, where the meeting's clock is not real time (a demonstration): the
    /// round trips and the credit were measured in real time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speed_permille: Option<u32>,
}

/// How far back the tap time of a hub stands that was cut off.
pub const OUTAGE_CREDIT_MS: Ms = 300_000;

fn is_false(flag: &bool) -> bool {
    !*flag
}

impl Heard {
    /// The moment that the order goes by: `clamp((lo + hi) / 2, arrived - credit, arrived)`, and the arrival itself for a
    /// clock that is not believed. No credit is above [`OUTAGE_CREDIT_MS`], whatever is written in a record.
    pub fn effective_ms(&self) -> Ms {
        if self.flagged {
            return self.arrived_ms;
        }
        let middle = self.lo_ms + (self.hi_ms - self.lo_ms) / 2;
        middle.clamp(self.arrived_ms - self.credit_ms.clamp(0, OUTAGE_CREDIT_MS), self.arrived_ms)
    }
}

/// When something is asked for.
#[derive(Clone, Debug)]
pub struct Moment {
    /// The meeting clock; it never goes backwards.
    pub at_ms: Ms,
    /// Fresh randomness.
    pub seed: [u8; 32],
    /// What was measured of the sender, if anything was.
    pub heard: Option<Heard>,
    /// The end of the record when the decision is made: its position, and the hash of the entry there.
    pub head: (u64, [u8; 32]),
    used: u32,
    openings: Vec<Opening>,
    keys: Vec<NewKey>,
}

impl Moment {
    /// A moment.
    pub fn new(at_ms: Ms, seed: [u8; 32], heard: Option<Heard>) -> Self {
        Moment { at_ms, seed, heard, head: (0, [0; 32]), used: 0, openings: Vec::new(), keys: Vec::new() }
    }

    /// The moment of the press as the order counts it: measured if it was, else the arrival.
    pub fn pressed_ms(&self) -> Ms {
        self.heard.map_or(self.at_ms, |h| h.effective_ms().min(self.at_ms))
    }

    /// The draw of a hand: see [`draw`].
    pub fn draw(&self, hand: HandId) -> String {
        draw(&self.head.1, hand)
    }

    /// Fresh bits, different at each call.
    pub fn bits(&mut self) -> [u8; 32] {
        self.used += 1;
        Sha256::new().chain_update(self.seed).chain_update(self.used.to_be_bytes()).finalize().into()
    }

    /// Seals a personal value: the event gets the commitment, the vault value and salt.
    pub fn seal(&mut self, text: impl Into<String>) -> Private {
        let salt = hex(&self.bits()[..16]);
        let text = text.into();
        let private = Private::of(&salt, &text);
        self.openings.push(Opening { commitment: private.clone(), salt, text });
        private
    }

    /// As [`Moment::seal`], for a value that may be absent or empty.
    pub fn seal_some(&mut self, text: Option<String>) -> Option<Private> {
        text.filter(|t| !t.is_empty()).map(|t| self.seal(t))
    }

    /// A key that the events of this moment begin: it is kept before they are stored.
    pub(crate) fn make_key(&mut self, key: NewKey) {
        self.keys.push(key);
    }

    pub(crate) fn into_events(self, by: By, facts: Vec<Fact>) -> Vec<Event> {
        let mut apart = Some((self.openings, self.keys));
        facts
            .into_iter()
            .map(|fact| {
                let (openings, keys) = apart.take().unwrap_or_default();
                Event { v: 1, at_ms: self.at_ms, by: by.clone(), cmd: None, fact, openings, keys }
            })
            .collect()
    }
}

/// The draw among hands that stand equal: the first 8 bytes of SHA-256 over a hash of the record and the hand's number (4 bytes,
/// highest first), in hexadecimal digits. The hash is older than the hand, so nobody can choose the draw, and everybody who
/// has the record can repeat it.
pub fn draw(record_sha256: &[u8; 32], hand: HandId) -> String {
    hex(&Sha256::new().chain_update(record_sha256).chain_update(hand.0.to_be_bytes()).finalize()[..8])
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(lo_ms: Ms, hi_ms: Ms, credit_ms: Ms) -> Heard {
        Heard { arrived_ms: 1_000_000, lo_ms, hi_ms, rtt_ms: 600, spread_ms: 0, credit_ms, ..Heard::default() }
    }

    #[test]
    fn the_middle_counts_within_the_credit() {
        assert_eq!(heard(999_600, 999_800, 450).effective_ms(), 999_700);
        assert_eq!(heard(990_000, 999_800, 450).effective_ms(), 999_550, "not further back than the credit");
        assert_eq!(heard(1_000_500, 1_000_900, 450).effective_ms(), 1_000_000, "not after the arrival");
        assert_eq!(heard(999_600, 999_800, -5).effective_ms(), 1_000_000);
    }

    #[test]
    fn a_clock_that_is_not_believed_gains_nothing() {
        assert_eq!(Heard { flagged: true, ..heard(999_600, 999_800, 450) }.effective_ms(), 1_000_000);
    }

    #[test]
    fn an_outage_reaches_back_five_minutes_at_most() {
        let outage = |lo, credit| Heard { outage: true, ..heard(lo, lo, credit) };
        assert_eq!(outage(820_000, 190_000).effective_ms(), 820_000);
        assert_eq!(outage(100_000, 999_000).effective_ms(), 700_000);
    }

    #[test]
    fn what_is_usual_is_not_written() {
        let usual = serde_json::to_string(&heard(1, 2, 3)).expect("plain data");
        assert!(!usual.contains("flagged") && !usual.contains("outage"), "{usual}");
        assert_eq!(serde_json::from_str::<Heard>(&usual).expect("its own text"), heard(1, 2, 3));
    }
}
