//! The steps of a scenario: the things that happen in a meeting, each as the plain facts of it.
//!
//! [`scenario`](super::scenario) says how a scenario is written; `check` says what must hold between its steps.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// One thing that happened, and when.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Map<String, Value>")]
pub struct Step {
    /// Milliseconds from the start of the meeting; none: right after the step before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_ms: Option<u64>,
    /// The thing.
    #[serde(flatten)]
    pub what: What,
}

impl TryFrom<Map<String, Value>> for Step {
    type Error = String;

    fn try_from(mut fields: Map<String, Value>) -> Result<Self, String> {
        let at_ms = match fields.remove("at_ms") {
            None => None,
            Some(value) => Some(value.as_u64().ok_or("`at_ms` is a whole number of milliseconds")?),
        };
        if fields.len() != 1 {
            let names: Vec<&str> = fields.keys().map(String::as_str).collect();
            return Err(format!("a step has one key that names what happened, this one has {names:?}"));
        }
        let what = What::deserialize(Value::Object(fields)).map_err(|error| error.to_string())?;
        Ok(Step { at_ms, what })
    }
}

/// What happened in one step.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// The meeting moves to an item of its agenda.
    Agenda(Agenda),
    /// Somebody speaks.
    Turn(Turn),
    /// Somebody asks for the floor.
    Hand(Hand),
    /// The queue is closed or opened again.
    Queue(Queue),
    /// The chair is handed over.
    Chair(Chair),
    /// The time of a presenter is changed.
    TimeLimit(TimeLimit),
    /// The meeting pauses.
    Pause(Pause),
    /// The meeting breaks into groups, or announces it.
    BreakOut(BreakOut),
    /// Questions of the set are put.
    Questions(Put),
    /// A region, a person or a hub answers a question.
    Answer(Answer),
    /// An answer is corrected by a new entry.
    Correct(Correct),
    /// The questions are closed.
    Close(Put),
    /// A hub's link drops or comes back.
    Link(Link),
}

/// The meeting moves to an item.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agenda {
    /// Item id.
    pub item: String,
}

/// One holding of the floor.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Turn {
    /// Its number in the source, counted from 1.
    pub n: u32,
    /// Person id, or [`UNIDENTIFIED`](super::scenario::UNIDENTIFIED).
    pub speaker: String,
    /// Why the person had the word.
    pub kind: TurnKind,
    /// Length in words.
    pub words: u32,
    /// How a called speaker was called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub call: Option<Call>,
    /// Why a speaker was called by name; `none_given` where the source has no reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// The turn that this one answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<u32>,
    /// The turn that this one follows up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub follow_up_to: Option<u32>,
    /// BCP 47 tag of the language, where the source says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// What the source calls somebody whom it cannot name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
}

/// Why somebody has the word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TurnKind {
    /// The chair, or who holds the chair for a part of the meeting.
    Chair,
    /// Somebody with a place on the programme, questions to the presentation included.
    Presenter,
    /// Somebody who was given the word: from the queue, by name, or by the question of the one before.
    Called,
    /// Somebody who spoke without being given the word.
    Interjection,
}

/// How a speaker was called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Call {
    /// From the queue: the source records that the person had asked for the floor.
    Queue,
    /// By name; the source records no hand.
    Name,
}

/// Why somebody was called out of turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Rank or protocol.
    Precedence,
    /// To keep a balance.
    Balance,
    /// To answer what was said.
    Reply,
    /// The person must leave.
    Leaving,
    /// The moderator gave none.
    NoneGiven,
}

/// Somebody asks for the floor.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hand {
    /// Person id; none for an unnamed hand of a hub.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
    /// The hub that raises it for its people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hub: Option<String>,
    /// The turn that came of it, where the turns are given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub turn: Option<u32>,
    /// What kind of hand.
    pub kind: HandKind,
    /// How the source knows of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known_by: Option<KnownBy>,
    /// Microphone id, for a hand that is not of the person's own group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub microphone: Option<String>,
    /// BCP 47 tag of the language that will be spoken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// How long the person will speak, where the turns are not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speaks_ms: Option<u64>,
    /// The turn in which the source records it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub said_in: Option<u32>,
}

/// What kind of hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HandKind {
    /// The usual one.
    Intervention,
    /// An answer to what was said.
    DirectReply,
    /// More on what was said.
    FollowUp,
    /// A question of clarification.
    Clarification,
    /// A point of order.
    PointOfOrder,
}

/// How the source knows that somebody asked for the floor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KnownBy {
    /// A raised hand was seen.
    Raised,
    /// The chair says that the person wants to speak.
    Asked,
    /// The chair reads the name from the queue.
    OnQueue,
}

/// The queue is closed, or opened again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Queue {
    /// What it becomes.
    pub to: QueueState,
    /// The one for whom it is opened again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The turn in which the source records it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub said_in: Option<u32>,
}

/// What the queue becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QueueState {
    /// Nobody can be added.
    Closed,
    /// Open again.
    Reopened,
}

/// The chair is handed over.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chair {
    /// Person id of who takes it.
    pub to: String,
    /// The turn in which the source records it.
    pub said_in: u32,
}

/// The time of a presenter is changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TimeLimit {
    /// Person id of the presenter.
    pub person: String,
    /// Minutes foreseen.
    pub from_minutes: u32,
    /// Minutes left to them.
    pub to_minutes: u32,
    /// The turn in which the source records it.
    pub said_in: u32,
}

/// The meeting pauses.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pause {
    /// A short break of this meeting, or the general break of all.
    pub kind: PauseKind,
    /// How long, where said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<u32>,
    /// Local time of the return, where said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// The turn in which the source records it.
    pub said_in: u32,
}

/// Which break.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PauseKind {
    /// A short break of this meeting.
    Short,
    /// The general break.
    General,
}

/// The meeting breaks into groups.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BreakOut {
    /// By what: `region`.
    pub by: String,
    /// False when it was announced and then did not take place.
    pub held: bool,
    /// How long, where said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<u32>,
    /// The turn in which the source records it.
    pub said_in: u32,
}

/// Questions of the set are put, or closed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Put {
    /// Question ids.
    pub put: Vec<String>,
    /// The turn in which the source records it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub said_in: Option<u32>,
}

/// An answer to a question: of a region, of a person, or a hub's counted show of hands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// Question id.
    pub question: String,
    /// Region id, for a value agreed in a region.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// Hub id, for a counted show of hands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hub: Option<String>,
    /// The value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<i32>,
    /// Hands counted for each value of the scale, lowest first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counted: Option<Vec<u32>>,
    /// Person id of who gave it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
    /// How many a region consulted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consulted: Option<u32>,
    /// The lowest value stated in a region.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lowest: Option<i32>,
    /// The highest value stated in a region.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub highest: Option<i32>,
    /// What hides behind a region's number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    /// The turn in which the source records it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub said_in: Option<u32>,
}

/// An answer is corrected.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Correct {
    /// Question id.
    pub question: String,
    /// Region id.
    pub region: String,
    /// The value that stood.
    pub from: i32,
    /// The value that holds.
    pub to: i32,
    /// Person id of who corrected it.
    pub person: String,
    /// Why.
    pub reason: String,
    /// The turn in which the source records it.
    pub said_in: u32,
}

/// A hub's link drops or comes back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// Hub id.
    pub hub: String,
    /// True when it is there, false when it is lost.
    pub up: bool,
}

impl Correct {
    pub(super) fn as_answer(&self) -> Answer {
        Answer {
            question: self.question.clone(),
            region: Some(self.region.clone()),
            hub: None,
            value: Some(self.to),
            counted: None,
            person: Some(self.person.clone()),
            consulted: None,
            lowest: None,
            highest: None,
            comment: None,
            said_in: Some(self.said_in),
        }
    }
}
