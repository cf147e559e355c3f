//! Anybody, anywhere, anything: parts of random commands, mostly of what there is.

use meeting::Meeting;
use protocol::{
    Command, Delivery, HandId, HandKind, HubId, ItemId, Key, NameShown, PersonId, Place, PollId, PollSetId, TurnId,
    queue_command::Raise, setup_command::*,
};

use crate::{dice::Dice, world::*};

const NAMES: [&str; 8] = ["Ana", "Bo", "José Núñez", "jose nunez", "林晓岚", "", "یوسف", "a\u{202e}b"];
/// Languages, one of them none.
pub const LANGUAGES: [&str; 5] = ["en", "pt-BR", "zh-Hant", "?", "es"];

pub fn a_join(m: &Meeting, d: &mut Dice) -> Command {
    let profile = Profile { name: Some(a_name(d)), place: None, ..a_profile(m, d) };
    Command::Join(Join { profile, secret_sha256: secret(m.last.link + 1) })
}

pub fn a_raise(m: &Meeting, d: &mut Dice) -> Raise {
    let person = if d.one_in(2) { Some(a_person(m, d)) } else { None };
    let delivery = d.maybe(|d| d.pick(Delivery::ALL));
    Raise {
        person,
        name: if person.is_none() { d.maybe(a_name) } else { None },
        place: d.maybe(|d| a_place(m, d)),
        microphone: d.one_in(2).then(|| a_mic(m, d)),
        kind: d.maybe(|d| d.pick(HandKind::ALL)),
        delivery,
        language: d.maybe(|d| d.pick(&LANGUAGES).to_owned()),
        topic: d.maybe(a_name),
        text: (delivery == Some(Delivery::Written)).then(|| "We agree.".to_owned()),
        to_turn: d.one_in(9).then(|| a_turn(m, d)),
        confirmed: d.one_in(6),
    }
}

pub fn a_profile(m: &Meeting, d: &mut Dice) -> Profile {
    Profile {
        name: d.maybe(a_name),
        say: d.maybe(a_name),
        organisation: d.maybe(a_name),
        group: d.maybe(|d| a_mic(m, d)),
        region: d.maybe(|d| a_region(m, d)),
        place: d.maybe(|d| a_place(m, d)),
        languages: d.maybe(|d| vec![d.pick(&LANGUAGES).to_owned()]),
        name_shown: d.maybe(|d| d.pick(NameShown::ALL)),
        interests: d.maybe(a_name),
        ..Profile::default()
    }
}

pub fn a_name(d: &mut Dice) -> String {
    let name = d.pick(&NAMES);
    if d.one_in(2) { format!("Person {}", d.below(500)) } else { name.to_owned() }
}

pub fn a_person(m: &Meeting, d: &mut Dice) -> PersonId {
    d.some(m.people.keys().copied(), PersonId(9_999))
}

pub fn a_hub(m: &Meeting, d: &mut Dice) -> HubId {
    d.some(m.hubs.keys().copied(), HubId(9_999))
}

pub fn a_hand(m: &Meeting, d: &mut Dice) -> HandId {
    let any = HandId(d.upto(m.last.hand + 1));
    d.some(m.waiting.iter().copied(), any)
}

pub fn a_point(m: &Meeting, d: &mut Dice) -> HandId {
    let any = a_hand(m, d);
    d.some(m.waiting.iter().copied().filter(|id| m.hands[id].kind == HandKind::PointOfOrder), any)
}

pub fn a_turn(m: &Meeting, d: &mut Dice) -> TurnId {
    let any = TurnId(d.upto(m.last.turn + 1));
    d.some(m.floor.turn.into_iter(), any)
}

pub fn an_item(m: &Meeting, d: &mut Dice) -> ItemId {
    d.some(m.items.keys().copied(), ItemId(9_999))
}

pub fn a_poll(m: &Meeting, d: &mut Dice) -> PollId {
    d.some(m.polls.keys().copied(), PollId(9_999))
}

pub fn a_set(m: &Meeting, d: &mut Dice) -> PollSetId {
    d.some(m.poll_sets.keys().copied(), PollSetId(9_999))
}

pub fn a_mic(m: &Meeting, d: &mut Dice) -> Key {
    d.some(m.microphones.keys().cloned(), key("nobody"))
}

pub fn a_region(m: &Meeting, d: &mut Dice) -> Key {
    d.some(m.regions.iter().map(|r| r.key.clone()), key("mars"))
}

pub fn a_place(m: &Meeting, d: &mut Dice) -> Place {
    match d.below(4) {
        0 => Place::Room,
        1 => Place::Online,
        _ => Place::Hub(a_hub(m, d)),
    }
}
