//! Deliberate faults, which the load test switches on in a server process of its own and then has to find. Compiled only with
//! the feature `faults`, which the server does not use; no message and no setting reaches them.

use std::sync::atomic::{AtomicBool, Ordering};

use protocol::PersonId;

use crate::meeting::Poll;

static SEATS_UNCHECKED: AtomicBool = AtomicBool::new(false);

/// From now on, in this process, another ballot of a person who has one is added to it and does not replace it.
pub fn do_not_check_seats() {
    SEATS_UNCHECKED.store(true, Ordering::Relaxed);
}

/// The seat that another ballot takes, for whom this one is the right one.
pub(crate) fn seat_of(poll: &Poll, right: PersonId) -> PersonId {
    if !SEATS_UNCHECKED.load(Ordering::Relaxed) || !poll.ballots.contains_key(&right) {
        return right;
    }
    // Nobody of a roster has so high a number.
    PersonId(u32::MAX - u32::try_from(poll.ballots.len()).unwrap_or(0))
}
