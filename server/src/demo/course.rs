//! The course of the invented plenary: when hands go up, hubs drop and come back, questions are put and answered.

use super::dice::Dice;
use super::plenary::{MINUTE_MS, QUESTIONS, TURN_LIMIT_MS, hubs};
use super::scenario::*;

/// What happens, and when.
pub(super) struct Course<'a> {
    people: &'a [Person],
    lasts_ms: u64,
    dice: Dice,
    steps: Vec<Step>,
}

impl<'a> Course<'a> {
    /// A course of so many milliseconds, of these people.
    pub(super) fn new(people: &'a [Person], lasts_ms: u64, dice: Dice) -> Self {
        Course { people, lasts_ms, dice, steps: Vec::new() }
    }

    /// The steps in order of time.
    pub(super) fn steps(mut self) -> Vec<Step> {
        self.add(0, What::Agenda(Agenda { item: "principles".to_owned() }));
        let half = self.lasts_ms / 2;
        self.add(half, What::Agenda(Agenda { item: "roadmap".to_owned() }));
        self.hands();
        self.links();
        let mut put_ms = 3 * MINUTE_MS;
        for (id, _, _) in QUESTIONS {
            if put_ms + 2 * MINUTE_MS >= self.lasts_ms {
                break;
            }
            self.question(id, put_ms);
            put_ms += 7 * MINUTE_MS;
        }
        // A stable sort: what was made first stays first where the time is the same.
        self.steps.sort_by_key(|step| step.at_ms);
        self.steps
    }

    fn add(&mut self, at_ms: u64, what: What) {
        self.steps.push(Step { at_ms: Some(at_ms), what });
    }

    /// Forty hands in the first half minute, then one about every forty seconds: more than can be called.
    fn hands(&mut self) {
        let mut order: Vec<&Person> = self.people.iter().collect();
        self.dice.shuffle(&mut order);
        let (room, remote): (Vec<_>, Vec<_>) =
            order.into_iter().partition(|person| person.place.as_deref() == Some("room"));
        let (mut room, mut remote) = (room.into_iter().cycle(), remote.into_iter().cycle());
        let mut at_ms = 0;
        let mut raised = 0;
        while at_ms + MINUTE_MS < self.lasts_ms {
            let person = if self.dice.chance(55) { room.next() } else { remote.next() };
            if let Some(person) = person {
                let hand = self.hand(person, raised);
                self.add(at_ms, What::Hand(hand));
            }
            raised += 1;
            at_ms += if raised < 40 { self.dice.between(100, 1_400) } else { self.dice.between(10_000, 70_000) };
        }
    }

    fn hand(&mut self, person: &Person, raised: u32) -> Hand {
        let hub = person.place.clone().filter(|place| place != "room" && place != "online");
        let kind = match raised {
            _ if raised > 40 && raised.is_multiple_of(17) => HandKind::PointOfOrder,
            _ if raised > 40 && raised.is_multiple_of(9) => HandKind::Clarification,
            _ => HandKind::Intervention,
        };
        // Short ones often, long ones now and then, one in eight over the limit.
        let speaks_ms = match self.dice.between(0, 8) {
            0..=3 => self.dice.between(30_000, 80_000),
            4..=6 => self.dice.between(80_000, TURN_LIMIT_MS),
            _ => self.dice.between(TURN_LIMIT_MS, TURN_LIMIT_MS + 30_000),
        };
        Hand {
            person: Some(person.id.clone()),
            hub,
            turn: None,
            kind,
            known_by: None,
            microphone: None,
            language: person.languages.first().cloned(),
            speaks_ms: Some(speaks_ms / 400 * 400),
            said_in: None,
        }
    }

    /// About every forty seconds a hub is lost, and comes back within two minutes.
    fn links(&mut self) {
        let hubs = hubs();
        let mut back_ms = vec![0; hubs.len()];
        let mut at_ms = 45_000;
        while at_ms + 2 * MINUTE_MS < self.lasts_ms {
            let index = self.dice.between(0, hubs.len() as u64) as usize;
            if back_ms[index] < at_ms {
                let hub = hubs[index].id.clone();
                let returns_ms = at_ms + self.dice.between(4_000, 110_000);
                self.add(at_ms, What::Link(Link { hub: hub.clone(), up: false }));
                self.add(returns_ms, What::Link(Link { hub, up: true }));
                back_ms[index] = returns_ms;
            }
            at_ms += self.dice.between(15_000, 65_000);
        }
    }

    /// A question is put; ballots and counted hands come in for a minute; then it closes.
    fn question(&mut self, id: &str, put_ms: u64) {
        let put = Put { put: vec![id.to_owned()], said_in: None };
        self.add(put_ms, What::Questions(put.clone()));
        let answer = Answer {
            question: id.to_owned(),
            region: None,
            hub: None,
            value: None,
            counted: None,
            person: None,
            consulted: None,
            lowest: None,
            highest: None,
            comment: None,
            said_in: None,
        };
        for person in self.people.iter().filter(|person| person.connected) {
            if self.dice.chance(85) {
                let value = 1 + self.dice.between(0, 3) as i32 + self.dice.between(0, 3) as i32;
                let at_ms = put_ms + self.dice.between(2_000, 50_000);
                let answer = Answer { value: Some(value), person: Some(person.id.clone()), ..answer.clone() };
                self.add(at_ms, What::Answer(answer));
            }
        }
        for hub in hubs() {
            let mut left = u64::from(hub.headcount);
            let counted = (0..5).map(|_| {
                let hands = self.dice.between(0, left / 2 + 1);
                left -= hands;
                hands as u32
            });
            let counted = counted.collect();
            let at_ms = put_ms + self.dice.between(20_000, 55_000);
            self.add(at_ms, What::Answer(Answer { hub: Some(hub.id), counted: Some(counted), ..answer.clone() }));
        }
        self.add(put_ms + MINUTE_MS, What::Close(put));
    }
}
