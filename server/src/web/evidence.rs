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
/// The page rounds its clock to whole milliseconds, at the sample and at the press; the server cuts its own off, which
/// makes its times no later than they are.
const ROUNDING_EARLIEST_MS: Ms = 1;
const ROUNDING_LATEST_MS: Ms = 2;
/// Samples that are taken within this time may not contradict each other.
const FRESH_MS: Ms = 3_000;
/// A visible page tells its time every 20 s. When the last sample is older than this the page slept, and its clock may
/// have stood still.
const STALE_MS: Ms = 60_000;
/// How long a clock is not believed that was caught.
const DISTRUST_MS: Ms = 60_000;
/// A page sends a press at once. One that says that it was made this long before a time message that came first was not.
const OVERTAKEN_MS: Ms = 50;

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
    /// The page's clock in the last time message of this connection.
    last_told: Option<Ms>,
    /// When the page's clock was last caught in a contradiction.
    caught: Option<Ms>,
}

#[derive(Debug, Clone, Copy)]
struct Sample {
    page: Ms,
    /// The page's clock showed `page` at this time at the earliest.
    after: Option<Ms>,
    /// The page's clock showed `page` at this time at the latest.
    before: Ms,
    /// It came over a connection that was lost since: the page may have been loaded anew, which moves its clock a little.
    is_old: bool,
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
    /// Fresh samples contradict each other or the press: the clock cannot be believed.
    pub contradicts: bool,
    /// Older samples contradicted the newer ones and were passed over.
    pub dropped: bool,
}

impl Sample {
    /// Young enough that the page's clock cannot have stood still since.
    fn is_fresh(&self, now: Ms) -> bool {
        !self.is_old && now - self.before <= FRESH_MS
    }

    /// No clock that keeps its pace shows both.
    fn contradicts(&self, later: &Sample) -> bool {
        later.after > Some(self.latest(later.page)) || self.earliest(later.page) > Some(later.before)
    }

    /// What two clocks may have drifted apart between this sample and a reading.
    fn drift(&self, page: Ms) -> Ms {
        page.saturating_sub(self.page).saturating_abs().saturating_mul(DRIFT_PPM) / 1_000_000
    }

    /// The page's clock showed `page` at this time at the earliest.
    fn earliest(&self, page: Ms) -> Option<Ms> {
        let apart = page.saturating_sub(self.page);
        self.after.map(|after| after.saturating_add(apart).saturating_sub(self.drift(page) + ROUNDING_EARLIEST_MS))
    }

    /// And at this time at the latest.
    fn latest(&self, page: Ms) -> Ms {
        let apart = page.saturating_sub(self.page);
        self.before.saturating_add(apart).saturating_add(self.drift(page) + ROUNDING_LATEST_MS)
    }
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
        let mut sample = Sample { page, after: self.answered, before: now, is_old: false };
        let runs_back = self.last_told.is_some_and(|last| page < last);
        if runs_back || self.samples.iter().any(|other| other.is_fresh(now) && other.contradicts(&sample)) {
            self.caught = Some(now);
        }
        self.last_told = Some(page);
        if let Some(last) = self.samples.back()
            && last.is_fresh(now)
            && last.after.is_none_or(|after| last.before - after > FRESH_MS)
            && last.after < sample.after
            && sample.after <= Some(last.latest(page))
        {
            // The first message of a pair came long after its ping. What it proves goes into the second one's sample, so
            // that it takes no other sample's place.
            sample.before = now.min(last.latest(page));
            self.samples.pop_back();
        }
        keep(&mut self.samples, sample);
    }

    /// The connection was lost and the page came back over another one: its clock went on, and its way is measured anew.
    pub fn reconnected(&mut self) {
        self.round_trips.clear();
        self.pending = None;
        self.answered = None;
        self.last_told = None;
        self.samples.iter_mut().for_each(|sample| sample.is_old = true);
    }

    /// Whether anything is known of the page's clock.
    pub fn is_empty(&self) -> bool {
        self.samples.is_empty()
    }

    /// Whether a press that comes now claims to be from before a time message of the same connection, which came first.
    pub fn overtook(&self, page: Ms) -> bool {
        self.last_told.is_some_and(|told| page.saturating_add(OVERTAKEN_MS) < told)
    }

    /// Whether a press should wait for fresh samples: the old ones contradict it, or are so old that the page's clock may
    /// have stood still since.
    pub fn wants_fresh(&self, page: Ms, now: Ms) -> bool {
        let Some(newest) = self.samples.back() else { return false };
        now - newest.before > STALE_MS || self.press(page, now).dropped
    }

    /// Whether a sample was taken by a ping that was sent at this time or later.
    pub fn is_fresh_since(&self, sent: Ms) -> bool {
        self.samples.back().is_some_and(|newest| newest.after >= Some(sent))
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
        if self.caught.is_some_and(|at| now - at <= DISTRUST_MS) {
            return Press { span: None, contradicts: true, dropped: false };
        }
        let mut earliest: Option<Ms> = None;
        // The message itself says that the press was before its arrival.
        let mut latest = now;
        for sample in self.samples.iter().rev() {
            let new_earliest = earliest.max(sample.earliest(page));
            let new_latest = latest.min(sample.latest(page));
            if new_earliest.is_some_and(|low| low > new_latest) {
                let fresh = sample.is_fresh(now);
                let span = earliest.filter(|_| !fresh).map(|low| (low, latest));
                return Press { span, contradicts: fresh, dropped: true };
            }
            earliest = new_earliest;
            latest = new_latest;
        }
        Press { span: earliest.map(|low| (low, latest)), contradicts: false, dropped: false }
    }
}

fn keep<T>(list: &mut VecDeque<T>, item: T) {
    if list.len() == KEPT {
        list.pop_front();
    }
    list.push_back(item);
}

#[cfg(test)]
mod tests;
