//! Everybody who takes part in a played meeting, each with a page of their own, and the pace at which it is played.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use protocol::{Command, Ms, RefusalCode};
use tokio::sync::watch;

use super::client::{Client, Done, NotDone};
use super::scenario::Scenario;
use super::setup::Ids;

/// How fast a meeting is played.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pace {
    /// One thing right after the other: lengths are stated, not lived.
    AtOnce,
    /// By the meeting's clock, which a demo runs faster than the one on the wall.
    ByTheClock,
}

/// Why a meeting could not be played on.
#[derive(Debug, thiserror::Error)]
pub enum PlayError {
    /// A command was not done.
    #[error("{what}: {error}")]
    NotDone {
        /// What was being played.
        what: String,
        /// Why not.
        error: NotDone,
    },
    /// Something that the play needs is not there.
    #[error("{0}")]
    Missing(String),
}

/// The pages of one meeting.
#[derive(Debug)]
pub struct Stage {
    /// What is played.
    pub scenario: Scenario,
    /// The numbers that the server gave.
    pub ids: Ids,
    /// How fast.
    pub pace: Pace,
    /// The moderator.
    pub moderator: Client,
    /// Those to whom the chair is handed over.
    pub chairs: BTreeMap<String, Client>,
    /// The reporter.
    pub reporter: Client,
    /// The producer.
    pub producer: Client,
    /// A steward for each microphone.
    pub stewards: BTreeMap<String, Client>,
    /// A rapporteur for each region, where the meeting splits by region.
    pub rapporteurs: BTreeMap<String, Client>,
    /// An operator for each hub.
    pub hubs: BTreeMap<String, Client>,
    /// People with a page of their own.
    pub people: BTreeMap<String, Client>,
    /// How many steps have been played.
    pub played: watch::Sender<usize>,
    /// What went wrong without ending the play.
    pub errors: Mutex<Vec<String>>,
    /// Answers that came when their question was closed already.
    pub late: AtomicU32,
}

impl Stage {
    /// Does a command as one of the pages.
    ///
    /// # Errors
    /// When it is not done; `what` says what was being played.
    pub async fn does(&self, page: &Client, what: &str, command: Command) -> Result<Done, PlayError> {
        let done = page.command(command).await;
        done.map_err(|error| PlayError::NotDone { what: what.to_owned(), error })
    }

    /// Starts the meeting and opens its queue.
    ///
    /// # Errors
    /// When the moderator may not, or it was started before.
    pub async fn open_meeting(&self) -> Result<(), PlayError> {
        self.does(&self.moderator, "start", Command::StartMeeting(Default::default())).await?;
        self.does(&self.moderator, "open queue", Command::OpenQueue(Default::default())).await.map(|_| ())
    }

    /// Waits so long on the meeting's clock; not at all where things are played at once.
    pub async fn pass(&self, span_ms: Ms) {
        if self.pace == Pace::ByTheClock && span_ms > 0 {
            let speed = self.moderator.read(super::rows::Rows::speed);
            tokio::time::sleep(Duration::from_secs_f64(span_ms as f64 / 1000.0 / speed)).await;
        }
    }

    /// One more step is played.
    pub fn step_done(&self) {
        self.played.send_modify(|played| *played += 1);
    }

    /// An answer came too late.
    pub fn note_late(&self) {
        self.late.fetch_add(1, Ordering::Relaxed);
    }

    /// Notes what went wrong without ending the play.
    pub fn note_error(&self, what: &str, error: &NotDone) {
        tracing::warn!(meeting = self.scenario.key, what, %error, "a simulated command was not done");
        let mut errors = self.errors.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        errors.push(format!("{what}: {error}"));
    }

    /// What went wrong so far without ending the play.
    pub fn errors(&self) -> Vec<String> {
        self.errors.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clone()
    }
}

/// Whether a command was refused with this code.
pub fn refused_with(error: &NotDone, code: RefusalCode) -> bool {
    matches!(error, NotDone::Refused(refusal) if refusal.code == code)
}
