//! What happens to questions when time has come: a countdown ends, a grace ends.

use std::collections::BTreeMap;

use protocol::{Ms, PollId, PollState};

use super::grace_ms;
use crate::{
    Fact, Meeting,
    event::{CountdownOver, PollsClosed},
    meeting::Poll,
};

/// What is due at this time: countdowns that are over, graces that are over. Both at once where
/// there is no grace, or where nobody looked at the clock for long.
pub(crate) fn due(m: &Meeting, now_ms: Ms) -> Vec<Fact> {
    let mut over: BTreeMap<Ms, Vec<PollId>> = BTreeMap::new();
    let mut finished = Vec::new();
    for (id, poll) in &m.polls {
        match (poll.state, poll.closes_ms, poll.final_ms) {
            (PollState::Closing, Some(closes_ms), _) if closes_ms <= now_ms => {
                let until_ms = closes_ms + grace_ms(m, poll);
                over.entry(until_ms).or_default().push(*id);
                if until_ms <= now_ms {
                    finished.push(*id);
                }
            }
            (PollState::Grace, _, Some(until_ms)) if until_ms <= now_ms => finished.push(*id),
            _ => {}
        }
    }
    let over = over.into_iter().map(|(until_ms, polls)| Fact::CountdownOver(CountdownOver { polls, until_ms }));
    over.chain(closed(finished)).collect()
}

/// When something is due next.
pub(crate) fn next_due(m: &Meeting) -> Option<Ms> {
    let next = |poll: &Poll| match poll.state {
        PollState::Closing => poll.closes_ms,
        PollState::Grace => poll.final_ms,
        PollState::Draft | PollState::Open | PollState::Closed => None,
    };
    m.polls.values().filter_map(next).min()
}

fn closed(polls: Vec<PollId>) -> Option<Fact> {
    (!polls.is_empty()).then_some(Fact::PollsClosed(PollsClosed { polls }))
}
