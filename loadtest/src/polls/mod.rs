//! `polls`: ten thousand seats answer one question, each by a hundred racing commands, and every head counts once.
//!
//! - `plan`: who sits where, and what each device of a seat sends, all of it made from a seed
//! - `hall`: the meeting on a server process of its own: hubs, roster, personal links, the question
//! - `line`: a socket on which many commands are under way
//! - `seat`: the devices of one seat; `counter`: a hub's operator, who counts hands against the hub's own phones
//! - `storm`: all of them at once
//! - `secret`: after it, a secret question in the hubs: own phones against a device that is passed round, every head once
//! - `recount`: what the record adds up to, without any code of the server; `script`: the recount that anybody can make
//! - `judge`: how these and the result differ

mod counter;
mod hall;
mod judge;
mod line;
mod plan;
mod recount;
mod script;
mod seat;
mod secret;
mod storm;

use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use serde_json::{Value, json};

use crate::child::{Seats, Server};
use hall::Hall;
use plan::Plan;

/// All of it takes no longer.
const PATIENCE: Duration = Duration::from_secs(1_200);

/// Options of `polls`.
#[derive(Debug, clap::Args)]
pub struct Polls {
    /// Print one JSON object
    #[arg(long)]
    json: bool,
    /// Seats: people with a personal link
    #[arg(long, value_name = "N", default_value_t = 10_000, value_parser = clap::value_parser!(u32).range(50..=19_000))]
    seats: u32,
    /// Commands of each seat
    #[arg(long, value_name = "N", default_value_t = 100, value_parser = clap::value_parser!(u32).range(8..=400))]
    duplicates: u32,
    /// From what all of it is made
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    seed: u64,
    /// The same with a server that does not check seats: it must be found out
    #[arg(long)]
    control: bool,
}

/// Runs it; the exit code tells whether everybody was counted once, or whether the control was caught.
pub fn run(wanted: &Polls) -> anyhow::Result<ExitCode> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().context("cannot start threads")?;
    let played = runtime.block_on(async { tokio::time::timeout(PATIENCE, play(wanted)).await });
    runtime.shutdown_timeout(Duration::from_secs(1));
    let report = played.with_context(|| format!("it was not over within {} s", PATIENCE.as_secs()))??;
    if wanted.json {
        println!("{report}");
    } else {
        println!("{report:#}");
    }
    let good = if wanted.control { &report["control_caught"] } else { &report["exact"] };
    Ok(if *good == json!(true) { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn play(wanted: &Polls) -> anyhow::Result<Value> {
    let plan = Plan::new(wanted.seats, wanted.duplicates, wanted.seed);
    let data_dir = tempfile::tempdir().context("no temporary directory for the meeting")?;
    let seats = if wanted.control { Seats::Unchecked } else { Seats::Checked };
    let server = Server::start_with(data_dir.path(), 1.0, seats).await?;
    let began = Instant::now();
    let hall = Hall::open(&server, &plan).await.context("the meeting cannot be set up")?;
    let set_up = began.elapsed();
    let began = Instant::now();
    let storm = storm::run(&hall, &plan).await?;
    let stormed = began.elapsed();
    let result = hall.close(hall.poll).await.context("the question does not close")?;
    let recount = recount::recount(data_dir.path(), &hall).await?;
    let script = script::differences(server.address, hall.poll).await.context("the review cannot be recounted")?;
    let verdict = judge::judge(&plan, &hall.people, &storm, &result, &recount, script);
    let secret = secret::run(&hall, &plan).await.context("the secret question of the hubs")?;
    let secret_script = script::differences(server.address, secret.poll).await.context("the secret review")?;
    let errors = server.errors();
    drop(hall);
    server.stop().await?;
    if !errors.is_empty() {
        bail!("the server's log tells of {} errors, the first: {}", errors.len(), errors[0]);
    }
    let mut report = json!({
        "seats": wanted.seats,
        "duplicates": wanted.duplicates,
        "seed": wanted.seed,
        "hubs": plan.hubs.len(),
        "commands": storm.sent,
        "repeats_answered": storm.repeats,
        "connections": storm.connections,
        "connections_cut": storm.cuts,
        "refused_above_heads": storm.above_heads,
        "set_up_seconds": rounded(set_up),
        "storm_seconds": rounded(stormed),
        "commands_per_second": (f64::from(storm.sent) / stormed.as_secs_f64()).round(),
        "entries_of_the_record": recount.entries,
    });
    verdict.tell(&mut report);
    report["secret"] = secret.told(secret_script.len());
    if !secret.is_exact(secret_script.len()) {
        report["exact"] = json!(false);
    }
    if wanted.control {
        report["control"] = json!("the server does not check seats");
        report["control_caught"] = json!(!verdict.is_exact());
    }
    Ok(report)
}

fn rounded(time: Duration) -> f64 {
    (time.as_secs_f64() * 10.0).round() / 10.0
}
