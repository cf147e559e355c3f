//! Messages and bodies that cannot be read: the answer says what is wrong, where, and what to write instead.

mod web_house;

use futures::SinkExt;
use protocol::RefusalCode;
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Message;
use web_house::house;

/// Wrong commands, the field of each, and what is said.
fn wrong_commands() -> Vec<(Value, &'static str, &'static str)> {
    let person = |name: Value| json!({"profile": {"name": name}});
    vec![
        (
            json!({"do": "set_poll", "scale": {"first": 1, "points": "5", "polarity": "unipolar", "labels": []}}),
            "scale.points",
            "command.scale.points is the text \"5\": write a whole number from 0 to 4294967295",
        ),
        (
            json!({"do": "set_poll", "scale": {"first": 1, "pionts": 5, "polarity": "unipolar", "labels": []}}),
            "scale.pionts",
            "command.scale.pionts is not known: did you mean `points`? there are \
             `first`, `points`, `polarity`, `labels`, `no_opinion`",
        ),
        (
            json!({"do": "set_poll", "wordings": [{"language": "es"}]}),
            "wordings[0].question",
            "command.wordings[0].question is missing: add it",
        ),
        (
            json!({"do": "count", "place": "nairobi", "grid": []}),
            "place",
            "command.place is of a wrong form: a place is `room`, `online` or `hub/` with the hub's number",
        ),
        (
            json!({"do": "set_people", "people": [person(json!("Ana")), person(json!(["Bo"]))]}),
            "people[1].profile.name",
            "command.people[1].profile.name is a list: write a text in quotes",
        ),
        (
            json!({"do": "open_poll", "polls": [1]}),
            "do",
            "command.do is not known (`open_poll`): did you mean `open_polls`",
        ),
        (json!({"polls": [1]}), "do", "command.do is missing: add the name of the command"),
    ]
}

#[tokio::test]
async fn a_wrong_command_says_where_on_both_ways() {
    let house = house().await;
    let meeting = house.meeting("first").await;
    let link = meeting.link("moderator");
    let mut socket = meeting.socket(&link).await;
    socket.hello().await;
    for (n, (command, field, text)) in (1..).zip(wrong_commands()) {
        let refusal = socket.command(n, command.clone()).await.refused.expect("it is refused");
        assert_eq!((refusal.code, refusal.field.as_deref()), (RefusalCode::Malformed, Some(field)), "{command}");
        assert!(refusal.text.starts_with(text), "{command}: {}", refusal.text);
        let posted = meeting.post(&link, n, command).await;
        assert_eq!(posted["refused"], json!(refusal));
    }
    let reply = socket.command(99, json!({"do": "start_meeting"})).await;
    assert!(reply.done.is_some(), "the socket is open: {reply:?}");
    house.server.stop().await;
}

#[tokio::test]
async fn what_is_no_command_is_told_in_the_reason_of_the_close_and_by_400() {
    let house = house().await;
    let meeting = house.meeting("first").await;
    let link = meeting.link("moderator");
    let line = format!("POST {}commands?sender=test-sender", link.path);
    for (text, said) in [
        (r#"{"t":"helo"}"#, "t is not known (`helo`): did you mean `hello`? there are"),
        (r#"{"t":"hello","sender":"page-sender","at":{"epoch":1}}"#, "at.version is missing: add it"),
        (r#"{"t":"time","c":"1"}"#, "c is the text \"1\": write a whole number"),
        (r#"{"t":"command","n":-1,"command":{"do":"start_meeting"}}"#, "n is the number -1: write a whole number"),
        (r#"{"t":"time",}"#, "the message is not JSON: "),
    ] {
        let mut socket = meeting.socket(&link).await;
        socket.0.send(Message::text(text)).await.expect("it takes the message");
        let reason = socket.reason().await;
        assert!(reason.starts_with(said), "{text}: {reason}");
        let answer = house.ask(&line, &[&link.bearer()], text).await;
        assert_eq!((answer.status, answer.code().as_str()), (400, "malformed"), "{}", answer.body);
        let detail = answer.json()["detail"].clone();
        assert!(detail.as_str().is_some_and(|detail| detail.starts_with(said)), "{text}: {detail}");
    }
    house.server.stop().await;
}

#[tokio::test]
async fn a_wrong_body_says_where() {
    let house = house().await;
    let meeting = house.meeting("first").await;
    let (organiser, room) = (meeting.link("organiser"), meeting.link("participant"));
    let (login, links) = (format!("POST {}session", room.path), format!("POST {}links", organiser.path));
    let (origin, bearer) = (house.origin(), organiser.bearer());
    let created = "POST /v1/meetings".to_owned();
    for (line, header, body, field, said) in [
        (&created, &origin, json!({"titel": "A"}), "titel", "titel is not known: did you mean `title`?"),
        (
            &created,
            &origin,
            json!({"title": "A", "languages": "en"}),
            "languages",
            "languages is the text \"en\": write a list",
        ),
        (
            &created,
            &origin,
            json!({"title": "A", "copy_of": {"meeting": "a"}}),
            "copy_of.secret",
            "copy_of.secret is missing: add it",
        ),
        (
            &login,
            &origin,
            json!({"secret": room.secret, "join": {"profile": {"nam": "Bo"}}}),
            "join.profile.nam",
            "join.profile.nam is not known: did you mean `name`?",
        ),
        (
            &login,
            &origin,
            json!({"secret": room.secret, "join": {"profile": {"place": "hall"}}}),
            "join.profile.place",
            "join.profile.place is of a wrong form: a place is",
        ),
        (
            &links,
            &bearer,
            json!({"links": [{"role": "display"}, {"role": "moderater"}]}),
            "links[1].role",
            "links[1].role is not known (`moderater`): did you mean `moderator`",
        ),
    ] {
        let answer = house.ask(line, &[header], &body.to_string()).await;
        assert_eq!((answer.status, answer.code().as_str()), (422, "bad_request"), "{body}: {}", answer.body);
        assert_eq!(answer.json()["field"], field, "{body}: {}", answer.body);
        assert!(answer.json()["detail"].as_str().expect("a text").starts_with(said), "{body}: {}", answer.body);
    }
    // What is JSON of the right form and too long names its field, too; what is no JSON says at which character.
    let long = json!({"secret": room.secret, "join": {"profile": {"name": "x".repeat(50)}}}).to_string();
    let answer = house.ask(&login, &[&origin], &long).await;
    assert_eq!((answer.status, answer.code().as_str()), (422, "bad_field"));
    assert_eq!(answer.json()["field"], "name");
    for (body, status) in
        [("{", 400), (r#"{"title": "A"} {}"#, 400), (r#"{"title": "A", "title": "B"}"#, 422), ("5", 422)]
    {
        let answer = house.ask(&created, &[], body).await;
        assert_eq!((answer.status, answer.code().as_str()), (status, "bad_request"), "{body}: {}", answer.body);
    }
    let answer = house.ask(&created, &["content-type: text/plain"], r#"{"title": "A"}"#).await;
    assert_eq!((answer.status, answer.code().as_str()), (415, "wrong_content_type"));
    house.server.stop().await;
}
