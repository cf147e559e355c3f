//! Dice that fall the same way for the same seed (xorshift64*).

pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        // Neighbouring seeds begin far apart, and never at zero, where the generator would stay.
        Dice(seed.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    fn roll(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 11
    }

    /// 0 to `n - 1`.
    pub fn below(&mut self, n: u64) -> u64 {
        self.roll() % n.max(1)
    }

    pub fn upto(&mut self, n: u32) -> u32 {
        self.below(u64::from(n) + 1) as u32
    }

    /// True once in `n` times.
    pub fn one_in(&mut self, n: u64) -> bool {
        self.below(n) == 0
    }

    pub fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.below(from.len() as u64) as usize].clone()
    }

    pub fn maybe<T>(&mut self, value: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.one_in(3) { Some(value(self)) } else { None }
    }

    /// One of those that there are, as a rule.
    pub fn some<T: Clone>(&mut self, from: impl Iterator<Item = T>, or: T) -> T {
        let from: Vec<T> = from.collect();
        if from.is_empty() || self.one_in(25) { or } else { self.pick(&from) }
    }
}
