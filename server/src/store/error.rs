//! What can go wrong with a store, and what to do about it.

use std::path::PathBuf;

/// Why a call to a store failed. Nothing of the call was kept, unless the variant says otherwise.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// No log has this name.
    #[error("no meeting {meeting:?} in this store")]
    UnknownMeeting {
        /// The name that was asked for.
        meeting: String,
    },
    /// A log of this name is there already.
    #[error("a meeting {meeting:?} is in this store already")]
    Exists {
        /// The name that was to be created.
        meeting: String,
    },
    /// The log does not end where the writer believed: somebody else wrote to it.
    #[error("the log of {meeting:?} ends at {actual}, not at {expected}: another writer owns this meeting")]
    Conflict {
        /// The meeting.
        meeting: String,
        /// The position that the writer gave.
        expected: u64,
        /// The position at which the log ends.
        actual: u64,
    },
    /// No room to write. Rolled back; later calls try again by themselves.
    #[error("no room to write ({reason}): free some space, writing then goes on by itself")]
    ReadOnly {
        /// What the system said.
        reason: String,
    },
    /// A log that does not match its chain: changed, cut or damaged outside the program.
    #[error("the log of {meeting:?} is broken at position {seq}: {what}; put the data directory back from a backup")]
    Broken {
        /// The meeting.
        meeting: String,
        /// The first position that does not fit.
        seq: u64,
        /// What does not fit.
        what: String,
    },
    /// Input that no store takes.
    #[error("{what}")]
    BadInput {
        /// What is wrong, with the limit.
        what: String,
    },
    /// Erased in the database, but old copies may still lie in the write-ahead log because a reader holds it.
    #[error("erased, but the write-ahead log could not be cleared yet: ask again in a moment")]
    NotCleared,
    /// The state of the disk is unknown. The process must end; recovery starts from the log.
    #[error("the store failed and its state is unknown ({reason}): check the disk, then start again")]
    Fatal {
        /// What the system said.
        reason: String,
    },
}

impl StoreError {
    /// Whether the process must end.
    pub fn is_fatal(&self) -> bool {
        matches!(self, StoreError::Fatal { .. })
    }
}

/// Why a data directory cannot be used. Each text says the remedy.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// It cannot be made or written.
    #[error("data directory {}: cannot be written ({reason}); make it writable for this user or choose another", path.display())]
    NotWritable {
        /// The directory.
        path: PathBuf,
        /// What the system said.
        reason: String,
    },
    /// Another process works on it.
    #[error("data directory {}: in use by another process; stop that one first or choose another directory", path.display())]
    InUse {
        /// The directory.
        path: PathBuf,
    },
    /// There is nothing to read in it.
    #[error("data directory {}: holds no meetings yet; check the path", path.display())]
    Absent {
        /// The directory.
        path: PathBuf,
    },
    /// The file in it belongs to another program.
    #[error("data directory {}: {file} was not written by this program; choose another directory", path.display())]
    Foreign {
        /// The directory.
        path: PathBuf,
        /// The name of the file.
        file: &'static str,
    },
    /// It was written by another version of this program.
    #[error(
        "data directory {}: has format {found}, this program knows format {known}; run the version that wrote it, or put back a backup of format {known}",
        path.display()
    )]
    OtherVersion {
        /// The directory.
        path: PathBuf,
        /// The format found.
        found: i64,
        /// The format known.
        known: i64,
    },
    /// The file in it cannot be read as a database.
    #[error("data directory {}: cannot be read ({reason}); put it back from a backup", path.display())]
    Unreadable {
        /// The directory.
        path: PathBuf,
        /// What the database said.
        reason: String,
    },
}
