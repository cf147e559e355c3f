//! The plain facts that the record tells: who waits, where, who has spoken, which lists and settings hold.

use std::collections::BTreeMap;

use meeting::{
    Event, Fact,
    event::{HandRaised, ItemSet, TurnBegan, TurnEntered},
};
use protocol::{Delivery, HandId, HandKind, HubId, ItemId, Key, LinkId, Ms, PersonId, Place, Preset, TurnId, TurnKind};

use super::{
    ahead,
    past::{Call, Past},
    unsettled,
};

/// The limit of a turn where no item says another.
const TURN_MS: Ms = 120_000;

/// A microphone or a region: the place of its key in [`Board::names`].
pub type Name = usize;

/// What is known by now.
#[derive(Clone)]
pub struct Board {
    pub preset: Option<Preset>,
    names: Vec<Key>,
    pub newcomers_first: bool,
    pub cap: u32,
    /// Replies to one turn that go before the line.
    pub replies: usize,
    pub batch_ms: Ms,
    pub on_deck: usize,
    /// When the queue opened last.
    pub opened_ms: Option<Ms>,
    /// The microphones in the order of rotation.
    pub mics: Vec<Mic>,
    pub hubs: BTreeMap<HubId, Option<Name>>,
    pub people: BTreeMap<PersonId, Person>,
    /// The waiting hands.
    pub hands: BTreeMap<HandId, Hand>,
    /// The one line of all hands whose order is final, as they stand: the moment of each place, and who holds it.
    pub line: Vec<(Ms, HandId)>,
    /// The moment of the last place that was given out.
    pub last_ms: Ms,
    /// Hands whose order is not final, as they came.
    pub unsettled: Vec<HandId>,
    pub past: Past,
    pub turns: BTreeMap<TurnId, Turn>,
    pub floor: Option<TurnId>,
    pub interrupted: Option<TurnId>,
    pub items: BTreeMap<ItemId, ItemSet>,
    pub item: Option<ItemId>,
    /// The microphone from which the moderator calls for now.
    pub pinned: Option<Name>,
}

impl Default for Board {
    fn default() -> Self {
        Board {
            preset: None,
            names: Vec::new(),
            newcomers_first: true,
            cap: 3,
            replies: 2,
            batch_ms: 30_000,
            on_deck: 2,
            opened_ms: None,
            mics: Vec::new(),
            hubs: BTreeMap::new(),
            people: BTreeMap::new(),
            hands: BTreeMap::new(),
            line: Vec::new(),
            last_ms: 0,
            unsettled: Vec::new(),
            past: Past::default(),
            turns: BTreeMap::new(),
            floor: None,
            interrupted: None,
            items: BTreeMap::new(),
            item: None,
            pinned: None,
        }
    }
}

#[derive(Clone)]
pub struct Mic {
    pub name: Name,
    pub weight: u32,
    pub budget_ms: Option<Ms>,
    pub held: bool,
}

#[derive(Clone, Default)]
pub struct Person {
    pub confirmed: bool,
    pub region: Option<Name>,
    pub hand: Option<HandId>,
    /// Called turns on this item, and in the whole meeting.
    pub spoken: u32,
    pub spoken_in_all: u32,
}

#[derive(Clone)]
pub struct Hand {
    pub person: Option<PersonId>,
    pub mic: Name,
    pub place: Place,
    pub region: Option<Name>,
    pub kind: HandKind,
    pub to_turn: Option<TurnId>,
    pub delivery: Delivery,
    /// The moment of raising, and of arriving.
    pub raised_ms: Ms,
    pub arrived_ms: Ms,
    pub link: Option<LinkId>,
    /// What is drawn for it.
    pub tie: String,
    pub admitted_ms: Option<Ms>,
    /// Its audio was not confirmed in time.
    pub unready: bool,
    /// As people stand, by a steward's word.
    pub moved: bool,
    /// Newcomers who were called before it though they stood behind it.
    pub overtaken: u32,
    /// Not before so many calls were made.
    pub not_before: usize,
}

#[derive(Clone)]
pub struct Turn {
    pub kind: TurnKind,
    pub mic: Option<Name>,
    pub hand_kind: Option<HandKind>,
    pub to_turn: Option<TurnId>,
    pub spoken_ms: Ms,
    pub since_ms: Option<Ms>,
    /// Entered afterwards.
    pub entered: bool,
}

impl Board {
    pub fn take(&mut self, event: &Event) {
        let at_ms = event.at_ms;
        match &event.fact {
            Fact::MeetingCreated(e) => self.preset = Some(e.preset),
            Fact::RuleSet(e) => {
                self.preset = Some(e.preset);
                self.newcomers_first = e.newcomers_first;
                self.cap = e.newcomer_cap;
                self.replies = e.replies as usize;
            }
            Fact::MeetingChanged(e) => {
                self.batch_ms = e.batch_ms.unwrap_or(self.batch_ms);
                self.on_deck = e.on_deck.map_or(self.on_deck, |n| n as usize);
            }
            Fact::MicrophoneSet(e) => {
                let name = self.name(&e.key);
                let held = self.mic(name).is_some_and(|m| m.held);
                self.mics.retain(|m| m.name != name);
                let at = (e.position.max(1) as usize - 1).min(self.mics.len());
                let mic = Mic { name, weight: e.weight, budget_ms: e.budget_ms, held };
                self.mics.insert(at, mic);
            }
            Fact::MicrophoneRemoved(e) => self.mic_removed(&e.key, e.to.as_ref()),
            Fact::MicrophoneHeld(e) => {
                let name = self.name(&e.key);
                self.mics.iter_mut().filter(|m| m.name == name).for_each(|m| m.held = e.held);
            }
            Fact::MicrophonePinned(e) => self.pinned = e.key.as_ref().map(|key| self.name(key)),
            Fact::HubSet(e) => {
                let region = e.region.as_ref().map(|key| self.name(key));
                self.hubs.insert(e.hub, region);
            }
            Fact::HubRemoved(e) => drop(self.hubs.remove(&e.hub)),
            Fact::ItemSet(e) => drop(self.items.insert(e.item, e.clone())),
            Fact::ItemRemoved(e) => drop(self.items.remove(&e.item)),
            Fact::ItemStarted(e) => {
                self.item = Some(e.item);
                self.past.item_started();
                self.people.values_mut().for_each(|p| p.spoken = 0);
            }
            Fact::PersonSet(e) => {
                let region = e.region.as_ref().map(|key| self.name(key));
                let person = self.people.entry(e.person).or_default();
                person.confirmed = e.confirmed;
                person.region = region;
            }
            Fact::PersonConfirmed(e) => self.people.entry(e.person).or_default().confirmed = true,
            _ => {
                self.take_of_hands(event);
                self.take_of_turns(event, at_ms);
            }
        }
    }

    fn take_of_hands(&mut self, event: &Event) {
        match &event.fact {
            Fact::QueueOpened(_) => self.opened_ms = Some(event.at_ms),
            Fact::HandRaised(e) => self.hand_raised(e, event),
            Fact::HandsSettled(e) => self.settle(&e.hands),
            Fact::HandNamed(e) => {
                let region = self.people.get(&e.person).and_then(|p| p.region);
                let speaks = self.hands.get(&e.hand).is_some_and(|h| h.kind != HandKind::PointOfOrder);
                if let Some(person) = self.people.get_mut(&e.person).filter(|_| speaks) {
                    person.hand = Some(e.hand);
                }
                self.with(e.hand, |h| {
                    h.person = Some(e.person);
                    h.region = h.region.take().or(region);
                });
            }
            Fact::HandChanged(e) => {
                let mic = self.name(&e.mic);
                self.with(e.hand, |h| {
                    h.moved = h.moved && h.mic == mic;
                    h.mic = mic;
                    h.kind = e.kind;
                    h.to_turn = match e.kind {
                        HandKind::DirectReply | HandKind::FollowUp | HandKind::Clarification => e.to_turn.or(h.to_turn),
                        _ => None,
                    };
                    h.delivery = e.delivery;
                    // Only the line of a hub has to be confirmed.
                    h.unready = h.unready && e.delivery == Delivery::HubLine;
                });
            }
            Fact::HatChanged(e) => {
                let mic = self.name(&e.group);
                if let Some(hand) = self.people.get(&e.person).and_then(|p| p.hand) {
                    self.with(hand, |h| {
                        h.mic = mic;
                        h.moved = false;
                    });
                }
            }
            Fact::HandUnready(e) => self.with(e.hand, |h| h.unready = true),
            Fact::AudioReadySet(e) => self.with(e.hand, |h| h.unready = h.unready && !e.ready),
            Fact::HandLowered(e) => self.leave(e.hand),
            Fact::HandMoved(e) => {
                self.stand(&e.line);
                e.line.iter().for_each(|id| self.with(*id, |h| h.moved = true));
            }
            Fact::HandSkipped(e) => self.not_now(e.hand),
            Fact::HandDeferred(e) => match e.behind {
                Some(behind) => self.stand(&[behind, e.hand]),
                None => self.not_now(e.hand),
            },
            Fact::PointOfOrderAdmitted(e) => self.with(e.hand, |h| h.admitted_ms = Some(event.at_ms)),
            Fact::HandReclassified(e) => {
                self.with(e.hand, |h| (h.kind, h.to_turn) = (e.kind, e.to_turn));
                let person = self.hands.get(&e.hand).and_then(|h| h.person);
                if let Some(person) = person.and_then(|p| self.people.get_mut(&p)) {
                    person.hand = Some(e.hand);
                }
            }
            _ => {}
        }
    }

    fn take_of_turns(&mut self, event: &Event, at_ms: Ms) {
        match &event.fact {
            Fact::TurnBegan(e) => self.turn_began(e, at_ms),
            Fact::TurnEntered(e) => self.turn_entered(e),
            Fact::TurnEnded(e) => {
                self.end(e.turn, at_ms, e.spoken_ms);
                if self.floor == Some(e.turn) {
                    self.floor = self.interrupted.take();
                }
            }
            Fact::ClockStarted(e) => self.with_turn(e.turn, |t| t.since_ms = Some(at_ms)),
            Fact::ClockResumed(e) => self.with_turn(e.turn, |t| t.since_ms = Some(at_ms)),
            Fact::ClockPaused(e) => self.with_turn(e.turn, |t| t.stop(at_ms)),
            _ => {}
        }
    }

    fn turn_began(&mut self, e: &TurnBegan, at_ms: Ms) {
        // Whether the rule called it out of the line, seen from before the call.
        let in_turn = e.out_of_turn.is_none() && e.hand.is_some() && ahead::first_in_line(self) == e.hand;
        if e.interrupts {
            if let Some(on) = self.floor {
                self.with_turn(on, |t| t.stop(at_ms));
            }
            self.interrupted = self.floor;
        } else {
            for turn in [self.floor, self.interrupted.take()].into_iter().flatten() {
                self.end(turn, at_ms, None);
            }
        }
        if let Some(id) = e.hand {
            self.hand_called(id, in_turn);
        }
        if e.kind == TurnKind::Called && e.hand_kind != Some(HandKind::PointOfOrder) {
            self.spoke(e.person);
        }
        let turn = Turn {
            kind: e.kind,
            mic: e.mic.as_ref().map(|key| self.name(key)),
            hand_kind: e.hand_kind,
            to_turn: e.to_turn,
            spoken_ms: 0,
            since_ms: None,
            entered: false,
        };
        self.turns.insert(e.turn, turn);
        self.floor = Some(e.turn);
        if e.last_word {
            for id in self.hands.keys().copied().collect::<Vec<_>>() {
                self.leave(id);
            }
        }
    }

    /// A turn that took place while the hall was offline counts as a call out of turn.
    fn turn_entered(&mut self, e: &TurnEntered) {
        let hand = e.hand.and_then(|id| self.hands.get(&id)).cloned();
        if let Some(id) = e.hand {
            self.hand_called(id, false);
        }
        let mic = e.mic.as_ref().map(|key| self.name(key));
        if let Some(mic) = mic {
            self.past.spent(mic, e.spoken_ms);
        }
        let hand_kind = hand.as_ref().map(|h| h.kind);
        if hand_kind != Some(HandKind::PointOfOrder) {
            self.spoke(e.person);
        }
        let turn = Turn {
            kind: TurnKind::Called,
            mic,
            hand_kind,
            to_turn: hand.and_then(|h| h.to_turn),
            spoken_ms: e.spoken_ms,
            since_ms: None,
            entered: true,
        };
        self.turns.insert(e.turn, turn);
    }

    fn hand_called(&mut self, id: HandId, in_turn: bool) {
        let Some(hand) = self.hands.get(&id).cloned() else { return };
        if in_turn {
            for overtaken in ahead::overtaken_by(self, &self.standing(), id) {
                self.with(overtaken, |h| h.overtaken += 1);
            }
        }
        let call = Call::of(self, &self.past, &hand, in_turn);
        self.past.called(call);
        self.leave(id);
    }

    fn spoke(&mut self, person: Option<PersonId>) {
        if let Some(person) = person.and_then(|p| self.people.get_mut(&p)) {
            person.spoken += 1;
            person.spoken_in_all += 1;
        }
    }

    fn hand_raised(&mut self, e: &HandRaised, event: &Event) {
        let own = e.person.and_then(|p| self.people.get(&p)).and_then(|p| p.region);
        let hubs = match e.place {
            Place::Hub(hub) => self.hubs.get(&hub).copied().flatten(),
            _ => None,
        };
        let hand = Hand {
            person: e.person,
            mic: self.name(&e.mic),
            place: e.place,
            region: hubs.or(own),
            kind: e.kind,
            to_turn: e.to_turn,
            delivery: e.delivery,
            raised_ms: e.raised_ms,
            arrived_ms: event.at_ms,
            link: event.by.link,
            tie: e.tie.clone(),
            admitted_ms: None,
            unready: false,
            moved: false,
            overtaken: 0,
            not_before: 0,
        };
        self.hands.insert(e.hand, hand);
        if let Some(person) =
            e.person.and_then(|p| self.people.get_mut(&p)).filter(|_| e.kind != HandKind::PointOfOrder)
        {
            person.hand = Some(e.hand);
        }
        if e.heard.is_some_and(|h| h.outage) {
            // The tap of a hub that was cut off stands: among the final ones, by its moment.
            let at = self.line.iter().filter(|(ms, _)| *ms <= e.raised_ms).count();
            self.line.insert(at, (e.raised_ms, e.hand));
            self.last_ms = self.last_ms.max(e.raised_ms);
        } else {
            self.unsettled.push(e.hand);
        }
    }

    /// These get the next places, in this order.
    fn settle(&mut self, hands: &[HandId]) {
        let groups = unsettled::groups(self);
        for id in hands {
            let first_ms = groups.iter().find(|g| g.hands.contains(id)).map_or(0, |g| g.first_ms);
            self.last_ms = self.last_ms.max(first_ms);
            self.line.push((self.last_ms, *id));
        }
        self.unsettled.retain(|id| !hands.contains(id));
    }

    fn mic_removed(&mut self, key: &Key, to: Option<&Key>) {
        let (name, to) = (self.name(key), self.name(to.unwrap_or(key)));
        self.mics.retain(|m| m.name != name);
        self.pinned = self.pinned.filter(|pinned| *pinned != name);
        for item in self.items.values_mut() {
            item.shares.retain(|s| s.microphone != *key);
        }
        for hand in self.hands.values_mut().filter(|h| h.mic == name) {
            hand.mic = to;
            hand.moved = false;
        }
    }

    fn end(&mut self, id: TurnId, at_ms: Ms, stated_ms: Option<Ms>) {
        let Some(turn) = self.turns.get_mut(&id) else { return };
        turn.stop(at_ms);
        turn.spoken_ms = stated_ms.unwrap_or(turn.spoken_ms);
        if let (TurnKind::Called, Some(mic)) = (turn.kind, turn.mic) {
            self.past.spent(mic, turn.spoken_ms);
        }
    }

    /// The waiting hands as they stand: those whose order is final, then the others.
    pub fn standing(&self) -> Vec<HandId> {
        self.line.iter().map(|(_, id)| *id).chain(unsettled::order(self)).collect()
    }

    /// Whether a hand's owner has not spoken on this item yet; nobody in particular is new, and whoever registered
    /// themselves is new once somebody knows them.
    pub fn is_new(&self, hand: &Hand) -> bool {
        hand.person.and_then(|p| self.people.get(&p)).is_none_or(|p| p.confirmed && p.spoken == 0)
    }

    /// The limit of a turn now.
    pub fn turn_ms(&self) -> Ms {
        self.item.and_then(|i| self.items.get(&i)).map_or(TURN_MS, |i| i.turn_ms)
    }

    /// The short name of a key.
    fn name(&mut self, key: &Key) -> Name {
        self.names.iter().position(|k| k == key).unwrap_or_else(|| {
            self.names.push(key.clone());
            self.names.len() - 1
        })
    }

    pub fn mic(&self, name: Name) -> Option<&Mic> {
        self.mics.iter().find(|m| m.name == name)
    }

    fn share(&self, mic: Name) -> Option<&protocol::setup_command::ItemShare> {
        let item = self.item.and_then(|i| self.items.get(&i))?;
        item.shares.iter().find(|s| s.microphone == self.names[mic])
    }

    /// The share of a microphone: the item's, else its own.
    pub fn weight(&self, mic: Name) -> u32 {
        self.share(mic).and_then(|s| s.weight).or(self.mic(mic).map(|m| m.weight)).unwrap_or(1)
    }

    /// The time budget of a microphone, in the same way.
    pub fn budget_ms(&self, mic: Name) -> Option<Ms> {
        self.share(mic).and_then(|s| s.budget_ms).or(self.mic(mic).and_then(|m| m.budget_ms))
    }

    fn with(&mut self, id: HandId, change: impl FnOnce(&mut Hand)) {
        if let Some(hand) = self.hands.get_mut(&id) {
            change(hand);
        }
    }

    fn with_turn(&mut self, id: TurnId, change: impl FnOnce(&mut Turn)) {
        if let Some(turn) = self.turns.get_mut(&id) {
            change(turn);
        }
    }

    pub fn leave(&mut self, id: HandId) {
        let hand = self.hands.remove(&id);
        if let Some(person) = hand.and_then(|h| h.person).and_then(|p| self.people.get_mut(&p)) {
            person.hand = person.hand.filter(|other| *other != id);
        }
        self.line.retain(|(_, hand)| *hand != id);
        self.unsettled.retain(|hand| *hand != id);
    }

    /// Not for one call.
    fn not_now(&mut self, id: HandId) {
        let next = self.past.count() + 1;
        self.with(id, |h| h.not_before = next);
    }

    /// These hands stand in this order, in the places that they hold among all.
    fn stand(&mut self, line: &[HandId]) {
        let held: Vec<usize> = (0..self.line.len()).filter(|at| line.contains(&self.line[*at].1)).collect();
        let those: Vec<HandId> = line.iter().copied().filter(|id| self.hands.contains_key(id)).collect();
        for (at, id) in held.into_iter().zip(those) {
            self.line[at].1 = id;
        }
    }
}

impl Turn {
    fn stop(&mut self, at_ms: Ms) {
        if let Some(since) = self.since_ms.take() {
            self.spoken_ms += at_ms - since;
        }
    }
}
