//! The few requests that a simulated organiser makes before there is a socket: one at a time, JSON in and out.

use std::net::SocketAddr;
use std::time::Duration;

use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::{Method, Request, StatusCode, header};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::net::TcpStream;

/// How long an answer may take.
const ANSWER_MOST: Duration = Duration::from_secs(20);

/// Why a request has no good answer.
#[derive(Debug, thiserror::Error)]
pub enum HttpError {
    /// No connection, or it broke.
    #[error("{0}")]
    Broken(String),
    /// The server says no.
    #[error("{status}: {text}")]
    Refused {
        /// The status.
        status: StatusCode,
        /// What it says.
        text: String,
    },
}

fn broken(error: impl std::fmt::Display) -> HttpError {
    HttpError::Broken(error.to_string())
}

/// Sends JSON and reads JSON; `secret` is that of a link.
///
/// # Errors
/// When there is no connection, the answer takes too long, or its status is no success.
pub async fn post(address: SocketAddr, path: &str, secret: Option<&str>, body: &Value) -> Result<Value, HttpError> {
    request(Method::POST, address, path, secret, Bytes::from(body.to_string())).await
}

/// Sends a table of people and reads JSON: `secret` is that of an organiser's link.
///
/// # Errors
/// As [`post`].
pub async fn post_table(address: SocketAddr, path: &str, secret: &str, table: String) -> Result<Value, HttpError> {
    request(Method::POST, address, path, Some(secret), Bytes::from(table)).await
}

/// Reads JSON.
///
/// # Errors
/// As [`post`].
pub async fn get(address: SocketAddr, path: &str, secret: Option<&str>) -> Result<Value, HttpError> {
    request(Method::GET, address, path, secret, Bytes::new()).await
}

/// Asks for a page and says how that was answered.
///
/// # Errors
/// When there is no connection, or the answer takes too long.
pub async fn status(address: SocketAddr, path: &str) -> Result<StatusCode, HttpError> {
    exchange(Method::GET, address, path, None, Bytes::new()).await.map(|(status, _)| status)
}

async fn request(
    method: Method,
    address: SocketAddr,
    path: &str,
    secret: Option<&str>,
    body: Bytes,
) -> Result<Value, HttpError> {
    let (status, bytes) = exchange(method, address, path, secret, body).await?;
    if !status.is_success() {
        return Err(HttpError::Refused { status, text: String::from_utf8_lossy(&bytes).into_owned() });
    }
    if bytes.is_empty() { Ok(Value::Null) } else { serde_json::from_slice(&bytes).map_err(broken) }
}

async fn exchange(
    method: Method,
    address: SocketAddr,
    path: &str,
    secret: Option<&str>,
    body: Bytes,
) -> Result<(StatusCode, Bytes), HttpError> {
    let mut request = Request::builder().method(method).uri(path).header(header::HOST, address.to_string());
    request = request.header(header::CONTENT_TYPE, "application/json");
    if let Some(secret) = secret {
        request = request.header(header::AUTHORIZATION, format!("Bearer {secret}"));
    }
    let request = request.body(Full::new(body)).map_err(broken)?;
    let answer = async {
        let stream = TcpStream::connect(address).await.map_err(broken)?;
        let (mut sender, connection) =
            hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.map_err(broken)?;
        // The connection ends with this request; what goes wrong on it is told by the request itself.
        tokio::spawn(connection);
        let answer = sender.send_request(request).await.map_err(broken)?;
        let status = answer.status();
        let bytes = answer.into_body().collect().await.map_err(broken)?.to_bytes();
        Ok((status, bytes))
    };
    tokio::time::timeout(ANSWER_MOST, answer).await.map_err(broken)?
}
