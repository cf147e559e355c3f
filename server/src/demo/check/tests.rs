//! The figures of the London session, and what a broken scenario is told.

use std::collections::BTreeMap;

use super::super::scenario::{Call, HandKind, Reason, Scenario, TurnKind, What};

fn atlas2() -> Scenario {
    Scenario::atlas2().expect("the scenario in the build is whole")
}

fn turns_by_speaker(scenario: &Scenario) -> BTreeMap<String, u32> {
    let mut turns = BTreeMap::new();
    for turn in scenario.turns() {
        *turns.entry(scenario.speaker_name(&turn.speaker).to_owned()).or_default() += 1;
    }
    turns
}

fn words_of(scenario: &Scenario, speaker: &str) -> u32 {
    scenario.turns().filter(|turn| turn.speaker == speaker).map(|turn| turn.words).sum()
}

#[test]
fn atlas2_has_the_turns_of_the_transcript() {
    let scenario = atlas2();
    let numbers: Vec<u32> = scenario.turns().map(|turn| turn.n).collect();
    assert_eq!(numbers, (1..=78).collect::<Vec<_>>());
    let expected = [
        ("Adam Peake", 3),
        ("Alberto Soto", 3),
        ("Alejandro Pisanty", 8),
        ("Carlos Aguirre", 1),
        ("Eduardo Diaz", 1),
        ("Ellen Strickland", 1),
        ("Erick Iriarte", 4),
        ("Evan Leibovitch", 19),
        ("Leon Sanchez", 28),
        ("Lianna Galstyan", 1),
        ("Robert Castonguay", 1),
        ("Sergio Bronstein", 2),
        ("Sivasubramanian Muthusamy", 1),
        ("Unidentified", 4),
        ("Zahra Mohamed", 1),
    ];
    let expected: BTreeMap<String, u32> = expected.map(|(name, turns)| (name.to_owned(), turns)).into();
    assert_eq!(turns_by_speaker(&scenario), expected);
    assert_eq!(scenario.people.len(), 14);
}

#[test]
fn atlas2_has_the_lengths_and_kinds_of_the_transcript() {
    let scenario = atlas2();
    assert_eq!(scenario.turns().map(|turn| turn.words).sum::<u32>(), 12_297);
    assert_eq!(words_of(&scenario, "leon-sanchez"), 1_132);
    assert_eq!(words_of(&scenario, "evan-leibovitch"), 2_272);
    assert_eq!(words_of(&scenario, "alejandro-pisanty"), 3_889);
    assert_eq!(words_of(&scenario, "erick-iriarte"), 1_549);
    assert_eq!(scenario.speaking_ms(1_736), 694_400, "400 ms a word at 150 words a minute");

    let of = |kind| scenario.turns().filter(|turn| turn.kind == kind).count();
    assert_eq!(of(TurnKind::Chair), 40);
    assert_eq!(of(TurnKind::Presenter), 4);
    assert_eq!(of(TurnKind::Called), 23);
    assert_eq!(of(TurnKind::Interjection), 11);
    assert_eq!(scenario.turns().filter(|turn| turn.call == Some(Call::Queue)).count(), 12);
    assert_eq!(scenario.turns().filter(|turn| turn.reason == Some(Reason::Reply)).count(), 5);
}

#[test]
fn atlas2_invents_nothing_and_keeps_what_is_uncertain() {
    let scenario = atlas2();
    assert_eq!(scenario.preset, "single-line");
    assert!(scenario.hubs.is_empty() && scenario.microphones.is_empty() && scenario.room_headcount.is_none());
    assert!(scenario.people.iter().all(|person| person.group.is_none() && person.place.is_none()));
    let uncertain = scenario.people.iter().filter(|person| person.identification.is_some());
    assert_eq!(uncertain.map(|person| person.name.as_str()).collect::<Vec<_>>(), ["Robert Castonguay", "Eduardo Diaz"]);
    let unnamed = scenario.turns().filter(|turn| turn.label.as_deref() == Some("unidentified male"));
    assert_eq!(unnamed.map(|turn| turn.n).collect::<Vec<_>>(), [62, 64, 73, 75]);
    let replies = scenario.steps.iter().filter_map(|step| match &step.what {
        What::Hand(hand) if hand.kind == HandKind::DirectReply => hand.person.clone(),
        _ => None,
    });
    assert_eq!(replies.collect::<Vec<_>>(), ["alejandro-pisanty"]);
    let values = scenario.steps.iter().filter(|step| matches!(step.what, What::Answer(_) | What::Correct(_)));
    assert_eq!(values.count(), 2, "one value and its one correction");
    assert_eq!(scenario.question_set.expect("it has six questions").questions.len(), 6);
}

#[test]
fn a_turn_can_be_taken_out_with_all_that_hangs_on_it() {
    let scenario = atlas2();
    let shorter = scenario.without_turn(40).expect("turn 40 is there");
    assert_eq!(shorter.turns().count(), 77);
    assert_eq!(scenario.steps.len() - shorter.steps.len(), 2, "the turn and its hand");
    for n in 1..=78 {
        let shorter = scenario.without_turn(n).expect("every turn can be taken out");
        assert_eq!(shorter.turns().count(), 77);
    }
    let uncorrected = scenario.without_turn(53).expect("turn 53 is there");
    assert!(uncorrected.steps.iter().any(|step| matches!(&step.what, What::Answer(answer) if answer.value == Some(2))));
    assert_eq!(
        scenario.without_turn(79).expect_err("there are 78").to_string(),
        "turn 79 is not in the scenario: choose a turn that it has"
    );
}

#[test]
fn a_scenario_survives_writing_and_reading() {
    let scenario = atlas2();
    let text = serde_json::to_string(&scenario).expect("a scenario is plain data");
    assert_eq!(Scenario::read(&text).expect("what was written is readable"), scenario);
}

/// What [`Scenario::read`] says to the London session with one text replaced.
fn said_to(from: &str, to: &str) -> String {
    let text = include_str!("../scenarios/atlas2.json");
    assert!(text.contains(from), "nothing to replace: {from}");
    Scenario::read(&text.replacen(from, to, 1)).expect_err("it is broken").to_string()
}

#[test]
fn a_broken_scenario_is_told_where_and_what() {
    let cases = [
        (r#""evenfloor-scenario/1""#, r#""evenfloor-scenario/9""#, "head: format is `evenfloor-scenario/9`"),
        (r#""n": 9,"#, r#""n": 8,"#, "step 10 (turn 8): turn 8 follows turn 8: turns stand in order"),
        (r#""words": 17}"#, r#""words": 0}"#, "step 2 (turn 1): `words` must be 1 or more"),
        (r#""speaker": "zahra-mohamed""#, r#""speaker": "zahra""#, "person `zahra` is not declared in the head"),
        (r#""known_by": "raised", "said_in": 11"#, r#""said_in": 11, "loud": 1"#, "unknown field `loud`"),
        (r#""call": "queue""#, r#""call": "name""#, "a call by name has a `reason`"),
        (r#""from": 3, "to": 2"#, r#""from": 4, "to": 2"#, "it corrects 4, but 3 stood"),
        (r#""from": 3, "to": 2"#, r#""from": 3, "to": 6"#, "value 6 is outside the scale 1 to 5"),
        (r#"{"pause": "#, r#"{"nap": "#, "unknown variant `nap`"),
        (r#""put": ["g1"]"#, r#""put": ["g9"]"#, "question `g9` is not in the question set"),
        (r#""turn": 12, "#, r#""turn": 13, "#, "it is called from the queue, but no hand leads to it"),
    ];
    for (from, to, expected) in cases {
        let said = said_to(from, to);
        assert!(said.contains(expected), "`{expected}` is not in `{said}`");
    }
}
