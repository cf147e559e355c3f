//! The command line of `evenfloor`.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::{CommandFactory, Parser, Subcommand};
use tracing::Level;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::FilterFn;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use crate::config::{Config, Filter, Layer, LogFormat};
use crate::demo::Demo;
use crate::engine::EXIT_DISK_FAILED;
use crate::record::{Explain, Export};
use crate::web::Server;

const EXAMPLES: &str = "\
Examples:
  evenfloor serve
      on http://localhost:8080, with the meetings in ./data
  evenfloor serve --config /etc/evenfloor.toml
      with settings from a file; environment and options go over it
  evenfloor serve -l 0.0.0.0:8080 -d /var/lib/evenfloor -u https://meet.example.org
      behind a proxy that speaks TLS for meet.example.org (see also --trusted-proxies)";

const SERVE_EXAMPLES: &str = "\
The settings file has the long names with underscores as keys:
  listen = \"0.0.0.0:8080\"
  data_dir = \"/var/lib/evenfloor\"
  public_url = \"https://meet.example.org\"
  allowed_origins = [\"https://www.example.org\"]
  create_token = \"at-least-16-characters\"
  max_connections = 15000
  max_waiting_per_address = 4096
  joins_per_second = 20
  exempt_addresses = [\"192.0.2.7\", \"10.0.0.0/8\"]
  trusted_proxies = [\"127.0.0.1\"]
  log_format = \"json\"
  log = \"info\"

What is given more than once counts in this order: option, environment, file, default.";

/// A real-time server for hybrid multistakeholder meetings: the room, remote hubs and online people on equal footing.
#[derive(Debug, Parser)]
#[command(name = "evenfloor", version, after_help = EXAMPLES, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run the server until it is told to stop (SIGTERM or Ctrl-C)
    #[command(after_help = SERVE_EXAMPLES)]
    Serve(Serve),
    /// Run a demonstration: meetings that play by themselves, with links for every role
    Demo(Demo),
    /// Write the record of a meeting: JSON, Markdown, or a form for comparing runs
    Export(Export),
    /// Replay the record of a meeting: for every call the queue, the rule, and whether the call followed it
    Explain(Explain),
}

/// Options of `serve`.
#[derive(Debug, clap::Args)]
struct Serve {
    /// TOML file with settings
    #[arg(long, short, value_name = "FILE", env = "EVENFLOOR_CONFIG")]
    config: Option<PathBuf>,
    #[command(flatten)]
    settings: Layer,
}

/// Does what the command line says; the first argument is the name of the program.
///
/// It runs to its end on the calling thread and says on standard error what went wrong.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are not errors, and clap knows which stream each belongs to.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let done = match cli.command {
        Command::Serve(serve) => serve.run(),
        Command::Demo(demo) => run_demo(demo).map(|()| ExitCode::SUCCESS),
        Command::Export(export) => export.run().map(|()| ExitCode::SUCCESS),
        Command::Explain(explain) => explain.run().map(|()| ExitCode::SUCCESS),
    };
    match done {
        Ok(code) => code,
        Err(error) => {
            eprintln!("evenfloor: {error:#}");
            ExitCode::FAILURE
        }
    }
}

impl Serve {
    fn run(self) -> anyhow::Result<ExitCode> {
        refuse_unknown_variables(std::env::vars_os().map(|(name, _)| name))?;
        let config = Config::load(self.config.as_deref(), self.settings)?;
        start_log(config.log_format, &config.log);
        runtime()?.block_on(async {
            let stop = stop_signal()?;
            let server = Server::start(config).await?;
            tracing::info!(
                address = %server.address,
                url = server.public_url.as_str(),
                version = env!("CARGO_PKG_VERSION"),
                "ready"
            );
            tokio::select! {
                () = stop => {}
                error = server.disk_failure() => {
                    // What is on the disk is not known any more: nothing may be acknowledged, so nobody says goodbye.
                    tracing::error!(%error, "the process ends; the next start recovers from the log");
                    return Ok(ExitCode::from(EXIT_DISK_FAILED));
                }
            }
            tracing::info!("stopping");
            server.stop().await;
            tracing::info!("stopped");
            Ok(ExitCode::SUCCESS)
        })
    }
}

fn run_demo(demo: Demo) -> anyhow::Result<()> {
    start_log(LogFormat::Plain, &"warn".parse().map_err(anyhow::Error::msg)?);
    runtime()?.block_on(async {
        let stop = stop_signal()?;
        demo.run(stop).await
    })
}

/// A misspelt variable would be a setting that silently does not count.
fn refuse_unknown_variables(names: impl Iterator<Item = OsString>) -> anyhow::Result<()> {
    let command = Cli::command();
    let known: BTreeSet<OsString> = command
        .get_subcommands()
        .flat_map(clap::Command::get_arguments)
        .filter_map(clap::Arg::get_env)
        .map(ToOwned::to_owned)
        // Read when the server is built.
        .chain([OsString::from("EVENFLOOR_WEB_DIST")])
        .collect();
    for name in names {
        let ours = name.to_str().is_some_and(|name| name.starts_with("EVENFLOOR_"));
        if ours && !known.contains(&name) {
            anyhow::bail!(
                "environment variable {}: not a setting\n  remedy: correct the name or unset it; \
                 `evenfloor serve --help` lists every variable",
                name.display()
            );
        }
    }
    Ok(())
}

fn runtime() -> anyhow::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build().context("cannot start the threads of the server")
}

/// Begins to write log lines to standard error.
fn start_log(format: LogFormat, filter: &Filter) {
    // At its finest tungstenite would log frames as they come, ballots among them: that is never wanted, whatever is asked.
    let no_frames = FilterFn::new(|line| *line.level() != Level::TRACE || !line.target().starts_with("tungstenite"));
    let log = tracing_subscriber::registry().with(EnvFilter::new(filter.as_str())).with(no_frames);
    let lines = tracing_subscriber::fmt::layer()
        .with_ansi(std::io::IsTerminal::is_terminal(&std::io::stderr()))
        .with_writer(std::io::stderr);
    let begun = match format {
        LogFormat::Plain => log.with(lines).try_init(),
        LogFormat::Json => log.with(lines.json().flatten_event(true)).try_init(),
    };
    if let Err(error) = begun {
        eprintln!("evenfloor: log lines go to a subscriber that was there before ({error})");
    }
}

/// Comes when the process is told to stop. It listens from the call on, not from the first poll.
fn stop_signal() -> anyhow::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate()).context("cannot listen for SIGTERM")?;
    let mut interrupt = signal(SignalKind::interrupt()).context("cannot listen for SIGINT")?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn a_misspelt_variable_is_refused() {
        let check = |name: &str| refuse_unknown_variables([OsString::from(name)].into_iter());
        assert!(check("EVENFLOOR_LISTEN").is_ok());
        assert!(check("EVENFLOOR_CREATE_TOKEN").is_ok());
        assert!(check("PATH").is_ok());
        let error = check("EVENFLOOR_LISTENS").expect_err("there is no such setting");
        assert!(error.to_string().contains("EVENFLOOR_LISTENS"), "{error}");
    }
}
