//! How the engine asks for rows. The layer that says who may see what is not there yet: until then nobody sees any.

use meeting::{Actor, Meeting};
use protocol::{PersonId, Place, Role};

use super::board::Rendered;

/// People who may see the same things.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Audience(Option<Role>, Option<Place>);

/// The audience of an actor.
pub fn audience(_m: &Meeting, who: &Actor) -> Audience {
    Audience(who.role(), who.place())
}

/// The rows that an audience sees.
pub fn shared(_m: &Meeting, _audience: &Audience) -> Rendered {
    Rendered::new()
}

/// The rows of a person's own.
pub fn own(_m: &Meeting, _person: PersonId) -> Rendered {
    Rendered::new()
}
