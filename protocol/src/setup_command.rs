//! Commands of the set-up: meeting, agenda, microphones, places, people, links. All of them work
//! while the meeting runs, too.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{HubId, Hue, ItemId, Key, LinkId, Ms, NameShown, PersonId, Place, Preset, Role};

/// Changes settings of the meeting; what is absent stays.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SetMeeting {
    /// The title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub title: Option<String>,
    /// The languages of the meeting (BCP 47), the first one is the default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub languages: Option<Vec<String>>,
    /// Whether anybody may read along without a link.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub public: Option<bool>,
    /// How much of a name the public sees, where a person says nothing else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub name_shown: Option<NameShown>,
    /// How many are told ahead that they are next: 1 to 3.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub on_deck: Option<u32>,
    /// The opening batch: hands raised so long after the queue opened stand equal, 0 (off) to 120,000.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "number")]
    pub batch_ms: Option<Ms>,
    /// How long an operator of a hub on deck has to confirm the audio before the hand is passed over: 0 (never) to 300,000.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "number")]
    pub ready_ms: Option<Ms>,
    /// How long ballots made in time may still arrive after a poll closed: 0 to 60,000.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "number")]
    pub grace_ms: Option<Ms>,
}

/// Adds (without `item`) or changes an agenda item.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SetItem {
    /// Which one to change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub item: Option<ItemId>,
    /// Its title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub title: Option<String>,
    /// Time limit of a turn; default 120,000.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "number")]
    pub turn_ms: Option<Ms>,
    /// Time limit of the item as a whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "number")]
    pub item_ms: Option<Ms>,
    /// Its place in the agenda, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub position: Option<u32>,
    /// Weights and time budgets of microphones on this item; replaces the list. What is not in it is as the microphone has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub shares: Option<Vec<ItemShare>>,
    /// Whether the item is interpreted consecutively: a turn in another language than the meeting's first gets twice the limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub consecutive: Option<bool>,
}

/// What a microphone has on an agenda item.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ItemShare {
    /// The microphone.
    pub microphone: Key,
    /// Its share in the rotation, 1 to 9; absent: as the microphone has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub weight: Option<u32>,
    /// The time that its turns may take on the item, at least one turn; absent: as the microphone has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "number")]
    pub budget_ms: Option<Ms>,
}

/// Removes an agenda item.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RemoveItem {
    /// Which.
    pub item: ItemId,
}

/// Adds or changes a microphone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SetMicrophone {
    /// Its key, fixed for ever.
    pub key: Key,
    /// Its name, as "Civil society".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub name: Option<String>,
    /// The one or two characters on its flag, unique in the meeting.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub letter: Option<String>,
    /// The colour of its flag.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub hue: Option<Hue>,
    /// Whether the flag is hollow (the fifth microphone and further).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub hollow: Option<bool>,
    /// Its share in the rotation, 1 to 9.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub weight: Option<u32>,
    /// Its place in the rotation, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub position: Option<u32>,
    /// The time that its turns may take on an agenda item, at least one turn; 0: no budget.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "number")]
    pub budget_ms: Option<Ms>,
}

/// Retires a microphone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RemoveMicrophone {
    /// Which.
    pub key: Key,
    /// Where the hands go that wait there; needed while hands wait.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub to: Option<Key>,
}

/// One region.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RegionName {
    /// Its key, as `europe`.
    pub key: Key,
    /// Its name.
    pub name: String,
}

/// Replaces the list of regions, in their order of rotation. A region that is in use stays in the list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SetRegions {
    /// The regions.
    pub regions: Vec<RegionName>,
}

/// Adds (without `hub`) or changes a remote hub; what is absent stays.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SetHub {
    /// Which one to change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub hub: Option<HubId>,
    /// Its name, as "Nairobi".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub name: Option<String>,
    /// City.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub city: Option<String>,
    /// Country, as ISO 3166-1 two letters (`KE`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub country: Option<String>,
    /// Its region.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub region: Option<Key>,
    /// IANA time zone (`Africa/Nairobi`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub time_zone: Option<String>,
    /// The most heads that it may count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub ceiling: Option<u32>,
    /// The operator's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub operator: Option<String>,
    /// The audio/video line, as "SIP 3".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub line: Option<String>,
    /// The hub's name in the video call.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub call_name: Option<String>,
}

/// Removes a hub.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RemoveHub {
    /// Which.
    pub hub: HubId,
}

/// How many heads are in the hub.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SetHeadcount {
    /// Which.
    pub hub: HubId,
    /// The count: at most the ceiling, at least those of the hub who have voted.
    pub heads: u32,
}

/// The rule of the queue. Changing it mid-meeting reorders the queue by the new rule.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SetRule {
    /// Which rule.
    pub preset: Preset,
    /// Whether who has not spoken on this item goes before those who have; default: true but for `single_line`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub newcomers_first: Option<bool>,
    /// How many newcomers at most may overtake a waiting hand: 0 to 10, default 3.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub newcomer_cap: Option<u32>,
    /// How many direct replies and follow-ups to one turn go before the line: 0 to 10, default 2; more wait in their line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub replies: Option<u32>,
}

/// A hub operator's answer in a rehearsal, or at any time before and during the meeting: the line was tried.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CheckHub {
    /// Which.
    pub hub: HubId,
    /// Whether sound goes both ways.
    pub audio: bool,
}

/// A participant asks to speak under another hat; somebody else approves it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AskHat {
    /// The stakeholder group: the key of a microphone.
    pub group: Key,
}

/// Approves or declines a change of hat.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RuleHat {
    /// Who asked.
    pub person: PersonId,
    /// Whether the person speaks for the other group from now on.
    pub approve: bool,
}

/// What is known of a person; what is absent stays.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// The name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub name: Option<String>,
    /// How to say it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub say: Option<String>,
    /// Title, as "Minister".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub title: Option<String>,
    /// Organisation or delegation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub organisation: Option<String>,
    /// Stakeholder group: the key of a microphone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub group: Option<Key>,
    /// Region.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub region: Option<Key>,
    /// Where the person is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub place: Option<Place>,
    /// Languages the person speaks (BCP 47).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub languages: Option<Vec<String>>,
    /// How much of the name the public sees.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub name_shown: Option<NameShown>,
    /// The person's name in the video call, for the producer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub call_name: Option<String>,
    /// The statement of interest: whom the person works for and speaks for; public.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub interests: Option<String>,
}

/// Adds (without `person`) or changes a person.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SetPerson {
    /// Which one to change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub person: Option<PersonId>,
    /// What is said of them.
    pub profile: Profile,
}

/// Adds or changes many people at once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SetPeople {
    /// One entry for each person.
    pub people: Vec<SetPerson>,
}

/// Who joins by a shared link. Names on the roster cannot be claimed this way: a look-alike is marked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Join {
    /// What the person says of themselves; the place comes from the link.
    pub profile: Profile,
    /// Set by the server: the hash of the new personal link's secret, 64 hexadecimal digits.
    pub secret_sha256: String,
}

/// Confirms a self-registered person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ConfirmPerson {
    /// Who.
    pub person: PersonId,
}

/// Removes a person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RemovePerson {
    /// Who.
    pub person: PersonId,
}

/// Issues a link. The server makes the secret and stores only its hash.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct IssueLink {
    /// What it allows.
    pub role: Role,
    /// The hub of a hub operator; the place that people join at by a shared participant link.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub place: Option<Place>,
    /// The person of a personal link; absent: a shared link.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub person: Option<PersonId>,
    /// What the organiser calls it, as "steward, microphone 2".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub label: Option<String>,
    /// The microphone of a steward.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub microphone: Option<Key>,
    /// The region or group of a rapporteur.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub unit: Option<Key>,
    /// Set by the server: the hash of the secret, 64 hexadecimal digits.
    pub secret_sha256: String,
}

/// Revokes a link at once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RevokeLink {
    /// Which.
    pub link: LinkId,
}
