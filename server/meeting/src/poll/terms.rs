//! The terms of a question, checked before it can open: what contradicts itself is refused with the reason.

use std::collections::BTreeSet;

use protocol::{
    Base, Dimension, Electorate, Majority, PollKind, Refusal, Showing, Unit, Weighting, limits,
    poll_command::{Methods, Scale},
    poll_terms::{Terms, Wording},
    text,
};

use super::prepare::filled;
use crate::Meeting;

/// A region or group with fewer answers has no weight.
const LEAST_N: std::ops::RangeInclusive<u32> = 1..=1_000;

/// The terms that a question of this kind has. An objection call is always secret; a vote has a majority, the simple one where
/// none is given.
pub(super) fn checked(kind: PollKind, terms: Terms, methods: &Methods, showing: Showing) -> Result<Terms, Refusal> {
    let mut terms = terms;
    match kind {
        PollKind::Vote => terms.majority = terms.majority.or(Some(Majority::Simple)),
        PollKind::Objection => terms.secret = true,
        _ => {}
    }
    if kind != PollKind::Vote && terms.majority.is_some() {
        return Err(Refusal::field("majority", "belongs to votes: other questions decide nothing by one"));
    }
    if !LEAST_N.contains(&terms.least_n) {
        let (least, most) = (LEAST_N.start(), LEAST_N.end());
        return Err(Refusal::field("least_n", format!("is {}: {least} to {most} are possible", terms.least_n)));
    }
    counts(kind, &terms, methods, showing)?;
    secrecy(kind, &terms, methods)?;
    Ok(terms)
}

/// Quorum, base and electorate need people who answer one by one.
fn counts(kind: PollKind, terms: &Terms, methods: &Methods, showing: Showing) -> Result<(), Refusal> {
    let heads = methods.counted || methods.passed;
    match terms.quorum {
        Some(0) => return Err(Refusal::field("quorum", "is 0: leave it out where there is none")),
        Some(_) if !methods.ballots && !heads => {
            return Err(Refusal::field(
                "quorum",
                "needs ballots or counted hands: agreed values have no number of people",
            ));
        }
        None if showing == Showing::OnQuorum => {
            return Err(Refusal::field("showing", "is on quorum and the terms have none: give a quorum"));
        }
        _ => {}
    }
    let seats = terms.base == Base::Seats || terms.majority == Some(Majority::Absolute);
    if seats && !methods.ballots {
        return Err(Refusal::field("base", "or majority goes by the electorate: that needs persons' ballots"));
    }
    if terms.electorate == Electorate::Organisations && heads {
        let what = "is one ballot for each organisation: hands and a device that is passed round count people instead";
        return Err(Refusal::field("electorate", what));
    }
    if kind == PollKind::Choices && (methods.counted || methods.agreed_by.is_some()) {
        let what = "of a question with several answers are ballots: hands would count a person several times";
        return Err(Refusal::field("methods", what));
    }
    Ok(())
}

fn secrecy(kind: PollKind, terms: &Terms, methods: &Methods) -> Result<(), Refusal> {
    if methods.passed && !terms.secret {
        return Err(Refusal::field(
            "methods",
            "with a device that is passed round are for secret ballots: make it secret",
        ));
    }
    if terms.secret && (methods.counted || methods.agreed_by.is_some()) {
        let what = match kind {
            PollKind::Objection => "of an objection call are ballots: it is counted without names",
            _ => "of a secret question are ballots: hands and agreed values are given in front of everybody",
        };
        return Err(Refusal::field("methods", what));
    }
    if terms.declare && (methods.passed || methods.counted) {
        let what = "comes before a person's own ballot: counted hands and a device that is passed round skip it; take these methods away, or do not ask for it";
        return Err(Refusal::field("declare", what));
    }
    if terms.breakdown.is_some() && kind == PollKind::Objection {
        return Err(Refusal::field("breakdown", "would tell where objections come from: an objection call has none"));
    }
    let weighed_by = match terms.weigh_by {
        Unit::Region => Dimension::Region,
        Unit::Group => Dimension::Group,
    };
    if terms.secret && terms.weighting == Weighting::Unit && terms.breakdown != Some(weighed_by) {
        let what = "gives equal weight to regions or groups: a secret question then needs the breakdown by the same";
        return Err(Refusal::field("weighting", what));
    }
    if terms.breakdown.is_some() && !terms.secret {
        return Err(Refusal::field("breakdown", "is for secret questions: by name there are all of them anyway"));
    }
    Ok(())
}

/// The question in further languages of the meeting, each once, with as many labels as it has in the first one.
pub(super) fn wordings(m: &Meeting, scale: &Scale, wordings: Vec<Wording>) -> Result<Vec<Wording>, Refusal> {
    let mut seen = BTreeSet::new();
    wordings.into_iter().map(|w| wording(m, scale, w, &mut seen)).collect()
}

fn wording(m: &Meeting, scale: &Scale, w: Wording, seen: &mut BTreeSet<String>) -> Result<Wording, Refusal> {
    let language = w.language;
    let mut known = m.settings.languages.iter();
    if known.next().is_some_and(|first| *first == language) {
        let what =
            format!("are in further languages: {language} is the first one, in which the question stands itself");
        return Err(Refusal::field("wordings", what));
    }
    if !known.any(|other| *other == language) {
        return Err(Refusal::field("wordings", format!("have the language `{language}`, which the meeting has not")));
    }
    if !seen.insert(language.clone()) {
        return Err(Refusal::field("wordings", format!("have the language {language} twice")));
    }
    let (labels, expected) = (w.labels.len(), scale.labels.len());
    if labels != 0 && labels != expected {
        let what = format!("in {language} have {labels} labels: give none, or {expected} as in the first language");
        return Err(Refusal::field("wordings", what));
    }
    let labels = w.labels.iter().map(|l| filled("label", text::line(l, limits::LABEL_CHARS)));
    let labels = labels.collect::<Result<_, _>>()?;
    let question = filled("question", text::line(&w.question, limits::QUESTION_CHARS))?;
    Ok(Wording { language, question, labels })
}
