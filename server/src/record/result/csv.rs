//! Tables as CSV: one file with a byte-order mark, each record beginning with the name of its table.

use super::tables::{Table, Value};

/// What a spreadsheet would take for a formula when it opens the file.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

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

/// Text that a spreadsheet must not compute.
fn escaped(text: &str) -> String {
    if text.starts_with(FORMULA) { format!("'{text}") } else { text.to_owned() }
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
}
