//! The key of a secret question, and what it seals.
//!
//! A ballot is sealed with AES-256-GCM under a nonce of its own. What is sealed has the same length whatever was chosen, and
//! says nothing but the choice: who, where and of which group stands beside it, as with every ballot. The question and the
//! seat are bound to it, so that a sealed ballot cannot be moved to another seat.

use std::collections::BTreeMap;
use std::fmt;

use aes_gcm::{
    Aes256Gcm, KeyInit, Nonce,
    aead::{Aead, Payload},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use protocol::{PersonId, Place, PollId};
use serde::Serialize;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// The key of one question. It is kept apart from the record, never shown, and overwritten when it is let go.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct PollKey([u8; 32]);

/// Only that there is one: a key never gets into a log by way of its debugging text.
impl fmt::Debug for PollKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PollKey(..)")
    }
}

/// A key that a decision has made: to be kept, under this name, before the events of the decision are stored.
#[derive(Clone, Debug)]
pub struct NewKey {
    /// The question.
    pub poll: PollId,
    /// Its name where keys are kept.
    pub name: String,
    /// The key.
    pub key: PollKey,
}

/// Two events are equal whatever keys came with them: keys are not part of what a record says.
impl PartialEq for NewKey {
    fn eq(&self, other: &Self) -> bool {
        self.poll == other.poll && self.name == other.name
    }
}

/// The keys of the questions that are open. Not part of the state that a log determines.
#[derive(Clone, Debug, Default)]
pub struct Keys(BTreeMap<PollId, PollKey>);

/// Two states are equal whatever keys have been destroyed.
impl PartialEq for Keys {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Keys {
    /// Keeps the key of a question.
    pub fn keep(&mut self, poll: PollId, key: PollKey) {
        self.0.insert(poll, key);
    }

    /// The key of a question, unless it is destroyed or lost.
    pub fn of(&self, poll: PollId) -> Option<&PollKey> {
        self.0.get(&poll)
    }

    /// Lets go of a key for good.
    pub fn destroy(&mut self, poll: PollId) {
        self.0.remove(&poll);
    }
}

/// Where a sealed ballot lies in the ballot box.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(untagged)]
pub enum Slot {
    /// Of a seat.
    Seat(PersonId),
    /// The n-th that was made on a device that is passed round, from 1.
    Passed(Place, u32),
}

/// What is sealed: the points that were chosen, counted from the lowest; none: no opinion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chosen(u16);

impl Chosen {
    /// These points, from 0.
    pub fn points(points: impl IntoIterator<Item = u32>) -> Self {
        Chosen(points.into_iter().fold(0, |all, point| all | 1u16.checked_shl(point).unwrap_or(0)))
    }

    /// Whether this point is chosen, from 0.
    pub fn has(self, point: usize) -> bool {
        self.0 & u32::try_from(point).ok().and_then(|point| 1u16.checked_shl(point)).unwrap_or(0) != 0
    }

    /// Whether nothing is chosen.
    pub fn is_none(self) -> bool {
        self.0 == 0
    }
}

impl PollKey {
    /// A key of these bits.
    pub fn new(bits: [u8; 32]) -> Self {
        PollKey(bits)
    }

    /// A key as it was kept; none if it has another length.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        Some(PollKey(bytes.try_into().ok()?))
    }

    /// The bytes to be kept.
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Seals a choice: nonce, sealed choice and tag in base64.
    pub fn seal(&self, nonce: [u8; 12], poll: PollId, slot: Slot, chosen: Chosen) -> String {
        let payload = Payload { msg: &chosen.0.to_be_bytes(), aad: &about(poll, slot) };
        let sealed = self.cipher().encrypt(Nonce::from_slice(&nonce), payload);
        let sealed = sealed.expect("two bytes are not too many to seal");
        STANDARD.encode([&nonce[..], &sealed].concat())
    }

    /// Opens what was sealed for this slot; none if it was not sealed so.
    pub fn open(&self, poll: PollId, slot: Slot, sealed: &str) -> Option<Chosen> {
        let bytes = STANDARD.decode(sealed).ok()?;
        let (nonce, sealed) = bytes.split_at_checked(12)?;
        let payload = Payload { msg: sealed, aad: &about(poll, slot) };
        let opened = self.cipher().decrypt(Nonce::from_slice(nonce), payload).ok()?;
        Some(Chosen(u16::from_be_bytes(opened.try_into().ok()?)))
    }

    fn cipher(&self) -> Aes256Gcm {
        Aes256Gcm::new((&self.0).into())
    }
}

/// What is bound to a sealed ballot without being sealed.
fn about(poll: PollId, slot: Slot) -> Vec<u8> {
    let slot = match slot {
        Slot::Seat(seat) => format!("seat {seat}"),
        Slot::Passed(place, n) => format!("passed {place} {n}"),
    };
    format!("evenfloor ballot\0{poll}\0{slot}").into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    const POLL: PollId = PollId(3);
    const SEAT: Slot = Slot::Seat(PersonId(7));

    #[test]
    fn opens_what_it_sealed_and_nothing_else() {
        let key = PollKey::new([7; 32]);
        let chosen = Chosen::points([0, 10]);
        let sealed = key.seal([1; 12], POLL, SEAT, chosen);
        assert_eq!(key.open(POLL, SEAT, &sealed), Some(chosen));
        assert_eq!(key.open(PollId(4), SEAT, &sealed), None, "another question");
        assert_eq!(key.open(POLL, Slot::Seat(PersonId(8)), &sealed), None, "another seat");
        assert_eq!(PollKey::new([8; 32]).open(POLL, SEAT, &sealed), None, "another key");
        assert_eq!(key.open(POLL, SEAT, "no base64"), None);
        assert_eq!(key.open(POLL, SEAT, "AAAA"), None);
    }

    #[test]
    fn every_choice_has_the_same_length() {
        let key = PollKey::new([7; 32]);
        let lengths = [vec![], vec![0], vec![10], (0..11).collect()]
            .map(|points| key.seal([1; 12], POLL, SEAT, Chosen::points(points)).len());
        assert_eq!(lengths, [lengths[0]; 4]);
    }

    #[test]
    fn a_key_is_never_told() {
        let key = NewKey { poll: POLL, name: "3".to_owned(), key: PollKey::new([0xab; 32]) };
        let told = format!("{key:?}");
        assert!(!told.contains("171") && !told.contains("ab"), "{told}");
        assert!((0..16).all(|n| Chosen::points([n]).has(n as usize)));
    }
}
