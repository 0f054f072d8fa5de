//! Records that have words in the right places.

use tantivy::{DocId, TERMINATED};

use super::docset::{Boxed, Docset};
use super::positions::PositionReader;
use super::spans::TermPositions;
use super::verbatim::Verbatim;
use crate::index::plan::op::SpanOp;

/// Records that have the words in the right places, and as written when that is asked.
pub struct SpanDocs<'s> {
    candidates: Boxed<'s>,
    spans: &'s SpanOp,
    positions: PositionReader,
    found: TermPositions,
    written: Option<Verbatim>,
}

impl<'s> SpanDocs<'s> {
    /// Looks at each of the candidates, which have the words somewhere.
    pub fn new(
        candidates: Boxed<'s>,
        spans: &'s SpanOp,
        positions: PositionReader,
        written: Option<Verbatim>,
    ) -> SpanDocs<'s> {
        let found = TermPositions::default();
        let mut docs = SpanDocs { candidates, spans, positions, found, written };
        docs.settle();
        docs
    }

    fn settle(&mut self) -> DocId {
        while self.candidates.doc() != TERMINATED {
            let doc = self.candidates.doc();
            self.positions.read(doc, &mut self.found);
            self.found.written = None;
            if self.fits() && self.is_written(doc) {
                break;
            }
            self.candidates.advance();
        }
        self.candidates.doc()
    }

    fn fits(&self) -> bool {
        !self.found.matches(self.spans, false).is_empty()
    }

    /// Whether what has to stand as written does; texts are read only of what fits otherwise.
    fn is_written(&mut self, doc: DocId) -> bool {
        let Some(written) = &mut self.written else { return true };
        if !self.spans.holds_written() {
            return written.is_in(doc);
        }
        self.found.written = written.words_of(doc);
        self.found.written.is_some() && self.fits()
    }
}

impl Docset for SpanDocs<'_> {
    fn doc(&self) -> DocId {
        self.candidates.doc()
    }
    fn seek(&mut self, target: DocId) -> DocId {
        if self.candidates.doc() < target {
            self.candidates.seek(target);
            self.settle();
        }
        self.candidates.doc()
    }
    fn cost(&self) -> u64 {
        // Reading positions is dear: let cheaper parts of a conjunction go first.
        self.candidates.cost().saturating_mul(4)
    }
}
