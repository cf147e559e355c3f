//! Drafts: questions and sets of questions before they are opened.

use protocol::{
    PollId, PollKind, PollSetId, PollState, Refusal, RefusalCode, Role, Showing, limits,
    poll_command::{Methods, RemovePoll, SetPoll, SetPollSet},
    poll_terms::Terms,
    text,
};

use super::{find, in_order, must_not_have_ended, points, secret, terms, title};
use crate::{
    Actor, Fact, Meeting, Moment,
    event::{PollPrepared, PollRemoved, PollSetPrepared},
    meeting::Poll,
};

/// Who prepares questions.
const PREPARERS: &[Role] = &[Role::Organiser, Role::Moderator];
/// A short title that is made from the question has at most so many characters.
const SHORT_CHARS: usize = 60;

pub(super) fn set_poll(m: &Meeting, who: &Actor, c: SetPoll) -> Result<Vec<Fact>, Refusal> {
    who.must_be(PREPARERS)?;
    must_not_have_ended(m)?;
    let before = c.poll.map(|id| draft(m, id)).transpose()?;
    if before.is_none() && m.polls.len() >= limits::POLLS {
        return Err(Refusal::new(RefusalCode::TooMany, format!("a meeting has at most {} questions", limits::POLLS)));
    }
    let set = c.set.or(before.and_then(|p| p.set));
    if let Some(set) = set {
        find_set(m, set)?;
    }
    let round_of = c.round_of.or(before.and_then(|p| p.round_of));
    let earlier = c.round_of.map(|id| opened(m, id)).transpose()?;
    // What is not given stays; of a new question it is taken over from the earlier round.
    let model = before.or(earlier);
    let question = match &c.question {
        Some(q) => filled("question", text::line(q, limits::QUESTION_CHARS))?,
        None => model.map(|p| p.question.clone()).ok_or_else(|| Refusal::field("question", "is missing"))?,
    };
    let kind = c.kind.or(model.map(|p| p.kind)).unwrap_or(PollKind::Likert);
    let (scale, most) = points::checked(kind, &c, model)?;
    let methods = match c.methods {
        Some(methods) => checked_methods(methods)?,
        None => model.map_or(Methods { ballots: true, ..Methods::default() }, |p| p.methods.clone()),
    };
    let showing = match kind {
        PollKind::Temperature => Showing::Live,
        _ => c.showing.or(model.map(|p| p.showing)).unwrap_or(Showing::OnReveal),
    };
    let given = c.terms.unwrap_or_else(|| terms_of(model, kind));
    let poll = c.poll.unwrap_or(PollId(m.last.poll + 1));
    Ok(vec![Fact::PollPrepared(PollPrepared {
        poll,
        set,
        short: short(c.short, &question, model)?,
        question,
        terms: terms::checked(kind, given, &methods, showing)?,
        wordings: terms::wordings(m, &scale, c.wordings.or(model.map(|p| p.wordings.clone())).unwrap_or_default())?,
        scale,
        methods,
        showing,
        position: position(m, poll, set, c.position)?,
        kind,
        most,
        round_of,
    })])
}

/// The terms that stay or are taken over; a majority does not outlive the kind that had it.
fn terms_of(model: Option<&Poll>, kind: PollKind) -> Terms {
    let mut terms = model.map(|p| p.terms.clone()).unwrap_or_default();
    if kind != PollKind::Vote {
        terms.majority = None;
    }
    terms
}

/// The question of which another is the next round.
fn opened(m: &Meeting, id: PollId) -> Result<&Poll, Refusal> {
    let poll = find(m, id)?;
    match poll.state {
        PollState::Draft => {
            let what = format!("names {}, which was not opened yet: there is no first round", title(poll));
            Err(Refusal::field("round_of", what))
        }
        _ => Ok(poll),
    }
}

pub(super) fn remove_poll(m: &Meeting, who: &Actor, c: &RemovePoll) -> Result<Vec<Fact>, Refusal> {
    who.must_be(PREPARERS)?;
    must_not_have_ended(m)?;
    draft(m, c.poll)?;
    Ok(vec![Fact::PollRemoved(PollRemoved { poll: c.poll })])
}

pub(super) fn set_poll_set(m: &Meeting, who: &Actor, c: &SetPollSet, at: &mut Moment) -> Result<Vec<Fact>, Refusal> {
    who.must_be(PREPARERS)?;
    must_not_have_ended(m)?;
    match c.set {
        Some(set) => find_set(m, set)?,
        None if m.poll_sets.len() >= limits::POLLS => {
            let text = format!("a meeting has at most {} sets of questions", limits::POLLS);
            return Err(Refusal::new(RefusalCode::TooMany, text));
        }
        None => {}
    }
    let title = c.title.as_deref().ok_or_else(|| Refusal::field("title", "is missing"))?;
    let title = filled("title", text::line(title, limits::TITLE_CHARS))?;
    let set = c.set.unwrap_or(PollSetId(m.last.set + 1));
    let has_code = m.poll_sets.get(&set).is_some_and(|set| set.code.is_some());
    let code = (!has_code).then(|| secret::set_code(at));
    Ok(vec![Fact::PollSetPrepared(PollSetPrepared { set, title, code })])
}

pub(super) fn find_set(m: &Meeting, set: PollSetId) -> Result<(), Refusal> {
    match m.poll_sets.contains_key(&set) {
        true => Ok(()),
        false => Err(Refusal::new(RefusalCode::NotFound, format!("there is no set {set} of questions"))),
    }
}

fn draft(m: &Meeting, id: PollId) -> Result<&Poll, Refusal> {
    let poll = find(m, id)?;
    if poll.state == PollState::Draft {
        return Ok(poll);
    }
    let text = format!("{} was opened: text, scale and methods are fixed, prepare another question", title(poll));
    Err(Refusal::new(RefusalCode::PollNotDraft, text))
}

pub(super) fn filled(field: &str, text: Result<String, String>) -> Result<String, Refusal> {
    match text {
        Ok(text) if text.is_empty() => Err(Refusal::field(field, "is empty")),
        other => other.map_err(|what| Refusal::field(field, what)),
    }
}

/// The short title: as given, else as it was, else from the question. One that was made from the
/// question before follows the question.
fn short(given: Option<String>, question: &str, before: Option<&Poll>) -> Result<String, Refusal> {
    if let Some(given) = given.filter(|s| !s.trim().is_empty()) {
        return filled("short", text::line(&given, limits::TITLE_CHARS));
    }
    match before {
        Some(poll) if poll.short != shortened(&poll.question) => Ok(poll.short.clone()),
        _ => Ok(shortened(question)),
    }
}

fn shortened(question: &str) -> String {
    if question.chars().count() <= SHORT_CHARS {
        return question.to_owned();
    }
    let cut: String = question.chars().take(SHORT_CHARS - 1).collect();
    let words = cut.rsplit_once(' ').map_or(cut.as_str(), |(words, _)| words);
    format!("{words}…")
}

/// The place in the set, from 1: as wanted, else as it was, else the last.
fn position(m: &Meeting, poll: PollId, set: Option<PollSetId>, wanted: Option<u32>) -> Result<u32, Refusal> {
    let order = in_order(m, set);
    let here = order.iter().position(|id| *id == poll);
    let others = order.len() - usize::from(here.is_some());
    let most = u32::try_from(others).unwrap_or(u32::MAX) + 1;
    match (wanted, here) {
        (Some(0), _) => Err(Refusal::field("position", "is 0: the first position is 1")),
        (Some(wanted), _) => Ok(wanted.min(most)),
        (None, Some(here)) => Ok(u32::try_from(here).unwrap_or(u32::MAX) + 1),
        (None, None) => Ok(most),
    }
}

fn checked_methods(methods: Methods) -> Result<Methods, Refusal> {
    if !methods.ballots && !methods.counted && !methods.passed && methods.agreed_by.is_none() {
        return Err(Refusal::field(
            "methods",
            "are empty: choose ballots, a device that is passed round, agreed values or counted hands",
        ));
    }
    Ok(methods)
}
