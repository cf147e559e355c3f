//! The rows of polls: question, state, tally, own ballot.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    Key, Ms, PollId, PollSetId, PollState, Showing, Unit,
    poll_command::{Methods, Scale},
};

/// A set of questions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
pub struct PollSetRow {
    /// Its title.
    pub title: String,
    /// Its questions in order.
    pub polls: Vec<PollId>,
}

/// A question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
pub struct PollRow {
    /// The set that it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub set: Option<PollSetId>,
    /// The question in full.
    pub question: String,
    /// A short title for tables and big screens.
    pub short: String,
    /// The scale.
    pub scale: Scale,
    /// By what methods it is answered.
    pub methods: Methods,
    /// When the distribution is shown.
    pub showing: Showing,
    /// Where it is in its life.
    pub state: PollState,
    /// Whether the result is shown to the meeting now.
    pub shown: bool,
    /// When it opened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "number")]
    pub opened_ms: Option<Ms>,
    /// When the countdown ends, while one runs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "number")]
    pub closes_ms: Option<Ms>,
    /// Until when answers made in time may arrive, in the grace; when it became final, once closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "number")]
    pub final_ms: Option<Ms>,
    /// How many may answer by a ballot.
    pub electorate: u32,
    /// How many answers are in (ballots, agreed values and counted places); leaks no direction.
    #[serde(rename = "in")]
    pub in_: u32,
}

/// A distribution over the points of the scale.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
pub struct Distribution {
    /// Answers, without "no opinion".
    pub n: u32,
    /// For each point of the scale, in its order.
    pub counts: Vec<u32>,
    /// "No opinion".
    pub no_opinion: u32,
}

/// Statistics of a distribution (formulas: docs/statistics.md).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
pub struct Stats {
    /// The interpolated median, in values of the scale.
    pub median: f64,
    /// The lower quartile, interpolated likewise.
    pub lower: f64,
    /// The upper quartile.
    pub upper: f64,
    /// Agreement A (van der Eijk 2001), from -1 to 1.
    pub agreement: f64,
    /// The mean; never to be shown without the distribution.
    pub mean: f64,
    /// Net agreement, bipolar scales only: share above the middle minus share below it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub net: Option<f64>,
    /// Whether the variation is wild: A below 0, or both ends hold a fifth or more.
    pub wild: bool,
}

/// One group, region or place of a tally.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
pub struct Part {
    /// Its answers, ballots and counted hands together.
    pub votes: Distribution,
    /// Absent where there are no answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub stats: Option<Stats>,
}

/// A value that a region or group agreed. It has no spread of its own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
pub struct AgreedRow {
    /// The value.
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
    /// What hides behind the number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub comment: Option<String>,
    /// The value before the last correction.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub was: Option<u32>,
    /// The reason of that correction.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub reason: Option<String>,
}

/// A counted show of hands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
pub struct CountedRow {
    /// For each point of the scale.
    pub hands: Vec<u32>,
    /// "No opinion".
    pub no_opinion: u32,
    /// The heads that the place had.
    pub heads: u32,
    /// Who counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub counter: Option<String>,
    /// Whether a correction changed it.
    pub corrected: bool,
}

/// The result of a question, live or final.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
pub struct TallyRow {
    /// Ballots and counted hands together.
    pub all: Part,
    /// How many of these are persons' ballots.
    pub ballots: u32,
    /// Ballots among the electorate, 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub turnout: Option<f64>,
    /// By region.
    pub regions: BTreeMap<Key, Part>,
    /// By stakeholder group.
    pub groups: BTreeMap<Key, Part>,
    /// By place: `room`, `online`, `hub/3`.
    pub places: BTreeMap<String, Part>,
    /// Agreed values, by region or group.
    pub agreed: BTreeMap<Key, AgreedRow>,
    /// What the agreed values are by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub agreed_by: Option<Unit>,
    /// Counted hands, by place.
    pub counted: BTreeMap<String, CountedRow>,
    /// Whether two groups' or regions' medians lie far apart (two points of five).
    pub wild_groups: bool,
}

/// My ballot.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
pub struct BallotRow {
    /// My answer; absent: no opinion.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub choice: Option<u32>,
    /// When it counted.
    #[ts(type = "number")]
    pub at_ms: Ms,
}
