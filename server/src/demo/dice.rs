//! Chance that repeats: the same seed gives the same numbers, on every machine.

/// A small generator of numbers (SplitMix64). Good enough for invented people, of no use for secrets.
#[derive(Debug, Clone)]
pub struct Dice {
    state: u64,
}

impl Dice {
    /// Starts from a seed.
    pub fn new(seed: u64) -> Self {
        Dice { state: seed }
    }

    /// The next number.
    pub fn roll(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number from `low` to below `high`; `low` where there is none between.
    pub fn between(&mut self, low: u64, high: u64) -> u64 {
        match high.saturating_sub(low) {
            0 => low,
            span => low + self.roll() % span,
        }
    }

    /// True in `percent` of a hundred cases.
    pub fn chance(&mut self, percent: u64) -> bool {
        self.between(0, 100) < percent
    }

    /// One of these, which must not be none.
    pub fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        let last = u64::try_from(of.len()).unwrap_or(u64::MAX);
        &of[usize::try_from(self.between(0, last)).unwrap_or(0)]
    }

    /// Puts these into a random order.
    pub fn shuffle<T>(&mut self, these: &mut [T]) {
        for last in (1..these.len()).rev() {
            let other = self.between(0, last as u64 + 1) as usize;
            these.swap(last, other);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_numbers() {
        let (mut one, mut two) = (Dice::new(7), Dice::new(7));
        for _ in 0..100 {
            let rolled = one.between(3, 9);
            assert_eq!(rolled, two.between(3, 9));
            assert!((3..9).contains(&rolled));
        }
        assert_ne!(Dice::new(8).roll(), Dice::new(7).roll());
    }
}
