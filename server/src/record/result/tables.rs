//! Results as tables, the same for CSV and XLSX: of a question `result`, `parts`, `answers`, `notes` and, by name and closed,
//! `roll`; of a set `table` and `cells`.

use super::super::words::{time, word};
use super::review::Review;
use super::set::{Cell, SetResult};
use super::{Part, QuestionResult, words};

/// A table with its name; the first row is the head.
pub struct Table {
    /// One lower-case word.
    pub name: &'static str,
    /// Rows, not all of one width.
    pub rows: Vec<Vec<Value>>,
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Text; never computed.
    Text(String),
    /// A number.
    Number(f64),
    /// Nothing.
    None,
}

impl Value {
    /// Some text.
    pub fn text(text: impl Into<String>) -> Self {
        Value::Text(text.into())
    }

    fn number(x: impl Into<f64>) -> Self {
        Value::Number(x.into())
    }

    /// Four decimals: more are noise.
    fn rounded(x: f64) -> Self {
        Value::Number((x * 1e4).round() / 1e4 + 0.0)
    }

    fn maybe<T: Into<f64>>(x: Option<T>) -> Self {
        x.map_or(Value::None, |x| Value::Number(x.into()))
    }
}

fn texts<T: Into<String>>(row: impl IntoIterator<Item = T>) -> Vec<Value> {
    row.into_iter().map(Value::text).collect()
}

/// A question's tables; with its review, the roll.
pub fn question(result: &QuestionResult, review: Option<&Review>) -> Vec<Table> {
    let mut tables = vec![about(result), parts(result), answers(result), notes(result)];
    tables.extend(review.and_then(roll));
    tables
}

fn about(result: &QuestionResult) -> Table {
    let row = &result.row;
    let mut rows = vec![texts(["field", "value"])];
    let mut put = |field: &str, value: Value| rows.push(vec![Value::text(field), value]);
    put("meeting", Value::text(&result.meeting.title));
    if result.meeting.simulated {
        put("simulated", Value::text("people and events are made up"));
    }
    put("question", Value::text(&row.question));
    for wording in &row.wordings {
        put(&format!("question ({})", wording.language), Value::text(&wording.question));
    }
    put("kind", Value::text(word(&row.kind)));
    put("state", Value::text(if result.is_final { "final" } else { "not final" }));
    if let Some(why) = result.withheld {
        put("result", Value::text(format!("none here: {why}")));
    }
    put("methods", Value::text(words::methods(row)));
    for (name, what) in words::terms(result) {
        put(name, Value::text(what));
    }
    put("electorate", Value::number(row.electorate));
    if let Some(turnout) = result.turnout {
        put("turnout", Value::rounded(turnout));
    }
    if let Some(outcome) = &result.outcome {
        if let Some(what) = words::outcome(row, outcome) {
            put("outcome", Value::text(what));
        }
        put("base", Value::number(outcome.base));
        put("needed", Value::maybe(outcome.needed));
        put("took part", Value::number(outcome.part));
        if let Some(met) = outcome.quorum_met {
            put("quorum met", Value::text(if met { "yes" } else { "no" }));
        }
    }
    if let Some(weighted) = &result.weighted {
        for (point, share) in words::points(row).iter().zip(&weighted.shares) {
            put(&format!("equal weights: share of {point}"), Value::rounded(*share));
        }
        if let Some(carried) = weighted.carried {
            put("equal weights: carried", Value::text(if carried { "yes" } else { "no" }));
        }
    }
    if let Some(across) = &result.across {
        put("agreement across: product", Value::rounded(across.product));
        put("agreement across: least share", Value::rounded(across.least));
    }
    if result.wild_groups {
        put("variation", Value::text("wild: two regions, groups or agreed values lie far apart"));
    }
    if let Some((declared, conflicts)) = row.declared {
        put("declarations", Value::number(declared));
        put("of these with a conflict", Value::number(conflicts));
    }
    Table { name: "result", rows }
}

fn parts(result: &QuestionResult) -> Table {
    let points = words::points(&result.row);
    let mut head = texts(["by", "key", "name", "n", "no opinion"]);
    head.extend(points.iter().map(Value::text));
    head.extend(points.iter().map(|point| Value::text(format!("share of {point}"))));
    head.extend(texts([
        "median",
        "lower quartile",
        "upper quartile",
        "modes",
        "agreement A",
        "agreement",
        "polarisation",
        "consensus",
        "dispersion D",
        "l-squared",
        "mean",
        "net agreement",
        "neutral",
        "flags",
    ]));
    let mut rows = vec![head];
    rows.extend(result.parts.iter().map(|part| part_row(part, points.len())));
    Table { name: "parts", rows }
}

fn part_row(part: &Part, points: usize) -> Vec<Value> {
    let mut row = texts([part.by, part.key.as_deref().unwrap_or_default(), &part.name]);
    row.extend([Value::number(part.n), Value::number(part.no_opinion)]);
    row.extend((0..points).map(|point| Value::maybe(part.counts.get(point).copied())));
    row.extend((0..points).map(|point| part.shares.get(point).map_or(Value::None, |share| Value::rounded(*share))));
    let mut flags = Vec::new();
    match &part.statistics {
        Some(s) => {
            let modes: Vec<_> = s.modes.iter().map(u32::to_string).collect();
            row.extend([s.median, s.lower, s.upper].map(Value::rounded));
            row.push(Value::text(modes.join(" ")));
            row.push(Value::rounded(s.agreement));
            row.push(Value::text(s.agreement_words));
            row.extend([s.polarisation, s.consensus, s.dispersion, s.l_squared, s.mean].map(Value::rounded));
            row.extend([s.net, s.neutral].map(|x| x.map_or(Value::None, Value::rounded)));
            flags.extend(s.wild.then_some("wild"));
        }
        None => row.extend(std::iter::repeat_n(Value::None, 13)),
    }
    flags.extend(part.hidden.then_some("hidden: too few, or all alike"));
    row.push(Value::text(flags.join(", ")));
    row
}

fn answers(result: &QuestionResult) -> Table {
    let points = words::points(&result.row);
    let mut head = texts(["method", "name", "value", "n", "lowest", "highest", "heads", "no opinion"]);
    head.extend(points.iter().map(Value::text));
    head.extend(texts(["passed round", "counter", "confirmed", "confirmed by", "flags", "comment"]));
    let mut rows = vec![head];
    for answer in &result.results {
        let mut row = texts([answer.method, &answer.name]);
        let numbers = [answer.value, answer.n, answer.lowest, answer.highest, answer.heads, answer.no_opinion];
        row.extend(numbers.map(Value::maybe));
        let counts = answer.counts.as_deref().unwrap_or_default();
        row.extend((0..points.len()).map(|point| Value::maybe(counts.get(point).copied())));
        row.push(Value::maybe(answer.passed));
        row.push(Value::text(answer.counter.as_deref().unwrap_or_default()));
        row.push(Value::maybe(answer.confirmed));
        row.push(Value::text(answer.confirmer.as_deref().unwrap_or_default()));
        let unconfirmed = result.row.terms.confirm && answer.confirmed == Some(0);
        let flags = [answer.corrected.then_some("corrected"), unconfirmed.then_some("not confirmed")];
        row.push(Value::text(flags.into_iter().flatten().collect::<Vec<_>>().join(", ")));
        row.push(Value::text(answer.comment.as_deref().unwrap_or_default()));
        rows.push(row);
    }
    Table { name: "answers", rows }
}

fn notes(result: &QuestionResult) -> Table {
    let mut rows = vec![texts(["kind", "name", "text", "at"])];
    for note in &result.row.clarified {
        rows.push(texts(["clarification", "", &note.text, &time(note.at_ms)]));
    }
    for conflict in &result.conflicts {
        rows.push(texts(["conflict of interest", &conflict.name, &conflict.text, ""]));
    }
    for statement in &result.statements {
        let row = &statement.row;
        rows.push(texts([&word(&row.kind), &row.name, &row.text, &time(row.at_ms)]));
    }
    for correction in &result.corrections {
        let text = correction.words();
        rows.push(texts(["correction", &correction.name, &text, &time(correction.at_ms)]));
    }
    Table { name: "notes", rows }
}

fn roll(review: &Review) -> Option<Table> {
    let roll = review.roll.as_ref()?;
    let mut rows =
        vec![texts(["seat", "name", "group", "region", "place", "choice", "receipt", "organisation", "cast by"])];
    for entry in roll {
        let mut row = vec![Value::number(entry.seat.0)];
        row.push(Value::text(&entry.name));
        row.extend([&entry.group, &entry.region].map(|key| Value::text(key.as_ref().map_or("", |key| key.as_str()))));
        row.push(Value::text(entry.place.as_deref().unwrap_or_default()));
        let several: Vec<_> = entry.choices.iter().map(u32::to_string).collect();
        row.push(match entry.choice {
            Some(choice) => Value::number(choice),
            None if several.is_empty() => Value::text("no opinion"),
            None => Value::text(several.join(" ")),
        });
        row.push(Value::text(&entry.receipt));
        row.extend([&entry.organisation, &entry.cast_by].map(|text| Value::text(text.as_deref().unwrap_or_default())));
        rows.push(row);
    }
    Some(Table { name: "roll", rows })
}

/// A set's tables.
pub fn set(result: &SetResult) -> Vec<Table> {
    vec![table(result), cells(result)]
}

/// Two rows for each question: the values, and under them the method and spread of each.
fn table(result: &SetResult) -> Table {
    let mut head = texts(["question", ""]);
    head.extend(result.units.iter().map(|unit| Value::text(&unit.name)));
    head.push(Value::text("all"));
    let mut rows = vec![head];
    for line in &result.table {
        let state = match line.withheld {
            Some(why) => why.to_owned(),
            None if line.state == protocol::PollState::Closed => "final".to_owned(),
            None => "not final".to_owned(),
        };
        let mut values = texts([line.short.as_str(), "value or median"]);
        let mut spreads = texts([state.as_str(), "method and spread"]);
        for cell in line.cells.iter().chain([&line.all]) {
            values.push(value_of(cell));
            let mut about = vec![cell.method.clone(), cell.spread.clone()];
            about.extend(cell.flags.iter().map(|flag| (*flag).to_owned()));
            about.retain(|text| !text.is_empty());
            spreads.push(Value::text(about.join("; ")));
        }
        rows.extend([values, spreads]);
    }
    Table { name: "table", rows }
}

/// The agreed value where there is one, else the median.
fn value_of(cell: &Cell) -> Value {
    let median = || cell.votes.as_ref().and_then(|part| part.statistics.as_ref()).map(|s| Value::rounded(s.median));
    let agreed = cell.agreed.as_ref().and_then(|answer| answer.value);
    agreed.map(Value::number).or_else(median).unwrap_or(Value::None)
}

/// A row for each question and region or group.
fn cells(result: &SetResult) -> Table {
    let mut rows = vec![texts([
        "question",
        "by",
        "key",
        "name",
        "agreed value",
        "consulted",
        "lowest",
        "highest",
        "confirmed",
        "median",
        "n",
        "lower quartile",
        "upper quartile",
        "agreement A",
        "no opinion",
        "method",
        "flags",
        "comment",
    ])];
    for line in &result.table {
        let units = result.units.iter().map(|unit| (unit.by, unit.key.as_str(), unit.name.as_str()));
        for ((by, key, name), cell) in units.chain([("all", "", "all")]).zip(line.cells.iter().chain([&line.all])) {
            let mut row = texts([line.short.as_str(), by, key, name]);
            let agreed = cell.agreed.as_ref();
            row.extend(
                [
                    agreed.and_then(|a| a.value),
                    agreed.and_then(|a| a.n),
                    agreed.and_then(|a| a.lowest),
                    agreed.and_then(|a| a.highest),
                    agreed.and_then(|a| a.confirmed),
                ]
                .map(Value::maybe),
            );
            let votes = cell.votes.as_ref();
            let s = votes.and_then(|part| part.statistics.as_ref());
            row.push(s.map_or(Value::None, |s| Value::rounded(s.median)));
            row.push(Value::maybe(votes.map(|part| part.n)));
            row.extend(
                [s.map(|s| s.lower), s.map(|s| s.upper), s.map(|s| s.agreement)]
                    .map(|x| x.map_or(Value::None, Value::rounded)),
            );
            row.push(Value::maybe(votes.map(|part| part.no_opinion)));
            row.push(Value::text(&cell.method));
            row.push(Value::text(cell.flags.join(", ")));
            row.push(Value::text(agreed.and_then(|a| a.comment.as_deref()).unwrap_or_default()));
            rows.push(row);
        }
    }
    Table { name: "cells", rows }
}
