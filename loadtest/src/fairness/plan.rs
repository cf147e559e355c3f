//! What a random meeting is made of: microphones, hubs, people, and what goes wrong in it.

use meeting::{Actor, Heard};
use protocol::{
    Command, HubId, Key, Ms, PersonId, Place, Preset,
    setup_command::{ItemShare, Profile, SetHub, SetItem, SetMicrophone, SetPeople, SetPerson, SetRule},
};

use super::{
    dice::Dice,
    play::{Play, Watch},
};

/// The regions that a new meeting has.
const REGIONS: [&str; 5] = ["africa", "asia-pacific", "europe", "latin-america", "north-america"];

/// What happens in a meeting beside raising hands and calling them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// People lower their hands again.
    Leavers,
    /// Hubs confirm their audio late or never.
    Unready,
    /// Turns go over their limit.
    LongSpeakers,
    /// Crowds of unconfirmed and of new people come late.
    Flood,
    /// Points of order at every turn.
    Points,
    /// Replies and follow-ups.
    Replies,
    /// People change their hat, hands their microphone.
    Hats,
    /// The moderator passes over hands, people let others go first.
    Skips,
    /// The steward puts lines as people stand.
    Moves,
    /// Calls out of turn.
    OutOfTurn,
    /// Rules, weights, limits and lists change on the way.
    Changes,
    /// The moderator undoes actions.
    Undo,
    /// Turns of the chair, of presenters, interjections.
    Chair,
    /// Hub links break and bring hands afterwards.
    Outages,
}

const TROUBLES: [Trouble; 14] = [
    Trouble::Leavers,
    Trouble::Unready,
    Trouble::LongSpeakers,
    Trouble::Flood,
    Trouble::Points,
    Trouble::Replies,
    Trouble::Hats,
    Trouble::Skips,
    Trouble::Moves,
    Trouble::OutOfTurn,
    Trouble::Changes,
    Trouble::Undo,
    Trouble::Chair,
    Trouble::Outages,
];

/// How quickly a hub confirms its audio once it is on deck.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ready {
    /// Within seconds.
    Soon,
    /// After it was passed over.
    Late,
    /// Not at all.
    Never,
}

/// A link to the server: its round trip and what comes on top now and then.
#[derive(Clone, Copy, Debug)]
pub struct Line {
    /// Round trip.
    pub rtt_ms: Ms,
    /// The most that comes on top.
    pub jitter_ms: Ms,
}

/// LAN, fibre, mobile of three ages, satellite.
pub const LINES: [Line; 6] = [
    Line { rtt_ms: 5, jitter_ms: 2 },
    Line { rtt_ms: 25, jitter_ms: 5 },
    Line { rtt_ms: 60, jitter_ms: 25 },
    Line { rtt_ms: 180, jitter_ms: 80 },
    Line { rtt_ms: 450, jitter_ms: 200 },
    Line { rtt_ms: 620, jitter_ms: 25 },
];

impl Line {
    /// A press at `pressed_ms` over this line: when it arrives, and what the server measured of it.
    pub fn carry(self, pressed_ms: Ms, d: &mut Dice) -> (Ms, Heard) {
        let up = self.rtt_ms * d.within(40, 60) / 100 + d.within(0, self.jitter_ms);
        let (early, late) = (d.within(0, self.rtt_ms / 2 + 1), d.within(0, self.rtt_ms / 2 + 1));
        let arrived_ms = pressed_ms + up;
        let heard = Heard {
            arrived_ms,
            lo_ms: pressed_ms - early,
            hi_ms: (pressed_ms + late).min(arrived_ms),
            rtt_ms: self.rtt_ms,
            spread_ms: self.jitter_ms,
            credit_ms: (self.rtt_ms.max(10) + if self.jitter_ms > 150 { 200 } else { 40 }).min(450),
            ..Heard::default()
        };
        (arrived_ms, heard)
    }
}

/// A person who may raise a hand.
#[derive(Clone, Debug)]
pub struct Voice {
    /// The person.
    pub person: PersonId,
    /// Where.
    pub place: Place,
    /// The link.
    pub line: Line,
}

/// A hub.
#[derive(Clone, Copy, Debug)]
pub struct Site {
    /// Which.
    pub hub: HubId,
    /// How it answers.
    pub ready: Ready,
    /// The link of its operator.
    pub line: Line,
}

/// A random meeting.
#[derive(Debug)]
pub struct Plan {
    /// The rule.
    pub preset: Preset,
    /// The microphones.
    pub mics: Vec<Key>,
    /// The hubs.
    pub sites: Vec<Site>,
    /// The people.
    pub voices: Vec<Voice>,
    /// How many people were raised with a microphone of their own.
    pub troubles: Vec<Trouble>,
    /// Calls after which the meeting ends; none: it goes on until nobody waits.
    pub calls: Option<u32>,
    /// Hands raised in all, about.
    pub hands: u32,
    /// The limit of a turn.
    pub turn_ms: Ms,
}

impl Plan {
    /// A random meeting under a rule.
    pub fn random(preset: Preset, d: &mut Dice) -> Self {
        // A calm meeting has long spans without exceptions, a stormy one many kinds at a time.
        let often = *d.pick(&[0, 0, 6, 3, 2]);
        let mut troubles = TROUBLES.to_vec();
        troubles.retain(|_| often > 0 && d.one_in(often));
        let hubs = match d.below(4) {
            0 => 0,
            1 => d.within(10, 40),
            _ => d.within(1, 9),
        };
        let uneven = troubles.contains(&Trouble::Unready);
        let sites = (1..=hubs)
            .map(|n| Site {
                hub: HubId(n as u32),
                ready: if uneven { *d.pick(&[Ready::Soon, Ready::Late, Ready::Never]) } else { Ready::Soon },
                line: *d.pick(&LINES),
            })
            .collect();
        Plan {
            preset,
            mics: (0..d.within(2, 8)).map(microphone).collect(),
            sites,
            voices: Vec::new(),
            troubles,
            calls: (!d.one_in(3)).then(|| d.within(6, 25) as u32),
            hands: if d.one_in(6) { d.within(20, 60) } else { d.within(4, 20) } as u32,
            turn_ms: *d.pick(&[30_000, 60_000, 120_000, 180_000]),
        }
    }

    /// Whether this kind of trouble comes up.
    pub fn has(&self, trouble: Trouble) -> bool {
        self.troubles.contains(&trouble)
    }

    /// Makes the meeting: its lists and its people.
    pub fn set_up<W: Watch>(&mut self, play: &mut Play<W>, d: &mut Dice) {
        let system = Actor::System;
        for key in &self.mics {
            let weight = if d.one_in(2) { 1 } else { d.within(1, 9) as u32 };
            play.must(&system, Command::SetMicrophone(set_microphone(key, Some(weight))));
        }
        let old: Vec<Key> = play.m.microphones.keys().filter(|key| !self.mics.contains(key)).cloned().collect();
        for key in old {
            play.must(&system, super::extra::remove_microphone(&key, None));
        }
        for site in &self.sites {
            // Every hub has its region: one without would rotate in the regions of all its people at once.
            let region = Some(a_region(d));
            let name = Some(format!("Hub {}", site.hub));
            play.must(&system, Command::SetHub(SetHub { name, region, ..SetHub::default() }));
        }
        let item = play.m.items.keys().next().copied();
        let shares = d.one_in(5).then(|| {
            let (weight, budget_ms) = (Some(d.within(1, 9) as u32), Some((self.turn_ms * d.within(1, 3)).max(60_000)));
            vec![ItemShare { microphone: d.pick(&self.mics).clone(), weight, budget_ms }]
        });
        let item = SetItem { item, turn_ms: Some(self.turn_ms), shares, ..super::extra::set_item() };
        play.must(&system, Command::SetItem(item));
        if d.one_in(2) {
            play.must(&system, Command::SetMeeting(super::extra::times(d)));
        }
        if d.one_in(3) {
            play.must(&system, Command::SetRule(a_rule(self.preset, d)));
        }
        self.people(play, d);
    }

    fn people<W: Watch>(&mut self, play: &mut Play<W>, d: &mut Dice) {
        let (room, online) = (d.within(2, 16), d.within(0, 10));
        let mut places: Vec<Place> = (0..room).map(|_| Place::Room).collect();
        places.extend((0..online).map(|_| Place::Online));
        for site in &self.sites {
            places.extend((0..d.within(0, 3)).map(|_| Place::Hub(site.hub)));
        }
        // Some microphones are much more in demand than others.
        let crowded = d.pick(&self.mics).clone();
        let mut entries = Vec::with_capacity(places.len());
        for (n, place) in places.iter().enumerate() {
            let group = if d.one_in(3) { crowded.clone() } else { d.pick(&self.mics).clone() };
            let region = (!d.one_in(6)).then(|| a_region(d));
            let name = Some(format!("Person {n}"));
            let profile = Profile { name, group: Some(group), region, place: Some(*place), ..Profile::default() };
            entries.push(SetPerson { person: None, profile });
            self.voices.push(Voice { person: PersonId(n as u32 + 1), place: *place, line: *d.pick(&LINES) });
        }
        play.must(&Actor::System, Command::SetPeople(SetPeople { people: entries }));
    }
}

/// The key of a random meeting's microphone.
fn microphone(n: i64) -> Key {
    key(&format!("m{}", n + 1))
}

/// One of the regions.
pub fn a_region(d: &mut Dice) -> Key {
    key(REGIONS[d.below(REGIONS.len() as u64) as usize])
}

/// A key.
pub fn key(text: &str) -> Key {
    text.parse().expect("the keys of this file are good keys")
}

/// Adds or changes a microphone.
pub fn set_microphone(key: &Key, weight: Option<u32>) -> SetMicrophone {
    let name = Some(format!("{} {key}", key.as_str().chars().nth(1).unwrap_or('x')));
    SetMicrophone { weight, name, letter: Some(key.as_str().to_owned()), ..super::extra::same_microphone(key) }
}

/// A rule with random parameters.
pub fn a_rule(preset: Preset, d: &mut Dice) -> SetRule {
    let newcomers_first = if d.one_in(2) { None } else { Some(d.one_in(2)) };
    let newcomer_cap = (!d.one_in(3)).then(|| d.within(0, 4) as u32);
    SetRule { preset, newcomers_first, newcomer_cap, ..super::extra::set_rule(d) }
}
