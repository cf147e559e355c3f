//! Opening at one stroke, and showing results.

use meeting::{event::PersonSet, poll::is_shown};
use protocol::{
    Command, HubId, PersonId, Phase, PollId, PollSetId, PollState, RefusalCode as Code, Role, Showing, poll_command::*,
};

use crate::world::*;

fn three_in_a_set() -> World {
    let mut w = World::new();
    w.ask(&moderator(), Command::SetPollSet(SetPollSet { set: None, title: Some("Set".into()) })).unwrap();
    for (text, position) in [("one", 1), ("two", 1), ("three", 1)] {
        let (question, set) = (Some(text.to_owned()), Some(PollSetId(1)));
        let command = SetPoll { question, set, position: Some(position), ..SetPoll::default() };
        w.ask(&moderator(), Command::SetPoll(command)).unwrap();
    }
    w
}

#[test]
fn a_set_opens_at_one_stroke_in_its_order_with_electorate_and_heads_frozen() {
    let mut w = three_in_a_set();
    w.ask(&moderator(), open_set(1)).unwrap();
    let opened = w.log.last().unwrap().clone();
    let meeting::Fact::PollsOpened(fact) = opened.fact else { panic!("one event opens all: {opened:?}") };
    assert_eq!(fact.polls, [PollId(3), PollId(2), PollId(1)]);
    assert_eq!(fact.electorate, 6, "the removed person cannot answer");
    assert_eq!(fact.heads, [(NAIROBI, 25), (LIMA, 4)]);
    w.m.hubs.get_mut(&NAIROBI).unwrap().heads = 50;
    assert_eq!(w.poll(1).heads[&HubId(1)], 25);
    assert_eq!(w.poll(1).opened_ms, Some(START));
    w.refused(&moderator(), open_set(1), Code::PollNotDraft, "no question of this set is left to open");
    w.refused(&moderator(), open(&[2]), Code::PollNotDraft, "\"two\" was opened already");
}

#[test]
fn a_set_and_single_questions_open_together_and_none_twice() {
    let mut w = three_in_a_set();
    w.ask(&moderator(), Command::SetPoll(SetPoll { question: Some("four".into()), ..SetPoll::default() })).unwrap();
    w.ask(&moderator(), Command::OpenPolls(OpenPolls { set: Some(PollSetId(1)), polls: vec![PollId(4), PollId(2)] }))
        .unwrap();
    assert!((1..=4).all(|id| w.poll(id).state == PollState::Open));
}

#[test]
fn opening_is_refused_with_what_is_wrong() {
    let mut w = three_in_a_set();
    w.refused(&moderator(), open(&[]), Code::BadField, "name a set or at least one question");
    w.refused(&moderator(), open(&[9]), Code::NotFound, "no question 9");
    w.refused(&moderator(), open_set(9), Code::NotFound, "no set 9");
    for who in [staff(Role::Organiser), person_link(1), operator(LIMA), staff(Role::Reporter)] {
        w.refused(&who, open_set(1), Code::NotYourRole, "only for: moderator");
        w.refused(&who, close(&[1], 0), Code::NotYourRole, "only for: moderator");
        w.refused(&who, cancel(&[1]), Code::NotYourRole, "only for: moderator");
        w.refused(&who, reveal(&[1], true), Code::NotYourRole, "only for: moderator");
    }
    w.m.phase = Phase::Preparing;
    w.refused(&moderator(), open_set(1), Code::NotRunning, "has not started");
    w.m.phase = Phase::Ended;
    w.refused(&moderator(), open_set(1), Code::MeetingEnded, "has ended");
    assert!((1..=3).all(|id| w.poll(id).state == PollState::Draft));
}

#[test]
fn results_wait_for_the_reveal_or_are_shown_live() {
    let mut w = World::new();
    for showing in [Showing::OnReveal, Showing::Live] {
        let question = Some("Q?".to_owned());
        let command = SetPoll { question, showing: Some(showing), ..SetPoll::default() };
        w.ask(&moderator(), Command::SetPoll(command)).unwrap();
    }
    w.refused(&moderator(), reveal(&[1], true), Code::PollNotOpen, "was not opened yet");
    w.ask(&moderator(), open(&[1, 2])).unwrap();
    assert!(!is_shown(w.poll(1)) && is_shown(w.poll(2)));
    w.ask(&moderator(), reveal(&[2], false)).unwrap();
    assert!(!is_shown(w.poll(2)), "a live result can be hidden");
    w.ask(&moderator(), reveal(&[2], true)).unwrap();
    w.ask(&moderator(), close(&[1, 2], 0)).unwrap();
    w.wait(0);
    assert_eq!(w.poll(1).state, PollState::Grace);
    w.ask(&moderator(), reveal(&[1], true)).unwrap();
    assert!(!is_shown(w.poll(1)), "what is provisional waits for the close");
    assert!(is_shown(w.poll(2)));
    w.wait(5_000);
    assert!(is_shown(w.poll(1)));
    w.m.phase = Phase::Ended;
    w.ask(&moderator(), reveal(&[1], false)).unwrap();
    assert!(!is_shown(w.poll(1)));
}

#[test]
fn whoever_joins_while_a_question_is_open_counts_in_its_electorate() {
    let mut w = World::new();
    let id = w.open_question(by_ballots());
    let agreed_only = w.open_question(by_region());
    let joins = |person: u32| meeting::Event {
        v: 1,
        at_ms: START,
        by: moderator().by(),
        cmd: None,
        fact: meeting::Fact::PersonSet(PersonSet {
            person: PersonId(person),
            name: private("a newcomer"),
            say: None,
            title: None,
            organisation: None,
            group: None,
            region: None,
            place: None,
            languages: Vec::new(),
            name_shown: None,
            call_name: None,
            interests: None,
            confirmed: false,
            alike: None,
        }),
        openings: Vec::new(),
        keys: Vec::new(),
    };
    for person in [8, 8, 3, 9] {
        w.take(joins(person));
    }
    assert_eq!(w.m.polls[&id].electorate, 8, "a change of a profile adds nobody");
    assert_eq!(w.m.polls[&agreed_only].electorate, 0, "no ballots, no electorate");
    w.ask(&person_link(3), cast(id, 4)).unwrap();
    let leaves = |person: u32| meeting::Event {
        fact: meeting::Fact::PersonRemoved(meeting::event::PersonRemoved { person: PersonId(person) }),
        ..joins(person)
    };
    w.take(leaves(9));
    w.take(leaves(3));
    assert_eq!(w.m.polls[&id].electorate, 7, "who answered and left still counts");
    assert_eq!(w.tally(id.0).turnout, Some(1.0 / 7.0));
}
