//! The task of one meeting: its only owner on this server.
//!
//! It drains what has come, decides on a state of its own that runs ahead, stores the batch with one call, and only
//! then lets answers and rows out. When storing fails, the state that ran ahead is thrown away.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use meeting::{Actor, Event, Fact, Heard, Meeting, Moment, evolve, next_wake};
use protocol::frame::Bye;
use protocol::{LinkId, Ms, Position, Refusal, RefusalCode};
use tokio::sync::{mpsc, oneshot, watch};
use tokio::time::Instant;

use super::batch::{Batch, Sent, Waiting, link_of, refused};
use super::clock::Clock;
use super::disk::Disk;
use super::keys;
use super::open::{self, Opened};
use super::presence::Presence;
use super::publish::Publisher;
use super::settled::SettledCommands;
use super::viewer::{Farewell, Viewer};
use crate::store::{Hash, SharedStore, StoreError, chain};
use crate::view::Touched;

/// Asks that may wait for a meeting's task; who asks then waits, too.
pub const ASKS_MAX: usize = 1024;
/// The most commands that one batch takes.
const BATCH_COMMANDS_MAX: usize = 512;
/// No more commands are taken into a batch with so many events.
const BATCH_EVENTS_MAX: usize = 20_000;
/// Rows go out at once after a calm, then at most so often.
const PUBLISH_GAP: Duration = Duration::from_millis(100);
/// Ballots alone change tallies only; those go out a few times a second.
const BALLOT_GAP: Duration = Duration::from_millis(300);
/// How often live rows are looked at.
const LIVE_GAP: Duration = Duration::from_secs(2);
/// After a failure, what is due by itself is tried again so much later.
const RETRY_GAP: Duration = Duration::from_secs(1);

/// What is done with a look at the state, or with the reason why there is none.
pub type Look = Box<dyn FnOnce(Result<&Meeting, Refusal>) + Send>;

/// Something that a meeting's task is asked.
pub enum Ask {
    /// To carry out a command.
    Command { sent: Box<Sent>, waiting: Waiting },
    /// To seat a viewer.
    View { who: Actor, at: Option<Position>, waiting: oneshot::Sender<Result<Viewer, Refusal>> },
    /// To look at the state.
    Read(Look),
    /// To say goodbye to everybody and end.
    Stop { bye: Bye, done: oneshot::Sender<()> },
}

impl Ask {
    fn refuse(self, refusal: &Refusal) {
        match self {
            Ask::Command { sent, waiting } => {
                let _ = waiting.send(refused(sent.id.map_or(0, |id| id.n), refusal.clone()));
            }
            Ask::View { waiting, .. } => drop(waiting.send(Err(refusal.clone()))),
            Ask::Read(work) => work(Err(refusal.clone())),
            Ask::Stop { done, .. } => drop(done.send(())),
        }
    }
}

/// What a meeting's task works with.
pub struct Around {
    /// The meeting's name.
    pub name: String,
    /// Where it is kept.
    pub store: SharedStore,
    /// The time.
    pub clock: Arc<Clock>,
    /// What is known of the disk.
    pub disk: Arc<Disk>,
}

/// Runs a meeting until it is stopped, loses its log to another owner, or nobody can ask for it any more.
/// `forget` takes it out of the phone book; it is called before the last asks are refused.
///
/// It is taken out also when the task panics, so that the next who asks opens the meeting anew from its log.
pub async fn run(around: Around, mut asks: mpsc::Receiver<Ask>, forget: impl FnOnce()) {
    let forget = AtTheEnd(Some(forget));
    let refusal = match open::open(&around.store, &around.name).await {
        Ok(opened) => {
            around.clock.not_before(opened.meeting.now_ms);
            Task::new(around, opened).run(&mut asks).await
        }
        Err(refusal) => refusal,
    };
    drop(forget);
    asks.close();
    while let Some(ask) = asks.recv().await {
        ask.refuse(&refusal);
    }
}

/// Does something once, whichever way it ends.
struct AtTheEnd<F: FnOnce()>(Option<F>);

impl<F: FnOnce()> Drop for AtTheEnd<F> {
    fn drop(&mut self) {
        if let Some(work) = self.0.take() {
            work();
        }
    }
}

struct Task {
    around: Around,
    /// What is stored, and so may be shown.
    shown: Meeting,
    /// The state that decisions are made on; the same as `shown` except while a batch is worked on.
    ahead: Meeting,
    settled: SettledCommands,
    /// The hash of the last entry that is stored.
    head: Hash,
    publisher: Publisher,
    presence: Presence,
    farewell: watch::Sender<Arc<Farewell>>,
    /// What changed since rows were last published.
    touched: Touched,
    publish_at: Option<Instant>,
    published_at: Instant,
    live_at: Instant,
    retry_at: Option<Instant>,
    /// Keys that are still to be destroyed, and when that is tried again.
    doomed: Vec<String>,
    doomed_at: Option<Instant>,
}

/// Why the task ends.
enum End {
    Stopped(oneshot::Sender<()>),
    Unowned,
    Broken,
}

impl Task {
    fn new(around: Around, opened: Opened) -> Self {
        let now = Instant::now();
        Self {
            around,
            ahead: opened.meeting.clone(),
            shown: opened.meeting,
            settled: opened.settled,
            head: opened.head,
            publisher: Publisher::new(opened.epoch),
            presence: Presence::default(),
            farewell: watch::Sender::default(),
            touched: Touched::default(),
            publish_at: None,
            published_at: now.checked_sub(BALLOT_GAP).unwrap_or(now),
            live_at: now,
            retry_at: None,
            doomed: Vec::new(),
            doomed_at: None,
        }
    }

    /// Works until the end, and answers with what to tell those who still ask.
    async fn run(mut self, asks: &mut mpsc::Receiver<Ask>) -> Refusal {
        let mut speed = self.around.clock.speed_changes();
        let mut read_only = self.around.disk.read_only_changes();
        let end = loop {
            let first = tokio::select! {
                ask = asks.recv() => match ask {
                    Some(ask) => Some(ask),
                    None => break End::Unowned,
                },
                () = tokio::time::sleep_until(self.next_deadline()) => None,
                Ok(()) = speed.changed() => None,
                Ok(()) = read_only.changed() => {
                    self.live_at = Instant::now();
                    None
                }
            };
            if let Some(end) = self.turn(first, asks).await {
                break end;
            }
        };
        self.end(end)
    }

    /// One round: everything that waits, one append, then answers and rows.
    async fn turn(&mut self, first: Option<Ask>, asks: &mut mpsc::Receiver<Ask>) -> Option<End> {
        let mut batch = Batch::default();
        let mut after = Vec::new();
        let (clock, head) = (Arc::clone(&self.around.clock), (self.shown.version, self.head));
        let moment = |not_before, heard| moment(&clock, not_before, heard, head);
        if self.retry_at.is_none_or(|at| at <= Instant::now()) {
            let moved = batch.tick(&mut self.ahead, |not_before| moment(not_before, None));
            if !moved {
                tracing::error!(meeting = self.around.name, "something is due, but nothing comes of it");
                self.retry_at = Some(Instant::now() + RETRY_GAP);
            }
        }
        let mut next = first;
        for _ in 0..BATCH_COMMANDS_MAX {
            // What is beyond the batch is left where it waits, for the next round.
            let Some(ask) = next.take().or_else(|| asks.try_recv().ok()) else { break };
            match ask {
                Ask::Command { sent, waiting } => {
                    batch.take(*sent, waiting, &mut self.ahead, &self.settled, moment);
                }
                ask => after.push(ask),
            }
            if batch.events.len() >= BATCH_EVENTS_MAX {
                break;
            }
        }
        let end = self.store(batch).await;
        if self.doomed_at.is_some_and(|at| at <= Instant::now()) {
            self.destroy_keys(&[]).await;
        }
        let stopped = self.serve(after);
        self.publish_what_is_due();
        end.or(stopped)
    }

    /// Stores a batch and lets its answers out, or throws it away.
    async fn store(&mut self, batch: Batch) -> Option<End> {
        if batch.events.is_empty() {
            batch.answer();
            return None;
        }
        let began = Instant::now();
        let append = batch.append(self.shown.version);
        let head = append.records.iter().fold(self.head, |head, bytes| chain::next(&head, bytes));
        metrics::histogram!("evenfloor_batch_events").record(append.records.len() as f64);
        // The keys first: a question that is stored as open has its key.
        let stored = match keys::keep(&self.around.store, &self.around.name, &batch.events).await {
            Ok(()) => self.around.store.append(&self.around.name, append).await,
            Err(error) => Err(error),
        };
        match stored {
            Ok(_) => {
                metrics::histogram!("evenfloor_append_seconds").record(began.elapsed().as_secs_f64());
                self.around.disk.works();
                self.head = head;
                self.retry_at = None;
                let events = batch.answer();
                self.take_in(&events);
                self.destroy_keys(&events).await;
                None
            }
            Err(error) => {
                self.ahead = self.shown.clone();
                self.retry_at = Some(Instant::now() + RETRY_GAP);
                tracing::error!(meeting = self.around.name, %error, "a batch could not be stored");
                let (refusal, end) = self.explain(&error);
                batch.refuse(&refusal);
                end
            }
        }
    }

    /// Destroys the keys of the questions that these events counted, and those that could not be destroyed before.
    async fn destroy_keys(&mut self, events: &[Event]) {
        let mut names = std::mem::take(&mut self.doomed);
        names.extend(keys::done_with(&self.shown, events));
        self.doomed = keys::destroy(&self.around.store, &self.around.name, names).await;
        // A meeting that is quiet after its last question keeps no key for that.
        self.doomed_at = (!self.doomed.is_empty()).then(|| Instant::now() + RETRY_GAP);
    }

    /// What is stored becomes what is shown.
    fn take_in(&mut self, events: &[Event]) {
        let mut revoked = BTreeSet::new();
        for event in events {
            evolve(&mut self.shown, event);
            self.touched.add(event, &self.shown);
            open::remember(&mut self.settled, event, self.shown.version);
            match &event.fact {
                Fact::LinkRevoked(e) => drop(revoked.insert(e.link)),
                Fact::PersonRemoved(e) => revoked.extend(links_of(&self.shown, e.person)),
                // The public's link, number 0, is as good as the setting says.
                Fact::MeetingChanged(e) if e.public == Some(false) => drop(revoked.insert(LinkId(0))),
                Fact::MeetingChanged(e) if e.public == Some(true) => {
                    revoked.remove(&LinkId(0));
                    self.farewell.send_modify(|farewell| {
                        Arc::make_mut(farewell).links.remove(&LinkId(0));
                    });
                }
                _ => {}
            }
        }
        if !revoked.is_empty() {
            self.farewell.send_modify(|farewell| Arc::make_mut(farewell).links.extend(revoked));
        }
        let ballots_only = events
            .iter()
            .all(|event| matches!(event.fact, Fact::BallotCast(_) | Fact::BallotSealed(_) | Fact::BallotPassed(_)));
        let gap = if ballots_only { BALLOT_GAP } else { PUBLISH_GAP };
        let at = Instant::now().max(self.published_at + gap);
        self.publish_at = Some(self.publish_at.map_or(at, |before| before.min(at)));
    }

    fn explain(&self, error: &StoreError) -> (Refusal, Option<End>) {
        match error {
            StoreError::ReadOnly { .. } => {
                self.around.disk.is_full(&self.around.store);
                let text = "the server's disk is full: meetings can be read, and nothing changed until there is room";
                (Refusal::new(RefusalCode::ReadOnly, text), None)
            }
            StoreError::Conflict { .. } => (moved(), Some(End::Unowned)),
            StoreError::Fatal { .. } => {
                self.around.disk.has_failed(error);
                (failed(), Some(End::Broken))
            }
            _ => (failed(), None),
        }
    }

    fn serve(&mut self, asks: Vec<Ask>) -> Option<End> {
        let mut end = None;
        for ask in asks {
            match ask {
                Ask::View { who, at, waiting } => drop(waiting.send(self.seat(&who, at))),
                Ask::Read(work) => work(Ok(&self.shown)),
                Ask::Stop { bye, done } => {
                    self.publish();
                    self.say_goodbye(bye);
                    end = Some(End::Stopped(done));
                }
                ask @ Ask::Command { .. } => ask.refuse(&failed()),
            }
        }
        end
    }

    fn seat(&mut self, who: &Actor, at: Option<Position>) -> Result<Viewer, Refusal> {
        let link = link_of(who);
        if link.and_then(|link| self.shown.links.get(&link)).is_some_and(|link| link.revoked) {
            return Err(Refusal::new(RefusalCode::BadLink, "this link was revoked: ask for a new one"));
        }
        let place = who.person().and_then(|p| self.shown.person(p)).and_then(|p| p.place).or(who.place());
        let seat = self
            .presence
            .seat(who, place)
            .ok_or_else(|| Refusal::new(RefusalCode::TooMany, "too many pages view this meeting: try again later"))?;
        if !self.publisher.is_watched() {
            self.live_at = Instant::now();
        }
        let sources = self.publisher.subscribe(&self.shown, &self.touched, who, at);
        Ok(Viewer {
            shared: sources.shared,
            own: sources.own,
            live: sources.live,
            farewell: self.farewell.subscribe(),
            link,
            seat,
            ended: false,
        })
    }

    fn publish_what_is_due(&mut self) {
        let now = Instant::now();
        if self.publish_at.is_some_and(|at| at <= now) {
            self.publish();
        }
        if self.live_at <= now && self.publisher.is_watched() {
            let now_ms = self.around.clock.now_ms();
            self.publisher.publish_live(&self.shown, &self.presence, now_ms, self.around.disk.is_read_only());
            self.live_at = now + LIVE_GAP;
        }
    }

    fn publish(&mut self) {
        self.publisher.publish(&self.shown, &std::mem::take(&mut self.touched));
        self.publish_at = None;
        self.published_at = Instant::now();
    }

    fn next_deadline(&self) -> Instant {
        let now = Instant::now();
        let due = next_wake(&self.shown).map(|due_ms| {
            let clock = &self.around.clock;
            let at = now + clock.real_span(due_ms - clock.now_ms());
            self.retry_at.map_or(at, |retry_at| at.max(retry_at))
        });
        let live = self.publisher.is_watched().then_some(self.live_at);
        // Without anything to wait for, an hour is as good as for ever.
        let none = now + Duration::from_secs(3600);
        [due, self.publish_at, live, self.doomed_at].into_iter().flatten().min().unwrap_or(none)
    }

    fn say_goodbye(&self, bye: Bye) {
        self.farewell.send_modify(|farewell| Arc::make_mut(farewell).all = Some(bye));
    }

    fn end(self, end: End) -> Refusal {
        match end {
            End::Stopped(done) => {
                let _ = done.send(());
                Refusal::new(RefusalCode::Stopping, "the server is stopping; the page will be back by itself")
            }
            End::Unowned => {
                tracing::warn!(meeting = self.around.name, "another owner writes to this meeting: stepping down");
                self.say_goodbye(Bye { why: "this meeting moved".to_owned(), back_in_ms: Some(500) });
                moved()
            }
            End::Broken => {
                self.say_goodbye(Bye { why: "the server failed".to_owned(), back_in_ms: Some(5_000) });
                failed()
            }
        }
    }
}

fn links_of(m: &Meeting, person: protocol::PersonId) -> Vec<LinkId> {
    m.links.iter().filter(|(_, link)| link.person == Some(person)).map(|(id, _)| *id).collect()
}

fn moved() -> Refusal {
    Refusal::new(RefusalCode::Stopping, "this meeting moved to another server; the page will be back by itself")
}

fn failed() -> Refusal {
    Refusal::new(
        RefusalCode::Internal,
        "something failed inside; nothing was changed, and the server's log has the details",
    )
}

/// A moment that is not before `not_before`, whatever the clock says.
pub fn moment(clock: &Clock, not_before: Ms, heard: Option<Heard>, head: (u64, Hash)) -> Result<Moment, Refusal> {
    let mut seed = [0; 32];
    getrandom::fill(&mut seed).map_err(|error| {
        tracing::error!(%error, "no random numbers from the system");
        failed()
    })?;
    let mut at = Moment::new(clock.now_ms().max(not_before), seed, heard);
    at.head = head;
    Ok(at)
}
