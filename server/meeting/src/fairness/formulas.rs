//! The formulas of the floor's mirror on plain numbers. Each gives none where it is not defined:
//! a figure that means nothing is not shown as nought or one.

use protocol::Ms;

/// Jain's index of shares: (sum x)^2 / (n * sum x^2), in [1/n, 1]. Times n it is the number of
/// equal shares that would be as uneven. None for fewer than two shares, and where all are nought.
pub fn jain(shares: &[f64]) -> Option<f64> {
    let mut x = shares.to_vec();
    // Sums of fractions depend on their order in the last bits.
    x.sort_by(f64::total_cmp);
    let sum: f64 = x.iter().sum();
    let squares: f64 = x.iter().map(|x| x * x).sum();
    let n = count(x.len());
    (x.len() > 1 && squares > 0.0).then(|| (sum * sum / (n * squares)).clamp(1.0 / n, 1.0))
}

/// The Gini coefficient of the times of people, the silent ones included: sum (2i - n - 1) x_(i) /
/// (n * sum x), ascending; in [0, 1). 0: all the same; near 1: one had nearly all. None for fewer
/// than two people, and where nobody spoke.
pub fn gini(times: &[u64]) -> Option<f64> {
    let mut x = times.to_vec();
    x.sort_unstable();
    let n = i128::try_from(x.len()).ok()?;
    let sum: i128 = x.iter().map(|x| i128::from(*x)).sum();
    let weighted: i128 = (1..).zip(&x).map(|(i, x)| (2 * i - n - 1) * i128::from(*x)).sum();
    (n > 1 && sum > 0).then(|| whole(weighted) / whole(n * sum))
}

/// The least number of people who together had half of the time or more. None where nobody spoke.
pub fn half_by(times: &[u64]) -> Option<u32> {
    let mut x = times.to_vec();
    x.sort_unstable_by(|a, b| b.cmp(a));
    let sum: u128 = x.iter().map(|x| u128::from(*x)).sum();
    let mut had = 0;
    let reaches = |x: &u64| {
        had += u128::from(*x);
        2 * had >= sum
    };
    let at = x.iter().position(reaches).filter(|_| sum > 0)?;
    u32::try_from(at + 1).ok()
}

/// The median of spans; of an even number the middle between the two in the middle.
pub fn median(spans: &[Ms]) -> Option<Ms> {
    let mut x = spans.to_vec();
    x.sort_unstable();
    let upper = x.get(x.len() / 2)?;
    let lower = x.get((x.len() - 1) / 2)?;
    Some((lower + upper) / 2)
}

/// Numbers of hands and milliseconds are far below 2^53, where every whole number is exact.
fn whole(n: i128) -> f64 {
    n as f64
}

fn count(n: usize) -> f64 {
    n as f64
}
