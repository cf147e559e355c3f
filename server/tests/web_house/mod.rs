//! A running server for the tests of the edge, and a browser of a few lines: raw requests and real sockets.

#![allow(dead_code, reason = "each test file uses its own part")]

use std::time::Duration;

use futures::{SinkExt, StreamExt};
use protocol::ServerFrame;
use serde_json::{Value, json};
use server::config::Config;
use server::web::Server;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};

/// Nothing in these tests takes longer.
const PATIENCE: Duration = Duration::from_secs(20);

/// A server on a free port, its meetings in memory of the file system.
pub struct House {
    pub server: Server,
    _data: tempfile::TempDir,
}

/// An answer.
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("not json: {}", self.body))
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }

    pub fn code(&self) -> String {
        self.json()["code"].as_str().unwrap_or("").to_owned()
    }
}

/// A link as the server hands it out.
#[derive(Clone, Debug)]
pub struct Link {
    pub number: u64,
    pub path: String,
    pub secret: String,
}

impl Link {
    fn of(value: &Value) -> Self {
        let text = |name: &str| value[name].as_str().unwrap_or_else(|| panic!("no {name} in {value}")).to_owned();
        Self { number: value["link"].as_u64().expect("a number"), path: text("path"), secret: text("secret") }
    }

    pub fn bearer(&self) -> String {
        format!("authorization: Bearer {}", self.secret)
    }
}

pub async fn house() -> House {
    house_with(|_| {}).await
}

pub async fn house_with(change: impl FnOnce(&mut Config)) -> House {
    let data = tempfile::tempdir().expect("a directory for the test");
    let mut config = Config {
        listen: "127.0.0.1:0".parse().expect("an address"),
        data_dir: data.path().to_owned(),
        ..Config::default()
    };
    change(&mut config);
    let server = Server::start(config).await.expect("the server starts");
    House { server, _data: data }
}

impl House {
    /// The origin of the server's own pages.
    pub fn origin(&self) -> String {
        format!("origin: http://localhost:{}", self.server.address.port())
    }

    pub async fn ask(&self, line: &str, headers: &[&str], body: &str) -> Answer {
        let mut stream = TcpStream::connect(self.server.address).await.expect("the server listens");
        let mut text = format!("{line} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n");
        for header in headers {
            text += &format!("{header}\r\n");
        }
        if !body.is_empty() && !headers.iter().any(|header| header.starts_with("content-type")) {
            text += "content-type: application/json\r\n";
        }
        text += &format!("content-length: {}\r\n\r\n{body}", body.len());
        stream.write_all(text.as_bytes()).await.expect("it takes the request");
        let mut bytes = Vec::new();
        tokio::time::timeout(PATIENCE, stream.read_to_end(&mut bytes)).await.expect("in time").expect("an answer");
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").expect("a head and a body");
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        Answer { status, head: head.to_owned(), body: body.to_owned() }
    }

    /// Creates a meeting; its links in the order in which they are handed out, the organiser's first.
    pub async fn meeting(&self, name: &str) -> Meeting<'_> {
        let body = json!({"title": "A meeting", "name": name}).to_string();
        let answer = self.ask("POST /v1/meetings", &[], &body).await;
        assert_eq!(answer.status, 201, "{}", answer.body);
        let created = answer.json();
        let links = created["links"].as_array().expect("links").clone();
        Meeting { house: self, name: name.to_owned(), links }
    }
}

/// A meeting of the house.
pub struct Meeting<'a> {
    pub house: &'a House,
    pub name: String,
    links: Vec<Value>,
}

impl Meeting<'_> {
    /// The first link of a role.
    pub fn link(&self, role: &str) -> Link {
        Link::of(self.links.iter().find(|link| link["role"] == role).unwrap_or_else(|| panic!("no link of {role}")))
    }

    /// Does a command of the organiser.
    pub async fn organise(&self, n: u64, command: Value) -> Value {
        self.post(&self.link("organiser"), n, command).await
    }

    /// Does a command by POST.
    pub async fn post(&self, link: &Link, n: u64, command: Value) -> Value {
        let body = json!({"t": "command", "n": n, "command": command}).to_string();
        let line = format!("POST {}commands?sender=test-sender", link.path);
        let answer = self.house.ask(&line, &[&link.bearer()], &body).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        answer.json()
    }

    /// Issues one link.
    pub async fn issue(&self, wanted: Value) -> Link {
        let organiser = self.link("organiser");
        let body = json!({"links": [wanted]}).to_string();
        let answer = self.house.ask(&format!("POST {}links", organiser.path), &[&organiser.bearer()], &body).await;
        assert_eq!(answer.status, 201, "{}", answer.body);
        Link::of(&answer.json()["links"][0])
    }

    /// Opens a socket as a program.
    pub async fn socket(&self, link: &Link) -> Socket {
        let opened = self.house.socket(&format!("{}socket", link.path), &[&link.bearer()]).await;
        opened.unwrap_or_else(|status| panic!("the handshake was refused with {status}"))
    }
}

/// An open socket.
pub struct Socket(pub WebSocketStream<MaybeTlsStream<TcpStream>>);

impl House {
    /// Opens a socket, or tells the status with which the handshake was refused.
    pub async fn socket(&self, path: &str, headers: &[&str]) -> Result<Socket, u16> {
        let mut request = format!("ws://{}{path}", self.server.address).into_client_request().expect("an address");
        let set = request.headers_mut();
        set.insert("sec-websocket-protocol", "evenfloor.v1".parse().expect("a word"));
        for header in headers {
            let (name, value) = header.split_once(": ").expect("a header");
            let name: tokio_tungstenite::tungstenite::http::HeaderName = name.parse().expect("a name");
            set.insert(name, value.parse().expect("a value"));
        }
        match tokio_tungstenite::connect_async(request).await {
            Ok((socket, _)) => Ok(Socket(socket)),
            Err(Error::Http(answer)) => Err(answer.status().as_u16()),
            Err(error) => panic!("no handshake: {error}"),
        }
    }
}

impl Socket {
    pub async fn say(&mut self, frame: Value) {
        self.0.send(Message::text(frame.to_string())).await.expect("it takes the message");
    }

    pub async fn hello(&mut self) {
        self.say(json!({"t": "hello", "sender": "page-sender"})).await;
    }

    /// The next frame; pings are answered on the way.
    pub async fn next(&mut self) -> Option<ServerFrame> {
        loop {
            let message = tokio::time::timeout(PATIENCE, self.0.next()).await.expect("something comes in time");
            match message? {
                Ok(Message::Text(text)) => return Some(serde_json::from_str(&text).expect("a frame")),
                Ok(Message::Close(_)) | Err(_) => return None,
                Ok(_) => {}
            }
        }
    }

    /// The next frame that `wanted` takes.
    pub async fn until<T>(&mut self, wanted: impl Fn(ServerFrame) -> Option<T>) -> T {
        loop {
            let frame = self.next().await.expect("the socket is open");
            if let Some(found) = wanted(frame) {
                return found;
            }
        }
    }

    /// Does a command and waits for its reply.
    pub async fn command(&mut self, n: u64, command: Value) -> protocol::frame::Reply {
        self.say(json!({"t": "command", "n": n, "command": command})).await;
        self.until(|frame| match frame {
            ServerFrame::Reply(reply) if reply.n == n => Some(reply),
            _ => None,
        })
        .await
    }

    /// The code with which the server closes.
    pub async fn closed(&mut self) -> u16 {
        self.close_frame().await.0
    }

    /// The reason with which the server closes.
    pub async fn reason(&mut self) -> String {
        self.close_frame().await.1
    }

    async fn close_frame(&mut self) -> (u16, String) {
        loop {
            let message = tokio::time::timeout(PATIENCE, self.0.next()).await.expect("it closes in time");
            match message {
                Some(Ok(Message::Close(Some(frame)))) => return (frame.code.into(), frame.reason.to_string()),
                Some(Ok(_)) => {}
                other => panic!("ended without a close: {other:?}"),
            }
        }
    }
}
