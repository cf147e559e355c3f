//! Reading what clients send, and saying of what cannot be read where the fault is and what to write instead.
//!
//! The fast way is plain serde. Only where that fails the message is read once more, with an eye on the path: serde itself
//! loses it in what it puts aside until it knows which command it is (`named`). What serde says is put into plain words by `plain`.

mod named;
mod plain;

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use serde_path_to_error::{Path, Segment};

use crate::command::Nothing;
use crate::frame::{ClientFrame, Hello, TimeAsk};
use named::Numbered;
pub use plain::suggestion;

/// The kinds of messages.
const KINDS: [&str; 4] = ["hello", "command", "time", "resync"];

/// What is wrong with a message, where, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The place in the message, as `command.scale.points` or `links[2].role`; empty: the message as a whole.
    pub at: String,
    /// A lower-case fragment for people. It begins with the place.
    pub text: String,
}

/// Reads a message of a client.
///
/// # Errors
/// What is wrong with it, where, and what to do.
pub fn frame(text: &str) -> Result<ClientFrame, Fault> {
    serde_json::from_str(text).map_err(|error| fault_of_frame(text).unwrap_or_else(|| Fault::of_json(&error)))
}

/// Reads JSON of any other form, such as the body of a request.
///
/// # Errors
/// What is wrong with it, where, and what to do.
pub fn body<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Fault> {
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let read = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let at = written(error.path());
        match error.inner() {
            inner if inner.is_data() => Fault::of(at, &without_position(inner)),
            inner => Fault::of_json(inner),
        }
    })?;
    reader.end().map_err(|error| Fault::of_json(&error))?;
    Ok(read)
}

impl Fault {
    /// The field of the command that is meant, where it is within one.
    pub fn field(&self) -> Option<&str> {
        self.at.strip_prefix("command.")
    }

    fn of(at: String, message: &str) -> Self {
        let (at, what) = plain::told(at, message);
        Self::new(at, &what)
    }

    fn new(at: impl Into<String>, what: &str) -> Self {
        let at = at.into();
        let text = if at.is_empty() { format!("the message {what}") } else { format!("{at} {what}") };
        Self { at, text }
    }

    fn of_json(error: &serde_json::Error) -> Self {
        if error.is_data() {
            return Self::of(String::new(), &without_position(error));
        }
        let (line, column, what) = (error.line(), error.column(), without_position(error));
        Self::new("", &format!("is not JSON: {what}, in line {line} at character {column}"))
    }
}

/// The fault in a message that serde did not read; none if it is not found by a second look.
fn fault_of_frame(text: &str) -> Option<Fault> {
    let value = match serde_json::from_str(text) {
        Ok(value) => value,
        Err(error) => return Some(Fault::of_json(&error)),
    };
    let Value::Object(mut frame) = value else { return Some(Fault::new("", "is not an object: write it in { }")) };
    match frame.remove("t") {
        Some(Value::String(kind)) => match kind.as_str() {
            "hello" => fault_of::<Hello>(frame),
            "command" => fault_of_command(frame),
            "time" => fault_of::<TimeAsk>(frame),
            "resync" => fault_of::<Nothing>(frame),
            _ => Some(Fault::new("t", &plain::unknown(&kind, &KINDS))),
        },
        Some(_) => {
            Some(Fault::new("t", "is not a text in quotes: write \"hello\", \"command\", \"time\" or \"resync\""))
        }
        None => Some(Fault::new("t", "is missing: add \"hello\", \"command\", \"time\" or \"resync\"")),
    }
}

fn fault_of_command(mut frame: Map<String, Value>) -> Option<Fault> {
    match frame.get_mut("command") {
        Some(Value::Object(command)) => match command.remove("do") {
            Some(Value::String(name)) => {
                let fields = std::mem::take(command);
                command.insert(name, Value::Object(fields));
            }
            Some(_) => return Some(Fault::new("command.do", "is not a text in quotes: write the name of the command")),
            None => return Some(Fault::new("command.do", "is missing: add the name of the command")),
        },
        Some(_) => return Some(Fault::new("command", "is not an object: write it in { }, with its name as `do`")),
        None => {}
    }
    let is_there = frame.contains_key("command");
    let mut fault = fault_of::<Numbered>(frame)?;
    // Where the name is the key, an unknown one is reported at the command as a whole.
    if is_there && fault.at == "command" {
        fault.at = "command.do".to_owned();
        fault.text = fault.text.replacen("command", "command.do", 1);
    }
    Some(fault)
}

fn fault_of<T: DeserializeOwned>(object: Map<String, Value>) -> Option<Fault> {
    let error = serde_path_to_error::deserialize::<_, T>(Value::Object(object)).err()?;
    Some(Fault::of(written(error.path()), &error.inner().to_string()))
}

/// A path in the words of the message. Names of variants are no part of it: on the wire they stand within.
fn written(path: &Path) -> String {
    let mut text = String::new();
    for segment in path {
        match segment {
            Segment::Seq { index } => text += &format!("[{index}]"),
            Segment::Map { key } => {
                if !text.is_empty() {
                    text.push('.');
                }
                text += &plain::cut(key);
            }
            Segment::Enum { .. } | Segment::Unknown => {}
        }
    }
    text
}

/// The reader's complaint without its line and column: the place is told by its path.
fn without_position(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.rfind(" at line ").map_or(text.as_str(), |end| &text[..end]).to_owned()
}

#[cfg(test)]
mod tests;
