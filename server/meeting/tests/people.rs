//! The roster and its links: who may add, change, confirm and remove whom, and who gets in.

#![allow(clippy::unwrap_used, reason = "a test that unwraps says where it fails")]

mod world;

use meeting::Actor;
use protocol::{
    Command, HubId, LinkId, PersonId, Place, RefusalCode as Code, Role, command::Nothing, floor_command::*,
    queue_command::Raise, setup_command::*,
};
use world::*;

const NAIROBI: Place = Place::Hub(HubId(1));

fn nobody() -> Profile {
    Profile::default()
}

fn add(profile: Profile) -> Command {
    Command::SetPerson(SetPerson { person: None, profile })
}

fn remove(person: PersonId) -> Command {
    Command::RemovePerson(RemovePerson { person })
}

fn confirm(person: PersonId) -> Command {
    Command::ConfirmPerson(ConfirmPerson { person })
}

fn revoke(link: u32) -> Command {
    Command::RevokeLink(RevokeLink { link: LinkId(link) })
}

fn raise() -> Command {
    Command::Raise(Raise { microphone: Some(key("civil-society")), ..Raise::default() })
}

fn name_of(w: &World, person: u32) -> &str {
    w.m.name_of(PersonId(person))
}

#[test]
fn what_a_change_does_not_say_stays_and_empty_goes() {
    let mut w = World::running();
    let full = Profile {
        name: Some("Ana".into()),
        say: Some("AH-na".into()),
        title: Some("Minister".into()),
        organisation: Some("Uruguay".into()),
        group: Some(key("government")),
        region: Some(key("latin-america")),
        place: Some(Place::Room),
        languages: Some(vec!["es".into(), "en".into()]),
        name_shown: None,
        call_name: Some("UY-1".into()),
        interests: None,
    };
    w.organiser(add(full));
    let ana = PersonId(1);
    let before = w.m.people[&ana].clone();
    w.role(Role::Steward, set_person(ana, Profile { title: Some(String::new()), place: Some(NAIROBI), ..nobody() }));
    let after = &w.m.people[&ana];
    assert_eq!((after.title.clone(), after.place), (None, Some(NAIROBI)));
    assert_eq!((&after.name, &after.say, &after.group), (&before.name, &before.say, &before.group));
    assert!(after.confirmed);
    let record = w.log.concat();
    assert!(!String::from_utf8_lossy(&record).contains("Uruguay"), "no personal value in the record");
    assert_eq!(w.replayed(), w.m);
}

#[test]
fn profiles_are_checked_field_by_field() {
    let mut w = World::running();
    let mut bad = |profile: Profile, field: &str, words: &str| {
        w.organiser(add(profile)).refused_field(field, words);
    };
    bad(nobody(), "name", "is missing");
    bad(named(""), "name", "is empty");
    bad(named(&"x".repeat(41)), "name", "40 characters");
    bad(Profile { say: Some("x".repeat(61)), ..named("Ana") }, "say", "60 characters");
    bad(Profile { title: Some("x".repeat(61)), ..named("Ana") }, "title", "60 characters");
    bad(Profile { organisation: Some("x".repeat(121)), ..named("Ana") }, "organisation", "120 characters");
    bad(Profile { call_name: Some("\u{200b}".into()), ..named("Ana") }, "call_name", "invisible");
    bad(Profile { group: Some(key("pirates")), ..named("Ana") }, "group", "there is no group pirates");
    bad(Profile { region: Some(key("mars")), ..named("Ana") }, "region", "there is no region mars");
    bad(Profile { place: Some(Place::Hub(HubId(9))), ..named("Ana") }, "hub", "there is no hub 9");
    bad(Profile { languages: Some(vec!["?".into()]), ..named("Ana") }, "languages", "not a language tag");
    let many = ["ar", "zh", "en", "fr", "pt", "ru", "es"].map(String::from).to_vec();
    bad(Profile { languages: Some(many), ..named("Ana") }, "languages", "more than 6");
    w.organiser(set_person(PersonId(7), named("Ana"))).refused(Code::NotFound);
}

#[test]
fn a_roster_comes_in_whole_or_not_at_all() {
    let mut w = World::running();
    let people = |names: &[&str]| {
        let entry = |name: &&str| SetPerson { person: None, profile: named(name) };
        Command::SetPeople(SetPeople { people: names.iter().map(entry).collect() })
    };
    w.organiser(people(&["Ana", "Bo", "Cy", ""])).refused_field("people[3].name", "people[3].name is empty");
    assert!(w.m.people.is_empty());
    w.organiser(people(&[])).refused_field("people", "is empty");
    w.organiser(people(&["Ana", "Bo"]));
    assert_eq!((name_of(&w, 1), name_of(&w, 2)), ("Ana", "Bo"));
    let twice = vec![SetPerson { person: Some(PersonId(1)), profile: named("Ana B") }; 2];
    w.organiser(Command::SetPeople(SetPeople { people: twice })).refused_field("people[1].person", "twice");
    let lost = vec![SetPerson { person: Some(PersonId(8)), profile: named("X") }];
    w.organiser(Command::SetPeople(SetPeople { people: lost })).refused(Code::NotFound);
    w.role(Role::Steward, people(&["Cy"])).refused(Code::NotYourRole);
    let too_many: Vec<_> = (0..20_001).map(|n| format!("P{n}")).collect();
    let too_many: Vec<_> = too_many.iter().map(String::as_str).collect();
    w.organiser(people(&too_many)).refused(Code::TooMany);
}

#[test]
fn a_hub_operator_keeps_the_list_of_the_own_hub() {
    let mut w = World::running();
    let nairobi = World::operator(1);
    w.by(&nairobi, add(named("Wanjiru")));
    assert_eq!(w.m.people[&PersonId(1)].place, Some(NAIROBI), "where else");
    let group = |g: &str| Profile { group: Some(key(g)), ..nobody() };
    w.by(&nairobi, set_person(PersonId(1), group("government")));
    w.by(&nairobi, set_person(PersonId(1), group("civil-society"))).refused_field("group", "fixed at registration");
    w.by(&World::operator(2), set_person(PersonId(1), named("Mine"))).refused(Code::NotYourPlace);
    w.by(&nairobi, set_person(PersonId(1), Profile { place: Some(Place::Room), ..nobody() }));
    w.refused(Code::NotYourPlace);
    let room = w.person("Ana", Profile { place: Some(Place::Room), ..nobody() });
    w.by(&nairobi, set_person(room, nobody())).refused(Code::NotYourPlace);
    let expected = w.person("Otieno", nobody());
    w.by(&nairobi, set_person(expected, nobody()));
    assert_eq!(w.m.people[&expected].place, Some(NAIROBI), "checked in");
    w.by(&nairobi, confirm(expected)).refused(Code::NotYourRole);
    w.by(&nairobi, remove(room)).refused(Code::NotYourPlace).by(&nairobi, remove(expected));
}

#[test]
fn who_joins_is_unconfirmed_and_a_look_alike_is_marked() {
    let mut w = World::running();
    w.person("José Núñez", nobody());
    let other = w.join("Bo");
    let twin = w.join("jose nunez");
    let (bo, twin) = (other.person().unwrap(), twin.person().unwrap());
    assert_eq!((w.m.people[&bo].confirmed, w.m.people[&bo].alike), (false, None));
    assert_eq!(w.m.people[&twin].alike, Some(PersonId(1)));
    assert_eq!(w.m.people[&twin].place, Some(Place::Room), "the place comes from the link");
    let shared = w.m.links.values().find(|l| l.role == Role::Participant && l.person.is_none()).unwrap();
    assert_eq!(shared.joined, 2);
    w.role(Role::Steward, confirm(twin));
    assert_eq!((w.m.people[&twin].confirmed, w.m.people[&twin].alike), (true, None));
    w.role(Role::Steward, confirm(twin)).refused(Code::MovedOn);
    w.role(Role::OnlineModerator, confirm(PersonId(99))).refused(Code::NotFound);
    assert_eq!(w.replayed(), w.m);
}

#[test]
fn joins_by_a_shared_link_leave_room_for_those_who_are_invited() {
    use protocol::limits::{LINKS, NOT_FOR_JOINS};
    let mut w = World::running();
    let shared = w.staff(Role::Participant);
    let link = w.m.links[&LinkId(1)].clone();
    let more = u32::try_from(LINKS - NOT_FOR_JOINS - 1 - w.m.links.len()).unwrap();
    let last = w.m.last.link;
    let of = |n: u32| meeting::meeting::Link { secret_sha256: secret(n + 100_000), ..link.clone() };
    w.m.links.extend((last + 1..=last + more).map(|n| (LinkId(n), of(n))));
    w.m.last.link += more;
    w.by(&shared, join("The last one", 77));
    assert_eq!(w.m.links.len(), LINKS - NOT_FOR_JOINS);
    w.by(&shared, join("One too many", 78)).refused(Code::TooMany);
    let person = w.m.people.keys().next_back().copied();
    let own = IssueLink {
        role: Role::Participant,
        place: None,
        person,
        label: None,
        microphone: None,
        unit: None,
        secret_sha256: secret(79),
    };
    w.organiser(Command::IssueLink(own));
    assert_eq!(w.m.links.len(), LINKS - NOT_FOR_JOINS + 1);
}

#[test]
fn joining_needs_a_shared_participant_link() {
    let mut w = World::running();
    let shared = w.staff(Role::Participant);
    let own = w.join("Ana");
    w.by(&own, join("Ana again", 77)).refused(Code::NotYourRole);
    w.role(Role::Steward, join("Steward", 77)).refused(Code::NotYourRole);
    w.by(&shared, join("", 77)).refused_field("name", "is empty");
    let elsewhere = Join { profile: Profile { place: Some(NAIROBI), ..named("Bo") }, secret_sha256: secret(77) };
    w.by(&shared, Command::Join(elsewhere)).refused_field("place", "comes from the link");
    let taken = w.m.links[&LinkId(1)].secret_sha256.clone();
    w.by(&shared, Command::Join(Join { profile: named("Bo"), secret_sha256: taken }))
        .refused_field("secret_sha256", "another link");
    w.by(&shared, Command::Join(Join { profile: named("Bo"), secret_sha256: "xyz".into() }));
    w.refused_field("secret_sha256", "64 hexadecimal digits");
    w.moderator(Command::OpenQueue(Nothing {})).by(&shared, raise()).refused(Code::NotYours);
    w.moderator(Command::EndMeeting(Nothing {})).by(&shared, join("Late", 78)).refused(Code::MeetingEnded);
}

#[test]
fn a_revoked_shared_link_takes_no_new_joins_and_keeps_those_who_joined() {
    let mut w = World::running();
    let shared = w.staff(Role::Participant);
    let Actor::Link { link, .. } = shared else { unreachable!() };
    let ana = w.join("Ana");
    w.organiser(revoke(link.0)).by(&shared, join("Bo", 77)).refused(Code::BadLink);
    w.moderator(Command::OpenQueue(Nothing {})).by(&ana, raise());
    assert_eq!(w.m.waiting.len(), 1);
    w.organiser(revoke(link.0)).refused(Code::MovedOn);
    w.organiser(revoke(999)).refused(Code::NotFound);
}

#[test]
fn a_participant_says_how_to_be_called_and_no_more() {
    let mut w = World::running();
    let (ana, shared) = (w.join("Ana"), w.staff(Role::Participant));
    let say = Profile { say: Some("AH-na".into()), languages: Some(vec!["es".into()]), ..nobody() };
    w.by(&ana, add(say.clone())).by(&ana, set_person(ana.person().unwrap(), say.clone()));
    assert_eq!(w.m.people.len(), 1);
    w.by(&ana, add(Profile { group: Some(key("government")), ..nobody() })).refused(Code::NotYourRole);
    w.by(&ana, add(named("Anna"))).refused(Code::NotYourRole);
    w.by(&ana, set_person(PersonId(9), say.clone())).refused(Code::NotYours);
    w.by(&shared, add(say)).refused(Code::NotYours);
    assert!(!w.m.people[&PersonId(1)].confirmed, "changing a profile confirms nobody");
}

#[test]
fn removing_a_person_lowers_the_hand_and_shuts_the_door() {
    let mut w = World::running();
    let ana = w.join("Ana");
    let person = ana.person().unwrap();
    w.moderator(Command::OpenQueue(Nothing {})).by(&ana, raise()).moderator(remove(person));
    assert_eq!(w.happened(), ["hand_lowered", "link_revoked", "person_removed"]);
    assert!(w.m.waiting.is_empty() && w.m.person(person).is_none());
    w.by(&ana, raise()).refused(Code::BadLink);
    w.organiser(remove(person)).refused(Code::NotFound);
    w.organiser(set_person(person, named("Ana"))).refused(Code::NotFound);
    w.moderator(Command::Undo(Undo::default()));
    assert_eq!(w.m.gate, protocol::QueueGate::Closed, "the removal cannot be undone; what was before it can");
    assert_eq!(w.replayed(), w.m);
}

#[test]
fn who_has_the_chair_hands_it_over_before_being_removed() {
    let mut w = World::running();
    let chair = w.person("Ms Chair", nobody());
    w.moderator(Command::HandOverChair(HandOverChair { person: Some(chair), name: None }));
    w.organiser(remove(chair)).refused_field("person", "has the chair");
    w.moderator(Command::HandOverChair(HandOverChair::default())).organiser(remove(chair));
}

#[test]
fn who_was_called_and_removed_does_not_come_back_by_undo() {
    let mut w = World::running();
    let ana = w.join("Ana");
    w.moderator(Command::OpenQueue(Nothing {})).by(&ana, raise()).moderator(Command::CallNext(CallNext::default()));
    w.organiser(remove(ana.person().unwrap()));
    w.moderator(Command::Undo(Undo::default())).refused(Code::CannotUndo);
}

#[test]
fn who_was_removed_does_not_get_the_chair_back_by_undo() {
    let mut w = World::running();
    let (first, second) = (w.person("First", nobody()), w.person("Second", nobody()));
    let chair = |person| Command::HandOverChair(HandOverChair { person: Some(person), name: None });
    w.moderator(chair(first)).moderator(chair(second)).organiser(remove(first));
    w.moderator(Command::Undo(Undo::default())).refused(Code::CannotUndo);
}

#[test]
fn removing_a_person_takes_no_staff_link_from_the_organiser() {
    let mut w = World::running();
    let (chief, ana) = (w.person("Chief", nobody()), w.person("Ana", nobody()));
    w.organiser(link(Role::Organiser, None, Some(chief))).organiser(link(Role::Producer, None, Some(ana)));
    for person in [chief, ana] {
        w.role(Role::Steward, remove(person)).refused(Code::NotYourRole);
        w.moderator(remove(person)).refused(Code::NotYourRole);
    }
    w.organiser(remove(ana)).organiser(revoke(1));
    let last = w.actor(protocol::LinkId(w.m.last.link - 1));
    w.by(&last, remove(chief)).refused_field("person", "last link of an organiser");
}

#[test]
fn links_are_the_organisers_and_a_participants_also_the_moderators() {
    let mut w = World::running();
    let ana = w.person("Ana", nobody());
    w.moderator(link(Role::Participant, None, Some(ana)));
    let anas = w.m.last.link;
    w.moderator(link(Role::Producer, None, None)).refused(Code::NotYourRole);
    w.role(Role::Steward, link(Role::Participant, Some(Place::Room), None)).refused(Code::NotYourRole);
    w.moderator(revoke(1)).refused(Code::NotYourRole).moderator(revoke(anas));
    w.organiser(revoke(1)).refused_field("link", "last one of an organiser");
}

#[test]
fn links_are_checked_field_by_field() {
    let mut w = World::running();
    let ana = w.person("Ana", nobody());
    w.organiser(link(Role::HubOperator, None, None)).refused_field("place", "for one hub");
    w.organiser(link(Role::HubOperator, Some(Place::Room), None)).refused_field("place", "for one hub");
    w.organiser(link(Role::HubOperator, Some(Place::Hub(HubId(9))), None)).refused(Code::NotFound);
    w.organiser(link(Role::Participant, None, None)).refused_field("place", "joins at a place");
    w.organiser(link(Role::Participant, Some(Place::Room), Some(ana))).refused_field("place", "leave it out");
    w.organiser(link(Role::Display, Some(Place::Room), None)).refused_field("place", "leave it out");
    w.organiser(link(Role::Participant, None, Some(PersonId(9)))).refused(Code::NotFound);
    let steward = |microphone: &str, role, label: &str| {
        let (microphone, label) = (Some(key(microphone)), Some(label.to_owned()));
        Command::IssueLink(IssueLink {
            role,
            place: None,
            person: None,
            label,
            microphone,
            unit: None,
            secret_sha256: secret(55),
        })
    };
    w.organiser(steward("nobody", Role::Steward, "")).refused_field("microphone", "there is no microphone nobody");
    w.organiser(steward("government", Role::Producer, "")).refused_field("microphone", "only for stewards");
    w.organiser(steward("government", Role::Steward, &"x".repeat(121))).refused_field("label", "120 characters");
    w.organiser(steward("government", Role::Steward, "microphone 2"));
    w.organiser(steward("government", Role::Steward, "again")).refused_field("secret_sha256", "another link");
    w.moderator(Command::EndMeeting(Nothing {})).organiser(link(Role::Organiser, None, None));
    w.refused_field("secret_sha256", "another link");
}
