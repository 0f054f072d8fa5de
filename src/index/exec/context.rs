//! Quotes in whose context words stand: in the headline or in the sentences around the quote.
//!
//! Where words stand is read from the postings of the document's text; where a
//! quote stands is known by the numbers of its sentences.

use tantivy::columnar::Column;
use tantivy::{DocId, TERMINATED};

use super::docset::{Boxed, Docset};
use super::positions::PositionReader;
use super::segment::Segment;
use super::spans::TermPositions;
use crate::index::plan::op::SpanOp;
use crate::index::store::layout::TextPart;
use crate::index::store::schema::column;

/// Sentences before and after a quote that are its context.
const SENTENCES: usize = 3;

/// Where words stand, seen from a quote.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// Whether they stand in the headline.
    pub title: bool,
    /// How often they stand in the document, the headline counted twice.
    pub times: usize,
    /// Sentences from the quote to the nearest one of the body that holds them; 0 is its own.
    pub sentences: Option<usize>,
}

/// Where the words of a document stand, seen from its quotes.
pub struct QuoteContext {
    positions: PositionReader,
    found: TermPositions,
    read: Option<DocId>,
    /// First positions of the sentences of the body.
    sentences: Vec<u32>,
    numbers: Column<u64>,
    from: Column<u64>,
    to: Column<u64>,
}

impl QuoteContext {
    /// Opens the positions of these leaves of the plan, which are on the text of documents.
    pub fn open(segment: &Segment, leaves: &[usize]) -> tantivy::Result<QuoteContext> {
        Ok(QuoteContext {
            positions: PositionReader::open(segment, leaves)?,
            found: TermPositions::default(),
            read: None,
            sentences: Vec::new(),
            numbers: column::NUMBER.open(segment.reader)?,
            from: column::SENTENCE_FROM.open(segment.reader)?,
            to: column::SENTENCE_TO.open(segment.reader)?,
        })
    }

    /// The document of a quote; quotes are asked for in order.
    fn read(&mut self, quote: DocId) {
        let doc = quote - self.numbers.first(quote).unwrap_or(0) as u32;
        if self.read != Some(doc) {
            self.positions.read(doc, &mut self.found);
            self.read = Some(doc);
            self.sentences.clear();
            self.sentences.extend(&self.found.paragraphs);
            self.sentences.extend(&self.found.sentences);
            self.sentences.sort_unstable();
        }
    }

    /// Where the nearest of the words stand.
    pub fn look(&mut self, quote: DocId, words: &SpanOp) -> Seen {
        self.read(quote);
        let number = |column: &Column<u64>| column.first(quote).unwrap_or(0) as usize;
        let (first, last) = (number(&self.from), number(&self.to));
        let mut seen = Seen::default();
        if let SpanOp::Leaf(leaf) = words {
            seen.times = self.found.leaves[*leaf].len();
        }
        for position in self.found.matches(words, false).iter().map(|m| m.extent.start) {
            let part = self.found.part(position);
            if part == TextPart::Title.number() {
                seen.title = true;
            } else if part == TextPart::Body.number() {
                let at = self.sentences.partition_point(|s| *s <= position).saturating_sub(1);
                let far = first.saturating_sub(at).max(at.saturating_sub(last));
                seen.sentences = Some(seen.sentences.map_or(far, |near| near.min(far)));
            }
        }
        seen
    }
}

/// Quotes that hold all of some words, or have them in their context.
pub struct InContext<'s> {
    among: Boxed<'s>,
    /// For each word the quotes that hold it, and where else it may stand.
    words: Vec<(Boxed<'s>, &'s SpanOp)>,
    context: QuoteContext,
}

impl<'s> InContext<'s> {
    /// Looks at each quote of `among`.
    pub fn open(
        segment: &Segment,
        among: Boxed<'s>,
        words: Vec<(Boxed<'s>, &'s SpanOp)>,
    ) -> tantivy::Result<InContext<'s>> {
        let mut leaves = Vec::new();
        words.iter().for_each(|(_, around)| around.leaves(&mut leaves));
        leaves.sort_unstable();
        leaves.dedup();
        let context = QuoteContext::open(segment, &leaves)?;
        let mut quotes = InContext { among, words, context };
        quotes.settle();
        Ok(quotes)
    }

    fn settle(&mut self) -> DocId {
        while self.among.doc() != TERMINATED && !self.holds(self.among.doc()) {
            self.among.advance();
        }
        self.among.doc()
    }

    fn holds(&mut self, quote: DocId) -> bool {
        self.words.iter_mut().all(|(inside, around)| {
            inside.seek(quote) == quote || {
                let seen = self.context.look(quote, around);
                seen.title || seen.sentences.is_some_and(|far| far <= SENTENCES)
            }
        })
    }
}

impl Docset for InContext<'_> {
    fn doc(&self) -> DocId {
        self.among.doc()
    }
    fn seek(&mut self, target: DocId) -> DocId {
        if self.among.doc() < target {
            self.among.seek(target);
            self.settle();
        }
        self.among.doc()
    }
    fn cost(&self) -> u64 {
        self.among.cost().saturating_mul(4)
    }
}
