//! Secrets of links: how they are made, written, hashed and carried. Only their hash is ever kept.

use std::fmt;
use std::str::FromStr;

use axum::http::{HeaderMap, HeaderValue, header};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use protocol::LinkId;
use sha2::{Digest, Sha256};

/// The cookie of a session; its path tells the sessions of one browser apart.
const COOKIE: &str = "evenfloor";
/// Half a year: a meeting's links are revoked, they do not run out while somebody prepares.
const COOKIE_SECONDS: u32 = 15_552_000;

/// What opens a link: 128 random bits, written as 22 characters. It never shows itself in a log.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// A new secret.
    ///
    /// # Errors
    /// When the system has no random numbers.
    pub fn new() -> Result<Self, getrandom::Error> {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes)?;
        Ok(Self(URL_SAFE_NO_PAD.encode(bytes)))
    }

    /// The secret itself, for the one answer that hands it out.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What is kept of it: 64 hexadecimal digits. The secret is random, so a plain hash cannot be turned round.
    pub fn sha256(&self) -> String {
        use fmt::Write;
        let mut text = String::with_capacity(64);
        for byte in Sha256::digest(self.0.as_bytes()) {
            write!(text, "{byte:02x}").expect("a string takes every write");
        }
        text
    }
}

impl FromStr for Secret {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| ())?;
        if bytes.len() == 16 { Ok(Self(text.to_owned())) } else { Err(()) }
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(not shown)")
    }
}

/// The path under which everything of one link lies; the session's cookie is bound to it.
pub fn link_path(meeting: &str, link: LinkId) -> String {
    format!("/m/{meeting}/l/{link}/")
}

/// Whether two texts are the same, found out by their hashes: how long it takes tells nothing of where they differ.
pub fn same(one: &str, other: &str) -> bool {
    Sha256::digest(one.as_bytes()) == Sha256::digest(other.as_bytes())
}

/// The secret that a request shows: by its session's cookie, or in the header that programs use.
pub fn shown(headers: &HeaderMap) -> Option<Secret> {
    bearer(headers).or_else(|| from_cookie(headers))
}

/// The secret in `Authorization: Bearer`.
pub fn bearer(headers: &HeaderMap) -> Option<Secret> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, secret) = value.split_once(' ')?;
    if scheme.eq_ignore_ascii_case("bearer") { secret.trim().parse().ok() } else { None }
}

fn from_cookie(headers: &HeaderMap) -> Option<Secret> {
    let lines = headers.get_all(header::COOKIE).into_iter();
    let mut pairs = lines.filter_map(|line| line.to_str().ok()).flat_map(|line| line.split(';'));
    pairs.find_map(|pair| {
        let (name, value) = pair.trim().split_once('=')?;
        if name == COOKIE { value.parse().ok() } else { None }
    })
}

/// The header that gives a browser its session: out of reach of scripts and of other sites, for this link only.
pub fn set_cookie(secret: &Secret, path: &str, https: bool) -> HeaderValue {
    let secure = if https { "; Secure" } else { "" };
    let secret = secret.reveal();
    let text = format!("{COOKIE}={secret}; Path={path}; Max-Age={COOKIE_SECONDS}; HttpOnly; SameSite=Strict{secure}");
    HeaderValue::from_str(&text).expect("base64 and a checked path are fit for a header")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_22_characters_and_comes_back() {
        let secret = Secret::new().expect("random numbers");
        assert_eq!(secret.reveal().len(), 22);
        assert_eq!(secret.reveal().parse(), Ok(secret.clone()));
        assert_eq!(secret.sha256().len(), 64);
        assert_eq!(format!("{secret:?}"), "Secret(not shown)");
        for wrong in ["", "short", "AAAAAAAAAAAAAAAAAAAAA!", "AAAAAAAAAAAAAAAAAAAAAAAA"] {
            assert!(wrong.parse::<Secret>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_secret_is_found_in_cookie_and_header() {
        let secret = Secret::new().expect("random numbers");
        let mut headers = HeaderMap::new();
        assert_eq!(shown(&headers), None);
        let cookie = format!("other=1; evenfloor={}", secret.reveal());
        headers.insert(header::COOKIE, HeaderValue::from_str(&cookie).expect("plain text"));
        assert_eq!(shown(&headers), Some(secret));
        let other = Secret::new().expect("random numbers");
        let bearer = format!("Bearer {}", other.reveal());
        headers.insert(header::AUTHORIZATION, HeaderValue::from_str(&bearer).expect("plain text"));
        assert_eq!(shown(&headers), Some(other));
    }

    #[test]
    fn the_cookie_is_bound_to_its_link() {
        let secret = Secret::new().expect("random numbers");
        let cookie = set_cookie(&secret, &link_path("m1", LinkId(7)), true);
        let cookie = cookie.to_str().expect("plain text");
        assert!(cookie.contains("; Path=/m/m1/l/7/; "), "{cookie}");
        assert!(cookie.ends_with("HttpOnly; SameSite=Strict; Secure"), "{cookie}");
    }
}
