//! What the server did to the line by itself, held against what it should have done: orders that became final, hubs that
//! were passed over because they were not ready.

use meeting::actor::By;
use meeting::event::{HandUnready, HandsSettled};
use meeting::{Meeting, rule};
use protocol::{Delivery, HandId, HandState, Ms};

/// What was found of an order that became final.
pub(super) struct Judged {
    /// The hands in the order of their moments, groups and draws.
    pub hands: Vec<HandId>,
    /// What the entry says instead.
    pub difference: Option<String>,
}

/// Judges the order that becomes final now, in the meeting as it was until now: somebody's action makes the whole of it
/// final, time only what has been held long enough.
pub(super) fn settled(m: &Meeting, by: &By, at_ms: Ms, e: &HandsSettled) -> Judged {
    let all = rule::provisional::order(m);
    let due = rule::provisional::due(m, at_ms);
    let by_time = by.role.is_none();
    if e.hands == all || (by_time && e.hands == due) {
        return Judged { hands: e.hands.clone(), difference: None };
    }
    let hands = if by_time { due } else { all };
    let what = format!("the order that it makes final is {}, recomputed it is {}", list(&e.hands), list(&hands));
    Judged { hands, difference: Some(what) }
}

/// Why a hand may not be passed over now as unready; nothing if it may.
pub(super) fn unready(m: &Meeting, at_ms: Ms, e: &HandUnready) -> Option<String> {
    let Some(hand) = m.hands.get(&e.hand).filter(|hand| hand.state == HandState::Waiting) else {
        return Some("does not wait".to_owned());
    };
    let told_ms = hand.told_ms.unwrap_or(at_ms);
    if hand.delivery != Delivery::HubLine {
        Some("does not speak over a hub's line".to_owned())
    } else if hand.audio_ready {
        Some("has its audio confirmed".to_owned())
    } else if m.settings.ready_ms == 0 || at_ms - told_ms < m.settings.ready_ms {
        Some(format!("was told only {} ms ago that it is on deck", at_ms - told_ms))
    } else {
        None
    }
}

/// The hands whose order should have become final before a call, and did not.
pub(super) fn unsettled(m: &Meeting) -> Option<String> {
    let left = rule::provisional::order(m);
    (!left.is_empty()).then(|| format!("the order of hands {} was not made final by it", list(&left)))
}

fn list(hands: &[HandId]) -> String {
    let numbers: Vec<String> = hands.iter().map(HandId::to_string).collect();
    if numbers.is_empty() { "nothing".to_owned() } else { numbers.join(", ") }
}
