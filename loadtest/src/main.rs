//! Simulated rooms and hubs: replays, load, faults.

fn main() {}
