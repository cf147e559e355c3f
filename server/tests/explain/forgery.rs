//! A small meeting with every kind of turn, and forgers who know more and more.

use meeting::{Actor, Event, Fact, Heard, rule};
use protocol::{HandId, OverrideReason, PersonId, Role};
use serde_json::{Value, json};
use server::engine::Sent;
use server::record::explain::{Explained, Verdict};

use crate::engine_world::{M, World, command, moderator, person, staff};
use crate::logged::{Logged, hands, turns};

struct Small {
    world: World,
}

impl Small {
    /// A running meeting. Without an opening batch (0) the moment of raising alone orders a line.
    async fn new(batch_ms: u32) -> Self {
        let world = World::new().await;
        world.done(&staff(Role::Organiser), json!({"do": "set_meeting", "batch_ms": batch_ms})).await;
        let tom = json!({"name": "Tom Bola", "group": "civil-society", "place": "room"});
        world.done(&staff(Role::Organiser), json!({"do": "set_person", "profile": tom})).await;
        Small { world }
    }

    async fn moderator(&self, command: Value) {
        self.world.done(&moderator(), command).await;
    }

    /// A hand of a page whose link has a round trip of 80 ms: pressed 30 ms before it arrived.
    async fn raise(&self, who: &Actor) {
        let now_ms = self.world.engine.now_ms();
        let heard = json!({
            "arrived_ms": now_ms, "lo_ms": now_ms - 50, "hi_ms": now_ms - 10,
            "rtt_ms": 80, "spread_ms": 12, "credit_ms": 120,
        });
        let heard: Heard = serde_json::from_value(heard).expect("measurements");
        let raise = command(json!({"do": "raise"}));
        let sent = Sent { actor: who.clone(), id: None, heard: Some(heard), command: raise };
        assert_eq!(self.world.send(sent).await.reply.refused, None);
        // What comes within 25 ms of it would stand equal: the next one comes later.
        self.world.engine.clock().not_before(now_ms + 100);
    }

    async fn log(&self) -> Logged {
        Logged::read(self.world.store.as_ref(), M).await
    }
}

/// The chair, a call in turn, one out of turn, one that is undone, one in its place, and one without a hand.
async fn held() -> Logged {
    let small = Small::new(0).await;
    for n in 1..=4 {
        small.raise(&person(n)).await;
    }
    small.moderator(json!({"do": "give_floor", "kind": "chair", "person": 2})).await;
    small.moderator(json!({"do": "call_next"})).await;
    let last = rule::order(&small.world.state().await).last().expect("hands wait").hand;
    small.moderator(json!({"do": "call", "hand": last, "reason": "balance"})).await;
    small.moderator(json!({"do": "call_next"})).await;
    small.moderator(json!({"do": "undo"})).await;
    small.moderator(json!({"do": "call_next"})).await;
    small.moderator(json!({"do": "give_floor", "kind": "called", "name": "Zoë", "reason": "reply"})).await;
    small.log().await
}

/// Two hands of the room and one of the hub, in the opening batch, and all of them called.
async fn with_a_hub() -> Logged {
    let small = Small::new(30_000).await;
    small.raise(&person(1)).await;
    small.raise(&person(2)).await;
    small
        .world
        .done(&staff(Role::HubOperator), json!({"do": "hands_now", "hub": 1, "unnamed": 1, "microphone": "government"}))
        .await;
    for _ in 0..3 {
        small.moderator(json!({"do": "call_next"})).await;
    }
    small.log().await
}

/// The turn of the call out of turn, and its hand.
fn out_of_turn(explained: &Explained) -> (usize, HandId) {
    let of_a_hand = |call: &Option<server::record::explain::Call>| call.as_ref().and_then(|call| call.hand);
    let found = explained.turns.iter().enumerate();
    let mut found = found.filter(|(_, turn)| turn.verdict == Verdict::OutOfTurn);
    found.find_map(|(at, turn)| Some((at, of_a_hand(&turn.call)?))).expect("there is one")
}

#[tokio::test]
async fn every_kind_of_turn_is_told() {
    let explained = held().await.explained().await;
    assert_eq!(explained.differences, []);
    let verdicts: Vec<_> =
        explained.turns.iter().map(|turn| (turn.verdict, turn.reason, turn.undone.is_some())).collect();
    let (in_turn, out_of_turn) = (Verdict::InTurn, Verdict::OutOfTurn);
    let expected = [
        (Verdict::NotFromTheQueue, None, false),
        (in_turn, None, false),
        (out_of_turn, Some(OverrideReason::Balance), false),
        (in_turn, None, true),
        (in_turn, None, false),
        (out_of_turn, Some(OverrideReason::Reply), false),
    ];
    assert_eq!(verdicts, expected);
    let call = explained.turns[2].call.as_ref().expect("a call has its queue");
    assert_eq!(call.queue.len(), 3);
    assert_eq!(call.next, Some(call.queue[0].hand));
    assert_eq!(call.hand, Some(call.queue[2].hand));
    assert!(call.queue.iter().all(|place| place.why.ends_with('.') && !place.reasons.is_empty()), "{call:?}");
    let page = server::record::explain::page(&explained);
    assert!(page.contains("Out of turn, reason given: balance. Next would have been hand "), "{page}");
    assert!(page.contains("Out of turn, without a hand, reason given: reply."), "{page}");
    assert!(page.contains("In turn. Undone by entry "), "{page}");
    assert!(page.contains("Rule: equal-footing, version 1; newcomers first, at most 3 ahead of a hand; "), "{page}");
    assert!(page.ends_with("\nAll 6 turns are accounted for.\n"), "{page}");
}

#[tokio::test]
async fn who_removes_the_reason_is_found() {
    let log = held().await;
    let (at, _) = out_of_turn(&log.explained().await);
    let remove = |events: &mut Vec<Event>| turns(events).nth(at).expect("the turn").out_of_turn = None;
    let explained = log.altered(remove).await.expect("the rule is known");
    // The one claim, and nothing that follows from it: the replay goes on with what was recomputed.
    assert_eq!((explained.differences.len(), explained.differing_turns()), (1, 1), "{:?}", explained.differences);
    let what = &explained.differences[0].what;
    assert!(what.starts_with("the record has it as a call in turn; by the rule hand "), "{what}");
}

#[tokio::test]
async fn who_backdates_the_hand_as_well_is_found_twice() {
    let log = held().await;
    let (at, favourite) = out_of_turn(&log.explained().await);
    let favour = |events: &mut Vec<Event>| {
        turns(events).nth(at).expect("the turn").out_of_turn = None;
        hands(events).find(|hand| hand.hand == favourite).expect("it was raised").raised_ms -= 60_000;
    };
    let explained = log.altered(favour).await.expect("the rule is known");
    assert_eq!((explained.differences.len(), explained.differing_turns()), (2, 1), "{:?}", explained.differences);
}

#[tokio::test]
async fn who_alters_the_measurements_is_found_by_the_credit() {
    let log = held().await;
    let lie = |events: &mut Vec<Event>| {
        let hand = hands(events).last().expect("hands were raised");
        let heard = hand.heard.as_mut().expect("it was measured");
        heard.lo_ms -= 5_000;
        heard.hi_ms -= 5_000;
        heard.credit_ms += 5_000;
        hand.raised_ms = heard.effective_ms();
    };
    let explained = log.altered(lie).await.expect("the rule is known");
    let what: Vec<&String> = explained.differences.iter().map(|difference| &difference.what).collect();
    assert!(
        what.iter().any(|what| what.ends_with("the record credits it with 5120 ms, its round trips say 120 ms")),
        "{what:?}"
    );
}

#[tokio::test]
async fn who_puts_another_hand_into_a_call_is_found() {
    let log = held().await;
    let (at, _) = out_of_turn(&log.explained().await);
    let gone = |events: &mut Vec<Event>| {
        let earlier = turns(events).take(at).filter_map(|turn| turn.hand).last();
        turns(events).nth(at).expect("the turn").hand = earlier;
    };
    let explained = log.altered(gone).await.expect("the rule is known");
    assert!(explained.differing_turns() > 0);
    assert!(
        explained.differences.iter().any(|d| d.what.contains("which does not wait")),
        "{:?}",
        explained.differences
    );
}

#[tokio::test]
async fn who_sets_back_the_clock_is_found() {
    let log = held().await;
    let back = |events: &mut Vec<Event>| events.last_mut().expect("entries").at_ms -= 3_600_000;
    let explained = log.altered(back).await.expect("the rule is known");
    assert!(
        explained.differences.iter().any(|d| d.what.contains("before the entry before it")),
        "{:?}",
        explained.differences
    );
}

#[tokio::test]
async fn who_gives_a_turn_to_somebody_else_is_found() {
    let log = held().await;
    let somebody_else = |events: &mut Vec<Event>| {
        let called = turns(events).find(|turn| turn.hand.is_some()).expect("somebody was called");
        called.person = Some(PersonId(if called.person == Some(PersonId(1)) { 2 } else { 1 }));
    };
    let explained = log.altered(somebody_else).await.expect("the rule is known");
    assert_eq!(explained.differences.len(), 1, "{:?}", explained.differences);
    assert!(
        explained.differences[0].what.starts_with("its person is not that of hand "),
        "{:?}",
        explained.differences
    );
    assert!(matches!(log.events[0].fact, Fact::MeetingCreated(_)), "the log itself was not touched");
}

#[tokio::test]
async fn who_shuffles_the_final_order_is_found() {
    let log = with_a_hub().await;
    assert_eq!(log.explained().await.differences, []);
    let shuffle = |events: &mut Vec<Event>| {
        let final_order = events.iter_mut().find_map(|event| match &mut event.fact {
            Fact::HandsSettled(settled) => Some(&mut settled.hands),
            _ => None,
        });
        let final_order = final_order.expect("the first call made the order final");
        assert_eq!(final_order.len(), 3);
        final_order.reverse();
    };
    let explained = log.altered(shuffle).await.expect("the rule is known");
    assert_eq!(explained.differences.len(), 1, "{:?}", explained.differences);
    let what = &explained.differences[0].what;
    assert!(what.starts_with("the order that it makes final is "), "{what}");
}

#[tokio::test]
async fn who_passes_over_a_hub_as_unready_is_found() {
    let log = with_a_hub().await;
    let pass_over = |events: &mut Vec<Event>| {
        let hub = hands(events).find(|hand| hand.place.is_remote()).expect("the hub raised one").hand;
        let first =
            events.iter().position(|event| matches!(event.fact, Fact::TurnBegan(_))).expect("somebody was called");
        let by = meeting::Actor::System.by();
        let fact = Fact::HandUnready(meeting::event::HandUnready { hand: hub });
        let event = Event { fact, by, cmd: None, ..events[first].clone() };
        events.insert(first, event);
    };
    let explained = log.altered(pass_over).await.expect("the rule is known");
    // The calls were by the order as it was, and it is recomputed without the forged entry.
    assert_eq!((explained.differences.len(), explained.differing_turns()), (1, 0), "{:?}", explained.differences);
    let what = &explained.differences[0].what;
    assert!(what.contains("is passed over as unready, and was told only "), "{what}");
    let page = server::record::explain::page(&explained);
    assert!(page.ends_with("\n0 of 3 turns differ from the record; differences in all: 1.\n"), "{page}");
}

#[tokio::test]
async fn what_was_entered_afterwards_and_the_last_word_are_told() {
    let small = Small::new(0).await;
    for n in 1..=3 {
        small.raise(&person(n)).await;
    }
    let called_ms = small.world.engine.now_ms();
    small.world.engine.clock().not_before(called_ms + 60_000);
    small.moderator(json!({"do": "enter_turn", "hand": 2, "called_ms": called_ms, "spoken_ms": 5_000})).await;
    let last = rule::order(&small.world.state().await).last().expect("hands wait").hand;
    small.moderator(json!({"do": "last_word", "hand": last})).await;
    let log = small.log().await;
    let explained = log.explained().await;
    assert_eq!(explained.differences, []);
    let told: Vec<_> = explained.turns.iter().map(|turn| (turn.verdict, turn.last_word)).collect();
    assert_eq!(told, [(Verdict::EnteredAfterwards, false), (Verdict::OutOfTurn, true)]);
    assert_eq!(explained.turns[0].at_ms, called_ms);
    let page = server::record::explain::page(&explained);
    assert!(page.contains("Entered afterwards, with stated times."), "{page}");
    assert!(page.contains("The last word: it closed the queue and cleared it."), "{page}");
    assert!(page.ends_with("\nAll 2 turns are accounted for.\n"), "{page}");
}

#[tokio::test]
async fn who_draws_again_is_found() {
    let log = with_a_hub().await;
    let draw_again = |events: &mut Vec<Event>| {
        hands(events).last().expect("there are three").tie = "0000000000000000".to_owned();
    };
    let explained = log.altered(draw_again).await.expect("the rule is known");
    let what: Vec<&str> = explained.differences.iter().map(|difference| difference.what.as_str()).collect();
    assert!(what.iter().any(|what| what.contains("has 0000000000000000 drawn for it, entry ")), "{what:?}");
}

#[tokio::test]
async fn who_draws_from_an_older_entry_is_found() {
    let log = with_a_hub().await;
    let first = server::store::chain::next(&server::store::chain::ORIGIN, &log.events[0].write());
    let draw_from_the_first = |events: &mut Vec<Event>| {
        let hand = hands(events).last().expect("there are three");
        (hand.drawn_from, hand.tie) = (1, meeting::moment::draw(&first, hand.hand));
    };
    let explained = log.altered(draw_from_the_first).await.expect("the rule is known");
    let what: Vec<&str> = explained.differences.iter().map(|difference| difference.what.as_str()).collect();
    assert!(
        what.iter().any(|what| what.contains("its draw names entry 1, though an earlier hand's names")),
        "{what:?}"
    );
}
