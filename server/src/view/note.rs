//! `note/{note}`: everybody sees the last 20 notes and decisions. The record has all.

use protocol::{limits, row::NoteRow};

use super::{Changes, View};

pub fn rows(view: &View, out: &mut Changes) {
    out.covers_under("note/");
    let m = view.m;
    for (id, note) in m.notes.iter().rev().take(limits::RECENT) {
        let row = NoteRow {
            kind: note.kind,
            text: m.vault.open(&note.text).unwrap_or_default().to_owned(),
            at_ms: note.at_ms,
            item: note.item,
        };
        out.put_at("note", id, &row);
    }
}
