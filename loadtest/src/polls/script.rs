//! The recount that anybody can make: the published script, in another language, on the public review of the question.

use std::net::SocketAddr;
use std::process::Stdio;

use anyhow::{Context, bail};
use protocol::PollId;
use tokio::process::Command;

use super::hall::MEETING;

/// The script as it is published.
const SCRIPT: &str = include_str!("../../../docs/recount.py");

/// The differences that the script finds between what is published and what it counts.
///
/// # Errors
/// When the script cannot be run or cannot read the review.
pub async fn differences(address: SocketAddr, poll: PollId) -> anyhow::Result<Vec<String>> {
    let directory = tempfile::tempdir().context("no temporary directory for the script")?;
    let path = directory.path().join("recount.py");
    tokio::fs::write(&path, SCRIPT).await.context("the script cannot be written")?;
    let review = format!("http://{address}/m/{MEETING}/review/{poll}.json");
    let run = Command::new("python3").arg(&path).arg(review).stdin(Stdio::null()).kill_on_drop(true).output();
    let output = run.await.context("python3 cannot be started: install it")?;
    let told = String::from_utf8_lossy(&output.stdout);
    let found: Vec<String> =
        told.lines().filter_map(|line| line.strip_prefix("difference: ")).map(str::to_owned).collect();
    if output.status.success() != found.is_empty() {
        bail!("the script ended with {}: {}", output.status, String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(found)
}
