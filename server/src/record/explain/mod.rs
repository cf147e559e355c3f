//! A record explained: every turn accounted for, every claim of the record recomputed.
//!
//! The log is replayed entry by entry. Just before each call the queue is computed anew by the rule that was in force, and
//! the call is held against it; each hand's moment is computed anew from its measurements, each final order from those
//! moments. Where the record says something else, that is a difference, and the replay goes on with what was recomputed.
//!
//! `account` says what is told; `replay` walks the log; `call` judges a turn, `moment` a hand, `line` what the server does by
//! itself; `sentence` puts reasons into
//! English; `page` and `told` write it down for people and for programs; `command` is `evenfloor explain`.

mod account;
mod call;
mod command;
mod line;
mod moment;
mod page;
mod replay;
mod sentence;
mod told;

pub use account::{Call, Difference, Explained, Microphone, Place, Rule, Turn, Verdict};
pub use command::Explain;
pub use page::page;
pub use replay::{Unexplained, explain};
pub use told::told;
