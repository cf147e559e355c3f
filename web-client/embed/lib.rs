//! The built pages, embedded into the server binary.
//!
//! This crate knows files and their hashes, nothing of HTTP: the server decides how they are sent.

use std::borrow::Cow;

use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "$OUT_DIR/dist"]
struct Dist;

/// One file of the built pages.
#[derive(Debug, Clone)]
pub struct Page {
    /// The bytes as built, not compressed.
    pub bytes: Cow<'static, [u8]>,
    /// SHA-256 of the bytes.
    pub sha256: [u8; 32],
}

/// The file at a path below the root of the site, such as `moderator.html` or `assets/display-1a2b3c.js`.
pub fn get(path: &str) -> Option<Page> {
    let file = Dist::get(path)?;
    Some(Page { bytes: file.data, sha256: file.metadata.sha256_hash() })
}

/// Every path that [`get`] knows, in no particular order.
pub fn paths() -> impl Iterator<Item = Cow<'static, str>> {
    Dist::iter()
}
