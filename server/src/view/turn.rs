//! `turn/{turn}`: everybody sees the last 20 turns before the one that is on the floor; names as
//! those persons' names are shown. The record has all turns.

use meeting::meeting::Turn;
use protocol::{TurnId, limits, row::TurnRow};

use super::{Audience, Changes, View, who};

pub fn rows(view: &View, audience: Audience, out: &mut Changes) {
    out.covers_under("turn/");
    let past = view.m.turns.iter().rev().filter(|(id, _)| view.m.floor.turn != Some(**id));
    for (id, turn) in past.take(limits::RECENT) {
        out.put_at("turn", id, &row(view, audience, *id, turn));
    }
}

/// A turn as this audience may see it.
pub fn row(view: &View, audience: Audience, id: TurnId, turn: &Turn) -> TurnRow {
    let m = view.m;
    TurnRow {
        turn: id,
        kind: turn.kind,
        who: who::who(m, audience, turn.person, turn.region.as_ref()),
        hand: turn.hand,
        hand_kind: turn.hand_kind,
        to_turn: turn.to_turn,
        mic: turn.mic.clone(),
        group: turn.group.clone(),
        place: turn.place,
        language: turn.language.clone(),
        topic: who::text(m, &turn.topic),
        out_of_turn: turn.out_of_turn,
        item: turn.item,
        called_ms: turn.called_ms,
        started_ms: turn.started_ms,
        ended_ms: turn.ended_ms,
        limit_ms: turn.limit_ms,
        spoken_ms: turn.spoken_ms,
        running_since_ms: turn.running_since_ms,
        on_air: turn.on_air,
        words: turn.words,
        corrected: turn.corrected,
        entered: turn.entered,
    }
}
