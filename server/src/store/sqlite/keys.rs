//! The keys of secret questions, in a file of their own beside the database: what is destroyed here is gone for good, and a
//! backup of the database does not contain it.
//!
//! There are few keys and few calls, so one connection serves all of them, one after another. What is deleted is overwritten
//! (`secure_delete`), and the write-ahead log, which holds older copies of the pages, is emptied after every deletion.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::Duration;

use rusqlite::{Connection, params};

use crate::store::{KeptKey, StoreError};

/// The file of the keys within the data directory. Not to be backed up.
pub const KEYS_FILE: &str = "keys.sqlite";

const SCHEMA: &str = "
CREATE TABLE IF NOT EXISTS key (
    meeting TEXT NOT NULL,
    name    TEXT NOT NULL,
    bytes   BLOB NOT NULL,
    PRIMARY KEY (meeting, name)
) STRICT;
";

/// The keys of a data directory. All of it blocks: call it where blocking is allowed.
pub struct KeyFile {
    path: PathBuf,
    // Opened with the first call, so that a directory without secret questions has no such file.
    connection: Mutex<Option<Connection>>,
}

impl KeyFile {
    /// Nothing is opened before the first call.
    pub fn new(directory: &Path) -> Self {
        Self { path: directory.join(KEYS_FILE), connection: Mutex::new(None) }
    }

    /// See [`crate::store::Store::keep_key`].
    pub fn keep(&self, meeting: &str, key: &KeptKey) -> Result<(), StoreError> {
        self.with(|connection| {
            connection.execute(
                "INSERT INTO key (meeting, name, bytes) VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET bytes = ?3",
                params![meeting, key.name, key.bytes],
            )?;
            Ok(())
        })
    }

    /// See [`crate::store::Store::keys`].
    pub fn all(&self, meeting: &str) -> Result<Vec<KeptKey>, StoreError> {
        if !self.path.is_file() {
            return Ok(Vec::new());
        }
        self.with(|connection| {
            let mut statement =
                connection.prepare_cached("SELECT name, bytes FROM key WHERE meeting = ?1 ORDER BY name")?;
            let keys = statement.query_map([meeting], |row| Ok(KeptKey { name: row.get(0)?, bytes: row.get(1)? }))?;
            keys.collect()
        })
    }

    /// See [`crate::store::Store::destroy_key`].
    pub fn destroy(&self, meeting: &str, name: &str) -> Result<(), StoreError> {
        if !self.path.is_file() {
            return Ok(());
        }
        let busy = self.with(|connection| {
            connection.execute("DELETE FROM key WHERE meeting = ?1 AND name = ?2", [meeting, name])?;
            connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, i64>(0))
        })?;
        if busy == 0 { Ok(()) } else { Err(StoreError::NotCleared) }
    }

    fn with<T>(&self, work: impl FnOnce(&Connection) -> Result<T, rusqlite::Error>) -> Result<T, StoreError> {
        let mut held = self.connection.lock().expect("nothing panics while the connection is locked");
        let connection = match held.take() {
            Some(connection) => connection,
            None => self.open().map_err(|e| super::writer::classify(&e))?,
        };
        work(held.insert(connection)).map_err(|e| super::writer::classify(&e))
    }

    fn open(&self) -> Result<Connection, rusqlite::Error> {
        let connection = Connection::open(&self.path)?;
        for_the_owner_only(&self.path);
        connection.busy_timeout(Duration::from_secs(5))?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "secure_delete", true)?;
        // Nothing of a key goes into a temporary file.
        connection.pragma_update(None, "temp_store", "MEMORY")?;
        connection.execute_batch(SCHEMA)?;
        // A process that died between a deletion and the emptying of the log left older copies in it.
        connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        if let Some(directory) = self.path.parent() {
            // The new file is still in its directory after a loss of power.
            let synced = fs::File::open(directory).and_then(|directory| directory.sync_all());
            synced.map_err(|_| {
                rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_IOERR), None)
            })?;
        }
        Ok(connection)
    }
}

/// Nobody else on the machine reads the keys. Where the file system knows no owners, the directory has to be protected.
fn for_the_owner_only(path: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        if let Err(error) = fs::set_permissions(path, fs::Permissions::from_mode(0o600)) {
            tracing::warn!(%error, "the file of the keys could not be closed to other users");
        }
    }
    #[cfg(not(unix))]
    let _ = path;
}
