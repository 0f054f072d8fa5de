//! A query made ready for one index: its plan, and the terms that fit.

use super::cancel::Cancel;
use super::error::Error;
use super::exec::segment::Segment;
use super::exec::terms::{LeafTerms, MAX_FORMS};
use super::plan::compile::{Aim, compile};
use super::plan::op::Plan;
use super::reader::Index;
use crate::hit::{Counts, Overview};
use crate::query::{Query, Warning};

/// A query made ready for one index.
#[derive(Debug)]
pub struct Prepared {
    /// How it is carried out.
    pub plan: Plan,
    /// The terms of each leaf of the plan.
    pub terms: Vec<LeafTerms>,
    /// What a person should know.
    pub warnings: Vec<Warning>,
    /// Ends the search before its time.
    pub cancel: Cancel,
}

impl Index {
    /// Makes a query ready.
    ///
    /// # Errors
    ///
    /// Names or terms that cannot be read, a pattern that is none, a search that was cancelled.
    pub(in crate::index) fn prepare(
        &self,
        query: &Query,
        aim: Aim,
        cancel: &Cancel,
    ) -> Result<Prepared, Error> {
        let plan = compile(query, self, aim)?;
        let terms: Vec<LeafTerms> =
            plan.leaves.iter().map(|leaf| self.expand(leaf, cancel)).collect::<Result<_, _>>()?;
        let mut warnings = query.warnings.clone();
        warnings.extend(plan.warnings.iter().cloned());
        if terms.iter().any(|leaf| leaf.cut) {
            let text = format!(
                "a pattern fits more than {MAX_FORMS} words; the first {MAX_FORMS} are searched"
            );
            warnings.push(Warning { code: "expansion_limit", text });
        }
        Ok(Prepared { plan, terms, warnings, cancel: cancel.clone() })
    }

    /// One segment with a query.
    pub(in crate::index) fn segment<'s>(
        &'s self,
        prepared: &'s Prepared,
        ord: usize,
    ) -> Segment<'s> {
        Segment {
            index: self,
            reader: self.searcher.segment_reader(ord as u32),
            ord,
            plan: &prepared.plan,
            terms: &prepared.terms,
            cancel: &prepared.cancel,
        }
    }

    /// What an answer says of itself when there is nothing to go on with.
    pub(in crate::index) fn overview(
        &self,
        query: &Query,
        prepared: &Prepared,
        counts: Counts,
    ) -> Overview {
        Overview {
            counts,
            query: query.root.to_string(),
            revision: self.totals.revision,
            warnings: prepared.warnings.clone(),
            less_certain: None,
            next: None,
            reasons: Vec::new(),
        }
    }
}
