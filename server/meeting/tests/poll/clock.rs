//! Closing: the countdown, its cancelling, the grace, and answers made in time behind a bad link.

use protocol::{
    Command, Phase, Place, PollId, PollSetId, PollState, RefusalCode as Code, poll_command::*,
    setup_command::SetMeeting,
};

use crate::world::*;

#[test]
fn a_countdown_runs_a_grace_follows_then_it_is_final() {
    let mut w = World::new();
    let id = w.open_question(by_ballots());
    w.ask(&moderator(), Command::ClosePolls(ClosePolls { set: None, polls: vec![id], in_ms: None })).unwrap();
    assert_eq!(w.poll(1).closes_ms, Some(START + 10_000), "ten seconds where nothing else is said");
    assert_eq!(meeting::next_wake(&w.m), Some(START + 10_000));
    w.wait(9_999);
    assert_eq!(w.poll(1).state, PollState::Closing);
    w.ask(&person_link(1), cast(id, 2)).unwrap();
    w.wait(1);
    assert_eq!((w.poll(1).state, w.poll(1).final_ms), (PollState::Grace, Some(START + 15_000)));
    w.wait(5_000);
    assert_eq!((w.poll(1).state, w.poll(1).final_ms), (PollState::Closed, Some(START + 15_000)));
    assert_eq!(meeting::next_wake(&w.m), None);
    assert_eq!(w.tally(1).all.votes.counts, [0, 1, 0, 0, 0]);
    assert_eq!(w.replayed(), w.m);
}

#[test]
fn the_grace_is_that_of_the_opening() {
    let mut w = World::new();
    let id = w.open_question(by_ballots());
    w.ask(&moderator(), close(&[id.0], 10_000)).unwrap();
    let none = SetMeeting { grace_ms: Some(0), ..SetMeeting::default() };
    w.ask(&moderator(), Command::SetMeeting(none)).unwrap();
    w.wait(12_000);
    assert_eq!((w.poll(1).state, w.poll(1).final_ms), (PollState::Grace, Some(START + 15_000)));
    w.ask_pressed(&person_link(3), cast(id, 4), Some(START + 9_000)).unwrap();
    // A question that opens now goes by what is set now.
    let later = w.open_question(by_ballots());
    w.ask(&moderator(), close(&[later.0], 0)).unwrap();
    w.wait(0);
    assert_eq!(w.poll(later.0).state, PollState::Closed);
}

#[test]
fn without_a_grace_the_end_of_the_countdown_is_final() {
    let mut w = World::new();
    w.m.settings.grace_ms = 0;
    let id = w.open_question(by_ballots());
    w.ask(&moderator(), close(&[id.0], 0)).unwrap();
    w.wait(0);
    assert_eq!((w.poll(1).state, w.poll(1).final_ms), (PollState::Closed, Some(START)));
}

#[test]
fn a_clock_that_nobody_looked_at_closes_all_that_is_over_at_once() {
    let mut w = World::new();
    let (early, late) = (w.open_question(by_ballots()), w.open_question(by_ballots()));
    w.ask(&moderator(), close(&[early.0], 1_000)).unwrap();
    w.ask(&moderator(), close(&[late.0], 20_000)).unwrap();
    w.sleep_through(21_000);
    w.wait(0);
    assert_eq!((w.poll(1).state, w.poll(2).state), (PollState::Closed, PollState::Grace));
    assert_eq!(w.poll(2).final_ms, Some(START + 25_000));
}

#[test]
fn a_countdown_can_be_cancelled_and_begun_anew_while_it_runs() {
    let mut w = World::new();
    let id = w.open_question(by_ballots());
    w.refused(&moderator(), cancel(&[id.0]), Code::PollNotOpen, "has no countdown to cancel");
    w.ask(&moderator(), close(&[id.0], 10_000)).unwrap();
    w.wait(4_000);
    w.ask(&moderator(), cancel(&[id.0])).unwrap();
    assert_eq!((w.poll(1).state, w.poll(1).closes_ms), (PollState::Open, None));
    w.wait(60_000);
    w.ask(&person_link(1), cast(id, 5)).unwrap();
    w.ask(&moderator(), close(&[id.0], 600_000)).unwrap();
    w.ask(&moderator(), close(&[id.0], 0)).unwrap();
    w.wait(0);
    assert_eq!(w.poll(1).state, PollState::Grace, "a running countdown can be cut short");
    w.refused(&moderator(), cancel(&[id.0]), Code::PollNotOpen, "has no countdown to cancel");
    w.refused(&moderator(), close(&[id.0], 0), Code::PollNotOpen, "is not open");
}

#[test]
fn a_countdown_that_ran_out_cannot_be_changed_even_if_nobody_looked() {
    let mut w = World::new();
    let id = w.open_question(by_ballots());
    w.ask(&moderator(), close(&[id.0], 1_000)).unwrap();
    w.sleep_through(1_001);
    w.refused(&moderator(), cancel(&[id.0]), Code::PollNotOpen, "the countdown of \"Who decides?\" is over");
    w.refused(&moderator(), close(&[id.0], 9_000), Code::PollNotOpen, "is over");
}

#[test]
fn closing_is_refused_with_what_is_wrong() {
    let mut w = World::new();
    let id = w.open_question(by_ballots());
    w.refused(&moderator(), close(&[id.0], -1), Code::BadField, "in_ms is -1: 0 to 600000");
    w.refused(&moderator(), close(&[id.0], 600_001), Code::BadField, "in_ms is 600001");
    w.refused(&moderator(), close(&[], 0), Code::BadField, "name a set or at least one question");
    w.ask(&moderator(), Command::SetPollSet(SetPollSet { set: None, title: Some("Set".into()) })).unwrap();
    let set = ClosePolls { set: Some(PollSetId(1)), polls: vec![], in_ms: None };
    w.refused(&moderator(), Command::ClosePolls(set), Code::PollNotOpen, "no question of this set is open");
    w.ask(&moderator(), Command::SetPoll(SetPoll { question: Some("Draft?".into()), ..SetPoll::default() })).unwrap();
    w.refused(&moderator(), close(&[2], 0), Code::PollNotOpen, "\"Draft?\" is not open");
    w.m.phase = Phase::Ended;
    w.refused(&moderator(), close(&[id.0], 0), Code::MeetingEnded, "has ended");
}

#[test]
fn a_ballot_pressed_in_time_counts_within_the_grace_and_a_later_one_does_not() {
    let mut w = World::new();
    let id = w.open_question(by_ballots());
    w.ask(&moderator(), close(&[id.0], 10_000)).unwrap();
    let closes_ms = START + 10_000;
    w.wait(12_000);
    assert_eq!(w.poll(1).state, PollState::Grace);
    w.ask_pressed(&person_link(3), cast(id, 4), Some(closes_ms)).unwrap();
    let late = w.ask_pressed(&person_link(4), cast(id, 4), Some(closes_ms + 1)).unwrap_err();
    assert_eq!(late.code, Code::PollNotOpen);
    w.refused(&person_link(5), cast(id, 4), Code::PollNotOpen, "closed 2.0 s before this answer was given");
    w.wait(3_001);
    let after = w.ask_pressed(&person_link(5), cast(id, 4), Some(closes_ms)).unwrap_err();
    assert!(after.text.contains("is closed"), "{after}");
    assert_eq!(w.tally(1).ballots, 1);
    assert_eq!(w.m.polls[&PollId(1)].ballots[&protocol::PersonId(3)].at_ms, START + 12_000);
}

#[test]
fn what_comes_late_keeps_both_times() {
    let mut w = World::new();
    let id = w.open_question(Methods { counted: true, ..by_ballots() });
    let grid = |n| {
        vec![protocol::poll_command::CountedHands {
            poll: id,
            hands: vec![n, 0, 0, 0, 0],
            no_opinion: 0,
            groups: vec![],
        }]
    };
    let count = |n| Command::Count(Count { place: Place::Room, grid: grid(n), counter: None });
    let pressed = |w: &World| match &w.log.last().unwrap().fact {
        meeting::Fact::HandsCounted(f) => (f.pressed_ms, w.log.last().unwrap().at_ms),
        fact => panic!("{fact:?}"),
    };
    w.ask_pressed(&moderator(), count(1), Some(START - 100)).unwrap();
    assert_eq!(pressed(&w), (None, START), "while it is open, the entry's time says it");
    w.ask(&moderator(), close(&[id.0], 10_000)).unwrap();
    w.wait(12_000);
    w.ask_pressed(&moderator(), count(0), Some(START + 9_000)).unwrap();
    assert_eq!(pressed(&w), (Some(START + 9_000), START + 12_000));
}

#[test]
fn the_press_decides_even_before_anybody_looked_at_the_clock() {
    let mut w = World::new();
    let id = w.open_question(by_ballots());
    w.ask(&moderator(), close(&[id.0], 10_000)).unwrap();
    w.sleep_through(12_000);
    w.refused(&person_link(1), cast(id, 4), Code::PollNotOpen, "closed 2.0 s before");
    w.ask_pressed(&person_link(1), cast(id, 4), Some(START + 9_000)).unwrap();
    w.sleep_through(3_001);
    let after = w.ask_pressed(&person_link(2), cast(id, 4), Some(START + 9_000)).unwrap_err();
    assert!(after.text.contains("after the grace"), "{after}");
}

#[test]
fn the_end_of_the_meeting_ends_countdowns_and_what_was_pressed_before_it_still_counts() {
    let mut w = World::new();
    let id = w.open_question(by_ballots());
    let closing = w.open_question(by_ballots());
    w.ask(&moderator(), close(&[closing.0], 60_000)).unwrap();
    w.wait(20_000);
    w.ask(&moderator(), Command::EndMeeting(protocol::command::Nothing {})).unwrap();
    w.wait(2_000);
    assert!((1..=2).all(|id| w.poll(id).closes_ms == Some(START + 20_000) && w.poll(id).state == PollState::Grace));
    w.refused(&person_link(1), cast(id, 4), Code::PollNotOpen, "closed 2.0 s before");
    w.refused(&moderator(), cancel(&[closing.0]), Code::MeetingEnded, "has ended");
    w.ask_pressed(&person_link(1), cast(id, 4), Some(START + 19_000)).unwrap();
    w.wait(3_000);
    assert!((1..=2).all(|id| w.poll(id).state == PollState::Closed));
    w.refused(&person_link(1), cast(id, 4), Code::MeetingEnded, "has ended");
    assert_eq!((meeting::next_wake(&w.m), w.tally(id.0).ballots), (None, 1));
    assert_eq!(w.replayed(), w.m);
}
