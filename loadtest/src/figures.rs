//! What a run reports. Every figure is read from the server's export; nothing comes from the scenario.

use std::collections::BTreeMap;

use serde_json::{Value, json};

/// The sides of the floor.
const SIDES: [&str; 3] = ["room", "hubs", "online"];

fn each<'a>(record: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    record[key].as_array().into_iter().flatten()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or("not stated").to_owned()
}

/// The figures of a recorded meeting, from its canonical record.
pub fn recorded(record: &Value) -> Value {
    let mut turns_by_speaker: BTreeMap<String, u32> = BTreeMap::new();
    let mut words_by_speaker: BTreeMap<String, u64> = BTreeMap::new();
    let mut turns_by_kind: BTreeMap<String, u32> = BTreeMap::new();
    let mut out_of_turn = Vec::new();
    for turn in each(record, "turns") {
        let speaker = text(&turn["speaker"]);
        *turns_by_speaker.entry(speaker.clone()).or_default() += 1;
        *words_by_speaker.entry(speaker.clone()).or_default() += turn["words"].as_u64().unwrap_or(0);
        *turns_by_kind.entry(text(&turn["kind"])).or_default() += 1;
        if let Some(reason) = turn["out_of_turn"].as_str() {
            out_of_turn.push(json!({ "turn": turn["n"], "speaker": speaker, "reason": reason }));
        }
    }
    json!({
        "turns_total": each(record, "turns").count(),
        "turns_by_speaker": turns_by_speaker,
        "words_by_speaker": words_by_speaker,
        "turns_by_kind": turns_by_kind,
        "out_of_turn": out_of_turn,
        "questions": each(record, "questions").count(),
        "results": results(record),
    })
}

/// One line for each question and region, group or place that answered it.
fn results(record: &Value) -> Vec<Value> {
    let mut results = Vec::new();
    for question in each(record, "questions") {
        for result in each(question, "results") {
            results.push(json!({
                "question": question["short"], "region": result["name"], "value": result["value"],
                "method": result["method"], "n": result["n"],
            }));
        }
    }
    results
}

/// The figures of the plenary, from its full record.
pub fn plenary(record: &Value) -> Value {
    // A side or microphone that nobody was called from is told as 0, not left out.
    let sides = || SIDES.map(str::to_owned).into_iter();
    let microphones = each(record, "microphones").map(|microphone| (text(&microphone["key"]), 0));
    let mut called_by_microphone: BTreeMap<String, u32> = microphones.collect();
    let mut called_by_side: BTreeMap<String, u32> = sides().map(|side| (side, 0)).collect();
    let mut max_wait_ms: BTreeMap<String, u64> = sides().map(|side| (side, 0)).collect();
    for turn in each(record, "turns").filter(|turn| turn["kind"] == "called") {
        let side = text(&turn["side"]);
        *called_by_side.entry(side.clone()).or_default() += 1;
        *called_by_microphone.entry(text(&turn["microphone"])).or_default() += 1;
        let longest = max_wait_ms.entry(side).or_default();
        *longest = (*longest).max(turn["waited_ms"].as_u64().unwrap_or(0));
    }
    // Who still waits at the end has waited too, until then.
    let now_ms = record["meeting"]["now_ms"].as_u64().unwrap_or(0);
    let mut waiting_by_side: BTreeMap<String, u32> = sides().map(|side| (side, 0)).collect();
    let mut longest_still_waiting_ms: BTreeMap<String, u64> = sides().map(|side| (side, 0)).collect();
    for hand in each(record, "hands").filter(|hand| hand["state"] == "waiting") {
        let side = text(&hand["side"]);
        *waiting_by_side.entry(side.clone()).or_default() += 1;
        let waited_ms = now_ms.saturating_sub(hand["raised_ms"].as_u64().unwrap_or(now_ms));
        let longest = longest_still_waiting_ms.entry(side).or_default();
        *longest = (*longest).max(waited_ms);
    }
    let answers: u64 = each(record, "questions")
        .flat_map(|question| each(question, "results"))
        .filter_map(|result| result["n"].as_u64())
        .sum();
    json!({
        "turns_total": each(record, "turns").count(),
        "called_by_side": called_by_side,
        "called_by_microphone": called_by_microphone,
        "max_wait_ms": max_wait_ms,
        "hands_raised": each(record, "hands").count(),
        "waiting_by_side": waiting_by_side,
        "longest_still_waiting_ms": longest_still_waiting_ms,
        "questions": each(record, "questions").count(),
        "answers": answers,
        "entries": record["meeting"]["head_id"]["entries"],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recorded_meeting_is_counted_by_speaker_and_kind() {
        let record = json!({
            "turns": [
                { "n": 1, "speaker": "Ana", "kind": "chair", "words": 10, "out_of_turn": null },
                { "n": 2, "speaker": "Ben", "kind": "called", "words": 5, "out_of_turn": "reply" },
                { "n": 3, "speaker": "Ana", "kind": "chair", "words": 7, "out_of_turn": null },
            ],
            "questions": [
                { "short": "First", "results": [{ "name": "Europe", "value": 2, "method": "agreed", "n": null }] },
                { "short": "Second", "results": [] },
            ],
        });
        let figures = recorded(&record);
        assert_eq!(figures["turns_by_speaker"], json!({ "Ana": 2, "Ben": 1 }));
        assert_eq!(figures["words_by_speaker"], json!({ "Ana": 17, "Ben": 5 }));
        assert_eq!(figures["out_of_turn"], json!([{ "turn": 2, "speaker": "Ben", "reason": "reply" }]));
        let result = json!({ "question": "First", "region": "Europe", "value": 2, "method": "agreed", "n": null });
        assert_eq!((&figures["questions"], &figures["results"]), (&json!(2), &json!([result])));
    }

    #[test]
    fn a_plenary_is_counted_by_side_and_the_longest_wait_is_found() {
        let record = json!({
            "meeting": { "now_ms": 1_000 },
            "turns": [
                { "kind": "called", "side": "hubs", "microphone": "government", "waited_ms": 30 },
                { "kind": "called", "side": "hubs", "microphone": "civil-society", "waited_ms": 90 },
                { "kind": "chair", "side": null, "microphone": null, "waited_ms": null },
            ],
            "hands": [
                { "side": "room", "state": "waiting", "raised_ms": 400 },
                { "side": "hubs", "state": "called", "raised_ms": 1 },
            ],
        });
        let figures = plenary(&record);
        assert_eq!(figures["called_by_side"], json!({ "room": 0, "hubs": 2, "online": 0 }));
        assert_eq!(figures["max_wait_ms"], json!({ "room": 0, "hubs": 90, "online": 0 }));
        assert_eq!(figures["longest_still_waiting_ms"], json!({ "room": 600, "hubs": 0, "online": 0 }));
    }
}
