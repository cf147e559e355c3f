//! Results taken away over HTTP: who gets them, what is in them, that a spreadsheet opens them, and that the published script
//! counts the same.

mod beside;
mod files;
mod recount;
#[path = "../web_house/mod.rs"]
mod web_house;
mod world;
