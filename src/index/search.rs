//! Searching: from a query to ranked hits with passages.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use tantivy::columnar::Column;
use tantivy::{DocAddress, TERMINATED};

use super::expand::{Expanded, MAX_FORMS};
use super::matcher::Builder;
use super::plan::Plan;
use super::rank::{Closer, Scoring, WINDOW};
use super::snippet::Highlighter;
use super::{Error, Index, compile};
use crate::hit::{Hit, Results, Why};
use crate::query::{Query, Warning};

/// What to give back of a search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchOptions {
    /// Most hits to give; 0 gives all.
    pub limit: usize,
    /// Hits to pass over first.
    pub offset: usize,
    /// Their order.
    pub sort: Sort,
    /// Most passages a hit.
    pub snippets: usize,
    /// Length of a passage, about, in characters.
    pub context: usize,
    /// Whether to say what each score is made of.
    pub why: bool,
}

impl Default for SearchOptions {
    fn default() -> SearchOptions {
        SearchOptions {
            limit: 20,
            offset: 0,
            sort: Sort::Score,
            snippets: 1,
            context: 160,
            why: false,
        }
    }
}

/// The order of hits. Equal ones come newest first, then by identity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// Best first.
    Score,
    /// Oldest first, undated last.
    Date,
    /// Newest first, undated last.
    DateDesc,
    /// By path.
    Path,
}

/// One matching document before its record is read.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub score: f32,
    pub day: Option<i64>,
    pub id: u64,
    pub address: DocAddress,
    why: Option<Why>,
}

/// A candidate that knows how it is ordered: the greatest is the worst.
struct Ranked(Candidate, Sort);

impl PartialEq for Ranked {
    fn eq(&self, other: &Ranked) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Ranked {}

impl PartialOrd for Ranked {
    fn partial_cmp(&self, other: &Ranked) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ranked {
    fn cmp(&self, other: &Ranked) -> Ordering {
        let (a, b) = (&self.0, &other.0);
        let newest = || b.day.cmp(&a.day);
        let first = match self.1 {
            Sort::Score => b.score.total_cmp(&a.score).then_with(newest),
            Sort::Date => (a.day.is_none(), a.day).cmp(&(b.day.is_none(), b.day)),
            Sort::DateDesc => newest(),
            // Paths are not in a column: this order is made of the records.
            Sort::Path => Ordering::Equal,
        };
        first.then(a.id.cmp(&b.id))
    }
}

/// A query made ready for this index.
pub(super) struct Prepared {
    pub plan: Plan,
    pub expanded: Vec<Expanded>,
    pub warnings: Vec<Warning>,
}

impl Index {
    /// The documents that match, ranked.
    pub fn search(&self, query: &Query, options: &SearchOptions) -> Result<Results, Error> {
        let prepared = self.prepare(query)?;
        let scoring = Scoring::new(self, &prepared.plan, &prepared.expanded)?;
        let wanted = match options.limit {
            0 => usize::MAX,
            limit => options.offset.saturating_add(limit),
        };
        let keep = if options.sort == Sort::Path { usize::MAX } else { wanted.max(WINDOW) };
        let mut heap: BinaryHeap<Ranked> = BinaryHeap::new();
        let mut total = 0;
        self.each_match(&prepared, Some(&scoring), |candidate| {
            total += 1;
            let ranked = Ranked(candidate, options.sort);
            if heap.len() < keep {
                heap.push(ranked);
            } else if heap.peek().is_some_and(|worst| ranked < *worst) {
                heap.pop();
                heap.push(ranked);
            }
        })?;
        let mut found: Vec<Candidate> = heap.into_sorted_vec().into_iter().map(|r| r.0).collect();
        self.look_closer(&prepared, &scoring, &mut found)?;
        match options.sort {
            Sort::Path => self.sort_by_path(&mut found)?,
            sort => {
                let mut ranked: Vec<Ranked> = found.into_iter().map(|c| Ranked(c, sort)).collect();
                ranked.sort();
                found = ranked.into_iter().map(|r| r.0).collect();
            }
        }
        let highlighter = Highlighter::new(&prepared, &self.fields);
        let chosen = found
            .into_iter()
            .enumerate()
            .skip(options.offset)
            .take(wanted - options.offset.min(wanted));
        let hits = chosen
            .map(|(place, candidate)| {
                let (doc, text) = self.doc_at(candidate.address)?;
                let snippets = highlighter.snippets(&doc, &text, options.snippets, options.context);
                Ok(Hit {
                    rank: place as u64 + 1,
                    score: candidate.score,
                    doc,
                    text,
                    snippets,
                    why: candidate.why.filter(|_| options.why),
                })
            })
            .collect::<Result<Vec<Hit>, Error>>()?;
        Ok(Results {
            hits,
            total,
            query: query.root.to_string(),
            revision: self.totals.revision,
            warnings: prepared.warnings,
        })
    }

    /// Number of documents that match.
    pub fn count(&self, query: &Query) -> Result<u64, Error> {
        let mut total = 0;
        self.each_match(&self.prepare(query)?, None, |_| total += 1)?;
        Ok(total)
    }

    pub(super) fn prepare(&self, query: &Query) -> Result<Prepared, Error> {
        let plan = compile::compile(query, &self.fields);
        let expanded =
            plan.leaves.iter().map(|leaf| self.expand(leaf)).collect::<Result<Vec<_>, Error>>()?;
        let mut warnings = query.warnings.clone();
        warnings.extend(plan.warnings.iter().cloned());
        if expanded.iter().any(|e| e.cut) {
            warnings.push(Warning {
                code: "expansion_limit",
                text: format!(
                    "a pattern fits more than {MAX_FORMS} words; the first {MAX_FORMS} are searched"
                ),
            });
        }
        Ok(Prepared { plan, expanded, warnings })
    }

    /// Shows each living document that matches, in the order of the index.
    pub(super) fn each_match(
        &self,
        prepared: &Prepared,
        scoring: Option<&Scoring>,
        mut show: impl FnMut(Candidate),
    ) -> Result<(), Error> {
        let Prepared { plan, expanded, .. } = prepared;
        for (ord, segment) in self.searcher.segment_readers().iter().enumerate() {
            let builder = Builder { segment, ord, fields: &self.fields, plan, expanded };
            let mut matcher = builder.root().map_err(self.err())?;
            let mut scores = match scoring {
                Some(s) => Some(
                    s.segment(segment, ord, &self.fields, plan, expanded).map_err(self.err())?,
                ),
                None => None,
            };
            let ids: Column<u64> = segment.fast_fields().u64("id").map_err(self.err())?;
            let days: Column<i64> = segment.fast_fields().i64("date").map_err(self.err())?;
            while matcher.doc() != TERMINATED {
                let doc = matcher.doc();
                if !segment.is_deleted(doc) {
                    show(Candidate {
                        score: scores.as_mut().map_or(0.0, |s| s.score(doc)),
                        day: days.first(doc),
                        id: ids.first(doc).unwrap_or(0),
                        address: DocAddress::new(ord as u32, doc),
                        why: None,
                    });
                }
                matcher.advance();
            }
        }
        Ok(())
    }

    /// Adds the bonuses to the best documents, which stand first.
    fn look_closer(
        &self,
        prepared: &Prepared,
        scoring: &Scoring,
        found: &mut [Candidate],
    ) -> Result<(), Error> {
        let window = found.len().min(WINDOW);
        let mut best: Vec<&mut Candidate> = found[..window].iter_mut().collect();
        best.sort_by_key(|c| c.address);
        let mut closer: Option<(u32, Closer)> = None;
        for candidate in best {
            let ord = candidate.address.segment_ord;
            if closer.as_ref().is_none_or(|(at, _)| *at != ord) {
                let builder = Builder {
                    segment: self.searcher.segment_reader(ord),
                    ord: ord as usize,
                    fields: &self.fields,
                    plan: &prepared.plan,
                    expanded: &prepared.expanded,
                };
                closer = Some((ord, Closer::open(scoring, &builder).map_err(self.err())?));
            }
            if let Some((_, closer)) = &mut closer {
                let why = closer.look(candidate.address.doc_id, candidate.score);
                candidate.score *= 1.0 + why.bonuses.iter().map(|b| b.1).sum::<f32>();
                candidate.why = Some(why);
            }
        }
        Ok(())
    }

    fn sort_by_path(&self, found: &mut Vec<Candidate>) -> Result<(), Error> {
        let mut keyed = Vec::with_capacity(found.len());
        for candidate in found.drain(..) {
            let doc = self.doc_at(candidate.address)?.0;
            keyed.push(((doc.paths.into_iter().next(), doc.record), candidate));
        }
        keyed.sort_by(|a, b| a.0.cmp(&b.0));
        found.extend(keyed.into_iter().map(|(_, candidate)| candidate));
        Ok(())
    }
}
