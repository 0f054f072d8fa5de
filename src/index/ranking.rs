//! What a search found, in order, before it is read.

use super::collect::top::Candidate;
use super::options::SearchOptions;
use super::plan::op::Op;
use super::prepared::Prepared;
use crate::hit::Overview;

/// What a search found: the places of its hits in order, and what it says of itself.
///
/// The hits are read from the index that was searched, one by one
/// ([`Index::docs`](crate::index::Index::docs), [`Index::quotes`](crate::index::Index::quotes)), so
/// that a ranking of a million takes little memory.
#[derive(Debug)]
pub struct Ranking {
    pub(in crate::index) prepared: Prepared,
    pub(in crate::index) ranked: Vec<Candidate>,
    /// Number of the first of `ranked` in the whole ranking, from 0.
    pub(in crate::index) first: usize,
    pub(in crate::index) options: SearchOptions,
    /// What it says of itself.
    pub overview: Overview,
}

impl Ranking {
    /// Number of hits.
    pub fn len(&self) -> usize {
        self.ranked.len()
    }

    /// Whether there is no hit.
    pub fn is_empty(&self) -> bool {
        self.ranked.is_empty()
    }

    /// Whether each hit had to have all words in it or in its context: then there may be more in
    /// documents that have them anywhere.
    pub fn is_in_context(&self) -> bool {
        matches!(self.prepared.plan.root, Op::InContext(..))
    }
}
