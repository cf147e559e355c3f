//! Plays a random meeting: presses over slow and fast links, the moderator's calls, and what goes wrong.

mod chair;
mod odd;

use std::{cmp::Reverse, collections::BinaryHeap};

use meeting::{Actor, Event, Fact, Heard};
use protocol::{
    Command, HandId, HandKind, Key, Ms, Place, TurnId,
    queue_command::{AudioReady, HandsNow, Lower, Raise},
};

use super::{
    dice::Dice,
    plan::{Plan, Ready, Site, Trouble, Voice},
    play::{Play, Watch, operator, participant, steward},
};

/// What is going to happen.
#[derive(Debug)]
enum Step {
    /// Somebody presses the button of a hand.
    Press(usize),
    /// A hub operator says "hands now".
    Now(usize),
    /// A steward adds somebody who stands in line.
    Stand,
    /// A command arrives.
    Arrive(Box<(Actor, Command, Option<Heard>)>),
    /// Somebody lowers a hand.
    Lower(HandId),
    /// A hub confirms its audio.
    Ready(HandId),
    /// Something of the troubles of this meeting.
    Odd,
    /// The first word.
    Word(TurnId),
    /// The moderator goes on to the next.
    Next,
}

/// A step at its time; of equal times the one that was planned first.
struct At(Ms, u64, Step);

impl PartialEq for At {
    fn eq(&self, other: &Self) -> bool {
        (self.0, self.1) == (other.0, other.1)
    }
}

impl Eq for At {}

impl PartialOrd for At {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for At {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.0, self.1).cmp(&(other.0, other.1))
    }
}

/// A random meeting while it is played.
pub struct Script<'a, W> {
    play: Play<W>,
    plan: &'a Plan,
    d: &'a mut Dice,
    steps: BinaryHeap<Reverse<At>>,
    planned: u64,
    calls: u32,
    /// How often the moderator went on.
    rounds: u32,
    hands: u32,
}

/// How a meeting ended.
pub struct Ended<W> {
    /// The meeting and its onlookers.
    pub play: Play<W>,
    /// Calls that were made.
    pub calls: u32,
    /// Whether it went on until nobody waited.
    pub drained: bool,
}

/// No meeting goes on longer than the moderator goes on so often: what still waits then waits for ever.
const MOST_ROUNDS: u32 = 400;

/// Plays a meeting from its beginning to its end.
pub fn run<'a, W: Watch>(mut play: Play<W>, plan: &'a mut Plan, d: &'a mut Dice) -> Ended<W> {
    plan.set_up(&mut play, d);
    play.open();
    let mut script = Script { play, plan, d, steps: BinaryHeap::new(), planned: 0, calls: 0, rounds: 0, hands: 0 };
    script.foresee();
    while let Some(Reverse(At(at_ms, _, step))) = script.steps.pop() {
        script.wait(at_ms);
        script.step(step);
        if script.over() {
            break;
        }
    }
    let drained = script.play.m.waiting.is_empty();
    Ended { play: script.play, calls: script.calls, drained }
}

impl<W: Watch> Script<'_, W> {
    fn at(&mut self, at_ms: Ms, step: Step) {
        self.planned += 1;
        self.steps.push(Reverse(At(at_ms, self.planned, step)));
    }

    fn after(&mut self, low_ms: Ms, high_ms: Ms, step: Step) {
        let at_ms = self.play.now_ms + self.d.within(low_ms, high_ms);
        self.at(at_ms, step);
    }

    /// Plans the presses: most of them in bursts, the rest scattered.
    fn foresee(&mut self) {
        let long_ms = self.plan.turn_ms * 20;
        let opened_ms = self.play.now_ms;
        let bursts: Vec<Ms> =
            (0..self.d.below(4)).map(|_| opened_ms + self.d.within(0, long_ms)).chain([opened_ms]).collect();
        for _ in 0..self.plan.hands {
            let at_ms = match self.d.below(3) {
                0 => opened_ms + self.d.within(0, long_ms),
                1 => self.d.pick(&bursts) + self.d.within(0, 600),
                _ => self.d.pick(&bursts) + self.d.within(0, 40_000),
            };
            let step = match self.d.below(10) {
                0 => Step::Now(self.d.below(self.plan.sites.len().max(1) as u64) as usize),
                1 => Step::Stand,
                _ => Step::Press(self.d.below(self.plan.voices.len() as u64) as usize),
            };
            self.at(at_ms, step);
        }
        if !self.plan.troubles.is_empty() {
            for _ in 0..self.d.within(3, 30) {
                let at_ms = opened_ms + self.d.within(0, long_ms);
                self.at(at_ms, Step::Odd);
            }
        }
        let first_ms = opened_ms + *self.d.pick(&[500, 5_000, 32_000, 45_000]);
        self.at(first_ms, Step::Next);
    }

    /// Lets time pass; hubs that are told that they are on deck react to it.
    fn wait(&mut self, at_ms: Ms) {
        let happened = self.play.until(at_ms);
        if !happened.is_empty() && self.d.one_in(4) {
            self.play.look();
        }
        self.react(&happened);
    }

    fn react(&mut self, events: &[Event]) {
        for hand in events.iter().filter_map(on_deck) {
            let Some(Place::Hub(hub)) = self.play.m.hands.get(&hand).map(|h| h.place) else { continue };
            let Some(site) = self.plan.sites.iter().find(|s| s.hub == hub).copied() else { continue };
            match site.ready {
                Ready::Soon => self.after(1_000, 20_000, Step::Ready(hand)),
                Ready::Late => self.after(20_000, 200_000, Step::Ready(hand)),
                Ready::Never => {}
            }
        }
    }

    fn ask(&mut self, who: &Actor, command: Command, heard: Option<Heard>) -> bool {
        let Ok(events) = self.play.ask(who, command, heard) else { return false };
        if self.d.one_in(6) {
            self.play.look();
        }
        self.react(&events);
        for event in &events {
            if let Fact::HandRaised(e) = &event.fact {
                self.hands += 1;
                if self.plan.has(Trouble::Leavers) && self.d.one_in(3) {
                    self.after(1_000, 600_000, Step::Lower(e.hand));
                }
            }
        }
        true
    }

    fn step(&mut self, step: Step) {
        match step {
            Step::Press(n) => self.press(n),
            Step::Now(n) => self.hands_now(n),
            Step::Stand => self.stand(),
            Step::Arrive(all) => {
                let (who, command, heard) = *all;
                self.ask(&who, command, heard);
            }
            Step::Lower(hand) => {
                let who = super::play::moderator_like(self.d);
                self.ask(&who, Command::Lower(Lower { hand }), None);
            }
            Step::Ready(hand) => {
                let place = self.play.m.hands.get(&hand).map(|h| h.place);
                if let Some(Place::Hub(hub)) = place {
                    self.ask(&operator(hub), Command::AudioReady(AudioReady { hand, ready: true }), None);
                }
            }
            Step::Odd => odd::something(self),
            Step::Word(turn) => chair::first_word(self, turn),
            Step::Next => chair::next(self),
        }
    }

    /// A press that arrives after its link's delay.
    fn press(&mut self, n: usize) {
        let Voice { person, place, line } = self.plan.voices[n];
        let raise = Raise { kind: self.kind(), ..Raise::default() };
        let (who, raise) = match place {
            Place::Hub(hub) if self.d.one_in(2) => (operator(hub), Raise { person: Some(person), ..raise }),
            Place::Room if self.d.one_in(3) => (steward(), Raise { person: Some(person), ..raise }),
            Place::Online if self.d.one_in(4) => {
                (super::play::online_moderator(), Raise { person: Some(person), ..raise })
            }
            _ => (participant(person), raise),
        };
        let (at_ms, heard) = line.carry(self.play.now_ms, self.d);
        let heard = (!self.d.one_in(9)).then_some(heard);
        self.at(at_ms, Step::Arrive(Box::new((who, Command::Raise(raise), heard))));
    }

    fn kind(&mut self) -> Option<HandKind> {
        if self.plan.has(Trouble::Points) && self.d.one_in(4) {
            return Some(HandKind::PointOfOrder);
        }
        let replies = [HandKind::DirectReply, HandKind::FollowUp, HandKind::Clarification];
        if self.plan.has(Trouble::Replies) && self.d.one_in(3) {
            return Some(*self.d.pick(&replies));
        }
        None
    }

    fn hands_now(&mut self, n: usize) {
        let Some(&Site { hub, line, .. }) = self.plan.sites.get(n) else { return };
        let mut people: Vec<_> =
            self.plan.voices.iter().filter(|v| v.place == Place::Hub(hub)).map(|v| v.person).collect();
        people.retain(|p| self.play.m.people[p].hand.is_none() && self.d.one_in(2));
        let unnamed = self.d.within(1, 3) as u32;
        let microphone = Some(self.mic());
        let (at_ms, heard) = line.carry(self.play.now_ms, self.d);
        let command = Command::HandsNow(HandsNow { hub, people, unnamed, microphone });
        self.at(at_ms, Step::Arrive(Box::new((operator(hub), command, Some(heard)))));
    }

    /// Somebody whom the steward sees in the line: known or not, named or not.
    fn stand(&mut self) {
        let name = self.d.one_in(2).then(|| format!("Guest {}", self.play.m.last.person));
        let confirmed = name.is_some() && self.d.one_in(2);
        let raise = Raise { name, confirmed, microphone: Some(self.mic()), ..Raise::default() };
        self.ask(&steward(), Command::Raise(raise), None);
    }

    /// One of the microphones that there are now.
    fn mic(&mut self) -> Key {
        let mics: Vec<Key> = self.play.m.microphones.keys().cloned().collect();
        self.d.pick(&mics).clone()
    }

    /// Whether the meeting ends here.
    fn over(&self) -> bool {
        let enough = self.plan.calls.is_some_and(|most| self.calls >= most);
        // The moderator's next step is always planned: nothing else means that nobody comes any more.
        enough || self.rounds >= MOST_ROUNDS || (self.steps.len() <= 1 && self.play.m.waiting.is_empty())
    }
}

/// The hand that a hub was told about.
fn on_deck(event: &Event) -> Option<HandId> {
    super::extra::on_deck(&event.fact)
}
