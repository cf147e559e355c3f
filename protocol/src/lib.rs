//! The vocabulary of a meeting and every message on the wire.
