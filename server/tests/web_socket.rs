//! The socket: what it takes, what it refuses, with which code it closes, and that it is one with the other way.

mod web_house;

use std::time::Duration;

use futures::{SinkExt, StreamExt};
use protocol::frame::close;
use protocol::{RefusalCode, ServerFrame};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio_tungstenite::MaybeTlsStream;
use tokio_tungstenite::tungstenite::Message;
use web_house::{Link, Meeting, Socket, house};

fn snapshot(frame: ServerFrame) -> Option<(u64, u64, Value)> {
    match frame {
        ServerFrame::Snapshot(all) => Some((all.epoch, all.version, json!(all.rows))),
        _ => None,
    }
}

/// A greeted socket, with the position of its rows.
async fn greeted(meeting: &Meeting<'_>, link: &Link) -> (Socket, u64, u64) {
    let mut socket = meeting.socket(link).await;
    socket.hello().await;
    let welcome = socket.next().await;
    assert!(matches!(welcome, Some(ServerFrame::Welcome(_))), "{welcome:?}");
    let (epoch, version, _) = socket.until(snapshot).await;
    (socket, epoch, version)
}

#[tokio::test]
async fn wrong_messages_close_with_their_code() {
    let house = house().await;
    let meeting = house.meeting("first").await;
    let link = meeting.link("moderator");
    let long = format!("{{\"t\":\"{}\"}}", "x".repeat(70_000));
    let deep = "[".repeat(17);
    for (message, code) in [
        (Message::text(r#"{"t":"helo"}"#), close::MALFORMED),
        (Message::text("hello"), close::MALFORMED),
        (Message::text(deep), close::MALFORMED),
        (Message::text(r#"{"t":"hello","sender":"ab"}"#), close::MALFORMED),
        (Message::text(r#"{"t":"hello","sender":"page-sender","more":1}"#), close::MALFORMED),
        (Message::text(r#"{"t":"time","c":1}"#), close::NO_HELLO),
        (Message::binary(vec![1, 2, 3]), 1003),
        (Message::text(long), 1009),
    ] {
        let mut socket = meeting.socket(&link).await;
        socket.0.send(message.clone()).await.expect("it takes the message");
        assert_eq!(socket.closed().await, code, "{}", message.to_string().chars().take(60).collect::<String>());
    }
    let (mut socket, ..) = greeted(&meeting, &link).await;
    socket.hello().await;
    assert_eq!(socket.closed().await, close::NO_HELLO, "a second hello");
    house.server.stop().await;
}

#[tokio::test]
async fn wrong_bytes_close_with_their_code() {
    let house = house().await;
    let meeting = house.meeting("first").await;
    let link = meeting.link("moderator");
    // Masked with zeros: a text that is no utf-8, a reserved bit, a frame of an unknown kind, a ping that is too long.
    for (bytes, code) in [
        (vec![0x81, 0x82, 0, 0, 0, 0, 0xc3, 0x28], 1007),
        (vec![0xc1, 0x80, 0, 0, 0, 0], 1002),
        (vec![0x83, 0x80, 0, 0, 0, 0], 1002),
        ([vec![0x89, 0xfe, 0, 200, 0, 0, 0, 0], vec![0; 200]].concat(), 1002),
    ] {
        let mut socket = meeting.socket(&link).await;
        let MaybeTlsStream::Plain(stream) = socket.0.get_mut() else { panic!("it is plain") };
        stream.write_all(&bytes).await.expect("it is open");
        assert_eq!(socket.closed().await, code, "{bytes:?}");
    }
    house.server.stop().await;
}

#[tokio::test]
async fn who_says_nothing_is_closed() {
    let house = house().await;
    let meeting = house.meeting("first").await;
    let mut silent = meeting.socket(&meeting.link("moderator")).await;
    assert_eq!(silent.closed().await, close::NO_HELLO);
    house.server.stop().await;
}

#[tokio::test]
async fn the_handshake_wants_the_subprotocol() {
    let house = house().await;
    let meeting = house.meeting("first").await;
    let link = meeting.link("moderator");
    let path = format!("{}socket", link.path);
    let refused = house.socket(&path, &[&link.bearer(), "sec-websocket-protocol: other.v1"]).await.err();
    assert_eq!(refused, Some(400));
    house.server.stop().await;
}

#[tokio::test]
async fn a_wrong_command_is_refused_and_the_socket_stays_open() {
    let house = house().await;
    let meeting = house.meeting("first").await;
    let (mut socket, ..) = greeted(&meeting, &meeting.link("moderator")).await;
    let reply = socket.command(1, json!({"do": "start_meeting", "at_once": true})).await;
    let refusal = reply.refused.expect("it is refused");
    assert_eq!(refusal.code, RefusalCode::Malformed);
    assert!(refusal.text.contains("at_once"), "{}", refusal.text);
    let reply = socket.command(2, json!({"do": "fly"})).await;
    assert_eq!(reply.refused.map(|refusal| refusal.code), Some(RefusalCode::Malformed));
    let reply = socket.command(3, json!({"do": "issue_link", "role": "display", "secret_sha256": "0"})).await;
    assert_eq!(reply.refused.map(|refusal| refusal.code), Some(RefusalCode::Malformed));
    let reply = socket.command(4, json!({"do": "start_meeting"})).await;
    assert!(reply.done.is_some(), "{reply:?}");
    // The same again is the same answer; another command under its number is not taken.
    assert_eq!(socket.command(4, json!({"do": "start_meeting"})).await, reply);
    let reused = socket.command(4, json!({"do": "open_queue"})).await;
    assert_eq!(reused.refused.map(|refusal| refusal.code), Some(RefusalCode::IdReused));
    house.server.stop().await;
}

#[tokio::test]
async fn both_ways_show_and_do_the_same() {
    let house = house().await;
    let meeting = house.meeting("first").await;
    let link = meeting.link("moderator");
    let (mut socket, ..) = greeted(&meeting, &link).await;
    let mut stream = tokio::net::TcpStream::connect(house.server.address).await.expect("the server listens");
    let request =
        format!("GET {}events?sender=event-sender HTTP/1.1\r\nhost: localhost\r\n{}\r\n\r\n", link.path, link.bearer());
    stream.write_all(request.as_bytes()).await.expect("it takes the request");
    // A command that comes by POST is shown on the socket, and one of the socket in the events.
    let reply = meeting.post(&link, 1, json!({"do": "start_meeting"})).await;
    assert_eq!(reply["t"], "reply");
    let version = reply["done"].as_u64().expect("it is done");
    socket.until(|frame| matches!(frame, ServerFrame::Update(update) if update.to >= version).then_some(())).await;
    let reply = socket.command(1, json!({"do": "open_queue"})).await;
    let wanted = format!("\"to\":{}", reply.done.expect("it is done"));
    let mut told = String::new();
    while !told.contains(&wanted) {
        let mut bytes = [0; 4096];
        let reading = tokio::time::timeout(Duration::from_secs(10), stream.read(&mut bytes));
        let count = reading.await.expect("something comes in time").expect("the stream is open");
        assert!(count > 0, "the stream ended: {told}");
        told += &String::from_utf8_lossy(&bytes[..count]);
    }
    assert!(told.contains("content-type: text/event-stream"), "{told}");
    assert!(told.contains("data: {\"t\":\"welcome\"") && told.contains("data: {\"t\":\"snapshot\""), "{told}");
    // A gap is asked about by POST; a page without a stream learns that it has none.
    let resync = json!({"t": "resync"}).to_string();
    let line = format!("POST {}commands?sender=event-sender", link.path);
    assert_eq!(house.ask(&line, &[&link.bearer()], &resync).await.status, 204);
    let line = format!("POST {}commands?sender=other-sender", link.path);
    assert_eq!(house.ask(&line, &[&link.bearer()], &resync).await.status, 409);
    let refused = meeting.post(&link, 2, json!({"do": "open_queue", "x": 1})).await;
    assert_eq!(refused["refused"]["code"], "malformed");
    house.server.stop().await;
}

#[tokio::test]
async fn who_comes_back_gets_what_was_missed() {
    let house = house().await;
    let meeting = house.meeting("first").await;
    let link = meeting.link("moderator");
    let (socket, epoch, version) = greeted(&meeting, &link).await;
    drop(socket);
    meeting.post(&link, 1, json!({"do": "start_meeting"})).await;
    let mut back = meeting.socket(&link).await;
    back.say(json!({"t": "hello", "sender": "page-sender", "at": {"epoch": epoch, "version": version}})).await;
    let (from, rows) = back
        .until(|frame| match frame {
            ServerFrame::Update(update) => Some((update.from, update.set)),
            ServerFrame::Snapshot(_) => panic!("everything anew"),
            _ => None,
        })
        .await;
    assert_eq!(from, version);
    assert!(rows.contains_key("meeting") && !rows.contains_key("microphone/government"), "{rows:?}");
    // A position of another history is worth nothing.
    let mut other = meeting.socket(&link).await;
    other.say(json!({"t": "hello", "sender": "page-sender", "at": {"epoch": epoch + 1, "version": version}})).await;
    other.until(snapshot).await;
    house.server.stop().await;
}

#[tokio::test]
async fn a_revoked_link_ends_its_open_sockets_at_once() {
    let house = house().await;
    let meeting = house.meeting("first").await;
    let display = meeting.link("display");
    let (mut socket, ..) = greeted(&meeting, &display).await;
    let (mut other, ..) = greeted(&meeting, &meeting.link("moderator")).await;
    meeting.organise(1, json!({"do": "revoke_link", "link": display.number})).await;
    let bye = socket.until(|frame| if let ServerFrame::Bye(bye) = frame { Some(bye) } else { None }).await;
    assert_eq!(bye.back_in_ms, None);
    assert_eq!(socket.closed().await, close::NO_RIGHTS);
    assert_eq!(house.socket(&format!("{}socket", display.path), &[&display.bearer()]).await.err(), Some(410));
    assert!(other.command(1, json!({"do": "start_meeting"})).await.done.is_some(), "others are not concerned");
    house.server.stop().await;
}

#[tokio::test]
async fn a_meeting_that_is_not_public_any_more_shows_the_public_out() {
    let house = house().await;
    let meeting = house.meeting("first").await;
    assert_eq!(house.socket("/m/first/socket", &[&house.origin()]).await.err(), Some(403));
    meeting.organise(1, json!({"do": "set_meeting", "public": true})).await;
    let mut socket = house.socket("/m/first/socket", &[&house.origin()]).await.expect("it is public");
    socket.hello().await;
    socket.until(snapshot).await;
    let reply = socket.command(1, json!({"do": "start_meeting"})).await;
    assert_eq!(reply.refused.map(|refusal| refusal.code), Some(RefusalCode::NotYourRole));
    meeting.organise(2, json!({"do": "set_meeting", "public": false})).await;
    assert_eq!(socket.closed().await, close::NO_RIGHTS);
    meeting.organise(3, json!({"do": "set_meeting", "public": true})).await;
    let mut again = house.socket("/m/first/socket", &[&house.origin()]).await.expect("it is public again");
    again.hello().await;
    again.until(snapshot).await;
    house.server.stop().await;
}

#[tokio::test]
async fn a_hand_carries_what_was_measured_of_its_press() {
    let house = house().await;
    let meeting = house.meeting("first").await;
    let person =
        meeting.organise(1, json!({"do": "set_person", "profile": {"name": "Ana", "group": "government"}})).await;
    assert_eq!(person["made"][0], "person/1", "{person}");
    let link = meeting.issue(json!({"role": "participant", "person": 1})).await;
    meeting.organise(2, json!({"do": "start_meeting"})).await;
    meeting.post(&meeting.link("moderator"), 1, json!({"do": "open_queue"})).await;
    let (mut socket, ..) = greeted(&meeting, &link).await;
    // The ping came with the welcome and was answered on the way; the page's clock shows 5,000 now.
    socket.say(json!({"t": "time", "c": 5_000})).await;
    socket.until(|frame| matches!(frame, ServerFrame::Time(_)).then_some(())).await;
    let raise = json!({"t": "command", "n": 1, "pressed_ms": 5_001, "command": {"do": "raise"}});
    socket.say(raise).await;
    let reply = socket.until(|frame| if let ServerFrame::Reply(reply) = frame { Some(reply) } else { None }).await;
    assert_eq!(reply.made, ["hand/1"], "{reply:?}");
    let heard = house.server.engine().read("first", |m| m.hands.values().next().and_then(|hand| hand.heard)).await;
    let heard = heard.expect("the meeting is there").expect("something was measured");
    assert!(heard.lo_ms <= heard.hi_ms && heard.hi_ms <= heard.arrived_ms, "{heard:?}");
    assert!(heard.rtt_ms < 2_000 && heard.credit_ms >= 50 && heard.credit_ms <= 450, "{heard:?}");
    house.server.stop().await;
}

#[tokio::test]
async fn a_ping_comes_before_the_answer_to_a_time_message() {
    let house = house().await;
    let meeting = house.meeting("first").await;
    let (mut socket, ..) = greeted(&meeting, &meeting.link("moderator")).await;
    // While a ping is on its way, or one just was, there is no other: so it is asked until there is.
    for c in 1..1_000 {
        socket.say(json!({"t": "time", "c": c})).await;
        let mut pinged = false;
        loop {
            let message = socket.0.next().await.expect("the socket is open").expect("a message");
            match message {
                Message::Ping(_) => pinged = true,
                Message::Text(text) if text.starts_with("{\"t\":\"time\"") => break,
                _ => {}
            }
        }
        if pinged {
            return house.server.stop().await;
        }
    }
    panic!("no ping came before an answer");
}

#[tokio::test]
async fn what_a_hub_tapped_while_it_was_cut_off_stands() {
    let house = house().await;
    let meeting = house.meeting("first").await;
    meeting.organise(1, json!({"do": "set_hub", "name": "Nairobi", "region": "africa"})).await;
    meeting.organise(2, json!({"do": "start_meeting"})).await;
    meeting.post(&meeting.link("moderator"), 1, json!({"do": "open_queue"})).await;
    let link = meeting.issue(json!({"role": "hub_operator", "place": "hub/1"})).await;
    let (mut socket, ..) = greeted(&meeting, &link).await;
    let born = std::time::Instant::now();
    let clock = || 70_000 + i64::try_from(born.elapsed().as_millis()).expect("a short test");
    let told = |frame| matches!(frame, ServerFrame::Time(_)).then_some(());
    for _ in 0..2 {
        socket.say(json!({"t": "time", "c": clock()})).await;
        socket.until(told).await;
    }
    // The connection is lost without a word; the hub raises two hands, half a second apart, and comes back.
    drop(socket);
    let started = clock();
    let mut pressed = Vec::new();
    for after in [0, 700, 1_400] {
        tokio::time::sleep(Duration::from_millis((started + after - clock()).max(0).unsigned_abs())).await;
        pressed.push(clock());
    }
    let (mut socket, ..) = greeted(&meeting, &link).await;
    for (n, pressed) in [(1, pressed[0]), (2, pressed[1])] {
        let hands = json!({"do": "hands_now", "hub": 1, "unnamed": 1, "microphone": "government"});
        socket.say(json!({"t": "command", "n": n, "pressed_ms": pressed, "command": hands})).await;
    }
    socket.say(json!({"t": "time", "c": clock()})).await;
    for n in [1, 2] {
        let reply = socket.until(|frame| if let ServerFrame::Reply(reply) = frame { Some(reply) } else { None }).await;
        assert!(reply.n == n && reply.done.is_some(), "{reply:?}");
    }
    let heard = house.server.engine().read("first", |m| m.hands.values().map(|hand| hand.heard).collect::<Vec<_>>());
    let heard: Vec<_> = heard.await.expect("the meeting is there").into_iter().flatten().collect();
    assert!(heard.iter().all(|heard| heard.outage && !heard.flagged), "{heard:?}");
    let [first, second] = [heard[0], heard[1]].map(|heard| heard.effective_ms());
    let apart = pressed[1] - pressed[0];
    assert!((second - first - apart).abs() <= 50, "{first} {second}, {apart} apart: {heard:?}");
    assert!(heard[0].arrived_ms - first >= 1_300, "{heard:?}");
    house.server.stop().await;
}

#[tokio::test]
async fn a_stopping_server_says_when_to_come_back() {
    let house = house().await;
    let meeting = house.meeting("first").await;
    let (mut socket, ..) = greeted(&meeting, &meeting.link("moderator")).await;
    let (bye, code) = tokio::join!(
        async {
            let bye = socket.until(|frame| if let ServerFrame::Bye(bye) = frame { Some(bye) } else { None }).await;
            (bye, socket.closed().await)
        },
        house.server.stop()
    )
    .0;
    assert!(bye.back_in_ms.is_some_and(|ms| ms > 0), "{bye:?}");
    assert_eq!(code, close::RESTART);
}

#[tokio::test]
async fn a_flood_is_refused_and_then_closed() {
    let house = house().await;
    let meeting = house.meeting("first").await;
    let (mut socket, ..) = greeted(&meeting, &meeting.link("display")).await;
    for n in 1..400 {
        let command = json!({"t": "command", "n": n, "command": {"do": "open_queue"}});
        // It may be closed before the last one is sent.
        if socket.0.send(Message::text(command.to_string())).await.is_err() {
            break;
        }
    }
    let too_fast = socket
        .until(|frame| match frame {
            ServerFrame::Reply(reply) => {
                let code = reply.refused.map(|refusal| refusal.code);
                (code == Some(RefusalCode::TooFast)).then_some(true)
            }
            _ => None,
        })
        .await;
    assert!(too_fast);
    assert_eq!(socket.closed().await, close::FLOOD);
    house.server.stop().await;
}

#[tokio::test]
async fn a_rapporteur_is_told_the_own_region_and_speaks_for_no_other() {
    let house = house().await;
    let meeting = house.meeting("groups").await;
    let link = meeting.issue(json!({"role": "rapporteur", "unit": "africa"})).await;
    let mut socket = meeting.socket(&link).await;
    socket.hello().await;
    let unit = socket.until(|frame| match frame {
        ServerFrame::Welcome(welcome) => Some(welcome.unit),
        _ => None,
    });
    assert_eq!(unit.await.as_ref().map(protocol::Key::as_str), Some("africa"));
    meeting.organise(1, json!({"do": "start_meeting"})).await;
    let moderator = meeting.link("moderator");
    meeting.post(&moderator, 1, json!({"do": "start_break", "by": "region", "minutes": 5})).await;
    let done = socket.command(1, json!({"do": "set_group_state", "unit": "africa", "state": "ready"})).await;
    assert!(done.refused.is_none(), "{done:?}");
    let refused = socket.command(2, json!({"do": "set_group_state", "unit": "europe", "state": "ready"})).await;
    assert_eq!(refused.refused.map(|r| r.code), Some(protocol::RefusalCode::NotYourPlace));
}
