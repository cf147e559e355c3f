//! What is fixed before a question opens, and is shown with its result: who may answer, what counts, secret or by name.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Abstaining, Base, Dimension, Electorate, Majority, Unit, Weighting};

/// The terms of a question. Fixed when it opens; every result states them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct Terms {
    /// Who may answer by a ballot.
    pub electorate: Electorate,
    /// What shares and majorities are taken of.
    pub base: Base,
    /// Whether abstentions belong to the base.
    pub abstaining: Abstaining,
    /// How many have to take part, abstentions included; absent: no quorum.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub quorum: Option<u32>,
    /// What carries a vote; other kinds have none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub majority: Option<Majority>,
    /// Which result counts: one person one vote, or equal weight for each region or group. Both are computed.
    pub weighting: Weighting,
    /// What equal weight is given to, and agreement across groups is taken over.
    pub weigh_by: Unit,
    /// A region or group with fewer answers has no weight, 1 to 1,000.
    #[ts(as = "Option<u32>")]
    pub least_n: u32,
    /// Secret ballots: nothing that is kept links a person and a choice.
    pub secret: bool,
    /// The one breakdown that a secret result has; absent: none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub breakdown: Option<Dimension>,
    /// Whether each ballot needs a declaration about conflicts of interest first.
    pub declare: bool,
    /// Whether agreed values and counts need the confirmation of a second person.
    pub confirm: bool,
}

impl Default for Terms {
    fn default() -> Self {
        Terms {
            electorate: Electorate::Present,
            base: Base::Voting,
            abstaining: Abstaining::Apart,
            quorum: None,
            majority: None,
            weighting: Weighting::Person,
            weigh_by: Unit::Region,
            least_n: 1,
            secret: false,
            breakdown: None,
            declare: false,
            confirm: false,
        }
    }
}

/// A question in one more language of the meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Wording {
    /// The language (BCP 47).
    pub language: String,
    /// The question in full.
    pub question: String,
    /// The labels of the points, as many as the question has in its first language; none: those stand.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<String>>")]
    pub labels: Vec<String>,
}
