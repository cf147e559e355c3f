//! The server as a process of its own: it can be killed at any moment, and starts again on the same address and data.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::{Context, bail};
use serde_json::Value;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

/// How long a server may take to say that it is ready, or to stop.
const PATIENCE: Duration = Duration::from_secs(60);

/// Whether a server checks that a seat has one ballot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seats {
    /// As every server does.
    Checked,
    /// It has a fault: every ballot counts.
    Unchecked,
}

/// A running server.
pub struct Server {
    /// Where it listens.
    pub address: SocketAddr,
    data_dir: PathBuf,
    speed: f64,
    seats: Seats,
    child: Child,
    log: Log,
}

/// The lines of its log that tell of something wrong.
#[derive(Clone, Default)]
struct Log {
    errors: Arc<Mutex<Vec<String>>>,
    /// All lines, where everything is logged.
    all: Option<Arc<Mutex<String>>>,
}

impl Log {
    /// Keeps a line of level ERROR or one that is no log line at all, such as a panic.
    fn take(&self, line: &str) {
        if let Some(all) = &self.all {
            *all.lock().unwrap_or_else(PoisonError::into_inner) += &format!("{line}\n");
        }
        let parsed: Result<Value, _> = serde_json::from_str(line);
        let wrong = parsed.as_ref().map_or(!line.trim().is_empty(), |line| line["level"] == "ERROR");
        if wrong {
            self.errors.lock().unwrap_or_else(PoisonError::into_inner).push(line.to_owned());
        }
    }
}

impl Server {
    /// Starts a server on a free port, with its meetings in `data_dir`, its clock `speed` times as fast.
    pub async fn start(data_dir: &Path, speed: f64) -> anyhow::Result<Self> {
        Self::start_with(data_dir, speed, Seats::Checked).await
    }

    /// The same, perhaps one that does not check seats.
    pub async fn start_with(data_dir: &Path, speed: f64, seats: Seats) -> anyhow::Result<Self> {
        let log = Log::default();
        let listen = SocketAddr::from(([127, 0, 0, 1], 0));
        let (child, address) = spawn(data_dir, speed, seats, listen, log.clone()).await?;
        Ok(Server { address, data_dir: data_dir.to_owned(), speed, seats, child, log })
    }

    /// Starts one that logs all that it ever would, down to the finest; see [`Server::log`].
    pub async fn start_telling_all(data_dir: &Path) -> anyhow::Result<Self> {
        let log = Log { all: Some(Arc::default()), ..Log::default() };
        let listen = SocketAddr::from(([127, 0, 0, 1], 0));
        let (speed, seats) = (1.0, Seats::Checked);
        let (child, address) = spawn(data_dir, speed, seats, listen, log.clone()).await?;
        Ok(Server { address, data_dir: data_dir.to_owned(), speed, seats, child, log })
    }

    /// All lines of its log so far, where it tells all.
    pub fn log(&self) -> String {
        let all = self.log.all.as_ref().map(|all| all.lock().unwrap_or_else(PoisonError::into_inner).clone());
        all.unwrap_or_default()
    }

    /// Kills it (-9) and starts it again on the same address.
    pub async fn kill_and_start(&mut self) -> anyhow::Result<()> {
        self.child.kill().await.context("the server cannot be killed")?;
        let (child, _) = spawn(&self.data_dir, self.speed, self.seats, self.address, self.log.clone()).await?;
        self.child = child;
        Ok(())
    }

    /// What its log told of something wrong.
    pub fn errors(&self) -> Vec<String> {
        self.log.errors.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The bytes of `export`, of a meeting as it is now.
    pub async fn export(&self, meeting: &str, canonical: bool) -> anyhow::Result<Vec<u8>> {
        let mut command = ourselves(Seats::Checked)?;
        command.args(["export", meeting, "--data-dir"]).arg(&self.data_dir);
        if canonical {
            command.arg("--canonical");
        }
        let output = command.stdin(Stdio::null()).output().await.context("export cannot be started")?;
        if !output.status.success() {
            bail!("export failed: {}", String::from_utf8_lossy(&output.stderr).trim());
        }
        Ok(output.stdout)
    }

    /// What `explain` finds in the record of a meeting as it is now, and what it complains of.
    pub async fn explain(&self, meeting: &str) -> anyhow::Result<(Value, String)> {
        let mut command = ourselves(Seats::Checked)?;
        command.args(["explain", meeting, "--json", "--data-dir"]).arg(&self.data_dir);
        let output = command.stdin(Stdio::null()).output().await.context("explain cannot be started")?;
        let complaint = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        match serde_json::from_slice(&output.stdout) {
            Ok(explained) => Ok((explained, complaint)),
            Err(_) => bail!("explain failed: {complaint}"),
        }
    }

    /// Asks it to stop, and waits until it has.
    pub async fn stop(mut self) -> anyhow::Result<()> {
        let Some(id) = self.child.id() else { bail!("the server had ended before it was asked to") };
        let asked = Command::new("kill").args(["-TERM", &id.to_string()]).status().await.context("kill is missing")?;
        if !asked.success() {
            bail!("the server cannot be asked to stop");
        }
        let status = tokio::time::timeout(PATIENCE, self.child.wait()).await.context("the server does not stop")??;
        if !status.success() {
            bail!("the server stopped with {status}");
        }
        Ok(())
    }
}

/// This very program, which holds the server too.
fn ourselves(seats: Seats) -> anyhow::Result<Command> {
    let program = std::env::current_exe().context("this program does not know where it is")?;
    let mut command = Command::new(program);
    command.arg(match seats {
        Seats::Checked => "server",
        Seats::Unchecked => "server-without-seats",
    });
    Ok(command)
}

async fn spawn(
    data_dir: &Path,
    speed: f64,
    seats: Seats,
    listen: SocketAddr,
    log: Log,
) -> anyhow::Result<(Child, SocketAddr)> {
    let mut command = ourselves(seats)?;
    let level = if log.all.is_some() { "trace" } else { "info" };
    command.args(["serve", "--log-format", "json", "--log", level, "--listen", &listen.to_string()]);
    command.args(["--clock-speed", &speed.to_string(), "--data-dir"]).arg(data_dir);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).kill_on_drop(true);
    let mut child = command.spawn().context("the server cannot be started")?;
    let stderr = child.stderr.take().context("the server has no standard error")?;
    let mut lines = BufReader::new(stderr).lines();
    let ready = async {
        while let Some(line) = lines.next_line().await.context("the server's log cannot be read")? {
            if let Some(address) = ready_at(&line) {
                return Ok(address);
            }
            log.take(&line);
        }
        let said = log.errors.lock().unwrap_or_else(PoisonError::into_inner).join("\n");
        bail!("the server ended before it was ready: {said}");
    };
    let address = tokio::time::timeout(PATIENCE, ready).await.context("the server does not get ready")??;
    tokio::spawn(async move {
        while let Ok(Some(line)) = lines.next_line().await {
            log.take(&line);
        }
    });
    Ok((child, address))
}

/// The address in the line that says `ready`.
fn ready_at(line: &str) -> Option<SocketAddr> {
    let line: Value = serde_json::from_str(line).ok()?;
    if line["message"] != "ready" {
        return None;
    }
    line["address"].as_str()?.parse().ok()
}
