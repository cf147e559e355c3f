//! A secret question in the hubs, after the storm: people answer on their own phones, ask again and change their mind, while the
//! hub's operator passes two devices round until nobody is left. Whoever comes first: every head of a hub counts once.

use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::Context;
use futures::future::{join, try_join_all};
use futures::{StreamExt, TryStreamExt, stream};
use protocol::ballot_command::PassBallot;
use protocol::poll_command::Cast;
use protocol::{Command, HubId, Place, PollId};
use serde_json::{Value, json};

use super::hall::{Hall, Published};
use super::line::{Answers, Door, Line, OPERATOR_PACE, frame};
use super::plan::Plan;

/// The devices that an operator passes round.
const DEVICES: u32 = 2;
/// How often each command is sent.
const TIMES: usize = 3;
/// Of so many people one takes out the phone late, when the device has been with many: some of them are told that all heads
/// of the hub have answered.
const LATE_IN: u32 = 3;
/// Hubs at work at once.
const HUBS_AT_ONCE: usize = 4;

/// What came of the secret question.
pub struct Secret {
    /// The question.
    pub poll: PollId,
    heads: u32,
    /// Ballots that were acknowledged: of seats, and on devices that were passed round.
    seats: u32,
    passed: u32,
    above_heads: u32,
    repeats: u32,
    wrong_answers: u32,
    published: Published,
}

/// What came of a hub, or of all.
#[derive(Default)]
struct Part {
    seats: u32,
    passed: u32,
    above_heads: u32,
    repeats: u32,
    wrong: u32,
}

/// Lets the hubs answer, and closes the question.
///
/// # Errors
/// When a connection is lost.
pub async fn run(hall: &Hall, plan: &Plan) -> anyhow::Result<Secret> {
    let poll = hall.open_secret().await?;
    let hubs = (1..).zip(plan.hubs.iter().cloned()).zip(&hall.operators);
    let playing = hubs.map(|((number, seats), operator)| hub(plan, hall, poll, number, seats, operator));
    let parts: Vec<Part> = stream::iter(playing).buffer_unordered(HUBS_AT_ONCE).try_collect().await?;
    let sum = |of: fn(&Part) -> u32| parts.iter().map(of).sum();
    Ok(Secret {
        poll,
        heads: plan.elsewhere().start,
        seats: sum(|part| part.seats),
        passed: sum(|part| part.passed),
        above_heads: sum(|part| part.above_heads),
        repeats: sum(|part| part.repeats),
        wrong_answers: sum(|part| part.wrong),
        published: hall.close(poll).await?,
    })
}

impl Secret {
    /// Whether every head of the hubs counts once, and what was acknowledged is what counts.
    pub fn is_exact(&self, script_differences: usize) -> bool {
        let tally = &self.published.tally;
        let counted = tally.all.votes.n + tally.all.votes.no_opinion;
        counted == self.heads
            && (tally.ballots, tally.passed) == (self.seats, self.passed)
            && (self.wrong_answers, script_differences) == (0, 0)
    }

    /// The figures, for the report.
    pub fn told(&self, script_differences: usize) -> Value {
        let tally = &self.published.tally;
        json!({
            "heads": self.heads,
            "counted": tally.all.votes.n + tally.all.votes.no_opinion,
            "counted_by_ballots": tally.ballots,
            "counted_by_passed_ballots": tally.passed,
            "acknowledged": self.seats + self.passed,
            "repeats_answered": self.repeats,
            "refused_above_heads": self.above_heads,
            "differences_found_by_script": script_differences,
            "wrong_answers": self.wrong_answers,
        })
    }
}

impl Part {
    fn add(&mut self, answers: &Answers) {
        self.above_heads += answers.above_heads;
        self.repeats += answers.repeats;
        self.wrong += answers.changed + answers.odd.len() as u32;
    }
}

async fn hub(
    plan: &Plan,
    hall: &Hall,
    poll: PollId,
    number: u32,
    seats: std::ops::Range<u32>,
    operator: &Door,
) -> anyhow::Result<Part> {
    let over = AtomicBool::new(false);
    let (late, early): (Vec<u32>, Vec<u32>) = seats.partition(|seat| seat.is_multiple_of(LATE_IN));
    let answer = |seats: Vec<u32>| {
        try_join_all(seats.into_iter().map(|seat| phone(plan, poll, seat, &hall.seats[seat as usize])))
    };
    let phones = async {
        let mut answered = answer(early).await;
        if let Ok(answers) = &mut answered {
            match answer(late).await {
                Ok(more) => answers.extend(more),
                Err(error) => answered = Err(error),
            }
        }
        over.store(true, Ordering::Release);
        answered
    };
    let devices = (0..DEVICES).map(|device| pass(plan, poll, HubId(number), device, operator, &over));
    let (phones, devices) = join(phones, try_join_all(devices)).await;
    let mut part = Part::default();
    for answers in phones? {
        part.seats += u32::from(!answers.done.is_empty());
        part.add(&answers);
    }
    for answers in devices? {
        part.passed += answers.done.len() as u32;
        part.add(&answers);
    }
    Ok(part)
}

/// A phone answers, asks again, and changes its mind.
async fn phone(plan: &Plan, poll: PollId, seat: u32, door: &Door) -> anyhow::Result<Answers> {
    let mut line = Line::open(door, format!("secret-seat-{seat}")).await.with_context(|| format!("seat {seat}"))?;
    let mut answers = Answers::default();
    for n in 1..=2 {
        let choice = plan.choice(seat, 0, n);
        let text = frame(n, Command::Cast(Cast { poll, choice, choices: Vec::new() }));
        line.say(std::iter::repeat_n(text, TIMES)).await?;
        for _ in 0..TIMES {
            answers.take(0, &line.reply().await?);
        }
    }
    line.close().await;
    Ok(answers)
}

/// A device goes from hand to hand until the phones are done and nobody is left.
async fn pass(
    plan: &Plan,
    poll: PollId,
    hub: HubId,
    device: u32,
    door: &Door,
    over: &AtomicBool,
) -> anyhow::Result<Answers> {
    let name = format!("secret-operator-{hub}-device-{device}");
    let mut line = Line::open(door, name).await.with_context(|| format!("operator of hub {hub}"))?;
    let (mut answers, mut n) = (Answers::default(), 0);
    loop {
        // Asked before: a head that a phone lets go of no more stays taken.
        let is_last = over.load(Ordering::Acquire);
        n += 1;
        tokio::time::sleep(OPERATOR_PACE * TIMES as u32).await;
        let choice = plan.choice(u32::MAX - hub.0, device, n);
        let pass = PassBallot { poll, place: Place::Hub(hub), choice, choices: Vec::new() };
        line.say(std::iter::repeat_n(frame(n, Command::PassBallot(pass)), TIMES)).await?;
        for _ in 0..TIMES {
            answers.take(device, &line.reply().await?);
        }
        if is_last && !answers.done.contains_key(&(device, n)) {
            break;
        }
    }
    line.close().await;
    Ok(answers)
}
