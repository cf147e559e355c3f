//! The close of a secret question: its box is opened once, in memory, and counted.

use std::collections::BTreeMap;

use protocol::{Dimension, PollId};

use super::{
    breakdown,
    kept::{SealedBallot, SecretBox},
    key::{Chosen, PollKey, Slot},
};
use crate::{
    Fact, Meeting,
    event::{SecretCounted, SecretPart, SecretTotals},
    meeting::Poll,
};

/// Adds what the close of secret questions publishes.
pub(in crate::poll) fn with_counts(m: &Meeting, mut facts: Vec<Fact>) -> Vec<Fact> {
    let mut counted = Vec::new();
    for fact in &facts {
        let Fact::PollsClosed(closed) = fact else { continue };
        for id in &closed.polls {
            let Some(poll) = m.polls.get(id) else { continue };
            let Some(kept) = &poll.secret else { continue };
            counted.push(Fact::SecretCounted(count(m.keys.of(*id), *id, poll, kept)));
        }
    }
    facts.extend(counted);
    facts
}

fn count(key: Option<&PollKey>, id: PollId, poll: &Poll, kept: &SecretBox) -> SecretCounted {
    let Some(key) = key else {
        return SecretCounted {
            poll: id,
            lost: true,
            totals: SecretTotals::default(),
            by: None,
            parts: Vec::new(),
            receipts: Vec::new(),
        };
    };
    let opened: Vec<(Slot, &SealedBallot, Chosen)> =
        kept.all().filter_map(|(slot, ballot)| Some((slot, ballot, key.open(id, slot, &ballot.sealed)?))).collect();
    let mut totals = none(poll);
    opened.iter().for_each(|(slot, _, chosen)| add(&mut totals, *slot, *chosen));
    let mut receipts: Vec<String> = opened.iter().map(|(_, ballot, _)| ballot.receipt()).collect();
    // The order of letters is that of chance: it says nothing of who came when.
    receipts.sort_unstable();
    let by = poll.terms.breakdown;
    let parts = by.map(|by| parts(poll, by, &opened)).unwrap_or_default();
    SecretCounted { poll: id, lost: false, totals, by, parts, receipts }
}

fn parts(poll: &Poll, by: Dimension, opened: &[(Slot, &SealedBallot, Chosen)]) -> Vec<SecretPart> {
    let mut parts: BTreeMap<Option<String>, SecretTotals> = BTreeMap::new();
    for (slot, ballot, chosen) in opened {
        let of = match by {
            Dimension::Region => ballot.region.as_ref().map(ToString::to_string),
            Dimension::Group => ballot.group.as_ref().map(ToString::to_string),
            Dimension::Place => ballot.place.map(|place| place.to_string()),
        };
        add(parts.entry(of).or_insert_with(|| none(poll)), *slot, *chosen);
    }
    breakdown::what_may_be_shown(parts)
}

/// No ballots yet.
pub(super) fn none(poll: &Poll) -> SecretTotals {
    SecretTotals { counts: vec![0; usize::try_from(poll.scale.points).unwrap_or(0)], ..SecretTotals::default() }
}

/// Adds a ballot.
pub(super) fn add(totals: &mut SecretTotals, slot: Slot, chosen: Chosen) {
    match slot {
        Slot::Seat(_) => totals.ballots += 1,
        Slot::Passed(..) => totals.passed += 1,
    }
    if chosen.is_none() {
        totals.no_opinion += 1;
    }
    for (point, count) in totals.counts.iter_mut().enumerate() {
        *count += u32::from(chosen.has(point));
    }
}
