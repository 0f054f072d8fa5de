//! The ranking of documents and that of quotes behind one door.

use tantivy::DocId;

use super::docs::{self, Closer, Scoring, SegmentScores};
use super::quotes::{self, QuoteCloser, QuoteScores, QuoteScoring};
use crate::hit::Why;
use crate::index::cancel::Cancel;
use crate::index::error::Error;
use crate::index::exec::segment::Segment;
use crate::index::exec::terms::LeafTerms;
use crate::index::plan::op::Plan;
use crate::index::reader::Index;
use crate::query::About;

/// The weights of the words of a query.
pub enum Weights {
    /// Among documents.
    Docs(Scoring),
    /// Among quotes.
    Quotes(QuoteScoring),
}

impl Weights {
    /// Weighs the words of a plan, which fit `terms`.
    ///
    /// # Errors
    ///
    /// Postings that cannot be read, a search that was cancelled.
    pub fn new(
        index: &Index,
        plan: &Plan,
        terms: &[LeafTerms],
        cancel: &Cancel,
    ) -> Result<Weights, Error> {
        Ok(match plan.about {
            About::Docs => Weights::Docs(Scoring::new(index, plan, terms, cancel)?),
            About::Quotes => Weights::Quotes(QuoteScoring::new(index, plan, cancel)?),
        })
    }

    /// Opens what the scores of records of one segment need.
    pub fn scores(&self, segment: &Segment) -> tantivy::Result<Scores<'_>> {
        Ok(match self {
            Weights::Docs(scoring) => Scores::Docs(scoring.segment(segment)?),
            Weights::Quotes(scoring) => Scores::Quotes(scoring.segment(segment)?),
        })
    }

    /// Opens what is needed to look more closely at records of one segment.
    pub fn look(&self, segment: &Segment) -> tantivy::Result<Look<'_>> {
        Ok(match self {
            Weights::Docs(scoring) => Look::Docs(Box::new(Closer::open(scoring, segment)?)),
            Weights::Quotes(scoring) => {
                Look::Quotes(Box::new(QuoteCloser::open(scoring, segment)?))
            }
        })
    }

    /// How many of the best records are looked at more closely.
    pub fn window(&self) -> usize {
        match self {
            Weights::Docs(_) => docs::WINDOW,
            Weights::Quotes(_) => quotes::WINDOW,
        }
    }
}

/// The scores of records of one segment.
pub enum Scores<'a> {
    /// Of documents.
    Docs(SegmentScores<'a>),
    /// Of quotes.
    Quotes(QuoteScores<'a>),
}

impl Scores<'_> {
    /// The score of a record by its words; records are asked for in order.
    pub fn score(&mut self, record: DocId) -> f32 {
        match self {
            Scores::Docs(scores) => scores.score(record),
            Scores::Quotes(scores) => scores.score(record),
        }
    }
}

/// What looks more closely at records of one segment.
pub enum Look<'a> {
    /// At documents.
    Docs(Box<Closer<'a>>),
    /// At quotes.
    Quotes(Box<QuoteCloser<'a>>),
}

impl Look<'_> {
    /// What a record's `score` is made of, with its bonuses; records are asked for in order.
    pub fn look(&mut self, record: DocId, score: f32) -> Why {
        match self {
            Look::Docs(closer) => closer.look(record, score),
            Look::Quotes(closer) => closer.look(record, score),
        }
    }
}
