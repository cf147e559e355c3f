//! What events of secret questions do to the state.

use protocol::PollId;

use super::{
    kept::{SealedBallot, SecretBox},
    key::Slot,
};
use crate::{
    Event, Fact, Meeting,
    event::{BallotPassed, BallotSealed},
    poll::{evolve::quorum, heads::moved},
};

pub(crate) fn evolve(m: &mut Meeting, event: &Event) {
    for new in &event.keys {
        m.keys.keep(new.poll, new.key.clone());
    }
    match &event.fact {
        Fact::SecretOpened(f) => {
            if let Some(poll) = m.polls.get_mut(&f.poll) {
                poll.secret = Some(SecretBox::new(f.key.clone(), f.step));
            }
        }
        Fact::BallotSealed(f) => sealed(m, event, f),
        Fact::BallotPassed(f) => passed(m, event, f),
        Fact::SecretStepped(f) => with(m, f.poll, |kept| {
            kept.before = kept.all().map(|(slot, ballot)| (slot, ballot.sealed.clone())).collect();
            kept.changed.clear();
            if let Some(totals) = &f.totals {
                kept.shown = Some(totals.clone());
            }
        }),
        Fact::SecretCounted(f) => {
            with(m, f.poll, |kept| {
                kept.before.clear();
                kept.changed.clear();
                kept.counted = Some(f.clone());
            });
            m.keys.destroy(f.poll);
        }
        _ => {}
    }
}

fn with(m: &mut Meeting, id: PollId, change: impl FnOnce(&mut SecretBox)) {
    let Some(poll) = m.polls.get_mut(&id) else { return };
    if let Some(kept) = poll.secret.as_mut() {
        change(kept);
    }
    quorum(poll);
}

fn sealed(m: &mut Meeting, event: &Event, f: &BallotSealed) {
    let by = event.by.person.unwrap_or(f.seat);
    let person = m.people.get(&by);
    let place = person.and_then(|p| p.place);
    let region = person.and_then(|p| p.region.clone());
    let ballot = SealedBallot {
        sealed: f.sealed.clone(),
        by: Some(by),
        at_ms: event.at_ms,
        region: region.or_else(|| place.and_then(|p| m.region_of(p)).cloned()),
        group: person.and_then(|p| p.group.clone()),
        place,
    };
    let Some(poll) = m.polls.get_mut(&f.poll) else { return };
    if let Some(kept) = poll.secret.as_mut() {
        let before = kept.ballots.insert(f.seat, ballot);
        moved(&mut poll.own_at, before.and_then(|before| before.place), place);
        kept.changed.insert(Slot::Seat(f.seat));
    }
    quorum(poll);
}

fn passed(m: &mut Meeting, event: &Event, f: &BallotPassed) {
    let region = m.region_of(f.place).cloned();
    let ballot = SealedBallot {
        sealed: f.sealed.clone(),
        by: None,
        at_ms: event.at_ms,
        region,
        group: None,
        place: Some(f.place),
    };
    with(m, f.poll, |kept| {
        kept.passed.entry(f.place).or_default().push(ballot);
        kept.changed.insert(Slot::Passed(f.place, kept.passed_at(f.place)));
    });
}
