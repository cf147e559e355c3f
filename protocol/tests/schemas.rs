//! The JSON Schemas of all messages and rows are generated from these Rust types and committed;
//! this test fails when they are stale. `UPDATE=1 cargo test -p protocol --test schemas` writes them anew.

use std::{fs, path::Path};

use protocol::{ClientFrame, Refusal, ServerFrame, row::*, row_mirror::*, row_poll::*};
use schemars::generate::{SchemaGenerator, SchemaSettings};
use serde_json::{Map, Value, json};

#[test]
fn schemas_are_fresh() {
    let from_clients = SchemaSettings::draft2020_12().for_deserialize().into_generator();
    let from_server = SchemaSettings::draft2020_12().for_serialize();
    compare("client-frame", from_clients.into_root_schema_for::<ClientFrame>().to_value());
    compare("server-frame", from_server.clone().into_generator().into_root_schema_for::<ServerFrame>().to_value());
    compare("rows", rows(from_server.into_generator()));
}

/// Under which key which row stands; `$defs` has the rows.
fn rows(mut generator: SchemaGenerator) -> Value {
    let mut keys = Map::new();
    macro_rules! row { ($($pattern:literal => $row:ty),+ $(,)?) => {
        $(keys.insert($pattern.to_owned(), generator.subschema_for::<$row>().to_value());)+
    } }
    row! {
        "^meeting$" => MeetingRow,
        "^regions$" => Vec<RegionRow>,
        "^item/[0-9]+$" => ItemRow,
        "^microphone/[a-z0-9-]+$" => MicrophoneRow,
        "^hub/[0-9]+$" => HubRow,
        "^floor$" => FloorRow,
        "^next$" => NextRow,
        "^hand/[0-9]+$" => HandRow,
        "^order/[a-z0-9-]+$" => Vec<protocol::HandId>,
        "^order$" => OrderRow,
        "^why$" => std::collections::BTreeMap<String, Why>,
        "^share$" => ShareRow,
        "^mirror$" => MirrorRow,
        "^not_heard$" => NotHeardRow,
        "^turn/[0-9]+$" => TurnRow,
        "^note/[0-9]+$" => NoteRow,
        "^set/[0-9]+$" => PollSetRow,
        "^poll/[0-9]+$" => PollRow,
        "^tally/[0-9]+$" => TallyRow,
        "^desk/[0-9]+$" => DeskRow,
        "^person/[0-9]+$" => PersonRow,
        "^undo$" => UndoRow,
        "^link/[0-9]+$" => LinkRow,
        "^me$" => MeRow,
        "^my/hand$" => MyHandRow,
        "^my/ballot/[0-9]+$" => BallotRow,
        "^my/agreed/[0-9]+$" => AgreedRow,
        "^live/presence$" => PresenceRow,
        "^live/hub/[0-9]+$" => LinkQualityRow,
        "^live/expected$" => ExpectedRow,
        "^live/server$" => ServerRow,
        "^live/reach$" => ReachRow,
    }
    generator.subschema_for::<Refusal>();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Rows",
        "description": "The rows of a snapshot or an update, by key.",
        "type": "object",
        "patternProperties": keys,
        "$defs": generator.take_definitions(true),
    })
}

fn compare(name: &str, mut schema: Value) {
    let all = schema.clone();
    inline_tagged(&mut schema, &all["$defs"]);
    let mut text = serde_json::to_string_pretty(&schema).expect("a schema is plain data");
    text.push('\n');
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../docs/schema/{name}.json"));
    if std::env::var_os("UPDATE").is_some() {
        fs::create_dir_all(path.parent().expect("the path has a folder")).expect("the folder can be made");
        fs::write(&path, &text).expect("the file can be written");
    }
    let there = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        there == text,
        "{name} is stale: run `UPDATE=1 cargo test -p protocol --test schemas` and commit the result"
    );
}

/// A message is its tag and the fields of its type, in one object. Said as a reference to the type beside
/// the tag, a type that takes no unknown fields would refuse the tag: so the fields are put beside it.
fn inline_tagged(schema: &mut Value, definitions: &Value) {
    match schema {
        Value::Array(list) => list.iter_mut().for_each(|s| inline_tagged(s, definitions)),
        Value::Object(object) => {
            let referred = object.get("$ref").and_then(Value::as_str).and_then(|r| r.strip_prefix("#/$defs/"));
            let tagged = object.contains_key("properties");
            if let (Some(referred), true) = (referred, tagged) {
                let inner = definitions[referred].clone();
                object.remove("$ref");
                merge(object, inner);
            }
            object.values_mut().for_each(|s| inline_tagged(s, definitions));
        }
        _ => {}
    }
}

fn merge(object: &mut Map<String, Value>, inner: Value) {
    let Value::Object(inner) = inner else { panic!("a tagged message is an object") };
    for (name, value) in inner {
        match (object.get_mut(&name), value) {
            (Some(Value::Object(here)), Value::Object(there)) => here.extend(there),
            (Some(Value::Array(here)), Value::Array(there)) => here.extend(there),
            (Some(_), _) => {}
            (None, value) => drop(object.insert(name, value)),
        }
    }
}
