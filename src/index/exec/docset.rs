//! Sets of records of one segment, walked in order: terms, unions, intersections, filters.

use tantivy::postings::SegmentPostings;
use tantivy::{DocId, DocSet, TERMINATED};

use super::postings::LeafPostings;

/// A set of records, in order.
pub trait Docset {
    /// The record that it stands at; [`TERMINATED`] behind the last.
    fn doc(&self) -> DocId;

    /// Goes to the first record at or after `target`.
    fn seek(&mut self, target: DocId) -> DocId;

    /// Goes to the next record.
    fn advance(&mut self) -> DocId {
        match self.doc() {
            TERMINATED => TERMINATED,
            doc => self.seek(doc + 1),
        }
    }

    /// About how many records there are to look at.
    fn cost(&self) -> u64;
}

/// Any set of records of a segment.
pub type Boxed<'s> = Box<dyn Docset + 's>;

/// No record.
pub struct Empty;

impl Docset for Empty {
    fn doc(&self) -> DocId {
        TERMINATED
    }
    fn seek(&mut self, _: DocId) -> DocId {
        TERMINATED
    }
    fn cost(&self) -> u64 {
        0
    }
}

/// Records that have one term.
pub struct TermDocs(pub SegmentPostings);

impl Docset for TermDocs {
    fn doc(&self) -> DocId {
        self.0.doc()
    }
    fn seek(&mut self, target: DocId) -> DocId {
        if self.0.doc() < target { self.0.seek(target) } else { self.0.doc() }
    }
    fn advance(&mut self) -> DocId {
        self.0.advance()
    }
    fn cost(&self) -> u64 {
        self.0.size_hint().into()
    }
}

/// Records that have one of the terms of a leaf.
pub struct LeafDocs(pub LeafPostings);

impl Docset for LeafDocs {
    fn doc(&self) -> DocId {
        self.0.doc()
    }
    fn seek(&mut self, target: DocId) -> DocId {
        self.0.seek(target)
    }
    fn advance(&mut self) -> DocId {
        self.0.advance()
    }
    fn cost(&self) -> u64 {
        self.0.cost()
    }
}

/// Records that are in all of some sets and in none of others.
pub struct And<'s> {
    all: Vec<Boxed<'s>>,
    none: Vec<Boxed<'s>>,
    doc: DocId,
}

impl<'s> And<'s> {
    /// Walks over `all` together, the smallest first.
    pub fn new(mut all: Vec<Boxed<'s>>, none: Vec<Boxed<'s>>) -> And<'s> {
        all.sort_by_key(|m| m.cost());
        let mut and = And { all, none, doc: 0 };
        and.doc = and.settle(0);
        and
    }

    fn settle(&mut self, mut target: DocId) -> DocId {
        'next: while target != TERMINATED {
            for matcher in &mut self.all {
                let doc = matcher.seek(target);
                if doc != target {
                    target = doc;
                    continue 'next;
                }
            }
            if self.none.iter_mut().any(|m| m.seek(target) == target) {
                target += 1;
                continue;
            }
            return target;
        }
        TERMINATED
    }
}

impl Docset for And<'_> {
    fn doc(&self) -> DocId {
        self.doc
    }
    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc < target {
            self.doc = self.settle(target);
        }
        self.doc
    }
    fn cost(&self) -> u64 {
        self.all.first().map_or(0, |m| m.cost())
    }
}

/// Records that are in one of some sets.
pub struct Or<'s> {
    any: Vec<Boxed<'s>>,
    doc: DocId,
}

impl<'s> Or<'s> {
    /// Walks over all of them.
    pub fn new(mut any: Vec<Boxed<'s>>) -> Or<'s> {
        any.retain(|m| m.doc() != TERMINATED);
        let doc = any.iter().map(|m| m.doc()).min().unwrap_or(TERMINATED);
        Or { any, doc }
    }
}

impl Docset for Or<'_> {
    fn doc(&self) -> DocId {
        self.doc
    }
    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc < target {
            self.doc = self.any.iter_mut().map(|m| m.seek(target)).min().unwrap_or(TERMINATED);
        }
        self.doc
    }
    fn cost(&self) -> u64 {
        self.any.iter().map(|m| m.cost()).sum()
    }
}

/// Records of a set that pass a test.
pub struct Filter<'s, F> {
    all: Boxed<'s>,
    fits: F,
}

impl<'s, F: Fn(DocId) -> bool> Filter<'s, F> {
    /// Tests each record of `all`.
    pub fn new(all: Boxed<'s>, fits: F) -> Filter<'s, F> {
        let mut filter = Filter { all, fits };
        filter.settle();
        filter
    }

    fn settle(&mut self) -> DocId {
        while self.all.doc() != TERMINATED && !(self.fits)(self.all.doc()) {
            self.all.advance();
        }
        self.all.doc()
    }
}

impl<F: Fn(DocId) -> bool> Docset for Filter<'_, F> {
    fn doc(&self) -> DocId {
        self.all.doc()
    }
    fn seek(&mut self, target: DocId) -> DocId {
        self.all.seek(target);
        self.settle()
    }
    fn cost(&self) -> u64 {
        self.all.cost()
    }
}
