//! How the engine asks for rows: from the layer that says who may see what.

use meeting::{Actor, Meeting};
use protocol::PersonId;

use super::board::Rendered;
pub use crate::view::Audience;
use crate::view::{self, Rows};

/// The audience of an actor.
pub fn audience(_m: &Meeting, who: &Actor) -> Audience {
    Audience::of(who)
}

/// The rows that an audience sees.
pub fn shared(m: &Meeting, audience: &Audience) -> Rendered {
    bytes(view::render(m, *audience))
}

/// The rows of a person's own.
pub fn own(m: &Meeting, person: PersonId) -> Rendered {
    bytes(view::own(m, person))
}

fn bytes(rows: Rows) -> Rendered {
    rows.into_iter().map(|(key, json)| (key, json.into_bytes())).collect()
}
