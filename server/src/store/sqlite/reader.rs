//! Reads: a few connections beside the writer, every record checked against the chain.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::directory;
use crate::store::{Hash, Head, PersonalValue, Record, StoreError, chain};

/// Idle connections that are kept; more are opened when more reads run at once, and closed after.
const IDLE_MAX: usize = 4;

/// The connections that read. All of it blocks: call it where blocking is allowed.
pub struct Readers {
    directory: PathBuf,
    idle: Mutex<Vec<Connection>>,
}

impl Readers {
    /// No connection is opened before the first read.
    pub fn new(directory: &Path) -> Arc<Self> {
        Arc::new(Self { directory: directory.to_owned(), idle: Mutex::default() })
    }

    /// See [`crate::store::Store::meetings`].
    pub fn meetings(&self) -> Result<Vec<String>, StoreError> {
        self.with("", |tx| {
            let mut statement = tx.prepare_cached("SELECT name FROM meeting ORDER BY name")?;
            let names = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
            Ok(Ok(names))
        })
    }

    /// See [`crate::store::Store::read`].
    pub fn read(&self, meeting: &str, from: u64, limit: usize) -> Result<Vec<Record>, StoreError> {
        self.with(meeting, |tx| {
            let Some(row) = find(tx, meeting)? else {
                return Ok(Err(unknown(meeting)));
            };
            read_records(tx, meeting, &row, from.max(1), limit)
        })
    }

    /// See [`crate::store::Store::head`].
    pub fn head(&self, meeting: &str) -> Result<Head, StoreError> {
        self.with(meeting, |tx| Ok(find(tx, meeting)?.map(|row| row.head).ok_or_else(|| unknown(meeting))))
    }

    /// See [`crate::store::Store::epoch`].
    pub fn epoch(&self, meeting: &str) -> Result<u32, StoreError> {
        self.with(meeting, |tx| Ok(find(tx, meeting)?.map(|row| row.epoch).ok_or_else(|| unknown(meeting))))
    }

    /// See [`crate::store::Store::personal`].
    pub fn personal(&self, meeting: &str) -> Result<Vec<PersonalValue>, StoreError> {
        self.with(meeting, |tx| {
            let Some(row) = find(tx, meeting)? else { return Ok(Err(unknown(meeting))) };
            let mut statement = tx.prepare_cached(
                "SELECT commitment, salt, value FROM personal WHERE meeting = ?1 ORDER BY commitment",
            )?;
            let values = statement.query_map([row.id], |r| {
                Ok(PersonalValue { commitment: r.get(0)?, salt: r.get(1)?, text: r.get(2)? })
            })?;
            Ok(Ok(values.collect::<Result<_, _>>()?))
        })
    }

    /// Runs `work` on one consistent view of the database.
    fn with<T>(
        &self,
        meeting: &str,
        work: impl FnOnce(&Transaction<'_>) -> Result<Result<T, StoreError>, rusqlite::Error>,
    ) -> Result<T, StoreError> {
        let unreadable = |e: rusqlite::Error| StoreError::Broken {
            meeting: meeting.to_owned(),
            seq: 0,
            what: format!("the database cannot be read: {e}"),
        };
        let idle = self.idle.lock().expect("nothing panics while the list is locked").pop();
        let mut connection = match idle {
            Some(connection) => connection,
            None => directory::open_reader(&self.directory).map_err(unreadable)?,
        };
        let answer = {
            let tx = connection.transaction().map_err(unreadable)?;
            work(&tx).map_err(unreadable)?
        };
        let mut idle = self.idle.lock().expect("nothing panics while the list is locked");
        if idle.len() < IDLE_MAX {
            idle.push(connection);
        }
        answer
    }
}

/// A row of the table of meetings.
pub struct MeetingRow {
    pub id: i64,
    pub epoch: u32,
    pub head: Head,
}

/// Looks a meeting up by its name.
pub fn find(connection: &Connection, meeting: &str) -> Result<Option<MeetingRow>, rusqlite::Error> {
    let mut statement =
        connection.prepare_cached("SELECT id, epoch, head_seq, head_hash FROM meeting WHERE name = ?1")?;
    let row = |r: &rusqlite::Row<'_>| {
        let head = Head { seq: r.get(2)?, hash: r.get(3)? };
        Ok(MeetingRow { id: r.get(0)?, epoch: r.get(1)?, head })
    };
    statement.query_row([meeting], row).optional()
}

/// What is answered for a name that no meeting has.
pub fn unknown(meeting: &str) -> StoreError {
    StoreError::UnknownMeeting { meeting: meeting.to_owned() }
}

fn read_records(
    tx: &Transaction<'_>,
    meeting: &str,
    row: &MeetingRow,
    from: u64,
    limit: usize,
) -> Result<Result<Vec<Record>, StoreError>, rusqlite::Error> {
    let broken =
        |seq: u64, what: &str| Ok(Err(StoreError::Broken { meeting: meeting.to_owned(), seq, what: what.to_owned() }));
    // One record more at the front, for the hash that the first one is chained to.
    let mut statement = tx
        .prepare_cached("SELECT seq, hash, bytes FROM record WHERE meeting = ?1 AND seq >= ?2 ORDER BY seq LIMIT ?3")?;
    let sql_limit = i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1);
    let mut rows = statement.query(params![row.id, i64::try_from(from - 1).unwrap_or(i64::MAX), sql_limit])?;
    let mut expected = if from == 1 { 1 } else { from - 1 };
    let mut previous: Option<Hash> = (from == 1).then_some(chain::ORIGIN);
    let mut records = Vec::new();
    while let Some(r) = rows.next()? {
        let record = Record { seq: r.get(0)?, hash: r.get(1)?, bytes: r.get(2)? };
        if record.seq != expected {
            return broken(expected, "the record is missing");
        }
        if record.seq > row.head.seq {
            return broken(record.seq, "there is a record after the end of the log");
        }
        if previous.is_some_and(|previous| chain::next(&previous, &record.bytes) != record.hash) {
            return broken(record.seq, "the record does not match its hash");
        }
        if record.seq == row.head.seq && record.hash != row.head.hash {
            return broken(record.seq, "the last record is not the one that was written");
        }
        previous = Some(record.hash);
        expected = record.seq + 1;
        if record.seq >= from && records.len() < limit {
            records.push(record);
        }
    }
    if records.len() < limit && expected <= row.head.seq {
        return broken(expected, "the log ends before its last record");
    }
    Ok(Ok(records))
}
