//! The rules of a meeting, pure: no IO, no clock, no randomness, no async.
//!
//! [`decide`] says what happens when somebody asks for something: events, or a refusal. [`evolve`]
//! takes an event into the state and judges nothing. Time, fresh randomness and what the server
//! measured of the sender come in as a [`Moment`], so that the same log always gives the same
//! meeting, to the byte.
//!
//! Read in this order: [`event`] (what can happen; never changed, only added to), [`meeting`]
//! (the state), then one module for each noun: [`setup`], [`people`], [`queue`], [`rule`] (the
//! order of the queue and its reasons), [`floor`], [`undo`], [`poll`], [`tally`], [`outcome`], [`fairness`], [`invariants`].
//!
//! This crate does not know about sockets, stores, rows on the wire, or who may see what.

pub mod actor;
pub mod event;
pub mod fairness;
#[cfg(feature = "faults")]
pub mod faults;
pub mod floor;
pub mod invariants;
pub mod meeting;
pub mod moment;
pub mod outcome;
pub mod people;
pub mod poll;
pub mod queue;
pub mod rule;
pub mod setup;
pub mod stats;
pub mod tally;
pub mod undo;

pub use actor::Actor;
pub use event::{Event, Fact};
pub use meeting::Meeting;
pub use moment::{Heard, Moment};
use protocol::{Command, Refusal};

/// What happens when `who` asks for `command` at the moment `at`.
///
/// The events are of one command: all of them are stored, or none. The caller sets their command
/// id, stores them, and only then takes them into the state with [`evolve`] (or throws its copy of
/// the state away).
///
/// # Errors
/// A [`Refusal`] that says what is wrong and what to do; the meeting is as it was.
pub fn decide(m: &Meeting, who: &Actor, command: Command, mut at: Moment) -> Result<Vec<Event>, Refusal> {
    people::must_hold_link(m, who)?;
    let facts = dispatch(m, who, command, &mut at)?;
    Ok(at.into_events(who.by(), facts))
}

/// What happens by itself because time has come: countdowns end, breaks are over. Empty when
/// nothing is due.
pub fn tick(m: &Meeting, at: Moment) -> Vec<Event> {
    let mut facts = poll::due(m, at.at_ms);
    facts.extend(queue::due(m, at.at_ms));
    facts.extend(floor::due(m, at.at_ms));
    at.into_events(Actor::System.by(), facts)
}

/// When [`tick`] wants to be called next, on the meeting clock.
pub fn next_wake(m: &Meeting) -> Option<protocol::Ms> {
    [poll::next_due(m), queue::next_due(m), floor::next_due(m)].into_iter().flatten().min()
}

/// Takes an event into the state. Infallible: what is in the record has happened.
pub fn evolve(m: &mut Meeting, event: &Event) {
    m.version += 1;
    m.now_ms = m.now_ms.max(event.at_ms);
    for opening in &event.openings {
        m.vault.keep(opening);
    }
    undo::before(m, event);
    setup::evolve(m, event);
    people::evolve(m, event);
    queue::evolve(m, event);
    floor::evolve(m, event);
    poll::evolve(m, event);
    undo::evolve(m, event);
    fairness::evolve(m, event);
}

fn dispatch(m: &Meeting, who: &Actor, command: Command, at: &mut Moment) -> Result<Vec<Fact>, Refusal> {
    use Command as C;
    match command {
        C::SetMeeting(_)
        | C::SetItem(_)
        | C::RemoveItem(_)
        | C::SetMicrophone(_)
        | C::RemoveMicrophone(_)
        | C::SetRegions(_)
        | C::SetHub(_)
        | C::RemoveHub(_)
        | C::SetHeadcount(_)
        | C::SetRule(_)
        | C::CheckHub(_)
        | C::StartRehearsal(_)
        | C::StartMeeting(_)
        | C::EndMeeting(_) => setup::decide(m, who, command, at),
        C::SetPerson(_)
        | C::SetPeople(_)
        | C::Join(_)
        | C::ConfirmPerson(_)
        | C::AskHat(_)
        | C::RuleHat(_)
        | C::RemovePerson(_)
        | C::IssueLink(_)
        | C::RevokeLink(_) => people::decide(m, who, command, at),
        C::Raise(_)
        | C::HandsNow(_)
        | C::NameHand(_)
        | C::ChangeHand(_)
        | C::Lower(_)
        | C::MoveHand(_)
        | C::Skip(_)
        | C::Defer(_)
        | C::AudioReady(_)
        | C::LineUp(_)
        | C::CloseQueue(_)
        | C::OpenQueue(_)
        | C::AdmitPointOfOrder(_)
        | C::Reclassify(_) => queue::decide(m, who, command, at),
        C::CallNext(_)
        | C::Call(_)
        | C::LastWord(_)
        | C::HoldMicrophone(_)
        | C::PinMicrophone(_)
        | C::EnterTurn(_)
        | C::GiveFloor(_)
        | C::StartClock(_)
        | C::PauseClock(_)
        | C::ResumeClock(_)
        | C::Extend(_)
        | C::SetTurnLimit(_)
        | C::EndTurn(_)
        | C::OnAir(_)
        | C::HandOverChair(_)
        | C::StartItem(_)
        | C::StartBreak(_)
        | C::MoveBreakEnd(_)
        | C::SetGroupState(_)
        | C::EndBreak(_)
        | C::Signal(_)
        | C::CorrectTurn(_)
        | C::AddNote(_) => floor::decide(m, who, command, at),
        C::Undo(undo) => undo::decide(m, who, undo),
        C::SetPoll(_)
        | C::RemovePoll(_)
        | C::SetPollSet(_)
        | C::OpenPolls(_)
        | C::ClosePolls(_)
        | C::CancelClose(_)
        | C::RevealPolls(_)
        | C::Cast(_)
        | C::Agree(_)
        | C::Count(_)
        | C::PassBallot(_)
        | C::Declare(_)
        | C::ConfirmAnswer(_)
        | C::AddStatement(_)
        | C::Clarify(_)
        | C::CorrectAnswer(_) => poll::decide(m, who, command, at),
    }
}
