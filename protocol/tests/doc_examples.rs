//! Reads every example of `docs/protocol.md` as the type that it claims to be, and looks that the page
//! tells of every command with its fields, every row with its fields, every refusal and close code.

use std::{collections::BTreeMap, fs, path::Path};

use protocol::frame::{Update, close};
use protocol::{ClientFrame, Command, RefusalCode, ServerFrame, row::*, row_mirror::*, row_poll::*};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

fn file(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs").join(name);
    fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// The blocks of the page: what their fences claim, and their text.
fn blocks(page: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut open: Option<(String, String)> = None;
    for line in page.lines() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(claim)) => open = Some((claim.to_owned(), String::new())),
            (Some(_), Some(_)) => found.extend(open.take()),
            (Some((_, text)), None) => {
                text.push_str(line);
                text.push('\n');
            }
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "a block is not closed");
    found
}

/// Reads a value as `T` and writes it again: an unknown field would be lost on the way.
fn is<T: DeserializeOwned + Serialize>(value: &Value) -> T {
    let read: T = serde_json::from_value(value.clone()).unwrap_or_else(|e| panic!("{e}: {value}"));
    assert_eq!(&serde_json::to_value(&read).expect("plain data"), value, "what is read is not what is written");
    read
}

/// Reads a command and writes it again: all that the example says comes back; what it leaves out may come with its default.
fn is_command(value: &Value) {
    let read: Command = serde_json::from_value(value.clone()).unwrap_or_else(|e| panic!("{e}: {value}"));
    let written = serde_json::to_value(&read).expect("plain data");
    assert!(holds(&written, value), "what is read, {written}, has not all that is written: {value}");
}

fn holds(whole: &Value, said: &Value) -> bool {
    match (whole, said) {
        (Value::Object(whole), Value::Object(said)) => {
            said.iter().all(|(key, said)| whole.get(key).is_some_and(|whole| holds(whole, said)))
        }
        (Value::Array(whole), Value::Array(said)) => {
            whole.len() == said.len() && whole.iter().zip(said).all(|(whole, said)| holds(whole, said))
        }
        _ => whole == said,
    }
}

fn is_row(key: &str, value: &Value) {
    let kind = match key.rsplit_once('/') {
        Some((kind, _)) if kind != "my" && kind != "live" => kind,
        _ => key,
    };
    match (kind, key.contains('/')) {
        ("meeting", _) => drop(is::<MeetingRow>(value)),
        ("regions", _) => drop(is::<Vec<RegionRow>>(value)),
        ("item", _) => drop(is::<ItemRow>(value)),
        ("microphone", _) => drop(is::<MicrophoneRow>(value)),
        ("hub", _) => drop(is::<HubRow>(value)),
        ("floor", _) => drop(is::<FloorRow>(value)),
        ("next", _) => drop(is::<NextRow>(value)),
        ("hand", _) => drop(is::<HandRow>(value)),
        ("order", true) => drop(is::<Vec<u32>>(value)),
        ("order", false) => drop(is::<OrderRow>(value)),
        ("share", _) => drop(is::<ShareRow>(value)),
        ("mirror", _) => drop(is::<MirrorRow>(value)),
        ("not_heard", _) => drop(is::<NotHeardRow>(value)),
        ("poll", _) => drop(is::<PollRow>(value)),
        ("tally", _) => drop(is::<TallyRow>(value)),
        ("me", _) => drop(is::<MeRow>(value)),
        ("my/hand", _) => drop(is::<MyHandRow>(value)),
        ("my/ballot", _) => drop(is::<BallotRow>(value)),
        ("live/presence", _) => drop(is::<PresenceRow>(value)),
        ("live/hub", _) => drop(is::<LinkQualityRow>(value)),
        ("live/reach", _) => drop(is::<ReachRow>(value)),
        ("live/expected", _) => drop(is::<ExpectedRow>(value)),
        _ => panic!("no example of {key} was foreseen: add its type here"),
    }
}

fn is_server_frame(value: &Value) -> ServerFrame {
    let frame: ServerFrame = is(value);
    let rows: Option<&BTreeMap<String, Value>> = match &frame {
        ServerFrame::Snapshot(s) | ServerFrame::OwnSnapshot(s) => Some(&s.rows),
        ServerFrame::Update(u) | ServerFrame::Own(u) => Some(&u.set),
        ServerFrame::Live(l) => Some(&l.set),
        _ => None,
    };
    for (key, row) in rows.into_iter().flatten() {
        is_row(key, row);
    }
    frame
}

fn values(text: &str) -> Vec<Value> {
    let read = serde_json::Deserializer::from_str(text).into_iter().collect::<Result<_, _>>();
    read.unwrap_or_else(|e| panic!("{e}: {text}"))
}

#[test]
fn every_example_is_what_it_claims_to_be() {
    let mut examples = 0;
    for (claim, text) in blocks(&file("protocol.md")) {
        if claim == "text session" {
            continue;
        }
        for value in values(&text) {
            match claim.as_str() {
                "json client" => drop(is::<ClientFrame>(&value)),
                "json server" => drop(is_server_frame(&value)),
                "json command" => is_command(&value),
                "json rows" => value.as_object().expect("rows by key").iter().for_each(|(key, row)| is_row(key, row)),
                // Requests over HTTP are tested where they are answered.
                "json http-request" | "json http-answer" => assert!(value.is_object(), "{value}"),
                other => panic!("a block claims to be `{other}`"),
            }
            examples += 1;
        }
    }
    assert!(examples > 40, "{examples} examples");
}

/// The example session, as a client of the page's own rule would live it.
#[test]
fn the_session_holds_together() {
    let (mut version, mut unanswered) = (None, Vec::new());
    for (_, text) in blocks(&file("protocol.md")).into_iter().filter(|(claim, _)| claim == "text session") {
        for line in text.lines() {
            let value: Value = serde_json::from_str(&line[2..]).unwrap_or_else(|e| panic!("{e}: {line}"));
            match &line[..2] {
                "> " => match is::<ClientFrame>(&value) {
                    ClientFrame::Hello(hello) => assert_eq!(hello.at.map(|at| at.version), version, "{line}"),
                    ClientFrame::Command(command) if !unanswered.contains(&command.n) => unanswered.push(command.n),
                    _ => {}
                },
                "< " => match is_server_frame(&value) {
                    ServerFrame::Snapshot(snapshot) => version = Some(snapshot.version),
                    ServerFrame::Update(Update { from, to, .. }) => {
                        assert!(version.is_some_and(|mine| from <= mine && mine < to), "{line}");
                        version = Some(to);
                    }
                    ServerFrame::Reply(reply) => {
                        assert!(unanswered.contains(&reply.n), "{line}");
                        unanswered.retain(|n| *n != reply.n);
                    }
                    _ => {}
                },
                _ => panic!("neither said nor heard: {line}"),
            }
        }
    }
    assert!(unanswered.is_empty(), "unanswered: {unanswered:?}");
}

/// The words in backticks in the second cell of the table row whose first cell begins so.
fn told_of<'a>(page: &'a str, first: &str) -> Vec<&'a str> {
    let start = format!("| `{first}");
    let line = page.lines().find(|line| line.starts_with(&start)).unwrap_or_else(|| panic!("`{first} has no line"));
    let cell = line.split('|').nth(2).unwrap_or_default();
    cell.split('`').skip(1).step_by(2).collect()
}

fn schema(name: &str) -> Value {
    serde_json::from_str(&file(&format!("schema/{name}.json"))).expect("a schema is JSON")
}

#[test]
fn every_command_stands_there_with_its_fields() {
    let page = file("protocol.md");
    let schema = schema("client-frame");
    for command in schema["$defs"]["Command"]["oneOf"].as_array().expect("commands") {
        let name = command["properties"]["do"]["const"].as_str().expect("a command has a name");
        let required: Vec<&str> =
            command["required"].as_array().expect("a list").iter().filter_map(Value::as_str).collect();
        let fields = command["properties"].as_object().expect("fields").keys().filter(|field| *field != "do");
        let mut expected: Vec<String> = fields
            .map(|field| format!("{field}{}", if required.contains(&field.as_str()) { "" } else { "?" }))
            .collect();
        let mut told: Vec<&str> = told_of(&page, &format!("{name}`"));
        expected.sort();
        told.sort_unstable();
        assert_eq!(told, expected, "{name}");
    }
}

#[test]
fn every_row_stands_there_with_its_fields() {
    let page = file("protocol.md");
    let (_, page) = page.split_once("## 5. Every row").expect("the page has the section");
    let schema = schema("rows");
    for (pattern, row) in schema["patternProperties"].as_object().expect("rows by key") {
        let key = pattern.trim_matches(['^', '$']);
        // A number or a name stands in the key.
        let line = match key.rsplit_once("/[") {
            Some((kind, _)) => format!("{kind}/{{"),
            None => format!("{key}`"),
        };
        let told = told_of(page, &line);
        let of = [row, &row["items"], &row["additionalProperties"]];
        let Some(of) = of.iter().find_map(|schema| schema["$ref"].as_str()) else {
            panic!("{pattern} refers to no row")
        };
        let definition = &schema["$defs"][of.trim_start_matches("#/$defs/")];
        for field in definition["properties"].as_object().into_iter().flat_map(|fields| fields.keys()) {
            assert!(told.contains(&field.as_str()), "{line} does not tell of `{field}`");
        }
    }
}

#[test]
fn every_refusal_and_close_code_stands_there() {
    let page = file("protocol.md");
    let schema = schema("rows");
    let codes = schema["$defs"]["RefusalCode"]["oneOf"].as_array().expect("codes");
    for code in codes.iter().filter_map(|code| code["const"].as_str()) {
        let _: RefusalCode = serde_json::from_value(code.into()).expect("a code of the protocol");
        assert!(page.contains(&format!("| `{code}` |")), "{code} is missing");
    }
    assert!(codes.len() > 30, "the schema lists the codes");
    let all = [
        close::RESTART,
        close::SLOW,
        close::SILENT,
        close::FLOOD,
        close::NO_HELLO,
        close::MALFORMED,
        close::NO_RIGHTS,
        close::NO_MEETING,
    ];
    for code in all {
        assert!(page.contains(&format!("| {code} |")), "close code {code} is missing");
    }
    let reasons = schema["$defs"]["WhyCode"]["oneOf"].as_array().expect("reasons");
    for reason in reasons.iter().filter_map(|reason| reason["const"].as_str()) {
        assert!(page.contains(&format!("`{reason}`")), "the reason {reason} is missing");
    }
}
