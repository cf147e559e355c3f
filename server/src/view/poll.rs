//! `poll/{poll}` and `set/{set}`: everybody sees a question once it has been opened, with how many
//! answers are in; staff sees drafts too. A set is seen once one of its questions is, with those of
//! its questions that are.

use std::collections::BTreeSet;

use meeting::meeting::{Meeting, Poll};
use protocol::{
    PollId, PollState, Showing,
    row_poll::{PollRow, PollSetRow},
};

use super::{Audience, Changes, View};

/// These questions, or all.
pub fn rows(view: &View, audience: Audience, which: Option<&BTreeSet<PollId>>, out: &mut Changes) {
    let m = view.m;
    match which {
        Some(polls) => {
            for id in polls {
                out.covers(format!("poll/{id}"));
                if let Some(poll) = m.polls.get(id).filter(|poll| is_seen(poll, audience)) {
                    out.put_at("poll", id, &row(poll));
                }
            }
        }
        None => {
            out.covers_under("poll/");
            for (id, poll) in m.polls.iter().filter(|(_, poll)| is_seen(poll, audience)) {
                out.put_at("poll", id, &row(poll));
            }
        }
    }
}

/// All sets.
pub fn set_rows(view: &View, audience: Audience, out: &mut Changes) {
    out.covers_under("set/");
    let m = view.m;
    for (id, set) in &m.poll_sets {
        let polls = questions(m, audience, *id);
        if audience.is_staff() || !polls.is_empty() {
            out.put_at("set", id, &PollSetRow { title: set.title.clone(), polls });
        }
    }
}

fn questions(m: &Meeting, audience: Audience, set: protocol::PollSetId) -> Vec<PollId> {
    let of_set = m.polls.iter().filter(|(_, poll)| poll.set == Some(set) && is_seen(poll, audience));
    let mut polls: Vec<(u32, PollId)> = of_set.map(|(id, poll)| (poll.position, *id)).collect();
    polls.sort_unstable();
    polls.into_iter().map(|(_, id)| id).collect()
}

fn is_seen(poll: &Poll, audience: Audience) -> bool {
    audience.is_staff() || poll.state != PollState::Draft
}

/// Whether the result is shown to the meeting: live from the opening on; or once it is revealed,
/// but never while late ballots may still come in, lest they answer to what they see.
pub fn is_shown(poll: &Poll) -> bool {
    match (poll.state, poll.showing) {
        (PollState::Draft, _) => false,
        (_, Showing::Live) => true,
        (PollState::Grace, Showing::OnReveal) => false,
        (_, Showing::OnReveal) => poll.revealed,
    }
}

fn row(poll: &Poll) -> PollRow {
    let answers = poll.ballots.len() + poll.agreed.len() + poll.counted.len();
    PollRow {
        set: poll.set,
        question: poll.question.clone(),
        short: poll.short.clone(),
        scale: poll.scale.clone(),
        methods: poll.methods.clone(),
        showing: poll.showing,
        state: poll.state,
        shown: is_shown(poll),
        opened_ms: poll.opened_ms,
        closes_ms: poll.closes_ms,
        final_ms: poll.final_ms,
        electorate: poll.electorate,
        in_: u32::try_from(answers).unwrap_or(u32::MAX),
    }
}
