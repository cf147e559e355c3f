//! A small meeting to look at: four microphones, two hubs, and whoever a test adds.

use std::collections::BTreeMap;

use meeting::event::{Opening, Private, RegionEntry};
use meeting::meeting::{Hub, Item, Link, Microphone, Person};
use meeting::{Actor, Event, Meeting, Moment, decide, evolve, tick};
use protocol::{Command, HubId, Hue, ItemId, Key, LinkId, Ms, PersonId, Phase, Place, QueueGate, Refusal, Role};
use serde_json::Value;

use crate::view::{Audience, Rows, own, render};

pub const NAIROBI: HubId = HubId(1);
pub const LIMA: HubId = HubId(2);

pub struct World {
    pub m: Meeting,
    pub now_ms: Ms,
    seeds: u64,
}

pub fn key(text: &str) -> Key {
    text.parse().expect("a key")
}

pub fn someone(role: Role, place: Option<Place>) -> Actor {
    Actor::Link { link: LinkId(9_001), role, person: None, place, microphone: None, unit: None }
}

pub fn operator(hub: HubId) -> Actor {
    someone(Role::HubOperator, Some(Place::Hub(hub)))
}

pub fn participant(person: PersonId) -> Actor {
    Actor::Link {
        link: LinkId(9_002),
        role: Role::Participant,
        person: Some(person),
        place: None,
        microphone: None,
        unit: None,
    }
}

impl World {
    /// A running meeting with its queue open.
    pub fn new() -> Self {
        let mut m =
            Meeting { phase: Phase::Running, gate: QueueGate::Open, name: "igf".to_owned(), ..Meeting::default() };
        m.settings.title = "A plenary".to_owned();
        let mics = [("government", "G"), ("private-sector", "P"), ("civil-society", "C"), ("technical", "T")];
        for (position, (name, letter)) in (1..).zip(mics) {
            let mic = Microphone {
                name: name.to_owned(),
                letter: letter.to_owned(),
                hue: Hue::Blue,
                hollow: false,
                weight: 1,
                position,
                budget_ms: None,
                held: false,
            };
            m.microphones.insert(key(name), mic);
        }
        for name in ["africa", "latin-america"] {
            m.regions.push(RegionEntry { key: key(name), name: name.to_owned() });
        }
        for (id, name, region) in [(NAIROBI, "Nairobi", "africa"), (LIMA, "Lima", "latin-america")] {
            let hub = Hub {
                name: name.to_owned(),
                city: name.to_owned(),
                country: "XX".to_owned(),
                region: Some(key(region)),
                time_zone: "UTC".to_owned(),
                ceiling: 50,
                heads: 25,
                operator: None,
                line: Some(format!("SIP {id}")),
                call_name: Some(format!("{name} hub")),
                checked: None,
            };
            m.hubs.insert(id, hub);
        }
        for position in 1..=2 {
            let item = Item {
                title: format!("Item {position}"),
                turn_ms: 120_000,
                item_ms: None,
                position,
                shares: vec![],
                consecutive: false,
            };
            m.items.insert(ItemId(position), item);
        }
        m.last.hub = 2;
        m.last.item = 2;
        World { m, now_ms: 1_000_000, seeds: 0 }
    }

    /// A personal value.
    pub fn private(&mut self, text: &str) -> Private {
        let opening = Opening { commitment: Private::of("salt", text), salt: "salt".to_owned(), text: text.to_owned() };
        self.m.vault.keep(&opening);
        opening.commitment
    }

    /// A person of the roster, in civil society.
    pub fn person(&mut self, name: &str, place: Place) -> PersonId {
        let name = self.private(name);
        let id = PersonId(self.m.last.person + 1);
        self.m.last.person = id.0;
        let person = Person {
            name,
            say: None,
            title: None,
            organisation: None,
            group: Some(key("civil-society")),
            region: None,
            place: Some(place),
            languages: vec!["en".to_owned()],
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
        self.m.times.knows(id, self.now_ms);
        id
    }

    pub fn change(&mut self, person: PersonId, change: impl FnOnce(&mut Person)) {
        change(self.m.people.get_mut(&person).expect("somebody of the world"));
    }

    pub fn link(&mut self, role: Role, secret_sha256: &str) -> LinkId {
        let id = LinkId(self.m.last.link + 1);
        self.m.last.link = id.0;
        let link = Link {
            role,
            place: None,
            person: None,
            microphone: None,
            unit: None,
            label: None,
            from: None,
            secret_sha256: secret_sha256.to_owned(),
            revoked: false,
            joined: 0,
        };
        self.m.links.insert(id, link);
        id
    }

    /// Asks; the events are taken in one by one, and shown to `each` with the meeting after them.
    pub fn ask_each(
        &mut self,
        who: &Actor,
        command: &str,
        mut each: impl FnMut(&Event, &Meeting),
    ) -> Result<(), Refusal> {
        let command: Command = serde_json::from_str(command).unwrap_or_else(|e| panic!("{command}: {e}"));
        let at = self.moment();
        for event in decide(&self.m, who, command, at)? {
            evolve(&mut self.m, &event);
            each(&event, &self.m);
        }
        Ok(())
    }

    /// Asks for something that is not refused.
    pub fn ask(&mut self, who: &Actor, command: &str) {
        self.ask_each(who, command, |_, _| ()).unwrap_or_else(|refusal| panic!("{command}: {refusal}"));
    }

    pub fn moderator(&mut self, command: &str) {
        self.ask(&someone(Role::Moderator, None), command);
    }

    /// Lets what is due happen.
    pub fn wait_each(&mut self, ms: Ms, mut each: impl FnMut(&Event, &Meeting)) {
        self.now_ms += ms;
        let at = self.moment();
        for event in tick(&self.m, at) {
            evolve(&mut self.m, &event);
            each(&event, &self.m);
        }
    }

    pub fn wait(&mut self, ms: Ms) {
        self.wait_each(ms, |_, _| ());
    }

    pub fn rows(&self, audience: Audience) -> Rows {
        render(&self.m, audience)
    }

    /// A row as this audience sees it; null where there is none.
    pub fn row(&self, audience: Audience, key: &str) -> Value {
        parse(&self.rows(audience), key)
    }

    /// One of a person's own rows.
    pub fn own(&self, person: PersonId, key: &str) -> Value {
        parse(&own(&self.m, person), key)
    }

    fn moment(&mut self) -> Moment {
        self.seeds += 1;
        self.now_ms += 10;
        let mut seed = [0; 32];
        seed[..8].copy_from_slice(&self.seeds.to_be_bytes());
        Moment::new(self.now_ms, seed, None)
    }
}

fn parse(rows: &BTreeMap<String, String>, key: &str) -> Value {
    rows.get(key).map_or(Value::Null, |json| serde_json::from_str(json).expect("rows are JSON"))
}
