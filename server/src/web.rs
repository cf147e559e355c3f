//! The edge of the server: HTTP and sockets. It knows who may connect and how bytes travel, and no rule of a meeting.
//!
//! - `listener`, `door`: the accept loop and its limits
//! - `guard`, `problem`, `observe`, `assets`: what every answer has in common, and the pages

mod assets;
pub mod credential;
pub mod door;
pub mod evidence;
pub mod feed;
mod guard;
pub mod listener;
mod observe;
pub mod problem;
pub mod roster;

use std::net::SocketAddr;

use anyhow::Context;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use axum::routing::get;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tower_http::compression::CompressionLayer;

use crate::config::{Config, PublicUrl};
use door::Door;
use guard::SecurityHeaders;

/// A body that is not an upload may be this long, in bytes.
const BODY_BYTES_MAX: usize = 64 * 1024;

/// A server that accepts connections.
#[derive(Debug)]
pub struct Server {
    /// Where it listens in fact, also when the settings said port 0.
    pub address: SocketAddr,
    /// What its links begin with.
    pub public_url: PublicUrl,
    stop: watch::Sender<bool>,
    accepting: JoinHandle<()>,
}

impl Server {
    /// Opens the data directory and begins to accept connections.
    ///
    /// # Errors
    /// When the address is taken or not this machine's.
    pub async fn start(config: Config) -> anyhow::Result<Self> {
        observe::recorder();
        let listener = TcpListener::bind(config.listen).await.with_context(|| {
            format!("cannot listen on {}: choose a free address of this machine with --listen", config.listen)
        })?;
        let address = listener.local_addr().context("listening address unknown")?;
        let public_url = match config.public_url {
            Some(url) => url,
            None => own_url(address)?,
        };
        let mut exempt = config.exempt_addresses;
        exempt.extend(&config.trusted_proxies);
        let door = Door::new(config.max_connections, config.max_waiting_per_address, exempt);
        let (stop, stopped) = watch::channel(false);
        let router = router(&public_url);
        let accepting = tokio::spawn(listener::run(listener, router, door, stopped));
        Ok(Self { address, public_url, stop, accepting })
    }

    /// Stops accepting, tells every client when to come back, and waits for connections and meetings to end.
    pub async fn stop(self) {
        self.stop.send_replace(true);
        if let Err(error) = self.accepting.await {
            tracing::error!(%error, "the accept loop failed");
        }
    }
}

/// A link that works on this machine, when nobody said what others would use.
fn own_url(address: SocketAddr) -> anyhow::Result<PublicUrl> {
    let host = if address.ip().is_unspecified() || address.ip().is_loopback() {
        format!("localhost:{}", address.port())
    } else {
        address.to_string()
    };
    format!("http://{host}")
        .parse()
        .map_err(anyhow::Error::msg)
        .context("no public url can be made of the listening address: give --public-url")
}

fn router(public_url: &PublicUrl) -> Router {
    let socket_origin = public_url.as_str().replacen("http", "ws", 1);
    let headers = SecurityHeaders::new(&socket_origin, public_url.is_https());
    Router::new()
        .route("/", get(landing))
        .route("/healthz", get(observe::healthz))
        .route("/metrics", get(observe::metrics))
        .fallback(get(assets::serve).fallback(problem::not_found))
        .method_not_allowed_fallback(problem::method_not_allowed)
        .layer(DefaultBodyLimit::max(BODY_BYTES_MAX))
        .layer(CompressionLayer::new())
        .layer(axum::middleware::from_fn(problem::from_framework))
        .layer(axum::middleware::from_fn(guard::deadline))
        .layer(axum::middleware::from_fn_with_state(headers, guard::security))
        .layer(axum::middleware::from_fn(observe::requests))
}

/// `/`: what this is, and the form that creates a meeting.
async fn landing(headers: HeaderMap) -> Response {
    assets::page("index", StatusCode::OK, &headers)
}
