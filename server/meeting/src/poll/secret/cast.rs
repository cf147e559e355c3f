//! A seat answers a secret question.

use protocol::{PersonId, PollId, Refusal, RefusalCode};

use super::key::{Chosen, PollKey, Slot};
use crate::{Fact, Meeting, Moment, event::BallotSealed, meeting::Poll, poll::title};

/// The sealed ballot of a seat. The choice was checked before, as that of a ballot by name.
pub(in crate::poll) fn seal_ballot(
    m: &Meeting,
    id: PollId,
    poll: &Poll,
    seat: PersonId,
    chosen: Chosen,
    at: &mut Moment,
) -> Result<Vec<Fact>, Refusal> {
    let sealed = key(m, id, poll)?.seal(nonce(at), id, Slot::Seat(seat), chosen);
    Ok(vec![Fact::BallotSealed(BallotSealed { poll: id, seat, sealed, pressed_ms: at.pressed_ms() })])
}

/// The points of a choice, from 0; without any it is "no opinion".
pub(in crate::poll) fn chosen(poll: &Poll, choice: Option<u32>, choices: &[u32]) -> Chosen {
    Chosen::points(choice.iter().chain(choices).map(|value| value.saturating_sub(poll.scale.first)))
}

/// The key of an open question.
pub(super) fn key<'a>(m: &'a Meeting, id: PollId, poll: &Poll) -> Result<&'a PollKey, Refusal> {
    m.keys.of(id).ok_or_else(|| {
        let text = format!(
            "the key of {} is lost, its ballots cannot be counted: close it and ask it again as another round",
            title(poll)
        );
        Refusal::new(RefusalCode::PollNotOpen, text)
    })
}

/// A nonce that no other ballot has: it is drawn anew for each.
pub(super) fn nonce(at: &mut Moment) -> [u8; 12] {
    let mut nonce = [0; 12];
    nonce.copy_from_slice(&at.bits()[..12]);
    nonce
}
