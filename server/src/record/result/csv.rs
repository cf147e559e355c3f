//! Tables as CSV: one file with a byte-order mark, each record beginning with the name of its table.

use super::tables::{Table, Value};

/// What a spreadsheet would take for a formula when it opens the file. Some editions read the full-width signs like the others.
const FORMULA: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];
/// Where a cell may begin: in a country of semicolons a spreadsheet splits our lines at them, and does not see our quotes.
const BEFORE_A_CELL: [char; 4] = [';', '\t', '\r', '\n'];

/// The tables, one after the other.
pub fn write(tables: &[Table]) -> Vec<u8> {
    // The tables have different widths.
    let mut writer = csv::WriterBuilder::new().flexible(true).terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    for table in tables {
        for row in &table.rows {
            let cells = row.iter().map(|value| match value {
                Value::Text(text) => escaped(text),
                Value::Number(x) => x.to_string(),
                Value::None => String::new(),
            });
            let record = std::iter::once(table.name.to_owned()).chain(cells);
            writer.write_record(record).expect("memory takes every write");
        }
    }
    let mut bytes = "\u{feff}".as_bytes().to_vec();
    bytes.extend(writer.into_inner().expect("memory takes every write"));
    bytes
}

/// Text that a spreadsheet must not compute, in whichever country it is opened.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 1);
    for part in text.split_inclusive(BEFORE_A_CELL) {
        if is_formula(part) {
            out.push('\'');
        }
        out.push_str(part);
    }
    out
}

/// Takes the apostrophe off a cell that was escaped, as the tables of participants come back to us.
pub fn unescaped(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if is_formula(rest) => rest,
        _ => cell,
    }
}

/// Spaces and quotes at the front do not keep a spreadsheet from it.
fn is_formula(cell: &str) -> bool {
    let bare = cell.trim_start_matches(|c: char| c == '"' || (c.is_whitespace() && !FORMULA.contains(&c)));
    bare.starts_with(FORMULA)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_cell_is_computed_and_numbers_stay_numbers() {
        let rows = vec![vec![Value::text("=1+1"), Value::text("-x"), Value::Number(-0.5), Value::text("a \"b\", c")]];
        let text = String::from_utf8(write(&[Table { name: "parts", rows }])).expect("it is text");
        assert_eq!(text, "\u{feff}parts,'=1+1,'-x,-0.5,\"a \"\"b\"\", c\"\r\n");
    }
    #[test]
    fn no_country_computes_a_cell() {
        for (text, written) in [
            (";=1+1", ";'=1+1"),
            ("Ann;=1+1;b", "Ann;'=1+1;b"),
            ("one\n- two", "one\n'- two"),
            ("＝1＋1", "'＝1＋1"),
            ("＋1", "'＋1"),
            ("－1", "'－1"),
            ("＠SUM(1)", "'＠SUM(1)"),
            (" \u{a0}\"=1+1\"", "' \u{a0}\"=1+1\""),
            ("a-b; c=d, e@f.org", "a-b; c=d, e@f.org"),
        ] {
            assert_eq!(escaped(text), written);
        }
        assert_eq!((unescaped("'＝x"), unescaped("'t Hooft")), ("＝x", "'t Hooft"));
    }
}
