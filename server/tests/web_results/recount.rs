//! Closed questions counted again by the published script.

use serde_json::{Value, json};

use crate::web_house::house;
use crate::world::{closed, done, get, moderate, organise, person, recount};

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
    let groups = json!([{"group": "civil-society", "hands": [1, 0, 1, 0, 0]}, {"group": "government", "hands": [0, 0, 1, 0, 0]}]);
    let grid = json!([{"poll": 1, "hands": [1, 0, 3, 2, 2], "no_opinion": 1, "groups": groups.clone()}]);
    done(&meeting, &hub, 1, json!({"do": "count", "place": "hub/1", "grid": grid, "counter": "Wanjiru"})).await;
    let confirm =
        json!({"do": "confirm_answer", "poll": 1, "place": "hub/1", "seen": [1, 0, 3, 2, 2, 1], "name": "Leon"});
    moderate(&meeting, 9, vec![confirm]).await;
    closed(&house, &meeting, 12, 1).await;
    let hidden = house.ask("GET /m/first/review/1.json", &[], "").await;
    assert_eq!((hidden.status, hidden.code().as_str()), (409, "refused"), "{}", hidden.body);
    moderate(&meeting, 13, vec![json!({"do": "reveal_polls", "polls": [1], "shown": true})]).await;
    let review = house.ask("GET /m/first/review/1.json", &[], "").await.json();
    let roll: Vec<Value> =
        review["roll"].as_array().expect("a roll").iter().map(|e| json!([e["name"], e["choice"]])).collect();
    assert_eq!(roll, [json!(["A. S.", 4]), json!(["B. D.", 5]), json!(["C. O.", null])], "{review}");

    let counted = &review["published"]["results"][0];
    assert_eq!((&counted["counter"], &counted["confirmer"]), (&json!("Wanjiru"), &json!("Leon")), "{review}");
    assert_eq!((&counted["confirmed"], &counted["groups"]), (&json!(1), &groups));
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

/// Nine secret ballots of two regions, one of three people: shown are the choices, the receipts, and of the regions what tells
/// nobody's choice.
#[tokio::test]
async fn a_secret_question_shows_choices_and_receipts_and_nothing_that_joins_them() {
    let house = house().await;
    let meeting = house.meeting("first").await;
    let terms = json!({"secret": true, "breakdown": "region", "majority": "simple", "electorate": "seats"});
    let days = json!({"secret": true, "electorate": "seats"});
    organise(
        &meeting,
        1,
        vec![
            json!({"do": "set_meeting", "public": true, "grace_ms": 0}),
            json!({"do": "set_poll", "question": "Elect her?", "kind": "vote", "terms": terms, "showing": "on_close"}),
            json!({"do": "set_poll", "question": "Which days?", "kind": "choices", "options": ["Monday", "Friday"], "most": 2, "terms": days, "showing": "on_close"}),
        ],
    )
    .await;
    let mut people = Vec::new();
    for n in 0..9 {
        let region = if n < 3 { "africa" } else { "europe" };
        let profile = json!({"name": format!("Member {n}"), "place": "online", "region": region});
        people.push(person(&meeting, 10 + n, profile).await);
    }
    organise(&meeting, 30, vec![json!({"do": "start_meeting"})]).await;
    moderate(&meeting, 1, vec![json!({"do": "open_polls", "polls": [1, 2]})]).await;
    for (n, link) in people.iter().enumerate() {
        done(&meeting, link, 1, json!({"do": "cast", "poll": 1, "choice": 1 + n % 3})).await;
        let days = if n % 2 == 0 { json!([1]) } else { json!([1, 2]) };
        done(&meeting, link, 2, json!({"do": "cast", "poll": 2, "choices": days})).await;
    }
    let running = get(&house, &meeting.link("moderator"), "polls/1.json").await.json();
    assert_eq!((&running["withheld"], &running["parts"]), (&json!("it is not shown yet"), &json!([])), "{running}");
    for poll in [1, 2] {
        closed(&house, &meeting, 1 + poll, poll).await;
        let address = format!("http://{}/m/first/review/{poll}.json", house.server.address);
        let (code, told) = recount(&[&address]).await;
        assert!(code == Some(0) && told.ends_with("same\n"), "question {poll}: {told}");
    }
    let review = house.ask("GET /m/first/review/1.json", &[], "").await.json();
    assert_eq!(review["choices"], json!([1, 1, 1, 2, 2, 2, 3, 3, 3]));
    assert!(review.get("roll").is_none(), "{review}");
    let receipts = review["receipts"].as_array().expect("receipts");
    assert_eq!(receipts.len(), 9);
    let receipt = receipts[4].as_str().expect("a text");
    let address = format!("http://{}/m/first/review/1.json", house.server.address);
    let (code, told) = recount(&[&address, "--receipt", receipt]).await;
    assert!(code == Some(0) && told.contains("contained in the result"), "{told}");
    // Nine in all and three of one region: whoever knew the six would know the three.
    for part in review["published"]["parts"].as_array().expect("parts").iter().skip(1) {
        assert_eq!((&part["hidden"], &part["counts"]), (&json!(true), &json!([])), "{part}");
    }
    let days = house.ask("GET /m/first/polls/2.json", &[], "").await.json();
    assert_eq!((&days["parts"][0]["n"], &days["parts"][0]["counts"]), (&json!(9), &json!([9, 4])), "{days}");
    let csv = house.ask("GET /m/first/polls/1.csv", &[], "").await.body;
    assert!(csv.contains("hidden") && !csv.contains("Member"), "{csv}");
    house.server.stop().await;
}
