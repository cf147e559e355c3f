//! The data directory: claimed by one process, written by one version, refused with a remedy when it does not fit.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OpenFlags};

use crate::store::OpenError;

/// The database within the data directory.
pub const DATABASE_FILE: &str = "evenfloor.sqlite";
/// The format that this program writes, kept as `user_version`.
pub const FORMAT_VERSION: i64 = 1;

/// Locked for as long as a process works on the directory; the system lets go of it even when that process dies.
const LOCK_FILE: &str = "evenfloor.lock";
/// "evfl", so that the file says whose it is.
const APPLICATION_ID: i64 = 0x6576_666c;

const SCHEMA: &str = "
CREATE TABLE meeting (
    id        INTEGER PRIMARY KEY,
    name      TEXT NOT NULL UNIQUE,
    epoch     INTEGER NOT NULL,
    head_seq  INTEGER NOT NULL,
    head_hash BLOB NOT NULL
) STRICT;
CREATE TABLE record (
    meeting INTEGER NOT NULL REFERENCES meeting (id),
    seq     INTEGER NOT NULL,
    hash    BLOB NOT NULL,
    bytes   BLOB NOT NULL,
    PRIMARY KEY (meeting, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE personal (
    meeting    INTEGER NOT NULL REFERENCES meeting (id),
    commitment TEXT NOT NULL,
    salt       TEXT NOT NULL,
    value      TEXT NOT NULL,
    PRIMARY KEY (meeting, commitment)
) STRICT, WITHOUT ROWID;
CREATE TABLE probe (
    id    INTEGER PRIMARY KEY CHECK (id = 1),
    count INTEGER NOT NULL
) STRICT;
INSERT INTO probe VALUES (1, 0);
";

/// The right to write to a data directory, until dropped.
pub struct Claim {
    _lock: File,
}

/// Makes the directory if need be and claims it for this process.
pub fn claim(directory: &Path) -> Result<Claim, OpenError> {
    let not_writable = |e: std::io::Error| OpenError::NotWritable { path: directory.to_owned(), reason: e.to_string() };
    fs::create_dir_all(directory).map_err(not_writable)?;
    let lock = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(directory.join(LOCK_FILE))
        .map_err(not_writable)?;
    match lock.try_lock() {
        Ok(()) => Ok(Claim { _lock: lock }),
        Err(TryLockError::WouldBlock) => Err(OpenError::InUse { path: directory.to_owned() }),
        Err(TryLockError::Error(e)) => Err(not_writable(e)),
    }
}

/// The path of the database in a data directory.
pub fn database(directory: &Path) -> PathBuf {
    directory.join(DATABASE_FILE)
}

/// Opens the database for the writer, and makes it where there is none.
pub fn open_to_write(directory: &Path) -> Result<Connection, OpenError> {
    let connection = Connection::open(database(directory)).map_err(|e| describe(directory, &e))?;
    prepare(directory, &connection).map_err(|e| match e {
        Stop::Refused(error) => error,
        Stop::Sqlite(e) => describe(directory, &e),
    })?;
    Ok(connection)
}

/// Opens a connection that only reads.
pub fn open_reader(directory: &Path) -> Result<Connection, rusqlite::Error> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    // Read-write on the level of files, because a reader of a write-ahead log may have to make its index.
    let connection = Connection::open_with_flags(database(directory), flags)?;
    connection.busy_timeout(Duration::from_secs(5))?;
    connection.pragma_update(None, "query_only", true)?;
    Ok(connection)
}

/// Checks that a data directory holds something that this version can read.
pub fn check_to_read(directory: &Path) -> Result<(), OpenError> {
    if !database(directory).is_file() {
        return Err(OpenError::Absent { path: directory.to_owned() });
    }
    let connection = open_reader(directory).map_err(|e| describe(directory, &e))?;
    match check_format(directory, &connection) {
        Ok(Format::Known) => Ok(()),
        Ok(Format::Empty) => Err(OpenError::Absent { path: directory.to_owned() }),
        Err(Stop::Refused(error)) => Err(error),
        Err(Stop::Sqlite(e)) => Err(describe(directory, &e)),
    }
}

enum Format {
    Known,
    Empty,
}

enum Stop {
    Refused(OpenError),
    Sqlite(rusqlite::Error),
}

impl From<rusqlite::Error> for Stop {
    fn from(e: rusqlite::Error) -> Self {
        Stop::Sqlite(e)
    }
}

/// Looks before anything is written, so that a refused directory is left as it was found.
fn check_format(directory: &Path, connection: &Connection) -> Result<Format, Stop> {
    let application: i64 = connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    let version: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if application == 0 && version == 0 && tables == 0 {
        return Ok(Format::Empty);
    }
    let path = directory.to_owned();
    if application != APPLICATION_ID {
        return Err(Stop::Refused(OpenError::Foreign { path, file: DATABASE_FILE }));
    }
    if version != FORMAT_VERSION {
        return Err(Stop::Refused(OpenError::OtherVersion { path, found: version, known: FORMAT_VERSION }));
    }
    Ok(Format::Known)
}

fn prepare(directory: &Path, connection: &Connection) -> Result<(), Stop> {
    connection.busy_timeout(Duration::from_secs(5))?;
    let format = check_format(directory, connection)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    // FULL: a commit is synced before it is answered. secure_delete: what is erased is overwritten.
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "secure_delete", true)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // The writer checkpoints by itself, because SQLite hides the errors of automatic checkpoints.
    connection.pragma_update(None, "wal_autocheckpoint", 0)?;
    if let Format::Empty = format {
        connection.execute_batch(&format!(
            "BEGIN IMMEDIATE; {SCHEMA} PRAGMA application_id = {APPLICATION_ID}; \
             PRAGMA user_version = {FORMAT_VERSION}; COMMIT;"
        ))?;
        sync_directory(directory)
            .map_err(|e| OpenError::NotWritable { path: directory.to_owned(), reason: e.to_string() })
            .map_err(Stop::Refused)?;
    }
    Ok(())
}

/// Makes sure that the new file is still in its directory after a loss of power.
fn sync_directory(directory: &Path) -> std::io::Result<()> {
    File::open(directory)?.sync_all()
}

fn describe(directory: &Path, error: &rusqlite::Error) -> OpenError {
    let path = directory.to_owned();
    match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => OpenError::Foreign { path, file: DATABASE_FILE },
        Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::DiskFull) => {
            OpenError::NotWritable { path, reason: error.to_string() }
        }
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => OpenError::InUse { path },
        _ => OpenError::Unreadable { path, reason: error.to_string() },
    }
}
