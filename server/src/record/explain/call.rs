//! A turn held against the queue as it was just before it.

use meeting::Meeting;
use meeting::event::{TurnBegan, TurnEntered};
use meeting::meeting::Hand;
use meeting::rule;
use protocol::{HandId, HandState, Ms, OverrideReason, TurnId, TurnKind};

use super::account::{Call, Microphone, Place, Rule, Turn, Verdict};
use super::{line, sentence};
use crate::record::names;

/// What was found of a turn.
pub(super) struct Judged {
    /// The turn, accounted for.
    pub turn: Turn,
    /// What in its entry is not as recomputed.
    pub differences: Vec<String>,
    /// What its entry should say.
    pub right: TurnBegan,
}

/// Judges the turn that begins now, in the meeting as it was until now.
pub(super) fn judge(m: &Meeting, entry: u64, at_ms: Ms, e: &TurnBegan) -> Judged {
    let mut differences = Vec::new();
    if e.turn != TurnId(m.last.turn + 1) {
        differences.push(format!("its number is {}, the next one is {}", e.turn, m.last.turn + 1));
    }
    let called = e.kind == TurnKind::Called;
    let next = rule::next(m).map(|next| next.hand);
    let verdict = match (called, e.hand) {
        (false, _) => Verdict::NotFromTheQueue,
        (true, Some(hand)) if next == Some(hand) => Verdict::InTurn,
        (true, _) => Verdict::OutOfTurn,
    };
    let mut right = e.clone();
    match e.hand {
        Some(hand) if called => hand_called(m, hand, e, &mut right, &mut differences),
        Some(hand) => differences.push(format!("it takes hand {hand}, though it is not from the queue")),
        None => {}
    }
    claim(m, verdict, next, e, &mut differences);
    right.out_of_turn = (verdict == Verdict::OutOfTurn).then(|| e.out_of_turn.unwrap_or(OverrideReason::NoneGiven));
    let call = called.then(|| Call {
        hand: e.hand,
        next: next.filter(|_| verdict == Verdict::OutOfTurn),
        rule: rule_of(m),
        queue: queue(m),
    });
    let turn = Turn {
        turn: e.turn,
        entry,
        at_ms,
        who: who(m, e),
        kind: e.kind,
        verdict,
        reason: e.out_of_turn,
        undone: None,
        last_word: e.last_word,
        call,
    };
    Judged { turn, differences, right }
}

/// What the entry says of the order, against what the order is.
fn claim(m: &Meeting, verdict: Verdict, next: Option<HandId>, e: &TurnBegan, differences: &mut Vec<String>) {
    match (verdict, e.out_of_turn) {
        (Verdict::OutOfTurn, None) => {
            let next = next.map_or("nobody".to_owned(), |next| format!("hand {next}, {}", names::hand(m, next)));
            differences.push(format!("the record has it as a call in turn; by the rule {next} was next"));
        }
        (Verdict::InTurn, Some(reason)) => {
            let reason = sentence::reason_given(Some(reason));
            differences.push(format!("the record has it as a call out of turn ({reason}); by the rule it was next"));
        }
        (Verdict::NotFromTheQueue, Some(_)) => {
            differences.push("the record has it as a call out of turn, and it is no call".to_owned());
        }
        _ => {}
    }
}

/// What the entry says of the hand, against the hand.
fn hand_called(m: &Meeting, id: HandId, e: &TurnBegan, right: &mut TurnBegan, differences: &mut Vec<String>) {
    let Some(hand) = m.hands.get(&id) else {
        differences.push(format!("it takes hand {id}, which was never raised"));
        right.hand = None;
        return;
    };
    if hand.state != HandState::Waiting {
        differences.push(format!("it takes hand {id}, which does not wait"));
    }
    differences.extend(line::unsettled(m));
    let same = [
        ("person", e.person == hand.person),
        ("microphone", e.mic.as_ref() == Some(&hand.mic)),
        ("group", e.group == hand.group),
        ("place", e.place == Some(hand.place)),
        ("kind of hand", e.hand_kind == Some(hand.kind)),
    ];
    for (what, _) in same.iter().filter(|(_, same)| !same) {
        differences.push(format!("its {what} is not that of hand {id}"));
    }
    right.person = hand.person;
    right.mic = Some(hand.mic.clone());
    right.group = hand.group.clone();
    right.place = Some(hand.place);
    right.hand_kind = Some(hand.kind);
}

fn who(m: &Meeting, e: &TurnBegan) -> String {
    match (e.person, e.place) {
        (Some(person), _) => names::person(m, person),
        (None, Some(from)) if e.kind == TurnKind::Called => format!("unnamed, {}", names::place(m, from)),
        (None, _) => names::UNIDENTIFIED.to_owned(),
    }
}

/// A turn that was entered afterwards: there is no order against which to hold it.
pub(super) fn entered(m: &Meeting, entry: u64, e: &mut TurnEntered) -> (Turn, Vec<String>) {
    let mut differences = Vec::new();
    if e.turn != TurnId(m.last.turn + 1) {
        differences.push(format!("its number is {}, the next one is {}", e.turn, m.last.turn + 1));
    }
    let hand = e.hand.map(|id| (id, m.hands.get(&id)));
    if let Some((id, hand)) = hand {
        if hand.is_none_or(|hand| hand.state != HandState::Waiting) {
            differences.push(format!("it takes hand {id}, which does not wait"));
        }
        if hand.is_none() {
            e.hand = None;
        }
    }
    let who = match (e.person, e.place) {
        (Some(person), _) => names::person(m, person),
        (None, Some(from)) => format!("unnamed, {}", names::place(m, from)),
        (None, None) => names::UNIDENTIFIED.to_owned(),
    };
    let turn = Turn {
        turn: e.turn,
        entry,
        at_ms: e.called_ms,
        who,
        kind: TurnKind::Called,
        verdict: Verdict::EnteredAfterwards,
        reason: None,
        undone: None,
        last_word: false,
        call: None,
    };
    (turn, differences)
}

/// The rule in force.
fn rule_of(m: &Meeting) -> Rule {
    let microphone = |key: &protocol::Key| {
        m.microphones.get(key).map(|microphone| Microphone {
            name: microphone.name.clone(),
            weight: m.weight(key),
            budget_ms: m.budget_ms(key),
            held: microphone.held,
            pinned: m.pinned.as_ref() == Some(key),
        })
    };
    Rule {
        version: m.settings.rule_version,
        preset: m.settings.preset,
        newcomers_first: m.settings.newcomers_first,
        newcomer_cap: m.settings.newcomer_cap,
        replies: m.settings.replies,
        batch_ms: m.settings.batch_ms,
        ready_ms: m.settings.ready_ms,
        microphones: m.lanes().into_iter().filter_map(microphone).collect(),
    }
}

/// The queue in calling order, and beside it the points of order on which the chair has not ruled.
fn queue(m: &Meeting) -> Vec<Place> {
    let placed = rule::order(m);
    let mut queue = Vec::with_capacity(m.waiting.len());
    for (placed, position) in placed.iter().zip(1..) {
        let Some(hand) = m.hands.get(&placed.hand) else { continue };
        let reasons = placed.reasons.iter().map(sentence::code).collect();
        let why = sentence::why(m, hand, &placed.reasons);
        queue.push(place(m, placed.hand, hand, Some(position), reasons, why));
    }
    for id in m.waiting.iter().filter(|id| !placed.iter().any(|placed| placed.hand == **id)) {
        let Some(hand) = m.hands.get(id) else { continue };
        queue.push(place(m, *id, hand, None, Vec::new(), "The chair has not ruled on this point of order.".to_owned()));
    }
    queue
}

fn place(m: &Meeting, id: HandId, hand: &Hand, position: Option<usize>, reasons: Vec<String>, why: String) -> Place {
    Place {
        position,
        hand: id,
        who: names::hand(m, id),
        microphone: names::unit(m, &hand.mic),
        place: names::place(m, hand.place),
        raised_ms: hand.raised_ms,
        reasons,
        why,
    }
}
