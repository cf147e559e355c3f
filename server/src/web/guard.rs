//! What every answer carries and every request must keep: security headers, and a time by which it is answered.

use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::problem::Problem;

/// A request, body included, must be answered within this time. Streams answer at once and then go on.
const ANSWER_DEADLINE: Duration = Duration::from_secs(30);

/// The headers of every answer, made once at the start.
#[derive(Debug, Clone)]
pub struct SecurityHeaders {
    policy: HeaderValue,
    transport: Option<HeaderValue>,
}

impl SecurityHeaders {
    /// Pages load from their own server only, and run no script that is not a file of it.
    ///
    /// `socket_origin` is the public address with `ws` or `wss`: older Safari does not count it as `self`.
    pub fn new(socket_origin: &str, https: bool) -> Self {
        let policy = format!(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
             media-src 'self'; connect-src 'self' {socket_origin}; manifest-src 'self'; worker-src 'self'; \
             base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
        );
        Self {
            policy: HeaderValue::from_str(&policy).expect("a checked public url is fit for a header"),
            transport: https.then(|| HeaderValue::from_static("max-age=31536000")),
        }
    }
}

/// Adds the security headers to an answer.
pub async fn security(State(headers): State<SecurityHeaders>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let out = response.headers_mut();
    out.insert(header::CONTENT_SECURITY_POLICY, headers.policy.clone());
    out.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    out.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    out.insert(HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin"));
    out.insert(HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin"));
    out.insert(
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(), microphone=(), geolocation=()"),
    );
    if let Some(transport) = headers.transport {
        out.insert(header::STRICT_TRANSPORT_SECURITY, transport);
    }
    // What a handler says about caching stands; all else is not for caches.
    out.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// Gives up on a request that is not answered in time, such as one whose body drips in.
pub async fn deadline(request: Request, next: Next) -> Response {
    match tokio::time::timeout(ANSWER_DEADLINE, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Problem::new(StatusCode::REQUEST_TIMEOUT, "too_slow", "the request did not arrive within 30 seconds")
            .into_response(),
    }
}
