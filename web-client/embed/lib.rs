//! The built pages, embedded into the server binary.
