//! How many pairs of people an order puts the wrong way round.

use serde_json::{Value, json};

use super::links::Kind;

/// A press as it was.
#[derive(Debug, Clone, Copy)]
pub struct Pressed {
    /// Over what link.
    pub kind: Kind,
    /// When, in milliseconds.
    pub at: f64,
}

/// Pairs that lie this far apart are told apart as well.
const APART_MS: f64 = 50.0;
/// Presses within this time of each other are one moment: who wins it should be even.
const ONE_MOMENT_MS: f64 = 25.0;

/// Pairs counted.
#[derive(Debug, Default)]
pub struct Pairs {
    all: Share,
    apart: Share,
    fast_first: Share,
}

/// How many of some.
#[derive(Debug, Default)]
pub struct Share {
    of: u64,
    hit: u64,
}

impl Share {
    /// One more.
    pub fn add(&mut self, hit: bool) {
        self.of += 1;
        self.hit += u64::from(hit);
    }

    /// Per cent, to two places.
    pub fn percent(&self) -> f64 {
        if self.of == 0 {
            return 0.0;
        }
        (self.hit as f64 * 10_000.0 / self.of as f64).round() / 100.0
    }
}

impl Pairs {
    /// Counts the pairs of one burst: `ranks` is the place that the order gives to each press.
    pub fn count(&mut self, pressed: &[Pressed], ranks: &[usize]) {
        for (one, a) in pressed.iter().enumerate() {
            for (other, b) in pressed.iter().enumerate().skip(one + 1) {
                let inverted = (a.at < b.at) != (ranks[one] < ranks[other]);
                let apart = (a.at - b.at).abs();
                self.all.add(inverted);
                if apart >= APART_MS {
                    self.apart.add(inverted);
                }
                if apart <= ONE_MOMENT_MS && a.kind.is_fast() && b.kind.is_slow() {
                    self.fast_first.add(ranks[one] < ranks[other]);
                }
                if apart <= ONE_MOMENT_MS && a.kind.is_slow() && b.kind.is_fast() {
                    self.fast_first.add(ranks[other] < ranks[one]);
                }
            }
        }
    }

    /// Pairs in the wrong order, per cent.
    pub fn inverted_all(&self) -> f64 {
        self.all.percent()
    }

    /// The same of pairs at least 50 ms apart.
    pub fn inverted_50ms(&self) -> f64 {
        self.apart.percent()
    }

    /// How often a fast link beats a slow one at a press within 25 ms, per cent.
    pub fn fast_beats_slow(&self) -> f64 {
        self.fast_first.percent()
    }

    /// The three figures.
    pub fn report(&self) -> Value {
        json!({
            "inverted_all": self.inverted_all(),
            "inverted_50ms": self.inverted_50ms(),
            "fast_beats_slow": self.fast_beats_slow(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::latency::links::KINDS;

    #[test]
    fn pairs_are_counted_once() {
        let press = |kind: usize, at| Pressed { kind: KINDS[kind], at };
        let pressed = [press(0, 0.0), press(5, 10.0), press(0, 100.0)];
        let mut pairs = Pairs::default();
        pairs.count(&pressed, &[0, 2, 1]);
        assert_eq!((pairs.all.of, pairs.all.hit), (3, 1));
        assert_eq!((pairs.apart.of, pairs.apart.hit), (2, 1));
        assert_eq!((pairs.fast_first.of, pairs.fast_first.hit), (1, 1));
    }
}
