//! What the mirror looks at: hands and called turns up to the moment from which it looks back.

use std::collections::BTreeMap;

use protocol::{HandId, HandKind, HandState, Ms, TurnKind};

use crate::{
    Meeting,
    meeting::{Hand, Turn},
};

/// A hand as it was at the moment from which the mirror looks back.
pub(super) struct Asked<'a> {
    pub id: HandId,
    pub hand: &'a Hand,
    /// Until when it waited.
    pub until_ms: Ms,
    pub called: bool,
    pub lowered: bool,
}

impl Asked<'_> {
    pub fn wait_ms(&self) -> Ms {
        (self.until_ms - self.hand.raised_ms).max(0)
    }

    /// Whether it stands in the line: a point of order, an objection and an answer to a turn go before it.
    pub fn in_line(&self) -> bool {
        !matches!(self.hand.kind, HandKind::PointOfOrder | HandKind::Objection) && self.hand.to_turn.is_none()
    }
}

/// Hands and called turns up to that moment.
pub(super) struct Seen<'a> {
    pub as_of_ms: Ms,
    pub hands: Vec<Asked<'a>>,
    /// Called turns in the order in which they began.
    pub turns: Vec<&'a Turn>,
}

impl<'a> Seen<'a> {
    pub fn of(m: &'a Meeting, as_of_ms: Ms) -> Self {
        let over = m.times.ended_ms.is_some();
        let called: BTreeMap<HandId, &Turn> = m.turns.values().filter_map(|turn| Some((turn.hand?, turn))).collect();
        // What happened in the same millisecond may have come after it: it waits for the next look.
        let before = |at: Option<&Ms>| over || at.is_none_or(|at_ms| *at_ms < as_of_ms);
        let asked = |(id, hand): (&HandId, &'a Hand)| {
            let turn = called.get(id);
            if turn.is_none() && !before(Some(&hand.arrived_ms)) {
                return None;
            }
            let left_ms = m.times.left_ms.get(id);
            let left = turn.is_none() && hand.state != HandState::Waiting && before(left_ms);
            let lowered = left && hand.state == HandState::Lowered;
            let until_ms = match (turn, left_ms) {
                (Some(turn), _) => turn.called_ms,
                (None, Some(left_ms)) if left => *left_ms,
                _ => as_of_ms,
            };
            Some(Asked { id: *id, hand, until_ms, called: turn.is_some(), lowered })
        };
        let hands = m.hands.iter().filter_map(asked).collect();
        let mut turns: Vec<_> = m.turns.values().filter(|turn| turn.kind == TurnKind::Called).collect();
        turns.sort_by_key(|turn| turn.called_ms);
        Seen { as_of_ms, hands, turns }
    }
}
