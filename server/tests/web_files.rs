//! What goes in and out as files: meetings, rosters, links and their codes, records, the mixer's feed.

mod web_house;

use serde_json::json;
use web_house::{house, house_with};

#[tokio::test]
async fn creating_can_need_a_token() {
    let house = house_with(|config| config.create_token = "0123456789abcdef".parse().ok()).await;
    let body = json!({"title": "A meeting"}).to_string();
    for (headers, status) in [
        (vec![], 401),
        (vec!["authorization: Bearer 0123456789abcdeX"], 401),
        (vec!["authorization: Bearer 0123456789abcdef"], 201),
    ] {
        let answer = house.ask("POST /v1/meetings", &headers, &body).await;
        assert_eq!(answer.status, status, "{}", answer.body);
    }
    house.server.stop().await;
}

#[tokio::test]
async fn meetings_are_created_and_copied() {
    let house = house().await;
    let meeting = house.meeting("first").await;
    for (body, status) in [
        (json!({"title": "Again", "name": "first"}), 422),
        (json!({"title": ""}), 422),
        (json!({"title": "x".repeat(200)}), 422),
        (json!({"title": "A", "name": "Not A Key"}), 422),
        (json!({"title": "A", "colour": "red"}), 422),
    ] {
        let answer = house.ask("POST /v1/meetings", &[], &body.to_string()).await;
        assert_eq!(answer.status, status, "{body}: {}", answer.body);
        assert!(answer.head.contains("application/problem+json"), "{}", answer.head);
    }
    meeting.organise(1, json!({"do": "set_hub", "name": "Nairobi", "country": "KE", "ceiling": 40})).await;
    meeting.organise(2, json!({"do": "set_item", "title": "Opening", "turn_ms": 90_000})).await;
    let organiser = meeting.link("organiser");
    let copy = json!({"name": "next-year", "copy_of": {"meeting": "first", "secret": organiser.secret}}).to_string();
    let answer = house.ask("POST /v1/meetings", &[], &copy).await;
    assert_eq!(answer.status, 201, "{}", answer.body);
    let secret = answer.json()["links"][0]["secret"].as_str().expect("a secret").to_owned();
    let bearer = format!("authorization: Bearer {secret}");
    let record = house.ask("GET /v1/meetings/next-year/record.json", &[&bearer], "").await.body;
    assert!(record.contains("Nairobi") && record.contains("Opening"), "{record}");
    let moderator = json!({"copy_of": {"meeting": "first", "secret": meeting.link("moderator").secret}}).to_string();
    assert_eq!(house.ask("POST /v1/meetings", &[], &moderator).await.status, 403);
    house.server.stop().await;
}

#[tokio::test]
async fn a_roster_names_row_and_column_of_each_error_and_is_repeatable() {
    let house = house().await;
    let meeting = house.meeting("first").await;
    let organiser = meeting.link("organiser");
    let csv = "content-type: text/csv";
    let line = |query: &str| format!("POST {}roster{query}", organiser.path);
    let wrong = "\u{feff}name,group\nAna,Government\nBo,pirate\n";
    let dry = house.ask(&line("?dry_run=true"), &[csv, &organiser.bearer()], wrong).await;
    assert_eq!(dry.status, 200, "{}", dry.body);
    assert_eq!(
        (dry.json()["errors"][0]["row"].as_u64(), &dry.json()["errors"][0]["column"]),
        (Some(3), &json!("group"))
    );
    let refused = house.ask(&line(""), &[csv, &organiser.bearer()], wrong).await;
    assert_eq!(refused.status, 422);
    let right = "name,group,organisation\nAna,Government,A\nBo,civil-society,B\n";
    for (new, unchanged) in [(2, 0), (0, 2)] {
        let report = house.ask(&line(""), &[csv, &organiser.bearer()], right).await.json();
        assert_eq!((report["new"].as_u64(), report["unchanged"].as_u64()), (Some(new), Some(unchanged)), "{report}");
    }
    let changed = "name,group,organisation\nAna,Private sector,A\n";
    let report = house.ask(&line(""), &[csv, &organiser.bearer()], changed).await.json();
    assert_eq!(report["changed"], 1, "{report}");
    let moderator = meeting.link("moderator");
    let other = format!("POST {}roster", moderator.path);
    assert_eq!(house.ask(&other, &[csv, &moderator.bearer()], right).await.status, 403);
    house.server.stop().await;
}

#[tokio::test]
async fn links_are_issued_by_the_organiser_and_drawn_as_codes() {
    let house = house().await;
    let meeting = house.meeting("first").await;
    let hub = meeting.organise(1, json!({"do": "set_hub", "name": "Nairobi", "country": "KE", "ceiling": 40})).await;
    assert_eq!(hub["made"][0], "hub/1", "{hub}");
    let operator = meeting.issue(json!({"role": "hub_operator", "place": "hub/1", "label": "Nairobi"})).await;
    let session = house.ask(&format!("GET {}session", operator.path), &[&operator.bearer()], "").await.json();
    assert_eq!((session["role"].as_str(), session["place"].as_str()), (Some("hub_operator"), Some("hub/1")));
    let wanted = json!({"links": [{"role": "display"}]}).to_string();
    let refused = house.ask(&format!("POST {}links", operator.path), &[&operator.bearer()], &wanted).await;
    assert_eq!((refused.status, refused.code().as_str()), (403, "not_allowed"));
    let code = json!({"link": operator.number, "secret": operator.secret}).to_string();
    let drawing = house.ask(&format!("POST {}qr.svg", operator.path), &[&operator.bearer()], &code).await;
    assert!(drawing.status == 200 && drawing.body.contains("<svg"), "{}", drawing.body);
    house.server.stop().await;
}

#[tokio::test]
async fn the_feed_is_for_producers_and_mixers() {
    let house = house().await;
    let meeting = house.meeting("first").await;
    let (mixer, producer, moderator) = (meeting.link("mixer"), meeting.link("producer"), meeting.link("moderator"));
    let json = house.ask(&format!("GET {}floor.json", producer.path), &[&producer.bearer()], "").await;
    assert_eq!((json.status, json.json()["slots"][0]["position"].as_str()), (200, Some("now")), "{}", json.body);
    let xml = house.ask(&format!("GET {}floor.xml?key={}", mixer.path, mixer.secret), &[], "").await;
    assert!(xml.status == 200 && xml.body.contains("<position>next_2</position>"), "{}", xml.body);
    let by_name = house.ask(&format!("GET /v1/meetings/first/floor.json?key={}", mixer.secret), &[], "").await;
    assert_eq!(by_name.status, 200);
    // A key in the query opens nothing but the feed, and only for a mixer.
    let other = house.ask(&format!("GET {}floor.json?key={}", producer.path, producer.secret), &[], "").await;
    assert_eq!(other.status, 403);
    let other = house.ask(&format!("GET {}record.json?key={}", mixer.path, mixer.secret), &[], "").await;
    assert_eq!(other.status, 401);
    let other = house.ask(&format!("GET {}floor.json", moderator.path), &[&moderator.bearer()], "").await;
    assert_eq!(other.status, 403);
    house.server.stop().await;
}

#[tokio::test]
async fn the_feed_shows_names_as_the_public_sees_them_to_a_producer_too() {
    let house = house().await;
    let meeting = house.meeting("first").await;
    let ana = json!({"name": "Ana Silva", "name_shown": "initials"});
    meeting.organise(1, json!({"do": "set_person", "profile": ana})).await;
    meeting.organise(2, json!({"do": "start_meeting"})).await;
    let (producer, moderator) = (meeting.link("producer"), meeting.link("moderator"));
    let give = json!({"do": "give_floor", "kind": "presenter", "person": 1});
    let given = meeting.post(&moderator, 1, give).await;
    assert!(given["done"].is_u64(), "{given}");
    let feed = house.ask(&format!("GET {}floor.json", producer.path), &[&producer.bearer()], "").await;
    assert_eq!(feed.json()["slots"][0]["name"], "A. S.", "{}", feed.body);
    house.server.stop().await;
}

#[tokio::test]
async fn the_record_is_for_those_who_keep_it() {
    let house = house().await;
    let meeting = house.meeting("first").await;
    let reporter = meeting.link("reporter");
    let record = house.ask(&format!("GET {}record.md", reporter.path), &[&reporter.bearer()], "").await;
    assert!(record.status == 200 && record.body.starts_with("# A meeting"), "{}", record.body);
    let display = meeting.link("display");
    assert_eq!(house.ask(&format!("GET {}record.json", display.path), &[&display.bearer()], "").await.status, 403);
    house.server.stop().await;
}
