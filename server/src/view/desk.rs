//! `desk/{hand}`: what is needed to bring a hand on deck, and the one on the floor, to air: its
//! line, its name in the video call, the text to be read aloud. For staff; for a hub's operator the
//! hub's own; for mixers without the text.

use meeting::meeting::Hand;
use protocol::{Delivery, HandId, Place, row::DeskRow};

use super::{Audience, Changes, View, who};

pub fn rows(view: &View, audience: Audience, out: &mut Changes) {
    out.covers_under("desk/");
    if audience == Audience::Public {
        return;
    }
    let m = view.m;
    let on_floor = m.current_turn().and_then(|(_, turn)| turn.hand);
    for id in view.deck().iter().map(|(hand, _)| *hand).chain(on_floor) {
        if let Some(hand) = m.hands.get(&id).filter(|hand| audience == Audience::Mixer || audience.minds(hand.place)) {
            out.put_at("desk", id, &row(view, audience, id, hand));
        }
    }
}

fn row(view: &View, audience: Audience, id: HandId, hand: &Hand) -> DeskRow {
    let m = view.m;
    let hub = match hand.place {
        Place::Hub(hub) => m.hubs.get(&hub),
        Place::Room | Place::Online => None,
    };
    let person = hand.person.and_then(|p| m.people.get(&p));
    let over_hub = hub.filter(|_| hand.delivery == Delivery::HubLine);
    DeskRow {
        hand: Some(id),
        line: Some(over_hub.and_then(|hub| hub.line.clone()).unwrap_or_else(|| delivery(hand.delivery).to_owned())),
        call_name: over_hub
            .and_then(|hub| hub.call_name.clone())
            .or_else(|| person.and_then(|p| who::text(m, &p.call_name))),
        text: who::text(m, &hand.text).filter(|_| audience != Audience::Mixer),
    }
}

/// The word of the wire.
fn delivery(delivery: Delivery) -> &'static str {
    match delivery {
        Delivery::Microphone => "microphone",
        Delivery::HubLine => "hub_line",
        Delivery::OwnCall => "own_call",
        Delivery::Telephone => "telephone",
        Delivery::Written => "written",
    }
}
