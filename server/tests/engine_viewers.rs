//! Viewers: each gets exactly what it missed, however slow it is and wherever it was.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod engine_world;

use std::collections::BTreeMap;

use engine_world::*;
use protocol::{Position, Role};
use serde_json::{Value, json};
use server::store::Store;
use server::view::Audience;

/// A change that everybody sees: another title of agenda item 1.
async fn retitle(world: &World, n: u32) -> u64 {
    let command = json!({"do": "set_item", "item": 1, "title": format!("Opening {n}")});
    world.done(&staff(Role::Organiser), command).await.done.unwrap()
}

#[tokio::test]
async fn a_new_viewer_gets_all_rows_and_then_what_changes() {
    let world = World::new().await;
    let mut page = world.page(&moderator()).await;
    page.catch_up();
    assert!(page.heard[0].starts_with("snapshot"), "{:?}", page.heard);
    assert_eq!(page.rows["item/1"]["title"], "Opening");
    page.heard.clear();
    let version = retitle(&world, 2).await;
    page.until_version(version).await;
    assert_eq!(page.heard, ["set item/1 removed "]);
    assert_eq!(page.rows["item/1"]["title"], "Opening 2");
}

#[tokio::test]
async fn a_slow_viewer_holds_one_update_at_most_and_catches_up() {
    let world = World::new().await;
    let mut slow = world.page(&moderator()).await;
    slow.catch_up().heard.clear();
    let mut quick = world.page(&moderator()).await;
    let mut version = 0;
    for n in 0..8 {
        version = retitle(&world, n).await;
        // Each is really published before the next one comes.
        quick.until_version(version).await;
    }
    slow.until_version(version).await;
    assert_eq!(slow.heard, ["set item/1 removed "], "one frame for eight changes");
    assert_eq!(slow.rows, quick.rows);
    assert_eq!(slow.rows["item/1"]["title"], "Opening 7");
}

#[tokio::test]
async fn who_returns_gets_exactly_the_rows_that_it_missed() {
    let world = World::new().await;
    world.done(&person(1), json!({"do": "raise"})).await;
    world.done(&person(2), json!({"do": "raise"})).await;
    let mut left = world.page(&moderator()).await;
    left.catch_up();
    let at = left.at;
    // Nobody looks meanwhile: the board rests, and nothing is rendered for it.
    let viewer = std::mem::replace(&mut left.viewer, world.page(&staff(Role::HubOperator)).await.viewer);
    drop(viewer);
    retitle(&world, 2).await;
    world.done(&person(1), json!({"do": "lower", "hand": 1})).await;
    let viewer = world.page_at(&moderator(), at).await.viewer;
    let mut back = left.back(viewer);
    back.catch_up();
    let fresh = world.page(&moderator()).await.catch_up().rows.clone();
    assert_eq!(back.rows, fresh);
    assert!(back.heard.iter().all(|frame| !frame.contains("snapshot")), "{:?}", back.heard);
    assert!(back.heard[0].contains("item/1"), "{:?}", back.heard);
    assert!(back.heard[0].ends_with("hand/1"), "{:?}", back.heard);
    for same in ["meeting", "item/2", "hub/1", "microphone/government"] {
        assert!(!back.heard[0].contains(same), "{same} did not change: {:?}", back.heard);
    }
}

#[tokio::test]
async fn who_missed_nothing_gets_nothing() {
    let world = World::new().await;
    let mut page = world.page(&moderator()).await;
    page.catch_up();
    let mut back = world.page_at(&moderator(), page.at).await;
    assert_eq!(back.catch_up().heard, Vec::<String>::new());
}

#[tokio::test]
async fn a_position_of_another_history_gets_a_snapshot() {
    let world = World::new().await;
    let at = world.page(&moderator()).await.catch_up().at.unwrap();
    for strange in [
        Position { version: at.version + 1, ..at },
        Position { epoch: at.epoch + 1, ..at },
        Position { epoch: 0, version: 0 },
    ] {
        let mut page = world.page_at(&moderator(), Some(strange)).await;
        page.catch_up();
        assert_eq!(page.heard[0], format!("snapshot {}", at.version), "{strange:?}");
    }
    let world_epoch = world.store.new_epoch(M).await.unwrap();
    let world = world.restart().await;
    let mut page = world.page_at(&moderator(), Some(at)).await;
    page.catch_up();
    assert_eq!(page.at.unwrap().epoch, u64::from(world_epoch));
    assert_eq!(page.heard[0], format!("snapshot {}", at.version));
}

#[tokio::test]
async fn after_a_restart_everybody_is_where_they_were() {
    let world = World::new().await;
    world.done(&person(1), json!({"do": "raise"})).await;
    let mut page = world.page(&person(1)).await;
    page.catch_up();
    let (at, rows, own) = (page.at, page.rows.clone(), page.own.clone());
    let viewer = page.viewer;
    drop(viewer);
    let world = world.restart().await;
    let mut back = world.page_at(&person(1), at).await;
    back.catch_up();
    assert!(back.heard.is_empty(), "nothing was missed: {:?}", back.heard);
    let fresh = world.page(&person(1)).await;
    let mut fresh = fresh;
    fresh.catch_up();
    assert_eq!((fresh.rows, fresh.own), (rows, own));
}

#[tokio::test]
async fn own_rows_come_to_their_owner_alone_and_before_the_shared_ones() {
    let world = World::new().await;
    let (mut mine, mut other) = (world.page(&person(1)).await, world.page(&person(2)).await);
    mine.catch_up().heard.clear();
    other.catch_up().heard.clear();
    let version = world.done(&person(1), json!({"do": "raise"})).await.done.unwrap();
    mine.until_version(version).await;
    other.until_version(version).await;
    assert_eq!(mine.own["my/hand"]["hand"], 1);
    assert!(mine.heard[0].starts_with("own my/hand"), "{:?}", mine.heard);
    assert!(!other.own.contains_key("my/hand"), "{:?}", other.heard);
}

#[tokio::test]
async fn a_gap_is_answered_with_everything() {
    let world = World::new().await;
    let mut page = world.page(&person(1)).await;
    page.catch_up().heard.clear();
    page.viewer.resync();
    let version = page.at.unwrap().version;
    page.until(|page| page.heard.len() >= 2).await;
    assert_eq!(page.heard, ["own snapshot".to_owned(), format!("snapshot {version}")]);
}

#[tokio::test]
async fn viewers_at_the_same_place_are_given_the_same_bytes() {
    use server::engine::Outgoing;
    let world = World::new().await;
    let mut viewers = Vec::new();
    for _ in 0..3 {
        let mut viewer = world.page(&moderator()).await.viewer;
        while viewer.now().is_some() {}
        viewers.push(viewer);
    }
    retitle(&world, 2).await;
    let mut addresses = Vec::new();
    for viewer in &mut viewers {
        loop {
            match viewer.next().await.unwrap() {
                Outgoing::Frame(text) if text.contains("\"update\"") => break addresses.push(text.as_str().as_ptr()),
                _ => {}
            }
        }
    }
    assert!(addresses.windows(2).all(|pair| pair[0] == pair[1]), "encoded once, not once for each");
}

#[tokio::test]
async fn presence_and_links_are_told_live_and_not_recorded() {
    let world = World::new().await;
    let before = world.state().await.version;
    let mut page = world.page(&moderator()).await;
    page.until(|page| page.live.contains_key("live/presence")).await;
    assert_eq!(page.live["live/hub/1"]["online"], false);
    let operator = world.page(&staff(Role::HubOperator)).await;
    operator.viewer.round_trip(600);
    let _phone = world.page(&person(1)).await;
    page.until(|page| page.live["live/hub/1"]["rtt_ms"] == 600 && page.live["live/presence"]["room"] == 1).await;
    assert_eq!(page.live["live/presence"], json!({"room": 1, "hubs": 1, "online": 0, "watching": 3}));
    drop(operator);
    page.until(|page| page.live["live/hub/1"]["online"] == false).await;
    assert_eq!(world.state().await.version, before);
}

#[tokio::test]
async fn a_countdown_ends_by_itself_also_after_a_restart() {
    let world = World::new().await;
    let organiser = staff(Role::Organiser);
    for n in 1..=2 {
        world.done(&organiser, json!({"do": "set_poll", "question": "Heard?", "methods": {"ballots": true}})).await;
        world.done(&moderator(), json!({"do": "open_polls", "polls": [n]})).await;
    }
    world.done(&moderator(), json!({"do": "close_polls", "polls": [1], "in_ms": 60_000})).await;
    world.engine.clock().set_speed(10_000.0);
    let mut page = world.page(&moderator()).await;
    page.until(|page| page.rows["poll/1"]["state"] == "closed").await;
    world.engine.clock().set_speed(1.0);
    world.done(&moderator(), json!({"do": "close_polls", "polls": [2], "in_ms": 60_000})).await;
    let world = world.restart().await;
    world.engine.clock().set_speed(10_000.0);
    assert_eq!(world.engine.open_all().await.unwrap().len(), 0);
    let mut page = world.page(&moderator()).await;
    page.until(|page| page.rows["poll/2"]["state"] == "closed").await;
    let state = world.state().await;
    assert!(state.polls.values().all(|poll| poll.state == protocol::PollState::Closed));
}

#[tokio::test]
async fn a_storm_of_ballots_sends_few_tallies_and_loses_none() {
    let world = World::new().await;
    let poll = json!({"do": "set_poll", "question": "Heard?", "methods": {"ballots": true}, "showing": "live"});
    world.done(&staff(Role::Organiser), poll).await;
    world.done(&moderator(), json!({"do": "open_polls", "polls": [1]})).await;
    let mut page = world.page(&moderator()).await;
    page.catch_up().heard.clear();
    let mut version = 0;
    for n in 0..100 {
        let cast = json!({"do": "cast", "poll": 1, "choice": 1 + n % 5});
        version = world.done(&person(1 + n % 3), cast).await.done.unwrap();
        page.catch_up();
    }
    let early = page.heard.len();
    page.until_version(version).await;
    assert!(early <= 5, "{:?}", page.heard);
    let fresh = world.page(&moderator()).await.catch_up().rows.clone();
    assert_eq!(page.rows["tally/1"], fresh["tally/1"]);
}

/// Whatever happens, and however pages come, read and go: in the end each has what a fresh one gets.
#[tokio::test]
async fn pages_that_come_and_go_end_up_with_the_same_rows() {
    let world = World::new().await;
    let people = [moderator(), staff(Role::Organiser), staff(Role::HubOperator), person(1), staff(Role::Display)];
    let mut pages = Vec::new();
    for who in &people {
        pages.push(world.page(who).await);
    }
    // Any numbers do, as long as they are the same in every run.
    let mut state: u64 = 20_140_423;
    let mut random = |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    for step in 0..300 {
        let (who, command) = match random(9) {
            0 => (person(1 + random(3) as u32), json!({"do": "raise", "topic": format!("topic {step}")})),
            1 => (moderator(), json!({"do": "lower", "hand": 1 + random(40)})),
            2 => (moderator(), json!({"do": "call_next"})),
            3 => (moderator(), json!({"do": "end_turn"})),
            4 => (staff(Role::Organiser), json!({"do": "set_item", "item": 1, "title": format!("Item {step}")})),
            5 => (
                staff(Role::Organiser),
                json!({"do": "set_person", "person": 1 + random(3),
                                                 "profile": {"name": format!("Name {step}")}}),
            ),
            6 => (staff(Role::Reporter), json!({"do": "add_note", "kind": "note", "text": format!("note {step}")})),
            7 => (
                staff(Role::HubOperator),
                json!({"do": "hands_now", "hub": 1, "unnamed": 1 + random(3),
                                                   "microphone": "government"}),
            ),
            _ => (moderator(), json!({"do": "undo"})),
        };
        // Many of these are refused; that is part of it.
        world.send(by(&who, None, command)).await;
        let n = random(people.len() as u64) as usize;
        match random(4) {
            0 => drop(pages[n].catch_up()),
            1 => {
                let viewer = world.engine.subscribe(M, people[n].clone(), pages[n].at).await.unwrap();
                let page = pages.remove(n);
                pages.insert(n, page.back(viewer));
            }
            _ => {}
        }
    }
    let version = retitle(&world, 1).await;
    let state = world.state().await;
    for (who, page) in people.iter().zip(&mut pages) {
        page.until_version(version).await;
        let mut fresh = world.page(who).await;
        fresh.catch_up();
        assert_eq!(page.rows, fresh.rows, "{who:?}");
        assert_eq!(page.own, fresh.own, "{who:?}");
        // A board that was brought up to date by what was touched is the one that is rendered whole.
        let whole = server::view::render(&state, Audience::of(who));
        let whole: BTreeMap<_, Value> =
            whole.iter().map(|(k, row)| (k.clone(), serde_json::from_str(row).unwrap())).collect();
        assert_eq!(fresh.rows, whole, "{who:?}");
    }
}
