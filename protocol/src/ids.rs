//! Identifiers. Numbers count up from 1 within a meeting and are never used again.

use std::{fmt, str::FromStr};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

macro_rules! number_ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS, JsonSchema)]
        pub struct $name(pub u32);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    )+};
}

number_ids! {
    /// A hand: one request to speak.
    HandId,
    /// A turn: one holding of the floor.
    TurnId,
    /// A person of the roster, registered beforehand or on joining.
    PersonId,
    /// A remote hub.
    HubId,
    /// An agenda item.
    ItemId,
    /// One question of a poll.
    PollId,
    /// A set of questions that are opened, closed and shown together.
    PollSetId,
    /// A link: one credential with its role and scope.
    LinkId,
    /// A reporter's note.
    NoteId,
}

/// The name of a microphone, of a region or of another list that the organiser makes: lower-case
/// letters, digits and hyphens, 1 to 32 of them, as `civil-society` or `latin-america`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, TS)]
pub struct Key(String);

impl Key {
    /// The key as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Key {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let good = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if text.is_empty() || text.len() > crate::limits::KEY_BYTES || !text.chars().all(good) {
            return Err(format!(
                "a key has 1 to {} lower-case letters, digits or hyphens, as `civil-society`",
                crate::limits::KEY_BYTES
            ));
        }
        Ok(Key(text.to_owned()))
    }
}

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d)?.parse().map_err(serde::de::Error::custom)
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Where a person is, by check-in and not by device. On the wire `room`, `online` or `hub/3`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, TS)]
#[ts(type = "\"room\" | \"online\" | `hub/${number}`")]
pub enum Place {
    /// The main room.
    Room,
    /// A remote hub.
    Hub(HubId),
    /// On their own, anywhere.
    Online,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Room => f.write_str("room"),
            Place::Online => f.write_str("online"),
            Place::Hub(hub) => write!(f, "hub/{hub}"),
        }
    }
}

impl FromStr for Place {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "room" => Ok(Place::Room),
            "online" => Ok(Place::Online),
            _ => text
                .strip_prefix("hub/")
                .and_then(|n| n.parse().ok())
                .map(|n| Place::Hub(HubId(n)))
                .ok_or_else(|| "a place is `room`, `online` or `hub/` with the hub's number".to_owned()),
        }
    }
}

impl Serialize for Place {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Place {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d)?.parse().map_err(serde::de::Error::custom)
    }
}

// Both are written as texts of a certain form, which a derived schema would not know.
macro_rules! text_schemas {
    ($($name:ident: $description:literal, $pattern:literal);+ $(;)?) => {$(
        impl JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "string", "description": $description, "pattern": $pattern })
            }
        }
    )+};
}

text_schemas! {
    Key: "The name of a microphone, a region or another list that the organiser makes.", "^[a-z0-9-]{1,32}$";
    Place: "Where a person is, by check-in and not by device.", "^(room|online|hub/[0-9]+)$";
}

impl Place {
    /// Which side of the floor the place is on: the room, or remote.
    pub fn is_remote(self) -> bool {
        self != Place::Room
    }
}
