//! Equal demand: do the remote wait as long as the room? Their links are slow, some of their hubs are not ready.

use meeting::{Actor, Fact};
use protocol::{
    Command, HubId, Key, Ms, Place, Preset,
    floor_command::CallNext,
    queue_command::{AudioReady, Raise},
    setup_command::{Profile, SetHub, SetPeople, SetPerson},
};
use serde::Serialize;

use super::{Nobody, median};
use crate::fairness::{
    dice::Dice,
    extra,
    plan::{LINES, Line, a_region},
    play::{Play, moderator, operator, participant},
};

/// Waits of both sides.
#[derive(Debug, Serialize)]
pub struct Parity {
    /// Median wait of the remote hands over that of the room's.
    pub ratio: f64,
    /// Median wait in the room.
    pub room_ms: f64,
    /// Median wait elsewhere.
    pub remote_ms: f64,
    /// Hands of the room that were called, of those raised.
    pub room_called: (u64, u64),
    /// The same of the others.
    pub remote_called: (u64, u64),
    /// Hub hands that were passed over because nobody confirmed their audio.
    pub unready: u64,
}

/// How long hands are raised.
const OPEN_MS: Ms = 1_800_000;
/// Hands of each side at each microphone.
const HANDS: i64 = 10;

/// How much is asked for, and how well hubs answer.
#[derive(Clone, Copy, Debug)]
pub struct Demand {
    /// Hubs.
    pub hubs: i64,
    /// One hub in so many is slow to confirm its audio: it is passed over, and called once it is ready.
    pub slow_one_in: u64,
    /// The shortest and the longest time from one call to the next.
    pub every_ms: (Ms, Ms),
}
/// Where the room's people press: in the room's own network.
const ROOM: Line = Line { rtt_ms: 5, jitter_ms: 2 };

/// Plays meetings in which as many raise their hands in the room as elsewhere, at the same microphones and times.
pub fn wait_parity(seed: u64, meetings: u64, demand: Demand) -> Parity {
    let (mut waits, mut called, mut unready) = ([Vec::new(), Vec::new()], [(0, 0); 2], 0);
    for n in 0..meetings {
        let mut dice = Dice::new(seed, n | 1 << 40);
        play(seed ^ n, demand, &mut dice, &mut waits, &mut called, &mut unready);
    }
    let [room, remote] = waits;
    let (room_ms, remote_ms) = (median(room), median(remote));
    Parity { ratio: remote_ms / room_ms, room_ms, remote_ms, room_called: called[0], remote_called: called[1], unready }
}

/// What is still to come: a press that arrives, or a hub that confirms.
enum Next {
    Press(usize),
    Arrive(usize, meeting::Heard),
    Ready(protocol::HandId, HubId),
    Call,
}

fn play(
    seed: u64,
    demand: Demand,
    d: &mut Dice,
    waits: &mut [Vec<Ms>; 2],
    called: &mut [(u64, u64); 2],
    unready: &mut u64,
) {
    let mut play = Play::new(Preset::EqualFooting, seed, Nobody);
    let mics: Vec<Key> = play.m.lanes().into_iter().take(3).cloned().collect();
    for hub in 1..=demand.hubs {
        let (name, region) = (Some(format!("Hub {hub}")), Some(a_region(d)));
        play.must(&Actor::System, Command::SetHub(SetHub { name, region, ..SetHub::default() }));
    }
    let slow: Vec<bool> = (0..=demand.hubs).map(|_| d.one_in(demand.slow_one_in)).collect();
    let mut people = Vec::new();
    for mic in &mics {
        for _ in 0..HANDS {
            let remote = if d.one_in(3) { Place::Online } else { Place::Hub(HubId(d.within(1, demand.hubs) as u32)) };
            for place in [Place::Room, remote] {
                let name = Some(format!("Person {}", people.len()));
                let region = Some(a_region(d));
                let profile =
                    Profile { name, region, group: Some(mic.clone()), place: Some(place), ..Profile::default() };
                people.push(SetPerson { person: None, profile });
            }
        }
    }
    let places: Vec<Place> = people.iter().filter_map(|p| p.profile.place).collect();
    play.must(&Actor::System, Command::SetPeople(SetPeople { people }));
    play.open();
    let opened_ms = play.now_ms;
    let mut steps: Vec<(Ms, Next)> =
        (0..places.len()).map(|n| (opened_ms + d.within(0, OPEN_MS), Next::Press(n))).collect();
    steps.push((opened_ms + 40_000, Next::Call));
    let mut pressed = vec![None; places.len()];
    let side = |place: Place| usize::from(place.is_remote());
    // Some hands are still up when the meeting closes.
    let closes_ms = opened_ms + OPEN_MS + 240_000;
    while let Some(first) = (0..steps.len()).min_by_key(|n| steps[*n].0) {
        let (at_ms, next) = steps.swap_remove(first);
        if at_ms > closes_ms {
            break;
        }
        let happened = play.until(at_ms);
        for fact in happened.iter().map(|event| &event.fact) {
            *unready += u64::from(matches!(fact, Fact::HandUnready(_)));
            let Some(hand) = extra::on_deck(fact) else { continue };
            if let Place::Hub(hub) = play.m.hands[&hand].place {
                let late = slow[hub.0 as usize];
                let after_ms = if late { d.within(40_000, 240_000) } else { d.within(1_000, 15_000) };
                steps.push((at_ms + after_ms, Next::Ready(hand, hub)));
            }
        }
        match next {
            Next::Press(n) => {
                let line = if places[n] == Place::Room { ROOM } else { *d.pick(&LINES) };
                let (arrives_ms, heard) = line.carry(at_ms, d);
                pressed[n] = Some(at_ms);
                steps.push((arrives_ms, Next::Arrive(n, heard)));
            }
            Next::Arrive(n, heard) => {
                let who = participant(protocol::PersonId(n as u32 + 1));
                let raised = play.ask(&who, Command::Raise(Raise::default()), Some(heard));
                raised.expect("everybody raises one hand while the queue is open");
            }
            Next::Ready(hand, hub) => {
                drop(play.ask(&operator(hub), Command::AudioReady(AudioReady { hand, ready: true }), None));
            }
            Next::Call => {
                let events = play.ask(&moderator(), Command::CallNext(CallNext::default()), None).unwrap_or_default();
                let person = events.iter().find_map(|event| match &event.fact {
                    Fact::TurnBegan(e) => e.person,
                    _ => None,
                });
                if let Some(n) = person.map(|p| p.0 as usize - 1) {
                    let pressed = pressed[n].take().expect("who is called has pressed");
                    waits[side(places[n])].push(at_ms - pressed);
                    called[side(places[n])].0 += 1;
                }
                steps.push((at_ms + d.within(demand.every_ms.0, demand.every_ms.1), Next::Call));
            }
        }
    }
    for (place, pressed) in places.iter().zip(pressed) {
        called[side(*place)].1 += 1;
        // Whoever was not called has waited until the close.
        waits[side(*place)].extend(pressed.map(|ms| closes_ms - ms));
    }
}
