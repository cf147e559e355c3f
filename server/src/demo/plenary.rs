//! An invented plenary of the size and shape of NETmundial, made from a seed in the format of [`scenario`](super::scenario).
//!
//! Four microphones, thirty hubs in their time zones, eight hundred in the room and people online. Hands come faster
//! than they can be called, so that the queue never empties; hubs drop and come back; a set of questions is put every
//! ten minutes; now and then somebody raises a point of order. Nobody in it exists, and its title says so.

use super::course::Course;
use super::dice::Dice;
use super::invented::{self, Name};
use super::scenario::*;

/// How many people are in the room.
pub const IN_THE_ROOM: u32 = 800;
/// How many named people each hub has on its list.
const NAMED_IN_HUB: usize = 4;
/// How many people are online on their own.
const ONLINE: usize = 40;
/// How many of the room have their phone in the meeting, for hands and ballots.
const PHONES: usize = 48;
/// Limit of a called turn.
pub(super) const TURN_LIMIT_MS: u64 = 120_000;
/// A minute.
pub(super) const MINUTE_MS: u64 = 60_000;

const GROUPS: [(&str, &str); 4] = [
    ("government", "Government"),
    ("private-sector", "Private sector"),
    ("civil-society", "Civil society"),
    ("technical-academic", "Technical and academic community"),
];

const REGIONS: [(&str, &str); 5] = [
    ("africa", "Africa"),
    ("asia-pacific", "Asia, Australia and Pacific"),
    ("europe", "Europe"),
    ("latin-america", "Latin America and Caribbean"),
    ("north-america", "North America"),
];

/// City, country, region, time zone.
const HUBS: [(&str, &str, &str, &str); 30] = [
    ("Nairobi", "KE", "africa", "Africa/Nairobi"),
    ("Lagos", "NG", "africa", "Africa/Lagos"),
    ("Tunis", "TN", "africa", "Africa/Tunis"),
    ("Dakar", "SN", "africa", "Africa/Dakar"),
    ("Kinshasa", "CD", "africa", "Africa/Kinshasa"),
    ("Port Louis", "MU", "africa", "Indian/Mauritius"),
    ("Kathmandu", "NP", "asia-pacific", "Asia/Kathmandu"),
    ("Chennai", "IN", "asia-pacific", "Asia/Kolkata"),
    ("Jakarta", "ID", "asia-pacific", "Asia/Jakarta"),
    ("Yerevan", "AM", "asia-pacific", "Asia/Yerevan"),
    ("Apia", "WS", "asia-pacific", "Pacific/Apia"),
    ("Seoul", "KR", "asia-pacific", "Asia/Seoul"),
    ("Tbilisi", "GE", "europe", "Asia/Tbilisi"),
    ("Chișinău", "MD", "europe", "Europe/Chisinau"),
    ("Lisboa", "PT", "europe", "Europe/Lisbon"),
    ("Reykjavík", "IS", "europe", "Atlantic/Reykjavik"),
    ("Sarajevo", "BA", "europe", "Europe/Sarajevo"),
    ("Tallinn", "EE", "europe", "Europe/Tallinn"),
    ("Bogotá", "CO", "latin-america", "America/Bogota"),
    ("La Paz", "BO", "latin-america", "America/La_Paz"),
    ("Montevideo", "UY", "latin-america", "America/Montevideo"),
    ("Port of Spain", "TT", "latin-america", "America/Port_of_Spain"),
    ("Ciudad de México", "MX", "latin-america", "America/Mexico_City"),
    ("Manaus", "BR", "latin-america", "America/Manaus"),
    ("St. John’s", "CA", "north-america", "America/St_Johns"),
    ("Iqaluit", "CA", "north-america", "America/Iqaluit"),
    ("Winnipeg", "CA", "north-america", "America/Winnipeg"),
    ("San Francisco", "US", "north-america", "America/Los_Angeles"),
    ("Anchorage", "US", "north-america", "America/Anchorage"),
    ("New Orleans", "US", "north-america", "America/Chicago"),
];

/// The questions: id, short title, text.
pub(super) const QUESTIONS: [(&str, &str, &str); 4] = [
    ("issues", "Naming issues", "Every stakeholder group takes part when issues are named"),
    ("decisions", "Making decisions", "Every stakeholder group takes part when decisions are made"),
    ("hubs", "Hubs heard", "Remote hubs are heard as the room is"),
    ("record", "It changes something", "What is said here changes what is decided"),
];

/// A plenary that lasts so many minutes; the same seed gives the same plenary.
pub fn plenary(seed: u64, minutes: u32) -> Scenario {
    let mut dice = Dice::new(seed);
    let people = people(&mut dice);
    let lasts_ms = u64::from(minutes) * MINUTE_MS;
    let steps = Course::new(&people, lasts_ms, dice).steps();
    let pairs =
        |pairs: &[(&str, &str)]| pairs.iter().map(|(id, name)| ((*id).to_owned(), (*name).to_owned())).collect();
    let (groups, regions): (Vec<_>, Vec<_>) = (pairs(&GROUPS), pairs(&REGIONS));
    Scenario {
        format: FORMAT.to_owned(),
        key: "plenary".to_owned(),
        title: "Plenary on the future of Internet cooperation (simulated)".to_owned(),
        simulated: true,
        source: None,
        preset: "equal-footing".to_owned(),
        starts: "2014-04-23T09:30".to_owned(),
        time_zone: "America/Sao_Paulo".to_owned(),
        words_per_minute: 150,
        counting: None,
        calls_next: true,
        lasts_ms: Some(lasts_ms),
        turn_limit_ms: Some(TURN_LIMIT_MS),
        room_headcount: Some(IN_THE_ROOM),
        agenda: vec![
            Item { id: "principles".to_owned(), title: "Principles".to_owned() },
            Item { id: "roadmap".to_owned(), title: "Roadmap".to_owned() },
        ],
        regions: regions.into_iter().map(|(id, name)| Region { id, name }).collect(),
        microphones: groups.into_iter().map(|(id, name)| Microphone { id, name }).collect(),
        hubs: hubs(),
        people,
        question_set: Some(questions()),
        steps,
    }
}

fn hub_id(city: &str) -> String {
    let letters = city.to_lowercase().replace(['ș', 'ş'], "s").replace(['á', 'ă'], "a");
    let letters = letters.replace('é', "e").replace('í', "i").replace(' ', "-");
    letters.chars().filter(|c| c.is_ascii_lowercase() || *c == '-').collect()
}

/// The thirty hubs.
pub(super) fn hubs() -> Vec<Hub> {
    let hub = |(index, (city, country, region, time_zone)): (usize, &(&str, &str, &str, &str))| Hub {
        id: hub_id(city),
        name: (*city).to_owned(),
        city: (*city).to_owned(),
        country: (*country).to_owned(),
        region: (*region).to_owned(),
        time_zone: (*time_zone).to_owned(),
        headcount: 8 + (index as u32 * 7) % 33,
    };
    HUBS.iter().enumerate().map(hub).collect()
}

fn questions() -> QuestionSet {
    QuestionSet {
        title: "Equal footing, as felt today".to_owned(),
        method: Method::Ballots,
        scale: Scale {
            low: 1,
            high: 5,
            low_label: "not at all".to_owned(),
            high_label: "completely".to_owned(),
            polarity: Polarity::Unipolar,
        },
        quorum: None,
        questions: QUESTIONS
            .iter()
            .map(|(id, short, text)| Question {
                id: (*id).to_owned(),
                text: (*text).to_owned(),
                short: (*short).to_owned(),
            })
            .collect(),
    }
}

fn people(dice: &mut Dice) -> Vec<Person> {
    let mut people = Vec::new();
    let names = invented::names(dice);
    let mut names = names.into_iter();
    let mut add = |name: Name, place: &str, region: Option<&str>, connected: bool, dice: &mut Dice| {
        let group = GROUPS[people.len() % GROUPS.len()].0;
        people.push(Person {
            id: format!("p{}", people.len() + 1),
            name: name.name,
            say: name.say,
            organisation: Some(invented::delegation(group, dice)),
            region: Some(region.unwrap_or(dice.one(&REGIONS).0).to_owned()),
            group: Some(group.to_owned()),
            place: Some(place.to_owned()),
            languages: vec![name.language.to_owned()],
            connected,
            ..Person::default()
        });
    };
    for (city, _, region, _) in &HUBS {
        for name in names.by_ref().take(NAMED_IN_HUB) {
            add(name, &hub_id(city), Some(region), false, dice);
        }
    }
    for name in names.by_ref().take(ONLINE) {
        add(name, "online", None, true, dice);
    }
    for (index, name) in names.take(IN_THE_ROOM as usize).enumerate() {
        add(name, "room", None, index < PHONES, dice);
    }
    people
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::check::check;
    use super::*;

    #[test]
    fn it_has_the_size_and_shape_of_netmundial() {
        let plenary = plenary(1, 30);
        check(&plenary).expect("what is made is whole");
        assert!(plenary.simulated && plenary.title.contains("simulated"));
        assert_eq!((plenary.microphones.len(), plenary.hubs.len()), (4, 30));
        let zones: BTreeSet<&str> = plenary.hubs.iter().map(|hub| hub.time_zone.as_str()).collect();
        assert_eq!(zones.len(), 30, "each hub has its own clock");
        let at = |place: &str| plenary.people.iter().filter(|person| person.place.as_deref() == Some(place)).count();
        assert_eq!((at("room"), at("online"), at("nairobi")), (800, ONLINE, NAMED_IN_HUB));
        let names: BTreeSet<&str> = plenary.people.iter().map(|person| person.name.as_str()).collect();
        assert_eq!(names.len(), plenary.people.len(), "no two have the same name");
    }

    #[test]
    fn more_hands_are_raised_than_can_be_called() {
        let plenary = plenary(1, 30);
        let mut spoken_ms = 0;
        let mut waiting = 0;
        for step in &plenary.steps {
            if let (What::Hand(hand), Some(at_ms)) = (&step.what, step.at_ms) {
                spoken_ms += hand.speaks_ms.expect("every hand has a length");
                waiting += 1;
                assert!(waiting < 3 || spoken_ms > at_ms, "the queue would be empty at {at_ms} ms");
            }
        }
        let has = |test: fn(&What) -> bool| plenary.steps.iter().any(|step| test(&step.what));
        assert!(has(|what| matches!(what, What::Hand(hand) if hand.kind == HandKind::PointOfOrder)));
        assert!(has(|what| matches!(what, What::Link(link) if !link.up)));
        assert!(has(|what| matches!(what, What::Close(_))));
    }

    #[test]
    fn the_same_seed_gives_the_same_plenary() {
        assert_eq!(plenary(5, 10), plenary(5, 10));
        assert_ne!(plenary(5, 10).steps, plenary(6, 10).steps);
    }
}
