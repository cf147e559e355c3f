//! An explanation as plain text, for people.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde::Serialize;

use super::super::words::{time, word};
use super::account::{Call, Explained, Microphone, Place, Rule, Turn, Verdict};
use super::sentence;

/// An explanation for people. Its last line says whether all turns are accounted for.
pub fn page(explained: &Explained) -> String {
    let mut page = String::new();
    line(&mut page, format_args!("{} ({})", plain(&explained.title), explained.meeting));
    line(&mut page, format_args!("{} entries, their chain verified up to {}", explained.entries, explained.sha256));
    line(&mut page, format_args!("Times are UTC. Everything below is recomputed from these entries."));
    for turn in &explained.turns {
        tell(&mut page, turn);
    }
    differences(&mut page, explained);
    summary(&mut page, explained);
    page
}

fn line(page: &mut String, line: std::fmt::Arguments<'_>) {
    page.write_fmt(line).expect("a string takes every write");
    page.push('\n');
}

/// Names and titles are people's own words: what would steer a terminal is left out.
fn plain(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control()).collect()
}

fn tell(page: &mut String, turn: &Turn) {
    let kind = word(&turn.kind);
    let last_word = if turn.last_word { " The last word: it closed the queue and cleared it." } else { "" };
    let undone = turn.undone.map_or_else(String::new, |entry| format!(" Undone by entry {entry}."));
    line(
        page,
        format_args!(
            "\n{}  turn {} (entry {}): {}, {kind}. {}{last_word}{undone}",
            time(turn.at_ms),
            turn.turn,
            turn.entry,
            plain(&turn.who),
            verdict(turn),
        ),
    );
    if let Some(call) = &turn.call {
        line(page, format_args!("  Rule: {}.", rule(&call.rule)));
        queue(page, call);
    }
}

fn verdict(turn: &Turn) -> String {
    let call = turn.call.as_ref();
    match turn.verdict {
        Verdict::NotFromTheQueue => "Not from the queue.".to_owned(),
        Verdict::EnteredAfterwards => "Entered afterwards, with stated times.".to_owned(),
        Verdict::InTurn => "In turn.".to_owned(),
        Verdict::OutOfTurn => {
            let reason = sentence::reason_given(turn.reason);
            let handless = if call.is_some_and(|call| call.hand.is_none()) { ", without a hand" } else { "" };
            let next = call.and_then(|call| call.queue.iter().find(|place| Some(place.hand) == call.next));
            match next {
                Some(next) => {
                    let who = plain(&next.who);
                    format!("Out of turn{handless}, {reason}. Next would have been hand {}, {who}.", next.hand)
                }
                None => format!("Out of turn{handless}, {reason}. Nobody was next."),
            }
        }
    }
}

fn rule(rule: &Rule) -> String {
    let microphones: Vec<String> = rule.microphones.iter().map(microphone).collect();
    let newcomers = match rule.newcomers_first {
        true => format!("newcomers first, at most {} ahead of a hand", rule.newcomer_cap),
        false => "newcomers not first".to_owned(),
    };
    format!(
        "{}, version {}; {newcomers}; replies {}; opening batch {} s; ready within {} s; weights: {}",
        sentence::preset(rule.preset),
        rule.version,
        rule.replies,
        rule.batch_ms / 1_000,
        rule.ready_ms / 1_000,
        microphones.join(", "),
    )
}

/// "Government 2 (at most 600 s) (held)".
fn microphone(microphone: &Microphone) -> String {
    let budget = microphone.budget_ms.map_or_else(String::new, |ms| format!(" (at most {} s)", ms / 1_000));
    let state = match (microphone.held, microphone.pinned) {
        (true, _) => " (held)",
        (_, true) => " (pinned)",
        _ => "",
    };
    format!("{} {}{budget}{state}", plain(&microphone.name), microphone.weight)
}

fn queue(page: &mut String, call: &Call) {
    if call.queue.is_empty() {
        line(page, format_args!("  Queue: nobody."));
        return;
    }
    line(page, format_args!("  Queue:"));
    for place in &call.queue {
        line(page, format_args!("  {}", position(place, call)));
    }
}

fn position(place: &Place, call: &Call) -> String {
    let at = place.position.map_or_else(|| "  -".to_owned(), |position| format!("{position:3}"));
    let mark = if call.hand == Some(place.hand) { '>' } else { ' ' };
    let (who, microphone, from) = (plain(&place.who), plain(&place.microphone), plain(&place.place));
    let raised = &time(place.raised_ms)[11..];
    format!("{mark}{at}. hand {}, {who}; {microphone}; {from}; raised {raised}. {}", place.hand, plain(&place.why))
}

fn differences(page: &mut String, explained: &Explained) {
    if explained.differences.is_empty() {
        return;
    }
    line(page, format_args!("\nDifferences between the record and what was recomputed:"));
    for difference in &explained.differences {
        let turn = difference.turn.map_or_else(String::new, |turn| format!(", turn {turn}"));
        line(page, format_args!("- entry {}{turn}: {}.", difference.entry, plain(&difference.what)));
    }
}

fn summary(page: &mut String, explained: &Explained) {
    let turns = explained.turns.len();
    let undone = explained.turns.iter().filter(|turn| turn.undone.is_some()).count();
    let in_turn = explained.count(Verdict::InTurn);
    let out_of_turn = by(explained.count(Verdict::OutOfTurn), &explained.out_of_turn_by_reason());
    let others = by(explained.count(Verdict::NotFromTheQueue), &explained.not_from_the_queue_by_kind());
    line(page, format_args!("\nTurns: {turns}, of which undone: {undone}."));
    line(page, format_args!("Called in turn: {in_turn}. Called out of turn: {out_of_turn}."));
    let entered = explained.count(Verdict::EnteredAfterwards);
    line(page, format_args!("Not from the queue: {others}. Entered afterwards: {entered}."));
    line(page, format_args!("Hands whose moment was recomputed: {}.", explained.hands));
    line(page, format_args!("Differences: {}.", explained.differences.len()));
    match (explained.differing_turns(), explained.differences.len()) {
        (0, 0) => line(page, format_args!("All {turns} turns are accounted for.")),
        (differing, all) => {
            line(page, format_args!("{differing} of {turns} turns differ from the record; differences in all: {all}."));
        }
    }
}

/// "3 (balance 1, none given 2)".
fn by<K: Serialize>(all: usize, parts: &BTreeMap<K, usize>) -> String {
    let told: Vec<String> = parts.iter().map(|(key, count)| format!("{} {count}", word(key))).collect();
    if told.is_empty() { all.to_string() } else { format!("{all} ({})", told.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_a_terminal_is_left_out() {
        assert_eq!(plain("a\u{1b}[31mb\nc"), "a[31mbc");
    }
}
