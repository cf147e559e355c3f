//! What pages gain that lie about their clock, keep pongs back, or feign an outage.
//!
//! The gain is how much earlier than the true press the order counts it. An honest page can at best show the press itself,
//! so all of that is forged; it must never be more than the credit that the server granted and wrote down.

use serde::Serialize;
use server::demo::dice::Dice;
use server::web::pressed::Outage;

use super::links::{KINDS, fraction};
use super::person::{EPOCH_MS, Lie, Person, Press, arrival};

/// Presses tried with each strategy and kind of link.
const TRIALS: u32 = 300;

/// What one strategy came to.
#[derive(Debug, Serialize)]
pub struct Gain {
    strategy: &'static str,
    /// The greatest gain, of the credit that the server granted.
    gain_over_credit_max: f64,
    gain_ms_max: f64,
    gain_ms_mean: f64,
    /// Of all presses: clocks that were not believed.
    flagged_percent: f64,
}

/// A page that lies; the amounts are drawn anew for each press.
struct Strategy {
    name: &'static str,
    is_hub: bool,
    lie: fn(&mut Dice) -> Lie,
}

fn amount(dice: &mut Dice) -> f64 {
    // From 10 ms to an hour, as many small ones as great ones.
    10.0 * 360_000_f64.powf(fraction(dice))
}

const STRATEGIES: [Strategy; 9] = [
    Strategy { name: "honest", is_hub: false, lie: |_| Lie::default() },
    Strategy {
        name: "press dated back",
        is_hub: false,
        lie: |dice| Lie { press_off_ms: -amount(dice), ..Lie::default() },
    },
    Strategy {
        name: "clock put forward in samples",
        is_hub: false,
        lie: |dice| Lie { told_off_ms: amount(dice), ..Lie::default() },
    },
    Strategy {
        name: "clock that creeps or runs backwards",
        is_hub: false,
        lie: |dice| Lie { told_creeps_ms: amount(dice) * (2.0 * fraction(dice) - 1.0), ..Lie::default() },
    },
    Strategy {
        name: "pongs kept back, press dated back",
        is_hub: false,
        lie: |dice| Lie { pong_late_ms: 2_000.0 * fraction(dice), press_off_ms: -amount(dice), ..Lie::default() },
    },
    Strategy {
        name: "every other pong kept back for an unsteady link, press dated back",
        is_hub: false,
        lie: |dice| Lie {
            pong_uneven_ms: 150.0 + 500.0 * fraction(dice),
            press_off_ms: -amount(dice),
            ..Lie::default()
        },
    },
    Strategy {
        name: "time messages kept back",
        is_hub: false,
        lie: |dice| Lie { told_late_ms: 3_000.0 * fraction(dice), press_off_ms: -amount(dice), ..Lie::default() },
    },
    Strategy {
        name: "time messages replayed",
        is_hub: false,
        lie: |dice| Lie {
            replayed_after_ms: Some(3_000.0 * fraction(dice)),
            press_off_ms: -amount(dice) * fraction(dice),
            ..Lie::default()
        },
    },
    Strategy {
        name: "hub: pongs kept back, press dated back",
        is_hub: true,
        lie: |dice| Lie { pong_late_ms: 2_000.0 * fraction(dice), press_off_ms: -amount(dice), ..Lie::default() },
    },
];

/// Tries every strategy over every kind of link.
pub fn try_all(seed: u64) -> Vec<Gain> {
    let mut dice = Dice::new(seed ^ 0xf0f0);
    let mut gains: Vec<Gain> = STRATEGIES.iter().map(|strategy| tried(strategy, false, &mut dice)).collect();
    let hub = Strategy { name: "hub: outage feigned, press dated back", ..STRATEGIES[8] };
    gains.push(tried(&hub, true, &mut dice));
    gains
}

fn tried(strategy: &Strategy, cuts_itself_off: bool, dice: &mut Dice) -> Gain {
    let mut tally = Tally::default();
    for kind in KINDS {
        for _ in 0..TRIALS {
            let lie = (strategy.lie)(dice);
            let mut page = Person::new(kind, lie, strategy.is_hub, dice);
            let mut at = 1_000.0 * fraction(dice);
            page.measured(-60_000.0, -10_000.0, at, dice);
            if cuts_itself_off {
                // It falls silent, comes back, and says that it pressed while nobody could hear it.
                let since = arrival(at).real_ms;
                at += 400_000.0 * fraction(dice);
                page.page.evidence.reconnected();
                page.page.outage = Some(Outage { since, until: arrival(at).real_ms });
            }
            // Twice: the second command must not go before the first one, whatever it says.
            let presses = [at, at + 50.0].map(|at| (at, page.press(at, dice)));
            if cuts_itself_off {
                page.measured(at + 50.0, at + 50.0, at + 10_000.0, dice);
            }
            for (at, press) in presses {
                tally.take(&mut page, at, press);
            }
        }
    }
    let presses = f64::from(tally.presses.max(1));
    Gain {
        strategy: strategy.name,
        gain_over_credit_max: tally.most,
        gain_ms_max: rounded(tally.most_ms),
        gain_ms_mean: rounded(tally.sum_ms / presses),
        flagged_percent: rounded(f64::from(tally.flagged) * 100.0 / presses),
    }
}

#[derive(Default)]
struct Tally {
    presses: u32,
    flagged: u32,
    most: f64,
    most_ms: f64,
    sum_ms: f64,
}

impl Tally {
    /// What a page gains by a press that was made at this moment.
    fn take(&mut self, page: &mut Person, at: f64, press: Press) {
        let Some(heard) = page.page.pressed(Some(press.claim), arrival(press.arrived)) else { return };
        let gain_ms = (at - (heard.effective_ms() - EPOCH_MS) as f64).max(0.0);
        let credit_ms = heard.credit_ms as f64;
        // The server reads its clock in whole milliseconds: less than one of them is no gain.
        let ratio = match gain_ms {
            none if none < 1.0 => 0.0,
            _ if credit_ms <= 0.0 => f64::INFINITY,
            gain_ms => (gain_ms - 1.0) / credit_ms,
        };
        self.presses += 1;
        self.flagged += u32::from(heard.flagged);
        self.most = self.most.max(ratio);
        self.most_ms = self.most_ms.max(gain_ms);
        self.sum_ms += gain_ms;
    }
}

fn rounded(value: f64) -> f64 {
    (value * 1_000.0).round() / 1_000.0
}

impl Gain {
    /// The greatest gain, of the credit that the server granted.
    pub fn over_credit(&self) -> f64 {
        self.gain_over_credit_max
    }
}
