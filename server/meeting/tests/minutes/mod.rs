//! Scenarios that read like minutes: people with a name, a microphone and a place raise hands, the
//! moderator calls, and the queue is told as names in calling order.

#![allow(dead_code, reason = "each test file uses its part")]

use std::collections::BTreeMap;

use meeting::{
    Actor, Heard, Meeting, Moment, decide,
    event::{Event, Opening, Private, RegionEntry},
    evolve,
    meeting::{Hub, Item, Microphone, Person},
    next_wake,
    rule::{self, Placed},
    tick,
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
        m.settings.batch_ms = 0;
        m.settings.newcomers_first = preset != Preset::SingleLine;
        for (position, k) in (1..).zip(["g", "p", "c", "t"]) {
            let mic = Microphone {
                name: k.into(),
                letter: k.into(),
                hue: Hue::Blue,
                hollow: false,
                weight: 1,
                position,
                budget_ms: None,
                held: false,
            };
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
                checked: None,
            };
            m.hubs.insert(HubId(id), hub);
        }
        m.items.insert(
            ItemId(1),
            Item {
                title: "one".into(),
                turn_ms: 120_000,
                item_ms: None,
                position: 1,
                shares: vec![],
                consecutive: false,
            },
        );
        m.item = Some(ItemId(1));
        m.last.item = 1;
        Minutes { m, log: Vec::new(), now_ms: 1_000, names: BTreeMap::new(), seed: 0 }
    }

    pub fn actor(role: Role) -> Actor {
        Actor::Link { link: LinkId(role as u32 + 1), role, person: None, place: None, microphone: None, unit: None }
    }

    pub fn operator(hub: u32) -> Actor {
        let place = Some(protocol::Place::Hub(HubId(hub)));
        Actor::Link {
            link: LinkId(200 + hub),
            role: Role::HubOperator,
            person: None,
            place,
            microphone: None,
            unit: None,
        }
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
            interests: None,
            confirmed: true,
            alike: None,
            removed: false,
            spoken: 0,
            spoken_in_all: 0,
            hand: None,
            asks_group: None,
        };
        self.m.people.insert(id, person);
        self.names.insert(name.to_owned(), id);
        id
    }

    pub fn does(&mut self, who: &Actor, command: Command) -> Result<Vec<Event>, Refusal> {
        self.passes(1_000);
        self.does_at(who, command, None)
    }

    /// The same, at this very moment, with what was measured of it.
    pub fn does_at(&mut self, who: &Actor, command: Command, heard: Option<Heard>) -> Result<Vec<Event>, Refusal> {
        let mut at = self.moment();
        at.heard = heard;
        let events = decide(&self.m, who, command, at)?;
        for event in &events {
            evolve(&mut self.m, event);
        }
        self.log.extend(events.iter().cloned());
        Ok(events)
    }

    fn moment(&mut self) -> Moment {
        self.seed += 1;
        let mut seed = [0; 32];
        seed[..8].copy_from_slice(&self.seed.to_be_bytes());
        Moment::new(self.now_ms, seed, None)
    }

    /// Time passes, and what is due happens.
    pub fn passes(&mut self, ms: i64) {
        let until = self.now_ms + ms;
        while let Some(due) = next_wake(&self.m).filter(|due| *due <= until) {
            self.now_ms = self.now_ms.max(due);
            let at = self.moment();
            for event in tick(&self.m, at) {
                evolve(&mut self.m, &event);
                self.log.push(event);
            }
        }
        self.now_ms = until;
    }

    pub fn moderator(&mut self, command: Command) {
        self.does(&Self::actor(Role::Moderator), command).expect("the moderator may");
    }

    pub fn refused(&mut self, who: &Actor, command: Command, code: RefusalCode) {
        // What is due by itself happens first.
        self.passes(2_000);
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
            unit: None,
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
