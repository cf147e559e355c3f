//! What events of secret questions do to the state.

use protocol::PollId;

use super::{
    kept::{SealedBallot, SecretBox},
    key::Slot,
    step,
};
use crate::{
    Event, Fact, Meeting,
    event::{BallotPassed, BallotSealed},
    poll::{
        evolve::quorum,
        heads::{moved, place_of},
    },
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
            let new = std::mem::take(&mut kept.new);
            let taken = kept.all().filter(|(slot, _)| new.contains(slot));
            let taken = taken.map(|(slot, ballot)| (slot, ballot.sealed.clone())).collect();
            kept.steps.push(taken);
            if let Some(totals) = &f.totals {
                let before = kept.shown.replace(totals.clone()).unwrap_or_default();
                kept.stopped |= !step::tells_of_nobody(&before, totals);
            }
        }),
        Fact::SecretCounted(f) => {
            with(m, f.poll, |kept| {
                kept.steps.clear();
                kept.new.clear();
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
    let first = m.polls.get(&f.poll).and_then(|poll| place_of(poll, f.seat));
    let now = person.and_then(|p| p.place);
    let place = first.or(now);
    let region = person.and_then(|p| p.region.clone());
    let ballot = SealedBallot {
        sealed: f.sealed.clone(),
        by: Some(by),
        at_ms: event.at_ms,
        region: region.or_else(|| now.and_then(|p| m.region_of(p)).cloned()),
        group: person.and_then(|p| p.group.clone()),
        place,
    };
    let Some(poll) = m.polls.get_mut(&f.poll) else { return };
    if let Some(kept) = poll.secret.as_mut() {
        let before = kept.ballots.insert(f.seat, ballot);
        if before.is_none() {
            kept.new.insert(Slot::Seat(f.seat));
        }
        moved(&mut poll.own_at, before.and_then(|before| before.place), place);
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
        kept.new.insert(Slot::Passed(f.place, kept.passed_at(f.place)));
    });
}
