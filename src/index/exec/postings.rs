//! The records that have a leaf: the union of the postings of its terms.

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, SegmentReader, TERMINATED};

use super::spans::Extent;
use super::terms::{LeafTerms, postings};

/// A union of postings, in order of records.
pub struct LeafPostings {
    lists: Vec<List>,
    doc: DocId,
}

struct List {
    postings: SegmentPostings,
    width: u32,
    typed: bool,
}

impl LeafPostings {
    /// Opens the postings of a leaf's terms in one segment.
    pub fn open(
        segment: &SegmentReader,
        ord: usize,
        terms: &LeafTerms,
        option: IndexRecordOption,
    ) -> tantivy::Result<LeafPostings> {
        let lists = terms.segments[ord]
            .iter()
            .map(|term| {
                let postings = postings(segment, terms.field, term, option)?;
                Ok(List { postings, width: term.width, typed: term.typed })
            })
            .collect::<tantivy::Result<Vec<List>>>()?;
        let mut leaf = LeafPostings { lists, doc: 0 };
        leaf.settle();
        Ok(leaf)
    }

    fn settle(&mut self) -> DocId {
        self.doc = self.lists.iter().map(|l| l.postings.doc()).min().unwrap_or(TERMINATED);
        self.doc
    }

    /// The record that the union stands at.
    pub fn doc(&self) -> DocId {
        self.doc
    }

    /// Goes to the first record at or after `target`.
    pub fn seek(&mut self, target: DocId) -> DocId {
        if self.doc >= target {
            return self.doc;
        }
        if let [one] = self.lists.as_mut_slice() {
            self.doc = one.postings.seek(target);
            return self.doc;
        }
        let (mut next, mut ended) = (TERMINATED, false);
        for list in &mut self.lists {
            let mut doc = list.postings.doc();
            if doc < target {
                doc = list.postings.seek(target);
                ended |= doc == TERMINATED;
            }
            next = next.min(doc);
        }
        if ended {
            // Lists that came to their end are not looked at again.
            self.lists.retain(|l| l.postings.doc() != TERMINATED);
        }
        self.doc = next;
        next
    }

    /// Goes to the next record.
    pub fn advance(&mut self) -> DocId {
        if self.doc == TERMINATED {
            return TERMINATED;
        }
        if let [one] = self.lists.as_mut_slice() {
            self.doc = one.postings.advance();
            return self.doc;
        }
        self.seek(self.doc + 1)
    }

    /// How often the leaf occurs in the record.
    pub fn frequency(&self) -> u32 {
        self.here().map(|l| l.postings.term_freq()).sum()
    }

    /// Whether the record has the form as typed.
    pub fn is_typed(&self) -> bool {
        self.here().any(|l| l.typed)
    }

    fn here(&self) -> impl Iterator<Item = &List> {
        self.lists.iter().filter(|l| l.postings.doc() == self.doc)
    }

    /// Number of postings, an upper bound of the number of records.
    pub fn cost(&self) -> u64 {
        self.lists.iter().map(|l| u64::from(l.postings.size_hint())).sum()
    }

    /// Where the leaf stands in the record, sorted.
    pub fn positions(&mut self, buffer: &mut Vec<u32>, extents: &mut Vec<Extent>) {
        extents.clear();
        let mut lists = 0;
        for list in &mut self.lists {
            if list.postings.doc() == self.doc {
                list.postings.positions(buffer);
                extents.extend(buffer.iter().map(|p| Extent { start: *p, end: *p + list.width }));
                lists += 1;
            }
        }
        if lists > 1 {
            extents.sort_unstable();
        }
    }
}
