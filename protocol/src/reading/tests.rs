//! What is said of wrong messages, word by word.

use serde_json::{Value, json};

use super::*;
use crate::setup_command::SetRegions;

fn fault(message: &str) -> Fault {
    frame(message).expect_err("it is wrong")
}

/// That each command is told so. The place is that of the sentence, up to its first blank.
#[track_caller]
fn of_commands(wrong: &[(Value, &str)]) {
    for (command, text) in wrong {
        let fault = fault(&json!({"t": "command", "n": 1, "command": command}).to_string());
        assert_eq!(fault.text, *text, "{command}");
        assert_eq!(Some(fault.at.as_str()), text.split(' ').next(), "{command}");
        assert_eq!(fault.field(), fault.at.strip_prefix("command."));
    }
}

#[test]
fn types_are_told_with_their_path() {
    let scale = |change: Value| json!({"do": "set_poll", "scale": change});
    of_commands(&[
        (
            scale(json!({"first": 1, "points": "5"})),
            "command.scale.points is the text \"5\": write a whole number from 0 to 4294967295",
        ),
        (
            scale(json!({"first": -1})),
            "command.scale.first is the number -1: write a whole number from 0 to 4294967295",
        ),
        (
            scale(json!({"first": 1.5})),
            "command.scale.first is the number 1.5: write a whole number from 0 to 4294967295",
        ),
        (scale(json!({"polarity": 3})), "command.scale.polarity is the number 3: write a text in quotes"),
        (scale(json!({"labels": ["a", 3]})), "command.scale.labels[1] is the number 3: write a text in quotes"),
        (scale(json!(5)), "command.scale is the number 5: write an object in { }"),
        (scale(json!([])), "command.scale is a list of a wrong length: write an object in { }"),
        (json!({"do": "set_poll", "options": {}}), "command.options is an object: write a list in [ ]"),
        (
            json!({"do": "count", "place": "room", "grid": [{"poll": 1, "hands": [1, 2, "3"], "no_opinion": 0}]}),
            "command.grid[0].hands[2] is the text \"3\": write a whole number from 0 to 4294967295",
        ),
        (json!({"do": "lower", "hand": true}), "command.hand is true: write a whole number from 0 to 4294967295"),
        (
            json!({"do": "count", "place": "nairobi", "grid": []}),
            "command.place is of a wrong form: a place is `room`, `online` or `hub/` with the hub's number",
        ),
        (
            json!({"do": "raise", "microphone": "Civil Society"}),
            "command.microphone is of a wrong form: a key has 1 to 32 lower-case letters, digits or hyphens, as `civil-society`",
        ),
    ]);
    let long = json!({"t": "command", "n": 1, "command": {"do": "lower", "hand": "x".repeat(60_000)}});
    assert!(fault(&long.to_string()).text.len() < 200);
}

#[test]
fn names_are_told_with_near_ones() {
    of_commands(&[
        (
            json!({"do": "set_poll", "scale": {"first": 1, "pionts": 5}}),
            "command.scale.pionts is not known: did you mean `points`? there are `first`, `points`, `polarity`, `labels`, `no_opinion`",
        ),
        (
            json!({"do": "set_poll", "scale": {"polarity": "unipola"}}),
            "command.scale.polarity is not known (`unipola`): did you mean `unipolar`? there are `bipolar`, `unipolar`",
        ),
        (json!({"do": "lower_hand"}), "command.do is not known (`lower_hand`): did you mean `lower` or `move_hand`?"),
        (json!({"do": "fly"}), "command.do is not known (`fly`): write one of those that the protocol lists"),
        (json!({"do": "start_meeting", "now": true}), "command.now is not known: leave it out, nothing stands here"),
    ]);
    let hostile = json!({"t": "command", "n": 1, "command": {"do": "lower", "hand": 1, "x`, expected `y": 2}});
    assert_eq!(fault(&hostile.to_string()).text, "command.x`, expected `y is not known: there are `hand`");
}

#[test]
fn what_is_missing_is_told_with_its_path() {
    of_commands(&[
        (
            json!({"do": "set_poll", "scale": {"first": 1, "polarity": "unipolar"}}),
            "command.scale.points is missing: add it",
        ),
        (
            json!({"do": "set_poll", "wordings": [{"language": "es"}]}),
            "command.wordings[0].question is missing: add it",
        ),
        (json!({"do": "reveal_polls"}), "command.shown is missing: add it"),
        (json!({}), "command.do is missing: add the name of the command"),
        (json!({"do": 5}), "command.do is not a text in quotes: write the name of the command"),
        (json!("start_meeting"), "command is not an object: write it in { }, with its name as `do`"),
    ]);
}

#[test]
fn other_messages_are_told_too() {
    for (message, text) in [
        (
            r#"{"t":"command","n":-1,"command":{"do":"start_meeting"}}"#,
            "n is the number -1: write a whole number from 0 on",
        ),
        (r#"{"t":"command","n":1}"#, "command is missing: add it"),
        (r#"{"t":"command","n":1,"command":{"do":"lower","hand":1,"hand":2}}"#, "hand is there twice: write it once"),
        (r#"{"t":"hello","sender":"abcdefgh","at":{"epoch":1}}"#, "at.version is missing: add it"),
        (r#"{"t":"time","c":"1"}"#, "c is the text \"1\": write a whole number"),
        (r#"{"t":"resync","x":1}"#, "x is not known: leave it out, nothing stands here"),
        (
            r#"{"t":"helo"}"#,
            "t is not known (`helo`): did you mean `hello`? there are `hello`, `command`, `time`, `resync`",
        ),
        ("{}", "t is missing: add \"hello\", \"command\", \"time\" or \"resync\""),
        ("[]", "the message is not an object: write it in { }"),
        ("hello", "the message is not JSON: expected value, in line 1 at character 1"),
        (r#"{"t": "time", "c": }"#, "the message is not JSON: expected value, in line 1 at character 20"),
    ] {
        assert_eq!(fault(message).text, text, "{message}");
    }
}

#[test]
fn bodies_are_told_with_their_path() {
    for (text, said) in [
        (
            r#"{"regions": [{"key": "africa", "name": "Africa"}, {"key": "Asia", "name": "Asia"}]}"#,
            "regions[1].key is of a wrong form: a key has",
        ),
        (r#"{"regions": [{"key": "africa", "nam": "Africa"}]}"#, "regions[0].nam is not known: did you mean `name`?"),
        (r#"{"regions": [{"key": "africa"}]}"#, "regions[0].name is missing: add it"),
        (r#"{"regions": [], "regions": []}"#, "regions is there twice: write it once"),
        ("5", "the message is the number 5: write an object in { }"),
        (r#"{"regions": []} {}"#, "the message is not JSON: trailing characters, in line 1 at character 17"),
        ("{", "the message is not JSON: EOF while parsing an object, in line 1 at character 1"),
    ] {
        let fault = body::<SetRegions>(text.as_bytes()).expect_err("it is wrong");
        assert!(fault.text.starts_with(said), "{text}: {}", fault.text);
    }
    assert!(body::<SetRegions>(br#"{"regions": []}"#).is_ok());
}

#[test]
fn settings_get_the_near_name() {
    let said = suggestion("unknown field `listen_on`, expected one of `listen`, `data_dir`");
    assert_eq!(said.as_deref(), Some("did you mean `listen`?"));
    assert_eq!(suggestion("unknown field `prot`, expected one of `listen`, `data_dir`"), None);
    assert_eq!(suggestion("expected a table"), None);
}
