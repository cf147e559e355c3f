//! The rules of a meeting, pure: no IO, no clock, no randomness, no async.
