//! `latency-order`: is the order of a burst of hands fair when everybody has another link?
//!
//! - `links`: kinds of link; `person`: a page behind one, measured by the server's own code in simulated time
//! - `bursts`: what order comes of it, in the real meeting; `pairs`: how wrong it is
//! - `forgers`: what lying about clocks and keeping pongs back gains
//! - `sockets`, `page`, `relay`: the same over real sockets, through links that delay

mod bursts;
mod forgers;
mod links;
mod page;
mod pairs;
mod person;
mod relay;
mod sockets;

use std::process::ExitCode;

use serde_json::{Value, json};

/// Options of `latency-order`.
#[derive(Debug, clap::Args)]
pub struct LatencyOrder {
    /// Print one JSON object
    #[arg(long)]
    json: bool,
    /// Simulated bursts
    #[arg(long, value_name = "N", default_value_t = 1_000, value_parser = clap::value_parser!(u32).range(1..))]
    bursts: u32,
    /// Bursts over real sockets; 0: none
    #[arg(long, value_name = "N", default_value_t = 20)]
    socket_bursts: u32,
    /// From what all of it is made
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    seed: u64,
}

/// What must be reached: the figure, at least, at most.
const TARGETS: [(&str, f64, f64); 8] = [
    ("inverted_all", 0.0, 4.2),
    ("inverted_50ms", 0.0, 2.2),
    ("fast_beats_slow", 45.0, 60.0),
    ("gain_over_credit_max", 0.0, 1.0),
    ("order_depends_on_arrival_sequence", 0.0, 0.0),
    ("draw_favours_first_arrival", 48.0, 52.0),
    ("sockets_inverted_all", 0.0, 6.0),
    ("sockets_inverted_50ms", 0.0, 4.0),
];

/// Runs it; the exit code tells whether every target is met.
pub fn run(wanted: &LatencyOrder) -> anyhow::Result<ExitCode> {
    let report = report(wanted)?;
    if wanted.json {
        println!("{report}");
    } else {
        println!("{report:#}");
    }
    let met = report["missed"].as_array().is_some_and(Vec::is_empty);
    Ok(if met { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn report(wanted: &LatencyOrder) -> anyhow::Result<Value> {
    let bursts = bursts::simulate(wanted.bursts, wanted.seed)?;
    let gains = forgers::try_all(wanted.seed);
    let gain = gains.iter().map(forgers::Gain::over_credit).fold(0.0, f64::max);
    let mut report = json!({
        "seed": wanted.seed,
        "bursts": wanted.bursts,
        "people_in_a_burst": bursts::PEOPLE,
        "links": links::KINDS.map(|kind| kind.name),
        "inverted_all": bursts.settled.inverted_all(),
        "inverted_50ms": bursts.settled.inverted_50ms(),
        "fast_beats_slow": bursts.drawn.fast_beats_slow(),
        "as_called_with_draws": bursts.drawn.report(),
        "by_arrival": bursts.arrival.report(),
        "by_arrival_less_half_round_trip": bursts.half_round_trip.report(),
        "honest_clocks_flagged": bursts.flagged,
        "order_depends_on_arrival_sequence": bursts.depends_on_sequence,
        "draw_favours_first_arrival": bursts.draws.percent(),
        "gain_over_credit_max": gain,
        "forgers": gains,
    });
    if wanted.socket_bursts > 0 {
        let sockets = sockets::play(wanted.socket_bursts, wanted.seed)?;
        report["socket_bursts"] = json!(wanted.socket_bursts);
        report["sockets_inverted_all"] = json!(sockets.inverted_all());
        report["sockets_inverted_50ms"] = json!(sockets.inverted_50ms());
        report["sockets_fast_beats_slow"] = json!(sockets.fast_beats_slow());
    }
    report["missed"] = json!(missed(&report));
    Ok(report)
}

/// The figures that miss their target.
fn missed(report: &Value) -> Vec<&'static str> {
    let met = |(name, least, most): &(&'static str, f64, f64)| {
        // Without bursts over sockets there are no figures of them.
        report.get(name).is_none_or(|figure| figure.as_f64().is_some_and(|it| (*least..=*most).contains(&it)))
    };
    TARGETS.iter().filter(|target| !met(target)).map(|(name, ..)| *name).collect()
}
