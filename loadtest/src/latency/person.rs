//! A simulated page behind a link, and what the server measures of it: the server's own code, in simulated time.

use protocol::Ms;
use server::demo::dice::Dice;
use server::web::evidence::KEPT;
use server::web::pressed::{Arrival, Claim, Page};

use super::links::{Kind, Way, fraction, ways};

/// Of the meeting clock before the simulated one, so that times look as in a record.
pub const EPOCH_MS: Ms = 1_800_000_000_000;
/// Samples at the opening of the queue.
const SAMPLES_AT_OPENING: usize = 8;
/// Between two pairs of messages later.
const PAIR_EVERY_MS: f64 = 20_000.0;
/// Messages of a pair: the second one follows the server's ping at once.
const PAIR: usize = 2;

/// How a page treats the measuring; an honest one does nothing of this.
#[derive(Debug, Clone, Copy, Default)]
pub struct Lie {
    /// Pongs are kept back so long.
    pub pong_late_ms: f64,
    /// Every other pong is kept back so long on top.
    pub pong_uneven_ms: f64,
    /// Time messages are kept back so long after their clock was read.
    pub told_late_ms: f64,
    /// What is told of the clock in samples is wrong by so much.
    pub told_off_ms: f64,
    /// And by so much more with each sample.
    pub told_creeps_ms: f64,
    /// What is told of the press is wrong by so much.
    pub press_off_ms: f64,
    /// Time messages are sent once more, as they were, so long after.
    pub replayed_after_ms: Option<f64>,
}

/// Somebody with a page.
pub struct Person {
    /// What the server knows.
    pub page: Page,
    lie: Lie,
    up: Way,
    down: Way,
    /// The page's clock: what it showed at 0, and how fast it runs.
    clock_at_0: f64,
    clock_speed: f64,
    told: u32,
    nonce: u64,
    round_trips: Vec<f64>,
}

/// A press and when it came.
#[derive(Debug, Clone, Copy)]
pub struct Press {
    /// What the page says of it.
    pub claim: Claim,
    /// When its message arrived.
    pub arrived: f64,
}

impl Person {
    /// Somebody with a link of this kind, at a page that does this.
    pub fn new(kind: Kind, lie: Lie, is_hub: bool, dice: &mut Dice) -> Self {
        let (up, down) = ways(kind, dice);
        let clock_at_0 = (1e9 * fraction(dice)).round();
        let clock_speed = 1.0 + (fraction(dice) - 0.5) * 100e-6;
        Self {
            page: Page::new(is_hub),
            lie,
            up,
            down,
            clock_at_0,
            clock_speed,
            told: 0,
            nonce: 0,
            round_trips: Vec::new(),
        }
    }

    /// Connects at `from`, tells its time by pairs of messages, takes eight samples when the queue opens, and goes on in
    /// pairs until `until`.
    pub fn measured(&mut self, from: f64, opening: f64, until: f64, dice: &mut Dice) {
        let mut at = self.ping(from, until, dice);
        at = self.chain(at, PAIR, until, dice);
        while at + PAIR_EVERY_MS < opening {
            at = self.chain(at + PAIR_EVERY_MS, PAIR, until, dice);
        }
        at = self.chain(at.max(opening), SAMPLES_AT_OPENING, until, dice);
        while at + PAIR_EVERY_MS < until {
            at = self.chain(at + PAIR_EVERY_MS, PAIR, until, dice);
        }
    }

    /// The mean of the last twelve round trips: what a server without the page's clock would go by.
    pub fn mean_round_trip(&self) -> f64 {
        let last = &self.round_trips[self.round_trips.len().saturating_sub(KEPT)..];
        last.iter().sum::<f64>() / last.len().max(1) as f64
    }

    /// The page's clock, as it can be read.
    pub fn clock(&self, at: f64) -> f64 {
        self.clock_at_0 + at * self.clock_speed
    }

    /// The person presses; the page sends it at once.
    pub fn press(&mut self, at: f64, dice: &mut Dice) -> Press {
        let clock = (self.clock(at) + self.lie.press_off_ms).round() as Ms;
        Press { claim: self.page.claim(clock), arrived: self.up.arrives(at, dice) }
    }

    /// Sends a ping, and its pong comes back, if the page sends it by `until`. When the page has what came with the ping.
    fn ping(&mut self, sent: f64, until: f64, dice: &mut Dice) -> f64 {
        self.nonce += 1;
        let nonce = self.nonce.to_be_bytes();
        self.page.evidence.pinged(nonce, whole(sent));
        let there = self.down.arrives(sent, dice);
        let uneven = if self.nonce.is_multiple_of(2) { self.lie.pong_uneven_ms } else { 0.0 };
        let answered = there + self.lie.pong_late_ms + uneven;
        if answered <= until {
            let back = self.up.arrives(answered, dice);
            self.page.evidence.ponged(&nonce, whole(back));
            self.round_trips.push(back - sent);
        }
        there
    }

    /// Time messages, each on the answer to the one before, as far as they are sent by `until`. When the last answer was
    /// there.
    fn chain(&mut self, from: f64, count: usize, until: f64, dice: &mut Dice) -> f64 {
        let mut at = from;
        for _ in 0..count {
            let sent = at + self.lie.told_late_ms;
            if sent > until {
                return until;
            }
            let wrong = self.lie.told_off_ms + f64::from(self.told) * self.lie.told_creeps_ms;
            let clock = (self.clock(at) + wrong).round() as Ms;
            self.told += 1;
            let arrived = self.up.arrives(sent, dice);
            self.page.evidence.told(clock, whole(arrived));
            at = self.ping(arrived, until, dice);
            if let Some(after) = self.lie.replayed_after_ms.filter(|after| at + after <= until) {
                at += after;
                self.page.evidence.told(clock, whole(self.up.arrives(at, dice)));
            }
        }
        at
    }
}

/// When something came that came at this moment, on the server's clocks.
pub fn arrival(at: f64) -> Arrival {
    Arrival { real_ms: whole(at), meeting_ms: EPOCH_MS + whole(at), speed: 1.0 }
}

/// A moment as the server reads it: in whole milliseconds.
fn whole(at: f64) -> Ms {
    at.floor() as Ms
}
