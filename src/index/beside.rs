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
use crate::query::About;

/// Sentences before and after a quote that are beside it.
const BESIDE: usize = 3;

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

    /// Where the nearest of the words stand.
    pub fn look(&mut self, quote: DocId, words: &SpanOp) -> Seen {
        self.read(quote);
        let number = |column: &Column<u64>| column.first(quote).unwrap_or(0) as usize;
        let (first, last) = (number(&self.from), number(&self.to));
        let mut seen = Seen::default();
        if let SpanOp::Leaf(leaf) = words {
            seen.times = self.found.leaves[*leaf].len();
        }
        for place in self.found.matches(words, false).iter().map(|m| m.place.start) {
            match self.found.part(place) {
                layout::TITLE => seen.title = true,
                layout::BODY => {
                    let at = self.sentences.partition_point(|s| *s <= place).saturating_sub(1);
                    let far = first.saturating_sub(at).max(at.saturating_sub(last));
                    seen.sentences = Some(seen.sentences.map_or(far, |near| near.min(far)));
                }
                _ => {}
            }
        }
        seen
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
        let open = |b: &'s Beside| Ok((builder.op(&b.inside, About::Quotes)?, &b.around));
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
                let seen = self.surroundings.look(quote, around);
                seen.title || seen.sentences.is_some_and(|far| far <= BESIDE)
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
