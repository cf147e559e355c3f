//! The other way to a meeting, for networks that break sockets: one long answer of events down, one POST a message up.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::Extension;
use axum::body::{Body, Bytes};
use axum::extract::{Query, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use protocol::{ClientFrame, CommandId, Position, Refusal, RefusalCode, ServerFrame};
use serde::Deserialize;

use super::access::{self, Access};
use super::app::{App, Streams};
use super::listener::Connection;
use super::problem::Problem;
use super::speech::{self, Said};
use crate::engine::{Outgoing, Sent};

/// Between two signs of life; proxies cut what is silent for a minute.
const LIFE_SIGN_EVERY: Duration = Duration::from_secs(15);

/// What a page says of itself: the hello of this way.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HelloQuery {
    sender: String,
    epoch: Option<u64>,
    version: Option<u64>,
    /// The build of the page; the page itself compares it with that of the welcome.
    #[expect(dead_code, reason = "part of the hello, and refused as unknown otherwise")]
    build: Option<String>,
}

/// Who sends a message.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SenderQuery {
    sender: String,
}

/// `GET .../events`: the same frames as on the socket, as they come.
pub async fn stream(
    access: Access,
    State(app): State<Arc<App>>,
    Extension(connection): Extension<Connection>,
    Query(hello): Query<HelloQuery>,
) -> Result<Response, Problem> {
    check_sender(&hello.sender)?;
    let at = hello.epoch.zip(hello.version).map(|(epoch, version)| Position { epoch, version });
    let subscribing = app.engine.subscribe(&access.meeting, access.actor.clone(), at);
    let mut viewer = subscribing.await.map_err(access::of_refusal)?;
    let ear = Streams::listen(&app, (access.meeting.clone(), access.link, hello.sender));
    let welcome = speech::welcome(&app, &access);
    let events = async_stream::stream! {
        // The connection's place is held as long as the stream is open.
        let _connection = connection;
        yield Ok::<Bytes, Infallible>(event(&welcome));
        loop {
            let outgoing = tokio::select! {
                outgoing = viewer.next() => outgoing,
                () = ear.resync() => {
                    viewer.resync();
                    continue;
                }
                () = tokio::time::sleep(LIFE_SIGN_EVERY) => {
                    yield Ok(Bytes::from_static(b":\n\n"));
                    continue;
                }
            };
            match outgoing {
                Some(Outgoing::Frame(text)) => yield Ok(event(&text)),
                Some(Outgoing::Bye { frame, .. }) => {
                    yield Ok(event(&frame));
                    break;
                }
                None => break,
            }
        }
    };
    let mut response = Response::new(Body::from_stream(events));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // Proxies that collect answers before they pass them on are told not to.
    headers.insert("x-accel-buffering", HeaderValue::from_static("no"));
    Ok(response)
}

/// `POST .../commands?sender=`: one message, its answer in the body.
pub async fn post(
    access: Access,
    State(app): State<Arc<App>>,
    Query(SenderQuery { sender }): Query<SenderQuery>,
    body: String,
) -> Result<Response, Problem> {
    check_sender(&sender)?;
    let in_time = app.may_post(&access.meeting, access.link, access.role);
    let frame = match speech::read(&body) {
        Said::Frame(frame) => *frame,
        Said::Refused(refused) => return Ok(answer(&ServerFrame::Reply(refused))),
        Said::Malformed(why) => return Err(Problem::new(StatusCode::BAD_REQUEST, "malformed", why)),
    };
    match frame {
        ClientFrame::Command(frame) if !in_time => {
            let refusal = Refusal::new(RefusalCode::TooFast, "too many commands at once: try again in a moment");
            Ok(answer(&ServerFrame::Reply(speech::refused(frame.n, refusal))))
        }
        ClientFrame::Command(frame) => {
            // This way has no pings, so nothing is proved of the press and its arrival counts.
            let id = Some(CommandId { sender, n: frame.n });
            let sent = Sent { actor: access.actor, id, heard: None, command: frame.command };
            let done = app.engine.command(&access.meeting, sent).await;
            Ok(answer(&ServerFrame::Reply(done.reply)))
        }
        _ if !in_time => {
            Err(Problem::new(StatusCode::TOO_MANY_REQUESTS, "too_fast", "too many messages at once: wait a moment"))
        }
        ClientFrame::Time(ask) => Ok(answer(&speech::time_told(&app, ask.c))),
        ClientFrame::Resync(_) => {
            if app.streams.resync(&(access.meeting, access.link, sender)) {
                Ok(StatusCode::NO_CONTENT.into_response())
            } else {
                Err(Problem::new(StatusCode::CONFLICT, "no_stream", "this sender has no open event stream"))
            }
        }
        ClientFrame::Hello(_) => Err(Problem::new(
            StatusCode::BAD_REQUEST,
            "malformed",
            "on this way hello is the query of the event stream",
        )),
    }
}

fn check_sender(sender: &str) -> Result<(), Problem> {
    if speech::is_sender(sender) {
        return Ok(());
    }
    let text = "sender is not 8 to 32 letters, digits, hyphens or underscores";
    Err(Problem::new(StatusCode::BAD_REQUEST, "malformed", text))
}

/// Frames are JSON without line breaks, so one data line holds one.
fn event(frame: &str) -> Bytes {
    Bytes::from(format!("data: {frame}\n\n"))
}

fn answer(frame: &ServerFrame) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], speech::written(frame)).into_response()
}
