//! The devices of one seat: the same personal link on a phone that loses its connection, in another tab, on another device.
//! All of them answer at once, change their mind, and ask again.

use anyhow::Context;
use futures::future::try_join_all;
use protocol::poll_command::Cast;
use protocol::{Command, PollId};

use super::line::{Answers, Door, Line, frame};
use super::plan::{Plan, Script};

/// What came of a seat.
#[derive(Debug, Default)]
pub struct Outcome {
    /// What was answered.
    pub answers: Answers,
    /// The acknowledged last choice; none when every ballot was refused.
    pub last: Option<Option<u32>>,
    /// Commands sent.
    pub sent: u32,
    /// Connections opened, and those that were cut.
    pub connections: (u32, u32),
}

/// Everything that a seat does.
///
/// # Errors
/// When a connection is lost that was not cut here.
pub async fn play(plan: &Plan, seat: u32, door: &Door, poll: PollId) -> anyhow::Result<Outcome> {
    let mut by_device: Vec<Vec<Script>> = Vec::new();
    for script in plan.scripts(seat) {
        match by_device.get_mut(script.device as usize) {
            Some(scripts) => scripts.push(script),
            None => by_device.push(vec![script]),
        }
    }
    // All pages are open before the first answers.
    let openings = (0..).zip(&by_device).map(|(device, _)| Line::open(door, sender(seat, device)));
    let lines = try_join_all(openings).await.with_context(|| format!("seat {seat}"))?;
    let devices =
        lines.into_iter().zip(&by_device).map(|(line, scripts)| device(plan, seat, door, poll, line, scripts));
    let mut outcome = Outcome::default();
    for part in try_join_all(devices).await.with_context(|| format!("seat {seat}"))? {
        outcome.sent += part.sent;
        outcome.connections.0 += part.connections.0;
        outcome.connections.1 += part.connections.1;
        let answers = &mut outcome.answers;
        answers.done.extend(part.answers.done);
        answers.above_heads += part.answers.above_heads;
        answers.odd.extend(part.answers.odd);
        answers.repeats += part.answers.repeats;
        answers.changed += part.answers.changed;
    }
    outcome.last = outcome.answers.last().map(|(device, n)| plan.choice(seat, device, n));
    Ok(outcome)
}

/// One page instance; it keeps its name over a cut.
fn sender(seat: u32, device: u32) -> String {
    format!("seat-{seat}-device-{device}")
}

async fn device(
    plan: &Plan,
    seat: u32,
    door: &Door,
    poll: PollId,
    line: Line,
    scripts: &[Script],
) -> anyhow::Result<Outcome> {
    let mut outcome = Outcome::default();
    let mut first = Some(line);
    for script in scripts {
        let mut line = match first.take() {
            Some(line) => line,
            None => Line::open(door, sender(seat, script.device)).await?,
        };
        outcome.connections.0 += 1;
        let cast = |n: &u64| {
            let choice = plan.choice(seat, script.device, *n);
            frame(*n, Command::Cast(Cast { poll, choice, choices: Vec::new() }))
        };
        line.say(script.numbers.iter().map(cast)).await?;
        outcome.sent += script.numbers.len() as u32;
        for _ in 0..script.cut_after.unwrap_or(script.numbers.len()) {
            let reply = line.reply().await?;
            outcome.answers.take(script.device, &reply);
        }
        if script.cut_after.is_some() {
            line.cut();
            outcome.connections.1 += 1;
        } else {
            line.close().await;
        }
    }
    Ok(outcome)
}
