//! A hub's operator, on two devices, who counts hands while the hub's people answer on their own phones: sometimes fewer than
//! are left, sometimes more, which must be refused. At the end whoever has no ballot is counted by hand. And a reporter who
//! writes down what the regions agree, and thinks better of it.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use anyhow::Context;
use futures::future::try_join_all;
use protocol::poll_command::{Agree, Count, CountedHands};
use protocol::{Command, HubId, Key, Place, PollId};
use server::demo::dice::Dice;

use super::hall;
use super::line::{Answers, Door, Line, OPERATOR_PACE, frame};
use super::plan::{POINTS, Plan};

/// The devices of an operator.
const DEVICES: u32 = 2;
/// How often a device sends each of its counts.
const TIMES: usize = 3;
/// How often each device sends the last count.
const TIMES_AT_THE_END: usize = 25;

/// A count: hands for each point, and without an opinion.
pub type Hands = (Vec<u32>, u32);

/// What is known of a hub while its phones answer.
#[derive(Debug, Default)]
pub struct Progress {
    /// Seats that have a ballot.
    pub ballots: AtomicU32,
    /// All phones are done.
    pub over: AtomicBool,
}

/// What came of an operator's counting.
#[derive(Debug, Default)]
pub struct Counted {
    /// What was answered.
    pub answers: Answers,
    /// The acknowledged last count.
    pub last: Option<Hands>,
    /// Commands sent.
    pub sent: u32,
}

/// An operator's pages.
pub struct Operator<'a> {
    plan: &'a Plan,
    hub: HubId,
    poll: PollId,
    lines: Vec<Line>,
    n: u64,
    said: Vec<Vec<Hands>>,
    counted: Counted,
}

impl<'a> Operator<'a> {
    /// Opens the pages. Hubs are numbered from 1.
    ///
    /// # Errors
    /// When a page is turned away.
    pub async fn open(plan: &'a Plan, hub: u32, door: &Door, poll: PollId) -> anyhow::Result<Self> {
        let pages = (0..DEVICES).map(|device| Line::open(door, format!("operator-{hub}-device-{device}")));
        let lines = try_join_all(pages).await.with_context(|| format!("operator of hub {hub}"))?;
        Ok(Operator { plan, hub: HubId(hub), poll, lines, n: 0, said: Vec::new(), counted: Counted::default() })
    }

    /// Counts again and again until the phones are done.
    ///
    /// # Errors
    /// When a page is lost.
    pub async fn race(&mut self, heads: u32, progress: &Progress) -> anyhow::Result<()> {
        let mut dice = self.plan.dice(self.hub.0, 0xC0);
        while !progress.over.load(Ordering::Acquire) {
            let left = heads.saturating_sub(progress.ballots.load(Ordering::Acquire));
            // Nearly all who are left, so that few phones get in between; up to three too many, which must be refused.
            let guesses = (0..DEVICES).map(|_| dice.between(u64::from(left) * 9 / 10, u64::from(left) + 4) as u32);
            let hands: Vec<Hands> = guesses.collect::<Vec<_>>().into_iter().map(|n| split(n, &mut dice)).collect();
            self.count(hands, TIMES).await?;
            tokio::time::sleep(OPERATOR_PACE * TIMES as u32).await;
        }
        Ok(())
    }

    /// Counts those who have no ballot, and tells what came of all of it.
    ///
    /// # Errors
    /// When a page is lost.
    pub async fn finish(mut self, by_hand: impl Iterator<Item = u32>) -> anyhow::Result<Counted> {
        let (mut hands, mut no_opinion) = (vec![0; POINTS as usize], 0);
        for seat in by_hand {
            match self.plan.by_hand(seat) {
                Some(point) => hands[point as usize - 1] += 1,
                None => no_opinion += 1,
            }
        }
        let hands = (hands, no_opinion);
        self.count(vec![hands; DEVICES as usize], TIMES_AT_THE_END).await?;
        let last = self.counted.answers.last().and_then(|(device, n)| {
            let index = usize::try_from(n).ok()?.checked_sub(1)?;
            self.said.get(index)?.get(device as usize).cloned()
        });
        for line in self.lines {
            line.close().await;
        }
        self.counted.last = last;
        Ok(self.counted)
    }

    /// Every device sends its count, all at once and more than once.
    async fn count(&mut self, hands: Vec<Hands>, times: usize) -> anyhow::Result<()> {
        self.n += 1;
        let n = self.n;
        for (line, (hands, no_opinion)) in self.lines.iter_mut().zip(&hands) {
            let line_of_grid =
                CountedHands { poll: self.poll, hands: hands.clone(), no_opinion: *no_opinion, groups: Vec::new() };
            let count = Count { place: Place::Hub(self.hub), grid: vec![line_of_grid], counter: None };
            let text = frame(n, Command::Count(count));
            line.say(std::iter::repeat_n(text, times)).await?;
            self.counted.sent += times as u32;
        }
        self.said.push(hands);
        for (device, line) in (0..).zip(&mut self.lines) {
            for _ in 0..times {
                let reply = line.reply().await?;
                self.counted.answers.take(device, &reply);
            }
        }
        Ok(())
    }
}

/// So many hands, anyhow.
fn split(total: u32, dice: &mut Dice) -> Hands {
    let (mut hands, mut no_opinion) = (vec![0; POINTS as usize], 0);
    for _ in 0..total {
        match dice.between(0, u64::from(POINTS) + 1) as usize {
            point if point < hands.len() => hands[point] += 1,
            _ => no_opinion += 1,
        }
    }
    (hands, no_opinion)
}

/// What came of the agreed values.
#[derive(Debug, Default)]
pub struct AgreedValues {
    /// What was answered.
    pub answers: Answers,
    /// The acknowledged last value of each region.
    pub last: Vec<(Key, u32)>,
    /// Commands sent.
    pub sent: u32,
}

/// Writes down values for every region on two devices, and changes its mind.
///
/// # Errors
/// When a page is lost.
pub async fn agree(plan: &Plan, door: &Door, poll: PollId) -> anyhow::Result<AgreedValues> {
    let regions = hall::REGIONS.map(hall::key).into_iter().collect::<anyhow::Result<Vec<Key>>>()?;
    let pages = (0..DEVICES).map(|device| Line::open(door, format!("reporter-device-{device}")));
    let mut lines = try_join_all(pages).await.context("reporter")?;
    let mut values = AgreedValues::default();
    let value = |device: u32, n: u64| plan.choice(u32::MAX, device, n).unwrap_or(1);
    let rounds = u64::from(plan.duplicates.div_ceil(DEVICES));
    for round in 0..rounds {
        for (device, line) in (0..).zip(&mut lines) {
            let numbered = regions.iter().zip(round * regions.len() as u64 + 1..);
            let agree = |(region, n): (&Key, u64)| {
                let (value, unit) = (value(device, n), region.clone());
                let agree =
                    Agree { poll, unit, value, consulted: Some(12), lowest: None, highest: None, comment: None };
                frame(n, Command::Agree(agree))
            };
            line.say(numbered.map(agree)).await?;
        }
        for (device, line) in (0..).zip(&mut lines) {
            for _ in &regions {
                let reply = line.reply().await?;
                values.answers.take(device, &reply);
                values.sent += 1;
            }
        }
    }
    for line in lines {
        line.close().await;
    }
    for (at, region) in regions.iter().enumerate() {
        let of_region = |n: u64| (n as usize - 1) % regions.len() == at;
        let told = values.answers.done.iter().filter(|((_, n), _)| of_region(*n));
        if let Some(((device, n), _)) = told.max_by_key(|(_, version)| **version) {
            values.last.push((region.clone(), value(*device, *n)));
        }
    }
    Ok(values)
}
