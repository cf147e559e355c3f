//! The ballot box of a secret question: sealed ballots, and what of them has been published.

use std::collections::{BTreeMap, BTreeSet};

use protocol::{Key, Ms, PersonId, Place};
use serde::Serialize;

use super::key::Slot;
use crate::{
    event::{SecretCounted, SecretTotals},
    poll::receipt,
};

/// A ballot box.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SecretBox {
    /// The name of its key where keys are kept.
    pub key: String,
    /// So many seats answer between two totals that are shown while the question runs.
    pub step: u32,
    /// The last ballot of each seat.
    pub ballots: BTreeMap<PersonId, SealedBallot>,
    /// The ballots made on devices that are passed round.
    pub passed: BTreeMap<Place, Vec<SealedBallot>>,
    /// Who answered since the last step, and had not before.
    pub new: BTreeSet<Slot>,
    /// Who was new at each step, with the ballots as they were then: what is changed afterwards counts at the close.
    pub steps: Vec<Vec<(Slot, String)>>,
    /// The totals that were shown last.
    pub shown: Option<SecretTotals>,
    /// What has been shown tells what somebody chose: nothing more is shown before the close.
    pub stopped: bool,
    /// What the close published; from then on the ballots cannot be opened by anybody.
    pub counted: Option<SecretCounted>,
}

/// A ballot that nobody can read without the key of its question.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SealedBallot {
    /// The sealed choice.
    pub sealed: String,
    /// Who cast it: of an organisation perhaps another than whose number the seat has. Nobody on a device that is passed round.
    pub by: Option<PersonId>,
    /// When it counted.
    pub at_ms: Ms,
    /// The region of the person at that moment, else that of the place.
    pub region: Option<Key>,
    /// The person's group at that moment.
    pub group: Option<Key>,
    /// The place at the moment of the first ballot of this seat.
    pub place: Option<Place>,
}

impl SealedBallot {
    /// The receipt: it says that this ballot was counted, and nothing of what it chose.
    pub fn receipt(&self) -> String {
        receipt::of_text(&self.sealed)
    }
}

impl SecretBox {
    /// An empty box.
    pub(super) fn new(key: String, step: u32) -> Self {
        SecretBox {
            key,
            step,
            ballots: BTreeMap::new(),
            passed: BTreeMap::new(),
            new: BTreeSet::new(),
            steps: Vec::new(),
            shown: None,
            stopped: false,
            counted: None,
        }
    }

    /// All ballots with where they lie.
    pub fn all(&self) -> impl Iterator<Item = (Slot, &SealedBallot)> {
        let seats = self.ballots.iter().map(|(seat, ballot)| (Slot::Seat(*seat), ballot));
        let passed = self
            .passed
            .iter()
            .flat_map(|(place, ballots)| (1..).zip(ballots).map(|(n, ballot)| (Slot::Passed(*place, n), ballot)));
        seats.chain(passed)
    }

    /// How many ballots are in.
    pub fn len(&self) -> usize {
        self.ballots.len() + self.passed.values().map(Vec::len).sum::<usize>()
    }

    /// Whether no ballot is in.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many ballots were made in a place on a device that is passed round.
    pub fn passed_at(&self, place: Place) -> u32 {
        self.passed.get(&place).map_or(0, |ballots| u32::try_from(ballots.len()).unwrap_or(u32::MAX))
    }

    /// Whether its key was lost before the close, so that nothing could be counted.
    pub fn is_lost(&self) -> bool {
        self.counted.as_ref().is_some_and(|counted| counted.lost)
    }

    /// What is published: the count of the close, else the last step.
    pub fn published(&self) -> Option<&SecretTotals> {
        self.counted.as_ref().map(|counted| &counted.totals).or(self.shown.as_ref())
    }
}
