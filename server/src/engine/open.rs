//! Opening a meeting: its log is read, verified and replayed.

use meeting::{Event, Meeting, event::Opening, event::Private, evolve};
use protocol::{CommandId, Refusal, RefusalCode};

use super::keys;
use super::made::made;
use super::settled::{Settled, SettledCommands};
use crate::store::{Hash, SharedStore, StoreError, chain};

/// Records that are read at a time.
const PAGE: usize = 4096;

/// A meeting as its log says.
pub struct Opened {
    /// The state.
    pub meeting: Meeting,
    /// The commands that it has settled.
    pub settled: SettledCommands,
    /// The hash of its last entry.
    pub head: Hash,
    /// The epoch of its positions.
    pub epoch: u64,
}

/// Reads and replays a log. A log without records is a meeting that was never quite created: there is none.
///
/// # Errors
/// What to answer to those who ask for this meeting. Others are not concerned.
pub async fn open(store: &SharedStore, name: &str) -> Result<Opened, Refusal> {
    let opened = replay(store, name).await.map_err(|error| match error {
        Failure::Store(StoreError::UnknownMeeting { .. }) | Failure::Empty => no_such_meeting(),
        Failure::Store(error) => {
            tracing::error!(meeting = name, %error, "the meeting cannot be opened");
            internal("this meeting cannot be opened: its log has to be put back from a backup")
        }
        Failure::Event { seq, what } => {
            tracing::error!(meeting = name, seq, what, "the meeting cannot be opened: an entry is unknown");
            internal("this meeting cannot be opened: it was written by a newer version of this server")
        }
    })?;
    tracing::info!(meeting = name, version = opened.meeting.version, "meeting opened");
    Ok(opened)
}

/// The answer for a name that no meeting has.
pub fn no_such_meeting() -> Refusal {
    Refusal::new(RefusalCode::NoSuchMeeting, "there is no meeting of this name: check the link")
}

fn internal(text: &str) -> Refusal {
    Refusal::new(RefusalCode::Internal, text)
}

enum Failure {
    Store(StoreError),
    Event { seq: u64, what: String },
    Empty,
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Failure::Store(error)
    }
}

async fn replay(store: &SharedStore, name: &str) -> Result<Opened, Failure> {
    let epoch = store.epoch(name).await?.into();
    let mut meeting = Meeting::default();
    let mut settled = SettledCommands::default();
    // The values go in before the first event, because any event may need a name.
    for value in store.personal(name).await? {
        let commitment = Private(value.commitment);
        meeting.vault.keep(&Opening { commitment, salt: value.salt, text: value.text });
    }
    let mut seq = 0;
    let mut head = chain::ORIGIN;
    loop {
        let records = store.read(name, seq + 1, PAGE).await?;
        let last_page = records.len() < PAGE;
        for record in records {
            seq = record.seq;
            head = record.hash;
            let event = Event::read(&record.bytes).map_err(|what| Failure::Event { seq, what })?;
            evolve(&mut meeting, &event);
            remember(&mut settled, &event, seq);
        }
        if last_page {
            break;
        }
        // Long logs are read beside other work, not instead of it.
        tokio::task::yield_now().await;
    }
    if seq == 0 {
        return Err(Failure::Empty);
    }
    keys::find(store, name, &mut meeting).await?;
    Ok(Opened { meeting, settled, head, epoch })
}

/// Keeps in mind which command an event settles; `seq` is its place in the log.
pub fn remember(settled: &mut SettledCommands, event: &Event, seq: u64) {
    let Some(cause) = &event.cmd else { return };
    let done = Settled { hash: cause.h.clone(), done: seq, made: made(event).into_iter().collect() };
    settled.accept(&scoped(event.by.link.map_or(0, |link| link.0), &cause.id), done);
}

/// Senders count within their link: whoever reads another's sender in a record cannot use it up.
pub fn scoped(link: u32, id: &CommandId) -> CommandId {
    CommandId { sender: format!("{link}/{}", id.sender), n: id.n }
}
