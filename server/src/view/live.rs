//! `live/expected`: everybody sees when the waiting hands may expect to be called. It goes by the
//! clock, not by the record, so the engine asks for it now and then.
//!
//! The turn on the floor is taken to use up its limit, each hand before one's own as long as turns
//! have typically been in this meeting, and no longer than the limit allows.

use meeting::rule;
use protocol::{Ms, TurnKind, row::ExpectedRow};

use super::View;

/// So many turns make a median worth going by.
const TYPICAL_OF: usize = 3;

/// Four calls in five come within so many standard errors of what is expected (normal distribution).
const FOUR_IN_FIVE: f64 = 1.282;

/// The expected waits of all hands, in calling order, with how far they may be off, and the bounds of the rule.
pub fn expected(view: &View, now_ms: Ms) -> ExpectedRow {
    let m = view.m;
    let (typical_ms, spread_ms) = typical_ms(view);
    let remaining_ms = remaining_ms(view, now_ms);
    let placed = &view.order().placed;
    let worst = rule::bound::all(m);
    let mut row =
        ExpectedRow { at_ms: now_ms, from_ms: vec![], give_ms: vec![], worst_ms: vec![], worst_turns: vec![] };
    for (k, (hand, _)) in (0_i32..).zip(placed) {
        row.from_ms.push(remaining_ms + i64::from(k) * typical_ms);
        let turns = f64::from(k) + if remaining_ms > 0 { 1.0 } else { 0.0 };
        row.give_ms.push((FOUR_IN_FIVE * spread_ms * turns.sqrt()).round() as Ms);
        let bound = worst.get(hand);
        row.worst_ms.push(bound.map(|bound| remaining_ms + bound.ms));
        row.worst_turns.push(bound.and_then(|bound| bound.turns));
    }
    row
}

/// What is left of the turn on the floor; of one that it interrupted, too.
fn remaining_ms(view: &View, now_ms: Ms) -> Ms {
    let m = view.m;
    let open = [m.floor.turn, m.floor.interrupted].into_iter().flatten().filter_map(|id| m.turns.get(&id));
    open.map(|turn| {
        let running_ms = turn.running_since_ms.map_or(0, |since| (now_ms - since).max(0));
        (turn.limit_ms - turn.spoken_ms - running_ms).max(0)
    })
    .sum()
}

/// The median of the called turns so far, at most the limit, and their standard deviation; while there are too few, the limit
/// and a quarter of it.
fn typical_ms(view: &View) -> (Ms, f64) {
    let m = view.m;
    let limit_ms = m.turn_limit_ms();
    let called = m.turns.values().filter(|turn| turn.kind == TurnKind::Called && turn.ended_ms.is_some());
    let mut spoken: Vec<Ms> = called.map(|turn| turn.spoken_ms).filter(|ms| *ms > 0).collect();
    if spoken.len() < TYPICAL_OF {
        return (limit_ms, limit_ms as f64 / 4.0);
    }
    let mean = spoken.iter().sum::<Ms>() as f64 / spoken.len() as f64;
    let squares: f64 = spoken.iter().map(|ms| (*ms as f64 - mean).powi(2)).sum();
    let middle = spoken.len() / 2;
    let (_, median, _) = spoken.select_nth_unstable(middle);
    ((*median).min(limit_ms), (squares / (spoken.len() - 1) as f64).sqrt())
}
