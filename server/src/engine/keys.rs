//! The keys of secret questions: kept before their questions are stored as open, destroyed once these are stored as counted.
//!
//! A crash in between leaves a key too many, never one too few: opening a meeting destroys the keys that no open question
//! has. No key and no choice gets into a log, an error or a metric.

use meeting::event::{Event, Fact};
use meeting::poll::secret::PollKey;
use meeting::{Meeting, poll::NewKey};

use crate::store::{KeptKey, SharedStore, StoreError};

/// Keeps the keys that these events begin.
pub async fn keep(store: &SharedStore, name: &str, events: &[Event]) -> Result<(), StoreError> {
    for NewKey { name: key, key: bits, .. } in events.iter().flat_map(|event| &event.keys) {
        store.keep_key(name, KeptKey { name: key.clone(), bytes: bits.bytes().to_vec() }).await?;
    }
    Ok(())
}

/// The names of the keys that are not needed any more after these events.
pub fn done_with(m: &Meeting, events: &[Event]) -> Vec<String> {
    let counted = events.iter().filter_map(|event| match &event.fact {
        Fact::SecretCounted(counted) => m.polls.get(&counted.poll),
        _ => None,
    });
    counted.filter_map(|poll| Some(poll.secret.as_ref()?.key.clone())).collect()
}

/// Destroys keys; answers with those that are to be tried again.
pub async fn destroy(store: &SharedStore, meeting: &str, names: Vec<String>) -> Vec<String> {
    let mut left = Vec::new();
    for name in names {
        if let Err(error) = store.destroy_key(meeting, &name).await {
            tracing::error!(meeting, %error, "the key of a secret question could not be destroyed yet: trying again");
            left.push(name);
        }
    }
    left
}

/// Gives a meeting that was just opened the keys of its open questions, and destroys all others.
///
/// # Errors
/// When the keys cannot be read: better no meeting than one that loses ballots.
pub async fn find(store: &SharedStore, name: &str, m: &mut Meeting) -> Result<(), StoreError> {
    let mut others = Vec::new();
    for kept in store.keys(name).await? {
        let poll = m.polls.iter().find_map(|(id, poll)| {
            poll.secret.as_ref().filter(|kept_in| kept_in.key == kept.name && kept_in.counted.is_none()).map(|_| *id)
        });
        match poll.zip(PollKey::read(&kept.bytes)) {
            Some((poll, key)) => m.keys.keep(poll, key),
            None => others.push(kept.name.clone()),
        }
    }
    destroy(store, name, others).await;
    Ok(())
}
