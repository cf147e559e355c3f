//! One viewer of a meeting: pulls, at its own pace, what it has not seen yet.
//!
//! A viewer holds no queue. It knows what it has, and when it comes for more it finds the latest: a slow one skips
//! what lies between and costs nobody anything. Viewers at the same version are given the same bytes.

use std::sync::Arc;

use protocol::frame::Bye;
use protocol::{LinkId, ServerFrame};
use tokio::sync::watch;

use super::board::{News, Published};
use super::presence::Seat;
use super::text::Text;

/// What a viewer is to be sent.
#[derive(Clone, Debug)]
pub enum Outgoing {
    /// A frame: snapshot, update, own rows or live rows.
    Frame(Text),
    /// The last frame; the connection is closed after it.
    Bye {
        /// The frame.
        frame: Text,
        /// Whether the client may come back: decides the close code.
        come_back: bool,
    },
}

/// Who has to go, and why.
#[derive(Clone, Debug, Default)]
pub(super) struct Farewell {
    /// Everybody: the server stops, or has lost this meeting to another owner.
    pub all: Option<Bye>,
    /// The holders of these links: revoked.
    pub links: std::collections::BTreeSet<LinkId>,
}

/// A viewer's subscription. Dropping it ends it.
#[derive(Debug)]
pub struct Viewer {
    pub(super) shared: Source,
    pub(super) own: Option<Source>,
    pub(super) live: Source,
    pub(super) farewell: watch::Receiver<Arc<Farewell>>,
    pub(super) link: Option<LinkId>,
    pub(super) seat: Seat,
    pub(super) ended: bool,
}

/// A board as one viewer follows it.
#[derive(Debug)]
pub(super) struct Source {
    board: watch::Receiver<Arc<Published>>,
    /// The version that the viewer has; nothing: it needs all rows.
    have: Option<u64>,
}

impl Source {
    pub fn new(board: watch::Receiver<Arc<Published>>, have: Option<u64>) -> Self {
        Self { board, have }
    }

    fn look(&mut self) -> Arc<Published> {
        Arc::clone(&self.board.borrow_and_update())
    }

    fn take(&mut self, published: &Published) -> Option<Text> {
        let text = match self.have {
            None => published.snapshot(),
            Some(version) => match published.since(version) {
                News::None => return None,
                News::Frame(text) => text,
            },
        };
        self.have = Some(published.version());
        Some(text)
    }
}

impl Viewer {
    /// Waits for the next thing to send. `None` after the farewell.
    ///
    /// Cancel-safe: what was not returned is still to come.
    pub async fn next(&mut self) -> Option<Outgoing> {
        loop {
            if self.ended {
                return None;
            }
            if let Some(next) = self.now() {
                return Some(next);
            }
            let own = async {
                match &mut self.own {
                    Some(own) => own.board.changed().await,
                    None => std::future::pending().await,
                }
            };
            // An error means that the meeting's task has gone without a farewell: it failed.
            let gone = tokio::select! {
                changed = self.farewell.changed() => changed.is_err(),
                changed = own => changed.is_err(),
                changed = self.shared.board.changed() => changed.is_err(),
                changed = self.live.board.changed() => changed.is_err(),
            };
            if gone && self.now_farewell().is_none() {
                self.ended = true;
                return Some(bye(&Bye { why: "the meeting was interrupted".to_owned(), back_in_ms: Some(2_000) }));
            }
        }
    }

    /// The next thing to send, if there is one at once.
    pub fn now(&mut self) -> Option<Outgoing> {
        if let Some(farewell) = self.now_farewell() {
            self.ended = true;
            return Some(farewell);
        }
        // Own rows are published before the shared ones and looked at after them: a page that has the shared rows of
        // a version has its own rows of that version, and one position tells both when it returns.
        let shared = self.shared.look();
        if let Some(own) = &mut self.own {
            let published = own.look();
            if let Some(text) = own.take(&published) {
                return Some(Outgoing::Frame(text));
            }
        }
        if let Some(text) = self.shared.take(&shared) {
            return Some(Outgoing::Frame(text));
        }
        let live = self.live.look();
        self.live.take(&live).map(Outgoing::Frame)
    }

    /// The client found a gap: it is to get all logged rows. Live ones replace each other by themselves.
    pub fn resync(&mut self) {
        self.shared.have = None;
        if let Some(own) = &mut self.own {
            own.have = None;
        }
        // Looked at again even when nothing new was published.
        self.shared.board.mark_changed();
    }

    /// Tells the meeting the round trip that was measured on this viewer's connection, in real milliseconds.
    pub fn round_trip(&self, rtt_ms: u32) {
        self.seat.round_trip(rtt_ms);
    }

    fn now_farewell(&mut self) -> Option<Outgoing> {
        let farewell = self.farewell.borrow_and_update();
        if let Some(why) = &farewell.all {
            return Some(bye(why));
        }
        let revoked = self.link.is_some_and(|link| farewell.links.contains(&link));
        revoked.then(|| bye(&Bye { why: "this link was revoked".to_owned(), back_in_ms: None }))
    }
}

fn bye(bye: &Bye) -> Outgoing {
    let frame = serde_json::to_string(&ServerFrame::Bye(bye.clone())).expect("frames are plain data");
    Outgoing::Bye { frame: frame.into(), come_back: bye.back_in_ms.is_some() }
}
