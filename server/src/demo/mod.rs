//! The demonstration: scenarios of whole meetings, and the simulated people who play them through real sockets.

pub mod check;
mod course;
pub mod dice;
pub mod invented;
pub mod plenary;
pub mod scenario;
pub mod step;
