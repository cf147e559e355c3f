//! What is known of the disk: whether it takes anything, whether it has failed for good.

use std::sync::{Arc, Weak};
use std::time::Duration;

use tokio::sync::watch;

use crate::store::{SharedStore, StoreError};

/// How often a full disk is tried again when nobody asks for anything.
const PROBE_GAP: Duration = Duration::from_secs(1);

/// Shared by all meetings of a server.
#[derive(Debug)]
pub struct Disk {
    read_only: watch::Sender<bool>,
    failed: watch::Sender<Option<StoreError>>,
    me: Weak<Disk>,
}

impl Disk {
    /// A disk of which nothing bad is known.
    pub fn new() -> Arc<Self> {
        Arc::new_cyclic(|me| Self {
            read_only: watch::Sender::new(false),
            failed: watch::Sender::new(None),
            me: Weak::clone(me),
        })
    }

    /// Something was stored.
    pub fn works(&self) {
        if self.read_only.send_if_modified(std::mem::take) {
            tracing::info!("there is room on the disk again: meetings can be changed");
        }
    }

    /// Something could not be stored for want of room: from now on the disk is tried until there is some.
    pub fn is_full(&self, store: &SharedStore) {
        let first = self.read_only.send_if_modified(|read_only| !std::mem::replace(read_only, true));
        if first {
            tracing::error!("the disk is full: meetings can only be read until there is room");
            tokio::spawn(probe(Weak::clone(&self.me), SharedStore::clone(store)));
        }
    }

    /// The state of the disk is unknown: the process has to end.
    pub fn has_failed(&self, error: &StoreError) {
        self.failed.send_if_modified(|failed| {
            let first = failed.is_none();
            failed.get_or_insert_with(|| error.clone());
            first
        });
    }

    /// Whether nothing can be stored for want of room.
    pub fn is_read_only(&self) -> bool {
        *self.read_only.borrow()
    }

    /// Tells when that changes.
    pub fn read_only_changes(&self) -> watch::Receiver<bool> {
        self.read_only.subscribe()
    }

    /// Waits until the disk has failed for good.
    pub async fn failure(&self) -> StoreError {
        let mut failed = self.failed.subscribe();
        let failure = failed.wait_for(Option::is_some).await.expect("the sender is borrowed as long as this waits");
        failure.clone().expect("it was waited for")
    }
}

async fn probe(disk: Weak<Disk>, store: SharedStore) {
    loop {
        tokio::time::sleep(PROBE_GAP).await;
        let Some(disk) = disk.upgrade().filter(|disk| disk.is_read_only()) else { return };
        match store.probe().await {
            Ok(()) => return disk.works(),
            Err(error) if error.is_fatal() => return disk.has_failed(&error),
            Err(_) => {}
        }
    }
}
