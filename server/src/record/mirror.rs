//! How the floor was shared, for the record: the same measures that everybody saw, in figures. What
//! is not defined is null. Definitions are in docs/statistics.md.

use meeting::fairness::{self, Waits};
use meeting::meeting::Meeting;
use protocol::HandId;
use serde_json::{Value, json};

use super::names;

/// The mirror; null before anybody has had the floor.
pub fn mirror(m: &Meeting) -> Value {
    let Some(mirror) = fairness::mirror(m) else { return Value::Null };
    let mut waited = Vec::new();
    for (key, share) in [("room", &mirror.room), ("hubs", &mirror.hubs), ("online", &mirror.online)] {
        waited.push(waits("side", key.to_owned(), &share.waits));
    }
    for key in m.lanes().into_iter().filter(|key| mirror.mics.contains_key(key)) {
        waited.push(waits("microphone", key.to_string(), &mirror.mics[key].share.waits));
    }
    for (region, share) in &mirror.regions {
        let region = region.as_ref().map_or_else(|| "not stated".to_owned(), |key| names::unit(m, key));
        waited.push(waits("region", region, &share.waits));
    }
    for (hub, share) in &mirror.each_hub {
        waited.push(waits("hub", names::hub(m, *hub), &share.waits));
    }
    let people = &mirror.people;
    json!({
        "as_of_ms": mirror.as_of_ms,
        "turns": mirror.all.turns,
        "newcomers": mirror.all.newcomers,
        "hands": mirror.all.waits.raised,
        "called": mirror.all.waits.called,
        "lowered": mirror.all.waits.lowered,
        "jain": mirror.jain.map(rounded),
        "jain_of": mirror.jain_of,
        "lead": mirror.gap.map(|gap| json!({ "ahead": gap.ahead, "behind": gap.behind, "lead_ms": gap.ms.round() })),
        "longest_turn_ms": mirror.longest_turn_ms,
        "wait_parity": mirror.parity.map(rounded),
        "people": { "known": people.known, "spoke": people.spoke, "gini": people.gini.map(rounded), "half_by": people.half_by, "unnamed_turns": people.unnamed_turns },
        "out_of_turn": mirror.out_of_turn,
        "points_of_order": { "raised": mirror.points_raised, "called": mirror.points_called },
        "replies": mirror.replies,
        "waits": waited,
    })
}

fn waits(by: &str, key: String, waits: &Waits) -> Value {
    json!({
        "by": by, "key": key, "raised": waits.raised, "called": waits.called, "lowered": waits.lowered,
        "median_ms": waits.median_ms, "longest_ms": waits.longest_ms,
    })
}

/// Whose hands were not heard: they are invited to write.
pub fn not_heard(m: &Meeting) -> Vec<String> {
    fairness::not_heard(m).into_iter().map(|id: HandId| names::hand(m, id)).collect()
}

/// Four decimals: more are noise.
fn rounded(x: f64) -> f64 {
    (x * 1e4).round() / 1e4
}
