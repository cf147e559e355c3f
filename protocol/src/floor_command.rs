//! Commands of the floor: calling, the clock, the chair, breaks, the record of turns.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{HandId, ItemId, Key, Ms, NoteKind, OverrideReason, PersonId, PollSetId, TurnId, TurnKind, Unit, words};

/// Calls the hand that the rule puts first. Ends the turn on the floor, if there is one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CallNext {
    /// The hand that the page shows as next: if another is next by now, nothing is done and the refusal is `moved_on`. Absent: not looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub expected: Option<HandId>,
    /// The turn that the page shows on the floor: if another one is there by now, or none, nothing is done and the refusal is `moved_on`. Absent: not looked at; with an empty floor send `expected`. Guards against two moderators pressing at the same moment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub after: Option<TurnId>,
}

/// Calls a hand out of turn.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Call {
    /// The hand.
    pub hand: HandId,
    /// Why; `none_given` is recorded too.
    pub reason: OverrideReason,
    /// As in `call_next`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub after: Option<TurnId>,
}

/// Gives somebody the last word: calls the hand, closes the queue and clears it. The cleared hands count as not heard.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LastWord {
    /// The hand.
    pub hand: HandId,
    /// As in `call_next`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub after: Option<TurnId>,
}

/// Passes over a microphone until it is released; its hands keep their places.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HoldMicrophone {
    /// Which.
    pub microphone: Key,
    /// True: hold it; false: release it.
    pub held: bool,
}

/// Calls from one microphone while hands wait there, until it is unpinned.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PinMicrophone {
    /// Which; absent: the rotation goes on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub microphone: Option<Key>,
}

/// A call that was made while the hall was offline, entered afterwards with stated times.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EnterTurn {
    /// The hand that was called, or
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub hand: Option<HandId>,
    /// a person of the roster, or
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub person: Option<PersonId>,
    /// a name, which adds the person; none of the three: somebody unidentified.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub name: Option<String>,
    /// When the floor was given, as stated.
    #[ts(type = "number")]
    pub called_ms: Ms,
    /// How long the turn took, as stated.
    #[ts(type = "number")]
    pub spoken_ms: Ms,
}

/// Gives the floor to somebody who is not in the queue.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GiveFloor {
    /// `chair`, `presenter` or `interjection`; with `called`, somebody called by name without a waiting hand, out of turn.
    pub kind: TurnKind,
    /// A person of the roster, or
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub person: Option<PersonId>,
    /// a name, which adds the person; neither: somebody unidentified, to be named later by a correction.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub name: Option<String>,
    /// The limit of this turn; default: that of the agenda item.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "number")]
    pub limit_ms: Option<Ms>,
    /// The language spoken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub language: Option<String>,
    /// Why, where `kind` is `called`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub reason: Option<OverrideReason>,
    /// The turn that this one replies to or follows up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub to_turn: Option<TurnId>,
    /// `direct_reply`, `follow_up` or `clarification`, with `to_turn`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub reply: Option<crate::HandKind>,
}

/// The first word: the clock starts.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StartClock {
    /// Another limit for this turn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "number")]
    pub limit_ms: Option<Ms>,
}

/// Gives the turn more time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Extend {
    /// How much, 5 s to 10 min.
    #[ts(type = "number")]
    pub by_ms: Ms,
}

/// Sets the limit of the turn on the floor, up or down.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SetTurnLimit {
    /// The new limit, counted from the first word.
    #[ts(type = "number")]
    pub limit_ms: Ms,
}

/// Ends the turn on the floor.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EndTurn {
    /// The stated speaking time, for turns that are entered afterwards; default: as the clock measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "number")]
    pub spoken_ms: Option<Ms>,
    /// The number of words spoken, where a captioner or a transcript knows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub words: Option<u32>,
}

/// What the producer routes to air.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OnAir {
    /// The turn on the floor.
    pub turn: TurnId,
    /// True: on air.
    pub on: bool,
}

/// Hands the chair over.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HandOverChair {
    /// To a person of the roster, or
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub person: Option<PersonId>,
    /// to a name, which adds the person; neither: back to nobody in particular.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub name: Option<String>,
}

/// Makes an agenda item the current one: "has not spoken on this item" counts anew.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StartItem {
    /// The item.
    pub item: ItemId,
}

/// A break, or groups.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StartBreak {
    /// Groups by region or stakeholder group; absent: an ordinary break.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub by: Option<Unit>,
    /// How long, 1 to 1,440 minutes; absent: until called back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub minutes: Option<u32>,
    /// What it is, as "coffee" or "three numbers for each question".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub title: Option<String>,
    /// The questions whose values the groups agree.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub set: Option<PollSetId>,
}

/// Moves the end of a break or break-out: "back in two minutes", "ten minutes more".
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MoveBreakEnd {
    /// From now until its end: 0 to 86,400,000.
    #[ts(type = "number")]
    pub in_ms: Ms,
    /// True: the groups are called back, everybody sees it, and it is over when the time is.
    pub recall: bool,
}

/// How far a group of a break-out is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SetGroupState {
    /// The region or group; a rapporteur's own.
    pub unit: Key,
    /// How far it is.
    pub state: words::GroupState,
}

/// A signal to speaker and moderator.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GiveSignal {
    /// Which.
    pub signal: words::Signal,
}

/// Undoes the last moderator action that is not undone yet.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Undo {
    /// The entry that the page shows as the one to undo; if another is last by now, nothing is done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "number")]
    pub seq: Option<u64>,
}

/// A correction to a past turn, as a new entry.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CorrectTurn {
    /// The turn.
    pub turn: TurnId,
    /// Who it was: a person of the roster, or
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub person: Option<PersonId>,
    /// a name, which adds the person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub name: Option<String>,
    /// How many words it had.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub words: Option<u32>,
    /// Why it is corrected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub reason: Option<String>,
}

/// A note for the record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AddNote {
    /// A note or a decision.
    pub kind: NoteKind,
    /// What it says.
    pub text: String,
}
