//! Reads where leaves and marks stand in a record from the postings of a segment.

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, Term};

use super::layout::{PARAGRAPH, PART, SENTENCE};
use super::leaf::LeafPostings;
use super::matcher::Builder;
use super::spans::Places;

/// Postings with places of some leaves and of the marks.
pub struct PlaceReader {
    leaves: Vec<(usize, LeafPostings)>,
    /// Parts, paragraphs, sentences; none for fields that have no marks.
    marks: [Option<SegmentPostings>; 3],
    count: usize,
    buffer: Vec<u32>,
}

impl PlaceReader {
    /// Opens the postings of these leaves of the plan.
    pub fn open(builder: &Builder, leaves: &[usize]) -> tantivy::Result<PlaceReader> {
        let option = IndexRecordOption::WithFreqsAndPositions;
        let opened = leaves
            .iter()
            .map(|number| {
                let (leaf, terms) = (&builder.plan.leaves[*number], &builder.expanded[*number]);
                Ok((
                    *number,
                    LeafPostings::open(builder.segment, builder.ord, leaf, terms, option)?,
                ))
            })
            .collect::<tantivy::Result<Vec<_>>>()?;
        let mut marks = [None, None, None];
        let text = builder.index.fields.text;
        if leaves.iter().any(|l| builder.plan.leaves[*l].field == text) {
            let inverted = builder.segment.inverted_index(text)?;
            for (mark, slot) in [PART, PARAGRAPH, SENTENCE].into_iter().zip(&mut marks) {
                let term = Term::from_field_text(text, mark.encode_utf8(&mut [0; 4]));
                *slot = inverted.read_postings(&term, option)?;
            }
        }
        Ok(PlaceReader {
            leaves: opened,
            marks,
            count: builder.plan.leaves.len(),
            buffer: Vec::new(),
        })
    }

    /// Reads the places in `doc`, which must not come before one that was read.
    pub fn read(&mut self, doc: DocId, places: &mut Places) {
        places.leaves.resize_with(self.count, Vec::new);
        for (number, leaf) in &mut self.leaves {
            let found = &mut places.leaves[*number];
            found.clear();
            if leaf.seek(doc) == doc {
                leaf.places(&mut self.buffer, found);
            }
        }
        let lists = [&mut places.parts, &mut places.paragraphs, &mut places.sentences];
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
