//! What a question came to by its terms: base, quorum and majority; equal weight for each region or group; agreement across
//! them. The definitions are in docs/statistics.md.

use std::collections::BTreeMap;

use protocol::{Abstaining, Base, Key, Majority, Polarity, PollKind, Unit, Weighting};

use crate::{
    Meeting,
    meeting::Poll,
    poll::{
        self, SecretBox,
        points::{ABSTAIN, AGAINST, FOR, LIVE_WITH, OBJECT},
    },
    stats,
    tally::{Part, Tally, Votes},
};

/// Shares are compared to so much: sums of fractions miss by their last bits.
const CLOSE: f64 = 1e-9;

/// What a vote, a choice or an objection call came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Those of whom shares are taken.
    pub base: u32,
    /// How many had to be for it; none where only objections matter, or where regions or groups have equal weight.
    pub needed: Option<u32>,
    /// How many took part, abstentions included.
    pub part: u32,
    /// Whether the quorum took part; none where there is no quorum.
    pub quorum_met: Option<bool>,
    /// Whether it is carried, by the weighting that counts; none for questions that decide nothing.
    pub carried: Option<bool>,
}

/// The result with equal weight for each region or group.
#[derive(Clone, Debug, PartialEq)]
pub struct Weighted {
    /// The regions or groups with weight.
    pub units: Vec<Key>,
    /// For each point the mean of their shares, 0 to 1.
    pub shares: Vec<f64>,
    /// Whether it would be carried so; none for questions that decide nothing.
    pub carried: Option<bool>,
}

/// Agreement across regions or groups: a divided one does not hide in a pooled share.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Across {
    /// The product of (1 + agreeing) / (2 + answers).
    pub product: f64,
    /// The least share of agreeing answers.
    pub least: f64,
}

/// What a question came to, live or final; none for Likert questions and temperature checks, which come to a distribution.
pub fn outcome(m: &Meeting, poll: &Poll, tally: &Tally) -> Option<Outcome> {
    // What could not be counted came to nothing, not even to a missed quorum.
    let is_lost = poll.secret.as_ref().is_some_and(SecretBox::is_lost);
    if poll::points::is_ordered(poll.kind) || is_lost {
        return None;
    }
    let present = poll.present.unwrap_or_else(|| poll::present(m));
    let votes = &tally.all.votes;
    let part = votes.n + votes.no_opinion;
    let quorum_met = poll.terms.quorum.map(|quorum| part >= quorum);
    let seats = poll.electorate.max(part);
    let of = match poll.terms.base {
        Base::Voting => part,
        Base::Present => present.max(part),
        Base::Seats => seats,
    };
    let base = match poll.terms.abstaining {
        Abstaining::Apart => of - abstentions(poll, votes),
        Abstaining::InBase => of,
    };
    let needed = match poll.terms.majority.filter(|_| poll.kind == PollKind::Vote) {
        None | Some(Majority::Consensus) => None,
        Some(Majority::Simple) => Some(base / 2 + 1),
        Some(Majority::Absolute) => Some(seats / 2 + 1),
        // Two thirds of nobody is nobody, and nobody carries nothing.
        Some(Majority::TwoThirds) => Some((2 * base).div_ceil(3).max(1)),
    };
    let unobjected = |point| part > 0 && of_point(votes, point) == 0;
    let by_person = match (poll.kind, needed) {
        (PollKind::Vote, Some(needed)) => Some(of_point(votes, FOR) >= needed),
        (PollKind::Vote, None) => Some(unobjected(AGAINST)),
        (PollKind::Objection, _) => Some(unobjected(OBJECT)),
        _ => None,
    };
    let by_unit = poll.terms.weighting == Weighting::Unit;
    let carried = match by_unit {
        // Of a secret question with hidden parts nobody could check the weights: nothing is said then.
        true if poll.terms.secret => weighted(poll, tally).and_then(|w| w.carried),
        true => by_person.map(|_| weighted(poll, tally).and_then(|w| w.carried).unwrap_or(false)),
        false => by_person.map(|carried| carried && quorum_met != Some(false)),
    };
    Some(Outcome { base, needed: needed.filter(|_| !by_unit), part, quorum_met, carried })
}

/// The result with equal weight for each region or group that has enough answers; none where none has.
pub fn weighted(poll: &Poll, tally: &Tally) -> Option<Weighted> {
    let units = units(poll, tally);
    if units.is_empty() {
        return None;
    }
    let mean = |point: usize| {
        let shares = units.iter().map(|(_, votes)| f64::from(votes.counts[point]) / f64::from(votes.n));
        shares.sum::<f64>() / units.len() as f64
    };
    let shares: Vec<f64> = (0..tally.all.votes.counts.len()).map(mean).collect();
    let quorum = poll.terms.quorum.is_none_or(|quorum| tally.all.votes.n + tally.all.votes.no_opinion >= quorum);
    let carried = shares_carry(poll, &shares).map(|carried| carried && quorum);
    Some(Weighted { units: units.into_iter().map(|(key, _)| key.clone()).collect(), shares, carried })
}

/// The same majority over the mean shares: of those who took part, because who stayed away is of no region or group here.
fn shares_carry(poll: &Poll, shares: &[f64]) -> Option<bool> {
    let share = |point: u32| shares.get(point as usize - 1).copied().unwrap_or(0.0);
    match poll.kind {
        PollKind::Objection => return Some(share(OBJECT) < CLOSE),
        PollKind::Vote => {}
        _ => return None,
    }
    let base = match poll.terms.abstaining {
        Abstaining::Apart => 1.0 - share(ABSTAIN),
        Abstaining::InBase => 1.0,
    };
    Some(match poll.terms.majority? {
        Majority::Simple => share(FOR) > base / 2.0 + CLOSE,
        Majority::Absolute => share(FOR) > 0.5 + CLOSE,
        Majority::TwoThirds => share(FOR) > CLOSE && 3.0 * share(FOR) > 2.0 * base - CLOSE,
        Majority::Consensus => share(AGAINST) < CLOSE,
    })
}

/// Agreement across the regions or groups that have enough answers; none where none has, or where no answer agrees to anything.
pub fn across(poll: &Poll, tally: &Tally) -> Option<Across> {
    let agreeing = |votes: &Votes| match poll.kind {
        PollKind::Vote => Some(of_point(votes, FOR)),
        PollKind::Objection => Some(of_point(votes, LIVE_WITH)),
        PollKind::Likert | PollKind::Temperature if poll.scale.polarity == Polarity::Bipolar => {
            Some(votes.counts.iter().skip(votes.counts.len().div_ceil(2)).sum())
        }
        _ => None,
    };
    let units = units(poll, tally).into_iter().map(|(_, votes)| Some((agreeing(votes)?, votes.n)));
    let (product, least) = stats::across_groups(&units.collect::<Option<Vec<_>>>()?)?;
    Some(Across { product, least })
}

/// Whether parts of the result are hidden because ballots are secret.
fn is_hidden(tally: &Tally) -> bool {
    tally.regions.values().chain(tally.groups.values()).any(|part| part.hidden)
}

/// The regions or groups with enough answers to have weight.
fn units<'a>(poll: &Poll, tally: &'a Tally) -> Vec<(&'a Key, &'a Votes)> {
    let parts: &BTreeMap<Key, Part> = match poll.terms.weigh_by {
        Unit::Region => &tally.regions,
        Unit::Group => &tally.groups,
    };
    if is_hidden(tally) {
        return Vec::new();
    }
    let enough = poll.terms.least_n.max(1);
    parts.iter().map(|(key, part)| (key, &part.votes)).filter(|(_, votes)| votes.n >= enough).collect()
}

/// Those who took part and chose nothing.
fn abstentions(poll: &Poll, votes: &Votes) -> u32 {
    match poll.kind {
        PollKind::Vote => of_point(votes, ABSTAIN) + votes.no_opinion,
        _ => votes.no_opinion,
    }
}

fn of_point(votes: &Votes, point: u32) -> u32 {
    votes.counts.get(point as usize - 1).copied().unwrap_or(0)
}
