//! The statistics of ordered scales from their definitions: every answer written out, layers one answer high.

use std::fmt::{Display, Formatter};

use meeting::meeting::Poll;
use protocol::{Polarity, PollKind};

use super::{count::Answers, count::votes, near};

pub struct Figures {
    points: Vec<f64>,
    modes: Vec<u32>,
    net: Option<f64>,
    neutral: Option<f64>,
    wild: bool,
}

impl Display for Figures {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        let all: Vec<_> = self.points.iter().map(|p| near(*p)).collect();
        write!(f, "{all:?} {:?} {:?} {:?} {}", self.modes, self.net.map(near), self.neutral.map(near), self.wild)
    }
}

/// The figures of counts; none where there are no answers, or where the points lie in no order.
pub fn of(poll: &Poll, counts: &[u32]) -> Option<Figures> {
    if !matches!(poll.kind, PollKind::Likert | PollKind::Temperature) || counts.iter().all(|n| *n == 0) {
        return None;
    }
    // Every answer by its point, from 1, in order.
    let all: Vec<f64> = (1..).zip(counts).flat_map(|(k, n)| (0..*n).map(move |_| f64::from(k))).collect();
    let (n, k) = (all.len() as f64, counts.len() as f64);
    let shift = f64::from(poll.scale.first) - 1.0;
    let share = |wanted: &dyn Fn(f64) -> bool| all.iter().filter(|p| wanted(**p)).count() as f64 / n;
    let below = |k: usize| share(&|p| p <= k as f64);
    let mu = all.iter().sum::<f64>() / n;
    let a = agreement(counts);
    let consensus = 1.0 + all.iter().map(|p| (1.0 - (p - mu).abs() / (k - 1.0)).log2() / n).sum::<f64>();
    let inner = 1..counts.len();
    let dispersion = inner.clone().map(|i| below(i).min(1.0 - below(i))).sum::<f64>() * 2.0 / (k - 1.0);
    let l_squared = inner.map(|i| (below(i) - 0.5) * (below(i) - 0.5)).sum::<f64>() / ((k - 1.0) / 4.0);
    let most = *counts.iter().max().expect("there are points");
    let modes = (0..).zip(counts).filter(|(_, n)| **n == most).map(|(i, _)| poll.scale.first + i).collect();
    let bipolar = poll.scale.polarity == Polarity::Bipolar;
    let middle = (k + 1.0) / 2.0;
    let net = share(&|p| p > middle) - share(&|p| p < middle);
    let outer = (counts.len() * 2 / 5).max(1);
    let low: u32 = counts[..outer].iter().sum();
    let high: u32 = counts[counts.len() - outer..].iter().sum();
    Some(Figures {
        points: vec![
            shift + quantile(counts, 2),
            shift + quantile(counts, 1),
            shift + quantile(counts, 3),
            a,
            (1.0 - a) / 2.0,
            consensus,
            dispersion,
            l_squared,
            shift + mu,
        ],
        modes,
        net: bipolar.then_some(net),
        neutral: (bipolar && counts.len() % 2 == 1).then(|| share(&|p| p == middle)),
        wild: near(a).starts_with('-') || (low * 5 >= all.len() as u32 && high * 5 >= all.len() as u32),
    })
}

/// The quantile of so many quarters: k - 1/2 + (wanted - C_(k-1)) / n_k with k the least point whose share reaches it.
fn quantile(counts: &[u32], quarters: u32) -> f64 {
    let n: u32 = counts.iter().sum();
    let k = (1..=counts.len()).find(|k| 4 * counts[..*k].iter().sum::<u32>() >= quarters * n).expect("all reach all");
    let before: u32 = counts[..k - 1].iter().sum();
    k as f64 - 0.5 + (f64::from(quarters) * f64::from(n) / 4.0 - f64::from(before)) / f64::from(counts[k - 1])
}

/// Agreement A: layers one answer high, so that each layer weighs its filled points.
fn agreement(counts: &[u32]) -> f64 {
    let n: u32 = counts.iter().sum();
    let layers = 1..=counts.iter().copied().max().unwrap_or(0);
    layers
        .map(|height| {
            let pattern: Vec<u32> = counts.iter().map(|n| u32::from(*n >= height)).collect();
            f64::from(pattern.iter().sum::<u32>()) / f64::from(n) * of_layer(&pattern)
        })
        .sum()
}

fn of_layer(pattern: &[u32]) -> f64 {
    let (k, s) = (pattern.len() as f64, f64::from(pattern.iter().sum::<u32>()));
    if s == 1.0 {
        return 1.0;
    }
    if s == k {
        return 0.0;
    }
    let mut triples = std::collections::BTreeMap::new();
    for l in 0..pattern.len() {
        for j in 0..l {
            for i in 0..j {
                *triples.entry([pattern[i], pattern[j], pattern[l]]).or_insert(0.0) += 1.0;
            }
        }
    }
    let of = |triple| triples.get(&triple).copied().unwrap_or(0.0);
    let (tdu, tu) = (of([1, 0, 1]), of([1, 1, 0]) + of([0, 1, 1]));
    ((k - 2.0) * tu - (k - 1.0) * tdu) / ((k - 2.0) * (tu + tdu)) * (1.0 - (s - 1.0) / (k - 1.0))
}

/// Whether the medians of two regions, or of two groups, lie (K - 1) / 2 points or more apart.
pub fn far_apart(poll: &Poll, answers: &Answers) -> bool {
    let limit = f64::from(poll.scale.points - 1) / 2.0;
    let apart = |key: &dyn Fn(&super::Answer) -> Option<String>| {
        let parts = answers.by(key);
        let medians = parts.values().filter_map(|part| of(poll, &votes(poll, part).counts)).map(|f| f.points[0]);
        let medians: Vec<f64> = medians.collect();
        medians.iter().any(|a| medians.iter().any(|b| a - b >= limit - 1e-9 && limit > 0.0))
    };
    apart(&|a| a.region.clone()) || apart(&|a| a.group.clone())
}
