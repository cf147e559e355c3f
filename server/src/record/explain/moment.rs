//! A hand's moment, computed anew from what the server measured when it was raised.
//!
//! The formulas are stated here a second time on purpose: a check by the same lines would share their faults.

use std::ops::RangeInclusive;

use meeting::actor::By;
use meeting::event::HandRaised;
use meeting::moment::draw;
use meeting::{Heard, Meeting};
use protocol::{Ms, Role};

use crate::store::Hash;

/// What a link may vary: a steady one, and one whose round trips differed by more than `UNSTEADY_MS`.
const SLACK_MS: Ms = 40;
const UNSTEADY_SLACK_MS: Ms = 200;
const UNSTEADY_MS: Ms = 150;
/// The least round trip that counts.
const ROUND_TRIP_LEAST_MS: Ms = 10;
/// The most credit, and that of a hub's operator.
const CREDIT_MOST_MS: Ms = 450;
const CREDIT_MOST_HUB_MS: Ms = 600;
/// How far back a tap stands that a hub made while it was cut off.
const OUTAGE_MOST_MS: Ms = 300_000;
/// No measurement is longer.
const REASONABLE_MS: Ms = 1_000_000_000_000;

/// What was found of a hand.
pub(super) struct Judged {
    /// Its moment.
    pub raised_ms: Ms,
    /// What in its entry is not as recomputed.
    pub differences: Vec<String>,
}

/// Judges the hand that is raised now, in the meeting as it was until now.
pub(super) fn judge(m: &Meeting, by: &By, at_ms: Ms, e: &HandRaised) -> Judged {
    let mut differences = Vec::new();
    let mut raised_ms = at_ms;
    if let Some(heard) = &e.heard {
        measured(by, at_ms, heard, &mut differences);
        raised_ms = effective_ms(heard);
    }
    let opened_ms = m.opened_ms.unwrap_or(at_ms);
    let raised_ms = raised_ms.max(opened_ms).min(at_ms);
    if e.raised_ms != raised_ms {
        differences.push(format!("the record has it raised at {}, its measurements say {raised_ms}", e.raised_ms));
    }
    Judged { raised_ms, differences }
}

/// What is wrong with the draw that a hand claims: it is repeated from the hash of the entry that it names, which stands
/// before it and not before the one that an earlier hand named.
pub(super) fn draw_differs(hashes: &[Hash], entry: u64, latest: u64, e: &HandRaised) -> Option<String> {
    let from = usize::try_from(e.drawn_from).ok()?;
    let known = e.drawn_from < entry && (1..=hashes.len()).contains(&from);
    if !known {
        return Some(format!("its draw names entry {}, which does not stand before it", e.drawn_from));
    }
    if e.drawn_from < latest {
        return Some(format!("its draw names entry {from}, though an earlier hand's names entry {latest}"));
    }
    let drawn = draw(&hashes[from - 1], e.hand);
    (drawn != e.tie).then(|| format!("the record has {} drawn for it, entry {from} gives {drawn}", e.tie))
}

/// The middle of the span, not further before its arrival than the credit, and not after it.
fn effective_ms(heard: &Heard) -> Ms {
    if heard.flagged {
        return heard.arrived_ms;
    }
    // A record may claim any number.
    let earliest_ms = heard.arrived_ms.saturating_sub(heard.credit_ms.clamp(0, OUTAGE_MOST_MS));
    let middle_ms = heard.lo_ms.saturating_add(heard.hi_ms.saturating_sub(heard.lo_ms) / 2);
    middle_ms.max(earliest_ms).min(heard.arrived_ms)
}

/// The measurements among themselves.
fn measured(by: &By, at_ms: Ms, heard: &Heard, differences: &mut Vec<String>) {
    if heard.arrived_ms > at_ms {
        differences.push("it arrived after its entry was made".to_owned());
    }
    if heard.lo_ms > heard.hi_ms {
        differences.push("its earliest moment is after its latest".to_owned());
    }
    let hub = by.role == Some(Role::HubOperator);
    if heard.outage {
        // What the server saw of the outage is not in the record: only who may have one, and how far it may reach.
        if !hub || !(0..=OUTAGE_MOST_MS).contains(&heard.credit_ms) {
            differences.push(format!("the record credits it with {} ms by an outage", heard.credit_ms));
        }
        return;
    }
    let due = credit_ms(heard, hub);
    if !due.contains(&heard.credit_ms) {
        let due_ms = due.start();
        differences.push(format!("the record credits it with {} ms, its round trips say {due_ms} ms", heard.credit_ms));
    }
}

/// `min(cap, max(least round trip, 10) + slack)`, and nothing for a clock that contradicts itself. It is reckoned in real
/// time; where the meeting's clock was faster or slower, rounding leaves a little room.
fn credit_ms(heard: &Heard, hub: bool) -> RangeInclusive<Ms> {
    if heard.flagged {
        return 0..=0;
    }
    let credit = |rtt_ms: Ms, spread_ms: Ms| {
        let slack_ms = if spread_ms > UNSTEADY_MS { UNSTEADY_SLACK_MS } else { SLACK_MS };
        let most_ms = if hub { CREDIT_MOST_HUB_MS } else { CREDIT_MOST_MS };
        (rtt_ms.max(ROUND_TRIP_LEAST_MS) + slack_ms).min(most_ms)
    };
    let Some(speed) = heard.speed_permille.map(Ms::from).filter(|speed| *speed > 0) else {
        let due = credit(heard.rtt_ms, heard.spread_ms);
        return due..=due;
    };
    let real = |ms: Ms| ms.clamp(0, REASONABLE_MS) * 1_000 / speed;
    let on_clock = |real_ms: Ms| real_ms * speed / 1_000;
    let least = credit(real(heard.rtt_ms), real(heard.spread_ms));
    let most = credit(real(heard.rtt_ms.saturating_add(1)) + 1, real(heard.spread_ms.saturating_add(1)) + 1);
    on_clock(least) - 1..=on_clock(most) + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(rtt_ms: Ms, spread_ms: Ms) -> Heard {
        Heard { rtt_ms, spread_ms, ..Heard::default() }
    }

    #[test]
    fn the_credit_is_as_documented() {
        for (rtt_ms, spread_ms, hub, due) in [
            (2, 0, false, 50),
            (180, 10, false, 220),
            (180, 150, false, 220),
            (180, 151, false, 380),
            (620, 0, false, 450),
            (620, 0, true, 600),
            (540, 0, true, 580),
        ] {
            assert_eq!(credit_ms(&link(rtt_ms, spread_ms), hub), due..=due, "{rtt_ms} {spread_ms} {hub}");
        }
        assert_eq!(credit_ms(&Heard { flagged: true, ..link(180, 10) }, false), 0..=0);
    }

    #[test]
    fn a_faster_clock_scales_the_credit() {
        let faster = |rtt_ms, permille| Heard { speed_permille: Some(permille), ..link(rtt_ms, 0) };
        let due = credit_ms(&faster(180 * 30, 30_000), false);
        assert!(due.contains(&(220 * 30)) && !due.contains(&(219 * 30)) && !due.contains(&(222 * 30)), "{due:?}");
        let due = credit_ms(&faster(18, 100), false);
        assert!(due.contains(&22) && !due.contains(&30), "{due:?}");
        assert!(!credit_ms(&faster(Ms::MAX, 1), true).contains(&Ms::MAX), "a forged number stays within numbers");
    }

    #[test]
    fn the_moment_is_the_middle_within_the_credit() {
        let heard = |lo_ms, hi_ms, credit_ms| Heard { arrived_ms: 10_000, lo_ms, hi_ms, credit_ms, ..Heard::default() };
        assert_eq!(effective_ms(&heard(9_700, 9_900, 450)), 9_800);
        assert_eq!(effective_ms(&heard(5_000, 9_000, 450)), 9_550);
        assert_eq!(effective_ms(&heard(10_100, 10_300, 450)), 10_000);
        assert_eq!(effective_ms(&Heard { flagged: true, ..heard(9_700, 9_900, 450) }), 10_000);
    }
}
