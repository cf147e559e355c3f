//! What a call costs: it is charged to its microphone, side, region and hub, also when it is out of turn.

use protocol::{HandId, Key, Preset};

use crate::{
    Meeting,
    meeting::Hand,
    rule::{
        pick::{self, Line},
        rotation::{CALL, Lane, Rotation, hub, region},
    },
};

/// Charges a call. `rotates`: the rotation called it, and moves on; replies, points of order and calls out of turn are
/// charged to the lane that used them and leave the rotation where it is.
pub fn charge(rotation: &mut Rotation, m: &Meeting, hand: &Hand, rotates: bool) {
    rotation.calls += 1;
    let weight = m.weight(&hand.mic);
    let calls = rotation.calls;
    let lane = rotation.lanes.entry(hand.mic.clone()).or_default();
    let start = lane.due.max(rotation.clock);
    lane.due = start + CALL / u64::from(weight);
    // The same in speaking time: whoever comes back after silence starts at the present, and has saved nothing up.
    lane.had_ms = lane.had_ms.max(rotation.time_clock_ms * i64::from(weight));
    if rotates {
        rotation.clock = start;
        rotation.last = Some(hand.mic.clone());
        rotation.time_clock_ms = rotation.time_clock_ms.max(lane.had_ms / i64::from(weight));
    }
    had(lane, hand, calls);
    had(&mut rotation.remote, hand, calls);
    if rotates {
        rotation.slot = slot_served(m, rotation.slot, hand);
    }
}

fn had(lane: &mut Lane, hand: &Hand, calls: u32) {
    lane.last_remote = Some(hand.place.is_remote());
    if hand.place.is_remote() {
        lane.regions.insert(region(hand), calls);
        lane.hubs.insert(hub(hand), calls);
    }
}

/// The slots of a round of `netmundial`: one for the room at each microphone, two (`None`) for the remote side.
pub fn slots(m: &Meeting) -> Vec<Option<Key>> {
    let lanes: Vec<Key> = m.lanes().into_iter().cloned().collect();
    let half = lanes.len().div_ceil(2);
    let mut slots: Vec<Option<Key>> = lanes.into_iter().map(Some).collect();
    slots.insert(half, None);
    slots.push(None);
    slots
}

/// The slot that a call served: the first one from the last slot on that fits the hand.
fn slot_served(m: &Meeting, last: Option<u32>, hand: &Hand) -> Option<u32> {
    if m.settings.preset != Preset::Netmundial {
        return last;
    }
    let slots = slots(m);
    let start = last.map_or(0, |s| s as usize + 1);
    let fits = |slot: &Option<Key>| match slot {
        Some(mic) => !hand.place.is_remote() && *mic == hand.mic,
        None => hand.place.is_remote(),
    };
    (0..slots.len()).map(|k| (start + k) % slots.len()).find(|s| fits(&slots[*s])).map(|s| s as u32).or(last)
}

/// Whether two hands wait in one line: the same microphone and side, and on the remote side the same hub. The remote side
/// of `netmundial` has no microphones, and `single-line` has one line for all.
pub fn same_line(m: &Meeting, a: &Hand, b: &Hand) -> bool {
    let same_side = a.place.is_remote() == b.place.is_remote();
    let same_hub = !a.place.is_remote() || hub(a) == hub(b);
    match m.settings.preset {
        Preset::SingleLine => true,
        Preset::Netmundial if a.place.is_remote() => same_side && same_hub,
        _ => a.mic == b.mic && same_side && same_hub,
    }
}

/// The hands that a call of `hand` overtakes by the newcomers' rule.
pub fn overtaken_by(m: &Meeting, hand: HandId) -> Vec<HandId> {
    let mut line = Line::of(m);
    let before: Vec<(HandId, u32)> = line.entries.iter().map(|e| (e.id, e.overtaken)).collect();
    pick::take(m, &mut line, hand);
    before
        .into_iter()
        .filter(|(id, was)| line.entries.iter().any(|e| e.id == *id && e.overtaken > *was))
        .map(|(id, _)| id)
        .collect()
}
