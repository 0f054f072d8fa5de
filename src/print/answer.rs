//! What a search prints instead of hits: how many, which files, how the query was read.

use std::io::{self, Write};

use super::numbers::counted;
use crate::ask::{About, Reason};
use crate::passage::clean;
use crate::record::RelPath;
use crate::wire::reports::Explanation;

/// Who a path is written for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathFor {
    /// A person: cleaned, on a line of its own.
    Person,
    /// A program that reads lines: as the file system has it.
    Lines,
    /// The same, ended by a zero byte.
    Zeros,
}

/// Writes the path of a file that matches.
pub fn path(out: &mut dyn Write, path: &RelPath, reader: PathFor) -> io::Result<()> {
    let end: &[u8] = match reader {
        PathFor::Person => return writeln!(out, "{}", clean::line(path.text())),
        PathFor::Lines => b"\n",
        PathFor::Zeros => b"\0",
    };
    out.write_all(path.raw().unwrap_or(path.text().as_bytes()))?;
    out.write_all(end)
}

/// Writes how many there are.
pub fn number(out: &mut dyn Write, number: u64) -> io::Result<()> {
    writeln!(out, "{number}")
}

/// Writes how a query was read.
pub fn explanation(out: &mut dyn Write, explanation: &Explanation) -> io::Result<()> {
    writeln!(out, "{}", clean::line(&explanation.query))?;
    explanation.lines.iter().try_for_each(|line| writeln!(out, "  {}", clean::line(line)))
}

/// Why nothing was found, in a line.
pub fn reason(reason: &Reason, about: About) -> String {
    match reason {
        Reason::Absent { word, nearest } => {
            let nearest = match nearest.is_empty() {
                true => String::new(),
                false => format!("; nearest words: {}", nearest.join(", ")),
            };
            format!("\"{word}\" does not occur{nearest}")
        }
        Reason::Unknown { field, text, nearest } => {
            let nearest = match nearest.is_empty() {
                true => String::new(),
                false => format!("; did you mean {}?", nearest.join(", ")),
            };
            format!("{field} \"{text}\": none{nearest}")
        }
        Reason::Without { part, found } => {
            let noun = match about {
                About::Docs => "document",
                About::Quotes => "quote",
            };
            format!("without {part} there would be {}", counted(*found, noun))
        }
    }
}
