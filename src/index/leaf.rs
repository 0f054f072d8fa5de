//! The records that have a leaf: the union of the postings of its terms.

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, SegmentReader, TERMINATED};

use super::expand::{Expanded, postings};
use super::plan::Leaf;
use super::spans::Place;

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
        leaf: &Leaf,
        expanded: &Expanded,
        option: IndexRecordOption,
    ) -> tantivy::Result<LeafPostings> {
        let lists = expanded.segments[ord]
            .iter()
            .map(|hit| {
                let postings = postings(segment, leaf, hit, option)?;
                Ok(List { postings, width: hit.width, typed: hit.typed })
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
    pub fn places(&mut self, buffer: &mut Vec<u32>, places: &mut Vec<Place>) {
        places.clear();
        let mut lists = 0;
        for list in &mut self.lists {
            if list.postings.doc() == self.doc {
                list.postings.positions(buffer);
                places.extend(buffer.iter().map(|p| Place { start: *p, end: *p + list.width }));
                lists += 1;
            }
        }
        if lists > 1 {
            places.sort_unstable();
        }
    }
}
