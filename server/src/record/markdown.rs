//! The record as Markdown: a page that a reporter goes on writing in.

use std::collections::BTreeMap;
use std::fmt::Write;

use meeting::Fact;
use serde_json::Value;

use super::source::Source;
use super::{names, questions, tell};

/// The record as a page of Markdown.
pub fn markdown(source: &Source) -> String {
    let record = tell::record(source);
    let mut page = String::new();
    head(&mut page, &record);
    shares(&mut page, &record);
    evenness(&mut page, &record["mirror"]);
    waits(&mut page, &record["mirror"]);
    turns(&mut page, &record);
    questions::write(&mut page, &tell::results(&source.meeting));
    list(&mut page, "Notes and decisions", &record["notes"], |note| {
        format!("{}: {}", text(&note["kind"]), inline(&text(&note["text"])))
    });
    passed_over(&mut page, source);
    not_heard(&mut page, &record["not_heard"]);
    page
}

fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Text inside a line or a cell: nothing in it may be read as Markdown.
pub(super) fn inline(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\n' => safe.push(' '),
            '|' | '*' | '_' | '`' | '[' | ']' | '<' | '>' | '#' | '\\' => {
                safe.push('\\');
                safe.push(letter);
            }
            _ => safe.push(letter),
        }
    }
    safe
}

pub(super) fn line(page: &mut String, line: std::fmt::Arguments<'_>) {
    page.write_fmt(line).expect("a string takes every write");
    page.push('\n');
}

fn each(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn list(page: &mut String, title: &str, values: &Value, tell: impl Fn(&Value) -> String) {
    if each(values).next().is_none() {
        return;
    }
    line(page, format_args!("\n## {title}\n"));
    for value in each(values) {
        line(page, format_args!("- {}", tell(value)));
    }
}

fn head(page: &mut String, record: &Value) {
    let meeting = &record["meeting"];
    line(page, format_args!("# {}\n", inline(&text(&meeting["title"]))));
    if meeting["simulated"] == true {
        line(page, format_args!("**Simulated**: people and events are made up.\n"));
    }
    line(page, format_args!("- Rule of the queue: {}", text(&meeting["preset"]).replace('_', "-")));
    line(page, format_args!("- Entries in the log: {}", meeting["head_id"]["entries"]));
    line(page, format_args!("- Chain: `{}`", text(&meeting["head_id"]["sha256"])));
    list(page, "Agenda", &record["agenda"], |item| inline(&text(&item["title"])));
}

/// How the floor was shared: called turns by side and by microphone.
fn shares(page: &mut String, record: &Value) {
    let mut shares: BTreeMap<(&str, String), (u32, u64)> = BTreeMap::new();
    for turn in each(&record["turns"]).filter(|turn| turn["kind"] == "called") {
        let spoken_ms = turn["spoken_ms"].as_u64().unwrap_or(0);
        for (by, key) in [("Side", "side"), ("Microphone", "microphone"), ("Region", "region")] {
            let share = shares.entry((by, text(&turn[key]))).or_default();
            share.0 += 1;
            share.1 += spoken_ms;
        }
    }
    if shares.is_empty() {
        return;
    }
    line(page, format_args!("\n## How the floor was shared (called turns)\n"));
    line(page, format_args!("| By | | Turns | Minutes |\n|---|---|---:|---:|"));
    for ((by, key), (turns, spoken_ms)) in shares {
        let key = if key.is_empty() { "not stated" } else { &key };
        line(page, format_args!("| {by} | {} | {turns} | {} |", inline(key), clock(spoken_ms)));
    }
}

/// The measures of how even it was. A measure that is not defined is left out.
fn evenness(page: &mut String, mirror: &Value) {
    if mirror.is_null() {
        return;
    }
    line(page, format_args!("\n## How even it was\n"));
    let n = |value: &Value| value.as_u64().unwrap_or(0);
    let (hands, called, lowered) = (n(&mirror["hands"]), n(&mirror["called"]), n(&mirror["lowered"]));
    let open = hands.saturating_sub(called + lowered);
    line(page, format_args!("- Hands raised: {hands}; called {called}, taken down {lowered}, not called {open}"));
    if let Some(parity) = mirror["wait_parity"].as_f64() {
        line(page, format_args!("- Wait parity, remote over room at the same microphone: {parity:.2} (1 is equal)"));
    }
    if let Some(jain) = mirror["jain"].as_f64() {
        let of = &mirror["jain_of"];
        line(page, format_args!("- Jain's index over the {of} microphones asked for: {jain:.2} (1 is even)"));
    }
    let lead = &mirror["lead"];
    if let Some(lead_ms) = lead["lead_ms"].as_f64().filter(|ms| *ms > 0.0) {
        let (ahead, behind) = (inline(&text(&lead["ahead"])), inline(&text(&lead["behind"])));
        line(
            page,
            format_args!("- Largest lead while both waited: {ahead}, {} ahead of {behind}", clock(lead_ms as u64)),
        );
    }
    let people = &mirror["people"];
    if let (Some(gini), Some(half)) = (people["gini"].as_f64(), people["half_by"].as_u64()) {
        let known = &people["known"];
        line(
            page,
            format_args!(
                "- Gini over the {known} people on the list, silent ones included: {gini:.2}; {half} had half of the time"
            ),
        );
    }
    line(
        page,
        format_args!("- Turns of people who spoke for the first time: {} of {}", mirror["newcomers"], mirror["turns"]),
    );
    let reasons = mirror["out_of_turn"].as_object().into_iter().flatten();
    let reasons: Vec<_> = reasons.map(|(reason, n)| format!("{} {n}", reason.replace('_', " "))).collect();
    let reasons = if reasons.is_empty() { "none".to_owned() } else { reasons.join(", ") };
    line(page, format_args!("- Calls out of turn: {reasons}"));
    let points = &mirror["points_of_order"];
    line(
        page,
        format_args!(
            "- Replies: {}; points of order: {}, of which {} had the floor",
            mirror["replies"], points["raised"], points["called"]
        ),
    );
}

/// How long hands waited; those that were not called count with their wait until the end.
fn waits(page: &mut String, mirror: &Value) {
    if mirror.is_null() {
        return;
    }
    line(page, format_args!("\n| By | | Called of raised | Median wait | Longest wait |\n|---|---|---:|---:|---:|"));
    let told = |ms: &Value| ms.as_u64().map_or_else(|| "–".to_owned(), clock);
    for one in each(&mirror["waits"]) {
        let (median, longest) = (told(&one["median_ms"]), told(&one["longest_ms"]));
        let (by, key, called, raised) = (text(&one["by"]), inline(&text(&one["key"])), &one["called"], &one["raised"]);
        line(page, format_args!("| {by} | {key} | {called} of {raised} | {median} | {longest} |"));
    }
}

/// Hands that were passed over, and why; their places were kept.
fn passed_over(page: &mut String, source: &Source) {
    let begun_ms = source.events.first().map_or(0, |event| event.at_ms);
    let told = source.events.iter().filter_map(|event| {
        let (hand, why) = match &event.fact {
            Fact::HandUnready(e) => (e.hand, "its audio was not confirmed in time"),
            Fact::HandSkipped(e) => (e.hand, "by the moderator"),
            _ => return None,
        };
        let place = source.meeting.hands.get(&hand).map(|hand| names::place(&source.meeting, hand.place))?;
        Some((event.at_ms - begun_ms, names::hand(&source.meeting, hand), place, why))
    });
    let told: Vec<_> = told.collect();
    if told.is_empty() {
        return;
    }
    line(page, format_args!("\n## Passed over, the place kept\n"));
    for (at_ms, who, place, why) in told {
        let at = clock(at_ms.max(0).unsigned_abs());
        line(page, format_args!("- {at} after the beginning: {} ({}), {why}", inline(&who), inline(&place)));
    }
}

/// Those not heard by name; hands without a name as a number for each place.
fn not_heard(page: &mut String, names: &Value) {
    let names: Vec<String> = each(names).map(text).collect();
    if names.is_empty() {
        return;
    }
    line(page, format_args!("\n## Not heard, and invited to write\n"));
    line(
        page,
        format_args!(
            "These hands were up and could not be called. What their owners send to the organisers can still be added to this record.\n"
        ),
    );
    let mut unnamed: BTreeMap<&str, usize> = BTreeMap::new();
    for name in &names {
        match name.strip_prefix("unnamed, ") {
            Some(place) => *unnamed.entry(place).or_default() += 1,
            None => line(page, format_args!("- {}", inline(name))),
        }
    }
    for (place, n) in unnamed {
        let hands = if n == 1 { "hand" } else { "hands" };
        line(page, format_args!("- {n} {hands} without a name, {}", inline(place)));
    }
}

/// Minutes and seconds.
fn clock(ms: u64) -> String {
    let seconds = ms.div_ceil(1_000);
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

fn turns(page: &mut String, record: &Value) {
    if each(&record["turns"]).next().is_none() {
        return;
    }
    line(page, format_args!("\n## Turns\n"));
    line(
        page,
        format_args!("| | Speaker | Kind | Out of turn | From | Time | Words |\n|---:|---|---|---|---|---:|---:|"),
    );
    for turn in each(&record["turns"]) {
        line(
            page,
            format_args!(
                "| {} | {} | {} | {} | {} | {} | {} |",
                turn["n"],
                inline(&text(&turn["speaker"])),
                text(&turn["kind"]),
                text(&turn["out_of_turn"]).replace('_', " "),
                inline(&text(&turn["place"])),
                clock(turn["spoken_ms"].as_u64().unwrap_or(0)),
                text(&turn["words"]),
            ),
        );
    }
}
