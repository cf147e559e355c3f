//! `microphone/{key}`: everybody sees the microphones and their order of rotation.

use protocol::row::MicrophoneRow;

use super::{Changes, View};

pub fn rows(view: &View, out: &mut Changes) {
    out.covers_under("microphone/");
    for (lane, key) in (0..).zip(view.m.lanes()) {
        let mic = &view.m.microphones[key];
        let row = MicrophoneRow {
            name: mic.name.clone(),
            letter: mic.letter.clone(),
            hue: mic.hue,
            hollow: mic.hollow,
            weight: mic.weight,
            lane,
            budget_ms: mic.budget_ms,
            held: mic.held,
        };
        out.put_at("microphone", key, &row);
    }
}
