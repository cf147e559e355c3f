//! Rows being rendered, and which older ones they replace.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::ops::Bound;

use serde::Serialize;

/// Rows by key, each as its JSON text.
pub type Rows = BTreeMap<String, String>;

/// Rows that may have changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// The rows as they are now; some may be as they were.
    pub set: Rows,
    covers: Vec<Cover>,
}

/// Keys about which a rendering says all: one that it covers and does not set is gone.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Cover {
    One(String),
    /// All that begin so.
    Under(&'static str),
}

impl Changes {
    /// Which of the rows held so far are gone.
    pub fn gone<V>(&self, held: &BTreeMap<String, V>) -> Vec<String> {
        let mut gone = Vec::new();
        for cover in &self.covers {
            match cover {
                Cover::One(key) => {
                    if held.contains_key(key) && !self.set.contains_key(key) {
                        gone.push(key.clone());
                    }
                }
                Cover::Under(prefix) => {
                    let from = held.range::<str, _>((Bound::Included(*prefix), Bound::Unbounded));
                    let under = from.map(|(key, _)| key).take_while(|key| key.starts_with(prefix));
                    gone.extend(under.filter(|key| !self.set.contains_key(*key)).cloned());
                }
            }
        }
        gone.sort_unstable();
        gone.dedup();
        gone
    }

    /// Takes these changes into rows that are held.
    pub fn apply(self, held: &mut Rows) {
        for key in self.gone(held) {
            held.remove(&key);
        }
        held.extend(self.set);
    }

    pub(super) fn covers_all(&mut self) {
        self.covers.push(Cover::Under(""));
    }

    /// This rendering says all about the keys that begin so.
    pub(super) fn covers_under(&mut self, prefix: &'static str) {
        self.covers.push(Cover::Under(prefix));
    }

    /// This rendering says all about this key.
    pub(super) fn covers(&mut self, key: String) {
        self.covers.push(Cover::One(key));
    }

    /// A row under a fixed key.
    pub(super) fn put(&mut self, key: &str, row: &impl Serialize) {
        self.set.insert(key.to_owned(), json(row));
    }

    /// A row under a key with a number or a name, as `hand/17`.
    pub(super) fn put_at(&mut self, kind: &str, of: impl Display, row: &impl Serialize) {
        self.set.insert(format!("{kind}/{of}"), json(row));
    }
}

pub(super) fn json(row: &impl Serialize) -> String {
    serde_json::to_string(row).expect("rows are plain data with text keys")
}
