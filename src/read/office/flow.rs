//! Running text to paragraphs: lines, rows of cells, and asides such as notes and text boxes.

use crate::read::error::ReadError;
use crate::read::limits::Limits;

/// A row whose cells are all shorter than this, in bytes, is one paragraph with tabs between its cells.
const SHORT_CELL: usize = 120;

/// One run of paragraphs: the body, or an aside.
#[derive(Default)]
struct Stream {
    line: String,
    paragraphs: Vec<String>,
    /// The rows that are open, one inside the other: where each of their cells begins in `paragraphs`.
    rows: Vec<Vec<usize>>,
}

/// The text of a document as it comes in.
pub struct Flow {
    current: Stream,
    /// What the open asides interrupt.
    interrupted: Vec<Stream>,
    /// Paragraphs of the notes, which follow the body.
    notes: Vec<String>,
    /// Bytes that may still come.
    left: usize,
    limit: usize,
}

impl Flow {
    /// A flow without text.
    pub fn new(limits: &Limits) -> Flow {
        let limit = limits.max_text;
        Flow {
            current: Stream::default(),
            interrupted: Vec::new(),
            notes: Vec::new(),
            left: limit,
            limit,
        }
    }

    /// Adds text to the line.
    pub fn push(&mut self, text: &str) -> Result<(), ReadError> {
        self.spend(text.len())?;
        for c in text.chars() {
            match c {
                // Where a word may be parted: no character of the word.
                '\u{ad}' => {}
                // Pictures of a symbol font.
                '\u{e000}'..='\u{f8ff}' => self.current.line.push(' '),
                '\r' | '\u{b}' | '\u{c}' => self.current.line.push('\n'),
                c if c.is_control() && c != '\t' && c != '\n' => {}
                c => self.current.line.push(c),
            }
        }
        Ok(())
    }

    /// Adds text in which a run of white space counts as one blank.
    pub fn push_collapsed(&mut self, text: &str) -> Result<(), ReadError> {
        let blank = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r');
        for (number, word) in text.split(blank).enumerate() {
            let line = &self.current.line;
            if number > 0 && !line.is_empty() && !line.ends_with(blank) {
                self.push(" ")?;
            }
            self.push(word)?;
        }
        Ok(())
    }

    /// Ends the paragraph.
    pub fn end_paragraph(&mut self) -> Result<(), ReadError> {
        let line = std::mem::take(&mut self.current.line);
        let line = line.trim();
        if !line.is_empty() {
            self.spend(2)?;
            self.current.paragraphs.push(line.to_owned());
        }
        Ok(())
    }

    /// Begins a row of a table.
    pub fn begin_row(&mut self) {
        self.current.rows.push(Vec::new());
    }

    /// Whether a row is open.
    pub fn in_row(&self) -> bool {
        !self.current.rows.is_empty()
    }

    /// Begins a cell of the row.
    pub fn begin_cell(&mut self) {
        let at = self.current.paragraphs.len();
        if let Some(cells) = self.current.rows.last_mut() {
            cells.push(at);
        }
    }

    /// Ends the row: short cells of one paragraph each become one paragraph, long ones stay what they are.
    pub fn end_row(&mut self) -> Result<(), ReadError> {
        self.end_paragraph()?;
        let Some(cells) = self.current.rows.pop() else { return Ok(()) };
        let paragraphs = &mut self.current.paragraphs;
        let Some(&first) = cells.first() else { return Ok(()) };
        let ends = cells.iter().skip(1).copied().chain([paragraphs.len()]);
        let single = cells.iter().zip(ends).all(|(start, end)| end.saturating_sub(*start) <= 1);
        let row = paragraphs.get(first..).unwrap_or_default();
        if single && row.len() > 1 && row.iter().all(|cell| cell.len() < SHORT_CELL) {
            let joined = row.join("\t");
            paragraphs.truncate(first);
            paragraphs.push(joined);
        }
        Ok(())
    }

    /// Begins an aside; the paragraph that it stands in goes on after it.
    pub fn begin_aside(&mut self) {
        self.interrupted.push(std::mem::take(&mut self.current));
    }

    /// Ends an aside whose paragraphs stand where it is, before the paragraph that it interrupts.
    pub fn end_box(&mut self) -> Result<(), ReadError> {
        let paragraphs = self.end_aside()?;
        self.current.paragraphs.extend(paragraphs);
        Ok(())
    }

    /// Ends an aside whose paragraphs follow the body.
    pub fn end_note(&mut self) -> Result<(), ReadError> {
        let paragraphs = self.end_aside()?;
        self.notes.extend(paragraphs);
        Ok(())
    }

    fn end_aside(&mut self) -> Result<Vec<String>, ReadError> {
        self.end_paragraph()?;
        let Some(outer) = self.interrupted.pop() else { return Ok(Vec::new()) };
        Ok(std::mem::replace(&mut self.current, outer).paragraphs)
    }

    /// All paragraphs: the body, then the notes.
    pub fn finish(self) -> Vec<String> {
        let mut streams = self.interrupted;
        streams.push(self.current);
        let mut all = Vec::new();
        for stream in streams {
            all.extend(stream.paragraphs);
            if !stream.line.trim().is_empty() {
                all.push(stream.line.trim().to_owned());
            }
        }
        all.extend(self.notes);
        all
    }

    fn spend(&mut self, bytes: usize) -> Result<(), ReadError> {
        let limit = self.limit as u64;
        self.left = self
            .left
            .checked_sub(bytes)
            .ok_or(ReadError::TooLarge { what: "the text".into(), limit })?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_rows_and_asides() {
        let mut flow = Flow::new(&Limits::default());
        let steps = |flow: &mut Flow| -> Result<(), ReadError> {
            flow.push("co\u{ad}op\u{f0b7}x")?;
            flow.begin_aside();
            flow.push("note")?;
            flow.end_note()?;
            flow.push_collapsed(" \n a")?;
            flow.push_collapsed(" b")?;
            flow.end_paragraph()?;
            for long in ["two", &"long ".repeat(40)] {
                flow.begin_row();
                for cell in ["one", "", long] {
                    flow.begin_cell();
                    flow.push(cell)?;
                    flow.end_paragraph()?;
                }
                flow.end_row()?;
            }
            flow.push("host")?;
            flow.begin_aside();
            flow.push("box")?;
            flow.end_box()?;
            flow.push("ed")
        };
        steps(&mut flow).expect("short");
        let long = "long ".repeat(40);
        assert_eq!(
            flow.finish(),
            ["coop x a b", "one\ttwo", "one", long.trim(), "box", "hosted", "note"]
        );
    }

    #[test]
    fn no_more_than_the_limit() {
        let mut flow = Flow::new(&Limits { max_text: 5, ..Limits::default() });
        flow.push("12345").expect("within the limit");
        assert_eq!(flow.push("6").expect_err("too much").code(), "read.too-large");
    }
}
