//! Commands of polls: preparing questions, opening, answering, closing, correcting.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    Key, Ms, Place, Polarity, PollId, PollKind, PollSetId, Showing, Unit,
    poll_terms::{Terms, Wording},
};

/// A Likert scale.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Scale {
    /// The value of its first point: 0 or 1.
    pub first: u32,
    /// How many points: 2 to 11.
    pub points: u32,
    /// What its direction means.
    pub polarity: Polarity,
    /// Labels: none, the two ends, or one for every point.
    pub labels: Vec<String>,
    /// Whether "no opinion" may be answered; it stands outside n.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub no_opinion: bool,
}

/// By what methods a question is answered; at least one. All that are chosen are shown with the result.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Methods {
    /// Every person's ballot.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub ballots: bool,
    /// One value agreed by each region or group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub agreed_by: Option<Unit>,
    /// Counted shows of hands, of hubs and of the room.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub counted: bool,
    /// Secret ballots on a device that is passed round.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub passed: bool,
}

/// Prepares (without `poll`) or changes a question; what is absent stays. Refused once it is open.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SetPoll {
    /// Which one to change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub poll: Option<PollId>,
    /// The set that it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub set: Option<PollSetId>,
    /// The question in full.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub question: Option<String>,
    /// A short title for tables and big screens.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub short: Option<String>,
    /// What is asked; default: Likert.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub kind: Option<PollKind>,
    /// The scale of a Likert question (default 1 to 5, unipolar) or of a temperature check; other kinds have their own points.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub scale: Option<Scale>,
    /// The options of a choice, 2 to 11.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub options: Option<Vec<String>>,
    /// How many options may be chosen at most, where several may.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub most: Option<u32>,
    /// The terms: these and no others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub terms: Option<Terms>,
    /// The question in further languages: these and no others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub wordings: Option<Vec<Wording>>,
    /// The earlier question of which this is another round; what is not given is taken over from it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub round_of: Option<PollId>,
    /// By what methods it is answered: these and no others; default: every person's ballot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub methods: Option<Methods>,
    /// When the distribution is shown; default: on reveal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub showing: Option<Showing>,
    /// Its place in the set, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub position: Option<u32>,
}

/// Removes a draft question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RemovePoll {
    /// Which.
    pub poll: PollId,
}

/// Prepares (without `set`) or changes a set of questions.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SetPollSet {
    /// Which one to change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub set: Option<PollSetId>,
    /// Its title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub title: Option<String>,
}

/// Opens questions at one stroke. From now on text, scale and methods are fixed, and headcounts are frozen as ceilings of the counts.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OpenPolls {
    /// All drafts of a set, and
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub set: Option<PollSetId>,
    /// these ones.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<PollId>>")]
    pub polls: Vec<PollId>,
}

/// Starts the countdown that closes questions.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ClosePolls {
    /// All open ones of a set, and
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub set: Option<PollSetId>,
    /// these ones.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<PollId>>")]
    pub polls: Vec<PollId>,
    /// The countdown: 0 to 600,000; default 10,000.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "number")]
    pub in_ms: Option<Ms>,
}

/// Cancels a running countdown.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CancelClose {
    /// All of a set, and
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub set: Option<PollSetId>,
    /// these ones.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<PollId>>")]
    pub polls: Vec<PollId>,
}

/// Shows or hides results.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RevealPolls {
    /// All of a set, and
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub set: Option<PollSetId>,
    /// these ones.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<PollId>>")]
    pub polls: Vec<PollId>,
    /// True: the results are shown.
    pub shown: bool,
}

/// A person's own answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Cast {
    /// The question.
    pub poll: PollId,
    /// The value on the scale, or the point; absent: no opinion, where the question has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub choice: Option<u32>,
    /// The points, where several may be chosen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<u32>>")]
    pub choices: Vec<u32>,
}

/// The value that a region or group agreed, by its rapporteur or by staff. May be given anew until the close.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Agree {
    /// The question.
    pub poll: PollId,
    /// The region or group.
    pub unit: Key,
    /// The agreed value.
    pub value: u32,
    /// How many were consulted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub consulted: Option<u32>,
    /// The lowest value stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub lowest: Option<u32>,
    /// The highest value stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub highest: Option<u32>,
    /// What hides behind the number, as "4 or 5 in some countries, 1 in others".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub comment: Option<String>,
}

/// One line of the grid: one question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CountedHands {
    /// The question.
    pub poll: PollId,
    /// Hands for each point of the scale, in its order.
    pub hands: Vec<u32>,
    /// Hands for "no opinion".
    pub no_opinion: u32,
    /// Those hands whose stakeholder group is known; the others are shown as "group not stated".
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<GroupHands>>")]
    pub groups: Vec<GroupHands>,
}

/// The hands of one stakeholder group within a count.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GroupHands {
    /// The group.
    pub group: Key,
    /// Hands for each point of the scale, in its order.
    pub hands: Vec<u32>,
}

/// A counted show of hands. May be given anew until the close.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Count {
    /// The hub, or the room.
    pub place: Place,
    /// A line for each question.
    pub grid: Vec<CountedHands>,
    /// Who counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub counter: Option<String>,
}

/// Corrects an agreed or counted answer, also after the close, as a new entry.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CorrectAnswer {
    /// The question.
    pub poll: PollId,
    /// The region or group whose agreed value is corrected, or
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub unit: Option<Key>,
    /// the place whose count is corrected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub place: Option<Place>,
    /// The right agreed value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub value: Option<u32>,
    /// The right count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub hands: Option<Vec<u32>>,
    /// The right number of "no opinion" in the count; absent: it stays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub no_opinion: Option<u32>,
    /// Why it is corrected.
    pub reason: String,
}
