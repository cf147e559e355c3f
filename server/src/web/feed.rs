//! What a video mixer polls: who has the floor and the next two, one flat slot each, as JSON or XML.
//!
//! Mixers bind fields of a picture to fields of a table, so every slot always has every field, empty where nothing is known.

use std::collections::BTreeMap;
use std::fmt::Write;

use protocol::row::{DeskRow, FloorRow, HandRow, HubRow, MeetingRow, MicrophoneRow, NextRow, TurnRow, WhoRow};
use protocol::text::is_noncharacter;
use protocol::{HandId, Key, Ms, Place};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Rows as the producer's page has them.
pub type Rows = BTreeMap<String, Value>;

/// How many hands on deck are told.
const NEXT: usize = 2;

/// The whole feed.
#[derive(Debug, PartialEq, Serialize)]
pub struct Feed {
    /// The meeting's title.
    pub meeting: String,
    /// The meeting clock, in milliseconds since 1970.
    pub now_ms: Ms,
    /// The floor, then the next two.
    pub slots: Vec<Slot>,
}

/// One speaker.
#[derive(Debug, Default, PartialEq, Serialize)]
pub struct Slot {
    /// `now`, `next_1` or `next_2`.
    pub position: &'static str,
    /// The name as the public may see it.
    pub name: String,
    /// How to say it.
    pub say: String,
    /// Title, as "Minister".
    pub title: String,
    /// Organisation or delegation.
    pub organisation: String,
    /// The microphone's name.
    pub microphone: String,
    /// The room, a hub's name, or online.
    pub place: String,
    /// The language to be spoken.
    pub language: String,
    /// The audio or video line.
    pub line: String,
    /// The name in the video call.
    pub call_name: String,
    /// Whether the audio is confirmed at the far end.
    pub audio_ready: bool,
    /// Whether the line is confirmed by the producer.
    pub line_up: bool,
    /// Whether it is on air.
    pub on_air: bool,
    /// The time limit of the turn.
    pub limit_ms: Ms,
    /// The time spoken so far.
    pub spoken_ms: Ms,
    /// Whether the clock runs.
    pub running: bool,
}

/// Makes the feed of the producer's rows.
pub fn of(rows: &Rows, now_ms: Ms) -> Feed {
    let title = get::<MeetingRow>(rows, "meeting").map_or_else(String::new, |meeting| meeting.title);
    let floor: Option<FloorRow> = get(rows, "floor");
    let turn = floor.and_then(|floor| floor.turn);
    let mut slots = vec![turn.map_or_else(Slot::default, |turn| of_turn(rows, turn, now_ms))];
    let deck = get::<NextRow>(rows, "next").map_or_else(Vec::new, |next| next.deck);
    for next in deck.into_iter().take(NEXT) {
        let mut slot =
            get::<HandRow>(rows, &format!("hand/{}", next.hand)).map_or_else(Slot::default, |hand| of_hand(rows, hand));
        slot.audio_ready = next.audio_ready;
        slot.line_up = next.line_up;
        slot.take_desk(rows, Some(next.hand));
        slots.push(slot);
    }
    slots.resize_with(1 + NEXT, Slot::default);
    for (slot, name) in slots.iter_mut().zip(["now", "next_1", "next_2"]) {
        slot.position = name;
    }
    Feed { meeting: title, now_ms, slots }
}

/// The feed as XML: `<floor><slot><name>...</name>...</slot>...</floor>`.
pub fn xml(feed: &Feed) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<floor>\n");
    element(&mut out, "meeting", &feed.meeting);
    element(&mut out, "now_ms", &feed.now_ms.to_string());
    for slot in &feed.slots {
        out.push_str("<slot>\n");
        if let Ok(Value::Object(fields)) = serde_json::to_value(slot) {
            for (name, value) in &fields {
                match value {
                    Value::String(text) => element(&mut out, name, text),
                    other => element(&mut out, name, &other.to_string()),
                }
            }
        }
        out.push_str("</slot>\n");
    }
    out.push_str("</floor>\n");
    out
}

impl Slot {
    fn of_who(who: WhoRow) -> Self {
        Self {
            name: who.name,
            say: who.say.unwrap_or_default(),
            title: who.title.unwrap_or_default(),
            organisation: who.organisation.unwrap_or_default(),
            ..Self::default()
        }
    }

    fn take_desk(&mut self, rows: &Rows, hand: Option<HandId>) {
        let desk = hand.and_then(|hand| get::<DeskRow>(rows, &format!("desk/{hand}")));
        if let Some(desk) = desk {
            self.line = desk.line.unwrap_or_default();
            self.call_name = desk.call_name.unwrap_or_default();
        }
    }
}

fn of_turn(rows: &Rows, turn: TurnRow, now_ms: Ms) -> Slot {
    let running = turn.running_since_ms.map_or(0, |since| (now_ms - since).max(0));
    let mut slot = Slot {
        microphone: microphone(rows, turn.mic.as_ref()),
        place: turn.place.map_or_else(String::new, |place| place_name(rows, place)),
        language: turn.language.unwrap_or_default(),
        line_up: turn.on_air,
        on_air: turn.on_air,
        limit_ms: turn.limit_ms,
        spoken_ms: turn.spoken_ms + running,
        running: turn.running_since_ms.is_some(),
        ..Slot::of_who(turn.who)
    };
    slot.take_desk(rows, turn.hand);
    slot
}

fn of_hand(rows: &Rows, hand: HandRow) -> Slot {
    Slot {
        microphone: microphone(rows, Some(&hand.mic)),
        place: place_name(rows, hand.place),
        language: hand.language.unwrap_or_default(),
        ..Slot::of_who(hand.who)
    }
}

fn microphone(rows: &Rows, key: Option<&Key>) -> String {
    let row = key.and_then(|key| get::<MicrophoneRow>(rows, &format!("microphone/{key}")));
    row.map_or_else(String::new, |row| row.name)
}

fn place_name(rows: &Rows, place: Place) -> String {
    match place {
        Place::Hub(hub) => get::<HubRow>(rows, &format!("hub/{hub}")).map_or_else(|| place.to_string(), |row| row.name),
        other => other.to_string(),
    }
}

fn get<T: DeserializeOwned>(rows: &Rows, key: &str) -> Option<T> {
    T::deserialize(rows.get(key)?).ok()
}

fn element(out: &mut String, name: &str, text: &str) {
    let _ = write!(out, "<{name}>");
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            // Old records may hold codes that XML does not allow.
            letter if is_noncharacter(letter) => {}
            letter => out.push(letter),
        }
    }
    let _ = writeln!(out, "</{name}>");
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn rows() -> Rows {
        let row = |key: &str, value: Value| (key.to_owned(), value);
        Rows::from([
            row(
                "floor",
                json!({"turn": {"turn": 4, "kind": "called", "who": {"name": "Ana <Silva> & co", "say": "AH-na"},
                    "hand": 9, "mic": "civil-society", "place": "hub/3", "called_ms": 1, "limit_ms": 120_000,
                    "spoken_ms": 5_000, "running_since_ms": 90_000, "on_air": true}}),
            ),
            row("next", json!({"deck": [{"hand": 12, "why": {"codes": []}, "audio_ready": true, "line_up": false}]})),
            row(
                "hand/12",
                json!({"who": {"name": "Bo"}, "mic": "government", "place": "room", "kind": "intervention",
                    "delivery": "microphone", "raised_ms": 1, "new": true}),
            ),
            row("desk/9", json!({"hand": 9, "line": "SIP 3", "call_name": "HUB-NBO"})),
            row(
                "hub/3",
                json!({"name": "Nairobi", "city": "", "country": "KE", "time_zone": "", "heads": 1, "ceiling": 2}),
            ),
            row(
                "microphone/civil-society",
                json!({"name": "Civil society", "letter": "C", "hue": "green", "hollow": false, "weight": 1, "lane": 2}),
            ),
        ])
    }

    #[test]
    fn the_floor_and_the_next_are_told_with_their_lines() {
        let feed = of(&rows(), 100_000);
        let now = &feed.slots[0];
        assert_eq!((now.position, now.line.as_str(), now.call_name.as_str()), ("now", "SIP 3", "HUB-NBO"));
        assert_eq!((now.place.as_str(), now.microphone.as_str()), ("Nairobi", "Civil society"));
        assert_eq!((now.spoken_ms, now.running, now.on_air), (15_000, true, true));
        let next = &feed.slots[1];
        assert_eq!((next.name.as_str(), next.place.as_str(), next.audio_ready), ("Bo", "room", true));
        assert_eq!(feed.slots[2], Slot { position: "next_2", ..Slot::default() });
    }

    #[test]
    fn xml_is_escaped_and_has_every_field() {
        let xml = xml(&of(&rows(), 100_000));
        assert!(xml.contains("<name>Ana &lt;Silva&gt; &amp; co</name>"), "{xml}");
        assert_eq!(xml.matches("<call_name>").count(), 3);
        assert_eq!(xml.matches("<slot>").count(), 3);
    }

    #[test]
    fn what_xml_does_not_allow_is_left_out() {
        let mut rows = rows();
        if let Some(name) = rows.get_mut("floor").and_then(|floor| floor.pointer_mut("/turn/who/name")) {
            *name = "Ana\u{fffe}\u{ffff}\u{fdd0}".into();
        }
        assert!(xml(&of(&rows, 0)).contains("<name>Ana</name>"));
    }

    #[test]
    fn without_rows_there_are_empty_slots() {
        let feed = of(&Rows::new(), 0);
        assert_eq!(feed.slots.len(), 3);
        assert_eq!(feed.slots[0].name, "");
    }
}
