//! The longest that a waiting hand can wait, if limits hold and no exceptions are made. Derived in docs/standing.md,
//! "The bound".
//!
//! It counts from the state as it is: what every lane has had is known, and the rule lets each of the others go before a
//! waiting hand only so often, whoever may still come. Exceptions are calls out of turn, replies, points of order, objections, lines set
//! by hand, held and pinned microphones, and changes of rule or agenda item.

use std::collections::{BTreeMap, BTreeSet};

use protocol::{HandId, HandKind, Key, Ms, Place, Preset};

use crate::{
    Meeting,
    meeting::Hand,
    rule::{
        charge::{same_line, slots},
        pick,
        rotation::{CALL, Lane, Rotation, at_the_call, hub, region},
    },
};

/// The bound of one hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Worst {
    /// At most so many turns are called before it. Absent under `speaking-time`, which bounds time only.
    pub turns: Option<u32>,
    /// At most so much speaking time passes before it, besides what the turn on the floor has left, in milliseconds.
    pub ms: Ms,
}

/// The bounds of all waiting hands. No bound is stated for a hand whose order is not final, which is passed over, or which
/// goes before the line; none either while its microphone is held or has a budget, or another one is pinned, nor for the
/// remote side where a hub has no region.
pub fn all(m: &Meeting) -> BTreeMap<HandId, Worst> {
    let world = World::of(m);
    world.standing.iter().filter_map(|id| Some((*id, world.worst(&m.hands[id], *id)?))).collect()
}

/// The bound of one hand.
pub fn of(m: &Meeting, id: HandId) -> Option<Worst> {
    let hand = m.hands.get(&id).filter(|_| m.waiting.contains(&id))?;
    World::of(m).worst(hand, id)
}

/// What the bounds go by.
struct World<'a> {
    m: &'a Meeting,
    standing: Vec<HandId>,
    rotation: Rotation,
    /// The longest turn.
    limit_ms: Ms,
}

impl<'a> World<'a> {
    fn of(m: &'a Meeting) -> Self {
        let consecutive = m.item.and_then(|i| m.items.get(&i)).is_some_and(|i| i.consecutive);
        let limit_ms = m.turn_limit_ms() * if consecutive { 2 } else { 1 };
        World { m, standing: pick::standing(m), rotation: at_the_call(m), limit_ms }
    }

    fn worst(&self, hand: &Hand, id: HandId) -> Option<Worst> {
        let m = self.m;
        let passed = hand.not_before_call > self.rotation.calls || hand.unready;
        let exceptional = matches!(hand.kind, HandKind::PointOfOrder | HandKind::Objection);
        let held = m.microphones.get(&hand.mic).is_none_or(|mic| mic.held);
        let pinned = m.pinned.as_ref().is_some_and(|pinned| *pinned != hand.mic);
        if !hand.settled || passed || exceptional || held || pinned || m.budget_ms(&hand.mic).is_some() {
            return None;
        }
        // People of several regions share the recency of such a hub, so it may go before a hand of their regions more than once.
        let vague = m.hubs.values().any(|hub| hub.region.is_none());
        if vague && hand.place.is_remote() && m.settings.preset != Preset::SingleLine {
            return None;
        }
        let in_line = self.in_line(hand, id);
        Some(match m.settings.preset {
            Preset::SingleLine => self.turns(in_line - 1),
            Preset::EqualFooting => self.turns(self.by_calls(hand, id, in_line)),
            Preset::SpeakingTime => Worst { turns: None, ms: self.by_time_ms(hand, id, in_line) },
            Preset::Netmundial => self.turns(self.by_slots(hand, id, in_line)),
        })
    }

    fn turns(&self, turns: u64) -> Worst {
        let turns = u32::try_from(turns).unwrap_or(u32::MAX);
        Worst { turns: Some(turns), ms: i64::from(turns) * self.limit_ms }
    }

    /// Which one it is in its line at the latest: those who stand before it, and the newcomers that may still overtake it.
    fn in_line(&self, hand: &Hand, id: HandId) -> u64 {
        let m = self.m;
        let ahead = self.before(id).filter(|other| same_line(m, other, hand)).count() as u64;
        let overtakable = m.settings.newcomers_first && !m.is_newcomer(hand);
        let may_overtake = if overtakable { m.settings.newcomer_cap.saturating_sub(hand.overtaken) } else { 0 };
        ahead + u64::from(may_overtake) + 1
    }

    /// The hands that stand before a hand.
    fn before(&self, id: HandId) -> impl Iterator<Item = &'a Hand> {
        let m = self.m;
        self.standing.iter().take_while(move |other| **other != id).map(move |other| &m.hands[other])
    }

    /// `equal-footing`: calls before the n-th of the line. Start-time fair queueing lets another microphone start once for each
    /// of its start tags up to that of the call.
    fn by_calls(&self, hand: &Hand, id: HandId, in_line: u64) -> u64 {
        let m = self.m;
        let calls = self.of_microphone(hand, id, in_line);
        let clock = self.rotation.clock;
        let step = |key: &Key| CALL / u64::from(m.weight(key));
        let tag = self.rotation.lane(&hand.mic).due.max(clock) + (calls - 1) * step(&hand.mic);
        let others = m.microphones.keys().filter(|key| **key != hand.mic).map(|key| {
            let first = self.rotation.lane(key).due.max(clock);
            if first <= tag { (tag - first) / step(key) + 1 } else { 0 }
        });
        calls - 1 + others.sum::<u64>()
    }

    /// `speaking-time`: the same with time for tags; a turn may begin at the last tag and take its whole limit.
    fn by_time_ms(&self, hand: &Hand, id: HandId, in_line: u64) -> Ms {
        let m = self.m;
        let before = i64::try_from(self.of_microphone(hand, id, in_line) - 1).unwrap_or(i64::MAX);
        let weight = |key: &Key| i64::from(m.weight(key));
        let clock = self.rotation.time_clock_ms;
        let own = (self.rotation.lane(&hand.mic).had_ms / weight(&hand.mic)).max(clock);
        let tag = own + before * (self.limit_ms / weight(&hand.mic) + 1);
        let others = m.microphones.keys().filter(|key| **key != hand.mic).map(|key| {
            // As it is, not as it will be when the turn on the floor ends: that turn may end early.
            let first = (m.rotation.lane(key).had_ms / weight(key)).max(clock);
            if first <= tag { (tag - first + 1) * weight(key) + self.limit_ms } else { 0 }
        });
        before * self.limit_ms + others.sum::<Ms>()
    }

    /// `netmundial`: calls before the n-th of the line, walking the slots of the rounds, all of them taken.
    fn by_slots(&self, hand: &Hand, id: HandId, in_line: u64) -> u64 {
        let slots = slots(self.m);
        let remote = hand.place.is_remote();
        let wanted = if remote { self.of_remote(&self.rotation.remote, hand, id, in_line) } else { in_line };
        let own = |slot: &Option<Key>| if remote { slot.is_none() } else { slot.as_ref() == Some(&hand.mic) };
        let each_round = slots.iter().filter(|slot| own(slot)).count() as u64;
        if each_round == 0 {
            return u64::from(u32::MAX);
        }
        let start = self.rotation.slot.map_or(0, |s| s as usize + 1) % slots.len();
        let rounds = (wanted - 1) / each_round;
        let mut left = wanted - rounds * each_round;
        let mut calls = rounds * slots.len() as u64;
        for k in 0..slots.len() {
            left -= u64::from(own(&slots[(start + k) % slots.len()]));
            if left == 0 {
                break;
            }
            calls += 1;
        }
        calls
    }

    /// Which call of its microphone is the hand's at the latest: the sides take turns.
    fn of_microphone(&self, hand: &Hand, id: HandId, in_line: u64) -> u64 {
        let had = self.rotation.lane(&hand.mic);
        let remote = hand.place.is_remote();
        let of_side = if remote { self.of_remote(&had, hand, id, in_line) } else { in_line };
        // Where neither side was called yet, whoever raised first goes first.
        let at_microphone = |other: &&Hand| other.mic == hand.mic && other.place.is_remote() != remote;
        let first = |id: HandId| !self.before(id).any(|other| at_microphone(&other));
        let due = had.last_remote.map_or_else(|| first(id), |last| last != remote);
        2 * of_side - u64::from(due)
    }

    /// Which call of the remote side is the hand's at the latest: each region goes once before this one goes again, and each
    /// hub of the region once before this hub.
    fn of_remote(&self, had: &Lane, hand: &Hand, id: HandId, in_line: u64) -> u64 {
        let own_region = region(hand);
        let (hubs, before) = self.others(&self.hubs_of(&own_region), &had.hubs, hub, hand, id);
        let of_region = before + 1 + (in_line - 1) * (hubs + 1);
        let (regions, before) = self.others(&self.regions(), &had.regions, region, hand, id);
        before + 1 + (of_region - 1) * (regions + 1)
    }

    /// Of all that may come: how many others there are, and how many of them go before the hand's own for the first time.
    fn others(
        &self,
        all: &BTreeSet<String>,
        seen: &BTreeMap<String, u32>,
        key: fn(&Hand) -> String,
        hand: &Hand,
        id: HandId,
    ) -> (u64, u64) {
        let own = key(hand);
        let last = |k: &String| seen.get(k).copied().unwrap_or(0);
        let ahead: BTreeSet<String> = self.before(id).filter(|other| other.place.is_remote()).map(key).collect();
        let others = all.iter().filter(|k| **k != own);
        // Of those never called, whoever raised first goes first.
        let before =
            others.clone().filter(|k| last(k) < last(&own) || (last(k) == 0 && last(&own) == 0 && ahead.contains(*k)));
        (others.count() as u64, before.count() as u64)
    }

    /// The hubs that may raise hands for a region, and its people online.
    fn hubs_of(&self, of: &str) -> BTreeSet<String> {
        let hubs = self.m.hubs.iter().filter(|(_, hub)| hub.region.as_ref().is_none_or(|r| r.as_str() == of));
        let mut all: BTreeSet<String> = hubs.map(|(id, _)| Place::Hub(*id).to_string()).collect();
        all.insert(format!("online/{of}"));
        all
    }

    /// The regions that the remote side may come from; people need not have said theirs.
    fn regions(&self) -> BTreeSet<String> {
        let named = self.m.regions.iter().map(|r| r.key.to_string());
        named.chain([String::new()]).collect()
    }
}
