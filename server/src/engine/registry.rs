//! The phone book of live meetings: names and cloned handles, nothing more.
//!
//! No guard of the map leaves this file, and nothing in it waits.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use dashmap::DashMap;
use dashmap::mapref::entry::Entry;

/// Names to handles of meetings that run.
pub struct Registry<H> {
    handles: DashMap<String, H>,
    closed: AtomicBool,
}

impl<H: Clone> Registry<H> {
    /// An empty book.
    pub fn new() -> Arc<Self> {
        Arc::new(Self { handles: DashMap::new(), closed: AtomicBool::new(false) })
    }

    /// The handle of a meeting, if it is there.
    pub fn find(&self, meeting: &str) -> Option<H> {
        self.handles.get(meeting).map(|entry| entry.value().clone())
    }

    /// The handle of a meeting: the one there is, or else a new one made by `make`. No handle once the book is closed.
    pub fn find_or_insert(&self, meeting: &str, make: impl FnOnce() -> H) -> Option<H> {
        match self.handles.entry(meeting.to_owned()) {
            Entry::Occupied(entry) => Some(entry.get().clone()),
            Entry::Vacant(_) if self.closed.load(Ordering::Acquire) => None,
            Entry::Vacant(entry) => Some(entry.insert(make()).clone()),
        }
    }

    /// Takes a handle out, if it is still the one meant.
    pub fn remove(&self, meeting: &str, is_meant: impl FnOnce(&H) -> bool) {
        self.handles.remove_if(meeting, |_, handle| is_meant(handle));
    }

    /// Takes no new handle from now on and answers with those there are.
    pub fn close(&self) -> Vec<H> {
        self.closed.store(true, Ordering::Release);
        self.all()
    }

    /// All handles there are.
    pub fn all(&self) -> Vec<H> {
        self.handles.iter().map(|entry| entry.value().clone()).collect()
    }
}
