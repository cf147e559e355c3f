//! A person's ballot.

use std::collections::BTreeSet;

use protocol::{PersonId, PollKind, Refusal, RefusalCode, Role, poll_command::Cast};

use super::{
    answer::{methods_of, must_have_no_opinion, name_of},
    declare::must_have_declared,
    electorate, find,
    heads::{ballots_at, hands_at, heads_of, place_of},
    must_be_on, must_take_answers, not_eligible, secret, title,
};
use crate::{
    Actor, Fact, Meeting, Moment,
    event::BallotCast,
    meeting::{Person, Poll},
    moment::hex,
};

pub(super) fn cast(m: &Meeting, who: &Actor, c: Cast, at: &mut Moment) -> Result<Vec<Fact>, Refusal> {
    who.must_be(&[Role::Participant])?;
    let id = who.person().ok_or_else(|| not_eligible("a shared link has no ballot: join with your name first"))?;
    let person = m.person(id).ok_or_else(|| not_eligible("you were removed from the meeting"))?;
    must_take_answers(m, c.poll, at)?;
    let poll = find(m, c.poll)?;
    if !poll.methods.ballots {
        let text = format!("{} takes no ballots: {}", title(poll), methods_of(poll));
        return Err(not_eligible(text));
    }
    let seat = electorate::seat(poll, id).map_err(not_eligible)?;
    must_have_declared(poll, id)?;
    let (choice, choices) = choice_of(poll, c.choice, c.choices)?;
    must_not_count_twice(m, poll, seat, person)?;
    if poll.terms.secret {
        return secret::seal_ballot(m, c.poll, poll, seat, secret::chosen(poll, choice, &choices), at);
    }
    let (poll, pressed_ms) = (c.poll, at.pressed_ms());
    let nonce = hex(&at.bits()[..16]);
    Ok(vec![Fact::BallotCast(BallotCast { poll, person: id, choice, choices, nonce, pressed_ms })])
}

/// What is chosen, if the question has it: one point, or several, lowest first.
pub(super) fn choice_of(
    poll: &Poll,
    choice: Option<u32>,
    mut choices: Vec<u32>,
) -> Result<(Option<u32>, Vec<u32>), Refusal> {
    if poll.kind != PollKind::Choices {
        if !choices.is_empty() {
            return Err(Refusal::field(
                "choices",
                format!("are for several options: {} takes one choice", title(poll)),
            ));
        }
        match choice {
            Some(value) => must_be_on(&poll.scale, "choice", value)?,
            None => must_have_no_opinion(poll)?,
        }
        return Ok((choice, choices));
    }
    if choice.is_some() {
        return Err(Refusal::field("choice", format!("is for one option: give {} choices", title(poll))));
    }
    if choices.is_empty() {
        must_have_no_opinion(poll)?;
    }
    for value in &choices {
        must_be_on(&poll.scale, "choices", *value)?;
    }
    choices.sort_unstable();
    let different: BTreeSet<_> = choices.iter().collect();
    if different.len() != choices.len() {
        return Err(Refusal::field("choices", "name an option twice: each counts once"));
    }
    let most = poll.most.unwrap_or(poll.scale.points);
    if u32::try_from(choices.len()).is_ok_and(|n| n > most) {
        let text = format!("choices are {}: at most {most} may be chosen in {}", choices.len(), title(poll));
        return Err(Refusal { code: RefusalCode::OutsideScale, text, field: Some("choices".to_owned()) });
    }
    Ok((None, choices))
}

/// Whoever was counted already and now answers too would count twice. A seat that has answered has taken its head.
fn must_not_count_twice(m: &Meeting, poll: &Poll, seat: PersonId, person: &Person) -> Result<(), Refusal> {
    if place_of(poll, seat).is_some() {
        return Ok(());
    }
    let Some((place, hands)) = person.place.map(|place| (place, hands_at(poll, place))).filter(|(_, n)| *n > 0) else {
        return Ok(());
    };
    let heads = heads_of(m, poll, place);
    let ballots = ballots_at(poll, place);
    if hands.saturating_add(ballots) < heads {
        return Ok(());
    }
    let (how, remedy) = match poll.terms.secret {
        true => ("on the device that is passed round", "nobody is left to answer there"),
        false => ("by counted hands", "ask the operator to lower the count"),
    };
    let text = format!(
        "all {heads} heads of {} have answered, {hands} {how} and {ballots} by ballots: {remedy}",
        name_of(m, place)
    );
    Err(Refusal::new(RefusalCode::AboveHeads, text))
}
