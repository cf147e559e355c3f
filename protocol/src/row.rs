//! All that a page may show: the rows, by key. A row holds what changes together; a client assigns
//! or deletes it whole.
//!
//! | key | row | who gets it |
//! |---|---|---|
//! | `meeting` | [`MeetingRow`] | everybody |
//! | `settings` | [`SettingsRow`] | staff |
//! | `regions` | list of [`RegionRow`] | everybody |
//! | `item/{item}` | [`ItemRow`] | everybody |
//! | `microphone/{key}` | [`MicrophoneRow`] | everybody |
//! | `hub/{hub}` | [`HubRow`] | everybody |
//! | `line/{hub}` | [`HubLineRow`] | staff; a hub's operator the hub's own |
//! | `floor` | [`FloorRow`] | everybody |
//! | `next` | [`NextRow`] | everybody |
//! | `hand/{hand}` | [`HandRow`], waiting hands | everybody; personal parts by the person's wish |
//! | `order/{key}` | list of hands: one microphone's line, in calling order | everybody |
//! | `order` | [`OrderRow`]: how the lines interleave | everybody |
//! | `why` | map of hand to [`Why`] | staff; a hub gets `why` of its own hands |
//! | `share` | [`ShareRow`] | everybody |
//! | `mirror` | [`crate::row_mirror::MirrorRow`] | everybody, once somebody has had the floor |
//! | `not_heard` | [`crate::row_mirror::NotHeardRow`] | everybody, where there are such; names by the persons' wish |
//! | `turn/{turn}` | [`TurnRow`], the last 20 turns | everybody |
//! | `note/{note}` | [`NoteRow`], the last 20 | everybody |
//! | `set/{set}` | [`crate::row_poll::PollSetRow`] | everybody once opened; staff always |
//! | `poll/{poll}` | [`crate::row_poll::PollRow`] | everybody once opened; staff always |
//! | `tally/{poll}` | [`crate::row_poll::TallyRow`] | everybody when shown; staff always, but of a secret one only what everybody may see |
//! | `sealed/{set}` | [`crate::row_poll::SealedSetRow`] | hubs, before the set is opened |
//! | `conflicts/{poll}` | list of [`crate::row_poll::ConflictRow`], questions by name only | everybody once opened |
//! | `statements/{poll}` | list of [`crate::row_poll::StatementRow`] | everybody while the result is shown; staff always |
//! | `my/declaration/{poll}` | [`crate::row_poll::DeclarationRow`] | the person alone |
//! | `desk/{hand}` | [`DeskRow`], hands on deck and the one on air | staff and producer; a mixer; a hub its own |
//! | `person/{person}` | [`PersonRow`] | staff; a hub operator their hub's people |
//! | `undo` | [`UndoRow`] | staff |
//! | `link/{link}` | [`LinkRow`] | organiser |
//! | `me` | [`MeRow`] | own |
//! | `my/hand` | [`MyHandRow`] | own |
//! | `my/ballot/{poll}` | [`crate::row_poll::BallotRow`] | own |
//! | `my/agreed/{poll}` | [`crate::row_poll::AgreedRow`] | a rapporteur: what stands for the own region or group |
//! | `live/presence` | [`PresenceRow`] | everybody, live |
//! | `live/hub/{hub}` | [`LinkQualityRow`] | everybody, live |
//! | `live/server` | [`ServerRow`] | everybody, live, only while something is the matter |
//! | `live/reach` | [`ReachRow`] | everybody, live, only while somebody on deck cannot be told |
//! | `live/expected` | [`ExpectedRow`] | everybody, live, at most every 10 s while the calling order stays |

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    Delivery, GroupState, HandId, HandKind, HubId, Hue, ItemId, Key, Ms, NameShown, NoteKind, OverrideReason, PersonId,
    Phase, Place, PollSetId, Preset, QueueGate, Role, TurnId, TurnKind, Unit, words,
};

/// The meeting.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
pub struct MeetingRow {
    /// Its title.
    pub title: String,
    /// Its languages, the first one is the default.
    pub languages: Vec<String>,
    /// Whether it runs.
    pub phase: Phase,
    /// Whether anybody may read along.
    pub public: bool,
    /// Whether all of it is simulated.
    pub simulated: bool,
    /// Whether the queue is open.
    pub gate: QueueGate,
    /// When the queue opened last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "number")]
    pub opened_ms: Option<Ms>,
    /// The rule of the queue.
    pub preset: Preset,
    /// Whether who has not spoken on this item goes first.
    pub newcomers_first: bool,
    /// How many newcomers may overtake a waiting hand.
    pub newcomer_cap: u32,
    /// How many replies to one turn go before the line.
    pub replies: u32,
    /// The opening batch: hands raised so long after the queue opened stand equal; 0: off.
    #[ts(type = "number")]
    pub batch_ms: Ms,
    /// How long a hub on deck has to confirm its audio; 0: for ever.
    #[ts(type = "number")]
    pub ready_ms: Ms,
    /// The microphone from which hands are called for now, whatever the rotation says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub pinned: Option<Key>,
    /// When the last rehearsal began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "number")]
    pub rehearsal_ms: Option<Ms>,
    /// How many are told ahead.
    pub on_deck: u32,
    /// The current agenda item.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub item: Option<ItemId>,
    /// Since when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "number")]
    pub item_started_ms: Option<Ms>,
    /// Who chairs, where it is somebody in particular.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub chair: Option<String>,
    /// The break or the groups that the meeting is in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub pause: Option<BreakRow>,
}

/// Settings that those who run the meeting go by.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
pub struct SettingsRow {
    /// How much of a name the public sees, where a person says nothing else.
    pub name_shown: NameShown,
    /// Hands raised within this time after the queue opens form one batch.
    #[ts(type = "number")]
    pub batch_ms: Ms,
    /// How long ballots made in time may still arrive after a poll closed.
    #[ts(type = "number")]
    pub grace_ms: Ms,
}

/// A break or break-out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
pub struct BreakRow {
    /// Groups by region or stakeholder group; absent: an ordinary break.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub by: Option<Unit>,
    /// What it is; may be empty.
    pub title: String,
    /// Since when.
    #[ts(type = "number")]
    pub since_ms: Ms,
    /// Until when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "number")]
    pub until_ms: Option<Ms>,
    /// Whether the groups are called back: it is over when the time is.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub recalled: bool,
    /// The questions whose values the groups agree.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub set: Option<PollSetId>,
    /// How far each region or group is; those that have said nothing are not among them.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[ts(optional, as = "Option<BTreeMap<Key, GroupState>>")]
    pub units: BTreeMap<Key, GroupState>,
}

/// A region.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
pub struct RegionRow {
    /// Its key.
    pub key: Key,
    /// Its name.
    pub name: String,
}

/// An agenda item.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
pub struct ItemRow {
    /// Its title.
    pub title: String,
    /// Its place in the agenda, from 1.
    pub position: u32,
    /// Time limit of a turn.
    #[ts(type = "number")]
    pub turn_ms: Ms,
    /// Time limit of the item.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "number")]
    pub item_ms: Option<Ms>,
    /// Weights and time budgets of microphones on this item.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<crate::setup_command::ItemShare>>")]
    pub shares: Vec<crate::setup_command::ItemShare>,
    /// Whether it is interpreted consecutively: a turn in another language than the first gets twice the limit.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub consecutive: bool,
}

/// A microphone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
pub struct MicrophoneRow {
    /// Its name.
    pub name: String,
    /// The one or two characters on its flag.
    pub letter: String,
    /// The colour of its flag.
    pub hue: Hue,
    /// Whether the flag is hollow.
    pub hollow: bool,
    /// Its share in the rotation.
    pub weight: u32,
    /// Its place in the rotation, from 0: the index that `order` uses, as one character of base 36.
    pub lane: u32,
    /// The time that its turns may take on an agenda item.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "number")]
    pub budget_ms: Option<Ms>,
    /// Whether the moderator holds it: it is passed over.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub held: bool,
}

/// A remote hub.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
pub struct HubRow {
    /// Its name.
    pub name: String,
    /// City.
    pub city: String,
    /// Country, two letters.
    pub country: String,
    /// Its region.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub region: Option<Key>,
    /// IANA time zone.
    pub time_zone: String,
    /// Heads now.
    pub heads: u32,
    /// The most heads it may count.
    pub ceiling: u32,
    /// When its operator last tried the line, since the rehearsal began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "number")]
    pub checked_ms: Option<Ms>,
    /// Whether sound went both ways then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub audio_ok: Option<bool>,
}

/// How a hub is brought to air.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
pub struct HubLineRow {
    /// Its operator's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub operator: Option<String>,
    /// Its audio/video line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub line: Option<String>,
    /// Its name in the video call.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub call_name: Option<String>,
}

/// Who somebody is, as far as this audience may see.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
pub struct WhoRow {
    /// The person, absent for somebody unnamed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub person: Option<PersonId>,
    /// The name as shown here: full, initials or organisation; empty for an unnamed hand or unidentified speaker.
    pub name: String,
    /// How to say it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub say: Option<String>,
    /// Title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub title: Option<String>,
    /// Organisation or delegation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub organisation: Option<String>,
    /// Region.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub region: Option<Key>,
}

/// A waiting hand.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
pub struct HandRow {
    /// Whose it is.
    pub who: WhoRow,
    /// For an unnamed hand: which of how many unnamed of its hub, as hand 2 of 3.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub of: Option<[u32; 2]>,
    /// The microphone.
    pub mic: Key,
    /// The hat it is raised under.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub group: Option<Key>,
    /// Where the person is.
    pub place: Place,
    /// What it asks for.
    pub kind: HandKind,
    /// How the words will come.
    pub delivery: Delivery,
    /// The language to be spoken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub language: Option<String>,
    /// A short topic.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub topic: Option<String>,
    /// The turn that it replies to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub to_turn: Option<TurnId>,
    /// The moment of raising that its order goes by.
    #[ts(type = "number")]
    pub raised_ms: Ms,
    /// Whether the person has not spoken on this item yet.
    pub new: bool,
    /// Of a point of order: whether the chair admitted it; absent for other kinds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub admitted: Option<bool>,
    /// Whether it was passed over and keeps its place.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub skipped: bool,
    /// Whether slower links may still bring hands that go before it: its order is final a second after it was raised.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub provisional: bool,
    /// Whether it is passed over until its audio is confirmed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub unready: bool,
    /// When it arrived, if it was raised during an outage of its hub that the server saw.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "number")]
    pub arrived_ms: Option<Ms>,
    /// Whether the person registered themselves and nobody confirmed them yet.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub unconfirmed: bool,
}

/// How the microphones' lines interleave in the calling order of the whole meeting.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
pub struct OrderRow {
    /// One character for each waiting hand, in calling order: the `lane` of its microphone in base 36. The k-th `2` stands for the k-th hand of `order/{key}` of lane 2.
    pub lanes: String,
}

/// The reason for a position, as codes that pages put into a sentence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
pub struct Why {
    /// In the order of weight.
    pub codes: Vec<WhyCode>,
    /// The microphone meant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub mic: Option<Key>,
    /// The place meant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub place: Option<Place>,
    /// The region meant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub region: Option<Key>,
    /// Another hand meant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub hand: Option<HandId>,
}

/// A hand on deck.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
pub struct NextHand {
    /// Which.
    pub hand: HandId,
    /// Why this one.
    pub why: Why,
    /// Whether its audio is confirmed.
    pub audio_ready: bool,
    /// Whether its line is up.
    pub line_up: bool,
    /// When its hub was told that it is on deck, where the audio has to be confirmed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "number")]
    pub told_ms: Option<Ms>,
}

/// Who is next: the first `on_deck` hands of the order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
pub struct NextRow {
    /// In calling order.
    pub deck: Vec<NextHand>,
}

/// A turn.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
pub struct TurnRow {
    /// Its number, counting from 1.
    pub turn: TurnId,
    /// How it came about.
    pub kind: TurnKind,
    /// Who holds or held the floor.
    pub who: WhoRow,
    /// The hand that was called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub hand: Option<HandId>,
    /// The kind of that hand, or of a reply without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub hand_kind: Option<HandKind>,
    /// The turn that it replies to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub to_turn: Option<TurnId>,
    /// The microphone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub mic: Option<Key>,
    /// The hat it wore.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub group: Option<Key>,
    /// Where from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub place: Option<Place>,
    /// The language spoken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub language: Option<String>,
    /// The topic.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub topic: Option<String>,
    /// Why, if it was called out of turn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub out_of_turn: Option<OverrideReason>,
    /// The agenda item.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub item: Option<ItemId>,
    /// When it was called.
    #[ts(type = "number")]
    pub called_ms: Ms,
    /// When the first word was spoken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "number")]
    pub started_ms: Option<Ms>,
    /// When it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "number")]
    pub ended_ms: Option<Ms>,
    /// Its limit, counted from the first word.
    #[ts(type = "number")]
    pub limit_ms: Ms,
    /// The speaking time up to `running_since_ms` (or in all, when it does not run).
    #[ts(type = "number")]
    pub spoken_ms: Ms,
    /// Since when the clock has run without a stop; absent: it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "number")]
    pub running_since_ms: Option<Ms>,
    /// Whether the producer has it on air.
    pub on_air: bool,
    /// Its words, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub words: Option<u32>,
    /// Whether a correction changed it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub corrected: bool,
    /// Whether it was entered afterwards, with stated times.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub entered: bool,
}

/// Who has the floor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
pub struct FloorRow {
    /// The turn on the floor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub turn: Option<TurnRow>,
    /// The turn that a point of order interrupted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub interrupted: Option<TurnId>,
    /// What the interpreters last signalled about this turn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub signal: Option<words::Signal>,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "number")]
    pub signal_ms: Option<Ms>,
}

/// Turns and time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
pub struct Sum {
    /// Called turns.
    pub turns: u32,
    /// Their speaking time.
    #[ts(type = "number")]
    pub ms: Ms,
}

/// What has been shared so far; called turns only.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
pub struct ShareRow {
    /// The room.
    pub room: Sum,
    /// Remote hubs.
    pub hubs: Sum,
    /// People online on their own.
    pub online: Sum,
    /// Each hub that has had a turn.
    pub hubs_each: BTreeMap<HubId, Sum>,
    /// By microphone.
    pub mics: BTreeMap<Key, Sum>,
    /// Hands raised.
    pub raised: u32,
    /// Hands called.
    pub called: u32,
    /// Calls out of turn.
    pub out_of_turn: u32,
}

/// What producer and staff need of a hand on deck or a turn on the floor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
pub struct DeskRow {
    /// The hand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub hand: Option<HandId>,
    /// The line: the hub's line, or the delivery.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub line: Option<String>,
    /// The name in the video call.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub call_name: Option<String>,
    /// The contribution to be read aloud.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub text: Option<String>,
}

/// A person of the roster.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
pub struct PersonRow {
    /// The name; empty when the person was forgotten.
    pub name: String,
    /// How to say it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub say: Option<String>,
    /// Title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub title: Option<String>,
    /// Organisation or delegation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub organisation: Option<String>,
    /// Stakeholder group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub group: Option<Key>,
    /// Region.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub region: Option<Key>,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub place: Option<Place>,
    /// Languages.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<String>>")]
    pub languages: Vec<String>,
    /// How much of the name the public sees, where it is not as the meeting has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub name_shown: Option<NameShown>,
    /// The name in the video call.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub call_name: Option<String>,
    /// The statement of interest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub interests: Option<String>,
    /// Whether they are who they say: from the roster, or confirmed by staff.
    pub confirmed: bool,
    /// A person of the roster whose name looks the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub alike: Option<PersonId>,
    /// Called turns on the current item.
    pub spoken: u32,
    /// The group for which the person asks to speak.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub asks_group: Option<Key>,
}

/// The moderator action that would be undone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
pub struct UndoRow {
    /// Its entry in the record; absent: nothing to undo.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "number")]
    pub seq: Option<u64>,
    /// What it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub what: Option<UndoWhat>,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "number")]
    pub at_ms: Option<Ms>,
    /// The hand concerned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub hand: Option<HandId>,
    /// The name concerned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub name: Option<String>,
}

/// A link, without its secret.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
pub struct LinkRow {
    /// What it allows.
    pub role: Role,
    /// Its place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub place: Option<Place>,
    /// Its person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub person: Option<PersonId>,
    /// Its microphone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub microphone: Option<Key>,
    /// Its region or group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub unit: Option<Key>,
    /// What the organiser calls it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub label: Option<String>,
    /// How many joined by it.
    pub joined: u32,
    /// Whether it is revoked.
    pub revoked: bool,
}

/// A note.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
pub struct NoteRow {
    /// A note or a decision.
    pub kind: NoteKind,
    /// What it says.
    pub text: String,
    /// When.
    #[ts(type = "number")]
    pub at_ms: Ms,
    /// The agenda item.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub item: Option<ItemId>,
}

/// Who I am.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
pub struct MeRow {
    /// My number.
    pub person: PersonId,
    /// My name.
    pub name: String,
    /// My stakeholder group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub group: Option<Key>,
    /// My region.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub region: Option<Key>,
    /// My place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub place: Option<Place>,
    /// Whether staff knows me.
    pub confirmed: bool,
    /// The group for which I ask to speak; absent again once staff has approved or declined it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub asks_group: Option<Key>,
    /// My statement of interest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub interests: Option<String>,
}

/// My hand.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
pub struct MyHandRow {
    /// Which.
    pub hand: HandId,
    /// Where it stands.
    pub state: MyHandState,
    /// The microphone.
    pub mic: Key,
    /// What it asks for.
    pub kind: HandKind,
    /// How the words will come.
    pub delivery: Delivery,
    /// The language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub language: Option<String>,
    /// The topic.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub topic: Option<String>,
    /// The written contribution.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub text: Option<String>,
    /// The moment that the order goes by.
    #[ts(type = "number")]
    pub raised_ms: Ms,
    /// The place in the calling order of the whole meeting, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub position: Option<u32>,
    /// The reason for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub why: Option<Why>,
    /// Whether my audio is confirmed.
    pub audio_ready: bool,
    /// Whether staff raised it for me.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub by_staff: bool,
}

/// Who is connected.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
pub struct PresenceRow {
    /// Participants' pages in the room.
    pub room: u32,
    /// Hubs whose operator is connected.
    pub hubs: u32,
    /// Participants' pages online.
    pub online: u32,
    /// All pages.
    pub watching: u32,
}

/// The link of a hub's operator page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
pub struct LinkQualityRow {
    /// Whether it is connected.
    pub online: bool,
    /// Whether it has been connected at all since the server started: if not, it is not there yet rather than lost.
    pub was_here: bool,
    /// Since when it is so.
    #[ts(type = "number")]
    pub since_ms: Ms,
    /// Round trip, the median of the last ones.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub rtt_ms: Option<u32>,
}

/// Who is on deck and cannot be told: somebody should walk over or call.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
pub struct ReachRow {
    /// Hands on deck whose person has a link of their own and no page open with it.
    pub unreachable: Vec<HandId>,
}

/// What is the matter with the server.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
pub struct ServerRow {
    /// Whether nothing can be changed for now, because its disk is full.
    pub read_only: bool,
}

/// When hands may expect to be called.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
pub struct ExpectedRow {
    /// As of when.
    #[ts(type = "number")]
    pub at_ms: Ms,
    /// For each waiting hand in calling order: the span from `at_ms` until its call, expected.
    #[ts(type = "Array<number>")]
    pub from_ms: Vec<Ms>,
    /// How far the call may come earlier or later than expected: four times in five it does not.
    #[ts(type = "Array<number>")]
    pub give_ms: Vec<Ms>,
    /// The most speaking time before its call, if limits hold and no exceptions are made; null: no bound is stated for it.
    #[ts(type = "Array<number | null>")]
    pub worst_ms: Vec<Option<Ms>>,
    /// The most turns before its call, on the same condition.
    pub worst_turns: Vec<Option<u32>>,
}

/// Why a hand stands where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum WhyCode {
    /// An admitted point of order goes first.
    PointOfOrder,
    /// Who objected in an objection call goes before replies and before the line.
    Objection,
    /// A direct reply, follow-up or clarification attached to the turn goes before the line.
    Attached,
    /// One line for all: who raised first goes first.
    FirstRaised,
    /// The microphone (`mic`) is next in the rotation.
    MicrophoneDue,
    /// It is the only microphone at which somebody waits.
    OnlyMicrophone,
    /// The microphone (`mic`) has had the least time.
    LeastTime,
    /// At its microphone the remote side is due: the room spoke last.
    RemoteDue,
    /// At its microphone the room is due: the remote side spoke last.
    RoomDue,
    /// Only its side waits at the microphone.
    OnlySide,
    /// Its region (`region`) is next among the remote side.
    RegionDue,
    /// Its hub (`place`) is next in its region.
    HubDue,
    /// The person has not spoken on this item yet.
    Newcomer,
    /// Three newcomers have overtaken it already: nobody else may.
    NewcomerCap,
    /// The slot of the round belongs to the remote side.
    RemoteSlot,
    /// It was passed over and keeps its place; it is called as soon as it is ready.
    Skipped,
    /// It lets one go first.
    Deferred,
    /// A steward set the line as people stand.
    AsTheyStand,
    /// It was raised with others of the opening batch, or at the same moment as others: fewest turns first, then the rotation, then a draw.
    Draw,
    /// It is passed over until its audio is confirmed.
    NotReady,
    /// The moderator calls from its microphone (`mic`) for now.
    Pinned,
    /// The moderator holds its microphone (`mic`).
    Held,
    /// Its microphone (`mic`) has used up its time on this item: others go first.
    BudgetSpent,
    /// Others are called before it by the same rule.
    After,
}

/// Which moderator action can be undone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum UndoWhat {
    /// A call.
    Called,
    /// The floor given to somebody.
    Gave,
    /// A turn ended.
    Ended,
    /// A hand passed over.
    Skipped,
    /// A hand lowered by staff.
    Lowered,
    /// The queue closed.
    Closed,
    /// The queue opened.
    Opened,
    /// A turn extended or its limit set.
    Limit,
    /// The clock started, paused or resumed.
    Clock,
    /// A point of order admitted or reclassified.
    Ruled,
    /// The chair handed over.
    Chair,
    /// An agenda item started.
    Item,
    /// The last word: a call that closed and cleared the queue.
    LastWord,
    /// A microphone held or released.
    Held,
    /// A microphone pinned or unpinned.
    Pinned,
}

/// Where my hand stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MyHandState {
    /// In the queue.
    Waiting,
    /// Among the next.
    OnDeck,
    /// On the floor.
    OnFloor,
}
