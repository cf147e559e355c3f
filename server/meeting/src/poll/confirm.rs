//! Confirmations: members of a region or group stand by the value that was entered for it; a second person stands by a count. A
//! confirmation is of what was seen: what changed meanwhile is not confirmed by it, and every new entry begins unconfirmed.

use protocol::{Key, Place, Refusal, RefusalCode, Role, Unit, ballot_command::ConfirmAnswer, text};

use super::{
    answer::{must_be_countable, name_of},
    evolve::each,
    find, not_eligible, title,
};
use crate::{
    Actor, Fact, Meeting, Moment,
    event::AnswerConfirmed,
    meeting::{Confirmation, Counted, Poll},
};

/// Who confirms counts; agreed values only participants.
const CONFIRMERS: &[Role] =
    &[Role::Participant, Role::Moderator, Role::OnlineModerator, Role::Steward, Role::HubOperator, Role::Reporter];

/// Also after the close: a correction has to be confirmed again.
pub(super) fn confirm(m: &Meeting, who: &Actor, c: ConfirmAnswer, at: &mut Moment) -> Result<Vec<Fact>, Refusal> {
    who.must_be(CONFIRMERS)?;
    let poll = find(m, c.poll)?;
    let name = match (&c.unit, c.place) {
        (Some(unit), None) => {
            value(m, who, poll, unit, &c.seen)?;
            None
        }
        (None, Some(place)) => {
            count(m, who, poll, place, &c.seen)?;
            c.name.filter(|name| who.person().is_none() && !name.trim().is_empty())
        }
        _ => return Err(Refusal::field("unit", "or place: name exactly one of them")),
    };
    let name = name.map(|name| text::name(&name)).transpose().map_err(|what| Refusal::field("name", what))?;
    let (person, name) = (who.person(), at.seal_some(name));
    Ok(vec![Fact::AnswerConfirmed(AnswerConfirmed { poll: c.poll, unit: c.unit, place: c.place, person, name })])
}

fn value(m: &Meeting, who: &Actor, poll: &Poll, unit: &Key, seen: &[u32]) -> Result<(), Refusal> {
    let (agreed, by) = match (poll.agreed.get(unit), poll.methods.agreed_by) {
        (Some(agreed), Some(by)) => (agreed, by),
        _ => return Err(nothing_of(poll, "agreed value", unit)),
    };
    let id =
        who.person().ok_or_else(|| not_eligible("an agreed value is confirmed by its members, each by their link"))?;
    let person = m.person(id).ok_or_else(|| not_eligible("you were removed from the meeting"))?;
    let (theirs, what) = match by {
        Unit::Region => (person.region.as_ref().or_else(|| m.region_of(person.place?)), "region"),
        Unit::Group => (person.group.as_ref(), "stakeholder group"),
    };
    if theirs != Some(unit) {
        return Err(not_eligible(format!("`{unit}` is not your {what}: its own members confirm its value")));
    }
    must_be_as_seen(poll, &[agreed.value], seen)?;
    match agreed.confirmed.contains(&id) {
        true => Err(Refusal::new(RefusalCode::MovedOn, format!("you have confirmed the value of `{unit}` already"))),
        false => Ok(()),
    }
}

fn count(m: &Meeting, who: &Actor, poll: &Poll, place: Place, seen: &[u32]) -> Result<(), Refusal> {
    match who.person() {
        Some(id) => {
            let person = m.person(id).ok_or_else(|| not_eligible("you were removed from the meeting"))?;
            if person.place != Some(place) {
                let text = format!("you are not in {}: who is there confirms its count", name_of(m, place));
                return Err(not_eligible(text));
            }
        }
        None if who.role() == Some(Role::Participant) => {
            return Err(not_eligible("a shared link confirms nothing: join with your name first"));
        }
        None => must_be_countable(m, who, place)?,
    }
    let counted = poll.counted.get(&place).ok_or_else(|| nothing_of(poll, "count", place))?;
    must_be_as_seen(poll, &as_seen(counted), seen)?;
    let link = who.by().link;
    if link.is_some() && link == counted.by_link {
        return Err(not_eligible("you entered this count yourself: a second person confirms it"));
    }
    match counted.confirmed {
        Some(_) => Err(Refusal::new(RefusalCode::MovedOn, "this count was confirmed already")),
        None => Ok(()),
    }
}

/// What a person sees of a count: hands for each point, and those for "no opinion".
fn as_seen(counted: &Counted) -> Vec<u32> {
    counted.hands.iter().copied().chain([counted.no_opinion]).collect()
}

fn must_be_as_seen(poll: &Poll, now: &[u32], seen: &[u32]) -> Result<(), Refusal> {
    // A question without "no opinion" has none to be seen.
    let bare = now.split_last().filter(|(last, rest)| **last == 0 && !rest.is_empty()).map(|(_, rest)| rest);
    if now == seen || (!poll.scale.no_opinion && bare == Some(seen)) {
        return Ok(());
    }
    if seen.len() != now.len() && bare.is_none_or(|bare| bare.len() != seen.len()) {
        let text = format!("has {} numbers of {}: tell each that you saw", seen.len(), now.len());
        return Err(Refusal::field("seen", text));
    }
    let text = format!("{} was changed since you saw it: look at it again", title(poll));
    Err(Refusal::new(RefusalCode::MovedOn, text))
}

fn nothing_of(poll: &Poll, what: &str, of: impl std::fmt::Display) -> Refusal {
    Refusal::new(RefusalCode::NotFound, format!("{} has no {what} of {of} to confirm", title(poll)))
}

pub(super) fn evolve(m: &mut Meeting, f: &AnswerConfirmed) {
    each(m, &[f.poll], |p| {
        if let (Some(unit), Some(person)) = (&f.unit, f.person)
            && let Some(agreed) = p.agreed.get_mut(unit)
        {
            agreed.confirmed.insert(person);
        }
        if let Some(counted) = f.place.and_then(|place| p.counted.get_mut(&place)) {
            counted.confirmed = Some(Confirmation { person: f.person, name: f.name.clone() });
        }
    });
}

/// Whether all that the terms want confirmed is: of agreed values at least one member stands by each, of counts a second person.
pub fn is_confirmed(poll: &Poll) -> bool {
    let values = poll.agreed.values().all(|agreed| !agreed.confirmed.is_empty());
    !poll.terms.confirm || (values && poll.counted.values().all(|counted| counted.confirmed.is_some()))
}
