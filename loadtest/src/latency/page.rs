//! A page over a real socket, as the browser's one measures: it answers pings, tells its time in chains and pairs, and
//! sends a press with its clock.

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::{Context, bail};
use futures::{SinkExt, StreamExt};
use protocol::frame::{CommandFrame, Hello, TimeAsk};
use protocol::queue_command::Raise;
use protocol::{ClientFrame, Command, Ms, ServerFrame};
use tokio::net::TcpStream;
use tokio::sync::{mpsc, oneshot};
use tokio::time::Instant;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::http::{HeaderValue, header};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};

/// Samples at the opening, and between two pairs later.
const SAMPLES_AT_OPENING: u32 = 8;
const PAIR_EVERY: Duration = Duration::from_secs(20);
/// What a page's clock shows when it is born.
const BORN_AT_MS: Ms = 5_000_000;

/// Where a page connects, and with what right.
#[derive(Debug, Clone)]
pub struct Door {
    /// The relay of its link.
    pub address: SocketAddr,
    /// The meeting's name.
    pub meeting: String,
    /// The secret of the link.
    pub secret: String,
    /// The sender of its commands.
    pub sender: String,
}

/// A hand as its page knows it.
#[derive(Debug, Clone)]
pub struct Raised {
    /// When the person pressed.
    pub pressed: Instant,
    /// What the server made of it, as `hand/17`.
    pub hand: String,
}

/// A press that is asked for.
struct Press {
    at: Instant,
    raised: oneshot::Sender<Raised>,
}

/// The page's user.
pub struct User {
    presses: mpsc::UnboundedSender<Press>,
}

impl User {
    /// Presses at this moment, and waits for the answer of the server.
    pub async fn raise(&self, at: Instant) -> anyhow::Result<Raised> {
        let (raised, answer) = oneshot::channel();
        self.presses.send(Press { at, raised }).ok().context("a page is gone")?;
        answer.await.context("a page is gone before its hand was up")
    }
}

struct Page {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    born: Instant,
    next_n: u64,
    /// Time messages that follow the answers that come.
    more: u32,
    next_pair: Instant,
    asked: Option<Press>,
    unanswered: Option<(u64, Instant, oneshot::Sender<Raised>)>,
}

/// Opens a page. Comes back when it has been measured.
pub async fn open(door: Door) -> anyhow::Result<User> {
    let url = format!("ws://{}/v1/meetings/{}/socket", door.address, door.meeting);
    let mut request = url.into_client_request().context("the address cannot stand in a request")?;
    let bearer = HeaderValue::from_str(&format!("Bearer {}", door.secret)).context("a secret is no header")?;
    request.headers_mut().insert(header::AUTHORIZATION, bearer);
    request.headers_mut().insert(header::SEC_WEBSOCKET_PROTOCOL, HeaderValue::from_static("evenfloor.v1"));
    let (socket, _) = tokio_tungstenite::connect_async(request).await.context("a page cannot connect")?;
    let more = SAMPLES_AT_OPENING;
    let (born, next_pair) = (Instant::now(), Instant::now() + PAIR_EVERY);
    let mut page = Page { socket, born, next_n: 1, more, next_pair, asked: None, unanswered: None };
    let hello = ClientFrame::Hello(Hello { sender: door.sender, at: None, build: None });
    page.say(&hello).await?;
    let (presses, mut asked) = mpsc::unbounded_channel();
    let (measured, is_measured) = oneshot::channel();
    tokio::spawn(async move {
        let mut measured = Some(measured);
        // A page ends when nobody holds it or its connection is lost; whoever waits for it is told by its channels.
        while page.step(&mut asked).await.is_ok_and(|goes_on| goes_on) {
            if page.more == 0
                && let Some(measured) = measured.take()
            {
                let _ = measured.send(());
            }
        }
    });
    is_measured.await.context("a page was turned away")?;
    Ok(User { presses })
}

impl Page {
    fn clock(&self) -> Ms {
        BORN_AT_MS + self.born.elapsed().as_millis() as Ms
    }

    async fn say(&mut self, frame: &ClientFrame) -> anyhow::Result<()> {
        let text = serde_json::to_string(frame).context("a frame is plain data")?;
        self.socket.send(Message::text(text)).await.context("the socket is closed")
    }

    async fn tell_time(&mut self) -> anyhow::Result<()> {
        let c = self.clock();
        self.say(&ClientFrame::Time(TimeAsk { c })).await
    }

    /// One thing that happens; false at the end.
    async fn step(&mut self, asked: &mut mpsc::UnboundedReceiver<Press>) -> anyhow::Result<bool> {
        let press_at = self.asked.as_ref().map(|press| press.at);
        tokio::select! {
            message = self.socket.next() => match message {
                Some(Ok(Message::Text(text))) => self.hear(&text).await.map(|()| true),
                // Pings are answered by the socket itself, as in a browser.
                Some(Ok(_)) => Ok(true),
                Some(Err(_)) | None => Ok(false),
            },
            press = asked.recv(), if press_at.is_none() => {
                let Some(press) = press else { return Ok(false) };
                self.asked = Some(press);
                Ok(true)
            }
            () = sleep_until(press_at) => self.press().await.map(|()| true),
            () = tokio::time::sleep_until(self.next_pair) => {
                self.next_pair = Instant::now() + PAIR_EVERY;
                self.more = 2;
                self.tell_time().await.map(|()| true)
            }
        }
    }

    async fn press(&mut self) -> anyhow::Result<()> {
        let Some(press) = self.asked.take() else { return Ok(()) };
        let (pressed, clock, n) = (Instant::now(), self.clock(), self.next_n);
        self.next_n += 1;
        self.unanswered = Some((n, pressed, press.raised));
        let command = Command::Raise(Raise::default());
        self.say(&ClientFrame::Command(CommandFrame { n, pressed_ms: Some(clock), command })).await
    }

    async fn hear(&mut self, text: &str) -> anyhow::Result<()> {
        // Rows are of no interest here, and sixty pages would read all of them.
        if !["welcome", "time", "reply"].iter().any(|kind| text.starts_with(&format!("{{\"t\":\"{kind}\""))) {
            return Ok(());
        }
        match serde_json::from_str(text).context("the server sent what is not of the protocol")? {
            ServerFrame::Welcome(_) => self.tell_time().await,
            ServerFrame::Time(_) if self.more > 0 => {
                self.more -= 1;
                if self.more > 0 { self.tell_time().await } else { Ok(()) }
            }
            ServerFrame::Reply(reply) => {
                if let Some((n, pressed, raised)) = self.unanswered.take().filter(|(n, ..)| *n == reply.n) {
                    let hand = reply.made.into_iter().find(|made| made.starts_with("hand/"));
                    let Some(hand) = hand else { bail!("command {n} made no hand: {:?}", reply.refused) };
                    // Who asked may have given up.
                    let _ = raised.send(Raised { pressed, hand });
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }
}

async fn sleep_until(at: Option<Instant>) {
    match at {
        Some(at) => tokio::time::sleep_until(at).await,
        None => std::future::pending().await,
    }
}
