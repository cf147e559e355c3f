//! The storm of ballots as a person runs it, in short: this program, a server process of its own, real sockets.

use std::process::Command;

use serde_json::{Value, json};

/// Runs a storm; its one JSON object, and whether the program was content.
fn storm(args: &[&str]) -> (Value, bool) {
    let run = Command::new(env!("CARGO_BIN_EXE_loadtest")).args(["polls", "--json"]).args(args).output();
    let run = run.expect("this program can be started");
    let text = String::from_utf8(run.stdout).expect("JSON is text");
    let report = serde_json::from_str(&text).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&run.stderr)));
    (report, run.status.success())
}

#[test]
fn every_head_counts_once_however_often_and_by_whatever_way_it_answers() {
    let (report, content) = storm(&["--seats", "400", "--duplicates", "24", "--seed", "5"]);
    assert!(content, "{report:#}");
    assert_eq!(report["counted"], 400);
    assert_eq!([&report["double"], &report["lost"], &report["recount_differences"]], [&json!(0); 3], "{report:#}");
    let figure = |name: &str| report[name].as_u64().unwrap_or_else(|| panic!("no {name}: {report:#}"));
    assert!(figure("commands") >= 400 * 24 && figure("connections_cut") == 400, "{report:#}");
    assert!(figure("refused_above_heads") > 0 && figure("repeats_answered") > 400, "{report:#}");
}

#[test]
fn a_server_that_does_not_check_seats_is_found_out() {
    let (report, content) = storm(&["--seats", "100", "--duplicates", "12", "--control"]);
    assert!(content, "{report:#}");
    assert_eq!(report["control_caught"], true);
    assert!(report["double"].as_u64() > Some(0) && report["recount_differences"].as_u64() > Some(0), "{report:#}");
}
