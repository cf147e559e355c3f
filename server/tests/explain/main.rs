//! A record explains itself: whole meetings are played and recomputed from their logs; then a log is altered in one place, its
//! chain of hashes made anew, and the explanation says where.

#[path = "../engine_world/mod.rs"]
mod engine_world;
mod forgery;
mod logged;
mod london;
