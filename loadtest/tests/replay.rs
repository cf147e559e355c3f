//! The replays as a person runs them: this program, a server process of its own, real sockets.

use std::process::Command;

use serde_json::{Value, json};

/// Runs a replay and reads its one JSON object.
fn replay(args: &[&str]) -> Value {
    let run = Command::new(env!("CARGO_BIN_EXE_loadtest")).arg("replay").args(args).arg("--json").output();
    let run = run.expect("this program can be started");
    assert!(run.status.success(), "{args:?}: {}", String::from_utf8_lossy(&run.stderr));
    let text = String::from_utf8(run.stdout).expect("JSON is text");
    assert_eq!(text.lines().count(), 1, "one JSON object and nothing else: {text}");
    serde_json::from_str(&text).expect("it is JSON")
}

#[test]
fn atlas2_is_the_same_in_two_runs_and_when_the_server_is_killed_on_the_way() {
    let plain = replay(&["atlas2", "--explain"]);
    assert_eq!(plain["turns_total"], 78);
    assert_eq!(plain["turns_by_speaker"]["Leon Sanchez"], 28);
    assert_eq!(plain["turns_by_speaker"]["Evan Leibovitch"], 19);
    assert_eq!(plain["turns_by_speaker"]["Unidentified"], 4);
    assert_eq!(plain["words_by_speaker"]["Alejandro Pisanty"], 3_889);
    assert_eq!(plain["turns_by_kind"], json!({ "chair": 40, "presenter": 4, "called": 23, "interjection": 11 }));
    assert_eq!(plain["questions"], 6);
    assert_eq!((&plain["explained"], &plain["explain_differences"]), (&json!(78), &json!(0)));
    let results = plain["results"].as_array().expect("a list");
    assert_eq!(results.len(), 1, "one value is recorded: {results:?}");
    assert_eq!((&results[0]["region"], &results[0]["value"]), (&json!("Latin America and Caribbean"), &json!(2)));

    assert_eq!(replay(&["atlas2", "--explain"]), plain);
    let mut killed = replay(&["atlas2", "--explain", "--kills", "5"]);
    assert_eq!(killed["kills"], 5);
    killed.as_object_mut().expect("an object").remove("kills");
    assert_eq!(killed, plain);
}

#[test]
fn a_dropped_turn_changes_every_figure_and_the_hash() {
    let (plain, shorter) = (replay(&["atlas2"]), replay(&["atlas2", "--drop-turn", "40"]));
    assert_eq!(shorter["turns_total"], 77);
    assert_eq!(shorter["turns_by_speaker"]["Adam Peake"], 2);
    assert_eq!(shorter["words_by_speaker"]["Adam Peake"], 1_072 - 359);
    assert_eq!(shorter["turns_by_kind"]["called"], 22);
    assert_ne!(shorter["canonical_sha256"], plain["canonical_sha256"]);
}

#[test]
fn a_plenary_calls_both_sides_and_all_microphones_without_an_error() {
    let plenary = replay(&["plenary", "--minutes", "8", "--speed", "40", "--seed", "3", "--explain"]);
    assert_eq!(plenary["errors"], 0);
    assert_eq!((&plenary["explained"], &plenary["explain_differences"]), (&plenary["turns_total"], &json!(0)));
    let called = |by: &str, of: &str| plenary[by][of].as_u64().unwrap_or(0);
    for microphone in ["government", "private-sector", "civil-society", "technical-academic"] {
        assert!(called("called_by_microphone", microphone) > 0, "{microphone}: {plenary}");
    }
    let remote = called("called_by_side", "hubs") + called("called_by_side", "online");
    assert!(remote > 0 && called("called_by_side", "room") > 0, "{plenary}");
    assert!(plenary["waiting_by_side"]["room"].as_u64() > Some(0), "the queue never empties: {plenary}");
}
