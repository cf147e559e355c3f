//! The order of hands under unequal links, as a person measures it: this program, in short.

use std::process::Command;

use serde_json::{Value, json};

fn measured(bursts: &str, socket_bursts: &str) -> Value {
    let args = ["latency-order", "--json", "--bursts", bursts, "--socket-bursts", socket_bursts];
    let run = Command::new(env!("CARGO_BIN_EXE_loadtest")).args(args).output().expect("this program can be started");
    let text = String::from_utf8(run.stdout).expect("JSON is text");
    let report = serde_json::from_str(&text).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&run.stderr)));
    assert_eq!(run.status.success(), report_misses_nothing(&report), "{report:#}");
    report
}

fn report_misses_nothing(report: &Value) -> bool {
    report["missed"] == json!([])
}

#[test]
fn simulated_bursts_meet_every_target_and_other_orders_do_not() {
    let report = measured("300", "0");
    assert!(report_misses_nothing(&report), "{report:#}");
    assert_eq!(report["honest_clocks_flagged"], 0);
    let figure = |of: &str, name: &str| report[of][name].as_f64().unwrap_or_else(|| panic!("no {of}/{name}"));
    assert!(figure("by_arrival", "inverted_all") > 15.0 && figure("by_arrival", "fast_beats_slow") > 99.0);
    assert!(figure("by_arrival_less_half_round_trip", "inverted_all") > 4.2);
    let forgers = report["forgers"].as_array().expect("a list");
    assert!(forgers.len() == 10 && forgers.iter().any(|it| it["flagged_percent"].as_f64() > Some(50.0)), "{report:#}");
}

#[test]
fn a_burst_over_real_sockets_is_better_than_arrival() {
    // One burst is too few for the targets; by arrival it would be about 17.
    let report = measured("1", "1");
    assert!(report["sockets_inverted_all"].as_f64().is_some_and(|it| it < 12.0), "{report:#}");
}
