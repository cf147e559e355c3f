//! The engine: owns the live meetings, one task for each.
//!
//! - [`Engine`]: what the web layer calls
//! - `task`, `batch`, `settled`: commands become events, stored before anything is answered
//! - `publish`, [`board`], [`viewer`], [`text`]: what is stored becomes rows, and rows become frames
//! - `open`: a log becomes a meeting; `keys`: of secret questions; `registry`: the phone book; [`clock`]: the time; `disk`, `presence`
//!
//! The engine knows no rule of a meeting (those are in `meeting`), not who may see what (that is in `view`), and no
//! socket (those are in `web`).

mod batch;
pub mod board;
pub mod clock;
mod disk;
mod keys;
mod made;
mod open;
mod presence;
mod publish;
mod registry;
mod settled;
mod task;
pub mod text;
pub mod viewer;

use std::sync::Arc;

use meeting::{Actor, Event, Meeting, decide, evolve, setup};
use protocol::frame::Bye;
use protocol::{Command, Ms, Position, Preset, Refusal, RefusalCode};
use tokio::sync::{mpsc, oneshot};

pub use batch::{Answer, Sent};
pub use clock::Clock;
pub use presence::VIEWERS_MAX;
pub use viewer::{Outgoing, Viewer};

use crate::store::chain::ORIGIN;
use crate::store::{Append, PersonalValue, Record, SharedStore, StoreError};
use disk::Disk;
use registry::Registry;
use task::{ASKS_MAX, Around, Ask};

/// The exit code of a process that ends because the state of its disk is unknown (EX_IOERR).
pub const EXIT_DISK_FAILED: u8 = 74;

/// Live meetings. Cloning it gives another handle of the same.
#[derive(Clone)]
pub struct Engine {
    store: SharedStore,
    clock: Arc<Clock>,
    disk: Arc<Disk>,
    meetings: Arc<Registry<mpsc::Sender<Ask>>>,
}

/// A meeting to be created.
#[derive(Clone, Debug)]
pub struct NewMeeting {
    /// Its name in addresses.
    pub name: String,
    /// What it begins with.
    pub plan: Plan,
    /// What is set up besides, all or nothing: changes of the plan, links.
    pub setup: Vec<Command>,
}

/// What a meeting begins with.
#[derive(Clone, Debug)]
pub enum Plan {
    /// The default microphones and regions, and one agenda item.
    Fresh {
        /// Its title.
        title: String,
        /// Its languages, the first one is the default.
        languages: Vec<String>,
        /// The rule of the queue.
        preset: Preset,
        /// Whether all of it is simulated.
        simulated: bool,
    },
    /// The set-up of another meeting.
    CopyOf(Box<Meeting>),
}

impl Engine {
    /// An engine over a store. Meetings are opened when they are asked for; see [`Engine::open_all`].
    pub fn new(store: SharedStore, clock: Arc<Clock>) -> Self {
        Self { store, clock, disk: Disk::new(), meetings: Registry::new() }
    }

    /// Opens every meeting of the store, so that what is due by itself (a poll that closes) happens also when nobody
    /// comes back. Answers with those that cannot be opened; the log has the details.
    ///
    /// # Errors
    /// When the store cannot even be listed.
    pub async fn open_all(&self) -> Result<Vec<(String, Refusal)>, StoreError> {
        let mut broken = Vec::new();
        for name in self.store.meetings().await? {
            if let Err(refusal) = self.read(&name, |_| ()).await
                && refusal.code != RefusalCode::NoSuchMeeting
            {
                broken.push((name, refusal));
            }
        }
        Ok(broken)
    }

    /// Creates a meeting under the name in `new.name`, with all of its set-up, and answers when it is stored.
    ///
    /// # Errors
    /// A refusal of one of the set-up commands, or of a name that is taken; nothing was created.
    pub async fn create(&self, new: NewMeeting) -> Result<(), Refusal> {
        let name = new.name.clone();
        let (append, events) = self.first_append(new)?;
        match self.store.create(&name).await {
            // What was created without any record is what a crash left of an earlier try.
            Ok(()) | Err(StoreError::Exists { .. }) => {}
            Err(error) => return Err(self.refusal(&error)),
        }
        keys::keep(&self.store, &name, &events).await.map_err(|error| self.refusal(&error))?;
        match self.store.append(&name, append).await {
            Ok(_) => {
                self.disk.works();
                Ok(())
            }
            Err(StoreError::Conflict { .. }) => {
                Err(Refusal::field("meeting", "is the name of another meeting: choose another one"))
            }
            Err(error) => Err(self.refusal(&error)),
        }
    }

    fn first_append(&self, new: NewMeeting) -> Result<(Append, Vec<Event>), Refusal> {
        let at_ms = self.clock.now_ms();
        let at = task::moment(&self.clock, at_ms, None, (0, ORIGIN))?;
        let mut events = match new.plan {
            Plan::Fresh { title, languages, preset, simulated } => {
                setup::create(&new.name, &title, &languages, preset, simulated, at)?
            }
            Plan::CopyOf(model) => setup::copy(&model, &new.name, at)?,
        };
        let mut meeting = Meeting::default();
        for event in &events {
            evolve(&mut meeting, event);
        }
        for command in new.setup {
            let at = task::moment(&self.clock, at_ms, None, (0, ORIGIN))?;
            for event in decide(&meeting, &Actor::System, command, at)? {
                evolve(&mut meeting, &event);
                events.push(event);
            }
        }
        let openings = events.iter().flat_map(|event| event.openings.clone());
        let personal =
            openings.map(|o| PersonalValue { commitment: o.commitment.0, salt: o.salt, text: o.text }).collect();
        Ok((Append { expected: 0, records: events.iter().map(Event::write).collect(), personal }, events))
    }

    /// The names of all meetings.
    ///
    /// # Errors
    /// [`RefusalCode::Internal`] when the store cannot be read.
    pub async fn meetings(&self) -> Result<Vec<String>, Refusal> {
        self.store.meetings().await.map_err(|error| self.refusal(&error))
    }

    /// Carries out a command and answers when it is stored. A refusal comes in the reply.
    ///
    /// Whoever stops waiting does not stop the command.
    pub async fn command(&self, meeting: &str, sent: Sent) -> Answer {
        let n = sent.id.as_ref().map_or(0, |id| id.n);
        let (waiting, answer) = oneshot::channel();
        match self.ask(meeting, Ask::Command { sent: Box::new(sent), waiting }).await {
            Ok(()) => answer.await.unwrap_or_else(|_| batch::refused(n, interrupted())),
            Err(refusal) => batch::refused(n, refusal),
        }
    }

    /// Seats a viewer: `who` decides what it may see, `at` is the position of the rows that its page holds already.
    ///
    /// # Errors
    /// [`RefusalCode::NoSuchMeeting`], [`RefusalCode::BadLink`] for a revoked link, [`RefusalCode::TooMany`].
    pub async fn subscribe(&self, meeting: &str, who: Actor, at: Option<Position>) -> Result<Viewer, Refusal> {
        let (waiting, viewer) = oneshot::channel();
        self.ask(meeting, Ask::View { who, at, waiting }).await?;
        viewer.await.unwrap_or_else(|_| Err(interrupted()))
    }

    /// Looks at a meeting, as far as it is stored: for exports, feeds, and the links of a login. `look` runs in the
    /// meeting's task: it must be quick.
    ///
    /// # Errors
    /// [`RefusalCode::NoSuchMeeting`]; [`RefusalCode::Internal`] when its log is broken or of an unknown version.
    pub async fn read<T: Send + 'static>(
        &self,
        meeting: &str,
        look: impl FnOnce(&Meeting) -> T + Send + 'static,
    ) -> Result<T, Refusal> {
        let (waiting, seen) = oneshot::channel();
        let work = move |state: Result<&Meeting, Refusal>| drop(waiting.send(state.map(look)));
        self.ask(meeting, Ask::Read(Box::new(work))).await?;
        seen.await.unwrap_or_else(|_| Err(interrupted()))
    }

    /// The records of a meeting as they are stored, verified, at most `limit` from position `from` on.
    ///
    /// # Errors
    /// [`RefusalCode::NoSuchMeeting`]; [`RefusalCode::Internal`] when the log is broken.
    pub async fn record(&self, meeting: &str, from: u64, limit: usize) -> Result<Vec<Record>, Refusal> {
        self.store.read(meeting, from, limit).await.map_err(|error| self.refusal(&error))
    }

    /// The personal values of a meeting that have not been erased: with [`Engine::record`], all of an export.
    ///
    /// # Errors
    /// As [`Engine::record`].
    pub async fn personal(&self, meeting: &str) -> Result<Vec<PersonalValue>, Refusal> {
        self.store.personal(meeting).await.map_err(|error| self.refusal(&error))
    }

    /// The meeting clock, in milliseconds since 1970.
    pub fn now_ms(&self) -> Ms {
        self.clock.now_ms()
    }

    /// The clock of all meetings.
    pub fn clock(&self) -> &Arc<Clock> {
        &self.clock
    }

    /// Whether meetings can be read but not changed, because the disk is full.
    pub fn is_read_only(&self) -> bool {
        self.disk.is_read_only()
    }

    /// Waits until the store has failed for good. The process must then end, with [`EXIT_DISK_FAILED`]: what is on the
    /// disk is not known any more, and recovery starts from the log.
    pub async fn disk_failure(&self) -> StoreError {
        self.disk.failure().await
    }

    /// Stops all meetings: what waits is still stored, viewers are told when to come back, nothing new is taken.
    pub async fn stop(&self, back_in_ms: Ms) {
        let bye = Bye { why: "the server restarts".to_owned(), back_in_ms: Some(back_in_ms) };
        let mut stopping = Vec::new();
        for asks in self.meetings.close() {
            let (done, stopped) = oneshot::channel();
            if asks.send(Ask::Stop { bye: bye.clone(), done }).await.is_ok() {
                stopping.push(stopped);
            }
        }
        for stopped in stopping {
            // An error means that the task has ended by itself, which is as good.
            let _ = stopped.await;
        }
    }

    async fn ask(&self, meeting: &str, ask: Ask) -> Result<(), Refusal> {
        let asks = match self.meetings.find(meeting) {
            Some(asks) => asks,
            None => self.open(meeting).ok_or_else(stopping)?,
        };
        asks.send(ask).await.map_err(|_| interrupted())
    }

    /// Starts the task of a meeting, unless somebody just did.
    fn open(&self, meeting: &str) -> Option<mpsc::Sender<Ask>> {
        self.meetings.find_or_insert(meeting, || {
            let (sender, asks) = mpsc::channel(ASKS_MAX);
            let around = Around {
                name: meeting.to_owned(),
                store: Arc::clone(&self.store),
                clock: Arc::clone(&self.clock),
                disk: Arc::clone(&self.disk),
            };
            // Weak, so that the tasks end when nobody holds the engine any more.
            let book = Arc::downgrade(&self.meetings);
            let (name, mine) = (meeting.to_owned(), sender.downgrade());
            let forget = move || {
                let same = |theirs: &mpsc::Sender<Ask>| mine.upgrade().is_some_and(|mine| mine.same_channel(theirs));
                if let Some(book) = book.upgrade() {
                    book.remove(&name, same);
                }
            };
            tokio::spawn(task::run(around, asks, forget));
            sender
        })
    }

    fn refusal(&self, error: &StoreError) -> Refusal {
        match error {
            StoreError::UnknownMeeting { .. } => open::no_such_meeting(),
            StoreError::BadInput { what } => Refusal::new(RefusalCode::BadField, what.clone()),
            StoreError::ReadOnly { .. } => {
                self.disk.is_full(&self.store);
                Refusal::new(
                    RefusalCode::ReadOnly,
                    "the server's disk is full: nothing can be changed until there is room",
                )
            }
            error => {
                tracing::error!(%error, "the store failed");
                if error.is_fatal() {
                    self.disk.has_failed(error);
                }
                Refusal::new(RefusalCode::Internal, "something failed inside; the server's log has the details")
            }
        }
    }
}

fn stopping() -> Refusal {
    Refusal::new(RefusalCode::Stopping, "the server is stopping; the page will be back by itself")
}

fn interrupted() -> Refusal {
    Refusal::new(RefusalCode::Stopping, "the meeting was interrupted; try again in a moment")
}
