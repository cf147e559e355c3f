//! What things are called in the record: names in place of numbers.

use meeting::meeting::{Meeting, Turn};
use protocol::{HandId, HubId, PersonId, Place, PollId, TurnId, TurnKind};

/// What stands where a value was forgotten.
pub const FORGOTTEN: &str = "(forgotten)";
/// Who spoke in a turn that nobody has identified.
pub const UNIDENTIFIED: &str = "Unidentified";

/// A person's name.
pub fn person(m: &Meeting, id: PersonId) -> String {
    match m.name_of(id) {
        "" => FORGOTTEN.to_owned(),
        name => name.to_owned(),
    }
}

/// A hub's name.
pub fn hub(m: &Meeting, id: HubId) -> String {
    m.hubs.get(&id).map_or_else(|| format!("hub {id}"), |hub| hub.name.clone())
}

/// A place: `room`, `online`, or the hub's name.
pub fn place(m: &Meeting, place: Place) -> String {
    match place {
        Place::Room => "room".to_owned(),
        Place::Online => "online".to_owned(),
        Place::Hub(id) => hub(m, id),
    }
}

/// The side of the floor: `room`, `hubs` or `online`.
pub fn side(place: Place) -> &'static str {
    match place {
        Place::Room => "room",
        Place::Online => "online",
        Place::Hub(_) => "hubs",
    }
}

/// Whose hand it is.
pub fn hand(m: &Meeting, id: HandId) -> String {
    match m.hands.get(&id) {
        Some(hand) => match hand.person {
            Some(id) => person(m, id),
            None => format!("unnamed, {}", place(m, hand.place)),
        },
        None => format!("hand {id}"),
    }
}

/// Who held the floor in a turn.
pub fn speaker(m: &Meeting, turn: &Turn) -> String {
    match (turn.person, turn.place) {
        (Some(id), _) => person(m, id),
        (None, Some(from)) if turn.kind == TurnKind::Called => format!("unnamed, {}", place(m, from)),
        (None, _) => UNIDENTIFIED.to_owned(),
    }
}

/// The place of a turn among all turns, from 1.
pub fn ordinal(m: &Meeting, id: TurnId) -> usize {
    m.turns.range(..=id).count()
}

/// A question's short title.
pub fn poll(m: &Meeting, id: PollId) -> String {
    m.polls.get(&id).map_or_else(|| format!("question {id}"), |poll| poll.short.clone())
}

/// A region's or group's name, or its key where it has none.
pub fn unit(m: &Meeting, key: &protocol::Key) -> String {
    let region = m.regions.iter().find(|region| &region.key == key).map(|region| region.name.clone());
    let microphone = || m.microphones.get(key).map(|microphone| microphone.name.clone());
    region.or_else(microphone).unwrap_or_else(|| key.to_string())
}
