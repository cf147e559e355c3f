//! Reading a meeting's log and the values that its commitments stand for.

use std::collections::BTreeMap;

use meeting::event::{Opening, Private};
use meeting::{Event, Meeting, evolve};

use crate::store::{Hash, Head, Store, StoreError};

/// Records read in one go.
const AT_ONCE: usize = 1_024;

/// Why a record could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The store says no: unknown meeting, broken chain.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// An entry is not an event that this build knows.
    #[error("entry {seq}: {what}")]
    Event {
        /// Its position.
        seq: u64,
        /// What is wrong.
        what: String,
    },
}

/// A meeting as its log has it.
#[derive(Debug)]
pub struct Source {
    /// What happened, in order; the first entry has position 1.
    pub events: Vec<Event>,
    /// The hash of each entry.
    pub hashes: Vec<Hash>,
    /// The state that it led to.
    pub meeting: Meeting,
    /// What each commitment stands for, unless it was forgotten.
    pub opened: BTreeMap<String, String>,
    /// The end of the chain.
    pub head: Head,
}

impl Source {
    /// Reads a meeting; the store verifies the chain while it is read.
    ///
    /// # Errors
    /// When there is no such meeting, the chain is broken, or an event is of an unknown kind or version.
    pub async fn read(store: &dyn Store, name: &str) -> Result<Source, ReadError> {
        let head = store.head(name).await?;
        let mut meeting = Meeting::default();
        let mut opened = BTreeMap::new();
        for value in store.personal(name).await? {
            let commitment = Private(value.commitment.clone());
            meeting.vault.keep(&Opening { commitment, salt: value.salt, text: value.text.clone() });
            opened.insert(value.commitment, value.text);
        }
        let (mut events, mut hashes) = (Vec::new(), Vec::new());
        let mut from = 1;
        while from <= head.seq {
            let records = store.read(name, from, AT_ONCE).await?;
            if records.is_empty() {
                break;
            }
            // A running server may have added to the log since; the record is the one up to the head read above.
            for record in records.iter().take_while(|record| record.seq <= head.seq) {
                let event = Event::read(&record.bytes).map_err(|what| ReadError::Event { seq: record.seq, what })?;
                evolve(&mut meeting, &event);
                events.push(event);
                hashes.push(record.hash);
            }
            from += records.len() as u64;
        }
        Ok(Source { events, hashes, meeting, opened, head })
    }
}
