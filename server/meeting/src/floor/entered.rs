//! Turns that took place while the hall was offline, entered afterwards with stated times.

use protocol::{HandKind, Key, Ms, Refusal, RefusalCode, TurnId, TurnKind, floor_command::EnterTurn};

use super::{RECORDERS, called};
use crate::{
    Actor, Fact, Meeting, Moment,
    event::TurnEntered,
    meeting::{Hand, Turn},
    queue::{somebody, waiting, with_person},
    rule,
};

/// A turn is entered at most a day after it was.
const BACK_MS: Ms = 86_400_000;
/// The longest turn that can be stated.
const SPOKEN_MS: std::ops::RangeInclusive<Ms> = 0..=14_400_000;

pub(super) fn enter(m: &Meeting, who: &Actor, c: EnterTurn, at: &mut Moment) -> Result<Vec<Fact>, Refusal> {
    who.must_be(RECORDERS)?;
    if !(at.at_ms - BACK_MS..=at.at_ms).contains(&c.called_ms) {
        return Err(Refusal::field("called_ms", "must be a moment of the last 24 hours"));
    }
    if !SPOKEN_MS.contains(&c.spoken_ms) || c.called_ms + c.spoken_ms > at.at_ms {
        return Err(Refusal::field(
            "spoken_ms",
            "must be 0 to 14,400,000 milliseconds, and the turn must be over by now",
        ));
    }
    if c.hand.is_some() && (c.person.is_some() || c.name.is_some()) {
        return Err(Refusal::field("hand", "and person or name exclude each other"));
    }
    let hand = c.hand.map(|id| waiting(m, id)).transpose()?;
    if let Some((id, hand)) = c.hand.zip(hand).filter(|(_, hand)| hand.raised_ms > c.called_ms) {
        let ms = hand.raised_ms;
        return Err(Refusal::field("called_ms", format!("is before hand {id} was raised, at {ms}")));
    }
    let (person, mut facts) = somebody(m, who, at, c.person, c.name, None, true)?;
    if let Some(up) = person.and_then(|p| m.people.get(&p)).and_then(|p| p.hand) {
        return Err(Refusal::new(RefusalCode::BadField, format!("this person has a hand up: name hand {up} instead")));
    }
    let known = person.and_then(|p| m.people.get(&p));
    let group = hand.map_or_else(|| known.and_then(|p| p.group.clone()), |h| h.group.clone());
    let mic = hand.map(|h| h.mic.clone()).or_else(|| group.clone().filter(|g| m.microphones.contains_key(g)));
    facts.push(Fact::TurnEntered(TurnEntered {
        turn: TurnId(m.last.turn + 1),
        hand: c.hand,
        person: hand.map_or(person, |h| h.person),
        mic,
        group,
        place: hand.map(|h| h.place).or(known.and_then(|p| p.place)),
        called_ms: c.called_ms,
        spoken_ms: c.spoken_ms,
    }));
    Ok(facts)
}

/// It counts as a call out of turn: charged to its lane, without moving the rotation on.
pub(super) fn entered(m: &mut Meeting, e: &TurnEntered) {
    let hand = e.hand.and_then(|h| m.hands.get(&h)).cloned();
    charge(m, hand.as_ref(), e.mic.as_ref(), e.spoken_ms);
    if let Some(id) = e.hand {
        called(m, id);
    }
    if hand.as_ref().is_none_or(|h| h.kind != HandKind::PointOfOrder) {
        with_person(m, e.person, |p| {
            p.spoken += 1;
            p.spoken_in_all += 1;
        });
    }
    m.last.turn = m.last.turn.max(e.turn.0);
    let region = hand.as_ref().and_then(|h| h.region.clone());
    let turn = Turn {
        kind: TurnKind::Called,
        hand: e.hand,
        person: e.person,
        mic: e.mic.clone(),
        group: e.group.clone(),
        place: e.place,
        region: region.or_else(|| e.person.and_then(|p| m.people.get(&p)).and_then(|p| p.region.clone())),
        hand_kind: hand.as_ref().map(|h| h.kind),
        to_turn: hand.as_ref().and_then(|h| h.to_turn),
        language: hand.as_ref().and_then(|h| h.language.clone()),
        topic: hand.as_ref().and_then(|h| h.topic.clone()),
        out_of_turn: None,
        item: m.item,
        called_ms: e.called_ms,
        started_ms: Some(e.called_ms),
        ended_ms: Some(e.called_ms + e.spoken_ms),
        limit_ms: m.turn_limit_ms(),
        spoken_ms: e.spoken_ms,
        running_since_ms: None,
        on_air: false,
        words: None,
        corrected: false,
        entered: true,
        waited_ms: hand.map(|h| (e.called_ms - h.raised_ms).max(0)),
    };
    m.turns.insert(e.turn, turn);
}

/// The turns behind this one that were entered.
pub(crate) fn entered_since(m: &Meeting, last: TurnId) -> Vec<Turn> {
    m.turns.iter().filter(|(id, turn)| **id > last && turn.entered).map(|(_, turn)| turn.clone()).collect()
}

/// Charges a turn that was entered once more, where the rotation went back to what it was before it.
pub(crate) fn charge_entered(m: &mut Meeting, turn: &Turn) {
    let hand = turn.hand.and_then(|id| m.hands.get(&id)).cloned();
    charge(m, hand.as_ref(), turn.mic.as_ref(), turn.spoken_ms);
}

fn charge(m: &mut Meeting, hand: Option<&Hand>, mic: Option<&Key>, spoken_ms: Ms) {
    if let Some(hand) = hand {
        let mut rotation = std::mem::take(&mut m.rotation);
        rule::charge(&mut rotation, m, hand, false);
        m.rotation = rotation;
    }
    if let Some(mic) = mic {
        m.rotation.spend(mic, spoken_ms);
    }
}
