//! Counted shows of hands, within the heads of their place.

use protocol::{Command, HubId, PersonId, Phase, Place, Polarity, PollId, RefusalCode as Code, Role, poll_command::*};

use crate::world::*;

const IN_NAIROBI: Place = Place::Hub(NAIROBI);

#[test]
fn a_hub_counts_one_grid_within_its_heads() {
    let mut w = World::new();
    let (one, two) = (w.open_question(by_hands()), w.open_question(by_hands()));
    let line = |poll, hands: [u32; 5]| CountedHands { poll, hands: hands.to_vec(), no_opinion: 0, groups: Vec::new() };
    let grid = vec![line(one, [0, 1, 2, 10, 12]), line(two, [25, 0, 0, 0, 0])];
    let command = Count { place: IN_NAIROBI, grid, counter: Some("Amina Otieno".into()) };
    w.ask(&operator(NAIROBI), Command::Count(command)).unwrap();
    let counted = &w.poll(1).counted[&IN_NAIROBI];
    assert_eq!((counted.hands.as_slice(), counted.heads), (&[0, 1, 2, 10, 12][..], 25));
    assert_eq!(w.m.vault.open(counted.counter.as_ref().unwrap()), Some("Amina Otieno"));
    assert!(!String::from_utf8(w.log.last().unwrap().write()).unwrap().contains("Amina"));
    let tally = w.tally(1);
    assert_eq!((tally.all.votes.n, tally.ballots), (25, 0));
    assert_eq!(tally.regions[&key("africa")].votes.counts, [0, 1, 2, 10, 12]);
    assert_eq!(tally.places[&IN_NAIROBI].votes.n, 25);
    assert!(tally.groups.is_empty(), "nobody knows whose hands they are");
    w.ask(&operator(NAIROBI), count(IN_NAIROBI, one, &[1, 0, 0, 0, 0])).unwrap();
    assert_eq!(w.tally(1).all.votes.n, 1, "a new count replaces the old one");
}

#[test]
fn heads_that_answered_themselves_are_not_counted_again() {
    let mut w = World::new();
    let id = w.open_question(by_hands());
    w.ask(&person_link(3), cast(id, 5)).unwrap();
    w.ask(&person_link(4), cast(id, 5)).unwrap();
    let text = "24 hands counted in Nairobi for \"Who decides?\", at most 23 are possible: 25 heads when it opened, \
                less 2 who answered by a ballot";
    w.refused(&operator(NAIROBI), count(IN_NAIROBI, id, &[0, 0, 0, 0, 24]), Code::AboveHeads, text);
    w.ask(&operator(NAIROBI), count(IN_NAIROBI, id, &[0, 0, 0, 0, 23])).unwrap();
    assert_eq!(w.tally(1).all.votes.n, 25);
    assert_eq!(meeting::poll::answered_at(&w.m, NAIROBI), 25);
    w.ask(&person_link(3), cast(id, 1)).unwrap();
    assert_eq!(w.tally(1).all.votes.counts, [1, 0, 0, 0, 24], "a change of mind takes no further head");
}

#[test]
fn a_ballot_after_the_count_needs_a_head_that_was_not_counted() {
    let mut w = World::new();
    let id = w.open_question(by_hands());
    w.ask(&operator(LIMA), count(Place::Hub(LIMA), id, &[0, 0, 4, 0, 0])).unwrap();
    let text = "all 4 heads of Lima have answered, 4 by counted hands and 0 by ballots: ask the operator to lower";
    w.refused(&person_link(5), cast(id, 3), Code::AboveHeads, text);
    w.ask(&operator(LIMA), count(Place::Hub(LIMA), id, &[0, 0, 3, 0, 0])).unwrap();
    w.ask(&person_link(5), cast(id, 3)).unwrap();
    assert_eq!(w.tally(1).places[&Place::Hub(LIMA)].votes.n, 4);
}

#[test]
fn the_room_has_the_heads_that_the_roster_knows_there() {
    let mut w = World::new();
    let id = w.open_question(by_hands());
    w.refused(&staff(Role::Steward), count(Place::Room, id, &[3, 0, 0, 0, 0]), Code::AboveHeads, "at most 2");
    w.ask(&staff(Role::Steward), count(Place::Room, id, &[1, 0, 0, 0, 0])).unwrap();
    w.ask(&person_link(1), cast(id, 2)).unwrap();
    w.refused(&person_link(2), cast(id, 2), Code::AboveHeads, "all 2 heads of the room");
    let mut w = World::new();
    for person in w.m.people.values_mut() {
        person.place = None;
    }
    let id = w.open_question(by_hands());
    w.ask(&moderator(), count(Place::Room, id, &[1_000, 0, 0, 0, 999])).unwrap();
    w.refused(&moderator(), count(Place::Room, id, &[2_001, 0, 0, 0, 0]), Code::AboveHeads, "at most 2000");
}

#[test]
fn the_heads_of_the_room_are_those_of_the_opening_too() {
    let mut w = World::new();
    let id = w.open_question(by_hands());
    w.ask(&staff(Role::Steward), count(Place::Room, id, &[1, 1, 0, 0, 0])).unwrap();
    // They go online, or leave: neither lets the count grow, nor takes it away.
    for person in w.m.people.values_mut().filter(|p| p.place == Some(Place::Room)) {
        person.place = Some(Place::Online);
    }
    w.refused(&staff(Role::Steward), count(Place::Room, id, &[3, 0, 0, 0, 0]), Code::AboveHeads, "at most 2");
    w.m.people.values_mut().for_each(|p| p.removed = true);
    w.ask(&moderator(), close(&[id.0], 0)).unwrap();
    w.wait(5_000);
    let correct = |hands: &[u32]| Command::CorrectAnswer(correct_count(id, Place::Room, hands, "miscounted"));
    w.refused(&moderator(), correct(&[1_999, 0, 0, 0, 0]), Code::AboveHeads, "at most 2");
    w.ask(&moderator(), correct(&[2, 0, 0, 0, 0])).unwrap();
}

#[test]
fn entries_from_before_the_heads_of_the_room_were_kept_count_those_that_are_there() {
    let mut w = World::new();
    let id = w.open_question(by_hands());
    let mut old = w.log.clone();
    let entry = serde_json::to_value(&old.last().unwrap().fact).unwrap();
    assert!(entry.to_string().contains("\"room\":2") && entry.to_string().contains("\"grace_ms\":5000"), "{entry}");
    for event in &mut old {
        if let meeting::Fact::PollsOpened(f) = &mut event.fact {
            (f.room, f.grace_ms) = (None, None);
        }
    }
    w.log = old;
    w.m = w.replayed();
    w.m.people.values_mut().filter(|p| p.place == Some(Place::Online)).for_each(|p| p.place = Some(Place::Room));
    w.ask(&staff(Role::Steward), count(Place::Room, id, &[3, 0, 0, 0, 0])).unwrap();
}

#[test]
fn who_answered_and_is_moved_takes_one_head_and_may_answer_anew() {
    let mut w = World::new();
    let id = w.open_question(Methods { ballots: true, ..by_hands() });
    // Answered in the hub, moved online, answered anew: the hub has one head less for hands all the same.
    w.ask(&person_link(4), cast(id, 2)).unwrap();
    w.m.people.get_mut(&PersonId(4)).unwrap().place = Some(Place::Online);
    w.ask(&person_link(4), cast(id, 3)).unwrap();
    w.refused(&operator(NAIROBI), count(IN_NAIROBI, id, &[25, 0, 0, 0, 0]), Code::AboveHeads, "at most 24");
    w.ask(&operator(NAIROBI), count(IN_NAIROBI, id, &[24, 0, 0, 0, 0])).unwrap();
    // Answered elsewhere, moved into the hub that is counted: the ballot may still be replaced, and counts where it did.
    w.ask(&person_link(1), cast(id, 2)).unwrap();
    w.m.people.get_mut(&PersonId(1)).unwrap().place = Some(IN_NAIROBI);
    w.ask(&person_link(1), cast(id, 5)).unwrap();
    w.m.people.get_mut(&PersonId(2)).unwrap().place = Some(IN_NAIROBI);
    w.refused(&person_link(2), cast(id, 5), Code::AboveHeads, "all 25 heads of Nairobi");
    let tally = w.tally(id.0);
    assert_eq!((tally.all.votes.n, tally.places[&IN_NAIROBI].votes.n), (26, 25));
    assert_eq!(tally.all.votes.counts, [24, 0, 1, 0, 1]);
}

#[test]
fn heads_are_those_of_the_opening() {
    let mut w = World::new();
    let id = w.open_question(by_hands());
    w.m.hubs.get_mut(&NAIROBI).unwrap().heads = 60;
    w.refused(&operator(NAIROBI), count(IN_NAIROBI, id, &[26, 0, 0, 0, 0]), Code::AboveHeads, "at most 25");
    let late = HubId(3);
    w.m.hubs.insert(late, w.m.hubs[&NAIROBI].clone());
    w.refused(
        &operator(late),
        count(Place::Hub(late), id, &[1, 0, 0, 0, 0]),
        Code::AboveHeads,
        "0 heads when it opened",
    );
    // Questions that opened at different times have different heads: each is held to its own.
    let later = w.open_question(by_hands());
    let line = |poll, n| CountedHands { poll, hands: vec![n, 0, 0, 0, 0], no_opinion: 0, groups: Vec::new() };
    let grid = vec![line(later, 55), line(id, 20)];
    w.ask(&operator(NAIROBI), Command::Count(Count { place: IN_NAIROBI, grid, counter: Some("A".into()) })).unwrap();
    assert_eq!((w.poll(1).counted[&IN_NAIROBI].heads, w.poll(2).counted[&IN_NAIROBI].heads), (25, 60));
    assert_eq!(w.replayed().polls, w.m.polls);
}

#[test]
fn counts_are_refused_with_what_is_wrong() {
    let mut w = World::new();
    let id = w.open_question(by_hands());
    let hands = [1, 0, 0, 0, 0];
    for who in [person_link(3), staff(Role::Reporter), staff(Role::Organiser), staff(Role::Display)] {
        w.refused(&who, count(IN_NAIROBI, id, &hands), Code::NotYourRole, "only for: hub operator, steward, moderator");
    }
    w.refused(&operator(LIMA), count(IN_NAIROBI, id, &hands), Code::NotYourPlace, "another hub");
    w.refused(&operator(LIMA), count(Place::Room, id, &hands), Code::NotYourPlace, "another hub");
    w.refused(&staff(Role::Steward), count(IN_NAIROBI, id, &hands), Code::NotYourPlace, "a steward counts the room");
    w.refused(&moderator(), count(Place::Online, id, &hands), Code::NotEligible, "people online answer by ballots");
    w.refused(&moderator(), count(Place::Hub(HubId(9)), id, &hands), Code::NotFound, "no hub 9");
    w.refused(&operator(NAIROBI), count(IN_NAIROBI, PollId(9), &hands), Code::NotFound, "no question 9");
    w.refused(&operator(NAIROBI), count(IN_NAIROBI, id, &[1, 2]), Code::OutsideScale, "2 numbers of hands");
    w.refused(&operator(NAIROBI), count(IN_NAIROBI, id, &[u32::MAX; 5]), Code::AboveHeads, "4294967295 hands");
    let grid = |grid: Vec<CountedHands>| Command::Count(Count { place: IN_NAIROBI, grid, counter: None });
    let line = CountedHands { poll: id, hands: hands.to_vec(), no_opinion: 0, groups: Vec::new() };
    w.refused(&operator(NAIROBI), grid(vec![]), Code::BadField, "grid is empty");
    w.refused(&operator(NAIROBI), grid(vec![line.clone(), line.clone()]), Code::BadField, "two lines for question 1");
    let no_opinion = CountedHands { no_opinion: 1, ..line.clone() };
    w.refused(&operator(NAIROBI), grid(vec![no_opinion]), Code::OutsideScale, "has no \"no opinion\"");
    let named = Count { place: IN_NAIROBI, grid: vec![line.clone()], counter: Some("x".repeat(41)) };
    w.refused(&operator(NAIROBI), Command::Count(named), Code::BadField, "counter is longer than 40");
    let ballots = w.open_question(by_ballots());
    let other = CountedHands { poll: ballots, ..line.clone() };
    w.refused(&operator(NAIROBI), grid(vec![line.clone(), other]), Code::NotEligible, "takes no counted hands");
    assert!(w.poll(1).counted.is_empty(), "one bad line, and nothing is counted");
    w.ask(&moderator(), close(&[id.0], 0)).unwrap();
    w.wait(5_000);
    w.refused(&operator(NAIROBI), grid(vec![line.clone()]), Code::PollNotOpen, "is closed");
    w.m.phase = Phase::Ended;
    w.refused(&operator(NAIROBI), grid(vec![line]), Code::MeetingEnded, "has ended");
}

#[test]
fn a_count_is_corrected_after_the_close_within_the_same_heads() {
    let mut w = World::new();
    let scale = Scale { first: 1, points: 2, polarity: Polarity::Unipolar, labels: vec![], no_opinion: true };
    let (question, methods) = (Some("Q?".to_owned()), Some(by_hands()));
    let command = SetPoll { question, methods, scale: Some(scale), ..SetPoll::default() };
    w.ask(&moderator(), Command::SetPoll(command)).unwrap();
    w.ask(&moderator(), open(&[1])).unwrap();
    let id = PollId(1);
    w.ask(&person_link(3), cast(id, 1)).unwrap();
    let grid = vec![CountedHands { poll: id, hands: vec![10, 5], no_opinion: 4, groups: Vec::new() }];
    w.ask(&operator(NAIROBI), Command::Count(Count { place: IN_NAIROBI, grid, counter: None })).unwrap();
    w.ask(&moderator(), close(&[1], 0)).unwrap();
    w.wait(5_000);
    let correct = |hands: &[u32]| Command::CorrectAnswer(correct_count(id, IN_NAIROBI, hands, "two had left"));
    w.refused(&operator(NAIROBI), correct(&[8, 5]), Code::NotYourRole, "only for: moderator, reporter");
    w.refused(&moderator(), correct(&[8]), Code::OutsideScale, "1 numbers of hands");
    w.refused(&moderator(), correct(&[10, 5]), Code::BadField, "the same already");
    w.refused(&moderator(), correct(&[16, 5]), Code::AboveHeads, "25 hands counted in Nairobi");
    let of_lima = Command::CorrectAnswer(correct_count(id, Place::Hub(LIMA), &[1, 1], "a slip"));
    w.refused(&moderator(), of_lima, Code::NotFound, "no count of hub/2");
    w.ask(&staff(Role::Reporter), correct(&[8, 5])).unwrap();
    let counted = &w.poll(1).counted[&IN_NAIROBI];
    assert_eq!((counted.hands.as_slice(), counted.no_opinion, counted.corrected), (&[8, 5][..], 4, true));
    assert_eq!(w.tally(1).all.votes.n, 14);
    // Three hands had been taken for "no opinion": within the heads only if both are corrected at once.
    let right =
        |none| CorrectAnswer { no_opinion: Some(none), ..correct_count(id, IN_NAIROBI, &[15, 8], "taken for none") };
    w.refused(&moderator(), Command::CorrectAnswer(right(4)), Code::AboveHeads, "27 hands counted");
    w.ask(&moderator(), Command::CorrectAnswer(right(1))).unwrap();
    let counted = &w.poll(1).counted[&IN_NAIROBI];
    assert_eq!((counted.hands.as_slice(), counted.no_opinion), (&[15, 8][..], 1));
    let last = w.poll(1).corrections.last().unwrap();
    assert_eq!((last.was_no_opinion, last.no_opinion), (Some(4), Some(1)));
    w.refused(&moderator(), Command::CorrectAnswer(right(1)), Code::BadField, "the same already");
    assert_eq!(w.replayed().polls, w.m.polls);
    w.ask(
        &moderator(),
        Command::CorrectAnswer(CorrectAnswer { no_opinion: Some(4), ..correct_count(id, IN_NAIROBI, &[8, 5], "no") }),
    )
    .unwrap();
    w.m.people.get_mut(&PersonId(3)).unwrap().removed = true;
    assert_eq!(w.tally(1).all.votes.n, 14, "a removed person's ballot stays");
}
