//! The demonstration: scenarios of whole meetings, and the simulated people who play them through real sockets.

pub mod check;
pub mod scenario;
pub mod step;
