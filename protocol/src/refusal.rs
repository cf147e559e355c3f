//! The answers that say no: a stable code, a sentence for a person, the field where one is meant.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Why a command was not carried out. The socket stays open and the meeting is as it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
pub struct Refusal {
    /// Stable, for programs.
    pub code: RefusalCode,
    /// A lower-case fragment for people: what is wrong and what to do.
    pub text: String,
    /// The field of the command that is meant, where one is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub field: Option<String>,
}

impl Refusal {
    /// A refusal about the command as a whole.
    pub fn new(code: RefusalCode, text: impl Into<String>) -> Self {
        Refusal { code, text: text.into(), field: None }
    }

    /// A refusal about one field, as `name is longer than 40 characters`.
    pub fn field(field: &str, what: impl std::fmt::Display) -> Self {
        Refusal { code: RefusalCode::BadField, text: format!("{field} {what}"), field: Some(field.to_owned()) }
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text)
    }
}

impl std::error::Error for Refusal {}

/// The stable codes of refusals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RefusalCode {
    /// The message is not one of the protocol; the text says where.
    Malformed,
    /// A field breaks its limit or form; `field` names it.
    BadField,
    /// The role of the link may not do this.
    NotYourRole,
    /// The command concerns another place than the link's own.
    NotYourPlace,
    /// The hand, ballot or profile is another person's.
    NotYours,
    /// The link is unknown, expired or revoked.
    BadLink,
    /// There is no meeting of that name.
    NoSuchMeeting,
    /// The thing named does not exist (any more).
    NotFound,
    /// The meeting is not running.
    NotRunning,
    /// The meeting has ended.
    MeetingEnded,
    /// The queue is closed.
    QueueClosed,
    /// The person has a waiting hand already.
    HandAlreadyUp,
    /// The hand is not waiting.
    HandNotWaiting,
    /// No hand is up.
    NobodyWaiting,
    /// Somebody holds the floor.
    FloorTaken,
    /// Nobody holds the floor.
    FloorEmpty,
    /// Things moved on since the page was drawn, or it is so already; nothing was done.
    MovedOn,
    /// A direct reply or a follow-up needs a turn to attach to.
    NoTurnToReplyTo,
    /// One point of order at a time for each person.
    PointOfOrderPending,
    /// There is nothing to undo, or it cannot be undone; the text says why.
    CannotUndo,
    /// The poll is not open.
    PollNotOpen,
    /// The poll is not a draft any more.
    PollNotDraft,
    /// The value is outside the scale.
    OutsideScale,
    /// The sender may not answer this poll, or not by this method.
    NotEligible,
    /// The counted hands exceed the heads that may be counted.
    AboveHeads,
    /// A declaration about conflicts of interest comes before the ballot.
    DeclareFirst,
    /// The quorum is above those who may answer.
    QuorumAbove,
    /// The headcount is above its ceiling or below those who voted.
    BadHeadcount,
    /// A limit on how many there may be is reached; the text names it.
    TooMany,
    /// Too many commands in a short time; try again in a moment.
    TooFast,
    /// The same command id came with another content.
    IdReused,
    /// The number is older than the commands of its sender that are remembered: most likely done, its reply not kept any more.
    AlreadySettled,
    /// The disk is full: meetings can be read, nothing can be changed until there is room.
    ReadOnly,
    /// The server is stopping; the page will be back by itself.
    Stopping,
    /// Something failed inside; the log of the server has the details.
    Internal,
}
