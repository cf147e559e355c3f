//! Answers that were given before the close over a link that was lost: they count within the grace, over real sockets.

mod web_house;

use std::time::{Duration, Instant};

use protocol::{PersonId, Place, PollId, RefusalCode, ServerFrame};
use serde_json::{Value, json};
use web_house::{Link, Meeting, Socket, house};

/// The clock of all pages here, far from the server's.
struct PageClock(Instant);

impl PageClock {
    fn now(&self) -> i64 {
        70_000 + i64::try_from(self.0.elapsed().as_millis()).expect("a short test")
    }

    /// Waits until more has gone by since a reading than any credit of a link that was not lost.
    async fn beyond_credit(&self, since: i64) {
        let left = (since + 800 - self.now()).max(0).unsigned_abs();
        tokio::time::sleep(Duration::from_millis(left)).await;
    }
}

/// A page that has told its time.
async fn measured(meeting: &Meeting<'_>, link: &Link, clock: &PageClock) -> Socket {
    let mut socket = meeting.socket(link).await;
    socket.hello().await;
    for _ in 0..2 {
        socket.say(json!({"t": "time", "c": clock.now()})).await;
        socket.until(|frame| matches!(frame, ServerFrame::Time(_)).then_some(())).await;
    }
    socket
}

/// Sends what was pressed then; the code with which it is refused.
async fn sent(socket: &mut Socket, n: u64, pressed: i64, command: Value) -> Option<RefusalCode> {
    socket.say(json!({"t": "command", "n": n, "pressed_ms": pressed, "command": command})).await;
    let reply = socket.until(|frame| match frame {
        ServerFrame::Reply(reply) if reply.n == n => Some(reply),
        _ => None,
    });
    reply.await.refused.map(|refusal| refusal.code)
}

/// A running meeting with a hub of five, three people and an open vote.
async fn voting(meeting: &Meeting<'_>) {
    meeting.organise(1, json!({"do": "set_meeting", "grace_ms": 20_000})).await;
    meeting.organise(2, json!({"do": "set_hub", "name": "Nairobi", "region": "africa", "ceiling": 10})).await;
    meeting.organise(3, json!({"do": "set_headcount", "hub": 1, "heads": 5})).await;
    for (n, name) in (4..).zip(["Ana", "Bo", "Cai"]) {
        meeting.organise(n, json!({"do": "set_person", "profile": {"name": name, "place": "online"}})).await;
    }
    meeting.organise(7, json!({"do": "start_meeting"})).await;
    let terms = json!({"electorate": "present", "base": "voting", "abstaining": "apart", "weighting": "person",
        "weigh_by": "region", "least_n": 1, "secret": false, "declare": false, "confirm": false});
    let poll = meeting
        .organise(
            8,
            json!({"do": "set_poll", "kind": "vote", "question": "Shall we?", "short": "Shall we?", "terms": terms,
            "methods": {"ballots": true, "counted": true}, "showing": "on_close"}),
        )
        .await;
    assert_eq!(poll["made"][0], "poll/1", "{poll}");
    meeting.post(&meeting.link("moderator"), 1, json!({"do": "open_polls", "polls": [1]})).await;
}

#[tokio::test]
async fn what_was_answered_before_the_close_over_a_lost_link_counts_within_the_grace() {
    let house = house().await;
    let meeting = house.meeting("first").await;
    voting(&meeting).await;
    let mut links = Vec::new();
    for person in 1..=3 {
        links.push(meeting.issue(json!({"role": "participant", "person": person})).await);
    }
    let hub = meeting.issue(json!({"role": "hub_operator", "place": "hub/1"})).await;
    let clock = PageClock(Instant::now());

    // One connection ends, one goes silent without a word, as does the hub's; and one is never lost.
    let ended = measured(&meeting, &links[0], &clock).await;
    let silent = measured(&meeting, &links[1], &clock).await;
    let mut steady = measured(&meeting, &links[2], &clock).await;
    let hub_silent = measured(&meeting, &hub, &clock).await;
    drop(ended);
    let in_time = clock.now() + 5;
    clock.beyond_credit(in_time).await;
    let closing =
        meeting.post(&meeting.link("moderator"), 2, json!({"do": "close_polls", "polls": [1], "in_ms": 0})).await;
    assert!(closing["done"].is_object() || closing["refused"].is_null(), "{closing}");
    let closed = clock.now();
    clock.beyond_credit(closed).await;
    let too_late = clock.now();
    clock.beyond_credit(too_late).await;

    let cast = |choice: u32| json!({"do": "cast", "poll": 1, "choice": choice});
    assert_eq!(sent(&mut steady, 1, in_time, cast(1)).await, Some(RefusalCode::PollNotOpen), "its link was never lost");
    let mut phone = measured(&meeting, &links[0], &clock).await;
    assert_eq!(sent(&mut phone, 1, in_time, cast(1)).await, None, "pressed before the close, with no link");
    assert_eq!(sent(&mut phone, 2, too_late, cast(2)).await, Some(RefusalCode::PollNotOpen), "pressed after the close");
    // What waited may also come before the page tells its time again.
    let mut phone = meeting.socket(&links[1]).await;
    phone.hello().await;
    assert_eq!(sent(&mut phone, 1, in_time, cast(2)).await, None, "the server had not noticed that it was lost");
    let mut operator = meeting.socket(&hub).await;
    operator.hello().await;
    let grid = json!([{"poll": 1, "hands": [3, 0, 0], "no_opinion": 0}]);
    let count = json!({"do": "count", "place": "hub/1", "grid": grid});
    assert_eq!(sent(&mut operator, 1, in_time, count).await, None, "a count stands as a ballot does");

    let taken = house.server.engine().read("first", |m| {
        let poll = &m.polls[&PollId(1)];
        let choice = |person| poll.ballots.get(&PersonId(person)).and_then(|ballot| ballot.choice);
        let counted = poll.counted.keys().copied().collect::<Vec<_>>();
        (choice(1), choice(2), choice(3), counted)
    });
    let hubs = vec![Place::Hub(protocol::HubId(1))];
    assert_eq!(taken.await.expect("the meeting is there"), (Some(1), Some(2), None, hubs));
    drop((silent, hub_silent));
    house.server.stop().await;
}
