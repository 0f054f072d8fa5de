//! One text and its layers: header, paragraphs and sentences as spans.
//!
//! An [`Article`] owns the only copy of the text; everything found in it is a
//! half-open byte range ([`Span`]). Characters and lines are computed from
//! bytes where a result is printed ([`Positions`]), never stored.

use serde::{Deserialize, Serialize};

/// A half-open byte range `start..end` of one text, on character boundaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "(usize, usize)", into = "(usize, usize)")]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// Makes the range `start..end`.
    pub fn new(start: usize, end: usize) -> Span {
        debug_assert!(start <= end);
        Span { start, end }
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether the range holds no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Cuts the range out of `text`; an empty string when it does not fit.
    pub fn cut(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or("")
    }

    /// Leaves out white space at both ends.
    pub fn trimmed(self, text: &str) -> Span {
        let cut = self.cut(text);
        let start = self.start + (cut.len() - cut.trim_start().len());
        Span::new(start, start + cut.trim().len())
    }
}

impl From<(usize, usize)> for Span {
    fn from((start, end): (usize, usize)) -> Span {
        Span { start, end: end.max(start) }
    }
}

impl From<Span> for (usize, usize) {
    fn from(span: Span) -> (usize, usize) {
        (span.start, span.end)
    }
}

/// What byte offsets count into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OffsetBase {
    /// The file as stored: the text is the file's bytes, a byte-order mark included.
    File,
    /// The text that was extracted from the file.
    Text,
}

/// Where a document's date comes from, the most trusted first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DateSource {
    /// Metadata: front matter, a meta element, a JSON key.
    Meta,
    /// The dateline or another line of the header.
    Dateline,
    /// The path of the file.
    Path,
    /// The time at which the file was last changed.
    Mtime,
}

/// A piece of the header: its words, and where they stand when they stand in the text as such.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Located {
    /// The words, entities and escapes resolved.
    pub text: String,
    /// Their place in the text; `None` when the text does not hold them as written here.
    pub span: Option<Span>,
}

/// What precedes and describes the body of an article.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Header {
    /// The headline.
    pub title: Option<Located>,
    /// Who wrote it, as printed ("By Ann Lee").
    pub byline: Option<Located>,
    /// Place, agency and day at the head of the body ("OTTAWA, Nov. 17 (AP) --"), without the dash.
    pub dateline: Option<Located>,
    /// Day of publication.
    pub date: Option<jiff::civil::Date>,
    /// Where `date` comes from.
    pub date_source: Option<DateSource>,
    /// Publisher or agency.
    pub source: Option<String>,
    /// Subjects, tags and keywords given with the article.
    pub topics: Vec<String>,
}

/// A sentence and the paragraph that it stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its bytes, without the white space around it.
    pub span: Span,
    /// Number of its paragraph in [`Article::paragraphs`].
    pub paragraph: usize,
}

/// One text and its layers.
#[derive(Clone, Debug, PartialEq)]
pub struct Article {
    /// The text that every span of the article cuts.
    pub text: String,
    /// What the offsets into `text` count.
    pub base: OffsetBase,
    /// Title, byline, dateline, date and source.
    pub header: Header,
    /// Where the body begins and ends; the dateline stands before it.
    pub body: Span,
    /// Language as an ISO 639-1 code; empty when unknown.
    pub lang: String,
    /// Markup inside the body that is no words (link targets, emphasis marks): sorted, disjoint.
    pub hidden: Vec<Span>,
    /// Bytes of the text at which its pages begin, sorted; none where a format has no pages.
    pub pages: Vec<usize>,
    /// Paragraphs of the body: sorted, disjoint, trimmed of white space.
    pub paragraphs: Vec<Span>,
    /// Sentences of the body: sorted; those of a paragraph cover it but for white space.
    pub sentences: Vec<Sentence>,
}

/// Converts byte offsets of one text into characters and lines.
///
/// Building it reads the text once; a look-up reads at most [`Positions::STEP`] bytes.
pub struct Positions<'a> {
    text: &'a str,
    /// Characters and line feeds before each multiple of [`Positions::STEP`] bytes.
    marks: Vec<(usize, usize)>,
    pages: &'a [usize],
}

impl<'a> Positions<'a> {
    /// Bytes between two remembered places: a cache line, so that a look-up reads no more than one.
    pub const STEP: usize = 64;

    /// Reads `text` once.
    pub fn new(text: &'a str) -> Positions<'a> {
        let mut marks = Vec::with_capacity(text.len() / Self::STEP + 2);
        let (mut chars, mut feeds) = (0, 0);
        for block in text.as_bytes().chunks(Self::STEP) {
            marks.push((chars, feeds));
            let (c, f) = count(block);
            chars += c;
            feeds += f;
        }
        marks.push((chars, feeds));
        Positions { text, marks, pages: &[] }
    }

    /// The same with the places at which pages begin, sorted.
    pub fn with_pages(self, pages: &'a [usize]) -> Positions<'a> {
        Positions { pages, ..self }
    }

    /// Page, counted from 1, that byte `at` stands on, of a text with pages.
    pub fn page(&self, at: usize) -> Option<usize> {
        let before = self.pages.partition_point(|page| *page <= at);
        // What stands before the first page, a headline of the file, belongs to it.
        (!self.pages.is_empty()).then_some(before.max(1))
    }

    /// Characters (Unicode scalar values) before byte `at`.
    pub fn chars_before(&self, at: usize) -> usize {
        self.before(at).0
    }

    /// Line, counted from 1, that byte `at` stands in.
    pub fn line(&self, at: usize) -> usize {
        self.before(at).1 + 1
    }

    /// Characters and line feeds before byte `at`.
    pub fn before(&self, at: usize) -> (usize, usize) {
        let at = at.min(self.text.len());
        let block = at / Self::STEP;
        let (chars, feeds) = self.marks[block.min(self.marks.len() - 1)];
        let (c, f) = count(&self.text.as_bytes()[(block * Self::STEP).min(at)..at]);
        (chars + c, feeds + f)
    }
}

/// Characters that begin in `bytes`, and line feeds; of no more than [`Positions::STEP`] bytes.
fn count(bytes: &[u8]) -> (usize, usize) {
    // Sums of bytes: many are added at a time, and so few do not overflow.
    let chars: u8 = bytes.iter().map(|b| u8::from((*b as i8) >= -0x40)).sum();
    let feeds: u8 = bytes.iter().map(|b| u8::from(*b == b'\n')).sum();
    (chars.into(), feeds.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_begin_where_they_are_said_to() {
        let text = "Title\n\nOne\n\nTwo";
        let positions = Positions::new(text).with_pages(&[7, 12, 12]);
        let pages = [0, 7, 11, 12, 15].map(|at| positions.page(at));
        assert_eq!(pages, [Some(1), Some(1), Some(1), Some(3), Some(3)]);
        assert_eq!(Positions::new(text).page(3), None);
    }

    #[test]
    fn positions_count_characters_and_lines() {
        let text = "\u{feff}é\r\n“b”\n".repeat(300);
        let positions = Positions::new(&text);
        for (at, _) in text.char_indices() {
            assert_eq!(positions.chars_before(at), text[..at].chars().count());
            assert_eq!(positions.line(at), text[..at].matches('\n').count() + 1);
        }
        assert_eq!(positions.chars_before(text.len()), text.chars().count());
    }

    #[test]
    fn a_span_that_does_not_fit_cuts_nothing() {
        assert_eq!(Span::new(1, 2).cut("é"), "");
        assert_eq!(Span::new(1, 9).cut("ab"), "");
        assert_eq!(Span::new(0, 6).trimmed(" ab \n "), Span::new(1, 3));
    }
}
