//! The rule of the queue: the order in which waiting hands would be called, with the reason for
//! each position. See docs/standing.md for the rule in prose.
//!
//! The order is found by acting it out: [`pick`] says who would be called now, the call is charged
//! to a copy of the [`Rotation`], and so on until nobody waits. So the list on the screen is
//! exactly what pressing "next" again and again would give.
//!
//! [`rotation`]: what has been had; [`pick`]: who is next; [`mod@charge`]: what a call costs; [`provisional`]: hands whose order
//! is not final yet; [`bound`]: the longest wait that the rule allows.

pub mod bound;
pub mod charge;
pub mod pick;
pub mod provisional;
pub mod rotation;

use protocol::HandId;

pub use charge::{charge, overtaken_by};
pub use pick::{first, next, order, standing};
pub use rotation::{Lane, Rotation, is_reply};

/// The version of this algorithm; `RuleSet` events name it, so that an old record is explained by
/// the algorithm that was in force.
pub const RULE_VERSION: u32 = 1;

/// Why a hand stands where it stands. Pages make a sentence of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// An admitted point of order goes first.
    PointOfOrder,
    /// Who objected in an objection call goes before replies and before the line.
    Objection,
    /// A direct reply, follow-up or clarification attached to the turn goes before the line.
    Attached,
    /// One line: who raised first goes first.
    FirstRaised,
    /// The microphone is next in the rotation.
    MicrophoneDue,
    /// It is the only microphone at which somebody waits.
    OnlyMicrophone,
    /// The microphone has had the least time.
    LeastTime,
    /// The room spoke last at this microphone.
    RemoteDue,
    /// The remote side spoke last at this microphone.
    RoomDue,
    /// The region is next among the remote side.
    RegionDue,
    /// The hub is next in its region.
    HubDue,
    /// The person has not spoken on this item.
    Newcomer,
    /// As many newcomers as may have overtaken it.
    NewcomerCap,
    /// The slot of the round belongs to the remote side.
    RemoteSlot,
    /// It was passed over and kept its place.
    Skipped,
    /// A steward set the line as people stand.
    AsTheyStand,
    /// It stood equal with others: fewest turns, then the rotation, then a draw.
    Draw,
    /// Its audio is not confirmed: it is called only when nobody else waits.
    NotReady,
    /// The moderator calls from this microphone for now.
    Pinned,
    /// The moderator holds its microphone: it is not called.
    Held,
    /// Its microphone has used up its time on this item: it is called when nobody else waits.
    BudgetSpent,
}

/// A hand in the order.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed {
    /// The hand.
    pub hand: HandId,
    /// The reasons for its position, the weightiest first.
    pub reasons: Vec<Reason>,
}

impl Placed {
    /// Whether the rotation moves on by this call; points of order, objections and attached hands leave it.
    pub fn rotates(&self) -> bool {
        !self.reasons.iter().any(|r| matches!(r, Reason::PointOfOrder | Reason::Objection | Reason::Attached))
    }
}
