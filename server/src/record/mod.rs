//! The record of a meeting as people and programs take it away: JSON, Markdown, and a canonical form for comparing runs.
//!
//! Everything here is made from the log and the personal values alone, never from a running meeting: what is not in the
//! log has not happened. `source` reads both; `tell` says them as JSON; `canonical` leaves out times and numbers;
//! `markdown` writes the minutes' raw material; `result` is
//! what a question came to, also while the meeting runs; `explain` recomputes what the record claims.

mod canonical;
pub mod explain;
mod export;
mod markdown;
mod mirror;
mod names;
mod questions;
pub mod result;
mod source;
mod tell;
mod words;

pub use canonical::canonical;
pub use explain::Explain;
pub use export::Export;
pub use markdown::markdown;
pub use source::{ReadError, Source};
pub use tell::record;

#[cfg(test)]
mod tests;
