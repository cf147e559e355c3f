//! The key of a secret question and the end of the server: destroyed after a crash, too, once its question is counted; kept
//! over one as long as the question runs.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod engine_world;

use engine_world::*;
use meeting::poll::SecretBox;
use protocol::{PollId, RefusalCode, Role};
use serde_json::{Value, json};
use server::store::{Failure, Store};

/// A secret vote, open; the name of its key.
async fn open_vote(world: &World) -> String {
    let terms = json!({"secret": true, "quorum": 2, "majority": "simple"});
    let vote = json!({"do": "set_poll", "question": "Shall she chair?", "kind": "vote", "terms": terms, "methods": {"ballots": true}});
    world.done(&staff(Role::Organiser), vote).await;
    world.done(&moderator(), json!({"do": "open_polls", "polls": [1]})).await;
    let keys = world.store.keys(M).await.unwrap();
    assert_eq!(keys.len(), 1, "the key is kept before the opening is");
    keys[0].name.clone()
}

async fn cast(world: &World, who: u32, choice: u32) {
    world.done(&person(who), json!({"do": "cast", "poll": 1, "choice": choice})).await;
}

/// Closes the question; it is final when the grace is over.
async fn close(world: &World) {
    world.done(&moderator(), json!({"do": "close_polls", "polls": [1], "in_ms": 0})).await;
}

/// Lets the grace pass, and waits for what comes of it.
async fn closed(world: &World) -> Page {
    world.engine.clock().set_speed(10_000.0);
    let mut page = world.page(&moderator()).await;
    page.until(|page| page.rows["poll/1"]["state"] == "closed").await;
    world.engine.clock().set_speed(1.0);
    page
}

async fn the_box(world: &World) -> SecretBox {
    world.state().await.polls[&PollId(1)].secret.clone().unwrap()
}

fn counts(page: &Page) -> &Value {
    &page.rows["tally/1"]["all"]["votes"]["counts"]
}

/// The bytes of the only key.
async fn key(world: &World) -> Vec<u8> {
    world.store.keys(M).await.unwrap()[0].bytes.clone()
}

/// Nothing of the key is left, and no ballot can be opened any more.
async fn must_be_gone(world: &World, key: &[u8]) {
    assert!(world.store.keys(M).await.unwrap().is_empty(), "a key is kept");
    assert!(!world.has_on_disk(key), "the key stands in a file");
    let state = world.state().await;
    assert!(state.keys.of(PollId(1)).is_none(), "the key is in memory");
    assert!(!the_box(world).await.ballots.is_empty(), "the sealed ballots stay");
}

#[tokio::test]
async fn a_crash_between_the_close_and_the_end_of_its_key_is_made_good_at_the_next_start() {
    let world = World::new().await;
    world.done(&staff(Role::Organiser), json!({"do": "set_meeting", "grace_ms": 30_000})).await;
    open_vote(&world).await;
    cast(&world, 1, 1).await;
    cast(&world, 2, 1).await;
    close(&world).await;
    let mut page = world.page(&moderator()).await;
    page.until(|page| page.rows["poll/1"]["state"] == "grace").await;
    let bytes = key(&world).await;
    assert!(world.has_on_disk(&bytes), "as long as it is open");
    // The close is stored, and then the server ends: nothing more is done.
    world.store.fail_append(1, Failure::BrokenAfterwards);
    world.engine.clock().set_speed(100_000.0);
    page.until(|page| page.bye.is_some()).await;
    assert_eq!(key(&world).await, bytes, "the close is stored and the key is still there");

    let world = world.restart().await;
    assert_eq!(world.engine.open_all().await.unwrap().len(), 0);
    must_be_gone(&world, &bytes).await;
    let counted = the_box(&world).await.counted.expect("the close is in the record");
    assert_eq!((counted.lost, counted.totals.counts), (false, vec![2, 0, 0]));
    let mut page = world.page(&moderator()).await;
    assert_eq!(counts(page.catch_up()), &json!([2, 0, 0]));
    // Once more from the record alone: it needs no key.
    let world = world.restart().await;
    assert_eq!(counts(world.page(&moderator()).await.catch_up()), &json!([2, 0, 0]));
}

#[tokio::test]
async fn after_a_crash_before_the_close_the_vote_goes_on() {
    let world = World::new().await;
    open_vote(&world).await;
    cast(&world, 1, 1).await;
    cast(&world, 2, 2).await;
    let (bytes, world) = (key(&world).await, world.restart().await);
    assert_eq!(world.engine.open_all().await.unwrap().len(), 0);
    assert_eq!(key(&world).await, bytes);
    cast(&world, 2, 1).await;
    cast(&world, 3, 3).await;
    close(&world).await;
    let page = closed(&world).await;
    assert_eq!(counts(&page), &json!([2, 0, 1]), "{:?}", page.rows["tally/1"]);
    must_be_gone(&world, &bytes).await;
}

#[tokio::test]
async fn a_key_that_cannot_be_destroyed_at_once_is_destroyed_though_nothing_more_happens() {
    let world = World::new().await;
    open_vote(&world).await;
    cast(&world, 1, 1).await;
    let bytes = key(&world).await;
    world.store.fail_destroys(2);
    close(&world).await;
    closed(&world).await;
    let tried_again = async {
        while world.store.destroys_to_fail() > 0 || !world.store.keys(M).await.unwrap().is_empty() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(30), tried_again).await.expect("it is tried again by itself");
    must_be_gone(&world, &bytes).await;
}

#[tokio::test]
async fn a_lost_key_is_told_and_no_result_is_made_up() {
    let world = World::new().await;
    let name = open_vote(&world).await;
    cast(&world, 1, 1).await;
    world.store.destroy_key(M, &name).await.unwrap();
    let world = world.restart().await;
    assert_eq!(
        world.refused(&person(2), json!({"do": "cast", "poll": 1, "choice": 1})).await,
        RefusalCode::PollNotOpen
    );
    close(&world).await;
    let page = closed(&world).await;
    assert_eq!(page.rows["poll/1"]["lost"], json!(true));
    let tally = &page.rows["tally/1"];
    assert_eq!(
        (&tally["outcome"], &tally["turnout"], &tally["all"]["votes"]["n"]),
        (&Value::Null, &Value::Null, &json!(0))
    );
}
