//! The scenario format `evenfloor-scenario/1`: what happened in a meeting, one step for each thing that happened.
//!
//! A scenario is a JSON object. Its head says what the meeting is (title, preset, agenda, regions, microphones, hubs,
//! people, the set of questions); `steps` lists in order what happened. A step is an object with one key that names the
//! thing - `turn`, `hand`, `queue`, `chair`, `answer` ... - and, in a scenario with a clock of its own, `at_ms`, the time
//! from the start of the meeting. A step without `at_ms` happens when the one before it is done.
//!
//! Facts only: a scenario of a real meeting holds who spoke, for how long and called how, never what was said. What its
//! source does not record is absent: no hand that nobody saw, no value that nobody gave. `said_in` names the turn in
//! which a fact is recorded, so that a reader can find it in the source.
//!
//! [`Scenario::read`] refuses unknown fields and, by [`check`](super::check), whatever does not hold together.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use super::step::*;

/// The format that this build reads and writes.
pub const FORMAT: &str = "evenfloor-scenario/1";

/// The speaker of a turn whom the source could not name. Each such turn may be another person.
pub const UNIDENTIFIED: &str = "unidentified";

const ATLAS2: &str = include_str!("scenarios/atlas2.json");
const SIX_QUESTIONS: &str = include_str!("scenarios/six-questions.json");
const RATIFICATION: &str = include_str!("scenarios/ratification.json");

/// Why a scenario was not accepted.
#[derive(Debug, thiserror::Error)]
pub enum ScenarioError {
    /// The text is not JSON of this format; the message names line and column.
    #[error("scenario is not readable: {0}")]
    Unreadable(#[from] serde_json::Error),
    /// The parts do not hold together.
    #[error("{place}: {what}")]
    Invalid {
        /// Which part, for example `step 12 (turn 10)`.
        place: String,
        /// What is wrong and what is expected.
        what: String,
    },
    /// A turn was to be taken out that is not there.
    #[error("turn {0} is not in the scenario: choose a turn that it has")]
    NoSuchTurn(u32),
}

/// One meeting: what it is, and what happened in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// Always [`FORMAT`].
    pub format: String,
    /// Short name, also the meeting's key in a demo: `atlas2`.
    pub key: String,
    /// The title of the meeting.
    pub title: String,
    /// True when people and events are made up; every page says so then.
    pub simulated: bool,
    /// Where the facts of a real meeting come from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    /// The rule of the queue: `equal-footing`, `netmundial`, `single-line`, `speaking-time`.
    pub preset: String,
    /// Local time at which the meeting begins: `2014-06-22T08:00`.
    pub starts: String,
    /// IANA time zone of the room.
    pub time_zone: String,
    /// How many words make a minute of speech, where only words are recorded.
    pub words_per_minute: u32,
    /// How the words were counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counting: Option<String>,
    /// True when the moderator keeps calling whoever is next; otherwise the turns are exactly those of the steps.
    #[serde(default, skip_serializing_if = "is_false")]
    pub calls_next: bool,
    /// How long the meeting lasts, for a scenario with a clock of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lasts_ms: Option<u64>,
    /// Limit of a called turn in milliseconds, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub turn_limit_ms: Option<u64>,
    /// People counted in the room, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub room_headcount: Option<u32>,
    /// The items of the agenda in order.
    pub agenda: Vec<Item>,
    /// The regions, in the order in which a poll asks them.
    pub regions: Vec<Region>,
    /// The microphones; none for a meeting with one line.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub microphones: Vec<Microphone>,
    /// The remote hubs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hubs: Vec<Hub>,
    /// Everybody who is named.
    pub people: Vec<Person>,
    /// The questions of the poll, prepared ahead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question_set: Option<QuestionSet>,
    /// What happened, in order.
    pub steps: Vec<Step>,
}

fn is_false(value: &bool) -> bool {
    !*value
}

/// The public document that a scenario of a real meeting was taken from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Its title.
    pub document: String,
    /// Who published it.
    pub publisher: String,
    /// Where the meeting was.
    pub place: String,
    /// The day of the meeting.
    pub date: String,
    /// What was taken from it.
    pub note: String,
}

/// An item of the agenda.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Its id within the scenario.
    pub id: String,
    /// Its title.
    pub title: String,
}

/// A region.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Region {
    /// Its id within the scenario.
    pub id: String,
    /// Its name on screen.
    pub name: String,
}

/// A microphone: the line of one stakeholder group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Microphone {
    /// Its id within the scenario.
    pub id: String,
    /// Its name on screen.
    pub name: String,
}

/// A remote hub.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hub {
    /// Its id within the scenario.
    pub id: String,
    /// Its name on screen.
    pub name: String,
    /// City.
    pub city: String,
    /// Country, as ISO 3166-1 two letters.
    pub country: String,
    /// Region id.
    pub region: String,
    /// IANA time zone.
    pub time_zone: String,
    /// People counted there.
    pub headcount: u32,
}

/// Somebody who is named in the meeting. Fields that the source does not state are absent.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// Id within the scenario.
    pub id: String,
    /// The name as the source gives it.
    pub name: String,
    /// How to say it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub say: Option<String>,
    /// What else than a participant the person is: `moderator`, `reporter`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// `uncertain` where the source itself marks the name as a guess.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identification: Option<Identification>,
    /// Organisation or delegation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<String>,
    /// Country.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Region id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// Microphone id of the stakeholder group, the hat.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// `room`, `online` or a hub id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// BCP 47 tags of the languages the person speaks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<String>,
    /// Whether the person has a phone or laptop of their own in the meeting.
    #[serde(default, skip_serializing_if = "is_false")]
    pub connected: bool,
}

/// How sure the source is of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Identification {
    /// The source marks the name as a guess.
    Uncertain,
}

/// A set of questions, prepared ahead.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuestionSet {
    /// Title of the set.
    pub title: String,
    /// How it is answered.
    pub method: Method,
    /// The scale of every question; of votes 1 for, 2 against, 3 abstention.
    pub scale: Scale,
    /// How many have to take part in a vote.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quorum: Option<u32>,
    /// The questions in order.
    pub questions: Vec<Question>,
}

/// How a question is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// One value agreed in each region.
    AgreedByRegion,
    /// Every person's ballot, and the hubs' counted shows of hands.
    Ballots,
    /// A vote by name of all who are on the roster, carried by the simple majority.
    VoteByName,
}

/// A scale with labelled ends.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scale {
    /// Lowest value.
    pub low: i32,
    /// Highest value.
    pub high: i32,
    /// What the lowest value means.
    pub low_label: String,
    /// What the highest value means.
    pub high_label: String,
    /// `unipolar` (from nothing to completely) or `bipolar` (against to for, with a middle).
    pub polarity: Polarity,
}

/// Whether the scale has a neutral middle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Polarity {
    /// From nothing to completely.
    Unipolar,
    /// From against to for, with a neutral middle.
    Bipolar,
}

/// A question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Id within the scenario.
    pub id: String,
    /// The question.
    pub text: String,
    /// A short title for tables.
    pub short: String,
}

impl Scenario {
    /// The session of ATLAS II in London, 22 June 2014, from its published transcript.
    pub fn atlas2() -> Result<Scenario, ScenarioError> {
        Scenario::read(ATLAS2)
    }

    /// The table that the session in London wanted, with invented values: six questions by five regions.
    pub fn six_questions() -> Result<Scenario, ScenarioError> {
        Scenario::read(SIX_QUESTIONS)
    }

    /// The ratification of the ATLAS II statement: 14 for, 0 against, 0 abstentions, as published; the seats are invented.
    pub fn ratification() -> Result<Scenario, ScenarioError> {
        Scenario::read(RATIFICATION)
    }

    /// Reads a scenario and checks that it holds together.
    pub fn read(text: &str) -> Result<Scenario, ScenarioError> {
        let scenario: Scenario = serde_json::from_str(text)?;
        super::check::check(&scenario)?;
        Ok(scenario)
    }

    /// The turns in order.
    pub fn turns(&self) -> impl Iterator<Item = &Turn> {
        self.steps.iter().filter_map(|step| match &step.what {
            What::Turn(turn) => Some(turn),
            _ => None,
        })
    }

    /// The person with this id.
    pub fn person(&self, id: &str) -> Option<&Person> {
        self.people.iter().find(|person| person.id == id)
    }

    /// The name that a turn is shown under: the person's, or `Unidentified`.
    pub fn speaker_name<'a>(&'a self, speaker: &'a str) -> &'a str {
        match self.person(speaker) {
            Some(person) => &person.name,
            None if speaker == UNIDENTIFIED => "Unidentified",
            None => speaker,
        }
    }

    /// Speaking time of so many words, in milliseconds.
    pub fn speaking_ms(&self, words: u32) -> u64 {
        u64::from(words) * 60_000 / u64::from(self.words_per_minute)
    }

    /// The same meeting without one turn: without the hand that led to it, and without the value that was said in it.
    /// A correction whose first value is gone becomes a first value itself.
    pub fn without_turn(&self, n: u32) -> Result<Scenario, ScenarioError> {
        if !self.turns().any(|turn| turn.n == n) {
            return Err(ScenarioError::NoSuchTurn(n));
        }
        let mut values = BTreeMap::new();
        let mut shorter = self.clone();
        shorter.steps.clear();
        for step in &self.steps {
            let what = match &step.what {
                What::Turn(turn) if turn.n == n => continue,
                What::Turn(turn) => What::Turn(Turn {
                    reply_to: turn.reply_to.filter(|to| *to != n),
                    follow_up_to: turn.follow_up_to.filter(|to| *to != n),
                    ..turn.clone()
                }),
                What::Hand(hand) if hand.turn == Some(n) => continue,
                What::Answer(answer) if answer.said_in == Some(n) => continue,
                What::Answer(answer) => {
                    values.insert((answer.question.clone(), answer.region.clone()), answer.value);
                    step.what.clone()
                }
                What::Correct(correct) if correct.said_in == n => continue,
                What::Correct(correct) => {
                    let place = (correct.question.clone(), Some(correct.region.clone()));
                    match values.get(&place) {
                        Some(_) => step.what.clone(),
                        None => What::Answer(correct.as_answer()),
                    }
                }
                other => other.clone(),
            };
            shorter.steps.push(Step { at_ms: step.at_ms, what });
        }
        super::check::check(&shorter)?;
        Ok(shorter)
    }
}
