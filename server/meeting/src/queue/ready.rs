//! What the queue does by itself: the order of new hands becomes final; hubs on deck are told, and passed over until their
//! audio is confirmed.

use protocol::{Delivery, Ms, Phase};

use crate::{
    Fact, Meeting,
    event::{HandOnDeck, HandUnready, HandsSettled},
    meeting::Hand,
    rule,
};

/// What is due by now.
pub(crate) fn due(m: &Meeting, now_ms: Ms) -> Vec<Fact> {
    if m.phase != Phase::Running {
        return Vec::new();
    }
    let settled = rule::provisional::due(m, now_ms);
    if !settled.is_empty() {
        // Who is on deck is looked at when that is so.
        return vec![Fact::HandsSettled(HandsSettled { hands: settled })];
    }
    let ready_ms = m.settings.ready_ms;
    let facts = unconfirmed_on_deck(m).into_iter().filter_map(|(id, hand)| match hand.told_ms {
        None => Some(Fact::HandOnDeck(HandOnDeck { hand: id })),
        Some(told_ms) if told_ms + ready_ms <= now_ms => Some(Fact::HandUnready(HandUnready { hand: id })),
        Some(_) => None,
    });
    facts.collect()
}

/// When something is due next.
pub(crate) fn next_due(m: &Meeting) -> Option<Ms> {
    if m.phase != Phase::Running {
        return None;
    }
    let ready_ms = m.settings.ready_ms;
    let told = unconfirmed_on_deck(m).into_iter();
    let ready = told.map(|(_, hand)| hand.told_ms.map_or(m.now_ms, |told_ms| told_ms + ready_ms)).min();
    [rule::provisional::next_due(m), ready].into_iter().flatten().min()
}

/// Whether somebody has to confirm that the audio of a hand works before it is called.
pub(super) fn must_confirm(hand: &Hand) -> bool {
    hand.delivery == Delivery::HubLine
}

fn is_unconfirmed(hand: &Hand) -> bool {
    must_confirm(hand) && !hand.audio_ready && !hand.unready
}

/// The hands on deck that wait for their audio. In a break nobody is hurried.
fn unconfirmed_on_deck(m: &Meeting) -> Vec<(protocol::HandId, &Hand)> {
    let idle = m.settings.ready_ms == 0 || m.pause.is_some();
    if idle || !m.waiting.iter().any(|id| is_unconfirmed(&m.hands[id])) {
        return Vec::new();
    }
    let deck = rule::first(m, m.settings.on_deck as usize);
    deck.into_iter().map(|p| (p.hand, &m.hands[&p.hand])).filter(|(_, hand)| is_unconfirmed(hand)).collect()
}
