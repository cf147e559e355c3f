//! What the tests of results do over HTTP: commands, files, people with links, the script that counts again.

use std::process::Stdio;

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::web_house::{Answer, House, Link, Meeting};

/// Does a command that must be done.
pub async fn done(meeting: &Meeting<'_>, link: &Link, n: u64, command: Value) {
    let reply = meeting.post(link, n, command).await;
    assert!(reply["done"].is_u64(), "{reply}");
}

/// Does several as the moderator, numbered from `n` on.
pub async fn moderate(meeting: &Meeting<'_>, n: u64, commands: Vec<Value>) {
    let moderator = meeting.link("moderator");
    for (n, command) in (n..).zip(commands) {
        done(meeting, &moderator, n, command).await;
    }
}

pub async fn organise(meeting: &Meeting<'_>, n: u64, commands: Vec<Value>) {
    let organiser = meeting.link("organiser");
    for (n, command) in (n..).zip(commands) {
        done(meeting, &organiser, n, command).await;
    }
}

/// The bytes of a file under a link's path.
pub async fn bytes(house: &House, link: &Link, file: &str) -> Vec<u8> {
    let mut stream = TcpStream::connect(house.server.address).await.expect("the server listens");
    let head = format!(
        "GET {}{file} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n{}\r\n\r\n",
        link.path,
        link.bearer()
    );
    stream.write_all(head.as_bytes()).await.expect("it takes the request");
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).await.expect("an answer");
    let at = bytes.windows(4).position(|window| window == b"\r\n\r\n").expect("a head and a body");
    assert!(bytes.starts_with(b"HTTP/1.1 200"), "{}", String::from_utf8_lossy(&bytes[..at]));
    bytes.split_off(at + 4)
}

pub async fn get(house: &House, link: &Link, file: &str) -> Answer {
    house.ask(&format!("GET {}{file}", link.path), &[&link.bearer()], "").await
}

/// Closes a question at once and waits until it is final.
pub async fn closed(house: &House, meeting: &Meeting<'_>, n: u64, poll: u64) {
    moderate(meeting, n, vec![json!({"do": "close_polls", "polls": [poll], "in_ms": 0})]).await;
    let mut display = meeting.socket(&meeting.link("moderator")).await;
    display.hello().await;
    let key = format!("poll/{poll}");
    display
        .until(|frame| {
            let rows = match frame {
                protocol::ServerFrame::Snapshot(snapshot) => snapshot.rows,
                protocol::ServerFrame::Update(update) => update.set,
                _ => return None,
            };
            (rows.get(&key)?["state"] == "closed").then_some(())
        })
        .await;
    let _ = house;
}

/// A person of the roster with a link of their own.
pub async fn person(meeting: &Meeting<'_>, n: u64, profile: Value) -> Link {
    let reply = meeting.organise(n, json!({"do": "set_person", "profile": profile})).await;
    let made = reply["made"][0].as_str().unwrap_or_else(|| panic!("nobody: {reply}"));
    let person: u64 = made.strip_prefix("person/").and_then(|n| n.parse().ok()).expect("a number");
    meeting.issue(json!({"role": "participant", "person": person})).await
}

/// A script of the project with the interpreter of the machine: its end and what it printed.
pub async fn recount(arguments: &[&str]) -> (Option<i32>, String) {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/recount.py");
    let run = tokio::process::Command::new("python3").arg(script).args(arguments).stdin(Stdio::null()).output();
    let output = run.await.expect("python3 is installed");
    (
        output.status.code(),
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr),
    )
}
