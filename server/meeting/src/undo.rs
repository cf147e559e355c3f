//! Undo of moderator actions, as new entries in the record.

use std::collections::BTreeMap;

use protocol::{HandId, ItemId, Ms, PersonId, QueueGate, Refusal, RefusalCode, floor_command::Undo, row::UndoWhat};
use serde::Serialize;

use crate::{
    Actor, Event, Fact, Meeting,
    meeting::{Floor, Hand, Turn},
    rule::Rotation,
};

/// A moderator action that can be undone, with the parts of the state as they were before it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct UndoEntry {
    /// Its entry in the record, counting from 1.
    pub seq: u64,
    /// What it was.
    pub what: UndoWhat,
    /// When.
    pub at_ms: Ms,
    /// The hand concerned.
    pub hand: Option<HandId>,
    /// The person concerned.
    pub person: Option<PersonId>,
    before: Before,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
struct Before {
    floor: Floor,
    turn: Option<Turn>,
    rotation: Rotation,
    gate: QueueGate,
    opened_ms: Option<Ms>,
    chair: Option<PersonId>,
    item: Option<ItemId>,
    item_started_ms: Option<Ms>,
    hands: BTreeMap<HandId, Hand>,
}

pub(crate) fn decide(_m: &Meeting, _who: &Actor, _undo: Undo) -> Result<Vec<Fact>, Refusal> {
    Err(Refusal::new(RefusalCode::CannotUndo, "nothing to undo"))
}

pub(crate) fn before(_m: &mut Meeting, _event: &Event) {}

pub(crate) fn evolve(_m: &mut Meeting, _event: &Event) {}
