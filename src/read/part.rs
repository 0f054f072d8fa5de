//! A record: its text, what the offsets into it count, and what its format says about it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::article::{Located, OffsetBase, Span};

/// The bytes that a record is known by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Identity {
    /// All bytes of the file: it holds one record.
    File,
    /// The record's own bytes, as they stand in the file.
    Record(Vec<u8>),
}

/// What the format itself says about an article.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Meta {
    /// The headline.
    pub title: Option<Located>,
    /// Who wrote it.
    pub byline: Option<Located>,
    /// Where it was written; a dateline in the format's own field.
    pub dateline: Option<Located>,
    /// Day of publication.
    pub date: Option<Date>,
    /// Publisher or agency.
    pub source: Option<String>,
    /// Language as the format gives it, such as `en` or `en-US`.
    pub lang: Option<String>,
    /// Subjects, tags and keywords.
    pub topics: Vec<String>,
}

/// One record of a file: a text and what its format says about it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// Number of the record, from 1, in a file that may hold several.
    pub number: Option<u32>,
    /// The bytes that the record is known by.
    pub identity: Identity,
    /// The text that every span counts into.
    pub text: String,
    /// Whether `text` is the file as stored.
    pub base: OffsetBase,
    /// What the format says.
    pub meta: Meta,
    /// The body, where the reader knows it.
    pub body: Option<Span>,
    /// The paragraphs of the body, where the reader knows them: sorted, disjoint.
    pub paragraphs: Option<Vec<Span>>,
    /// Markup inside the body that is no words: sorted, disjoint.
    pub hidden: Vec<Span>,
    /// Bytes of the text at which its pages begin, sorted; none where a format has no pages.
    pub pages: Vec<usize>,
}

impl Part {
    /// The only record of a file, with nothing known but its extracted text.
    pub(super) fn of(text: String) -> Part {
        Part {
            number: None,
            identity: Identity::File,
            text,
            base: OffsetBase::Text,
            meta: Meta::default(),
            body: None,
            paragraphs: None,
            hidden: Vec::new(),
            pages: Vec::new(),
        }
    }

    /// Whether all spans lie in the text, on the borders of characters.
    pub(super) fn is_sound(&self) -> bool {
        let fits = |span: &Span| self.text.get(span.start..span.end).is_some();
        let meta = [&self.meta.title, &self.meta.byline, &self.meta.dateline];
        let mut located = meta.into_iter().flatten().filter_map(|piece| piece.span.as_ref());
        let mut spans =
            self.body.iter().chain(self.paragraphs.iter().flatten()).chain(&self.hidden);
        let pages = self.pages.iter().all(|at| self.text.is_char_boundary(*at));
        located.all(fits) && spans.all(fits) && pages && self.pages.is_sorted()
    }
}
