//! Whatever is asked in whatever order: the tally equals a plain recount of the record, and the
//! state equals the replay of the record.

use std::collections::BTreeMap;

use meeting::{Fact, tally::Tally};
use proptest::prelude::*;
use protocol::{Command, HubId, Key, PersonId, Place, PollId, PollState, Unit, poll_command::*};

use crate::world::*;

/// What somebody does; much of it is refused.
#[derive(Clone, Debug)]
enum Step {
    Cast { person: u32, poll: u32, choice: Option<u32>, pressed_ago_ms: i64 },
    Agree { poll: u32, region: usize, value: u32 },
    Count { hub: Option<u32>, poll: u32, hands: Vec<u32>, no_opinion: u32 },
    CorrectValue { poll: u32, region: usize, value: u32 },
    CorrectCount { hub: Option<u32>, poll: u32, hands: Vec<u32> },
    Move { person: u32, to: u32 },
    Open { poll: u32 },
    Close { poll: u32, in_ms: i64 },
    Cancel { poll: u32 },
    Wait { ms: i64 },
}

/// One line of the story: an entry of the record, or somebody moved.
enum Line {
    Entry(Box<Fact>),
    Moved(PersonId, Option<Place>),
}

/// Where people are.
type Whereabouts = BTreeMap<PersonId, Option<Place>>;

fn step() -> impl Strategy<Value = Step> {
    let poll = || 1..4_u32;
    let hands = || proptest::collection::vec(0..4_u32, 4);
    let hub = || proptest::option::of(1..3_u32);
    prop_oneof![
        8 => (1..9_u32, poll(), proptest::option::of(0..5_u32), 0..1_000_i64)
            .prop_map(|(person, poll, choice, ago)| Step::Cast { person, poll, choice, pressed_ago_ms: ago }),
        3 => (poll(), 0..5_usize, 0..4_u32).prop_map(|(poll, region, value)| Step::Agree { poll, region, value }),
        4 => (hub(), poll(), hands(), 0..3_u32)
            .prop_map(|(hub, poll, hands, no_opinion)| Step::Count { hub, poll, hands, no_opinion }),
        1 => (poll(), 0..5_usize, 0..4_u32).prop_map(|(poll, region, value)| Step::CorrectValue { poll, region, value }),
        1 => (hub(), poll(), hands()).prop_map(|(hub, poll, hands)| Step::CorrectCount { hub, poll, hands }),
        2 => (1..7_u32, 0..4_u32).prop_map(|(person, to)| Step::Move { person, to }),
        2 => poll().prop_map(|poll| Step::Open { poll }),
        2 => (poll(), 0..1_500_i64).prop_map(|(poll, in_ms)| Step::Close { poll, in_ms }),
        1 => poll().prop_map(|poll| Step::Cancel { poll }),
        3 => (0..1_200_i64).prop_map(|ms| Step::Wait { ms }),
    ]
}

fn place_of(hub: Option<u32>) -> Place {
    hub.map_or(Place::Room, |hub| Place::Hub(HubId(hub)))
}

/// Does a step; what is refused is part of the story too, but not of the record.
fn play(w: &mut World, step: Step) -> Option<Line> {
    let region = |i: usize| REGIONS[i];
    match step {
        Step::Cast { person, poll, choice, pressed_ago_ms } => {
            let command = Command::Cast(Cast { poll: PollId(poll), choice, choices: Vec::new() });
            let pressed_ms = w.now_ms - pressed_ago_ms;
            w.ask_pressed(&person_link(person), command, Some(pressed_ms)).ok();
        }
        Step::Agree { poll, region: i, value } => {
            w.ask(&moderator(), agree(PollId(poll), region(i), value)).ok();
        }
        Step::Count { hub, poll, hands, no_opinion } => {
            let grid = vec![CountedHands { poll: PollId(poll), hands, no_opinion, groups: Vec::new() }];
            w.ask(&moderator(), Command::Count(Count { place: place_of(hub), grid, counter: None })).ok();
        }
        Step::CorrectValue { poll, region: i, value } => {
            let c = correct_value(PollId(poll), region(i), value, "a slip");
            w.ask(&moderator(), Command::CorrectAnswer(c)).ok();
        }
        Step::CorrectCount { hub, poll, hands } => {
            let c = correct_count(PollId(poll), place_of(hub), &hands, "a slip");
            w.ask(&moderator(), Command::CorrectAnswer(c)).ok();
        }
        Step::Move { person, to } => {
            let place = [Some(Place::Room), Some(Place::Hub(NAIROBI)), Some(Place::Hub(LIMA)), None][to as usize];
            w.m.people.get_mut(&PersonId(person)).unwrap().place = place;
            return Some(Line::Moved(PersonId(person), place));
        }
        Step::Open { poll } => {
            w.ask(&moderator(), open(&[poll])).ok();
        }
        Step::Close { poll, in_ms } => {
            w.ask(&moderator(), close(&[poll], in_ms)).ok();
        }
        Step::Cancel { poll } => {
            w.ask(&moderator(), cancel(&[poll])).ok();
        }
        Step::Wait { ms } => w.wait(ms),
    }
    None
}

/// A recount that knows nothing of the state: it goes through the story and takes the last word of
/// each person, region and place; no ballot may stand there that came too late.
fn recount(story: &[Line], at_first: &Whereabouts, poll: PollId) -> Recount {
    let mut found = Recount::default();
    let mut wheres = at_first.clone();
    let (mut closes_ms, mut closed) = (i64::MAX, false);
    for line in story {
        let fact = match line {
            Line::Moved(person, place) => {
                wheres.insert(*person, *place);
                continue;
            }
            Line::Entry(fact) => fact.as_ref(),
        };
        match fact {
            Fact::PollsClosing(f) if f.polls.contains(&poll) => closes_ms = f.closes_ms,
            Fact::CloseCancelled(f) if f.polls.contains(&poll) => closes_ms = i64::MAX,
            Fact::PollsClosed(f) if f.polls.contains(&poll) => closed = true,
            Fact::BallotCast(f) if f.poll == poll => {
                assert!(!closed && f.pressed_ms <= closes_ms, "{f:?} came too late");
                // The place is that of the first ballot that had one.
                let first = found.ballots.get(&f.person).and_then(|(_, place)| *place);
                found.ballots.insert(f.person, (f.choice, first.or(wheres[&f.person])));
            }
            Fact::ValueAgreed(f) if f.poll == poll => {
                found.agreed.insert(f.unit.clone(), f.value);
            }
            Fact::HandsCounted(f) => {
                for line in f.grid.iter().filter(|line| line.poll == poll) {
                    found.counted.insert(f.place, (line.hands.clone(), line.no_opinion));
                }
            }
            Fact::AnswerCorrected(f) if f.poll == poll => {
                if let (Some(unit), Some(value)) = (&f.unit, f.value) {
                    assert_eq!(found.agreed.insert(unit.clone(), value), f.was_value);
                }
                if let Some(place) = f.place {
                    let counted = found.counted.get_mut(&place).unwrap();
                    assert_eq!(std::mem::replace(&mut counted.0, f.hands.clone()), f.was_hands);
                }
            }
            _ => {}
        }
    }
    found
}

#[derive(Default)]
struct Recount {
    ballots: BTreeMap<PersonId, (Option<u32>, Option<Place>)>,
    agreed: BTreeMap<Key, u32>,
    counted: BTreeMap<Place, (Vec<u32>, u32)>,
}

impl Recount {
    /// Every single answer as (value or no opinion, place), hands one by one.
    fn answers(&self) -> Vec<(Option<u32>, Option<Place>)> {
        let mut all: Vec<_> = self.ballots.values().copied().collect();
        for (place, (hands, no_opinion)) in &self.counted {
            for (value, n) in (0..).zip(hands) {
                all.extend((0..*n).map(|_| (Some(value), Some(*place))));
            }
            all.extend((0..*no_opinion).map(|_| (None, Some(*place))));
        }
        all
    }

    fn must_equal(&self, tally: &Tally, heads: &BTreeMap<HubId, u32>) {
        let answers = self.answers();
        let of = |value: Option<u32>, place: Option<Place>| {
            answers.iter().filter(|(v, p)| *v == value && (place.is_none() || *p == place)).count() as u32
        };
        let counts = |place| (0..4).map(|v| of(Some(v), place)).collect::<Vec<_>>();
        assert_eq!(tally.all.votes.counts, counts(None));
        assert_eq!((tally.all.votes.no_opinion, tally.ballots), (of(None, None), self.ballots.len() as u32));
        assert_eq!(tally.all.votes.n + tally.all.votes.no_opinion, answers.len() as u32);
        for place in [Place::Room, Place::Hub(NAIROBI), Place::Hub(LIMA), Place::Online] {
            let part = tally.places.get(&place).map(|part| (part.votes.counts.clone(), part.votes.no_opinion));
            let there = answers.iter().any(|(_, p)| *p == Some(place)) || self.counted.contains_key(&place);
            assert_eq!(part, there.then(|| (counts(Some(place)), of(None, Some(place)))));
            if let (Place::Hub(hub), true) = (place, self.counted.contains_key(&place)) {
                let all = answers.iter().filter(|(_, p)| *p == Some(place)).count() as u32;
                assert!(all <= heads[&hub], "{all} answers from {} heads", heads[&hub]);
            }
        }
        let agreed: BTreeMap<_, _> = tally.agreed.iter().map(|(unit, agreed)| (unit.clone(), agreed.value)).collect();
        assert_eq!(agreed, self.agreed);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_tally_is_what_the_record_says(steps in proptest::collection::vec(step(), 1..80)) {
        let mut w = World::new();
        w.m.settings.grace_ms = 1_000;
        for n in 1..=3 {
            let scale = Scale { first: 0, points: 4, polarity: protocol::Polarity::Bipolar, labels: vec![], no_opinion: true };
            let methods = Methods { ballots: true, agreed_by: Some(Unit::Region), counted: true, passed: false };
            let (question, scale, methods) = (Some(format!("{n}?")), Some(scale), Some(methods));
            w.ask(&moderator(), Command::SetPoll(SetPoll { question, scale, methods, ..SetPoll::default() })).unwrap();
        }
        // Two are open from the beginning; the third one is opened by chance.
        w.ask(&moderator(), open(&[1, 2])).unwrap();
        let at_first = w.m.people.iter().map(|(id, p)| (*id, p.place)).collect();
        let mut story = Vec::new();
        let mut told = 0;
        for step in steps {
            let moved = play(&mut w, step);
            // People move and vote again elsewhere: what is kept counted is what walking all ballots would find.
            for poll in w.m.polls.values() {
                let mut walked = BTreeMap::new();
                for place in poll.ballots.values().filter_map(|ballot| ballot.place) {
                    *walked.entry(place).or_insert(0) += 1;
                }
                prop_assert_eq!(&poll.own_at, &walked);
            }
            story.extend(w.log[told..].iter().map(|e| Line::Entry(Box::new(e.fact.clone()))));
            told = w.log.len();
            story.extend(moved);
        }
        for (id, poll) in &w.m.polls {
            let recount = recount(&story, &at_first, *id);
            recount.must_equal(&meeting::tally::of(poll), &poll.heads);
            let answered = recount.ballots.len() + recount.agreed.len() + recount.counted.len();
            prop_assert_eq!(meeting::poll::answers_in(poll) as usize, answered);
            prop_assert!(poll.state != PollState::Draft || answered == 0);
        }
    }
}
