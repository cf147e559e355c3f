//! Results taken away over HTTP: who gets them, what is in them, that a spreadsheet opens them, and that the published script
//! counts the same.

mod web_house;

use std::io::Cursor;
use std::process::Stdio;

use calamine::{Data, Reader, Xlsx};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use web_house::{House, Link, Meeting, house};

/// Does a command that must be done.
async fn done(meeting: &Meeting<'_>, link: &Link, n: u64, command: Value) {
    let reply = meeting.post(link, n, command).await;
    assert!(reply["done"].is_u64(), "{reply}");
}

/// Does several as the moderator, numbered from `n` on.
async fn moderate(meeting: &Meeting<'_>, n: u64, commands: Vec<Value>) {
    let moderator = meeting.link("moderator");
    for (n, command) in (n..).zip(commands) {
        done(meeting, &moderator, n, command).await;
    }
}

async fn organise(meeting: &Meeting<'_>, n: u64, commands: Vec<Value>) {
    let organiser = meeting.link("organiser");
    for (n, command) in (n..).zip(commands) {
        done(meeting, &organiser, n, command).await;
    }
}

/// The bytes of a file under a link's path.
async fn bytes(house: &House, link: &Link, file: &str) -> Vec<u8> {
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

async fn get(house: &House, link: &Link, file: &str) -> web_house::Answer {
    house.ask(&format!("GET {}{file}", link.path), &[&link.bearer()], "").await
}

/// Closes a question at once and waits until it is final.
async fn closed(house: &House, meeting: &Meeting<'_>, n: u64, poll: u64) {
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
async fn person(meeting: &Meeting<'_>, n: u64, profile: Value) -> Link {
    let reply = meeting.organise(n, json!({"do": "set_person", "profile": profile})).await;
    let made = reply["made"][0].as_str().unwrap_or_else(|| panic!("nobody: {reply}"));
    let person: u64 = made.strip_prefix("person/").and_then(|n| n.parse().ok()).expect("a number");
    meeting.issue(json!({"role": "participant", "person": person})).await
}

/// A script of the project with the interpreter of the machine: its end and what it printed.
async fn recount(arguments: &[&str]) -> (Option<i32>, String) {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/recount.py");
    let run = tokio::process::Command::new("python3").arg(script).args(arguments).stdin(Stdio::null()).output();
    let output = run.await.expect("python3 is installed");
    (
        output.status.code(),
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr),
    )
}

/// Two questions that regions answer by agreed values, one of them corrected; the second one is still open.
async fn by_regions(meeting: &Meeting<'_>) {
    organise(
        meeting,
        1,
        vec![
            json!({"do": "set_poll_set", "title": "Outside groups"}),
            json!({"do": "set_poll", "set": 1, "question": "Are they included in discussing?", "short": "=Discussing", "methods": {"agreed_by": "region"}}),
            json!({"do": "set_poll", "set": 1, "question": "Are they included in deciding?", "short": "Deciding", "methods": {"agreed_by": "region"}}),
            json!({"do": "start_meeting"}),
        ],
    )
    .await;
    moderate(
        meeting,
        1,
        vec![
            json!({"do": "open_polls", "set": 1}),
            json!({"do": "agree", "poll": 1, "unit": "latin-america", "value": 3, "consulted": 9, "lowest": 1, "highest": 5, "comment": "4 or 5 in some countries"}),
            json!({"do": "agree", "poll": 1, "unit": "africa", "value": 2}),
            json!({"do": "correct_answer", "poll": 1, "unit": "latin-america", "value": 2, "reason": "3 was misheard"}),
        ],
    )
    .await;
}

#[tokio::test]
async fn a_set_is_a_table_of_questions_by_regions_with_method_and_spread() {
    let house = house().await;
    let meeting = house.meeting("first").await;
    by_regions(&meeting).await;
    let moderator = meeting.link("moderator");
    let set = get(&house, &moderator, "sets/1.json").await.json();
    assert_eq!((&set["title"], &set["final"]), (&json!("Outside groups"), &json!(false)));
    let column = |key: &str| set["units"].as_array().and_then(|units| units.iter().position(|unit| unit["key"] == key));
    let cell = &set["table"][0]["cells"][column("latin-america").expect("a column for each region")];
    assert_eq!((&cell["agreed"]["value"], &cell["agreed"]["was"]), (&json!(2), &json!(3)), "{cell}");
    assert_eq!(
        (&cell["method"], &cell["spread"]),
        (&json!("agreed, 9 consulted"), &json!("lowest 1, highest 5 stated"))
    );
    assert_eq!(cell["flags"], json!(["corrected"]));
    assert_eq!(set["table"][1]["cells"].as_array().map(Vec::len), Some(5));
    assert_eq!(set["questions"][0]["corrections"][0]["reason"], "3 was misheard");

    let csv = get(&house, &moderator, "sets/1.csv").await;
    assert!(csv.head.contains("attachment; filename=\"first-set-1.csv\""), "{}", csv.head);
    assert!(csv.body.starts_with("\u{feff}table,question,,Africa,"), "{}", csv.body);
    assert!(csv.body.contains("\r\ntable,'=Discussing,value or median,2,,,2,,"), "{}", csv.body);
    assert!(csv.body.contains("\"agreed, 9 consulted; lowest 1, highest 5 stated; corrected\""), "{}", csv.body);

    let book = bytes(&house, &moderator, "sets/1.xlsx").await;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(book)).expect("a workbook");
    assert_eq!(book.sheet_names(), ["Table", "Cells"]);
    let table = book.worksheet_range("Table").expect("a sheet");
    assert_eq!(table.get((1, 0)), Some(&Data::String("=Discussing".to_owned())), "a text and no formula");
    let europe = u32::try_from(column("latin-america").expect("a column")).expect("small") as usize;
    assert_eq!(table.get((1, 2 + europe)), Some(&Data::Float(2.0)));
    assert_eq!(
        table.get((2, 2 + europe)),
        Some(&Data::String("agreed, 9 consulted; lowest 1, highest 5 stated; corrected".to_owned()))
    );
    assert!(book.worksheet_formula("Table").expect("a sheet").is_empty(), "nothing is computed");
    house.server.stop().await;
}

#[tokio::test]
async fn a_result_is_for_those_who_see_it_and_a_set_that_is_open_is_not_final() {
    let house = house().await;
    let meeting = house.meeting("first").await;
    organise(&meeting, 10, vec![json!({"do": "set_meeting", "public": true})]).await;
    let (moderator, display) = (meeting.link("moderator"), meeting.link("display"));
    assert_eq!(get(&house, &display, "polls/1.json").await.status, 404);
    by_regions(&meeting).await;
    for (link, withheld) in [(&moderator, Value::Null), (&display, json!("it is not shown yet"))] {
        let result = get(&house, link, "polls/1.json").await;
        assert_eq!(result.status, 200, "{}", result.body);
        let result = result.json();
        assert_eq!((&result["withheld"], &result["question"]), (&withheld, &json!("Are they included in discussing?")));
        assert_eq!(result["results"].as_array().map(Vec::is_empty), Some(!withheld.is_null()));
        assert_eq!(result["corrections"].as_array().map(Vec::is_empty), Some(!withheld.is_null()));
    }
    let public = house.ask("GET /m/first/polls/1.json", &[], "").await;
    assert_eq!((public.status, &public.json()["withheld"]), (200, &json!("it is not shown yet")));
    let refused = get(&house, &moderator, "sets/1.csv?final=true").await;
    assert_eq!((refused.status, refused.code().as_str()), (409, "refused"), "{}", refused.body);
    assert!(refused.body.contains("is not closed"), "{}", refused.body);
    let early = get(&house, &moderator, "review/1.json").await;
    assert_eq!(
        (early.status, early.json()["detail"].as_str()),
        (409, Some("question 1 cannot be reviewed: it is not closed yet"))
    );
    for file in
        ["polls/9.json", "sets/9.json", "polls/1.pdf", "polls/one.json", "polls/1", "review/1.csv", "review/9.json"]
    {
        assert_eq!(get(&house, &moderator, file).await.status, 404, "{file}");
    }
    moderate(&meeting, 20, vec![json!({"do": "reveal_polls", "set": 1, "shown": true})]).await;
    let public = house.ask("GET /m/first/polls/1.csv", &[], "").await;
    assert!(public.status == 200 && public.body.contains("4 or 5 in some countries"), "{}", public.body);
    organise(&meeting, 20, vec![json!({"do": "set_meeting", "public": false})]).await;
    assert_eq!(house.ask("GET /m/first/polls/1.json", &[], "").await.status, 403);
    let programs = house.ask("GET /v1/meetings/first/polls/1.json", &[&display.bearer()], "").await;
    assert_eq!(programs.status, 200, "{}", programs.body);
    house.server.stop().await;
}

#[tokio::test]
async fn ballots_and_counted_hands_are_told_apart_with_all_their_statistics() {
    let house = house().await;
    let meeting = house.meeting("first").await;
    organise(
        &meeting,
        1,
        vec![
            json!({"do": "set_hub", "name": "Nairobi", "country": "KE", "region": "africa", "ceiling": 40}),
            json!({"do": "set_poll", "question": "Is it so?", "methods": {"ballots": true, "counted": true}, "showing": "live"}),
        ],
    )
    .await;
    let ana =
        person(&meeting, 10, json!({"name": "Ana Silva", "group": "government", "region": "europe", "place": "room"}))
            .await;
    organise(&meeting, 11, vec![json!({"do": "set_headcount", "hub": 1, "heads": 12}), json!({"do": "start_meeting"})])
        .await;
    moderate(&meeting, 1, vec![json!({"do": "open_polls", "polls": [1]})]).await;
    done(&meeting, &ana, 1, json!({"do": "cast", "poll": 1, "choice": 5})).await;
    let hub = meeting.issue(json!({"role": "hub_operator", "place": "hub/1"})).await;
    let grid = json!([{"poll": 1, "hands": [1, 0, 0, 2, 2], "no_opinion": 0}]);
    done(&meeting, &hub, 1, json!({"do": "count", "place": "hub/1", "grid": grid, "counter": "Wanjiru"})).await;
    let result = get(&house, &meeting.link("display"), "polls/1.json").await.json();
    let all = &result["parts"][0];
    assert_eq!(
        (&all["by"], &all["n"], &all["counts"]),
        (&json!("all"), &json!(6), &json!([1, 0, 0, 2, 3])),
        "{result}"
    );
    for figure in
        ["median", "lower", "upper", "agreement", "polarisation", "consensus", "dispersion", "l_squared", "mean"]
    {
        assert!(all["statistics"][figure].is_number(), "{figure}: {all}");
    }
    assert_eq!(
        (&all["statistics"]["modes"], &all["statistics"]["agreement_words"]),
        (&json!([5]), &json!("some agreement"))
    );
    let of = |by: &str| -> Vec<Value> {
        let parts = result["parts"].as_array().expect("a list").iter();
        parts.filter(|part| part["by"] == by).map(|part| json!([part["name"], part["n"]])).collect()
    };
    assert_eq!(of("region"), [json!(["Africa", 5]), json!(["Europe", 1])]);
    assert_eq!(of("group"), [json!(["Government", 1]), json!(["not stated", 5])]);
    assert_eq!(of("place"), [json!(["Nairobi", 5]), json!(["room", 1])]);
    let [counted, ballots] = result["results"].as_array().expect("a list").as_slice() else { panic!("{result}") };
    assert_eq!(
        (&counted["counter"], &counted["counts"], &counted["heads"]),
        (&json!("Wanjiru"), &json!([1, 0, 0, 2, 2]), &json!(12))
    );
    assert_eq!((&ballots["method"], &ballots["counts"]), (&json!("ballots"), &json!([0, 0, 0, 0, 1])));
    let book = bytes(&house, &meeting.link("display"), "polls/1.xlsx").await;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(book)).expect("a workbook");
    assert_eq!(book.sheet_names(), ["Result", "Parts", "Answers", "Notes"]);
    let parts = book.worksheet_range("Parts").expect("a sheet");
    assert_eq!((parts.get((1, 3)), parts.get((1, 9))), (Some(&Data::Float(6.0)), Some(&Data::Float(3.0))));
    house.server.stop().await;
}

#[tokio::test]
async fn the_published_script_counts_a_closed_question_again() {
    let house = house().await;
    let meeting = house.meeting("first").await;
    organise(
        &meeting,
        1,
        vec![
            json!({"do": "set_meeting", "public": true, "grace_ms": 0}),
            json!({"do": "set_hub", "name": "Nairobi", "country": "KE", "region": "africa", "ceiling": 40}),
            json!({"do": "set_poll", "question": "Is it so?", "methods": {"ballots": true, "counted": true}, "scale": {"first": 1, "points": 5, "polarity": "unipolar", "labels": [], "no_opinion": true}}),
        ],
    )
    .await;
    let mut people = Vec::new();
    for (n, name) in (10..).zip(["Ana Silva", "Bo Dahl", "Chidi Okafor"]) {
        let profile = json!({"name": name, "name_shown": "initials", "group": "government", "place": "room"});
        people.push(person(&meeting, n, profile).await);
    }
    organise(&meeting, 20, vec![json!({"do": "set_headcount", "hub": 1, "heads": 12}), json!({"do": "start_meeting"})])
        .await;
    moderate(&meeting, 1, vec![json!({"do": "open_polls", "polls": [1]})]).await;
    for (link, command) in people.iter().zip([
        json!({"do": "cast", "poll": 1, "choice": 4}),
        json!({"do": "cast", "poll": 1, "choice": 2}),
        json!({"do": "cast", "poll": 1}),
    ]) {
        done(&meeting, link, 1, command).await;
    }
    done(&meeting, &people[1], 2, json!({"do": "cast", "poll": 1, "choice": 5})).await;
    let hub = meeting.issue(json!({"role": "hub_operator", "place": "hub/1"})).await;
    let grid = json!([{"poll": 1, "hands": [1, 0, 3, 2, 2], "no_opinion": 1}]);
    done(&meeting, &hub, 1, json!({"do": "count", "place": "hub/1", "grid": grid})).await;
    closed(&house, &meeting, 2, 1).await;
    let hidden = house.ask("GET /m/first/review/1.json", &[], "").await;
    assert_eq!((hidden.status, hidden.code().as_str()), (409, "refused"), "{}", hidden.body);
    moderate(&meeting, 3, vec![json!({"do": "reveal_polls", "polls": [1], "shown": true})]).await;
    let review = house.ask("GET /m/first/review/1.json", &[], "").await.json();
    let roll: Vec<Value> =
        review["roll"].as_array().expect("a roll").iter().map(|e| json!([e["name"], e["choice"]])).collect();
    assert_eq!(roll, [json!(["A. S.", 4]), json!(["B. D.", 5]), json!(["C. O.", null])], "{review}");

    let address = format!("http://{}/m/first/review/1.json", house.server.address);
    let (code, told) = recount(&[&address]).await;
    assert_eq!(code, Some(0), "{told}");
    assert!(told.ends_with("same\n") && told.contains("10  answers, and 2 without opinion"), "{told}");
    // Whoever alters what is published is found.
    let directory = tempfile::tempdir().expect("a directory");
    let file = directory.path().join("review.json");
    let mut forged = review.clone();
    forged["published"]["parts"][0]["counts"][0] = json!(9);
    std::fs::write(&file, forged.to_string()).expect("it is written");
    let (code, told) = recount(&[file.to_str().expect("a path")]).await;
    assert!(code == Some(1) && told.contains("difference: all all: counted"), "{told}");
    // A receipt is found, also of a ballot that another one replaced; an invented one is not.
    let (second, first) = (&review["roll"][1], &review["roll"][1]["replaced"][0]);
    for (receipt, code, words) in [
        (second["receipt"].as_str(), 0, "B. D., 5"),
        (first.as_str(), 0, "replaced by a later ballot of the same seat"),
        (Some("0000-0000-0000-0000"), 1, "not there"),
    ] {
        let (found, told) = recount(&[&address, "--receipt", receipt.expect("a text")]).await;
        assert!(found == Some(code) && told.contains(words), "{told}");
    }
    let script = house.ask("GET /recount.py", &[], "").await;
    assert!(script.status == 200 && script.body.starts_with("#!/usr/bin/env python3"), "{}", script.head);
    house.server.stop().await;
}

/// A vote of 14 seats on terms that all can read: the ratification of the sources.
#[tokio::test]
async fn a_ratification_of_fourteen_is_carried_and_anybody_can_count_it_again() {
    let house = house().await;
    let meeting = house.meeting("first").await;
    let terms = json!({"electorate": "seats", "base": "voting", "majority": "simple", "quorum": 8});
    organise(
        &meeting,
        1,
        vec![
            json!({"do": "set_meeting", "public": true, "grace_ms": 0}),
            json!({"do": "set_poll", "question": "Is the statement ratified?", "kind": "vote", "terms": terms, "showing": "on_close"}),
        ],
    )
    .await;
    let mut people = Vec::new();
    for n in 0..14 {
        people.push(person(&meeting, 10 + n, json!({"name": format!("Member {}", n + 1), "place": "room"})).await);
    }
    organise(&meeting, 30, vec![json!({"do": "start_meeting"})]).await;
    moderate(&meeting, 1, vec![json!({"do": "open_polls", "polls": [1]})]).await;
    for link in &people {
        done(&meeting, link, 1, json!({"do": "cast", "poll": 1, "choice": 1})).await;
    }
    closed(&house, &meeting, 2, 1).await;
    let result = house.ask("GET /m/first/polls/1.json?final=true", &[], "").await.json();
    assert_eq!(result["parts"][0]["counts"], json!([14, 0, 0]), "{result}");
    let outcome = json!({"base": 14, "needed": 8, "part": 14, "quorum_met": true, "carried": true});
    assert_eq!(result["outcome"], outcome);
    let csv = house.ask("GET /m/first/polls/1.csv", &[], "").await.body;
    for line in [
        "result,majority,simple: more than half of the base",
        "result,outcome,carried",
        "result,quorum,8",
        "roll,14,Member 14,",
    ] {
        assert!(csv.contains(&format!("\r\n{line}")), "{line}: {csv}");
    }
    let address = format!("http://{}/m/first/review/1.json", house.server.address);
    let (code, told) = recount(&[&address]).await;
    assert_eq!(code, Some(0), "{told}");
    assert!(told.contains("     14  for\n      0  against\n") && told.ends_with("carried\nsame\n"), "{told}");
    let moderator = meeting.link("moderator");
    let record = get(&house, &moderator, "record.md").await.body;
    assert!(record.contains("- Outcome: **carried**; base 14, needed 8, took part 14"), "{record}");
    let record = get(&house, &moderator, "record.json").await.json();
    assert_eq!(record["questions"][0]["roll"].as_array().map(Vec::len), Some(14));
    house.server.stop().await;
}

/// Every kind and weighting that is counted by name: the server and the script come to the same.
#[tokio::test]
async fn the_script_comes_to_the_same_for_every_kind_by_name() {
    let house = house().await;
    let meeting = house.meeting("first").await;
    let weighted = json!({"majority": "two_thirds", "weighting": "unit", "weigh_by": "region", "least_n": 2});
    let in_base =
        json!({"majority": "absolute", "base": "seats", "abstaining": "in_base", "electorate": "seats", "quorum": 3});
    organise(
        &meeting,
        1,
        vec![
            json!({"do": "set_meeting", "public": true, "grace_ms": 0}),
            json!({"do": "set_poll", "question": "Which days?", "kind": "choices", "options": ["Monday", "Tuesday", "Friday"], "most": 2, "showing": "on_close"}),
            json!({"do": "set_poll", "question": "Which town?", "kind": "choice", "options": ["Lima", "Nairobi"], "showing": "on_close"}),
            json!({"do": "set_poll", "question": "Adopt the text?", "kind": "vote", "terms": weighted, "showing": "on_close"}),
            json!({"do": "set_poll", "question": "Adopt the statutes?", "kind": "vote", "terms": in_base, "showing": "on_close"}),
            json!({"do": "set_poll", "question": "Shall we go on?", "kind": "temperature"}),
        ],
    )
    .await;
    let mut people = Vec::new();
    for (n, region) in (0..).zip(["africa", "africa", "africa", "europe", "europe", "asia-pacific"]) {
        let profile = json!({"name": format!("Member {n}"), "place": "online", "region": region});
        people.push(person(&meeting, 10 + n, profile).await);
    }
    organise(&meeting, 30, vec![json!({"do": "start_meeting"})]).await;
    moderate(&meeting, 1, vec![json!({"do": "open_polls", "polls": [1, 2, 3, 4, 5]})]).await;
    let answers = [
        ([1, 3].as_slice(), 1, 1, 1),
        (&[2], 2, 1, 1),
        (&[2, 3], 2, 3, 3),
        (&[3], 1, 1, 1),
        (&[1], 2, 2, 2),
        (&[1, 2], 1, 1, 1),
    ];
    for (link, (days, town, text, statutes)) in people.iter().zip(answers) {
        done(&meeting, link, 1, json!({"do": "cast", "poll": 1, "choices": days})).await;
        for (n, (poll, choice)) in (2..).zip([(2, town), (3, text), (4, statutes), (5, text + 2)]) {
            done(&meeting, link, n, json!({"do": "cast", "poll": poll, "choice": choice})).await;
        }
    }
    for poll in 1..=5 {
        closed(&house, &meeting, 1 + poll, poll).await;
        let address = format!("http://{}/m/first/review/{poll}.json", house.server.address);
        let (code, told) = recount(&[&address]).await;
        assert!(code == Some(0) && told.ends_with("same\n"), "question {poll}: {told}");
    }
    let days = house.ask("GET /m/first/polls/1.json", &[], "").await.json();
    assert_eq!((&days["parts"][0]["counts"], &days["parts"][0]["n"]), (&json!([3, 3, 3]), &json!(6)), "{days}");
    assert!(days["parts"][0].get("statistics").is_none(), "days lie in no order: {days}");
    let text = house.ask("GET /m/first/polls/3.json", &[], "").await.json();
    assert_eq!(text["weighted"]["units"], json!(["africa", "europe"]), "one answer has no weight: {text}");
    assert_eq!(text["outcome"]["carried"], true, "(2/3 + 1/2) / 2 is two thirds of 5/6 and more: {text}");
    let statutes = house.ask("GET /m/first/polls/4.json", &[], "").await.json();
    assert_eq!(
        (&statutes["outcome"]["needed"], &statutes["outcome"]["carried"]),
        (&json!(4), &json!(true)),
        "{statutes}"
    );
    house.server.stop().await;
}
