//! Events beside the answers of polls: declarations, clarifications, statements, and what groups of a break-out do.

use protocol::{GroupState, Key, Ms, PersonId, PollId, StatementKind};
use serde::{Deserialize, Serialize};

use super::Private;

/// A person declared whether they have a conflict of interest in a question. A later declaration replaces it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DeclarationMade {
    /// Which question.
    pub poll: PollId,
    /// Who.
    pub person: PersonId,
    /// Whether there is a conflict.
    pub conflict: bool,
    /// What it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Private>,
    /// The moment of the press, where it came after the close and within its grace.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pressed_ms: Option<Ms>,
}

/// A question was clarified after it was opened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PollClarified {
    /// Which question.
    pub poll: PollId,
    /// What the note says.
    pub text: Private,
}

/// A statement was attached to a result.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StatementAdded {
    /// Which question.
    pub poll: PollId,
    /// What it is.
    pub kind: StatementKind,
    /// What it says.
    pub text: Private,
    /// Whose; absent: only in somebody's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    /// In whose name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub behalf: Option<Private>,
}

/// The end of a break or break-out was moved.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BreakEndMoved {
    /// Its end now.
    pub until_ms: Ms,
    /// Whether the groups are called back: it is over then.
    pub recalled: bool,
}

/// A group of a break-out said how far it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GroupStateSet {
    /// The region or group.
    pub unit: Key,
    /// How far it is.
    pub state: GroupState,
}
