//! Distributions: whole, by region, by group and by place, each with its shares and all statistics.

use meeting::{Meeting, stats};
use protocol::Place;
use protocol::poll_command::Scale;
use protocol::row_poll::{self, TallyRow};
use serde::Serialize;

use super::super::names;

/// What stands for those whose region, group or place nobody stated.
const NOT_STATED: &str = "not stated";

/// A part of the answers.
#[derive(Clone, Debug, Serialize)]
pub struct Part {
    /// `all`, `region`, `group` or `place`.
    pub by: &'static str,
    /// The key of the region or group, or the place; absent: the whole, or those of whom it is not stated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// What it is called.
    pub name: String,
    /// Answers, "no opinion" not among them.
    pub n: u32,
    /// Answers for each point, lowest first; empty where they are hidden.
    pub counts: Vec<u32>,
    /// The shares of the points in n, 0 to 1; empty where there are no answers, or they are hidden.
    pub shares: Vec<f64>,
    /// "No opinion".
    pub no_opinion: u32,
    /// Whether only n is shown, because the distribution would tell who chose what.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub hidden: bool,
    /// The statistics; absent where there are no answers, or the points have no order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub statistics: Option<Statistics>,
}

/// All statistics of a distribution; docs/statistics.md defines them.
#[derive(Clone, Debug, Serialize)]
pub struct Statistics {
    /// The interpolated median, in values of the scale.
    pub median: f64,
    /// The lower quartile.
    pub lower: f64,
    /// The upper quartile.
    pub upper: f64,
    /// The most frequent values.
    pub modes: Vec<u32>,
    /// Agreement A, -1 to 1.
    pub agreement: f64,
    /// The same in words.
    pub agreement_words: &'static str,
    /// Polarisation.
    pub polarisation: f64,
    /// Consensus; goes by a mean of codes, so it is never shown alone.
    pub consensus: f64,
    /// Dispersion D.
    pub dispersion: f64,
    /// Concentration l-squared.
    pub l_squared: f64,
    /// The mean; never shown without the distribution.
    pub mean: f64,
    /// Net agreement, bipolar scales only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub net: Option<f64>,
    /// The share of the middle point, bipolar scales with an odd number of points only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub neutral: Option<f64>,
    /// Whether the variation is wild.
    pub wild: bool,
}

/// The parts of a tally: the whole first, then regions, groups and places in the order of their keys.
pub fn all(m: &Meeting, scale: &Scale, tally: &TallyRow) -> Vec<Part> {
    let mut parts = vec![part("all", None, "all".to_owned(), scale, &tally.all)];
    for (by, of) in [("region", &tally.regions), ("group", &tally.groups)] {
        let named = of.iter().map(|(key, votes)| (key.to_string(), names::unit(m, key), votes));
        add(&mut parts, by, scale, &tally.all, named.collect());
    }
    let named = tally.places.iter().map(|(place, votes)| (place.clone(), place_name(m, place), votes));
    add(&mut parts, "place", scale, &tally.all, named.collect());
    parts
}

/// What a place is called, by its word on the wire.
pub fn place_name(m: &Meeting, place: &str) -> String {
    place.parse::<Place>().map_or_else(|_| place.to_owned(), |place| names::place(m, place))
}

fn add(
    parts: &mut Vec<Part>,
    by: &'static str,
    scale: &Scale,
    all: &row_poll::Part,
    of: Vec<(String, String, &row_poll::Part)>,
) {
    let rest = rest(scale, all, &of.iter().map(|(_, _, votes)| *votes).collect::<Vec<_>>());
    for (key, name, votes) in of {
        parts.push(part(by, Some(key), name, scale, votes));
    }
    if let Some(rest) = rest {
        parts.push(part(by, None, NOT_STATED.to_owned(), scale, &rest));
    }
}

/// Those of the whole who are in none of the parts. Where a part is hidden nothing is taken from the whole: the difference
/// would tell what is hidden.
fn rest(scale: &Scale, all: &row_poll::Part, parts: &[&row_poll::Part]) -> Option<row_poll::Part> {
    if parts.is_empty() || all.hidden || parts.iter().any(|part| part.hidden) {
        return None;
    }
    let mut rest = all.votes.clone();
    for part in parts {
        rest.n = rest.n.saturating_sub(part.votes.n);
        rest.no_opinion = rest.no_opinion.saturating_sub(part.votes.no_opinion);
        for (left, count) in rest.counts.iter_mut().zip(&part.votes.counts) {
            *left = left.saturating_sub(*count);
        }
    }
    if rest.n == 0 && rest.no_opinion == 0 {
        return None;
    }
    // The whole has statistics where the points have an order; so has the rest then.
    let ordered = all.stats.as_ref().and_then(|_| stats::stats(scale, &rest.counts));
    let stats = ordered.map(|s| row_poll::Stats {
        median: s.median,
        lower: s.lower,
        upper: s.upper,
        agreement: s.agreement,
        mean: s.mean,
        net: s.net,
        wild: s.wild,
    });
    Some(row_poll::Part { votes: rest, hidden: false, stats })
}

fn part(by: &'static str, key: Option<String>, name: String, scale: &Scale, of: &row_poll::Part) -> Part {
    let votes = &of.votes;
    // A row has the figures of a screen; the others follow from its counts.
    let full = of.stats.as_ref().filter(|_| !of.hidden).and_then(|_| stats::stats(scale, &votes.counts));
    // Of several choices more are counted than have answered: n is the number of answers.
    let shares = votes.counts.iter().filter(|_| votes.n > 0).map(|count| f64::from(*count) / f64::from(votes.n));
    Part {
        by,
        key,
        name,
        n: votes.n,
        counts: votes.counts.clone(),
        shares: shares.collect(),
        no_opinion: votes.no_opinion,
        hidden: of.hidden,
        statistics: full.map(|s| statistics(&s)),
    }
}

fn statistics(s: &stats::Stats) -> Statistics {
    Statistics {
        median: s.median,
        lower: s.lower,
        upper: s.upper,
        modes: s.modes.clone(),
        agreement: s.agreement,
        agreement_words: stats::Agreement::of(s.agreement).words(),
        polarisation: s.polarisation,
        consensus: s.consensus,
        dispersion: s.dispersion,
        l_squared: s.l_squared,
        mean: s.mean,
        net: s.net,
        neutral: s.neutral,
        wild: s.wild,
    }
}
