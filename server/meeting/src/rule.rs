//! The rule of the queue: the order in which waiting hands would be called, with the reason for
//! each position. See docs/standing.md for the rule in prose.
//!
//! The order is found by acting it out: [`pick`] says who would be called now, the call is charged
//! to a copy of the [`Rotation`], and so on until nobody waits. So the list on the screen is
//! exactly what pressing "next" again and again would give.

use std::collections::BTreeMap;

use protocol::{HandId, HandKind, Key, Ms, Place, Preset, TurnId, TurnKind};
use serde::Serialize;

use crate::{
    Meeting,
    meeting::{Hand, Turn},
};

/// The version of this algorithm; `RuleSet` events name it, so that an old record is explained by
/// the algorithm that was in force.
pub const RULE_VERSION: u32 = 1;

/// One call of a microphone of weight 1, in virtual time: divisible by every weight.
const CALL: u64 = 2520;

/// How the floor has been shared so far, as far as the rule goes by it.
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
}

/// Why a hand stands where it stands. Pages make a sentence of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// An admitted point of order goes first.
    PointOfOrder,
    /// A direct reply, follow-up or clarification attached to the turn goes before the line.
    Attached,
    /// One line: who raised first goes first.
    FirstRaised,
    /// The microphone is next in the rotation.
    MicrophoneDue,
    /// It is the only microphone at which somebody waits.
    OnlyMicrophone,
    /// The microphone has had the least time.
    LeastTime,
    /// The room spoke last at this microphone.
    RemoteDue,
    /// The remote side spoke last at this microphone.
    RoomDue,
    /// The region is next among the remote side.
    RegionDue,
    /// The hub is next in its region.
    HubDue,
    /// The person has not spoken on this item.
    Newcomer,
    /// As many newcomers as may have overtaken it.
    NewcomerCap,
    /// The slot of the round belongs to the remote side.
    RemoteSlot,
    /// It was passed over and kept its place.
    Skipped,
    /// A steward set the line as people stand.
    AsTheyStand,
}

/// A hand in the order.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed {
    /// The hand.
    pub hand: HandId,
    /// The reasons for its position, the weightiest first.
    pub reasons: Vec<Reason>,
}

impl Placed {
    /// Whether the rotation moves on by this call; points of order and attached hands leave it.
    pub(crate) fn rotates(&self) -> bool {
        !self.reasons.iter().any(|r| matches!(r, Reason::PointOfOrder | Reason::Attached))
    }
}

/// The order in which the waiting hands would be called from now on: every waiting hand but points
/// of order that the chair has not ruled on.
pub fn order(m: &Meeting) -> Vec<Placed> {
    let mut line = Line::of(m);
    let mut rotation = at_the_call(m);
    let mut placed = Vec::with_capacity(line.entries.len());
    while let Some(next) = pick(m, &rotation, &line) {
        let hand = &m.hands[&next.hand];
        line.take(m, next.hand);
        rotation.charge(m, hand, next.rotates());
        rotation.spend(&hand.mic, m.turn_limit_ms());
        placed.push(next);
    }
    placed
}

/// The hand that would be called now.
pub fn next(m: &Meeting) -> Option<Placed> {
    pick(m, &at_the_call(m), &Line::of(m))
}

/// The rotation as it stands when the next is called: the turns that are on the floor end by the call, and count as
/// those to come, with the whole of their limit. Without it a microphone would stay the one with the least time for as
/// long as it speaks.
fn at_the_call(m: &Meeting) -> Rotation {
    let mut rotation = m.rotation.clone();
    for turn in [m.floor.turn, m.floor.interrupted].into_iter().flatten().filter_map(|id| m.turns.get(&id)) {
        if let (TurnKind::Called, Some(mic)) = (turn.kind, &turn.mic) {
            rotation.spend(mic, m.turn_limit_ms());
        }
    }
    rotation
}

/// The hands that a call of `hand` overtakes by the newcomers' rule.
pub(crate) fn overtaken_by(m: &Meeting, hand: HandId) -> Vec<HandId> {
    let mut line = Line::of(m);
    let before: Vec<(HandId, u32)> = line.entries.iter().map(|e| (e.id, e.overtaken)).collect();
    line.take(m, hand);
    before
        .into_iter()
        .filter(|(id, was)| line.entries.iter().any(|e| e.id == *id && e.overtaken > *was))
        .map(|(id, _)| id)
        .collect()
}

impl Rotation {
    /// Charges a call to its microphone, side, region and hub.
    pub(crate) fn charge(&mut self, m: &Meeting, hand: &Hand, rotates: bool) {
        self.calls += 1;
        let weight = m.microphones.get(&hand.mic).map_or(1, |mic| mic.weight.max(1));
        let calls = self.calls;
        let lane = self.lanes.entry(hand.mic.clone()).or_default();
        let start = lane.due.max(self.clock);
        lane.due = start + CALL / u64::from(weight);
        if rotates {
            self.clock = start;
            self.last = Some(hand.mic.clone());
            self.time_clock_ms = self.time_clock_ms.max(lane.had_ms / i64::from(weight));
            self.slot = slot_served(m, self.slot, hand);
        }
        for lane in [lane, &mut self.remote] {
            lane.last_remote = Some(hand.place.is_remote());
            if hand.place.is_remote() {
                lane.regions.insert(region(hand), calls);
                lane.hubs.insert(hub(hand), calls);
            }
        }
    }

    /// Counts floor time to a microphone.
    pub(crate) fn spend(&mut self, mic: &Key, ms: Ms) {
        self.lanes.entry(mic.clone()).or_default().had_ms += ms;
    }
}

/// A waiting hand, as the acting-out sees it.
#[derive(Clone)]
struct Entry<'a> {
    id: HandId,
    hand: &'a Hand,
    overtaken: u32,
    newcomer: bool,
}

struct Line<'a> {
    entries: Vec<Entry<'a>>,
}

impl<'a> Line<'a> {
    fn of(m: &'a Meeting) -> Self {
        let mut entries: Vec<Entry> = m
            .waiting
            .iter()
            .map(|id| (*id, &m.hands[id]))
            .filter(|(_, hand)| hand.kind != HandKind::PointOfOrder || hand.admitted_ms.is_some())
            .map(|(id, hand)| Entry { id, hand, overtaken: hand.overtaken, newcomer: m.is_newcomer(hand) })
            .collect();
        entries.sort_by_key(|e| (e.hand.stand, e.id));
        Line { entries }
    }

    /// Takes a hand out; those of its line whom it overtook as a newcomer are counted.
    fn take(&mut self, m: &Meeting, id: HandId) {
        let Some(at) = self.entries.iter().position(|e| e.id == id) else { return };
        let taken = self.entries.remove(at);
        if !m.settings.newcomers_first || !taken.newcomer {
            return;
        }
        for e in &mut self.entries[..at] {
            if !e.newcomer && same_line(m, e.hand, taken.hand) {
                e.overtaken += 1;
            }
        }
    }
}

fn same_line(m: &Meeting, a: &Hand, b: &Hand) -> bool {
    m.settings.preset == Preset::SingleLine
        || (a.mic == b.mic && a.place.is_remote() == b.place.is_remote() && (!a.place.is_remote() || hub(a) == hub(b)))
}

fn pick(m: &Meeting, rotation: &Rotation, line: &Line) -> Option<Placed> {
    let mut able: Vec<&Entry> = line.entries.iter().filter(|e| e.hand.not_before_call <= rotation.calls).collect();
    if able.is_empty() {
        // Whoever was passed over is called all the same when nobody else waits.
        able = line.entries.iter().collect();
    }
    if let Some(e) = able.iter().filter(|e| e.hand.admitted_ms.is_some()).min_by_key(|e| (e.hand.admitted_ms, e.id)) {
        return Some(Placed { hand: e.id, reasons: vec![Reason::PointOfOrder] });
    }
    let anchors = anchors(m);
    let attached = |e: &&&Entry| {
        matches!(e.hand.kind, HandKind::DirectReply | HandKind::FollowUp | HandKind::Clarification)
            && e.hand.to_turn.is_some_and(|t| anchors.contains(&t))
    };
    if let Some(e) = able.iter().find(attached) {
        return Some(Placed { hand: e.id, reasons: vec![Reason::Attached] });
    }
    let mut reasons = Vec::new();
    let lane = match m.settings.preset {
        Preset::SingleLine => {
            reasons.push(Reason::FirstRaised);
            able
        }
        Preset::EqualFooting => {
            let lane = due_lane(m, rotation, able, &mut reasons, |lane, _| lane.due.max(rotation.clock));
            within(rotation, lane, &mut reasons)
        }
        Preset::SpeakingTime => {
            let lane = due_lane(m, rotation, able, &mut reasons, |lane, weight| {
                (lane.had_ms / i64::from(weight)).max(rotation.time_clock_ms).unsigned_abs()
            });
            within(rotation, lane, &mut reasons)
        }
        Preset::Netmundial => due_slot(m, rotation, able, &mut reasons),
    };
    let first = first_of_line(m, &lane, &mut reasons)?;
    if first.hand.skipped {
        reasons.push(Reason::Skipped);
    }
    Some(Placed { hand: first.id, reasons })
}

/// The turns to which a reply may attach: the one on the floor, also while a point of order interrupts it, and the last
/// one that was called or presented. A reply keeps the turn that it replies to open for the next reply.
fn anchors(m: &Meeting) -> Vec<TurnId> {
    let speech = |t: &&Turn| {
        matches!(t.kind, TurnKind::Called | TurnKind::Presenter) && t.hand_kind != Some(HandKind::PointOfOrder)
    };
    let last = m.turns.iter().rev().find(|(_, t)| speech(t)).map(|(id, _)| *id);
    let mut anchors = Vec::new();
    for mut turn in [m.floor.turn, m.floor.interrupted, last].into_iter().flatten() {
        anchors.push(turn);
        while let Some(to) = m.turns.get(&turn).and_then(|t| t.to_turn).filter(|to| *to < turn) {
            anchors.push(to);
            turn = to;
        }
    }
    anchors
}

/// The hands of the microphone that is due: least due time, and of equals the next in the rotation.
fn due_lane<'a, 'b>(
    m: &Meeting,
    rotation: &Rotation,
    able: Vec<&'b Entry<'a>>,
    reasons: &mut Vec<Reason>,
    due: impl Fn(&Lane, u32) -> u64,
) -> Vec<&'b Entry<'a>> {
    let lanes = m.lanes();
    let start =
        rotation.last.as_ref().and_then(|last| lanes.iter().position(|key| *key == last)).map_or(0, |at| at + 1);
    let none = Lane::default();
    let mut waiting: Vec<&Key> = lanes.iter().copied().filter(|key| able.iter().any(|e| e.hand.mic == **key)).collect();
    let several = waiting.len() > 1;
    waiting.sort_by_key(|key| {
        let at = lanes.iter().position(|k| k == key).unwrap_or_default();
        let weight = m.microphones[*key].weight.max(1);
        (due(rotation.lanes.get(*key).unwrap_or(&none), weight), (at + lanes.len() - start) % lanes.len())
    });
    let Some(chosen) = waiting.first() else { return Vec::new() };
    reasons.push(match (several, m.settings.preset) {
        (false, _) => Reason::OnlyMicrophone,
        (true, Preset::SpeakingTime) => Reason::LeastTime,
        (true, _) => Reason::MicrophoneDue,
    });
    able.into_iter().filter(|e| e.hand.mic == **chosen).collect()
}

/// Within a microphone: the room and the remote side take turns while both wait.
fn within<'a, 'b>(rotation: &Rotation, lane: Vec<&'b Entry<'a>>, reasons: &mut Vec<Reason>) -> Vec<&'b Entry<'a>> {
    let Some(first) = lane.first() else { return lane };
    let had = rotation.lanes.get(&first.hand.mic).cloned().unwrap_or_default();
    let (remote, room): (Vec<&Entry>, Vec<&Entry>) = lane.iter().copied().partition(|e| e.hand.place.is_remote());
    let remote_is_due = match (remote.is_empty(), room.is_empty(), had.last_remote) {
        (true, _, _) => false,
        (_, true, _) => true,
        (_, _, Some(last_remote)) => {
            reasons.push(if last_remote { Reason::RoomDue } else { Reason::RemoteDue });
            !last_remote
        }
        (_, _, None) => {
            reasons.push(Reason::FirstRaised);
            first.hand.place.is_remote()
        }
    };
    if remote_is_due { rotate_remote(&had, remote, reasons) } else { room }
}

/// On the remote side regions rotate, then the hubs of a region; a region's people online count
/// together as one hub. Least recently called first, and of equals who raised first.
fn rotate_remote<'a, 'b>(had: &Lane, remote: Vec<&'b Entry<'a>>, reasons: &mut Vec<Reason>) -> Vec<&'b Entry<'a>> {
    let mut chosen = remote;
    for (key, seen, reason) in [
        (region as fn(&Hand) -> String, &had.regions, Reason::RegionDue),
        (hub as fn(&Hand) -> String, &had.hubs, Reason::HubDue),
    ] {
        let Some(first) = chosen
            .iter()
            .min_by_key(|e| (seen.get(&key(e.hand)).copied().unwrap_or(0), e.hand.stand, e.id))
            .map(|e| key(e.hand))
        else {
            return chosen;
        };
        let all = chosen.len();
        let several = chosen.iter().any(|e| key(e.hand) != first);
        chosen.retain(|e| key(e.hand) == first);
        if several && all > chosen.len() {
            reasons.push(reason);
        }
    }
    chosen
}

/// `netmundial`: rounds of the microphones once each, the remote side twice. An empty slot is
/// passed over.
fn due_slot<'a, 'b>(
    m: &Meeting,
    rotation: &Rotation,
    able: Vec<&'b Entry<'a>>,
    reasons: &mut Vec<Reason>,
) -> Vec<&'b Entry<'a>> {
    let slots = slots(m);
    let start = rotation.slot.map_or(0, |s| s as usize + 1);
    for k in 0..slots.len() {
        match &slots[(start + k) % slots.len()] {
            Some(mic) => {
                let room: Vec<&Entry> =
                    able.iter().copied().filter(|e| !e.hand.place.is_remote() && e.hand.mic == *mic).collect();
                if !room.is_empty() {
                    reasons.push(Reason::MicrophoneDue);
                    return room;
                }
            }
            None => {
                let remote: Vec<&Entry> = able.iter().copied().filter(|e| e.hand.place.is_remote()).collect();
                if !remote.is_empty() {
                    reasons.push(Reason::RemoteSlot);
                    return rotate_remote(&rotation.remote, remote, reasons);
                }
            }
        }
    }
    able
}

/// The slots of a round: `None` is the remote side's.
fn slots(m: &Meeting) -> Vec<Option<Key>> {
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

/// The first of a line: who raised first, but whoever has not spoken on this item goes before those
/// who have, until so many have overtaken as the cap says. Where a steward set the line as people
/// stand, it stays so.
fn first_of_line<'a, 'b>(m: &Meeting, line: &[&'b Entry<'a>], reasons: &mut Vec<Reason>) -> Option<&'b Entry<'a>> {
    let first = *line.first()?;
    if line.iter().any(|e| e.hand.moved) {
        reasons.push(Reason::AsTheyStand);
        return Some(first);
    }
    if !m.settings.newcomers_first || first.newcomer {
        return Some(first);
    }
    let Some(new) = line.iter().position(|e| e.newcomer) else { return Some(first) };
    if line[..new].iter().any(|e| e.overtaken >= m.settings.newcomer_cap) {
        reasons.push(Reason::NewcomerCap);
        return Some(first);
    }
    reasons.push(Reason::Newcomer);
    Some(line[new])
}

fn region(hand: &Hand) -> String {
    hand.region.as_ref().map_or_else(String::new, Key::to_string)
}

fn hub(hand: &Hand) -> String {
    match hand.place {
        Place::Online => format!("online/{}", region(hand)),
        place => place.to_string(),
    }
}
