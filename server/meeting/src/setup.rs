//! The set-up of a meeting: settings, agenda, microphones, regions, hubs, the rule; start and end.
//!
//! The organiser sets up before and while the meeting runs; the moderator also changes things while it runs. After
//! the end nothing changes any more but what the public sees.

mod agenda;
mod create;
pub(crate) mod field;
mod hubs;

use protocol::{
    Command, Key, Phase, Preset, QueueGate, Refusal, RefusalCode, Role, limits,
    row::UndoWhat,
    setup_command::{SetMeeting, SetRule},
};

pub use create::{copy, create};

use crate::{
    Actor, Event, Fact, Meeting, Moment,
    event::{ItemStarted, MeetingChanged, MeetingEnded, MeetingStarted, QueueClosed, RuleSet, TurnEnded},
    meeting::Hand,
    queue::settled_first,
    rule::RULE_VERSION,
    undo::UndoEntry,
};

/// How many replies to one turn go before the line, where nothing else is said.
const REPLIES: u32 = 2;
/// How many newcomers may overtake a waiting hand, where nothing else is said.
const NEWCOMER_CAP: u32 = 3;

pub(crate) fn decide(m: &Meeting, who: &Actor, command: Command, at: &mut Moment) -> Result<Vec<Fact>, Refusal> {
    match command {
        Command::StartMeeting(_) => start(m, who),
        Command::EndMeeting(_) => end(m, who),
        Command::SetHeadcount(c) => hubs::set_headcount(m, who, &c),
        Command::CheckHub(c) => hubs::check_hub(m, who, &c),
        Command::SetMeeting(c) => set_meeting(m, who, c),
        other => {
            may_set_up(m, who)?;
            match other {
                Command::SetItem(c) => agenda::set_item(m, c),
                Command::RemoveItem(c) => agenda::remove_item(m, &c),
                Command::SetMicrophone(c) => agenda::set_microphone(m, c),
                Command::RemoveMicrophone(c) => agenda::remove_microphone(m, &c),
                Command::SetRegions(c) => agenda::set_regions(m, &c),
                Command::SetHub(c) => hubs::set_hub(m, c, at),
                Command::RemoveHub(c) => hubs::remove_hub(m, &c),
                Command::SetRule(c) => set_rule(m, &c),
                Command::StartRehearsal(_) => hubs::start_rehearsal(m),
                _ => Err(Refusal::new(RefusalCode::Internal, "not a command of the set-up")),
            }
        }
    }
}

fn may_set_up(m: &Meeting, who: &Actor) -> Result<(), Refusal> {
    who.must_be(&[Role::Organiser, Role::Moderator])?;
    not_ended(m)?;
    if m.phase == Phase::Preparing && who.role() == Some(Role::Moderator) {
        let text = "the meeting is not running yet: until it starts the organiser sets it up";
        return Err(Refusal::new(RefusalCode::NotRunning, text));
    }
    Ok(())
}

pub(crate) fn not_ended(m: &Meeting) -> Result<(), Refusal> {
    if m.phase == Phase::Ended {
        let text = "the meeting has ended: only corrections to the record are taken";
        return Err(Refusal::new(RefusalCode::MeetingEnded, text));
    }
    Ok(())
}

fn start(m: &Meeting, who: &Actor) -> Result<Vec<Fact>, Refusal> {
    who.must_be(&[Role::Organiser, Role::Moderator])?;
    not_ended(m)?;
    if m.phase == Phase::Running {
        return Err(Refusal::new(RefusalCode::MovedOn, "the meeting is running already"));
    }
    let mut facts = vec![Fact::MeetingStarted(MeetingStarted {})];
    // The first item is the current one from the start, so that its time limits hold.
    if m.item.is_none()
        && let Some((item, _)) = m.items.iter().min_by_key(|(_, item)| item.position)
    {
        facts.push(Fact::ItemStarted(ItemStarted { item: *item }));
    }
    Ok(facts)
}

/// Ends the meeting in good order: no turn goes on, no hand can be raised. What still takes answers
/// is closed by [`crate::tick`].
fn end(m: &Meeting, who: &Actor) -> Result<Vec<Fact>, Refusal> {
    who.must_be(&[Role::Organiser, Role::Moderator])?;
    not_ended(m)?;
    if m.phase != Phase::Running {
        return Err(Refusal::new(RefusalCode::NotRunning, "the meeting is not running: start it first"));
    }
    let turns = [m.floor.turn, m.floor.interrupted].into_iter().flatten();
    let mut facts: Vec<Fact> =
        turns.map(|turn| Fact::TurnEnded(TurnEnded { turn, spoken_ms: None, words: None })).collect();
    if m.gate == QueueGate::Open {
        facts.push(Fact::QueueClosed(QueueClosed {}));
    }
    facts.push(Fact::MeetingEnded(MeetingEnded {}));
    Ok(facts)
}

fn set_meeting(m: &Meeting, who: &Actor, c: SetMeeting) -> Result<Vec<Fact>, Refusal> {
    // What the public sees may be narrowed after the end, too.
    let public_only = SetMeeting { public: c.public, name_shown: c.name_shown, ..SetMeeting::default() };
    if m.phase == Phase::Ended && c == public_only {
        who.must_be(&[Role::Organiser, Role::Moderator])?;
    } else {
        may_set_up(m, who)?;
    }
    if c == SetMeeting::default() {
        return Err(Refusal::new(RefusalCode::BadField, "nothing to change: name at least one setting"));
    }
    let languages = c.languages.map(|l| field::languages("languages", &l, limits::LANGUAGES)).transpose()?;
    if languages.as_ref().is_some_and(Vec::is_empty) {
        return Err(Refusal::field("languages", "is empty: a meeting has at least one language"));
    }
    Ok(vec![Fact::MeetingChanged(MeetingChanged {
        title: c.title.map(|t| field::title("title", &t)).transpose()?,
        languages,
        public: c.public,
        name_shown: c.name_shown,
        on_deck: c.on_deck.map(|n| field::within("on_deck", n, &(1..=3))).transpose()?,
        batch_ms: c.batch_ms.map(|ms| field::within("batch_ms", ms, &limits::BATCH_MS)).transpose()?,
        ready_ms: c.ready_ms.map(|ms| field::within("ready_ms", ms, &limits::READY_MS)).transpose()?,
        grace_ms: c.grace_ms.map(|ms| field::within("grace_ms", ms, &limits::GRACE_MS)).transpose()?,
    })])
}

/// Changing the rule reorders the queue by the new one; hands whose order was not final yet take the places that are shown.
fn set_rule(m: &Meeting, c: &SetRule) -> Result<Vec<Fact>, Refusal> {
    Ok(settled_first(
        m,
        Fact::RuleSet(RuleSet {
            preset: c.preset,
            newcomers_first: c.newcomers_first.unwrap_or(newcomers_first(c.preset)),
            newcomer_cap: field::within("newcomer_cap", c.newcomer_cap.unwrap_or(NEWCOMER_CAP), &limits::NEWCOMER_CAP)?,
            replies: field::within("replies", c.replies.unwrap_or(REPLIES), &limits::REPLIES)?,
            version: RULE_VERSION,
        }),
    ))
}

/// Whether newcomers go first by default: everywhere but in a single line.
fn newcomers_first(preset: Preset) -> bool {
    preset != Preset::SingleLine
}

pub(crate) fn missing(field: &str, id: impl std::fmt::Display) -> Refusal {
    let text = format!("there is no {field} {id}");
    Refusal { code: RefusalCode::NotFound, text, field: Some(field.to_owned()) }
}

pub(crate) fn too_many(what: &str, most: usize) -> Refusal {
    Refusal::new(RefusalCode::TooMany, format!("a meeting has at most {most} {what}"))
}

pub(crate) fn known_region(m: &Meeting, region: Option<&Key>) -> Result<(), Refusal> {
    match region {
        Some(key) if !m.regions.iter().any(|r| r.key == *key) => Err(missing("region", key)),
        _ => Ok(()),
    }
}

fn hands_waiting(m: &Meeting, which: impl Fn(&Hand) -> bool) -> usize {
    m.waiting.iter().filter_map(|id| m.hands.get(id)).filter(|hand| which(hand)).count()
}

/// What is gone cannot come back by undoing something older: such an action and all before it can no longer be undone.
/// A lowered hand changed nothing but itself: only that one cannot be raised again.
pub(crate) fn forget_undo(m: &mut Meeting, gone: impl Fn(&Meeting, &UndoEntry) -> bool) {
    let (hits, others): (Vec<_>, Vec<_>) = std::mem::take(&mut m.undo).into_iter().partition(|entry| gone(m, entry));
    let last = hits.iter().filter(|entry| entry.what != UndoWhat::Lowered).map(|entry| entry.seq).max();
    m.undo = others.into_iter().filter(|entry| last.is_none_or(|last| entry.seq > last)).collect();
}

pub(crate) fn evolve(m: &mut Meeting, event: &Event) {
    match &event.fact {
        Fact::MeetingCreated(e) => {
            m.name.clone_from(&e.meeting);
            m.settings.title.clone_from(&e.title);
            if !e.languages.is_empty() {
                m.settings.languages.clone_from(&e.languages);
            }
            m.settings.preset = e.preset;
            m.settings.newcomers_first = newcomers_first(e.preset);
            m.settings.simulated = e.simulated;
        }
        Fact::MeetingChanged(e) => changed(m, e),
        Fact::RuleSet(e) => {
            m.settings.preset = e.preset;
            m.settings.newcomers_first = e.newcomers_first;
            m.settings.newcomer_cap = e.newcomer_cap;
            m.settings.replies = e.replies;
            m.settings.rule_version = e.version;
        }
        Fact::MeetingStarted(_) => m.phase = Phase::Running,
        Fact::MeetingEnded(_) => m.phase = Phase::Ended,
        fact => {
            agenda::evolve(m, fact);
            hubs::evolve(m, fact, event.at_ms);
        }
    }
}

fn changed(m: &mut Meeting, e: &MeetingChanged) {
    fn set<T: Clone>(to: &mut T, from: Option<&T>) {
        if let Some(value) = from {
            to.clone_from(value);
        }
    }
    set(&mut m.settings.title, e.title.as_ref());
    set(&mut m.settings.languages, e.languages.as_ref());
    set(&mut m.settings.public, e.public.as_ref());
    set(&mut m.settings.name_shown, e.name_shown.as_ref());
    set(&mut m.settings.on_deck, e.on_deck.as_ref());
    set(&mut m.settings.batch_ms, e.batch_ms.as_ref());
    set(&mut m.settings.ready_ms, e.ready_ms.as_ref());
    set(&mut m.settings.grace_ms, e.grace_ms.as_ref());
}
