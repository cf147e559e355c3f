//! `order/{key}`, `order` and `next`: everybody sees the line of each microphone in calling order,
//! how the lines interleave, and who is on deck with the reason. `why`, the reasons of all
//! positions: staff; a hub's operator those of the hub's hands; a person their own, in `my/hand`.

use std::collections::BTreeMap;

use protocol::{
    HandId, Key,
    row::{NextHand, NextRow, OrderRow, Why},
};

use super::{Audience, Changes, View};

/// The digits that stand for lanes.
const DIGITS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";

pub fn rows(view: &View, audience: Audience, out: &mut Changes) {
    let placed = &view.order().placed;
    let lanes: BTreeMap<&Key, usize> = view.m.lanes().into_iter().zip(0..).collect();
    let mut lines: BTreeMap<&Key, Vec<HandId>> = lanes.keys().map(|key| (*key, Vec::new())).collect();
    let mut interleaved = String::with_capacity(placed.len());
    for (hand, _) in placed {
        let mic = &view.m.hands[hand].mic;
        let (Some(lane), Some(line)) = (lanes.get(mic), lines.get_mut(mic)) else { continue };
        interleaved.push(char::from(DIGITS[lane % DIGITS.len()]));
        line.push(*hand);
    }
    out.covers_under("order/");
    for (key, line) in &lines {
        out.put_at("order", key, line);
    }
    out.put("order", &OrderRow { lanes: interleaved });
    out.put("next", &next(view));
    if !matches!(audience, Audience::Public | Audience::Mixer) {
        out.put("why", &why(view, audience));
    }
}

fn next(view: &View) -> NextRow {
    let deck = view.deck().iter().map(|(hand, why)| {
        let h = &view.m.hands[hand];
        NextHand { hand: *hand, why: why.clone(), audio_ready: h.audio_ready, line_up: h.line_up, told_ms: h.told_ms }
    });
    NextRow { deck: deck.collect() }
}

fn why<'a>(view: &'a View, audience: Audience) -> BTreeMap<HandId, &'a Why> {
    let minded = view.order().placed.iter().filter(|(hand, _)| audience.minds(view.m.hands[hand].place));
    minded.map(|(hand, why)| (*hand, why)).collect()
}
