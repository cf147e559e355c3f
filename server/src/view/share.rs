//! `share`: everybody sees how the floor has been shared so far, by side, hub and microphone. Only
//! called turns count, with their speaking time as far as it is measured.

use std::collections::BTreeMap;

use protocol::{
    HubId, Key, Place, TurnKind,
    row::{ShareRow, Sum},
};

use super::{Changes, View};

pub fn rows(view: &View, out: &mut Changes) {
    out.put("share", &row(view));
}

fn row(view: &View) -> ShareRow {
    let m = view.m;
    let nothing = || Sum { turns: 0, ms: 0 };
    let mut mics: BTreeMap<Key, Sum> = m.microphones.keys().map(|key| (key.clone(), nothing())).collect();
    let (mut room, mut hubs, mut online) = (nothing(), nothing(), nothing());
    let mut hubs_each: BTreeMap<HubId, Sum> = BTreeMap::new();
    let (mut called, mut out_of_turn) = (0, 0);
    for turn in m.turns.values().filter(|turn| turn.kind == TurnKind::Called) {
        let side = match turn.place {
            Some(Place::Room) => Some(&mut room),
            Some(Place::Hub(_)) => Some(&mut hubs),
            Some(Place::Online) => Some(&mut online),
            None => None,
        };
        let mic = turn.mic.as_ref().map(|key| mics.entry(key.clone()).or_insert_with(nothing));
        let hub = match turn.place {
            Some(Place::Hub(hub)) => Some(hubs_each.entry(hub).or_insert_with(nothing)),
            _ => None,
        };
        for sum in side.into_iter().chain(hub).chain(mic) {
            sum.turns += 1;
            sum.ms += turn.spoken_ms;
        }
        called += u32::from(turn.hand.is_some());
        out_of_turn += u32::from(turn.out_of_turn.is_some());
    }
    let raised = u32::try_from(m.hands.len()).unwrap_or(u32::MAX);
    ShareRow { room, hubs, online, hubs_each, mics, raised, called, out_of_turn }
}
