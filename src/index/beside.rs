//! Quotes beside which words stand: in the headline or in the sentences around the quote.
//!
//! Where words stand is read from the postings of the document's text; where a
//! quote stands is known by the numbers of its sentences.

use tantivy::DocId;
use tantivy::columnar::Column;

use super::layout;
use super::matcher::{Boxed, Builder, Matcher};
use super::places::PlaceReader;
use super::plan::{Beside, SpanOp};
use super::spans::Places;

/// Sentences before and after a quote that belong to it.
const AROUND: usize = 1;

/// Where the words of a document stand, seen from its quotes.
pub struct Surroundings {
    places: PlaceReader,
    found: Places,
    read: Option<DocId>,
    /// First places of the sentences of the body.
    sentences: Vec<u32>,
    numbers: Column<u64>,
    from: Column<u64>,
    to: Column<u64>,
}

impl Surroundings {
    /// Opens the places of these leaves of the plan, which are on the text of documents.
    pub fn open(builder: &Builder, leaves: &[usize]) -> tantivy::Result<Surroundings> {
        let columns = builder.segment.fast_fields();
        Ok(Surroundings {
            places: PlaceReader::open(builder, leaves)?,
            found: Places::default(),
            read: None,
            sentences: Vec::new(),
            numbers: columns.u64("number")?,
            from: columns.u64("sentence_from")?,
            to: columns.u64("sentence_to")?,
        })
    }

    /// The document of a quote; quotes are asked for in order.
    fn read(&mut self, quote: DocId) {
        let doc = quote - self.numbers.first(quote).unwrap_or(0) as u32;
        if self.read != Some(doc) {
            self.places.read(doc, &mut self.found);
            self.read = Some(doc);
            self.sentences.clear();
            self.sentences.extend(&self.found.paragraphs);
            self.sentences.extend(&self.found.sentences);
            self.sentences.sort_unstable();
        }
    }

    /// Whether the words stand in the headline, and whether in the sentences around the quote.
    pub fn look(&mut self, quote: DocId, words: &SpanOp) -> (bool, bool) {
        self.read(quote);
        let number = |column: &Column<u64>| column.first(quote).unwrap_or(0) as usize;
        let first = number(&self.from).saturating_sub(AROUND);
        let behind = number(&self.to) + 1 + AROUND;
        let start = self.sentences.get(first).copied().unwrap_or(u32::MAX);
        let end = self.sentences.get(behind).copied().unwrap_or(u32::MAX);
        let (mut title, mut around) = (false, false);
        for place in self.found.matches(words, false).iter().map(|m| m.place.start) {
            title |= self.found.part(place) == layout::TITLE;
            around |= start <= place && place < end;
        }
        (title, around)
    }
}

/// Quotes that hold all of some words, or have them beside them.
pub struct BesideMatcher<'s> {
    among: Boxed<'s>,
    beside: Vec<(Boxed<'s>, &'s SpanOp)>,
    surroundings: Surroundings,
}

impl<'s> BesideMatcher<'s> {
    /// Opens the matchers of the words.
    pub fn open(
        builder: &Builder<'s>,
        among: Boxed<'s>,
        beside: &'s [Beside],
    ) -> tantivy::Result<BesideMatcher<'s>> {
        let mut leaves = Vec::new();
        beside.iter().for_each(|b| b.around.leaves(&mut leaves));
        leaves.sort_unstable();
        leaves.dedup();
        let open = |b: &'s Beside| Ok((builder.op(&b.inside, true)?, &b.around));
        let beside = beside.iter().map(open).collect::<tantivy::Result<Vec<_>>>()?;
        let surroundings = Surroundings::open(builder, &leaves)?;
        let mut matcher = BesideMatcher { among, beside, surroundings };
        matcher.settle();
        Ok(matcher)
    }

    fn settle(&mut self) -> DocId {
        while self.among.doc() != tantivy::TERMINATED && !self.holds(self.among.doc()) {
            self.among.advance();
        }
        self.among.doc()
    }

    fn holds(&mut self, quote: DocId) -> bool {
        self.beside.iter_mut().all(|(inside, around)| {
            inside.seek(quote) == quote || {
                let (title, around) = self.surroundings.look(quote, around);
                title || around
            }
        })
    }
}

impl Matcher for BesideMatcher<'_> {
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
