//! The roster: who takes part, where they are, and whether they are who they say.
//!
//! Staff add and change people; a hub operator only those of their own hub; a participant only how they want to be
//! called and shown. Who joins by a shared link is unconfirmed until a steward or the online moderator says otherwise.

mod hat;
mod links;

use std::collections::BTreeSet;

use protocol::{
    Command, Key, PersonId, Place, Refusal, RefusalCode, Role, limits,
    setup_command::{ConfirmPerson, Profile, RemovePerson, SetPeople, SetPerson},
    text,
};

pub(crate) use links::must_hold_link;

use crate::{
    Actor, Event, Fact, Meeting, Moment,
    event::{HandLowered, LinkRevoked, PersonConfirmed, PersonRemoved, PersonSet, Private},
    meeting::Person,
    setup::{field, forget_undo, known_region, missing, not_ended, too_many},
};

/// The roles that look after the roster.
const STAFF: [Role; 4] = [Role::Organiser, Role::Moderator, Role::OnlineModerator, Role::Steward];

pub(crate) fn decide(m: &Meeting, who: &Actor, command: Command, at: &mut Moment) -> Result<Vec<Fact>, Refusal> {
    match command {
        Command::IssueLink(c) => links::issue(m, who, &c, at),
        Command::RevokeLink(c) => links::revoke(m, who, &c),
        Command::Join(c) => links::join(m, who, c, at),
        Command::SetPerson(c) => set_person(m, who, c, at),
        Command::SetPeople(c) => set_people(m, who, c, at),
        Command::AskHat(c) => hat::ask(m, who, c),
        Command::RuleHat(c) => hat::rule(m, who, &c),
        Command::ConfirmPerson(c) => confirm(m, who, &c),
        Command::RemovePerson(c) => remove(m, who, &c),
        _ => Err(Refusal::new(RefusalCode::Internal, "not a command about people")),
    }
}

fn set_person(m: &Meeting, who: &Actor, c: SetPerson, at: &mut Moment) -> Result<Vec<Fact>, Refusal> {
    who.must_be(&[&STAFF[..], &[Role::HubOperator, Role::Participant]].concat())?;
    not_ended(m)?;
    if who.role() == Some(Role::Participant) {
        return of_oneself(m, who, c, at);
    }
    let old = c.person.map(|id| known(m, id)).transpose()?;
    let mut profile = c.profile;
    if who.role() == Some(Role::HubOperator) {
        of_own_hub(who, old, &mut profile)?;
    }
    if old.is_none() {
        room_for(m, 1)?;
    }
    let id = c.person.unwrap_or(PersonId(m.last.person + 1));
    let confirmed = old.is_none_or(|p| p.confirmed);
    Ok(vec![Fact::PersonSet(person_set(m, id, profile, confirmed, at)?)])
}

/// A participant says how to call and show them; who they speak for and where they are is for staff.
fn of_oneself(m: &Meeting, who: &Actor, c: SetPerson, at: &mut Moment) -> Result<Vec<Fact>, Refusal> {
    let Some(own) = who.person() else {
        return Err(Refusal::new(RefusalCode::NotYours, "this link is nobody's own: join first"));
    };
    if c.person.is_some_and(|id| id != own) {
        return Err(Refusal::new(RefusalCode::NotYours, "this is another person's profile"));
    }
    let Profile { say, languages, name_shown, call_name, interests, .. } = c.profile.clone();
    let allowed = Profile { say, languages, name_shown, call_name, interests, ..Profile::default() };
    if c.profile != allowed {
        let text = "only for staff: name, title, organisation, group, region and place are fixed at registration";
        return Err(Refusal::new(RefusalCode::NotYourRole, text));
    }
    let confirmed = known(m, own)?.confirmed;
    Ok(vec![Fact::PersonSet(person_set(m, own, allowed, confirmed, at)?)])
}

/// A hub operator adds and changes people of the hub, and checks in who comes from nowhere else.
fn of_own_hub(who: &Actor, old: Option<&Person>, profile: &mut Profile) -> Result<(), Refusal> {
    let own = who.place();
    let elsewhere = || Refusal::new(RefusalCode::NotYourPlace, "the person is checked in elsewhere than at your hub");
    match old.and_then(|p| p.place) {
        Some(place @ (Place::Room | Place::Hub(_))) if Some(place) != own => return Err(elsewhere()),
        _ => {}
    }
    if profile.place.is_some() && profile.place != own {
        return Err(elsewhere());
    }
    profile.place = own;
    if old.is_some_and(|p| p.group.is_some() && profile.group.as_ref().is_some_and(|g| p.group.as_ref() != Some(g))) {
        let text = "the group of a person is fixed at registration: a steward or the moderator may change it";
        return Err(Refusal { code: RefusalCode::NotYourRole, text: text.to_owned(), field: Some("group".to_owned()) });
    }
    Ok(())
}

fn set_people(m: &Meeting, who: &Actor, c: SetPeople, at: &mut Moment) -> Result<Vec<Fact>, Refusal> {
    who.must_be(&[Role::Organiser, Role::Moderator])?;
    not_ended(m)?;
    if c.people.is_empty() {
        return Err(Refusal::field("people", "is empty"));
    }
    room_for(m, c.people.iter().filter(|p| p.person.is_none()).count())?;
    let mut named = BTreeSet::new();
    let mut next = m.last.person;
    let mut facts = Vec::with_capacity(c.people.len());
    for (i, entry) in c.people.into_iter().enumerate() {
        let in_list = |r: Refusal| in_entry(r, i);
        let confirmed = match entry.person {
            Some(id) if !named.insert(id) => return Err(in_list(Refusal::field("person", "stands twice in the list"))),
            Some(id) => known(m, id).map_err(in_list)?.confirmed,
            None => true,
        };
        let id = entry.person.unwrap_or_else(|| {
            next += 1;
            PersonId(next)
        });
        facts.push(Fact::PersonSet(person_set(m, id, entry.profile, confirmed, at).map_err(in_list)?));
    }
    Ok(facts)
}

/// A refusal of one entry of a list, as `people[3].name is empty`.
fn in_entry(mut refusal: Refusal, i: usize) -> Refusal {
    match &refusal.field {
        Some(field) if refusal.text.starts_with(field.as_str()) => {
            refusal.text = format!("people[{i}].{}", refusal.text);
        }
        _ => refusal.text = format!("people[{i}]: {}", refusal.text),
    }
    refusal.field = refusal.field.map(|field| format!("people[{i}].{field}"));
    refusal
}

fn confirm(m: &Meeting, who: &Actor, c: &ConfirmPerson) -> Result<Vec<Fact>, Refusal> {
    who.must_be(&STAFF)?;
    not_ended(m)?;
    if known(m, c.person)?.confirmed {
        return Err(Refusal::new(RefusalCode::MovedOn, "the person is confirmed already"));
    }
    Ok(vec![Fact::PersonConfirmed(PersonConfirmed { person: c.person })])
}

fn remove(m: &Meeting, who: &Actor, c: &RemovePerson) -> Result<Vec<Fact>, Refusal> {
    who.must_be(&[&STAFF[..], &[Role::HubOperator]].concat())?;
    not_ended(m)?;
    let person = known(m, c.person)?;
    if who.role() == Some(Role::HubOperator) && person.place != who.place() {
        return Err(Refusal::new(RefusalCode::NotYourPlace, "the person is not of your hub"));
    }
    if m.chair == Some(c.person) {
        return Err(Refusal::field("person", "has the chair: hand the chair over first"));
    }
    links::may_revoke_all_of(m, who, c.person)?;
    let theirs = m.waiting.iter().filter(|id| m.hands.get(id).is_some_and(|h| h.person == Some(c.person)));
    let mut facts: Vec<Fact> = theirs.map(|hand| Fact::HandLowered(HandLowered { hand: *hand })).collect();
    let links = m.links.iter().filter(|(_, link)| link.person == Some(c.person) && !link.revoked);
    facts.extend(links.map(|(id, _)| Fact::LinkRevoked(LinkRevoked { link: *id })));
    facts.push(Fact::PersonRemoved(PersonRemoved { person: c.person }));
    Ok(facts)
}

fn known(m: &Meeting, id: PersonId) -> Result<&Person, Refusal> {
    m.person(id).ok_or_else(|| missing("person", id))
}

fn room_for(m: &Meeting, more: usize) -> Result<(), Refusal> {
    if m.people.len() + more > limits::ROSTER {
        return Err(too_many("people on its roster", limits::ROSTER));
    }
    Ok(())
}

/// What is known of a person after the profile: what it does not say stays.
fn person_set(m: &Meeting, id: PersonId, p: Profile, confirmed: bool, at: &mut Moment) -> Result<PersonSet, Refusal> {
    let old = m.person(id);
    let name = match (p.name, old) {
        (Some(name), _) => field::name("name", &name)?,
        (None, None) => return Err(Refusal::field("name", "is missing")),
        (None, Some(_)) => String::new(),
    };
    let renamed = old.is_none_or(|o| !name.is_empty() && m.vault.open(&o.name) != Some(&name));
    let group = p.group.or(old.and_then(|o| o.group.clone()));
    known_group(m, old, group.as_ref())?;
    let region = p.region.or(old.and_then(|o| o.region.clone()));
    known_region(m, region.as_ref())?;
    let place = p.place.or(old.and_then(|o| o.place));
    if let Some(Place::Hub(hub)) = place
        && !m.hubs.contains_key(&hub)
    {
        return Err(missing("hub", hub));
    }
    let languages = match p.languages {
        Some(tags) => field::languages("languages", &tags, limits::PERSON_LANGUAGES)?,
        None => old.map(|o| o.languages.clone()).unwrap_or_default(),
    };
    let interests = p.interests.map(|t| text::paragraphs(&t, limits::INTERESTS_CHARS)).transpose();
    let interests = interests.map_err(|what| Refusal::field("interests", what))?;
    let interests = kept(m, interests, old.and_then(|o| o.interests.as_ref()), at);
    let mut line = |field, new, was: Option<&Private>, most| private_line(m, field, new, was, most, at);
    Ok(PersonSet {
        person: id,
        say: line("say", p.say, old.and_then(|o| o.say.as_ref()), limits::LABEL_CHARS)?,
        title: line("title", p.title, old.and_then(|o| o.title.as_ref()), limits::LABEL_CHARS)?,
        organisation: line(
            "organisation",
            p.organisation,
            old.and_then(|o| o.organisation.as_ref()),
            limits::ORGANISATION_CHARS,
        )?,
        call_name: line("call_name", p.call_name, old.and_then(|o| o.call_name.as_ref()), limits::LABEL_CHARS)?,
        name: match old {
            Some(old) if !renamed => old.name.clone(),
            _ => at.seal(name),
        },
        interests,
        group,
        region,
        place,
        languages,
        name_shown: p.name_shown.or(old.and_then(|o| o.name_shown)),
        confirmed,
        alike: old.filter(|_| !renamed).and_then(|o| o.alike),
    })
}

/// A group is the key of a microphone; one that was retired since may stay with whoever has it.
fn known_group(m: &Meeting, old: Option<&Person>, group: Option<&Key>) -> Result<(), Refusal> {
    match group {
        Some(key) if !m.microphones.contains_key(key) && old.and_then(|o| o.group.as_ref()) != Some(key) => {
            Err(missing("group", key))
        }
        _ => Ok(()),
    }
}

/// A personal line as the event keeps it: unchanged values keep their commitment, empty ones go.
fn private_line(
    m: &Meeting,
    field: &str,
    new: Option<String>,
    was: Option<&Private>,
    most: usize,
    at: &mut Moment,
) -> Result<Option<Private>, Refusal> {
    let text = new.map(|text| field::line(field, &text, most)).transpose()?;
    Ok(kept(m, text, was, at))
}

/// A checked personal text as the event keeps it.
fn kept(m: &Meeting, new: Option<String>, was: Option<&Private>, at: &mut Moment) -> Option<Private> {
    match (new, was) {
        (None, was) => was.cloned(),
        (Some(text), Some(private)) if m.vault.open(private) == Some(&text) => Some(private.clone()),
        (text, _) => at.seal_some(text),
    }
}

pub(crate) fn evolve(m: &mut Meeting, event: &Event) {
    match &event.fact {
        Fact::PersonSet(e) => set(m, e),
        Fact::PersonConfirmed(e) => {
            if let Some(person) = m.people.get_mut(&e.person) {
                person.confirmed = true;
                person.alike = None;
            }
        }
        Fact::PersonRemoved(e) => {
            if let Some(person) = m.people.get_mut(&e.person) {
                person.removed = true;
                person.asks_group = None;
            }
            forget_undo(m, |m, entry| {
                let of_hand = entry.hand.and_then(|h| m.hands.get(&h)).and_then(|h| h.person);
                entry.person == Some(e.person) || of_hand == Some(e.person)
            });
        }
        fact => {
            hat::evolve(m, fact);
            links::evolve(m, fact);
        }
    }
}

fn set(m: &mut Meeting, e: &PersonSet) {
    let old = m.people.get(&e.person);
    let person = Person {
        name: e.name.clone(),
        say: e.say.clone(),
        title: e.title.clone(),
        organisation: e.organisation.clone(),
        group: e.group.clone(),
        region: e.region.clone(),
        place: e.place,
        languages: e.languages.clone(),
        name_shown: e.name_shown,
        call_name: e.call_name.clone(),
        interests: e.interests.clone(),
        confirmed: e.confirmed,
        alike: e.alike,
        removed: old.is_some_and(|o| o.removed),
        spoken: old.map_or(0, |o| o.spoken),
        spoken_in_all: old.map_or(0, |o| o.spoken_in_all),
        hand: old.and_then(|o| o.hand),
        asks_group: old.and_then(|o| o.asks_group.clone()).filter(|asked| e.group.as_ref() != Some(asked)),
    };
    m.people.insert(e.person, person);
    m.last.person = m.last.person.max(e.person.0);
}
