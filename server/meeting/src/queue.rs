//! Hands: raising, naming, changing, lowering, lining up, getting ready; the queue's gate.

mod objection;
mod raise;
mod ready;

use protocol::{
    Command, Delivery, HandId, HandKind, HandState, Key, PersonId, Place, QueueGate, Refusal, RefusalCode, Role,
    limits, queue_command::*, text,
};

use crate::{
    Actor, Event, Fact, Meeting, Moment,
    event::*,
    meeting::{Hand, Person},
    rule,
};

pub(crate) use raise::{language, somebody};
pub(crate) use ready::{due, next_due};

/// Those who may act for others in the queue.
const STAFF: &[Role] = &[Role::Moderator, Role::OnlineModerator, Role::Steward, Role::HubOperator];

pub(crate) fn decide(m: &Meeting, who: &Actor, command: Command, at: &mut Moment) -> Result<Vec<Fact>, Refusal> {
    must_run(m)?;
    match command {
        Command::Raise(c) => raise::raise(m, who, c, at),
        Command::HandsNow(c) => raise::hands_now(m, who, c, at),
        Command::NameHand(c) => name_hand(m, who, c, at),
        Command::ChangeHand(c) => change(m, who, c, at),
        Command::Lower(c) => {
            owned(m, who, c.hand, STAFF)?;
            Ok(vec![Fact::HandLowered(HandLowered { hand: c.hand })])
        }
        Command::MoveHand(c) => move_hand(m, who, c),
        Command::Skip(c) => {
            who.must_be(&[Role::Moderator])?;
            waiting(m, c.hand)?;
            Ok(settled_first(m, Fact::HandSkipped(HandSkipped { hand: c.hand })))
        }
        Command::Defer(c) => defer(m, who, c),
        Command::AudioReady(c) => {
            owned(
                m,
                who,
                c.hand,
                &[Role::Moderator, Role::OnlineModerator, Role::Steward, Role::HubOperator, Role::Producer],
            )?;
            Ok(vec![Fact::AudioReadySet(AudioReadySet { hand: c.hand, ready: c.ready })])
        }
        Command::LineUp(c) => {
            who.must_be(&[Role::Producer])?;
            waiting(m, c.hand)?;
            Ok(vec![Fact::LineUpSet(LineUpSet { hand: c.hand, up: c.up })])
        }
        Command::CloseQueue(_) => gate(m, who, QueueGate::Closed),
        Command::OpenQueue(_) => gate(m, who, QueueGate::Open),
        Command::AdmitPointOfOrder(c) => {
            pending_point(m, who, c.hand)?;
            Ok(vec![Fact::PointOfOrderAdmitted(PointOfOrderAdmitted { hand: c.hand })])
        }
        Command::Reclassify(c) => reclassify(m, who, c),
        other => unreachable!("not a command of the queue: {other:?}"),
    }
}

/// Goes on only while the meeting runs.
pub(crate) fn must_run(m: &Meeting) -> Result<(), Refusal> {
    match m.phase {
        protocol::Phase::Running => Ok(()),
        protocol::Phase::Preparing => Err(Refusal::new(RefusalCode::NotRunning, "the meeting has not started yet")),
        protocol::Phase::Ended => Err(Refusal::new(RefusalCode::MeetingEnded, "the meeting has ended")),
    }
}

/// A waiting hand.
pub(crate) fn waiting(m: &Meeting, id: HandId) -> Result<&Hand, Refusal> {
    let hand = m.hands.get(&id).ok_or_else(|| Refusal::new(RefusalCode::NotFound, format!("there is no hand {id}")))?;
    match hand.state {
        HandState::Waiting => Ok(hand),
        HandState::Called => Err(Refusal::new(RefusalCode::HandNotWaiting, format!("hand {id} was called already"))),
        HandState::Cleared => {
            Err(Refusal::new(RefusalCode::HandNotWaiting, format!("hand {id} was cleared by a last word")))
        }
        HandState::Lowered => Err(Refusal::new(RefusalCode::HandNotWaiting, format!("hand {id} was lowered"))),
    }
}

/// A waiting hand that is the sender's own, or that the sender may act for.
fn owned<'a>(m: &'a Meeting, who: &Actor, id: HandId, staff: &[Role]) -> Result<&'a Hand, Refusal> {
    let hand = waiting(m, id)?;
    if who.role() == Some(Role::Participant) {
        if who.person().is_none() || who.person() != hand.person {
            return Err(Refusal::new(RefusalCode::NotYours, format!("hand {id} is somebody else's")));
        }
        return Ok(hand);
    }
    who.must_be(staff)?;
    who.must_hold(hand.place)?;
    Ok(hand)
}

fn name_hand(m: &Meeting, who: &Actor, c: NameHand, at: &mut Moment) -> Result<Vec<Fact>, Refusal> {
    who.must_be(STAFF)?;
    let hand = waiting(m, c.hand)?;
    who.must_hold(hand.place)?;
    if hand.person.is_some() {
        return Err(Refusal::new(RefusalCode::MovedOn, format!("hand {} has its name already", c.hand)));
    }
    let (person, mut facts) = somebody(m, who, at, c.person, c.name, Some(hand.place), true)?;
    let person = person.ok_or_else(|| Refusal::field("name", "or person is needed"))?;
    raise::one_hand(m, person, hand.kind)?;
    facts.push(Fact::HandNamed(HandNamed { hand: c.hand, person }));
    Ok(facts)
}

/// "One waiting hand per person in the whole meeting."
fn no_other_hand(m: &Meeting, person: PersonId) -> Result<(), Refusal> {
    match m.people.get(&person).and_then(|p| p.hand) {
        Some(hand) => {
            Err(Refusal::new(RefusalCode::HandAlreadyUp, format!("this person has a hand up already: hand {hand}")))
        }
        None => Ok(()),
    }
}

fn change(m: &Meeting, who: &Actor, c: ChangeHand, at: &mut Moment) -> Result<Vec<Fact>, Refusal> {
    let hand = owned(m, who, c.hand, STAFF)?;
    let special = |kind| [HandKind::PointOfOrder, HandKind::Objection].into_iter().find(|k| *k == kind);
    if c.kind.is_some_and(|k| special(k) != special(hand.kind)) {
        let text = "cannot change from or to a point of order or an objection: raise it, or have it reclassified";
        return Err(Refusal::field("kind", text));
    }
    if let Some(mic) = &c.microphone {
        who.must_be(STAFF)?;
        raise::known_microphone(m, mic)?;
    }
    if let Some(language) = &c.language {
        raise::language(language)?;
    }
    let delivery = c.delivery.unwrap_or(hand.delivery);
    let topic = match c.topic {
        Some(t) => at.seal_some(Some(text::line(&t, limits::TOPIC_CHARS).map_err(|e| Refusal::field("topic", e))?)),
        None => hand.topic.clone(),
    };
    let text = match c.text {
        Some(t) => at.seal_some(Some(raise::contribution(m, &t)?)),
        None => hand.text.clone(),
    };
    if delivery == Delivery::Written && text.is_none() {
        return Err(Refusal::field("text", "is needed for a written contribution"));
    }
    // What becomes a reply is one to a turn that there is.
    let to_turn = match (c.kind, hand.to_turn.filter(|turn| m.turns.contains_key(turn))) {
        (None, _) => None,
        (Some(kind), known) if rule::is_reply(kind) && known.is_some() => known,
        (Some(kind), _) => raise::attached_to(m, kind, None)?,
    };
    Ok(vec![Fact::HandChanged(HandChanged {
        hand: c.hand,
        mic: c.microphone.unwrap_or_else(|| hand.mic.clone()),
        kind: c.kind.unwrap_or(hand.kind),
        delivery,
        language: c.language.or_else(|| hand.language.clone()),
        topic,
        text,
        to_turn,
    })])
}

/// The other hands of the same microphone and place, in their order. People stand in one line at a
/// microphone wherever they are from; online each region is a line of its own, as the rule has it.
fn line_of(m: &Meeting, hand: &Hand) -> Vec<HandId> {
    let mut line = rule::standing(m);
    line.retain(|id| {
        let other = &m.hands[id];
        let same_line = hand.place != Place::Online || other.region == hand.region;
        other.mic == hand.mic && other.place == hand.place && same_line
    });
    line
}

/// What depends on the order makes the order that is shown final: hands that come later go behind.
pub(crate) fn settled_first(m: &Meeting, then: Fact) -> Vec<Fact> {
    let hands = rule::provisional::order(m);
    let settled = (!hands.is_empty()).then_some(Fact::HandsSettled(HandsSettled { hands }));
    settled.into_iter().chain([then]).collect()
}

fn move_hand(m: &Meeting, who: &Actor, c: MoveHand) -> Result<Vec<Fact>, Refusal> {
    who.must_be(STAFF)?;
    let hand = waiting(m, c.hand)?;
    who.must_hold(hand.place)?;
    let mut line = line_of(m, hand);
    line.retain(|id| *id != c.hand);
    let at = match c.before {
        None => line.len(),
        Some(before) => line
            .iter()
            .position(|id| *id == before)
            .ok_or_else(|| Refusal::field("before", "must be a waiting hand of the same microphone and place"))?,
    };
    line.insert(at, c.hand);
    Ok(settled_first(m, Fact::HandMoved(HandMoved { hand: c.hand, line })))
}

fn defer(m: &Meeting, who: &Actor, c: Defer) -> Result<Vec<Fact>, Refusal> {
    let hand = owned(m, who, c.hand, STAFF)?;
    let line = line_of(m, hand);
    let at = line.iter().position(|id| *id == c.hand).unwrap_or_default();
    let behind = line.get(at + 1).copied();
    Ok(settled_first(m, Fact::HandDeferred(HandDeferred { hand: c.hand, behind })))
}

fn gate(m: &Meeting, who: &Actor, to: QueueGate) -> Result<Vec<Fact>, Refusal> {
    who.must_be(&[Role::Moderator])?;
    match (m.gate, to) {
        (QueueGate::Open, QueueGate::Closed) => Ok(vec![Fact::QueueClosed(QueueClosed {})]),
        (QueueGate::Closed, QueueGate::Open) => Ok(vec![Fact::QueueOpened(QueueOpened {})]),
        (QueueGate::Open, _) => Err(Refusal::new(RefusalCode::MovedOn, "the queue is open already")),
        (QueueGate::Closed, _) => Err(Refusal::new(RefusalCode::MovedOn, "the queue is closed already")),
    }
}

fn pending_point<'a>(m: &'a Meeting, who: &Actor, id: HandId) -> Result<&'a Hand, Refusal> {
    who.must_be(&[Role::Moderator])?;
    let hand = waiting(m, id)?;
    if hand.kind != HandKind::PointOfOrder || hand.admitted_ms.is_some() {
        return Err(Refusal::new(
            RefusalCode::MovedOn,
            format!("hand {id} is not a point of order that waits for a ruling"),
        ));
    }
    Ok(hand)
}

fn reclassify(m: &Meeting, who: &Actor, c: Reclassify) -> Result<Vec<Fact>, Refusal> {
    let hand = pending_point(m, who, c.hand)?;
    if matches!(c.kind, HandKind::PointOfOrder | HandKind::Objection) {
        return Err(Refusal::field("kind", "must be another kind than point of order or objection"));
    }
    if let Some(person) = hand.person {
        no_other_hand(m, person)?;
    }
    Ok(vec![Fact::HandReclassified(HandReclassified {
        hand: c.hand,
        kind: c.kind,
        to_turn: raise::attached_to(m, c.kind, None)?,
    })])
}

pub(crate) fn evolve(m: &mut Meeting, event: &Event) {
    match &event.fact {
        Fact::HandRaised(e) => raised(m, e, event),
        Fact::HandsSettled(e) => settle(m, &e.hands),
        Fact::HandNamed(e) => {
            let region = m.people.get(&e.person).and_then(|p| p.region.clone());
            let group = m.people.get(&e.person).and_then(|p| p.group.clone());
            with_hand(m, e.hand, |h| {
                h.person = Some(e.person);
                h.group = group.or(h.group.take());
                h.region = h.region.take().or(region);
            });
            // A point of order stands beside the one waiting hand of a person.
            if m.hands.get(&e.hand).is_some_and(|h| h.kind != HandKind::PointOfOrder) {
                with_person(m, Some(e.person), |p| p.hand = Some(e.hand));
            }
        }
        Fact::HandChanged(e) => with_hand(m, e.hand, |h| {
            // As people stand at one microphone says nothing about the line at another.
            h.moved &= h.mic == e.mic;
            h.mic = e.mic.clone();
            h.kind = e.kind;
            h.to_turn = if rule::is_reply(e.kind) { e.to_turn.or(h.to_turn) } else { None };
            h.delivery = e.delivery;
            h.unready &= ready::must_confirm(h);
            h.language = e.language.clone();
            h.topic = e.topic.clone();
            h.text = e.text.clone();
        }),
        Fact::HandLowered(e) => {
            with_hand(m, e.hand, |h| h.state = HandState::Lowered);
            leave_queue(m, e.hand);
        }
        Fact::HandMoved(e) => {
            restand(m, &e.line);
            for id in &e.line {
                with_hand(m, *id, |h| h.moved = true);
            }
        }
        Fact::HandSkipped(e) => {
            let next = m.rotation.calls + 1;
            with_hand(m, e.hand, |h| {
                h.skipped = true;
                h.not_before_call = next;
            });
        }
        Fact::HandDeferred(e) => match e.behind {
            Some(behind) => restand(m, &[behind, e.hand]),
            None => {
                let next = m.rotation.calls + 1;
                with_hand(m, e.hand, |h| h.not_before_call = next);
            }
        },
        Fact::HandOnDeck(e) => with_hand(m, e.hand, |h| h.told_ms = Some(event.at_ms)),
        Fact::HandUnready(e) => with_hand(m, e.hand, |h| h.unready = true),
        Fact::AudioReadySet(e) => with_hand(m, e.hand, |h| {
            h.audio_ready = e.ready;
            h.unready &= !e.ready;
            // Who takes the word back has the time to confirm again.
            h.told_ms = if e.ready { h.told_ms } else { h.told_ms.map(|_| event.at_ms) };
        }),
        Fact::LineUpSet(e) => with_hand(m, e.hand, |h| h.line_up = e.up),
        Fact::QueueClosed(_) => m.gate = QueueGate::Closed,
        Fact::QueueOpened(_) => {
            m.gate = QueueGate::Open;
            m.opened_ms = Some(event.at_ms);
        }
        Fact::PointOfOrderAdmitted(e) => with_hand(m, e.hand, |h| h.admitted_ms = Some(event.at_ms)),
        Fact::HandReclassified(e) => {
            with_hand(m, e.hand, |h| {
                h.kind = e.kind;
                h.to_turn = e.to_turn;
            });
            let person = m.hands.get(&e.hand).and_then(|h| h.person);
            with_person(m, person, |p| p.hand = Some(e.hand));
        }
        _ => {}
    }
}

fn raised(m: &mut Meeting, e: &HandRaised, event: &Event) {
    let own = e.person.and_then(|p| m.people.get(&p)).and_then(|p| p.region.clone());
    let region = m.region_of(e.place).cloned().or(own);
    m.last.hand = m.last.hand.max(e.hand.0);
    m.waiting.insert(e.hand);
    if e.kind != HandKind::PointOfOrder {
        with_person(m, e.person, |p| p.hand = Some(e.hand));
    }
    let hand = Hand {
        person: e.person,
        mic: e.mic.clone(),
        group: e.group.clone(),
        place: e.place,
        region,
        kind: e.kind,
        delivery: e.delivery,
        language: e.language.clone(),
        topic: e.topic.clone(),
        text: e.text.clone(),
        to_turn: e.to_turn,
        state: HandState::Waiting,
        by_staff: e.by_staff,
        raised_ms: e.raised_ms,
        stand: (e.raised_ms, 0),
        settled: false,
        arrived_ms: event.at_ms,
        by_link: event.by.link,
        moved: false,
        drawn: false,
        heard: e.heard,
        tie: e.tie.clone(),
        admitted_ms: None,
        overtaken: 0,
        not_before_call: 0,
        skipped: false,
        told_ms: None,
        unready: false,
        audio_ready: false,
        line_up: false,
    };
    m.hands.insert(e.hand, hand);
    // The tap of a hub that was cut off stands: it goes where it would have gone, though calls already made stand.
    if e.heard.is_some_and(|h| h.outage) {
        m.last_stand = (m.last_stand.0.max(e.raised_ms), m.last_stand.1 + 1);
        let stand = (e.raised_ms, m.last_stand.1);
        with_hand(m, e.hand, |h| {
            h.settled = true;
            h.stand = stand;
        });
    }
}

/// The order of these hands is final: they stand behind all whose order was final before.
fn settle(m: &mut Meeting, hands: &[HandId]) {
    let groups = rule::provisional::groups(m);
    for id in hands {
        let Some(group) = groups.iter().find(|group| group.hands.contains(id)) else { continue };
        m.last_stand = (m.last_stand.0.max(group.first_ms), m.last_stand.1 + 1);
        let stand = m.last_stand;
        with_hand(m, *id, |h| {
            h.settled = true;
            h.stand = stand;
            h.drawn = group.hands.len() > 1;
        });
    }
}

/// Takes a hand out of the queue, whatever it is now.
pub(crate) fn leave_queue(m: &mut Meeting, id: HandId) {
    m.waiting.remove(&id);
    leave_hand(m, id);
}

/// A hand is not the one waiting hand of its person any more.
pub(crate) fn leave_hand(m: &mut Meeting, id: HandId) {
    let person = m.hands.get(&id).and_then(|h| h.person);
    with_person(m, person, |p| {
        if p.hand == Some(id) {
            p.hand = None;
        }
    });
}

pub(crate) fn with_hand(m: &mut Meeting, id: HandId, change: impl FnOnce(&mut Hand)) {
    if let Some(hand) = m.hands.get_mut(&id) {
        change(hand);
    }
}

pub(crate) fn with_person(m: &mut Meeting, id: Option<PersonId>, change: impl FnOnce(&mut Person)) {
    if let Some(person) = id.and_then(|id| m.people.get_mut(&id)) {
        change(person);
    }
}

/// Puts these hands into this order by handing out among them the places that they hold.
fn restand(m: &mut Meeting, line: &[HandId]) {
    let mut places: Vec<_> = line.iter().filter_map(|id| m.hands.get(id)).map(|h| h.stand).collect();
    places.sort_unstable();
    for (id, place) in
        line.iter().filter(|id| m.hands.contains_key(id)).copied().collect::<Vec<_>>().into_iter().zip(places)
    {
        with_hand(m, id, |h| h.stand = place);
    }
}

fn mic_names(m: &Meeting) -> String {
    m.lanes().into_iter().map(Key::as_str).collect::<Vec<_>>().join(", ")
}

fn default_delivery(place: Place) -> Delivery {
    match place {
        Place::Room => Delivery::Microphone,
        Place::Hub(_) => Delivery::HubLine,
        Place::Online => Delivery::OwnCall,
    }
}
