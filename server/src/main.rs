//! The binary `evenfloor`: reads its configuration and starts the server.

fn main() {}
