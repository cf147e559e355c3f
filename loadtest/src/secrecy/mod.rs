//! `secrecy`: after secret questions of two hundred people, can anybody tell who chose what?
//!
//! The adversary has everything that is kept or was ever shown, and knows who was where and who answered when: the data
//! directory with every file, the server's log at its finest, exports, every row and every reply of every kind of viewer.
//!
//! - `plan`: who chooses what, made from a seed
//! - `house`: the meeting on a server process of its own, its questions, its viewers
//! - `traces`: what is kept and what was shown
//! - `search`: keys, hashes that can be tried out, choices beside names, fields that go with choices
//! - `subtract`: what comes out of published figures by subtracting them
//! - `plant`: leaks of each kind, put in on purpose: they must be found

mod house;
mod plan;
mod plant;
mod search;
mod subtract;
mod traces;

use std::process::ExitCode;
use std::time::Duration;

use anyhow::Context;
use serde_json::{Value, json};

use house::House;
use plan::Plan;
use search::Tried;
use traces::Traces;

/// All of it takes no longer.
const PATIENCE: Duration = Duration::from_secs(600);

/// Options of `secrecy`.
#[derive(Debug, clap::Args)]
pub struct Secrecy {
    /// Print one JSON object
    #[arg(long)]
    json: bool,
    /// People who vote: of fewer than a hundred nothing is shown before the close
    #[arg(long, value_name = "N", default_value_t = 200, value_parser = clap::value_parser!(u32).range(100..=2_000))]
    voters: u32,
    /// From what all of it is made
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    seed: u64,
    /// Put leaks in on purpose: all of them must be found
    #[arg(long)]
    control: bool,
}

/// Runs it; the exit code tells whether nothing was found, or whether every planted leak was.
pub fn run(wanted: &Secrecy) -> anyhow::Result<ExitCode> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().context("cannot start threads")?;
    let played = runtime.block_on(async { tokio::time::timeout(PATIENCE, play(wanted)).await });
    runtime.shutdown_timeout(Duration::from_secs(1));
    let report = played.with_context(|| format!("it was not over within {} s", PATIENCE.as_secs()))??;
    if wanted.json {
        println!("{report}");
    } else {
        println!("{report:#}");
    }
    let good = if wanted.control { report["control_caught"] == true } else { report["links_found"] == 0 };
    Ok(if good { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn play(wanted: &Secrecy) -> anyhow::Result<Value> {
    let plan = Plan::new(wanted.voters, wanted.seed);
    let data_dir = tempfile::tempdir().context("no temporary directory for the meeting")?;
    let house = House::open(data_dir.path(), &plan).await.context("the meeting cannot be set up")?;
    let keys = house.vote(&plan).await.context("the vote breaks off")?;
    let traces = house.close(&plan).await.context("the questions do not close")?;
    let tried = Tried::new(&plan, &traces);
    let found = look(&plan, &traces, &keys, &tried);
    let mut report = json!({
        "voters": wanted.voters,
        "seed": wanted.seed,
        "questions": plan.questions.len(),
        "ballots": traces.ballots,
        "passed": traces.passed,
        "replaced": traces.replaced,
        "counted": traces.counted,
        "keys": keys.len(),
        "files": traces.files.len(),
        "bytes_searched": traces.bytes(),
        "published_states": traces.states.len(),
        "steps_shown": traces.steps_shown,
        "parts_hidden": traces.parts_hidden,
        "links_found": found.len(),
        "links": found.iter().take(10).collect::<Vec<_>>(),
    });
    anyhow::ensure!(traces.counted == traces.ballots + traces.passed, "not every ballot was counted: {report:#}");
    anyhow::ensure!(keys.len() == plan.questions.len(), "not every question had a key: {report:#}");
    anyhow::ensure!(traces.steps_shown > 0 && traces.parts_hidden > 0, "nothing was shown or hidden: {report:#}");
    if wanted.control {
        let missed = plant::all(&plan, &traces, &keys, &tried);
        report["control"] = json!(plant::NAMES);
        report["control_missed"] = json!(missed);
        report["control_caught"] = json!(missed.is_empty());
    }
    Ok(report)
}

/// Everything that tells of somebody's choice, in words.
fn look(plan: &Plan, traces: &Traces, keys: &[Vec<u8>], tried: &Tried) -> Vec<String> {
    let mut found = search::keys(traces, keys);
    found.extend(tried.found(plan, traces));
    found.extend(search::beside(plan, traces));
    found.extend(search::fields(plan, traces));
    found.extend(subtract::all(plan, traces));
    found
}
