//! Random commands about questions of every kind, and random ballots: most of them for questions that they fit.

use meeting::{Actor, Meeting, meeting::Poll};
use protocol::{
    Abstaining, Base, Command, Dimension, Electorate, Majority, Place, Polarity, PollId, PollKind, PollState, Showing,
    Unit, Weighting,
    ballot_command::{ConfirmAnswer, PassBallot},
    poll_command::*,
    poll_terms::*,
};

use crate::{anything::*, dice::Dice, world::World};

/// Three questions by all methods that do not exclude one another, and a secret one whose totals go in steps.
pub fn set_up(w: &mut World) {
    for n in 0..3 {
        let scale = Scale { first: 1, points: 5, polarity: Polarity::Unipolar, labels: vec![], no_opinion: n == 1 };
        let methods = Methods { ballots: true, agreed_by: Some(Unit::Region), counted: true, passed: false };
        let (question, scale, methods) = (Some(format!("Question {n}?")), Some(scale), Some(methods));
        w.organiser(Command::SetPoll(SetPoll { question, scale, methods, ..SetPoll::default() }));
    }
    w.organiser(Command::SetPoll(SetPoll {
        question: Some("Who shall chair?".to_owned()),
        terms: Some(Terms { secret: true, ..Terms::default() }),
        methods: Some(Methods { ballots: true, passed: true, ..Methods::default() }),
        showing: Some(Showing::Live),
        ..SetPoll::default()
    }));
}

/// A ballot of somebody; a declaration about conflicts of interest now and then.
pub fn ballot(m: &Meeting, who: &Actor, d: &mut Dice) -> Command {
    let poll = open(m, d);
    let undeclared = |p: &Poll| who.person().is_some_and(|id| !meeting::poll::declared(p, id));
    if d.one_in(12) || m.polls.get(&poll).is_some_and(undeclared) && !d.one_in(4) {
        let conflict = d.one_in(2);
        let text = conflict.then(|| "I sit on its board".to_owned());
        return Command::Declare(protocol::ballot_command::Declare { poll, conflict, text });
    }
    if d.one_in(8) {
        return confirm(m, who, d);
    }
    let several = m.polls.get(&poll).is_some_and(|p| p.kind == PollKind::Choices);
    if several != d.one_in(20) {
        let choices = (1..=3).filter(|_| d.one_in(2)).collect();
        return Command::Cast(Cast { poll, choice: None, choices });
    }
    Command::Cast(Cast { poll, choice: d.one_in(6).then_some(1).or(Some(d.upto(6))), choices: Vec::new() })
}

/// A confirmation of something that is there, as it is or as it is not.
pub fn confirm(m: &Meeting, who: &Actor, d: &mut Dice) -> Command {
    let answered = m.polls.iter().filter(|(_, p)| !p.agreed.is_empty() || !p.counted.is_empty()).map(|(id, _)| *id);
    let poll = d.some(answered, PollId(1));
    let found = m.polls.get(&poll);
    let theirs = who.person().and_then(|id| m.people.get(&id)).and_then(|p| p.place);
    let place = d.some(theirs.into_iter(), Place::Room);
    if d.one_in(2) {
        let counted = found.and_then(|p| p.counted.get(&place));
        let seen = counted.map_or(vec![1], |c| c.hands.iter().copied().chain([c.no_opinion]).collect());
        return Command::ConfirmAnswer(ConfirmAnswer {
            poll,
            unit: None,
            place: Some(place),
            seen,
            name: d.maybe(a_name),
        });
    }
    let unit = d.some(found.into_iter().flat_map(|p| p.agreed.keys().cloned()), a_region(m, &mut Dice::new(1)));
    let seen = found.and_then(|p| p.agreed.get(&unit)).map_or(1, |a| a.value);
    Command::ConfirmAnswer(ConfirmAnswer { poll, unit: Some(unit), place: None, seen: vec![seen], name: None })
}

/// Something that is done with questions.
pub fn command(m: &Meeting, d: &mut Dice) -> Command {
    let polls = vec![a_poll(m, d)];
    match d.below(19) {
        0 | 1 => Command::SetPoll(a_question(m, d)),
        2 => Command::RemovePoll(RemovePoll { poll: polls[0] }),
        3 => Command::SetPollSet(SetPollSet { set: d.maybe(|d| a_set(m, d)), title: d.maybe(a_name) }),
        4..=6 => Command::OpenPolls(OpenPolls { set: d.maybe(|d| a_set(m, d)), polls: wanted(m, PollState::Draft, d) }),
        7 => Command::ClosePolls(ClosePolls {
            set: None,
            polls: wanted(m, PollState::Open, d),
            in_ms: d.maybe(|d| d.below(60_000) as i64).or(Some(200_000)),
        }),
        8 | 9 => Command::CancelClose(CancelClose { set: None, polls: wanted(m, PollState::Closing, d) }),
        10 => Command::RevealPolls(RevealPolls { set: None, polls, shown: d.one_in(2) }),
        11 | 12 => Command::Agree(Agree {
            poll: open(m, d),
            unit: a_region(m, d),
            value: d.upto(6),
            consulted: d.maybe(|d| d.upto(20)),
            lowest: d.maybe(|d| d.upto(3)),
            highest: d.maybe(|d| d.upto(6)),
            comment: d.maybe(a_name),
        }),
        13 | 14 => {
            let hands = hands(d);
            let groups = d.maybe(|d| vec![GroupHands { group: a_mic(m, d), hands: hands.clone() }]).unwrap_or_default();
            let (poll, no_opinion) = (open(m, d), if d.one_in(3) { 1 } else { 0 });
            let grid = vec![CountedHands { poll, hands, no_opinion, groups }];
            Command::Count(Count { place: a_place(m, d), grid, counter: d.maybe(a_name) })
        }
        15 => confirm(m, &Actor::System, d),
        16 | 17 => {
            let passed = m.polls.iter().filter(|(_, p)| p.methods.passed && p.state == PollState::Open);
            let poll = d.some(passed.map(|(id, _)| *id), PollId(4));
            Command::PassBallot(PassBallot { poll, place: a_place(m, d), choice: Some(d.upto(6)), choices: vec![] })
        }
        _ => a_correction(m, d),
    }
}

fn wanted(m: &Meeting, state: PollState, d: &mut Dice) -> Vec<PollId> {
    let or = a_poll(m, d);
    vec![d.some(m.polls.iter().filter(|(_, p)| p.state == state).map(|(id, _)| *id), or)]
}

fn open(m: &Meeting, d: &mut Dice) -> PollId {
    wanted(m, PollState::Open, d)[0]
}

fn hands(d: &mut Dice) -> Vec<u32> {
    (0..5).map(|_| if d.one_in(2) { 0 } else { d.upto(3) }).collect()
}

fn a_correction(m: &Meeting, d: &mut Dice) -> Command {
    let answered = m.polls.iter().filter(|(_, p)| !p.agreed.is_empty() || !p.counted.is_empty()).map(|(id, _)| *id);
    let poll = d.some(answered, PollId(1));
    let found = m.polls.get(&poll);
    let counted = d.one_in(2);
    let unit = d.some(found.into_iter().flat_map(|p| p.agreed.keys().cloned()), a_region(m, &mut Dice::new(2)));
    let place = d.some(found.into_iter().flat_map(|p| p.counted.keys().copied()), Place::Room);
    let value = if counted { None } else { Some(d.upto(6)) };
    let right = counted.then(|| hands(d));
    Command::CorrectAnswer(CorrectAnswer {
        poll,
        unit: if counted { None } else { Some(unit) },
        place: counted.then_some(place),
        value,
        no_opinion: None,
        hands: right,
        reason: "they said another number".to_owned(),
    })
}

fn a_question(m: &Meeting, d: &mut Dice) -> SetPoll {
    let kind = d.maybe(|d| d.pick(PollKind::ALL));
    let choice = matches!(kind, Some(PollKind::Choice | PollKind::Choices));
    let secret = d.one_in(6);
    SetPoll {
        poll: d.maybe(|d| a_poll(m, d)),
        set: d.maybe(|d| a_set(m, d)),
        question: d.maybe(a_name).or(Some("And what else?".to_owned())),
        short: d.maybe(a_name),
        kind,
        options: (choice != d.one_in(20)).then(|| vec!["North".into(), "South".into(), "Neither".into()]),
        most: (kind == Some(PollKind::Choices)).then(|| d.upto(3)),
        terms: d.maybe(|d| terms(kind, secret, d)),
        wordings: d.one_in(9).then(|| {
            vec![Wording { language: d.pick(&LANGUAGES).to_owned(), question: "\u{bf}Y?".into(), labels: vec![] }]
        }),
        round_of: d.one_in(6).then(|| a_poll(m, d)),
        methods: d.maybe(|d| Methods {
            ballots: !d.one_in(4),
            agreed_by: d.one_in(5).then(|| d.pick(Unit::ALL)),
            counted: !secret && d.one_in(3),
            passed: secret && d.one_in(3),
        }),
        showing: d.maybe(|d| d.pick(Showing::ALL)),
        position: d.maybe(|d| d.upto(4)),
        scale: None,
    }
}

fn terms(kind: Option<PollKind>, secret: bool, d: &mut Dice) -> Terms {
    Terms {
        electorate: d.pick(Electorate::ALL),
        base: d.pick(Base::ALL),
        abstaining: d.pick(Abstaining::ALL),
        quorum: d.maybe(|d| d.upto(6)),
        majority: (kind == Some(PollKind::Vote)).then(|| d.pick(Majority::ALL)),
        weighting: d.pick(Weighting::ALL),
        weigh_by: d.pick(Unit::ALL),
        least_n: 1 + d.upto(2),
        secret,
        breakdown: if secret { d.maybe(|d| d.pick(Dimension::ALL)) } else { None },
        declare: d.one_in(4),
        confirm: d.one_in(2),
    }
}
