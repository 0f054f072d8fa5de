//! A document as stored.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::ids::DocId;
use super::path::RelPath;
use super::quote::RoleRecord;
use crate::article::{DateSource, Located, OffsetBase, Span};
use crate::entities::EntityKind;

/// One document as stored.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DocRecord {
    /// Identity.
    pub id: DocId,
    /// The files that hold it, sorted; byte-identical copies are one document.
    pub paths: Vec<RelPath>,
    /// Its number in a file of many records, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<u32>,
    /// Headline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Located>,
    /// Who wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub byline: Option<Located>,
    /// Place, day and agency at the head of the body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dateline: Option<Located>,
    /// Day of publication.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// Where the day comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_source: Option<DateSource>,
    /// Publisher or agency.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// ISO 639-1 code; empty when unknown.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub lang: String,
    /// Subjects.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<String>,
    /// What offsets count into.
    pub base: OffsetBase,
    /// Where the body stands in the text.
    pub body: Span,
    /// First byte of each sentence; the first of a paragraph has the mark `true`.
    pub sentences: Vec<(usize, bool)>,
    /// Markup inside the body that is no words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hidden: Vec<Span>,
    /// Bytes of the text at which its pages begin.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pages: Vec<usize>,
    /// Number of words in the body.
    pub words: u64,
    /// Number of quotes; silences are none.
    pub quotes: u64,
    /// Names, each with the places where it is mentioned.
    pub entities: Vec<EntityMentions>,
    /// Revision that first brought the document.
    pub added: u64,
}

impl DocRecord {
    /// The pieces of the body of `text` that are words, markup left out.
    pub fn shown<'t>(&self, text: &'t str) -> Vec<&'t str> {
        let mut pieces = Vec::new();
        let mut at = self.body.start;
        let inside = self.hidden.iter().filter(|h| h.start < self.body.end);
        for hidden in inside.chain([&Span::new(self.body.end, self.body.end)]) {
            if at < hidden.start {
                pieces.push(Span::new(at, hidden.start).cut(text));
            }
            at = at.max(hidden.end);
        }
        pieces
    }
}

/// A name of a document and its mentions there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EntityMentions {
    /// Person, organisation or place.
    pub kind: EntityKind,
    /// Canonical name within the document.
    pub name: String,
    /// Where it is mentioned.
    pub spans: Vec<Span>,
    /// What the document says that it is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<RoleRecord>,
}
