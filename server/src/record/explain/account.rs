//! What an explanation says: turns, calls with the queue as it was, and differences.

use std::collections::BTreeMap;

use protocol::{HandId, Ms, OverrideReason, Preset, TurnId, TurnKind};
use serde::Serialize;

/// A record, explained.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Explained {
    /// The meeting's name in addresses.
    pub meeting: String,
    /// Its title.
    pub title: String,
    /// Entries of the log; its chain of hashes was verified while they were read.
    pub entries: u64,
    /// The hash of the last entry.
    pub sha256: String,
    /// Every turn that began, in the order of the record; also those that were undone.
    pub turns: Vec<Turn>,
    /// Hands whose moment was recomputed.
    pub hands: u32,
    /// What in the record is not as recomputed.
    pub differences: Vec<Difference>,
}

/// A turn, accounted for.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Turn {
    /// Its number.
    pub turn: TurnId,
    /// The entry by which it began.
    pub entry: u64,
    /// When it began, in milliseconds since 1970.
    pub at_ms: Ms,
    /// Who spoke.
    pub who: String,
    /// How it came about.
    pub kind: TurnKind,
    /// Whether the rule was followed.
    pub verdict: Verdict,
    /// The reason that the record gives for a call out of turn.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<OverrideReason>,
    /// The entry by which it was undone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub undone: Option<u64>,
    /// Whether it was the last word, which closed the queue and cleared it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub last_word: bool,
    /// The queue and the rule at that moment, for calls.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub call: Option<Call>,
}

/// Whether a turn followed the rule of the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The hand that the rule put first was called.
    InTurn,
    /// Somebody else was called.
    OutOfTurn,
    /// It was called while the hall was offline, and entered afterwards with stated times: the queue of that moment is not
    /// in the record.
    EnteredAfterwards,
    /// The chair, a presenter or an interjection: the queue has no say in it.
    NotFromTheQueue,
}

/// What stood at the moment of a call.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Call {
    /// The hand that was called; absent: somebody without a hand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hand: Option<HandId>,
    /// Who would have been called by the rule, if it was somebody else.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<HandId>,
    /// The rule in force.
    pub rule: Rule,
    /// The queue as it was just before.
    pub queue: Vec<Place>,
}

/// The rule and its parameters.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Rule {
    /// The version of the algorithm.
    pub version: u32,
    /// Which rule.
    pub preset: Preset,
    /// Whether newcomers go first.
    pub newcomers_first: bool,
    /// How many newcomers may overtake a waiting hand.
    pub newcomer_cap: u32,
    /// How many replies to one turn go before the line.
    pub replies: u32,
    /// The opening batch; 0: none.
    pub batch_ms: Ms,
    /// What a hub on deck has to confirm its audio; 0: for ever.
    pub ready_ms: Ms,
    /// The microphones in the order of the rotation.
    pub microphones: Vec<Microphone>,
}

/// What the rule gives a microphone on the agenda item.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Microphone {
    /// Its name.
    pub name: String,
    /// Its share in the rotation.
    pub weight: u32,
    /// The time that its turns may take.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub budget_ms: Option<Ms>,
    /// Whether the moderator held it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub held: bool,
    /// Whether the moderator called from it whatever the rotation said.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub pinned: bool,
}

/// A place in the queue.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Place {
    /// Its position, from 1; absent: beside the queue, a point of order on which the chair has not ruled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<usize>,
    /// The hand.
    pub hand: HandId,
    /// Whose.
    pub who: String,
    /// The name of the microphone.
    pub microphone: String,
    /// Where from: `room`, `online` or the hub's name.
    pub place: String,
    /// The moment that its order goes by, recomputed.
    pub raised_ms: Ms,
    /// The reasons of its position, the weightiest first.
    pub reasons: Vec<String>,
    /// The same in English.
    pub why: String,
}

/// Something in the record that is not as recomputed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Difference {
    /// The entry that says it.
    pub entry: u64,
    /// The turn concerned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub turn: Option<TurnId>,
    /// What the record says, and what was recomputed.
    pub what: String,
}

impl Explained {
    /// How many turns are as the record says.
    pub fn accounted_for(&self) -> usize {
        self.turns.len() - self.differing_turns()
    }

    /// How many turns are not.
    pub fn differing_turns(&self) -> usize {
        let differs = |turn: &&Turn| self.differences.iter().any(|difference| difference.turn == Some(turn.turn));
        self.turns.iter().filter(differs).count()
    }

    /// Turns by verdict.
    pub fn count(&self, verdict: Verdict) -> usize {
        self.turns.iter().filter(|turn| turn.verdict == verdict).count()
    }

    /// Calls out of turn by the reason that the record gives.
    pub fn out_of_turn_by_reason(&self) -> BTreeMap<OverrideReason, usize> {
        let mut by_reason = BTreeMap::new();
        for turn in self.turns.iter().filter(|turn| turn.verdict == Verdict::OutOfTurn) {
            *by_reason.entry(turn.reason.unwrap_or(OverrideReason::NoneGiven)).or_default() += 1;
        }
        by_reason
    }

    /// Turns that are not from the queue, by kind.
    pub fn not_from_the_queue_by_kind(&self) -> BTreeMap<TurnKind, usize> {
        let mut by_kind = BTreeMap::new();
        for turn in self.turns.iter().filter(|turn| turn.verdict == Verdict::NotFromTheQueue) {
            *by_kind.entry(turn.kind).or_default() += 1;
        }
        by_kind
    }
}
