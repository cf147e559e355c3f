//! The record without times and numbers, for comparing runs: two runs of one scenario give the same bytes.
//!
//! Left out: everything whose name ends in `_ms` (but for limits and lengths that somebody stated), the numbers that the
//! server gave, chance (the draws that break ties), and the links, whose number depends on who opened a page. Where the
//! log names a thing by its number, its name stands instead.

use protocol::{HandId, HubId, ItemId, NoteId, PersonId, Place, PollId, PollSetId, TurnId};
use serde_json::{Value, json};

use super::source::Source;
use super::{names, tell};

/// Entries of the log that are about pages and not about the meeting, and those that the server makes by the clock.
const LEFT_OUT: [&str; 7] =
    ["link_issued", "link_revoked", "hands_settled", "hand_on_deck", "hand_unready", "secret_opened", "secret_stepped"];
/// What ballots and sets of questions have of chance: seals, receipts, codes.
const CHANCE: [&str; 5] = ["nonce", "receipt", "receipts", "sealed", "code"];
/// Settings and statements in milliseconds: they are facts, and no measured times.
const STATED_MS: [&str; 8] =
    ["limit_ms", "turn_ms", "item_ms", "batch_ms", "ready_ms", "budget_ms", "grace_ms", "spoken_ms"];

/// The canonical record.
pub fn canonical(source: &Source) -> Value {
    let mut record = tell::record(source);
    let log = record.get_mut("log").map(Value::take);
    // Ratios of measured waits, which two runs do not share.
    record["mirror"] = Value::Null;
    strip(&mut record);
    if let Some(Value::Array(entries)) = log {
        let kept = entries.into_iter().filter(|entry| !LEFT_OUT.iter().any(|kind| entry["what"] == *kind));
        let told = kept.map(|entry| json!({ "what": entry["what"], "by": by(&entry), "body": body(source, &entry) }));
        record["log"] = told.collect();
    }
    record
}

fn by(entry: &Value) -> Value {
    let mut by = entry["by"].clone();
    strip(&mut by);
    by
}

/// Takes out what is a time or a number of the server.
fn strip(value: &mut Value) {
    match value {
        Value::Array(values) => values.iter_mut().for_each(strip),
        Value::Object(fields) => {
            fields.retain(|key, _| {
                key != "id" && !key.ends_with("_id") && !key.ends_with("_ms") && !CHANCE.contains(&key.as_str())
            });
            fields.values_mut().for_each(strip);
        }
        _ => {}
    }
}

/// The body of an entry, with names in the place of numbers.
fn body(source: &Source, entry: &Value) -> Value {
    let mut body = entry["body"].clone();
    if entry["what"] == "undone" {
        let undone = body["seq"].as_u64().and_then(|seq| usize::try_from(seq).ok()?.checked_sub(1));
        let fact = undone.and_then(|index| source.events.get(index)).map(|event| json!(event.fact)["kind"].take());
        return json!({ "undone": fact });
    }
    name(source, "", &mut body);
    body
}

fn name(source: &Source, key: &str, value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.retain(|key, _| {
                let measured = key.ends_with("_ms") && !STATED_MS.contains(&key.as_str());
                let chance = CHANCE.contains(&key.as_str());
                !measured && !chance && !matches!(key.as_str(), "tie" | "drawn_from" | "heard" | "meeting")
            });
            for (key, value) in fields.iter_mut() {
                name(source, key, value);
            }
        }
        Value::Array(values) => {
            // `heads` of an opened question: pairs of a hub and its count.
            let pairs = key == "heads";
            for value in values.iter_mut() {
                match value {
                    Value::Array(pair) if pairs => pair.iter_mut().take(1).for_each(|hub| name(source, "hub", hub)),
                    _ => name(source, key, value),
                }
            }
        }
        Value::Number(number) => {
            let number = number.as_u64().and_then(|number| u32::try_from(number).ok());
            if let Some(named) = number.and_then(|number| named(source, key, number)) {
                *value = named;
            }
        }
        Value::String(text) if key == "place" => {
            if let Ok(place) = text.parse::<Place>() {
                *text = names::place(&source.meeting, place);
            }
        }
        _ => {}
    }
}

/// What the thing with this number is called; none where the field holds no number of a thing.
fn named(source: &Source, key: &str, number: u32) -> Option<Value> {
    let m = &source.meeting;
    let title = |title: Option<&String>| title.cloned().unwrap_or_else(|| "(removed)".to_owned());
    Some(match key {
        "person" | "alike" => json!(names::person(m, PersonId(number))),
        "hand" | "behind" | "line" => json!(names::hand(m, HandId(number))),
        "turn" | "to_turn" => json!(names::ordinal(m, TurnId(number))),
        "hub" => json!(names::hub(m, HubId(number))),
        "item" => json!(title(m.items.get(&ItemId(number)).map(|item| &item.title))),
        "poll" | "polls" => json!(names::poll(m, PollId(number))),
        "set" => json!(title(m.poll_sets.get(&PollSetId(number)).map(|set| &set.title))),
        "note" => json!(m.notes.range(..=NoteId(number)).count()),
        _ => return None,
    })
}
