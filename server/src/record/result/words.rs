//! Words of results: terms, methods and spreads as a reader of a table wants them, in the meeting's record language, English.

use protocol::row_poll::{Outcome, PollRow};
use protocol::{Abstaining, Base, Electorate, Majority, PollKind, Unit, Weighting};

use super::super::words::word;
use super::part::Part;
use super::{Answer, QuestionResult};

/// A figure with at most two decimals.
pub fn figure(x: f64) -> String {
    let text = format!("{x:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// "agreed, 9 consulted, 2 confirmed".
pub fn agreed(answer: &Answer) -> String {
    let consulted = answer.n.map_or_else(|| "consulted: not stated".to_owned(), |n| format!("{n} consulted"));
    let confirmed = answer.confirmed.filter(|n| *n > 0).map(|n| format!(", {n} confirmed")).unwrap_or_default();
    format!("agreed, {consulted}{confirmed}")
}

/// "lowest 1, highest 5 stated"; an agreed value has no other spread.
pub fn stated(answer: &Answer) -> String {
    match (answer.lowest, answer.highest) {
        (None, None) => "spread not stated".to_owned(),
        (Some(low), Some(high)) => format!("lowest {low}, highest {high} stated"),
        (Some(low), None) => format!("lowest {low} stated"),
        (None, Some(high)) => format!("highest {high} stated"),
    }
}

/// "41 ballots", "41 counted hands", "41 ballots and counted hands".
pub fn answered(row: &PollRow, part: &Part) -> String {
    let ballots = row.methods.ballots || row.methods.passed;
    let what = match (ballots, row.methods.counted) {
        (true, true) => "ballots and counted hands",
        (false, true) => "counted hands",
        (_, false) => "ballots",
    };
    format!("{} {what}", part.n)
}

/// "quartiles 2.8 to 4.1, A 0.62 (fair agreement)".
pub fn spread(part: &Part) -> String {
    match &part.statistics {
        Some(s) => format!(
            "quartiles {} to {}, A {} ({})",
            figure(s.lower),
            figure(s.upper),
            figure(s.agreement),
            s.agreement_words
        ),
        None if part.hidden => "hidden: too few, or all alike".to_owned(),
        None => String::new(),
    }
}

/// The terms, each as a name and what holds.
pub fn terms(result: &QuestionResult) -> Vec<(&'static str, String)> {
    let (row, terms) = (&result.row, &result.row.terms);
    let electorate = match terms.electorate {
        Electorate::Seats => "the seats: who was on the roster or confirmed when it opened",
        Electorate::Organisations => "one ballot for each organisation",
        Electorate::Present => "all present",
    };
    let base = match terms.base {
        Base::Voting => "those who answered",
        Base::Present => "those present when it closed",
        Base::Seats => "the whole electorate",
    };
    let abstaining = match terms.abstaining {
        Abstaining::Apart => "counted apart, not in the base",
        Abstaining::InBase => "in the base, and so like a vote against",
    };
    let weighting = match (terms.weighting, terms.weigh_by) {
        (Weighting::Person, _) => "one person, one vote".to_owned(),
        (Weighting::Unit, by) => {
            let by = if by == Unit::Region { "region" } else { "group" };
            format!("equal weight for each {by} with at least {} answers", terms.least_n)
        }
    };
    let secrecy = if terms.secret { "secret" } else { "by name" };
    let mut told = vec![
        ("who may answer", electorate.to_owned()),
        ("shares are taken of", base.to_owned()),
        ("abstentions", abstaining.to_owned()),
        ("quorum", terms.quorum.map_or_else(|| "none".to_owned(), |n| n.to_string())),
    ];
    if let Some(majority) = terms.majority {
        told.push(("majority", majority_words(majority).to_owned()));
    }
    told.push(("what counts", weighting));
    told.push(("ballots", secrecy.to_owned()));
    if let Some(by) = terms.breakdown {
        told.push(("breakdown", format!("by {}, after the close", word(&by))));
    }
    if terms.declare {
        told.push(("conflicts of interest", "declared before each ballot".to_owned()));
    }
    if terms.confirm {
        told.push(("confirmation", "agreed values and counts need a second person".to_owned()));
    }
    if row.open_mode {
        told.push((
            "open mode",
            "people on no roster could answer: one person one ballot rests on their word".to_owned(),
        ));
    }
    told
}

fn majority_words(majority: Majority) -> &'static str {
    match majority {
        Majority::Simple => "simple: more than half of the base",
        Majority::Absolute => "absolute: more than half of the electorate",
        Majority::TwoThirds => "two thirds of the base",
        Majority::Consensus => "consensus: nobody objects",
    }
}

/// By what methods the question is answered.
pub fn methods(row: &PollRow) -> String {
    let methods = &row.methods;
    let agreed = methods.agreed_by.map(|by| format!("one agreed value for each {}", word(&by)));
    let all = [
        methods.ballots.then(|| "ballots".to_owned()),
        agreed,
        methods.counted.then(|| "counted hands".to_owned()),
        methods.passed.then(|| "ballots on a device that is passed round".to_owned()),
    ];
    all.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// What it came to, in a sentence; nothing for what decides nothing.
pub fn outcome(row: &PollRow, outcome: &Outcome) -> Option<String> {
    let carried = match (row.kind, outcome.carried?) {
        (PollKind::Objection, true) => "nobody objects",
        (PollKind::Objection, false) => "there are objections",
        (_, true) => "carried",
        (_, false) if outcome.quorum_met == Some(false) => "not carried: no quorum",
        (_, false) => "not carried",
    };
    Some(carried.to_owned())
}

/// The points of the question by name: `1 not at all`, or the option of a choice.
pub fn points(row: &PollRow) -> Vec<String> {
    let scale = &row.scale;
    let count = usize::try_from(scale.points).unwrap_or(0);
    let named = |index: usize| {
        let label = match scale.labels.len() {
            0 => None,
            2 if count > 2 => match index {
                0 => scale.labels.first(),
                _ if index + 1 == count => scale.labels.last(),
                _ => None,
            },
            _ => scale.labels.get(index),
        };
        let value = scale.first as usize + index;
        let builtin = match (row.kind, index) {
            (PollKind::Vote, 0) => Some("for"),
            (PollKind::Vote, 1) => Some("against"),
            (PollKind::Vote, 2) => Some("abstain"),
            (PollKind::Objection, 0) => Some("can live with it"),
            (PollKind::Objection, 1) => Some("objects"),
            _ => None,
        };
        match (row.kind, label) {
            (PollKind::Likert | PollKind::Temperature, Some(label)) => format!("{value} {label}"),
            (_, Some(label)) => label.clone(),
            (_, None) => builtin.map_or_else(|| value.to_string(), str::to_owned),
        }
    };
    (0..count).map(named).collect()
}

#[cfg(test)]
mod tests {
    use super::figure;

    #[test]
    fn figures_have_no_needless_decimals() {
        for (x, expected) in [(3.0, "3"), (2.5, "2.5"), (0.666_6, "0.67"), (-0.001, "0"), (-0.5, "-0.5")] {
            assert_eq!(figure(x), expected);
        }
    }
}
