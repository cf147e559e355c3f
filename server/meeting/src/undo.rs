//! Undo of moderator actions, as new entries in the record.
//!
//! Before a moderator's action takes effect, the parts of the state that it will change are kept
//! beside it. Undoing puts exactly these back; what others did meanwhile stays. Where somebody's
//! later action depends on it, undo is refused with the reason.

use std::collections::{BTreeMap, BTreeSet};

use protocol::{
    HandId, HandKind, HandState, ItemId, Key, Ms, PersonId, Place, QueueGate, Refusal, RefusalCode, Role, TurnId,
    floor_command::Undo, limits, row::UndoWhat,
};
use serde::Serialize;

use crate::{
    Actor, Event, Fact, Meeting,
    event::Undone,
    meeting::{Floor, Hand, Turn},
    rule::Rotation,
};

/// A moderator action that can be undone, with the parts of the state as they were before it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct UndoEntry {
    /// Its entry in the record, counting from 1.
    pub seq: u64,
    /// What it was.
    pub what: UndoWhat,
    /// When.
    pub at_ms: Ms,
    /// The hand concerned.
    pub hand: Option<HandId>,
    /// The person concerned.
    pub person: Option<PersonId>,
    /// The turn that it began.
    began: Option<TurnId>,
    before: Before,
}

impl UndoEntry {
    /// The microphone at which its hand waited before it.
    pub(crate) fn microphone_before(&self) -> Option<&Key> {
        self.before.hand.as_ref().map(|(_, hand)| &hand.mic)
    }
}

#[derive(Clone, Debug, PartialEq, Serialize)]
struct Before {
    floor: Floor,
    turns: BTreeMap<TurnId, Turn>,
    rotation: Rotation,
    /// The last turn that there was: those entered since keep what they cost.
    last_turn: TurnId,
    gate: QueueGate,
    opened_ms: Option<Ms>,
    chair: Option<PersonId>,
    item: Option<ItemId>,
    item_started_ms: Option<Ms>,
    hand: Option<(HandId, Hand)>,
    /// By a last word: the hands that it cleared.
    cleared: Vec<HandId>,
    held: BTreeSet<Key>,
    pinned: Option<Key>,
    overtaken: BTreeMap<HandId, u32>,
    people: BTreeMap<PersonId, Spoken>,
}

/// What calls change of a person.
#[derive(Clone, Debug, PartialEq, Serialize)]
struct Spoken {
    item: u32,
    all: u32,
}

pub(crate) fn decide(m: &Meeting, who: &Actor, c: Undo) -> Result<Vec<Fact>, Refusal> {
    who.must_be(&[Role::Moderator])?;
    crate::queue::must_run(m)?;
    let cannot = |why: String| Err(Refusal::new(RefusalCode::CannotUndo, why));
    let Some(entry) = m.undo.last() else { return cannot("there is nothing to undo".to_owned()) };
    if c.seq.is_some_and(|seq| seq != entry.seq) {
        return Err(Refusal::new(RefusalCode::MovedOn, "another action is the last one by now"));
    }
    if let Some(turn) = entry.began {
        if m.floor.turn != Some(turn) {
            return cannot(format!("turn {turn} is not on the floor any more"));
        }
        if m.turns.get(&turn).is_some_and(|t| t.corrected) {
            return cannot(format!("turn {turn} was corrected in the record since"));
        }
    }
    if entry.what == UndoWhat::Chair && entry.before.chair.is_some_and(|p| m.person(p).is_none()) {
        return cannot("who had the chair before was removed since".to_owned());
    }
    if entry.what == UndoWhat::LastWord && m.gate == QueueGate::Open {
        return cannot("the queue was opened again since".to_owned());
    }
    let cleared = entry.before.cleared.iter().filter_map(|id| m.hands.get(id).map(|h| (*id, h)));
    for (id, hand) in cleared {
        if let Some(other) = rival(m, id, hand.person, hand.kind) {
            return cannot(format!("somebody who was cleared has raised another hand since: hand {other}"));
        }
    }
    if let Some((id, before)) = &entry.before.hand {
        let now = &m.hands[id];
        let left_in = match entry.what {
            UndoWhat::Called | UndoWhat::LastWord => HandState::Called,
            UndoWhat::Lowered => HandState::Lowered,
            _ => HandState::Waiting,
        };
        if now.state != left_in {
            return cannot(format!("hand {id} is {:?} by now", now.state).to_lowercase());
        }
        if let Some(other) = rival(m, *id, now.person, before.kind) {
            return cannot(format!("the person has raised another hand since: hand {other}"));
        }
        if !m.microphones.contains_key(&before.mic) {
            return cannot(format!("microphone {} was retired since", before.mic));
        }
    }
    Ok(vec![Fact::Undone(Undone { seq: entry.seq })])
}

/// The other waiting hand of a person, beside which this one may not wait: there is one for speaking and one for a
/// point of order.
fn rival(m: &Meeting, id: HandId, person: Option<PersonId>, kind: HandKind) -> Option<HandId> {
    let point = |kind: HandKind| kind == HandKind::PointOfOrder;
    let theirs =
        |other: &HandId| m.hands.get(other).is_some_and(|h| h.person == person && point(h.kind) == point(kind));
    person?;
    m.waiting.iter().copied().find(|other| *other != id && theirs(other))
}

/// What an event is as a moderator's action, if it is one that can be undone.
fn undoable(event: &Event) -> Option<(UndoWhat, Option<HandId>, Option<PersonId>)> {
    if event.by.role != Some(Role::Moderator) {
        return None;
    }
    Some(match &event.fact {
        Fact::TurnBegan(e) if e.last_word => (UndoWhat::LastWord, e.hand, e.person),
        Fact::MicrophoneHeld(_) => (UndoWhat::Held, None, None),
        Fact::MicrophonePinned(_) => (UndoWhat::Pinned, None, None),
        Fact::TurnBegan(e) if e.hand.is_some() => (UndoWhat::Called, e.hand, e.person),
        Fact::TurnBegan(e) => (UndoWhat::Gave, None, e.person),
        Fact::TurnEnded(_) => (UndoWhat::Ended, None, None),
        Fact::HandSkipped(e) => (UndoWhat::Skipped, Some(e.hand), None),
        Fact::HandLowered(e) => (UndoWhat::Lowered, Some(e.hand), None),
        Fact::QueueClosed(_) => (UndoWhat::Closed, None, None),
        Fact::QueueOpened(_) => (UndoWhat::Opened, None, None),
        Fact::TurnLimitSet(_) => (UndoWhat::Limit, None, None),
        Fact::ClockStarted(_) | Fact::ClockPaused(_) | Fact::ClockResumed(_) => (UndoWhat::Clock, None, None),
        Fact::PointOfOrderAdmitted(e) => (UndoWhat::Ruled, Some(e.hand), None),
        Fact::HandReclassified(e) => (UndoWhat::Ruled, Some(e.hand), None),
        Fact::ChairHandedOver(e) => (UndoWhat::Chair, None, e.person),
        Fact::ItemStarted(_) => (UndoWhat::Item, None, None),
        _ => return None,
    })
}

/// Keeps what a moderator's action is about to change.
pub(crate) fn before(m: &mut Meeting, event: &Event) {
    let Some((what, hand, person)) = undoable(event) else { return };
    let began = match &event.fact {
        Fact::TurnBegan(e) => Some(e.turn),
        _ => None,
    };
    let hand_before = hand.and_then(|id| m.hands.get(&id).cloned().map(|h| (id, h)));
    let person =
        person.or(hand_before.as_ref().and_then(|(_, h)| h.person)).or(m.current_turn().and_then(|(_, t)| t.person));
    let spoken = |id: PersonId| {
        let p = m.people.get(&id)?;
        Some((id, Spoken { item: p.spoken, all: p.spoken_in_all }))
    };
    let people = match what {
        UndoWhat::Item => m.people.iter().filter(|(_, p)| p.spoken > 0).filter_map(|(id, _)| spoken(*id)).collect(),
        UndoWhat::Called | UndoWhat::LastWord | UndoWhat::Gave | UndoWhat::Lowered | UndoWhat::Ruled => {
            person.into_iter().filter_map(spoken).collect()
        }
        _ => BTreeMap::new(),
    };
    let turns = [m.floor.turn, m.floor.interrupted].into_iter().flatten();
    let before = Before {
        floor: m.floor.clone(),
        turns: turns.filter_map(|id| m.turns.get(&id).cloned().map(|t| (id, t))).collect(),
        rotation: m.rotation.clone(),
        last_turn: TurnId(m.last.turn),
        gate: m.gate,
        opened_ms: m.opened_ms,
        chair: m.chair,
        item: m.item,
        item_started_ms: m.item_started_ms,
        cleared: match &event.fact {
            Fact::TurnBegan(e) if e.last_word => m.waiting.iter().copied().filter(|id| Some(*id) != e.hand).collect(),
            _ => Vec::new(),
        },
        held: m.microphones.iter().filter(|(_, mic)| mic.held).map(|(key, _)| key.clone()).collect(),
        pinned: m.pinned.clone(),
        hand: hand_before,
        overtaken: m.waiting.iter().map(|id| (*id, m.hands[id].overtaken)).collect(),
        people,
    };
    m.undo.push(UndoEntry { seq: m.version, what, at_ms: event.at_ms, hand, person, began, before });
    if m.undo.len() > limits::UNDO_DEPTH {
        m.undo.remove(0);
    }
}

pub(crate) fn evolve(m: &mut Meeting, event: &Event) {
    match &event.fact {
        Fact::MeetingEnded(_) => m.undo.clear(),
        Fact::Undone(e) => {
            if let Some(at) = m.undo.iter().position(|u| u.seq == e.seq) {
                let entry = m.undo.remove(at);
                put_back(m, entry);
            }
        }
        _ => {}
    }
}

fn put_back(m: &mut Meeting, entry: UndoEntry) {
    let before = entry.before;
    if let Some(turn) = entry.began {
        m.turns.remove(&turn);
    }
    for (id, was) in before.turns {
        let turn = with_what_others_did(m.turns.get(&id), was);
        m.turns.insert(id, turn);
    }
    put_back_floor(m, before.floor);
    m.rotation = before.rotation;
    let entered = crate::floor::entered_since(m, before.last_turn);
    for turn in &entered {
        crate::floor::charge_entered(m, turn);
    }
    // Who let one go meanwhile still lets one go, and not the call that was undone as well.
    let latest = m.rotation.calls + 1;
    for id in m.waiting.clone() {
        crate::queue::with_hand(m, id, |h| h.not_before_call = h.not_before_call.min(latest));
    }
    for (id, overtaken) in before.overtaken {
        crate::queue::with_hand(m, id, |h| h.overtaken = overtaken);
    }
    match entry.what {
        UndoWhat::Closed | UndoWhat::Opened => {
            m.gate = before.gate;
            m.opened_ms = before.opened_ms;
        }
        UndoWhat::Chair => m.chair = before.chair,
        UndoWhat::Held => {
            for (key, mic) in &mut m.microphones {
                mic.held = before.held.contains(key);
            }
        }
        UndoWhat::Pinned => m.pinned = before.pinned.filter(|key| m.microphones.contains_key(key)),
        UndoWhat::LastWord => {
            m.gate = before.gate;
            for id in &before.cleared {
                wait_again(m, *id);
            }
        }
        UndoWhat::Item => {
            m.item = before.item;
            m.item_started_ms = before.item_started_ms;
        }
        _ => {}
    }
    if let Some((id, hand)) = before.hand {
        match entry.what {
            UndoWhat::Skipped => crate::queue::with_hand(m, id, |h| {
                h.skipped = hand.skipped;
                h.not_before_call = hand.not_before_call;
            }),
            UndoWhat::Ruled => {
                if hand.kind == HandKind::PointOfOrder {
                    crate::queue::leave_hand(m, id);
                }
                crate::queue::with_hand(m, id, |h| {
                    h.kind = hand.kind;
                    h.to_turn = hand.to_turn;
                    h.admitted_ms = hand.admitted_ms;
                });
            }
            _ => {
                m.waiting.insert(id);
                if hand.kind != HandKind::PointOfOrder {
                    crate::queue::with_person(m, hand.person, |p| p.hand = Some(id));
                }
                m.hands.insert(id, hand);
            }
        }
    }
    for (id, was) in before.people {
        let since =
            entered.iter().filter(|t| t.person == Some(id) && t.hand_kind != Some(HandKind::PointOfOrder)).count();
        let since = u32::try_from(since).expect("turns are counted by u32");
        crate::queue::with_person(m, Some(id), |p| {
            p.spoken = was.item + since;
            p.spoken_in_all = was.all + since;
        });
    }
}

/// A hand that was cleared waits where it did. Whose person, hub or microphone is gone since stays cleared.
fn wait_again(m: &mut Meeting, id: HandId) {
    if !m.hands.get(&id).is_some_and(|hand| is_still_there(m, hand)) {
        return;
    }
    let Some(hand) = m.hands.get_mut(&id).filter(|h| h.state == HandState::Cleared) else { return };
    hand.state = HandState::Waiting;
    let owner = hand.person.filter(|_| hand.kind != HandKind::PointOfOrder);
    m.waiting.insert(id);
    crate::queue::with_person(m, owner, |p| p.hand = Some(id));
}

fn is_still_there(m: &Meeting, hand: &Hand) -> bool {
    let place = match hand.place {
        Place::Hub(hub) => m.hubs.contains_key(&hub),
        Place::Room | Place::Online => true,
    };
    place && m.microphones.contains_key(&hand.mic) && hand.person.is_none_or(|p| m.person(p).is_some())
}

/// A turn as it was, but with what others than the moderator changed since: the record's correction of it, the
/// producer's routing of it while it lasts.
fn with_what_others_did(now: Option<&Turn>, was: Turn) -> Turn {
    let Some(now) = now else { return was };
    let mut turn = was;
    if now.corrected {
        turn.person = now.person;
        turn.words = now.words;
        turn.corrected = true;
    }
    if now.ended_ms.is_none() {
        turn.on_air = now.on_air;
    }
    turn
}

/// The floor as it was; what the interpreters signal to the same turn stays.
fn put_back_floor(m: &mut Meeting, was: Floor) {
    let now = std::mem::replace(&mut m.floor, was);
    if now.turn == m.floor.turn {
        m.floor.signal = now.signal;
        m.floor.signal_ms = now.signal_ms;
    }
}
