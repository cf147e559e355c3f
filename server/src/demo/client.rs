//! A simulated page: one link, one socket that comes back by itself, an outbox whose commands are done exactly once.
//!
//! It speaks the project's own protocol over a real WebSocket. Commands made while the link is down wait in the outbox
//! and go out again, with the numbers they had, after every return; the server answers a repeat with its first reply.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::net::SocketAddr;
use std::time::Duration;

use futures::{SinkExt, StreamExt};
use protocol::frame::{CommandFrame, Hello, Reply};
use protocol::{ClientFrame, Command, Refusal, ServerFrame};
use tokio::net::TcpStream;
use tokio::sync::{mpsc, oneshot, watch};
use tokio::time::Instant;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::http::{HeaderValue, header};
use tokio_tungstenite::tungstenite::protocol::frame::CloseFrame;
use tokio_tungstenite::tungstenite::{self, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};

use super::rows::{Fit, Rows};

type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// The first wait before another attempt to connect; it doubles up to [`WAIT_MOST`].
const WAIT_FIRST: Duration = Duration::from_millis(10);
const WAIT_MOST: Duration = Duration::from_millis(640);
/// How long one attempt to connect may take.
const CONNECT_MOST: Duration = Duration::from_secs(5);
const SUBPROTOCOL: &str = "evenfloor.v1";

/// Where a page connects, and with what right.
#[derive(Debug, Clone)]
pub struct Door {
    /// The server.
    pub address: SocketAddr,
    /// The meeting's name.
    pub meeting: String,
    /// The secret of the link.
    pub secret: String,
}

/// Why a command was not done.
#[derive(Debug, thiserror::Error)]
pub enum NotDone {
    /// The meeting refused it.
    #[error("refused: {0}")]
    Refused(Refusal),
    /// The server turned the page away for good.
    #[error("the page was turned away: {0}")]
    TurnedAway(String),
}

/// What a command did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// The version whose rows contain it.
    pub version: u64,
    /// What it made, as `hand/17`.
    pub made: Vec<String>,
}

impl Done {
    /// The number of what was made of this kind: 17 for `hand` and `hand/17`.
    pub fn made(&self, kind: &str) -> Option<u32> {
        self.made.iter().find_map(|made| made.strip_prefix(kind)?.strip_prefix('/')?.parse().ok())
    }
}

/// A page. Dropping it closes the link.
#[derive(Debug)]
pub struct Client {
    asks: mpsc::UnboundedSender<Ask>,
    rows: watch::Receiver<Rows>,
}

#[derive(Debug)]
enum Ask {
    Do { command: Box<Command>, pressed: Instant, reply: oneshot::Sender<Result<Done, NotDone>> },
    Link { up: bool },
}

impl Client {
    /// Opens a page; it connects in the background and comes back until it is turned away or dropped.
    pub fn open(door: Door) -> Client {
        let (asks, asked) = mpsc::unbounded_channel();
        let (rows_sender, rows) = watch::channel(Rows::default());
        let page = Page {
            door,
            sender: sender(),
            born: Instant::now(),
            next_n: 1,
            outbox: VecDeque::new(),
            asked,
            rows: rows_sender,
            up: true,
        };
        tokio::spawn(page.run());
        Client { asks, rows }
    }

    /// Does a command and waits for the answer, over any number of lost links.
    ///
    /// # Errors
    /// When the meeting refuses it, or the server turned the page away.
    pub async fn command(&self, command: Command) -> Result<Done, NotDone> {
        self.send(command).await.unwrap_or_else(|_| Err(NotDone::TurnedAway("the page is closed".to_owned())))
    }

    /// Puts a command into the outbox now; the answer comes when it comes.
    pub fn send(&self, command: Command) -> oneshot::Receiver<Result<Done, NotDone>> {
        let (reply, replied) = oneshot::channel();
        // A page that was turned away has dropped its end, and the receiver says so.
        let _ = self.asks.send(Ask::Do { command: Box::new(command), pressed: Instant::now(), reply });
        replied
    }

    /// Cuts the link (`up` false), or lets it come back.
    pub fn link(&self, up: bool) {
        let _ = self.asks.send(Ask::Link { up });
    }

    /// What the page knows now.
    pub fn rows(&self) -> Rows {
        self.rows.borrow().clone()
    }

    /// Reads from what the page knows now, without copying it.
    pub fn read<T>(&self, read: impl FnOnce(&Rows) -> T) -> T {
        read(&self.rows.borrow())
    }

    /// Waits until the rows say what `read` looks for.
    ///
    /// # Errors
    /// When the page is turned away before they do.
    pub async fn until<T>(&self, mut read: impl FnMut(&Rows) -> Option<T>) -> Result<T, NotDone> {
        let mut rows = self.rows.clone();
        loop {
            if let Some(found) = read(&rows.borrow_and_update()) {
                return Ok(found);
            }
            if rows.changed().await.is_err() {
                return Err(NotDone::TurnedAway("the page is closed".to_owned()));
            }
        }
    }
}

/// A name for the commands of this page instance: 16 hexadecimal digits of chance.
fn sender() -> String {
    let number = getrandom::u64().expect("the system has random numbers");
    format!("{number:016x}")
}

/// A command that has no reply yet.
struct Unanswered {
    n: u64,
    text: String,
    reply: oneshot::Sender<Result<Done, NotDone>>,
}

/// The page's own task.
struct Page {
    door: Door,
    sender: String,
    born: Instant,
    next_n: u64,
    outbox: VecDeque<Unanswered>,
    asked: mpsc::UnboundedReceiver<Ask>,
    rows: watch::Sender<Rows>,
    up: bool,
}

/// Why a connection ended.
enum End {
    /// Nobody holds the page any more.
    Dropped,
    /// The link is cut on purpose.
    Cut,
    /// Try again, at the earliest after this.
    Lost(Duration),
    /// The server does not want this page.
    TurnedAway(String),
}

/// Lost, with nothing said about when to come back.
const LOST: End = End::Lost(Duration::ZERO);

fn lost(_: tungstenite::Error) -> End {
    LOST
}

impl Page {
    async fn run(mut self) {
        let mut wait = WAIT_FIRST;
        loop {
            let welcomes = self.rows.borrow().welcomes;
            match self.connection().await {
                End::Dropped => return,
                End::Cut => {
                    if !self.wait_for_link(None).await {
                        return;
                    }
                }
                End::Lost(at_least) => {
                    if self.rows.borrow().welcomes > welcomes {
                        wait = WAIT_FIRST;
                    }
                    if !self.wait_for_link(Some(wait.max(at_least))).await {
                        return;
                    }
                    wait = (wait * 2).min(WAIT_MOST);
                }
                End::TurnedAway(why) => {
                    tracing::warn!(meeting = self.door.meeting, why, "a simulated page was turned away");
                    for unanswered in self.outbox.drain(..) {
                        let _ = unanswered.reply.send(Err(NotDone::TurnedAway(why.clone())));
                    }
                    return;
                }
            }
        }
    }

    /// Takes what is asked while there is no connection: until the link may be up again and the wait is over. False when
    /// nobody holds the page any more.
    async fn wait_for_link(&mut self, wait: Option<Duration>) -> bool {
        let until = wait.map(|wait| Instant::now() + wait);
        loop {
            let ready = self.up && until.is_none_or(|until| until <= Instant::now());
            if ready {
                return true;
            }
            let asked = match until {
                Some(until) if self.up => match tokio::time::timeout_at(until, self.asked.recv()).await {
                    Ok(asked) => asked,
                    Err(_) => return true,
                },
                _ => self.asked.recv().await,
            };
            match asked {
                None => return false,
                Some(ask) => {
                    self.take(ask);
                }
            }
        }
    }

    /// Notes what is asked; the text to be sent where it is a command.
    fn take(&mut self, ask: Ask) -> Option<String> {
        match ask {
            Ask::Link { up } => {
                self.up = up;
                None
            }
            Ask::Do { command, pressed, reply } => {
                let n = self.next_n;
                self.next_n += 1;
                let pressed_ms = pressed.saturating_duration_since(self.born).as_millis();
                let frame = CommandFrame { n, pressed_ms: i64::try_from(pressed_ms).ok(), command: *command };
                let text = written(&ClientFrame::Command(frame));
                self.outbox.push_back(Unanswered { n, text: text.clone(), reply });
                Some(text)
            }
        }
    }

    async fn connection(&mut self) -> End {
        match self.talk().await {
            Ok(never) => match never {},
            Err(end) => end,
        }
    }

    async fn talk(&mut self) -> Result<Infallible, End> {
        let mut socket = match tokio::time::timeout(CONNECT_MOST, connect(&self.door)).await {
            Ok(socket) => socket?,
            Err(_) => return Err(LOST),
        };
        let at = self.rows.borrow().position();
        let hello = ClientFrame::Hello(Hello { sender: self.sender.clone(), at, build: None });
        socket.feed(Message::text(written(&hello))).await.map_err(lost)?;
        for unanswered in &self.outbox {
            socket.feed(Message::text(unanswered.text.clone())).await.map_err(lost)?;
        }
        socket.flush().await.map_err(lost)?;
        loop {
            let say = tokio::select! {
                asked = self.asked.recv() => match asked {
                    None => {
                        let _ = socket.close(None).await;
                        return Err(End::Dropped);
                    }
                    Some(ask) => self.take(ask),
                },
                message = socket.next() => match message {
                    Some(Ok(Message::Text(text))) => self.hear(&text)?.map(|frame| written(&frame)),
                    Some(Ok(Message::Close(frame))) => return Err(closed(frame)),
                    Some(Ok(_)) => None,
                    Some(Err(_)) | None => return Err(LOST),
                },
            };
            if !self.up {
                // Dropping the socket without a close is what a lost link looks like.
                return Err(End::Cut);
            }
            if let Some(text) = say {
                socket.send(Message::text(text)).await.map_err(lost)?;
            }
        }
    }

    /// Takes a message of the server; the message to answer with where one is due.
    fn hear(&mut self, text: &str) -> Result<Option<ClientFrame>, End> {
        let frame: ServerFrame = match serde_json::from_str(text) {
            Ok(frame) => frame,
            Err(error) => {
                let why = format!("the server sent what is not of the protocol: {error}");
                return Err(End::TurnedAway(why));
            }
        };
        match frame {
            ServerFrame::Reply(reply) => self.reply(reply),
            ServerFrame::Bye(bye) => {
                return Err(match bye.back_in_ms {
                    Some(ms) => End::Lost(Duration::from_millis(u64::try_from(ms).unwrap_or(0))),
                    None => End::TurnedAway(bye.why),
                });
            }
            ServerFrame::Update(update) => {
                let mut fit = Fit::Fits;
                self.rows.send_modify(|rows| fit = rows.update(update));
                if fit == Fit::Gap {
                    return Ok(Some(ClientFrame::Resync(Default::default())));
                }
            }
            ServerFrame::Welcome(welcome) => self.rows.send_modify(|rows| rows.welcome(&welcome)),
            ServerFrame::Snapshot(snapshot) => self.rows.send_modify(|rows| rows.snapshot(snapshot)),
            ServerFrame::OwnSnapshot(snapshot) => self.rows.send_modify(|rows| rows.own_snapshot(snapshot)),
            ServerFrame::Own(update) => self.rows.send_modify(|rows| rows.own(update)),
            ServerFrame::Live(live) => self.rows.send_modify(|rows| rows.live(live)),
            ServerFrame::Time(_) => {}
        }
        Ok(None)
    }

    fn reply(&mut self, reply: Reply) {
        let Some(index) = self.outbox.iter().position(|unanswered| unanswered.n == reply.n) else { return };
        let Some(unanswered) = self.outbox.remove(index) else { return };
        let answer = match (reply.refused, reply.done) {
            (Some(refusal), _) => Err(NotDone::Refused(refusal)),
            (None, version) => Ok(Done { version: version.unwrap_or(0), made: reply.made }),
        };
        // Who asked may not wait for the answer.
        let _ = unanswered.reply.send(answer);
    }
}

async fn connect(door: &Door) -> Result<Socket, End> {
    let url = format!("ws://{}/v1/meetings/{}/socket", door.address, door.meeting);
    let bearer = HeaderValue::from_str(&format!("Bearer {}", door.secret));
    let (Ok(mut request), Ok(bearer)) = (url.into_client_request(), bearer) else {
        return Err(End::TurnedAway("address or secret cannot stand in a request".to_owned()));
    };
    request.headers_mut().insert(header::AUTHORIZATION, bearer);
    request.headers_mut().insert(header::SEC_WEBSOCKET_PROTOCOL, HeaderValue::from_static(SUBPROTOCOL));
    match tokio_tungstenite::connect_async(request).await {
        Ok((socket, _)) => Ok(socket),
        Err(tungstenite::Error::Http(answer)) if answer.status().is_client_error() && answer.status() != 429 => {
            let body = answer.body().as_deref().map(String::from_utf8_lossy).unwrap_or_default();
            Err(End::TurnedAway(format!("{} {body}", answer.status())))
        }
        Err(_) => Err(LOST),
    }
}

/// Codes from 4100 to 4199 say: do not come back.
fn closed(frame: Option<CloseFrame>) -> End {
    match frame {
        Some(frame) if (4100..4200).contains(&u16::from(frame.code)) => {
            End::TurnedAway(format!("closed with {}: {}", u16::from(frame.code), frame.reason))
        }
        _ => LOST,
    }
}

fn written(frame: &ClientFrame) -> String {
    serde_json::to_string(frame).expect("a frame has only text keys")
}
