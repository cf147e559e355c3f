//! What stands beside the answers: declarations, statements, clarifications, and the groups of a break-out.

use protocol::{NameShown, PersonId, Place, PollId, Role};
use serde_json::json;

use super::world::{LIMA, World, participant, someone};
use crate::view::{Audience, Owner, Touched, View};

const EVERYBODY: [Audience; 3] = [Audience::Public, Audience::Hub(LIMA), Audience::Staff];

/// A question with ballots, opened; Ana shows her initials, Bo is who he is.
fn opened() -> (World, PersonId, PersonId) {
    let mut w = World::new();
    let (ana, bo) = (w.person("Ana Abad", Place::Online), w.person("Bo Berg", Place::Online));
    w.change(ana, |p| p.name_shown = Some(NameShown::Initials));
    w.moderator(r#"{"do":"set_poll","question":"Do we ratify?","terms":{"declare":true}}"#);
    w.moderator(r#"{"do":"open_polls","polls":[1]}"#);
    (w, ana, bo)
}

fn sees(w: &World, audience: Audience, key: &str) -> bool {
    View::of(&w.m).rows(audience).contains_key(key)
}

#[test]
fn conflicts_stand_beside_a_question_by_name_and_only_their_number_beside_a_secret_one() {
    let (mut w, ana, bo) = opened();
    assert_eq!(w.row(Audience::Public, "poll/1")["declared"], json!([0, 0]));
    w.ask(&participant(ana), r#"{"do":"declare","poll":1,"conflict":true,"text":"I work for the bidder."}"#);
    w.ask(&participant(bo), r#"{"do":"declare","poll":1,"conflict":false}"#);
    for audience in EVERYBODY {
        assert_eq!(w.row(audience, "poll/1")["declared"], json!([2, 1]), "{audience:?}");
    }
    let of = |name| json!([{"name": name, "text": "I work for the bidder."}]);
    assert_eq!(w.row(Audience::Public, "conflicts/1"), of("A. A."));
    assert_eq!(w.row(Audience::Staff, "conflicts/1"), of("Ana Abad"));
    let own = View::of(&w.m).own(ana);
    assert!(own["my/declaration/1"].contains("bidder"));
    assert!(!View::of(&w.m).own(bo)["my/declaration/1"].contains("bidder"));
    w.m.polls.get_mut(&PollId(1)).expect("it is there").terms.secret = true;
    for audience in EVERYBODY {
        assert!(!sees(&w, audience, "conflicts/1"), "{audience:?}");
        assert_eq!(w.row(audience, "poll/1")["declared"], json!([2, 1]), "{audience:?}");
    }
}

#[test]
fn statements_are_seen_where_the_result_is_and_clarifications_by_everybody() {
    let (mut w, ana, _) = opened();
    w.moderator(r#"{"do":"clarify","poll":1,"text":"It is the text of Monday."}"#);
    w.moderator(r#"{"do":"close_polls","polls":[1],"in_ms":0}"#);
    w.wait_each(10_000, |_, _| {});
    let say = r#"{"do":"add_statement","poll":1,"kind":"minority","text":"Too early.","behalf":"The south"}"#;
    w.ask(&participant(ana), say);
    for audience in EVERYBODY {
        assert_eq!(w.row(audience, "poll/1")["clarified"][0]["text"], "It is the text of Monday.");
    }
    assert!(!sees(&w, Audience::Public, "statements/1") && sees(&w, Audience::Staff, "statements/1"));
    w.moderator(r#"{"do":"reveal_polls","polls":[1],"shown":true}"#);
    let row = w.row(Audience::Public, "statements/1")[0].clone();
    assert_eq!(
        (&row["kind"], &row["name"], &row["text"]),
        (&json!("minority"), &json!("The south (A. A.)"), &json!("Too early."))
    );
}

#[test]
fn everybody_sees_how_far_the_groups_are_and_the_recall() {
    let mut w = World::new();
    w.moderator(r#"{"do":"start_break","by":"region","minutes":10}"#);
    w.moderator(r#"{"do":"set_group_state","unit":"africa","state":"more_time"}"#);
    w.moderator(r#"{"do":"move_break_end","in_ms":120000,"recall":true}"#);
    for audience in EVERYBODY {
        let pause = w.row(audience, "meeting")["pause"].clone();
        assert_eq!((&pause["recalled"], &pause["units"]), (&json!(true), &json!({"africa": "more_time"})));
    }
}

#[test]
fn a_rapporteur_sees_what_stands_for_the_own_region_while_nobody_else_sees_the_result() {
    let mut w = World::new();
    let secret = "0".repeat(64);
    w.ask(
        &someone(Role::Organiser, None),
        &format!(r#"{{"do":"issue_link","role":"rapporteur","unit":"africa","secret_sha256":"{secret}"}}"#),
    );
    let link = *w.m.links.keys().next_back().expect("it was just issued");
    w.moderator(r#"{"do":"set_poll","question":"How far?","methods":{"agreed_by":"region"}}"#);
    w.moderator(r#"{"do":"open_polls","polls":[1]}"#);
    w.moderator(r#"{"do":"agree","poll":1,"unit":"latin-america","value":5}"#);
    assert!(View::of(&w.m).owned(Owner::Rapporteur(link)).is_empty());
    w.moderator(r#"{"do":"agree","poll":1,"unit":"africa","value":3,"lowest":2}"#);
    let own = View::of(&w.m).owned(Owner::Rapporteur(link));
    assert_eq!(own.len(), 1);
    assert!(own["my/agreed/1"].contains(r#""value":3"#));
    assert!(!sees(&w, Audience::Public, "tally/1"));
    assert!(Touched::poll(PollId(1)).concerns_owner(&w.m, Owner::Rapporteur(link)));
}
