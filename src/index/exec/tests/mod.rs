//! Random plans on random archives: what is found is what a plain reading of the texts finds.

mod corpus;
mod naive;
mod plans;
mod tokens;

use std::collections::BTreeSet;
use std::sync::OnceLock;

use proptest::prelude::*;
use tantivy::{DocId, TERMINATED};

use super::docset::Boxed;
use super::segment::Segment;
use crate::index::cancel::Cancel;
use crate::index::prepared::Prepared;
use crate::query::About;
use corpus::Corpus;
use naive::Of;
use plans::Tape;

/// Archives that plans are carried out on, each made when it is first asked for.
const CORPORA: usize = 30;

/// Plans of each test.
const CASES: u32 = 10_000;

fn corpus(number: usize) -> &'static Corpus {
    static MADE: [OnceLock<Corpus>; CORPORA] = [const { OnceLock::new() }; CORPORA];
    MADE[number].get_or_init(|| Corpus::new(number as u64))
}

/// Carries a plan out in each segment: once from record to record, once in leaps.
fn check(about: About, number: usize, numbers: &[u16], leaps: &[u16]) -> Result<(), TestCaseError> {
    let corpus = corpus(number);
    let index = &corpus.index;
    let plan = plans::plan(about, &mut Tape::new(numbers), corpus);
    let cancel = Cancel::new();
    let terms = plan.leaves.iter().map(|leaf| index.expand(leaf, &cancel));
    let terms = terms.collect::<Result<_, _>>().expect("terms");
    let prepared = Prepared { plan, terms, warnings: Vec::new(), cancel };
    let mut found = BTreeSet::new();
    for (ord, living) in corpus.rows.iter().enumerate() {
        let segment = index.segment(&prepared, ord);
        let walked = walked(segment.root().expect("records"));
        found.extend(walked.iter().filter_map(|row| living.get(row)).copied());
        leap(&segment, &walked, &mut Tape::new(leaps))?;
    }
    prop_assert_eq!(found, expected(corpus, &prepared), "{:?}", prepared.plan);
    Ok(())
}

fn walked(mut docs: Boxed) -> Vec<DocId> {
    let mut found = Vec::new();
    while docs.doc() != TERMINATED {
        found.push(docs.doc());
        docs.advance();
    }
    found
}

/// Goes to records near and far, also back, which moves nothing.
fn leap(segment: &Segment, walked: &[DocId], tape: &mut Tape) -> Result<(), TestCaseError> {
    let mut docs = segment.root().expect("records");
    let mut here = docs.doc();
    let mut at = 0;
    loop {
        let expected = walked.get(at).copied().unwrap_or(TERMINATED);
        prop_assert_eq!(
            (here, docs.doc()),
            (expected, expected),
            "{:?} {:?}",
            walked,
            segment.plan
        );
        if here == TERMINATED {
            return Ok(());
        }
        let (moved, least) = match tape.below(5) {
            0 => (docs.advance(), here + 1),
            1 => (docs.seek(here), here),
            2 => (docs.seek(here / 2), here),
            3 => (docs.seek(here + 1), here + 1),
            _ => {
                let target = here + tape.below(30) as DocId;
                (docs.seek(target), target)
            }
        };
        here = moved;
        at = walked.partition_point(|doc| *doc < least);
    }
}

/// What a plain reading finds.
fn expected(corpus: &Corpus, prepared: &Prepared) -> BTreeSet<(u64, u64)> {
    let plan = &prepared.plan;
    let mut found = BTreeSet::new();
    for doc in &corpus.docs {
        let quotes = doc.quotes.iter().zip(1..).map(|(quote, number)| (Some(quote), number));
        let records: Vec<_> = match plan.about {
            About::Docs => vec![(None, 0)],
            About::Quotes => quotes.collect(),
        };
        for (quote, number) in records {
            if (Of { doc, quote }).is_in(&plan.root, &plan.leaves) {
                found.insert((doc.id, number));
            }
        }
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(CASES))]

    #[test]
    fn documents_are_those_that_a_plain_reading_finds(
        number in 0..CORPORA,
        numbers in proptest::collection::vec(any::<u16>(), 0..40),
        leaps in proptest::collection::vec(any::<u16>(), 0..12),
    ) {
        check(About::Docs, number, &numbers, &leaps)?;
    }

    #[test]
    fn quotes_are_those_that_a_plain_reading_finds(
        number in 0..CORPORA,
        numbers in proptest::collection::vec(any::<u16>(), 0..40),
        leaps in proptest::collection::vec(any::<u16>(), 0..12),
    ) {
        check(About::Quotes, number, &numbers, &leaps)?;
    }
}
