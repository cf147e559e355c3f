//! What stands beside a result goes with it: conflicts of interest, statements and clarifications, in every form; of a secret
//! question no more than how many declared a conflict.

use std::io::Cursor;

use calamine::{Reader, Xlsx};
use serde_json::{Value, json};

use crate::web_house::{House, Link, house};
use crate::world::{bytes, closed, done, get, moderate, organise, person};

const CONFLICT: &str = "I work for the bidder.";
const STATEMENT: &str = "Too early, says the south.";

/// The cells of a sheet, as text.
async fn sheet(house: &House, link: &Link, file: &str, sheet: &str) -> Vec<Vec<String>> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes(house, link, file).await)).expect("a workbook");
    let range = book.worksheet_range(sheet).expect("a sheet");
    range.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect()
}

#[tokio::test]
async fn conflicts_and_statements_go_with_a_result_and_of_a_secret_one_only_their_number() {
    let house = house().await;
    let meeting = house.meeting("first").await;
    let vote = |terms: Value| {
        json!({"do": "set_poll", "question": "Do we ratify?", "kind": "vote", "showing": "on_close",
               "terms": terms, "methods": {"ballots": true}})
    };
    organise(
        &meeting,
        1,
        vec![
            json!({"do": "set_meeting", "public": true, "grace_ms": 0}),
            vote(json!({"declare": true})),
            vote(json!({"declare": true, "secret": true})),
        ],
    )
    .await;
    let ana = json!({"name": "Ana Silva", "name_shown": "initials", "group": "government", "place": "room"});
    let ana = person(&meeting, 10, ana).await;
    let bo = person(&meeting, 11, json!({"name": "Bo Dahl", "group": "government", "place": "room"})).await;
    organise(&meeting, 12, vec![json!({"do": "start_meeting"})]).await;
    moderate(&meeting, 1, vec![json!({"do": "open_polls", "polls": [1, 2]})]).await;
    for poll in [1, 2] {
        let n = 10 * poll;
        let cast = json!({"do": "cast", "poll": poll, "choice": 1});
        let undeclared = meeting.post(&ana, n, cast.clone()).await;
        assert_eq!(undeclared["refused"]["code"], "declare_first", "{undeclared}");
        done(&meeting, &ana, n + 1, json!({"do": "declare", "poll": poll, "conflict": true, "text": CONFLICT})).await;
        done(&meeting, &bo, n + 1, json!({"do": "declare", "poll": poll, "conflict": false})).await;
        done(&meeting, &ana, n + 2, cast.clone()).await;
        done(&meeting, &bo, n + 2, cast).await;
        moderate(&meeting, 2 + n, vec![json!({"do": "clarify", "poll": poll, "text": "The text of Monday."})]).await;
        closed(&house, &meeting, 3 + n, poll).await;
        let say =
            json!({"do": "add_statement", "poll": poll, "kind": "minority", "text": STATEMENT, "behalf": "The south"});
        done(&meeting, &bo, n + 3, say).await;
    }
    let (public, moderator) = (meeting.link("display"), meeting.link("moderator"));

    let result = get(&house, &public, "polls/1.json").await.json();
    assert_eq!((&result["declared"], result["conflicts"].as_array().map(Vec::len)), (&json!([2, 1]), Some(1)));
    assert_eq!(result["conflicts"][0], json!({"name": "A. S.", "text": CONFLICT}), "as she wants to be shown");
    assert_eq!(get(&house, &moderator, "polls/1.json").await.json()["conflicts"][0]["name"], "Ana Silva");
    assert_eq!(result["clarified"][0]["text"], "The text of Monday.");
    let review = get(&house, &public, "review/1.json").await.json();
    for of in [&result, &review["published"]] {
        let said = &of["statements"][0];
        let told = [&said["kind"], &said["name"], &said["text"]];
        assert_eq!(told, ["minority", "The south (Bo Dahl)", STATEMENT], "{of}");
        assert_eq!(of["conflicts"][0]["text"], CONFLICT);
    }
    let csv = get(&house, &public, "polls/1.csv").await.body;
    assert!(csv.contains(&format!("conflict of interest,A. S.,{CONFLICT},")), "{csv}");
    assert!(csv.contains(&format!("The south (Bo Dahl),\"{STATEMENT}\",")), "{csv}");
    let notes = sheet(&house, &public, "polls/1.xlsx", "Notes").await;
    for (name, text) in [("", "The text of Monday."), ("A. S.", CONFLICT), ("The south (Bo Dahl)", STATEMENT)] {
        assert!(notes.iter().any(|row| row[1] == name && row[2] == text), "{text}: {notes:?}");
    }

    // Of the secret one: how many, and not who, and not why; to nobody who may take it away.
    for link in [&public, &moderator] {
        let result = get(&house, link, "polls/2.json").await.json();
        assert_eq!((&result["declared"], &result["conflicts"]), (&json!([2, 1]), &json!([])), "{result}");
        assert_eq!(result["statements"][0]["text"], STATEMENT, "who makes a statement says so openly");
        let review = get(&house, link, "review/2.json").await;
        let csv = get(&house, link, "polls/2.csv").await;
        assert!(csv.body.contains("of these with a conflict,1"), "{}", csv.body);
        let book = sheet(&house, link, "polls/2.xlsx", "Notes").await;
        for text in [result.to_string(), review.body, csv.body, format!("{book:?}")] {
            assert!(!text.contains("bidder") && !text.contains("Ana") && !text.contains("A. S."), "{text}");
        }
    }
    house.server.stop().await;
}

#[tokio::test]
async fn who_wants_a_final_result_is_told_what_to_do_until_there_is_one() {
    let house = house().await;
    let meeting = house.meeting("first").await;
    let question = |short: &str| json!({"do": "set_poll", "set": 1, "question": "Is it so?", "short": short, "methods": {"agreed_by": "region"}});
    organise(
        &meeting,
        1,
        vec![
            json!({"do": "set_meeting", "grace_ms": 0}),
            json!({"do": "set_poll_set", "title": "Outside groups"}),
            question("Discussing"),
            question("Deciding"),
            json!({"do": "start_meeting"}),
        ],
    )
    .await;
    moderate(&meeting, 1, vec![json!({"do": "open_polls", "set": 1})]).await;
    let moderator = meeting.link("moderator");
    closed(&house, &meeting, 2, 1).await;
    for form in ["json", "csv", "xlsx"] {
        assert_eq!(get(&house, &moderator, &format!("polls/1.{form}?final=true")).await.status, 200, "{form}");
        for what in ["sets/1", "polls/2"] {
            let refused = get(&house, &moderator, &format!("{what}.{form}?final=true")).await;
            assert_eq!((refused.status, refused.code().as_str()), (409, "refused"), "{}", refused.body);
            let told = refused.json()["detail"].as_str().expect("a reason").to_owned();
            assert_eq!(told, "\"Deciding\" is not closed: close it, or ask without final=true for what is in so far");
            assert_eq!(get(&house, &moderator, &format!("{what}.{form}")).await.status, 200, "{what}.{form}");
        }
    }
    closed(&house, &meeting, 3, 2).await;
    for form in ["json", "csv", "xlsx"] {
        assert_eq!(get(&house, &moderator, &format!("sets/1.{form}?final=true")).await.status, 200, "{form}");
    }
    house.server.stop().await;
}
