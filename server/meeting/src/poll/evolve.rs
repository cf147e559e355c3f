//! What events of polls do to the state.

use std::collections::{BTreeMap, BTreeSet};

use protocol::{Electorate, LinkId, Ms, PersonId, PollId, PollState, Showing, limits};

use super::{confirm, declare, electorate, heads, in_order, present, quorum_met, receipt, splits, statement};
use crate::{
    Event, Fact, Meeting,
    event::{AnswerCorrected, BallotCast, HandsCounted, PollPrepared, PollsOpened, ValueAgreed},
    meeting::{Agreed, Ballot, Correction, Counted, Poll, PollSet, Seats},
};

pub(crate) fn evolve(m: &mut Meeting, event: &Event) {
    match &event.fact {
        Fact::PollPrepared(f) => prepared(m, f),
        Fact::PollRemoved(f) => {
            m.polls.remove(&f.poll);
        }
        Fact::PollSetPrepared(f) => {
            m.last.set = m.last.set.max(f.set.0);
            let code = f.code.clone().or_else(|| m.poll_sets.get(&f.set)?.code.clone());
            m.poll_sets.insert(f.set, PollSet { title: f.title.clone(), code });
        }
        Fact::PollsOpened(f) => opened(m, f, event.at_ms),
        Fact::PollsClosing(f) => each(m, &f.polls, |p| {
            p.state = PollState::Closing;
            p.closes_ms = Some(f.closes_ms);
        }),
        Fact::CloseCancelled(f) => each(m, &f.polls, |p| {
            p.state = PollState::Open;
            p.closes_ms = None;
        }),
        Fact::CountdownOver(f) => each(m, &f.polls, |p| {
            p.state = PollState::Grace;
            p.final_ms = Some(f.until_ms);
        }),
        Fact::PollsClosed(f) => closed(m, &f.polls, event.at_ms),
        Fact::PollsRevealed(f) => each(m, &f.polls, |p| p.revealed = f.shown),
        Fact::BallotCast(f) => cast(m, f, event.at_ms),
        Fact::ValueAgreed(f) => agreed(m, f),
        Fact::HandsCounted(f) => counted(m, f, event.by.link),
        Fact::AnswerConfirmed(f) => confirm::evolve(m, f),
        Fact::AnswerCorrected(f) => corrected(m, f, event),
        Fact::MeetingEnded(_) => ended(m, event.at_ms),
        Fact::PersonSet(f) => joined(m, f.person),
        Fact::PersonConfirmed(_) => open_modes(m),
        Fact::PersonRemoved(f) => left(m, f.person),
        fact => {
            declare::evolve(m, fact, event.at_ms);
            statement::evolve(m, fact, event.at_ms);
        }
    }
    super::secret::evolve(m, event);
}

pub(super) fn each(m: &mut Meeting, polls: &[PollId], mut change: impl FnMut(&mut Poll)) {
    for id in polls {
        if let Some(poll) = m.polls.get_mut(id) {
            change(poll);
        }
    }
}

fn prepared(m: &mut Meeting, f: &PollPrepared) {
    m.last.poll = m.last.poll.max(f.poll.0);
    let poll = m.polls.entry(f.poll).or_insert_with(|| draft(f));
    poll.set = f.set;
    poll.question.clone_from(&f.question);
    poll.short.clone_from(&f.short);
    poll.scale = f.scale.clone();
    poll.methods = f.methods.clone();
    poll.showing = f.showing;
    poll.kind = f.kind;
    poll.most = f.most;
    poll.terms = f.terms.clone();
    poll.wordings.clone_from(&f.wordings);
    poll.round_of = f.round_of;
    // It takes its place, and the others of the set move on.
    let mut order = in_order(m, f.set);
    order.retain(|id| *id != f.poll);
    let index = usize::try_from(f.position.saturating_sub(1)).unwrap_or(usize::MAX).min(order.len());
    order.insert(index, f.poll);
    for (position, id) in (1..).zip(order) {
        each(m, &[id], |p| p.position = position);
    }
}

fn draft(f: &PollPrepared) -> Poll {
    Poll {
        set: f.set,
        question: f.question.clone(),
        short: f.short.clone(),
        scale: f.scale.clone(),
        methods: f.methods.clone(),
        showing: f.showing,
        kind: f.kind,
        most: f.most,
        terms: f.terms.clone(),
        wordings: f.wordings.clone(),
        round_of: f.round_of,
        position: f.position,
        state: PollState::Draft,
        revealed: false,
        opened_ms: None,
        closes_ms: None,
        final_ms: None,
        electorate: 0,
        newest: None,
        seats: Seats::default(),
        delegations: Vec::new(),
        open_mode: false,
        present: None,
        heads: BTreeMap::new(),
        room: None,
        grace_ms: None,
        ballots: BTreeMap::new(),
        own_at: BTreeMap::new(),
        agreed: BTreeMap::new(),
        counted: BTreeMap::new(),
        corrections: Vec::new(),
        declarations: BTreeMap::new(),
        clarified: Vec::new(),
        statements: Vec::new(),
        secret: None,
    }
}

fn opened(m: &mut Meeting, f: &PollsOpened, at_ms: Ms) {
    let newest = m.people.keys().next_back().copied();
    let seats: Seats = m.people.iter().filter(|(_, p)| electorate::has_seat(p)).map(|(id, _)| *id).collect();
    each(m, &f.polls, |p| {
        p.state = PollState::Open;
        p.revealed = p.showing == Showing::Live;
        p.opened_ms = Some(at_ms);
        p.electorate = if p.methods.ballots { f.electorate } else { 0 };
        p.heads = f.heads.iter().copied().collect();
        (p.room, p.grace_ms) = (f.room, f.grace_ms);
        match p.terms.electorate {
            Electorate::Present => p.newest = newest,
            Electorate::Seats => p.seats = seats.clone(),
            Electorate::Organisations => p.delegations.clone_from(&f.delegations),
        }
    });
    open_modes(m);
}

/// Which questions that take ballots may be answered by people whom nobody knows.
fn open_modes(m: &mut Meeting) {
    let open = m.polls.iter().filter(|(_, p)| takes_ballots(p));
    let modes: Vec<_> = open.map(|(id, p)| (*id, electorate::is_open_mode(m, p))).collect();
    for (id, open_mode) in modes {
        each(m, &[id], |p| p.open_mode = open_mode);
    }
}

/// Final from now on. Who is at a place is counted now, for shares of those who are present.
fn closed(m: &mut Meeting, polls: &[PollId], at_ms: Ms) {
    let present = present(m);
    each(m, polls, |p| {
        p.state = PollState::Closed;
        p.final_ms = Some(at_ms);
        p.present = Some(present);
        p.revealed |= p.showing == Showing::OnClose;
    });
}

/// The end of the meeting ends every countdown: what was answered before it may still arrive
/// within the grace.
fn ended(m: &mut Meeting, at_ms: Ms) {
    for poll in m.polls.values_mut().filter(|p| matches!(p.state, PollState::Open | PollState::Closing)) {
        poll.state = PollState::Closing;
        poll.closes_ms = Some(poll.closes_ms.map_or(at_ms, |closes_ms| closes_ms.min(at_ms)));
    }
}

/// Whoever joins while a question takes ballots may answer it, and counts in its electorate, where all who are there answer.
fn joined(m: &mut Meeting, person: PersonId) {
    let unknown = m.people.get(&person).is_some_and(|p| !p.confirmed && !p.removed);
    for poll in m.polls.values_mut().filter(|p| takes_ballots(p) && is_of_all(p)) {
        if Some(person) > poll.newest {
            poll.newest = Some(person);
            poll.electorate += 1;
        }
        poll.open_mode |= unknown;
    }
}

/// Whoever is removed does not count any more where all who are there answer, unless they have answered: ballots stay. A seat
/// stays, too: how many there are was fixed.
fn left(m: &mut Meeting, person: PersonId) {
    for poll in m.polls.values_mut().filter(|p| takes_ballots(p) && is_of_all(p)) {
        if !has_answered(poll, person) {
            poll.electorate = poll.electorate.saturating_sub(1);
        }
    }
    open_modes(m);
}

pub(super) fn has_answered(poll: &Poll, person: PersonId) -> bool {
    poll.ballots.contains_key(&person) || poll.secret.as_ref().is_some_and(|kept| kept.ballots.contains_key(&person))
}

fn takes_ballots(poll: &Poll) -> bool {
    poll.methods.ballots && !matches!(poll.state, PollState::Draft | PollState::Closed)
}

fn is_of_all(poll: &Poll) -> bool {
    poll.terms.electorate == Electorate::Present
}

fn cast(m: &mut Meeting, f: &BallotCast, at_ms: Ms) {
    let Some(poll) = m.polls.get(&f.poll) else { return };
    // Who had no seat was refused: in the record everybody has one.
    let seat = electorate::seat(poll, f.person).unwrap_or(f.person);
    #[cfg(feature = "faults")]
    let seat = crate::faults::seat_of(poll, seat);
    let person = m.people.get(&f.person);
    let now = person.and_then(|p| p.place);
    let place = heads::place_of(poll, seat).or(now);
    let region = person.and_then(|p| p.region.clone());
    let ballot = Ballot {
        choice: f.choice,
        choices: f.choices.clone(),
        by: f.person,
        nonce: f.nonce.clone(),
        replaced: Vec::new(),
        at_ms,
        region: region.or_else(|| now.and_then(|p| m.region_of(p)).cloned()),
        group: person.and_then(|p| p.group.clone()),
        place,
    };
    each(m, &[f.poll], |p| {
        let mut ballot = ballot.clone();
        let before = p.ballots.remove(&seat);
        heads::moved(&mut p.own_at, before.as_ref().and_then(|before| before.place), place);
        if let Some(before) = before {
            let receipt = receipt::bits_of_ballot(f.poll, seat, &before);
            ballot.replaced = before.replaced;
            ballot.replaced.push(receipt);
            let many = ballot.replaced.len().saturating_sub(limits::REPLACED);
            ballot.replaced.drain(..many);
        }
        p.ballots.insert(seat, ballot);
        quorum(p);
    });
}

/// What is shown once the quorum took part is shown from now on, if it has.
pub(super) fn quorum(poll: &mut Poll) {
    poll.revealed |= poll.showing == Showing::OnQuorum && quorum_met(poll) == Some(true);
}

fn agreed(m: &mut Meeting, f: &ValueAgreed) {
    let agreed = Agreed {
        value: f.value,
        consulted: f.consulted,
        lowest: f.lowest,
        highest: f.highest,
        comment: f.comment.clone(),
        was: None,
        reason: None,
        confirmed: BTreeSet::new(),
    };
    each(m, &[f.poll], |p| {
        p.agreed.insert(f.unit.clone(), agreed.clone());
    });
}

fn counted(m: &mut Meeting, f: &HandsCounted, by_link: Option<LinkId>) {
    let region = m.region_of(f.place).cloned();
    for line in &f.grid {
        let counted = Counted {
            hands: line.hands.clone(),
            no_opinion: line.no_opinion,
            heads: f.heads,
            region: region.clone(),
            counter: f.counter.clone(),
            corrected: false,
            groups: line.groups.clone(),
            by_link,
            confirmed: None,
        };
        each(m, &[line.poll], |p| {
            p.counted.insert(f.place, counted.clone());
            quorum(p);
        });
    }
}

fn corrected(m: &mut Meeting, f: &AnswerCorrected, event: &Event) {
    let Some(poll) = m.polls.get_mut(&f.poll) else { return };
    poll.corrections.push(Correction {
        unit: f.unit.clone(),
        place: f.place,
        was_value: f.was_value,
        value: f.value,
        was_hands: f.was_hands.clone(),
        hands: f.hands.clone(),
        was_no_opinion: f.was_no_opinion,
        no_opinion: f.no_opinion,
        reason: f.reason.clone(),
        role: event.by.role,
        person: event.by.person,
        at_ms: event.at_ms,
    });
    if let (Some(unit), Some(value)) = (&f.unit, f.value)
        && let Some(agreed) = poll.agreed.get_mut(unit)
    {
        agreed.was = f.was_value;
        agreed.value = value;
        // The right value was stated too: what was stated reaches at least as far.
        agreed.lowest = agreed.lowest.map(|lowest| lowest.min(value));
        agreed.highest = agreed.highest.map(|highest| highest.max(value));
        agreed.reason = Some(f.reason.clone());
        agreed.confirmed.clear();
    }
    if let Some(place) = f.place
        && let Some(counted) = poll.counted.get_mut(&place)
    {
        counted.hands.clone_from(&f.hands);
        counted.no_opinion = f.no_opinion.unwrap_or(counted.no_opinion);
        counted.corrected = true;
        counted.by_link = event.by.link;
        counted.confirmed = None;
        // A split that the right count cannot have is of the wrong one.
        if !splits::fit(&counted.hands, &counted.groups) {
            counted.groups.clear();
        }
    }
}
