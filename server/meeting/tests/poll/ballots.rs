//! Every person's ballot.

use protocol::{Command, PersonId, Phase, Place, Polarity, PollId, RefusalCode as Code, Role, poll_command::*};

use crate::world::*;

#[test]
fn a_second_ballot_replaces_the_first_until_the_close() {
    let mut w = World::new();
    let id = w.open_question(by_ballots());
    w.ask(&person_link(1), cast(id, 2)).unwrap();
    w.ask(&person_link(1), cast(id, 5)).unwrap();
    w.ask(&person_link(2), cast(id, 5)).unwrap();
    let tally = w.tally(id.0);
    assert_eq!((tally.ballots, tally.all.votes.n), (2, 2));
    assert_eq!(tally.all.votes.counts, [0, 0, 0, 0, 2]);
    assert_eq!(tally.turnout, Some(2.0 / 6.0));
    assert_eq!(meeting::poll::answers_in(w.poll(id.0)), 2);
}

#[test]
fn a_ballot_counts_where_its_person_was_when_it_was_cast() {
    let mut w = World::new();
    let id = w.open_question(by_ballots());
    w.ask(&person_link(4), cast(id, 3)).unwrap();
    w.m.people.get_mut(&PersonId(4)).unwrap().place = Some(Place::Room);
    w.m.people.get_mut(&PersonId(4)).unwrap().region = Some(key("asia"));
    let tally = w.tally(id.0);
    assert_eq!(tally.places.keys().copied().collect::<Vec<_>>(), [Place::Hub(NAIROBI)]);
    assert_eq!(tally.regions.keys().collect::<Vec<_>>(), [&key("africa")], "without a region of one's own: the hub's");
    assert_eq!(tally.groups[&key("government")].votes.counts, [0, 0, 1, 0, 0]);
    w.ask(&person_link(4), cast(id, 2)).unwrap();
    let tally = w.tally(id.0);
    assert_eq!(tally.places.keys().copied().collect::<Vec<_>>(), [Place::Hub(NAIROBI)], "a head is taken once");
    assert_eq!(tally.regions.keys().collect::<Vec<_>>(), [&key("asia")]);
}

#[test]
fn no_opinion_stands_outside_n_where_the_scale_has_it() {
    let mut w = World::new();
    let id = w.open_question(by_ballots());
    let none = Command::Cast(Cast { poll: id, choice: None, choices: Vec::new() });
    w.refused(&person_link(1), none, Code::OutsideScale, "has no \"no opinion\": choose 1 to 5");
    let scale = Scale { first: 0, points: 4, polarity: Polarity::Bipolar, labels: vec![], no_opinion: true };
    let command = SetPoll { question: Some("Q?".into()), scale: Some(scale), ..SetPoll::default() };
    w.ask(&moderator(), Command::SetPoll(command)).unwrap();
    w.ask(&moderator(), open(&[2])).unwrap();
    let id = PollId(2);
    w.ask(&person_link(1), Command::Cast(Cast { poll: id, choice: None, choices: Vec::new() })).unwrap();
    assert_eq!(w.tally(2).all.stats, None, "no answers, no statistics");
    w.ask(&person_link(2), cast(id, 0)).unwrap();
    w.ask(&person_link(3), cast(id, 3)).unwrap();
    w.refused(&person_link(4), cast(id, 4), Code::OutsideScale, "choice 4 is outside the scale: 0 to 3");
    let tally = w.tally(2);
    assert_eq!((tally.all.votes.n, tally.all.votes.no_opinion, tally.ballots), (2, 1, 3));
    assert_eq!(tally.all.votes.counts, [1, 0, 0, 1]);
}

#[test]
fn ballots_are_refused_with_what_is_wrong() {
    let mut w = World::new();
    w.ask(&moderator(), Command::SetPoll(SetPoll { question: Some("Secret plans?".into()), ..SetPoll::default() }))
        .unwrap();
    let draft = w.ask(&person_link(1), cast(PollId(1), 3)).unwrap_err();
    assert_eq!((draft.code, draft.text.as_str()), (Code::PollNotOpen, "this question is not open yet"));
    w.refused(&person_link(1), cast(PollId(9), 3), Code::NotFound, "no question 9");
    let id = w.open_question(by_ballots());
    w.refused(&person_link(1), cast(id, 0), Code::OutsideScale, "choice 0 is outside the scale: 1 to 5");
    w.refused(&person_link(1), cast(id, 6), Code::OutsideScale, "1 to 5");
    w.refused(&person_link(7), cast(id, 3), Code::NotEligible, "you were removed");
    w.refused(&person_link(70), cast(id, 3), Code::NotEligible, "you were removed");
    w.refused(&staff(Role::Participant), cast(id, 3), Code::NotEligible, "join with your name first");
    for who in [moderator(), operator(NAIROBI), staff(Role::Viewer), staff(Role::Steward)] {
        w.refused(&who, cast(id, 3), Code::NotYourRole, "only for: participant");
    }
    let agreed_only = w.open_question(by_region());
    let text = "takes no ballots: it is answered by a value agreed by each region";
    w.refused(&person_link(1), cast(agreed_only, 3), Code::NotEligible, text);
    w.m.phase = Phase::Ended;
    w.refused(&person_link(1), cast(id, 3), Code::MeetingEnded, "has ended");
    w.m.phase = Phase::Preparing;
    w.refused(&person_link(1), cast(id, 3), Code::NotRunning, "has not started");
    assert_eq!(w.tally(id.0).ballots, 0);
}
