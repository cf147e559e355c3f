//! The accept loop: deadlines and limits on connections that the usual loop of the framework lacks.

use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use metrics::{counter, gauge};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tower::Service;

use super::door::{Door, Full, Place};

/// The head of a request must have come within this time, also when it comes byte by byte.
pub const HEAD_DEADLINE: Duration = Duration::from_secs(5);
/// What clients and proxies are told of how long to keep a connection for their next request: a second less than the
/// deadline of its head. Without being told they send one just when the connection closes, and it is lost.
const KEEP_FOR: HeaderValue = HeaderValue::from_static("timeout=4");
/// The head of a request may be this long.
const HEAD_BYTES_MAX: usize = 16 * 1024;
/// How many header lines a request may have.
const HEADERS_MAX: usize = 64;
/// How long to wait when the system has no descriptor left.
const PAUSE_WHEN_EXHAUSTED: Duration = Duration::from_millis(50);
/// How long open connections have to end once the server stops.
const GOODBYE: Duration = Duration::from_secs(5);

/// What a request knows of the connection that it came on.
#[derive(Debug, Clone)]
pub struct Connection {
    /// The address at the other end; it may be a proxy's.
    pub peer: IpAddr,
    /// The connection's place; whoever takes over the connection (a socket) keeps it.
    pub place: Arc<Place>,
}

/// Accepts connections until `stop` becomes true, then lets the open ones end.
pub async fn run(listener: TcpListener, router: Router, door: Arc<Door>, mut stop: watch::Receiver<bool>) {
    let stopped = stop.clone();
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = stop.wait_for(|stop| *stop) => break,
        };
        match accepted {
            Ok((stream, peer)) => admit(stream, peer, &router, &door, stopped.clone()),
            Err(error) => wait_out(&error).await,
        }
    }
    drop(listener);
    if tokio::time::timeout(GOODBYE, door.empty()).await.is_err() {
        tracing::warn!(open = door.open(), "connections were still open at the end");
    }
}

fn admit(stream: TcpStream, peer: SocketAddr, router: &Router, door: &Arc<Door>, mut stop: watch::Receiver<bool>) {
    let place = match door.enter(peer.ip()) {
        Ok(place) => place,
        Err(full) => {
            let reason = match full {
                Full::Server => "server",
                Full::Address => "address",
            };
            counter!("evenfloor_connections_refused_total", "full" => reason).increment(1);
            return;
        }
    };
    counter!("evenfloor_connections_total").increment(1);
    gauge!("evenfloor_connections_open").set(door.open() as f64);
    // Small frames must leave at once: without this the system holds them back for up to 40 ms.
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "connection was gone before it began");
        return;
    }
    let connection = Connection { peer: peer.ip().to_canonical(), place };
    let router = router.clone();
    let service = hyper::service::service_fn(move |request: hyper::Request<Incoming>| {
        let mut request: Request = request.map(Body::new);
        request.extensions_mut().insert(connection.clone());
        let answering = router.clone().call(request);
        async move {
            let mut answer = answering.await?;
            if answer.status() != StatusCode::SWITCHING_PROTOCOLS {
                answer.headers_mut().insert(HeaderName::from_static("keep-alive"), KEEP_FOR);
            }
            Ok::<_, Infallible>(answer)
        }
    });
    tokio::spawn(async move {
        let mut serving = std::pin::pin!(
            http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(HEAD_DEADLINE)
                .max_buf_size(HEAD_BYTES_MAX)
                .max_headers(HEADERS_MAX)
                .serve_connection(TokioIo::new(stream), service)
                .with_upgrades()
        );
        let told_to_stop = async {
            let _ = stop.wait_for(|stop| *stop).await;
        };
        let ended = tokio::select! {
            ended = serving.as_mut() => Some(ended),
            () = told_to_stop => None,
        };
        let ended = match ended {
            Some(ended) => ended,
            None => {
                // The request under way is answered, then the connection closes.
                serving.as_mut().graceful_shutdown();
                serving.await
            }
        };
        if let Err(error) = ended {
            tracing::debug!(%error, "connection ended early");
        }
    });
}

/// A connection that failed on the way concerns nobody else; a lack of descriptors concerns all, so wait a moment.
async fn wait_out(error: &std::io::Error) {
    use std::io::ErrorKind;
    if matches!(error.kind(), ErrorKind::ConnectionAborted | ErrorKind::ConnectionReset | ErrorKind::ConnectionRefused)
    {
        return;
    }
    tracing::error!(%error, "cannot accept connections");
    tokio::time::sleep(PAUSE_WHEN_EXHAUSTED).await;
}
