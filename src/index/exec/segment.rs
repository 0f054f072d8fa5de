//! One segment with the query that is carried out in it.

use tantivy::SegmentReader;

use super::terms::LeafTerms;
use crate::index::cancel::Cancel;
use crate::index::plan::op::Plan;
use crate::index::reader::Index;

/// What is needed to carry out a plan in one segment.
#[derive(Clone, Copy)]
pub struct Segment<'s> {
    /// The index, for what is known of the archive as a whole.
    pub index: &'s Index,
    /// The segment.
    pub reader: &'s SegmentReader,
    /// Its number.
    pub ord: usize,
    /// The query.
    pub plan: &'s Plan,
    /// The terms of each leaf of the plan.
    pub terms: &'s [LeafTerms],
    /// Ends the search before its time.
    pub cancel: &'s Cancel,
}
