//! The reason for a position as it stands on the wire: the rule's reasons, weightiest first, with
//! the microphone, place or region that they mean.

use meeting::{
    Meeting,
    rule::{Placed, Reason},
};
use protocol::{
    HandId,
    row::{Why, WhyCode},
};

/// A hand of the order with its reason.
pub fn placed(m: &Meeting, placed: &Placed) -> (HandId, Why) {
    let hand = &m.hands[&placed.hand];
    let mut codes: Vec<WhyCode> = placed.reasons.iter().copied().map(code).collect();
    if hand.not_before_call > m.rotation.calls && !hand.skipped {
        codes.push(WhyCode::Deferred);
    }
    let has = |any: &[WhyCode]| codes.iter().any(|code| any.contains(code));
    let mic = has(&[
        WhyCode::MicrophoneDue,
        WhyCode::OnlyMicrophone,
        WhyCode::LeastTime,
        WhyCode::Pinned,
        WhyCode::Held,
        WhyCode::BudgetSpent,
    ])
    .then(|| hand.mic.clone());
    let place = has(&[WhyCode::HubDue]).then_some(hand.place);
    let region = if has(&[WhyCode::RegionDue]) { hand.region.clone() } else { None };
    (placed.hand, Why { codes, mic, place, region, hand: None })
}

fn code(reason: Reason) -> WhyCode {
    match reason {
        Reason::PointOfOrder => WhyCode::PointOfOrder,
        Reason::Objection => WhyCode::Objection,
        Reason::Attached => WhyCode::Attached,
        Reason::FirstRaised => WhyCode::FirstRaised,
        Reason::MicrophoneDue => WhyCode::MicrophoneDue,
        Reason::OnlyMicrophone => WhyCode::OnlyMicrophone,
        Reason::LeastTime => WhyCode::LeastTime,
        Reason::RemoteDue => WhyCode::RemoteDue,
        Reason::RoomDue => WhyCode::RoomDue,
        Reason::RegionDue => WhyCode::RegionDue,
        Reason::HubDue => WhyCode::HubDue,
        Reason::Newcomer => WhyCode::Newcomer,
        Reason::NewcomerCap => WhyCode::NewcomerCap,
        Reason::RemoteSlot => WhyCode::RemoteSlot,
        Reason::Skipped => WhyCode::Skipped,
        Reason::AsTheyStand => WhyCode::AsTheyStand,
        Reason::Draw => WhyCode::Draw,
        Reason::NotReady => WhyCode::NotReady,
        Reason::Pinned => WhyCode::Pinned,
        Reason::Held => WhyCode::Held,
        Reason::BudgetSpent => WhyCode::BudgetSpent,
    }
}
