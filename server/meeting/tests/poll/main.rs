//! Polls, told as scenarios: what is refused and why, a question's life by the clock, the six
//! questions of a real session, and the tally against a recount from the record.
#![allow(clippy::unwrap_used)]

mod agreed;
mod ballots;
mod clock;
mod counted;
mod declared;
mod drafts;
mod kinds;
mod opening;
mod recount;
mod second;
mod secret;
mod secret_steps;
mod world;
