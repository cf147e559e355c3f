//! Declarations about conflicts of interest: made by each person for each question anew, before the ballot where the
//! terms ask for it.

use protocol::{Ms, PersonId, Refusal, RefusalCode, Role, ballot_command::Declare, limits, text};

use super::{electorate::seat, evolve::each, find, late_press, must_take_answers, not_eligible, title};
use crate::{
    Actor, Fact, Meeting, Moment,
    event::DeclarationMade,
    meeting::{Declaration, Poll},
};

/// Whether a person has declared what the terms ask for: true where they ask for nothing.
pub fn declared(poll: &Poll, person: PersonId) -> bool {
    !poll.terms.declare || poll.declarations.contains_key(&person)
}

/// Goes on only if a person has declared what the terms ask for.
///
/// # Errors
/// [`RefusalCode::DeclareFirst`].
pub fn must_have_declared(poll: &Poll, person: PersonId) -> Result<(), Refusal> {
    if declared(poll, person) {
        return Ok(());
    }
    let text = format!("{} asks for a declaration about conflicts of interest before the ballot", title(poll));
    Err(Refusal::new(RefusalCode::DeclareFirst, text))
}

/// How many have declared, and how many of them a conflict.
pub fn numbers(poll: &Poll) -> (u32, u32) {
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    (count(poll.declarations.len()), count(poll.declarations.values().filter(|d| d.conflict).count()))
}

pub(super) fn declare(m: &Meeting, who: &Actor, c: Declare, at: &mut Moment) -> Result<Vec<Fact>, Refusal> {
    who.must_be(&[Role::Participant])?;
    let id = who.person().ok_or_else(|| not_eligible("a shared link declares nothing: join with your name first"))?;
    m.person(id).ok_or_else(|| not_eligible("you were removed from the meeting"))?;
    must_take_answers(m, c.poll, at)?;
    let poll = find(m, c.poll)?;
    if poll.methods.ballots {
        seat(poll, id).map_err(not_eligible)?;
    }
    if poll.declarations.get(&id).is_some_and(|d| d.changes >= limits::DECLARED_AGAIN) {
        let text = format!(
            "you changed your declaration {} times already: the last one stands, tell the moderator of another change",
            limits::DECLARED_AGAIN
        );
        return Err(Refusal::new(RefusalCode::TooMany, text));
    }
    let words = c.text.map(|t| text::paragraphs(&t, limits::CONFLICT_CHARS)).transpose();
    let words = words.map_err(|what| Refusal::field("text", what))?.filter(|t| !t.is_empty());
    match (c.conflict, &words) {
        (true, None) => return Err(Refusal::field("text", "is missing: say what the conflict of interest is")),
        (false, Some(_)) => {
            return Err(Refusal::field("text", "goes with a conflict: leave it out where there is none"));
        }
        _ => {}
    }
    let text = at.seal_some(words);
    let pressed_ms = late_press(m, [c.poll], at);
    Ok(vec![Fact::DeclarationMade(DeclarationMade {
        poll: c.poll,
        person: id,
        conflict: c.conflict,
        text,
        pressed_ms,
    })])
}

pub(super) fn evolve(m: &mut Meeting, fact: &Fact, at_ms: Ms) {
    let Fact::DeclarationMade(f) = fact else { return };
    each(m, &[f.poll], |p| {
        let changes = p.declarations.get(&f.person).map_or(0, |before| before.changes.saturating_add(1));
        let declaration = Declaration { conflict: f.conflict, text: f.text.clone(), at_ms, changes };
        p.declarations.insert(f.person, declaration);
    });
}
