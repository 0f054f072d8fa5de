//! Searching: from a query to ranked documents or quotes.

use tantivy::{DocId, TERMINATED};

use super::answer::Answer;
use super::columns::Columns;
use super::compile::Aim;
use super::expand::{Expanded, MAX_FORMS};
use super::matcher::Builder;
use super::options::{Cursor, Fold, SearchOptions, Sort};
use super::plan::{Op, Plan};
use super::rank::{Closer, Scoring, SegmentScores, WINDOW};
use super::rank_quotes::{QuoteCloser, QuoteScores, QuoteScoring};
use super::ranked::{Best, Candidate, Counter, parent};
use super::{Error, Index, compile, rank_quotes};
use crate::hit::{Counts, Overview, Why};
use crate::query::{About, Query, Warning};
use crate::words;

/// A query made ready for this index.
pub struct Prepared {
    /// How it is carried out.
    pub plan: Plan,
    /// The terms of each leaf of the plan.
    pub expanded: Vec<Expanded>,
    /// What a person should know.
    pub warnings: Vec<Warning>,
}

/// What matches are gathered of.
struct Asked<'p> {
    prepared: &'p Prepared,
    /// How they are scored, if they are.
    weights: Option<&'p Weights>,
    /// Nothing that a later revision brought.
    revision: u64,
    /// Whether each segment may gather for itself.
    apart: bool,
}

impl Index {
    /// The documents that match, ranked.
    pub fn search(&self, query: &Query, options: &SearchOptions) -> Result<Answer<'_>, Error> {
        self.answer(query, options, Aim::Docs)
    }

    /// The quotes that match, ranked; the query is one that was read for quotes.
    pub fn quotes(&self, query: &Query, options: &SearchOptions) -> Result<Answer<'_>, Error> {
        let widely = asked(query, options, Aim::QuotesWidely);
        if options.widen && options.after.is_some_and(|cursor| cursor.asked == widely) {
            // It goes on with an answer that was widened.
            return self.answer(query, options, Aim::QuotesWidely);
        }
        let answer = self.answer(query, options, Aim::Quotes)?;
        let beside = matches!(answer.prepared.plan.root, Op::Beside(..));
        if !options.widen || !beside || answer.overview.counts.quotes > 0 {
            return Ok(answer);
        }
        let mut wider = self.answer(query, options, Aim::QuotesWidely)?;
        if wider.overview.counts.quotes > 0 {
            wider.overview.warnings.push(Warning {
                code: "widened",
                text: "no quote has all these words in it or beside it: these are of articles that have them".to_owned(),
            });
        }
        Ok(wider)
    }

    /// How many records match.
    pub fn count(&self, query: &Query, about: About) -> Result<Overview, Error> {
        let prepared = self.prepare(query, about.into())?;
        let asked = Asked { prepared: &prepared, weights: None, revision: u64::MAX, apart: true };
        let counters =
            self.each_match(&asked, Counter::default, |counter, columns, record, _| {
                counter.count(columns.belongs(record));
            })?;
        let counter = counters.into_iter().reduce(Counter::join).unwrap_or_default();
        Ok(self.overview(query, &prepared, counter.counts()))
    }

    /// What an answer says of itself when there is nothing to go on with.
    pub(super) fn overview(&self, query: &Query, prepared: &Prepared, counts: Counts) -> Overview {
        Overview {
            counts,
            query: query.root.to_string(),
            revision: self.totals.revision,
            warnings: prepared.warnings.clone(),
            next: None,
        }
    }

    /// Makes the matchers of a query in one segment.
    pub(super) fn builder<'s>(&'s self, prepared: &'s Prepared, ord: u32) -> Builder<'s> {
        Builder {
            index: self,
            segment: self.searcher.segment_reader(ord),
            ord: ord as usize,
            plan: &prepared.plan,
            expanded: &prepared.expanded,
        }
    }

    fn answer(
        &self,
        query: &Query,
        options: &SearchOptions,
        aim: Aim,
    ) -> Result<Answer<'_>, Error> {
        let prepared = self.prepare(query, aim)?;
        let about = prepared.plan.about;
        let scoring = self.scoring(&prepared)?;
        let asked = asked(query, options, aim);
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
        let new = || (Best::new(options.sort, options.fold, keep), Counter::default());
        // All matches together are held once.
        let apart = keep < usize::MAX;
        let each_match = Asked { prepared: &prepared, weights: Some(&scoring), revision, apart };
        let found =
            self.each_match(&each_match, new, |(best, counter), columns, record, score| {
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
                let each = options.fold == Fold::None && about == About::Docs;
                for file in 1..if each { columns.files(record) } else { 1 } {
                    best.add(Candidate { file, ..candidate.clone() }, of);
                }
                best.add(candidate, of);
            })?;
        let join = |(best, counter): (Best, Counter), more: (Best, Counter)| {
            (best.join(more.0), counter.join(more.1))
        };
        let (best, counter) = found.into_iter().reduce(join).unwrap_or_else(new);
        let mut ranked = best.sorted();
        self.look_closer(&prepared, &scoring, &mut ranked)?;
        match options.sort {
            Sort::Path => self.sort_by_path(&mut ranked, about)?,
            sort => ranked.sort_by(|a, b| a.order(b, sort)),
        }
        let first = match options.after {
            None => options.offset,
            Some(after) => {
                // Of the files of one document, the last that was given.
                let last = after.given.saturating_sub(1);
                let is_last = |(_, candidate): &(usize, &Candidate)| candidate.id == after.last;
                let places = ranked.iter().enumerate().filter(is_last).map(|(at, _)| at);
                // Rather one hit again than one left out.
                places.min_by_key(|at| at.abs_diff(last)).map_or(last, |at| at + 1)
            }
        };
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
        Ok(Answer {
            index: self,
            ranked,
            first,
            options: options.clone(),
            overview: Overview {
                next: next.map(|cursor| cursor.to_string()),
                ..self.overview(query, &prepared, counter.counts())
            },
            prepared,
        })
    }

    pub(super) fn prepare(&self, query: &Query, aim: Aim) -> Result<Prepared, Error> {
        let plan = compile::compile(query, self, aim)?;
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

    fn scoring(&self, prepared: &Prepared) -> Result<Weights, Error> {
        Ok(match prepared.plan.about {
            About::Quotes => Weights::Quotes(QuoteScoring::new(self, &prepared.plan)?),
            About::Docs => Weights::Docs(Scoring::new(self, &prepared.plan, &prepared.expanded)?),
        })
    }

    /// Shows each living record that matches, in the order of the index, with what is gathered from
    /// them: by each segment for itself when it is asked apart.
    fn each_match<T: Send>(
        &self,
        asked: &Asked,
        new: impl Fn() -> T + Sync,
        show: impl Fn(&mut T, &Columns, DocId, f32) + Sync,
    ) -> Result<Vec<T>, Error> {
        if asked.apart {
            return self.each_segment(|ord| {
                let mut gathered = new();
                self.each_match_in(asked, ord, &mut gathered, &show)?;
                Ok(gathered)
            });
        }
        let mut gathered = new();
        for ord in 0..self.searcher.segment_readers().len() {
            self.each_match_in(asked, ord, &mut gathered, &show)?;
        }
        Ok(vec![gathered])
    }

    fn each_match_in<T>(
        &self,
        asked: &Asked,
        ord: usize,
        gathered: &mut T,
        show: &impl Fn(&mut T, &Columns, DocId, f32),
    ) -> Result<(), Error> {
        let Prepared { plan, expanded, .. } = asked.prepared;
        let all = asked.revision >= self.totals.revision;
        let segment = self.searcher.segment_reader(ord as u32);
        let builder = self.builder(asked.prepared, ord as u32);
        let mut matcher = builder.root().map_err(self.err())?;
        let mut scores = match asked.weights {
            None => Scores::None,
            Some(Weights::Docs(s)) => Scores::Docs(
                s.segment(segment, ord, &self.fields, plan, expanded).map_err(self.err())?,
            ),
            Some(Weights::Quotes(s)) => {
                Scores::Quotes(s.segment(segment, ord, &self.fields).map_err(self.err())?)
            }
        };
        let columns = Columns::open(self, ord, segment, plan.about)?;
        while matcher.doc() != TERMINATED {
            let record = matcher.doc();
            if !segment.is_deleted(record) && (all || columns.added(record) <= asked.revision) {
                show(gathered, &columns, record, scores.score(record));
            }
            matcher.advance();
        }
        Ok(())
    }

    /// The living records that match, for each segment in order, and how much that is.
    pub(super) fn matches(&self, prepared: &Prepared) -> Result<(Matches, Counts), Error> {
        let mut matches: Matches = vec![Vec::new(); self.searcher.segment_readers().len()];
        let mut all = Counter::default();
        let new = || (Vec::new(), Counter::default());
        let asked = Asked { prepared, weights: None, revision: u64::MAX, apart: true };
        let found = self.each_match(&asked, new, |(found, counter), columns, record, _| {
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

    /// Adds the bonuses to the best records, which stand first.
    fn look_closer(
        &self,
        prepared: &Prepared,
        weights: &Weights,
        found: &mut [Candidate],
    ) -> Result<(), Error> {
        let most = match prepared.plan.about {
            About::Quotes => rank_quotes::WINDOW,
            About::Docs => WINDOW,
        };
        let window = found.len().min(most);
        let mut order: Vec<usize> = (0..window).collect();
        order.sort_by_key(|n| found[*n].address);
        let looked = self.each_segment(|ord| {
            let here = |n: &&usize| found[**n].address.segment_ord as usize == ord;
            let mut here = order.iter().filter(here).peekable();
            if here.peek().is_none() {
                return Ok(Vec::new());
            }
            let builder = self.builder(prepared, ord as u32);
            let mut look = weights.look(&builder).map_err(self.err())?;
            let why = |n: &usize| (*n, look.look(found[*n].address.doc_id, found[*n].score));
            Ok(here.map(why).collect())
        })?;
        for (n, why) in looked.into_iter().flatten() {
            found[n].score *= 1.0 + why.bonuses.iter().map(|b| b.1).sum::<f32>();
            found[n].why = Some(Box::new(why));
        }
        Ok(())
    }

    fn sort_by_path(&self, found: &mut Vec<Candidate>, about: About) -> Result<(), Error> {
        let mut keyed = Vec::with_capacity(found.len());
        // In the order in which they are stored, so that each block is unpacked once.
        found.sort_unstable_by_key(|candidate| candidate.address);
        for candidate in found.drain(..) {
            let number = match about {
                About::Quotes => self.number_at(candidate.address)?,
                About::Docs => 0,
            };
            let doc = self.doc_at(parent(candidate.address, Some(number)))?.doc;
            let path = doc.paths.into_iter().nth(candidate.file as usize);
            keyed.push(((path, doc.record, number), candidate));
        }
        keyed.sort_by(|a, b| a.0.cmp(&b.0));
        found.extend(keyed.into_iter().map(|(_, candidate)| candidate));
        Ok(())
    }
}

/// A hash of what was asked, by which a cursor is held to its own question.
fn asked(query: &Query, options: &SearchOptions, aim: Aim) -> u32 {
    let question = format!("{} {:?} {:?} {aim:?}", query.root, options.sort, options.fold);
    let hash = words::hash(&question);
    (hash ^ (hash >> 32)) as u32
}

/// Matching records of each segment, in order.
pub(super) type Matches = Vec<Vec<DocId>>;

/// The weights of the words of a query.
pub(super) enum Weights {
    Docs(Scoring),
    Quotes(QuoteScoring),
}

impl Weights {
    /// Opens what is needed to look more closely at records of one segment.
    fn look<'a>(&'a self, builder: &Builder) -> tantivy::Result<Look<'a>> {
        Ok(match self {
            Weights::Docs(s) => Look::Docs(Box::new(Closer::open(s, builder)?)),
            Weights::Quotes(s) => Look::Quotes(Box::new(QuoteCloser::open(s, builder)?)),
        })
    }
}

/// The scores of records of one segment.
enum Scores<'a> {
    None,
    Docs(SegmentScores<'a>),
    Quotes(QuoteScores<'a>),
}

impl Scores<'_> {
    fn score(&mut self, doc: DocId) -> f32 {
        match self {
            Scores::None => 0.0,
            Scores::Docs(scores) => scores.score(doc),
            Scores::Quotes(scores) => scores.score(doc),
        }
    }
}

/// What looks more closely at records of one segment.
enum Look<'a> {
    Docs(Box<Closer<'a>>),
    Quotes(Box<QuoteCloser<'a>>),
}

impl Look<'_> {
    fn look(&mut self, record: DocId, score: f32) -> Why {
        match self {
            Look::Docs(closer) => closer.look(record, score),
            Look::Quotes(closer) => closer.look(record, score),
        }
    }
}
