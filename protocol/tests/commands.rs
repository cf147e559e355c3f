//! What a client's message must look like, and what it is told when it does not.

use protocol::{ClientFrame, Command};

fn frame(text: &str) -> Result<ClientFrame, String> {
    serde_json::from_str(text).map_err(|e| e.to_string())
}

#[test]
fn a_command_reads_as_it_is_written() {
    let text = r#"{"t":"command","n":7,"pressed_ms":1200,"command":{"do":"raise","topic":"legitimacy"}}"#;
    let ClientFrame::Command(c) = frame(text).expect("it is well formed") else { panic!("it is a command") };
    assert!(matches!(&c.command, Command::Raise(r) if r.topic.as_deref() == Some("legitimacy")));
    assert_eq!(serde_json::to_string(&ClientFrame::Command(c)).expect("it can be written"), text);
}

#[test]
fn what_is_wrong_is_named() {
    for (text, why) in [
        (r#"{"t":"command","n":7,"command":{"do":"raise","colour":"red"}}"#, "unknown field `colour`"),
        (r#"{"t":"command","n":7,"command":{"do":"rise"}}"#, "unknown variant `rise`"),
        (r#"{"t":"command","n":7,"command":{"do":"raise","place":"moon"}}"#, "a place is"),
        (r#"{"t":"command","n":7,"command":{"do":"raise","microphone":"Civil Society"}}"#, "a key has"),
        (r#"{"t":"command","n":7,"at":1,"command":{"do":"undo"}}"#, "unknown field `at`"),
        (r#"{"t":"hello"}"#, "missing field `sender`"),
        (r#"{"t":"command","n":7,"command":{"do":"close_queue","now":1}}"#, "unknown field `now`"),
    ] {
        let told = frame(text).expect_err(text);
        assert!(told.contains(why), "{text}: {told}");
    }
}
