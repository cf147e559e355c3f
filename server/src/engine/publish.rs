//! Who looks at a meeting, and what they are shown: one board for each audience, one for each person's own rows,
//! one for the live rows.

use std::collections::BTreeMap;
use std::sync::Arc;

use meeting::{Actor, Meeting};
use protocol::{Ms, PersonId, Position};
use tokio::sync::watch;

use super::board::{Board, Published, Rendered};
use super::presence::{HubLinks, Presence};
use super::rows::{self, Audience};
use super::text::Kind;
use super::viewer::Source;

/// Boards that are kept though nobody looks at them now, so that who comes back gets just what it missed.
const IDLE_MAX: usize = 4096;

/// All boards of a meeting.
pub struct Publisher {
    epoch: u64,
    shared: BTreeMap<Audience, Post>,
    own: BTreeMap<PersonId, Post>,
    live: Post,
    live_n: u64,
    hub_links: HubLinks,
}

/// A board and the channel on which its viewers wait.
struct Post {
    board: Board,
    sender: watch::Sender<Arc<Published>>,
}

impl Post {
    fn new(kind: Kind, epoch: u64, version: u64, rendered: Rendered) -> Self {
        let board = Board::new(kind, epoch, version, rendered);
        let sender = watch::Sender::new(board.published());
        Self { board, sender }
    }

    fn publish(&mut self, version: u64, rendered: Rendered) {
        if self.board.publish(version, rendered) {
            self.sender.send_replace(self.board.published());
        }
    }

    fn is_watched(&self) -> bool {
        self.sender.receiver_count() > 0
    }

    fn source(&self, have: Option<u64>) -> Source {
        Source::new(self.sender.subscribe(), have)
    }
}

/// The boards that one viewer follows.
pub struct Sources {
    /// The audience's.
    pub shared: Source,
    /// The person's own, for personal links.
    pub own: Option<Source>,
    /// The live rows.
    pub live: Source,
}

impl Publisher {
    /// No board yet but the live one.
    pub fn new(epoch: u64) -> Self {
        Self {
            epoch,
            shared: BTreeMap::new(),
            own: BTreeMap::new(),
            live: Post::new(Kind::Live, epoch, 0, Rendered::new()),
            live_n: 0,
            hub_links: HubLinks::default(),
        }
    }

    /// The boards for a viewer who has the rows of `at`; brought up to date, for they may have rested.
    pub fn subscribe(&mut self, m: &Meeting, who: &Actor, at: Option<Position>) -> Sources {
        // A position of another epoch, or ahead of this one, is of another history.
        let have = at.filter(|at| at.epoch == self.epoch && at.version <= m.version).map(|at| at.version);
        self.rest();
        let (epoch, version) = (self.epoch, m.version);
        let own = who.person().map(|person| {
            let rendered = rows::own(m, person);
            match self.own.get_mut(&person) {
                Some(post) => post.publish(version, rendered),
                None => drop(self.own.insert(person, Post::new(Kind::Own, epoch, version, rendered))),
            }
            self.own[&person].source(have)
        });
        let audience = rows::audience(m, who);
        let rendered = rows::shared(m, &audience);
        match self.shared.get_mut(&audience) {
            Some(post) => post.publish(version, rendered),
            None => drop(self.shared.insert(audience, Post::new(Kind::Shared, epoch, version, rendered))),
        }
        Sources { shared: self.shared[&audience].source(have), own, live: self.live.source(None) }
    }

    /// Shows the state to everybody who looks. Own rows first: see [`super::viewer::Viewer::now`].
    pub fn publish(&mut self, m: &Meeting) {
        for (person, post) in self.own.iter_mut().filter(|(_, post)| post.is_watched()) {
            post.publish(m.version, rows::own(m, *person));
        }
        for (audience, post) in self.shared.iter_mut().filter(|(_, post)| post.is_watched()) {
            post.publish(m.version, rows::shared(m, audience));
        }
    }

    /// Shows who is there and how they are connected; `expected` is the row of expected times, when it is due.
    pub fn publish_live(&mut self, m: &Meeting, presence: &Presence, now_ms: Ms, read_only: bool) {
        let mut rendered = Rendered::new();
        rendered.insert("live/presence".to_owned(), json(&presence.row()));
        for (hub, row) in self.hub_links.rows(m.hubs.keys().copied(), presence, now_ms) {
            rendered.insert(format!("live/hub/{hub}"), json(&row));
        }
        if read_only {
            rendered.insert("live/server".to_owned(), json(&protocol::row::ServerRow { read_only }));
        }
        self.live_n += 1;
        self.live.publish(self.live_n, rendered);
    }

    /// Whether anybody looks.
    pub fn is_watched(&self) -> bool {
        self.live.is_watched()
    }

    /// Lets go of boards that nobody looks at, when there are too many.
    fn rest(&mut self) {
        if self.own.len() > IDLE_MAX {
            self.own.retain(|_, post| post.is_watched());
        }
        if self.shared.len() > IDLE_MAX {
            self.shared.retain(|_, post| post.is_watched());
        }
    }
}

fn json(row: &impl serde::Serialize) -> Vec<u8> {
    serde_json::to_vec(row).expect("rows are plain data")
}
