//! What can happen to a secret question. No entry says what a seat chose; the choice is sealed under a key that is not in the
//! record, and destroyed with the close.

use protocol::{Dimension, Ms, PersonId, Place, PollId};
use serde::{Deserialize, Serialize};

/// A secret question got its key with its opening.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SecretOpened {
    /// Which question.
    pub poll: PollId,
    /// The name of the key where keys are kept; it says nothing of the key.
    pub key: String,
    /// So many seats answer between two totals that are shown while it runs; where they are fewer than ten, none are shown.
    pub step: u32,
}

/// A seat answered a secret question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BallotSealed {
    /// Which question.
    pub poll: PollId,
    /// Whose seat.
    pub seat: PersonId,
    /// The sealed choice: nonce, sealed bytes and tag in base64; always of the same length.
    pub sealed: String,
    /// The moment of the press, as measured.
    pub pressed_ms: Ms,
}

/// Somebody answered a secret question on a device that is passed round.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BallotPassed {
    /// Which question.
    pub poll: PollId,
    /// Where.
    pub place: Place,
    /// The sealed choice, as of a seat.
    pub sealed: String,
    /// The moment of the press, as measured.
    pub pressed_ms: Ms,
}

/// So many more have answered a secret question that its totals are shown: as they were two steps earlier.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SecretStepped {
    /// Which question.
    pub poll: PollId,
    /// The totals; absent at the first two steps.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub totals: Option<SecretTotals>,
}

/// A secret question was counted, and its key is destroyed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SecretCounted {
    /// Which question.
    pub poll: PollId,
    /// The key was lost before the close: nothing could be counted.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub lost: bool,
    /// The totals.
    pub totals: SecretTotals,
    /// By what the result is broken down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Dimension>,
    /// The breakdown.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<SecretPart>,
    /// The receipts of all ballots that were counted, in the order of their letters.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub receipts: Vec<String>,
}

/// What the ballots of a secret question add up to.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SecretTotals {
    /// Ballots of seats.
    pub ballots: u32,
    /// Ballots made on devices that are passed round.
    pub passed: u32,
    /// For each point, lowest first, how many chose it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub counts: Vec<u32>,
    /// "No opinion".
    pub no_opinion: u32,
}

impl SecretTotals {
    /// What was chosen, each choice by itself, lowest first and "no opinion" at the end: nothing but the totals once more, so
    /// that no order can tell anything.
    pub fn choices(&self, first: u32) -> Vec<Option<u32>> {
        let each = |(value, count): (u32, &u32)| std::iter::repeat_n(Some(value), *count as usize);
        let chosen = (first..).zip(&self.counts).flat_map(each);
        chosen.chain(std::iter::repeat_n(None, self.no_opinion as usize)).collect()
    }
}

/// A region, group or place in the breakdown of a secret question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SecretPart {
    /// The key of the region or group, or the place; absent: of those of whom it is not stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    /// Its ballots, "no opinion" among them.
    pub ballots: u32,
    /// For each point how many chose it; absent where that would tell who chose what.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counts: Option<Vec<u32>>,
    /// "No opinion"; 0 where the counts are absent.
    pub no_opinion: u32,
}
