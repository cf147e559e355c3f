//! Setting a meeting up as a scenario says, by the organiser's own commands.

use std::collections::BTreeMap;

use protocol::poll_command::{Methods, Scale as PollScale, SetPoll, SetPollSet};
use protocol::poll_terms::Terms;
use protocol::setup_command::*;
use protocol::{
    Command, Electorate, HubId, Hue, ItemId, Key, Majority, PersonId, Place, Polarity as PollPolarity, PollId,
    PollKind, Preset, Showing, Unit, limits,
};

use super::client::{Client, Done, NotDone};
use super::scenario::{Method, Person, Polarity, QuestionSet, Scenario};

/// People sent in one message.
const PEOPLE_AT_ONCE: usize = 100;
/// The key of the one line of a meeting without microphones.
const ONE_LINE: &str = "line";
/// The microphones that a new meeting has, which a scenario replaces by its own.
const HUES: [Hue; 4] = [Hue::Blue, Hue::Brown, Hue::Green, Hue::Magenta];

/// The numbers that the server gave to what the scenario names.
#[derive(Debug, Clone, Default)]
pub struct Ids {
    /// Agenda items.
    pub items: BTreeMap<String, ItemId>,
    /// Hubs.
    pub hubs: BTreeMap<String, HubId>,
    /// People.
    pub people: BTreeMap<String, PersonId>,
    /// Questions.
    pub polls: BTreeMap<String, PollId>,
}

impl Ids {
    /// Where a person of the scenario is.
    pub fn place(&self, place: &str) -> Option<Place> {
        match place {
            "room" => Some(Place::Room),
            "online" => Some(Place::Online),
            hub => self.hubs.get(hub).copied().map(Place::Hub),
        }
    }
}

/// Why a meeting could not be set up.
#[derive(Debug, thiserror::Error)]
pub enum SetupError {
    /// A command was not done.
    #[error("{what}: {error}")]
    NotDone {
        /// What was being set up.
        what: String,
        /// Why not.
        error: NotDone,
    },
    /// The scenario says something that the protocol has no word for.
    #[error("{0}")]
    Unspeakable(String),
}

/// Sets the meeting up and answers with the numbers given out.
///
/// # Errors
/// When a command is refused, or a key of the scenario is none of the protocol.
pub async fn set_up(organiser: &Client, scenario: &Scenario) -> Result<Ids, SetupError> {
    let setup = Setup { organiser };
    let mut ids = Ids::default();
    setup.rule(scenario).await?;
    setup.regions(scenario).await?;
    setup.microphones(scenario).await?;
    setup.agenda(scenario, &mut ids).await?;
    setup.hubs(scenario, &mut ids).await?;
    setup.people(scenario, &mut ids).await?;
    if let Some(set) = &scenario.question_set {
        setup.questions(set, &mut ids).await?;
    }
    Ok(ids)
}

fn made(done: &Done, kind: &str) -> Result<u32, SetupError> {
    let missing = || SetupError::Unspeakable(format!("the reply names no {kind}, but {:?}", done.made));
    done.made(kind).ok_or_else(missing)
}

fn key(text: &str) -> Result<Key, SetupError> {
    text.parse().map_err(|error| SetupError::Unspeakable(format!("`{text}`: {error}")))
}

/// A preset by its name in a scenario.
pub fn preset(name: &str) -> Result<Preset, SetupError> {
    match name {
        "equal-footing" => Ok(Preset::EqualFooting),
        "netmundial" => Ok(Preset::Netmundial),
        "single-line" => Ok(Preset::SingleLine),
        "speaking-time" => Ok(Preset::SpeakingTime),
        _ => Err(SetupError::Unspeakable(format!(
            "preset `{name}` is none of equal-footing, netmundial, single-line, speaking-time"
        ))),
    }
}

struct Setup<'a> {
    organiser: &'a Client,
}

impl Setup<'_> {
    async fn does(&self, what: &str, command: Command) -> Result<Done, SetupError> {
        let done = self.organiser.command(command).await;
        done.map_err(|error| SetupError::NotDone { what: what.to_owned(), error })
    }

    async fn rule(&self, scenario: &Scenario) -> Result<(), SetupError> {
        let preset = preset(&scenario.preset)?;
        let rule = SetRule { preset, newcomers_first: None, newcomer_cap: None, replies: None };
        self.does("rule", Command::SetRule(rule)).await?;
        // A record knows the order of the hands itself; a first half minute as one batch is for living people.
        let batch_ms = (!scenario.calls_next).then_some(0);
        let title = Some(scenario.title.clone());
        let public = SetMeeting { title, public: Some(true), batch_ms, ..SetMeeting::default() };
        self.does("meeting", Command::SetMeeting(public)).await?;
        Ok(())
    }

    async fn regions(&self, scenario: &Scenario) -> Result<(), SetupError> {
        let named =
            |region: &super::scenario::Region| key(&region.id).map(|key| RegionName { key, name: region.name.clone() });
        let regions = scenario.regions.iter().map(named).collect::<Result<_, _>>()?;
        self.does("regions", Command::SetRegions(SetRegions { regions })).await?;
        Ok(())
    }

    /// What follows this in the keys of the rows that a new meeting has.
    async fn keys(&self, prefix: &str) -> Result<Vec<String>, SetupError> {
        let keys = self.organiser.until(|rows| {
            rows.position()?;
            Some(rows.each::<serde_json::Value>(prefix).map(|(key, _)| key.to_owned()).collect::<Vec<_>>())
        });
        keys.await.map_err(|error| SetupError::NotDone { what: "new meeting".to_owned(), error })
    }

    /// First the scenario's own items, then away with the one that a new meeting has.
    async fn agenda(&self, scenario: &Scenario, ids: &mut Ids) -> Result<(), SetupError> {
        let old = self.keys("item/").await?;
        for item in &scenario.agenda {
            let turn_ms = scenario.turn_limit_ms.and_then(|ms| i64::try_from(ms).ok());
            let set = SetItem {
                item: None,
                title: Some(item.title.clone()),
                turn_ms: Some(turn_ms.unwrap_or(*limits::TURN_MS.end())),
                item_ms: None,
                position: None,
                shares: None,
                consecutive: None,
            };
            let done = self.does("agenda item", Command::SetItem(set)).await?;
            ids.items.insert(item.id.clone(), ItemId(made(&done, "item")?));
        }
        for old in old.iter().filter_map(|old| old.parse().ok().map(ItemId)) {
            self.does("old agenda item", Command::RemoveItem(RemoveItem { item: old })).await?;
        }
        Ok(())
    }

    /// First the scenario's own microphones, then away with the others: a meeting is never without one.
    async fn microphones(&self, scenario: &Scenario) -> Result<(), SetupError> {
        let old = self.keys("microphone/").await?;
        let mut kept = Vec::new();
        for (index, microphone) in scenario.microphones.iter().enumerate() {
            let letter = microphone.name.chars().next().map(|letter| letter.to_uppercase().to_string());
            self.microphone(&microphone.id, &microphone.name, letter, index).await?;
            kept.push(microphone.id.as_str());
        }
        if scenario.microphones.is_empty() {
            self.microphone(ONE_LINE, "Speakers’ list", Some("L".to_owned()), 0).await?;
            kept.push(ONE_LINE);
        }
        for old in old.iter().filter(|old| !kept.contains(&old.as_str())) {
            let away = RemoveMicrophone { key: key(old)?, to: None };
            self.does("old microphone", Command::RemoveMicrophone(away)).await?;
        }
        Ok(())
    }

    async fn microphone(&self, id: &str, name: &str, letter: Option<String>, index: usize) -> Result<(), SetupError> {
        let set = SetMicrophone {
            key: key(id)?,
            name: Some(name.to_owned()),
            letter,
            hue: HUES.get(index % HUES.len()).copied(),
            hollow: Some(index >= HUES.len()),
            weight: Some(1),
            position: None,
            budget_ms: None,
        };
        self.does("microphone", Command::SetMicrophone(set)).await?;
        Ok(())
    }

    async fn hubs(&self, scenario: &Scenario, ids: &mut Ids) -> Result<(), SetupError> {
        for hub in &scenario.hubs {
            let set = SetHub {
                name: Some(hub.name.clone()),
                city: Some(hub.city.clone()),
                country: Some(hub.country.clone()),
                region: Some(key(&hub.region)?),
                time_zone: Some(hub.time_zone.clone()),
                ceiling: Some(hub.headcount + 20),
                line: Some(format!("SIP {}", ids.hubs.len() + 1)),
                call_name: Some(format!("Hub {}", hub.name)),
                ..SetHub::default()
            };
            let done = self.does(&hub.id, Command::SetHub(set)).await?;
            let id = HubId(made(&done, "hub")?);
            ids.hubs.insert(hub.id.clone(), id);
            let heads = SetHeadcount { hub: id, heads: hub.headcount };
            self.does(&hub.id, Command::SetHeadcount(heads)).await?;
        }
        Ok(())
    }

    async fn people(&self, scenario: &Scenario, ids: &mut Ids) -> Result<(), SetupError> {
        for some in scenario.people.chunks(PEOPLE_AT_ONCE) {
            let entry = |person: &Person| Ok(SetPerson { person: None, profile: profile(person, ids)? });
            let people = some.iter().map(entry).collect::<Result<_, SetupError>>()?;
            let done = self.does("people", Command::SetPeople(SetPeople { people })).await?;
            let numbers = done.made.iter().filter_map(|made| made.strip_prefix("person/")?.parse().ok());
            let numbers: Vec<u32> = numbers.collect();
            if numbers.len() != some.len() {
                let what = format!("{} people were sent, the reply names {}", some.len(), numbers.len());
                return Err(SetupError::Unspeakable(what));
            }
            let names = some.iter().map(|person| person.id.clone());
            ids.people.extend(names.zip(numbers.into_iter().map(PersonId)));
        }
        Ok(())
    }

    async fn questions(&self, set: &QuestionSet, ids: &mut Ids) -> Result<(), SetupError> {
        let title = SetPollSet { set: None, title: Some(set.title.clone()) };
        let done = self.does("set of questions", Command::SetPollSet(title)).await?;
        let set_id = protocol::PollSetId(made(&done, "set")?);
        for question in &set.questions {
            let poll = SetPoll {
                set: Some(set_id),
                question: Some(question.text.clone()),
                short: Some(question.short.clone()),
                methods: Some(methods(set.method)),
                ..asked(set)?
            };
            let done = self.does(&question.id, Command::SetPoll(poll)).await?;
            ids.polls.insert(question.id.clone(), PollId(made(&done, "poll")?));
        }
        Ok(())
    }
}

/// What the questions of a set have in common: a scale, or the terms of a vote.
fn asked(set: &QuestionSet) -> Result<SetPoll, SetupError> {
    if set.method != Method::VoteByName {
        return Ok(SetPoll { scale: Some(scale(set)?), showing: Some(Showing::Live), ..SetPoll::default() });
    }
    let terms = Terms {
        electorate: Electorate::Seats,
        quorum: set.quorum,
        majority: Some(Majority::Simple),
        ..Terms::default()
    };
    let showing = Some(Showing::OnClose);
    Ok(SetPoll { kind: Some(PollKind::Vote), terms: Some(terms), showing, ..SetPoll::default() })
}

fn scale(set: &QuestionSet) -> Result<PollScale, SetupError> {
    let scale = &set.scale;
    let number = |value: i32| u32::try_from(value).map_err(|_| SetupError::Unspeakable(format!("scale value {value}")));
    Ok(PollScale {
        first: number(scale.low)?,
        points: number(scale.high - scale.low + 1)?,
        polarity: match scale.polarity {
            Polarity::Unipolar => PollPolarity::Unipolar,
            Polarity::Bipolar => PollPolarity::Bipolar,
        },
        labels: vec![scale.low_label.clone(), scale.high_label.clone()],
        no_opinion: false,
    })
}

fn methods(method: Method) -> Methods {
    match method {
        Method::AgreedByRegion => Methods { agreed_by: Some(Unit::Region), ..Methods::default() },
        Method::Ballots => Methods { ballots: true, counted: true, ..Methods::default() },
        Method::VoteByName => Methods { ballots: true, ..Methods::default() },
    }
}

fn profile(person: &Person, ids: &Ids) -> Result<Profile, SetupError> {
    let place = |place: &String| ids.place(place);
    Ok(Profile {
        name: Some(person.name.clone()),
        say: person.say.clone(),
        organisation: person.organisation.clone(),
        group: person.group.as_deref().map(key).transpose()?,
        region: person.region.as_deref().map(key).transpose()?,
        place: person.place.as_ref().and_then(place),
        languages: (!person.languages.is_empty()).then(|| person.languages.clone()),
        ..Profile::default()
    })
}
