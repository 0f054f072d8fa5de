//! CSV and TSV: a header row, then one row for each record.

use std::io::{self, Write};

use csv::{QuoteStyle, WriterBuilder};
use serde_json::Value;

use super::keys;

/// What separates the cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Separator {
    /// Commas; cells are quoted where needed.
    Comma,
    /// Commas, and no cell that a spreadsheet would run as a formula: an apostrophe stands before it.
    Spreadsheet,
    /// Tabs; a cell never holds a tab or a line end.
    Tab,
}

/// What spreadsheets take for the beginning of a formula.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// Writes the names of the columns.
pub fn header(out: &mut dyn Write, separator: Separator, columns: &[String]) -> io::Result<()> {
    row(out, separator, columns.to_vec())
}

/// Writes one record.
pub fn record(
    out: &mut dyn Write,
    separator: Separator,
    columns: &[String],
    record: &Value,
) -> io::Result<()> {
    let cells = columns.iter().map(|key| keys::text(keys::look_up(record, key).as_ref()));
    row(out, separator, cells.collect())
}

fn row(out: &mut dyn Write, separator: Separator, mut cells: Vec<String>) -> io::Result<()> {
    let mut builder = WriterBuilder::new();
    if separator == Separator::Tab {
        // Readers of TSV split at every tab, whatever stands in quotation marks.
        builder.delimiter(b'\t').quote_style(QuoteStyle::Never);
        for cell in &mut cells {
            *cell = cell.replace(['\t', '\n', '\r'], " ");
        }
    }
    if separator == Separator::Spreadsheet {
        for cell in cells.iter_mut().filter(|cell| cell.starts_with(FORMULA)) {
            cell.insert(0, '\'');
        }
    }
    // By way of memory: csv's own errors would hide that a pipe is broken.
    let mut line = Vec::new();
    let mut writer = builder.from_writer(&mut line);
    writer.write_record(&cells)?;
    writer.flush()?;
    drop(writer);
    out.write_all(&line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_spreadsheet_gets_no_formula() {
        let value = json!({"a": "=1+2", "b": "-x", "c": "x=1"});
        let columns = ["a", "b", "c"].map(str::to_owned);
        let mut out = Vec::new();
        record(&mut out, Separator::Spreadsheet, &columns, &value).expect("memory");
        assert_eq!(String::from_utf8_lossy(&out), "'=1+2,'-x,x=1\n");
    }

    #[test]
    fn cells_are_quoted_or_cleaned() {
        let value = json!({"a": "x, \"y\"\nz", "b": 1, "c": null});
        let columns = ["a", "b", "c"].map(str::to_owned);
        for (separator, expected) in [
            (Separator::Comma, "a,b,c\n\"x, \"\"y\"\"\nz\",1,\n"),
            (Separator::Tab, "a\tb\tc\nx, \"y\" z\t1\t\n"),
        ] {
            let mut out = Vec::new();
            header(&mut out, separator, &columns).expect("memory");
            record(&mut out, separator, &columns, &value).expect("memory");
            assert_eq!(String::from_utf8_lossy(&out), expected);
        }
    }
}
