//! Commands of the queue: raising, changing, lowering hands, and getting ready.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Delivery, HandId, HandKind, HubId, Key, PersonId, Place, TurnId};

/// Raises one hand. A participant raises their own; steward, online moderator, hub operator and moderator raise for somebody else, with a `person`, a `name`, or neither (an unnamed hand).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Raise {
    /// Whose hand, when staff raises it for a person of the roster.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub person: Option<PersonId>,
    /// Whose hand, when staff raises it for somebody who is not on the roster; adds the person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub name: Option<String>,
    /// Where the person is, when staff raises; default: the person's place, or the place of the staff's link.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub place: Option<Place>,
    /// Which microphone; default: the person's stakeholder group, or the only microphone there is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub microphone: Option<Key>,
    /// Default: intervention.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub kind: Option<HandKind>,
    /// Default: by the place (room: microphone, hub: hub line, online: own call).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub delivery: Option<Delivery>,
    /// The language that the person will speak (BCP 47, as `es` or `zh-Hant`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub language: Option<String>,
    /// A short topic.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub topic: Option<String>,
    /// The contribution to be read aloud, with delivery `written`; its words are capped by the turn limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub text: Option<String>,
    /// The turn that a direct reply, follow-up or clarification attaches to; default: the turn on the floor, else the last one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub to_turn: Option<TurnId>,
    /// By a steward or online moderator: the named person is known to be who they say.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub confirmed: bool,
}

/// "Hands now": several hands of one hub, stamped once, in the order given.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HandsNow {
    /// The hub.
    pub hub: HubId,
    /// People of the hub's list.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<PersonId>>")]
    pub people: Vec<PersonId>,
    /// Further hands without a name yet.
    pub unnamed: u32,
    /// For people without a stakeholder group, and unnamed hands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub microphone: Option<Key>,
}

/// Says whose an unnamed hand is; the name is due when the hand is on deck.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NameHand {
    /// The unnamed hand.
    pub hand: HandId,
    /// A person of the roster, or
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub person: Option<PersonId>,
    /// a name, which adds the person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub name: Option<String>,
}

/// Changes a waiting hand; what is absent stays.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeHand {
    /// The hand.
    pub hand: HandId,
    /// Not from or to a point of order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub kind: Option<HandKind>,
    /// How the words will come.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub delivery: Option<Delivery>,
    /// The language that the person will speak.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub language: Option<String>,
    /// A short topic.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub topic: Option<String>,
    /// The contribution to be read aloud.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub text: Option<String>,
    /// Another microphone; staff only, since a person's group is fixed at registration.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub microphone: Option<Key>,
}

/// Lowers a waiting hand.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Lower {
    /// The hand.
    pub hand: HandId,
}

/// Moves a waiting hand within its line, so that the line is as people stand.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MoveHand {
    /// The hand that moves.
    pub hand: HandId,
    /// To just before this hand of the same microphone and place; absent: to the end of the line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub before: Option<HandId>,
}

/// Passes over a hand: the next one is called before it, and it keeps its place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Skip {
    /// The hand, as a rule the one that would be next.
    pub hand: HandId,
}

/// Lets one go first ("after the next").
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Defer {
    /// The hand.
    pub hand: HandId,
}

/// Confirms or withdraws that the audio of a hand on deck works.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AudioReady {
    /// The hand.
    pub hand: HandId,
    /// True: the audio is ready.
    pub ready: bool,
}

/// Confirms or withdraws, by the producer, that the line of a hand is up.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LineUp {
    /// The hand.
    pub hand: HandId,
    /// True: the line is up.
    pub up: bool,
}

/// Admits a pending point of order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AdmitPointOfOrder {
    /// The hand.
    pub hand: HandId,
}

/// Makes a pending point of order an ordinary hand.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reclassify {
    /// The hand.
    pub hand: HandId,
    /// What it is instead.
    pub kind: HandKind,
}
