//! The demonstration: scenarios of whole meetings, and the simulated people who play them through real sockets.
//!
//! - [`scenario`], [`step`], [`check`]: the format, and the London session in it
//! - [`plenary`]: an invented plenary, from a seed
//! - [`client`], [`rows`]: a simulated page
//! - [`house`], [`setup`], [`stage`]: a meeting is created and set up, and everybody gets a page
//! - [`recorded`], [`live`]: the two ways to play: turns that are known, and a queue that the server orders
//! - [`Demo`]: the command that does all of it

pub mod check;
pub mod client;
mod command;
mod course;
pub mod dice;
pub mod house;
pub mod http;
pub mod invented;
pub mod live;
pub mod plenary;
pub mod recorded;
pub mod rows;
pub mod scenario;
pub mod setup;
pub mod stage;
pub mod step;

pub use command::Demo;
