//! Who gets in: secrets, cookies, origins, shared links, revoked links, other meetings.

mod web_house;

use serde_json::json;
use web_house::{house, house_with};

#[tokio::test]
async fn a_secret_becomes_a_cookie_of_its_link_only() {
    let house = house().await;
    let meeting = house.meeting("first").await;
    let moderator = meeting.link("moderator");
    let session = format!("POST {}session", moderator.path);
    let body = json!({"secret": moderator.secret}).to_string();
    let answer = house.ask(&session, &[&house.origin()], &body).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(answer.json()["role"], "moderator");
    let cookie = answer.header("set-cookie").expect("a cookie");
    assert!(cookie.contains(&format!("; Path={}; ", moderator.path)), "{cookie}");
    assert!(cookie.ends_with("HttpOnly; SameSite=Strict"), "{cookie}");
    let cookie = format!("cookie: {}", cookie.split(';').next().expect("a value"));
    let shown = house.ask(&format!("GET {}session", moderator.path), &[&cookie], "").await;
    assert_eq!((shown.status, shown.json()["role"].as_str()), (200, Some("moderator")));
    // The cookie of one link is not that of another, even when a browser were to send it.
    let other = meeting.link("organiser");
    let shown = house.ask(&format!("GET {}session", other.path), &[&cookie], "").await;
    assert_eq!((shown.status, shown.code().as_str()), (403, "wrong_secret"));
    house.server.stop().await;
}

#[tokio::test]
async fn what_opens_nothing_is_told_apart() {
    let house = house().await;
    let meeting = house.meeting("first").await;
    let other = house.meeting("second").await;
    let moderator = meeting.link("moderator");
    let session = format!("{}session", moderator.path);
    for (path, secret, status, code) in [
        (session.as_str(), "", 403, "wrong_secret"),
        (&session, "AAAAAAAAAAAAAAAAAAAAAA", 403, "wrong_secret"),
        (&session, other.link("moderator").secret.as_str(), 403, "wrong_secret"),
        (&session, meeting.link("organiser").secret.as_str(), 403, "wrong_secret"),
        ("/m/first/l/999/session", moderator.secret.as_str(), 404, "no_link"),
        ("/m/first/l/x/session", moderator.secret.as_str(), 404, "no_link"),
        ("/m/nowhere/l/1/session", moderator.secret.as_str(), 404, "no_such_meeting"),
    ] {
        let body = json!({"secret": secret}).to_string();
        let answer = house.ask(&format!("POST {path}"), &[&house.origin()], &body).await;
        assert_eq!((answer.status, answer.code().as_str()), (status, code), "{path}");
    }
    let none = house.ask(&format!("GET {session}"), &[], "").await;
    assert_eq!((none.status, none.code().as_str()), (401, "no_secret"));
    let unknown = house.ask(&format!("POST {session}"), &[&house.origin()], r#"{"secrets":"x"}"#).await;
    assert_eq!(unknown.status, 422);
    assert!(unknown.body.contains("secrets is not known: did you mean `secret`?"), "{}", unknown.body);
    house.server.stop().await;
}

#[tokio::test]
async fn pages_of_other_servers_get_nothing() {
    let house = house().await;
    let meeting = house.meeting("first").await;
    let link = meeting.link("moderator");
    let body = json!({"secret": link.secret}).to_string();
    for origin in ["origin: http://evil.example", "origin: null", "origin: https://localhost", "origin:"] {
        let answer = house.ask(&format!("POST {}session", link.path), &[origin], &body).await;
        assert_eq!((answer.status, answer.code().as_str()), (403, "wrong_origin"), "{origin}");
        let cookie = format!("cookie: evenfloor={}", link.secret);
        if origin.len() > 8 {
            let refused = house.socket(&format!("{}socket", link.path), &[origin, &cookie]).await.err();
            assert_eq!(refused, Some(403), "{origin}");
        }
    }
    // Without an origin it is no browser, and then the secret stands in a header and not in a cookie.
    let cookie = format!("cookie: evenfloor={}", link.secret);
    assert_eq!(house.socket(&format!("{}socket", link.path), &[&cookie]).await.err(), Some(403));
    let origin = house.origin();
    assert!(house.socket(&format!("{}socket", link.path), &[&origin, &cookie]).await.is_ok());
    assert!(house.socket("/v1/meetings/first/socket", &[&link.bearer()]).await.is_ok());
    house.server.stop().await;
}

#[tokio::test]
async fn wrong_secrets_are_slowed_down_and_right_ones_are_not() {
    let house = house().await;
    let meeting = house.meeting("first").await;
    let link = meeting.link("moderator");
    let session = format!("POST {}session", link.path);
    let mut slowed = false;
    for _ in 0..40 {
        let answer = house.ask(&session, &[&house.origin()], r#"{"secret":"AAAAAAAAAAAAAAAAAAAAAA"}"#).await;
        slowed |= answer.status == 429;
    }
    assert!(slowed);
    let body = json!({"secret": link.secret}).to_string();
    assert_eq!(house.ask(&session, &[&house.origin()], &body).await.status, 200);
    house.server.stop().await;
}

#[tokio::test]
async fn a_shared_link_makes_people_their_own() {
    let house = house().await;
    let meeting = house.meeting("first").await;
    let room = meeting.link("participant");
    let session = format!("POST {}session", room.path);
    let opened = house.ask(&session, &[&house.origin()], &json!({"secret": room.secret}).to_string()).await;
    assert_eq!(opened.json()["shared"], true);
    let mine = "CCCCCCCCCCCCCCCCCCCCCA";
    let profile = json!({"name": "Ana Silva", "group": "civil-society"});
    let join = json!({"secret": room.secret, "join": {"profile": profile, "secret": mine}}).to_string();
    let joined = house.ask(&session, &[&house.origin()], &join).await;
    assert_eq!(joined.status, 201, "{}", joined.body);
    let person = joined.json();
    assert_eq!((person["shared"].as_bool(), person["person"].is_number()), (Some(false), true), "{person}");
    assert_eq!(person["secret"], mine);
    assert!(joined.header("set-cookie").expect("a cookie").contains(person["path"].as_str().expect("a path")));
    // Asking again after a lost answer joins no second time.
    let again = house.ask(&session, &[&house.origin()], &join).await.json();
    assert_eq!(again["person"], person["person"]);
    // A name on the roster twice is another person, and a bad field is told.
    let bad = json!({"secret": room.secret, "join": {"profile": {"name": "x".repeat(50)}}}).to_string();
    let refused = house.ask(&session, &[&house.origin()], &bad).await;
    assert_eq!((refused.status, refused.code().as_str()), (422, "bad_field"));
    // Revoking the shared link stops joins; who joined stays.
    let reply = meeting.organise(1, json!({"do": "revoke_link", "link": room.number})).await;
    assert!(reply["done"].is_number(), "{reply}");
    let late = json!({"secret": room.secret, "join": {"profile": {"name": "Bo"}}}).to_string();
    let refused = house.ask(&session, &[&house.origin()], &late).await;
    assert_eq!((refused.status, refused.code().as_str()), (410, "revoked"));
    let path = person["path"].as_str().expect("a path");
    let shown = house.ask(&format!("GET {path}session"), &[&format!("authorization: Bearer {mine}")], "").await;
    assert_eq!(shown.status, 200);
    house.server.stop().await;
}

#[tokio::test]
async fn each_link_opens_the_page_of_its_role_and_dead_ones_say_so() {
    let house = house().await;
    let meeting = house.meeting("first").await;
    for (role, title) in [("moderator", "Moderator"), ("display", "Display"), ("participant", "")] {
        let page = house.ask(&format!("GET {}", meeting.link(role).path), &[], "").await;
        assert_eq!(page.status, 200);
        assert!(page.head.contains("text/html") && page.body.contains(title), "{role}");
    }
    let bare = meeting.link("moderator").path;
    let bare = house.ask(&format!("GET {}", bare.trim_end_matches('/')), &[], "").await;
    assert_eq!((bare.status, bare.header("location")), (308, Some(meeting.link("moderator").path.as_str())));
    let display = meeting.link("display");
    meeting.organise(1, json!({"do": "revoke_link", "link": display.number})).await;
    for (path, status) in
        [(display.path.as_str(), 410), ("/m/first/l/77/", 404), ("/m/none/l/1/", 404), ("/m/first/", 403)]
    {
        let page = house.ask(&format!("GET {path}"), &[], "").await;
        assert_eq!(page.status, status, "{path}");
        assert!(page.head.contains("text/html") && page.body.contains("<h1>This page cannot be opened</h1>"));
    }
    meeting.organise(2, json!({"do": "set_meeting", "public": true})).await;
    assert_eq!(house.ask("GET /m/first/", &[], "").await.status, 200);
    let session = house.ask("GET /m/first/session", &[], "").await.json();
    assert_eq!((session["role"].as_str(), session["link"].as_u64()), (Some("viewer"), Some(0)));
    house.server.stop().await;
}

#[tokio::test]
async fn a_flood_of_joins_by_a_shared_link_is_told_to_wait() {
    // The slowest brake: ten at one go, then one in a second.
    let house = house_with(|config| config.joins_per_second = 1).await;
    let meeting = house.meeting("first").await;
    let room = meeting.link("participant");
    let session = format!("POST {}session", room.path);
    let profile = json!({"name": "Bo"});
    let first = json!({"secret": room.secret, "join": {"profile": profile, "secret": "CCCCCCCCCCCCCCCCCCCCCA"}});
    let first = first.to_string();
    assert_eq!(house.ask(&session, &[&house.origin()], &first).await.status, 201);
    let mut refused = None;
    for n in 0..100 {
        let body = json!({"secret": room.secret, "join": {"profile": {"name": format!("bot {n}")}}}).to_string();
        let answer = house.ask(&session, &[&house.origin()], &body).await;
        if answer.status != 201 {
            refused = Some(answer);
            break;
        }
    }
    let refused = refused.expect("the brake holds");
    assert_eq!((refused.status, refused.code().as_str()), (429, "too_fast"));
    assert_eq!(refused.header("retry-after"), Some("1"));
    assert_eq!(refused.json()["retry_after_s"], 1);
    // Who is in already may ask again, and personal links are issued all the same.
    assert_eq!(house.ask(&session, &[&house.origin()], &first).await.status, 201);
    meeting.issue(json!({"role": "participant", "place": "room"})).await;
    house.server.stop().await;
}
