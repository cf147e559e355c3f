//! Undo where others acted between the slip and its undoing; hands whose kind changes keep what they reply to right.

mod minutes;

use minutes::{Minutes, key, nothing};
use protocol::{
    Command, HandKind, HubId, Preset, RefusalCode, Role, TurnId, floor_command::*, queue_command::*, setup_command::*,
};

fn undo() -> Command {
    Command::Undo(Undo::default())
}

fn enters(s: &mut Minutes, person: protocol::PersonId) {
    s.now_ms += 100_000;
    let called_ms = s.now_ms - 95_000;
    let turn = EnterTurn { hand: None, person: Some(person), name: None, called_ms, spoken_ms: 90_000 };
    s.does(&Minutes::actor(Role::Reporter), Command::EnterTurn(turn)).expect("the reporter enters a turn");
}

#[test]
fn an_undone_last_word_brings_nobody_back_who_is_gone() {
    let mut s = Minutes::of(Preset::EqualFooting);
    for (name, mic, place) in
        [("ana", "c", "room"), ("ben", "g", "room"), ("cho", "p", "hub/3"), ("dia", "t", "room"), ("eva", "c", "room")]
    {
        s.raises(name, mic, place);
    }
    let hand = s.hand_of("ana");
    s.moderator(Command::LastWord(LastWord { hand, after: None }));
    let ben = RemovePerson { person: s.id_of("ben") };
    s.does(&Minutes::actor(Role::Steward), Command::RemovePerson(ben)).expect("a steward removes somebody");
    s.moderator(Command::RemoveHub(RemoveHub { hub: HubId(3) }));
    s.moderator(Command::RemoveMicrophone(RemoveMicrophone { key: key("t"), to: None }));
    s.moderator(undo());
    assert_eq!(s.order(), "ana eva", "whose person, hub or microphone is gone stays cleared");
    assert_eq!(s.m.waiting.len(), 2, "no hand waits where nobody can call it");
}

#[test]
fn a_turn_that_was_entered_keeps_its_cost_though_something_before_it_is_undone() {
    let mut s = Minutes::of(Preset::SpeakingTime);
    for (name, mic) in [("ana", "g"), ("ben", "p"), ("dia", "c")] {
        s.raises(name, mic, "room");
    }
    let cho = s.person("cho", "p", "room");
    s.passes(2_000);
    s.moderator(Command::CloseQueue(nothing()));
    enters(&mut s, cho);
    let order = s.order();
    assert_eq!(order, "ana dia ben", "the private sector has had a minute and a half");
    s.moderator(undo());
    assert_eq!(s.order(), order);
}

#[test]
fn who_was_entered_has_spoken_though_a_later_slip_of_the_moderator_is_undone() {
    let mut s = Minutes::of(Preset::EqualFooting);
    s.raises("ana", "g", "room");
    s.calls_next();
    let ana = s.id_of("ana");
    enters(&mut s, ana);
    s.moderator(undo());
    assert_eq!((s.m.people[&ana].spoken, s.m.people[&ana].spoken_in_all), (1, 1));
    assert_eq!(s.order(), "ana");
}

fn change(s: &Minutes, name: &str, kind: HandKind) -> Command {
    Command::ChangeHand(ChangeHand {
        hand: s.hand_of(name),
        kind: Some(kind),
        delivery: None,
        language: None,
        topic: None,
        text: None,
        microphone: None,
    })
}

#[test]
fn a_hand_that_becomes_a_reply_attaches_to_the_turn_on_the_floor() {
    let mut s = Minutes::of(Preset::EqualFooting);
    for (name, mic) in [("ana", "g"), ("ben", "p"), ("cho", "c")] {
        s.raises(name, mic, "room");
    }
    let who = s.as_participant("cho");
    let reply = change(&s, "cho", HandKind::DirectReply);
    s.refused(&who, reply.clone(), RefusalCode::NoTurnToReplyTo);
    s.calls_next();
    s.does(&who, reply).expect("cho would rather reply");
    assert_eq!(s.m.hands[&s.hand_of("cho")].to_turn, Some(TurnId(1)));
    assert_eq!(s.order(), "cho ben");
    let again = change(&s, "cho", HandKind::Intervention);
    s.does(&who, again).expect("or not");
    assert_eq!(s.m.hands[&s.hand_of("cho")].to_turn, None, "its turn begins an exchange of its own");
    assert_eq!(s.order(), "ben cho");
}

#[test]
fn a_point_of_order_that_is_ruled_a_reply_attaches_to_the_turn_on_the_floor() {
    let mut s = Minutes::of(Preset::EqualFooting);
    for (name, mic) in [("ana", "g"), ("ben", "p")] {
        s.raises(name, mic, "room");
    }
    s.calls_next();
    s.person("cho", "c", "room");
    let point = Raise { kind: Some(HandKind::PointOfOrder), ..Raise::default() };
    s.does(&s.as_participant("cho"), Command::Raise(point)).expect("it may be raised");
    let hand = *s.m.hands.keys().next_back().expect("three hands");
    s.moderator(Command::Reclassify(Reclassify { hand, kind: HandKind::DirectReply }));
    assert_eq!(s.order(), "cho ben");
    s.moderator(undo());
    assert_eq!((s.m.hands[&hand].kind, s.m.hands[&hand].to_turn), (HandKind::PointOfOrder, None));
}
