//! Matching records before they are read: their order, folding, counting.

use std::cmp::Ordering;
use std::collections::hash_map::Entry;
use std::collections::{BinaryHeap, HashMap, HashSet};

use tantivy::DocAddress;

use crate::hit::{Counts, Why};
use crate::index::options::{Fold, Sort};

/// Stands for a record without a day.
pub const UNDATED: i32 = i32::MIN;

/// One matching record.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Relevance.
    pub score: f32,
    /// Day since 1970-01-01, or [`UNDATED`].
    pub day: i32,
    /// Where it is stored.
    pub address: DocAddress,
    /// Number of the file meant, of those that hold the document; 0 unless each is shown.
    pub file: u32,
    /// Identity.
    pub id: u64,
    /// Matching quotes that are folded into this one, itself included.
    pub carried: u32,
    /// What the score is made of.
    pub why: Option<Box<Why>>,
}

impl Candidate {
    /// How two candidates are ordered: `Less` comes first.
    pub fn order(&self, other: &Candidate, sort: Sort) -> Ordering {
        let newest = || (self.day == UNDATED, other.day).cmp(&(other.day == UNDATED, self.day));
        let first = match sort {
            Sort::Score => other.score.total_cmp(&self.score).then_with(newest),
            Sort::Date => (self.day == UNDATED, self.day).cmp(&(other.day == UNDATED, other.day)),
            Sort::DateDesc => newest(),
            // Paths are not in a column: this order is made of the records.
            Sort::Path => Ordering::Equal,
        };
        first
            .then(self.id.cmp(&other.id))
            .then(self.file.cmp(&other.file))
            .then(self.address.cmp(&other.address))
    }
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
        self.0.order(&other.0, self.1)
    }
}

/// Which story and which statement a matching record belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Belongs {
    /// The document that it is or stands in.
    pub doc: DocAddress,
    /// Files that hold the document; 0 of a quote.
    pub files: u32,
    /// Number of the story when it has several documents.
    pub story: Option<u32>,
    /// Whether the document is the earliest of its story.
    pub lead: bool,
    /// Hash of the words of a quote.
    pub print: Option<u64>,
}

/// Counts matching records in the order of the index, some of a story as one.
#[derive(Default)]
pub struct Counter {
    counts: Counts,
    last: Option<DocAddress>,
    stories: HashSet<u32>,
    statements: HashSet<(u32, u64)>,
}

impl Counter {
    /// Counts one; true when it is the first of its story or statement.
    pub fn count(&mut self, of: Belongs) -> bool {
        if self.last.replace(of.doc) != Some(of.doc) {
            self.counts.docs += 1;
            self.counts.files += u64::from(of.files);
            self.counts.stories += u64::from(of.story.is_none_or(|s| self.stories.insert(s)));
        }
        let Some(print) = of.print else { return true };
        self.counts.quotes += 1;
        let first = of.story.is_none_or(|story| self.statements.insert((story, print)));
        self.counts.statements += u64::from(first);
        first
    }

    /// Both together; of other documents each.
    pub fn join(mut self, more: Counter) -> Counter {
        self.counts.docs += more.counts.docs;
        self.counts.files += more.counts.files;
        self.counts.quotes += more.counts.quotes;
        self.counts.stories += more.counts.stories;
        self.counts.statements += more.counts.statements;
        for story in more.stories {
            self.counts.stories -= u64::from(!self.stories.insert(story));
        }
        for statement in more.statements {
            self.counts.statements -= u64::from(!self.statements.insert(statement));
        }
        self
    }

    /// What was counted.
    pub fn counts(&self) -> Counts {
        self.counts
    }
}

/// Gathers the best candidates.
pub struct Best {
    sort: Sort,
    fold: Fold,
    keep: usize,
    heap: BinaryHeap<Ranked>,
    /// In place of the heap when all are kept.
    all: Vec<Candidate>,
    folded: HashMap<(u32, u64), Folded>,
}

/// Candidates that are one.
struct Folded {
    /// The one that stands for all, with its own score.
    candidate: Candidate,
    /// Whether it is of the story's lead.
    lead: bool,
    /// The best score of all.
    score: f32,
}

impl Best {
    /// Will keep so many.
    pub fn new(sort: Sort, fold: Fold, keep: usize) -> Best {
        Best { sort, fold, keep, heap: BinaryHeap::new(), all: Vec::new(), folded: HashMap::new() }
    }

    /// Takes one in.
    pub fn add(&mut self, candidate: Candidate, of: Belongs) {
        let Some(story) = of.story.filter(|_| self.fold == Fold::Story) else {
            return self.push(candidate);
        };
        let score = candidate.score;
        let folded = Folded { candidate, lead: of.lead, score };
        self.fold_in((story, of.print.unwrap_or(0)), folded);
    }

    fn fold_in(&mut self, key: (u32, u64), folded: Folded) {
        match self.folded.entry(key) {
            Entry::Vacant(free) => {
                free.insert(folded);
            }
            Entry::Occupied(mut held) => {
                let held = held.get_mut();
                let carried = held.candidate.carried + folded.candidate.carried;
                held.score = held.score.max(folded.score);
                let order = folded.candidate.order(&held.candidate, self.sort);
                // The earliest copy stands for all where it matches.
                let leads = folded.lead && !held.lead;
                if leads || folded.lead == held.lead && order == Ordering::Less {
                    held.candidate = folded.candidate;
                    held.lead = folded.lead;
                }
                held.candidate.carried = carried;
            }
        }
    }

    /// Takes in what another one gathered.
    pub fn join(mut self, more: Best) -> Best {
        more.all.into_iter().for_each(|candidate| self.push(candidate));
        more.heap.into_iter().for_each(|ranked| self.push(ranked.0));
        more.folded.into_iter().for_each(|(key, folded)| self.fold_in(key, folded));
        self
    }

    /// Whether a record of this score that belongs there would not be kept: then nothing more need be read of it.
    pub fn is_beyond(&self, score: f32, of: Belongs) -> bool {
        let alone = of.story.is_none() || self.fold != Fold::Story;
        let full = alone && self.sort == Sort::Score && self.heap.len() >= self.keep;
        full && self.heap.peek().is_some_and(|worst| score < worst.0.score)
    }

    fn push(&mut self, candidate: Candidate) {
        if self.keep == usize::MAX {
            self.all.push(candidate);
            return;
        }
        let ranked = Ranked(candidate, self.sort);
        if self.heap.len() < self.keep {
            self.heap.push(ranked);
        } else if self.heap.peek().is_some_and(|worst| ranked < *worst) {
            self.heap.pop();
            self.heap.push(ranked);
        }
    }

    /// The best in order.
    pub fn sorted(mut self) -> Vec<Candidate> {
        for Folded { candidate, score, .. } in std::mem::take(&mut self.folded).into_values() {
            self.push(Candidate { score, ..candidate });
        }
        if self.keep == usize::MAX {
            self.all.sort_unstable_by(|a, b| a.order(b, self.sort));
            return self.all;
        }
        self.heap.into_sorted_vec().into_iter().map(|ranked| ranked.0).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidate(id: u64, score: f32, day: i32) -> Candidate {
        let address = DocAddress::new(0, id as u32);
        Candidate { score, day, address, file: 0, id, carried: 1, why: None }
    }

    fn belongs(doc: u32, story: Option<u32>, print: Option<u64>) -> Belongs {
        let files = u32::from(print.is_none());
        Belongs { doc: DocAddress::new(0, doc), files, story, lead: false, print }
    }

    #[test]
    fn orders_have_fixed_ties() {
        let all = [candidate(1, 1.0, 5), candidate(2, 2.0, UNDATED), candidate(3, 2.0, 7)];
        for (sort, expected) in [
            (Sort::Score, [3, 2, 1]),
            (Sort::Date, [1, 3, 2]),
            (Sort::DateDesc, [3, 1, 2]),
            (Sort::Path, [1, 2, 3]),
        ] {
            let mut best = Best::new(sort, Fold::Story, 9);
            all.iter().for_each(|c| best.add(c.clone(), belongs(0, None, None)));
            let ids: Vec<u64> = best.sorted().iter().map(|c| c.id).collect();
            assert_eq!(ids, expected, "{sort:?}");
        }
    }

    #[test]
    fn copies_of_a_story_are_one() {
        for (fold, expected) in
            [(Fold::Story, vec![(2, 2), (3, 1)]), (Fold::None, vec![(2, 1), (3, 1), (1, 1)])]
        {
            let mut best = Best::new(Sort::Score, fold, 9);
            best.add(candidate(1, 1.0, 0), belongs(1, Some(4), None));
            best.add(candidate(2, 3.0, 0), belongs(2, Some(4), None));
            best.add(candidate(3, 2.0, 0), belongs(3, None, None));
            let found: Vec<(u64, u32)> = best.sorted().iter().map(|c| (c.id, c.carried)).collect();
            assert_eq!(found, expected);
        }
        let mut counter = Counter::default();
        for (doc, story, print, first) in [
            (1, Some(4), 7, true),
            (1, Some(4), 8, true),
            (2, Some(4), 7, false),
            (3, None, 7, true),
        ] {
            assert_eq!(counter.count(belongs(doc, story, Some(print))), first);
        }
        let expected = Counts { docs: 3, files: 0, stories: 2, quotes: 4, statements: 3 };
        assert_eq!(counter.counts(), expected);
    }

    proptest::proptest! {
        /// Whether one gathers all or two gather a part each.
        #[test]
        fn gathered_apart_is_gathered_together(
            rows in proptest::collection::vec((0_u32..5, proptest::option::of(0_u32..3), 0_u8..4, 0_u64..2), 0..40),
            at: proptest::sample::Index,
            keep in 1_usize..9,
            quotes: bool,
        ) {
            let rows: Vec<(Candidate, Belongs)> = rows
                .into_iter()
                .enumerate()
                .map(|(n, (lead, story, score, print))| {
                    let n = n as u32;
                    let mut of = belongs(n / 2, story, quotes.then_some(print));
                    of.lead = lead == 0;
                    (candidate(n.into(), score.into(), 0), of)
                })
                .collect();
            // One document lies in one part.
            let at = if rows.is_empty() { 0 } else { at.index(rows.len()) / 2 * 2 };
            let gather = |rows: &[(Candidate, Belongs)]| {
                let (mut best, mut counter) =
                    (Best::new(Sort::Score, Fold::Story, keep), Counter::default());
                for (candidate, of) in rows {
                    counter.count(*of);
                    if !best.is_beyond(candidate.score, *of) {
                        best.add(candidate.clone(), *of);
                    }
                }
                (best, counter)
            };
            let shown = |best: Best| -> Vec<(u64, u32)> {
                best.sorted().iter().map(|c| (c.id, c.carried)).collect()
            };
            let (whole, counted) = gather(&rows);
            let ((best, counter), more) = (gather(&rows[..at]), gather(&rows[at..]));
            proptest::prop_assert_eq!(counter.join(more.1).counts(), counted.counts());
            proptest::prop_assert_eq!(shown(best.join(more.0)), shown(whole));
        }
    }
}
