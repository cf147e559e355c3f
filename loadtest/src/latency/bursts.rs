//! Bursts of hands in simulated time, through the server's own measuring and the meeting's own order.

use meeting::meeting::Hand;
use meeting::{Actor, Event, Heard, Meeting, Moment, decide, evolve, next_wake, rule, setup, tick};
use protocol::{
    Command, Key, LinkId, Ms, PersonId, Place, Preset, Role,
    command::Nothing,
    queue_command::Raise,
    setup_command::{Profile, SetMeeting, SetPerson},
};
use server::demo::dice::Dice;

use super::links::{KINDS, Kind, fraction};
use super::pairs::{Pairs, Pressed, Share};
use super::person::{EPOCH_MS, Lie, Person, arrival};

/// People who press within a second.
pub const PEOPLE: usize = 60;
/// All presses fall into this time.
const BURST_MS: f64 = 1_000.0;
/// Pages have been open for 30 to 90 s before, and the queue for 10 s.
const CONNECTED_FOR_MS: (f64, f64) = (30_000.0, 90_000.0);
const OPEN_FOR_MS: f64 = 10_000.0;

/// What the bursts come to, by each way to order them.
#[derive(Debug, Default)]
pub struct Bursts {
    /// As the meeting settles the order; hands that it takes for one moment count by their moments.
    pub settled: Pairs,
    /// As the meeting calls: hands of one moment are drawn.
    pub drawn: Pairs,
    /// By arrival.
    pub arrival: Pairs,
    /// By arrival less half the mean round trip.
    pub half_round_trip: Pairs,
    /// Bursts in which hands of different moments stood otherwise when the same commands came in another sequence.
    pub depends_on_sequence: u32,
    /// Of two hands that are drawn, how often the one that arrived first stands first.
    pub draws: Share,
    /// Clocks that were not believed, though all were honest.
    pub flagged: u32,
}

/// A command as it reached the meeting.
#[derive(Clone, Copy)]
struct Came {
    person: usize,
    at_ms: Ms,
    heard: Option<Heard>,
}

/// Simulates so many bursts.
pub fn simulate(bursts: u32, seed: u64) -> anyhow::Result<Bursts> {
    let mut dice = Dice::new(seed);
    let meeting = house()?;
    let mut all = Bursts::default();
    for _ in 0..bursts {
        burst(&meeting, &mut all, &mut dice)?;
    }
    Ok(all)
}

fn burst(open: &Meeting, all: &mut Bursts, dice: &mut Dice) -> anyhow::Result<()> {
    let mut pressed = Vec::with_capacity(PEOPLE);
    let mut came = Vec::with_capacity(PEOPLE);
    let mut half = Vec::with_capacity(PEOPLE);
    for person in 0..PEOPLE {
        let kind: Kind = *dice.one(&KINDS);
        let mut somebody = Person::new(kind, Lie::default(), false, dice);
        let connected_for = CONNECTED_FOR_MS.0 + (CONNECTED_FOR_MS.1 - CONNECTED_FOR_MS.0) * fraction(dice);
        let at = BURST_MS * fraction(dice);
        somebody.measured(-connected_for, -OPEN_FOR_MS, at, dice);
        let press = somebody.press(at, dice);
        let arrived = arrival(press.arrived);
        let heard = somebody.page.pressed(Some(press.claim), arrived);
        pressed.push(Pressed { kind, at });
        half.push(press.arrived - somebody.mean_round_trip() / 2.0);
        came.push(Came { person, at_ms: arrived.meeting_ms, heard });
        all.flagged += u32::from(heard.is_some_and(|heard| heard.flagged));
    }
    came.sort_by_key(|came| came.at_ms);
    let seed = dice.roll();
    let order = ordered(open, &came, seed)?;
    all.drawn.count(&pressed, &ranks(order.iter().map(|place| place.person)));
    all.settled.count(&pressed, &ranks(undrawn(&order).into_iter().map(|place| place.person)));
    all.arrival.count(&pressed, &ranked(&came, |c| c.at_ms as f64));
    all.half_round_trip.count(&pressed, &ranked(&came, |c| half[c.person]));
    for (place, one) in order.iter().enumerate() {
        for other in order[place + 1..].iter().take_while(|other| other.group_ms == one.group_ms) {
            let arrived = |person: usize| came.iter().position(|came| came.person == person);
            all.draws.add(arrived(one.person) < arrived(other.person));
        }
    }
    // The same commands once more, all within one hold, as they came and in another sequence.
    let last = came.last().map_or(0, |came| came.at_ms);
    let mut within: Vec<Came> = came.iter().map(|came| Came { at_ms: last, ..*came }).collect();
    let as_they_came = groups(&ordered(open, &within, seed)?);
    dice.shuffle(&mut within);
    all.depends_on_sequence += u32::from(groups(&ordered(open, &within, seed)?) != as_they_came);
    Ok(())
}

/// Who stands together, group after group. The draw inside a group goes by the numbers of hands and by the end of the record, so
/// it is another one for another sequence, and must be: nobody may know it beforehand.
fn groups(order: &[InOrder]) -> Vec<Vec<usize>> {
    let groups = order.chunk_by(|a, b| a.group_ms == b.group_ms);
    let people = groups.map(|group| {
        let mut people: Vec<usize> = group.iter().map(|place| place.person).collect();
        people.sort_unstable();
        people
    });
    people.collect()
}

/// A hand in the order.
#[derive(Clone, Copy, PartialEq)]
struct InOrder {
    person: usize,
    /// The first moment of those that count as one with it.
    group_ms: Ms,
    raised_ms: Ms,
}

/// The order in which the meeting would call these people once every hold is over.
fn ordered(open: &Meeting, came: &[Came], seed: u64) -> anyhow::Result<Vec<InOrder>> {
    let mut m = open.clone();
    for (number, came) in came.iter().enumerate() {
        settle(&mut m, came.at_ms);
        let who = Actor::Link {
            link: LinkId(1_000 + came.person as u32),
            role: Role::Participant,
            person: Some(PersonId(1 + came.person as u32)),
            place: Some(Place::Online),
            microphone: None,
            unit: None,
        };
        let mut at = Moment::new(came.at_ms, [0; 32], came.heard);
        at.head = (number as u64 + 1, head(seed, number));
        let events = decide(&m, &who, Command::Raise(Raise::default()), at).map_err(refused)?;
        apply(&mut m, events);
    }
    settle(&mut m, Ms::MAX);
    let hands = rule::order(&m).into_iter().map(|placed| &m.hands[&placed.hand]);
    let of = |hand: &Hand| {
        let person = hand.person?.0 as usize - 1;
        Some(InOrder { person, group_ms: hand.stand.0, raised_ms: hand.raised_ms })
    };
    Ok(hands.filter_map(of).collect())
}

/// The same order with the hands of one moment by their moments, as far as those were found out.
fn undrawn(order: &[InOrder]) -> Vec<InOrder> {
    let mut order = order.to_vec();
    for group in order.chunk_by_mut(|a, b| a.group_ms == b.group_ms) {
        group.sort_by_key(|place| place.raised_ms);
    }
    order
}

/// What the meeting does by itself until this moment.
fn settle(m: &mut Meeting, until: Ms) {
    while let Some(due) = next_wake(m).filter(|due| *due <= until) {
        let events = tick(m, Moment::new(due.max(m.now_ms), [0; 32], None));
        if events.is_empty() {
            break;
        }
        apply(m, events);
    }
}

fn apply(m: &mut Meeting, events: Vec<Event>) {
    for event in &events {
        evolve(m, event);
    }
}

/// What stands for the hash at the end of the record.
fn head(seed: u64, number: usize) -> [u8; 32] {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_be_bytes());
    bytes[8..16].copy_from_slice(&(number as u64).to_be_bytes());
    bytes
}

/// A running meeting of one line, its queue open, with everybody on the roster.
fn house() -> anyhow::Result<Meeting> {
    let at_ms = EPOCH_MS - 3_600_000;
    let moment = || Moment::new(at_ms, [7; 32], None);
    let mut m = Meeting::default();
    let created = setup::create("burst", "Bursts", &["en".to_owned()], Preset::SingleLine, false, moment());
    apply(&mut m, created.map_err(refused)?);
    let microphone: Option<Key> = m.microphones.keys().next().cloned();
    let somebody = |person: usize| {
        let profile = Profile {
            name: Some(format!("Person {person}")),
            group: microphone.clone(),
            place: Some(Place::Online),
            ..Profile::default()
        };
        Command::SetPerson(SetPerson { person: None, profile })
    };
    let no_batch = SetMeeting { batch_ms: Some(0), ..SetMeeting::default() };
    let mut commands = vec![Command::SetMeeting(no_batch)];
    commands.extend((0..PEOPLE).map(somebody));
    commands.extend([Command::StartMeeting(Nothing {}), Command::OpenQueue(Nothing {})]);
    for command in commands {
        let events = decide(&m, &Actor::System, command, moment()).map_err(refused)?;
        apply(&mut m, events);
    }
    Ok(m)
}

fn refused(refusal: protocol::Refusal) -> anyhow::Error {
    anyhow::anyhow!("the meeting refuses: {refusal}")
}

/// The place of each person in an order.
fn ranks(order: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut ranks = vec![usize::MAX; PEOPLE];
    for (rank, person) in order.enumerate() {
        ranks[person] = rank;
    }
    ranks
}

fn ranked(came: &[Came], key: impl Fn(&Came) -> f64) -> Vec<usize> {
    let mut order: Vec<&Came> = came.iter().collect();
    order.sort_by(|a, b| key(a).total_cmp(&key(b)));
    ranks(order.into_iter().map(|came| came.person))
}
