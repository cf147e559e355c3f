//! Every address that the server answers, in one place.

use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::StatusCode;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use protocol::limits;
use tower_http::compression::CompressionLayer;

use super::app::App;
use super::guard::{self, SecurityHeaders};
use super::problem::{self, Problem};
use super::{assets, events, exports, links, meetings, observe, pages, results, roster, session, socket};

/// All of it.
pub fn router(app: Arc<App>) -> Router {
    let socket_origin = app.public_url.as_str().replacen("http", "ws", 1);
    let headers = SecurityHeaders::new(&socket_origin, app.public_url.is_https());
    let public = ways().merge(taken_away()).route("/session", get(session::show));
    let link = ways().merge(files()).merge(taken_away()).route("/session", get(session::show).post(session::open));
    Router::new()
        .route("/", get(pages::landing))
        .route("/recount.py", get(results::recount))
        .route("/healthz", get(observe::healthz))
        .route("/readyz", get(readyz))
        .route("/metrics", get(observe::metrics))
        .route("/v1/meetings", post(meetings::create))
        // Programs show a secret and need not know the number of its link.
        .nest("/v1/meetings/{meeting}", ways().merge(files()).merge(taken_away()))
        .route("/m/{meeting}", get(pages::with_slash))
        .route("/m/{meeting}/l/{link}", get(pages::with_slash))
        .route("/m/{meeting}/", get(pages::public))
        .route("/m/{meeting}/review", get(pages::public_review))
        .route("/m/{meeting}/l/{link}/", get(pages::of_link))
        .route("/m/{meeting}/l/{link}/review", get(pages::review_of_link))
        .nest("/m/{meeting}", public)
        .nest("/m/{meeting}/l/{link}", link)
        .fallback(get(assets::serve).fallback(problem::not_found))
        .method_not_allowed_fallback(problem::method_not_allowed)
        .with_state(app)
        // Where nothing else is said; the framework's own limit is 2 MB.
        .layer(DefaultBodyLimit::max(limits::MESSAGE_BYTES))
        // It rewrites what the framework said, so nothing may be compressed before.
        .layer(from_fn(problem::from_framework))
        .layer(CompressionLayer::new())
        .layer(from_fn(guard::deadline))
        .layer(from_fn_with_state(headers, guard::security))
        .layer(from_fn(observe::requests))
}

/// The ways to a meeting's commands and rows.
fn ways() -> Router<Arc<App>> {
    Router::new()
        .route("/socket", get(socket::upgrade))
        .route("/events", get(events::stream))
        .route("/commands", post(events::post))
        .layer(DefaultBodyLimit::max(limits::MESSAGE_BYTES))
}

/// What is taken in and out as files.
fn files() -> Router<Arc<App>> {
    let table =
        Router::new().route("/roster", post(exports::roster)).layer(DefaultBodyLimit::max(roster::TABLE_BYTES_MAX));
    Router::new()
        .route("/links", post(links::issue))
        .route("/qr.svg", post(links::qr))
        .layer(DefaultBodyLimit::max(limits::MESSAGE_BYTES))
        .route("/record.json", get(exports::record_json))
        .route("/record.md", get(exports::record_md))
        .route("/floor.json", get(exports::floor_json))
        .route("/floor.xml", get(exports::floor_xml))
        .merge(table)
}

/// Results, for everybody who sees them.
fn taken_away() -> Router<Arc<App>> {
    Router::new()
        .route("/polls/{file}", get(results::poll))
        .route("/sets/{file}", get(results::set))
        .route("/review/{file}", get(results::review))
}

/// `/readyz`: commands can be stored.
async fn readyz(State(app): State<Arc<App>>) -> Response {
    if app.engine.is_read_only() {
        let detail = "the disk is full: meetings can be read, not changed";
        return Problem::new(StatusCode::SERVICE_UNAVAILABLE, "read_only", detail).into_response();
    }
    "ready\n".into_response()
}
