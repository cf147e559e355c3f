//! The brake on joins by a shared link: whoever photographed the code in the hall must not fill the meeting in a second.
//!
//! A bucket for each link: a hall that scans at once gets through, then so many in a second. Who is told to wait is told
//! how long, each a little longer than the one before, so that they do not all come back together.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use protocol::{LinkId, Ms};

/// How many seconds of the steady rate may come at one go.
const AT_ONCE_S: f64 = 10.0;
/// Nobody is told to wait longer.
const WAIT_MAX_S: f64 = 30.0;

/// A meeting and one of its shared links.
pub type Key = (String, LinkId);

/// All buckets. The time comes in from outside, in milliseconds of a clock that never goes back.
pub struct Brake {
    steady: f64,
    // A std mutex, because nothing waits while it is held.
    buckets: Mutex<HashMap<Key, Bucket>>,
}

struct Bucket {
    /// Joins that may come now.
    left: f64,
    /// Joins that were told to wait and may not have come back yet.
    behind: f64,
    at_ms: Ms,
}

impl Brake {
    /// A brake that lets `per_second` joins of each link through, and ten times as many at one go.
    pub fn new(per_second: u32) -> Self {
        Self { steady: f64::from(per_second.max(1)), buckets: Mutex::default() }
    }

    /// Lets a join through.
    ///
    /// # Errors
    /// After how many seconds to ask again, at least 1.
    pub fn pass(&self, key: Key, now_ms: Ms) -> Result<(), u32> {
        let most = self.steady * AT_ONCE_S;
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        let bucket = buckets.entry(key).or_insert(Bucket { left: most, behind: 0.0, at_ms: now_ms });
        bucket.refill(self.steady, most, now_ms);
        if bucket.left >= 1.0 {
            bucket.left -= 1.0;
            return Ok(());
        }
        // Not counted beyond the longest wait: who comes back and is refused again would count twice, and all would be
        // told the longest wait at once, long after a flood.
        bucket.behind = (bucket.behind + 1.0).min(self.steady * WAIT_MAX_S);
        // Whole, and within 1 to 30.
        Err((bucket.behind / self.steady).max(1.0).ceil() as u32)
    }

    /// Forgets links that are as if nobody had joined.
    pub fn sweep(&self, now_ms: Ms) {
        let most = self.steady * AT_ONCE_S;
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        buckets.retain(|_, bucket| {
            bucket.refill(self.steady, most, now_ms);
            bucket.left < most || bucket.behind > 0.0
        });
    }
}

impl Bucket {
    fn refill(&mut self, steady: f64, most: f64, now_ms: Ms) {
        let more = (now_ms - self.at_ms).max(0) as f64 / 1_000.0 * steady;
        self.left = (self.left + more).min(most);
        self.behind = (self.behind - more).max(0.0);
        self.at_ms = now_ms.max(self.at_ms);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(link: u32) -> Key {
        ("first".to_owned(), LinkId(link))
    }

    #[test]
    fn a_hall_gets_through_and_a_flood_does_not() {
        let brake = Brake::new(20);
        let mut waits: Vec<u32> = (0..800).filter_map(|_| brake.pass(key(7), 0).err()).collect();
        assert_eq!(waits.len(), 600, "200 come in at one go");
        assert_eq!((waits[0], waits[599]), (1, 30));
        assert!(brake.pass(key(8), 0).is_ok(), "each link by itself");
        waits.sort_unstable();
        let back = waits.into_iter().all(|s| brake.pass(key(7), Ms::from(s) * 1_000).is_ok());
        assert!(back, "each comes back when told, and gets in");
        assert!(brake.pass(key(7), 30_000).is_err());
    }

    /// People who scan within some seconds, and whose pages come back when told, and up to a second later.
    /// How many were told to wait, and when the last one was in.
    fn hall(people: u32, within_ms: Ms) -> (usize, Ms) {
        let (brake, mut told, mut last_ms) = (Brake::new(20), 0, 0);
        let mut coming: std::collections::BTreeSet<(Ms, u32)> =
            (0..people).map(|n| (Ms::from(n) * within_ms / Ms::from(people), n)).collect();
        while let Some((now_ms, n)) = coming.pop_first() {
            match brake.pass(key(7), now_ms) {
                Ok(()) => last_ms = now_ms,
                Err(s) => {
                    told += 1;
                    coming.insert((now_ms + Ms::from(s) * 1_000 + Ms::from(n * 379 % 1_000), n));
                }
            }
        }
        (told, last_ms)
    }

    #[test]
    fn an_honest_hall_is_in_soon() {
        assert_eq!(hall(800, 60_000), (0, 59_925), "nobody of 800 in a minute notices");
        for (people, within_ms, in_by_ms) in
            [(800, 1_000, 40_000), (800, 10_000, 40_000), (1_500, 1_000, 75_000), (1_500, 60_000, 75_000)]
        {
            let (_, last_ms) = hall(people, within_ms);
            assert!(last_ms < in_by_ms, "the last of {people} within {within_ms} ms was in after {last_ms} ms");
        }
    }

    #[test]
    fn a_flood_leaves_nothing_behind() {
        let brake = Brake::new(20);
        let refused = (0..1_000_000).filter(|n| brake.pass(key(7), n / 100).is_err()).count();
        assert_eq!(refused, 1_000_000 - 399, "200 at once and 20 in each of ten seconds");
        brake.sweep(40_000);
        assert!(brake.buckets.lock().expect("not poisoned").is_empty());
    }

    #[test]
    fn links_that_rest_are_forgotten() {
        let brake = Brake::new(1);
        assert!((0..10).all(|_| brake.pass(key(7), 0).is_ok()));
        assert_eq!(brake.pass(key(7), 0), Err(1));
        brake.sweep(9_000);
        assert_eq!(brake.buckets.lock().expect("not poisoned").len(), 1);
        brake.sweep(10_000);
        assert!(brake.buckets.lock().expect("not poisoned").is_empty());
    }
}
