//! Kinds and terms: what a question may be, what contradicts itself, who may answer, what it came to.

use meeting::{event::Opening, outcome, poll};
use protocol::{
    Command, Dimension, Electorate, Majority, PersonId, Place, Polarity, PollId, PollKind, PollState,
    RefusalCode as Code, Showing, Unit, ballot_command::ConfirmAnswer, poll_command::*, poll_terms::*,
};

use crate::world::*;

fn of(kind: PollKind) -> SetPoll {
    SetPoll { question: Some("Q?".into()), kind: Some(kind), ..SetPoll::default() }
}

fn with(kind: PollKind, terms: Terms) -> SetPoll {
    SetPoll { terms: Some(terms), ..of(kind) }
}

fn options(names: &[&str]) -> Option<Vec<String>> {
    Some(names.iter().map(|n| (*n).to_owned()).collect())
}

fn refuse(w: &mut World, c: SetPoll, field: &str, text: &str) {
    let refusal = w.ask(&moderator(), Command::SetPoll(c)).expect_err("it contradicts itself");
    assert_eq!((refusal.code, refusal.field.as_deref()), (Code::BadField, Some(field)), "{refusal}");
    assert!(refusal.text.contains(text), "{refusal}");
}

fn opened(w: &mut World, c: SetPoll) -> PollId {
    w.ask(&moderator(), Command::SetPoll(c)).unwrap();
    let id = PollId(w.m.last.poll);
    w.ask(&moderator(), open(&[id.0])).unwrap();
    id
}

#[test]
fn every_kind_has_its_own_points() {
    let mut w = World::new();
    for (kind, points, polarity) in [
        (PollKind::Likert, 5, Polarity::Unipolar),
        (PollKind::Vote, 3, Polarity::Unipolar),
        (PollKind::Temperature, 5, Polarity::Bipolar),
        (PollKind::Objection, 2, Polarity::Unipolar),
    ] {
        w.ask(&moderator(), Command::SetPoll(of(kind))).unwrap();
        let poll = w.poll(w.m.last.poll);
        assert_eq!((poll.kind, poll.scale.points, poll.scale.polarity), (kind, points, polarity));
        assert_eq!(
            (poll.showing == Showing::Live, poll.terms.secret),
            (points == 5 && polarity == Polarity::Bipolar, points == 2)
        );
        assert_eq!(poll.terms.majority, (kind == PollKind::Vote).then_some(Majority::Simple));
    }
    let choices = SetPoll { options: options(&["A", "B", "C"]), ..of(PollKind::Choices) };
    w.ask(&moderator(), Command::SetPoll(choices)).unwrap();
    assert_eq!((w.poll(5).scale.points, w.poll(5).most), (3, Some(3)));
    let scale = Some(Scale { first: 1, points: 4, polarity: Polarity::Bipolar, labels: vec![], no_opinion: false });
    refuse(&mut w, SetPoll { scale, ..of(PollKind::Vote) }, "scale", "belongs to Likert");
    refuse(&mut w, of(PollKind::Choice), "options", "are missing");
    refuse(&mut w, SetPoll { options: options(&["A"]), ..of(PollKind::Choice) }, "options", "2 to 11");
    refuse(&mut w, SetPoll { options: options(&["A", "a"]), ..of(PollKind::Choice) }, "options", "same text twice");
    let most = SetPoll { options: options(&["A", "B"]), most: Some(3), ..of(PollKind::Choices) };
    refuse(&mut w, most, "most", "1 to 2");
}

#[test]
fn terms_that_contradict_themselves_are_refused_with_the_reason() {
    let mut w = World::new();
    let terms = Terms::default;
    let majority = Terms { majority: Some(Majority::TwoThirds), ..terms() };
    refuse(&mut w, with(PollKind::Likert, majority), "majority", "belongs to votes");
    refuse(&mut w, with(PollKind::Vote, Terms { quorum: Some(0), ..terms() }), "quorum", "is 0");
    refuse(&mut w, with(PollKind::Vote, Terms { least_n: 0, ..terms() }), "least_n", "1 to 1000");
    let breakdown = Some(Dimension::Region);
    refuse(&mut w, with(PollKind::Vote, Terms { breakdown, ..terms() }), "breakdown", "by name there are all");
    refuse(
        &mut w,
        with(PollKind::Objection, Terms { breakdown, ..terms() }),
        "breakdown",
        "an objection call has none",
    );
    let secret = Terms { secret: true, ..terms() };
    let counted = SetPoll { methods: Some(by_hands()), ..with(PollKind::Vote, secret) };
    refuse(&mut w, counted, "methods", "in front of everybody");
    let passed = Some(Methods { ballots: true, passed: true, ..Methods::default() });
    refuse(&mut w, SetPoll { methods: passed.clone(), ..of(PollKind::Vote) }, "methods", "make it secret");
    for (secret, methods) in [(true, passed.clone()), (false, Some(by_hands()))] {
        let declared = with(PollKind::Vote, Terms { declare: true, secret, ..terms() });
        refuse(&mut w, SetPoll { methods, ..declared }, "declare", "take these methods away");
    }
    let organisations = Terms { electorate: Electorate::Organisations, ..terms() };
    let counted = SetPoll { methods: Some(by_hands()), ..with(PollKind::Vote, organisations) };
    refuse(&mut w, counted, "electorate", "count people instead");
    refuse(&mut w, SetPoll { showing: Some(Showing::OnQuorum), ..of(PollKind::Vote) }, "showing", "give a quorum");
}

#[test]
fn further_wordings_are_in_further_languages_of_the_meeting() {
    let mut w = World::new();
    w.m.settings.languages = vec!["en".into(), "es".into()];
    let wording = |language: &str, labels: &[&str]| {
        let labels = options(labels).unwrap();
        let wordings = Some(vec![Wording { language: language.into(), question: "¿P?".into(), labels }]);
        SetPoll { wordings, options: options(&["Yes", "No"]), ..of(PollKind::Choice) }
    };
    refuse(&mut w, wording("en", &[]), "wordings", "is the first one");
    refuse(&mut w, wording("fr", &[]), "wordings", "which the meeting has not");
    refuse(&mut w, wording("es", &["Sí"]), "wordings", "or 2 as in the first");
    w.ask(&moderator(), Command::SetPoll(wording("es", &["Sí", "No"]))).unwrap();
    assert_eq!(w.poll(1).wordings[0].labels, ["Sí", "No"]);
}

#[test]
fn another_round_takes_over_what_is_not_given() {
    let mut w = World::new();
    let terms = Terms { quorum: Some(2), ..Terms::default() };
    let first = SetPoll { options: options(&["North", "South"]), ..with(PollKind::Choice, terms) };
    w.ask(&moderator(), Command::SetPoll(first)).unwrap();
    let round = |question: Option<&str>| SetPoll {
        round_of: Some(PollId(1)),
        question: question.map(str::to_owned),
        ..SetPoll::default()
    };
    refuse(&mut w, round(None), "round_of", "not opened yet");
    w.ask(&moderator(), open(&[1])).unwrap();
    w.ask(&moderator(), Command::SetPoll(round(Some("And now?")))).unwrap();
    let (first, second) = (w.poll(1), w.poll(2));
    assert_eq!((&second.scale, &second.terms, second.kind), (&first.scale, &first.terms, PollKind::Choice));
    assert_eq!((second.question.as_str(), second.round_of), ("And now?", Some(PollId(1))));
}

#[test]
fn a_quorum_above_those_who_may_answer_is_refused_with_both_numbers() {
    let mut w = World::new();
    let terms = Terms { electorate: Electorate::Seats, quorum: Some(7), ..Terms::default() };
    w.ask(&moderator(), Command::SetPoll(with(PollKind::Vote, terms))).unwrap();
    w.refused(&moderator(), open(&[1]), Code::QuorumAbove, "is 7, and only 6 may answer");
}

#[test]
fn seats_are_fixed_when_the_question_opens() {
    let mut w = World::new();
    w.m.people.get_mut(&PersonId(6)).unwrap().confirmed = false;
    let terms = Terms { electorate: Electorate::Seats, ..Terms::default() };
    let id = opened(&mut w, with(PollKind::Vote, terms));
    assert_eq!((w.poll(1).electorate, w.poll(1).open_mode), (5, false));
    w.refused(&person_link(6), cast(id, 1), Code::NotEligible, "joined or were confirmed later");
    w.ask(&person_link(1), cast(id, 1)).unwrap();
    let all = opened(&mut w, of(PollKind::Vote));
    assert!(w.poll(all.0).open_mode, "somebody whom nobody confirmed may answer, and the result says so");
}

#[test]
fn an_organisation_has_one_ballot_that_of_the_last_who_answered() {
    let mut w = World::new();
    for (id, name) in [(1, "At-Large Straße"), (3, " at-large\u{a0} STRASSE "), (5, "APC")] {
        let commitment = private(name);
        w.m.vault.keep(&Opening { commitment: commitment.clone(), salt: "salt".into(), text: name.into() });
        w.m.people.get_mut(&PersonId(id)).unwrap().organisation = Some(commitment);
    }
    let terms = Terms { electorate: Electorate::Organisations, ..Terms::default() };
    let id = opened(&mut w, with(PollKind::Vote, terms));
    assert_eq!(w.poll(1).electorate, 2);
    w.refused(&person_link(2), cast(id, 1), Code::NotEligible, "answered by organisations");
    w.ask(&person_link(1), cast(id, 1)).unwrap();
    w.ask(&person_link(3), cast(id, 2)).unwrap();
    let ballot = &w.poll(1).ballots[&PersonId(1)];
    assert_eq!((w.tally(1).ballots, ballot.choice, ballot.by), (1, Some(2), PersonId(3)));
    assert_eq!(poll::electorate::members(w.poll(1), PersonId(3)), [PersonId(1), PersonId(3)]);
}

#[test]
fn several_options_count_once_each_and_the_ballot_once() {
    let mut w = World::new();
    let id = opened(&mut w, SetPoll { options: options(&["A", "B", "C"]), most: Some(2), ..of(PollKind::Choices) });
    let several = |choices: &[u32]| Command::Cast(Cast { poll: id, choice: None, choices: choices.to_vec() });
    w.refused(&person_link(1), several(&[1, 2, 3]), Code::OutsideScale, "at most 2");
    w.refused(&person_link(1), several(&[2, 2]), Code::BadField, "twice");
    w.refused(&person_link(1), several(&[4]), Code::OutsideScale, "1 to 3");
    w.refused(&person_link(1), cast(id, 1), Code::BadField, "choices");
    w.ask(&person_link(1), several(&[3, 1])).unwrap();
    w.ask(&person_link(2), several(&[3])).unwrap();
    let tally = w.tally(1);
    assert_eq!((tally.all.votes.n, tally.all.votes.counts), (2, vec![1, 0, 2]));
    assert_eq!(tally.all.stats, None, "options lie in no order");
}

#[test]
fn a_vote_is_carried_by_its_terms() {
    let mut w = World::new();
    let terms = Terms { majority: Some(Majority::TwoThirds), quorum: Some(4), ..Terms::default() };
    let id = opened(&mut w, with(PollKind::Vote, terms));
    for (person, choice) in [(1, 1), (2, 1), (3, 2)] {
        w.ask(&person_link(person), cast(id, choice)).unwrap();
    }
    let came = |w: &World| outcome::outcome(&w.m, w.poll(1), &w.tally(1)).unwrap();
    assert_eq!((came(&w).needed, came(&w).quorum_met, came(&w).carried), (Some(2), Some(false), Some(false)));
    w.ask(&person_link(4), cast(id, 3)).unwrap();
    assert_eq!(
        (came(&w).base, came(&w).part, came(&w).carried),
        (3, 4, Some(true)),
        "an abstention is part of the quorum"
    );
}

#[test]
fn a_result_is_shown_when_it_was_said_that_it_would_be() {
    let mut w = World::new();
    let terms = Terms { quorum: Some(2), ..Terms::default() };
    let id = opened(&mut w, SetPoll { showing: Some(Showing::OnQuorum), ..with(PollKind::Vote, terms) });
    w.ask(&person_link(1), cast(id, 1)).unwrap();
    w.refused(&moderator(), reveal(&[1], true), Code::PollNotOpen, "once its quorum has taken part");
    assert!(!poll::is_shown(w.poll(1)));
    w.ask(&person_link(2), cast(id, 1)).unwrap();
    assert!(poll::is_shown(w.poll(1)));
    let id = opened(&mut w, SetPoll { showing: Some(Showing::OnClose), ..of(PollKind::Vote) });
    w.refused(&moderator(), reveal(&[id.0], true), Code::PollNotOpen, "from its close on");
    w.ask(&moderator(), close(&[1, id.0], 0)).unwrap();
    w.wait(0);
    assert!(w.m.settings.grace_ms == 0 || w.poll(id.0).state == PollState::Grace && !poll::is_shown(w.poll(1)));
    w.wait(60_000);
    assert!(poll::is_shown(w.poll(id.0)) && poll::is_shown(w.poll(1)));
}

#[test]
fn a_second_person_confirms_what_they_saw() {
    let mut w = World::new();
    let methods = Methods { ballots: true, agreed_by: Some(Unit::Region), counted: true, passed: false };
    let id = w.open_question(methods);
    w.ask(&moderator(), agree(id, "africa", 3)).unwrap();
    let member =
        |seen| ConfirmAnswer { poll: id, unit: Some(key("africa")), place: None, seen: vec![seen], name: None };
    let confirm = |c| Command::ConfirmAnswer(c);
    w.refused(&person_link(1), confirm(member(3)), Code::NotEligible, "its own members");
    w.refused(&person_link(3), confirm(member(2)), Code::MovedOn, "changed since");
    w.ask(&person_link(3), confirm(member(3))).unwrap();
    w.refused(&person_link(3), confirm(member(3)), Code::MovedOn, "already");
    w.ask(&person_link(4), confirm(member(3))).unwrap();
    assert_eq!(w.poll(1).agreed[&key("africa")].confirmed.len(), 2);
    w.ask(&moderator(), agree(id, "africa", 4)).unwrap();
    assert!(w.poll(1).agreed[&key("africa")].confirmed.is_empty(), "another value is not what they stood by");

    let nairobi = Place::Hub(NAIROBI);
    w.ask(&operator(NAIROBI), count(nairobi, id, &[1, 0, 0, 0, 2])).unwrap();
    let counted =
        ConfirmAnswer { poll: id, unit: None, place: Some(nairobi), seen: vec![1, 0, 0, 0, 2, 0], name: None };
    w.refused(&operator(NAIROBI), confirm(counted.clone()), Code::NotEligible, "a second person");
    w.refused(&person_link(1), confirm(counted.clone()), Code::NotEligible, "you are not in Nairobi");
    w.ask(&person_link(4), confirm(counted.clone())).unwrap();
    assert!(poll::confirm::is_confirmed(w.poll(1)));
    let c = correct_count(id, nairobi, &[2, 0, 0, 0, 2], "a slip");
    w.ask(&moderator(), Command::CorrectAnswer(c)).unwrap();
    w.refused(&person_link(4), confirm(counted), Code::MovedOn, "changed since");
    assert_eq!(w.poll(1).counted[&nairobi].confirmed, None);
}

#[test]
fn hands_are_split_by_group_as_far_as_it_is_known() {
    let mut w = World::new();
    let id = w.open_question(by_hands());
    let nairobi = Place::Hub(NAIROBI);
    let split = |group: &str, hands: &[u32]| {
        let groups = vec![GroupHands { group: key(group), hands: hands.to_vec() }];
        let grid = vec![CountedHands { poll: id, hands: vec![4, 0, 0, 0, 2], no_opinion: 0, groups }];
        Command::Count(Count { place: nairobi, grid, counter: None })
    };
    w.refused(&operator(NAIROBI), split("nobody", &[1, 0, 0, 0, 0]), Code::NotFound, "no stakeholder group");
    w.refused(&operator(NAIROBI), split("government", &[5, 0, 0, 0, 0]), Code::AboveHeads, "more hands at one point");
    w.ask(&operator(NAIROBI), split("government", &[3, 0, 0, 0, 1])).unwrap();
    let tally = w.tally(1);
    assert_eq!(tally.groups[&key("government")].votes.counts, [3, 0, 0, 0, 1]);
    assert_eq!((tally.all.votes.n, tally.groups.len()), (6, 1), "two hands of a group that was not stated");
}
