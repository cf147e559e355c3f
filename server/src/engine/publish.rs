//! Who looks at a meeting, and what they are shown: one board for each audience, one for each person's own rows,
//! one for the live rows.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use meeting::{Actor, Meeting, rule};
use protocol::{HandId, Ms, Position, row::ServerRow};
use tokio::sync::watch;
use tokio::time::Instant;

use super::board::{Board, Published};
use super::presence::{HubLinks, Presence};
use super::text::Kind;
use super::viewer::Source;
use crate::view::{Audience, Changes, Owner, Rows, Touched, View, live};

/// Boards that are kept though nobody looks at them now, so that who comes back gets just what it missed.
const IDLE_MAX: usize = 4096;
/// Expected times change all the time; they are told at most so often, and with the next live rows when the calling order is
/// another: they stand by position, and nobody is to read somebody else's.
const EXPECTED_GAP: Duration = Duration::from_secs(10);

/// All boards of a meeting.
pub struct Publisher {
    epoch: u64,
    shared: BTreeMap<Audience, Post>,
    own: BTreeMap<Owner, Post>,
    live: Post,
    live_n: u64,
    hub_links: HubLinks,
    expected: Option<Expected>,
    /// The version that was published last: what changed since is what the task says is touched.
    published: u64,
}

/// The expected times as they were told last.
struct Expected {
    at: Instant,
    /// The calling order that they are for.
    order: Vec<HandId>,
    row: String,
}

/// A board and the channel on which its viewers wait.
struct Post {
    board: Board,
    sender: watch::Sender<Arc<Published>>,
    /// The version of the meeting that the rows were last compared with.
    seen: u64,
}

impl Post {
    fn new(kind: Kind, epoch: u64, version: u64, rows: Rows) -> Self {
        let board = Board::new(kind, epoch, version, rows);
        let sender = watch::Sender::new(board.published());
        Self { board, sender, seen: version }
    }

    fn publish(&mut self, version: u64, rows: Rows) {
        self.seen = version;
        if self.board.publish(version, rows) {
            self.sender.send_replace(self.board.published());
        }
    }

    fn publish_changes(&mut self, version: u64, changes: Changes) {
        self.seen = version;
        if self.board.publish_changes(version, changes) {
            self.sender.send_replace(self.board.published());
        }
    }

    /// Compares with all rows, unless that was done at this version.
    fn refresh(&mut self, version: u64, rows: impl FnOnce() -> Rows) {
        if self.seen != version {
            self.publish(version, rows());
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
    /// The person's own, for personal links; the group's own, for rapporteurs.
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
            live: Post::new(Kind::Live, epoch, 0, Rows::new()),
            live_n: 0,
            hub_links: HubLinks::default(),
            expected: None,
            published: 0,
        }
    }

    /// The boards for a viewer who has the rows of `at`; brought up to date, for they may have rested. `touched` is what changed
    /// since the last publication: a board that is no older needs no more than that, however many pages are opened in a storm.
    pub fn subscribe(&mut self, m: &Meeting, touched: &Touched, who: &Actor, at: Option<Position>) -> Sources {
        // A position of another epoch, or ahead of this one, is of another history.
        let have = at.filter(|at| at.epoch == self.epoch && at.version <= m.version).map(|at| at.version);
        self.rest();
        let (view, epoch, published) = (View::of(m), self.epoch, self.published);
        let own = Owner::of(who).map(|owner| {
            let new = || Post::new(Kind::Own, epoch, m.version, view.owned(owner));
            let post = self.own.entry(owner).or_insert_with(new);
            if post.seen < published || touched.concerns_owner(m, owner) {
                post.refresh(m.version, || view.owned(owner));
            }
            post.seen = m.version;
            post.source(have)
        });
        let audience = Audience::of(who);
        let new = || Post::new(Kind::Shared, epoch, m.version, view.rows(audience));
        let post = self.shared.entry(audience).or_insert_with(new);
        if post.seen < published {
            post.refresh(m.version, || view.rows(audience));
        } else if post.seen < m.version {
            post.publish_changes(m.version, view.changes(audience, touched));
        }
        let shared = post.source(have);
        Sources { shared, own, live: self.live.source(None) }
    }

    /// Shows what changed to everybody who looks. Own rows first: see [`super::viewer::Viewer::now`].
    pub fn publish(&mut self, m: &Meeting, touched: &Touched) {
        self.published = m.version;
        let view = View::of(m);
        for (owner, post) in self.own.iter_mut().filter(|(_, post)| post.is_watched()) {
            if touched.concerns_owner(m, *owner) {
                post.publish(m.version, view.owned(*owner));
            } else {
                post.seen = m.version;
            }
        }
        for (audience, post) in self.shared.iter_mut().filter(|(_, post)| post.is_watched()) {
            post.publish_changes(m.version, view.changes(*audience, touched));
        }
    }

    /// Shows who is there, how they are connected, and when hands may expect to be called.
    pub fn publish_live(&mut self, m: &Meeting, presence: &Presence, now_ms: Ms, read_only: bool) {
        let mut rows = Rows::new();
        rows.insert("live/presence".to_owned(), json(&presence.row()));
        for (hub, row) in self.hub_links.rows(m.hubs.keys().copied(), presence, now_ms) {
            rows.insert(format!("live/hub/{hub}"), json(&row));
        }
        if read_only {
            rows.insert("live/server".to_owned(), json(&ServerRow { read_only }));
        }
        if let Some(reach) = presence.unreachable(m) {
            rows.insert("live/reach".to_owned(), json(&reach));
        }
        let order: Vec<HandId> = rule::order(m).into_iter().map(|placed| placed.hand).collect();
        let told = self.expected.take().filter(|told| told.at.elapsed() < EXPECTED_GAP && told.order == order);
        let expected = told.unwrap_or_else(|| {
            let row = json(&live::expected(&View::of(m), now_ms));
            Expected { at: Instant::now(), order, row }
        });
        rows.insert("live/expected".to_owned(), expected.row.clone());
        self.expected = Some(expected);
        self.live_n += 1;
        self.live.publish(self.live_n, rows);
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

fn json(row: &impl serde::Serialize) -> String {
    serde_json::to_string(row).expect("rows are plain data")
}
