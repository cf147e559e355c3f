//! Objection hands: whoever cannot live with what an objection call asked may say why, before the line.
//!
//! The call counts without names, so nothing links a hand to an objection: whoever raises one declares it, and no more such hands
//! are taken than objections were counted. A hand, or why it is refused, would tell that count: both wait for the meeting to see it.

use protocol::{HandKind, HandState, Ms, PersonId, PollKind, PollState, Refusal, RefusalCode};

use crate::{
    Meeting,
    meeting::{Hand, Poll},
    poll, tally,
};

/// Goes on only if the last objection call was closed with objections that the meeting sees, and not all were spoken for.
///
/// # Errors
/// [`RefusalCode::NotEligible`], [`RefusalCode::TooMany`], with the reason.
pub(super) fn may_object(m: &Meeting, person: Option<PersonId>) -> Result<(), Refusal> {
    let no = |text: &str| Err(Refusal::new(RefusalCode::NotEligible, text));
    let Some(call) = last_call(m) else { return no("there was no objection call yet") };
    let (PollState::Closed, Some(since_ms)) = (call.state, call.final_ms) else {
        return no("the objection call is not closed yet: raise this hand when it is");
    };
    if !poll::is_shown(call) {
        return no("the result of the objection call is not shown yet: raise this hand when it is");
    }
    let objections = objections(call);
    if objections == 0 {
        return no("nobody objected");
    }
    let raised: Vec<&Hand> = raised(m, since_ms).collect();
    if person.is_some() && raised.iter().any(|hand| hand.person == person) {
        return no("this person has had a hand for an objection since the call");
    }
    if raised.len() >= objections as usize {
        let text = "as many hands were raised for objections as the result of the call has";
        return Err(Refusal::new(RefusalCode::TooMany, text));
    }
    Ok(())
}

/// The objection call that was opened last.
fn last_call(m: &Meeting) -> Option<&Poll> {
    let opened = m.polls.iter().filter(|(_, p)| p.kind == PollKind::Objection && p.opened_ms.is_some());
    opened.max_by_key(|(id, p)| (p.opened_ms, **id)).map(|(_, poll)| poll)
}

/// How many objected: the second point of such a call.
fn objections(call: &Poll) -> u32 {
    tally::of(call).all.votes.counts.get(1).copied().unwrap_or(0)
}

/// The objection hands since then; one that was lowered gives its place back.
fn raised(m: &Meeting, since_ms: Ms) -> impl Iterator<Item = &Hand> {
    m.hands.values().filter(move |hand| {
        hand.kind == HandKind::Objection && hand.state != HandState::Lowered && hand.arrived_ms >= since_ms
    })
}
