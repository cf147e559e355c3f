//! The heads of a place: the most that may be counted there, and how many have answered.

use std::collections::BTreeMap;

use protocol::{HubId, PersonId, Place, PollState, limits};

use crate::{
    Meeting,
    meeting::{Counted, Poll},
};

/// How many of a hub have answered, hands and ballots together, in the question that most of them
/// answered among those that still take answers. A headcount below it cannot be right.
pub fn answered_at(m: &Meeting, hub: HubId) -> u32 {
    let place = Place::Hub(hub);
    let open = m.polls.values().filter(|p| !matches!(p.state, PollState::Draft | PollState::Closed));
    open.map(|p| hands_at(p, place).saturating_add(ballots_at(p, place))).max().unwrap_or(0)
}

/// The heads that a place has for a question, as frozen when it opened.
pub(super) fn heads_of(m: &Meeting, poll: &Poll, place: Place) -> u32 {
    match place {
        Place::Hub(hub) => poll.heads.get(&hub).copied().unwrap_or(0),
        Place::Online => 0,
        Place::Room => poll.room.unwrap_or_else(|| of_room(m)),
    }
}

/// The heads that the room has if a question opens now: those on the roster who are there, or the greatest possible where the
/// roster knows nobody there.
pub(super) fn of_room(m: &Meeting) -> u32 {
    match in_room(m) {
        0 => limits::HEADS,
        there => there,
    }
}

/// All heads that may be counted if a question opens now: those of the hubs, and those of the room unless they answer by ballots
/// and are in the electorate anyway.
pub(super) fn all_heads(m: &Meeting, by_ballots: bool) -> u32 {
    let hubs = m.hubs.values().fold(0, |sum: u32, hub| sum.saturating_add(hub.heads));
    match (by_ballots, in_room(m)) {
        (_, 0) => hubs.saturating_add(limits::HEADS),
        (true, _) => hubs,
        (false, there) => hubs.saturating_add(there),
    }
}

fn in_room(m: &Meeting) -> u32 {
    let there = m.people.values().filter(|p| !p.removed && p.place == Some(Place::Room));
    u32::try_from(there.count()).unwrap_or(u32::MAX)
}

/// The ballots that people of a place have cast themselves. Asked for each ballot of a place that is
/// counted, too: so they are kept counted, and not walked.
pub(super) fn ballots_at(poll: &Poll, place: Place) -> u32 {
    poll.own_at.get(&place).copied().unwrap_or(0)
}

/// Where the ballots of a seat count, whoever casts the next one and wherever they are by then: at the place of the first. It
/// took a head there, which nobody else must take again; and it takes none at a place that was counted meanwhile.
pub(super) fn place_of(poll: &Poll, seat: PersonId) -> Option<Place> {
    let by_name = poll.ballots.get(&seat).map(|ballot| ballot.place);
    let secret = || poll.secret.as_ref()?.ballots.get(&seat).map(|ballot| ballot.place);
    by_name.or_else(secret).flatten()
}

/// Counts a ballot at its place, and not any more at that of the ballot that it replaces.
pub(super) fn moved(own_at: &mut BTreeMap<Place, u32>, from: Option<Place>, to: Option<Place>) {
    if let Some(n) = from.and_then(|place| own_at.get_mut(&place)) {
        *n = n.saturating_sub(1);
    }
    if let Some(place) = to {
        *own_at.entry(place).or_insert(0) += 1;
    }
    own_at.retain(|_, n| *n > 0);
}

/// [`Poll::own_at`], counted by walking all ballots: what it must be at every moment.
pub(crate) fn walked(poll: &Poll) -> BTreeMap<Place, u32> {
    let by_name = poll.ballots.values().map(|ballot| ballot.place);
    let secret = poll.secret.iter().flat_map(|kept| kept.ballots.values().map(|ballot| ballot.place));
    let mut found = BTreeMap::new();
    by_name.chain(secret).for_each(|place| moved(&mut found, None, place));
    found
}

/// The answers of a place that are nobody's by name: counted hands, or ballots on a device that is passed round.
pub(super) fn hands_at(poll: &Poll, place: Place) -> u32 {
    let passed = poll.secret.as_ref().map_or(0, |kept| kept.passed_at(place));
    poll.counted.get(&place).map_or(0, hands_of).saturating_add(passed)
}

/// All hands of a count, "no opinion" included.
pub(super) fn hands_of(counted: &Counted) -> u32 {
    total(&counted.hands, counted.no_opinion)
}

/// Hands and "no opinion" together; a sum beyond all bounds stays at the bound.
pub(super) fn total(hands: &[u32], no_opinion: u32) -> u32 {
    hands.iter().fold(no_opinion, |sum, n| sum.saturating_add(*n))
}
