//! The rule of the queue: the order in which waiting hands would be called, with the reason for each position.

use std::collections::BTreeMap;

use protocol::{HandId, Key, Ms, Place, row::Why};
use serde::Serialize;

use crate::Meeting;

/// How the floor has been shared so far, as far as the rule goes by it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Rotation {
    /// Calls made in all.
    pub calls: u32,
    /// The virtual time of the rotation: the start tag of the last call (start-time fair queueing).
    pub clock: u64,
    /// The microphone called last.
    pub last: Option<Key>,
    /// The slot of the round, for `netmundial`.
    pub slot: u32,
    /// Each microphone.
    pub lanes: BTreeMap<Key, Lane>,
}

/// What a microphone has had.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Lane {
    /// The virtual time at which its next call is due.
    pub due: u64,
    /// Whether the remote side was called last; absent: nobody yet.
    pub last_remote: Option<bool>,
    /// When each region of the remote side was called last, counted in calls.
    pub regions: BTreeMap<String, u32>,
    /// When each hub (or a region's people online) was called last, counted in calls.
    pub hubs: BTreeMap<String, u32>,
    /// Floor time it has had, in milliseconds.
    pub had_ms: Ms,
}

/// A hand in the order.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed {
    /// The hand.
    pub hand: HandId,
    /// The reason for its position.
    pub why: Why,
}

/// The order in which the waiting hands would be called from now on, with the reason for each position.
pub fn order(m: &Meeting) -> Vec<Placed> {
    let _ = (m, Place::Room);
    Vec::new()
}
