//! `mirror` and `not_heard`: everybody sees how the floor has been shared, and whose hands were not
//! heard; names as those persons' names are shown. A hand without a name is only counted, by its place.

use std::collections::BTreeMap;

use meeting::fairness::{self, MicShare, Mirror, Share, Waits};
use protocol::row_mirror::{
    MirrorGap, MirrorMic, MirrorPeople, MirrorRow, MirrorShare, MirrorWaits, NotHeardHand, NotHeardRow,
};

use super::{Audience, Changes, View, who};

pub fn rows(view: &View, audience: Audience, out: &mut Changes) {
    out.covers("mirror".to_owned());
    out.covers("not_heard".to_owned());
    if let Some(mirror) = view.mirror() {
        out.put("mirror", mirror);
    }
    if let Some(not_heard) = not_heard(view, audience) {
        out.put("not_heard", &not_heard);
    }
}

/// The row of a mirror.
pub fn row(mirror: Mirror) -> MirrorRow {
    let mut regions = mirror.regions;
    let no_region = regions.remove(&None);
    let people = mirror.people;
    MirrorRow {
        as_of_ms: mirror.as_of_ms,
        all: share(mirror.all),
        room: share(mirror.room),
        hubs: share(mirror.hubs),
        online: share(mirror.online),
        mics: mirror.mics.into_iter().map(|(key, sum)| (key, mic(sum))).collect(),
        regions: regions.into_iter().filter_map(|(key, sum)| Some((key?, share(sum)))).collect(),
        no_region: no_region.map(share),
        hubs_each: mirror.each_hub.into_iter().map(|(hub, sum)| (hub, share(sum))).collect(),
        jain: mirror.jain.map(rounded),
        gap: mirror.gap.map(|gap| MirrorGap { ms: gap.ms.round() as i64, ahead: gap.ahead, behind: gap.behind }),
        longest_turn_ms: mirror.longest_turn_ms,
        parity: mirror.parity.map(rounded),
        people: MirrorPeople {
            known: people.known,
            spoke: people.spoke,
            gini: people.gini.map(rounded),
            half_by: people.half_by,
            unnamed_turns: people.unnamed_turns,
            unnamed_ms: people.unnamed_ms,
        },
        out_of_turn: mirror.out_of_turn,
        points_raised: mirror.points_raised,
        points_called: mirror.points_called,
        replies: mirror.replies,
    }
}

fn share(share: Share) -> MirrorShare {
    MirrorShare { turns: share.turns, ms: share.ms, newcomers: share.newcomers, waits: waits(share.waits) }
}

fn waits(waits: Waits) -> MirrorWaits {
    let Waits { raised, called, lowered, median_ms, longest_ms } = waits;
    MirrorWaits { raised, called, lowered, median_ms, longest_ms }
}

fn mic(mic: MicShare) -> MirrorMic {
    let parity = mic.parity.map(rounded);
    MirrorMic { share: share(mic.share), room: waits(mic.room), remote: waits(mic.remote), parity }
}

/// Four decimals: more are noise.
fn rounded(x: f64) -> f64 {
    (x * 1e4).round() / 1e4
}

fn not_heard(view: &View, audience: Audience) -> Option<NotHeardRow> {
    let m = view.m;
    let mut row = NotHeardRow { hands: Vec::new(), unnamed: BTreeMap::new() };
    for id in fairness::not_heard(m) {
        let Some(hand) = m.hands.get(&id) else { continue };
        let Some(person) = hand.person.and_then(|person| m.people.get(&person)) else {
            *row.unnamed.entry(hand.place.to_string()).or_default() += 1;
            continue;
        };
        row.hands.push(NotHeardHand {
            hand: id,
            who: who::who(m, audience, hand.person, hand.region.as_ref()),
            mic: hand.mic.clone(),
            place: hand.place,
            kind: hand.kind,
            topic: who::text(m, &hand.topic),
            spoke: person.spoken_in_all > 0,
        });
    }
    (!row.hands.is_empty() || !row.unnamed.is_empty()).then_some(row)
}
