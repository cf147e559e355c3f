//! Totals of a secret question while it runs, in steps.
//!
//! Totals that follow each ballot would tell who chose what: the one who just answered chose what just grew. So a step is taken
//! only when a number of seats have answered that had not (a tenth of the electorate, never fewer than ten: a smaller
//! electorate sees nothing before the close), and what is shown is what was there two steps before: at every moment the ballots
//! of two whole steps are not shown.
//!
//! When a step is shown depends on how many ballots are in, and on what has been shown already, on nothing else: that a step
//! was held back for what is in it would tell of what is in it. Once two totals that were shown one after the other tell what
//! somebody chose (their difference is of one mind, or all but one are), no further ones are shown before the close. A question
//! with a breakdown shows none at all: both together could be subtracted from each other.

use protocol::{Ms, PollId, PollState, Showing};

use super::{
    count::{add, none},
    key::PollKey,
};
use crate::{
    Fact, Meeting,
    event::{SecretStepped, SecretTotals},
    meeting::Poll,
};

/// The fewest ballots between two totals that are shown while a question runs.
const LEAST: u32 = 10;

/// The steps that are due.
pub(in crate::poll) fn due(m: &Meeting) -> Vec<Fact> {
    let due = m.polls.iter().filter(|(_, poll)| is_due(poll));
    due.map(|(id, poll)| {
        let totals = m.keys.of(*id).and_then(|key| to_be_shown(key, *id, poll));
        Fact::SecretStepped(SecretStepped { poll: *id, totals })
    })
    .collect()
}

/// When a step is due: at once, or when more ballots have come in.
pub(in crate::poll) fn next_due(m: &Meeting) -> Option<Ms> {
    m.polls.values().any(is_due).then_some(m.now_ms)
}

fn is_due(poll: &Poll) -> bool {
    let runs = matches!(poll.state, PollState::Open | PollState::Closing);
    let steps = poll.showing == Showing::Live && poll.terms.breakdown.is_none();
    let enough = poll.secret.as_ref().is_some_and(|k| !k.stopped && k.step >= LEAST && k.new.len() >= k.step as usize);
    runs && steps && enough
}

/// All steps but the last one and the one that is taken now.
fn to_be_shown(key: &PollKey, id: PollId, poll: &Poll) -> Option<SecretTotals> {
    let (_, steps) = poll.secret.as_ref()?.steps.split_last()?;
    if steps.is_empty() {
        return None;
    }
    let mut totals = none(poll);
    for (slot, sealed) in steps.iter().flatten() {
        add(&mut totals, *slot, key.open(id, *slot, sealed)?);
    }
    Some(totals)
}

/// Whether the difference of two totals leaves open what everybody chose who answered in between.
pub(super) fn tells_of_nobody(earlier: &SecretTotals, later: &SecretTotals) -> bool {
    let new = difference(earlier.ballots + earlier.passed, later.ballots + later.passed);
    let before = earlier.counts.iter().copied().chain(std::iter::repeat(0));
    let points = later.counts.iter().zip(before).map(|(later, earlier)| difference(earlier, *later));
    let grown: Vec<i64> = points.chain([difference(earlier.no_opinion, later.no_opinion)]).collect();
    grown.iter().filter(|by| **by >= 2).count() >= 2 && grown.iter().all(|by| by + 2 <= new)
}

fn difference(earlier: u32, later: u32) -> i64 {
    i64::from(later) - i64::from(earlier)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn totals(counts: [u32; 3], no_opinion: u32) -> SecretTotals {
        let ballots = counts.iter().sum::<u32>() + no_opinion;
        SecretTotals { ballots, counts: counts.to_vec(), no_opinion, passed: 0 }
    }

    #[test]
    fn a_difference_is_mixed_or_tells() {
        let from = |before, counts, none| tells_of_nobody(&totals(before, 0), &totals(counts, none));
        assert!(from([0, 0, 0], [3, 2, 0], 0));
        assert!(from([4, 4, 4], [6, 4, 4], 2), "no opinion is an answer, too");
        assert!(!from([0, 0, 0], [5, 0, 0], 0), "all alike");
        assert!(!from([0, 0, 0], [4, 1, 0], 0), "the one knows what the others chose");
        assert!(from([5, 0, 0], [8, 4, 0], 0));
        assert!(tells_of_nobody(&SecretTotals::default(), &totals([3, 2, 0], 0)), "nothing was shown before");
    }

    #[test]
    fn where_several_are_chosen_no_answer_is_that_of_all() {
        let all = SecretTotals { ballots: 5, counts: vec![5, 5, 0], ..SecretTotals::default() };
        assert!(!tells_of_nobody(&totals([0, 0, 0], 0), &all));
    }
}
