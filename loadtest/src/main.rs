//! Simulated rooms and hubs: whole meetings, replayed against a server process of its own, through real sockets.
//!
//! - `child`: that process: started, killed and started again
//! - `replay`: a scenario, played as fast as it goes
//! - `latency`: the order of hands under unequal links
//! - `polls`: ten thousand seats answer one question at once, and every head counts once
//! - `fairness`: random meetings through the rules alone, without a server: the order of the queue, proved
//! - `figures`: what is reported, read from the server's own export and from nothing else

mod child;
mod fairness;
mod figures;
mod latency;
mod polls;
mod replay;
mod secrecy;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};

/// Play simulated meetings against a server process, and report what its record says.
#[derive(Debug, Parser)]
#[command(name = "loadtest", version, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Play a scenario from beginning to end
    Replay(Replay),
    /// Measure how fair the order of hands is when links are unequal
    LatencyOrder(latency::LatencyOrder),
    /// Try the rule of the queue in thousands of random meetings
    Fairness(fairness::Fairness),
    /// Let ten thousand seats answer one question by a million racing commands
    Polls(polls::Polls),
    /// After secret questions, look for anything that tells who chose what
    Secrecy(secrecy::Secrecy),
    /// What this program starts as its child: the server itself
    #[command(hide = true)]
    Server {
        /// What `evenfloor` is told
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<OsString>,
    },
    /// The same with a fault: it does not check seats, so that every ballot counts. What `polls --control` has to find
    #[command(hide = true)]
    ServerWithoutSeats {
        /// What `evenfloor` is told
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<OsString>,
    },
}

/// Options of `replay`.
#[derive(Debug, clap::Args)]
pub struct Replay {
    /// Which meeting
    scenario: Scene,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
    /// Take this turn out of the scenario (atlas2)
    #[arg(long, value_name = "N")]
    drop_turn: Option<u32>,
    /// Kill the server (-9) and start it again so many times on the way
    #[arg(long, value_name = "N", default_value_t = 0)]
    kills: u32,
    /// Explain the record at the end: every call is recomputed, and a difference is an error
    #[arg(long)]
    explain: bool,
    /// How many simulated minutes the plenary lasts
    #[arg(long, value_name = "MINUTES", default_value_t = 30, value_parser = clap::value_parser!(u32).range(2..=480))]
    minutes: u32,
    /// From what the plenary is made
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    seed: u64,
    /// Meeting seconds for each second on the wall (plenary)
    #[arg(long, value_name = "FACTOR", default_value_t = 30.0)]
    speed: f64,
}

/// The meetings that can be played.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Scene {
    /// The session of ATLAS II in London, from its transcript
    Atlas2,
    /// An invented plenary of the size of NETmundial
    Plenary,
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let done = match cli.command {
        Command::Server { args } => return serve(args),
        Command::ServerWithoutSeats { args } => {
            meeting::faults::do_not_check_seats();
            return serve(args);
        }
        Command::Replay(replay) => replay::run(&replay),
        Command::LatencyOrder(wanted) => latency::run(&wanted),
        Command::Fairness(fairness) => fairness::run(&fairness),
        Command::Secrecy(wanted) => secrecy::run(&wanted),
        Command::Polls(wanted) => polls::run(&wanted),
    };
    match done {
        Ok(code) => code,
        Err(error) => {
            eprintln!("loadtest: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn serve(args: Vec<OsString>) -> ExitCode {
    server::cli::run(std::iter::once(OsString::from("evenfloor")).chain(args))
}
