//! `link/{link}`: the organiser sees the links, revoked ones too. Neither a secret nor its hash is
//! in any row of any audience.

use std::collections::BTreeSet;

use meeting::meeting::{Link, Meeting};
use protocol::{LinkId, row::LinkRow};

use super::{Audience, Changes, View, who};

/// These links, or all.
pub fn rows(view: &View, audience: Audience, which: Option<&BTreeSet<LinkId>>, out: &mut Changes) {
    if audience != Audience::Organiser {
        return;
    }
    let m = view.m;
    match which {
        Some(links) => {
            for id in links {
                out.covers(format!("link/{id}"));
                if let Some(link) = m.links.get(id) {
                    out.put_at("link", id, &row(m, link));
                }
            }
        }
        None => {
            out.covers_under("link/");
            for (id, link) in &m.links {
                out.put_at("link", id, &row(m, link));
            }
        }
    }
}

fn row(m: &Meeting, link: &Link) -> LinkRow {
    LinkRow {
        role: link.role,
        place: link.place,
        person: link.person,
        microphone: link.microphone.clone(),
        unit: link.unit.clone(),
        label: who::text(m, &link.label),
        joined: link.joined,
        revoked: link.revoked,
    }
}
