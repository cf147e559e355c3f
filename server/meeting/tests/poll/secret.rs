//! Secret ballots: sealed while the question runs, counted at the close, and never linked to a seat.

use meeting::event::{SecretCounted, SecretTotals};
use meeting::poll::secret::{Chosen, PollKey, Slot};
use meeting::{Event, Fact, Meeting, tally};
use protocol::{
    Command, Dimension, HubId, Majority, PersonId, Place, PollId, PollKind, RefusalCode, Role, Showing,
    ballot_command::PassBallot, poll_command::*, poll_terms::Terms,
};

use crate::world::*;

/// A world with `n` more people of a region, from this number on.
fn crowd(w: &mut World, from: u32, n: u32, region: Option<&str>) {
    for m in [&mut w.m, &mut w.before] {
        for id in from..from + n {
            let mut person = m.people[&PersonId(1)].clone();
            person.region = region.map(key);
            m.people.insert(PersonId(id), person);
            m.last.person = m.last.person.max(id);
        }
    }
}

fn open_secret(w: &mut World, showing: Showing, breakdown: Option<Dimension>, methods: Methods) -> PollId {
    let command = SetPoll {
        question: Some("Who shall chair?".into()),
        terms: Some(Terms { secret: true, breakdown, ..Terms::default() }),
        methods: Some(methods),
        showing: Some(showing),
        ..SetPoll::default()
    };
    w.ask(&moderator(), Command::SetPoll(command)).unwrap();
    let id = PollId(w.m.last.poll);
    w.ask(&moderator(), open(&[id.0])).unwrap();
    id
}

fn choose(w: &mut World, poll: PollId, people: std::ops::Range<u32>, choice: u32) {
    people.for_each(|id| w.ask(&person_link(id), cast(poll, choice)).unwrap());
}

fn close_now(w: &mut World, poll: PollId) {
    w.ask(&moderator(), close(&[poll.0], 0)).unwrap();
    w.wait(60_000);
}

fn counted(m: &Meeting, poll: PollId) -> SecretCounted {
    m.polls[&poll].secret.as_ref().unwrap().counted.clone().unwrap()
}

#[test]
fn is_sealed_counted_and_forgotten() {
    let mut w = World::new();
    let poll = open_secret(&mut w, Showing::OnClose, None, by_ballots());
    let key = w.m.keys.of(poll).unwrap().clone();
    choose(&mut w, poll, 1..4, 4);
    choose(&mut w, poll, 4..6, 2);
    w.ask(&person_link(1), cast(poll, 5)).unwrap();
    let kept = w.poll(poll.0).secret.clone().unwrap();
    let seat = Slot::Seat(PersonId(1));
    assert_eq!(key.open(poll, seat, &kept.ballots[&PersonId(1)].sealed), Some(Chosen::points([4])), "the last counts");
    assert!(w.poll(poll.0).ballots.is_empty());
    assert_eq!(meeting::poll::answers_in(w.poll(poll.0)), 5);
    assert_eq!(w.tally(poll.0).all.votes.n, 0, "nothing is told before the close");
    close_now(&mut w, poll);
    let tally = w.tally(poll.0);
    assert_eq!((tally.all.votes.counts.as_slice(), tally.ballots, tally.in_steps), (&[0, 2, 0, 2, 1][..], 5, false));
    let mut receipts: Vec<_> = kept.ballots.values().map(|ballot| ballot.receipt()).collect();
    receipts.sort();
    assert_eq!(counted(&w.m, poll).receipts, receipts, "each ballot that counted, and no replaced one");
    assert!(w.m.keys.of(poll).is_none(), "the key is gone");
    assert_eq!(w.m, w.replayed(), "also without keys the record gives the same state");
    w.refused(&person_link(2), cast(poll, 1), RefusalCode::PollNotOpen, "is closed");
}

#[test]
fn no_entry_depends_on_what_was_chosen() {
    let play = |choices: [u32; 6]| {
        let mut w = World::new();
        let poll = open_secret(&mut w, Showing::OnClose, None, by_ballots());
        for (person, choice) in (1..).zip(choices) {
            w.ask(&person_link(person), cast(poll, choice)).unwrap();
        }
        let told: Vec<String> = w.log.iter().map(without_seal).collect();
        told
    };
    assert_eq!(play([1, 1, 1, 1, 1, 1]), play([5, 4, 3, 2, 1, 5]));
}

/// An entry as text, with the length of its seal in the place of the seal.
fn without_seal(event: &Event) -> String {
    let mut event = event.clone();
    if let Fact::BallotSealed(f) = &mut event.fact {
        f.sealed = f.sealed.len().to_string();
    }
    String::from_utf8(event.write()).unwrap()
}

#[test]
fn two_of_the_same_choice_are_sealed_differently() {
    let mut w = World::new();
    let poll = open_secret(&mut w, Showing::OnClose, None, by_ballots());
    choose(&mut w, poll, 1..6, 3);
    let kept = w.poll(poll.0).secret.clone().unwrap();
    let sealed: std::collections::BTreeSet<_> = kept.ballots.values().map(|ballot| &ballot.sealed[..16]).collect();
    assert_eq!(sealed.len(), 5, "no nonce twice");
    assert!(PollKey::new([0; 32]).open(poll, Slot::Seat(PersonId(1)), &kept.ballots[&PersonId(1)].sealed).is_none());
}

#[test]
fn a_group_of_three_is_not_shown_nor_to_be_worked_out() {
    let mut w = World::new();
    crowd(&mut w, 11, 3, Some("africa"));
    crowd(&mut w, 21, 6, Some("europe"));
    crowd(&mut w, 31, 9, Some("asia"));
    let poll = open_secret(&mut w, Showing::Live, Some(Dimension::Region), by_ballots());
    choose(&mut w, poll, 11..14, 5);
    choose(&mut w, poll, 21..24, 1);
    choose(&mut w, poll, 24..27, 2);
    choose(&mut w, poll, 31..35, 1);
    choose(&mut w, poll, 35..40, 3);
    let stepped = w.log.iter().any(|event| matches!(event.fact, Fact::SecretStepped(_)));
    assert!(!stepped, "so few see no totals before the close");
    close_now(&mut w, poll);
    let tally = w.tally(poll.0);
    let told: Vec<_> = tally.regions.iter().map(|(key, part)| (key.as_str(), part.hidden, part.votes.n)).collect();
    assert_eq!(told, [("africa", true, 3), ("asia", false, 9), ("europe", true, 6)]);
    assert_eq!(tally.regions[&key("asia")].votes.counts, [4, 0, 5, 0, 0]);
    assert!(
        tally.regions[&key("africa")].votes.counts.is_empty() && tally.groups.is_empty() && tally.places.is_empty()
    );
    let log: String = w.log.iter().map(|event| String::from_utf8(event.write()).unwrap()).collect();
    assert!(!log.contains(r#""of":"africa","ballots":3,"counts""#) && log.contains(r#""of":"africa","ballots":3"#));
}

fn pass(poll: PollId, place: Place, choice: u32) -> Command {
    Command::PassBallot(PassBallot { poll, place, choice: Some(choice), choices: Vec::new() })
}

#[test]
fn a_device_is_passed_round_within_the_heads() {
    let mut w = World::new();
    let methods = Methods { ballots: true, passed: true, ..Methods::default() };
    let poll = open_secret(&mut w, Showing::OnClose, Some(Dimension::Place), methods);
    let lima = Place::Hub(LIMA);
    choose(&mut w, poll, 5..6, 2);
    for choice in [1, 1, 2] {
        w.ask(&operator(LIMA), pass(poll, lima, choice)).unwrap();
    }
    w.refused(&operator(LIMA), pass(poll, lima, 1), RefusalCode::AboveHeads, "all 4 heads of Lima have answered");
    w.refused(&operator(LIMA), pass(poll, Place::Hub(HubId(1)), 1), RefusalCode::NotYourPlace, "another hub");
    w.refused(&operator(LIMA), pass(poll, lima, 9), RefusalCode::OutsideScale, "outside the scale");
    w.refused(&person_link(5), pass(poll, lima, 1), RefusalCode::NotYourRole, "only for");
    w.ask(&person_link(5), cast(poll, 3)).unwrap();
    choose(&mut w, poll, 3..5, 1);
    close_now(&mut w, poll);
    let tally = w.tally(poll.0);
    assert_eq!((tally.all.votes.counts.as_slice(), tally.ballots, tally.passed), (&[4, 1, 1, 0, 0][..], 3, 3));
    assert!(tally.places.values().all(|part| part.hidden), "4 and 2: none is large enough");
    assert_eq!(counted(&w.m, poll).receipts.len(), 6);
    assert_eq!(w.m, w.replayed());
}

#[test]
fn a_member_of_a_full_hub_cannot_answer_besides() {
    let mut w = World::new();
    let methods = Methods { ballots: true, passed: true, ..Methods::default() };
    let poll = open_secret(&mut w, Showing::OnClose, None, methods);
    for _ in 0..4 {
        w.ask(&operator(LIMA), pass(poll, Place::Hub(LIMA), 1)).unwrap();
    }
    w.refused(&person_link(5), cast(poll, 1), RefusalCode::AboveHeads, "all 4 heads of Lima have answered");
}

#[test]
fn a_question_without_passing_takes_none_and_one_by_name_neither() {
    let mut w = World::new();
    let secret = open_secret(&mut w, Showing::OnClose, None, by_ballots());
    w.refused(&staff(Role::Steward), pass(secret, Place::Room, 1), RefusalCode::NotEligible, "passed round");
    let by_name = w.open_question(by_ballots());
    w.refused(&staff(Role::Steward), pass(by_name, Place::Room, 1), RefusalCode::NotEligible, "passed round");
}

#[test]
fn without_its_key_nothing_is_invented() {
    let mut w = World::new();
    let poll = open_secret(&mut w, Showing::Live, None, by_ballots());
    choose(&mut w, poll, 1..6, 3);
    w.m = w.replayed();
    w.refused(&person_link(6), cast(poll, 1), RefusalCode::PollNotOpen, "is lost");
    close_now(&mut w, poll);
    let counted = counted(&w.m, poll);
    assert!(counted.lost && counted.receipts.is_empty() && counted.totals == SecretTotals::default());
    let tally = tally::tally(&w.m, poll).unwrap();
    assert_eq!((tally.all.votes.n, tally.turnout), (0, None));
}

#[test]
fn a_vote_whose_key_was_lost_came_to_nothing_not_even_to_a_missed_quorum() {
    for lost in [false, true] {
        let mut w = World::new();
        let terms = Terms { secret: true, quorum: Some(2), majority: Some(Majority::Simple), ..Terms::default() };
        let command = SetPoll {
            question: Some("Shall she chair?".into()),
            kind: Some(PollKind::Vote),
            terms: Some(terms),
            ..SetPoll::default()
        };
        w.ask(&moderator(), Command::SetPoll(command)).unwrap();
        let poll = PollId(w.m.last.poll);
        w.ask(&moderator(), open(&[poll.0])).unwrap();
        choose(&mut w, poll, 1..4, 1);
        if lost {
            w.m = w.replayed();
        }
        close_now(&mut w, poll);
        let tally = tally::tally(&w.m, poll).unwrap();
        let outcome = meeting::outcome::outcome(&w.m, w.poll(poll.0), &tally);
        assert_eq!(outcome.map(|outcome| outcome.carried), (!lost).then_some(Some(true)));
        assert_eq!(tally.turnout.is_some(), !lost);
    }
}
