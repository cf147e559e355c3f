//! Corrections of agreed values and counts: new entries with author and reason, at any time.

use protocol::{Key, Place, Refusal, RefusalCode, Role, limits, poll_command::CorrectAnswer, text};

use super::{
    answer::{must_be_within_heads, must_fit_scale, must_have_no_opinion},
    find,
    heads::total,
    must_be_on, title,
};
use crate::{
    Actor, Fact, Meeting, Moment,
    event::{AnswerCorrected, Private},
    meeting::Poll,
};

/// Who corrects answers.
const CORRECTORS: &[Role] = &[Role::Moderator, Role::Reporter];

pub(super) fn correct(m: &Meeting, who: &Actor, c: CorrectAnswer, at: &mut Moment) -> Result<Vec<Fact>, Refusal> {
    who.must_be(CORRECTORS)?;
    let poll = find(m, c.poll)?;
    let reason = text::paragraphs(&c.reason, limits::NOTE_CHARS).map_err(|what| Refusal::field("reason", what))?;
    if reason.is_empty() {
        return Err(Refusal::field("reason", "is empty: say why it is corrected"));
    }
    let mut fact = match (&c.unit, c.place) {
        (Some(unit), None) => value(poll, &c, unit)?,
        (None, Some(place)) => hands(m, poll, &c, place)?,
        _ => return Err(Refusal::field("unit", "or place: name exactly one of them")),
    };
    fact.reason = at.seal(reason);
    Ok(vec![Fact::AnswerCorrected(fact)])
}

fn value(poll: &Poll, c: &CorrectAnswer, unit: &Key) -> Result<AnswerCorrected, Refusal> {
    if c.hands.is_some() {
        return Err(Refusal::field("hands", "do not belong to an agreed value: give value"));
    }
    if c.no_opinion.is_some() {
        return Err(Refusal::field("no_opinion", "does not belong to an agreed value: give value"));
    }
    let value = c.value.ok_or_else(|| Refusal::field("value", "is missing: give the right agreed value"))?;
    let before = poll.agreed.get(unit).ok_or_else(|| nothing_of(poll, "agreed value", unit))?;
    must_be_on(&poll.scale, "value", value)?;
    if before.value == value {
        return Err(Refusal::field("value", format!("is {value} already: there is nothing to correct")));
    }
    let was_value = Some(before.value);
    Ok(AnswerCorrected { unit: Some(unit.clone()), was_value, value: Some(value), ..blank(c) })
}

fn hands(m: &Meeting, poll: &Poll, c: &CorrectAnswer, place: Place) -> Result<AnswerCorrected, Refusal> {
    if c.value.is_some() {
        return Err(Refusal::field("value", "does not belong to a count: give hands"));
    }
    let hands = c.hands.clone().ok_or_else(|| Refusal::field("hands", "are missing: give the right count"))?;
    let before = poll.counted.get(&place).ok_or_else(|| nothing_of(poll, "count", place))?;
    must_fit_scale(poll, &hands)?;
    if c.no_opinion.is_some_and(|n| n > 0) {
        must_have_no_opinion(poll)?;
    }
    let changed = c.no_opinion.filter(|n| *n != before.no_opinion);
    must_be_within_heads(m, poll, place, total(&hands, changed.unwrap_or(before.no_opinion)))?;
    if before.hands == hands && changed.is_none() {
        return Err(Refusal::field("hands", "are the same already: there is nothing to correct"));
    }
    let (was_hands, was_no_opinion) = (before.hands.clone(), changed.map(|_| before.no_opinion));
    Ok(AnswerCorrected { place: Some(place), was_hands, hands, was_no_opinion, no_opinion: changed, ..blank(c) })
}

fn nothing_of(poll: &Poll, what: &str, of: impl std::fmt::Display) -> Refusal {
    Refusal::new(RefusalCode::NotFound, format!("{} has no {what} of {of} to correct", title(poll)))
}

fn blank(c: &CorrectAnswer) -> AnswerCorrected {
    AnswerCorrected {
        poll: c.poll,
        unit: None,
        place: None,
        was_value: None,
        value: None,
        was_hands: Vec::new(),
        hands: Vec::new(),
        was_no_opinion: None,
        no_opinion: None,
        reason: Private(String::new()),
    }
}
