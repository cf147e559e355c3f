//! The demo as a person starts it: it says where it is, every link that it prints opens a page, and it plays to its end.

use std::net::SocketAddr;
use std::process::Stdio;

use server::demo::http;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, BufReader};
use tokio::process::Command;

const ROLES: [&str; 11] = [
    "Organiser",
    "Moderator",
    "Online moderator",
    "Steward",
    "Producer",
    "Mixer feed",
    "Reporter",
    "Interpreter",
    "Display",
    "Participants in the room",
    "Public viewer",
];

#[tokio::test]
async fn the_demo_prints_links_that_open_and_plays_both_meetings_to_their_end() {
    let mut demo = Command::new(env!("CARGO_BIN_EXE_evenfloor"))
        .args(["demo", "--listen", "127.0.0.1:0", "--speed", "400", "--minutes", "2", "--exit-at-end"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .expect("the program can be started");
    let mut lines = BufReader::new(demo.stdout.take().expect("standard output is piped")).lines();
    let mut told = Vec::new();
    while let Some(line) = lines.next_line().await.expect("the output is text") {
        let is_last = line.starts_with("Both meetings play");
        told.push(line);
        if is_last {
            break;
        }
    }
    assert!(told.first().is_some_and(|line| line.starts_with("evenfloor is ready at http://localhost:")), "{told:?}");
    assert!(told.iter().any(|line| line.contains('█')), "there is a code for phones: {told:?}");
    for role in ROLES {
        let lines = told.iter().filter(|line| line.trim_start().starts_with(role)).count();
        assert!(lines >= 2, "a link of {role} for each meeting: {told:?}");
    }
    for line in &told {
        let Some((_, url)) = line.split_once("http://localhost:").filter(|(_, url)| url.contains("/m/")) else {
            continue;
        };
        let (port, path) = url.split_once('/').expect("an address has a path");
        let path = format!("/{}", path.split('#').next().unwrap_or_default());
        let address = SocketAddr::from(([127, 0, 0, 1], port.parse().expect("a port is a number")));
        let status = http::status(address, &path).await.expect("the server answers");
        assert!(status.is_success(), "{line}: {status}");
    }
    let mut errors = String::new();
    let mut stderr = demo.stderr.take().expect("standard error is piped");
    let rest = async {
        let mut last = None;
        while let Some(line) = lines.next_line().await.expect("the output is text") {
            last = Some(line);
        }
        last
    };
    let (last, read) = tokio::join!(rest, stderr.read_to_string(&mut errors));
    read.expect("the log is text");
    let status = demo.wait().await.expect("it ends");
    assert!(status.success(), "{status}: {errors}");
    assert_eq!(last.as_deref(), Some("Both meetings have been played to their end."));
    assert_eq!(errors, "", "a demo has nothing to warn of");
}
