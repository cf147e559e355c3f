//! Hands whose order is not final yet: the opening batch, hands raised at the same moment, and the hold in which slower links
//! may still bring hands that were raised earlier.

use std::collections::BTreeMap;

use protocol::{HandId, LinkId, Ms, limits};

use crate::{
    Meeting,
    meeting::Hand,
    rule::{
        pick,
        rotation::{Rotation, hub, region},
    },
};

/// Hands that stand equal: the opening batch, or a first hand and all that were raised within 25 ms after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// When the first of them was raised.
    pub first_ms: Ms,
    /// In the order that turns, rotation and draw give them.
    pub hands: Vec<HandId>,
}

/// The groups of provisional hands, from the first raised to the last.
pub fn groups(m: &Meeting) -> Vec<Group> {
    let mut hands: Vec<HandId> = m.waiting.iter().copied().filter(|id| !m.hands[id].settled).collect();
    hands.sort_by_key(|id| (m.hands[id].raised_ms, *id));
    let mut groups: Vec<Group> = Vec::new();
    for id in hands {
        let hand = &m.hands[&id];
        let joins = |group: &Group| {
            let first_is_early = in_batch(m, group.first_ms);
            if first_is_early || in_batch(m, hand.raised_ms) {
                return first_is_early && in_batch(m, hand.raised_ms);
            }
            hand.raised_ms - group.first_ms <= limits::GROUP_MS
        };
        match groups.last_mut().filter(|group| joins(group)) {
            Some(group) => group.hands.push(id),
            None => groups.push(Group { first_ms: hand.raised_ms, hands: vec![id] }),
        }
    }
    for group in &mut groups {
        draw(m, &mut group.hands);
    }
    groups
}

/// The provisional hands in the order in which they stand.
pub fn order(m: &Meeting) -> Vec<HandId> {
    groups(m).into_iter().flat_map(|group| group.hands).collect()
}

/// The hands whose order is final by now: those whose hold is over, and all that stand before them.
pub fn due(m: &Meeting, now_ms: Ms) -> Vec<HandId> {
    let mut groups = groups(m);
    let is_due = |group: &Group| group.hands.iter().any(|id| hold_ends(m, &m.hands[id]) <= now_ms);
    let count = groups.iter().rposition(is_due).map_or(0, |last| last + 1);
    groups.truncate(count);
    groups.into_iter().flat_map(|group| group.hands).collect()
}

/// When the first hold ends.
pub fn next_due(m: &Meeting) -> Option<Ms> {
    let provisional = m.waiting.iter().map(|id| &m.hands[id]).filter(|hand| !hand.settled);
    provisional.map(|hand| hold_ends(m, hand)).min()
}

fn in_batch(m: &Meeting, raised_ms: Ms) -> bool {
    m.settings.batch_ms > 0 && m.opened_ms.is_some_and(|opened| raised_ms <= opened + m.settings.batch_ms)
}

/// When a hand's order becomes final, unless somebody is called before.
fn hold_ends(m: &Meeting, hand: &Hand) -> Ms {
    let window = m.opened_ms.filter(|_| in_batch(m, hand.raised_ms)).map(|opened| opened + m.settings.batch_ms);
    hand.arrived_ms.max(window.unwrap_or(hand.arrived_ms)) + limits::HOLD_MS
}

/// Equals: fewest turns, then the rotation, then the draw. Hands that one link raised one after the other keep their order
/// among the places that they hold.
fn draw(m: &Meeting, hands: &mut [HandId]) {
    if hands.len() < 2 {
        return;
    }
    let as_raised = hands.to_vec();
    hands.sort_by_cached_key(|id| {
        let hand = &m.hands[id];
        let turns = hand.person.and_then(|p| m.people.get(&p)).map_or(0, |p| p.spoken_in_all);
        (turns, rotation_key(m, &m.rotation, hand), hand.tie.clone(), *id)
    });
    let mut of_link: BTreeMap<LinkId, std::vec::IntoIter<HandId>> = BTreeMap::new();
    for link in hands.iter().filter_map(|id| m.hands[id].by_link) {
        of_link.entry(link).or_insert_with(|| {
            let own = as_raised.iter().copied().filter(|id| m.hands[id].by_link == Some(link));
            own.collect::<Vec<_>>().into_iter()
        });
    }
    for place in hands.iter_mut() {
        if let Some(next) = m.hands[place].by_link.and_then(|link| of_link.get_mut(&link)).and_then(Iterator::next) {
            *place = next;
        }
    }
}

/// Who comes first in the rotation: the microphone that is due, then the region and the hub least recently called.
fn rotation_key(m: &Meeting, rotation: &Rotation, hand: &Hand) -> (u64, usize, u32, u32) {
    let lanes = m.lanes();
    let lane = rotation.lane(&hand.mic);
    let at = lanes.iter().position(|key| **key == hand.mic).unwrap_or_default();
    let turn = (at + lanes.len() - pick::after_last(&lanes, rotation)) % lanes.len().max(1);
    let remote = hand.place.is_remote();
    let last = |seen: &BTreeMap<String, u32>, key: String| seen.get(&key).copied().filter(|_| remote).unwrap_or(0);
    (lane.due.max(rotation.clock), turn, last(&lane.regions, region(hand)), last(&lane.hubs, hub(hand)))
}
