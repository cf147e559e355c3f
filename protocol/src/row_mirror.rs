//! The rows of the floor's mirror: how the floor has in fact been shared, and who was not heard.
//!
//! `docs/statistics.md` defines each measure. A measure that is not defined, as a ratio of waits
//! where only one side asked, is absent: it is never a made-up nought or one.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{HandId, HandKind, HubId, Key, Ms, OverrideReason, Place, row::WhoRow};

/// How the floor has been shared. Changes when a turn begins or ends, not with every hand. Absent
/// before anybody has had the floor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
pub struct MirrorRow {
    /// The moment from which it looks back: hands that wait still count with their wait until then.
    #[ts(type = "number")]
    pub as_of_ms: Ms,
    /// The whole meeting.
    pub all: MirrorShare,
    /// The room.
    pub room: MirrorShare,
    /// Remote hubs.
    pub hubs: MirrorShare,
    /// People online on their own.
    pub online: MirrorShare,
    /// By microphone, those that were asked for.
    pub mics: BTreeMap<Key, MirrorMic>,
    /// By region, those that asked or spoke.
    pub regions: BTreeMap<Key, MirrorShare>,
    /// Of hands and turns whose region is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub no_region: Option<MirrorShare>,
    /// By hub, those that asked or spoke.
    pub hubs_each: BTreeMap<HubId, MirrorShare>,
    /// Jain's index over the microphones that were asked for, by time for weight, 1/n to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub jain: Option<f64>,
    /// The furthest that one microphone got ahead of another while both waited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub gap: Option<MirrorGap>,
    /// The longest called turn that has ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "number")]
    pub longest_turn_ms: Option<Ms>,
    /// The median wait of remote hands over that of room hands at the same microphone; 1 is equal, above 1 the remote side waits longer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub parity: Option<f64>,
    /// People, the silent ones included.
    pub people: MirrorPeople,
    /// Calls out of turn, by reason.
    pub out_of_turn: BTreeMap<OverrideReason, u32>,
    /// Points of order raised.
    pub points_raised: u32,
    /// Points of order that were given the floor.
    pub points_called: u32,
    /// Direct replies, follow-ups and clarifications that had the floor.
    pub replies: u32,
}

/// What a side, microphone, region or hub asked for and had.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
pub struct MirrorShare {
    /// Called turns, the one on the floor included.
    pub turns: u32,
    /// Speaking time of those that have ended.
    #[ts(type = "number")]
    pub ms: Ms,
    /// Turns of people who spoke for the first time in the meeting.
    pub newcomers: u32,
    /// Its hands.
    #[serde(flatten)]
    #[ts(flatten)]
    pub waits: MirrorWaits,
}

/// Hands, and how long they waited.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
pub struct MirrorWaits {
    /// Hands raised.
    pub raised: u32,
    /// Of these, called.
    pub called: u32,
    /// Of these, lowered before they were called.
    pub lowered: u32,
    /// The median wait, hands that were not called included with their wait so far; without points of order and answers to a turn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "number")]
    pub median_ms: Option<Ms>,
    /// The longest of these waits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "number")]
    pub longest_ms: Option<Ms>,
}

/// What a microphone asked for and had.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
pub struct MirrorMic {
    /// All of it.
    #[serde(flatten)]
    #[ts(flatten)]
    pub share: MirrorShare,
    /// Its hands in the room.
    pub room: MirrorWaits,
    /// Its remote hands: hubs and online.
    pub remote: MirrorWaits,
    /// The median wait of the remote hands over that of the room's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub parity: Option<f64>,
}

/// The furthest that one microphone got ahead of another while both waited.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
pub struct MirrorGap {
    /// By how much speaking time, for each unit of weight.
    #[ts(type = "number")]
    pub ms: Ms,
    /// The microphone that got ahead.
    pub ahead: Key,
    /// The one that fell behind.
    pub behind: Key,
}

/// People and what they had, the silent ones included.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
pub struct MirrorPeople {
    /// People on the roster.
    pub known: u32,
    /// Of these, those who had a called turn.
    pub spoke: u32,
    /// Gini over their times, 0 (all the same) to 1 (one had all).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub gini: Option<f64>,
    /// The least number of people who together had half of the time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub half_by: Option<u32>,
    /// Called turns of people whom nobody has named: they are not in these figures.
    pub unnamed_turns: u32,
    /// Their time.
    #[ts(type = "number")]
    pub unnamed_ms: Ms,
}

/// Whose hands were not heard: they are invited to write. Absent where nobody is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
pub struct NotHeardRow {
    /// Hands with a name, in the order in which they came.
    pub hands: Vec<NotHeardHand>,
    /// How many hands without a name, by place: `room`, `online`, `hub/3`.
    pub unnamed: BTreeMap<String, u32>,
}

/// A hand that was not heard.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
pub struct NotHeardHand {
    /// Which.
    pub hand: HandId,
    /// Whose it is.
    pub who: WhoRow,
    /// The microphone.
    pub mic: Key,
    /// Where the person was.
    pub place: Place,
    /// What it asked for.
    pub kind: HandKind,
    /// A short topic.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub topic: Option<String>,
    /// Whether the person had spoken earlier in the meeting.
    pub spoke: bool,
}
