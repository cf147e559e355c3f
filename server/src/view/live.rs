//! `live/expected`: everybody sees when the waiting hands may expect to be called. It goes by the
//! clock, not by the record, so the engine asks for it now and then.
//!
//! The turn on the floor is taken to use up its limit, each hand before one's own as long as turns
//! have typically been in this meeting, and no longer than the limit allows.

use protocol::{Ms, TurnKind, row::ExpectedRow};

use super::View;

/// So many turns make a median worth going by.
const TYPICAL_OF: usize = 3;

/// The expected waits of all hands, in calling order.
pub fn expected(view: &View, now_ms: Ms) -> ExpectedRow {
    let typical_ms = typical_ms(view);
    let mut wait_ms = remaining_ms(view, now_ms);
    let mut from_ms = Vec::with_capacity(view.order().placed.len());
    for _ in &view.order().placed {
        from_ms.push(wait_ms);
        wait_ms += typical_ms;
    }
    ExpectedRow { at_ms: now_ms, from_ms }
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

/// The median of the called turns so far, at most the limit; the limit while there are too few.
fn typical_ms(view: &View) -> Ms {
    let m = view.m;
    let limit_ms = m.turn_limit_ms();
    let called = m.turns.values().filter(|turn| turn.kind == TurnKind::Called && turn.ended_ms.is_some());
    let mut spoken: Vec<Ms> = called.map(|turn| turn.spoken_ms).filter(|ms| *ms > 0).collect();
    if spoken.len() < TYPICAL_OF {
        return limit_ms;
    }
    let middle = spoken.len() / 2;
    let (_, median, _) = spoken.select_nth_unstable(middle);
    (*median).min(limit_ms)
}
