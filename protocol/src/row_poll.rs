//! The rows of polls: question, state, tally, own ballot.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    Key, Ms, PollId, PollKind, PollSetId, PollState, Showing, StatementKind, Unit,
    poll_command::{GroupHands, Methods, Scale},
    poll_terms::{Terms, Wording},
};

/// A set of questions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
pub struct PollSetRow {
    /// Its title.
    pub title: String,
    /// Its questions in order.
    pub polls: Vec<PollId>,
    /// The code that opens the sealed set: staff knows it before, everybody once no draft is left in the set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub code: Option<String>,
}

/// A set of questions, sealed: a hub has it before it is opened, and can read it with the code, also without a link.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
pub struct SealedSetRow {
    /// AES-256-GCM: a nonce of 12 bytes, the sealed JSON list of the questions' rows by number, the tag; in base64. The key is
    /// SHA-256 over the code without its dashes.
    pub sealed: String,
}

/// A note that clarifies a question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
pub struct ClarificationRow {
    /// What it says.
    pub text: String,
    /// When.
    #[ts(type = "number")]
    pub at_ms: Ms,
}

/// A question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
pub struct PollRow {
    /// The set that it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub set: Option<PollSetId>,
    /// What is asked.
    pub kind: PollKind,
    /// The question in full.
    pub question: String,
    /// A short title for tables and big screens.
    pub short: String,
    /// The question in further languages.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<Wording>>")]
    pub wordings: Vec<Wording>,
    /// The scale; of other kinds their points, the labels of a choice being its options.
    pub scale: Scale,
    /// How many points may be chosen at most, where several may.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub most: Option<u32>,
    /// The terms.
    pub terms: Terms,
    /// The earlier question of which this is another round.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub round_of: Option<PollId>,
    /// Clarifications since it was opened.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<ClarificationRow>>")]
    pub clarified: Vec<ClarificationRow>,
    /// Whether people who are on no roster may answer, so that one person one ballot rests on their word.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub open_mode: bool,
    /// Declarations about conflicts of interest so far, and those with a conflict.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub declared: Option<(u32, u32)>,
    /// Whether the quorum has taken part; absent: there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub quorum_met: Option<bool>,
    /// Whether the key of this secret question was lost before its close, so that nothing could be counted.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub lost: bool,
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
    /// Whether only n is shown, because the distribution would tell who chose what: the counts are empty then.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub hidden: bool,
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
    /// How many members have confirmed it as it is now.
    #[serde(default, skip_serializing_if = "is_zero")]
    #[ts(optional, as = "Option<u32>")]
    pub confirmed: u32,
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
    /// The hands whose group is known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<GroupHands>>")]
    pub groups: Vec<GroupHands>,
    /// Whether a second person has confirmed it as it is now.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub confirmed: bool,
    /// Who confirmed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub confirmer: Option<String>,
}

/// What a vote, a choice or an objection call came to by its terms.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
pub struct Outcome {
    /// Those of whom shares are taken.
    pub base: u32,
    /// How many had to be for it; absent where only objections matter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub needed: Option<u32>,
    /// How many took part, abstentions included.
    pub part: u32,
    /// Whether the quorum took part; absent: there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub quorum_met: Option<bool>,
    /// Whether it is carried; absent for kinds that decide nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub carried: Option<bool>,
}

/// The result with equal weight for each region or group that has enough answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
pub struct Weighted {
    /// The regions or groups with weight.
    pub units: Vec<Key>,
    /// For each point the mean of their shares, 0 to 1.
    pub shares: Vec<f64>,
    /// Whether it would be carried so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub carried: Option<bool>,
}

/// Agreement across regions or groups (Small et al. 2021): a divided one does not hide in a pooled share.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
pub struct Across {
    /// The product of (1 + agreeing) / (2 + answers) over all of them.
    pub product: f64,
    /// The least share of agreeing answers among them.
    pub least: f64,
}

/// The result of a question, live or final.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
pub struct TallyRow {
    /// Ballots and counted hands together.
    pub all: Part,
    /// How many of these are persons' ballots.
    pub ballots: u32,
    /// How many were made on a device that was passed round.
    #[serde(default, skip_serializing_if = "is_zero")]
    #[ts(optional, as = "Option<u32>")]
    pub passed: u32,
    /// Whether these are the totals of a secret question that still runs: they go in steps, and lag behind.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub in_steps: bool,
    /// What it came to, of votes, choices and objection calls.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub outcome: Option<Outcome>,
    /// The result with equal weights; absent where no region or group has enough answers, or one of them is hidden.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub weighted: Option<Weighted>,
    /// Agreement across regions or groups; absent likewise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub across: Option<Across>,
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

/// My ballot. Of a secret one only that it is there: its choice cannot be read by anybody.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
pub struct BallotRow {
    /// My answer; absent: no opinion, or secret.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub choice: Option<u32>,
    /// My answers, where several may be chosen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<u32>>")]
    pub choices: Vec<u32>,
    /// When it counted.
    #[ts(type = "number")]
    pub at_ms: Ms,
    /// The receipt: it proves after the close that this ballot is contained in the result, and nothing else.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[ts(optional, as = "Option<String>")]
    pub receipt: String,
    /// Who of my organisation cast it, where an organisation has one ballot and it was not I.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub cast_by: Option<String>,
}

/// My declaration about conflicts of interest in a question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
pub struct DeclarationRow {
    /// Whether there is a conflict.
    pub conflict: bool,
    /// What it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub text: Option<String>,
}

/// A conflict of interest that was declared in a question by name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
pub struct ConflictRow {
    /// Whose, by the person's wish.
    pub name: String,
    /// What it is.
    pub text: String,
}

/// A dissenting opinion or minority statement beside a result.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
pub struct StatementRow {
    /// What it is.
    pub kind: StatementKind,
    /// Whose, by the person's wish; in whose name, where that was said.
    pub name: String,
    /// What it says.
    pub text: String,
    /// When.
    #[ts(type = "number")]
    pub at_ms: Ms,
}

fn is_zero(n: &u32) -> bool {
    *n == 0
}
