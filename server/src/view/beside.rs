//! `conflicts/{poll}` and `statements/{poll}`: what stands beside the answers. Everybody sees the conflicts of interest that were
//! declared in a question by name once it was opened; of a secret one only how many there are, in its own row. Statements are
//! seen where the result is: by staff always, by everybody else while it is shown. Names are shown as their owners wish.

use std::collections::BTreeSet;

use meeting::meeting::{Meeting, Poll, Statement};
use meeting::poll;
use protocol::{
    PersonId, PollId,
    row_poll::{ConflictRow, DeclarationRow, StatementRow},
};

use super::{Audience, Changes, View, who};

/// Those of these questions, or of all.
pub fn rows(view: &View, audience: Audience, which: Option<&BTreeSet<PollId>>, out: &mut Changes) {
    let m = view.m;
    match which {
        Some(polls) => {
            for id in polls {
                out.covers(format!("conflicts/{id}"));
                out.covers(format!("statements/{id}"));
                if let Some(poll) = m.polls.get(id) {
                    put(m, audience, *id, poll, out);
                }
            }
        }
        None => {
            out.covers_under("conflicts/");
            out.covers_under("statements/");
            for (id, poll) in &m.polls {
                put(m, audience, *id, poll, out);
            }
        }
    }
}

fn put(m: &Meeting, audience: Audience, id: PollId, poll: &Poll, out: &mut Changes) {
    let conflicts = conflicts(m, audience, poll);
    if !conflicts.is_empty() {
        out.put_at("conflicts", id, &conflicts);
    }
    if !poll.statements.is_empty() && (audience.is_staff() || poll::is_shown(poll)) {
        let rows: Vec<StatementRow> = poll.statements.iter().map(|s| statement(m, audience, s)).collect();
        out.put_at("statements", id, &rows);
    }
}

fn conflicts(m: &Meeting, audience: Audience, poll: &Poll) -> Vec<ConflictRow> {
    if poll.terms.secret {
        return Vec::new();
    }
    let with = poll.declarations.iter().filter(|(_, declaration)| declaration.conflict);
    with.map(|(person, declaration)| ConflictRow {
        name: name(m, audience, Some(*person)),
        text: who::text(m, &declaration.text).unwrap_or_default(),
    })
    .collect()
}

fn statement(m: &Meeting, audience: Audience, of: &Statement) -> StatementRow {
    let person = name(m, audience, of.person);
    let name = match who::text(m, &of.behalf) {
        Some(behalf) if person.is_empty() => behalf,
        Some(behalf) => format!("{behalf} ({person})"),
        None => person,
    };
    StatementRow { kind: of.kind, name, text: m.vault.open(&of.text).unwrap_or_default().to_owned(), at_ms: of.at_ms }
}

fn name(m: &Meeting, audience: Audience, person: Option<PersonId>) -> String {
    person.and_then(|id| m.people.get(&id)).map(|p| who::name(m, audience, p)).unwrap_or_default()
}

/// A person's own declaration.
pub fn own(m: &Meeting, poll: &Poll, person: PersonId) -> Option<DeclarationRow> {
    let declaration = poll.declarations.get(&person)?;
    Some(DeclarationRow { conflict: declaration.conflict, text: who::text(m, &declaration.text) })
}
