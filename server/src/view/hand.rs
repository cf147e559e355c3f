//! `hand/{hand}`: everybody sees the waiting hands; the name as that person's name is shown. A hand
//! without a name says which of how many such hands of its place it is. The text of a written
//! contribution is not in it.

use std::collections::BTreeSet;

use meeting::meeting::{Hand, Meeting};
use protocol::{HandId, HandKind, row::HandRow};

use super::{Audience, Changes, View, who};

/// These hands, or all.
pub fn rows(view: &View, audience: Audience, which: Option<&BTreeSet<HandId>>, out: &mut Changes) {
    match which {
        Some(hands) => {
            for id in hands {
                out.covers(format!("hand/{id}"));
                put(view, audience, *id, out);
            }
        }
        None => {
            out.covers_under("hand/");
            for id in &view.m.waiting {
                put(view, audience, *id, out);
            }
        }
    }
}

fn put(view: &View, audience: Audience, id: HandId, out: &mut Changes) {
    let m = view.m;
    if let Some(hand) = m.hands.get(&id).filter(|_| m.waiting.contains(&id)) {
        out.put_at("hand", id, &row(m, audience, id, hand));
    }
}

fn row(m: &Meeting, audience: Audience, id: HandId, hand: &Hand) -> HandRow {
    let person = hand.person.and_then(|p| m.people.get(&p));
    HandRow {
        who: who::who(m, audience, hand.person, hand.region.as_ref()),
        of: hand.person.is_none().then(|| among_unnamed(m, id, hand)),
        mic: hand.mic.clone(),
        group: hand.group.clone(),
        place: hand.place,
        kind: hand.kind,
        delivery: hand.delivery,
        language: hand.language.clone(),
        topic: who::text(m, &hand.topic),
        to_turn: hand.to_turn,
        raised_ms: hand.raised_ms,
        new: m.is_newcomer(hand),
        admitted: (hand.kind == HandKind::PointOfOrder).then_some(hand.admitted_ms.is_some()),
        skipped: hand.skipped,
        provisional: !hand.settled,
        unready: hand.unready,
        arrived_ms: hand.heard.filter(|h| h.outage).map(|_| hand.arrived_ms),
        unconfirmed: person.is_some_and(|p| !p.confirmed),
    }
}

/// Which of how many waiting hands without a name this one is at its place, from 1.
fn among_unnamed(m: &Meeting, id: HandId, hand: &Hand) -> [u32; 2] {
    let mut of = [0, 0];
    for other in unnamed_beside(m, hand) {
        of[0] += u32::from(other <= id);
        of[1] += 1;
    }
    of
}

/// The waiting hands without a name at the same place.
pub fn unnamed_beside<'a>(m: &'a Meeting, hand: &'a Hand) -> impl Iterator<Item = HandId> + 'a {
    let hands = m.waiting.iter().filter_map(|id| Some((id, m.hands.get(id)?)));
    hands.filter(|(_, other)| other.person.is_none() && other.place == hand.place).map(|(id, _)| *id)
}
