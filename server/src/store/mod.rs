//! Where meetings are kept: bytes and positions, and nothing else.
//!
//! A store knows no rule of a meeting and no JSON. It keeps, for each meeting, an append-only log of records whose
//! positions run from 1 without a gap, chained by SHA-256; beside it the openings of personal values, which can be
//! erased without breaking the chain; and the epoch, which changes when a log has been put back from a backup.
//!
//! [`Store`] is shaped so that a replicated log can stand behind it: the expected position given to
//! [`Store::append`] is the fence between two who believe that they own a meeting, one append is one message, and
//! no call needs a transaction over two meetings.

pub mod chain;
mod error;
mod failing;
mod memory;
pub mod sqlite;

use std::sync::Arc;

use futures::future::BoxFuture;

pub use chain::Hash;
pub use error::{OpenError, StoreError};
pub use failing::{FailingStore, Failure};
pub use memory::MemoryStore;
pub use sqlite::SqliteStore;

/// Records longer than this are refused: nothing in a meeting comes near it.
pub const RECORD_BYTES_MAX: usize = 4 * 1024 * 1024;
/// The longest name of a meeting, in bytes.
pub const MEETING_NAME_BYTES_MAX: usize = 128;
/// The most records that one [`Store::append`] takes.
pub const APPEND_RECORDS_MAX: usize = 65_536;

/// One record of a log, verified against the chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Its place in the log of its meeting, from 1 without a gap.
    pub seq: u64,
    /// The bytes as they were given to [`Store::append`].
    pub bytes: Vec<u8>,
    /// SHA-256 over the hash of the record before it and `bytes`.
    pub hash: Hash,
}

/// Where a log ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// The position of the last record; 0 when there is none.
    pub seq: u64,
    /// The hash of the last record; 32 zero bytes when there is none.
    pub hash: Hash,
}

/// The opening of a commitment that stands in a record: what can be erased when a person is to be forgotten.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PersonalValue {
    /// What the record holds in place of the value; unique within a meeting.
    pub commitment: String,
    /// The random value that keeps the commitment from being guessed.
    pub salt: String,
    /// The value itself: a name, an affiliation, free text.
    pub text: String,
}

/// The key of a secret question, as a store keeps it: apart from all logs, and never in a backup of them.
#[derive(Clone, PartialEq, Eq, zeroize::ZeroizeOnDrop)]
pub struct KeptKey {
    /// Its name; unique within a meeting.
    pub name: String,
    /// The key.
    pub bytes: Vec<u8>,
}

/// Only which one it is: a key never gets into a log by way of its debugging text.
impl std::fmt::Debug for KeptKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("KeptKey").field("name", &self.name).finish_non_exhaustive()
    }
}

/// One step of a meeting's log: all of it is kept, or nothing of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Append {
    /// The position at which the writer believes the log to end.
    pub expected: u64,
    /// The records to add, in their order.
    pub records: Vec<Vec<u8>>,
    /// The openings of the commitments that these records make.
    pub personal: Vec<PersonalValue>,
}

/// The logs of all meetings. Every implementation passes the conformance suite in `tests/store_conformance.rs`.
///
/// An answer of `Ok` to any writing call means that it is on disk, safe from the loss of power.
pub trait Store: Send + Sync {
    /// Makes an empty log under a new name and gives it an epoch.
    ///
    /// Errors: [`StoreError::Exists`], [`StoreError::BadInput`] for a name that is empty or too long.
    fn create(&self, meeting: &str) -> BoxFuture<'_, Result<(), StoreError>>;

    /// The names of all meetings, in alphabetical order.
    fn meetings(&self) -> BoxFuture<'_, Result<Vec<String>, StoreError>>;

    /// Adds records and personal values in one step and answers with the new position of the log's end.
    ///
    /// Errors: [`StoreError::Conflict`] when the log does not end at `expected` (somebody else wrote: step down and
    /// follow), [`StoreError::ReadOnly`] when there is no room (nothing was kept; later calls try again by
    /// themselves), [`StoreError::Fatal`] when the state of the disk is unknown (the process must end).
    fn append(&self, meeting: &str, append: Append) -> BoxFuture<'_, Result<u64, StoreError>>;

    /// At most `limit` records from position `from` on, each verified against the chain; where the answer reaches
    /// the end of the log, the end is verified too.
    ///
    /// Errors: [`StoreError::Broken`] with the meeting and the first position that does not fit.
    fn read(&self, meeting: &str, from: u64, limit: usize) -> BoxFuture<'_, Result<Vec<Record>, StoreError>>;

    /// Where the log ends now.
    fn head(&self, meeting: &str) -> BoxFuture<'_, Result<Head, StoreError>>;

    /// All openings of a meeting that have not been erased, in the order of their commitments.
    fn personal(&self, meeting: &str) -> BoxFuture<'_, Result<Vec<PersonalValue>, StoreError>>;

    /// Erases value and salt of these commitments for good and answers how many there were; unknown ones are
    /// passed over.
    fn forget(&self, meeting: &str, commitments: Vec<String>) -> BoxFuture<'_, Result<u64, StoreError>>;

    /// The epoch of a meeting: positions of one epoch cannot be compared with those of another.
    fn epoch(&self, meeting: &str) -> BoxFuture<'_, Result<u32, StoreError>>;

    /// Starts another epoch, drawn at random, and answers with it.
    fn new_epoch(&self, meeting: &str) -> BoxFuture<'_, Result<u32, StoreError>>;

    /// Keeps the key of a secret question, beside the logs and not in them; one of the same name is replaced.
    ///
    /// Errors: [`StoreError::UnknownMeeting`], and those of writing.
    fn keep_key(&self, meeting: &str, key: KeptKey) -> BoxFuture<'_, Result<(), StoreError>>;

    /// The keys of a meeting that are not destroyed, in the order of their names.
    fn keys(&self, meeting: &str) -> BoxFuture<'_, Result<Vec<KeptKey>, StoreError>>;

    /// Destroys a key for good, with all copies that the store made of it; an unknown one is destroyed already.
    ///
    /// Errors: [`StoreError::NotCleared`] when a copy could not be cleared yet (ask again).
    fn destroy_key(&self, meeting: &str, name: &str) -> BoxFuture<'_, Result<(), StoreError>>;

    /// Writes something small and waits until it is on disk: tells whether writing is possible at all.
    fn probe(&self) -> BoxFuture<'_, Result<(), StoreError>>;
}

/// A store as everything above it holds it.
pub type SharedStore = Arc<dyn Store>;

/// Refuses what no store takes, before any of it is written.
fn check_append(append: &Append) -> Result<(), StoreError> {
    if append.records.len() > APPEND_RECORDS_MAX {
        return Err(StoreError::BadInput {
            what: format!("{} records in one append; at most {APPEND_RECORDS_MAX} are taken", append.records.len()),
        });
    }
    if let Some(record) = append.records.iter().find(|r| r.len() > RECORD_BYTES_MAX) {
        return Err(StoreError::BadInput {
            what: format!("a record of {} bytes; at most {RECORD_BYTES_MAX} are taken", record.len()),
        });
    }
    Ok(())
}

/// Refuses a name that no store takes.
fn check_name(meeting: &str) -> Result<(), StoreError> {
    if meeting.is_empty() || meeting.len() > MEETING_NAME_BYTES_MAX {
        return Err(StoreError::BadInput {
            what: format!("a meeting's name must have 1 to {MEETING_NAME_BYTES_MAX} bytes, not {}", meeting.len()),
        });
    }
    Ok(())
}

/// An epoch that differs from `old`, drawn at random: after two restores of one backup, counting on would give the
/// same epoch to two different pasts.
fn draw_epoch(old: Option<u32>) -> Result<u32, StoreError> {
    loop {
        let drawn = getrandom::u32()
            .map_err(|e| StoreError::Fatal { reason: format!("no random numbers from the system: {e}") })?;
        if drawn != 0 && Some(drawn) != old {
            return Ok(drawn);
        }
    }
}
