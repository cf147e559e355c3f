//! The clock of meetings: real time, or faster in a demo; it never goes backwards.

use std::sync::Mutex;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use protocol::Ms;
use tokio::sync::watch;

/// The speeds that a clock takes, in meeting milliseconds for each real one.
pub const SPEED: std::ops::RangeInclusive<f64> = 0.01..=10_000.0;

/// A clock that all meetings of a server share.
///
/// It starts at the system's time and then follows the monotonic clock, so that a correction of the system's time
/// moves no timer of a meeting.
#[derive(Debug)]
pub struct Clock {
    // A std Mutex, because nothing is awaited while it is held.
    segment: Mutex<Segment>,
    speed: watch::Sender<f64>,
}

/// Since when the clock has run at its present speed, in real and in meeting time.
#[derive(Debug)]
struct Segment {
    real: Instant,
    meeting_ms: f64,
    speed: f64,
}

impl Segment {
    fn now(&self, real: Instant) -> f64 {
        let passed = real.saturating_duration_since(self.real).as_secs_f64() * 1000.0;
        self.meeting_ms + passed * self.speed
    }
}

impl Clock {
    /// Real time.
    pub fn system() -> Self {
        Self::with_speed(1.0)
    }

    /// From the system's time on, at `speed` meeting milliseconds for each real one, kept within [`SPEED`].
    pub fn with_speed(speed: f64) -> Self {
        let since_1970 = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Self::starting_at(since_1970.as_millis() as Ms, speed)
    }

    /// From `start_ms` on, at `speed`: for runs that must not depend on the day.
    pub fn starting_at(start_ms: Ms, speed: f64) -> Self {
        let speed = within(speed);
        let segment = Segment { real: Instant::now(), meeting_ms: start_ms as f64, speed };
        Self { segment: Mutex::new(segment), speed: watch::Sender::new(speed) }
    }

    /// The meeting time, in milliseconds since 1970.
    pub fn now_ms(&self) -> Ms {
        self.segment().now(Instant::now()) as Ms
    }

    /// Meeting milliseconds for each real one.
    pub fn speed(&self) -> f64 {
        *self.speed.borrow()
    }

    /// Changes the speed from now on; kept within [`SPEED`].
    pub fn set_speed(&self, speed: f64) {
        let speed = within(speed);
        {
            let mut segment = self.segment();
            let real = Instant::now();
            *segment = Segment { real, meeting_ms: segment.now(real), speed };
        }
        self.speed.send_replace(speed);
    }

    /// Moves the clock forward to `at_ms`, if it is not there yet: a log that was written ahead of the system's time
    /// (by a faster clock, or before that time was corrected) goes on from where it ended.
    pub fn not_before(&self, at_ms: Ms) {
        let mut segment = self.segment();
        let real = Instant::now();
        if segment.now(real) < at_ms as f64 {
            *segment = Segment { real, meeting_ms: at_ms as f64, speed: segment.speed };
        }
    }

    /// Tells of every change of the speed, so that whoever waits for a meeting time can wait anew.
    pub fn speed_changes(&self) -> watch::Receiver<f64> {
        self.speed.subscribe()
    }

    /// How long a span of meeting time takes in real time; nothing for a span that is over. Rounded up, so that
    /// the span is over after it.
    pub fn real_span(&self, span_ms: Ms) -> Duration {
        let real_ms = (span_ms.max(0) as f64 / self.speed()).ceil();
        Duration::from_millis(real_ms as u64)
    }

    fn segment(&self) -> std::sync::MutexGuard<'_, Segment> {
        self.segment.lock().expect("nothing panics while the clock is locked")
    }
}

fn within(speed: f64) -> f64 {
    if speed.is_nan() { 1.0 } else { speed.clamp(*SPEED.start(), *SPEED.end()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn never_goes_backwards_when_the_speed_changes() {
        let clock = Clock::starting_at(1_000, 10_000.0);
        let mut last = clock.now_ms();
        for speed in [1.0, 500.0, 0.01, 10_000.0, f64::NAN, -3.0, 1.0] {
            clock.set_speed(speed);
            for _ in 0..100 {
                let now = clock.now_ms();
                assert!(now >= last);
                last = now;
            }
        }
    }

    #[test]
    fn moves_forward_only() {
        let clock = Clock::starting_at(1_000, 0.01);
        clock.not_before(5_000);
        assert!(clock.now_ms() >= 5_000);
        clock.not_before(2_000);
        assert!(clock.now_ms() >= 5_000);
    }

    #[test]
    fn spans_are_rounded_up() {
        let clock = Clock::starting_at(0, 60.0);
        assert_eq!(clock.real_span(60_000), Duration::from_secs(1));
        assert_eq!(clock.real_span(1), Duration::from_millis(1));
        assert_eq!(clock.real_span(-5), Duration::ZERO);
    }
}
