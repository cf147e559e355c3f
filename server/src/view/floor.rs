//! `floor`: everybody sees who has the floor, with the clock and what the interpreters signalled;
//! the name as that person's name is shown.

use protocol::row::FloorRow;

use super::{Audience, Changes, View, turn};

pub fn rows(view: &View, audience: Audience, out: &mut Changes) {
    let floor = &view.m.floor;
    let row = FloorRow {
        turn: view.m.current_turn().map(|(id, t)| turn::row(view, audience, id, t)),
        interrupted: floor.interrupted,
        signal: floor.signal,
        signal_ms: floor.signal_ms,
    };
    out.put("floor", &row);
}
