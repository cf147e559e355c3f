//! Declarations about conflicts of interest, clarifications, and statements attached to a result.

use protocol::{
    Command, PersonId, Phase, PollId, RefusalCode as Code, Role, StatementKind, ballot_command::*, poll_command::*,
    poll_terms::Terms,
};

use crate::world::*;

fn question(w: &mut World, terms: Terms) -> PollId {
    let (question, methods) = (Some("Do we ratify?".to_owned()), Some(by_ballots()));
    let command = SetPoll { question, methods, terms: Some(terms), ..SetPoll::default() };
    w.ask(&moderator(), Command::SetPoll(command)).unwrap();
    PollId(w.m.last.poll)
}

fn declare(poll: PollId, conflict: Option<&str>) -> Command {
    Command::Declare(Declare { poll, conflict: conflict.is_some(), text: conflict.map(str::to_owned) })
}

fn statement(poll: PollId, text: &str) -> AddStatement {
    AddStatement { poll, kind: StatementKind::Dissent, text: text.to_owned(), person: None, behalf: None }
}

#[test]
fn a_declaration_is_made_for_each_question_anew_and_may_be_made_again_until_the_close() {
    let mut w = World::new();
    let id = question(&mut w, Terms { declare: true, ..Terms::default() });
    let other = question(&mut w, Terms { declare: true, ..Terms::default() });
    w.refused(&person_link(1), declare(id, None), Code::PollNotOpen, "not open yet");
    w.ask(&moderator(), open(&[id.0, other.0])).unwrap();
    assert!(!meeting::poll::declared(&w.m.polls[&id], PersonId(1)));
    w.ask(&person_link(1), declare(id, None)).unwrap();
    w.ask(&person_link(2), declare(id, Some("I work for the bidder."))).unwrap();
    assert!(meeting::poll::declared(&w.m.polls[&id], PersonId(1)));
    assert!(!meeting::poll::declared(&w.m.polls[&other], PersonId(1)), "another question, another declaration");
    assert_eq!(meeting::poll::declared_numbers(&w.m.polls[&id]), (2, 1));
    w.ask(&person_link(1), declare(id, Some("My sister does."))).unwrap();
    assert_eq!(meeting::poll::declared_numbers(&w.m.polls[&id]), (2, 2), "the last one stands");
    let declaration = &w.m.polls[&id].declarations[&PersonId(1)];
    assert_eq!(w.m.vault.open(declaration.text.as_ref().unwrap()), Some("My sister does."));
    let record = String::from_utf8(w.log.last().unwrap().write()).unwrap();
    assert!(!record.contains("sister"), "free text stands apart from the record: {record}");
    w.ask(&moderator(), close(&[id.0], 0)).unwrap();
    w.wait(5_000);
    w.refused(&person_link(1), declare(id, None), Code::PollNotOpen, "is closed");
    assert_eq!(w.replayed().polls, w.m.polls);
}

#[test]
fn declarations_are_refused_with_what_is_wrong() {
    let mut w = World::new();
    let id = question(&mut w, Terms::default());
    w.ask(&moderator(), open(&[id.0])).unwrap();
    assert!(meeting::poll::declared(&w.m.polls[&id], PersonId(1)), "nothing is asked for");
    w.refused(&moderator(), declare(id, None), Code::NotYourRole, "only for: participant");
    w.refused(&person_link(7), declare(id, None), Code::NotEligible, "were removed");
    w.refused(&person_link(1), declare(PollId(9), None), Code::NotFound, "no question 9");
    let silent = Command::Declare(Declare { poll: id, conflict: true, text: Some("  ".into()) });
    w.refused(&person_link(1), silent, Code::BadField, "say what the conflict of interest is");
    let empty = Command::Declare(Declare { poll: id, conflict: false, text: Some("none".into()) });
    w.refused(&person_link(1), empty, Code::BadField, "goes with a conflict");
}

#[test]
fn a_clarification_is_a_note_beside_the_question_and_never_an_edit() {
    let mut w = World::new();
    let id = question(&mut w, Terms::default());
    let clarify = |text: &str| Command::Clarify(Clarify { poll: id, text: text.to_owned() });
    w.refused(&moderator(), clarify("Which text?"), Code::PollNotOpen, "change the question itself");
    w.ask(&moderator(), open(&[id.0])).unwrap();
    let before = w.poll(id.0).clone();
    w.refused(&staff(Role::Reporter), clarify("It is the text of Monday."), Code::NotYourRole, "only for: moderator");
    w.refused(&moderator(), clarify(" "), Code::BadField, "is empty");
    w.ask(&moderator(), clarify("It is the text of Monday.")).unwrap();
    let now = w.poll(id.0).clone();
    assert_eq!(now.clarified.len(), 1);
    assert_eq!(meeting::meeting::Poll { clarified: Vec::new(), ..now }, before, "nothing else changed");
    for _ in 1..protocol::limits::CLARIFICATIONS {
        w.ask(&moderator(), clarify("Once more.")).unwrap();
    }
    w.refused(&moderator(), clarify("Once too often."), Code::TooMany, "at most 20");
    assert_eq!(w.replayed().polls, w.m.polls);
}

#[test]
fn a_minority_states_its_opinion_beside_the_result() {
    let mut w = World::new();
    let id = question(&mut w, Terms::default());
    w.ask(&moderator(), open(&[id.0])).unwrap();
    let mine = || Command::AddStatement(statement(id, "We cannot follow the majority."));
    w.refused(&person_link(1), mine(), Code::MovedOn, "not closed yet");
    w.ask(&moderator(), close(&[id.0], 0)).unwrap();
    w.wait(5_000);
    w.m.phase = Phase::Ended;
    w.ask(&person_link(1), mine()).unwrap();
    let behalf = Some("The delegation of the south".to_owned());
    let minority = AddStatement { kind: StatementKind::Minority, behalf, ..statement(id, "It came too early.") };
    w.ask(&staff(Role::Reporter), Command::AddStatement(minority)).unwrap();
    let told: Vec<_> = w.poll(id.0).statements.iter().map(|s| (s.kind, s.person)).collect();
    assert_eq!(told, [(StatementKind::Dissent, Some(PersonId(1))), (StatementKind::Minority, None)]);
    assert_eq!(w.replayed().polls, w.m.polls);
}

#[test]
fn statements_are_refused_with_what_is_wrong() {
    let mut w = World::new();
    let id = question(&mut w, Terms::default());
    w.ask(&moderator(), open(&[id.0])).unwrap();
    w.ask(&moderator(), close(&[id.0], 0)).unwrap();
    w.wait(5_000);
    let of =
        |person: u32| Command::AddStatement(AddStatement { person: Some(PersonId(person)), ..statement(id, "No.") });
    let mine = || Command::AddStatement(statement(id, "No."));
    w.refused(&person_link(1), of(2), Code::NotYours, "their own opinion only");
    w.refused(&moderator(), of(99), Code::NotFound, "no person 99");
    w.refused(&moderator(), mine(), Code::BadField, "whose statement it is");
    w.refused(&operator(NAIROBI), mine(), Code::NotYourRole, "only for: moderator, reporter, participant");
    w.refused(&person_link(1), Command::AddStatement(statement(id, "\n")), Code::BadField, "is empty");
    for _ in 0..protocol::limits::STATEMENTS_EACH {
        w.ask(&person_link(1), mine()).unwrap();
    }
    w.refused(&person_link(1), mine(), Code::TooMany, "3 statements of one person");
    w.ask(&person_link(2), mine()).unwrap();
    let long = Command::AddStatement(statement(id, &"x".repeat(1_201)));
    w.refused(&person_link(2), long, Code::BadField, "longer than 1200 characters");
}

#[test]
fn a_declaration_is_short_and_changed_a_few_times_only() {
    let mut w = World::new();
    let id = question(&mut w, Terms { declare: true, ..Terms::default() });
    w.ask(&moderator(), open(&[id.0])).unwrap();
    w.refused(&person_link(1), declare(id, Some(&"x".repeat(301))), Code::BadField, "longer than 300 characters");
    w.ask(&person_link(1), declare(id, Some(&"x".repeat(300)))).unwrap();
    for n in 0..protocol::limits::DECLARED_AGAIN {
        w.ask(&person_link(1), declare(id, (n % 2 == 1).then_some("I work for the bidder."))).unwrap();
    }
    let before = w.m.polls.clone();
    w.refused(&person_link(1), declare(id, Some("Again.")), Code::TooMany, "changed your declaration 5 times");
    assert_eq!(w.m.polls, before, "the last one stands");
    w.ask(&person_link(2), declare(id, None)).unwrap();
    assert_eq!(w.replayed().polls, w.m.polls);
}

#[test]
fn many_statements_keep_nobody_from_the_first_one_nor_the_reporter_from_theirs() {
    use protocol::limits::{STATEMENTS, STATEMENTS_OF_STAFF, STATEMENTS_SECOND};
    let mut w = World::new();
    let id = question(&mut w, Terms::default());
    w.ask(&moderator(), open(&[id.0])).unwrap();
    w.ask(&moderator(), close(&[id.0], 0)).unwrap();
    w.wait(5_000);
    let mine = || Command::AddStatement(statement(id, "No."));
    w.ask(&person_link(1), mine()).unwrap();
    let fill = |w: &mut World, to: usize| {
        let of_somebody = meeting::meeting::Statement { person: None, ..w.poll(id.0).statements[0].clone() };
        w.m.polls.get_mut(&id).unwrap().statements.resize(to, of_somebody);
    };
    fill(&mut w, STATEMENTS_SECOND - 1);
    w.ask(&person_link(1), mine()).unwrap();
    w.refused(&person_link(1), mine(), Code::TooMany, "for those who have none");
    w.ask(&person_link(2), mine()).unwrap();
    fill(&mut w, STATEMENTS - STATEMENTS_OF_STAFF);
    w.refused(&person_link(3), mine(), Code::TooMany, "ask the reporter");
    let of = |n: u32| AddStatement { behalf: Some(format!("Delegation {n}")), ..statement(id, "No.") };
    for n in 0..u32::try_from(STATEMENTS_OF_STAFF).unwrap() {
        w.ask(&staff(Role::Reporter), Command::AddStatement(of(n))).unwrap();
    }
    w.refused(&staff(Role::Reporter), Command::AddStatement(of(99)), Code::TooMany, "at most 400");
}
