//! From quotes to their documents and back.
//!
//! A document is followed by its quotes, in one segment: a quote stands its own number behind its
//! document. (Lucene calls such rows blocks, and the way between them a block join.)

use tantivy::columnar::Column;
use tantivy::{DocId, TERMINATED};

use super::docset::{Boxed, Docset};

/// Documents of matching quotes; a quote stands its own number behind its document.
pub struct Parents<'s> {
    quotes: Boxed<'s>,
    numbers: Column<u64>,
    doc: DocId,
}

impl<'s> Parents<'s> {
    /// Walks over the documents of `quotes`; `numbers`: which quote of its document each is.
    pub fn new(quotes: Boxed<'s>, numbers: Column<u64>) -> Parents<'s> {
        let mut parents = Parents { quotes, numbers, doc: 0 };
        parents.settle();
        parents
    }

    fn settle(&mut self) -> DocId {
        let quote = self.quotes.doc();
        self.doc = if quote == TERMINATED { TERMINATED } else { quote - self.number(quote) };
        self.doc
    }

    fn number(&self, quote: DocId) -> u32 {
        self.numbers.first(quote).unwrap_or(0) as u32
    }
}

impl Docset for Parents<'_> {
    fn doc(&self) -> DocId {
        self.doc
    }
    fn seek(&mut self, target: DocId) -> DocId {
        while self.doc < target {
            // The quotes of `target` come after it; those of the document before it are passed over.
            let next = target.max(self.quotes.doc().saturating_add(1)).min(TERMINATED);
            self.quotes.seek(next);
            self.settle();
        }
        self.doc
    }
    fn cost(&self) -> u64 {
        self.quotes.cost()
    }
}

/// Quotes whose document matches.
pub struct Children<'s> {
    all: Boxed<'s>,
    docs: Boxed<'s>,
    numbers: Column<u64>,
}

impl<'s> Children<'s> {
    /// Walks over those of the quotes `all` that stand in one of `docs`; `numbers`: which quote of
    /// its document each is.
    pub fn new(all: Boxed<'s>, docs: Boxed<'s>, numbers: Column<u64>) -> Children<'s> {
        let mut children = Children { all, docs, numbers };
        children.settle();
        children
    }

    fn settle(&mut self) -> DocId {
        while self.all.doc() != TERMINATED {
            let quote = self.all.doc();
            let parent = quote - self.numbers.first(quote).unwrap_or(0) as u32;
            match self.docs.seek(parent) {
                doc if doc == parent => break,
                TERMINATED => self.all.seek(TERMINATED),
                next => self.all.seek(next.max(quote + 1)),
            };
        }
        self.all.doc()
    }
}

impl Docset for Children<'_> {
    fn doc(&self) -> DocId {
        self.all.doc()
    }
    fn seek(&mut self, target: DocId) -> DocId {
        self.all.seek(target);
        self.settle()
    }
    fn cost(&self) -> u64 {
        self.docs.cost().saturating_mul(4)
    }
}
