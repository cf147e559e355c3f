//! The embedded pages over HTTP: compressed once, with tags, and cached for ever where the name holds a hash.

use std::collections::HashMap;
use std::io::Write;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

use super::problem::{self, Problem};

/// Vite puts what has a hash in its name here.
const HASHED: &str = "assets/";
/// Smaller files do not gain from compression.
const WORTH_COMPRESSING: usize = 512;
/// Brotli's quality (0 to 11): beyond this it takes far longer for a few bytes.
const BROTLI_QUALITY: u32 = 9;
/// Brotli's window as a power of two; 256 kB holds any of our files.
const BROTLI_WINDOW: u32 = 18;

/// One file, ready to be sent in any encoding.
struct Asset {
    plain: Bytes,
    tag: HeaderValue,
    kind: &'static str,
    brotli: OnceLock<Bytes>,
    gzip: OnceLock<Bytes>,
}

/// How a file is sent.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Encoding {
    Brotli,
    Gzip,
    Plain,
}

/// The file at the address of a request, or a problem.
pub async fn serve(uri: Uri, headers: HeaderMap) -> Response {
    let path = uri.path().trim_start_matches('/');
    // Pages of roles are reached by their links only: here they would have no meeting.
    if path.ends_with(".html") {
        return problem::not_found().await.into_response();
    }
    match send(path, StatusCode::OK, &headers) {
        Some(response) => response,
        None => problem::not_found().await.into_response(),
    }
}

/// A page by its name, such as `moderator`, with a status of the caller's choice.
pub fn page(name: &str, status: StatusCode, headers: &HeaderMap) -> Response {
    send(&format!("{name}.html"), status, headers).unwrap_or_else(|| {
        Problem::new(
            StatusCode::NOT_IMPLEMENTED,
            "no_pages",
            format!("this server was built without the page {name}: build it anew with Node installed"),
        )
        .into_response()
    })
}

/// The build of the pages: changes when any file of them does.
pub fn build() -> String {
    let mut paths: Vec<_> = web_client::paths().collect();
    paths.sort_unstable();
    let mut hash = Sha256::new();
    for path in paths {
        if let Some(file) = web_client::get(&path) {
            hash.update(path.as_bytes());
            hash.update(file.sha256);
        }
    }
    URL_SAFE_NO_PAD.encode(&hash.finalize()[..9])
}

fn send(path: &str, status: StatusCode, headers: &HeaderMap) -> Option<Response> {
    let asset = find(path)?;
    let unchanged = status == StatusCode::OK
        && headers
            .get(header::IF_NONE_MATCH)
            .and_then(|tags| tags.to_str().ok())
            .is_some_and(|tags| tags.split(',').any(|tag| same_tag(tag, &asset.tag)));
    let (body, encoding) = if unchanged {
        (Body::empty(), Encoding::Plain)
    } else {
        let encoding = asset.best_encoding(headers);
        (Body::from(asset.encoded(encoding)), encoding)
    };
    let mut response = Response::new(body);
    *response.status_mut() = if unchanged { StatusCode::NOT_MODIFIED } else { status };
    let out = response.headers_mut();
    out.insert(header::ETAG, asset.tag.clone());
    out.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    out.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.kind));
    out.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static(if path.starts_with(HASHED) {
            "public, max-age=31536000, immutable"
        } else {
            "no-cache"
        }),
    );
    match encoding {
        Encoding::Brotli => {
            out.insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
        }
        Encoding::Gzip => {
            out.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        }
        Encoding::Plain => {}
    }
    if path == "sw.js" {
        // The service worker lies at the root and looks after every page below it.
        out.insert("service-worker-allowed", HeaderValue::from_static("/"));
    }
    Some(response)
}

/// Tags are compared weakly: a proxy may have marked ours as weak.
fn same_tag(offered: &str, ours: &HeaderValue) -> bool {
    let offered = offered.trim();
    let offered = offered.strip_prefix("W/").unwrap_or(offered);
    offered == "*" || offered.as_bytes() == ours.as_bytes()
}

fn find(path: &str) -> Option<Arc<Asset>> {
    static FOUND: OnceLock<Mutex<HashMap<String, Arc<Asset>>>> = OnceLock::new();
    let found = FOUND.get_or_init(Mutex::default);
    let mut found = found.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(asset) = found.get(path) {
        return Some(Arc::clone(asset));
    }
    // Only what exists is remembered, so the map is as small as the set of files.
    let file = web_client::get(path)?;
    let tag = format!("\"{}\"", URL_SAFE_NO_PAD.encode(&file.sha256[..12]));
    let asset = Arc::new(Asset {
        plain: Bytes::from(file.bytes.into_owned()),
        tag: HeaderValue::from_str(&tag).expect("base64 is fit for a header"),
        kind: kind_of(path),
        brotli: OnceLock::new(),
        gzip: OnceLock::new(),
    });
    found.insert(path.to_owned(), Arc::clone(&asset));
    Some(asset)
}

impl Asset {
    fn best_encoding(&self, headers: &HeaderMap) -> Encoding {
        let text = self.kind.starts_with("text/") || self.kind.contains("json") || self.kind.contains("svg");
        if self.plain.len() < WORTH_COMPRESSING || !text {
            return Encoding::Plain;
        }
        if accepts(headers, "br") {
            Encoding::Brotli
        } else if accepts(headers, "gzip") {
            Encoding::Gzip
        } else {
            Encoding::Plain
        }
    }

    fn encoded(&self, encoding: Encoding) -> Bytes {
        match encoding {
            Encoding::Plain => self.plain.clone(),
            Encoding::Brotli => self.brotli.get_or_init(|| brotli_of(&self.plain)).clone(),
            Encoding::Gzip => self.gzip.get_or_init(|| gzip_of(&self.plain)).clone(),
        }
    }
}

fn accepts(headers: &HeaderMap, encoding: &str) -> bool {
    let offered = headers.get_all(header::ACCEPT_ENCODING).into_iter();
    offered.filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(',')).any(|part| {
        let mut words = part.split(';').map(str::trim);
        let named = words.next() == Some(encoding);
        named && !words.any(|word| matches!(word, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"))
    })
}

fn brotli_of(plain: &[u8]) -> Bytes {
    let mut out = Vec::with_capacity(plain.len() / 3);
    let mut writer = brotli::CompressorWriter::new(&mut out, 4096, BROTLI_QUALITY, BROTLI_WINDOW);
    writer.write_all(plain).expect("memory takes every write");
    drop(writer);
    Bytes::from(out)
}

fn gzip_of(plain: &[u8]) -> Bytes {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    writer.write_all(plain).expect("memory takes every write");
    Bytes::from(writer.finish().expect("memory takes every write"))
}

fn kind_of(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, end)| end) {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "mp3" => "audio/mpeg",
        "ogg" => "audio/ogg",
        "wav" => "audio/wav",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(accept: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(header::ACCEPT_ENCODING, HeaderValue::from_static(accept))])
    }

    #[test]
    fn encodings_are_read_with_their_weights() {
        assert!(accepts(&headers("gzip, deflate, br"), "br"));
        assert!(accepts(&headers("gzip;q=0.5,br;q=1"), "gzip"));
        assert!(!accepts(&headers("br;q=0, gzip"), "br"));
        assert!(!accepts(&headers("brotli"), "br"));
    }

    #[test]
    fn compressed_files_open_again() {
        let plain = "floor ".repeat(1_000);
        let mut out = Vec::new();
        brotli::BrotliDecompress(&mut brotli_of(plain.as_bytes()).as_ref(), &mut out).expect("it is brotli");
        assert_eq!(out, plain.as_bytes());
        assert!(gzip_of(plain.as_bytes()).len() < 200);
    }

    #[test]
    fn tags_match_also_when_weak() {
        let ours = HeaderValue::from_static("\"abc\"");
        assert!(same_tag(" W/\"abc\"", &ours));
        assert!(same_tag("*", &ours));
        assert!(!same_tag("\"abd\"", &ours));
    }
}
