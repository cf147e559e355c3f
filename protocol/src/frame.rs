//! The messages on a socket: what clients send, what the server sends. JSON text, `t` tells which.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use crate::{Command, Ms, PersonId, Place, Refusal, Role};

/// Which state of which history somebody has. A new epoch begins when a backup is restored or a
/// cut log recovered: positions of other epochs mean nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Position {
    /// The history.
    #[ts(type = "number")]
    pub epoch: u64,
    /// Entries of the record that the state contains.
    #[ts(type = "number")]
    pub version: u64,
}

/// A command's identity: (sender, n). It travels in the record, so that a repeat is harmless.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS, JsonSchema)]
pub struct CommandId {
    /// One for each page instance: 8 to 32 letters, digits, hyphens or underscores, made at random.
    pub sender: String,
    /// Increasing from 1.
    #[ts(type = "number")]
    pub n: u64,
}

/// What a client sends.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(tag = "t", rename_all = "snake_case")]
#[allow(clippy::large_enum_variant, reason = "frames are read one at a time and taken apart at once")]
pub enum ClientFrame {
    /// The first message.
    Hello(Hello),
    /// A command.
    Command(CommandFrame),
    /// Asks for the time; also a sample for the fair order of hands.
    Time(TimeAsk),
    /// Asks for a snapshot, after a gap.
    Resync(crate::command::Nothing),
}

/// The first message of a client.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Hello {
    /// The sender of this page instance's commands.
    pub sender: String,
    /// The position of the rows that the client holds; absent: none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub at: Option<Position>,
    /// The build of the page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub build: Option<String>,
}

/// A command with its number and the moment of the press.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CommandFrame {
    /// The number; the sender is that of `hello`.
    #[ts(type = "number")]
    pub n: u64,
    /// The page's monotonic clock at the press, in milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "number")]
    pub pressed_ms: Option<Ms>,
    /// What to do.
    pub command: Command,
}

/// A time message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TimeAsk {
    /// The page's monotonic clock, in milliseconds.
    #[ts(type = "number")]
    pub c: Ms,
}

/// What the server sends.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(tag = "t", rename_all = "snake_case")]
pub enum ServerFrame {
    /// The answer to `hello`.
    Welcome(Welcome),
    /// All rows that the viewer may see: forget what you had.
    Snapshot(Snapshot),
    /// What changed between two versions.
    Update(Update),
    /// All rows of one's own (`me`, `my/...`): forget what you had of them.
    OwnSnapshot(Snapshot),
    /// What changed of one's own rows.
    Own(Update),
    /// Rows that are not in the record: presence, link quality, expected times.
    Live(Live),
    /// The answer to a command.
    Reply(Reply),
    /// The answer to `time`.
    Time(TimeTold),
    /// The server is going, or this viewer's rights changed.
    Bye(Bye),
}

/// The answer to `hello`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
pub struct Welcome {
    /// The meeting.
    pub meeting: String,
    /// The build of the server's pages; a page of another build reloads once it has nothing unsent.
    pub build: String,
    /// The role of the link.
    pub role: Role,
    /// The link's own number.
    pub link: crate::LinkId,
    /// The person of a personal link.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub person: Option<PersonId>,
    /// The place of the link.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub place: Option<Place>,
    /// The microphone of a steward's link.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub microphone: Option<crate::Key>,
    /// The region or group of a rapporteur's link.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub unit: Option<crate::Key>,
    /// The meeting clock.
    #[ts(type = "number")]
    pub now_ms: Ms,
    /// Meeting milliseconds for each real one: 1 but in demos.
    pub speed: f64,
}

/// All rows at a position.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
pub struct Snapshot {
    /// The history.
    #[ts(type = "number")]
    pub epoch: u64,
    /// The version of these rows.
    #[ts(type = "number")]
    pub version: u64,
    /// The rows by key.
    #[ts(type = "Record<string, unknown>")]
    pub rows: BTreeMap<String, Value>,
}

/// What changed. A client applies it iff `from <= mine < to`; if `from > mine` it asks for a resync.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
pub struct Update {
    /// The version that the change starts from.
    #[ts(type = "number")]
    pub from: u64,
    /// The version that it leads to.
    #[ts(type = "number")]
    pub to: u64,
    /// Rows to assign.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[ts(optional, type = "Record<string, unknown>")]
    pub set: BTreeMap<String, Value>,
    /// Rows to delete.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, type = "Array<string>")]
    pub removed: Vec<String>,
}

/// Live rows. Lost ones are not repeated; a new connection gets them all.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
pub struct Live {
    /// A counter of its own; ignore what is not newer.
    #[ts(type = "number")]
    pub n: u64,
    /// Rows to assign.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[ts(optional, type = "Record<string, unknown>")]
    pub set: BTreeMap<String, Value>,
    /// Rows to delete.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, type = "Array<string>")]
    pub removed: Vec<String>,
}

/// The answer to a command. A repeat of an accepted command gets the same bytes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
pub struct Reply {
    /// The command's number.
    #[ts(type = "number")]
    pub n: u64,
    /// Done: the version whose state contains it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "number")]
    pub done: Option<u64>,
    /// What it made, as `hand/17`, `link/4`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<String>>")]
    pub made: Vec<String>,
    /// Not done, and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub refused: Option<Refusal>,
}

/// The answer to a time message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
pub struct TimeTold {
    /// As asked.
    #[ts(type = "number")]
    pub c: Ms,
    /// The meeting clock.
    #[ts(type = "number")]
    pub now_ms: Ms,
}

/// The last message before the server closes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
pub struct Bye {
    /// Why, for a person.
    pub why: String,
    /// When to come back, in real milliseconds; absent: not at all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "number")]
    pub back_in_ms: Option<Ms>,
}

/// Close codes of the socket. 4000 to 4099: come back; 4100 to 4199: do not.
pub mod close {
    /// The server restarts: come back in a moment.
    pub const RESTART: u16 = 4000;
    /// The viewer read too slowly; come back and resume.
    pub const SLOW: u16 = 4001;
    /// No life sign for too long.
    pub const SILENT: u16 = 4002;
    /// Too many messages in a short time; come back later.
    pub const FLOOD: u16 = 4003;
    /// No `hello` in time, or a message out of order.
    pub const NO_HELLO: u16 = 4100;
    /// The message is not one of the protocol.
    pub const MALFORMED: u16 = 4101;
    /// The link is unknown or revoked.
    pub const NO_RIGHTS: u16 = 4102;
    /// There is no such meeting.
    pub const NO_MEETING: u16 = 4103;
}
