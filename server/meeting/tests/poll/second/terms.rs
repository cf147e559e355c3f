//! What a question came to, from the definitions: in whole numbers and fractions.

use meeting::meeting::Poll;
use protocol::{Abstaining, Base, Majority, Polarity, PollKind, Unit, Weighting};

use super::{
    count::{Answer, Answers},
    near,
    play::Played,
};

/// Base, needed, part, quorum, carried.
pub type Came = (u32, Option<u32>, u32, Option<bool>, Option<bool>);

fn naming(answers: &[&Answer], value: u32) -> u32 {
    answers.iter().filter(|a| a.values.contains(&value)).count() as u32
}

/// An abstention chooses nothing: "abstain" in a vote, "no opinion" elsewhere.
fn abstains(poll: &Poll, answer: &Answer) -> bool {
    answer.values.is_empty() || (poll.kind == PollKind::Vote && answer.values == [3])
}

pub fn outcome(played: &Played, answers: &Answers) -> Option<Came> {
    let poll = played.poll();
    if matches!(poll.kind, PollKind::Likert | PollKind::Temperature) {
        return None;
    }
    let all = answers.all();
    let part = all.len() as u32;
    let seats = played.electorate.max(part);
    let mut base = match poll.terms.base {
        Base::Voting => part,
        Base::Present => played.present.max(part),
        Base::Seats => seats,
    };
    if poll.terms.abstaining == Abstaining::Apart {
        base -= all.iter().filter(|a| abstains(poll, a)).count() as u32;
    }
    let quorum_met = poll.terms.quorum.map(|q| part >= q);
    let (yes, no) = (naming(&all, 1), naming(&all, 2));
    // The least number that carries: found by trying.
    let least = |carries: &dyn Fn(u32) -> bool| (0..=2 * seats + base + 1).find(|n| carries(*n));
    let needed = match poll.terms.majority {
        Some(Majority::Simple) => least(&|n| 2 * n > base),
        Some(Majority::Absolute) => least(&|n| 2 * n > seats),
        Some(Majority::TwoThirds) => least(&|n| n > 0 && 3 * n >= 2 * base),
        Some(Majority::Consensus) | None => None,
    };
    let carried = match poll.kind {
        PollKind::Vote => Some(needed.map_or(no == 0 && part > 0, |needed| yes >= needed)),
        PollKind::Objection => Some(no == 0 && part > 0),
        _ => None,
    };
    let carried = carried.map(|carried| carried && quorum_met != Some(false));
    if poll.terms.weighting == Weighting::Unit {
        let weighted = weighted(played, answers).and_then(|w| w.2).unwrap_or(false);
        return Some((base, None, part, quorum_met, carried.map(|_| weighted)));
    }
    Some((base, needed, part, quorum_met, carried))
}

/// The regions or groups with enough answers, "no opinion" not among them.
fn units<'a>(poll: &Poll, answers: &'a Answers) -> Vec<(String, Vec<&'a Answer>)> {
    let parts = match poll.terms.weigh_by {
        Unit::Region => answers.by(&|a| a.region.clone()),
        Unit::Group => answers.by(&|a| a.group.clone()),
    };
    let stated =
        parts.into_iter().map(|(key, part)| (key, part.into_iter().filter(|a| !a.values.is_empty()).collect()));
    stated.filter(|(_, part): &(String, Vec<&Answer>)| part.len() as u32 >= poll.terms.least_n.max(1)).collect()
}

/// Units, shares, carried: shares are added as fractions.
pub fn weighted(played: &Played, answers: &Answers) -> Option<(Vec<String>, Vec<String>, Option<bool>)> {
    let poll = played.poll();
    let units = units(poll, answers);
    if units.is_empty() {
        return None;
    }
    // All shares over one denominator: the product of the units' numbers, times how many units.
    let product: i128 = units.iter().map(|(_, part)| part.len() as i128).product();
    let whole = product * units.len() as i128;
    let share = |value: u32| -> i128 {
        units.iter().map(|(_, part)| i128::from(naming(part, value)) * (product / part.len() as i128)).sum()
    };
    let values = poll.scale.first..poll.scale.first + poll.scale.points;
    let shares = values.map(|value| near(share(value) as f64 / whole as f64)).collect();
    let base = if poll.terms.abstaining == Abstaining::Apart { whole - share(3) } else { whole };
    let carried = match (poll.kind, poll.terms.majority) {
        (PollKind::Objection, _) => Some(share(2) == 0),
        (PollKind::Vote, Some(Majority::Simple)) => Some(2 * share(1) > base),
        (PollKind::Vote, Some(Majority::Absolute)) => Some(2 * share(1) > whole),
        (PollKind::Vote, Some(Majority::TwoThirds)) => Some(share(1) > 0 && 3 * share(1) >= 2 * base),
        (PollKind::Vote, Some(Majority::Consensus)) => Some(share(2) == 0),
        _ => None,
    };
    let quorum = poll.terms.quorum.is_none_or(|q| answers.all().len() as u32 >= q);
    Some((units.into_iter().map(|(key, _)| key).collect(), shares, carried.map(|carried| carried && quorum)))
}

/// The product and the least share of those who agree.
pub fn across(poll: &Poll, answers: &Answers) -> Option<(String, String)> {
    let twice_middle = 2 * poll.scale.first + poll.scale.points - 1;
    let agrees = |answer: &&&Answer| match poll.kind {
        PollKind::Vote | PollKind::Objection => answer.values == [1],
        _ => 2 * answer.values[0] > twice_middle,
    };
    let agreeable = match poll.kind {
        PollKind::Vote | PollKind::Objection => true,
        PollKind::Likert | PollKind::Temperature => poll.scale.polarity == Polarity::Bipolar,
        PollKind::Choice | PollKind::Choices => false,
    };
    let units = units(poll, answers);
    if !agreeable || units.is_empty() {
        return None;
    }
    let of = |part: &Vec<&Answer>| (part.iter().filter(agrees).count() as f64, part.len() as f64);
    let product: f64 = units.iter().map(|(_, part)| of(part)).map(|(a, n)| (1.0 + a) / (2.0 + n)).product();
    let least = units.iter().map(|(_, part)| of(part)).map(|(a, n)| a / n).fold(1.0, f64::min);
    Some((near(product), near(least)))
}
