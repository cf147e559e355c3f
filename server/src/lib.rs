//! The websocket hub of a meeting and its edges.
//!
//! - [`cli`]: the command line, which starts all the rest
//! - [`config`]: the settings
//! - [`web`]: HTTP and sockets
//! - [`store`]: the logs of the meetings
//! - [`view`]: who may see what of a meeting
//! - [`demo`]: scenarios, played by simulated people
//! - [`record`]: what is taken away from a meeting, made from its log alone

pub mod cli;
pub mod config;
pub mod demo;
pub mod engine;
pub mod record;
pub mod store;
pub mod view;
pub mod web;
