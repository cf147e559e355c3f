//! The record as JSON: what the meeting was, every turn, every hand, every question with its answers, and the whole log.
//!
//! Times are in milliseconds of the meeting's clock, and their names end in `_ms`. Numbers that the server gave stand
//! under `id` and names that end in `_id`. The canonical form is made from this by leaving both out.

use meeting::event::{Fact, Private};
use meeting::meeting::{Hand, Meeting, Turn};
use serde_json::{Value, json};

use super::mirror;
use super::names;
use super::result::{self, QuestionResult, review};
use super::source::Source;
use crate::view::Audience;

/// The format of the record.
pub const FORMAT: &str = "evenfloor-record/1";

/// The whole record.
pub fn record(source: &Source) -> Value {
    let m = &source.meeting;
    json!({
        "format": FORMAT,
        "meeting": about(source),
        "agenda": agenda(m),
        "microphones": microphones(m),
        "regions": m.regions.iter().map(|region| json!({ "key": region.key, "name": region.name })).collect::<Vec<_>>(),
        "hubs": hubs(m),
        "people": people(m),
        "turns": m.turns.iter().map(|(id, turn)| tell_turn(m, id.0, turn)).collect::<Vec<_>>(),
        "hands": m.hands.iter().map(|(id, hand)| tell_hand(m, id.0, hand)).collect::<Vec<_>>(),
        "mirror": mirror::mirror(m),
        "not_heard": mirror::not_heard(m),
        "questions": questions(source),
        "notes": notes(m),
        "log": source.events.iter().zip(1_u64..).map(|(event, seq)| entry(source, seq, event)).collect::<Vec<_>>(),
    })
}

fn about(source: &Source) -> Value {
    let m = &source.meeting;
    let hash: String = source.head.hash.iter().map(|byte| format!("{byte:02x}")).collect();
    json!({
        "id": m.name,
        "title": m.settings.title,
        "languages": m.settings.languages,
        "preset": m.settings.preset,
        "newcomers_first": m.settings.newcomers_first,
        "newcomer_cap": m.settings.newcomer_cap,
        "simulated": m.settings.simulated,
        "phase": m.phase,
        "queue": m.gate,
        "chair": m.chair.map(|chair| names::person(m, chair)),
        "now_ms": m.now_ms,
        "head_id": { "entries": source.head.seq, "sha256": hash },
    })
}

fn agenda(m: &Meeting) -> Vec<Value> {
    let mut items: Vec<_> = m.items.iter().collect();
    items.sort_by_key(|(id, item)| (item.position, **id));
    let tell = |(id, item): (&protocol::ItemId, &meeting::meeting::Item)| json!({ "id": id, "title": item.title, "turn_limit": seconds(item.turn_ms), "limit": item.item_ms.map(seconds) });
    items.into_iter().map(tell).collect()
}

/// A limit in whole seconds: a setting, not a time that something took.
fn seconds(ms: protocol::Ms) -> protocol::Ms {
    ms / 1_000
}

fn microphones(m: &Meeting) -> Vec<Value> {
    let lanes = m.lanes().into_iter();
    let tell = |key| m.microphones.get(key).map(|mic| json!({ "key": key, "name": mic.name, "weight": mic.weight }));
    lanes.filter_map(tell).collect()
}

fn hubs(m: &Meeting) -> Vec<Value> {
    let tell = |(id, hub): (&protocol::HubId, &meeting::meeting::Hub)| {
        json!({
            "id": id, "name": hub.name, "city": hub.city, "country": hub.country, "region": hub.region,
            "time_zone": hub.time_zone, "heads": hub.heads, "ceiling": hub.ceiling,
        })
    };
    m.hubs.iter().map(tell).collect()
}

fn opened(m: &Meeting, private: &Option<Private>) -> Option<String> {
    private.as_ref().map(|private| m.vault.open(private).unwrap_or(names::FORGOTTEN).to_owned())
}

fn people(m: &Meeting) -> Vec<Value> {
    let tell = |(id, person): (&protocol::PersonId, &meeting::meeting::Person)| {
        json!({
            "id": id,
            "name": names::person(m, *id),
            "title": opened(m, &person.title),
            "organisation": opened(m, &person.organisation),
            "group": person.group,
            "region": person.region,
            "place": person.place.map(|place| names::place(m, place)),
            "languages": person.languages,
            "confirmed": person.confirmed,
            "removed": person.removed,
            "turns": person.spoken_in_all,
        })
    };
    m.people.iter().map(tell).collect()
}

fn tell_turn(m: &Meeting, id: u32, turn: &Turn) -> Value {
    json!({
        "id": id,
        "n": names::ordinal(m, protocol::TurnId(id)),
        "speaker": names::speaker(m, turn),
        "person_id": turn.person,
        "hand_id": turn.hand,
        "kind": turn.kind,
        "from_queue": turn.hand.is_some(),
        "out_of_turn": turn.out_of_turn,
        "hand_kind": turn.hand_kind,
        "answers_turn": turn.to_turn.map(|to| names::ordinal(m, to)),
        "microphone": turn.mic,
        "group": turn.group,
        "place": turn.place.map(|place| names::place(m, place)),
        "side": turn.place.map(names::side),
        "region": turn.region,
        "language": turn.language,
        "topic": opened(m, &turn.topic),
        "item": turn.item.and_then(|item| m.items.get(&item)).map(|item| item.title.clone()),
        "limit": seconds(turn.limit_ms),
        "words": turn.words,
        "corrected": turn.corrected,
        "called_ms": turn.called_ms,
        "started_ms": turn.started_ms,
        "ended_ms": turn.ended_ms,
        "spoken_ms": turn.spoken_ms,
        "waited_ms": turn.waited_ms,
    })
}

fn tell_hand(m: &Meeting, id: u32, hand: &Hand) -> Value {
    json!({
        "id": id,
        "person": names::hand(m, protocol::HandId(id)),
        "person_id": hand.person,
        "microphone": hand.mic,
        "group": hand.group,
        "place": names::place(m, hand.place),
        "side": names::side(hand.place),
        "region": hand.region,
        "kind": hand.kind,
        "delivery": hand.delivery,
        "language": hand.language,
        "topic": opened(m, &hand.topic),
        "text": opened(m, &hand.text),
        "answers_turn": hand.to_turn.map(|to| names::ordinal(m, to)),
        "by_staff": hand.by_staff,
        "state": hand.state,
        "raised_ms": hand.raised_ms,
    })
}

fn notes(m: &Meeting) -> Vec<Value> {
    let tell = |(id, note): (&protocol::NoteId, &meeting::meeting::Note)| {
        let item = note.item.and_then(|item| m.items.get(&item)).map(|item| item.title.clone());
        json!({
            "id": id, "kind": note.kind, "text": m.vault.open(&note.text).unwrap_or(names::FORGOTTEN),
            "item": item, "at_ms": note.at_ms,
        })
    };
    m.notes.iter().map(tell).collect()
}

/// The questions with their results: what those who run the meeting see of them, and of closed ones what they were counted from.
fn questions(source: &Source) -> Vec<Value> {
    let m = &source.meeting;
    results(m).iter().map(|result| question(m, result)).collect()
}

/// The results of all questions, in the order of their sets.
pub fn results(m: &Meeting) -> Vec<QuestionResult> {
    let mut polls: Vec<_> = m.polls.iter().collect();
    polls.sort_by_key(|(id, poll)| (poll.set, poll.position, **id));
    polls.into_iter().filter_map(|(id, _)| result::of(m, Audience::Organiser, *id)).collect()
}

fn question(m: &Meeting, result: &QuestionResult) -> Value {
    let mut told = serde_json::to_value(result).expect("a result has only text keys");
    if let Ok(review) = review::of(m, Audience::Organiser, result.id) {
        let counted = serde_json::to_value(review).expect("a review has only text keys");
        for key in review::COUNTED_FROM {
            if let Some(of) = counted.get(key) {
                told[key] = of.clone();
            }
        }
    }
    if let Some(fields) = told.as_object_mut() {
        // The record says both once, at its top.
        fields.retain(|key, _| key != "format" && key != "meeting");
    }
    told
}

/// Who acted: the person where the link is one's own, and the role; the server itself has neither.
pub fn author(source: &Source, event: &meeting::Event) -> Value {
    match (event.by.role, event.by.person) {
        (None, _) => json!({ "role": "server" }),
        (Some(role), None) => json!({ "role": role }),
        (Some(role), Some(person)) => {
            json!({ "role": role, "person": names::person(&source.meeting, person), "person_id": person })
        }
    }
}

/// One entry of the log, its commitments opened.
fn entry(source: &Source, seq: u64, event: &meeting::Event) -> Value {
    let fact = serde_json::to_value(&event.fact).expect("events are plain data");
    let mut body = fact.get("body").cloned().unwrap_or(Value::Null);
    open(source, &mut body);
    let mut by = author(source, event);
    if let Fact::DeclarationMade(f) = &event.fact
        && source.meeting.polls.get(&f.poll).is_some_and(|poll| poll.terms.secret)
    {
        // Of a secret question the result has how many there are. Who made which is not told, nor the answer alone, which the
        // ballot that stands next to it in the log would lead back to a person.
        (body, by) = (json!({ "poll": f.poll }), json!({ "role": event.by.role }));
    }
    json!({
        "id": seq,
        "at_ms": event.at_ms,
        "what": fact.get("kind"),
        "by": by,
        "body": body,
    })
}

/// Puts values in the place of their commitments. The hash of a link's secret is neither, and stays out of the record.
fn open(source: &Source, value: &mut Value) {
    match value {
        Value::String(text) => {
            if let Some(opened) = source.opened.get(text.as_str()) {
                *text = opened.clone();
            } else if text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
                *text = names::FORGOTTEN.to_owned();
            }
        }
        Value::Array(values) => values.iter_mut().for_each(|value| open(source, value)),
        Value::Object(fields) => {
            fields.remove("secret_sha256");
            fields.values_mut().for_each(|value| open(source, value));
        }
        _ => {}
    }
}
