//! A store that forgets everything when the process ends: for tests, and for trying things out.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard};

use futures::FutureExt;
use futures::future::BoxFuture;

use super::{
    Append, Head, KeptKey, PersonalValue, Record, Store, StoreError, chain, check_append, check_name, draw_epoch,
};

/// Keeps all logs in memory.
#[derive(Clone, Default)]
pub struct MemoryStore {
    // A std Mutex, because nothing is awaited while it is held.
    logs: Arc<Mutex<BTreeMap<String, Log>>>,
}

#[derive(Default)]
struct Log {
    epoch: u32,
    records: Vec<Record>,
    personal: BTreeMap<String, PersonalValue>,
    keys: BTreeMap<String, KeptKey>,
}

impl Log {
    fn head(&self) -> Head {
        self.records.last().map_or(Head { seq: 0, hash: chain::ORIGIN }, |r| Head { seq: r.seq, hash: r.hash })
    }

    fn append(&mut self, meeting: &str, append: Append) -> Result<u64, StoreError> {
        let mut head = self.head();
        if head.seq != append.expected {
            return Err(StoreError::Conflict {
                meeting: meeting.to_owned(),
                expected: append.expected,
                actual: head.seq,
            });
        }
        for bytes in append.records {
            head = Head { seq: head.seq + 1, hash: chain::next(&head.hash, &bytes) };
            self.records.push(Record { seq: head.seq, bytes, hash: head.hash });
        }
        for value in append.personal {
            self.personal.entry(value.commitment.clone()).or_insert(value);
        }
        Ok(head.seq)
    }
}

impl MemoryStore {
    /// An empty store.
    pub fn new() -> Self {
        Self::default()
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, Log>> {
        self.logs.lock().expect("nothing panics while the logs are locked")
    }

    fn with<T>(&self, meeting: &str, work: impl FnOnce(&mut Log) -> Result<T, StoreError>) -> Result<T, StoreError> {
        match self.lock().get_mut(meeting) {
            Some(log) => work(log),
            None => Err(StoreError::UnknownMeeting { meeting: meeting.to_owned() }),
        }
    }

    fn create_now(&self, meeting: &str) -> Result<(), StoreError> {
        check_name(meeting)?;
        let epoch = draw_epoch(None)?;
        let mut logs = self.lock();
        if logs.contains_key(meeting) {
            return Err(StoreError::Exists { meeting: meeting.to_owned() });
        }
        logs.insert(meeting.to_owned(), Log { epoch, ..Log::default() });
        Ok(())
    }
}

fn ready<T: Send + 'static>(value: T) -> BoxFuture<'static, T> {
    futures::future::ready(value).boxed()
}

impl Store for MemoryStore {
    fn create(&self, meeting: &str) -> BoxFuture<'_, Result<(), StoreError>> {
        ready(self.create_now(meeting))
    }

    fn meetings(&self) -> BoxFuture<'_, Result<Vec<String>, StoreError>> {
        ready(Ok(self.lock().keys().cloned().collect()))
    }

    fn append(&self, meeting: &str, append: Append) -> BoxFuture<'_, Result<u64, StoreError>> {
        ready(check_append(&append).and_then(|()| self.with(meeting, |log| log.append(meeting, append))))
    }

    fn read(&self, meeting: &str, from: u64, limit: usize) -> BoxFuture<'_, Result<Vec<Record>, StoreError>> {
        let skip = usize::try_from(from.saturating_sub(1)).unwrap_or(usize::MAX);
        ready(self.with(meeting, |log| Ok(log.records.iter().skip(skip).take(limit).cloned().collect())))
    }

    fn head(&self, meeting: &str) -> BoxFuture<'_, Result<Head, StoreError>> {
        ready(self.with(meeting, |log| Ok(log.head())))
    }

    fn personal(&self, meeting: &str) -> BoxFuture<'_, Result<Vec<PersonalValue>, StoreError>> {
        ready(self.with(meeting, |log| Ok(log.personal.values().cloned().collect())))
    }

    fn forget(&self, meeting: &str, commitments: Vec<String>) -> BoxFuture<'_, Result<u64, StoreError>> {
        ready(self.with(meeting, |log| {
            Ok(commitments.iter().filter(|c| log.personal.remove(c.as_str()).is_some()).count() as u64)
        }))
    }

    fn epoch(&self, meeting: &str) -> BoxFuture<'_, Result<u32, StoreError>> {
        ready(self.with(meeting, |log| Ok(log.epoch)))
    }

    fn new_epoch(&self, meeting: &str) -> BoxFuture<'_, Result<u32, StoreError>> {
        ready(self.with(meeting, |log| {
            log.epoch = draw_epoch(Some(log.epoch))?;
            Ok(log.epoch)
        }))
    }

    fn keep_key(&self, meeting: &str, key: KeptKey) -> BoxFuture<'_, Result<(), StoreError>> {
        ready(self.with(meeting, |log| {
            log.keys.insert(key.name.clone(), key);
            Ok(())
        }))
    }

    fn keys(&self, meeting: &str) -> BoxFuture<'_, Result<Vec<KeptKey>, StoreError>> {
        ready(self.with(meeting, |log| Ok(log.keys.values().cloned().collect())))
    }

    fn destroy_key(&self, meeting: &str, name: &str) -> BoxFuture<'_, Result<(), StoreError>> {
        ready(self.with(meeting, |log| {
            log.keys.remove(name);
            Ok(())
        }))
    }

    fn probe(&self) -> BoxFuture<'_, Result<(), StoreError>> {
        ready(Ok(()))
    }
}
