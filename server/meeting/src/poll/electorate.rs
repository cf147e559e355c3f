//! Who may answer by a ballot, fixed when a question opens: seats, one ballot for each organisation, or all who are there.

use std::collections::BTreeMap;

use protocol::{Electorate, PersonId, PollId, Refusal, RefusalCode, text};

use super::{evolve::has_answered, find, heads, title};
use crate::{
    Fact, Meeting,
    event::PollsOpened,
    meeting::{Person, Poll},
};

/// The openings of these questions: one for each kind of electorate among them, as a rule one in all.
///
/// # Errors
/// [`RefusalCode::QuorumAbove`] where the quorum of one of them can never be reached.
pub(super) fn openings(m: &Meeting, polls: &[PollId]) -> Result<Vec<Fact>, Refusal> {
    let mut by_kind: BTreeMap<Electorate, Vec<PollId>> = BTreeMap::new();
    for id in polls {
        by_kind.entry(find(m, *id)?.terms.electorate).or_default().push(*id);
    }
    let mut facts = Vec::new();
    for (kind, polls) in by_kind {
        let delegations = if kind == Electorate::Organisations { delegations(m) } else { Vec::new() };
        let electorate = match kind {
            Electorate::Seats => m.people.values().filter(|p| has_seat(p)).count(),
            Electorate::Organisations => delegations.len(),
            Electorate::Present => m.people.values().filter(|p| !p.removed).count(),
        };
        let electorate = number(electorate);
        for id in &polls {
            quorum_must_be_within(m, find(m, *id)?, electorate)?;
        }
        let heads = m.hubs.iter().map(|(id, hub)| (*id, hub.heads)).collect();
        let (room, grace_ms) = (Some(heads::of_room(m)), Some(m.settings.grace_ms));
        facts.push(Fact::PollsOpened(PollsOpened { polls, electorate, heads, room, grace_ms, delegations }));
    }
    Ok(facts)
}

/// Whether a person has a seat where seats answer, if the question opens now.
pub(super) fn has_seat(person: &Person) -> bool {
    person.confirmed && !person.removed
}

/// The people of each organisation by their numbers; names are compared as [`text::folded`] has them. Only those who are
/// known to be who they say: else anybody could answer for an organisation by typing its name.
fn delegations(m: &Meeting) -> Vec<Vec<PersonId>> {
    let mut by_name: BTreeMap<String, Vec<PersonId>> = BTreeMap::new();
    for (id, person) in m.people.iter().filter(|(_, p)| has_seat(p)) {
        let name = person.organisation.as_ref().and_then(|o| m.vault.open(o));
        let name = name.map(text::folded).filter(|n| !n.is_empty());
        if let Some(name) = name {
            by_name.entry(name).or_default().push(*id);
        }
    }
    let mut delegations: Vec<_> = by_name.into_values().collect();
    delegations.sort_unstable();
    delegations
}

fn quorum_must_be_within(m: &Meeting, poll: &Poll, electorate: u32) -> Result<(), Refusal> {
    let Some(quorum) = poll.terms.quorum else { return Ok(()) };
    let voters = if poll.methods.ballots { electorate } else { 0 };
    // Hands and passed devices count heads, which may be on no roster.
    let by_heads = poll.methods.counted || poll.methods.passed;
    let heads = if by_heads { heads::all_heads(m, poll.methods.ballots) } else { 0 };
    let most = voters.saturating_add(heads);
    if quorum <= most {
        return Ok(());
    }
    let text = format!(
        "the quorum of {} is {quorum}, and only {most} may answer: lower it, or open the question when more are there",
        title(poll)
    );
    Err(Refusal::new(RefusalCode::QuorumAbove, text))
}

/// The seat by which a person answers an open question: their own, or that of their organisation, which is the lowest number
/// of a person of it.
///
/// # Errors
/// Why they have none, in words.
pub fn seat(poll: &Poll, person: PersonId) -> Result<PersonId, String> {
    match poll.terms.electorate {
        Electorate::Present => Ok(person),
        Electorate::Seats if poll.seats.contains(person) => Ok(person),
        Electorate::Seats => Err(format!(
            "only who was on the roster or confirmed when {} opened has a seat in it: you joined or were confirmed later",
            title(poll)
        )),
        Electorate::Organisations => members(poll, person).first().copied().ok_or_else(|| {
            format!(
                "{} is answered by organisations: you belonged to none when it opened, or were not confirmed yet",
                title(poll)
            )
        }),
    }
}

/// All who answer by the same seat as this person, themselves included: the people of an organisation.
pub fn members(poll: &Poll, person: PersonId) -> &[PersonId] {
    poll.delegations.iter().find(|people| people.contains(&person)).map_or(&[], Vec::as_slice)
}

/// Whether somebody may answer whom nobody knows.
pub(super) fn is_open_mode(m: &Meeting, poll: &Poll) -> bool {
    let unknown = |(id, p): (&PersonId, &Person)| !p.confirmed && (!p.removed || has_answered(poll, *id));
    poll.methods.ballots && poll.terms.electorate == Electorate::Present && m.people.iter().any(unknown)
}

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
