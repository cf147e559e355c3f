//! Scenarios that read like minutes: people with a name, a microphone and a place raise hands, the
//! moderator calls, and the queue is told as names in calling order.

#![allow(dead_code, reason = "each test file uses its part")]

use std::collections::BTreeMap;

use meeting::{
    Actor, Meeting, Moment, decide,
    event::{Event, Opening, Private, RegionEntry},
    evolve,
    meeting::{Hub, Item, Microphone, Person},
    rule::{self, Placed},
};
use protocol::{
    Command, HandId, HubId, Hue, ItemId, Key, LinkId, PersonId, Phase, Preset, QueueGate, Refusal, RefusalCode, Role,
    command::Nothing, floor_command::*, queue_command::*,
};

pub struct Minutes {
    pub m: Meeting,
    pub log: Vec<Event>,
    pub now_ms: i64,
    names: BTreeMap<String, PersonId>,
    seed: u64,
}

pub fn key(text: &str) -> Key {
    text.parse().expect("tests use good keys")
}

impl Minutes {
    /// A running meeting with four microphones (g, p, c, t), two regions (africa, europe) and the hubs nairobi (1),
    /// lagos (2), both africa, and tallinn (3), europe; the queue is open.
    pub fn of(preset: Preset) -> Self {
        let mut m = Meeting { phase: Phase::Running, gate: QueueGate::Open, opened_ms: Some(0), ..Meeting::default() };
        m.settings.preset = preset;
        m.settings.newcomers_first = preset != Preset::SingleLine;
        for (position, k) in (1..).zip(["g", "p", "c", "t"]) {
            let mic =
                Microphone { name: k.into(), letter: k.into(), hue: Hue::Blue, hollow: false, weight: 1, position };
            m.microphones.insert(key(k), mic);
        }
        m.regions = ["africa", "europe"].map(|k| RegionEntry { key: key(k), name: k.into() }).to_vec();
        for (id, name, region) in [(1, "nairobi", "africa"), (2, "lagos", "africa"), (3, "tallinn", "europe")] {
            let hub = Hub {
                name: name.into(),
                city: name.into(),
                country: "KE".into(),
                region: Some(key(region)),
                time_zone: "UTC".into(),
                ceiling: 50,
                heads: 0,
                operator: None,
                line: None,
                call_name: None,
            };
            m.hubs.insert(HubId(id), hub);
        }
        m.items.insert(ItemId(1), Item { title: "one".into(), turn_ms: 120_000, item_ms: None, position: 1 });
        m.item = Some(ItemId(1));
        m.last.item = 1;
        Minutes { m, log: Vec::new(), now_ms: 1_000, names: BTreeMap::new(), seed: 0 }
    }

    pub fn actor(role: Role) -> Actor {
        Actor::Link { link: LinkId(role as u32 + 1), role, person: None, place: None, microphone: None }
    }

    /// Somebody of the roster, confirmed: at a microphone's group, at a place.
    pub fn person(&mut self, name: &str, group: &str, place: &str) -> PersonId {
        let id = PersonId(self.m.last.person + 1);
        self.m.last.person = id.0;
        let commitment = Private(format!("commitment-{name}"));
        self.m.vault.keep(&Opening { commitment: commitment.clone(), salt: String::new(), text: name.to_owned() });
        let person = Person {
            name: commitment,
            say: None,
            title: None,
            organisation: None,
            group: Some(key(group)),
            region: None,
            place: Some(place.parse().expect("tests use good places")),
            languages: vec![],
            name_shown: None,
            call_name: None,
            confirmed: true,
            alike: None,
            removed: false,
            spoken: 0,
            spoken_in_all: 0,
            hand: None,
        };
        self.m.people.insert(id, person);
        self.names.insert(name.to_owned(), id);
        id
    }

    pub fn does(&mut self, who: &Actor, command: Command) -> Result<Vec<Event>, Refusal> {
        self.now_ms += 1_000;
        self.seed += 1;
        let mut seed = [0; 32];
        seed[..8].copy_from_slice(&self.seed.to_be_bytes());
        let events = decide(&self.m, who, command, Moment::new(self.now_ms, seed, None))?;
        for event in &events {
            evolve(&mut self.m, event);
        }
        self.log.extend(events.iter().cloned());
        Ok(events)
    }

    pub fn moderator(&mut self, command: Command) {
        self.does(&Self::actor(Role::Moderator), command).expect("the moderator may");
    }

    pub fn refused(&mut self, who: &Actor, command: Command, code: RefusalCode) {
        let before = self.m.clone();
        let told = self.does(who, command).expect_err("it should be refused");
        assert_eq!(told.code, code, "{told}");
        assert_eq!(self.m, before, "a refusal changes nothing");
    }

    /// Joins if new (`group/place`), and raises a hand.
    pub fn raises(&mut self, name: &str, group: &str, place: &str) -> HandId {
        let id = self.names.get(name).copied().unwrap_or_else(|| self.person(name, group, place));
        self.raises_again(name);
        self.m.people[&id].hand.expect("the hand is up")
    }

    pub fn raises_again(&mut self, name: &str) {
        let (who, raise) = (self.as_participant(name), Raise::default());
        self.does(&who, Command::Raise(raise)).expect("a hand may be raised");
    }

    pub fn as_participant(&self, name: &str) -> Actor {
        let person = self.names[name];
        Actor::Link {
            link: LinkId(100 + person.0),
            role: Role::Participant,
            person: Some(person),
            place: self.m.people[&person].place,
            microphone: None,
        }
    }

    pub fn hand_of(&self, name: &str) -> HandId {
        self.m.people[&self.names[name]].hand.expect("the hand is up")
    }

    pub fn id_of(&self, name: &str) -> PersonId {
        self.names[name]
    }

    pub fn placed(&self) -> Vec<Placed> {
        rule::order(&self.m)
    }

    /// The queue as names in calling order.
    pub fn order(&self) -> String {
        let names: Vec<String> = self.placed().iter().map(|p| self.whose(p.hand)).collect();
        names.join(" ")
    }

    fn whose(&self, hand: HandId) -> String {
        match self.m.hands[&hand].person {
            Some(person) => self.m.name_of(person).to_owned(),
            None => format!("hand{hand}"),
        }
    }

    /// Calls the next and says who it was.
    pub fn calls_next(&mut self) -> String {
        self.moderator(Command::CallNext(CallNext::default()));
        self.on_floor()
    }

    pub fn on_floor(&self) -> String {
        let (_, turn) = self.m.current_turn().expect("somebody has the floor");
        turn.person.map_or_else(|| "unnamed".to_owned(), |p| self.m.name_of(p).to_owned())
    }

    pub fn ends_turn(&mut self) {
        self.moderator(Command::EndTurn(EndTurn::default()));
    }
}

pub fn nothing() -> Nothing {
    Nothing {}
}
