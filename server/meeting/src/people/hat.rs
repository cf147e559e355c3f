//! A change of hat: asked for by the person, approved or declined by staff, and recorded. Past turns keep the hat that they wore.

use protocol::{
    PersonId, Refusal, RefusalCode, Role,
    setup_command::{AskHat, RuleHat},
};

use crate::{
    Actor, Fact, Meeting,
    event::{HatAsked, HatChanged, HatDeclined},
    meeting::Person,
    setup::{missing, not_ended},
};

pub(super) fn ask(m: &Meeting, who: &Actor, c: AskHat) -> Result<Vec<Fact>, Refusal> {
    who.must_be(&[Role::Participant])?;
    not_ended(m)?;
    let (person, known) = own(m, who)?;
    if !m.microphones.contains_key(&c.group) {
        return Err(missing("group", &c.group));
    }
    if known.group.as_ref() == Some(&c.group) {
        return Err(Refusal::new(RefusalCode::MovedOn, "you speak for this group already"));
    }
    if known.asks_group.as_ref() == Some(&c.group) {
        return Err(Refusal::new(RefusalCode::MovedOn, "you have asked for it already: staff will approve or decline"));
    }
    Ok(vec![Fact::HatAsked(HatAsked { person, group: c.group })])
}

pub(super) fn rule(m: &Meeting, who: &Actor, c: &RuleHat) -> Result<Vec<Fact>, Refusal> {
    who.must_be(&[Role::Moderator, Role::Steward, Role::OnlineModerator])?;
    not_ended(m)?;
    let known = m.person(c.person).ok_or_else(|| missing("person", c.person))?;
    let Some(group) = known.asks_group.clone() else {
        return Err(Refusal::new(RefusalCode::MovedOn, "this person does not ask for another hat any more"));
    };
    if !c.approve {
        return Ok(vec![Fact::HatDeclined(HatDeclined { person: c.person })]);
    }
    if !m.microphones.contains_key(&group) {
        return Err(missing("group", &group));
    }
    Ok(vec![Fact::HatChanged(HatChanged { person: c.person, group })])
}

fn own<'a>(m: &'a Meeting, who: &Actor) -> Result<(PersonId, &'a Person), Refusal> {
    let me = who.person().and_then(|id| Some((id, m.person(id)?)));
    me.ok_or_else(|| Refusal::new(RefusalCode::NotYours, "join first: this link has no person"))
}

pub(super) fn evolve(m: &mut Meeting, fact: &Fact) {
    let (person, asks, group) = match fact {
        Fact::HatAsked(e) => (e.person, Some(e.group.clone()), None),
        Fact::HatChanged(e) => (e.person, None, Some(e.group.clone())),
        Fact::HatDeclined(e) => (e.person, None, None),
        _ => return,
    };
    if let Some(person) = m.people.get_mut(&person) {
        person.asks_group = asks;
        person.group = group.clone().or(person.group.take());
    }
    // A hand that waits goes to the other microphone, keeps its moment and wears the other hat.
    let hand = group.and_then(|group| Some((m.people.get(&person)?.hand?, group)));
    if let Some((id, group)) = hand {
        crate::queue::with_hand(m, id, |h| {
            h.mic = group.clone();
            h.group = Some(group);
            h.moved = false;
        });
    }
}
