//! `item/{item}`: everybody sees the agenda.

use protocol::row::ItemRow;

use super::{Changes, View};

pub fn rows(view: &View, out: &mut Changes) {
    out.covers_under("item/");
    for (id, item) in &view.m.items {
        let row = ItemRow {
            title: item.title.clone(),
            position: item.position,
            turn_ms: item.turn_ms,
            item_ms: item.item_ms,
            shares: item.shares.clone(),
            consecutive: item.consecutive,
        };
        out.put_at("item", id, &row);
    }
}
