//! What each audience sees, in small worlds; and that rendering what an event touched gives the
//! same rows as rendering all.

mod beside;
mod rules;
mod storm;
mod world;
