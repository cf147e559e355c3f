//! The moderator: calls, starts the clock, lets people go on too long.

use protocol::{
    Command, HandId, HandKind, OverrideReason, TurnId,
    floor_command::{Call, CallNext, EndTurn, Extend, HoldMicrophone, StartClock},
    queue_command::{AdmitPointOfOrder, Reclassify, Skip},
};

use super::{Script, Step};
use crate::fairness::{
    plan::Trouble,
    play::{Watch, moderator},
};

/// Goes on to the next: rules on points of order first, then calls.
pub(super) fn next<W: Watch>(s: &mut Script<W>) {
    s.rounds += 1;
    s.play.look();
    rule_on_points(s);
    if s.play.m.floor.turn.is_some() && s.d.one_in(3) {
        let spoken_ms = s.d.one_in(6).then(|| s.d.within(0, s.plan.turn_ms));
        s.ask(&moderator(), Command::EndTurn(EndTurn { spoken_ms, words: None }), None);
        s.after(500, 20_000, Step::Next);
        return;
    }
    if s.plan.has(Trouble::Skips) && s.d.one_in(5) {
        let Some(first) = meeting::rule::order(&s.play.m).first().map(|p| p.hand) else { return rest(s) };
        s.ask(&moderator(), Command::Skip(Skip { hand: first }), None);
    }
    if s.plan.has(Trouble::OutOfTurn) && s.d.one_in(5) {
        let waiting: Vec<HandId> = s.play.m.waiting.iter().copied().collect();
        if let Some(hand) = s.d.some(&waiting) {
            let reason = *s.d.pick(OverrideReason::ALL);
            call(s, Command::Call(Call { hand, reason, after: None }));
            return;
        }
    }
    call(s, Command::CallNext(CallNext { expected: None, after: None }));
}

/// Nobody can be called: then no microphone is held any longer.
fn release<W: Watch>(s: &mut Script<W>) {
    let held: Vec<_> = s.play.m.microphones.iter().filter(|(_, mic)| mic.held).map(|(key, _)| key.clone()).collect();
    for microphone in held {
        s.ask(&moderator(), Command::HoldMicrophone(HoldMicrophone { microphone, held: false }), None);
    }
}

/// Nobody to call: looks again later.
fn rest<W: Watch>(s: &mut Script<W>) {
    s.after(5_000, 60_000, Step::Next);
}

fn call<W: Watch>(s: &mut Script<W>, command: Command) {
    let turn = s.play.m.last.turn + 1;
    if !s.ask(&moderator(), command, None) {
        release(s);
        if s.play.m.floor.turn.is_some() {
            s.ask(&moderator(), Command::EndTurn(EndTurn { spoken_ms: None, words: None }), None);
        }
        return rest(s);
    }
    s.calls += 1;
    if s.d.one_in(3) {
        s.play.look();
    }
    s.after(300, 6_000, Step::Word(TurnId(turn)));
}

/// The clock starts, and the turn gets its length: mostly within the limit.
pub(super) fn first_word<W: Watch>(s: &mut Script<W>, turn: TurnId) {
    if s.play.m.floor.turn == Some(turn) {
        s.ask(&moderator(), Command::StartClock(StartClock { limit_ms: None }), None);
    }
    let limit_ms = s.play.m.turns.get(&turn).map_or(s.plan.turn_ms, |t| t.limit_ms);
    if !s.plan.has(Trouble::LongSpeakers) || s.d.one_in(2) {
        return s.after(1_000, limit_ms, Step::Next);
    }
    if s.d.one_in(3) {
        s.ask(&moderator(), Command::Extend(Extend { by_ms: 30_000 }), None);
    }
    s.after(limit_ms, limit_ms * 3, Step::Next);
}

/// Admits some points of order and makes ordinary hands of the others.
fn rule_on_points<W: Watch>(s: &mut Script<W>) {
    let pending: Vec<HandId> = s
        .play
        .m
        .waiting
        .iter()
        .copied()
        .filter(|id| s.play.m.hands[id].kind == HandKind::PointOfOrder && s.play.m.hands[id].admitted_ms.is_none())
        .collect();
    for hand in pending {
        if s.d.one_in(2) {
            s.ask(&moderator(), Command::AdmitPointOfOrder(AdmitPointOfOrder { hand }), None);
        } else {
            let kind = *s.d.pick(&[HandKind::Intervention, HandKind::DirectReply, HandKind::FollowUp]);
            let done = s.ask(&moderator(), Command::Reclassify(Reclassify { hand, kind }), None);
            if !done {
                s.ask(&moderator(), Command::Lower(protocol::queue_command::Lower { hand }), None);
            }
        }
    }
}
