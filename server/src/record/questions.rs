//! The questions of a record as Markdown: what was asked on which terms, every answer, what it came to, what was said about it.

use super::markdown::{inline, line};
use super::result::{Answer, Part, QuestionResult, words};
use super::words::word;

/// The chapter of the questions; nothing where none was prepared.
pub fn write(page: &mut String, results: &[QuestionResult]) {
    if results.is_empty() {
        return;
    }
    line(page, format_args!("\n## Questions"));
    for result in results {
        line(page, format_args!("\n### {}\n", inline(&result.row.question)));
        terms(page, result);
        if result.results.is_empty() {
            line(page, format_args!("- No answer is recorded."));
        }
        for answer in &result.results {
            line(page, format_args!("- {}", told(result, answer)));
        }
        outcome(page, result);
        distributions(page, result);
        said(page, result);
    }
}

fn terms(page: &mut String, result: &QuestionResult) {
    let terms = words::terms(result).into_iter().map(|(name, what)| format!("{name}: {what}"));
    let kind = format!("kind: {}", word(&result.row.kind));
    let methods = format!("methods: {}", words::methods(&result.row));
    let all: Vec<String> = [kind, methods].into_iter().chain(terms).collect();
    line(page, format_args!("- Terms: {}", all.join("; ")));
    for note in &result.row.clarified {
        line(page, format_args!("- Clarification: {}", inline(&note.text)));
    }
}

fn told(result: &QuestionResult, answer: &Answer) -> String {
    let name = inline(&answer.name);
    let unconfirmed = result.row.terms.confirm && answer.confirmed == Some(0);
    let unconfirmed = if unconfirmed { ", not confirmed" } else { "" };
    let Some(value) = answer.value else {
        let by = |who: &Option<String>, did: &str| {
            who.as_ref().map(|who| format!(", {did} by {}", inline(who))).unwrap_or_default()
        };
        let (counter, confirmer) = (by(&answer.counter, "counted"), by(&answer.confirmer, "confirmed"));
        let passed = answer.passed.map(|n| format!(", {n} of them on a device passed round")).unwrap_or_default();
        let (counts, n) = (answer.counts.as_deref().unwrap_or_default(), answer.n.unwrap_or(0));
        return format!("{name}: {} {counts:?}, n = {n}{passed}{counter}{confirmer}{unconfirmed}", answer.method);
    };
    let consulted = answer.n.map_or_else(|| "not stated".to_owned(), |n| n.to_string());
    let number = |n: Option<u32>| n.map(|n| n.to_string()).unwrap_or_default();
    let spread = match (answer.lowest, answer.highest) {
        (None, None) => String::new(),
        (low, high) => format!(", lowest {}, highest {}", number(low), number(high)),
    };
    let confirmed = answer.confirmed.filter(|n| *n > 0).map(|n| format!(", confirmed by {n}")).unwrap_or_default();
    let comment = answer.comment.as_ref().map(|text| format!(": {}", inline(text))).unwrap_or_default();
    format!("{name}: {value}, agreed; consulted: {consulted}{spread}{confirmed}{unconfirmed}{comment}")
}

fn outcome(page: &mut String, result: &QuestionResult) {
    let Some(outcome) = &result.outcome else { return };
    if let Some(what) = words::outcome(&result.row, outcome) {
        let needed = outcome.needed.map(|n| format!(", needed {n}")).unwrap_or_default();
        line(page, format_args!("- Outcome: **{what}**; base {}{needed}, took part {}", outcome.base, outcome.part));
    }
    if let Some(carried) = result.weighted.as_ref().and_then(|weighted| weighted.carried) {
        line(page, format_args!("- With equal weights: {}", if carried { "carried" } else { "not carried" }));
    }
}

/// The distributions as a table; none where there is no more than what was said above.
fn distributions(page: &mut String, result: &QuestionResult) {
    let parts: Vec<&Part> = result.parts.iter().filter(|part| part.n + part.no_opinion > 0).collect();
    if parts.is_empty() {
        return;
    }
    let points: Vec<String> = words::points(&result.row).iter().map(|point| inline(point)).collect();
    line(page, format_args!("\n| | n | {} | no opinion | Median | Spread |", points.join(" | ")));
    line(page, format_args!("|---|---:|{}---:|---:|---|", "---:|".repeat(points.len())));
    for part in parts {
        let counts: Vec<String> = (0..points.len())
            .map(|point| part.counts.get(point).map_or_else(|| "–".to_owned(), u32::to_string))
            .collect();
        let median = part.statistics.as_ref().map(|s| words::figure(s.median)).unwrap_or_default();
        let wild = if part.statistics.as_ref().is_some_and(|s| s.wild) { ", wild" } else { "" };
        line(
            page,
            format_args!(
                "| {} | {} | {} | {} | {median} | {}{wild} |",
                inline(&part.name),
                part.n,
                counts.join(" | "),
                part.no_opinion,
                words::spread(part)
            ),
        );
    }
    line(page, format_args!(""));
}

fn said(page: &mut String, result: &QuestionResult) {
    for conflict in &result.conflicts {
        line(page, format_args!("- Conflict of interest, {}: {}", inline(&conflict.name), inline(&conflict.text)));
    }
    for statement in &result.statements {
        let row = &statement.row;
        line(page, format_args!("- {}, {}: {}", word(&row.kind), inline(&row.name), inline(&row.text)));
    }
    for correction in &result.corrections {
        let text = inline(&correction.words());
        line(page, format_args!("- Correction, {}: {text}", inline(&correction.name)));
    }
}
