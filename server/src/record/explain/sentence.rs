//! Reasons in English, with the words that the pages use.

use meeting::Meeting;
use meeting::meeting::Hand;
use meeting::rule::Reason;
use protocol::{OverrideReason, Preset};

use crate::record::names;

/// The reasons of a position as one sentence.
pub(super) fn why(m: &Meeting, hand: &Hand, reasons: &[Reason]) -> String {
    let mut parts: Vec<String> = reasons.iter().map(|reason| part(m, hand, *reason)).collect();
    if parts.is_empty() {
        // The room where the remote side does not wait, or the other way round: there was nothing to choose.
        parts.push("nobody else waits".to_owned());
    }
    let mut sentence = parts.join("; ");
    let first = sentence.chars().next().map_or(0, char::len_utf8);
    let capital = sentence[..first].to_uppercase();
    sentence.replace_range(..first, &capital);
    sentence.push('.');
    sentence
}

fn part(m: &Meeting, hand: &Hand, reason: Reason) -> String {
    let microphone = || names::unit(m, &hand.mic);
    let plain = match reason {
        Reason::MicrophoneDue => return format!("{} is next in the rotation", microphone()),
        Reason::OnlyMicrophone => return format!("nobody waits at another microphone than {}", microphone()),
        Reason::LeastTime => return format!("{} has had the least time", microphone()),
        Reason::RegionDue => {
            let region = hand.region.as_ref().map_or_else(|| "no region".to_owned(), |region| names::unit(m, region));
            return format!("among the regions {region} is due");
        }
        Reason::HubDue => return format!("in its region {} is due", names::place(m, hand.place)),
        Reason::Pinned => return format!("the moderator calls from {} for now", microphone()),
        Reason::Held => return format!("the moderator holds {} for now", microphone()),
        Reason::BudgetSpent => return format!("{} has used its time on this item: others go first", microphone()),
        Reason::PointOfOrder => "the chair admitted this point of order: it goes first",
        Reason::Objection => "it is an objection after an objection call, and goes before replies and the line",
        Reason::Attached => "it answers the turn just heard, and goes before the line",
        Reason::FirstRaised => "whoever raised first goes first",
        Reason::RemoteDue => "in its line the remote side is due: the room spoke last",
        Reason::RoomDue => "in its line the room is due: the remote side spoke last",
        Reason::Newcomer => "who has not spoken on this item goes before those who have",
        Reason::NewcomerCap => "so many newcomers have gone ahead that nobody else may",
        Reason::RemoteSlot => "this slot of the round belongs to the remote side",
        Reason::Skipped => "it was passed over and kept its place",
        Reason::Draw => "it was raised together with others: fewest turns first, then the rotation, then a draw",
        Reason::NotReady => "its audio is not confirmed yet: others go first, and it keeps its place",
        Reason::AsTheyStand => "the line is as people stand at the microphone",
    };
    plain.to_owned()
}

/// The name of a reason, as on the wire.
pub(super) fn code(reason: &Reason) -> String {
    snake(&format!("{reason:?}"))
}

fn snake(camel: &str) -> String {
    let mut snake = String::with_capacity(camel.len() + 4);
    for letter in camel.chars() {
        if letter.is_ascii_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.push(letter.to_ascii_lowercase());
    }
    snake
}

/// The reason of a call out of turn.
pub(super) fn reason_given(reason: Option<OverrideReason>) -> &'static str {
    match reason {
        Some(OverrideReason::Precedence) => "reason given: precedence",
        Some(OverrideReason::Balance) => "reason given: balance",
        Some(OverrideReason::Reply) => "reason given: reply",
        Some(OverrideReason::Leaving) => "reason given: leaving",
        Some(OverrideReason::NoneGiven) | None => "no reason given",
    }
}

/// A rule's name.
pub(super) fn preset(preset: Preset) -> &'static str {
    match preset {
        Preset::EqualFooting => "equal-footing",
        Preset::Netmundial => "netmundial",
        Preset::SingleLine => "single-line",
        Preset::SpeakingTime => "speaking-time",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_reasons_are_those_of_the_wire() {
        assert_eq!(code(&Reason::PointOfOrder), "point_of_order");
        assert_eq!(code(&Reason::AsTheyStand), "as_they_stand");
        assert_eq!(code(&Reason::Attached), "attached");
    }
}
