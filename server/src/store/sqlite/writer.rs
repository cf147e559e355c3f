//! The one thread that writes: drains what waits, commits once for all of it, then answers.

use std::path::Path;
use std::sync::mpsc;
use std::thread::JoinHandle;

use rusqlite::{Connection, ErrorCode, ffi, params};
use tokio::sync::oneshot;

use super::reader::{find, unknown};
use crate::store::{Append, OpenError, StoreError, chain};

/// The most calls that one transaction serves; the rest waits for the next one.
const GROUP_MAX: usize = 1024;
/// The write-ahead log is brought into the database after about so many bytes of records.
const CHECKPOINT_BYTES: usize = 4 * 1024 * 1024;

/// A writing call.
pub enum Op {
    /// A new, empty log.
    Create { meeting: String, epoch: u32 },
    /// Records and personal values.
    Append { meeting: String, append: Append },
    /// Erases openings; answers how many.
    Forget { meeting: String, commitments: Vec<String> },
    /// Another epoch.
    SetEpoch { meeting: String, epoch: u32 },
    /// Writes something small.
    Probe,
    /// Limits the size of the database; answers with the limit in force.
    LimitPages { pages: u32 },
}

struct Job {
    op: Op,
    reply: oneshot::Sender<Result<u64, StoreError>>,
}

/// The handle of the writing thread. When it is dropped, everything that waits is still written.
pub struct Writer {
    jobs: Option<mpsc::Sender<Job>>,
    thread: Option<JoinHandle<()>>,
}

impl Writer {
    /// Starts the thread on a connection that is ready to write.
    pub fn start(connection: Connection, directory: &Path) -> Result<Self, OpenError> {
        let (jobs, waiting) = mpsc::channel();
        let thread = std::thread::Builder::new()
            .name("store-writer".to_owned())
            .spawn(move || Loop { connection, unchecked_bytes: 0, failed: None }.run(&waiting))
            .map_err(|e| OpenError::NotWritable { path: directory.to_owned(), reason: e.to_string() })?;
        Ok(Self { jobs: Some(jobs), thread: Some(thread) })
    }

    /// Hands a call to the thread at once; the answer comes when it is on disk.
    pub fn ask(&self, op: Op) -> impl Future<Output = Result<u64, StoreError>> + Send + use<> {
        let (reply, answer) = oneshot::channel();
        let gone = || StoreError::Fatal { reason: "the writing thread has ended".to_owned() };
        let sent = self.jobs.as_ref().is_some_and(|jobs| jobs.send(Job { op, reply }).is_ok());
        async move {
            if !sent {
                return Err(gone());
            }
            answer.await.unwrap_or_else(|_| Err(gone()))
        }
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.jobs = None;
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the writing thread of the store has panicked");
        }
    }
}

struct Loop {
    connection: Connection,
    unchecked_bytes: usize,
    /// Once the state of the disk is unknown, every later call gets the same answer.
    failed: Option<StoreError>,
}

/// What became of one call within a transaction that went well.
type Outcome = Result<u64, StoreError>;

impl Loop {
    fn run(mut self, waiting: &mpsc::Receiver<Job>) {
        while let Ok(first) = waiting.recv() {
            let mut group = vec![first];
            group.extend(waiting.try_iter().take(GROUP_MAX - 1));
            self.serve(group);
        }
    }

    fn serve(&mut self, group: Vec<Job>) {
        let (ops, replies): (Vec<Op>, Vec<_>) = group.into_iter().map(|job| (job.op, job.reply)).unzip();
        let erases = ops.iter().any(|op| matches!(op, Op::Forget { .. }));
        let outcomes = match &self.failed {
            Some(error) => Err(error.clone()),
            None => self.commit(ops).inspect_err(|error| tracing::error!(%error, "the store could not write")),
        };
        if let Err(error @ StoreError::Fatal { .. }) = &outcomes {
            self.failed = Some(error.clone());
        }
        let cleared = if erases && outcomes.is_ok() { self.clear_log() } else { Ok(()) };
        match outcomes {
            Ok(outcomes) => {
                for ((forgets, outcome), reply) in outcomes.into_iter().zip(replies) {
                    let outcome = if forgets { cleared.clone().and(outcome) } else { outcome };
                    // Whoever asked may have gone away; what was written stays written.
                    let _ = reply.send(outcome);
                }
            }
            Err(error) => replies.into_iter().for_each(|reply| drop(reply.send(Err(error.clone())))),
        }
        if self.unchecked_bytes >= CHECKPOINT_BYTES {
            self.checkpoint();
        }
    }

    /// One transaction for the whole group. A call that is refused by itself (conflict, unknown name) writes
    /// nothing and leaves the others alone; any failure of the database undoes all of them.
    fn commit(&mut self, ops: Vec<Op>) -> Result<Vec<(bool, Outcome)>, StoreError> {
        let done = self.transaction(ops);
        done.map_err(|error| {
            if !self.connection.is_autocommit()
                && let Err(e) = self.connection.execute_batch("ROLLBACK")
            {
                return StoreError::Fatal { reason: format!("could not roll back: {e}") };
            }
            classify(&error)
        })
    }

    fn transaction(&mut self, ops: Vec<Op>) -> Result<Vec<(bool, Outcome)>, rusqlite::Error> {
        self.connection.execute_batch("BEGIN IMMEDIATE")?;
        let mut outcomes = Vec::with_capacity(ops.len());
        for op in ops {
            let forgets = matches!(op, Op::Forget { .. });
            outcomes.push((forgets, self.apply(op)?));
        }
        self.connection.execute_batch("COMMIT")?;
        Ok(outcomes)
    }

    fn apply(&mut self, op: Op) -> Result<Outcome, rusqlite::Error> {
        match op {
            Op::Create { meeting, epoch } => self.create(meeting, epoch),
            Op::Append { meeting, append } => self.append(meeting, append),
            Op::Forget { meeting, commitments } => self.forget(&meeting, &commitments),
            Op::SetEpoch { meeting, epoch } => self.set_epoch(&meeting, epoch),
            Op::Probe => {
                self.connection.execute("UPDATE probe SET count = count + 1", [])?;
                Ok(Ok(0))
            }
            Op::LimitPages { pages } => {
                self.connection.pragma_update_and_check(None, "max_page_count", pages, |r| r.get(0)).map(Ok)
            }
        }
    }

    fn create(&self, meeting: String, epoch: u32) -> Result<Outcome, rusqlite::Error> {
        let inserted = self.connection.execute(
            "INSERT INTO meeting (name, epoch, head_seq, head_hash) VALUES (?1, ?2, 0, ?3) ON CONFLICT DO NOTHING",
            params![meeting, epoch, chain::ORIGIN],
        )?;
        Ok(if inserted == 1 { Ok(0) } else { Err(StoreError::Exists { meeting }) })
    }

    fn append(&mut self, meeting: String, append: Append) -> Result<Outcome, rusqlite::Error> {
        let Some(row) = find(&self.connection, &meeting)? else {
            return Ok(Err(unknown(&meeting)));
        };
        let Append { expected, records, personal } = append;
        let mut head = row.head;
        if head.seq != expected {
            return Ok(Err(StoreError::Conflict { meeting, expected, actual: head.seq }));
        }
        let mut insert =
            self.connection.prepare_cached("INSERT INTO record (meeting, seq, hash, bytes) VALUES (?1, ?2, ?3, ?4)")?;
        for bytes in &records {
            head.hash = chain::next(&head.hash, bytes);
            head.seq += 1;
            insert.execute(params![row.id, head.seq, head.hash, bytes])?;
            self.unchecked_bytes += bytes.len() + 64;
        }
        // A commitment fixes its salt and value, so a second opening of the same one can only be the same.
        let mut insert = self.connection.prepare_cached(
            "INSERT INTO personal (meeting, commitment, salt, value) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
        )?;
        for value in &personal {
            insert.execute(params![row.id, value.commitment, value.salt, value.text])?;
            self.unchecked_bytes += value.text.len() + 128;
        }
        self.connection
            .prepare_cached("UPDATE meeting SET head_seq = ?2, head_hash = ?3 WHERE id = ?1")?
            .execute(params![row.id, head.seq, head.hash])?;
        Ok(Ok(head.seq))
    }

    fn forget(&self, meeting: &str, commitments: &[String]) -> Result<Outcome, rusqlite::Error> {
        let Some(row) = find(&self.connection, meeting)? else {
            return Ok(Err(unknown(meeting)));
        };
        let mut erase =
            self.connection.prepare_cached("DELETE FROM personal WHERE meeting = ?1 AND commitment = ?2")?;
        let mut erased = 0;
        for commitment in commitments {
            erased += erase.execute(params![row.id, commitment])? as u64;
        }
        Ok(Ok(erased))
    }

    fn set_epoch(&self, meeting: &str, epoch: u32) -> Result<Outcome, rusqlite::Error> {
        let Some(row) = find(&self.connection, meeting)? else {
            return Ok(Err(unknown(meeting)));
        };
        self.connection.execute("UPDATE meeting SET epoch = ?2 WHERE id = ?1", params![row.id, epoch])?;
        Ok(Ok(epoch.into()))
    }

    /// Empties the write-ahead log, where old copies of what was erased would otherwise stay.
    fn clear_log(&mut self) -> Result<(), StoreError> {
        let busy = self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, i64>(0));
        match busy {
            Ok(0) => {
                self.unchecked_bytes = 0;
                Ok(())
            }
            Ok(_) => Err(StoreError::NotCleared),
            Err(e) => Err(self.checkpoint_failed(&e)),
        }
    }

    fn checkpoint(&mut self) {
        match self.connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(())) {
            Ok(()) => self.unchecked_bytes = 0,
            Err(e) => drop(self.checkpoint_failed(&e)),
        }
    }

    /// No room for a checkpoint is harmless: the write-ahead log keeps everything. Any other failure means that
    /// the disk may have lost pages that it said it had.
    fn checkpoint_failed(&mut self, error: &rusqlite::Error) -> StoreError {
        let error = classify(error);
        tracing::error!(%error, "the store could not checkpoint");
        if error.is_fatal() {
            self.failed = Some(error.clone());
        }
        error
    }
}

/// What an error of the database means to whoever called.
pub fn classify(error: &rusqlite::Error) -> StoreError {
    let reason = error.to_string();
    let no_room = match error {
        rusqlite::Error::SqliteFailure(e, _) => {
            // The index of the write-ahead log could not grow: the disk is full, and nothing was written yet.
            e.code == ErrorCode::DiskFull || e.extended_code == ffi::SQLITE_IOERR_SHMSIZE
        }
        _ => false,
    };
    if no_room { StoreError::ReadOnly { reason } } else { StoreError::Fatal { reason } }
}
