//! Equal standing, tried: random meetings through the real rules, compared at every step with a slow model of the rule that
//! was written from its description; waits compared with the bounds that were stated; deliberate faults that must be found.
//!
//! - `plan`, `script`, `play`: a random meeting, and how it is played on a clock of its own
//! - `slow`: the model
//! - `mutants`: the rule with one fault each
//! - `spans`: waits over their bounds
//! - `judge`: who looks on: all of the above
//! - `scenes`: meetings whose outcome is known beforehand
//! - `adversary`: making somebody wait as long as the bound allows

mod adversary;
mod dice;
mod extra;
mod judge;
mod mutants;
mod plan;
mod play;
mod scenes;
mod script;
mod slow;
mod spans;

use std::{
    collections::BTreeMap,
    process::ExitCode,
    sync::atomic::{AtomicU64, Ordering},
    thread,
};

use protocol::Preset;
use serde::Serialize;

use dice::Dice;
use judge::{Findings, Judge};
use mutants::Hunt;
use plan::Plan;
use play::Play;
use scenes::Demand;

/// Options of `fairness`.
#[derive(Debug, clap::Args)]
pub struct Fairness {
    /// Print one JSON object
    #[arg(long)]
    json: bool,
    /// Random meetings for each preset
    #[arg(long, value_name = "N", default_value_t = 10_000)]
    meetings: u64,
    /// From what the meetings are made
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    seed: u64,
    /// Play this one of the meetings only, and print its record
    #[arg(long, value_name = "N", hide = true)]
    only: Option<u64>,
    /// Threads
    #[arg(long, value_name = "N", default_value_t = threads())]
    threads: usize,
}

fn threads() -> usize {
    thread::available_parallelism().map_or(2, usize::from)
}

/// As many hands in the room as elsewhere.
const DEMAND: Demand = Demand { hubs: 2, slow_one_in: 8, every_ms: (15_000, 45_000) };

/// What the command found.
#[derive(Debug, Serialize)]
pub struct Report {
    seed: u64,
    meetings_each: u64,
    #[serde(flatten)]
    findings: Findings,
    mutants: usize,
    mutants_caught: usize,
    survivors: Vec<&'static str>,
    adversary_wait_over_bound: BTreeMap<String, f64>,
    wait_parity: f64,
    waits: scenes::Parity,
    netmundial_slots: scenes::Slots,
    forty_against_three: scenes::Called,
    /// What was missed, in words.
    missed: Vec<String>,
}

impl Report {
    /// Plays everything.
    fn of(options: &Fairness) -> Self {
        let hunt = Hunt::default();
        let findings = storm(options, &hunt);
        let survivors = hunt.survivors();
        let few = (options.meetings / 10).clamp(20, 500);
        let waits = scenes::wait_parity(options.seed, few, DEMAND);
        let mut report = Report {
            seed: options.seed,
            meetings_each: options.meetings,
            findings,
            mutants: hunt.count(),
            mutants_caught: hunt.count() - survivors.len(),
            survivors,
            adversary_wait_over_bound: adversary::worst(options.seed),
            wait_parity: waits.ratio,
            waits,
            netmundial_slots: scenes::netmundial_slots(options.seed, few / 10),
            forty_against_three: scenes::forty_against_three(options.seed, few / 10),
            missed: Vec::new(),
        };
        report.missed = report.misses();
        report
    }

    /// The targets that were missed.
    fn misses(&self) -> Vec<String> {
        let mut missed = Vec::new();
        let mut must = |holds: bool, what: String| {
            if !holds {
                missed.push(what);
            }
        };
        let f = &self.findings;
        must(f.order_mismatches == 0, format!("order_mismatches is {}, not 0", f.order_mismatches));
        must(f.starved == 0, format!("starved is {}, not 0", f.starved));
        must(f.worst_wait_over_bound <= 1.0, format!("worst_wait_over_bound is {}", f.worst_wait_over_bound));
        must(self.mutants >= 20, format!("mutants is {}, below 20", self.mutants));
        must(self.survivors.is_empty(), format!("mutants survived: {}", self.survivors.join("; ")));
        for (preset, ratio) in &self.adversary_wait_over_bound {
            let fits = (0.5..=1.0).contains(ratio);
            must(fits, format!("adversary_wait_over_bound of {preset} is {ratio}, not within 0.5 and 1"));
        }
        let even = (0.95..=1.05).contains(&self.wait_parity);
        must(even, format!("wait_parity is {}, not within 0.95 and 1.05", self.wait_parity));
        let slots = &self.netmundial_slots;
        must(slots.remote == 2 && slots.remote_most == 2, format!("netmundial_slots is {slots:?}, not 2 of 6"));
        let hub = self.forty_against_three.hub;
        must(hub == 3, format!("forty_against_three: {hub} of 3 hub hands were called"));
        missed
    }
}

/// Plays `meetings` random meetings of each preset, and looks.
fn storm(options: &Fairness, hunt: &Hunt) -> Findings {
    let next = AtomicU64::new(0);
    let all = options.meetings * Preset::ALL.len() as u64;
    thread::scope(|scope| {
        let workers: Vec<_> = (0..options.threads.max(1))
            .map(|_| {
                scope.spawn(|| {
                    let mut findings = Findings::default();
                    loop {
                        let n = next.fetch_add(1, Ordering::Relaxed);
                        if n >= all {
                            return findings;
                        }
                        meeting_of(options.seed, n, Judge::new(hunt), &mut findings);
                    }
                })
            })
            .collect();
        let mut findings = Findings::default();
        for worker in workers {
            findings.add(worker.join().expect("a meeting ends in good order"));
        }
        findings
    })
}

/// One random meeting.
fn meeting_of(seed: u64, n: u64, judge: Judge, findings: &mut Findings) {
    let presets = Preset::ALL;
    let preset = presets[(n % presets.len() as u64) as usize];
    let mut dice = Dice::new(seed, n);
    let mut plan = Plan::random(preset, &mut dice);
    let play = Play::new(preset, seed ^ n, judge);
    let ended = script::run(play, &mut plan, &mut dice);
    findings.take(n, &plan, ended);
}

/// Runs the command: prints what was found; the code of the process says whether every target was reached.
///
/// # Errors
/// Nothing but what printing may fail by.
pub fn run(options: &Fairness) -> anyhow::Result<ExitCode> {
    if let Some(n) = options.only {
        let (hunt, mut findings) = (Hunt::default(), Findings::default());
        meeting_of(options.seed, n, Judge::new(&hunt).loud(), &mut findings);
        println!("{}", serde_json::to_string_pretty(&findings)?);
        return Ok(ExitCode::SUCCESS);
    }
    let report = Report::of(options);
    if options.json {
        println!("{}", serde_json::to_string(&report)?);
    } else {
        println!("{}", serde_json::to_string_pretty(&report)?);
    }
    for missed in &report.missed {
        eprintln!("loadtest: missed: {missed}");
    }
    Ok(if report.missed.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A short form of the command; the full one is run by hand.
    #[test]
    fn the_rule_is_as_it_is_described_and_every_fault_in_it_is_found() {
        let options = Fairness { json: true, meetings: 250, seed: 1, only: None, threads: threads() };
        let report = Report::of(&options);
        assert_eq!(report.findings.order_mismatches, 0, "{:#?}", report.findings.examples);
        assert_eq!(report.survivors, [""; 0], "faults that were not found");
        assert!(report.mutants >= 20, "{} mutants", report.mutants);
        for (preset, ratio) in &report.adversary_wait_over_bound {
            assert!((0.5..=1.0).contains(ratio), "{preset}: an adversary comes to {ratio} of the bound");
        }
        assert_eq!((report.netmundial_slots.remote, report.netmundial_slots.remote_most), (2, 2));
        assert_eq!(report.forty_against_three.hub, 3);
    }
}
