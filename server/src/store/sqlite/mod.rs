//! The default store: one SQLite file in a data directory, no server to install.
//!
//! One thread writes. It takes everything that waits, from all meetings, into one transaction and syncs once
//! (group commit); answers go out only after that. Reads run beside it on connections of their own.

mod directory;
mod keys;
mod reader;
mod writer;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use futures::FutureExt;
use futures::future::BoxFuture;

use self::directory::Claim;
use self::keys::KeyFile;
use self::reader::Readers;
use self::writer::{Op, Writer};
use super::{
    Append, Head, KeptKey, OpenError, PersonalValue, Record, Store, StoreError, check_append, check_name, draw_epoch,
};

pub use directory::{DATABASE_FILE, FORMAT_VERSION};
pub use keys::KEYS_FILE;

/// All meetings of one data directory.
pub struct SqliteStore {
    directory: PathBuf,
    readers: Arc<Readers>,
    keys: Arc<KeyFile>,
    // Before the claim, so that the writer has ended when another process may come in.
    writer: Option<Writer>,
    _claim: Option<Claim>,
}

impl SqliteStore {
    /// Opens a data directory for reading and writing, and makes it where there is none.
    ///
    /// Errors: see [`OpenError`]; each says what to do.
    pub fn open(directory: &Path) -> Result<Self, OpenError> {
        let claim = directory::claim(directory)?;
        let connection = directory::open_to_write(directory)?;
        Ok(Self {
            directory: directory.to_owned(),
            readers: Readers::new(directory),
            keys: Arc::new(KeyFile::new(directory)),
            writer: Some(Writer::start(connection, directory)?),
            _claim: Some(claim),
        })
    }

    /// Opens a data directory for reading, also while another process writes to it: for exports.
    /// Every writing call is refused.
    pub fn open_to_read(directory: &Path) -> Result<Self, OpenError> {
        let readers = Readers::new(directory);
        directory::check_to_read(directory)?;
        let keys = Arc::new(KeyFile::new(directory));
        Ok(Self { directory: directory.to_owned(), readers, keys, writer: None, _claim: None })
    }

    /// The data directory.
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    /// Lets the database grow to at most `pages` pages of 4096 bytes; writing is read-only beyond it, as on a full
    /// disk, and goes on once the limit is raised. Answers with the limit now in force, which is never below the
    /// present size.
    pub fn limit_pages(&self, pages: u32) -> BoxFuture<'_, Result<u64, StoreError>> {
        self.write(Op::LimitPages { pages })
    }

    fn write(&self, op: Op) -> BoxFuture<'_, Result<u64, StoreError>> {
        match &self.writer {
            Some(writer) => writer.ask(op).boxed(),
            None => refuse(reading_only()),
        }
    }

    /// Works with the keys of secret questions: only where the directory was opened for writing, so that an export never
    /// comes near them, and only for a meeting that there is.
    fn with_keys<T: Send + 'static>(
        &self,
        meeting: &str,
        work: impl FnOnce(&KeyFile, &str) -> Result<T, StoreError> + Send + 'static,
    ) -> BoxFuture<'_, Result<T, StoreError>> {
        if self.writer.is_none() {
            return refuse(reading_only());
        }
        let (meeting, keys) = (meeting.to_owned(), Arc::clone(&self.keys));
        self.read_with(move |readers| {
            readers.head(&meeting)?;
            work(&keys, &meeting)
        })
    }

    fn read_with<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Readers) -> Result<T, StoreError> + Send + 'static,
    ) -> BoxFuture<'_, Result<T, StoreError>> {
        let readers = Arc::clone(&self.readers);
        async move {
            tokio::task::spawn_blocking(move || work(&readers))
                .await
                .unwrap_or_else(|e| Err(StoreError::Fatal { reason: format!("a read did not end: {e}") }))
        }
        .boxed()
    }
}

fn reading_only() -> StoreError {
    StoreError::BadInput { what: "this data directory was opened for reading only".to_owned() }
}

fn refuse<T: Send + 'static>(error: StoreError) -> BoxFuture<'static, Result<T, StoreError>> {
    futures::future::ready(Err(error)).boxed()
}

impl Store for SqliteStore {
    fn create(&self, meeting: &str) -> BoxFuture<'_, Result<(), StoreError>> {
        let drawn = check_name(meeting).and_then(|()| draw_epoch(None));
        match drawn {
            Ok(epoch) => self.write(Op::Create { meeting: meeting.to_owned(), epoch }).map(|r| r.map(drop)).boxed(),
            Err(error) => refuse(error),
        }
    }

    fn meetings(&self) -> BoxFuture<'_, Result<Vec<String>, StoreError>> {
        self.read_with(Readers::meetings)
    }

    fn append(&self, meeting: &str, append: Append) -> BoxFuture<'_, Result<u64, StoreError>> {
        match check_append(&append) {
            Ok(()) => self.write(Op::Append { meeting: meeting.to_owned(), append }),
            Err(error) => refuse(error),
        }
    }

    fn read(&self, meeting: &str, from: u64, limit: usize) -> BoxFuture<'_, Result<Vec<Record>, StoreError>> {
        let meeting = meeting.to_owned();
        self.read_with(move |readers| readers.read(&meeting, from, limit))
    }

    fn head(&self, meeting: &str) -> BoxFuture<'_, Result<Head, StoreError>> {
        let meeting = meeting.to_owned();
        self.read_with(move |readers| readers.head(&meeting))
    }

    fn personal(&self, meeting: &str) -> BoxFuture<'_, Result<Vec<PersonalValue>, StoreError>> {
        let meeting = meeting.to_owned();
        self.read_with(move |readers| readers.personal(&meeting))
    }

    fn forget(&self, meeting: &str, commitments: Vec<String>) -> BoxFuture<'_, Result<u64, StoreError>> {
        self.write(Op::Forget { meeting: meeting.to_owned(), commitments })
    }

    fn epoch(&self, meeting: &str) -> BoxFuture<'_, Result<u32, StoreError>> {
        let meeting = meeting.to_owned();
        self.read_with(move |readers| readers.epoch(&meeting))
    }

    fn new_epoch(&self, meeting: &str) -> BoxFuture<'_, Result<u32, StoreError>> {
        let meeting = meeting.to_owned();
        async move {
            let old = self.epoch(&meeting).await?;
            let epoch = draw_epoch(Some(old))?;
            self.write(Op::SetEpoch { meeting, epoch }).await?;
            Ok(epoch)
        }
        .boxed()
    }

    fn keep_key(&self, meeting: &str, key: KeptKey) -> BoxFuture<'_, Result<(), StoreError>> {
        self.with_keys(meeting, move |keys, meeting| keys.keep(meeting, &key))
    }

    fn keys(&self, meeting: &str) -> BoxFuture<'_, Result<Vec<KeptKey>, StoreError>> {
        self.with_keys(meeting, |keys, meeting| keys.all(meeting))
    }

    fn destroy_key(&self, meeting: &str, name: &str) -> BoxFuture<'_, Result<(), StoreError>> {
        let name = name.to_owned();
        self.with_keys(meeting, move |keys, meeting| keys.destroy(meeting, &name))
    }

    fn probe(&self) -> BoxFuture<'_, Result<(), StoreError>> {
        self.write(Op::Probe).map(|r| r.map(drop)).boxed()
    }
}
