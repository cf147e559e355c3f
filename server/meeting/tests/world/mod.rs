//! A meeting to play with: made by its own commands, spoken to by role, and checked after every step.
//!
//! ```ignore
//! World::new()
//!     .organiser(set_hub("Nairobi"))
//!     .moderator(item("Opening")).refused(RefusalCode::NotRunning);
//! ```
//! A refusal that nobody asked about fails the test.

#![allow(dead_code, missing_docs, clippy::unwrap_used, reason = "each test file uses its part")]

use meeting::{Actor, Event, Meeting, Moment, decide, evolve, setup};
use protocol::{
    Command, HubId, Key, LinkId, PersonId, Place, Preset, Refusal, RefusalCode, Role, command::Nothing,
    setup_command::*,
};

/// A meeting with its record.
pub struct World {
    pub m: Meeting,
    /// The record as it is stored.
    pub log: Vec<Vec<u8>>,
    pub now_ms: i64,
    moments: u64,
    outcome: Result<Vec<Event>, Refusal>,
}

impl Default for World {
    fn default() -> Self {
        Self::of(Preset::EqualFooting)
    }
}

impl World {
    /// A meeting that is being set up, with a link for every role: the number is the role's place in `Role::ALL`.
    pub fn new() -> Self {
        Self::default()
    }

    pub fn of(preset: Preset) -> Self {
        let mut w = World { m: Meeting::default(), log: vec![], now_ms: 1_000_000, moments: 0, outcome: Ok(vec![]) };
        let events = setup::create("igf", "IGF 2027", &["en".to_owned()], preset, false, w.moment());
        w.take(&events.expect("a good meeting"));
        for role in Role::ALL.iter().copied().filter(|r| *r != Role::HubOperator) {
            w.by(&Actor::System, link(role, (role == Role::Participant).then_some(Place::Room), None));
        }
        w
    }

    /// The same, running, with the hubs Nairobi (1, africa, 40 heads) and Lagos (2), and their operators.
    pub fn running() -> Self {
        let mut w = Self::new();
        w.organiser(hub("Nairobi", "africa")).organiser(hub("Lagos", "africa"));
        w.organiser(Command::SetHeadcount(SetHeadcount { hub: HubId(1), heads: 40 }));
        // Who raises first goes first also in the first seconds; the opening batch has tests of its own.
        w.organiser(Command::SetMeeting(SetMeeting { batch_ms: Some(0), ..SetMeeting::default() }));
        w.organiser(Command::StartMeeting(Nothing {}));
        w
    }

    pub fn moment(&mut self) -> Moment {
        self.moments += 1;
        let mut seed = [0; 32];
        seed[..8].copy_from_slice(&self.moments.to_be_bytes());
        Moment::new(self.now_ms, seed, None)
    }

    /// The actor of a link, as the server knows it.
    pub fn actor(&self, link: LinkId) -> Actor {
        actor(&self.m, link)
    }

    /// The staff link of a role.
    pub fn staff(&self, role: Role) -> Actor {
        let link = self.m.links.iter().find(|(_, l)| l.role == role && l.person.is_none());
        self.actor(*link.expect("there is a link of every role").0)
    }

    /// The operator of a hub.
    pub fn operator(hub: u32) -> Actor {
        let place = Some(Place::Hub(HubId(hub)));
        Actor::Link {
            link: LinkId(9_000 + hub),
            role: Role::HubOperator,
            person: None,
            place,
            microphone: None,
            unit: None,
        }
    }

    #[track_caller]
    pub fn by(&mut self, who: &Actor, command: Command) -> &mut Self {
        self.nothing_left_over();
        self.now_ms += 1_000;
        let at = self.moment();
        let before = self.m.clone();
        self.outcome = decide(&self.m, who, command, at);
        assert_eq!(before, self.m, "a decision changes nothing by itself");
        if let Ok(events) = self.outcome.clone() {
            self.take(&events);
        }
        self
    }

    fn take(&mut self, events: &[Event]) {
        for event in events {
            evolve(&mut self.m, event);
            self.log.push(event.write());
        }
        meeting::invariants::check(&self.m).expect("the meeting is in order");
    }

    #[track_caller]
    pub fn organiser(&mut self, command: Command) -> &mut Self {
        let who = self.staff(Role::Organiser);
        self.by(&who, command)
    }

    #[track_caller]
    pub fn moderator(&mut self, command: Command) -> &mut Self {
        let who = self.staff(Role::Moderator);
        self.by(&who, command)
    }

    #[track_caller]
    pub fn role(&mut self, role: Role, command: Command) -> &mut Self {
        let who = self.staff(role);
        self.by(&who, command)
    }

    /// What was just asked was refused with this code.
    #[track_caller]
    pub fn refused(&mut self, code: RefusalCode) -> &mut Self {
        let refusal = self.refusal();
        assert_eq!(refusal.code, code, "{refusal}");
        self
    }

    /// What was just asked was refused because of one field, with these words in the text.
    #[track_caller]
    pub fn refused_field(&mut self, field: &str, words: &str) -> &mut Self {
        let refusal = self.refusal();
        assert_eq!(refusal.field.as_deref(), Some(field), "{refusal}");
        assert!(refusal.text.contains(words), "{refusal}");
        self
    }

    #[track_caller]
    pub fn refusal(&mut self) -> Refusal {
        std::mem::replace(&mut self.outcome, Ok(vec![])).expect_err("it should be refused")
    }

    /// The kinds of what just happened.
    pub fn happened(&mut self) -> Vec<String> {
        self.nothing_left_over();
        let events = self.outcome.as_ref().expect("nothing was refused");
        events.iter().map(|e| serde_json::to_value(e).unwrap()["kind"].as_str().unwrap().to_owned()).collect()
    }

    #[track_caller]
    fn nothing_left_over(&self) {
        if let Err(refusal) = &self.outcome {
            panic!("refused: {refusal} ({:?})", refusal.code);
        }
    }

    /// Adds a person by the organiser.
    #[track_caller]
    pub fn person(&mut self, name: &str, profile: Profile) -> PersonId {
        let profile = Profile { name: Some(name.to_owned()), ..profile };
        self.organiser(Command::SetPerson(SetPerson { person: None, profile }));
        PersonId(self.m.last.person)
    }

    /// Joins by the shared link, and answers with the actor of the new personal link.
    #[track_caller]
    pub fn join(&mut self, name: &str) -> Actor {
        let shared = self.staff(Role::Participant);
        self.by(&shared, join(name, self.m.last.link + 1));
        self.nothing_left_over();
        self.actor(LinkId(self.m.last.link))
    }

    /// The state that the stored record gives, to be compared with the live one.
    pub fn replayed(&self) -> Meeting {
        replay(&self.log)
    }
}

impl Drop for World {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            self.nothing_left_over();
        }
    }
}

/// The state that a stored record gives.
pub fn replay(log: &[Vec<u8>]) -> Meeting {
    let mut m = Meeting::default();
    for bytes in log {
        let event = Event::read(bytes).expect("what was written can be read");
        assert_eq!(&event.write(), bytes, "the same event gives the same bytes");
        evolve(&mut m, &event);
    }
    m
}

/// The actor of a link, as the server knows it.
pub fn actor(m: &Meeting, id: LinkId) -> Actor {
    let link = &m.links[&id];
    Actor::Link {
        link: id,
        role: link.role,
        person: link.person,
        place: link.place,
        microphone: link.microphone.clone(),
        unit: link.unit.clone(),
    }
}

pub fn key(text: &str) -> Key {
    text.parse().expect("tests use good keys")
}

/// A hash of a secret, different for each number.
pub fn secret(n: u32) -> String {
    format!("{n:064x}")
}

/// Issues a link; its secret comes from its role, place and person.
pub fn link(role: Role, place: Option<Place>, person: Option<PersonId>) -> Command {
    let hub = match place {
        Some(Place::Hub(hub)) => hub.0 + 1,
        Some(Place::Online) => 1,
        _ => 0,
    };
    let n = 1_000_000 + role as u32 + 100 * hub + 10_000 * person.map_or(0, |p| p.0);
    Command::IssueLink(IssueLink {
        role,
        place,
        person,
        label: None,
        microphone: None,
        unit: (role == Role::Rapporteur).then(|| key("africa")),
        secret_sha256: secret(n),
    })
}

pub fn join(name: &str, n: u32) -> Command {
    let profile = Profile { name: Some(name.to_owned()), ..Profile::default() };
    Command::Join(Join { profile, secret_sha256: secret(n) })
}

pub fn hub(name: &str, region: &str) -> Command {
    Command::SetHub(SetHub { name: Some(name.to_owned()), region: Some(key(region)), ..SetHub::default() })
}

pub fn item(title: &str) -> Command {
    Command::SetItem(SetItem {
        item: None,
        title: Some(title.to_owned()),
        turn_ms: None,
        item_ms: None,
        position: None,
        shares: None,
        consecutive: None,
    })
}

pub fn mic(id: &str, name: &str) -> SetMicrophone {
    let (name, key) = (Some(name.to_owned()), key(id));
    SetMicrophone { key, name, letter: None, hue: None, hollow: None, weight: None, position: None, budget_ms: None }
}

pub fn set_person(person: PersonId, profile: Profile) -> Command {
    Command::SetPerson(SetPerson { person: Some(person), profile })
}

pub fn named(name: &str) -> Profile {
    Profile { name: Some(name.to_owned()), ..Profile::default() }
}
