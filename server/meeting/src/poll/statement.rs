//! Notes beside a question: clarifications once it was opened, and statements attached to its result.

use protocol::{
    Ms, PersonId, PollState, Refusal, RefusalCode, Role,
    ballot_command::{AddStatement, Clarify},
    limits, text,
};

use super::{evolve::each, find, title};
use crate::{
    Actor, Fact, Meeting, Moment,
    event::{PollClarified, StatementAdded},
    meeting::{Clarification, Poll, Statement},
};

/// Who enters statements of others.
const RECORDERS: &[Role] = &[Role::Moderator, Role::Reporter];

pub(super) fn clarify(m: &Meeting, who: &Actor, c: &Clarify, at: &mut Moment) -> Result<Vec<Fact>, Refusal> {
    who.must_be(&[Role::Moderator])?;
    let poll = find(m, c.poll)?;
    if poll.state == PollState::Draft {
        let text = format!("{} is not open yet: change the question itself", title(poll));
        return Err(Refusal::new(RefusalCode::PollNotOpen, text));
    }
    if poll.clarified.len() >= limits::CLARIFICATIONS {
        let text = format!("a question has at most {} clarifications", limits::CLARIFICATIONS);
        return Err(Refusal::new(RefusalCode::TooMany, text));
    }
    let text = at.seal(filled(&c.text, limits::NOTE_CHARS)?);
    Ok(vec![Fact::PollClarified(PollClarified { poll: c.poll, text })])
}

/// Also after the end of the meeting: a minority writes its statement when it has seen the result.
pub(super) fn add(m: &Meeting, who: &Actor, c: AddStatement, at: &mut Moment) -> Result<Vec<Fact>, Refusal> {
    who.must_be(&[RECORDERS, &[Role::Participant]].concat())?;
    let own = who.role() == Some(Role::Participant);
    if own && who.person().is_none() {
        return Err(Refusal::new(RefusalCode::NotYours, "this link is nobody's own: join first"));
    }
    if own && c.person.is_some() && c.person != who.person() {
        return Err(Refusal::new(RefusalCode::NotYours, "a participant states their own opinion only"));
    }
    let person = if own { who.person() } else { c.person };
    if let Some(id) = person {
        m.person(id).ok_or_else(|| Refusal::new(RefusalCode::NotFound, format!("there is no person {id}")))?;
    }
    let behalf = c.behalf.map(|b| text::line(&b, limits::ORGANISATION_CHARS)).transpose();
    let behalf = behalf.map_err(|what| Refusal::field("behalf", what))?.filter(|b| !b.is_empty());
    if person.is_none() && behalf.is_none() {
        return Err(Refusal::field("person", "or behalf is needed: whose statement it is"));
    }
    let poll = find(m, c.poll)?;
    if poll.state != PollState::Closed {
        let text = format!("{} is not closed yet: statements are attached to its result", title(poll));
        return Err(Refusal::new(RefusalCode::MovedOn, text));
    }
    must_have_room(poll, person, own)?;
    let text = at.seal(filled(&c.text, limits::STATEMENT_CHARS)?);
    let behalf = at.seal_some(behalf);
    Ok(vec![Fact::StatementAdded(StatementAdded { poll: c.poll, kind: c.kind, text, person, behalf })])
}

/// A few who write much must not keep others from writing at all, nor the reporter from recording them.
fn must_have_room(poll: &Poll, person: Option<PersonId>, own: bool) -> Result<(), Refusal> {
    let all = poll.statements.len();
    let theirs = poll.statements.iter().filter(|s| person.is_some() && s.person == person).count();
    let most = limits::STATEMENTS - if own { limits::STATEMENTS_OF_STAFF } else { 0 };
    let text = if theirs >= limits::STATEMENTS_EACH {
        format!("a result has at most {} statements of one person", limits::STATEMENTS_EACH)
    } else if all >= most && own {
        format!("a result has at most {most} statements of participants: ask the reporter to add yours")
    } else if all >= most {
        format!("a result has at most {most} statements")
    } else if own && theirs > 0 && all >= limits::STATEMENTS_SECOND {
        let many = limits::STATEMENTS_SECOND;
        format!("this result has {many} statements, one of them yours: what room there is, is for those who have none")
    } else {
        return Ok(());
    };
    Err(Refusal::new(RefusalCode::TooMany, text))
}

fn filled(words: &str, most: usize) -> Result<String, Refusal> {
    let words = text::paragraphs(words, most).map_err(|what| Refusal::field("text", what))?;
    if words.is_empty() { Err(Refusal::field("text", "is empty")) } else { Ok(words) }
}

pub(super) fn evolve(m: &mut Meeting, fact: &Fact, at_ms: Ms) {
    match fact {
        Fact::PollClarified(f) => {
            each(m, &[f.poll], |p| p.clarified.push(Clarification { text: f.text.clone(), at_ms }));
        }
        Fact::StatementAdded(f) => {
            let (text, behalf) = (f.text.clone(), f.behalf.clone());
            let statement = Statement { kind: f.kind, text, person: f.person, behalf, at_ms };
            each(m, &[f.poll], |p| p.statements.push(statement.clone()));
        }
        _ => {}
    }
}
