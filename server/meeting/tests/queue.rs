//! The rule of the queue, as scenarios.

mod minutes;

use meeting::rule::Reason;
use minutes::{Minutes, key, nothing};
use protocol::{
    Command, HandKind, HubId, OverrideReason, Place, Preset, RefusalCode, Role, floor_command::*, queue_command::*,
};

#[test]
fn microphones_take_turns_and_an_empty_one_is_passed_over() {
    let mut s = Minutes::of(Preset::EqualFooting);
    for (name, mic) in [("ana", "c"), ("ben", "c"), ("cho", "c"), ("dia", "g"), ("eva", "g"), ("fay", "t")] {
        s.raises(name, mic, "room");
    }
    assert_eq!(s.order(), "dia ana fay eva ben cho");
    assert_eq!(s.placed()[0].reasons, [Reason::MicrophoneDue]);
    assert_eq!(s.placed()[5].reasons, [Reason::OnlyMicrophone]);
}

#[test]
fn the_list_is_what_calling_next_gives() {
    let mut s = Minutes::of(Preset::EqualFooting);
    for k in 0..24 {
        let mic = ["g", "p", "c", "t"][k * 7 % 4];
        let place = ["room", "hub/1", "hub/2", "online", "room", "hub/3"][k * 5 % 6];
        s.raises(&format!("n{k}"), mic, place);
    }
    let list = s.order();
    let called: Vec<String> = (0..24).map(|_| s.calls_next()).collect();
    assert_eq!(called.join(" "), list);
}

#[test]
fn room_and_remote_take_turns_within_a_microphone_and_regions_rotate() {
    let mut s = Minutes::of(Preset::EqualFooting);
    for name in ["r1", "r2", "r3", "r4"] {
        s.raises(name, "c", "room");
    }
    for (name, place) in [("nairobi1", "hub/1"), ("nairobi2", "hub/1"), ("lagos1", "hub/2"), ("tallinn1", "hub/3")] {
        s.raises(name, "c", place);
    }
    assert_eq!(s.order(), "r1 nairobi1 r2 tallinn1 r3 lagos1 r4 nairobi2");
    assert_eq!(s.placed()[1].reasons, [Reason::OnlyMicrophone, Reason::RemoteDue, Reason::RegionDue, Reason::HubDue]);
}

#[test]
fn forty_in_the_room_do_not_fill_the_hour_before_three_of_a_hub() {
    let mut s = Minutes::of(Preset::EqualFooting);
    for k in 0..40 {
        s.raises(&format!("room{k}"), "c", "room");
    }
    for k in 0..3 {
        s.raises(&format!("hub{k}"), "c", "hub/1");
    }
    let six: Vec<String> = (0..6).map(|_| s.calls_next()).collect();
    assert_eq!(six.iter().filter(|n| n.starts_with("hub")).count(), 3, "{six:?}");
}

#[test]
fn weights_share_the_rotation() {
    let mut s = Minutes::of(Preset::EqualFooting);
    s.m.microphones.get_mut(&key("c")).expect("it is there").weight = 2;
    for k in 0..6 {
        s.raises(&format!("c{k}"), "c", "room");
        s.raises(&format!("g{k}"), "g", "room");
    }
    let nine: Vec<String> = (0..9).map(|_| s.calls_next()).collect();
    assert_eq!(nine.iter().filter(|n| n.starts_with('c')).count(), 6, "{nine:?}");
}

#[test]
fn who_comes_back_after_silence_joins_at_the_present() {
    let mut s = Minutes::of(Preset::EqualFooting);
    for k in 0..12 {
        s.raises(&format!("c{k}"), "c", "room");
    }
    for _ in 0..6 {
        s.calls_next();
    }
    s.raises("late1", "g", "room");
    s.raises("late2", "g", "room");
    assert_eq!(s.order(), "late1 c6 late2 c7 c8 c9 c10 c11");
}

#[test]
fn newcomers_overtake_three_times_at_most() {
    let mut s = Minutes::of(Preset::EqualFooting);
    s.raises("old", "c", "room");
    s.calls_next();
    s.raises_again("old");
    for k in 0..5 {
        s.raises(&format!("new{k}"), "c", "room");
    }
    assert_eq!(s.order(), "new0 new1 new2 old new3 new4");
    assert!(s.placed()[0].reasons.contains(&Reason::Newcomer));
    assert!(s.placed()[3].reasons.contains(&Reason::NewcomerCap));
}

#[test]
fn a_new_item_makes_newcomers_of_all() {
    let mut s = Minutes::of(Preset::EqualFooting);
    s.raises("old", "c", "room");
    s.calls_next();
    s.raises_again("old");
    s.raises("new", "c", "room");
    assert_eq!(s.order(), "new old");
    s.moderator(Command::StartItem(StartItem { item: protocol::ItemId(1) }));
    assert_eq!(s.order(), "old new");
    s.moderator(Command::Undo(Undo::default()));
    assert_eq!(s.order(), "new old");
}

#[test]
fn a_single_line_is_by_the_moment_of_raising_alone() {
    let mut s = Minutes::of(Preset::SingleLine);
    for (name, mic, place) in [("a", "t", "online"), ("b", "g", "room"), ("c", "t", "hub/1"), ("d", "p", "room")] {
        s.raises(name, mic, place);
    }
    assert_eq!(s.order(), "a b c d");
    assert_eq!(s.placed()[2].reasons, [Reason::FirstRaised]);
}

#[test]
fn two_of_six_slots_of_netmundial_are_remote() {
    let mut s = Minutes::of(Preset::Netmundial);
    for k in 0..12 {
        s.raises(&format!("room{k}"), ["g", "p", "c", "t"][k % 4], "room");
        s.raises(&format!("hub{k}"), ["g", "p", "c", "t"][k % 4], ["hub/1", "online", "hub/3"][k % 3]);
    }
    for _ in 0..2 {
        let six: Vec<String> = (0..6).map(|_| s.calls_next()).collect();
        assert_eq!(six.iter().filter(|n| n.starts_with("hub")).count(), 2, "{six:?}");
    }
}

#[test]
fn the_least_time_goes_next_by_speaking_time() {
    let mut s = Minutes::of(Preset::SpeakingTime);
    for k in 0..3 {
        s.raises(&format!("g{k}"), "g", "room");
        s.raises(&format!("c{k}"), "c", "room");
    }
    assert_eq!(s.calls_next(), "g0");
    s.moderator(Command::EndTurn(EndTurn { spoken_ms: Some(300_000), words: None }));
    assert_eq!(s.calls_next(), "c0");
    s.moderator(Command::EndTurn(EndTurn { spoken_ms: Some(60_000), words: None }));
    assert_eq!(s.order(), "c1 c2 g1 g2");
}

#[test]
fn who_speaks_now_has_had_the_time_when_the_next_is_called() {
    let mut s = Minutes::of(Preset::SpeakingTime);
    for k in 0..3 {
        s.raises(&format!("g{k}"), "g", "room");
        s.raises(&format!("c{k}"), "c", "room");
    }
    let list = s.order();
    let mut called = Vec::new();
    for _ in 0..6 {
        called.push(s.calls_next());
        assert_eq!(s.m.rotation.last, s.m.current_turn().and_then(|(_, t)| t.mic.clone()), "called in turn");
        s.moderator(Command::StartClock(StartClock::default()));
        s.now_ms += 118_000;
    }
    assert_eq!(called.join(" "), list);
    assert_eq!(list, "g0 c0 g1 c1 g2 c2");
}

#[test]
fn a_person_has_one_hand_and_a_point_of_order_beside_it() {
    let mut s = Minutes::of(Preset::EqualFooting);
    s.raises("ana", "c", "room");
    let ana = s.as_participant("ana");
    s.refused(&ana, Command::Raise(Raise::default()), RefusalCode::HandAlreadyUp);
    let point = Raise { kind: Some(HandKind::PointOfOrder), ..Raise::default() };
    s.does(&ana, Command::Raise(point.clone())).expect("a point of order stands beside the hand");
    assert_eq!(s.order(), "ana", "it waits for a ruling, not in the queue");
    s.refused(&ana, Command::Raise(point), RefusalCode::PointOfOrderPending);
}

#[test]
fn an_admitted_point_of_order_interrupts_and_gives_the_floor_back() {
    let mut s = Minutes::of(Preset::EqualFooting);
    s.raises("ana", "c", "room");
    s.calls_next();
    s.moderator(Command::StartClock(StartClock::default()));
    s.person("ben", "g", "room");
    let ben = s.as_participant("ben");
    s.does(&ben, Command::Raise(Raise { kind: Some(HandKind::PointOfOrder), ..Raise::default() }))
        .expect("it may be raised");
    let hand = *s.m.waiting.first().expect("the point of order waits");
    s.moderator(Command::AdmitPointOfOrder(AdmitPointOfOrder { hand }));
    assert_eq!(s.placed()[0].reasons, [Reason::PointOfOrder]);
    assert_eq!(s.calls_next(), "ben");
    assert!(s.m.turns[&protocol::TurnId(1)].running_since_ms.is_none(), "the interrupted clock stands");
    s.ends_turn();
    assert_eq!(s.on_floor(), "ana");
    s.moderator(Command::ResumeClock(nothing()));
}

#[test]
fn a_direct_reply_goes_before_the_line_while_its_turn_is_fresh() {
    let mut s = Minutes::of(Preset::EqualFooting);
    s.raises("ana", "c", "room");
    s.raises("ben", "g", "room");
    s.calls_next();
    s.person("cho", "t", "online");
    let cho = s.as_participant("cho");
    s.does(&cho, Command::Raise(Raise { kind: Some(HandKind::DirectReply), ..Raise::default() }))
        .expect("it may reply");
    assert_eq!(s.order(), "cho ana");
    s.moderator(Command::Call(Call { hand: s.hand_of("ana"), reason: OverrideReason::Balance, after: None }));
    assert_eq!(s.order(), "cho", "the turn it replied to is gone, the hand stays");
    assert_ne!(s.placed()[0].reasons, [Reason::Attached]);
}

#[test]
fn several_replies_to_one_turn_all_go_before_the_line() {
    let mut s = Minutes::of(Preset::EqualFooting);
    s.m.settings.replies = 3;
    s.raises("ana", "c", "room");
    s.raises("ben", "g", "room");
    s.calls_next();
    for name in ["cho", "dia", "eva"] {
        s.person(name, "t", "online");
        let who = s.as_participant(name);
        s.does(&who, Command::Raise(Raise { kind: Some(HandKind::DirectReply), ..Raise::default() }))
            .expect("it may reply");
    }
    let list = s.order();
    assert_eq!(list, "cho dia eva ana");
    let mut called = vec![s.calls_next()];
    s.ends_turn();
    called.extend((0..3).map(|_| s.calls_next()));
    assert_eq!(called.join(" "), list);
}

#[test]
fn a_skipped_hand_keeps_its_place_and_nobody_stalls_the_queue() {
    let mut s = Minutes::of(Preset::EqualFooting);
    for name in ["ana", "ben", "cho"] {
        s.raises(name, "c", "room");
    }
    s.moderator(Command::Skip(Skip { hand: s.hand_of("ana") }));
    assert_eq!(s.order(), "ben ana cho");
    s.calls_next();
    assert_eq!(s.order(), "ana cho");
    s.moderator(Command::Skip(Skip { hand: s.hand_of("ana") }));
    s.moderator(Command::Skip(Skip { hand: s.hand_of("cho") }));
    assert_eq!(s.order(), "ana cho", "where all were skipped the order stands");
}

#[test]
fn hands_now_stamps_once_and_counts_heads() {
    let mut s = Minutes::of(Preset::EqualFooting);
    s.m.hubs.get_mut(&HubId(1)).expect("it is there").heads = 3;
    let ana = s.person("ana", "c", "hub/1");
    let operator = meeting::Actor::Link {
        link: protocol::LinkId(9),
        role: Role::HubOperator,
        person: None,
        place: Some(Place::Hub(HubId(1))),
        microphone: None,
        unit: None,
    };
    let now = |hub, unnamed| {
        Command::HandsNow(HandsNow { hub: HubId(hub), people: vec![ana], unnamed, microphone: Some(key("c")) })
    };
    s.refused(&operator, now(2, 1), RefusalCode::NotYourPlace);
    s.refused(&operator, now(1, 3), RefusalCode::AboveHeads);
    s.does(&operator, now(1, 2)).expect("three heads, three hands");
    assert_eq!(s.order(), "ana hand2 hand3");
    let stamps: Vec<i64> = s.m.hands.values().map(|h| h.raised_ms).collect();
    assert!(stamps.windows(2).all(|w| w[0] == w[1]));
    let name = NameHand { hand: protocol::HandId(2), person: None, name: Some("Wanjiru Achieng".into()) };
    s.does(&operator, Command::NameHand(name)).expect("the operator names the hand");
    assert_eq!(s.order(), "ana Wanjiru Achieng hand3");
}

#[test]
fn a_steward_sets_the_line_as_people_stand() {
    let mut s = Minutes::of(Preset::EqualFooting);
    for name in ["ana", "ben", "cho"] {
        let id = s.person(name, "c", "room");
        // They stand in one line, wherever each of them comes from.
        s.m.people.get_mut(&id).expect("just added").region =
            Some(key(if name == "ben" { "africa" } else { "europe" }));
        s.raises(name, "c", "room");
    }
    let steward = Minutes::actor(Role::Steward);
    let hand = s.hand_of("cho");
    s.does(&steward, Command::MoveHand(MoveHand { hand, before: Some(s.hand_of("ben")) })).expect("the steward may");
    assert_eq!(s.order(), "ana cho ben");
    let before = Some(s.hand_of("ana"));
    s.does(&steward, Command::MoveHand(MoveHand { hand, before })).expect("the steward may");
    assert_eq!(s.order(), "cho ana ben");
    assert_eq!(s.placed()[0].reasons, [Reason::OnlyMicrophone, Reason::AsTheyStand]);
    let ben = s.as_participant("ana");
    s.does(&ben, Command::Defer(Defer { hand: s.hand_of("ana") })).expect("one may let another go first");
    assert_eq!(s.order(), "cho ben ana");
}

#[test]
fn who_is_of_a_retired_microphone_raises_a_hand_at_another() {
    let mut s = Minutes::of(Preset::EqualFooting);
    s.person("ana", "p", "hub/1");
    s.person("ben", "p", "room");
    s.moderator(Command::RemoveMicrophone(protocol::setup_command::RemoveMicrophone { key: key("p"), to: None }));
    let at = Raise { microphone: Some(key("c")), ..Raise::default() };
    s.does(&s.as_participant("ben"), Command::Raise(at)).expect("another microphone takes the hand");
    let now = HandsNow { hub: HubId(1), people: vec![s.id_of("ana")], unnamed: 0, microphone: Some(key("c")) };
    s.moderator(Command::HandsNow(now));
    assert_eq!(s.order(), "ben ana");
}

#[test]
fn a_closed_queue_takes_one_more_from_the_moderator() {
    let mut s = Minutes::of(Preset::SingleLine);
    s.moderator(Command::CloseQueue(nothing()));
    let siva = s.person("siva", "c", "online");
    let own = s.as_participant("siva");
    s.refused(&own, Command::Raise(Raise::default()), RefusalCode::QueueClosed);
    s.moderator(Command::Raise(Raise { person: Some(siva), ..Raise::default() }));
    assert_eq!(s.order(), "siva");
    s.moderator(Command::OpenQueue(nothing()));
    s.raises("ana", "c", "room");
    assert_eq!(s.order(), "siva ana");
}

#[test]
fn two_moderators_at_the_same_moment_advance_once() {
    let mut s = Minutes::of(Preset::EqualFooting);
    for name in ["ana", "ben", "cho"] {
        s.raises(name, "c", "room");
    }
    let press = CallNext { expected: Some(s.hand_of("ana")), after: None };
    s.moderator(Command::CallNext(press.clone()));
    s.refused(&Minutes::actor(Role::Moderator), Command::CallNext(press), RefusalCode::MovedOn);
    let press = CallNext { expected: None, after: s.m.floor.turn };
    s.moderator(Command::CallNext(press.clone()));
    s.refused(&Minutes::actor(Role::Moderator), Command::CallNext(press), RefusalCode::MovedOn);
    assert_eq!(s.order(), "cho");
}

#[test]
fn undo_gives_the_state_without_the_action() {
    let mut s = Minutes::of(Preset::EqualFooting);
    for (name, mic) in [("ana", "c"), ("ben", "g"), ("cho", "c")] {
        s.raises(name, mic, "room");
    }
    s.calls_next();
    s.moderator(Command::StartClock(StartClock::default()));
    let (floor, list) = (s.on_floor(), s.order());
    let before = s.m.clone();
    s.calls_next();
    s.moderator(Command::Undo(Undo::default()));
    assert_eq!((s.on_floor(), s.order()), (floor, list));
    assert_eq!(s.m.rotation, before.rotation);
    assert_eq!(s.m.turns, before.turns);
    assert_eq!(s.m.people, before.people);
    assert_eq!(s.m.hands, before.hands);
}

#[test]
fn undo_is_refused_where_somebody_has_gone_on() {
    let mut s = Minutes::of(Preset::EqualFooting);
    s.refused(&Minutes::actor(Role::Moderator), Command::Undo(Undo::default()), RefusalCode::CannotUndo);
    s.raises("ana", "c", "room");
    s.calls_next();
    s.raises_again("ana");
    s.refused(&Minutes::actor(Role::Moderator), Command::Undo(Undo::default()), RefusalCode::CannotUndo);
}

#[test]
fn undo_keeps_what_others_did_meanwhile() {
    let mut s = Minutes::of(Preset::EqualFooting);
    s.raises("ana", "c", "room");
    let ben = s.person("ben", "g", "room");
    s.calls_next();
    let turn = protocol::TurnId(1);
    s.moderator(Command::StartClock(StartClock::default()));
    let correction = CorrectTurn { turn, person: Some(ben), name: None, words: Some(80), reason: None };
    s.does(&Minutes::actor(Role::Reporter), Command::CorrectTurn(correction)).expect("the reporter corrects");
    s.does(&Minutes::actor(Role::Producer), Command::OnAir(OnAir { turn, on: true })).expect("the producer routes");
    let signal = GiveSignal { signal: protocol::Signal::TooFast };
    s.does(&Minutes::actor(Role::Interpreter), Command::Signal(signal)).expect("the interpreter signals");
    s.moderator(Command::Undo(Undo::default()));
    let (_, now) = s.m.current_turn().expect("the turn goes on");
    assert_eq!(now.started_ms, None, "the clock is back");
    assert_eq!((now.person, now.words, now.corrected, now.on_air), (Some(ben), Some(80), true, true));
    assert_eq!(s.m.floor.signal, Some(protocol::Signal::TooFast));
}

#[test]
fn the_clock_starts_at_the_first_word() {
    let mut s = Minutes::of(Preset::EqualFooting);
    s.raises("ana", "c", "room");
    s.calls_next();
    let turn = |s: &Minutes| s.m.current_turn().map(|(_, t)| t.clone()).expect("somebody has the floor");
    assert_eq!(turn(&s).started_ms, None);
    s.moderator(Command::StartClock(StartClock::default()));
    s.now_ms += 29_000;
    s.moderator(Command::PauseClock(nothing()));
    assert_eq!(turn(&s).spoken_ms, 30_000);
    s.now_ms += 60_000;
    s.moderator(Command::ResumeClock(nothing()));
    s.moderator(Command::Extend(Extend { by_ms: 30_000 }));
    assert_eq!(turn(&s).limit_ms, 150_000);
    s.now_ms += 8_000;
    s.ends_turn();
    assert_eq!(s.m.turns[&protocol::TurnId(1)].spoken_ms, 40_000);
}

#[test]
fn two_replies_go_before_the_line_and_the_third_waits_in_its_own() {
    let mut s = Minutes::of(Preset::EqualFooting);
    s.raises("ana", "c", "room");
    s.raises("ben", "g", "room");
    s.calls_next();
    for name in ["cho", "dia", "eva"] {
        s.person(name, "t", "room");
        let who = s.as_participant(name);
        let reply = Raise { kind: Some(HandKind::DirectReply), ..Raise::default() };
        s.does(&who, Command::Raise(reply)).expect("it may reply");
    }
    assert_eq!(s.order(), "cho dia ana eva");
    assert_eq!(s.calls_next(), "cho");
    assert_eq!(s.order(), "dia ana eva");
    s.calls_next();
    // The exchange has had its two replies, whoever still wants one.
    assert_eq!(s.order(), "ana eva");
}
