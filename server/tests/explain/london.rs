//! The London session, played through real sockets by the server that writes its record.

use std::path::Path;

use meeting::{Event, Fact};
use protocol::{OverrideReason, TurnKind};
use server::config::Config;
use server::demo::scenario::Scenario;
use server::demo::stage::Pace;
use server::demo::{house, recorded};
use server::record::explain::{Difference, Explained, Unexplained, Verdict, page};
use server::store::SqliteStore;
use server::web::Server;
use tokio::sync::OnceCell;

use crate::logged::{Logged, hands, run, turns};

const MEETING: &str = "atlas2";

/// The session, played once for all tests of this file.
struct Played {
    directory: tempfile::TempDir,
    log: Logged,
}

static PLAYED: OnceCell<Played> = OnceCell::const_new();

async fn played() -> &'static Played {
    PLAYED.get_or_init(play).await
}

async fn play() -> Played {
    let directory = tempfile::tempdir().expect("a directory for the test");
    let listen = "127.0.0.1:0".parse().expect("an address");
    let config = Config { listen, data_dir: directory.path().to_owned(), ..Config::default() };
    let server = Server::start(config).await.expect("the server starts");
    let scenario = Scenario::atlas2().expect("the scenario holds together");
    let (stage, _links) = house::open(server.address, scenario, Pace::AtOnce).await.expect("the meeting opens");
    recorded::play(&stage).await.expect("every step is done");
    drop(stage);
    server.stop().await;
    let store = SqliteStore::open_to_read(directory.path()).expect("the data directory is there");
    let log = Logged::read(&store, MEETING).await;
    Played { directory, log }
}

#[tokio::test]
async fn every_turn_is_accounted_for() {
    let explained = played().await.log.explained().await;
    assert_eq!(explained.differences, []);
    assert_eq!((explained.turns.len(), explained.accounted_for()), (78, 78));
    assert_eq!(explained.count(Verdict::NotFromTheQueue), 40 + 4 + 11);
    let (in_turn, out_of_turn) = (explained.count(Verdict::InTurn), explained.count(Verdict::OutOfTurn));
    assert_eq!(in_turn + out_of_turn, 23);
    assert!(in_turn > 0 && out_of_turn > 0, "{in_turn} {out_of_turn}");
    assert!(explained.hands >= 10, "{}", explained.hands);
    let in_turn = explained.turns.iter().find(|turn| turn.verdict == Verdict::InTurn);
    let call = in_turn.and_then(|turn| turn.call.as_ref()).expect("a call has its queue");
    assert_eq!(call.queue.first().map(|place| place.hand), call.hand);
    let page = page(&explained);
    assert!(page.ends_with("\nAll 78 turns are accounted for.\n"), "{page}");
}

#[tokio::test]
async fn the_command_says_so_and_ends_well() {
    let directory = played().await.directory.path();
    let told = run(directory, MEETING, &[]);
    assert_eq!((told.ended_well, told.complaint.as_str()), (true, ""));
    assert!(told.out.ends_with("\nAll 78 turns are accounted for.\n"), "{}", told.out);
    let json = json(directory, true);
    assert_eq!(json["summary"]["accounted_for"], 78);
    assert_eq!(json["summary"]["differences"], 0);
    let nowhere = run(directory, "elsewhere", &[]);
    assert!(!nowhere.ended_well && nowhere.complaint.contains("meeting \"elsewhere\""), "{}", nowhere.complaint);
}

fn json(directory: &Path, ends_well: bool) -> serde_json::Value {
    let told = run(directory, MEETING, &["--json"]);
    assert_eq!(told.ended_well, ends_well, "{}", told.complaint);
    serde_json::from_str(&told.out).expect("one JSON object")
}

/// The difference that was made. Whoever chains an altered record anew also changes the draws of all hands after it.
fn the_one_difference(explained: &Explained) -> &Difference {
    let (draws, others): (Vec<_>, Vec<_>) =
        explained.differences.iter().partition(|difference| difference.what.contains(" drawn for it, entry "));
    assert_eq!(draws.len(), 1, "hands that were raised later have other draws, and that is told once");
    assert_eq!(others.len(), 1, "{others:?}");
    others[0]
}

/// A call without a hand whose reason is taken out of the record.
fn remove_a_reason(events: &mut [Event]) {
    turns(events).find(|turn| turn.out_of_turn.is_some()).expect("there is one in the session").out_of_turn = None;
}

#[tokio::test]
async fn a_removed_reason_is_a_difference_and_the_command_fails() {
    let explained = played().await.log.altered(|events| remove_a_reason(events)).await.expect("the rule is known");
    assert_eq!(explained.accounted_for(), 77, "{:?}", explained.differences);
    let what = &the_one_difference(&explained).what;
    assert!(what.starts_with("the record has it as a call in turn; by the rule "), "{what}");

    let directory = tempfile::tempdir().expect("a directory for the test");
    {
        let store = SqliteStore::open(directory.path()).expect("an empty directory");
        played().await.log.write(&store, |events| remove_a_reason(events)).await;
    }
    let told = run(directory.path(), MEETING, &[]);
    assert!(!told.ended_well);
    assert!(told.complaint.contains("the record differs from what was recomputed"), "{}", told.complaint);
    assert!(told.out.contains(what.as_str()), "{}", told.out);
    let last =
        format!("\n1 of 78 turns differ from the record; differences in all: {}.\n", explained.differences.len());
    assert!(told.out.ends_with(&last), "{}", told.out);
    assert_eq!(json(directory.path(), false)["summary"]["accounted_for"], 77);
}

#[tokio::test]
async fn a_call_in_turn_that_is_made_to_look_out_of_turn_is_a_difference() {
    let accuse = |events: &mut Vec<Event>| {
        let called = turns(events).find(|turn| turn.hand.is_some() && turn.out_of_turn.is_none());
        called.expect("there is one in the session").out_of_turn = Some(OverrideReason::Balance);
    };
    let explained = played().await.log.altered(accuse).await.expect("the rule is known");
    let what = &the_one_difference(&explained).what;
    assert!(what.contains("out of turn (reason given: balance); by the rule it was next"), "{what}");
}

#[tokio::test]
async fn an_altered_moment_is_a_difference() {
    let earlier = |events: &mut Vec<Event>| hands(events).last().expect("hands are raised").raised_ms -= 5_000;
    let explained = played().await.log.altered(earlier).await.expect("the rule is known");
    assert_eq!(explained.differences.len(), 1, "{:?}", explained.differences);
    let what = &explained.differences[0].what;
    assert!(what.contains(": the record has it raised at "), "{what}");
}

#[tokio::test]
async fn a_turn_taken_out_of_the_record_is_a_difference() {
    let take_out = |events: &mut Vec<Event>| {
        let called = |event: &Event| matches!(&event.fact, Fact::TurnBegan(turn) if turn.kind == TurnKind::Called);
        let at = events.iter().position(called).expect("somebody was called");
        events.remove(at);
    };
    let explained = played().await.log.altered(take_out).await.expect("the rule is known");
    assert!(explained.differing_turns() > 0, "its number is missing");
}

#[tokio::test]
async fn a_rule_of_another_version_is_refused_with_what_to_do() {
    let newer = |events: &mut Vec<Event>| {
        let rule = serde_json::json!({
            "kind": "rule_set",
            "body": {"preset": "equal_footing", "newcomers_first": true, "newcomer_cap": 3, "replies": 2, "version": 7},
        });
        let fact = serde_json::from_value(rule).expect("a fact");
        let last = events.last().expect("a session has entries").clone();
        events.push(Event { fact, ..last });
    };
    let entry = played().await.log.events.len() as u64 + 1;
    let refused = played().await.log.altered(newer).await.expect_err("nobody knows version 7");
    assert_eq!(refused, Unexplained::Rule { entry, version: 7 });
    assert!(refused.to_string().contains("explain it with the build that wrote it, or with a newer one"));
}
