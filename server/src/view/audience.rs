//! The audiences: people who may see the same things.

use meeting::Actor;
use protocol::{HubId, Place, Role};

/// People who may see the same things.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Audience {
    /// Displays, public viewers and participants: what is shared with the whole meeting.
    Public,
    /// Video mixers: the public rows, and the lines of those who are next.
    Mixer,
    /// A hub's operator: the public rows, and what concerns the people of the hub.
    Hub(HubId),
    /// Those who run the meeting: moderator, online moderator, steward, producer, reporter, interpreter.
    Staff,
    /// The organiser: what staff sees, and the links.
    Organiser,
}

impl Audience {
    /// The audience that somebody belongs to, by the credential.
    pub fn of(who: &Actor) -> Self {
        match who.role() {
            None | Some(Role::Organiser) => Audience::Organiser,
            Some(
                Role::Moderator
                | Role::OnlineModerator
                | Role::Steward
                | Role::Producer
                | Role::Reporter
                | Role::Interpreter,
            ) => Audience::Staff,
            Some(Role::HubOperator) => match who.place() {
                Some(Place::Hub(hub)) => Audience::Hub(hub),
                _ => Audience::Public,
            },
            Some(Role::Mixer) => Audience::Mixer,
            Some(Role::Participant | Role::Rapporteur | Role::Display | Role::Viewer) => Audience::Public,
        }
    }

    /// Whether it is staff or organiser.
    pub fn is_staff(self) -> bool {
        matches!(self, Audience::Staff | Audience::Organiser)
    }

    /// Whether it is responsible for this place: staff for all, a hub's operator for the hub.
    pub fn minds(self, place: Place) -> bool {
        match self {
            Audience::Public | Audience::Mixer => false,
            Audience::Hub(hub) => place == Place::Hub(hub),
            Audience::Staff | Audience::Organiser => true,
        }
    }
}
