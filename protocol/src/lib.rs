//! The vocabulary of a meeting and every message on the wire.
//!
//! Read in this order: [`words`] (the nouns and their closed lists), [`ids`], [`limits`] (every
//! limit in one place), [`command`] (all that a person may ask for), [`row`] (all that a page may
//! show), [`frame`] (the messages that carry both), [`refusal`] (the answers that say no),
//! [`reading`] (what is said of
//! messages that cannot be read), [`text`] (what a name or a sentence may contain).
//!
//! This crate does not know how a meeting is run: rules are in `meeting`, who may see what in
//! the server's `view`.

pub mod ballot_command;
pub mod command;
pub mod floor_command;
pub mod frame;
pub mod ids;
pub mod limits;
pub mod poll_command;
pub mod poll_terms;
pub mod queue_command;
pub mod reading;
pub mod refusal;
pub mod row;
pub mod row_mirror;
pub mod row_poll;
pub mod setup_command;
pub mod text;
pub mod words;

pub use command::Command;
pub use frame::{ClientFrame, CommandId, Position, ServerFrame};
pub use ids::*;
pub use refusal::{Refusal, RefusalCode};
pub use words::*;

/// Milliseconds: a moment (since 1970 UTC, meeting clock) or a span; the field's name says which.
/// Always below 2^53, so that a JavaScript number holds it.
pub type Ms = i64;
