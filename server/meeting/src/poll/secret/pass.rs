//! A device is passed round in a hub or in the room: each who has it makes one secret ballot.

use protocol::{Refusal, RefusalCode, Role, ballot_command::PassBallot};

use super::{
    cast::{chosen, key, nonce},
    key::Slot,
};
use crate::{
    Actor, Fact, Meeting, Moment,
    event::BallotPassed,
    poll::{
        answer::{methods_of, must_be_countable, name_of},
        cast::choice_of,
        find,
        heads::{ballots_at, heads_of},
        must_take_answers, not_eligible, title,
    },
};

/// Who passes a device round.
const PASSERS: &[Role] = &[Role::HubOperator, Role::Steward];

pub(in crate::poll) fn pass_ballot(
    m: &Meeting,
    who: &Actor,
    c: PassBallot,
    at: &mut Moment,
) -> Result<Vec<Fact>, Refusal> {
    who.must_be(PASSERS)?;
    must_be_countable(m, who, c.place)?;
    must_take_answers(m, c.poll, at)?;
    let poll = find(m, c.poll)?;
    let Some(kept) = poll.secret.as_ref().filter(|_| poll.methods.passed) else {
        let text = format!("{} takes no ballots on a device that is passed round: {}", title(poll), methods_of(poll));
        return Err(not_eligible(text));
    };
    let (choice, choices) = choice_of(poll, c.choice, c.choices)?;
    let (heads, passed) = (heads_of(m, poll, c.place), kept.passed_at(c.place));
    let ballots = ballots_at(poll, c.place);
    if passed.saturating_add(ballots) >= heads {
        let text = format!(
            "all {heads} heads of {} have answered {}, {passed} on the device that is passed round and {ballots} by themselves",
            name_of(m, c.place),
            title(poll)
        );
        return Err(Refusal::new(RefusalCode::AboveHeads, text));
    }
    let slot = Slot::Passed(c.place, passed + 1);
    let sealed = key(m, c.poll, poll)?.seal(nonce(at), c.poll, slot, chosen(poll, choice, &choices));
    let pressed_ms = at.pressed_ms();
    Ok(vec![Fact::BallotPassed(BallotPassed { poll: c.poll, place: c.place, sealed, pressed_ms })])
}
