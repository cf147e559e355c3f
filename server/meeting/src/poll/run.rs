//! Running questions: opening, the countdown to the close and its cancelling, showing results.

use protocol::{
    Ms, PollId, PollSetId, PollState, Refusal, RefusalCode, Role, Showing, limits,
    poll_command::{CancelClose, ClosePolls, OpenPolls, RevealPolls},
};

use super::{electorate, find, in_order, must_run, prepare::find_set, quorum_met, title};
use crate::{
    Actor, Fact, Meeting,
    event::{CloseCancelled, PollsClosing, PollsRevealed},
    meeting::Poll,
};

/// Who runs questions.
const RUNNERS: &[Role] = &[Role::Moderator];
/// The countdown where none is given.
const COUNTDOWN_MS: Ms = 10_000;

pub(super) fn open(m: &Meeting, who: &Actor, c: &OpenPolls) -> Result<Vec<Fact>, Refusal> {
    who.must_be(RUNNERS)?;
    must_run(m)?;
    let drafts = Wanted {
        fits: |p| p.state == PollState::Draft,
        code: RefusalCode::PollNotDraft,
        one: "was opened already",
        none: "no question of this set is left to open",
    };
    electorate::openings(m, &drafts.choose(m, c.set, &c.polls)?)
}

pub(super) fn close(m: &Meeting, who: &Actor, c: &ClosePolls, now_ms: Ms) -> Result<Vec<Fact>, Refusal> {
    who.must_be(RUNNERS)?;
    must_run(m)?;
    let in_ms = c.in_ms.unwrap_or(COUNTDOWN_MS);
    if !limits::COUNTDOWN_MS.contains(&in_ms) {
        let (least, most) = (limits::COUNTDOWN_MS.start(), limits::COUNTDOWN_MS.end());
        return Err(Refusal::field("in_ms", format!("is {in_ms}: {least} to {most} are possible")));
    }
    let open = Wanted {
        fits: |p| matches!(p.state, PollState::Open | PollState::Closing),
        code: RefusalCode::PollNotOpen,
        one: "is not open",
        none: "no question of this set is open",
    };
    let polls = open.choose(m, c.set, &c.polls)?;
    must_not_be_over(m, &polls, now_ms)?;
    Ok(vec![Fact::PollsClosing(PollsClosing { polls, closes_ms: now_ms + in_ms })])
}

pub(super) fn cancel(m: &Meeting, who: &Actor, c: &CancelClose, now_ms: Ms) -> Result<Vec<Fact>, Refusal> {
    who.must_be(RUNNERS)?;
    must_run(m)?;
    let closing = Wanted {
        fits: |p| p.state == PollState::Closing,
        code: RefusalCode::PollNotOpen,
        one: "has no countdown to cancel",
        none: "no countdown runs in this set",
    };
    let polls = closing.choose(m, c.set, &c.polls)?;
    must_not_be_over(m, &polls, now_ms)?;
    Ok(vec![Fact::CloseCancelled(CloseCancelled { polls })])
}

/// A countdown that has run out has closed its question, even before the clock was looked at.
fn must_not_be_over(m: &Meeting, polls: &[PollId], now_ms: Ms) -> Result<(), Refusal> {
    for id in polls {
        let poll = find(m, *id)?;
        if poll.closes_ms.is_some_and(|closes_ms| closes_ms < now_ms) {
            let text = format!("the countdown of {} is over: it cannot be changed any more", title(poll));
            return Err(Refusal::new(RefusalCode::PollNotOpen, text));
        }
    }
    Ok(())
}

/// Also after the end of the meeting, so that no result stays hidden for ever.
pub(super) fn reveal(m: &Meeting, who: &Actor, c: &RevealPolls) -> Result<Vec<Fact>, Refusal> {
    who.must_be(RUNNERS)?;
    let opened = Wanted {
        fits: |p| p.state != PollState::Draft,
        code: RefusalCode::PollNotOpen,
        one: "was not opened yet: it has no result",
        none: "no question of this set was opened yet",
    };
    let polls = opened.choose(m, c.set, &c.polls)?;
    if c.shown {
        polls.iter().try_for_each(|id| may_be_shown(find(m, *id)?))?;
    }
    Ok(vec![Fact::PollsRevealed(PollsRevealed { polls, shown: c.shown })])
}

/// Whoever answered was told when the result would be seen: not before.
fn may_be_shown(poll: &Poll) -> Result<(), Refusal> {
    let until = match poll.showing {
        _ if poll.state == PollState::Closed => return Ok(()),
        Showing::OnClose => "is shown from its close on: close it first",
        Showing::OnQuorum if quorum_met(poll) != Some(true) => {
            "is shown once its quorum has taken part, or after its close"
        }
        Showing::OnQuorum | Showing::OnReveal | Showing::Live => return Ok(()),
    };
    Err(Refusal::new(RefusalCode::PollNotOpen, format!("{} {until}", title(poll))))
}

/// Which questions a command may take, and what it says of the others.
struct Wanted {
    fits: fn(&Poll) -> bool,
    code: RefusalCode,
    one: &'static str,
    none: &'static str,
}

impl Wanted {
    /// Those of the set that fit, in their order, then the named ones, which all have to fit.
    fn choose(&self, m: &Meeting, set: Option<PollSetId>, named: &[PollId]) -> Result<Vec<PollId>, Refusal> {
        let mut chosen = Vec::new();
        if let Some(set) = set {
            find_set(m, set)?;
            chosen.extend(in_order(m, Some(set)).into_iter().filter(|id| m.polls.get(id).is_some_and(self.fits)));
        } else if named.is_empty() {
            return Err(Refusal::field("polls", "are missing: name a set or at least one question"));
        }
        for id in named {
            let poll = find(m, *id)?;
            if !(self.fits)(poll) {
                return Err(Refusal::new(self.code, format!("{} {}", title(poll), self.one)));
            }
            if !chosen.contains(id) {
                chosen.push(*id);
            }
        }
        match chosen.is_empty() {
            true => Err(Refusal::new(self.code, self.none)),
            false => Ok(chosen),
        }
    }
}
