//! How a document's words are laid out in the index: positions, parts, sentences.
//!
//! The text of a document enters the index as one string in which control
//! characters mark where parts, paragraphs and sentences begin. The same token
//! stream turns that string into terms for tantivy and into positions for the
//! highlighter. Each word takes one position; a mark takes none and stands at the
//! position of the word after it, a part mark leaves one position empty so that no
//! phrase reaches from one part into the next.
//!
//! The parts are: the title once more (so that its words count twice), title,
//! byline, dateline, body. All five marks are always there.

use std::collections::VecDeque;
use std::ops::Range;

use crate::article::{Located, Span};
use crate::record::DocRecord;
use crate::words::{self, Joiner, MAX_JOINED, Scanner, WordSpan};

/// Begins a part.
pub const PART: char = '\u{1c}';
/// Begins a paragraph (and a sentence).
pub const PARAGRAPH: char = '\u{1d}';
/// Begins a sentence.
pub const SENTENCE: char = '\u{1e}';
/// Stands in the term of a joined compound before the number of its words. One word is an acronym
/// that would be taken for a common word else ([`words::is_acronym`]).
pub const WIDE: char = '\u{1f}';

/// A part of a document's text that can be asked for, by its number in the layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TextPart {
    /// The headline.
    Title = 1,
    /// The byline.
    Byline = 2,
    /// The dateline.
    Dateline = 3,
    /// The body.
    Body = 4,
}

impl TextPart {
    /// Its number: parts are counted from 0, the second copy of the headline.
    pub fn number(self) -> usize {
        self as usize
    }
}

/// A document's words as they enter the index, with the way back to its text.
pub struct Layout {
    /// What the tokenizer reads.
    pub string: String,
    /// Pieces that were copied: where they begin in `string` and in the text.
    pieces: Vec<(usize, Option<usize>)>,
}

/// About how many terms a document is laid out in, without laying it out: its words, those of the
/// headline twice, and the marks. Merges of segments round the index's own count, this one stays.
pub fn length(doc: &DocRecord) -> u64 {
    let words = |part: &Option<Located>| part.as_ref().map_or(0, |p| words::count(&p.text) as u64);
    let marks = doc.sentences.iter().map(|(_, first)| 1 + u64::from(*first)).sum::<u64>();
    doc.words + 2 * words(&doc.title) + words(&doc.byline) + words(&doc.dateline) + marks
}

impl Layout {
    /// Lays out the words of `doc`, whose spans cut `text`.
    pub fn new(doc: &DocRecord, text: &str) -> Layout {
        let mut layout = Layout {
            string: String::with_capacity(text.len() + doc.sentences.len() + 256),
            pieces: Vec::with_capacity(doc.sentences.len() + doc.hidden.len() + 8),
        };
        layout.string.push(PART);
        if let Some(title) = &doc.title {
            layout.push(&title.text, None);
        }
        for header in [&doc.title, &doc.byline, &doc.dateline] {
            layout.string.push(PART);
            if let Some(located) = header {
                layout.push_header(located, text);
            }
        }
        layout.string.push(PART);
        layout.push_body(doc, text);
        layout
    }

    fn push_header(&mut self, located: &Located, text: &str) {
        match located.span {
            Some(span) => self.push(span.cut(text), Some(span.start)),
            None => self.push(&located.text, None),
        }
    }

    fn push_body(&mut self, doc: &DocRecord, text: &str) {
        let mut hidden = doc.hidden.iter().peekable();
        let starts = doc.sentences.iter().map(|s| s.0);
        let ends = starts.clone().skip(1).chain([doc.body.end]);
        for ((start, end), (_, paragraph)) in starts.zip(ends).zip(&doc.sentences) {
            self.string.push(if *paragraph { PARAGRAPH } else { SENTENCE });
            let mut at = start;
            while at < end {
                while hidden.peek().is_some_and(|h| h.end <= at) {
                    hidden.next();
                }
                let next = hidden.peek().map_or(end, |h| h.start.clamp(at, end));
                if next > at {
                    self.push(Span::new(at, next).cut(text), Some(at));
                    at = next;
                } else {
                    // A hidden stretch is a blank: words on its two sides stay apart.
                    self.string.push(' ');
                    at = hidden.peek().map_or(end, |h| h.end.clamp(at + 1, end));
                }
            }
        }
    }

    fn push(&mut self, piece: &str, at: Option<usize>) {
        self.pieces.push((self.string.len(), at));
        let is_mark = |b: u8| (0x1c..=0x1f).contains(&b);
        if piece.bytes().any(is_mark) {
            self.string.extend(
                piece.chars().map(|c| if c.is_ascii() && is_mark(c as u8) { ' ' } else { c }),
            );
        } else {
            self.string.push_str(piece);
        }
    }

    /// The bytes of the text that the bytes `start..end` of `string` were copied from.
    pub fn source(&self, start: usize, end: usize) -> Option<Span> {
        let piece = self.pieces.partition_point(|p| p.0 <= start).checked_sub(1)?;
        let (from, at) = self.pieces[piece];
        at.map(|at| Span::new(at + start - from, at + end - from))
    }
}

/// Where one term of the stream stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Posting {
    /// Position of its first word.
    pub position: u32,
    /// Number of positions that it covers; 0 for a mark.
    pub width: u32,
    /// First byte in the string read.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// Reads a laid-out string, a field value or a typed word into terms.
pub struct Stream<'t> {
    text: &'t str,
    scanner: Scanner<'t>,
    next_mark: Option<usize>,
    position: u32,
    /// A word read ahead, its form in `ahead_form`.
    ahead: Option<WordSpan>,
    ahead_form: String,
    /// Terms of a compound that are still to be given.
    group: VecDeque<(String, Posting)>,
}

impl<'t> Stream<'t> {
    /// Starts before the first token.
    pub fn new(text: &'t str) -> Stream<'t> {
        let mut stream = Stream {
            text,
            scanner: Scanner::of_parts(text),
            next_mark: None,
            position: 0,
            ahead: None,
            ahead_form: String::new(),
            group: VecDeque::new(),
        };
        stream.find_mark(0);
        stream.read_ahead();
        stream
    }

    fn find_mark(&mut self, from: usize) {
        let rest = &self.text.as_bytes()[from..];
        self.next_mark =
            memchr::memchr3(PART as u8, PARAGRAPH as u8, SENTENCE as u8, rest).map(|at| at + from);
    }

    fn read_ahead(&mut self) {
        self.ahead_form.clear();
        loop {
            self.ahead = self.scanner.next(&mut self.ahead_form);
            // Letters that fold to nothing are no word.
            if self.ahead.is_none() || !self.ahead_form.is_empty() {
                return;
            }
        }
    }

    /// Writes the next term into `term` and says where it stands.
    pub fn next(&mut self, term: &mut String) -> Option<Posting> {
        term.clear();
        if let Some((form, posting)) = self.group.pop_front() {
            term.push_str(&form);
            return Some(posting);
        }
        let next_word = self.ahead.map_or(usize::MAX, |w| w.start);
        if let Some(at) = self.next_mark.filter(|at| *at < next_word) {
            self.find_mark(at + 1);
            let mark = self.text.as_bytes()[at] as char;
            if mark == PART {
                self.position += 1;
            }
            term.push(mark);
            return Some(Posting { position: self.position, width: 0, start: at, end: at + 1 });
        }
        let span = self.ahead?;
        if span.joins_next.is_some() {
            self.compound();
            return self.next(term);
        }
        std::mem::swap(term, &mut self.ahead_form);
        self.mark_acronym(term, span);
        self.read_ahead();
        Some(self.word(span))
    }

    /// Makes the term of an acronym of its form.
    fn mark_acronym(&self, term: &mut String, span: WordSpan) {
        if words::is_acronym(term, &self.text[span.start..span.end]) {
            term.push_str(ACRONYM);
        }
    }

    fn word(&mut self, span: WordSpan) -> Posting {
        let position = self.position;
        self.position += 1;
        Posting { position, width: 1, start: span.start, end: span.end }
    }

    /// Gathers the terms of a compound: its words, before them its joined form. Where apostrophes
    /// part them, what these part is joined as well (`obrien` of `O'Brien-Roe`), and what stands
    /// behind (`avantgarde` of `l'avant-garde`).
    fn compound(&mut self) {
        let mut words: Vec<(String, WordSpan)> = Vec::new();
        while let Some(span) = self.ahead {
            words.push((self.ahead_form.clone(), span));
            self.read_ahead();
            if span.joins_next.is_none() || words.len() > MAX_JOINED {
                break;
            }
        }
        let all = words.len();
        let is_parted = |n: usize| words[n].1.joins_next == Some(Joiner::Apostrophe);
        for n in 0..all {
            let behind = n > 0 && is_parted(n - 1);
            let end = (n..all).find(|n| !is_parted(*n)).map_or(all, |last| last + 1);
            if n == 0 || behind {
                self.join(&words, n..all);
            }
            if !behind && (n > 0 || end < all) {
                self.join(&words, n..end);
            }
            let mut form = words[n].0.clone();
            self.mark_acronym(&mut form, words[n].1);
            let posting = self.word(words[n].1);
            self.group.push_back((form, posting));
        }
    }

    /// Adds the joined form of some words of a compound, the first of which has the next position.
    fn join(&mut self, words: &[(String, WordSpan)], some: Range<usize>) {
        let some = &words[some];
        if let (2..=MAX_JOINED, [(_, first), .., (_, last)]) = (some.len(), some) {
            let mut term: String = some.iter().map(|(form, _)| form.as_str()).collect();
            term.push(WIDE);
            term.push((b'0' + some.len() as u8) as char);
            let (position, width) = (self.position, some.len() as u32);
            let posting = Posting { position, width, start: first.start, end: last.end };
            self.group.push_back((term, posting));
        }
    }
}

/// What stands behind the form in the term of an acronym.
const ACRONYM: &str = "\u{1f}1";

/// The term of an acronym.
pub fn acronym(form: &str) -> String {
    format!("{form}{ACRONYM}")
}

/// Whether a term is that of an acronym.
pub fn is_acronym(term: &str) -> bool {
    term.ends_with(ACRONYM)
}

/// The terms that a form may have: itself, as an acronym, and joined of two words and more.
pub fn terms_of(form: &str) -> impl Iterator<Item = String> {
    let marked = (1..=MAX_JOINED).map(move |width| format!("{form}{WIDE}{width}"));
    std::iter::once(form.to_owned()).chain(marked)
}

/// Splits a term into its form and the number of positions that it covers.
pub fn form_and_width(term: &str) -> (&str, u32) {
    match term.split_once(WIDE) {
        Some((form, digits)) => (form, digits.parse().unwrap_or(1)),
        None => (term, 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(text: &str) -> String {
        let mut stream = Stream::new(text);
        let mut term = String::new();
        let mut found = Vec::new();
        while let Some(posting) = stream.next(&mut term) {
            found.push(format!("{}@{}", term.escape_debug(), posting.position));
        }
        found.join(" ")
    }

    #[test]
    fn marks_and_compounds_have_positions() {
        assert_eq!(terms("\u{1c}A b\u{1c}\u{1d}c"), "\\u{1c}@1 a@1 b@2 \\u{1c}@4 \\u{1d}@4 c@4");
        assert_eq!(
            terms("the U.S.-Mexico deal"),
            "the@0 usmexico\\u{1f}2@1 us\\u{1f}1@1 mexico@2 deal@3"
        );
        assert_eq!(terms("d'Orsay's"), "dorsay\\u{1f}2@0 d@0 orsay@1");
        assert_eq!(
            terms("O'Brien-Roe"),
            "obrienroe\\u{1f}3@0 obrien\\u{1f}2@0 o@0 brienroe\\u{1f}2@1 brien@1 roe@2"
        );
        assert_eq!(terms("qu'au'b"), "quaub\\u{1f}3@0 qu@0 aub\\u{1f}2@1 au@1 b@2");
        assert_eq!(terms("a-l'b"), "alb\\u{1f}3@0 a@0 lb\\u{1f}2@1 l@1 b@2");
        assert_eq!(terms("don't 서울의"), "dont@0 서@1 울@2 의@3");
        assert_eq!(terms("a-b-c-d-e-f"), "a@0 b@1 c@2 d@3 e@4 f@5");
        assert_eq!(form_and_width("usmexico\u{1f}2"), ("usmexico", 2));
    }
}
