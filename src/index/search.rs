//! Searching: from a query to ranked documents or quotes.

use super::cancel::Cancel;
use super::collect::gather::Gather;
use super::collect::top::{Best, Candidate, Counter};
use super::error::Error;
use super::options::{Cursor, Fold, SearchOptions, Sort};
use super::plan::compile::Aim;
use super::prepared::Prepared;
use super::rank::docs::WINDOW;
use super::rank::weights::Weights;
use super::ranking::Ranking;
use super::reader::Index;
use super::store::address::document_of;
use crate::hit::{Counts, Overview};
use crate::query::{About, Query};
use crate::words;

impl Index {
    /// How many records match.
    ///
    /// # Errors
    ///
    /// A pattern that is none, an index that cannot be read, a search that was cancelled.
    pub fn count(&self, query: &Query, about: About, cancel: &Cancel) -> Result<Overview, Error> {
        let prepared = self.prepare(query, about.into(), cancel)?;
        let counts = self.count_matches(&prepared)?;
        Ok(self.overview(query, &prepared, counts))
    }

    /// The documents or quotes that match, ranked. A query on quotes is one that was read for quotes.
    ///
    /// # Errors
    ///
    /// A cursor of another question, a pattern that is none, an index that cannot be read, a search
    /// that was cancelled.
    pub fn search(
        &self,
        query: &Query,
        aim: Aim,
        options: &SearchOptions,
        cancel: &Cancel,
    ) -> Result<Ranking, Error> {
        let asked = asked(query, options, aim);
        let prepared = self.prepare(query, aim, cancel)?;
        let weights = Weights::new(self, &prepared.plan, &prepared.terms, cancel)?;
        if options.after.is_some_and(|cursor| cursor.asked != asked) {
            return Err(Error::OtherCursor);
        }
        let given = options.after.map_or(options.offset, |cursor| cursor.given);
        let wanted = match options.limit {
            0 => usize::MAX,
            limit => given.saturating_add(limit),
        };
        // One more than wanted tells whether there is more. The last hit of an earlier answer may
        // have moved a little.
        let room = if options.after.is_some() { WINDOW } else { 1 };
        let keep = match options.sort {
            Sort::Path => usize::MAX,
            _ => wanted.saturating_add(room).max(WINDOW),
        };
        let revision = options.after.map_or(self.totals.revision, |cursor| cursor.revision);
        // All matches together are held once.
        let apart = keep < usize::MAX;
        let gather = Gather { prepared: &prepared, weights: Some(&weights), revision, apart };
        let (mut ranked, counts) = self.best(&gather, options, keep)?;
        self.look_closer(&prepared, &weights, &mut ranked)?;
        match options.sort {
            Sort::Path => self.sort_by_path(&mut ranked, &prepared)?,
            sort => ranked.sort_by(|a, b| a.order(b, sort)),
        }
        let first = first(options, &ranked);
        ranked.drain(..first.min(ranked.len()));
        let more = options.limit > 0 && ranked.len() > options.limit;
        if more {
            ranked.truncate(options.limit);
        }
        let next = ranked.last().filter(|_| more).map(|last| Cursor {
            revision,
            given: first + ranked.len(),
            last: last.id,
            asked,
        });
        Ok(Ranking {
            ranked,
            first,
            options: options.clone(),
            overview: Overview {
                next: next.map(|cursor| cursor.to_string()),
                ..self.overview(query, &prepared, counts)
            },
            prepared,
        })
    }

    /// The best matches in order, folded, and how much matches.
    fn best(
        &self,
        gather: &Gather,
        options: &SearchOptions,
        keep: usize,
    ) -> Result<(Vec<Candidate>, Counts), Error> {
        let each_file = options.fold == Fold::None && gather.prepared.plan.about == About::Docs;
        let new = || (Best::new(options.sort, options.fold, keep), Counter::default());
        let found = self.each_match(gather, new, |(best, counter), columns, record, score| {
            let of = columns.belongs(record);
            counter.count(of);
            if best.is_beyond(score, of) {
                return;
            }
            let candidate = Candidate {
                score,
                day: columns.day(record),
                address: columns.address(record),
                file: 0,
                id: columns.id(record),
                carried: 1,
                why: None,
            };
            for file in 1..if each_file { columns.files(record) } else { 1 } {
                best.add(Candidate { file, ..candidate.clone() }, of);
            }
            best.add(candidate, of);
        })?;
        let join = |(best, counter): (Best, Counter), more: (Best, Counter)| {
            (best.join(more.0), counter.join(more.1))
        };
        let (best, counter) = found.into_iter().reduce(join).unwrap_or_else(new);
        Ok((best.sorted(), counter.counts()))
    }

    /// Adds the bonuses to the best records, which stand first.
    fn look_closer(
        &self,
        prepared: &Prepared,
        weights: &Weights,
        found: &mut [Candidate],
    ) -> Result<(), Error> {
        let window = found.len().min(weights.window());
        let mut order: Vec<usize> = (0..window).collect();
        order.sort_by_key(|n| found[*n].address);
        let looked = self.each_segment(|ord| {
            let here = |n: &&usize| found[**n].address.segment_ord as usize == ord;
            let mut here = order.iter().filter(here).peekable();
            if here.peek().is_none() {
                return Ok(Vec::new());
            }
            prepared.cancel.check()?;
            let mut look = weights.look(&self.segment(prepared, ord)).map_err(self.err())?;
            let why = |n: &usize| (*n, look.look(found[*n].address.doc_id, found[*n].score));
            Ok(here.map(why).collect())
        })?;
        for (n, why) in looked.into_iter().flatten() {
            found[n].score *= 1.0 + why.bonuses.iter().map(|b| b.1).sum::<f32>();
            found[n].why = Some(Box::new(why));
        }
        Ok(())
    }

    fn sort_by_path(&self, found: &mut Vec<Candidate>, prepared: &Prepared) -> Result<(), Error> {
        let mut keyed = Vec::with_capacity(found.len());
        // In the order in which they are stored, so that each block is unpacked once.
        found.sort_unstable_by_key(|candidate| candidate.address);
        for (n, candidate) in found.drain(..).enumerate() {
            prepared.cancel.check_at(n)?;
            let number = match prepared.plan.about {
                About::Quotes => self.number_at(candidate.address)?,
                About::Docs => 0,
            };
            let doc = self.doc_at(document_of(candidate.address, Some(number)))?.doc;
            let path = doc.paths.into_iter().nth(candidate.file as usize);
            keyed.push(((path, doc.record, number), candidate));
        }
        keyed.sort_by(|a, b| a.0.cmp(&b.0));
        found.extend(keyed.into_iter().map(|(_, candidate)| candidate));
        Ok(())
    }
}

/// Number of the first hit to give, in the whole ranking.
fn first(options: &SearchOptions, ranked: &[Candidate]) -> usize {
    let Some(after) = options.after else { return options.offset };
    // Of the files of one document, the last that was given.
    let last = after.given.saturating_sub(1);
    let is_last = |(_, candidate): &(usize, &Candidate)| candidate.id == after.last;
    let places = ranked.iter().enumerate().filter(is_last).map(|(at, _)| at);
    // Rather one hit again than one left out.
    places.min_by_key(|at| at.abs_diff(last)).map_or(last, |at| at + 1)
}

/// A hash of what was asked, by which a cursor is held to its own question.
pub fn asked(query: &Query, options: &SearchOptions, aim: Aim) -> u32 {
    let question = format!("{} {:?} {:?} {aim:?}", query.root, options.sort, options.fold);
    let hash = words::hash(&question);
    (hash ^ (hash >> 32)) as u32
}
