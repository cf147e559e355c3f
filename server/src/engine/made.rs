//! What an event made, as a reply names it: the key of its row, so that the page that asked can find it.

use meeting::{Event, Fact, poll::receipt::of_text};

/// The most names in one reply; an import of thousands of people is not answered with thousands of names.
pub const MADE_MAX: usize = 100;

/// The key of what this event made or set, as `hand/17` or `link/4`; nothing for events that only change a state.
pub fn made(event: &Event) -> Option<String> {
    Some(match &event.fact {
        Fact::ItemSet(e) => format!("item/{}", e.item),
        Fact::MicrophoneSet(e) => format!("microphone/{}", e.key),
        Fact::HubSet(e) => format!("hub/{}", e.hub),
        Fact::PersonSet(e) => format!("person/{}", e.person),
        Fact::LinkIssued(e) => format!("link/{}", e.link),
        Fact::HandRaised(e) => format!("hand/{}", e.hand),
        Fact::TurnBegan(e) => format!("turn/{}", e.turn),
        Fact::NoteAdded(e) => format!("note/{}", e.note),
        Fact::PollPrepared(e) => format!("poll/{}", e.poll),
        Fact::PollSetPrepared(e) => format!("set/{}", e.set),
        // Every secret ballot returns its receipt; it says that the ballot was counted, and nothing of what it chose.
        Fact::BallotSealed(e) => format!("receipt/{}", of_text(&e.sealed)),
        Fact::BallotPassed(e) => format!("receipt/{}", of_text(&e.sealed)),
        _ => return None,
    })
}
