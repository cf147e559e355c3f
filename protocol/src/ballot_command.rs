//! Commands about answers beside one's own ballot: a device that is passed round, declarations, confirmations,
//! statements, clarifications.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Key, PersonId, Place, PollId, StatementKind};

/// One ballot on a device that is passed round in a hub or in the room: of a person who has no device of their own. Only for
/// secret questions; it counts within the heads of the place, less those who answered themselves.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PassBallot {
    /// The question.
    pub poll: PollId,
    /// The hub, or the room.
    pub place: Place,
    /// The point of the scale; absent: no opinion, where the question has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub choice: Option<u32>,
    /// The points, where several may be chosen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<u32>>")]
    pub choices: Vec<u32>,
}

/// A declaration about conflicts of interest in one question; made before the ballot where the terms ask for it. May be made
/// anew until the close.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Declare {
    /// The question.
    pub poll: PollId,
    /// Whether there is a conflict of interest.
    pub conflict: bool,
    /// What it is; needed where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub text: Option<String>,
}

/// A second person's confirmation of an agreed value (a member of the region or group) or of a count (not who entered it).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ConfirmAnswer {
    /// The question.
    pub poll: PollId,
    /// The region or group whose value is confirmed, or
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub unit: Option<Key>,
    /// the place whose count is confirmed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub place: Option<Place>,
    /// The value or the hands as the confirming person saw them: what changed meanwhile is not confirmed by it.
    pub seen: Vec<u32>,
    /// The name of the person who confirms a count, where the link is not a person's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub name: Option<String>,
}

/// A dissenting opinion, a minority statement or an explanation, attached to a question that was closed, and exported with it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AddStatement {
    /// The question.
    pub poll: PollId,
    /// What it is.
    pub kind: StatementKind,
    /// What it says.
    pub text: String,
    /// Whose it is, where staff enters it; a participant states their own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub person: Option<PersonId>,
    /// In whose name, as "the delegation of ..."; absent: the person's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub behalf: Option<String>,
}

/// A clarification of a question after it was opened: a note that everybody sees beside it, never an edit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Clarify {
    /// The question.
    pub poll: PollId,
    /// What it says.
    pub text: String,
}
