//! One small world for each rule.

use protocol::{NameShown, Place, Role};
use serde_json::{Value, json};

use super::world::{LIMA, NAIROBI, World, key, operator, participant, someone};
use crate::view::{Audience, View, live};

const EVERYBODY: [Audience; 6] = [
    Audience::Public,
    Audience::Mixer,
    Audience::Hub(NAIROBI),
    Audience::Hub(LIMA),
    Audience::Staff,
    Audience::Organiser,
];

#[test]
fn roles_have_their_audience() {
    for (role, place, audience) in [
        (Role::Display, None, Audience::Public),
        (Role::Viewer, None, Audience::Public),
        (Role::Participant, Some(Place::Hub(LIMA)), Audience::Public),
        (Role::Mixer, None, Audience::Mixer),
        (Role::HubOperator, Some(Place::Hub(LIMA)), Audience::Hub(LIMA)),
        (Role::HubOperator, None, Audience::Public),
        (Role::Producer, None, Audience::Staff),
        (Role::Interpreter, None, Audience::Staff),
        (Role::Steward, None, Audience::Staff),
        (Role::Organiser, None, Audience::Organiser),
    ] {
        assert_eq!(Audience::of(&someone(role, place)), audience, "{role:?}");
    }
}

/// One with a full name, one with initials, one with an organisation, one with none to show.
#[test]
fn a_name_is_shown_as_its_person_asked() {
    let mut w = World::new();
    let amina = w.person("Amina Otieno", Place::Online);
    let bruno = w.person("Bruno Díaz", Place::Online);
    let chen = w.person("Chen Wei", Place::Online);
    let dora = w.person("Dora Lima", Place::Online);
    let (say, org) = (w.private("broo-no"), w.private("Red Sur"));
    w.change(bruno, |p| {
        p.name_shown = Some(NameShown::Initials);
        p.say = Some(say);
        p.organisation = Some(org.clone());
    });
    w.change(chen, |p| {
        p.name_shown = Some(NameShown::Organisation);
        p.organisation = Some(org);
    });
    w.change(dora, |p| p.name_shown = Some(NameShown::Organisation));
    for person in [amina, bruno, chen, dora] {
        w.ask(&participant(person), r#"{"do":"raise"}"#);
    }
    let names =
        |w: &World, audience| [1, 2, 3, 4].map(|n| w.row(audience, &format!("hand/{n}"))["who"]["name"].clone());
    assert_eq!(names(&w, Audience::Public), ["Amina Otieno", "B. D.", "Red Sur", "civil-society"]);
    assert_eq!(names(&w, Audience::Hub(LIMA)), ["Amina Otieno", "B. D.", "Red Sur", "civil-society"]);
    assert_eq!(names(&w, Audience::Staff), ["Amina Otieno", "Bruno Díaz", "Chen Wei", "Dora Lima"]);
    let who = w.row(Audience::Public, "hand/2")["who"].clone();
    assert_eq!(who, json!({"person": 2, "name": "B. D."}), "neither organisation nor how to say it");
    assert_eq!(w.row(Audience::Staff, "hand/2")["who"]["say"], "broo-no");

    w.m.settings.name_shown = NameShown::Initials;
    assert_eq!(w.row(Audience::Public, "hand/1")["who"]["name"], "A. O.", "as the meeting says");
    w.moderator(r#"{"do":"hand_over_chair","person":2}"#);
    assert_eq!(w.row(Audience::Public, "meeting")["chair"], "B. D.");
    assert_eq!(w.row(Audience::Staff, "meeting")["chair"], "Bruno Díaz");
    w.moderator(r#"{"do":"call_next"}"#);
    assert_eq!(w.row(Audience::Public, "floor")["turn"]["who"]["name"], "A. O.");
    w.moderator(r#"{"do":"end_turn"}"#);
    assert_eq!(w.row(Audience::Public, "turn/1")["who"]["name"], "A. O.");
    assert_eq!(w.row(Audience::Staff, "turn/1")["who"]["name"], "Amina Otieno");
}

#[test]
fn a_hub_sees_its_own_people_and_hands_only() {
    let mut w = World::new();
    w.m.settings.name_shown = NameShown::Initials;
    w.person("Wanjiru Achieng", Place::Hub(NAIROBI));
    w.person("Rosa Quispe", Place::Hub(LIMA));
    w.ask(&operator(NAIROBI), r#"{"do":"hands_now","hub":1,"people":[1],"unnamed":0}"#);
    w.ask(&operator(LIMA), r#"{"do":"hands_now","hub":2,"people":[2],"unnamed":0}"#);
    let keys = |audience, prefix: &str| -> Vec<String> {
        w.rows(audience).into_keys().filter(|key| key.starts_with(prefix)).collect()
    };
    let nairobi = Audience::Hub(NAIROBI);
    assert_eq!(keys(nairobi, "person/"), ["person/1"]);
    assert_eq!(keys(nairobi, "desk/"), ["desk/1"]);
    assert_eq!(keys(nairobi, "hand/"), ["hand/1", "hand/2"]);
    assert_eq!(w.row(nairobi, "hand/1")["who"]["name"], "Wanjiru Achieng");
    assert_eq!(w.row(nairobi, "hand/2")["who"]["name"], "R. Q.");
    assert_eq!(w.row(nairobi, "desk/1"), json!({"hand": 1, "line": "SIP 1", "call_name": "Nairobi hub"}));
    let why = w.row(nairobi, "why");
    assert_eq!(why.as_object().expect("a map").keys().collect::<Vec<_>>(), ["1"]);
    assert_eq!(keys(Audience::Public, "person/"), Vec::<String>::new());
    assert_eq!(w.row(Audience::Public, "why"), Value::Null);
    assert_eq!(w.row(Audience::Staff, "why").as_object().expect("a map").len(), 2);
    assert_eq!(keys(Audience::Staff, "person/").len(), 2);
    for audience in [Audience::Public, nairobi] {
        assert_eq!(w.row(audience, "undo"), Value::Null);
    }
}

#[test]
fn an_unnamed_hand_says_which_of_how_many() {
    let mut w = World::new();
    w.person("Wanjiru Achieng", Place::Hub(NAIROBI));
    w.ask(&operator(NAIROBI), r#"{"do":"hands_now","hub":1,"people":[],"unnamed":3,"microphone":"technical"}"#);
    w.ask(&operator(LIMA), r#"{"do":"hands_now","hub":2,"people":[],"unnamed":1,"microphone":"technical"}"#);
    let of = |w: &World| [1, 2, 3, 4].map(|n| w.row(Audience::Public, &format!("hand/{n}"))["of"].clone());
    assert_eq!(of(&w), [json!([1, 3]), json!([2, 3]), json!([3, 3]), json!([1, 1])]);
    assert_eq!(w.row(Audience::Public, "hand/2")["who"], json!({"name": "", "region": "africa"}));
    w.ask(&operator(NAIROBI), r#"{"do":"name_hand","hand":1,"person":1}"#);
    assert_eq!(of(&w), [Value::Null, json!([1, 2]), json!([2, 2]), json!([1, 1])]);
    assert_eq!(w.row(Audience::Public, "hand/1")["who"]["name"], "Wanjiru Achieng");
}

#[test]
fn lines_interleave_as_the_order_says() {
    let mut w = World::new();
    for mic in ["civil-society", "civil-society", "government", "technical"] {
        let person = w.person("Somebody Else", Place::Room);
        w.change(person, |p| p.group = Some(key(mic)));
        w.ask(&participant(person), r#"{"do":"raise"}"#);
    }
    let p = Audience::Public;
    assert_eq!(w.row(p, "order"), json!({"lanes": "0232"}));
    assert_eq!(w.row(p, "order/government"), json!([3]));
    assert_eq!(w.row(p, "order/private-sector"), json!([]));
    assert_eq!(w.row(p, "order/civil-society"), json!([1, 2]));
    let next: Vec<Value> =
        w.row(p, "next")["deck"].as_array().expect("a list").iter().map(|n| n["hand"].clone()).collect();
    assert_eq!(next, [3, 1], "two on deck");
    assert_eq!(w.row(p, "next")["deck"][0]["why"], json!({"codes": ["microphone_due"], "mic": "government"}));
}

#[test]
fn the_reason_and_position_of_my_hand_are_mine() {
    let mut w = World::new();
    let me = w.person("Amina Otieno", Place::Online);
    let other = w.person("Bruno Díaz", Place::Room);
    w.m.settings.on_deck = 1;
    w.ask(&participant(other), r#"{"do":"raise"}"#);
    w.ask(&participant(me), r#"{"do":"raise","topic":"access"}"#);
    let mine = w.own(me, "my/hand");
    assert_eq!([&mine["hand"], &mine["position"], &mine["state"]], [&json!(2), &json!(2), &json!("waiting")]);
    assert_eq!(mine["why"]["codes"][0], "only_microphone");
    assert_eq!(mine["topic"], "access");
    assert_eq!(w.own(other, "my/hand")["state"], "on_deck");
    w.moderator(r#"{"do":"call_next"}"#);
    assert_eq!(w.own(other, "my/hand")["state"], "on_floor");
    assert_eq!(w.own(me, "my/hand")["state"], "on_deck");
    w.moderator(r#"{"do":"call_next"}"#);
    assert_eq!(w.own(other, "my/hand"), Value::Null);
    w.ask(&participant(other), r#"{"do":"raise","kind":"point_of_order"}"#);
    let point = w.own(other, "my/hand");
    assert_eq!([&point["kind"], &point["position"]], [&json!("point_of_order"), &Value::Null]);
    assert_eq!(w.own(me, "me")["name"], "Amina Otieno");
}

#[test]
fn a_written_contribution_is_for_the_desk_alone() {
    let mut w = World::new();
    let me = w.person("Amina Otieno", Place::Online);
    w.ask(&participant(me), r#"{"do":"raise","delivery":"written","text":"We need accountable registries."}"#);
    assert!(!w.rows(Audience::Public).values().any(|row| row.contains("accountable")));
    assert!(!w.rows(Audience::Hub(LIMA)).values().any(|row| row.contains("accountable")));
    assert_eq!(w.row(Audience::Staff, "desk/1")["text"], "We need accountable registries.");
    let to_mix = json!({"hand": 1, "line": "written"});
    assert_eq!(w.row(Audience::Mixer, "desk/1"), to_mix, "a mixer routes, and does not read aloud");
    assert_eq!(w.own(me, "my/hand")["text"], "We need accountable registries.");
}

#[test]
fn drafts_are_the_staffs() {
    let mut w = World::new();
    let organiser = someone(Role::Organiser, None);
    w.ask(&organiser, r#"{"do":"set_poll_set","title":"Inclusion"}"#);
    w.ask(&organiser, r#"{"do":"set_poll","set":1,"question":"Are outside groups included?"}"#);
    w.ask(&organiser, r#"{"do":"set_poll","set":1,"question":"Do they decide?"}"#);
    for audience in [Audience::Public, Audience::Hub(LIMA)] {
        assert_eq!(w.row(audience, "set/1"), Value::Null);
        assert_eq!(w.row(audience, "poll/1"), Value::Null);
    }
    assert_eq!(w.row(Audience::Staff, "poll/2")["question"], "Do they decide?");
    assert_eq!(w.row(Audience::Staff, "tally/2"), Value::Null);
    w.moderator(r#"{"do":"open_polls","polls":[2]}"#);
    assert_eq!(w.row(Audience::Public, "poll/1"), Value::Null);
    assert_eq!(w.row(Audience::Public, "set/1")["polls"], json!([2]));
    assert_eq!(w.row(Audience::Staff, "set/1")["polls"], json!([1, 2]));
    // The code would open what is sealed: the draft that is left.
    let code = w.row(Audience::Staff, "set/1")["code"].clone();
    assert!(code.is_string() && w.row(Audience::Hub(LIMA), "sealed/1")["sealed"].is_string());
    for audience in [Audience::Public, Audience::Hub(LIMA)] {
        assert_eq!(w.row(audience, "set/1")["code"], Value::Null);
    }
    w.moderator(r#"{"do":"open_polls","polls":[1]}"#);
    assert_eq!(w.row(Audience::Public, "set/1")["code"], code);
    assert_eq!(w.row(Audience::Hub(LIMA), "sealed/1"), Value::Null);
}

#[test]
fn a_result_is_hidden_until_its_reveal() {
    let mut w = World::new();
    let me = w.person("Amina Otieno", Place::Online);
    w.moderator(r#"{"do":"set_poll","question":"Is it inclusive?","showing":"on_reveal"}"#);
    w.moderator(r#"{"do":"open_polls","polls":[1]}"#);
    w.ask(&participant(me), r#"{"do":"cast","poll":1,"choice":2}"#);
    let hidden = |w: &World| {
        assert_eq!(w.row(Audience::Public, "tally/1"), Value::Null);
        assert_eq!(w.row(Audience::Hub(LIMA), "tally/1"), Value::Null);
        assert_eq!(w.row(Audience::Staff, "tally/1")["all"]["votes"]["counts"], json!([0, 1, 0, 0, 0]));
    };
    hidden(&w);
    assert_eq!(w.row(Audience::Public, "poll/1")["in"], 1);
    assert_eq!(w.row(Audience::Public, "poll/1")["shown"], false);
    assert_eq!(w.own(me, "my/ballot/1")["choice"], 2);
    w.moderator(r#"{"do":"close_polls","polls":[1],"in_ms":1000}"#);
    w.wait(1_000);
    assert_eq!(w.row(Audience::Public, "poll/1")["state"], "grace");
    w.moderator(r#"{"do":"reveal_polls","polls":[1],"shown":true}"#);
    hidden(&w);
    w.wait(10_000);
    assert_eq!(w.row(Audience::Public, "poll/1")["state"], "closed");
    assert_eq!(w.row(Audience::Public, "tally/1")["all"]["votes"]["counts"], json!([0, 1, 0, 0, 0]));
    w.moderator(r#"{"do":"reveal_polls","polls":[1],"shown":false}"#);
    hidden(&w);
}

#[test]
fn a_live_result_is_shown_as_it_comes() {
    let mut w = World::new();
    let me = w.person("Amina Otieno", Place::Online);
    w.moderator(r#"{"do":"set_poll","question":"Is it inclusive?","showing":"live"}"#);
    w.moderator(r#"{"do":"open_polls","polls":[1]}"#);
    assert_eq!(w.row(Audience::Public, "tally/1")["all"]["votes"]["n"], 0);
    w.ask(&participant(me), r#"{"do":"cast","poll":1,"choice":5}"#);
    assert_eq!(w.row(Audience::Public, "tally/1")["all"]["votes"]["n"], 1);
}

#[test]
fn who_counted_is_named_where_names_are() {
    let mut w = World::new();
    w.moderator(r#"{"do":"set_poll","question":"Is it inclusive?","showing":"live","methods":{"counted":true}}"#);
    w.moderator(r#"{"do":"open_polls","polls":[1]}"#);
    let grid =
        r#"{"do":"count","place":"hub/1","grid":[{"poll":1,"hands":[0,1,2,3,4],"no_opinion":0}],"counter":"Asha"}"#;
    w.ask(&operator(NAIROBI), grid);
    assert_eq!(w.row(Audience::Public, "tally/1")["counted"]["hub/1"]["counter"], "Asha");
    w.m.settings.name_shown = NameShown::Organisation;
    assert_eq!(w.row(Audience::Public, "tally/1")["counted"]["hub/1"]["counter"], Value::Null);
    assert_eq!(w.row(Audience::Staff, "tally/1")["counted"]["hub/1"]["counter"], "Asha");
}

#[test]
fn links_are_the_organisers_and_secrets_nobodys() {
    let mut w = World::new();
    let hash = "5ec2e7".repeat(10);
    let link = w.link(Role::Steward, &hash);
    let me = w.person("Amina Otieno", Place::Online);
    for audience in EVERYBODY {
        let rows = w.rows(audience);
        assert!(!rows.values().any(|row| row.contains("5ec2e7") || row.contains("sha256")), "{audience:?}");
        assert_eq!(rows.contains_key(&format!("link/{link}")), audience == Audience::Organiser, "{audience:?}");
    }
    assert!(!crate::view::own(&w.m, me).values().any(|row| row.contains("5ec2e7")));
}

#[test]
fn who_was_removed_is_gone_from_the_roster() {
    let mut w = World::new();
    let person = w.person("Amina Otieno", Place::Online);
    w.change(person, |p| p.removed = true);
    assert_eq!(w.row(Audience::Staff, "person/1"), Value::Null);
    assert_eq!(w.own(person, "me"), Value::Null);
}

#[test]
fn the_last_turns_and_notes_travel() {
    let mut w = World::new();
    for _ in 0..25 {
        w.moderator(r#"{"do":"give_floor","kind":"interjection"}"#);
        w.moderator(r#"{"do":"add_note","kind":"note","text":"So be it."}"#);
    }
    let rows = w.rows(Audience::Public);
    assert_eq!(rows.keys().filter(|key| key.starts_with("turn/")).count(), 20);
    assert_eq!(rows.keys().filter(|key| key.starts_with("note/")).count(), 20);
    assert!(rows.contains_key("turn/24") && !rows.contains_key("turn/25"), "the current one is on the floor");
    assert_eq!(w.row(Audience::Public, "floor")["turn"]["turn"], 25);
}

#[test]
fn shares_count_called_turns() {
    let mut w = World::new();
    for place in [Place::Room, Place::Hub(NAIROBI), Place::Online] {
        let person = w.person("Somebody Else", place);
        w.ask(&participant(person), r#"{"do":"raise"}"#);
    }
    w.moderator(r#"{"do":"give_floor","kind":"chair"}"#);
    for ms in [30_000, 20_000] {
        w.moderator(r#"{"do":"call_next"}"#);
        w.moderator(&format!(r#"{{"do":"end_turn","spoken_ms":{ms}}}"#));
    }
    let share = w.row(Audience::Public, "share");
    assert_eq!([&share["raised"], &share["called"], &share["out_of_turn"]], [&json!(3), &json!(2), &json!(0)]);
    assert_eq!(share["mics"]["civil-society"], json!({"turns": 2, "ms": 50_000}));
    assert_eq!(share["mics"]["government"], json!({"turns": 0, "ms": 0}));
    assert_eq!(share["room"], json!({"turns": 1, "ms": 30_000}));
}

#[test]
fn waits_are_expected_by_the_clock_and_the_usual_length() {
    let mut w = World::new();
    for _ in 0..6 {
        let person = w.person("Somebody Else", Place::Room);
        w.ask(&participant(person), r#"{"do":"raise"}"#);
    }
    let from_ms = |w: &World, now_ms| live::expected(&View::of(&w.m), now_ms).from_ms;
    assert_eq!(from_ms(&w, w.now_ms), [0, 120_000, 240_000, 360_000, 480_000, 600_000], "the floor is empty");
    for ms in [20_000, 60_000, 40_000] {
        w.moderator(r#"{"do":"call_next"}"#);
        w.moderator(&format!(r#"{{"do":"end_turn","spoken_ms":{ms}}}"#));
    }
    w.moderator(r#"{"do":"call_next"}"#);
    w.moderator(r#"{"do":"start_clock"}"#);
    assert_eq!(from_ms(&w, w.now_ms + 50_000), [70_000, 110_000], "limit left, then the median each");
    assert_eq!(from_ms(&w, w.now_ms + 500_000), [0, 40_000], "overtime is nobody's to foresee");
}

#[test]
fn those_not_heard_are_shown_as_they_wish_and_the_unnamed_are_counted() {
    let mut w = World::new();
    let rosa = w.person("Rosa Quispe", Place::Hub(LIMA));
    let ana = w.person("Ana Beatriz Sacramento", Place::Room);
    w.change(rosa, |p| p.name_shown = Some(NameShown::Initials));
    for person in [rosa, ana] {
        w.ask(&participant(person), r#"{"do":"raise"}"#);
    }
    w.ask(&operator(NAIROBI), r#"{"do":"hands_now","hub":1,"people":[],"unnamed":2,"microphone":"technical"}"#);
    assert_eq!(w.row(Audience::Public, "mirror"), json!(null), "nobody has had the floor");
    w.moderator(r#"{"do":"call","hand":2,"reason":"leaving"}"#);
    assert_eq!(w.row(Audience::Public, "mirror")["out_of_turn"].as_object().map(|by| by.len()), Some(1));
    assert_eq!(w.row(Audience::Public, "not_heard"), json!(null), "the others may still be called");
    w.moderator(r#"{"do":"end_meeting"}"#);
    let name = |audience| w.row(audience, "not_heard")["hands"][0]["who"]["name"].clone();
    assert_eq!(name(Audience::Public), "R. Q.");
    assert_eq!((name(Audience::Staff), name(Audience::Hub(LIMA))), (json!("Rosa Quispe"), json!("Rosa Quispe")));
    assert_eq!(w.row(Audience::Public, "not_heard")["unnamed"], json!({"hub/1": 2}));
    assert_eq!(w.row(Audience::Public, "mirror")["hubs_each"]["1"]["raised"], 2);
}
