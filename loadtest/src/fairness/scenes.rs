//! Scenes whose outcome is known beforehand: forty in the room against three in a hub, the rounds of NETmundial, equal demand.

mod parity;

pub use parity::{Demand, Parity, wait_parity};

use meeting::{Actor, Event, Fact, Meeting};
use protocol::{
    Command, HubId, Key, Ms, Place, Preset,
    floor_command::CallNext,
    queue_command::{HandsNow, Raise},
    setup_command::{SetHub, SetMeeting},
};
use serde::Serialize;

use super::{
    plan::key,
    play::{Play, Watch, moderator, operator, steward},
};

/// Nobody looks on.
pub struct Nobody;

impl Watch for Nobody {
    fn event(&mut self, _: &Meeting, _: &Event) {}
    fn look(&mut self, _: &Meeting) {}
}

/// How many were called, of how many.
#[derive(Debug, Serialize)]
pub struct Called {
    /// Hands of the hub that were called.
    pub hub: u32,
    /// Hands that it raised.
    pub of: u32,
    /// Meetings that were played.
    pub meetings: u64,
}

/// The remote side's slots of a round.
#[derive(Debug, Serialize)]
pub struct Slots {
    /// The fewest slots of a round that the remote side had, of all rounds.
    pub remote: u32,
    /// The most.
    pub remote_most: u32,
    /// Slots of a round.
    pub of: u32,
    /// Rounds that were looked at.
    pub rounds: u32,
}

/// A meeting with hubs in some regions, whose audio is always taken for good.
pub fn meeting_with_hubs<W: Watch>(preset: Preset, seed: u64, regions: &[&str], watch: W) -> Play<W> {
    let mut play = Play::new(preset, seed, watch);
    for (n, region) in (1..).zip(regions) {
        let (name, region) = (Some(format!("Hub {n}")), Some(key(region)));
        play.must(&Actor::System, Command::SetHub(SetHub { name, region, ..SetHub::default() }));
    }
    play.must(&Actor::System, Command::SetMeeting(SetMeeting { ready_ms: Some(0), ..SetMeeting::default() }));
    play
}

/// Somebody stands at a microphone of the room.
pub fn stand<W: Watch>(play: &mut Play<W>, microphone: &Key) {
    let raise = Raise { microphone: Some(microphone.clone()), place: Some(Place::Room), ..Raise::default() };
    play.must(&steward(), Command::Raise(raise));
}

/// "Hands now".
pub fn hands_now<W: Watch>(play: &mut Play<W>, hub: HubId, unnamed: u32, microphone: &Key) {
    let command = HandsNow { hub, people: vec![], unnamed, microphone: Some(microphone.clone()) };
    play.must(&operator(hub), Command::HandsNow(command));
}

/// Calls the next one after a turn's time; where from.
pub fn call<W: Watch>(play: &mut Play<W>, after_ms: Ms) -> Option<Place> {
    play.until(play.now_ms + after_ms);
    let events = play.ask(&moderator(), Command::CallNext(CallNext::default()), None).ok()?;
    events.iter().find_map(|event| match &event.fact {
        Fact::TurnBegan(e) => e.place,
        _ => None,
    })
}

/// Forty in the room and three in a hub at one microphone, and six slots.
pub fn forty_against_three(seed: u64, meetings: u64) -> Called {
    let mut called = Called { hub: u32::MAX, of: 3, meetings };
    for n in 0..meetings {
        let mut play = meeting_with_hubs(Preset::EqualFooting, seed ^ (n << 8), &["africa"], Nobody);
        let mic = play.m.lanes()[1].clone();
        play.open();
        for k in 0..40 {
            // The hub says so when half of the room stands already.
            if k == 20 {
                hands_now(&mut play, HubId(1), 3, &mic);
            }
            stand(&mut play, &mic);
            play.until(play.now_ms + 10);
        }
        let hub = (0..6).filter(|_| call(&mut play, 60_000).is_some_and(Place::is_remote)).count();
        called.hub = called.hub.min(hub as u32);
    }
    called
}

/// Rounds of `netmundial` while both sides wait everywhere.
pub fn netmundial_slots(seed: u64, meetings: u64) -> Slots {
    let mut slots = Slots { remote: u32::MAX, remote_most: 0, of: 6, rounds: 0 };
    for n in 0..meetings {
        let regions = ["africa", "africa", "europe", "latin-america"];
        let mut play = meeting_with_hubs(Preset::Netmundial, seed ^ (n << 8), &regions, Nobody);
        let mics: Vec<Key> = play.m.lanes().into_iter().cloned().collect();
        play.open();
        for (k, mic) in mics.iter().enumerate() {
            (0..8).for_each(|_| stand(&mut play, mic));
            hands_now(&mut play, HubId(1 + k as u32), 2 + (n % 3) as u32, &mics[(k + n as usize) % 4]);
            hands_now(&mut play, HubId(1), 3, mic);
        }
        for _ in 0..6 {
            let places: Vec<Place> = (0..slots.of).filter_map(|_| call(&mut play, 120_000)).collect();
            let remote = places.iter().filter(|place| place.is_remote()).count() as u32;
            slots.remote = slots.remote.min(remote);
            slots.remote_most = slots.remote_most.max(remote);
            slots.rounds += 1;
        }
    }
    slots
}

/// The median of some waits.
pub fn median(mut all: Vec<Ms>) -> f64 {
    all.sort_unstable();
    match all.len() {
        0 => f64::NAN,
        n if n % 2 == 1 => all[n / 2] as f64,
        n => (all[n / 2 - 1] + all[n / 2]) as f64 / 2.0,
    }
}
