//! The rows that one audience sees, with the version that last changed each: what makes it a lookup to tell a
//! returning viewer exactly what it missed, however long it was away.
//!
//! A [`Board`] belongs to the meeting's task. What it [`Board::publish`]es is shared, immutable and read by the
//! viewers on their own: a slow viewer finds the latest when it comes for more, and costs nobody anything until then.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock};

use super::text::{self, Kind, Text};
use crate::view::{Changes, Rows};

/// Removals that are remembered; a viewer from before the oldest one gets a snapshot.
const REMOVED_MAX: usize = 4096;

/// A row's JSON and the version that last changed it.
#[derive(Clone, Debug)]
struct Row {
    json: Arc<str>,
    version: u64,
}

/// The rows of one audience.
#[derive(Debug)]
pub struct Board {
    kind: Kind,
    epoch: u64,
    published: Arc<Published>,
}

/// The state of a board at a version, as viewers read it.
#[derive(Debug)]
pub struct Published {
    kind: Kind,
    epoch: u64,
    /// The version whose rows these are.
    version: u64,
    /// Viewers that know an older version than this get a snapshot: what changed before is not known.
    known_from: u64,
    rows: Arc<BTreeMap<String, Row>>,
    removed: Arc<BTreeMap<String, u64>>,
    /// The update from the publication before, for everybody who has that one.
    latest: Option<(u64, Text)>,
    snapshot: OnceLock<Text>,
    /// The updates made for viewers that were further behind, so that a crowd that returns together shares one.
    behind: Mutex<BTreeMap<u64, Text>>,
}

/// Distinct positions whose update is kept for others at the same position.
const BEHIND_MAX: usize = 64;

impl Board {
    /// A board whose rows are known at `version`, and nothing about the time before.
    pub fn new(kind: Kind, epoch: u64, version: u64, rendered: Rows) -> Self {
        let rows = rendered.into_iter().map(|(key, json)| (key, Row { json: json.into(), version })).collect();
        let published = Published {
            kind,
            epoch,
            version,
            known_from: version,
            rows: Arc::new(rows),
            removed: Arc::default(),
            latest: None,
            snapshot: OnceLock::new(),
            behind: Mutex::default(),
        };
        Self { kind, epoch, published: Arc::new(published) }
    }

    /// What viewers read.
    pub fn published(&self) -> Arc<Published> {
        Arc::clone(&self.published)
    }

    /// Takes all rows as they are at `version`; answers whether any differs from those published before.
    /// Only then there is something to publish, and it has been encoded, once for all viewers.
    pub fn publish(&mut self, version: u64, rendered: Rows) -> bool {
        let gone = self.published.rows.keys().filter(|key| !rendered.contains_key(*key)).cloned().collect();
        self.compare(version, rendered, gone)
    }

    /// As [`Board::publish`], told only what may have changed.
    pub fn publish_changes(&mut self, version: u64, changes: Changes) -> bool {
        let gone = changes.gone(&self.published.rows);
        self.compare(version, changes.set, gone)
    }

    fn compare(&mut self, version: u64, set: Rows, gone: Vec<String>) -> bool {
        let before = &self.published.rows;
        let differs = |key: &str, json: &str| before.get(key).is_none_or(|row| &*row.json != json);
        let changed = set.into_iter().filter(|(key, json)| differs(key, json));
        let changed = changed.map(|(key, json)| (key, json.into())).collect();
        self.apply(version, changed, gone)
    }

    fn apply(&mut self, version: u64, changed: Vec<(String, Arc<str>)>, gone: Vec<String>) -> bool {
        if changed.is_empty() && gone.is_empty() {
            return false;
        }
        let before = &self.published;
        let set = changed.iter().map(|(key, json)| (key.as_str(), &**json));
        let latest = text::update(self.kind, before.version, version, set, gone.iter().map(String::as_str));
        let mut rows = Arc::clone(&before.rows);
        let mut removed = Arc::clone(&before.removed);
        let mut known_from = before.known_from;
        {
            let rows = Arc::make_mut(&mut rows);
            let removed = Arc::make_mut(&mut removed);
            for key in gone {
                rows.remove(&key);
                removed.insert(key, version);
            }
            for (key, json) in changed {
                removed.remove(&key);
                rows.insert(key, Row { json, version });
            }
            while removed.len() > REMOVED_MAX {
                let oldest = removed.values().copied().min().unwrap_or(version);
                removed.retain(|_, at| *at > oldest);
                known_from = known_from.max(oldest);
            }
        }
        self.published = Arc::new(Published {
            kind: self.kind,
            epoch: self.epoch,
            version,
            known_from,
            rows,
            removed,
            latest: Some((before.version, latest)),
            snapshot: OnceLock::new(),
            behind: Mutex::default(),
        });
        true
    }
}

/// What a viewer is to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// Nothing: it has everything.
    None,
    /// This frame, which brings it to the published version.
    Frame(Text),
}

impl Published {
    /// The version that the rows have.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// All rows, encoded once for everybody who needs them.
    pub fn snapshot(&self) -> Text {
        let encode = || {
            let rows = self.rows.iter().map(|(key, row)| (key.as_str(), &*row.json));
            text::snapshot(self.kind, self.epoch, self.version, rows)
        };
        self.snapshot.get_or_init(encode).clone()
    }

    /// What a viewer needs that has the state of `version` in the epoch of this board.
    pub fn since(&self, version: u64) -> News {
        if version < self.known_from {
            return News::Frame(self.snapshot());
        }
        if version >= self.version {
            return News::None;
        }
        if let Some((from, text)) = &self.latest
            && version >= *from
        {
            return News::Frame(text.clone());
        }
        let mut behind = self.behind.lock().expect("nothing panics while the list is locked");
        if let Some(text) = behind.get(&version) {
            return News::Frame(text.clone());
        }
        let set =
            self.rows.iter().filter(|(_, row)| row.version > version).map(|(key, row)| (key.as_str(), &*row.json));
        let gone = self.removed.iter().filter(|(_, at)| **at > version).map(|(key, _)| key.as_str());
        let text = text::update(self.kind, version, self.version, set, gone);
        if behind.len() < BEHIND_MAX {
            behind.insert(version, text.clone());
        }
        News::Frame(text)
    }
}

#[cfg(test)]
mod tests {
    use protocol::ServerFrame;

    use super::*;

    fn rows(list: &[(&str, &str)]) -> Rows {
        list.iter().map(|(key, json)| ((*key).to_owned(), (*json).to_owned())).collect()
    }

    fn told(news: News) -> String {
        match news {
            News::None => "nothing".to_owned(),
            News::Frame(text) => match serde_json::from_str(&text).expect("a frame of the protocol") {
                ServerFrame::Snapshot(s) => format!("snapshot {} {:?}", s.version, s.rows.keys().collect::<Vec<_>>()),
                ServerFrame::Update(u) => {
                    let set: Vec<String> = u.set.iter().map(|(k, v)| format!("{k}={v}")).collect();
                    format!("{}-{} set {} removed {}", u.from, u.to, set.join(","), u.removed.join(","))
                }
                other => panic!("not expected: {other:?}"),
            },
        }
    }

    #[test]
    fn tells_each_what_it_missed() {
        let mut board = Board::new(Kind::Shared, 9, 10, rows(&[("a", "1"), ("b", "1"), ("c", "1")]));
        assert!(!board.publish(11, rows(&[("a", "1"), ("b", "1"), ("c", "1")])), "nothing changed");
        assert!(board.publish(12, rows(&[("a", "2"), ("b", "1"), ("c", "1")])));
        assert!(board.publish(14, rows(&[("a", "2"), ("b", "2")])));
        let p = board.published();
        assert_eq!(told(p.since(14)), "nothing");
        assert_eq!(told(p.since(15)), "nothing", "of a version that changed nothing here");
        assert_eq!(told(p.since(13)), "12-14 set b=2 removed c", "shares the latest update");
        assert_eq!(told(p.since(12)), "12-14 set b=2 removed c");
        assert_eq!(told(p.since(11)), "11-14 set a=2,b=2 removed c");
        assert_eq!(told(p.since(10)), "10-14 set a=2,b=2 removed c");
        assert_eq!(told(p.since(9)), "snapshot 14 [\"a\", \"b\"]", "from before what is known");
    }

    #[test]
    fn a_row_that_came_back_is_not_removed() {
        let mut board = Board::new(Kind::Shared, 9, 1, rows(&[("a", "1"), ("b", "1")]));
        board.publish(2, rows(&[("a", "1")]));
        board.publish(3, rows(&[("a", "1"), ("b", "1")]));
        assert_eq!(told(board.published().since(1)), "1-3 set b=1 removed ");
    }

    #[test]
    fn forgotten_removals_lead_to_a_snapshot() {
        let all: Rows = (0..REMOVED_MAX + 2).map(|n| (format!("r{n:05}"), "1".to_owned())).collect();
        let mut board = Board::new(Kind::Shared, 9, 1, all.clone());
        let mut left = all;
        for version in 2..REMOVED_MAX as u64 + 3 {
            left.pop_first();
            board.compare(version, Rows::new(), vec![format!("r{:05}", version - 2)]);
        }
        let p = board.published();
        assert_eq!(p.known_from, 2);
        assert!(told(p.since(1)).starts_with("snapshot"));
        assert!(!told(p.since(2)).starts_with("snapshot"));
    }
}
