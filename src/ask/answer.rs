//! What a question was answered.

use std::sync::Arc;

use super::error::Error;
use crate::hit::{Facet, Hit, Overview, QuoteHit};
use crate::index::{Index, Ranking};
use crate::query::{About, Query};

/// An answer. Its hits are read from the index one by one when they are asked for, so that an
/// answer of a million hits takes little memory; the index stays as it was when it was asked.
#[derive(Debug)]
pub struct Answer {
    pub(super) index: Arc<Index>,
    /// The hits, where hits were wanted.
    pub(super) ranking: Option<Ranking>,
    /// What was looked for.
    pub about: About,
    /// The query as it was understood.
    pub query: Query,
    /// How much matches, where a later question can go on, what was read otherwise than typed.
    pub overview: Overview,
    /// Values of fields with their counts, in the order in which they were wanted.
    pub facets: Vec<Facet>,
}

impl Answer {
    /// Number of hits given; 0 where only numbers were wanted.
    pub fn len(&self) -> usize {
        self.ranking.as_ref().map_or(0, Ranking::len)
    }

    /// Whether no hit is given.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether nothing matches.
    pub fn found_nothing(&self) -> bool {
        self.overview.counts.docs == 0
    }

    /// The hits of a question about documents, in order; none of one about quotes.
    ///
    /// # Errors
    ///
    /// Each hit: an index that cannot be read, a search that was cancelled.
    pub fn docs(&self) -> impl Iterator<Item = Result<Hit, Error>> + '_ {
        let hits = self.ranking(About::Docs).flat_map(|ranking| self.index.docs(ranking));
        hits.map(|hit| hit.map_err(Error::from))
    }

    /// The hits of a question about quotes, in order; none of one about documents.
    ///
    /// # Errors
    ///
    /// Each hit: an index that cannot be read, a search that was cancelled.
    pub fn quotes(&self) -> impl Iterator<Item = Result<QuoteHit, Error>> + '_ {
        let hits = self.ranking(About::Quotes).flat_map(|ranking| self.index.quotes(ranking));
        hits.map(|hit| hit.map_err(Error::from))
    }

    /// The hits, where they are of this kind.
    fn ranking(&self, about: About) -> impl Iterator<Item = &Ranking> {
        self.ranking.iter().filter(move |_| self.about == about)
    }
}
