//! Totals of a secret question while it runs: when they are shown tells nothing, and no more is told than what they are.

use meeting::Fact;
use meeting::event::SecretTotals;
use protocol::{Command, Dimension, PersonId, PollId, Showing, poll_command::SetPoll, poll_terms::Terms};

use crate::world::*;

/// Who votes: from this number on.
const FIRST: u32 = 11;

/// A secret question of seats, with so many of them, whose totals are shown live.
fn asked(seats: u32, breakdown: Option<Dimension>) -> (World, PollId) {
    let mut w = World::new();
    for m in [&mut w.m, &mut w.before] {
        let mut person = m.people[&PersonId(1)].clone();
        person.confirmed = true;
        m.people.clear();
        m.people.extend((FIRST..FIRST + seats).map(|id| (PersonId(id), person.clone())));
        m.last.person = FIRST + seats;
    }
    let command = SetPoll {
        question: Some("Who shall chair?".into()),
        terms: Some(Terms { secret: true, breakdown, ..Terms::default() }),
        methods: Some(by_ballots()),
        showing: Some(Showing::Live),
        ..SetPoll::default()
    };
    w.ask(&moderator(), Command::SetPoll(command)).unwrap();
    let poll = PollId(w.m.last.poll);
    w.ask(&moderator(), open(&[poll.0])).unwrap();
    (w, poll)
}

/// The voter of this number, from 0, chooses.
fn vote(w: &mut World, poll: PollId, voter: usize, choice: u32) {
    w.ask(&person_link(FIRST + voter as u32), cast(poll, choice)).unwrap();
    w.wait(1);
}

/// The totals of each step, and after which ballot.
type Steps = Vec<(usize, Option<SecretTotals>)>;

/// All of them vote, one after another.
fn played(choices: &[u32]) -> (Steps, SecretTotals) {
    let (mut w, poll) = asked(choices.len() as u32, None);
    choices.iter().enumerate().for_each(|(voter, choice)| vote(&mut w, poll, voter, *choice));
    w.ask(&moderator(), close(&[poll.0], 0)).unwrap();
    w.wait(60_000);
    assert_eq!(w.m, w.replayed());
    let closed = w.m.polls[&poll].secret.as_ref().unwrap().counted.clone().unwrap().totals;
    (steps(&w), closed)
}

fn steps(w: &World) -> Steps {
    let (mut ballots, mut steps) = (0, Steps::new());
    for event in &w.log {
        match &event.fact {
            Fact::BallotSealed(_) => ballots += 1,
            Fact::SecretStepped(f) => steps.push((ballots, f.totals.clone())),
            _ => {}
        }
    }
    steps
}

/// Of how many ballots, the first ones, totals have been published: one number for each that was.
fn published(steps: &Steps, all: usize) -> Vec<usize> {
    let shown = steps.iter().enumerate().filter(|(_, (_, totals))| totals.is_some()).map(|(at, _)| steps[at - 2].0);
    shown.chain([all]).collect()
}

/// Numbers from a seed.
fn dice(mut seed: u64) -> impl FnMut(usize) -> usize {
    move |below| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    }
}

#[test]
fn what_is_published_is_the_sums_of_known_groups_and_nothing_else() {
    let (mut shown, mut stopped) = (0, 0);
    for seed in 0..6 {
        let mut roll = dice(seed);
        let seats = 100 + roll(41);
        // From even to nearly of one mind.
        let rare = [2, 3, 6, 12, 40, 1_000][seed as usize];
        let mut choices: Vec<u32> = (0..seats).map(|_| if roll(rare) == 0 { 2 } else { 1 }).collect();
        let told = played(&choices);
        let groups = published(&told.0, seats);
        let sizes: Vec<usize> = groups.iter().scan(0, |from, to| Some(to - std::mem::replace(from, *to))).collect();
        let (last, others) = sizes.split_last().unwrap();
        assert!(*last >= 20 && others.iter().all(|size| *size >= 10), "{sizes:?}");
        // Whatever order the same choices have within a group, the same is published at the same moments: so nobody who
        // sees all of it can tell one of the group from another.
        for _ in 0..2 {
            let mut from = 0;
            for to in &groups {
                (from + 1..*to).for_each(|at| choices.swap(at, from + roll(at - from + 1)));
                from = *to;
            }
            assert_eq!(played(&choices), told, "seed {seed}");
        }
        shown += others.len();
        stopped += usize::from(*last > 40);
    }
    assert!(shown > 10 && stopped > 0, "{shown} were shown, {stopped} questions stopped");
}

#[test]
fn totals_are_two_steps_late_and_stop_once_they_tell() {
    let (mut w, poll) = asked(100, None);
    let mut counts = Vec::new();
    for voter in 0..60 {
        // The third ten are of one mind.
        vote(&mut w, poll, voter, if (20..30).contains(&voter) || voter % 3 == 0 { 1 } else { 2 });
        let tally = w.tally(poll.0);
        assert!(tally.in_steps);
        counts.push(tally.all.votes.counts[..2].to_vec());
    }
    assert_eq!([&counts[28], &counts[29], &counts[39]], [&[0, 0], &[4, 6], &[7, 13]], "of ten and twenty");
    assert_eq!([&counts[49], &counts[59]], [&[17, 13]; 2], "ten of one mind were told: no more before the close");
    // A change of what is shown counts at the close.
    vote(&mut w, poll, 0, 3);
    assert_eq!(w.tally(poll.0).all.votes.counts[0], 17);
    w.ask(&moderator(), close(&[poll.0], 0)).unwrap();
    w.wait(60_000);
    assert_eq!(w.tally(poll.0).all.votes.counts[..3], [26, 33, 1]);
    assert_eq!(w.m, w.replayed());
}

#[test]
fn a_change_is_no_step_and_is_not_shown_before_the_close() {
    let (mut w, poll) = asked(100, None);
    (0..10).for_each(|voter| vote(&mut w, poll, voter, 1 + voter as u32 % 2));
    for _ in 0..3 {
        (0..10).for_each(|voter| vote(&mut w, poll, voter, 5));
    }
    assert_eq!(steps(&w).len(), 1, "ten have answered, however often");
    (10..30).for_each(|voter| vote(&mut w, poll, voter, 3));
    assert_eq!(w.tally(poll.0).all.votes.counts, [5, 5, 0, 0, 0], "as they were when their step was taken");
}

#[test]
fn fewer_than_a_hundred_and_breakdowns_show_nothing_before_the_close() {
    for (seats, breakdown) in [(99, None), (100, Some(Dimension::Region))] {
        let (mut w, poll) = asked(seats, breakdown);
        (0..seats as usize).for_each(|voter| vote(&mut w, poll, voter, 1 + voter as u32 % 2));
        assert_eq!(steps(&w), []);
        assert!(w.tally(poll.0).all.votes.counts.iter().all(|n| *n == 0));
    }
}
