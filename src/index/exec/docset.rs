//! Sets of records of one segment, walked in order: terms, unions, intersections, filters.
//!
//! A search that is cancelled ends its terms ([`Postings`]), and so whatever walks over them. Who
//! walks over a whole set looks at the flag once more behind its end.

use tantivy::postings::SegmentPostings;
use tantivy::{DocId, DocSet, TERMINATED};

use super::postings::LeafPostings;
use crate::index::cancel::Cancel;

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

/// The records of one term.
impl Docset for SegmentPostings {
    fn doc(&self) -> DocId {
        DocSet::doc(self)
    }
    fn seek(&mut self, target: DocId) -> DocId {
        if DocSet::doc(self) < target { DocSet::seek(self, target) } else { DocSet::doc(self) }
    }
    fn advance(&mut self) -> DocId {
        DocSet::advance(self)
    }
    fn cost(&self) -> u64 {
        self.size_hint().into()
    }
}

/// The records that have one of the terms of a leaf.
impl Docset for LeafPostings {
    fn doc(&self) -> DocId {
        self.doc()
    }
    fn seek(&mut self, target: DocId) -> DocId {
        self.seek(target)
    }
    fn advance(&mut self) -> DocId {
        self.advance()
    }
    fn cost(&self) -> u64 {
        self.cost()
    }
}

/// The records of postings, until the search is cancelled.
pub struct Postings<'s, P> {
    postings: P,
    doc: DocId,
    steps: usize,
    cancel: &'s Cancel,
}

impl<'s, P: Docset> Postings<'s, P> {
    /// Walks over `postings` unless `cancel` is set.
    pub fn new(postings: P, cancel: &'s Cancel) -> Postings<'s, P> {
        let doc = postings.doc();
        Postings { postings, doc, steps: 0, cancel }
    }

    /// Stands at `doc`, or behind the last record where the flag was seen.
    fn stand(&mut self, doc: DocId) -> DocId {
        self.steps += 1;
        self.doc = if self.cancel.check_at(self.steps).is_ok() { doc } else { TERMINATED };
        self.doc
    }
}

impl<P: Docset> Docset for Postings<'_, P> {
    fn doc(&self) -> DocId {
        self.doc
    }
    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc >= target {
            return self.doc;
        }
        let doc = self.postings.seek(target);
        self.stand(doc)
    }
    fn advance(&mut self) -> DocId {
        if self.doc == TERMINATED {
            return TERMINATED;
        }
        let doc = self.postings.advance();
        self.stand(doc)
    }
    fn cost(&self) -> u64 {
        self.postings.cost()
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
