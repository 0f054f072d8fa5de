//! What every record has: a name and version, places in the text, paths and ids.
//!
//! The order of the fields of a shape is the order of its keys. What every record has as a matter
//! of course is printed even when it is not known (`null`); what is an exception is left out.

use base64::Engine;
use schemars::JsonSchema;
use serde::Serialize;

use crate::article::{Positions, Span};
use crate::hit::StoryOf;
use crate::record::{DocRecord, RelPath};

/// Stands behind the name of a type in the schema of its lines with chosen keys.
pub const PART: &str = ".part";

/// A type of line, its name and version.
pub trait Shape: Serialize + JsonSchema {
    /// The value of `type`.
    const NAME: &'static str;
    /// Raised when a key changes its meaning or goes away.
    const VERSION: u32 = 1;
    /// Columns of CSV and TSV unless others are asked for.
    const COLUMNS: &'static [&'static str];
    /// The same where records are given as they are and not as hits of a search: without what only a
    /// ranking has, with what only a whole record has.
    const WHOLE: &'static [&'static str] = Self::COLUMNS;

    /// The value of `schema`.
    fn schema_id() -> String {
        format!("onrecord.{}/{}", Self::NAME, Self::VERSION)
    }

    /// The value of `schema` where keys were chosen, of which any may be missing.
    fn part_id() -> String {
        format!("onrecord.{}{PART}/{}", Self::NAME, Self::VERSION)
    }
}

/// A place in the text, in three units.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Place {
    /// First byte.
    pub byte_start: usize,
    /// One past the last byte.
    pub byte_end: usize,
    /// First character (Unicode scalar value).
    pub char_start: usize,
    /// One past the last character.
    pub char_end: usize,
    /// Line of the first byte, from 1.
    pub line: usize,
    /// Page of the first byte, from 1, in a file with pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<usize>,
}

impl Place {
    /// Counts characters and lines of `span`.
    pub fn new(positions: &Positions, span: Span) -> Place {
        let (char_start, feeds) = positions.before(span.start);
        Place {
            byte_start: span.start,
            byte_end: span.end,
            char_start,
            char_end: positions.chars_before(span.end),
            line: feeds + 1,
            page: positions.page(span.start),
        }
    }
}

/// The id of a story: `s:` and the digits of its earliest copy.
pub fn story_id(story: StoryOf) -> String {
    format!("s:{:016x}", story.lead.0)
}

/// The first path of a document and, when it is no UTF-8, its bytes.
pub(super) fn path_of(doc: &DocRecord) -> (String, Option<String>) {
    match doc.paths.first() {
        Some(path) => (path.text().to_owned(), path_bytes(path)),
        None => (String::new(), None),
    }
}

/// The bytes of a path that is no UTF-8, in base64.
pub fn path_bytes(path: &RelPath) -> Option<String> {
    path.raw().map(|bytes| base64::engine::general_purpose::STANDARD.encode(bytes))
}
