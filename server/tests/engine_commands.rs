//! Commands: stored before they are answered, all or nothing, and done exactly once.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod engine_world;

use engine_world::*;
use futures::FutureExt;
use futures::future::join_all;
use meeting::Meeting;
use protocol::RefusalCode;
use protocol::limits::REMEMBERED_COMMANDS;
use serde_json::json;
use server::store::{Append, Failure, Store};

#[tokio::test]
async fn nothing_is_answered_or_shown_before_it_is_stored() {
    let world = World::new().await;
    let mut page = world.page(&moderator()).await;
    page.catch_up();
    let before = page.at.unwrap();
    world.store.hold();
    let asked = world.store.appends();
    let mut waiting = Box::pin(world.send(by(&person(1), None, json!({"do": "raise"}))));
    assert!((&mut waiting).now_or_never().is_none());
    world.store.until_appends(asked + 1).await;
    assert!((&mut waiting).now_or_never().is_none(), "no answer before the append");
    page.heard.clear();
    assert_eq!(page.catch_up().heard, Vec::<String>::new(), "no row before the append");
    world.store.release();
    let reply = waiting.await.reply;
    assert_eq!(reply.done, Some(before.version + 1));
    assert_eq!(reply.made, ["hand/1"]);
    page.until_version(before.version + 1).await;
    assert!(page.rows.contains_key("hand/1"));
}

#[tokio::test]
async fn a_failed_append_leaves_everything_as_it_was() {
    let world = World::new().await;
    let before = world.state().await;
    for (failure, code) in [(Failure::Full, RefusalCode::ReadOnly), (Failure::Full, RefusalCode::ReadOnly)] {
        world.store.fail_append(1, failure);
        assert_eq!(world.refused(&person(1), json!({"do": "raise"})).await, code);
        assert_eq!(world.state().await, before);
        assert_eq!(world.store.head(M).await.unwrap().seq, before.version);
    }
    let reply = world.done(&person(1), json!({"do": "raise"})).await;
    assert_eq!(reply.done, Some(before.version + 1));
    assert_eq!(reply.made, ["hand/1"], "the numbers of what failed are used again");
}

#[tokio::test]
async fn a_storm_of_commands_larger_than_a_batch_is_carried_out_to_the_last() {
    let world = World::new().await;
    let reporter = staff(protocol::Role::Reporter);
    let note = |n: u32| by(&reporter, None, json!({"do": "add_note", "kind": "note", "text": format!("note {n}")}));
    // All of them wait before the meeting's task takes the first.
    let answers = join_all((0..900).map(|n| world.send(note(n)))).await;
    let refused: Vec<_> = answers.into_iter().filter_map(|answer| answer.reply.refused).collect();
    assert_eq!(refused, []);
    assert_eq!(world.state().await.notes.len(), 900);
}

#[tokio::test]
async fn a_failed_append_refuses_all_that_was_decided_with_it() {
    let world = World::new().await;
    // The first waits in the store; what comes meanwhile makes one batch, which fails.
    world.store.hold();
    let asked = world.store.appends();
    let note = |n: u32| {
        by(&staff(protocol::Role::Reporter), None, json!({"do": "add_note", "kind": "note", "text": format!("{n}")}))
    };
    let mut first = Box::pin(world.send(note(0)));
    assert!((&mut first).now_or_never().is_none());
    world.store.until_appends(asked + 1).await;
    let mut others = Box::pin(join_all([
        world.send(by(&person(1), None, json!({"do": "raise"}))),
        // Refused for the hand before it, which will then not have been raised at all.
        world.send(by(&person(1), None, json!({"do": "raise"}))),
        world.send(note(1)),
    ]));
    assert!((&mut others).now_or_never().is_none());
    world.store.fail_append(1, Failure::Full);
    world.store.release();
    let (first, others) = futures::join!(first, others);
    assert!(first.reply.done.is_some());
    let codes: Vec<_> = others.into_iter().map(|answer| answer.reply.refused.unwrap().code).collect();
    assert_eq!(codes, [RefusalCode::ReadOnly; 3]);
    assert!(world.state().await.waiting.is_empty());
}

#[tokio::test]
async fn a_repeat_is_answered_alike_and_done_once() {
    let world = World::new().await;
    let raise = || by(&person(1), Some(("page-0001", 1)), json!({"do": "raise"}));
    let answers = join_all((0..10).map(|_| world.send(raise()))).await;
    assert!(answers.iter().all(|a| a.reply == answers[0].reply), "{answers:?}");
    assert_eq!(answers.iter().filter(|a| !a.repeated).count(), 1);
    let later = world.send(raise()).await;
    assert_eq!((later.reply, later.repeated), (answers[0].reply.clone(), true));
    assert_eq!(world.state().await.last.hand, 1);

    let world = world.restart().await;
    let after = world.send(raise()).await;
    assert_eq!((after.reply, after.repeated), (answers[0].reply.clone(), true), "known from the log");
    let other = by(&person(1), Some(("page-0001", 1)), json!({"do": "raise", "topic": "another"}));
    assert_eq!(world.send(other).await.reply.refused.unwrap().code, RefusalCode::IdReused);
    // The same words from another link are another sender.
    let other = by(&person(2), Some(("page-0001", 1)), json!({"do": "raise"}));
    assert!(world.send(other).await.reply.done.is_some());
}

#[tokio::test]
async fn what_was_refused_may_be_tried_again_under_its_number() {
    let world = World::new().await;
    world.done(&moderator(), json!({"do": "close_queue"})).await;
    let raise = || by(&person(1), Some(("page-0001", 1)), json!({"do": "raise"}));
    assert_eq!(world.send(raise()).await.reply.refused.unwrap().code, RefusalCode::QueueClosed);
    world.done(&moderator(), json!({"do": "open_queue"})).await;
    assert!(world.send(raise()).await.reply.done.is_some());
}

#[tokio::test]
async fn what_was_settled_long_ago_is_said_to_be() {
    let world = World::new().await;
    let reporter = staff(protocol::Role::Reporter);
    let note = |n: u64| {
        by(&reporter, Some(("page-0001", n)), json!({"do": "add_note", "kind": "note", "text": format!("{n}")}))
    };
    let all = REMEMBERED_COMMANDS as u64 + 1;
    for n in 1..=all {
        assert!(world.send(note(n)).await.reply.done.is_some());
    }
    assert_eq!(world.send(note(1)).await.reply.refused.unwrap().code, RefusalCode::AlreadySettled);
    assert!(world.send(note(2)).await.repeated);
    assert_eq!(world.state().await.notes.len() as u64, all);
}

#[tokio::test]
async fn a_storm_is_stored_in_few_appends() {
    let world = World::new().await;
    let reporter = staff(protocol::Role::Reporter);
    let before = world.store.appends();
    let notes = (0..500)
        .map(|n| world.send(by(&reporter, None, json!({"do": "add_note", "kind": "note", "text": format!("{n}")}))));
    let answers = join_all(notes).await;
    assert!(answers.iter().all(|a| a.reply.done.is_some()));
    let appends = world.store.appends() - before;
    assert!(appends <= 50, "{appends} appends for 500 commands");
}

#[tokio::test]
async fn a_restart_finds_the_same_meeting() {
    let world = World::new().await;
    world.done(&person(1), json!({"do": "raise", "topic": "access"})).await;
    world.done(&person(2), json!({"do": "raise"})).await;
    world.done(&moderator(), json!({"do": "call_next"})).await;
    let before = world.state().await;
    let rows = world.page(&moderator()).await.catch_up().rows.clone();
    let world = world.restart().await;
    assert_eq!(world.state().await, before);
    assert_eq!(world.page(&moderator()).await.catch_up().rows, rows, "names and topics included");
}

#[tokio::test]
async fn of_a_meeting_that_moved_the_old_owner_lets_go() {
    let world = World::new().await;
    let mut page = world.page(&moderator()).await;
    page.catch_up();
    let before = world.state().await;
    // Another owner writes: the same event once more stands for any.
    let last = world.store.read(M, before.version, 1).await.unwrap().remove(0);
    let append = Append { expected: before.version, records: vec![last.bytes], personal: vec![] };
    world.store.append(M, append).await.unwrap();
    assert_eq!(world.refused(&person(1), json!({"do": "raise"})).await, RefusalCode::Stopping);
    let (_, come_back) = page.until(|page| page.bye.is_some()).await.bye.clone().unwrap();
    assert!(come_back);
    let reply = world.done(&person(1), json!({"do": "raise"})).await;
    assert_eq!(reply.done, Some(before.version + 2), "opened again from the log, and followed");
}

#[tokio::test]
async fn a_broken_disk_is_told_and_nothing_more_is_done() {
    let world = World::new().await;
    let mut page = world.page(&moderator()).await;
    page.catch_up();
    world.store.fail_always(Failure::Broken);
    assert_eq!(world.refused(&person(1), json!({"do": "raise"})).await, RefusalCode::Internal);
    assert!(world.engine.disk_failure().await.is_fatal());
    assert!(page.until(|page| page.bye.is_some()).await.bye.is_some());
    assert!(!page.rows.contains_key("hand/1"));
}

#[tokio::test]
async fn a_full_disk_is_told_to_viewers_and_recovers_by_itself() {
    let world = World::new().await;
    let mut page = world.page(&moderator()).await;
    page.catch_up();
    world.store.fail_always(Failure::Full);
    assert_eq!(world.refused(&person(1), json!({"do": "raise"})).await, RefusalCode::ReadOnly);
    assert!(world.engine.is_read_only());
    page.until(|page| page.live.contains_key("live/server")).await;
    assert_eq!(world.state().await.phase, protocol::Phase::Running, "it can still be read");
    world.store.heal();
    page.until(|page| !page.live.contains_key("live/server")).await;
    assert!(!world.engine.is_read_only());
    world.done(&person(1), json!({"do": "raise"})).await;
}

#[tokio::test]
async fn a_meeting_is_created_whole_or_not_at_all() {
    let world = World::new().await;
    let mut bad = new_meeting("other");
    bad.setup.push(command(json!({"do": "remove_item", "item": 99})));
    assert_eq!(world.engine.create(bad).await.unwrap_err().code, RefusalCode::NotFound);
    assert_eq!(world.engine.meetings().await.unwrap(), [M]);
    let taken = world.engine.create(new_meeting(M)).await.unwrap_err();
    assert_eq!((taken.code, taken.field.as_deref()), (RefusalCode::BadField, Some("meeting")));
    world.store.fail_append(1, Failure::Full);
    assert_eq!(world.engine.create(new_meeting("other")).await.unwrap_err().code, RefusalCode::ReadOnly);
    assert_eq!(world.engine.read("other", |_| ()).await.unwrap_err().code, RefusalCode::NoSuchMeeting);
    world.engine.create(new_meeting("other")).await.unwrap();
    assert_eq!(world.engine.read("other", |m: &Meeting| m.people.len()).await.unwrap(), 3);
}

#[tokio::test]
async fn an_unknown_meeting_or_event_concerns_nobody_else() {
    let world = World::new().await;
    assert_eq!(world.engine.read("nowhere", |_| ()).await.unwrap_err().code, RefusalCode::NoSuchMeeting);
    world.engine.create(new_meeting("future")).await.unwrap();
    let head = world.store.head("future").await.unwrap().seq;
    let unknown = br#"{"v":1,"at_ms":1,"by":{},"kind":"teleported","body":{}}"#.to_vec();
    let append = Append { expected: head, records: vec![unknown], personal: vec![] };
    world.store.append("future", append).await.unwrap();
    let broken = world.engine.open_all().await.unwrap();
    assert_eq!(broken.len(), 1);
    assert_eq!((broken[0].0.as_str(), broken[0].1.code), ("future", RefusalCode::Internal));
    world.done(&person(1), json!({"do": "raise"})).await;
}

#[tokio::test]
async fn a_stopped_engine_has_stored_what_it_took_and_takes_nothing_more() {
    let world = World::new().await;
    let mut page = world.page(&moderator()).await;
    page.catch_up();
    let (answer, ()) =
        futures::join!(world.send(by(&person(1), None, json!({"do": "raise"}))), world.engine.stop(3_000));
    assert!(answer.reply.done.is_some());
    let (bye, come_back) = page.until(|page| page.bye.is_some()).await.bye.clone().unwrap();
    assert_eq!((bye.back_in_ms, come_back), (Some(3_000), true));
    assert!(page.viewer.next().await.is_none());
    assert_eq!(world.refused(&person(2), json!({"do": "raise"})).await, RefusalCode::Stopping);
    let world = world.restart().await;
    assert_eq!(world.state().await.waiting.len(), 1);
}

#[tokio::test]
async fn a_revoked_link_is_put_out_and_does_nothing_more() {
    let world = World::new().await;
    let issue = json!({"do": "issue_link", "role": "participant", "person": 1, "secret_sha256": "a".repeat(64)});
    let made = world.done(&staff(protocol::Role::Organiser), issue).await.made;
    assert_eq!(made, ["link/1"]);
    let meeting::Actor::Link { role, person, place, microphone, unit, .. } = person(1) else { panic!() };
    let who = meeting::Actor::Link { link: protocol::LinkId(1), role, person, place, microphone, unit };
    let mut page = world.page(&who).await;
    world.done(&staff(protocol::Role::Organiser), json!({"do": "revoke_link", "link": 1})).await;
    let (_, come_back) = page.until(|page| page.bye.is_some()).await.bye.clone().unwrap();
    assert!(!come_back);
    assert_eq!(world.refused(&who, json!({"do": "raise"})).await, RefusalCode::BadLink);
    let again = world.engine.subscribe(M, who, None).await;
    assert_eq!(again.err().unwrap().code, RefusalCode::BadLink);
}

#[tokio::test]
async fn a_meeting_whose_task_panicked_is_opened_anew() {
    let world = World::new().await;
    world.done(&person(1), json!({"do": "raise"})).await;
    let before = world.state().await;
    let panicked = world.engine.read(M, |_| panic!("a fault, to be survived")).await;
    assert_eq!(panicked.map(|(): ()| ()).unwrap_err().code, RefusalCode::Stopping);
    world.done(&person(2), json!({"do": "raise"})).await;
    let after = world.state().await;
    assert_eq!((after.waiting.len(), after.last.hand), (before.waiting.len() + 1, before.last.hand + 1));
}
