//! Statistics of a Likert distribution. Formulas, sources and worked examples are in
//! docs/statistics.md.
//!
//! A distribution is a list of counts, one for each point of a scale, lowest first; "no opinion"
//! is not among them. Statistics of no answers do not exist: every function then gives none.

use protocol::{Polarity, poll_command::Scale};

/// All statistics of one distribution.
#[derive(Clone, Debug, PartialEq)]
pub struct Stats {
    /// The interpolated median, in values of the scale.
    pub median: f64,
    /// The lower quartile, interpolated likewise.
    pub lower: f64,
    /// The upper quartile, interpolated likewise.
    pub upper: f64,
    /// The most frequent values; several where they tie.
    pub modes: Vec<u32>,
    /// Agreement A (van der Eijk 2001), -1 to 1.
    pub agreement: f64,
    /// Polarisation, 0 to 1.
    pub polarisation: f64,
    /// Consensus (Tastle and Wierman 2007), 0 to 1. Goes by a mean of ordinal codes: never shown alone.
    pub consensus: f64,
    /// Dispersion D (Leik 1966), 0 to 1.
    pub dispersion: f64,
    /// Concentration l-squared (Blair and Lacy 2000), 0 to 1.
    pub l_squared: f64,
    /// The mean; never shown without the distribution.
    pub mean: f64,
    /// Net agreement, bipolar scales only: share above the middle less share below it, -1 to 1.
    pub net: Option<f64>,
    /// The share of the middle point, bipolar scales with an odd number of points only.
    pub neutral: Option<f64>,
    /// Whether the variation is wild within this distribution.
    pub wild: bool,
}

/// How much a distribution agrees, in words. The cut-offs are ours and are stated beside the scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Agreement {
    /// A below 0.
    Divided,
    /// A below 0.25.
    None,
    /// A below 0.5.
    Some,
    /// A below 0.75.
    Fair,
    /// A below 0.9.
    Strong,
    /// A of 0.9 or more.
    NearUnanimity,
}

impl Agreement {
    /// The word for an agreement A.
    pub fn of(a: f64) -> Self {
        match a {
            a if a < 0.0 => Agreement::Divided,
            a if a < 0.25 => Agreement::None,
            a if a < 0.5 => Agreement::Some,
            a if a < 0.75 => Agreement::Fair,
            a if a < 0.9 => Agreement::Strong,
            _ => Agreement::NearUnanimity,
        }
    }

    /// As shown: `divided`, `no agreement`, `some agreement` ...
    pub fn words(self) -> &'static str {
        match self {
            Agreement::Divided => "divided",
            Agreement::None => "no agreement",
            Agreement::Some => "some agreement",
            Agreement::Fair => "fair agreement",
            Agreement::Strong => "strong agreement",
            Agreement::NearUnanimity => "near unanimity",
        }
    }
}

/// The statistics of counts on a scale; none where there are no answers.
pub fn stats(scale: &Scale, counts: &[u32]) -> Option<Stats> {
    let first = f64::from(scale.first) - 1.0;
    let bipolar = scale.polarity == Polarity::Bipolar;
    let agreement = agreement(counts)?;
    Some(Stats {
        median: first + quantile(counts, 1, 2)?,
        lower: first + quantile(counts, 1, 4)?,
        upper: first + quantile(counts, 3, 4)?,
        modes: modes(counts).into_iter().map(|point| scale.first + point - 1).collect(),
        agreement,
        polarisation: polarisation(agreement),
        consensus: consensus(counts)?,
        dispersion: dispersion(counts)?,
        l_squared: l_squared(counts)?,
        mean: first + mean(counts)?,
        net: if bipolar { net(counts) } else { None },
        neutral: if bipolar { neutral(counts) } else { None },
        wild: agreement < 0.0 || both_ends(counts),
    })
}

/// The quantile `part / of`, interpolated within its point: points are numbered from 1, and the
/// answers of point k are spread evenly from k - 1/2 to k + 1/2.
pub fn quantile(counts: &[u32], part: u64, of: u64) -> Option<f64> {
    let n = total(counts)?;
    let mut below = 0;
    for (point, count) in points(counts) {
        if of * (below + count) >= part * n && count > 0 {
            let wanted = ratio(part * n, of) - exact(below);
            return Some(exact(point) - 0.5 + wanted / exact(count));
        }
        below += count;
    }
    None
}

/// The points with the most answers, numbered from 1.
pub fn modes(counts: &[u32]) -> Vec<u32> {
    let most = counts.iter().copied().max().unwrap_or(0);
    (1..).zip(counts).filter(|(_, n)| most > 0 && **n == most).map(|(point, _)| point).collect()
}

/// The mean of the points, numbered from 1.
pub fn mean(counts: &[u32]) -> Option<f64> {
    let n = total(counts)?;
    Some(ratio(points(counts).map(|(point, count)| point * count).sum(), n))
}

/// The share above the middle of the scale less the share below it.
pub fn net(counts: &[u32]) -> Option<f64> {
    let n = total(counts)?;
    let twice_middle = counts.len() as u64 + 1;
    let above: u64 = points(counts).filter(|(point, _)| 2 * point > twice_middle).map(|(_, count)| count).sum();
    let below: u64 = points(counts).filter(|(point, _)| 2 * point < twice_middle).map(|(_, count)| count).sum();
    Some(ratio(above, n) - ratio(below, n))
}

/// The share of the middle point; none where the scale has no middle point.
pub fn neutral(counts: &[u32]) -> Option<f64> {
    let n = total(counts)?;
    let odd = counts.len() % 2 == 1;
    odd.then(|| ratio(u64::from(counts[counts.len() / 2]), n))
}

/// Agreement A (van der Eijk 2001): the distribution is peeled into layers of equal height, each a
/// pattern of filled and empty points; the agreements of the layers are added up by their weights.
pub fn agreement(counts: &[u32]) -> Option<f64> {
    let n = total(counts)?;
    let mut left = counts.to_vec();
    let mut a = 0.0;
    while let Some(height) = left.iter().copied().filter(|count| *count > 0).min() {
        let pattern: Vec<bool> = left.iter().map(|count| *count > 0).collect();
        let filled = pattern.iter().filter(|f| **f).count() as u64;
        a += ratio(u64::from(height) * filled, n) * layer(&pattern, filled);
        for count in left.iter_mut().filter(|count| **count > 0) {
            *count -= height;
        }
    }
    // Sums of fractions miss by their last bits: an A of nought must not come out just below it.
    Some((a * 1e12).round() / 1e12 + 0.0)
}

/// The agreement of one pattern of filled (1) and empty (0) points.
fn layer(pattern: &[bool], filled: u64) -> f64 {
    let k = pattern.len() as u64;
    if filled == 1 {
        return 1.0;
    }
    if filled == k {
        return 0.0;
    }
    // Triples of points from left to right: 1 0 1 speaks for two peaks, 1 1 0 and 0 1 1 for one.
    let (mut two_peaks, mut one_peak) = (0_u64, 0_u64);
    for i in 0..pattern.len() {
        for j in i + 1..pattern.len() {
            for l in j + 1..pattern.len() {
                match (pattern[i], pattern[j], pattern[l]) {
                    (true, false, true) => two_peaks += 1,
                    (true, true, false) | (false, true, true) => one_peak += 1,
                    _ => {}
                }
            }
        }
    }
    let numerator = exact((k - 2) * one_peak) - exact((k - 1) * two_peaks);
    let unimodality = numerator / exact((k - 2) * (one_peak + two_peaks));
    unimodality * (1.0 - ratio(filled - 1, k - 1))
}

/// Polarisation: agreement A turned round, 0 where all agree, 1 where half are at each end.
pub fn polarisation(agreement: f64) -> f64 {
    (1.0 - agreement) / 2.0
}

/// Consensus (Tastle and Wierman 2007).
pub fn consensus(counts: &[u32]) -> Option<f64> {
    let (n, mu) = (total(counts)?, mean(counts)?);
    let width = exact(counts.len() as u64 - 1);
    let terms = points(counts).filter(|(_, count)| *count > 0);
    let sum: f64 = terms.map(|(point, count)| ratio(count, n) * (1.0 - (exact(point) - mu).abs() / width).log2()).sum();
    Some(1.0 + sum)
}

/// Dispersion D (Leik 1966).
pub fn dispersion(counts: &[u32]) -> Option<f64> {
    let cumulative = cumulative(counts)?;
    Some(2.0 * cumulative.iter().map(|f| f.min(1.0 - f)).sum::<f64>() / exact(cumulative.len() as u64))
}

/// Concentration l-squared (Blair and Lacy 2000).
pub fn l_squared(counts: &[u32]) -> Option<f64> {
    let cumulative = cumulative(counts)?;
    Some(cumulative.iter().map(|f| (f - 0.5).powi(2)).sum::<f64>() / (exact(cumulative.len() as u64) / 4.0))
}

/// Whether the lowest and the highest two fifths of the scale each hold a fifth of the answers or
/// more. Points that lie in them only in part do not count; on short scales the end points do.
pub fn both_ends(counts: &[u32]) -> bool {
    let Some(n) = total(counts) else { return false };
    let outer = (2 * counts.len() / 5).max(1);
    let low: u64 = counts.iter().take(outer).map(|n| u64::from(*n)).sum();
    let high: u64 = counts.iter().rev().take(outer).map(|n| u64::from(*n)).sum();
    5 * low >= n && 5 * high >= n
}

/// Whether two of these values lie two points or more apart on a scale of five; scaled for others.
pub fn far_apart(scale_points: u32, values: impl IntoIterator<Item = f64>) -> bool {
    let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
    for value in values {
        (low, high) = (low.min(value), high.max(value));
    }
    let limit = f64::from(scale_points.saturating_sub(1)) / 2.0;
    high - low >= limit - 1e-9
}

/// Agreement across groups: the product of (1 + agreeing) / (2 + votes), and the least share of
/// agreeing votes among groups that voted. A divided group cannot hide in a pooled percentage.
/// Each group is given as (agreeing, votes); none where no group voted.
pub fn across_groups(groups: &[(u32, u32)]) -> Option<(f64, f64)> {
    let product = groups.iter().map(|(agree, votes)| (1.0 + f64::from(*agree)) / (2.0 + f64::from(*votes))).product();
    let shares = groups.iter().filter(|(_, votes)| *votes > 0).map(|(a, v)| f64::from(*a) / f64::from(*v));
    shares.min_by(f64::total_cmp).map(|least| (product, least))
}

/// The cumulative shares of all points but the last.
fn cumulative(counts: &[u32]) -> Option<Vec<f64>> {
    let n = total(counts)?;
    let mut sum = 0;
    Some(
        counts[..counts.len() - 1]
            .iter()
            .map(|count| {
                sum += u64::from(*count);
                ratio(sum, n)
            })
            .collect(),
    )
}

/// All answers; none if there are none, or no two points.
fn total(counts: &[u32]) -> Option<u64> {
    let n = counts.iter().map(|n| u64::from(*n)).sum();
    (n > 0 && counts.len() > 1).then_some(n)
}

fn points(counts: &[u32]) -> impl Iterator<Item = (u64, u64)> {
    (1..).zip(counts.iter().map(|n| u64::from(*n)))
}

fn ratio(part: u64, of: u64) -> f64 {
    exact(part) / exact(of)
}

/// Numbers of answers are far below 2^53, where every whole number is exact.
fn exact(n: u64) -> f64 {
    n as f64
}
