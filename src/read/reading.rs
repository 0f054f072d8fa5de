//! What a file gave: one record or many, and the records that could not be used.

use serde::{Deserialize, Serialize};

use super::error::ReadError;
use super::kind::Kind;
use super::part::{Identity, Part};

/// What a file gave: its records, and the records that gave none.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// The format that it was read as.
    pub kind: Kind,
    /// The records, in the order of the file.
    pub parts: Vec<Part>,
    /// Records that could not be used, in the order of the file; the others are not spoilt by them.
    pub problems: Vec<RecordProblem>,
}

/// A record that could not be used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordProblem {
    /// Number of the record, from 1.
    pub number: u32,
    /// Line on which the record begins, from 1.
    pub line: usize,
    /// Why.
    pub error: ReadError,
}

impl Reading {
    /// A file in which no record has been found yet.
    pub(super) fn new(kind: Kind) -> Reading {
        Reading { kind, parts: Vec::new(), problems: Vec::new() }
    }

    /// A file that is one record.
    pub(super) fn of(kind: Kind, part: Part) -> Reading {
        Reading { parts: vec![part], ..Reading::new(kind) }
    }

    /// Adds what became of a record that is known by its bytes and begins on a line.
    pub(super) fn add(
        &mut self,
        number: u32,
        line: usize,
        bytes: &[u8],
        part: Result<Part, ReadError>,
    ) {
        match part {
            Ok(part) => {
                let identity = Identity::Record(bytes.to_vec());
                self.parts.push(Part { number: Some(number), identity, ..part });
            }
            Err(error) => self.problems.push(RecordProblem { number, line, error }),
        }
    }
}

/// Counts the lines of a file while its records go by.
pub struct Lines<'f> {
    bytes: &'f [u8],
    line: usize,
    seen: usize,
}

impl<'f> Lines<'f> {
    /// Begins on the first line.
    pub fn new(bytes: &'f [u8]) -> Lines<'f> {
        Lines { bytes, line: 1, seen: 0 }
    }

    /// The line, from 1, of a place that is behind all those asked for before.
    pub fn at(&mut self, place: usize) -> usize {
        let between = self.bytes.get(self.seen..place).unwrap_or_default();
        self.line += memchr::memchr_iter(b'\n', between).count();
        self.seen = place;
        self.line
    }
}
