//! Preparing questions and sets.

use protocol::{Command, Phase, Polarity, PollId, PollSetId, RefusalCode as Code, Role, poll_command::*};

use crate::world::*;

fn question(text: &str) -> SetPoll {
    SetPoll { question: Some(text.to_owned()), ..SetPoll::default() }
}

fn scale(first: u32, points: u32, labels: &[&str]) -> Scale {
    let labels = labels.iter().map(|l| (*l).to_owned()).collect();
    Scale { first, points, polarity: Polarity::Unipolar, labels, no_opinion: false }
}

#[test]
fn a_question_has_sane_defaults_and_keeps_what_is_not_changed() {
    let mut w = World::new();
    w.ask(&staff(Role::Organiser), Command::SetPoll(question("  Are we heard?  "))).unwrap();
    let p = w.poll(1);
    assert_eq!((p.question.as_str(), p.short.as_str(), p.position), ("Are we heard?", "Are we heard?", 1));
    assert_eq!((p.scale.first, p.scale.points, p.scale.polarity), (1, 5, Polarity::Unipolar));
    assert_eq!(p.methods, by_ballots());
    let change = SetPoll { poll: Some(PollId(1)), scale: Some(scale(0, 11, &["no", "yes"])), ..SetPoll::default() };
    w.ask(&moderator(), Command::SetPoll(change)).unwrap();
    assert_eq!((w.poll(1).question.as_str(), w.poll(1).scale.points), ("Are we heard?", 11));
}

#[test]
fn a_short_title_is_made_from_the_question_until_one_is_given() {
    let mut w = World::new();
    let long = "To what degree do governments include outside groups in identifying issues and in discussing them?";
    w.ask(&moderator(), Command::SetPoll(question(long))).unwrap();
    assert_eq!(w.poll(1).short, "To what degree do governments include outside groups in…");
    w.ask(&moderator(), Command::SetPoll(SetPoll { poll: Some(PollId(1)), ..question("Shorter?") })).unwrap();
    assert_eq!(w.poll(1).short, "Shorter?");
    let short = SetPoll { poll: Some(PollId(1)), short: Some("Inclusion".into()), ..SetPoll::default() };
    w.ask(&moderator(), Command::SetPoll(short)).unwrap();
    w.ask(&moderator(), Command::SetPoll(SetPoll { poll: Some(PollId(1)), ..question("Other words?") })).unwrap();
    assert_eq!(w.poll(1).short, "Inclusion");
}

#[test]
fn questions_take_their_places_in_a_set_and_the_others_move_on() {
    let mut w = World::new();
    let set = SetPollSet { set: None, title: Some("Inclusiveness".into()) };
    w.ask(&moderator(), Command::SetPollSet(set)).unwrap();
    for text in ["one", "two", "three"] {
        let in_set = SetPoll { set: Some(PollSetId(1)), ..question(text) };
        w.ask(&moderator(), Command::SetPoll(in_set)).unwrap();
    }
    let set = |w: &World| meeting::poll::in_order(&w.m, Some(PollSetId(1))).iter().map(|p| p.0).collect::<Vec<_>>();
    let mut put = |poll: u32, position: u32| {
        let command = SetPoll { poll: Some(PollId(poll)), position: Some(position), ..SetPoll::default() };
        w.ask(&moderator(), Command::SetPoll(command)).unwrap();
        set(&w)
    };
    assert_eq!(put(3, 1), [3, 1, 2]);
    assert_eq!(put(3, 2), [1, 3, 2]);
    assert_eq!(put(1, 99), [3, 2, 1]);
    w.ask(&moderator(), Command::RemovePoll(RemovePoll { poll: PollId(2) })).unwrap();
    assert_eq!(set(&w), [3, 1]);
    w.ask(&moderator(), Command::SetPoll(SetPoll { set: Some(PollSetId(1)), ..question("four") })).unwrap();
    assert_eq!(set(&w), [3, 1, 4], "numbers are never used again");
    assert_eq!(w.replayed(), w.m);
}

#[test]
fn drafts_are_refused_with_what_is_wrong() {
    let mut w = World::new();
    let ask =
        |w: &mut World, c: SetPoll, code: Code, text: &str| w.refused(&moderator(), Command::SetPoll(c), code, text);
    ask(&mut w, SetPoll::default(), Code::BadField, "question is missing");
    ask(&mut w, question("  "), Code::BadField, "question is empty");
    ask(&mut w, question(&"x".repeat(401)), Code::BadField, "question is longer than 400");
    let with = |s: Scale| SetPoll { scale: Some(s), ..question("Q?") };
    ask(&mut w, with(scale(1, 1, &[])), Code::BadField, "scale has 1 points: 2 to 11");
    ask(&mut w, with(scale(1, 12, &[])), Code::BadField, "scale has 12 points");
    ask(&mut w, with(scale(2, 5, &[])), Code::BadField, "scale begins with 2");
    ask(&mut w, with(scale(1, 5, &["a", "b", "c"])), Code::BadField, "scale has 3 labels");
    ask(&mut w, with(scale(1, 5, &["a", ""])), Code::BadField, "label is empty");
    ask(&mut w, SetPoll { methods: Some(Methods::default()), ..question("Q?") }, Code::BadField, "methods are empty");
    ask(&mut w, SetPoll { set: Some(PollSetId(9)), ..question("Q?") }, Code::NotFound, "no set 9");
    ask(&mut w, SetPoll { poll: Some(PollId(9)), ..question("Q?") }, Code::NotFound, "no question 9");
    ask(&mut w, SetPoll { position: Some(0), ..question("Q?") }, Code::BadField, "position is 0");
    ask(
        &mut w,
        SetPoll { short: Some("x\u{202e}".into()), ..question("Q?") },
        Code::BadField,
        "short has an invisible",
    );
    let untitled = Command::SetPollSet(SetPollSet::default());
    w.refused(&moderator(), untitled, Code::BadField, "title is missing");
    let unknown = Command::SetPollSet(SetPollSet { set: Some(PollSetId(4)), title: Some("T".into()) });
    w.refused(&moderator(), unknown, Code::NotFound, "no set 4");
    assert!(w.log.is_empty());
}

#[test]
fn only_organiser_and_moderator_prepare_and_only_drafts() {
    let mut w = World::new();
    for who in [person_link(1), operator(NAIROBI), staff(Role::Reporter), staff(Role::Display)] {
        w.refused(&who, Command::SetPoll(question("Q?")), Code::NotYourRole, "only for: organiser, moderator");
        w.refused(&who, Command::RemovePoll(RemovePoll { poll: PollId(1) }), Code::NotYourRole, "only for");
    }
    let id = w.open_question(by_ballots());
    let change = SetPoll { poll: Some(id), ..question("Something else?") };
    w.refused(&moderator(), Command::SetPoll(change), Code::PollNotDraft, "was opened");
    w.refused(&moderator(), Command::RemovePoll(RemovePoll { poll: id }), Code::PollNotDraft, "was opened");
    w.m.phase = Phase::Ended;
    w.refused(&moderator(), Command::SetPoll(question("Q?")), Code::MeetingEnded, "has ended");
}

#[test]
fn a_meeting_has_at_most_500_questions() {
    let mut w = World::new();
    for _ in 0..500 {
        w.ask(&moderator(), Command::SetPoll(question("Q?"))).unwrap();
    }
    w.refused(&moderator(), Command::SetPoll(question("Q?")), Code::TooMany, "at most 500 questions");
}
