//! An explanation as JSON.

use serde_json::{Value, json};

use super::account::{Explained, Verdict};

/// The format of an explanation.
const FORMAT: &str = "evenfloor-explained/1";

/// An explanation for programs.
pub fn told(explained: &Explained) -> Value {
    json!({
        "format": FORMAT,
        "meeting": explained.meeting,
        "title": explained.title,
        "head": { "entries": explained.entries, "sha256": explained.sha256 },
        "turns": explained.turns,
        "differences": explained.differences,
        "summary": {
            "turns": explained.turns.len(),
            "turns_undone": explained.turns.iter().filter(|turn| turn.undone.is_some()).count(),
            "accounted_for": explained.accounted_for(),
            "in_turn": explained.count(Verdict::InTurn),
            "out_of_turn": explained.count(Verdict::OutOfTurn),
            "out_of_turn_by_reason": explained.out_of_turn_by_reason(),
            "entered_afterwards": explained.count(Verdict::EnteredAfterwards),
            "not_from_the_queue": explained.count(Verdict::NotFromTheQueue),
            "not_from_the_queue_by_kind": explained.not_from_the_queue_by_kind(),
            "hands": explained.hands,
            "differences": explained.differences.len(),
        },
    })
}
