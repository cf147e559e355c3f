//! A socket on which many commands are under way at once. It reads answers and passes over rows: ten thousand simulated
//! phones need not all read the agenda.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::net::SocketAddr;
use std::time::Duration;

use anyhow::{Context, bail};
use futures::{SinkExt, StreamExt};
use protocol::frame::{CommandFrame, Hello, Reply};
use protocol::{ClientFrame, Command, LinkId, RefusalCode};
use tokio::net::TcpStream;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::http::{HeaderValue, header};
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;

/// Of each connection; thousands of them are open.
const READ_BUFFER_BYTES: usize = 8 * 1024;

/// How much time a message of an operator takes at least: the server hears 500 in a second of each device, and then nobody
/// who goes on.
pub const OPERATOR_PACE: Duration = Duration::from_millis(3);

/// Where a page connects, and with what right.
#[derive(Debug, Clone)]
pub struct Door {
    /// The server.
    pub address: SocketAddr,
    /// The meeting's name.
    pub meeting: &'static str,
    /// The link.
    pub link: LinkId,
    /// Its secret.
    pub secret: String,
}

/// A connection that has said hello.
pub struct Line {
    socket: WebSocketStream<TcpStream>,
}

/// What is known of the commands of one device or of several, by what was answered.
#[derive(Debug, Default)]
pub struct Answers {
    /// The version that each accepted command of a device led to.
    pub done: BTreeMap<(u32, u64), u64>,
    /// Commands that were refused because the heads of their place were all counted.
    pub above_heads: u32,
    /// Refusals that nothing here should meet.
    pub odd: Vec<String>,
    /// Answers that came again.
    pub repeats: u32,
    /// Answers to repeats that differ from the first one.
    pub changed: u32,
}

impl Answers {
    /// Takes an answer to a command of a device.
    pub fn take(&mut self, device: u32, reply: &Reply) {
        match (&reply.refused, reply.done) {
            (Some(refusal), _) if refusal.code == RefusalCode::AboveHeads => self.above_heads += 1,
            (Some(refusal), _) => self.odd.push(refusal.text.clone()),
            (None, version) => match self.done.entry((device, reply.n)) {
                Entry::Vacant(first) => drop(first.insert(version.unwrap_or(0))),
                Entry::Occupied(first) => {
                    self.repeats += 1;
                    self.changed += u32::from(Some(*first.get()) != version);
                }
            },
        }
    }

    /// The accepted command that came last.
    pub fn last(&self) -> Option<(u32, u64)> {
        self.done.iter().max_by_key(|(_, version)| **version).map(|(command, _)| *command)
    }
}

impl Line {
    /// Connects and says hello.
    ///
    /// # Errors
    /// When the server cannot be reached or turns the page away.
    pub async fn open(door: &Door, sender: String) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(door.address).await.context("the server cannot be reached")?;
        stream.set_nodelay(true).context("a connection was gone before it began")?;
        let url = format!("ws://{}/m/{}/l/{}/socket", door.address, door.meeting, door.link);
        let mut request = url.into_client_request().context("the address cannot stand in a request")?;
        let bearer = HeaderValue::from_str(&format!("Bearer {}", door.secret)).context("a secret is no header")?;
        request.headers_mut().insert(header::AUTHORIZATION, bearer);
        request.headers_mut().insert(header::SEC_WEBSOCKET_PROTOCOL, HeaderValue::from_static("evenfloor.v1"));
        let config = WebSocketConfig::default().read_buffer_size(READ_BUFFER_BYTES);
        let connecting = tokio_tungstenite::client_async_with_config(request, stream, Some(config));
        let (mut socket, _) = connecting.await.context("a page was turned away")?;
        let hello = ClientFrame::Hello(Hello { sender, at: None, build: None });
        socket.send(Message::text(written(&hello))).await.context("the connection is lost")?;
        Ok(Line { socket })
    }

    /// Sends these in one write.
    ///
    /// # Errors
    /// When the connection is lost.
    pub async fn say(&mut self, texts: impl IntoIterator<Item = String>) -> anyhow::Result<()> {
        for text in texts {
            self.socket.feed(Message::text(text)).await.context("the connection is lost")?;
        }
        self.socket.flush().await.context("the connection is lost")
    }

    /// The next answer.
    ///
    /// # Errors
    /// When the connection is lost or closed.
    pub async fn reply(&mut self) -> anyhow::Result<Reply> {
        loop {
            match self.socket.next().await {
                Some(Ok(Message::Text(text))) if text.starts_with("{\"t\":\"reply\"") => {
                    return serde_json::from_str(&text).context("an answer is not of the protocol");
                }
                Some(Ok(Message::Close(frame))) => bail!("the server closed the connection: {frame:?}"),
                // Pings are answered by the socket itself, as in a browser.
                Some(Ok(_)) => {}
                Some(Err(error)) => return Err(error).context("the connection is lost"),
                None => bail!("the connection ended"),
            }
        }
    }

    /// Cuts the connection without a word, whatever is still under way.
    pub fn cut(self) {
        drop(self.socket.into_inner());
    }

    /// Closes the connection; the server's farewell is not waited for.
    pub async fn close(mut self) {
        // Who is gone already needs no goodbye.
        let _ = self.socket.close(None).await;
    }
}

/// A command as it goes out.
pub fn frame(n: u64, command: Command) -> String {
    written(&ClientFrame::Command(CommandFrame { n, pressed_ms: None, command }))
}

fn written(frame: &ClientFrame) -> String {
    serde_json::to_string(frame).expect("a frame has only text keys")
}
