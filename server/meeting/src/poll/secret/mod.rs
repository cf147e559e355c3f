//! Secret ballots: nothing that is kept for ever links a seat and a choice.
//!
//! A secret question gets a key with its opening ([`open`]); ballots go into its box sealed under that key ([`cast`], [`pass`]);
//! while it runs its totals are shown in steps, if at all ([`step`]); the close counts the box, publishes totals, receipts and
//! what the breakdown may show ([`count`], [`breakdown`]), and lets go of the key. Against whom this protects, and against
//! whom not, is said in docs/secrecy.md.

mod breakdown;
mod cast;
mod count;
mod evolve;
mod kept;
mod key;
mod open;
mod pass;
mod sealed_set;
mod step;

pub use kept::{SealedBallot, SecretBox};
pub use key::{Chosen, Keys, NewKey, PollKey, Slot};
pub use sealed_set::seal_set;

pub(super) use {
    cast::{chosen, seal_ballot},
    count::with_counts,
    open::with_keys,
    pass::pass_ballot,
    step::{due, next_due},
};
pub(crate) use {evolve::evolve, sealed_set::code as set_code};
