//! Totals of a secret question while it runs, in steps.
//!
//! Totals that follow each ballot would tell who chose what: the one who just answered chose what just grew. So totals are
//! taken only when a number of ballots came in or changed (a tenth of the electorate, at least five), and those that are shown
//! are always one step old. They are shown only if neither their difference to what was shown before, nor that of the ballots
//! since, tells what anybody chose: at least two answers grew by two or more, none by all of the new ballots, and if any
//! answer shrank, two did by two or more. Else the next step is waited for. A question with a breakdown shows no totals
//! before its close: both together could be subtracted from each other.

use protocol::{Ms, PollId, PollState, Showing};

use super::{
    count::{add, none},
    key::{PollKey, Slot},
};
use crate::{
    Fact, Meeting,
    event::{SecretStepped, SecretTotals},
    meeting::Poll,
};

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
    runs && steps && poll.secret.as_ref().is_some_and(|kept| kept.changed.len() >= kept.step as usize)
}

fn to_be_shown(key: &PollKey, id: PollId, poll: &Poll) -> Option<SecretTotals> {
    let kept = poll.secret.as_ref()?;
    if kept.before.is_empty() {
        return None;
    }
    let total = |ballots: &mut dyn Iterator<Item = (Slot, &str)>| {
        let mut totals = none(poll);
        for (slot, sealed) in ballots {
            add(&mut totals, slot, key.open(id, slot, sealed)?);
        }
        Some(totals)
    };
    let before = total(&mut kept.before.iter().map(|(slot, sealed)| (*slot, sealed.as_str())))?;
    let now = total(&mut kept.all().map(|(slot, ballot)| (slot, ballot.sealed.as_str())))?;
    let shown = kept.shown.clone().unwrap_or_else(|| none(poll));
    (tells_of_nobody(&shown, &before) && tells_of_nobody(&before, &now)).then_some(before)
}

/// Whether the difference of two totals leaves open what everybody chose who answered in between.
fn tells_of_nobody(earlier: &SecretTotals, later: &SecretTotals) -> bool {
    let new = difference(earlier.ballots + earlier.passed, later.ballots + later.passed);
    let counts = earlier.counts.iter().zip(&later.counts);
    let points = counts.map(|(earlier, later)| difference(*earlier, *later));
    let grown: Vec<i64> = points.chain([difference(earlier.no_opinion, later.no_opinion)]).collect();
    let grew = grown.iter().filter(|by| **by >= 2).count();
    let shrank = grown.iter().filter(|by| **by <= -2).count();
    grew >= 2 && grown.iter().all(|by| by + 2 <= new) && (shrank >= 2 || grown.iter().all(|by| *by >= 0))
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
    fn a_step_is_mixed() {
        let from = |before, counts, none| tells_of_nobody(&totals(before, 0), &totals(counts, none));
        assert!(from([0, 0, 0], [3, 2, 0], 0));
        assert!(from([4, 4, 4], [6, 4, 4], 2), "no opinion is an answer, too");
        assert!(!from([0, 0, 0], [5, 0, 0], 0), "all alike");
        assert!(!from([0, 0, 0], [4, 1, 0], 0), "the one knows what the others chose");
        assert!(from([5, 0, 0], [8, 4, 0], 0));
        assert!(!from([9, 1, 0], [8, 4, 3], 0), "one who changed is found by what shrank");
        assert!(from([9, 9, 0], [7, 7, 6], 6), "of several who changed nobody is");
    }

    #[test]
    fn where_several_are_chosen_no_answer_is_that_of_all() {
        let all = SecretTotals { ballots: 5, counts: vec![5, 5, 0], ..SecretTotals::default() };
        assert!(!tells_of_nobody(&totals([0, 0, 0], 0), &all));
    }
}
