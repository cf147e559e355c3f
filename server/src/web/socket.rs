//! The socket of a page: reads its commands, sends what the engine has for it, and measures its link.
//!
//! One task for each connection. It holds nothing for the client but the frame that is being written: a slow reader
//! comes for less, and one that does not read at all is closed and resumes later.

use std::sync::Arc;
use std::time::Duration;

use axum::Extension;
use axum::extract::State;
use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use futures::SinkExt;
use futures::future::BoxFuture;
use futures::stream::{FuturesUnordered, StreamExt};
use metrics::{counter, gauge};
use protocol::frame::{Hello, close};
use protocol::{ClientFrame, CommandId, Refusal, RefusalCode, ServerFrame, limits};
use tokio_tungstenite::tungstenite;

use super::access::Access;
use super::app::{App, Limiter, limiter};
use super::listener::Connection;
use super::problem::Problem;
use super::pulse::{Placed, Pulse};
use super::speech::{self, SUBPROTOCOL, Said};
use crate::engine::{Answer, Outgoing, Sent, Viewer};

/// The first message must have come by then.
const HELLO_DEADLINE: Duration = Duration::from_secs(5);
/// One write may take this long.
const WRITE_DEADLINE: Duration = Duration::from_secs(20);
/// How long the other end has to answer a close.
const CLOSE_DEADLINE: Duration = Duration::from_secs(1);
/// Commands of one connection that wait for their answer; the next one is read when one is answered.
const UNANSWERED_MAX: usize = 64;
/// Messages beyond the rate before the connection is closed.
const EXCESS_MAX: u32 = 200;
/// What is read from the system at a time.
const READ_BUFFER_BYTES: usize = 4 * 1024;
/// What is collected before it is given to the system.
const WRITE_BUFFER_BYTES: usize = 64 * 1024;
/// No frame is longer than this: the whole of the largest meeting, for its organiser.
const FRAME_OUT_BYTES_MAX: usize = 32 * 1024 * 1024;

/// `GET .../socket`: the handshake.
pub async fn upgrade(
    access: Access,
    State(app): State<Arc<App>>,
    Extension(connection): Extension<Connection>,
    upgrade: WebSocketUpgrade,
) -> Response {
    let upgrade = upgrade
        .protocols([SUBPROTOCOL])
        .max_message_size(limits::MESSAGE_BYTES)
        .max_frame_size(limits::MESSAGE_BYTES)
        .read_buffer_size(READ_BUFFER_BYTES)
        .write_buffer_size(WRITE_BUFFER_BYTES)
        .max_write_buffer_size(FRAME_OUT_BYTES_MAX);
    if upgrade.selected_protocol().is_none() {
        let detail = format!("this socket speaks {SUBPROTOCOL}: ask for it as the subprotocol");
        return Problem::new(StatusCode::BAD_REQUEST, "wrong_subprotocol", detail).into_response();
    }
    upgrade.on_upgrade(move |socket| async move {
        gauge!("evenfloor_sockets_open").increment(1.0);
        Talk::new(app, access).run(socket).await;
        gauge!("evenfloor_sockets_open").decrement(1.0);
        drop(connection);
    })
}

/// Why a connection ends: the close code and a word for the log of the other end.
#[derive(Debug)]
struct End {
    code: u16,
    reason: String,
}

fn end(code: u16, reason: impl Into<String>) -> End {
    End { code, reason: reason.into() }
}

/// The peer has gone: there is nobody to tell.
fn gone() -> End {
    end(0, "gone")
}

struct Talk {
    app: Arc<App>,
    access: Access,
    sender: String,
    limiter: Limiter,
    excess: u32,
    unanswered: FuturesUnordered<BoxFuture<'static, Answer>>,
}

/// What one turn of the loop is about.
enum Next {
    Read(Option<Result<Message, axum::Error>>),
    Send(Option<Outgoing>),
    Answered(Answer),
    Look,
}

impl Talk {
    fn new(app: Arc<App>, access: Access) -> Self {
        let limiter = limiter(access.role);
        Self { app, access, sender: String::new(), limiter, excess: 0, unanswered: FuturesUnordered::new() }
    }

    async fn run(mut self, mut socket: WebSocket) {
        let end = match self.talk(&mut socket).await {
            Ok(()) => return,
            Err(end) => end,
        };
        counter!("evenfloor_sockets_closed_total", "code" => end.code.to_string()).increment(1);
        if end.code != 0 {
            say_goodbye(socket, end).await;
        }
    }

    /// Greets, and talks until the other end closes (`Ok`) or there is a reason to close.
    async fn talk(&mut self, socket: &mut WebSocket) -> Result<(), End> {
        let hello = match tokio::time::timeout(HELLO_DEADLINE, first_message(socket)).await {
            Ok(hello) => hello?,
            Err(_) => return Err(end(close::NO_HELLO, "no hello came within 5 seconds")),
        };
        self.sender.clone_from(&hello.sender);
        let subscribing = self.app.engine.subscribe(&self.access.meeting, self.access.actor.clone(), hello.at);
        let mut viewer = subscribing.await.map_err(|refusal| end_of(&refusal))?;
        let mut pulse = Pulse::new(self.app.clone(), &self.access, hello.sender);
        let welcome = speech::welcome(&self.app, &self.access);
        // The ping goes first, so that its pong is there before what the page sends on the welcome.
        write(socket, [pulse.ping(), Message::text(welcome)]).await?;
        let ended = self.go_on(socket, &mut viewer, &mut pulse).await;
        for placed in pulse.end() {
            tokio::spawn(self.asked(placed));
        }
        ended
    }

    async fn go_on(&mut self, socket: &mut WebSocket, viewer: &mut Viewer, pulse: &mut Pulse) -> Result<(), End> {
        loop {
            for placed in pulse.placed() {
                self.unanswered.push(Box::pin(self.asked(placed)));
            }
            let look = pulse.next_look();
            let may_read = self.unanswered.len() + pulse.waiting() < UNANSWERED_MAX;
            let next = tokio::select! {
                Some(answer) = self.unanswered.next() => Next::Answered(answer),
                message = socket.recv(), if may_read => Next::Read(message),
                outgoing = viewer.next() => Next::Send(outgoing),
                () = tokio::time::sleep_until(look) => Next::Look,
            };
            match next {
                Next::Read(None) => return Ok(()),
                Next::Read(Some(Err(error))) => return Err(of_error(error)),
                Next::Read(Some(Ok(Message::Close(_)))) => return Ok(()),
                Next::Read(Some(Ok(message))) => {
                    pulse.heard();
                    let answers = self.hear(message, viewer, pulse)?;
                    pulse.remember();
                    write(socket, answers).await?;
                }
                Next::Answered(answer) => write(socket, [reply(answer)]).await?,
                Next::Send(None) => return Err(end(close::RESTART, "the meeting was interrupted")),
                Next::Send(Some(first)) => self.send_all(socket, viewer, first).await?,
                Next::Look => {
                    let ping = pulse.look().map_err(|()| end(close::SILENT, "no sign of life"))?;
                    write(socket, ping).await?;
                }
            }
        }
    }

    /// Sends what there is in one write.
    async fn send_all(&mut self, socket: &mut WebSocket, viewer: &mut Viewer, first: Outgoing) -> Result<(), End> {
        let mut messages = Vec::new();
        let mut farewell = None;
        let mut next = Some(first);
        while let Some(outgoing) = next {
            match outgoing {
                Outgoing::Frame(text) => messages.push(Message::Text(text)),
                Outgoing::Bye { frame, come_back } => {
                    messages.push(Message::Text(frame));
                    farewell = Some(if come_back {
                        end(close::RESTART, "come back in a moment")
                    } else {
                        end(close::NO_RIGHTS, "this link was revoked")
                    });
                    break;
                }
            }
            next = viewer.now();
        }
        if farewell.is_some() {
            // What was asked before the farewell is answered before it.
            while let Ok(Some(answer)) = tokio::time::timeout(CLOSE_DEADLINE, self.unanswered.next()).await {
                messages.insert(messages.len() - 1, reply(answer));
            }
        }
        write(socket, messages).await?;
        farewell.map_or(Ok(()), Err)
    }

    /// Takes a message; what is to be answered at once.
    fn hear(&mut self, message: Message, viewer: &mut Viewer, pulse: &mut Pulse) -> Result<Vec<Message>, End> {
        let text = match message {
            Message::Text(text) => text,
            Message::Pong(payload) => {
                if let Some(round_trip) = pulse.ponged(&payload) {
                    viewer.round_trip(round_trip);
                }
                return Ok(Vec::new());
            }
            Message::Ping(_) | Message::Close(_) => return Ok(Vec::new()),
            Message::Binary(_) => return Err(end(1003, "messages are text")),
        };
        let in_time = self.limiter.check().is_ok();
        if in_time {
            self.excess = self.excess.saturating_sub(1);
        } else {
            self.excess += 1;
            if self.excess > EXCESS_MAX {
                return Err(end(close::FLOOD, "too many messages; come back later"));
            }
        }
        match speech::read(&text) {
            Said::Malformed(why) => Err(end(close::MALFORMED, why)),
            Said::Refused(refused) => Ok(vec![message_of(&ServerFrame::Reply(refused))]),
            Said::Frame(frame) => self.take(*frame, in_time, viewer, pulse),
        }
    }

    fn take(
        &mut self,
        frame: ClientFrame,
        in_time: bool,
        viewer: &mut Viewer,
        pulse: &mut Pulse,
    ) -> Result<Vec<Message>, End> {
        match frame {
            ClientFrame::Hello(_) => Err(end(close::NO_HELLO, "a second hello")),
            ClientFrame::Command(frame) if !in_time => {
                let refusal = Refusal::new(RefusalCode::TooFast, "too many commands at once: try again in a moment");
                Ok(vec![message_of(&ServerFrame::Reply(speech::refused(frame.n, refusal)))])
            }
            ClientFrame::Command(frame) => Ok(pulse.pressed(frame).into_iter().collect()),
            ClientFrame::Time(ask) => {
                // The ping goes first: its pong is then there before the next time message, which follows the answer.
                let ping = pulse.told(ask.c);
                Ok(ping.into_iter().chain([message_of(&speech::time_told(&self.app, ask.c))]).collect())
            }
            ClientFrame::Resync(_) => {
                viewer.resync();
                Ok(Vec::new())
            }
        }
    }

    /// Hands a command to the engine; its answer comes when it is stored.
    fn asked(&self, (frame, heard): Placed) -> impl Future<Output = Answer> + Send + 'static {
        let sent = Sent {
            actor: self.access.actor.clone(),
            id: Some(CommandId { sender: self.sender.clone(), n: frame.n }),
            heard,
            command: frame.command,
        };
        let (engine, meeting) = (self.app.engine.clone(), self.access.meeting.clone());
        async move { engine.command(&meeting, sent).await }
    }
}

async fn first_message(socket: &mut WebSocket) -> Result<Hello, End> {
    loop {
        match socket.recv().await {
            None | Some(Ok(Message::Close(_))) => return Err(gone()),
            Some(Err(error)) => return Err(of_error(error)),
            Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
            Some(Ok(Message::Binary(_))) => return Err(end(1003, "messages are text")),
            Some(Ok(Message::Text(text))) => {
                return match speech::read(&text) {
                    Said::Frame(frame) => match *frame {
                        ClientFrame::Hello(hello) if speech::is_sender(&hello.sender) => Ok(hello),
                        ClientFrame::Hello(_) => {
                            Err(end(close::MALFORMED, "sender is not 8 to 32 letters, digits, hyphens or underscores"))
                        }
                        _ => Err(end(close::NO_HELLO, "the first message must be hello")),
                    },
                    Said::Refused(_) => Err(end(close::NO_HELLO, "the first message must be hello")),
                    Said::Malformed(why) => Err(end(close::MALFORMED, why)),
                };
            }
        }
    }
}

async fn write(socket: &mut WebSocket, messages: impl IntoIterator<Item = Message>) -> Result<(), End> {
    let writing = async {
        let mut any = false;
        for message in messages {
            socket.feed(message).await?;
            any = true;
        }
        if any { socket.flush().await } else { Ok(()) }
    };
    match tokio::time::timeout(WRITE_DEADLINE, writing).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(_)) => Err(gone()),
        Err(_) => Err(end(close::SLOW, "the connection takes nothing; come back and resume")),
    }
}

fn reply(answer: Answer) -> Message {
    message_of(&ServerFrame::Reply(answer.reply))
}

fn message_of(frame: &ServerFrame) -> Message {
    Message::text(speech::written(frame))
}

fn end_of(refusal: &Refusal) -> End {
    let code = match refusal.code {
        RefusalCode::NoSuchMeeting => close::NO_MEETING,
        RefusalCode::BadLink => close::NO_RIGHTS,
        RefusalCode::TooMany => close::FLOOD,
        _ => close::RESTART,
    };
    end(code, refusal.text.clone())
}

/// The close code for what was wrong with the bytes that came.
fn of_error(error: axum::Error) -> End {
    use tungstenite::Error as Wire;
    let error = error.into_inner();
    match error.downcast_ref::<Wire>() {
        Some(Wire::Capacity(_)) => end(1009, format!("a message may have {} bytes", limits::MESSAGE_BYTES)),
        Some(Wire::Utf8(_)) => end(1007, "text is not utf-8"),
        Some(Wire::Protocol(tungstenite::error::ProtocolError::ResetWithoutClosingHandshake)) => gone(),
        Some(Wire::Protocol(_)) => end(1002, "not the websocket protocol"),
        _ => gone(),
    }
}

/// Sends the close and waits a little for its answer, so that the code arrives before the connection ends.
async fn say_goodbye(mut socket: WebSocket, end: End) {
    let mut reason = end.reason;
    // A close frame has room for 123 bytes.
    while reason.len() > 123 {
        reason.pop();
    }
    let frame = CloseFrame { code: end.code, reason: reason.into() };
    let closing = async {
        if socket.send(Message::Close(Some(frame))).await.is_ok() {
            while let Some(Ok(_)) = socket.recv().await {}
        }
    };
    // Whoever does not answer is gone, which is as good.
    let _ = tokio::time::timeout(CLOSE_DEADLINE, closing).await;
}
