//! Break-outs: groups with rapporteurs, their countdown, and a recall that everybody sees.

mod world;

use protocol::{
    Command, GroupState, PollSetId, RefusalCode, Role, Unit, command::Nothing, floor_command::*, poll_command::*,
    setup_command::IssueLink,
};

use meeting::{Actor, evolve, next_wake, tick};
use world::{World, key, link, secret};

fn rapporteur(unit: Option<&str>, role: Role) -> Command {
    Command::IssueLink(IssueLink {
        role,
        place: None,
        person: None,
        label: None,
        microphone: None,
        unit: unit.map(key),
        secret_sha256: secret(4_242),
    })
}

fn start(by: Option<Unit>, minutes: u32) -> Command {
    Command::StartBreak(StartBreak { by, minutes: Some(minutes), title: None, set: None })
}

fn state(unit: &str, state: GroupState) -> Command {
    Command::SetGroupState(SetGroupState { unit: key(unit), state })
}

fn move_end(in_ms: i64, recall: bool) -> Command {
    Command::MoveBreakEnd(MoveBreakEnd { in_ms, recall })
}

/// What the clock does by itself until then.
fn until(w: &mut World, ms: i64) {
    w.now_ms = ms;
    while next_wake(&w.m).is_some_and(|due| due <= w.now_ms) {
        let moment = w.moment();
        let events = tick(&w.m, moment);
        assert!(!events.is_empty());
        for event in &events {
            evolve(&mut w.m, event);
            w.log.push(event.write());
        }
    }
}

fn of_africa(w: &World) -> Actor {
    w.staff(Role::Rapporteur)
}

#[test]
fn a_rapporteur_has_one_region_or_group() {
    let mut w = World::running();
    w.organiser(rapporteur(None, Role::Rapporteur)).refused(RefusalCode::BadField);
    w.organiser(rapporteur(Some("africa"), Role::Steward)).refused(RefusalCode::BadField);
    w.organiser(rapporteur(Some("mars"), Role::Rapporteur)).refused(RefusalCode::NotFound);
    w.organiser(rapporteur(Some("government"), Role::Rapporteur));
    let who = w.actor(protocol::LinkId(w.m.last.link));
    assert_eq!(who.unit(), Some(&key("government")));
}

#[test]
fn groups_work_ask_for_more_time_and_are_ready() {
    let mut w = World::running();
    let africa = of_africa(&w);
    w.by(&africa, state("africa", GroupState::Working)).refused(RefusalCode::MovedOn);
    w.moderator(start(None, 10));
    w.by(&africa, state("africa", GroupState::Working)).refused(RefusalCode::MovedOn);
    w.moderator(Command::EndBreak(Nothing {}));
    w.moderator(start(Some(Unit::Region), 10));
    w.by(&africa, state("africa", GroupState::MoreTime));
    w.by(&africa, state("europe", GroupState::Ready)).refused(RefusalCode::NotYourPlace);
    w.moderator(state("europe", GroupState::Ready));
    w.moderator(state("government", GroupState::Ready)).refused(RefusalCode::NotFound);
    w.by(&africa, state("africa", GroupState::Ready));
    let units: Vec<_> = w.m.pause.iter().flat_map(|p| p.units.clone()).collect();
    assert_eq!(units, [(key("africa"), GroupState::Ready), (key("europe"), GroupState::Ready)]);
    w.moderator(Command::EndBreak(Nothing {}));
    w.moderator(start(Some(Unit::Region), 10));
    assert!(w.m.pause.as_ref().is_some_and(|p| p.units.is_empty()), "another break-out begins anew");
}

#[test]
fn a_break_out_ends_by_its_recall_and_not_by_its_time() {
    let mut w = World::running();
    w.moderator(move_end(60_000, false)).refused(RefusalCode::MovedOn);
    w.moderator(start(Some(Unit::Region), 1));
    let over = w.m.pause.as_ref().and_then(|p| p.until_ms).expect("it has an end");
    until(&mut w, over + 1);
    assert!(w.m.pause.is_some(), "groups that need longer are not torn apart");
    w.moderator(move_end(-1, true)).refused(RefusalCode::BadField);
    w.moderator(move_end(120_000, true));
    assert!(w.m.pause.as_ref().is_some_and(|p| p.recalled && p.until_ms == Some(w.now_ms + 120_000)));
    w.moderator(move_end(600_000, false));
    assert!(next_wake(&w.m).is_none(), "more time takes the recall back");
    w.moderator(move_end(90_000, true));
    let back = w.now_ms + 90_000;
    until(&mut w, back - 1);
    assert!(w.m.pause.is_some());
    until(&mut w, back);
    assert!(w.m.pause.is_none(), "the time is over, and everybody is back");
}

#[test]
fn a_set_goes_with_groups_and_a_rapporteur_agrees_for_the_own_unit_alone() {
    let mut w = World::running();
    let africa = of_africa(&w);
    w.moderator(Command::SetPollSet(SetPollSet { set: None, title: Some("Six".into()) }));
    let methods = Methods { agreed_by: Some(Unit::Region), ..Methods::default() };
    let (set, question) = (Some(PollSetId(1)), Some("Who decides?".to_owned()));
    w.moderator(Command::SetPoll(SetPoll { set, question, methods: Some(methods), ..SetPoll::default() }));
    let poll = protocol::PollId(w.m.last.poll);
    let with = |by, set| Command::StartBreak(StartBreak { by, minutes: None, title: None, set: Some(PollSetId(set)) });
    w.moderator(with(None, 1)).refused(RefusalCode::BadField);
    w.moderator(with(Some(Unit::Region), 9)).refused(RefusalCode::NotFound);
    w.moderator(with(Some(Unit::Region), 1));
    w.moderator(Command::OpenPolls(OpenPolls { set: Some(PollSetId(1)), polls: vec![] }));
    let agree = |unit: &str| {
        let unit = key(unit);
        Command::Agree(Agree { poll, unit, value: 3, consulted: Some(7), lowest: None, highest: None, comment: None })
    };
    w.by(&africa, agree("europe")).refused(RefusalCode::NotYourPlace);
    w.by(&africa, agree("africa"));
    assert_eq!(w.m.polls[&poll].agreed[&key("africa")].value, 3);
}

#[test]
fn a_link_of_a_rapporteur_is_the_organisers_to_give() {
    let mut w = World::running();
    w.moderator(link(Role::Rapporteur, None, None)).refused(RefusalCode::NotYourRole);
}
