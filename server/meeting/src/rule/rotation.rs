//! How the floor has been shared so far, as far as the rule goes by it.

use std::collections::BTreeMap;

use protocol::{HandKind, Key, Ms, Place, TurnKind};
use serde::Serialize;

use crate::{Meeting, meeting::Hand};

/// One call of a microphone of weight 1, in virtual time: divisible by every weight.
pub const CALL: u64 = 2520;

/// How the floor has been shared so far.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Rotation {
    /// Calls made in all.
    pub calls: u32,
    /// The virtual time of the rotation: when the last call was due (start-time fair queueing,
    /// Goyal, Vin and Cheng 1996). Who comes back after silence starts here, not in the past.
    pub clock: u64,
    /// The same in speaking time, for `speaking-time`.
    pub time_clock_ms: Ms,
    /// The microphone called last by the rotation.
    pub last: Option<Key>,
    /// The slot of the round that was served last, for `netmundial`.
    pub slot: Option<u32>,
    /// The remote side as a whole, for `netmundial`.
    pub remote: Lane,
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
    /// The same on the current agenda item: what its budget goes by.
    pub item_ms: Ms,
}

impl Rotation {
    /// What a microphone has had.
    pub fn lane(&self, mic: &Key) -> Lane {
        self.lanes.get(mic).cloned().unwrap_or_default()
    }

    /// Counts floor time to a microphone.
    pub fn spend(&mut self, mic: &Key, ms: Ms) {
        let lane = self.lanes.entry(mic.clone()).or_default();
        lane.had_ms += ms;
        lane.item_ms += ms;
    }

    /// Another agenda item: budgets count anew.
    pub fn start_item(&mut self) {
        for lane in self.lanes.values_mut() {
            lane.item_ms = 0;
        }
    }
}

/// The rotation as it stands when the next is called: the turns that are on the floor end by the call, and count as
/// those to come, with the whole of their limit. Without it a microphone would stay the one with the least time for as
/// long as it speaks.
pub fn at_the_call(m: &Meeting) -> Rotation {
    let mut rotation = m.rotation.clone();
    for turn in [m.floor.turn, m.floor.interrupted].into_iter().flatten().filter_map(|id| m.turns.get(&id)) {
        if let (TurnKind::Called, Some(mic)) = (turn.kind, &turn.mic) {
            rotation.spend(mic, m.turn_limit_ms());
        }
    }
    rotation
}

/// The region by which the remote side rotates; empty: none is known.
pub fn region(hand: &Hand) -> String {
    hand.region.as_ref().map_or_else(String::new, Key::to_string)
}

/// The hub by which a region rotates: its people online on their own count together as one.
pub fn hub(hand: &Hand) -> String {
    match hand.place {
        Place::Online => format!("online/{}", region(hand)),
        place => place.to_string(),
    }
}

/// Whether a hand is of a kind that attaches to a turn.
pub fn is_reply(kind: HandKind) -> bool {
    matches!(kind, HandKind::DirectReply | HandKind::FollowUp | HandKind::Clarification)
}
