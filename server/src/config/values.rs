//! The kinds of value that a setting may have, each checked as it is read.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use axum::http::Uri;
use serde::Deserialize;

/// Makes a checked text type readable from TOML by the same rule as from the command line.
macro_rules! from_text {
    ($name:ty) => {
        impl TryFrom<String> for $name {
            type Error = String;

            fn try_from(text: String) -> Result<Self, String> {
                text.parse()
            }
        }
    };
}

/// The address under which browsers reach the server: scheme, host and port, nothing after.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct PublicUrl(String);
from_text!(PublicUrl);

impl PublicUrl {
    /// The address without a slash at its end.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The origin that browsers send for pages under this address.
    pub fn origin(&self) -> Origin {
        Origin(self.0.to_ascii_lowercase())
    }

    /// Whether browsers reach the server by TLS.
    pub fn is_https(&self) -> bool {
        self.0.starts_with("https:")
    }
}

impl FromStr for PublicUrl {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        site(text).map(Self).map_err(|problem| format!("public url {text:?} {problem}"))
    }
}

/// An origin as browsers send it, such as `https://meet.example.org`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Deserialize)]
#[serde(try_from = "String")]
pub struct Origin(String);
from_text!(Origin);

impl Origin {
    /// The origin as text, in lower case.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Origin {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        site(text).map(|site| Self(site.to_ascii_lowercase())).map_err(|problem| format!("origin {text:?} {problem}"))
    }
}

/// Scheme, host and port of an address that has nothing else; the default port of its scheme is left out.
fn site(text: &str) -> Result<String, &'static str> {
    let uri: Uri = text.parse().map_err(|_| "is not an address: write it as https://meet.example.org")?;
    let scheme = match uri.scheme_str() {
        Some("http") => "http",
        Some("https") => "https",
        _ => return Err("must begin with http:// or https://"),
    };
    let authority = uri.authority().ok_or("has no host: write it as https://meet.example.org")?;
    if authority.as_str().contains('@') {
        return Err("holds a user name: leave it out");
    }
    if !matches!(uri.path(), "" | "/") || uri.query().is_some() || text.contains('#') {
        return Err("has a path: the server needs a host of its own, such as https://meet.example.org");
    }
    match (scheme, authority.port_u16()) {
        (_, None) => Ok(format!("{scheme}://{}", authority.host())),
        ("http", Some(80)) | ("https", Some(443)) => Ok(format!("{scheme}://{}", authority.host())),
        (_, Some(port)) => Ok(format!("{scheme}://{}:{port}", authority.host())),
    }
}

/// A secret setting; it never shows itself in a log or an error.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Token(String);
from_text!(Token);

impl Token {
    /// The secret itself.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(not shown)")
    }
}

impl FromStr for Token {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let plain = text.bytes().all(|byte| byte.is_ascii_graphic());
        if plain && (16..=128).contains(&text.len()) {
            Ok(Self(text.to_owned()))
        } else {
            Err("create token must be 16 to 128 letters, digits and signs without spaces".to_owned())
        }
    }
}

/// An address or a network, such as `10.1.2.3` or `10.0.0.0/8`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Net {
    address: IpAddr,
    prefix: u8,
}
from_text!(Net);

impl Net {
    /// Whether an address lies in the network. An IPv4 address in IPv6 clothing counts as IPv4.
    pub fn contains(&self, address: IpAddr) -> bool {
        match (self.address, address.to_canonical()) {
            (IpAddr::V4(net), IpAddr::V4(other)) => {
                let mask = u32::MAX.checked_shl(32 - u32::from(self.prefix)).unwrap_or(0);
                (net.to_bits() ^ other.to_bits()) & mask == 0
            }
            (IpAddr::V6(net), IpAddr::V6(other)) => {
                let mask = u128::MAX.checked_shl(128 - u32::from(self.prefix)).unwrap_or(0);
                (net.to_bits() ^ other.to_bits()) & mask == 0
            }
            _ => false,
        }
    }
}

impl FromStr for Net {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let problem = || format!("network {text:?} is not an address such as 10.1.2.3 or 10.0.0.0/8");
        let (address, prefix) = match text.split_once('/') {
            None => (text, None),
            Some((address, prefix)) => (address, Some(prefix)),
        };
        let address: IpAddr = address.parse().map_err(|_| problem())?;
        let longest = if address.is_ipv4() { 32 } else { 128 };
        let prefix = match prefix {
            None => longest,
            Some(digits) => digits.parse().map_err(|_| problem())?,
        };
        if prefix > longest {
            return Err(problem());
        }
        Ok(Self { address, prefix })
    }
}

/// What is logged: a level, or levels by part of the program.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Filter(String);
from_text!(Filter);

impl Filter {
    /// The filter as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for Filter {
    fn default() -> Self {
        Self("info".to_owned())
    }
}

impl FromStr for Filter {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        tracing_subscriber::EnvFilter::try_new(text).map(|_| Self(text.to_owned())).map_err(|error| {
            format!("log filter {text:?} cannot be used ({error}): write it as info or info,server=debug")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn public_urls_lose_their_slash_and_default_port() {
        let url = |text: &str| text.parse::<PublicUrl>().map(|url| url.0);
        assert_eq!(url("https://a.example/"), Ok("https://a.example".into()));
        assert_eq!(url("https://a.example:443"), Ok("https://a.example".into()));
        assert_eq!(url("http://[::1]:81"), Ok("http://[::1]:81".into()));
        for wrong in ["a.example", "ftp://a", "https://a/b", "https://a/?q", "https://u@a", ""] {
            assert!(url(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn networks_contain_what_they_should() {
        let net: Net = "10.0.0.0/8".parse().expect("a network");
        assert!(net.contains("10.9.8.7".parse().expect("an address")));
        assert!(net.contains("::ffff:10.9.8.7".parse().expect("an address")));
        assert!(!net.contains("11.0.0.0".parse().expect("an address")));
        let all: Net = "::/0".parse().expect("a network");
        assert!(all.contains("2001:db8::1".parse().expect("an address")));
        assert!("10.0.0.0/33".parse::<Net>().is_err());
        assert!("ten".parse::<Net>().is_err());
    }
}
