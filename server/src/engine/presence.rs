//! Who is connected: counted here, outside the record.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard};

use meeting::{Actor, Meeting, rule};
use protocol::row::{LinkQualityRow, PresenceRow, ReachRow};
use protocol::{HandId, HubId, Ms, PersonId, Place, Role};

/// The most viewers of one meeting.
pub const VIEWERS_MAX: usize = 20_000;

/// Everybody who views a meeting now.
#[derive(Clone, Debug, Default)]
pub struct Presence {
    // A std Mutex, because nothing is awaited while it is held.
    seats: Arc<Mutex<Seats>>,
}

#[derive(Debug, Default)]
struct Seats {
    next: u64,
    taken: BTreeMap<u64, Present>,
}

#[derive(Debug)]
struct Present {
    role: Option<Role>,
    person: Option<PersonId>,
    place: Option<Place>,
    rtt_ms: Option<u32>,
}

/// A place among the viewers, until dropped.
#[derive(Debug)]
pub struct Seat {
    number: u64,
    seats: Arc<Mutex<Seats>>,
}

impl Presence {
    /// Seats a viewer; `place` is where the person of the link is. Nothing when the house is full.
    pub fn seat(&self, who: &Actor, place: Option<Place>) -> Option<Seat> {
        let mut seats = lock(&self.seats);
        if seats.taken.len() >= VIEWERS_MAX {
            return None;
        }
        let number = seats.next;
        seats.next += 1;
        seats.taken.insert(number, Present { role: who.role(), person: who.person(), place, rtt_ms: None });
        metrics::gauge!("evenfloor_viewers").increment(1.0);
        Some(Seat { number, seats: Arc::clone(&self.seats) })
    }

    /// The row `live/presence`.
    pub fn row(&self) -> PresenceRow {
        let seats = lock(&self.seats);
        let people = |place: Place| {
            let here = |p: &&Present| p.role == Some(Role::Participant) && p.place == Some(place);
            seats.taken.values().filter(here).count() as u32
        };
        let hubs: BTreeSet<_> = seats.taken.values().filter_map(Present::hub).collect();
        PresenceRow {
            room: people(Place::Room),
            hubs: hubs.len() as u32,
            online: people(Place::Online),
            watching: seats.taken.len() as u32,
        }
    }

    /// The hubs whose operator is connected, with the round trip of the operator's connection.
    pub fn hubs(&self) -> BTreeMap<HubId, Option<u32>> {
        lock(&self.seats).taken.values().filter_map(|p| p.hub().map(|hub| (hub, p.rtt_ms))).collect()
    }

    /// The row `live/reach`; none while everybody on deck who has a page of their own has it open.
    pub fn unreachable(&self, m: &Meeting) -> Option<ReachRow> {
        let seats = lock(&self.seats);
        let here = |person: PersonId| seats.taken.values().any(|p| p.person == Some(person));
        let has_link = |person: PersonId| m.links.values().any(|link| link.person == Some(person) && !link.revoked);
        let deck = rule::first(m, m.settings.on_deck as usize).into_iter().map(|placed| placed.hand);
        let lost = |hand: &HandId| m.hands[hand].person.is_some_and(|person| !here(person) && has_link(person));
        let unreachable: Vec<HandId> = deck.filter(lost).collect();
        (!unreachable.is_empty()).then_some(ReachRow { unreachable })
    }
}

impl Present {
    /// The hub, for its operator's page.
    fn hub(&self) -> Option<HubId> {
        match (self.role, self.place) {
            (Some(Role::HubOperator), Some(Place::Hub(hub))) => Some(hub),
            _ => None,
        }
    }
}

impl Seat {
    /// The round trip that was measured last, in real milliseconds.
    pub fn round_trip(&self, rtt_ms: u32) {
        if let Some(present) = lock(&self.seats).taken.get_mut(&self.number) {
            present.rtt_ms = Some(rtt_ms);
        }
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        lock(&self.seats).taken.remove(&self.number);
        metrics::gauge!("evenfloor_viewers").decrement(1.0);
    }
}

fn lock(seats: &Mutex<Seats>) -> MutexGuard<'_, Seats> {
    seats.lock().expect("nothing panics while the seats are locked")
}

/// Since when each hub has been connected or not: what the rows `live/hub/{hub}` are made from.
#[derive(Debug, Default)]
pub struct HubLinks {
    since: BTreeMap<HubId, (bool, Ms)>,
    seen: BTreeSet<HubId>,
}

impl HubLinks {
    /// The rows of all hubs of a meeting as of `now_ms`.
    pub fn rows(
        &mut self,
        hubs: impl Iterator<Item = HubId>,
        presence: &Presence,
        now_ms: Ms,
    ) -> Vec<(HubId, LinkQualityRow)> {
        let connected = presence.hubs();
        hubs.map(|hub| {
            let online = connected.contains_key(&hub);
            let since = self.since.entry(hub).or_insert((online, now_ms));
            if since.0 != online {
                *since = (online, now_ms);
            }
            let rtt_ms = connected.get(&hub).copied().flatten();
            if online {
                self.seen.insert(hub);
            }
            let was_here = self.seen.contains(&hub);
            (hub, LinkQualityRow { online, was_here, since_ms: since.1, rtt_ms })
        })
        .collect()
    }
}

#[cfg(test)]
mod tests {
    use protocol::LinkId;

    use super::*;

    fn actor(role: Role, place: Option<Place>, person: Option<u32>) -> Actor {
        Actor::Link { link: LinkId(1), role, person: person.map(PersonId), place, microphone: None, unit: None }
    }

    #[test]
    fn counts_those_who_are_there() {
        let presence = Presence::default();
        let nairobi = Place::Hub(HubId(3));
        let take = |role, place, person| presence.seat(&actor(role, Some(place), person), Some(place)).expect("room");
        let operator = take(Role::HubOperator, nairobi, None);
        let _second_page = take(Role::HubOperator, nairobi, None);
        let phone = take(Role::Participant, Place::Room, Some(7));
        let _home = take(Role::Participant, Place::Online, Some(8));
        assert_eq!(presence.row(), PresenceRow { room: 1, hubs: 1, online: 1, watching: 4 });
        drop(phone);
        assert_eq!(presence.row().room, 0);
        drop(operator);
        assert_eq!(presence.row().hubs, 1, "another page of the operator is still there");
    }

    #[test]
    fn tells_since_when_a_hub_is_there() {
        let presence = Presence::default();
        let mut links = HubLinks::default();
        let mut row = |now_ms| links.rows([HubId(3)].into_iter(), &presence, now_ms).remove(0).1;
        assert_eq!(row(10), LinkQualityRow { online: false, was_here: false, since_ms: 10, rtt_ms: None });
        let place = Some(Place::Hub(HubId(3)));
        let seat = presence.seat(&actor(Role::HubOperator, place, None), place).expect("room");
        assert_eq!(row(20), LinkQualityRow { online: true, was_here: true, since_ms: 20, rtt_ms: None });
        seat.round_trip(600);
        assert_eq!(row(30), LinkQualityRow { online: true, was_here: true, since_ms: 20, rtt_ms: Some(600) });
        drop(seat);
        assert_eq!(row(40), LinkQualityRow { online: false, was_here: true, since_ms: 40, rtt_ms: None });
    }
}
