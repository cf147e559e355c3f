//! A random question in a small meeting, played through its commands; what stands at the end is compared.

use meeting::{
    Actor, Fact, Meeting, Moment, decide,
    event::{Opening, Private},
    evolve,
    meeting::Poll,
};
use protocol::{
    Abstaining, Base, Command, Electorate, Majority, PersonId, Place, Polarity, PollId, PollKind, Unit, Weighting,
    poll_command::*, poll_terms::Terms,
};

use crate::world::*;

const PEOPLE: u32 = 16;
const ORGANISATIONS: [&str; 4] = ["APC", "apc ", "At-Large", "ISOC"];

/// Who a person was when they did something.
#[derive(Clone, Debug)]
pub struct Who {
    pub seat: String,
    pub region: Option<String>,
    pub group: Option<String>,
    pub place: Option<Place>,
}

pub struct Played {
    pub m: Meeting,
    pub id: PollId,
    pub record: Vec<(Fact, Option<Who>)>,
    /// Who could answer by a ballot, by the test's own count.
    pub electorate: u32,
    /// Who was at a place when it closed, or is now.
    pub present: u32,
}

impl Played {
    pub fn poll(&self) -> &Poll {
        &self.m.polls[&self.id]
    }

    pub fn region_of(&self, place: Place) -> Option<String> {
        region_of(place)
    }
}

fn region_of(place: Place) -> Option<String> {
    let regions = [(NAIROBI, "africa"), (LIMA, "latin-america")];
    regions.into_iter().find(|(hub, _)| place == Place::Hub(*hub)).map(|(_, region)| region.to_owned())
}

/// Dice that fall the same way for the same seed (splitmix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u32) -> u32 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % u64::from(n.max(1))) as u32
    }

    fn one_in(&mut self, n: u32) -> bool {
        self.below(n) == 0
    }

    fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.below(from.len() as u32) as usize].clone()
    }
}

struct Game {
    m: Meeting,
    record: Vec<(Fact, Option<Who>)>,
    moments: u64,
    now_ms: i64,
}

impl Game {
    fn ask(&mut self, who: &Actor, command: Command) -> bool {
        self.now_ms += 100;
        self.moments += 1;
        let mut seed = [0; 32];
        seed[..8].copy_from_slice(&self.moments.to_be_bytes());
        let Ok(events) = decide(&self.m, who, command, Moment::new(self.now_ms, seed, None)) else { return false };
        for event in events {
            evolve(&mut self.m, &event);
            let person = who.person().map(|id| self.who(id, &event.fact));
            self.record.push((event.fact, person));
        }
        true
    }

    fn who(&self, id: PersonId, fact: &Fact) -> Who {
        let person = &self.m.people[&id];
        let organisations = match fact {
            Fact::BallotCast(f) => self.m.polls[&f.poll].terms.electorate == Electorate::Organisations,
            _ => false,
        };
        let organisation = organisation(id.0).map(|name| name.trim().to_lowercase());
        let seat = if organisations { organisation.expect("who has none was refused") } else { id.to_string() };
        let own = person.region.as_ref().map(|r| r.to_string());
        Who {
            seat,
            region: own.or_else(|| person.place.and_then(region_of)),
            group: person.group.as_ref().map(|g| g.to_string()),
            place: person.place,
        }
    }
}

fn organisation(id: u32) -> Option<&'static str> {
    ORGANISATIONS.get(id as usize % 5).copied()
}

/// Sixteen people, some of no region, group, place or organisation, some whom nobody confirmed.
fn meeting(d: &mut Dice) -> Meeting {
    let mut m = World::new().m;
    let like = m.people[&PersonId(1)].clone();
    let places = [Some(Place::Room), Some(Place::Hub(NAIROBI)), Some(Place::Hub(LIMA)), Some(Place::Online), None];
    m.people.clear();
    for id in 1..=PEOPLE {
        let mut person = like.clone();
        person.place = d.pick(&places);
        person.region = if d.one_in(4) { None } else { Some(key(d.pick(&REGIONS))) };
        person.group = [None, Some(key("government")), Some(key("civil-society"))][d.below(3) as usize].clone();
        person.confirmed = !d.one_in(6);
        person.organisation = organisation(id).map(|text| {
            let commitment = Private::of("salt", text);
            m.vault.keep(&Opening { commitment: commitment.clone(), salt: "salt".into(), text: text.into() });
            commitment
        });
        m.people.insert(PersonId(id), person);
    }
    m.last.person = PEOPLE;
    m
}

fn question(d: &mut Dice) -> SetPoll {
    let kind = d.pick(&[
        PollKind::Likert,
        PollKind::Vote,
        PollKind::Vote,
        PollKind::Choice,
        PollKind::Choices,
        PollKind::Temperature,
    ]);
    let ordered = matches!(kind, PollKind::Likert | PollKind::Temperature);
    let choice = matches!(kind, PollKind::Choice | PollKind::Choices);
    let points = 2 + d.below(10);
    let electorate = d.pick(Electorate::ALL);
    let counted = kind != PollKind::Choices && electorate != Electorate::Organisations && d.one_in(2);
    SetPoll {
        question: Some("Q?".into()),
        kind: Some(kind),
        scale: ordered.then(|| Scale {
            first: d.below(2),
            points,
            polarity: if d.one_in(2) { Polarity::Bipolar } else { Polarity::Unipolar },
            labels: vec![],
            no_opinion: d.one_in(2),
        }),
        options: choice.then(|| (0..points).map(|n| format!("Option {n}")).collect()),
        methods: Some(Methods { ballots: !counted || !d.one_in(5), agreed_by: None, counted, passed: false }),
        terms: Some(Terms {
            electorate,
            base: d.pick(Base::ALL),
            abstaining: d.pick(Abstaining::ALL),
            quorum: d.one_in(2).then(|| 1 + d.below(12)),
            majority: (kind == PollKind::Vote).then(|| d.pick(Majority::ALL)),
            weighting: d.pick(Weighting::ALL),
            weigh_by: d.pick(Unit::ALL),
            least_n: 1 + d.below(3),
            ..Terms::default()
        }),
        ..SetPoll::default()
    }
}

/// Plays the question of a seed until it is closed, or until it is looked at while it runs.
pub fn play(seed: u64) -> Played {
    let mut d = Dice(seed);
    let (mut game, moderator) = loop {
        let mut game = Game { m: meeting(&mut d), record: Vec::new(), moments: seed << 20, now_ms: START };
        // What contradicts itself or cannot reach its quorum is refused: another one.
        if game.ask(&moderator(), Command::SetPoll(question(&mut d))) && game.ask(&moderator(), open(&[1])) {
            break (game, moderator());
        }
    };
    let id = PollId(1);
    let poll = game.m.polls[&id].clone();
    let eager = 1 + d.below(30);
    // Some questions are agreed on by nearly everybody, so that consensus and two thirds happen.
    let united = d.one_in(3);
    let at = |d: &mut Dice| poll.scale.first + if united && !d.one_in(12) { 0 } else { d.below(poll.scale.points) };
    for _ in 0..eager {
        let value = at(&mut d);
        match d.below(12) {
            0 => {
                let to = d.pick(&[Some(Place::Room), Some(Place::Hub(NAIROBI)), Some(Place::Online), None]);
                let moved = PersonId(1 + d.below(PEOPLE));
                game.m.people.get_mut(&moved).expect("they are on the list").place = to;
            }
            1 | 2 => {
                let n = poll.scale.points as usize;
                let mut hands = vec![0; n];
                (0..d.below(6)).for_each(|_| hands[(at(&mut d) - poll.scale.first) as usize] += 1);
                let part = hands.iter().map(|n| d.below(n + 1)).collect();
                let groups =
                    if d.one_in(2) { vec![GroupHands { group: key("government"), hands: part }] } else { vec![] };
                let no_opinion = if poll.scale.no_opinion { d.below(2) } else { 0 };
                let place = d.pick(&[Place::Room, Place::Hub(NAIROBI), Place::Hub(LIMA)]);
                let grid = vec![CountedHands { poll: id, hands, no_opinion, groups }];
                game.ask(&moderator, Command::Count(Count { place, grid, counter: None }));
            }
            3 => {
                let place = d.pick(&[Place::Room, Place::Hub(NAIROBI)]);
                let mut hands = vec![0; poll.scale.points as usize];
                hands[(value - poll.scale.first) as usize] = 1 + d.below(3);
                game.ask(&moderator, Command::CorrectAnswer(correct_count(id, place, &hands, "a slip")));
            }
            _ => {
                let who = person_link(1 + d.below(PEOPLE));
                let several = poll.kind == PollKind::Choices;
                let choices = if several { (1..=poll.scale.points).filter(|_| d.one_in(3)).collect() } else { vec![] };
                let choice = if several || d.one_in(8) { None } else { Some(value) };
                game.ask(&who, Command::Cast(Cast { poll: id, choice, choices }));
            }
        }
    }
    if d.one_in(2) {
        game.ask(&moderator, close(&[1], 0));
        let due = Moment::new(game.now_ms + 100_000, [7; 32], None);
        for event in meeting::tick(&game.m, due) {
            evolve(&mut game.m, &event);
        }
    }
    let people = game.m.people.values();
    let present = people.filter(|p| p.place.is_some()).count() as u32;
    let electorate = if poll.methods.ballots { electorate(&game.m, poll.terms.electorate) } else { 0 };
    Played { m: game.m, id, record: game.record, electorate, present }
}

fn electorate(m: &Meeting, kind: Electorate) -> u32 {
    let confirmed = m.people.iter().filter(|(_, p)| p.confirmed);
    match kind {
        Electorate::Present => PEOPLE,
        Electorate::Seats => confirmed.count() as u32,
        Electorate::Organisations => {
            let mut names: Vec<_> = confirmed.filter_map(|(id, _)| organisation(id.0)).collect();
            names.iter_mut().for_each(|name| *name = if *name == "apc " { "APC" } else { name });
            names.sort_unstable();
            names.dedup();
            names.len() as u32
        }
    }
}
