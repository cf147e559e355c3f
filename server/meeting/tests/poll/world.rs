//! A small running meeting with two hubs and seven people, and a hand to play it with.

use meeting::{Actor, Event, Heard, Meeting, Moment, decide, event::Private, event::RegionEntry, evolve, tick};
use protocol::{
    Command, HubId, Hue, Key, LinkId, Ms, PersonId, Phase, Place, PollId, PollSetId, Refusal, RefusalCode, Role, Unit,
    poll_command::*,
};

/// When the story begins.
pub const START: Ms = 1_000_000;
pub const NAIROBI: HubId = HubId(1);
pub const LIMA: HubId = HubId(2);
pub const REGIONS: [&str; 5] = ["africa", "asia", "europe", "latin-america", "north-america"];

pub struct World {
    pub m: Meeting,
    /// As it was before the first event of the log.
    pub before: Meeting,
    pub log: Vec<Event>,
    pub now_ms: Ms,
    moments: u32,
}

impl World {
    /// People: 1 and 2 in the room, 3 and 4 in Nairobi, 5 in Lima, 6 online, 7 removed.
    pub fn new() -> World {
        let mut m = Meeting { phase: Phase::Running, now_ms: START, ..Meeting::default() };
        m.regions = REGIONS.iter().map(|r| RegionEntry { key: key(r), name: (*r).to_owned() }).collect();
        for (position, mic) in (1..).zip(["government", "civil-society"]) {
            m.microphones.insert(key(mic), microphone(mic, position));
        }
        m.hubs.insert(NAIROBI, hub("Nairobi", "africa", 25));
        m.hubs.insert(LIMA, hub("Lima", "latin-america", 4));
        for (id, group, region, place) in [
            (1, Some("government"), Some("europe"), Some(Place::Room)),
            (2, Some("civil-society"), Some("asia"), Some(Place::Room)),
            (3, Some("civil-society"), Some("africa"), Some(Place::Hub(NAIROBI))),
            (4, Some("government"), None, Some(Place::Hub(NAIROBI))),
            (5, Some("civil-society"), Some("latin-america"), Some(Place::Hub(LIMA))),
            (6, None, None, Some(Place::Online)),
            (7, None, Some("europe"), Some(Place::Room)),
        ] {
            let mut person = person(group, region, place);
            person.removed = id == 7;
            m.people.insert(PersonId(id), person);
        }
        m.last.person = 7;
        World { before: m.clone(), m, log: Vec::new(), now_ms: START, moments: 0 }
    }

    /// Asks for something now.
    pub fn ask(&mut self, who: &Actor, command: Command) -> Result<(), Refusal> {
        self.ask_pressed(who, command, None)
    }

    /// Asks for something that was pressed at `pressed_ms`, as measured.
    pub fn ask_pressed(&mut self, who: &Actor, command: Command, pressed_ms: Option<Ms>) -> Result<(), Refusal> {
        let heard = pressed_ms.map(|ms| Heard {
            arrived_ms: self.now_ms,
            lo_ms: ms,
            hi_ms: ms,
            rtt_ms: 600,
            spread_ms: 50,
            credit_ms: 60_000,
            ..Heard::default()
        });
        let moment = self.moment(heard);
        let untouched = self.m.clone();
        let answer = decide(&self.m, who, command, moment);
        assert_eq!(self.m, untouched, "deciding changes nothing");
        for event in answer? {
            self.take(event);
        }
        Ok(())
    }

    /// Lets time pass, looking at the clock at every moment that the meeting wants it.
    pub fn wait(&mut self, ms: Ms) {
        let end_ms = self.now_ms + ms;
        while let Some(due_ms) = meeting::next_wake(&self.m).filter(|due_ms| *due_ms <= end_ms) {
            self.now_ms = self.now_ms.max(due_ms);
            let moment = self.moment(None);
            let events = tick(&self.m, moment);
            assert!(!events.is_empty(), "the clock was wanted, so something is due");
            events.into_iter().for_each(|e| self.take(e));
        }
        self.now_ms = end_ms;
    }

    /// Lets time pass while nobody looks at the clock.
    pub fn sleep_through(&mut self, ms: Ms) {
        self.now_ms += ms;
    }

    pub fn refused(&mut self, who: &Actor, command: Command, code: RefusalCode, text: &str) {
        let refusal = self.ask(who, command).expect_err("is refused");
        assert_eq!(refusal.code, code, "{refusal}");
        assert!(refusal.text.contains(text), "`{refusal}` says `{text}`");
    }

    pub fn take(&mut self, event: Event) {
        let stored = Event::read(&event.write()).expect("what was written can be read");
        evolve(&mut self.m, &event);
        self.log.push(stored);
    }

    /// The state that the record alone gives.
    pub fn replayed(&self) -> Meeting {
        let mut m = self.before.clone();
        self.log.iter().for_each(|e| evolve(&mut m, e));
        m
    }

    fn moment(&mut self, heard: Option<Heard>) -> Moment {
        self.moments += 1;
        let mut seed = [0; 32];
        seed[..4].copy_from_slice(&self.moments.to_be_bytes());
        Moment::new(self.now_ms, seed, heard)
    }

    pub fn poll(&self, id: u32) -> &meeting::meeting::Poll {
        &self.m.polls[&PollId(id)]
    }

    pub fn tally(&self, id: u32) -> meeting::tally::Tally {
        meeting::tally::tally(&self.m, PollId(id)).unwrap()
    }

    /// A question that is answered by these methods, opened.
    pub fn open_question(&mut self, methods: Methods) -> PollId {
        let command = SetPoll { question: Some("Who decides?".into()), methods: Some(methods), ..SetPoll::default() };
        self.ask(&moderator(), Command::SetPoll(command)).unwrap();
        let id = PollId(self.m.last.poll);
        self.ask(&moderator(), open(&[id.0])).unwrap();
        id
    }
}

pub fn key(text: &str) -> Key {
    text.parse().unwrap()
}

pub fn staff(role: Role) -> Actor {
    Actor::Link { link: LinkId(1), role, person: None, place: None, microphone: None, unit: None }
}

pub fn moderator() -> Actor {
    staff(Role::Moderator)
}

pub fn person_link(id: u32) -> Actor {
    let person = Some(PersonId(id));
    Actor::Link { link: LinkId(100 + id), role: Role::Participant, person, place: None, microphone: None, unit: None }
}

pub fn operator(hub: HubId) -> Actor {
    let place = Some(Place::Hub(hub));
    Actor::Link { link: LinkId(10 + hub.0), role: Role::HubOperator, person: None, place, microphone: None, unit: None }
}

pub fn open(polls: &[u32]) -> Command {
    Command::OpenPolls(OpenPolls { set: None, polls: ids(polls) })
}

pub fn open_set(set: u32) -> Command {
    Command::OpenPolls(OpenPolls { set: Some(PollSetId(set)), polls: Vec::new() })
}

pub fn close(polls: &[u32], in_ms: Ms) -> Command {
    Command::ClosePolls(ClosePolls { set: None, polls: ids(polls), in_ms: Some(in_ms) })
}

pub fn cancel(polls: &[u32]) -> Command {
    Command::CancelClose(CancelClose { set: None, polls: ids(polls) })
}

pub fn reveal(polls: &[u32], shown: bool) -> Command {
    Command::RevealPolls(RevealPolls { set: None, polls: ids(polls), shown })
}

pub fn cast(poll: PollId, choice: u32) -> Command {
    Command::Cast(Cast { poll, choice: Some(choice), choices: Vec::new() })
}

pub fn agree(poll: PollId, unit: &str, value: u32) -> Command {
    Command::Agree(agreed(poll, unit, value))
}

pub fn agreed(poll: PollId, unit: &str, value: u32) -> Agree {
    Agree { poll, unit: key(unit), value, consulted: None, lowest: None, highest: None, comment: None }
}

pub fn count(place: Place, poll: PollId, hands: &[u32]) -> Command {
    let grid = vec![CountedHands { poll, hands: hands.to_vec(), no_opinion: 0, groups: Vec::new() }];
    Command::Count(Count { place, grid, counter: None })
}

pub fn correct_value(poll: PollId, unit: &str, value: u32, reason: &str) -> CorrectAnswer {
    let (unit, value) = (Some(key(unit)), Some(value));
    CorrectAnswer { poll, unit, place: None, value, hands: None, no_opinion: None, reason: reason.to_owned() }
}

pub fn correct_count(poll: PollId, place: Place, hands: &[u32], reason: &str) -> CorrectAnswer {
    let (place, hands) = (Some(place), Some(hands.to_vec()));
    CorrectAnswer { poll, unit: None, place, value: None, hands, no_opinion: None, reason: reason.to_owned() }
}

pub fn by_ballots() -> Methods {
    Methods { ballots: true, ..Methods::default() }
}

pub fn by_region() -> Methods {
    Methods { agreed_by: Some(Unit::Region), ..Methods::default() }
}

pub fn by_hands() -> Methods {
    Methods { ballots: true, counted: true, ..Methods::default() }
}

pub fn private(text: &str) -> Private {
    Private::of("salt", text)
}

fn ids(polls: &[u32]) -> Vec<PollId> {
    polls.iter().copied().map(PollId).collect()
}

fn microphone(name: &str, position: u32) -> meeting::meeting::Microphone {
    meeting::meeting::Microphone {
        name: name.to_owned(),
        letter: name[..1].to_uppercase(),
        hue: Hue::Blue,
        hollow: false,
        weight: 1,
        budget_ms: None,
        held: false,
        position,
    }
}

fn hub(name: &str, region: &str, heads: u32) -> meeting::meeting::Hub {
    meeting::meeting::Hub {
        name: name.to_owned(),
        city: name.to_owned(),
        country: "KE".to_owned(),
        region: Some(key(region)),
        time_zone: "UTC".to_owned(),
        ceiling: 60,
        heads,
        operator: None,
        line: None,
        call_name: None,
        checked: None,
    }
}

fn person(group: Option<&str>, region: Option<&str>, place: Option<Place>) -> meeting::meeting::Person {
    meeting::meeting::Person {
        name: private("somebody"),
        say: None,
        title: None,
        organisation: None,
        group: group.map(key),
        region: region.map(key),
        place,
        languages: Vec::new(),
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
    }
}
