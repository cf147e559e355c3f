//! When was a button pressed, in the server's time? What one connection's pings and time messages prove about it.
//!
//! The page's clock starts anywhere, so its reading `c` means nothing by itself. Two things that the server saw bound it.
//! A time message that carries the reading `c_k` came at `r_k`: the page's clock showed `c_k` before that. And it came
//! after the pong to a ping that the server sent at `s_k`: bytes of one connection keep their order, and a browser answers
//! pings by itself, so the page's clock showed `c_k` after that. A press at reading `c` was then at least `s_k + (c - c_k)`
//! and at most `r_k + (c - c_k)`, less and more what two clocks drift apart; every sample narrows the span. A page that
//! lies about `c` is caught by the rule's own bound: it gains at most the credit that follows from the round trip measured here.
//!
//! Pure: all times come in as arguments, in real milliseconds of the server's monotonic clock.

use std::collections::VecDeque;

use protocol::Ms;

/// How many samples, and how many round trips, are kept.
pub const KEPT: usize = 12;
/// What two clocks may drift apart, in parts per million.
const DRIFT_PPM: Ms = 200;
/// Both clocks are read in whole milliseconds.
const ROUNDING_MS: Ms = 2;
/// Samples that are younger than this may not contradict each other.
const FRESH_MS: Ms = 2_000;

/// The most that a press may be placed before its arrival.
const CREDIT_MOST_MS: Ms = 450;
/// The same for a hub whose operator holds its link.
const CREDIT_MOST_HUB_MS: Ms = 600;
/// Round trips below this count as this.
const ROUND_TRIP_LEAST_MS: Ms = 10;
/// What a steady link may vary, and an unsteady one.
const SLACK_STEADY_MS: Ms = 40;
const SLACK_UNSTEADY_MS: Ms = 200;
/// A link is unsteady when its round trips differ by more than this.
const UNSTEADY_MS: Ms = 150;

/// What one connection has shown of its clock and its round trip.
#[derive(Debug, Clone, Default)]
pub struct Evidence {
    samples: VecDeque<Sample>,
    round_trips: VecDeque<Ms>,
    pending: Option<Ping>,
    /// When the last ping that was answered had been sent.
    answered: Option<Ms>,
}

#[derive(Debug, Clone, Copy)]
struct Sample {
    page: Ms,
    /// The page's clock showed `page` at this time at the earliest.
    after: Option<Ms>,
    /// The page's clock showed `page` at this time at the latest.
    before: Ms,
}

#[derive(Debug, Clone, Copy)]
struct Ping {
    nonce: [u8; 8],
    sent: Ms,
}

/// What is proved of one press.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Press {
    /// At the earliest and at the latest.
    pub span: Option<(Ms, Ms)>,
    /// Fresh samples contradict each other: the clock cannot be believed.
    pub contradicts: bool,
}

impl Evidence {
    /// A ping goes out with this nonce, which nobody can guess.
    pub fn pinged(&mut self, nonce: [u8; 8], now: Ms) {
        self.pending = Some(Ping { nonce, sent: now });
    }

    /// Since when a ping has waited for its answer.
    pub fn waits_since(&self) -> Option<Ms> {
        self.pending.map(|ping| ping.sent)
    }

    /// A pong came. Returns the round trip, or nothing if nobody asked for that pong.
    pub fn ponged(&mut self, payload: &[u8], now: Ms) -> Option<Ms> {
        let ping = self.pending.take_if(|ping| ping.nonce == payload)?;
        let round_trip = (now - ping.sent).max(0);
        self.answered = Some(ping.sent);
        keep(&mut self.round_trips, round_trip);
        Some(round_trip)
    }

    /// A time message with the page's reading came.
    pub fn told(&mut self, page: Ms, now: Ms) {
        // The ping may lie long back. A message takes no longer than the longest round trip of late, which is no proof but
        // narrows the span: a page that seldom tells its time gains nothing by it.
        let usual = self.round_trips.iter().copied().max().map(|longest| now - longest);
        let sample = Sample { page, after: self.answered.max(usual), before: now };
        keep(&mut self.samples, sample);
    }

    /// The least round trip of the last ones.
    pub fn least_round_trip(&self) -> Option<Ms> {
        self.round_trips.iter().copied().min()
    }

    /// The greatest of the last round trips less the least.
    pub fn spread(&self) -> Option<Ms> {
        let most = self.round_trips.iter().copied().max()?;
        Some(most - self.least_round_trip()?)
    }

    /// The median of the last round trips, for people to see.
    pub fn usual_round_trip(&self) -> Option<Ms> {
        let mut sorted: Vec<Ms> = self.round_trips.iter().copied().collect();
        sorted.sort_unstable();
        sorted.get(sorted.len() / 2).copied()
    }

    /// How far before its arrival a press may be placed: what this server measured of the link bounds what a lie can gain.
    pub fn credit(&self, hub: bool) -> Ms {
        let Some(round_trip) = self.least_round_trip() else { return 0 };
        let unsteady = self.spread().is_some_and(|spread| spread > UNSTEADY_MS);
        let slack = if unsteady { SLACK_UNSTEADY_MS } else { SLACK_STEADY_MS };
        let most = if hub { CREDIT_MOST_HUB_MS } else { CREDIT_MOST_MS };
        most.min(round_trip.max(ROUND_TRIP_LEAST_MS) + slack)
    }

    /// What is proved of a press at the page's reading, which arrived now.
    ///
    /// The newest samples count first; an older one that contradicts them is passed over with all before it, because the
    /// page's clock stood still meanwhile (a device asleep).
    pub fn press(&self, page: Ms, now: Ms) -> Press {
        let mut earliest: Option<Ms> = None;
        // The message itself says that the press was before its arrival.
        let mut latest = now;
        for sample in self.samples.iter().rev() {
            let apart = page.saturating_sub(sample.page);
            let drift = apart.saturating_abs().saturating_mul(DRIFT_PPM) / 1_000_000 + ROUNDING_MS;
            let low = sample.after.map(|after| after.saturating_add(apart).saturating_sub(drift));
            let high = sample.before.saturating_add(apart).saturating_add(drift);
            let new_earliest = earliest.max(low);
            let new_latest = latest.min(high);
            if new_earliest.is_some_and(|low| low > new_latest) {
                let fresh = now - sample.before <= FRESH_MS;
                let span = earliest.filter(|_| !fresh).map(|low| (low, latest));
                return Press { span, contradicts: fresh };
            }
            earliest = new_earliest;
            latest = new_latest;
        }
        Press { span: earliest.map(|low| (low, latest)), contradicts: false }
    }
}

fn keep<T>(list: &mut VecDeque<T>, item: T) {
    if list.len() == KEPT {
        list.pop_front();
    }
    list.push_back(item);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A page whose clock runs `offset` ahead of the server's, behind a link with fixed ways up and down.
    struct Page {
        evidence: Evidence,
        offset: Ms,
        up: Ms,
        down: Ms,
    }

    impl Page {
        fn new(up: Ms, down: Ms) -> Self {
            Self { evidence: Evidence::default(), offset: 1_000_000, up, down }
        }

        /// A ping, its pong, and a time message right behind the pong.
        fn sample(&mut self, now: Ms) {
            self.evidence.pinged([7; 8], now);
            let there = now + self.down;
            let back = there + self.up;
            assert_eq!(self.evidence.ponged(&[7; 8], back), Some(self.up + self.down));
            self.evidence.told(there + self.offset, back);
        }

        fn press(&self, at: Ms) -> Press {
            self.evidence.press(at + self.offset, at + self.up)
        }
    }

    #[test]
    fn a_press_lies_in_its_span_whatever_the_ways_are() {
        for (up, down) in [(1, 1), (10, 300), (300, 10), (310, 310)] {
            let mut page = Page::new(up, down);
            for k in 0..20 {
                page.sample(k * 1_000);
            }
            let press = page.press(25_000);
            let (low, high) = press.span.expect("there are samples");
            assert!(low <= 25_000 && 25_000 <= high, "{up} {down}: {low} {high}");
            assert!(high - low <= up + down + 2 * (1 + ROUNDING_MS), "{up} {down}: {low} {high}");
            assert!(!press.contradicts);
        }
    }

    #[test]
    fn without_samples_nothing_is_proved() {
        let mut evidence = Evidence::default();
        assert_eq!(evidence.press(5, 10), Press { span: None, contradicts: false });
        // A time message before any pong bounds from above only.
        evidence.told(0, 3);
        assert_eq!(evidence.press(5, 10).span, None);
    }

    #[test]
    fn a_pong_nobody_asked_for_proves_nothing() {
        let mut evidence = Evidence::default();
        evidence.pinged([1; 8], 0);
        assert_eq!(evidence.ponged(&[2; 8], 5), None);
        assert_eq!(evidence.ponged(&[1; 8], 9), Some(9));
        assert_eq!(evidence.ponged(&[1; 8], 10), None);
        assert_eq!(evidence.waits_since(), None);
    }

    #[test]
    fn after_a_sleep_the_older_samples_are_passed_over() {
        let mut page = Page::new(20, 20);
        page.sample(0);
        page.sample(1_000);
        page.offset -= 60_000;
        page.sample(100_000);
        let press = page.press(110_000);
        let (low, high) = press.span.expect("the fresh sample stands");
        assert!(low <= 110_000 && 110_000 <= high);
        assert!(!press.contradicts);
    }

    #[test]
    fn whole_milliseconds_are_no_contradiction() {
        let mut page = Page::new(0, 0);
        page.sample(0);
        let press = page.evidence.press(page.offset + 1, 0);
        assert_eq!((press.contradicts, press.span), (false, Some((-1, 0))));
    }

    #[test]
    fn fresh_samples_that_contradict_each_other_are_flagged() {
        let mut page = Page::new(20, 20);
        page.sample(0);
        page.offset += 5_000;
        page.sample(100);
        let press = page.press(200);
        assert_eq!(press, Press { span: None, contradicts: true });
    }

    #[test]
    fn a_forged_reading_stays_within_numbers() {
        let mut page = Page::new(20, 20);
        page.sample(0);
        for forged in [Ms::MIN, Ms::MAX, 0, -1] {
            page.evidence.press(forged, 100);
        }
    }

    #[test]
    fn the_credit_follows_the_measured_round_trip_up_to_its_cap() {
        let link = |round_trips: &[Ms]| {
            let mut evidence = Evidence::default();
            for round_trip in round_trips {
                evidence.pinged([0; 8], 0);
                evidence.ponged(&[0; 8], *round_trip);
            }
            evidence
        };
        assert_eq!(link(&[]).credit(false), 0);
        assert_eq!(link(&[2]).credit(false), 50);
        assert_eq!(link(&[180, 190]).credit(false), 220);
        assert_eq!(link(&[180, 331]).credit(false), 380);
        assert_eq!(link(&[620]).credit(false), 450);
        assert_eq!(link(&[620]).credit(true), 600);
    }

    #[test]
    fn round_trips_are_summed_up_over_the_last_twelve() {
        let mut evidence = Evidence::default();
        for k in 0..20 {
            evidence.pinged([0; 8], 0);
            evidence.ponged(&[0; 8], 100 + k);
        }
        assert_eq!(evidence.least_round_trip(), Some(108));
        assert_eq!(evidence.spread(), Some(11));
        assert_eq!(evidence.usual_round_trip(), Some(114));
    }
}
