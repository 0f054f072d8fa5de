//! Reads where leaves and marks stand in a record from the postings of a segment.

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet};

use super::postings::LeafPostings;
use super::segment::Segment;
use super::spans::TermPositions;
use crate::index::field::TextField;
use crate::index::store::layout::{PARAGRAPH, PART, SENTENCE};

/// Postings with positions of some leaves and of the marks.
pub struct PositionReader {
    leaves: Vec<(usize, LeafPostings)>,
    /// Parts, paragraphs, sentences; none for fields that have no marks.
    marks: [Option<SegmentPostings>; 3],
    count: usize,
    buffer: Vec<u32>,
}

impl PositionReader {
    /// Opens the postings of these leaves of the plan.
    pub fn open(segment: &Segment, leaves: &[usize]) -> tantivy::Result<PositionReader> {
        let fields = &segment.index.fields;
        let option = IndexRecordOption::WithFreqsAndPositions;
        let opened = leaves
            .iter()
            .map(|number| {
                let terms = &segment.terms[*number];
                let postings = LeafPostings::open(segment.reader, segment.ord, terms, option)?;
                Ok((*number, postings))
            })
            .collect::<tantivy::Result<Vec<_>>>()?;
        let mut marks = [None, None, None];
        if leaves.iter().any(|leaf| segment.plan.leaves[*leaf].field == TextField::Text) {
            let inverted = segment.reader.inverted_index(fields.text)?;
            for (mark, slot) in [PART, PARAGRAPH, SENTENCE].into_iter().zip(&mut marks) {
                let term = fields.term(TextField::Text, mark.encode_utf8(&mut [0; 4]));
                *slot = inverted.read_postings(&term, option)?;
            }
        }
        Ok(PositionReader {
            leaves: opened,
            marks,
            count: segment.plan.leaves.len(),
            buffer: Vec::new(),
        })
    }

    /// Reads the positions in `doc`, which must not come before one that was read.
    pub fn read(&mut self, doc: DocId, positions: &mut TermPositions) {
        positions.leaves.resize_with(self.count, Vec::new);
        for (number, leaf) in &mut self.leaves {
            let found = &mut positions.leaves[*number];
            found.clear();
            if leaf.seek(doc) == doc {
                leaf.positions(&mut self.buffer, found);
            }
        }
        let lists = [&mut positions.parts, &mut positions.paragraphs, &mut positions.sentences];
        for (postings, list) in self.marks.iter_mut().zip(lists) {
            list.clear();
            if let Some(postings) = postings {
                if postings.doc() < doc {
                    postings.seek(doc);
                }
                if postings.doc() == doc {
                    postings.positions(list);
                }
            }
        }
    }

    /// Whether a leaf has its form as typed in the record read last.
    pub fn is_typed(&self, number: usize, doc: DocId) -> bool {
        self.leaves.iter().any(|(n, leaf)| *n == number && leaf.doc() == doc && leaf.is_typed())
    }
}
