//! Everybody at once: a few groups of seats at a time, each with its hub's operator where it has one, on as many tasks as keep
//! the machine busy. Nothing is kept of a seat but its last choice.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::Context;
use futures::StreamExt;
use protocol::{Key, PollId};

use super::counter::{self, Hands, Operator, Progress};
use super::hall::Hall;
use super::line::{Answers, Door};
use super::plan::Plan;
use super::seat;

/// Groups at work at once.
const TASKS: usize = 6;
/// Seats of a group at work at once; each has three or four connections.
const SEATS_AT_ONCE: usize = 40;
/// Seats of a group that is no hub.
const GROUP: u32 = 200;

/// What was sent and what was acknowledged.
#[derive(Debug, Default)]
pub struct Storm {
    /// Commands.
    pub sent: u32,
    /// Answers that came again.
    pub repeats: u32,
    /// Connections opened.
    pub connections: u32,
    /// Connections cut.
    pub cuts: u32,
    /// Refusals because all heads of a place were counted.
    pub above_heads: u32,
    /// Answers to repeats that differ from the first one.
    pub changed: u32,
    /// Refusals that nothing here should meet: how many, and some of them.
    pub odd: (u32, Vec<String>),
    /// For each seat the acknowledged last choice; none for who was refused.
    pub ballots: Vec<Option<Option<u32>>>,
    /// For each hub the acknowledged last count.
    pub hands: Vec<Option<Hands>>,
    /// For each region the acknowledged last value.
    pub agreed: Vec<(Key, u32)>,
}

/// A group of seats.
#[derive(Debug, Clone)]
struct Group {
    seats: std::ops::Range<u32>,
    /// From 0.
    hub: Option<usize>,
}

/// What the tasks share.
struct Work {
    plan: Plan,
    poll: PollId,
    doors: Vec<Door>,
    operators: Vec<Door>,
    groups: Vec<Group>,
    next: AtomicUsize,
}

/// What a group came to.
#[derive(Default)]
struct Part {
    storm: Storm,
    /// The seats with their last choice.
    ballots: Vec<(u32, Option<Option<u32>>)>,
    hub: Option<(usize, Option<Hands>)>,
}

/// Lets everybody answer, and waits until all have.
///
/// # Errors
/// When a connection is lost that was not cut here.
pub async fn run(hall: &Hall, plan: &Plan) -> anyhow::Result<Storm> {
    let work = Arc::new(Work {
        plan: plan.clone(),
        poll: hall.poll,
        doors: hall.seats.clone(),
        operators: hall.operators.clone(),
        groups: groups(plan),
        next: AtomicUsize::new(0),
    });
    let reporter = hall.reporter.clone();
    let agreeing = tokio::spawn({
        let work = work.clone();
        async move { counter::agree(&work.plan, &reporter, work.poll).await }
    });
    let tasks: Vec<_> = (0..TASKS).map(|_| tokio::spawn(work_off(work.clone()))).collect();
    let mut storm = Storm::default();
    storm.ballots.resize(plan.seats as usize, None);
    storm.hands.resize(plan.hubs.len(), None);
    for task in tasks {
        for part in task.await.context("a task broke off")?? {
            for (seat, last) in part.ballots {
                storm.ballots[seat as usize] = last;
            }
            if let Some((hub, hands)) = part.hub {
                storm.hands[hub] = hands;
            }
            storm.add(part.storm);
        }
    }
    let agreed = agreeing.await.context("a task broke off")??;
    storm.sent += agreed.sent;
    storm.add_answers(agreed.answers);
    storm.agreed = agreed.last;
    Ok(storm)
}

fn groups(plan: &Plan) -> Vec<Group> {
    let hubs = plan.hubs.iter().enumerate().map(|(hub, seats)| Group { seats: seats.clone(), hub: Some(hub) });
    let elsewhere = plan.elsewhere();
    let others = elsewhere.clone().step_by(GROUP as usize);
    let others = others.map(|from| Group { seats: from..elsewhere.end.min(from + GROUP), hub: None });
    hubs.chain(others).collect()
}

async fn work_off(work: Arc<Work>) -> anyhow::Result<Vec<Part>> {
    let mut parts = Vec::new();
    while let Some(group) = work.groups.get(work.next.fetch_add(1, Ordering::Relaxed)) {
        parts.push(play(&work, group).await?);
    }
    Ok(parts)
}

async fn play(work: &Work, group: &Group) -> anyhow::Result<Part> {
    let mut part = Part::default();
    let progress = Progress::default();
    let Some(hub) = group.hub else {
        seats(work, group, &progress, &mut part).await?;
        return Ok(part);
    };
    let number = hub as u32 + 1;
    let mut operator = Operator::open(&work.plan, number, &work.operators[hub], work.poll).await?;
    let heads = group.seats.end - group.seats.start;
    let phones = async {
        let done = seats(work, group, &progress, &mut part).await;
        progress.over.store(true, Ordering::Release);
        done
    };
    let (raced, answered) = tokio::join!(operator.race(heads, &progress), phones);
    raced?;
    answered?;
    let left = part.ballots.iter().filter(|(_, last)| last.is_none()).map(|(seat, _)| *seat);
    let counted = operator.finish(left).await?;
    part.storm.sent += counted.sent;
    part.storm.connections += 2;
    part.storm.add_answers(counted.answers);
    part.hub = Some((hub, counted.last));
    Ok(part)
}

async fn seats(work: &Work, group: &Group, progress: &Progress, part: &mut Part) -> anyhow::Result<()> {
    let playing = futures::stream::iter(group.seats.clone()).map(|seat| async move {
        let outcome = seat::play(&work.plan, seat, &work.doors[seat as usize], work.poll).await;
        outcome.map(|outcome| (seat, outcome))
    });
    let mut playing = playing.buffer_unordered(SEATS_AT_ONCE);
    while let Some(played) = playing.next().await {
        let (seat, outcome) = played?;
        progress.ballots.fetch_add(u32::from(outcome.last.is_some()), Ordering::AcqRel);
        part.ballots.push((seat, outcome.last));
        part.storm.sent += outcome.sent;
        part.storm.connections += outcome.connections.0;
        part.storm.cuts += outcome.connections.1;
        part.storm.add_answers(outcome.answers);
    }
    Ok(())
}

impl Storm {
    fn add(&mut self, other: Storm) {
        self.sent += other.sent;
        self.repeats += other.repeats;
        self.connections += other.connections;
        self.cuts += other.cuts;
        self.above_heads += other.above_heads;
        self.changed += other.changed;
        self.odd.0 += other.odd.0;
        self.odd.1.extend(other.odd.1);
    }

    fn add_answers(&mut self, answers: Answers) {
        self.repeats += answers.repeats;
        self.above_heads += answers.above_heads;
        self.changed += answers.changed;
        self.odd.0 += answers.odd.len() as u32;
        self.odd.1.extend(answers.odd.into_iter().take(2));
        self.odd.1.truncate(5);
    }
}
