//! The floor: calling, the clock of a turn, the chair, items, breaks, the record of turns.

mod breakout;
mod entered;
mod microphones;
mod turn;

use protocol::{
    Command, HandId, HandKind, HandState, ItemId, Ms, NoteId, OverrideReason, Refusal, RefusalCode, Role, TurnId,
    TurnKind, floor_command::*, limits, text,
};

use crate::{
    Actor, Event, Fact, Meeting, Moment,
    event::*,
    meeting::{Hand, Note, Turn},
    queue::{must_run, settled_first, somebody, waiting},
    rule,
};

pub(crate) use breakout::{due, next_due};
pub(crate) use entered::{charge_entered, entered_since};

const CHAIR: &[Role] = &[Role::Moderator];
const RECORDERS: &[Role] = &[Role::Reporter, Role::Moderator];

pub(crate) fn decide(m: &Meeting, who: &Actor, command: Command, at: &mut Moment) -> Result<Vec<Fact>, Refusal> {
    if !matches!(command, Command::CorrectTurn(_) | Command::AddNote(_)) {
        must_run(m)?;
    }
    match command {
        Command::CallNext(c) => call_next(m, who, &c),
        Command::Call(c) => call(m, who, &c),
        Command::LastWord(c) => last_word(m, who, &c),
        Command::HoldMicrophone(c) => microphones::hold(m, who, &c),
        Command::PinMicrophone(c) => microphones::pin(m, who, &c),
        Command::EnterTurn(c) => entered::enter(m, who, c, at),
        Command::GiveFloor(c) => give(m, who, c, at),
        Command::StartClock(c) => start_clock(m, who, &c),
        Command::PauseClock(_) => {
            let (turn, t) = chair_turn(m, who)?;
            t.running_since_ms.ok_or_else(|| moved_on("the clock stands already"))?;
            Ok(vec![Fact::ClockPaused(ClockPaused { turn })])
        }
        Command::ResumeClock(_) => {
            let (turn, t) = chair_turn(m, who)?;
            if t.started_ms.is_none() || t.running_since_ms.is_some() {
                return Err(moved_on("the clock is not paused"));
            }
            Ok(vec![Fact::ClockResumed(ClockResumed { turn })])
        }
        Command::Extend(c) => {
            let (turn, t) = chair_turn(m, who)?;
            if !limits::EXTEND_MS.contains(&c.by_ms) {
                return Err(Refusal::field("by_ms", "must be 5,000 to 600,000 milliseconds"));
            }
            limit(turn, t.limit_ms + c.by_ms, true)
        }
        Command::SetTurnLimit(c) => {
            let (turn, _) = chair_turn(m, who)?;
            limit(turn, c.limit_ms, false)
        }
        Command::EndTurn(c) => {
            let (turn, _) = chair_turn(m, who)?;
            if c.spoken_ms.is_some_and(|ms| !(0..=86_400_000).contains(&ms)) {
                return Err(Refusal::field("spoken_ms", "must be 0 to 86,400,000 milliseconds"));
            }
            Ok(vec![Fact::TurnEnded(TurnEnded { turn, spoken_ms: c.spoken_ms, words: c.words })])
        }
        Command::OnAir(c) => {
            who.must_be(&[Role::Producer])?;
            if m.floor.turn != Some(c.turn) {
                return Err(moved_on(format!("turn {} is not on the floor", c.turn)));
            }
            Ok(vec![Fact::OnAirSet(OnAirSet { turn: c.turn, on: c.on })])
        }
        Command::HandOverChair(c) => {
            who.must_be(CHAIR)?;
            let (person, mut facts) = somebody(m, who, at, c.person, c.name, None, true)?;
            facts.push(Fact::ChairHandedOver(ChairHandedOver { person }));
            Ok(facts)
        }
        Command::StartItem(c) => {
            who.must_be(CHAIR)?;
            known_item(m, c.item)?;
            Ok(vec![Fact::ItemStarted(ItemStarted { item: c.item })])
        }
        Command::StartBreak(c) => breakout::start(m, who, c, at),
        Command::MoveBreakEnd(c) => breakout::move_end(m, who, &c, at.at_ms),
        Command::SetGroupState(c) => breakout::set_state(m, who, c),
        Command::EndBreak(_) => breakout::end(m, who),
        Command::Signal(c) => {
            who.must_be(&[Role::Interpreter])?;
            Ok(vec![Fact::Signalled(Signalled { signal: c.signal })])
        }
        Command::CorrectTurn(c) => correct(m, who, c, at),
        Command::AddNote(c) => {
            who.must_be(RECORDERS)?;
            let words = text::paragraphs(&c.text, limits::NOTE_CHARS).map_err(|e| Refusal::field("text", e))?;
            if words.is_empty() {
                return Err(Refusal::field("text", "is empty"));
            }
            let note = NoteId(m.last.note + 1);
            Ok(vec![Fact::NoteAdded(NoteAdded { note, kind: c.kind, text: at.seal(words) })])
        }
        other => unreachable!("not a command of the floor: {other:?}"),
    }
}

fn moved_on(text: impl Into<String>) -> Refusal {
    Refusal::new(RefusalCode::MovedOn, text)
}

fn known_item(m: &Meeting, item: ItemId) -> Result<(), Refusal> {
    match m.items.contains_key(&item) {
        true => Ok(()),
        false => Err(Refusal::new(RefusalCode::NotFound, format!("there is no agenda item {item}"))),
    }
}

/// The turn on the floor, for the chair.
fn chair_turn<'a>(m: &'a Meeting, who: &Actor) -> Result<(TurnId, &'a Turn), Refusal> {
    who.must_be(CHAIR)?;
    m.current_turn().ok_or_else(|| Refusal::new(RefusalCode::FloorEmpty, "nobody has the floor"))
}

fn limit(turn: TurnId, limit_ms: Ms, extended: bool) -> Result<Vec<Fact>, Refusal> {
    in_turn_limits("limit_ms", limit_ms)?;
    Ok(vec![Fact::TurnLimitSet(TurnLimitSet { turn, limit_ms, extended })])
}

fn in_turn_limits(field: &str, ms: Ms) -> Result<(), Refusal> {
    match limits::TURN_MS.contains(&ms) {
        true => Ok(()),
        false => Err(Refusal::field(field, "must be 10,000 to 3,600,000 milliseconds")),
    }
}

fn start_clock(m: &Meeting, who: &Actor, c: &StartClock) -> Result<Vec<Fact>, Refusal> {
    let (turn, t) = chair_turn(m, who)?;
    if t.started_ms.is_some() {
        return Err(moved_on("the clock of this turn was started already"));
    }
    let limit_ms = c.limit_ms.unwrap_or(t.limit_ms);
    in_turn_limits("limit_ms", limit_ms)?;
    Ok(vec![Fact::ClockStarted(ClockStarted { turn, limit_ms })])
}

/// Guards against two moderators who press at the same moment: the turn that the page shows.
fn unmoved(m: &Meeting, after: Option<TurnId>) -> Result<(), Refusal> {
    match after {
        Some(turn) if m.floor.turn != Some(turn) => Err(moved_on(format!("turn {turn} is not on the floor any more"))),
        _ => Ok(()),
    }
}

fn call_next(m: &Meeting, who: &Actor, c: &CallNext) -> Result<Vec<Fact>, Refusal> {
    who.must_be(CHAIR)?;
    unmoved(m, c.after)?;
    let next = rule::next(m).ok_or_else(|| {
        let held = !rule::standing(m).is_empty();
        let text = if held { "hands are up only at microphones that are held: release one" } else { "no hand is up" };
        Refusal::new(RefusalCode::NobodyWaiting, text)
    })?;
    if c.expected.is_some_and(|expected| expected != next.hand) {
        return Err(moved_on(format!("hand {} is next by now", next.hand)));
    }
    Ok(settled_first(m, began(m, next.hand, &m.hands[&next.hand], None)))
}

fn call(m: &Meeting, who: &Actor, c: &Call) -> Result<Vec<Fact>, Refusal> {
    who.must_be(CHAIR)?;
    unmoved(m, c.after)?;
    let hand = waiting(m, c.hand)?;
    // Whoever is next anyway is called in turn.
    let in_turn = rule::next(m).is_some_and(|next| next.hand == c.hand);
    Ok(settled_first(m, began(m, c.hand, hand, (!in_turn).then_some(c.reason))))
}

/// "Closes and clears": the hand is called, whatever the order, and nobody else is.
fn last_word(m: &Meeting, who: &Actor, c: &LastWord) -> Result<Vec<Fact>, Refusal> {
    who.must_be(CHAIR)?;
    unmoved(m, c.after)?;
    let hand = waiting(m, c.hand)?;
    let in_turn = rule::next(m).is_some_and(|next| next.hand == c.hand);
    let Fact::TurnBegan(call) = began(m, c.hand, hand, (!in_turn).then_some(OverrideReason::NoneGiven)) else {
        unreachable!("a call begins a turn")
    };
    Ok(settled_first(m, Fact::TurnBegan(TurnBegan { last_word: true, ..call })))
}

fn began(m: &Meeting, id: HandId, hand: &Hand, out_of_turn: Option<OverrideReason>) -> Fact {
    Fact::TurnBegan(TurnBegan {
        turn: TurnId(m.last.turn + 1),
        kind: TurnKind::Called,
        hand: Some(id),
        person: hand.person,
        mic: Some(hand.mic.clone()),
        group: hand.group.clone(),
        place: Some(hand.place),
        hand_kind: Some(hand.kind),
        to_turn: hand.to_turn,
        language: hand.language.clone(),
        topic: hand.topic.clone(),
        out_of_turn,
        limit_ms: m.limit_ms_in(hand.language.as_deref()),
        last_word: false,
        interrupts: hand.kind == HandKind::PointOfOrder && m.floor.turn.is_some() && m.floor.interrupted.is_none(),
    })
}

fn give(m: &Meeting, who: &Actor, c: GiveFloor, at: &mut Moment) -> Result<Vec<Fact>, Refusal> {
    who.must_be(CHAIR)?;
    if let Some(hand) = c.person.and_then(|p| m.people.get(&p)).and_then(|p| p.hand)
        && c.kind == TurnKind::Called
    {
        return Err(Refusal::field("person", format!("has a hand up: call hand {hand}")));
    }
    if c.reason.is_some() && c.kind != TurnKind::Called {
        return Err(Refusal::field("reason", "goes with kind `called`"));
    }
    if c.reply.is_some() != c.to_turn.is_some() {
        return Err(Refusal::field("reply", "and to_turn go together"));
    }
    if c.to_turn.is_some_and(|t| !m.turns.contains_key(&t)) {
        return Err(Refusal::new(RefusalCode::NoTurnToReplyTo, "the turn to reply to does not exist"));
    }
    let limit_ms = c.limit_ms.unwrap_or_else(|| m.limit_ms_in(c.language.as_deref()));
    in_turn_limits("limit_ms", limit_ms)?;
    if let Some(tag) = &c.language {
        crate::queue::language(tag)?;
    }
    let (person, mut facts) = somebody(m, who, at, c.person, c.name, None, true)?;
    let known = person.and_then(|p| m.people.get(&p));
    let mic = known.and_then(|p| p.group.clone()).filter(|g| m.microphones.contains_key(g));
    facts.push(Fact::TurnBegan(TurnBegan {
        turn: TurnId(m.last.turn + 1),
        kind: c.kind,
        hand: None,
        person,
        mic: mic.filter(|_| c.kind == TurnKind::Called),
        group: known.and_then(|p| p.group.clone()),
        place: known.and_then(|p| p.place),
        hand_kind: c.reply,
        to_turn: c.to_turn,
        language: c.language,
        topic: None,
        out_of_turn: (c.kind == TurnKind::Called).then(|| c.reason.unwrap_or(OverrideReason::NoneGiven)),
        limit_ms,
        interrupts: false,
        last_word: false,
    }));
    Ok(facts)
}

fn correct(m: &Meeting, who: &Actor, c: CorrectTurn, at: &mut Moment) -> Result<Vec<Fact>, Refusal> {
    who.must_be(RECORDERS)?;
    if !m.turns.contains_key(&c.turn) {
        return Err(Refusal::new(RefusalCode::NotFound, format!("there is no turn {}", c.turn)));
    }
    let (person, mut facts) = somebody(m, who, at, c.person, c.name, None, true)?;
    if person.is_none() && c.words.is_none() {
        return Err(Refusal::field("person", "or name or words is needed: what is corrected"));
    }
    let reason =
        c.reason.map(|t| text::line(&t, limits::NOTE_CHARS)).transpose().map_err(|e| Refusal::field("reason", e))?;
    facts.push(Fact::TurnCorrected(TurnCorrected {
        turn: c.turn,
        person,
        words: c.words,
        reason: at.seal_some(reason),
    }));
    Ok(facts)
}

pub(crate) fn evolve(m: &mut Meeting, event: &Event) {
    let at_ms = event.at_ms;
    match &event.fact {
        Fact::TurnBegan(e) => turn::began(m, e, at_ms),
        Fact::TurnEnded(e) => turn::ended(m, e, at_ms),
        Fact::TurnEntered(e) => entered::entered(m, e),
        Fact::MicrophoneHeld(e) => {
            if let Some(mic) = m.microphones.get_mut(&e.key) {
                mic.held = e.held;
            }
        }
        Fact::MicrophonePinned(e) => m.pinned.clone_from(&e.key),
        Fact::ClockStarted(e) => with_turn(m, e.turn, |t| {
            t.started_ms = Some(at_ms);
            t.running_since_ms = Some(at_ms);
            t.limit_ms = e.limit_ms;
        }),
        Fact::ClockPaused(e) => with_turn(m, e.turn, |t| turn::stop(t, at_ms)),
        Fact::ClockResumed(e) => with_turn(m, e.turn, |t| t.running_since_ms = Some(at_ms)),
        Fact::TurnLimitSet(e) => with_turn(m, e.turn, |t| t.limit_ms = e.limit_ms),
        Fact::OnAirSet(e) => with_turn(m, e.turn, |t| t.on_air = e.on),
        Fact::ChairHandedOver(e) => m.chair = e.person,
        Fact::ItemStarted(e) => {
            m.item = Some(e.item);
            m.item_started_ms = Some(at_ms);
            m.rotation.start_item();
            for person in m.people.values_mut() {
                person.spoken = 0;
            }
        }
        Fact::Signalled(e) => {
            let on = e.signal != protocol::Signal::Clear;
            m.floor.signal = on.then_some(e.signal);
            m.floor.signal_ms = on.then_some(at_ms);
        }
        Fact::TurnCorrected(e) => with_turn(m, e.turn, |t| {
            t.person = e.person.or(t.person);
            t.words = e.words.or(t.words);
            t.corrected = true;
        }),
        Fact::NoteAdded(e) => {
            m.last.note = m.last.note.max(e.note.0);
            let note = Note { kind: e.kind, text: e.text.clone(), at_ms, item: m.item };
            m.notes.insert(e.note, note);
        }
        fact => breakout::evolve(m, fact, at_ms),
    }
}

fn with_turn(m: &mut Meeting, id: TurnId, change: impl FnOnce(&mut Turn)) {
    if let Some(turn) = m.turns.get_mut(&id) {
        change(turn);
    }
}

/// Takes a called hand out of the queue.
fn called(m: &mut Meeting, id: HandId) {
    crate::queue::with_hand(m, id, |h| {
        h.state = HandState::Called;
        h.skipped = false;
    });
    crate::queue::leave_queue(m, id);
}
