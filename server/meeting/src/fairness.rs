//! The floor's mirror: how the floor has in fact been shared. Definitions, sources and limits of
//! each measure are in docs/statistics.md.
//!
//! A mirror looks back from the last moment at which a turn began or ended (from the end of the
//! meeting, once it is over), so that it changes with the floor and not with every hand. Only
//! called turns enter it; their time is the speaking time of those that have ended. Hands that
//! were not called count with the time that they have waited so far: who gave up, or was never
//! heard, must not make the waits look short.

mod formulas;
mod gap;
mod seen;
mod sums;

use std::collections::{BTreeMap, BTreeSet};

use protocol::{HandId, HandKind, HandState, HubId, Key, Ms, OverrideReason, PersonId, Phase, TurnKind};
use serde::Serialize;

pub use formulas::{gini, half_by, jain, median};
pub use gap::Gap;
use seen::{Asked, Seen};
use sums::Sums;

use crate::{
    Event, Fact, Meeting,
    meeting::{Hand, Turn},
};

/// Moments that only the mirror needs, all on the meeting's clock.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Times {
    /// When each hand that was lowered, or cleared by a last word, left the queue.
    left_ms: BTreeMap<HandId, Ms>,
    /// Since when each person is on the roster.
    known_ms: BTreeMap<PersonId, Ms>,
    /// When the meeting ended.
    ended_ms: Option<Ms>,
}

impl Times {
    /// A person is on the roster since this moment, unless they were before.
    pub fn knows(&mut self, person: PersonId, at_ms: Ms) {
        self.known_ms.entry(person).or_insert(at_ms);
    }
}

/// How the floor has been shared.
#[derive(Clone, Debug, PartialEq)]
pub struct Mirror {
    /// The moment from which it looks back.
    pub as_of_ms: Ms,
    /// The whole meeting.
    pub all: Share,
    /// The room.
    pub room: Share,
    /// All hubs together.
    pub hubs: Share,
    /// People online on their own.
    pub online: Share,
    /// Each microphone.
    pub mics: BTreeMap<Key, MicShare>,
    /// Each region that asked or spoke; none: no region is known.
    pub regions: BTreeMap<Option<Key>, Share>,
    /// Each hub that asked or spoke.
    pub each_hub: BTreeMap<HubId, Share>,
    /// Jain's index over the microphones that were asked for, by time for weight: [1/n, 1].
    /// None for fewer than two of them, or before anybody has spoken.
    pub jain: Option<f64>,
    /// Over how many microphones that index goes.
    pub jain_of: u32,
    /// The furthest that one microphone got ahead of another while both waited. None where no two ever did.
    pub gap: Option<Gap>,
    /// The longest called turn that has ended.
    pub longest_turn_ms: Option<Ms>,
    /// Wait parity: the median wait of remote hands over that of room hands at the same microphone, averaged
    /// over the microphones by their hands. 1 is equal, above 1 the remote side waits longer. None where
    /// both sides asked at no microphone, or the room never waited.
    pub parity: Option<f64>,
    /// People and what they had.
    pub people: People,
    /// Calls out of turn, by reason.
    pub out_of_turn: BTreeMap<OverrideReason, u32>,
    /// Points of order raised.
    pub points_raised: u32,
    /// Points of order that were given the floor.
    pub points_called: u32,
    /// Direct replies, follow-ups and clarifications that had the floor.
    pub replies: u32,
}

/// What a side, microphone, region or hub asked for and had.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Share {
    /// Called turns, the one on the floor included.
    pub turns: u32,
    /// Speaking time of those that have ended.
    pub ms: Ms,
    /// Turns of people who spoke for the first time in the meeting.
    pub newcomers: u32,
    /// Its hands and how long they waited.
    pub waits: Waits,
}

/// Hands, and how long they waited.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Waits {
    /// Hands raised, of every kind.
    pub raised: u32,
    /// Of these, called.
    pub called: u32,
    /// Of these, lowered before they were called.
    pub lowered: u32,
    /// The median wait of the hands that stand in the line. Points of order and answers to a turn
    /// do not, and are left out. None where there are no hands.
    pub median_ms: Option<Ms>,
    /// The longest wait of these.
    pub longest_ms: Option<Ms>,
}

/// What a microphone asked for and had.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MicShare {
    /// All of it.
    pub share: Share,
    /// Its time for its weight: milliseconds divided by the weight.
    pub weighted_ms: f64,
    /// Its hands in the room.
    pub room: Waits,
    /// Its remote hands: hubs and online.
    pub remote: Waits,
    /// Wait parity at this microphone. None where one side raised no hand, or the room never waited.
    pub parity: Option<f64>,
}

/// People, the silent ones included.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct People {
    /// People on the roster, and those removed since who had spoken.
    pub known: u32,
    /// Of these, those who had a called turn.
    pub spoke: u32,
    /// Gini over their times. None before anybody has spoken.
    pub gini: Option<f64>,
    /// The least number of people who together had half of the time. None before anybody has spoken.
    pub half_by: Option<u32>,
    /// Called turns of people whom nobody has named: they are not in these figures.
    pub unnamed_turns: u32,
    /// Their time.
    pub unnamed_ms: Ms,
}

pub(crate) fn evolve(m: &mut Meeting, event: &Event) {
    let at_ms = event.at_ms;
    match &event.fact {
        Fact::HandLowered(e) => drop(m.times.left_ms.insert(e.hand, at_ms)),
        Fact::TurnBegan(e) if e.last_word => {
            let cleared = m.hands.iter().filter(|(_, hand)| hand.state == HandState::Cleared);
            for (id, _) in cleared {
                m.times.left_ms.entry(*id).or_insert(at_ms);
            }
        }
        Fact::PersonSet(e) => m.times.knows(e.person, at_ms),
        Fact::MeetingEnded(_) => m.times.ended_ms = Some(at_ms),
        Fact::Undone(_) => {
            let left = |id: &HandId| m.hands.get(id).map(|hand| hand.state);
            m.times.left_ms.retain(|id, _| matches!(left(id), Some(HandState::Lowered | HandState::Cleared)));
        }
        _ => {}
    }
}

/// Whose hand was not heard: those that a last word cleared and whose person has not been called since, and those that
/// were up when the meeting ended; in the order in which they came, one for each person.
pub fn not_heard(m: &Meeting) -> Vec<HandId> {
    let called = m.turns.values().filter(|turn| turn.kind == TurnKind::Called);
    let last_called: BTreeMap<PersonId, Ms> = called.filter_map(|turn| Some((turn.person?, turn.called_ms))).collect();
    let since = |hand: &Hand| hand.person.and_then(|person| last_called.get(&person)).copied();
    let mut not_heard: Vec<HandId> = Vec::new();
    let mut listed = BTreeSet::new();
    // The last hand of a person stands for the earlier ones.
    for (id, hand) in m.hands.iter().rev() {
        let unheard = match hand.state {
            HandState::Waiting => m.phase == Phase::Ended,
            HandState::Cleared => since(hand) < m.times.left_ms.get(id).copied(),
            HandState::Called | HandState::Lowered => false,
        };
        if unheard && hand.person.is_none_or(|person| listed.insert(person)) {
            not_heard.push(*id);
        }
    }
    not_heard.reverse();
    not_heard
}

/// The mirror; none before anybody has had the floor.
pub fn mirror(m: &Meeting) -> Option<Mirror> {
    let as_of_ms = as_of_ms(m)?;
    let seen = Seen::of(m, as_of_ms);
    let mut sums = Sums::default();
    for one in &seen.hands {
        sums.hand(one);
    }
    let mut spoke = BTreeSet::new();
    for turn in &seen.turns {
        let first = turn.person.is_some_and(|person| spoke.insert(person));
        sums.turn(m, turn, first);
    }
    let mics: BTreeMap<Key, MicShare> = sums.mics.into_iter().map(|(key, sum)| (key, sum.done())).collect();
    let asked = || mics.values().filter(|mic| mic.share.turns + mic.share.waits.raised > 0);
    let ended = seen.turns.iter().filter(|turn| turn.ended_ms.is_some());
    let point = |hand: &&Asked| hand.hand.kind == HandKind::PointOfOrder;
    let called_by = |kinds: &[HandKind]| number(seen.turns.iter().filter(|turn| is_of(turn, kinds)).count());
    Some(Mirror {
        as_of_ms,
        all: sums.all.done(),
        room: sums.room.done(),
        hubs: sums.hubs.done(),
        online: sums.online.done(),
        regions: sums.regions.into_iter().map(|(key, sum)| (key, sum.done())).collect(),
        each_hub: sums.each_hub.into_iter().map(|(hub, sum)| (hub, sum.done())).collect(),
        jain: jain(&asked().map(|mic| mic.weighted_ms).collect::<Vec<_>>()),
        jain_of: number(asked().count()),
        gap: gap::gap(m, &seen),
        longest_turn_ms: ended.map(|turn| turn.spoken_ms).max(),
        parity: parity(mics.values()),
        people: people(m, &seen),
        out_of_turn: sums.out_of_turn,
        points_raised: number(seen.hands.iter().filter(point).count()),
        points_called: called_by(&[HandKind::PointOfOrder]),
        replies: called_by(&[HandKind::DirectReply, HandKind::FollowUp, HandKind::Clarification]),
        mics,
    })
}

/// The last moment at which the floor changed hands.
fn as_of_ms(m: &Meeting) -> Option<Ms> {
    let of_turns = m.turns.values().flat_map(|turn| [Some(turn.called_ms), turn.ended_ms]).flatten().max();
    of_turns.map(|at_ms| m.times.ended_ms.unwrap_or(at_ms))
}

fn people(m: &Meeting, seen: &Seen) -> People {
    let mut times: BTreeMap<PersonId, u64> = BTreeMap::new();
    let known = m
        .people
        .iter()
        .filter(|(id, person)| !person.removed && m.times.known_ms.get(id).is_none_or(|at_ms| *at_ms < seen.as_of_ms));
    times.extend(known.map(|(id, _)| (*id, 0)));
    let mut spoke = BTreeSet::new();
    let mut people = People::default();
    for turn in &seen.turns {
        match turn.person {
            Some(person) => {
                spoke.insert(person);
                *times.entry(person).or_default() += u64::try_from(time_ms(turn)).unwrap_or(0);
            }
            None => {
                people.unnamed_turns += 1;
                people.unnamed_ms += time_ms(turn);
            }
        }
    }
    let times: Vec<u64> = times.into_values().collect();
    People {
        known: number(times.len()),
        spoke: number(spoke.len()),
        gini: gini(&times),
        half_by: half_by(&times),
        ..people
    }
}

/// Wait parity of the whole: remote and room medians, each averaged over the microphones at which both sides asked, by
/// the number of their hands. So a microphone with long waits for everybody says nothing about sides.
fn parity<'a>(mics: impl Iterator<Item = &'a MicShare>) -> Option<f64> {
    let (mut remote, mut room) = (0, 0);
    for mic in mics {
        if let (Some(remote_ms), Some(room_ms)) = (mic.remote.median_ms, mic.room.median_ms) {
            let hands = Ms::from(mic.remote.raised + mic.room.raised);
            remote += hands * remote_ms;
            room += hands * room_ms;
        }
    }
    ratio(Some(remote), Some(room))
}

fn ratio(part: Option<Ms>, of: Option<Ms>) -> Option<f64> {
    let (part, of) = (part?, of.filter(|of| *of > 0)?);
    Some(part as f64 / of as f64)
}

fn is_of(turn: &Turn, kinds: &[HandKind]) -> bool {
    turn.hand_kind.is_some_and(|kind| kinds.contains(&kind))
}

/// The time that a turn counts with: that of the turn on the floor counts once it has ended.
fn time_ms(turn: &Turn) -> Ms {
    turn.ended_ms.map_or(0, |_| turn.spoken_ms.max(0))
}

/// The time of a turn for the weight that its microphone had on the item. A microphone that was retired since counts
/// with weight 1.
fn for_weight(m: &Meeting, mic: &Key, turn: &Turn) -> f64 {
    let item = turn.item.and_then(|item| m.items.get(&item));
    let on_item = item.and_then(|item| item.shares.iter().find(|share| &share.microphone == mic)?.weight);
    let own = || m.microphones.get(mic).map(|mic| mic.weight);
    let weight = on_item.or_else(own).unwrap_or(1).max(1);
    time_ms(turn) as f64 / f64::from(weight)
}

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
