//! The websocket hub of a meeting and its edges.

pub mod demo;
pub mod store;
