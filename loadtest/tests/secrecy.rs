//! The search for who chose what, as a person runs it, in short: this program, a server process of its own, real sockets.

use std::process::Command;

use serde_json::{Value, json};

#[test]
fn nobody_finds_a_choice_and_every_planted_leak_is_found() {
    let args = ["secrecy", "--json", "--voters", "120", "--seed", "3", "--control"];
    let run = Command::new(env!("CARGO_BIN_EXE_loadtest")).args(args).output().expect("this program can be started");
    let text = String::from_utf8(run.stdout).expect("JSON is text");
    let report: Value =
        serde_json::from_str(&text).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&run.stderr)));
    assert!(run.status.success(), "{report:#}");
    assert_eq!([&report["links_found"], &report["control_missed"]], [&json!(0), &json!([])], "{report:#}");
    assert!(report["steps_shown"].as_u64() > Some(0) && report["parts_hidden"].as_u64() > Some(0), "{report:#}");
}
