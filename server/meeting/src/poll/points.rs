//! What each kind of question is answered on: every kind comes down to points that are counted.
//!
//! A vote has the points 1 for, 2 against, 3 abstain; an objection call 1 "I can live with it" and 2 "I object"; the points of
//! a choice are its options, from 1. Only Likert questions and temperature checks have a scale of the organiser's own.

use std::collections::BTreeSet;

use protocol::{
    Polarity, PollKind, Refusal, limits,
    poll_command::{Scale, SetPoll},
    text,
};

use super::prepare::filled;
use crate::meeting::Poll;

/// The point of a vote that is for it.
pub const FOR: u32 = 1;
/// The point of a vote that is against it.
pub const AGAINST: u32 = 2;
/// The point of a vote that abstains.
pub const ABSTAIN: u32 = 3;
/// The point of an objection call that can live with it.
pub const LIVE_WITH: u32 = 1;
/// The point of an objection call that objects.
pub const OBJECT: u32 = 2;

/// Whether the points of a kind lie in an order, so that there is a median, a spread and an agreement.
pub fn is_ordered(kind: PollKind) -> bool {
    matches!(kind, PollKind::Likert | PollKind::Temperature)
}

/// The points of a question, and how many may be chosen where several may: what is given, else those of the model if it is of
/// the same kind, else those that the kind begins with.
pub(super) fn checked(kind: PollKind, c: &SetPoll, model: Option<&Poll>) -> Result<(Scale, Option<u32>), Refusal> {
    let same = model.filter(|p| p.kind == kind);
    if !is_ordered(kind) && c.scale.is_some() {
        return Err(Refusal::field("scale", "belongs to Likert questions and temperature checks: leave it out"));
    }
    let choice = matches!(kind, PollKind::Choice | PollKind::Choices);
    if !choice && c.options.is_some() {
        return Err(Refusal::field("options", "belong to questions with a choice: leave them out"));
    }
    if kind != PollKind::Choices && c.most.is_some() {
        return Err(Refusal::field("most", "belongs to questions where several options may be chosen: leave it out"));
    }
    let scale = match (&c.scale, &c.options, same) {
        (Some(given), _, _) => checked_scale(given.clone())?,
        (None, Some(options), _) => options_of(options)?,
        (None, None, Some(same)) => same.scale.clone(),
        (None, None, None) => match kind {
            PollKind::Likert => of_points(5, Polarity::Unipolar),
            PollKind::Temperature => of_points(5, Polarity::Bipolar),
            PollKind::Vote => of_points(ABSTAIN, Polarity::Unipolar),
            PollKind::Objection => of_points(OBJECT, Polarity::Unipolar),
            PollKind::Choice | PollKind::Choices => {
                return Err(Refusal::field("options", "are missing: give at least 2 to choose from"));
            }
        },
    };
    let most = match kind {
        PollKind::Choices => Some(checked_most(c.most, same.and_then(|p| p.most), scale.points)?),
        _ => None,
    };
    Ok((scale, most))
}

fn checked_most(given: Option<u32>, before: Option<u32>, options: u32) -> Result<u32, Refusal> {
    match given {
        Some(most) if !(1..=options).contains(&most) => {
            Err(Refusal::field("most", format!("is {most}: 1 to {options} of the {options} options may be chosen")))
        }
        Some(most) => Ok(most),
        None => Ok(before.map_or(options, |most| most.min(options))),
    }
}

fn of_points(points: u32, polarity: Polarity) -> Scale {
    Scale { first: 1, points, polarity, labels: Vec::new(), no_opinion: false }
}

fn options_of(options: &[String]) -> Result<Scale, Refusal> {
    let n = options.len();
    if !limits::SCALE_POINTS.contains(&n) {
        let (least, most) = (limits::SCALE_POINTS.start(), limits::SCALE_POINTS.end());
        return Err(Refusal::field("options", format!("are {n}: {least} to {most} are possible")));
    }
    let labels = options.iter().map(|o| filled("option", text::line(o, limits::LABEL_CHARS)));
    let labels = labels.collect::<Result<Vec<_>, _>>()?;
    let different: BTreeSet<String> = labels.iter().map(|l| l.to_lowercase()).collect();
    if different.len() != n {
        return Err(Refusal::field("options", "have the same text twice: nobody could tell them apart"));
    }
    let points = u32::try_from(n).unwrap_or(u32::MAX);
    Ok(Scale { labels, ..of_points(points, Polarity::Unipolar) })
}

fn checked_scale(scale: Scale) -> Result<Scale, Refusal> {
    let points = usize::try_from(scale.points).unwrap_or(usize::MAX);
    if !limits::SCALE_POINTS.contains(&points) {
        let (least, most) = (limits::SCALE_POINTS.start(), limits::SCALE_POINTS.end());
        return Err(Refusal::field("scale", format!("has {points} points: {least} to {most} are possible")));
    }
    if scale.first > 1 {
        return Err(Refusal::field("scale", format!("begins with {}: it begins with 0 or 1", scale.first)));
    }
    let labels = scale.labels.len();
    if labels != 0 && labels != 2 && labels != points {
        let what = format!("has {labels} labels: give none, 2 for the ends, or {points}, one for each point");
        return Err(Refusal::field("scale", what));
    }
    let labels = scale.labels.iter().map(|l| filled("label", text::line(l, limits::LABEL_CHARS)));
    Ok(Scale { labels: labels.collect::<Result<_, _>>()?, ..scale })
}
