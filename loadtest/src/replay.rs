//! Plays a scenario against a server process, kills the server on the way where that is asked for, and reports.

use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use anyhow::{Context, bail};
use serde_json::{Value, json};
use server::demo::plenary::plenary;
use server::demo::scenario::Scenario;
use server::demo::stage::{Pace, Stage};
use server::demo::{house, live, recorded};
use sha2::{Digest, Sha256};
use tokio::sync::watch;

use crate::child::Server;
use crate::{Replay, Scene, figures};

/// Runs the replay; the exit code tells whether anything went wrong.
pub fn run(replay: &Replay) -> anyhow::Result<ExitCode> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().context("cannot start threads")?;
    let report = runtime.block_on(play(replay))?;
    let clean = report["errors"] == 0 && report.get("explain_differences").is_none_or(|differences| differences == 0);
    if replay.json {
        println!("{report}");
    } else {
        println!("{report:#}");
    }
    Ok(if clean { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn play(replay: &Replay) -> anyhow::Result<Value> {
    let scenario = scenario(replay)?;
    let data_dir = tempfile::tempdir().context("no temporary directory for the meetings")?;
    let (pace, speed) = match replay.scenario {
        Scene::Atlas2 => (Pace::AtOnce, 1.0),
        Scene::Plenary => (Pace::ByTheClock, replay.speed),
    };
    let mut server = Server::start(data_dir.path(), speed).await?;
    let meeting = scenario.key.clone();
    let steps = scenario.steps.len();
    let (stage, _links) = house::open(server.address, scenario, pace).await?;
    let stage = Arc::new(stage);
    let play = tokio::spawn(perform(stage.clone(), replay.scenario));
    let killed = kill_on_the_way(&mut server, stage.played.subscribe(), steps, replay.kills);
    let (played, killed) = tokio::join!(play, killed);
    played.context("the play broke off")??;
    killed?;
    let mut errors = stage.errors();
    let mut report = match replay.scenario {
        Scene::Atlas2 => recorded_report(&server, &meeting, replay).await?,
        Scene::Plenary => {
            let record = json_of(&server.export(&meeting, false).await?)?;
            let mut report = figures::plenary(&record);
            report["minutes"] = json!(replay.minutes);
            report["seed"] = json!(replay.seed);
            report["late_answers"] = json!(stage.late.load(Ordering::Relaxed));
            report
        }
    };
    if replay.explain {
        let (explained, complaint) = server.explain(&meeting).await?;
        report["explained"] = explained["summary"]["accounted_for"].clone();
        report["explain_differences"] = explained["summary"]["differences"].clone();
        if !complaint.is_empty() {
            eprintln!("loadtest: {complaint}");
        }
    }
    drop(stage);
    errors.extend(server.errors());
    server.stop().await?;
    finish(report, replay, &errors)
}

fn scenario(replay: &Replay) -> anyhow::Result<Scenario> {
    match (replay.scenario, replay.drop_turn) {
        (Scene::Atlas2, None) => Ok(Scenario::atlas2()?),
        (Scene::Atlas2, Some(turn)) => Ok(Scenario::atlas2()?.without_turn(turn)?),
        (Scene::Plenary, None) => Ok(plenary(replay.seed, replay.minutes)),
        (Scene::Plenary, Some(_)) => {
            bail!("--drop-turn is for atlas2: the turns of a plenary are not known beforehand")
        }
    }
}

async fn perform(stage: Arc<Stage>, scene: Scene) -> anyhow::Result<()> {
    match scene {
        Scene::Atlas2 => recorded::play(&stage).await?,
        Scene::Plenary => live::play(&stage).await?,
    }
    Ok(())
}

/// Kills the server each time when another part of the steps has been played, evenly over the whole.
async fn kill_on_the_way(
    server: &mut Server,
    mut played: watch::Receiver<usize>,
    steps: usize,
    kills: u32,
) -> anyhow::Result<()> {
    for kill in 1..=kills {
        let after = steps * kill as usize / (kills as usize + 1);
        if played.wait_for(|played| *played >= after).await.is_err() {
            bail!("the play ended before kill {kill}");
        }
        server.kill_and_start().await?;
    }
    Ok(())
}

fn json_of(bytes: &[u8]) -> anyhow::Result<Value> {
    serde_json::from_slice(bytes).context("the export is no JSON")
}

async fn recorded_report(server: &Server, meeting: &str, replay: &Replay) -> anyhow::Result<Value> {
    let canonical = server.export(meeting, true).await?;
    let mut report = figures::recorded(&json_of(&canonical)?);
    let hash: String = Sha256::digest(&canonical).iter().map(|byte| format!("{byte:02x}")).collect();
    report["canonical_sha256"] = json!(hash);
    if let Some(turn) = replay.drop_turn {
        report["dropped_turn"] = json!(turn);
    }
    Ok(report)
}

fn finish(mut report: Value, replay: &Replay, errors: &[String]) -> anyhow::Result<Value> {
    for error in errors {
        eprintln!("loadtest: {error}");
    }
    report["errors"] = json!(errors.len());
    if replay.kills > 0 {
        report["kills"] = json!(replay.kills);
    }
    Ok(report)
}
