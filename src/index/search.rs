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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::testing::{Draft, TestIndex, add};
    use crate::query::{Context, parse};
    use crate::record::{DocId, RelPath};

    fn read(text: &str, about: About) -> Query {
        let context = Context { about, ..Context::new(jiff::civil::date(2020, 1, 1)) };
        parse(text, &context).expect("a query")
    }

    /// Ten documents, some of one day and some of equal worth.
    fn ports() -> Vec<Draft> {
        let draft = |n: usize| {
            let path = format!("{}{n}.txt", ["b", "a", "c"][n % 3]);
            let body = format!("The port is closed. {}", "The port. ".repeat(n / 4));
            let draft = Draft::new(&path, "", body.trim()).said("Ann Lee", "port is closed");
            if n % 4 == 3 { draft } else { draft.on(&format!("2017-11-1{}", n / 3)) }
        };
        (0..10).map(draft).collect()
    }

    fn search(index: &Index, options: &SearchOptions) -> Ranking {
        let query = read("port", About::Docs);
        index.search(&query, Aim::Docs, options, &Cancel::new()).expect("a ranking")
    }

    fn paths(index: &Index, ranking: &Ranking) -> Vec<String> {
        let doc = |hit: Result<crate::hit::Hit, Error>| hit.expect("a hit").doc;
        index.docs(ranking).map(|hit| doc(hit).paths[0].text().to_owned()).collect()
    }

    /// The pages of an answer, each behind the one before it.
    fn pages(index: &Index, options: &SearchOptions, limit: usize) -> Vec<String> {
        let mut options = SearchOptions { limit, ..options.clone() };
        let mut found = Vec::new();
        loop {
            let ranking = search(index, &options);
            assert!(ranking.len() <= limit);
            let ranks: Vec<u64> = index.docs(&ranking).flatten().map(|hit| hit.rank).collect();
            let first = found.len() as u64 + 1;
            assert_eq!(ranks, (first..first + ranks.len() as u64).collect::<Vec<_>>());
            found.extend(paths(index, &ranking));
            let Some(next) = &ranking.overview.next else { return found };
            options.after = Some(next.parse().expect("a cursor"));
        }
    }

    #[test]
    fn pages_by_cursor_are_the_whole_in_its_order() {
        let drafts = ports();
        let index = TestIndex::of(&[&drafts[..4], &drafts[4..]]).open();
        for sort in [Sort::Score, Sort::Date, Sort::DateDesc, Sort::Path] {
            for fold in [Fold::Story, Fold::Exact, Fold::None] {
                let options = SearchOptions { sort, fold, limit: 0, ..SearchOptions::default() };
                let ranking = search(&index, &options);
                let all = paths(&index, &ranking);
                assert_eq!((ranking.overview.next.as_ref(), all.is_empty()), (None, false));
                for limit in [1, 3, all.len(), 50] {
                    assert_eq!(pages(&index, &options, limit), all, "{sort:?} {fold:?} {limit}");
                }
                for (offset, limit) in [(0, 2), (3, 4), (all.len() - 1, 5), (50, 5)] {
                    let part = SearchOptions { offset, limit, ..options.clone() };
                    let expected: Vec<&String> = all.iter().skip(offset).take(limit).collect();
                    let found = paths(&index, &search(&index, &part));
                    assert_eq!(found.iter().collect::<Vec<_>>(), expected, "{offset} {limit}");
                }
            }
        }
    }

    #[test]
    fn orders_have_fixed_ties() {
        let days = [None, Some("2017-11-18"), Some("2017-11-18"), Some("2016-01-01")];
        let draft = |(n, day): (usize, &Option<&str>)| {
            let draft = Draft::new(&format!("{}.txt", ["d", "b", "c", "a"][n]), "", "The port.");
            let draft = Draft { id: 9 - n as u64, ..draft };
            if let Some(day) = day { draft.on(day) } else { draft }
        };
        let drafts: Vec<Draft> = days.iter().enumerate().map(draft).collect();
        let index = TestIndex::of(&[&drafts]).open();
        for (sort, expected) in [
            (Sort::Score, ["c.txt", "b.txt", "a.txt", "d.txt"]),
            (Sort::Date, ["a.txt", "c.txt", "b.txt", "d.txt"]),
            (Sort::DateDesc, ["c.txt", "b.txt", "a.txt", "d.txt"]),
            (Sort::Path, ["a.txt", "b.txt", "c.txt", "d.txt"]),
        ] {
            let options = SearchOptions { sort, ..SearchOptions::default() };
            assert_eq!(paths(&index, &search(&index, &options)), expected, "{sort:?}");
        }
    }

    #[test]
    fn a_cursor_belongs_to_its_question() {
        let index = TestIndex::of(&[&ports()]).open();
        let options = SearchOptions { limit: 2, ..SearchOptions::default() };
        let next = search(&index, &options).overview.next.expect("a cursor");
        let after = Some(next.parse().expect("a cursor"));
        let options = SearchOptions { after, ..options };
        let ask = |text: &str, about: About, options: &SearchOptions| {
            index.search(&read(text, about), about.into(), options, &Cancel::new())
        };
        for (text, about, options) in [
            ("closed", About::Docs, options.clone()),
            ("port", About::Quotes, options.clone()),
            ("port", About::Docs, SearchOptions { sort: Sort::Path, ..options.clone() }),
            ("port", About::Docs, SearchOptions { fold: Fold::None, ..options.clone() }),
        ] {
            let refused = ask(text, about, &options);
            assert!(matches!(refused, Err(Error::OtherCursor)), "{text} {options:?}");
        }
        // How much is given at a time is no part of the question.
        let more = SearchOptions { limit: 5, snippets: 0, ..options };
        assert_eq!(ask("port", About::Docs, &more).expect("a ranking").len(), 5);
    }

    #[test]
    fn what_came_later_is_no_part_of_later_pages() {
        let drafts = ports();
        let tests = TestIndex::of(&[&drafts[..6]]);
        for sort in [Sort::Score, Sort::DateDesc, Sort::Path] {
            let options = SearchOptions { sort, limit: 0, ..SearchOptions::default() };
            let index = tests.open();
            let all = paths(&index, &search(&index, &options));
            let first = search(&index, &SearchOptions { limit: 2, ..options.clone() });
            let after = first.overview.next.as_ref().map(|next| next.parse().expect("a cursor"));
            let newer = Draft::new(&format!("{sort:?}.txt"), "Port", "Port, port, port.");
            tests.add(&[newer.on("2019-01-01")]);
            let index = tests.open();
            assert_eq!(search(&index, &options).len(), all.len() + 1);
            let rest = paths(&index, &search(&index, &SearchOptions { after, ..options }));
            assert_eq!(rest, all[2..], "{sort:?}");
        }
    }

    #[test]
    fn copies_are_shown_once_or_each() {
        let body = "The minister said on Tuesday that the port will stay closed until the dispute \
                    over wages is settled, which nobody expects before the harvest is in.";
        let drafts = [
            Draft::new("new.txt", "New", body).on("2017-11-19"),
            Draft::new("old.txt", "Old", body).on("2017-11-18"),
            Draft::new("one.txt", "", "The port."),
        ];
        let tests = TestIndex::empty();
        let mut writer = tests.writer();
        add(&mut writer, &drafts);
        writer.commit().expect("a commit");
        let (id, path) = (DocId(drafts[2].id), RelPath::new("two.txt".as_ref()));
        assert!(writer.link(id, &path, &mut |_, _| (None, None)).expect("written"));
        writer.finish().expect("a commit");
        let index = tests.open();
        for (fold, expected) in [
            (Fold::Story, vec!["old.txt", "one.txt"]),
            (Fold::Exact, vec!["new.txt", "old.txt", "one.txt"]),
            (Fold::None, vec!["new.txt", "old.txt", "one.txt", "two.txt"]),
        ] {
            let options = SearchOptions { fold, sort: Sort::Path, ..SearchOptions::default() };
            let ranking = search(&index, &options);
            assert_eq!(paths(&index, &ranking), expected, "{fold:?}");
            let counts = ranking.overview.counts;
            assert_eq!((counts.docs, counts.stories), (3, 2), "{fold:?}");
        }
    }

    #[test]
    fn a_cancelled_search_ends() {
        let index = TestIndex::of(&[&ports()]).open();
        let cancel = Cancel::new();
        let query = read("port", About::Docs);
        let options = SearchOptions::default();
        let ranking = index.search(&query, Aim::Docs, &options, &cancel).expect("a ranking");
        cancel.cancel();
        let again = index.search(&query, Aim::Docs, &options, &cancel);
        assert!(matches!(again, Err(Error::Cancelled)));
        assert!(matches!(index.count(&query, About::Docs, &cancel), Err(Error::Cancelled)));
        assert!(matches!(index.docs(&ranking).next(), Some(Err(Error::Cancelled))));
    }
}
