//! The life of a turn: it begins, its clock runs and stops, it ends.

use protocol::{HandId, HandKind, HandState, Ms, QueueGate, TurnKind};

use super::{called, with_turn};
use crate::{
    Meeting,
    event::{TurnBegan, TurnEnded},
    meeting::Turn,
    queue::{leave_hand, with_hand, with_person},
    rule,
};

pub(super) fn began(m: &mut Meeting, e: &TurnBegan, at_ms: Ms) {
    let before = m.floor.turn;
    // Looked up before the turn on the floor ends: its time counts from then on, and this one was called without it.
    let in_turn = e.hand.is_some_and(|hand| is_in_turn(m, hand, e));
    if e.interrupts {
        if let Some(id) = before {
            with_turn(m, id, |t| stop(t, at_ms));
        }
        m.floor.interrupted = before;
    } else {
        for id in [before, m.floor.interrupted.take()].into_iter().flatten() {
            end(m, id, at_ms, None, None);
        }
    }
    let waited_ms = e.hand.and_then(|h| m.hands.get(&h)).map(|h| (at_ms - h.raised_ms).max(0));
    let region = e.hand.and_then(|h| m.hands.get(&h)).and_then(|h| h.region.clone());
    if let Some(hand) = e.hand {
        charge(m, hand, in_turn);
        called(m, hand);
    }
    if e.kind == TurnKind::Called && e.hand_kind != Some(HandKind::PointOfOrder) {
        with_person(m, e.person, |p| {
            p.spoken += 1;
            p.spoken_in_all += 1;
        });
    }
    let region = region.or_else(|| e.person.and_then(|p| m.people.get(&p)).and_then(|p| p.region.clone()));
    m.last.turn = m.last.turn.max(e.turn.0);
    m.floor.turn = Some(e.turn);
    m.floor.signal = None;
    m.floor.signal_ms = None;
    let turn = Turn {
        kind: e.kind,
        hand: e.hand,
        person: e.person,
        mic: e.mic.clone(),
        group: e.group.clone(),
        place: e.place,
        region,
        hand_kind: e.hand_kind,
        to_turn: e.to_turn,
        language: e.language.clone(),
        topic: e.topic.clone(),
        out_of_turn: e.out_of_turn,
        item: m.item,
        called_ms: at_ms,
        started_ms: None,
        ended_ms: None,
        limit_ms: e.limit_ms,
        spoken_ms: 0,
        running_since_ms: None,
        on_air: false,
        words: None,
        corrected: false,
        entered: false,
        waited_ms,
    };
    m.turns.insert(e.turn, turn);
    if e.last_word {
        m.gate = QueueGate::Closed;
        for id in std::mem::take(&mut m.waiting) {
            with_hand(m, id, |h| h.state = HandState::Cleared);
            leave_hand(m, id);
        }
    }
}

/// Whether the rule called this hand, and not an attachment, a ruling or the moderator's reason.
fn is_in_turn(m: &Meeting, id: HandId, e: &TurnBegan) -> bool {
    e.out_of_turn.is_none() && rule::next(m).is_some_and(|next| next.hand == id && next.rotates())
}

/// The rotation moves on by calls in turn; replies, points of order and calls out of turn are
/// charged to the microphone that used them, without moving it.
fn charge(m: &mut Meeting, id: HandId, in_turn: bool) {
    if in_turn {
        for overtaken in rule::overtaken_by(m, id) {
            with_hand(m, overtaken, |h| h.overtaken += 1);
        }
    }
    let mut rotation = std::mem::take(&mut m.rotation);
    rule::charge(&mut rotation, m, &m.hands[&id], in_turn);
    m.rotation = rotation;
}

pub(super) fn ended(m: &mut Meeting, e: &TurnEnded, at_ms: Ms) {
    end(m, e.turn, at_ms, e.spoken_ms, e.words);
    if m.floor.turn == Some(e.turn) {
        m.floor.turn = m.floor.interrupted.take();
        m.floor.signal = None;
        m.floor.signal_ms = None;
    }
}

/// Stops the clock; what it has counted stays.
pub(super) fn stop(t: &mut Turn, at_ms: Ms) {
    if let Some(since) = t.running_since_ms.take() {
        t.spoken_ms += (at_ms - since).max(0);
    }
}

fn end(m: &mut Meeting, id: protocol::TurnId, at_ms: Ms, spoken_ms: Option<Ms>, words: Option<u32>) {
    let Some(t) = m.turns.get_mut(&id) else { return };
    stop(t, at_ms);
    t.spoken_ms = spoken_ms.unwrap_or(t.spoken_ms);
    t.words = words.or(t.words);
    t.ended_ms = Some(at_ms);
    t.on_air = false;
    if let (TurnKind::Called, Some(mic)) = (t.kind, t.mic.clone()) {
        let ms = t.spoken_ms;
        m.rotation.spend(&mic, ms);
    }
}
