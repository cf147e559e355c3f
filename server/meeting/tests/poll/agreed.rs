//! Values that regions or groups agreed, and corrections of them.

use protocol::{Command, Phase, PollSetId, PollState, RefusalCode as Code, Role, Unit, poll_command::*};

use crate::world::*;

/// Six questions, five regions: the table that the session wanted.
const TABLE: [[u32; 5]; 6] =
    [[2, 3, 4, 3, 4], [1, 2, 3, 2, 3], [4, 4, 5, 4, 5], [3, 3, 4, 4, 4], [2, 2, 3, 1, 3], [1, 2, 2, 2, 3]];

fn six_questions() -> World {
    let mut w = World::new();
    w.ask(&moderator(), Command::SetPollSet(SetPollSet { set: None, title: Some("Six".into()) })).unwrap();
    for n in 1..=6 {
        let (question, methods) = (Some(format!("Question {n}?")), Some(by_region()));
        let command = SetPoll { set: Some(PollSetId(1)), question, methods, ..SetPoll::default() };
        w.ask(&moderator(), Command::SetPoll(command)).unwrap();
    }
    w.ask(&moderator(), open_set(1)).unwrap();
    for (poll, row) in meeting::poll::in_order(&w.m, Some(PollSetId(1))).into_iter().zip(TABLE) {
        for (region, value) in REGIONS.into_iter().zip(row) {
            w.ask(&staff(Role::Reporter), agree(poll, region, value)).unwrap();
        }
    }
    w
}

#[test]
fn six_questions_by_five_regions_and_one_correction_from_3_to_2() {
    let mut w = six_questions();
    let close_all = ClosePolls { set: Some(PollSetId(1)), polls: vec![], in_ms: Some(0) };
    w.ask(&moderator(), Command::ClosePolls(close_all)).unwrap();
    w.wait(5_000);
    assert!((1..=6).all(|id| w.poll(id).state == PollState::Closed));
    w.m.phase = Phase::Ended;
    let first = protocol::PollId(1);
    let correction = correct_value(first, "latin-america", 2, "we had misread the question");
    w.ask(&staff(Role::Reporter), Command::CorrectAnswer(correction)).unwrap();

    let mut expected = TABLE;
    expected[0][3] = 2;
    for (poll, row) in (1..).zip(expected) {
        let tally = w.tally(poll);
        let values: Vec<_> = REGIONS.iter().map(|r| tally.agreed[&key(r)].value).collect();
        assert_eq!(values, row);
        assert_eq!((tally.all.votes.n, tally.all.stats), (0, None), "an agreed value has no spread");
        assert_eq!((tally.agreed_by, tally.turnout), (Some(Unit::Region), None));
    }
    let agreed = &w.poll(1).agreed[&key("latin-america")];
    assert_eq!((agreed.value, agreed.was), (2, Some(3)));
    let reason = agreed.reason.as_ref().and_then(|r| w.m.vault.open(r));
    assert_eq!(reason, Some("we had misread the question"));
    let record = String::from_utf8(w.log.last().unwrap().write()).unwrap();
    assert!(record.contains("\"was_value\":3") && !record.contains("misread"), "{record}");
    assert_eq!(w.replayed().polls, w.m.polls);
}

#[test]
fn a_value_may_be_agreed_anew_until_the_close_and_says_what_hides_behind_it() {
    let mut w = World::new();
    let id = w.open_question(by_region());
    w.ask(&staff(Role::OnlineModerator), agree(id, "africa", 3)).unwrap();
    let full = Agree {
        consulted: Some(7),
        lowest: Some(1),
        highest: Some(5),
        comment: Some("4 or 5 in some countries,\n1 in others".into()),
        ..agreed(id, "africa", 2)
    };
    w.ask(&staff(Role::Organiser), Command::Agree(full)).unwrap();
    let africa = &w.poll(1).agreed[&key("africa")];
    assert_eq!((africa.value, africa.was, africa.consulted), (2, None, Some(7)));
    assert_eq!((africa.lowest, africa.highest), (Some(1), Some(5)));
    assert_eq!(w.m.vault.open(africa.comment.as_ref().unwrap()), Some("4 or 5 in some countries,\n1 in others"));
    w.ask(&moderator(), close(&[id.0], 0)).unwrap();
    w.wait(5_000);
    w.refused(&moderator(), agree(id, "africa", 3), Code::PollNotOpen, "is closed");
}

#[test]
fn regions_that_agreed_on_distant_values_are_marked() {
    let mut w = World::new();
    let id = w.open_question(by_region());
    w.ask(&moderator(), agree(id, "africa", 2)).unwrap();
    assert!(!w.tally(1).wild_groups);
    w.ask(&moderator(), agree(id, "asia", 3)).unwrap();
    assert!(!w.tally(1).wild_groups);
    w.ask(&moderator(), agree(id, "europe", 4)).unwrap();
    assert!(w.tally(1).wild_groups, "two points of five");
}

#[test]
fn groups_agree_where_the_question_asks_groups() {
    let mut w = World::new();
    let id = w.open_question(Methods { agreed_by: Some(Unit::Group), ..by_ballots() });
    w.ask(&moderator(), agree(id, "civil-society", 4)).unwrap();
    w.refused(&moderator(), agree(id, "africa", 4), Code::NotFound, "no stakeholder group `africa`");
    w.ask(&person_link(1), cast(id, 1)).unwrap();
    assert_eq!(meeting::poll::answers_in(w.poll(1)), 2);
}

#[test]
fn agreed_values_are_refused_with_what_is_wrong() {
    let mut w = World::new();
    let id = w.open_question(by_region());
    for who in [person_link(1), operator(NAIROBI), staff(Role::Steward), staff(Role::Display)] {
        w.refused(
            &who,
            agree(id, "africa", 3),
            Code::NotYourRole,
            "only for: moderator, online moderator, reporter, organiser",
        );
    }
    let ask = |w: &mut World, c: Agree, code: Code, text: &str| w.refused(&moderator(), Command::Agree(c), code, text);
    let a = || agreed(id, "africa", 3);
    ask(&mut w, agreed(id, "atlantis", 3), Code::NotFound, "no region `atlantis`");
    ask(&mut w, agreed(id, "africa", 0), Code::OutsideScale, "value 0 is outside the scale: 1 to 5");
    ask(&mut w, Agree { lowest: Some(4), ..a() }, Code::BadField, "lowest 4 is above the agreed value 3");
    ask(&mut w, Agree { highest: Some(2), ..a() }, Code::BadField, "highest 2 is below the agreed value 3");
    ask(&mut w, Agree { highest: Some(6), ..a() }, Code::OutsideScale, "highest 6 is outside");
    ask(&mut w, Agree { lowest: Some(0), ..a() }, Code::OutsideScale, "lowest 0 is outside");
    ask(&mut w, Agree { consulted: Some(0), ..a() }, Code::BadField, "consulted is 0");
    ask(&mut w, Agree { consulted: Some(20_001), ..a() }, Code::BadField, "consulted is 20001");
    ask(&mut w, Agree { comment: Some("x".repeat(2_001)), ..a() }, Code::BadField, "comment is longer than 2000");
    let ballots = w.open_question(by_ballots());
    ask(&mut w, agreed(ballots, "africa", 3), Code::NotEligible, "takes no agreed values: it is answered by ballots");
    w.m.phase = Phase::Ended;
    ask(&mut w, a(), Code::MeetingEnded, "has ended");
    assert!(w.poll(1).agreed.is_empty());
}

#[test]
fn corrections_are_refused_with_what_is_wrong() {
    let mut w = World::new();
    let id = w.open_question(by_region());
    w.ask(&moderator(), agree(id, "africa", 3)).unwrap();
    let c = || correct_value(id, "africa", 2, "a slip");
    for who in [staff(Role::Organiser), staff(Role::OnlineModerator), person_link(1), operator(LIMA)] {
        w.refused(&who, Command::CorrectAnswer(c()), Code::NotYourRole, "only for: moderator, reporter");
    }
    let ask = |w: &mut World, c: CorrectAnswer, code: Code, text: &str| {
        w.refused(&moderator(), Command::CorrectAnswer(c), code, text);
    };
    ask(&mut w, CorrectAnswer { reason: " ".into(), ..c() }, Code::BadField, "reason is empty");
    ask(&mut w, CorrectAnswer { reason: "x".repeat(2_001), ..c() }, Code::BadField, "reason is longer");
    ask(&mut w, CorrectAnswer { unit: None, ..c() }, Code::BadField, "name exactly one");
    ask(&mut w, CorrectAnswer { place: Some(protocol::Place::Room), ..c() }, Code::BadField, "name exactly one");
    ask(&mut w, CorrectAnswer { hands: Some(vec![1]), ..c() }, Code::BadField, "hands do not belong");
    ask(&mut w, CorrectAnswer { value: None, ..c() }, Code::BadField, "value is missing");
    ask(&mut w, CorrectAnswer { value: Some(6), ..c() }, Code::OutsideScale, "1 to 5");
    ask(&mut w, CorrectAnswer { value: Some(3), ..c() }, Code::BadField, "value is 3 already");
    ask(&mut w, correct_value(id, "asia", 2, "a slip"), Code::NotFound, "no agreed value of asia");
    ask(&mut w, correct_value(protocol::PollId(9), "asia", 2, "a slip"), Code::NotFound, "no question 9");
    assert_eq!(w.poll(1).agreed[&key("africa")].value, 3);
}

#[test]
fn a_corrected_value_was_stated_too() {
    let mut w = World::new();
    let id = w.open_question(by_region());
    let stated = Agree { lowest: Some(3), highest: Some(4), ..agreed(id, "africa", 3) };
    w.ask(&moderator(), Command::Agree(stated)).unwrap();
    w.ask(&moderator(), Command::CorrectAnswer(correct_value(id, "africa", 2, "a slip"))).unwrap();
    let africa = &w.poll(1).agreed[&key("africa")];
    assert_eq!((africa.lowest, africa.value, africa.highest), (Some(2), 2, Some(4)));
}
