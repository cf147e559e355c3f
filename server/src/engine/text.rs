//! Frames as text, put together from rows that are JSON already: a row is rendered once and copied into every
//! frame that carries it, never parsed and written again. The tests read them back as [`protocol::ServerFrame`].

use std::fmt::Write;

/// A frame as it goes out: cloning it shares the bytes.
pub type Text = axum::extract::ws::Utf8Bytes;

/// Which rows a board holds, and so which frames tell of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Rows of the state that a whole audience shares.
    Shared,
    /// Rows of one seat.
    Own,
    /// Rows that are not in the record. Their frames have a counter and no snapshot.
    Live,
}

/// The frame with all rows.
pub fn snapshot<'a>(kind: Kind, epoch: u64, version: u64, rows: impl Iterator<Item = (&'a str, &'a str)>) -> Text {
    let mut text = match kind {
        Kind::Shared => format!(r#"{{"t":"snapshot","epoch":{epoch},"version":{version},"rows":{{"#),
        Kind::Own => format!(r#"{{"t":"own_snapshot","epoch":{epoch},"version":{version},"rows":{{"#),
        Kind::Live => format!(r#"{{"t":"live","n":{version},"set":{{"#),
    };
    put_rows(&mut text, rows);
    text.push_str("}}");
    text.into()
}

/// The frame with what changed between two versions.
pub fn update<'a>(
    kind: Kind,
    from: u64,
    to: u64,
    set: impl Iterator<Item = (&'a str, &'a str)>,
    removed: impl Iterator<Item = &'a str>,
) -> Text {
    let mut text = match kind {
        Kind::Shared => format!(r#"{{"t":"update","from":{from},"to":{to}"#),
        // A seat's rows are sent before the shared ones of the same version, on one connection, so none can be
        // missing in between; counted from 0, the frame also fits a page that had no own row for a long time.
        Kind::Own => format!(r#"{{"t":"own","from":0,"to":{to}"#),
        Kind::Live => format!(r#"{{"t":"live","n":{to}"#),
    };
    let mut set = set.peekable();
    if set.peek().is_some() {
        text.push_str(r#","set":{"#);
        put_rows(&mut text, set);
        text.push('}');
    }
    let mut removed = removed.peekable();
    if removed.peek().is_some() {
        text.push_str(r#","removed":["#);
        for (n, key) in removed.enumerate() {
            if n > 0 {
                text.push(',');
            }
            put_string(&mut text, key);
        }
        text.push(']');
    }
    text.push('}');
    text.into()
}

fn put_rows<'a>(text: &mut String, rows: impl Iterator<Item = (&'a str, &'a str)>) {
    for (n, (key, json)) in rows.enumerate() {
        if n > 0 {
            text.push(',');
        }
        put_string(text, key);
        text.push(':');
        text.push_str(json);
    }
}

/// Keys of rows are plain words, digits and slashes; anything else is escaped all the same.
fn put_string(text: &mut String, value: &str) {
    if value.bytes().all(|b| b.is_ascii_graphic() && b != b'"' && b != b'\\') {
        text.push('"');
        text.push_str(value);
        text.push('"');
    } else {
        let quoted = serde_json::Value::from(value);
        write!(text, "{quoted}").expect("writing to a string cannot fail");
    }
}

#[cfg(test)]
mod tests {
    use protocol::ServerFrame;

    use super::*;

    fn read(text: &Text) -> ServerFrame {
        serde_json::from_str(text).expect("a frame of the protocol")
    }

    #[test]
    fn every_frame_is_one_of_the_protocol() {
        let rows = [("floor", "{}"), ("odd \"key\"\n", "[1,2]")];
        for kind in [Kind::Shared, Kind::Own, Kind::Live] {
            let full = update(kind, 3, 4, rows.into_iter(), ["hand/1", "hand/2"].into_iter());
            let empty = update(kind, 3, 4, [].into_iter(), [].into_iter());
            let all = snapshot(kind, 7, 9, rows.into_iter());
            match (kind, read(&full), read(&empty), read(&all)) {
                (Kind::Shared, ServerFrame::Update(f), ServerFrame::Update(e), ServerFrame::Snapshot(s))
                | (Kind::Own, ServerFrame::Own(f), ServerFrame::Own(e), ServerFrame::OwnSnapshot(s)) => {
                    assert_eq!(f.from, if kind == Kind::Own { 0 } else { 3 });
                    assert_eq!((f.to, f.set.len(), f.removed.len()), (4, 2, 2));
                    assert_eq!(f.set["odd \"key\"\n"], serde_json::json!([1, 2]));
                    assert!(e.set.is_empty() && e.removed.is_empty());
                    assert_eq!((s.epoch, s.version, s.rows.len()), (7, 9, 2));
                }
                (Kind::Live, ServerFrame::Live(f), ServerFrame::Live(e), ServerFrame::Live(s)) => {
                    assert_eq!((f.n, f.set.len(), f.removed.len()), (4, 2, 2));
                    assert!(e.set.is_empty() && e.removed.is_empty());
                    assert_eq!((s.n, s.set.len()), (9, 2));
                }
                (kind, full, ..) => panic!("not the frames of {kind:?}: {full:?}"),
            }
        }
    }
}
