//! `latency-order`: is the order of a burst of hands fair when everybody has another link?
//!
//! - `links`: kinds of link; `person`: a page behind one, measured by the server's own code in simulated time
//! - `bursts`: what order comes of it, in the real meeting; `pairs`: how wrong it is
//! - `forgers`: what lying about clocks and keeping pongs back gains

mod bursts;
mod forgers;
mod links;
mod pairs;
mod person;

use std::process::ExitCode;

use serde_json::json;

/// Options of `latency-order`.
#[derive(Debug, clap::Args)]
pub struct LatencyOrder {
    /// Print one JSON object
    #[arg(long)]
    json: bool,
    /// Simulated bursts
    #[arg(long, value_name = "N", default_value_t = 1_000)]
    bursts: u32,
    /// From what all of it is made
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    seed: u64,
}

/// Runs it; the exit code tells whether every target is met.
pub fn run(wanted: &LatencyOrder) -> anyhow::Result<ExitCode> {
    let bursts = bursts::simulate(wanted.bursts, wanted.seed)?;
    println!(
        "{:#}",
        json!({"drawn": bursts.drawn.report(), "gain": forgers::try_all(wanted.seed), "moment": bursts.moment.report(), "arrival": bursts.arrival.report(), "half": bursts.half_round_trip.report(), "seq": bursts.depends_on_sequence, "flagged": bursts.flagged})
    );
    Ok(ExitCode::SUCCESS)
}
