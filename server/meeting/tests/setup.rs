//! Setting a meeting up: what is there from the start, what can be changed when and by whom, what is refused.

#![allow(clippy::unwrap_used, reason = "a test that unwraps says where it fails")]

mod world;

use meeting::{Actor, evolve, setup};
use protocol::{
    Command, HubId, Hue, ItemId, Phase, Place, Preset, RefusalCode as Code, Role, TurnKind, command::Nothing,
    floor_command::GiveFloor, floor_command::StartItem, poll_command::SetPoll, queue_command::Raise, setup_command::*,
};
use world::*;

const NOTHING: Nothing = Nothing {};

fn give_floor(name: &str) -> Command {
    let name = Some(name.to_owned());
    Command::GiveFloor(GiveFloor {
        kind: TurnKind::Chair,
        person: None,
        name,
        limit_ms: None,
        language: None,
        reason: None,
        to_turn: None,
        reply: None,
    })
}

fn raise_unnamed(place: Place, microphone: &str) -> Command {
    Command::Raise(Raise { place: Some(place), microphone: Some(key(microphone)), ..Raise::default() })
}

fn heads(hub: u32, heads: u32) -> Command {
    Command::SetHeadcount(SetHeadcount { hub: HubId(hub), heads })
}

fn regions(names: &[(&str, &str)]) -> Command {
    let regions = names.iter().map(|(k, name)| RegionName { key: key(k), name: (*name).to_owned() }).collect();
    Command::SetRegions(SetRegions { regions })
}

#[test]
fn a_new_meeting_has_four_microphones_five_regions_and_one_item() {
    let w = World::new();
    let letters: Vec<_> = w.m.lanes().into_iter().map(|k| (k.as_str(), w.m.microphones[k].letter.as_str())).collect();
    let four = [("government", "G"), ("private-sector", "P"), ("civil-society", "C"), ("technical-academic", "T")];
    assert_eq!(letters, four);
    assert_eq!(w.m.regions.len(), 5);
    assert_eq!((w.m.items.len(), w.m.phase), (1, Phase::Preparing));
    assert!(w.m.settings.newcomers_first);
    assert_eq!(w.replayed(), w.m);
}

#[test]
fn a_single_line_has_one_microphone_and_no_newcomers_first() {
    let w = World::of(Preset::SingleLine);
    assert_eq!(w.m.lanes(), [&key("floor")]);
    assert_eq!(w.m.microphones[&key("floor")].letter, "F");
    assert!(!w.m.settings.newcomers_first);
}

#[test]
fn a_bad_name_or_title_creates_nothing() {
    let mut w = World::new();
    for (name, title, field) in [("IGF 2027", "x", "meeting"), ("", "x", "meeting"), ("igf", " ", "title")] {
        let refusal = setup::create(name, title, &[], Preset::EqualFooting, false, w.moment()).unwrap_err();
        assert_eq!(refusal.field.as_deref(), Some(field), "{refusal}");
    }
}

#[test]
fn a_copy_takes_the_set_up_and_leaves_people_hands_and_record() {
    let mut w = World::running();
    w.organiser(Command::SetHub(SetHub { hub: Some(HubId(1)), operator: Some("Wanjiru".into()), ..SetHub::default() }));
    w.organiser(item("Closing")).organiser(Command::SetMicrophone(mic("youth", "Youth")));
    w.organiser(Command::SetMeeting(SetMeeting { public: Some(true), on_deck: Some(3), ..SetMeeting::default() }));
    w.moderator(Command::SetPoll(SetPoll { question: Some("Agreed?".into()), ..SetPoll::default() }));
    w.person("Ana", Profile::default());
    let mut copy = meeting::Meeting::default();
    let at = w.moment();
    for event in setup::copy(&w.m, "igf-2028", at.clone()).unwrap() {
        evolve(&mut copy, &event);
    }
    assert_eq!((copy.name.as_str(), copy.phase), ("igf-2028", Phase::Preparing));
    assert_eq!((&copy.settings, &copy.items, &copy.microphones), (&w.m.settings, &w.m.items, &w.m.microphones));
    assert_eq!((copy.hubs.len(), copy.polls.len(), copy.people.len(), copy.links.len()), (2, 1, 0, 0));
    assert_eq!(copy.hubs[&HubId(1)].heads, 0, "heads are counted on the day");
    let (operator, old) = (copy.hubs[&HubId(1)].operator.clone().unwrap(), w.m.hubs[&HubId(1)].operator.clone());
    assert_eq!(copy.vault.open(&operator), Some("Wanjiru"));
    assert_ne!(Some(operator), old, "the copy does not betray that it is the same person");
    assert!(setup::copy(&w.m, "No Name", at).is_err());
}

#[test]
fn the_organiser_sets_up_before_and_the_moderator_while_it_runs() {
    let mut w = World::new();
    w.organiser(item("Opening")).moderator(item("Debate")).refused(Code::NotRunning);
    w.moderator(Command::StartMeeting(NOTHING)).moderator(item("Debate"));
    assert_eq!(w.m.item, Some(ItemId(1)), "the first item is the current one from the start");
    w.role(Role::Steward, item("Mine")).refused(Code::NotYourRole);
    w.moderator(Command::StartMeeting(NOTHING)).refused(Code::MovedOn);
    w.moderator(Command::EndMeeting(NOTHING)).moderator(item("Late")).refused(Code::MeetingEnded);
    w.organiser(Command::EndMeeting(NOTHING)).refused(Code::MeetingEnded);
    w.organiser(Command::StartMeeting(NOTHING)).refused(Code::MeetingEnded);
}

#[test]
fn only_a_running_meeting_can_end_and_its_turn_ends_with_it() {
    let mut w = World::new();
    w.organiser(Command::EndMeeting(NOTHING)).refused(Code::NotRunning);
    w.organiser(Command::StartMeeting(NOTHING)).moderator(give_floor("Ms Chair"));
    w.moderator(Command::OpenQueue(NOTHING)).organiser(Command::EndMeeting(NOTHING));
    assert_eq!(w.happened(), ["turn_ended", "queue_closed", "meeting_ended"]);
    assert_eq!(w.m.floor.turn, None);
    assert_eq!(w.replayed(), w.m);
}

#[test]
fn after_the_end_only_what_the_public_sees_may_change() {
    let mut w = World::running();
    w.moderator(Command::EndMeeting(NOTHING));
    w.organiser(Command::SetMeeting(SetMeeting { public: Some(true), ..SetMeeting::default() }));
    w.organiser(Command::SetMeeting(SetMeeting { title: Some("Other".into()), ..SetMeeting::default() }));
    w.refused(Code::MeetingEnded);
}

#[test]
fn settings_are_checked_field_by_field() {
    let mut w = World::new();
    let set = |c: SetMeeting| Command::SetMeeting(c);
    let none = SetMeeting::default;
    w.organiser(set(none())).refused(Code::BadField);
    w.organiser(set(SetMeeting { title: Some("x".repeat(121)), ..none() })).refused_field("title", "120 characters");
    w.organiser(set(SetMeeting { title: Some("a\u{202e}b".into()), ..none() })).refused_field("title", "direction");
    w.organiser(set(SetMeeting { languages: Some(vec![]), ..none() })).refused_field("languages", "is empty");
    w.organiser(set(SetMeeting { languages: Some(vec!["x!".into()]), ..none() })).refused_field("languages", "not a");
    let twice = Some(vec!["es".into(), "ES".into()]);
    w.organiser(set(SetMeeting { languages: twice, ..none() })).refused_field("languages", "twice");
    let many = Some((0..21).map(|n| format!("aa-{n:02}x")).collect());
    w.organiser(set(SetMeeting { languages: many, ..none() })).refused_field("languages", "more than 20");
    w.organiser(set(SetMeeting { on_deck: Some(4), ..none() })).refused_field("on_deck", "1 to 3");
    w.organiser(set(SetMeeting { batch_ms: Some(-1), ..none() })).refused_field("batch_ms", "0 to 120000");
    w.organiser(set(SetMeeting { grace_ms: Some(60_001), ..none() })).refused_field("grace_ms", "0 to 60000");
    w.organiser(set(SetMeeting { languages: Some(vec!["pt-br".into(), "ar".into()]), ..none() }));
    assert_eq!(w.m.settings.languages, ["pt-BR", "ar"]);
}

#[test]
fn the_rule_has_its_defaults_and_limits() {
    let mut w = World::new();
    let rule =
        |preset, newcomer_cap| Command::SetRule(SetRule { preset, newcomers_first: None, newcomer_cap, replies: None });
    w.organiser(rule(Preset::EqualFooting, Some(11))).refused_field("newcomer_cap", "0 to 10");
    w.organiser(rule(Preset::SingleLine, None));
    assert_eq!((w.m.settings.newcomers_first, w.m.settings.newcomer_cap), (false, 3));
    w.organiser(rule(Preset::Netmundial, Some(0)));
    assert_eq!((w.m.settings.newcomers_first, w.m.settings.newcomer_cap), (true, 0));
}

#[test]
fn items_stand_in_order_and_the_current_one_stays() {
    let mut w = World::running();
    w.organiser(item("Debate")).organiser(item("Closing"));
    let Command::SetItem(new) = item("") else { unreachable!("an item") };
    let first = SetItem { item: Some(ItemId(3)), title: None, position: Some(1), ..new };
    w.organiser(Command::SetItem(first.clone()));
    let positions: Vec<_> = w.m.items.values().map(|i| (i.title.as_str(), i.position)).collect();
    assert_eq!(positions, [("IGF 2027", 2), ("Debate", 3), ("Closing", 1)]);
    w.organiser(Command::SetItem(SetItem { position: Some(4), ..first.clone() })).refused_field("position", "1 to 3");
    w.organiser(Command::SetItem(SetItem { turn_ms: Some(9_999), ..first.clone() })).refused_field("turn_ms", "10000");
    w.organiser(Command::SetItem(SetItem { item_ms: Some(1), ..first.clone() })).refused_field("item_ms", "60000");
    w.organiser(Command::SetItem(SetItem { item: Some(ItemId(9)), ..first.clone() })).refused(Code::NotFound);
    w.organiser(Command::SetItem(SetItem { item: None, ..first })).refused_field("title", "is missing");
    w.organiser(Command::RemoveItem(RemoveItem { item: ItemId(1) })).refused_field("item", "current");
    w.moderator(Command::StartItem(StartItem { item: ItemId(2) }));
    w.organiser(Command::RemoveItem(RemoveItem { item: ItemId(1) }));
    w.organiser(Command::RemoveItem(RemoveItem { item: ItemId(1) })).refused(Code::NotFound);
    assert!(w.m.undo.is_empty(), "undo cannot lead back to an item that is gone");
    for n in w.m.items.len()..100 {
        w.organiser(item(&format!("Item {n}")));
    }
    w.organiser(item("One more")).refused(Code::TooMany);
}

#[test]
fn a_new_microphone_gets_a_free_letter_and_a_colour() {
    let mut w = World::new();
    w.organiser(Command::SetMicrophone(mic("parliaments", "Parliaments")));
    let parliaments = &w.m.microphones[&key("parliaments")];
    assert_eq!((parliaments.letter.as_str(), parliaments.hue, parliaments.hollow), ("A", Hue::Blue, true));
    assert_eq!(parliaments.position, 5);
    w.organiser(Command::SetMicrophone(SetMicrophone { position: Some(1), ..mic("parliaments", "Parliaments") }));
    assert_eq!(w.m.lanes()[0], &key("parliaments"));
    assert_eq!(w.replayed(), w.m);
}

#[test]
fn microphones_are_checked_field_by_field() {
    let mut w = World::new();
    let youth = || mic("youth", "Youth");
    let letter = |l: &str| Command::SetMicrophone(SetMicrophone { letter: Some(l.into()), ..youth() });
    w.organiser(letter("g")).refused_field("letter", "on the flag of Government");
    w.organiser(letter("ABC")).refused_field("letter", "2 characters");
    w.organiser(letter("")).refused_field("letter", "is empty");
    w.organiser(letter("क्ष"));
    w.organiser(Command::SetMicrophone(SetMicrophone { weight: Some(10), ..youth() }))
        .refused_field("weight", "1 to 9");
    w.organiser(Command::SetMicrophone(mic("youth", &"x".repeat(41)))).refused_field("name", "40 characters");
    w.organiser(Command::SetMicrophone(SetMicrophone { name: None, ..mic("new", "") }))
        .refused_field("name", "missing");
    w.organiser(Command::SetMicrophone(mic("taken", "CGPT"))).refused_field("letter", "choose one");
    for n in w.m.microphones.len()..24 {
        let letter = Some(format!("{n}"));
        w.organiser(Command::SetMicrophone(SetMicrophone { letter, ..mic(&format!("m{n}"), "More") }));
    }
    w.organiser(Command::SetMicrophone(mic("more", "Zzz"))).refused(Code::TooMany);
}

#[test]
fn a_microphone_retires_when_nobody_waits_and_never_the_last_one() {
    let mut w = World::running();
    let remove = |k: &str| Command::RemoveMicrophone(RemoveMicrophone { key: key(k), to: None });
    w.moderator(raise_unnamed(Place::Room, "government"));
    w.organiser(remove("government")).refused_field("to", "1 hands wait");
    w.organiser(remove("nobody")).refused(Code::NotFound);
    for k in ["private-sector", "civil-society", "technical-academic"] {
        w.organiser(remove(k));
    }
    w.organiser(remove("government")).refused_field("key", "last microphone");
}

#[test]
fn a_region_that_is_in_use_stays_in_the_list() {
    let mut w = World::running();
    let europe = w.person("Jan", Profile { region: Some(key("europe")), ..Profile::default() });
    w.organiser(regions(&[("europe", "Europe")])).refused_field("regions", "the hub Nairobi");
    w.organiser(regions(&[("africa", "Africa")])).refused_field("regions", "people on the roster (1)");
    w.organiser(regions(&[("africa", "Africa"), ("africa", "Africa")])).refused_field("regions[1].key", "twice");
    w.organiser(regions(&[("africa", "Africa"), ("europe", "")])).refused_field("regions[1].name", "is empty");
    w.organiser(Command::RemovePerson(RemovePerson { person: europe })).organiser(regions(&[("africa", "Afrique")]));
    let many: Vec<String> = (0..41).map(|n| format!("r{n}")).collect();
    let many: Vec<_> = many.iter().map(|k| (k.as_str(), "Some")).collect();
    w.organiser(regions(&many)).refused(Code::TooMany);
}

#[test]
fn hubs_are_checked_field_by_field() {
    let mut w = World::new();
    let hub = || SetHub { name: Some("Nairobi".into()), ..SetHub::default() };
    let mut bad = |c: SetHub, field: &str, words: &str| {
        w.organiser(Command::SetHub(c)).refused_field(field, words);
    };
    bad(SetHub::default(), "name", "is missing");
    bad(SetHub { name: Some(" ".into()), ..hub() }, "name", "is empty");
    bad(SetHub { city: Some("x".repeat(41)), ..hub() }, "city", "40 characters");
    bad(SetHub { country: Some("ke".into()), ..hub() }, "country", "two capital letters");
    bad(SetHub { time_zone: Some("Nairobi time".into()), ..hub() }, "time_zone", "Africa/Nairobi");
    bad(SetHub { region: Some(key("mars")), ..hub() }, "region", "there is no region mars");
    bad(SetHub { ceiling: Some(0), ..hub() }, "ceiling", "1 to 2000");
    bad(SetHub { ceiling: Some(2_001), ..hub() }, "ceiling", "1 to 2000");
    bad(SetHub { operator: Some("x".repeat(41)), ..hub() }, "operator", "40 characters");
    bad(SetHub { line: Some("x".repeat(61)), ..hub() }, "line", "60 characters");
    bad(SetHub { call_name: Some("\u{7}".into()), ..hub() }, "call_name", "control character");
    bad(SetHub { hub: Some(HubId(7)), ..hub() }, "hub", "there is no hub 7");
    for n in 0..200 {
        w.organiser(Command::SetHub(SetHub { name: Some(format!("Hub {n}")), ..SetHub::default() }));
    }
    w.organiser(Command::SetHub(hub())).refused(Code::TooMany);
}

#[test]
fn what_a_change_of_a_hub_does_not_say_stays() {
    let mut w = World::running();
    let change = SetHub {
        hub: Some(HubId(1)),
        line: Some("SIP 3".into()),
        operator: Some("Wanjiru".into()),
        ..SetHub::default()
    };
    w.organiser(Command::SetHub(change));
    w.organiser(Command::SetHub(SetHub { hub: Some(HubId(1)), country: Some("KE".into()), ..SetHub::default() }));
    let nairobi = &w.m.hubs[&HubId(1)];
    assert_eq!((nairobi.name.as_str(), nairobi.line.as_deref(), nairobi.heads), ("Nairobi", Some("SIP 3"), 40));
    assert_eq!(w.m.vault.open(nairobi.operator.as_ref().unwrap()), Some("Wanjiru"));
    assert!(!w.log.iter().any(|e| String::from_utf8_lossy(e).contains("Wanjiru")), "no personal value in the record");
}

#[test]
fn heads_are_counted_by_the_hub_within_its_ceiling() {
    let mut w = World::running();
    w.by(&World::operator(1), heads(1, 12)).by(&World::operator(1), heads(2, 12)).refused(Code::NotYourPlace);
    w.by(&World::operator(1), heads(1, 101)).refused(Code::BadHeadcount);
    w.role(Role::Steward, heads(1, 3)).refused(Code::NotYourRole);
    w.organiser(heads(9, 3)).refused(Code::NotFound);
    let lower = SetHub { hub: Some(HubId(1)), ceiling: Some(11), ..SetHub::default() };
    w.organiser(Command::SetHub(lower)).refused(Code::BadHeadcount);
    assert_eq!(w.m.hubs[&HubId(1)].heads, 12);
}

#[test]
fn heads_are_not_fewer_than_those_who_have_voted() {
    use protocol::{PollId, poll_command::*};
    let mut w = World::running();
    let methods = Some(Methods { counted: true, ..Methods::default() });
    w.moderator(Command::SetPoll(SetPoll { question: Some("Agreed?".into()), methods, ..SetPoll::default() }));
    w.moderator(Command::OpenPolls(OpenPolls { set: None, polls: vec![PollId(1)] }));
    let grid = vec![CountedHands { poll: PollId(1), hands: vec![1, 2, 3, 4, 5], no_opinion: 0, groups: Vec::new() }];
    w.by(&World::operator(1), Command::Count(Count { place: Place::Hub(HubId(1)), grid, counter: None }));
    w.by(&World::operator(1), heads(1, 14)).refused(Code::BadHeadcount);
    w.organiser(Command::RemoveHub(RemoveHub { hub: HubId(1) })).refused_field("hub", "open question");
    w.by(&World::operator(1), heads(1, 15));
}

#[test]
fn a_hub_goes_with_its_links_when_nobody_waits_there() {
    let mut w = World::running();
    let nairobi = Place::Hub(HubId(1));
    w.organiser(link(Role::HubOperator, Some(nairobi), None)).organiser(link(Role::Participant, Some(nairobi), None));
    let ana = w.person("Ana", Profile { place: Some(nairobi), ..Profile::default() });
    w.moderator(raise_unnamed(nairobi, "government"));
    let remove = Command::RemoveHub(RemoveHub { hub: HubId(1) });
    w.organiser(remove.clone()).refused_field("hub", "hands waiting (1)");
    let lower = protocol::queue_command::Lower { hand: protocol::HandId(1) };
    w.moderator(Command::Lower(lower)).organiser(remove.clone());
    assert_eq!(w.happened(), ["link_revoked", "link_revoked", "hub_removed"]);
    assert_eq!(w.m.people[&ana].place, None);
    w.organiser(remove).refused(Code::NotFound);
    w.moderator(Command::Undo(Default::default())).refused(Code::CannotUndo);
    assert_eq!(w.replayed(), w.m);
}

#[test]
fn the_server_itself_may_set_up() {
    let mut w = World::new();
    w.by(&Actor::System, item("By a scenario"));
    assert_eq!(w.m.items.len(), 2);
}
