//! What both ways to a meeting (socket, event stream) have in common: reading messages of clients, and the first answer.

use protocol::frame::{Reply, TimeTold, Welcome};
use protocol::{ClientFrame, Command, Ms, Refusal, RefusalCode, ServerFrame, limits, reading};
use serde_json::Value;

use super::access::Access;
use super::app::App;

/// The subprotocol of the socket.
pub const SUBPROTOCOL: &str = "evenfloor.v1";
/// The longest name of a sender; senders travel in the record.
const SENDER: std::ops::RangeInclusive<usize> = 8..=32;

/// What a client's message comes to.
#[derive(Debug, PartialEq)]
pub enum Said {
    /// A message of the protocol.
    Frame(Box<ClientFrame>),
    /// A command that is not one: it is refused, and nothing else happens.
    Refused(Reply),
    /// Not of the protocol; the text says where.
    Malformed(String),
}

/// Reads a client's message.
pub fn read(text: &str) -> Said {
    if is_too_deep(text) {
        return Said::Malformed(format!("the message is nested deeper than {} levels", limits::JSON_DEPTH));
    }
    let fault = match reading::frame(text) {
        Ok(ClientFrame::Command(frame)) if is_for_server(&frame.command) => {
            let refusal = Refusal::new(
                RefusalCode::Malformed,
                "links are made and people join by http, where the secret can be answered: see the protocol",
            );
            return Said::Refused(refused(frame.n, refusal));
        }
        Ok(frame) => return Said::Frame(Box::new(frame)),
        Err(fault) => fault,
    };
    // A command whose number can be read gets its answer; the page knows then which of its buttons was wrong.
    let n = serde_json::from_str::<Value>(text).ok().and_then(|value| {
        let command = value.get("t")? == "command";
        value.get("n")?.as_u64().filter(|_| command)
    });
    match n {
        Some(n) => {
            let field = fault.field().map(str::to_owned);
            Said::Refused(refused(n, Refusal { code: RefusalCode::Malformed, text: fault.text, field }))
        }
        None => Said::Malformed(fault.text),
    }
}

/// Whether a sender may call itself so.
pub fn is_sender(sender: &str) -> bool {
    SENDER.contains(&sender.len()) && sender.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
}

/// A refusal as the answer to a command.
pub fn refused(n: u64, refusal: Refusal) -> Reply {
    Reply { n, done: None, made: Vec::new(), refused: Some(refusal) }
}

/// The first answer.
pub fn welcome(app: &App, access: &Access) -> String {
    written(&ServerFrame::Welcome(Welcome {
        meeting: access.meeting.clone(),
        build: app.build.clone(),
        role: access.role,
        link: access.link,
        person: access.actor.person(),
        place: access.actor.place(),
        microphone: access.actor.microphone().cloned(),
        unit: access.actor.unit().cloned(),
        now_ms: app.engine.now_ms(),
        speed: app.engine.clock().speed(),
    }))
}

/// The answer to a time message.
pub fn time_told(app: &App, c: Ms) -> ServerFrame {
    ServerFrame::Time(TimeTold { c, now_ms: app.engine.now_ms() })
}

/// A message as text.
pub fn written(frame: &ServerFrame) -> String {
    serde_json::to_string(frame).expect("frames are plain data")
}

/// Commands that only the server itself sends, because it puts the hash of a new secret into them.
fn is_for_server(command: &Command) -> bool {
    matches!(command, Command::IssueLink(_) | Command::Join(_))
}

/// Whether a text has more brackets open at once than a message may. The reader itself would follow 128 levels.
fn is_too_deep(text: &str) -> bool {
    let (mut depth, mut in_string, mut escaped) = (0_usize, false, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'{' | b'[' if !in_string => {
                depth += 1;
                if depth > limits::JSON_DEPTH {
                    return true;
                }
            }
            b'}' | b']' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn depth_is_counted_outside_of_texts() {
        assert!(!is_too_deep(&format!("{}{}", "[".repeat(16), "]".repeat(16))));
        assert!(is_too_deep(&"[".repeat(17)));
        assert!(!is_too_deep(&format!("\"{}\\\"[\"", "[".repeat(100))));
        assert!(!is_too_deep("]]]]]"));
    }

    #[test]
    fn a_wrong_command_is_refused_under_its_number() {
        let Said::Refused(reply) = read(r#"{"t":"command","n":7,"command":{"do":"start_meeting","now":true}}"#) else {
            panic!("it is a command")
        };
        assert_eq!(reply.n, 7);
        let refusal = reply.refused.expect("it is refused");
        assert_eq!(refusal.code, RefusalCode::Malformed);
        assert_eq!(refusal.text, "command.now is not known: leave it out, nothing stands here");
        assert_eq!(refusal.field.as_deref(), Some("now"));
    }

    #[test]
    fn what_is_no_message_is_malformed() {
        for text in ["", "hello", "{}", r#"{"t":"helo"}"#, r#"{"t":"time"}"#, r#"{"t":"command","n":-1}"#] {
            assert!(matches!(read(text), Said::Malformed(_)), "{text}");
        }
        assert!(matches!(read(r#"{"t":"time","c":5}"#), Said::Frame(_)));
    }

    #[test]
    fn links_are_not_made_over_the_socket() {
        let text = r#"{"t":"command","n":1,"command":{"do":"issue_link","role":"display","secret_sha256":"00"}}"#;
        assert!(matches!(read(text), Said::Refused(_)));
    }

    #[test]
    fn senders_have_a_form() {
        assert!(is_sender("abcd-EF_9"));
        for wrong in ["short", "with space", "", "é12345678", &"x".repeat(33)] {
            assert!(!is_sender(wrong), "{wrong}");
        }
    }
}
