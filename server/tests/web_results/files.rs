//! Who gets a result, what is in it, and that a spreadsheet opens it.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use serde_json::{Value, json};

use crate::web_house::{Meeting, house};
use crate::world::{bytes, done, get, moderate, organise, person};

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
