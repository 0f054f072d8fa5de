//! Walking over all records that match.

use tantivy::{DocId, TERMINATED};

use super::columns::Columns;
use super::top::Counter;
use crate::hit::Counts;
use crate::index::error::Error;
use crate::index::prepared::Prepared;
use crate::index::rank::weights::Weights;
use crate::index::reader::Index;

/// Matching records of each segment, in order.
pub type Matches = Vec<Vec<DocId>>;

/// What matches are gathered of.
pub struct Gather<'p> {
    /// The query.
    pub prepared: &'p Prepared,
    /// How they are scored, if they are.
    pub weights: Option<&'p Weights>,
    /// Nothing that a later revision brought.
    pub revision: u64,
    /// Whether each segment may gather for itself.
    pub apart: bool,
}

impl<'p> Gather<'p> {
    /// All matches of a query, without scores.
    pub fn all(prepared: &'p Prepared) -> Gather<'p> {
        Gather { prepared, weights: None, revision: u64::MAX, apart: true }
    }
}

impl Index {
    /// Shows each living record that matches, in the order of the index, with what is gathered from
    /// them: by each segment for itself when it is asked apart.
    ///
    /// # Errors
    ///
    /// Postings or columns that cannot be read, a search that was cancelled.
    pub(in crate::index) fn each_match<T: Send>(
        &self,
        gather: &Gather,
        new: impl Fn() -> T + Sync,
        show: impl Fn(&mut T, &Columns, DocId, f32) + Sync,
    ) -> Result<Vec<T>, Error> {
        if gather.apart {
            return self.each_segment(|ord| {
                let mut gathered = new();
                self.each_match_in(gather, ord, &mut gathered, &show)?;
                Ok(gathered)
            });
        }
        let mut gathered = new();
        for ord in 0..self.searcher.segment_readers().len() {
            self.each_match_in(gather, ord, &mut gathered, &show)?;
        }
        Ok(vec![gathered])
    }

    fn each_match_in<T>(
        &self,
        gather: &Gather,
        ord: usize,
        gathered: &mut T,
        show: &impl Fn(&mut T, &Columns, DocId, f32),
    ) -> Result<(), Error> {
        let prepared = gather.prepared;
        let all = gather.revision >= self.totals.revision;
        let segment = self.segment(prepared, ord);
        let mut docs = segment.root().map_err(self.err())?;
        let scores = gather.weights.map(|weights| weights.scores(&segment)).transpose();
        let mut scores = scores.map_err(self.err())?;
        let columns = Columns::open(self, ord, segment.reader, prepared.plan.about)?;
        while docs.doc() != TERMINATED {
            let record = docs.doc();
            let alive = !segment.reader.is_deleted(record);
            if alive && (all || columns.added(record) <= gather.revision) {
                let score = scores.as_mut().map_or(0.0, |scores| scores.score(record));
                show(gathered, &columns, record, score);
            }
            docs.advance();
        }
        // Postings end early when it is set.
        prepared.cancel.check()
    }

    /// How much matches.
    ///
    /// # Errors
    ///
    /// Postings or columns that cannot be read, a search that was cancelled.
    pub(in crate::index) fn count_matches(&self, prepared: &Prepared) -> Result<Counts, Error> {
        let count = |counter: &mut Counter, columns: &Columns, record, _| {
            counter.count(columns.belongs(record));
        };
        let counters = self.each_match(&Gather::all(prepared), Counter::default, count)?;
        Ok(counters.into_iter().reduce(Counter::join).unwrap_or_default().counts())
    }

    /// The living records that match, for each segment in order, and how much that is.
    ///
    /// # Errors
    ///
    /// Postings or columns that cannot be read, a search that was cancelled.
    pub(in crate::index) fn matches(
        &self,
        prepared: &Prepared,
    ) -> Result<(Matches, Counts), Error> {
        let mut matches: Matches = vec![Vec::new(); self.searcher.segment_readers().len()];
        let mut all = Counter::default();
        let new = || (Vec::new(), Counter::default());
        let gather = Gather::all(prepared);
        let found = self.each_match(&gather, new, |(found, counter), columns, record, _| {
            counter.count(columns.belongs(record));
            found.push(columns.address(record));
        })?;
        for (found, counter) in found {
            all = all.join(counter);
            for address in found {
                matches[address.segment_ord as usize].push(address.doc_id);
            }
        }
        Ok((matches, all.counts()))
    }
}
