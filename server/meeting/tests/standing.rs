//! What makes standing equal beside the rotation, as scenarios: the opening batch, hands at the same moment, the order that
//! becomes final, readiness, budgets, held and pinned microphones, the last word, hats, the bound.

mod minutes;

use meeting::{
    Fact, Heard,
    rule::{self, Reason, bound},
};
use minutes::{Minutes, key, nothing};
use protocol::{
    Command, Delivery, HandId, HandState, HubId, ItemId, Place, Preset, QueueGate, RefusalCode, Role, floor_command::*,
    queue_command::*, setup_command::*,
};

fn raises_at(s: &mut Minutes, name: &str, group: &str, place: &str, pressed_ms: i64) -> HandId {
    let id = s.person(name, group, place);
    let heard = Heard {
        arrived_ms: s.now_ms,
        lo_ms: pressed_ms,
        hi_ms: pressed_ms,
        rtt_ms: 600,
        credit_ms: 600,
        ..Heard::default()
    };
    let who = s.as_participant(name);
    s.does_at(&who, Command::Raise(Raise::default()), Some(heard)).expect("a hand may be raised");
    s.m.people[&id].hand.expect("the hand is up")
}

#[test]
fn who_pressed_first_goes_first_though_a_slow_link_brought_it_later() {
    let mut s = Minutes::of(Preset::EqualFooting);
    s.now_ms = 10_000;
    raises_at(&mut s, "fast", "c", "room", 10_000);
    s.now_ms = 10_300;
    raises_at(&mut s, "slow", "c", "room", 9_900);
    assert_eq!(s.order(), "slow fast");
    assert!(s.m.hands.values().all(|hand| !hand.settled), "a second has not passed");
    s.passes(1_000);
    assert!(s.m.hands.values().all(|hand| hand.settled));
    assert!(s.log.iter().any(|event| matches!(&event.fact, Fact::HandsSettled(e) if e.hands.len() == 2)));
}

#[test]
fn what_comes_after_the_order_was_final_goes_behind() {
    let mut s = Minutes::of(Preset::EqualFooting);
    s.now_ms = 10_000;
    raises_at(&mut s, "fast", "c", "room", 10_000);
    s.passes(1_000);
    raises_at(&mut s, "late", "c", "room", 9_900);
    assert_eq!(s.order(), "fast late");
}

#[test]
fn calling_makes_the_order_that_is_shown_final() {
    let mut s = Minutes::of(Preset::EqualFooting);
    s.now_ms = 10_000;
    for (name, at) in [("ana", 9_800), ("ben", 9_900), ("cho", 9_950)] {
        raises_at(&mut s, name, "c", "room", at);
    }
    let shown = s.order();
    s.does_at(&Minutes::actor(Role::Moderator), Command::CallNext(CallNext::default()), None).expect("it may");
    assert_eq!(s.order(), shown.split_once(' ').expect("three names").1);
    raises_at(&mut s, "late", "c", "room", 9_700);
    assert_eq!(s.order(), "ben cho late");
}

#[test]
fn hands_of_one_moment_go_by_fewest_turns_and_then_by_a_draw() {
    let mut s = Minutes::of(Preset::SingleLine);
    s.now_ms = 10_000;
    for (name, at) in [("often", 9_900), ("never1", 9_910), ("never2", 9_925), ("next", 9_926)] {
        raises_at(&mut s, name, "c", "room", at);
    }
    s.m.people.get_mut(&s.id_of("often")).expect("is there").spoken_in_all = 2;
    let order = s.order();
    assert!(order.starts_with("never"), "{order}");
    assert!(order.ends_with("often next"), "25 ms after the first is another group: {order}");
    // Whatever the sequence of arrival, the draw is the same: it goes by the hands.
    s.passes(1_000);
    assert_eq!(s.order(), order);
    assert!(s.placed()[0].reasons.contains(&Reason::Draw));
    assert!(!s.placed()[3].reasons.contains(&Reason::Draw));
}

#[test]
fn the_opening_batch_stands_equal_and_is_final_when_its_window_is_over() {
    let mut s = Minutes::of(Preset::SingleLine);
    s.m.settings.batch_ms = 30_000;
    s.m.opened_ms = Some(0);
    let names: Vec<String> = (0..12).map(|k| format!("n{k:02}")).collect();
    for name in &names {
        s.raises(name, "c", "room");
    }
    assert_ne!(s.order(), names.join(" "), "twelve in the order of raising would be a draw in five hundred million");
    s.m.people.get_mut(&s.id_of("n00")).expect("is there").spoken_in_all = 1;
    assert!(s.order().ends_with(" n00"));
    assert!(s.m.hands.values().all(|hand| !hand.settled));
    s.now_ms = 30_500;
    s.raises("after", "c", "room");
    assert!(s.order().ends_with(" n00 after"), "behind the whole batch");
    s.passes(1_000);
    assert!(s.m.hands.values().all(|hand| hand.settled));
}

#[test]
fn people_who_stand_at_a_microphone_keep_their_order_in_the_batch() {
    let mut s = Minutes::of(Preset::EqualFooting);
    s.m.settings.batch_ms = 30_000;
    let steward = Minutes::actor(Role::Steward);
    for name in ["ana", "ben", "cho", "dia", "eva"] {
        let raise = Raise { name: Some(name.into()), microphone: Some(key("c")), ..Raise::default() };
        s.does(&steward, Command::Raise(raise)).expect("a steward raises hands");
    }
    assert_eq!(s.order(), "ana ben cho dia eva");
}

#[test]
fn a_tap_in_an_outage_stands_where_it_was_made_and_calls_made_stand() {
    let mut s = Minutes::of(Preset::SingleLine);
    s.raises("ana", "c", "room");
    s.raises("ben", "c", "room");
    s.passes(60_000);
    s.raises("cho", "c", "room");
    s.passes(2_000);
    assert_eq!(s.calls_next(), "ana");
    let pressed = s.now_ms - 30_000;
    let heard = Heard {
        arrived_ms: s.now_ms,
        lo_ms: pressed,
        hi_ms: pressed,
        credit_ms: 300_000,
        outage: true,
        ..Heard::default()
    };
    let operator = Minutes::operator(1);
    let raise = Raise { name: Some("kip".into()), microphone: Some(key("c")), ..Raise::default() };
    s.does_at(&operator, Command::Raise(raise), Some(heard)).expect("the operator may");
    assert_eq!(s.order(), "ben kip cho");
}

#[test]
fn a_hub_that_does_not_confirm_is_passed_over_and_called_when_ready() {
    let mut s = Minutes::of(Preset::EqualFooting);
    s.m.settings.ready_ms = 20_000;
    let hub = s.raises("hub", "c", "hub/1");
    for k in 0..3 {
        s.raises(&format!("room{k}"), "c", "room");
    }
    s.passes(1_000);
    assert!(s.log.iter().any(|event| matches!(&event.fact, Fact::HandOnDeck(e) if e.hand == hub)));
    assert!(s.order().starts_with("hub "));
    s.passes(20_000);
    assert!(s.log.iter().any(|event| matches!(&event.fact, Fact::HandUnready(e) if e.hand == hub)));
    assert_eq!(s.order(), "room0 room1 room2 hub");
    assert_eq!(s.calls_next(), "room0");
    s.does(&Minutes::operator(1), Command::AudioReady(AudioReady { hand: hub, ready: true })).expect("it may");
    assert_eq!(s.order(), "hub room1 room2", "the place was kept");
    assert_eq!(s.calls_next(), "hub");
}

#[test]
fn when_nobody_is_ready_the_queue_does_not_stall() {
    let mut s = Minutes::of(Preset::EqualFooting);
    s.raises("hub", "c", "hub/1");
    s.passes(60_000);
    assert_eq!(s.placed()[0].reasons[0], Reason::NotReady);
    assert_eq!(s.calls_next(), "hub");
}

#[test]
fn a_microphone_that_has_used_its_budget_waits_while_others_have_not() {
    let mut s = Minutes::of(Preset::EqualFooting);
    s.m.microphones.get_mut(&key("c")).expect("is there").budget_ms = Some(120_000);
    for k in 0..3 {
        s.raises(&format!("c{k}"), "c", "room");
        s.raises(&format!("g{k}"), "g", "room");
    }
    assert_eq!(s.order(), "g0 c0 g1 g2 c1 c2");
    assert_eq!(s.placed()[4].reasons[0], Reason::BudgetSpent);
}

#[test]
fn weights_of_an_item_go_before_those_of_the_microphone() {
    let mut s = Minutes::of(Preset::EqualFooting);
    let share = ItemShare { microphone: key("c"), weight: Some(2), budget_ms: None };
    s.m.items.get_mut(&ItemId(1)).expect("is there").shares = vec![share];
    for k in 0..6 {
        s.raises(&format!("c{k}"), "c", "room");
        s.raises(&format!("g{k}"), "g", "room");
    }
    let nine: Vec<String> = (0..9).map(|_| s.calls_next()).collect();
    assert_eq!(nine.iter().filter(|n| n.starts_with('c')).count(), 6, "{nine:?}");
}

#[test]
fn a_held_microphone_is_passed_over_and_a_pinned_one_goes_on() {
    let mut s = Minutes::of(Preset::EqualFooting);
    for (name, mic) in [("c0", "c"), ("c1", "c"), ("g0", "g"), ("t0", "t")] {
        s.raises(name, mic, "room");
    }
    s.moderator(Command::PinMicrophone(PinMicrophone { microphone: Some(key("c")) }));
    assert_eq!(s.order(), "c0 c1 t0 g0");
    assert_eq!(s.placed()[0].reasons[0], Reason::Pinned);
    s.moderator(Command::PinMicrophone(PinMicrophone { microphone: None }));
    s.moderator(Command::HoldMicrophone(HoldMicrophone { microphone: key("g"), held: true }));
    assert_eq!(s.order(), "c0 t0 c1 g0");
    for _ in 0..3 {
        s.calls_next();
    }
    let next = Command::CallNext(CallNext::default());
    s.refused(&Minutes::actor(Role::Moderator), next, RefusalCode::NobodyWaiting);
    s.moderator(Command::Undo(Undo::default()));
    s.moderator(Command::HoldMicrophone(HoldMicrophone { microphone: key("g"), held: false }));
    assert_eq!(s.calls_next(), "g0");
}

#[test]
fn the_last_word_closes_and_clears_and_can_be_undone() {
    let mut s = Minutes::of(Preset::EqualFooting);
    for (name, mic) in [("ana", "c"), ("ben", "g"), ("cho", "t")] {
        s.raises(name, mic, "room");
    }
    let before = s.order();
    let hand = s.hand_of("cho");
    s.moderator(Command::LastWord(LastWord { hand, after: None }));
    assert_eq!((s.on_floor().as_str(), s.order().as_str(), s.m.gate), ("cho", "", QueueGate::Closed));
    assert_eq!(s.m.hands.values().filter(|hand| hand.state == HandState::Cleared).count(), 2);
    let raise = Command::Raise(Raise::default());
    s.refused(&s.as_participant("ana"), raise, RefusalCode::QueueClosed);
    s.moderator(Command::Undo(Undo::default()));
    assert_eq!((s.order(), s.m.gate), (before, QueueGate::Open));
}

#[test]
fn a_retired_microphone_loses_no_hand() {
    let mut s = Minutes::of(Preset::EqualFooting);
    for (name, mic) in [("ana", "c"), ("ben", "g"), ("cho", "g")] {
        s.raises(name, mic, "room");
    }
    let retire = |to: Option<&str>| Command::RemoveMicrophone(RemoveMicrophone { key: key("g"), to: to.map(key) });
    s.refused(&Minutes::actor(Role::Moderator), retire(None), RefusalCode::BadField);
    s.refused(&Minutes::actor(Role::Moderator), retire(Some("g")), RefusalCode::BadField);
    s.moderator(retire(Some("c")));
    assert_eq!(s.order(), "ana ben cho");
}

#[test]
fn a_change_of_hat_needs_approval_and_is_recorded() {
    let mut s = Minutes::of(Preset::EqualFooting);
    s.raises("ana", "c", "room");
    let ana = s.id_of("ana");
    let ask = Command::AskHat(AskHat { group: key("g") });
    s.does(&s.as_participant("ana"), ask.clone()).expect("anybody may ask");
    s.refused(&s.as_participant("ana"), ask, RefusalCode::MovedOn);
    assert_eq!(s.m.hands[&s.hand_of("ana")].mic, key("c"), "asking changes nothing");
    let rule = |approve| Command::RuleHat(RuleHat { person: ana, approve });
    s.refused(&s.as_participant("ana"), rule(true), RefusalCode::NotYourRole);
    s.does(&Minutes::actor(Role::Steward), rule(true)).expect("a steward approves");
    assert_eq!(s.m.people[&ana].group, Some(key("g")));
    assert_eq!(s.m.hands[&s.hand_of("ana")].mic, key("g"));
    s.refused(&Minutes::actor(Role::Steward), rule(true), RefusalCode::MovedOn);
}

#[test]
fn consecutive_interpretation_doubles_the_limit_of_another_language() {
    let mut s = Minutes::of(Preset::EqualFooting);
    s.m.items.get_mut(&ItemId(1)).expect("is there").consecutive = true;
    for (name, language) in [("ana", Some("es")), ("ben", Some("en")), ("cho", None)] {
        s.person(name, "c", "room");
        let raise = Raise { language: language.map(str::to_owned), ..Raise::default() };
        s.does(&s.as_participant(name), Command::Raise(raise)).expect("it may");
    }
    for limit_ms in [240_000, 120_000, 120_000] {
        s.calls_next();
        assert_eq!(s.m.current_turn().expect("on the floor").1.limit_ms, limit_ms);
    }
}

#[test]
fn a_call_made_offline_is_entered_with_its_stated_times() {
    let mut s = Minutes::of(Preset::EqualFooting);
    let ana = s.raises("ana", "c", "room");
    s.passes(600_000);
    let moderator = Minutes::actor(Role::Moderator);
    let enter = |hand, called_ms, spoken_ms| {
        Command::EnterTurn(EnterTurn { hand: Some(hand), person: None, name: None, called_ms, spoken_ms })
    };
    let (called, now) = (s.now_ms - 300_000, s.now_ms);
    s.refused(&moderator, enter(ana, 1_000, 60_000), RefusalCode::BadField);
    s.refused(&moderator, enter(ana, now + 60_000, 60_000), RefusalCode::BadField);
    s.refused(&moderator, enter(ana, called, 900_000), RefusalCode::BadField);
    s.moderator(enter(ana, called, 90_000));
    let (_, turn) = s.m.turns.last_key_value().expect("it is there");
    assert!(turn.entered && turn.called_ms == called && turn.spoken_ms == 90_000);
    assert_eq!((s.m.people[&s.id_of("ana")].spoken, s.order().as_str()), (1, ""));
    assert_eq!(s.m.rotation.lane(&key("c")).had_ms, 90_000);
    s.refused(&moderator, enter(ana, called, 90_000), RefusalCode::HandNotWaiting);
}

#[test]
fn the_bound_is_stated_for_final_hands_and_holds_for_all_who_wait() {
    for preset in [Preset::EqualFooting, Preset::Netmundial, Preset::SingleLine] {
        let mut s = Minutes::of(preset);
        for k in 0..30 {
            let place = ["room", "hub/1", "hub/2", "online", "room", "hub/3"][k * 5 % 6];
            s.raises(&format!("n{k}"), ["g", "p", "c", "t"][k * 7 % 4], place);
        }
        s.m.settings.ready_ms = 0;
        s.passes(5_000);
        let bounds = bound::all(&s.m);
        assert_eq!(bounds.len(), 30, "{preset:?}");
        for (k, placed) in rule::order(&s.m).iter().enumerate() {
            let turns = bounds[&placed.hand].turns.expect("counted in turns") as usize;
            assert!(turns >= k, "{preset:?}: hand {} is at {k} and its bound is {turns}", placed.hand);
        }
    }
}

#[test]
fn no_bound_is_stated_where_none_holds() {
    let mut s = Minutes::of(Preset::EqualFooting);
    let ana = s.raises("ana", "c", "room");
    assert_eq!(bound::of(&s.m, ana), None, "not final");
    s.passes(2_000);
    assert_eq!(bound::of(&s.m, ana).map(|worst| worst.turns), Some(Some(3)), "three microphones may go before");
    s.moderator(Command::HoldMicrophone(HoldMicrophone { microphone: key("c"), held: true }));
    assert_eq!(bound::of(&s.m, ana), None, "its microphone is held");
    let _ = nothing();
}

#[test]
fn hands_now_stand_in_the_order_given() {
    let mut s = Minutes::of(Preset::EqualFooting);
    let hands = HandsNow { hub: HubId(1), people: vec![], unnamed: 5, microphone: Some(key("c")) };
    s.does(&Minutes::operator(1), Command::HandsNow(hands)).expect("the operator may");
    let order: Vec<u32> = s.placed().iter().map(|p| p.hand.0).collect();
    assert_eq!(order, [1, 2, 3, 4, 5]);
    assert!(s.m.hands.values().all(|h| h.place == Place::Hub(HubId(1)) && h.delivery == Delivery::HubLine));
}

#[test]
fn who_lets_one_go_lets_one_go_though_a_call_is_undone() {
    let mut s = Minutes::of(Preset::SingleLine);
    s.raises("ana", "c", "room");
    s.raises("ben", "g", "room");
    s.calls_next();
    let ben = s.hand_of("ben");
    s.does(&s.as_participant("ben"), Command::Defer(Defer { hand: ben })).expect("one may let another go");
    s.moderator(Command::Undo(Undo::default()));
    assert_eq!(s.m.hands[&ben].not_before_call, s.m.rotation.calls + 1);
    assert_eq!(s.order(), "ana ben");
    s.calls_next();
    assert_eq!(s.calls_next(), "ben");
}

#[test]
fn where_a_hub_has_no_region_no_bound_is_stated_for_the_remote_side() {
    let mut s = Minutes::of(Preset::EqualFooting);
    let (room, remote) = (s.raises("ana", "c", "room"), s.raises("ben", "c", "hub/1"));
    s.passes(2_000);
    assert!(bound::of(&s.m, room).is_some() && bound::of(&s.m, remote).is_some());
    s.m.hubs.get_mut(&HubId(2)).expect("is there").region = None;
    assert!(bound::of(&s.m, room).is_some());
    assert_eq!(bound::of(&s.m, remote), None);
}
