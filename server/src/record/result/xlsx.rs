//! Tables as an XLSX workbook: a sheet for each, numbers as numbers, texts never as formulas.

use protocol::text::is_noncharacter;
use rust_xlsxwriter::{Format, FormatAlign, Workbook, XlsxError};

use super::tables::{Table, Value};

/// Wider columns are wrapped.
const WIDTH_MAX: usize = 60;
/// A sheet's cell holds no more characters.
const TEXT_CHARS_MAX: usize = 32_000;

/// The tables as a workbook.
///
/// # Errors
/// When a table does not fit a sheet, which the limits of a meeting rule out.
pub fn write(tables: &[Table]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let plain = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let head = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top);
    for table in tables {
        let sheet = workbook.add_worksheet();
        sheet.set_name(sheet_name(table.name))?;
        let mut widths: Vec<usize> = Vec::new();
        for (row, values) in (0_u32..).zip(&table.rows) {
            for (column, value) in (0_u16..).zip(values) {
                let format = if row == 0 { &head } else { &plain };
                let width = match value {
                    Value::Text(text) => {
                        // Old records may hold codes that no sheet can be opened with.
                        let text: String = text.chars().filter(|c| !is_noncharacter(*c)).take(TEXT_CHARS_MAX).collect();
                        sheet.write_string_with_format(row, column, text.as_str(), format)?;
                        text.chars().count()
                    }
                    Value::Number(x) => {
                        sheet.write_number_with_format(row, column, *x, format)?;
                        8
                    }
                    Value::None => 0,
                };
                if widths.len() <= usize::from(column) {
                    widths.push(0);
                }
                let widest = &mut widths[usize::from(column)];
                *widest = (*widest).max(width);
            }
        }
        for (column, width) in (0_u16..).zip(widths) {
            sheet.set_column_width(column, (width.clamp(6, WIDTH_MAX) + 2) as f64)?;
        }
        sheet.set_freeze_panes(1, 0)?;
    }
    workbook.save_to_buffer()
}

/// "parts" is the sheet "Parts".
fn sheet_name(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use calamine::{Reader, Xlsx};

    use super::*;

    #[test]
    fn a_record_with_noncharacters_still_makes_a_sheet_that_opens() {
        let rows = vec![vec![Value::text("name")], vec![Value::text("Ann\u{fffe}e\u{ffff}\u{fdd0}")]];
        let bytes = write(&[Table { name: "parts", rows }]).expect("it fits");
        let mut workbook: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).expect("it opens");
        let sheet = workbook.worksheet_range("Parts").expect("it is there");
        assert_eq!(sheet.get((1, 0)).map(ToString::to_string).as_deref(), Some("Anne"));
    }
}
