//! Links: issuing, revoking, and joining by a shared one.

use protocol::{
    LinkId, PersonId, Place, Refusal, RefusalCode, Role, limits,
    setup_command::{IssueLink, Join, RevokeLink},
    text,
};

use super::{known, person_set, room_for};
use crate::{
    Actor, Fact, Meeting, Moment,
    event::{LinkIssued, LinkRevoked},
    meeting::Link,
    setup::{field, missing, not_ended, too_many},
};

/// Goes on only if the link of the actor was not revoked: a socket may outlive its link by a moment.
pub(crate) fn must_hold_link(m: &Meeting, who: &Actor) -> Result<(), Refusal> {
    match who {
        Actor::Link { link, .. } if m.links.get(link).is_some_and(|l| l.revoked) => Err(revoked()),
        _ => Ok(()),
    }
}

fn revoked() -> Refusal {
    Refusal::new(RefusalCode::BadLink, "this link was revoked: ask the organisers for another one")
}

/// The moderator hands out participants' links; all others are the organiser's.
fn may_handle(who: &Actor, role: Role) -> Result<(), Refusal> {
    if role == Role::Participant {
        who.must_be(&[Role::Organiser, Role::Moderator])
    } else {
        who.must_be(&[Role::Organiser])
    }
}

pub(super) fn issue(m: &Meeting, who: &Actor, c: &IssueLink, at: &mut Moment) -> Result<Vec<Fact>, Refusal> {
    may_handle(who, c.role)?;
    if let Some(person) = c.person {
        known(m, person)?;
    }
    if let Some(Place::Hub(hub)) = c.place
        && !m.hubs.contains_key(&hub)
    {
        return Err(missing("hub", hub));
    }
    let of_place = |what| Err(Refusal::field("place", what));
    match (c.role, c.place) {
        (Role::HubOperator, Some(Place::Hub(_))) => {}
        (Role::HubOperator, _) => return of_place("is missing: a hub operator's link is for one hub"),
        (Role::Participant, Some(_)) if c.person.is_none() => {}
        (Role::Participant, None) if c.person.is_none() => {
            return of_place("is missing: who joins by a shared link joins at a place");
        }
        (_, Some(_)) => return of_place("is only for hub operators and shared participant links: leave it out"),
        (_, None) => {}
    }
    if let Some(key) = &c.microphone {
        if c.role != Role::Steward {
            return Err(Refusal::field("microphone", "is only for stewards"));
        }
        if !m.microphones.contains_key(key) {
            return Err(missing("microphone", key));
        }
    }
    of_unit(m, c)?;
    let label = c.label.as_ref().map(|l| field::line("label", l, limits::TITLE_CHARS)).transpose()?;
    Ok(vec![Fact::LinkIssued(LinkIssued {
        link: next_link(m)?,
        role: c.role,
        place: c.place,
        person: c.person,
        microphone: c.microphone.clone(),
        unit: c.unit.clone(),
        label: at.seal_some(label),
        from: None,
        secret_sha256: new_secret(m, &c.secret_sha256)?,
    })])
}

/// A rapporteur speaks for one region or group; nobody else's link has one.
fn of_unit(m: &Meeting, c: &IssueLink) -> Result<(), Refusal> {
    match (&c.unit, c.role) {
        (None, Role::Rapporteur) => {
            Err(Refusal::field("unit", "is missing: a rapporteur's link is for one region or stakeholder group"))
        }
        (Some(_), role) if role != Role::Rapporteur => Err(Refusal::field("unit", "is only for rapporteurs")),
        (Some(unit), _) if !m.microphones.contains_key(unit) && !m.regions.iter().any(|r| r.key == *unit) => {
            Err(missing("region or group", unit))
        }
        _ => Ok(()),
    }
}

pub(super) fn revoke(m: &Meeting, who: &Actor, c: &RevokeLink) -> Result<Vec<Fact>, Refusal> {
    who.must_be(&[Role::Organiser, Role::Moderator])?;
    let link = m.links.get(&c.link).ok_or_else(|| missing("link", c.link))?;
    may_handle(who, link.role)?;
    if link.revoked {
        return Err(Refusal::new(RefusalCode::MovedOn, "the link is revoked already"));
    }
    if link.role == Role::Organiser && !m.links.iter().any(|(id, l)| *id != c.link && opens_set_up(l)) {
        return Err(Refusal::field("link", "is the last one of an organiser: issue another one first"));
    }
    Ok(vec![Fact::LinkRevoked(LinkRevoked { link: c.link })])
}

fn opens_set_up(link: &Link) -> bool {
    link.role == Role::Organiser && !link.revoked
}

/// Goes on only if the actor may revoke every link of a person: removing somebody must not take away what the actor
/// may not take away, nor the last link of an organiser. Participants' links go with the person, whoever removes them.
pub(super) fn may_revoke_all_of(m: &Meeting, who: &Actor, person: PersonId) -> Result<(), Refusal> {
    let staff = |l: &&Link| l.person == Some(person) && !l.revoked && l.role != Role::Participant;
    if !m.links.values().any(|l| staff(&l)) {
        return Ok(());
    }
    who.must_be(&[Role::Organiser])?;
    if m.links.values().any(opens_set_up) && !m.links.values().any(|l| opens_set_up(l) && l.person != Some(person)) {
        return Err(Refusal::field("person", "has the last link of an organiser: issue another one first"));
    }
    Ok(())
}

pub(super) fn join(m: &Meeting, who: &Actor, c: Join, at: &mut Moment) -> Result<Vec<Fact>, Refusal> {
    who.must_be(&[Role::Participant])?;
    not_ended(m)?;
    let Actor::Link { link, person: None, place, .. } = who else {
        return Err(Refusal::new(RefusalCode::NotYourRole, "only for shared links: this one is a person's own"));
    };
    let place = place.unwrap_or(Place::Online);
    if c.profile.place.is_some_and(|p| p != place) {
        return Err(Refusal::field("place", format!("comes from the link: it is {place}")));
    }
    room_for(m, 1)?;
    must_leave_room(m)?;
    let id = PersonId(m.last.person + 1);
    let mut profile = c.profile;
    profile.place = Some(place);
    let name = profile.name.clone().unwrap_or_default();
    let mut person = person_set(m, id, profile, false, at)?;
    person.alike = m
        .people
        .iter()
        .find(|(_, p)| !p.removed && m.vault.open(&p.name).is_some_and(|known| text::look_alike(known, &name)))
        .map(|(id, _)| *id);
    let issued = LinkIssued {
        link: next_link(m)?,
        role: Role::Participant,
        place: None,
        person: Some(id),
        microphone: None,
        unit: None,
        label: None,
        from: Some(*link),
        secret_sha256: new_secret(m, &c.secret_sha256)?,
    };
    Ok(vec![Fact::PersonSet(person), Fact::LinkIssued(issued)])
}

/// A link that was photographed off a screen must not keep those out whom the organisers invite.
fn must_leave_room(m: &Meeting) -> Result<(), Refusal> {
    let full = |n: usize, most: usize| n + limits::NOT_FOR_JOINS >= most;
    if full(m.links.len(), limits::LINKS) || full(m.people.len(), limits::ROSTER) {
        let text = "what room is left in this meeting is for people whom the organisers invite: ask them for a link of your own";
        return Err(Refusal::new(RefusalCode::TooMany, text));
    }
    Ok(())
}

fn next_link(m: &Meeting) -> Result<LinkId, Refusal> {
    if m.links.len() >= limits::LINKS {
        return Err(too_many("links", limits::LINKS));
    }
    Ok(LinkId(m.last.link + 1))
}

/// A secret is random: one that is there already is a mistake of the caller, and would open another's door.
fn new_secret(m: &Meeting, hash: &str) -> Result<String, Refusal> {
    let hash = field::secret("secret_sha256", hash)?;
    if m.links.values().any(|l| l.secret_sha256 == hash) {
        return Err(Refusal::field("secret_sha256", "is that of another link: make a new secret"));
    }
    Ok(hash)
}

pub(super) fn evolve(m: &mut Meeting, fact: &Fact) {
    match fact {
        Fact::LinkIssued(e) => {
            let link = Link {
                role: e.role,
                place: e.place,
                person: e.person,
                microphone: e.microphone.clone(),
                unit: e.unit.clone(),
                label: e.label.clone(),
                from: e.from,
                secret_sha256: e.secret_sha256.clone(),
                revoked: false,
                joined: 0,
            };
            m.links.insert(e.link, link);
            m.last.link = m.last.link.max(e.link.0);
            if let Some(shared) = e.from.and_then(|from| m.links.get_mut(&from)) {
                shared.joined += 1;
            }
        }
        Fact::LinkRevoked(e) => {
            if let Some(link) = m.links.get_mut(&e.link) {
                link.revoked = true;
            }
        }
        _ => {}
    }
}
