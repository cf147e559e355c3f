//! `undo`: staff sees which moderator action would be undone next, with the full name of whom it
//! concerned.

use protocol::row::UndoRow;

use super::{Audience, Changes, View};

pub fn rows(view: &View, audience: Audience, out: &mut Changes) {
    if !audience.is_staff() {
        return;
    }
    let m = view.m;
    let last = m.undo.last();
    let row = UndoRow {
        seq: last.map(|entry| entry.seq),
        what: last.map(|entry| entry.what),
        at_ms: last.map(|entry| entry.at_ms),
        hand: last.and_then(|entry| entry.hand),
        name: last.and_then(|entry| entry.person).map(|p| m.name_of(p).to_owned()).filter(|name| !name.is_empty()),
    };
    out.put("undo", &row);
}
