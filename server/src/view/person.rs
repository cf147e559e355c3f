//! `person/{person}`: staff sees the roster in full, a hub's operator the people who are in the
//! hub. Who was removed is in it no more, though past turns still name them.

use std::collections::BTreeSet;

use meeting::meeting::{Meeting, Person};
use protocol::{PersonId, row::PersonRow};

use super::{Audience, Changes, View, who};

/// These people, or all.
pub fn rows(view: &View, audience: Audience, which: Option<&BTreeSet<PersonId>>, out: &mut Changes) {
    let m = view.m;
    match which {
        Some(people) => {
            for id in people {
                out.covers(format!("person/{id}"));
                put(m, audience, *id, m.people.get(id), out);
            }
        }
        None => {
            out.covers_under("person/");
            for (id, person) in &m.people {
                put(m, audience, *id, Some(person), out);
            }
        }
    }
}

fn put(m: &Meeting, audience: Audience, id: PersonId, person: Option<&Person>, out: &mut Changes) {
    let Some(p) = person.filter(|p| !p.removed) else { return };
    if audience.is_staff() || p.place.is_some_and(|place| audience.minds(place)) {
        out.put_at("person", id, &row(m, p));
    }
}

fn row(m: &Meeting, p: &Person) -> PersonRow {
    PersonRow {
        name: m.vault.open(&p.name).unwrap_or_default().to_owned(),
        say: who::text(m, &p.say),
        title: who::text(m, &p.title),
        organisation: who::text(m, &p.organisation),
        group: p.group.clone(),
        region: p.region.clone(),
        place: p.place,
        languages: p.languages.clone(),
        name_shown: p.name_shown,
        call_name: who::text(m, &p.call_name),
        confirmed: p.confirmed,
        alike: p.alike,
        spoken: p.spoken,
        asks_group: p.asks_group.clone(),
        interests: who::text(m, &p.interests),
    }
}
