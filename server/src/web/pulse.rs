//! The pulse of one connection: when a ping is due, when the link is dead, and what pings and time messages measured.
//!
//! Pages take eight samples when the queue opens or at the first touch, then one every 20 s while they can be seen; the
//! server sends a ping with every answer to a time message, so the pages set the pace and a phone in a pocket is left alone.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::ws::Message;
use meeting::Heard;
use protocol::frame::CommandFrame;
use protocol::{Command, Ms, Place, Role};
use tokio::time::Instant;

use super::access::{Access, PUBLIC};
use super::app::App;
use super::pressed::{Arrival, Claim, Outage, Page};
use super::returning::LinkKey;

/// Between two pings of a quiet link.
const PING_EVERY: Duration = Duration::from_secs(20);
/// The same for a phone or screen that cannot be seen; NATs forget a link within a minute.
const PING_HIDDEN_EVERY: Duration = Duration::from_secs(45);
/// A page that has not told its time for so long cannot be seen.
const HIDDEN_AFTER: Duration = Duration::from_secs(40);
/// A ping beside a time message makes its sample sharp; more often than this is not needed.
const PING_AT_MOST_EVERY: Duration = Duration::from_millis(20);
/// A link is dead when a ping has waited this long and two round trips.
const DEAD_AFTER: Duration = Duration::from_secs(10);
/// A press waits so long for fresh samples, within the hold of a new hand.
const FRESH_WITHIN: Duration = Duration::from_millis(800);

/// Nothing came from a page, and a ping waited as long: it was cut off, though its connection held.
const SILENT_MS: Ms = 2_000;

/// The pulse.
pub struct Pulse {
    app: Arc<App>,
    key: LinkKey,
    sender: String,
    role: Role,
    page: Page,
    pinged_at: Instant,
    told_at: Instant,
    heard_ms: Ms,
    /// Commands that wait for fresh samples, and those behind them.
    held: VecDeque<Held>,
}

struct Held {
    frame: CommandFrame,
    at: Arrival,
    claim: Option<Claim>,
    /// A sample by a ping from this time on is a fresh one.
    from: Ms,
    until: Instant,
}

/// A command with what is proved of its press.
pub type Placed = (CommandFrame, Option<Heard>);

impl Pulse {
    /// Of a connection that has said hello.
    pub fn new(app: Arc<App>, access: &Access, sender: String) -> Self {
        let is_hub = access.role == Role::HubOperator && matches!(access.actor.place(), Some(Place::Hub(_)));
        let (key, heard_ms) = ((access.meeting.clone(), access.link), app.real_ms());
        let page = app.returning.greet(&key, &sender, is_hub, heard_ms);
        let now = Instant::now();
        Self {
            app,
            key,
            sender,
            role: access.role,
            page,
            pinged_at: now,
            told_at: now,
            heard_ms,
            held: VecDeque::new(),
        }
    }

    /// Something came.
    pub fn heard(&mut self) {
        let (since, until) = (self.heard_ms, self.app.real_ms());
        let waited = self.page.evidence.waits_since().is_some_and(|sent| until - sent >= SILENT_MS);
        if waited && until - since >= SILENT_MS {
            self.page.lost = Some(Outage { since, until });
        }
        self.heard_ms = until;
    }

    /// The connection ends; what the page sent is not lost with it.
    pub fn end(&mut self) -> Vec<Placed> {
        let placed = self.place(|_| true);
        self.remember();
        placed
    }

    /// Remembers the page of somebody who may press anything. After each message, because the connection may be lost without a
    /// word, and the page be back over another one before that is noticed.
    pub fn remember(&self) {
        let presses = matches!(
            self.role,
            Role::Participant
                | Role::Steward
                | Role::OnlineModerator
                | Role::Moderator
                | Role::HubOperator
                | Role::Reporter
                | Role::Organiser
                | Role::Rapporteur
        );
        if !presses || self.key.1 == PUBLIC {
            return;
        }
        self.app.returning.keep(&self.key, &self.sender, &self.page, self.heard_ms);
    }

    /// A ping that nobody can answer before it has come.
    pub fn ping(&mut self) -> Message {
        let mut nonce = [0; 8];
        if getrandom::fill(&mut nonce).is_err() {
            tracing::error!("no random numbers from the system");
        }
        self.pinged_at = Instant::now();
        self.page.evidence.pinged(nonce, self.app.real_ms());
        Message::Ping(nonce.to_vec().into())
    }

    /// A pong came. The usual round trip, if it was asked for.
    pub fn ponged(&mut self, payload: &[u8]) -> Option<u32> {
        self.page.evidence.ponged(payload, self.app.real_ms())?;
        let usual = self.page.evidence.usual_round_trip().and_then(|ms| u32::try_from(ms).ok());
        Some(usual.unwrap_or(u32::MAX))
    }

    /// A time message came. The ping to send before its answer, unless one is on its way.
    pub fn told(&mut self, page: Ms) -> Option<Message> {
        self.page.evidence.told(page, self.app.real_ms());
        self.told_at = Instant::now();
        let due = self.page.evidence.waits_since().is_none() && self.pinged_at.elapsed() >= PING_AT_MOST_EVERY;
        due.then(|| self.ping())
    }

    /// A command came. A ping, if it has to wait for fresh samples; the commands that can go on are to be asked for.
    pub fn pressed(&mut self, frame: CommandFrame) -> Option<Message> {
        let at = self.app.arrival();
        let waits = frame.pressed_ms.is_some_and(|clock| match &frame.command {
            Command::Raise(_) | Command::HandsNow(_) => self.page.wants_fresh(clock, at.real_ms),
            command => is_answer(command) && self.page.answer_wants_fresh(clock, at.real_ms),
        });
        let pending = self.page.evidence.waits_since();
        let from = pending.unwrap_or(at.real_ms);
        let until = Instant::now() + if waits { FRESH_WITHIN } else { Duration::ZERO };
        let claim = frame.pressed_ms.map(|clock| self.page.claim(clock));
        self.held.push_back(Held { frame, at, claim, from, until });
        (waits && pending.is_none()).then(|| self.ping())
    }

    /// How many commands wait here.
    pub fn waiting(&self) -> usize {
        self.held.len()
    }

    /// The commands that wait no longer, in the order in which they came.
    pub fn placed(&mut self) -> Vec<Placed> {
        let now = Instant::now();
        self.place(|held| held.until <= now)
    }

    fn place(&mut self, is_over: impl Fn(&Held) -> bool) -> Vec<Placed> {
        let mut placed = Vec::new();
        while let Some(first) = self.held.front() {
            if !is_over(first) && !self.page.evidence.is_fresh_since(first.from) {
                break;
            }
            let Held { frame, at, claim, .. } = self.held.pop_front().expect("the first one was just seen");
            let heard = match is_answer(&frame.command) {
                true => self.page.answered(claim, at),
                false => self.page.pressed(claim, at),
            };
            placed.push((frame, heard));
        }
        placed
    }

    /// When to look again: a command has waited long enough, the next ping is due, or the last one was not answered.
    pub fn next_look(&self) -> Instant {
        let look = self.link_look();
        self.held.front().map_or(look, |held| held.until.min(look))
    }

    fn link_look(&self) -> Instant {
        if self.page.evidence.waits_since().is_none() {
            return self.pinged_at + self.ping_every();
        }
        let round_trip = self.page.evidence.usual_round_trip().unwrap_or(0).max(0).unsigned_abs();
        self.pinged_at + DEAD_AFTER + Duration::from_millis(2 * round_trip)
    }

    fn ping_every(&self) -> Duration {
        let may_hide = matches!(self.role, Role::Participant | Role::Display | Role::Viewer);
        if may_hide && self.told_at.elapsed() >= HIDDEN_AFTER { PING_HIDDEN_EVERY } else { PING_EVERY }
    }

    /// A look at the link: the ping that is due, if one is.
    ///
    /// # Errors
    /// The link is dead.
    pub fn look(&mut self) -> Result<Option<Message>, ()> {
        if self.link_look() > Instant::now() {
            return Ok(None);
        }
        if self.page.evidence.waits_since().is_some() {
            return Err(());
        }
        Ok(Some(self.ping()))
    }
}

/// Whether it answers a question: what was given before the close counts if it arrives within the grace.
fn is_answer(command: &Command) -> bool {
    use Command as C;
    matches!(command, C::Cast(_) | C::Count(_) | C::PassBallot(_) | C::Agree(_) | C::Declare(_) | C::ConfirmAnswer(_))
}
