//! The stages of learning: each learns from what the one before says of articles that it has not learnt from.

use crate::chain::{self, Example};
use crate::corpus::{Gold, Marked};
use crate::trees::{self, Data};
use onrecord::quotes::learned::chain::Chain;
use onrecord::quotes::learned::document::Document;
use onrecord::quotes::learned::reading::{Chosen, Reading};
use onrecord::quotes::learned::trees::Trees;
use onrecord::quotes::learned::weights::Weights;
use std::ops::Range;

/// Parts into which the articles are cut for that.
const FOLDS: usize = 5;
/// Worth below which a candidate is not chosen.
const LEAST: f32 = 0.35;
/// Shares of words that a candidate must have in common with a content to be half right, and nearly all right.
const SHARES: [f32; 2] = [0.5, 0.85];
const SEED: u64 = 20_261_130;

/// An article ready to be learnt from.
pub struct Lesson {
    pub marked: Marked,
    examples: Vec<Example>,
}

impl Lesson {
    pub fn new(marked: Marked) -> Lesson {
        let examples = chain::examples(&marked);
        Lesson { marked, examples }
    }
}

/// Trees that learnt from all articles, and for each part of them trees that did not see it.
struct Crossed {
    all: Trees,
    without: Vec<Trees>,
}

impl Crossed {
    /// `data` is that of each article.
    fn learn(data: &[Data]) -> Crossed {
        let gather = |keep: &dyn Fn(usize) -> bool| {
            let mut out = Data::default();
            data.iter().enumerate().filter(|(at, _)| keep(*at)).for_each(|(_, d)| out.extend(d));
            trees::learn(&out)
        };
        Crossed {
            all: gather(&|_| true),
            without: (0..FOLDS).map(|fold| gather(&|at| at % FOLDS != fold)).collect(),
        }
    }

    /// The trees that did not see article `at`.
    fn of(&self, at: usize) -> &Trees {
        &self.without[at % FOLDS]
    }
}

/// Learns from the articles.
pub fn train(lessons: &[&Lesson]) -> Weights {
    let learn = |keep: &dyn Fn(usize) -> bool| -> Chain {
        let kept = lessons.iter().enumerate().filter(|(at, _)| keep(*at));
        chain::learn(&kept.flat_map(|(_, lesson)| &lesson.examples).collect::<Vec<_>>(), SEED)
    };
    let chains: Vec<Chain> = (0..FOLDS).map(|fold| learn(&|at| at % FOLDS != fold)).collect();
    let readings: Vec<Reading> = lessons
        .iter()
        .enumerate()
        .map(|(at, lesson)| {
            let document = &lesson.marked.document;
            Reading::new(document, chains[at % FOLDS].tag(document))
        })
        .collect();
    let each = |of: &dyn Fn(usize, &Reading, &[Gold]) -> Data| -> Vec<Data> {
        let numbered = readings.iter().enumerate();
        numbered.map(|(at, reading)| of(at, reading, &lessons[at].marked.gold)).collect()
    };
    let [half, all] =
        SHARES.map(|share| Crossed::learn(&each(&|_, r, gold| contents(r, gold, share))));
    let chosen: Vec<Vec<(usize, [f32; 2])>> = readings
        .iter()
        .enumerate()
        .map(|(at, reading)| reading.choose(&[half.of(at).clone(), all.of(at).clone()], LEAST))
        .collect();
    let link = Crossed::learn(&each(&|at, r, gold| links(r, gold, &chosen[at])));
    let sure = Crossed::learn(&each(&|at, r, gold| {
        let mut data = Data::default();
        for chosen in r.attribute(&chosen[at], link.of(at)) {
            data.push(&r.judge(&chosen), is_right(r.document, gold, &chosen));
        }
        data
    }));
    Weights {
        chain: learn(&|_| true),
        content: [half.all, all.all],
        link: link.all,
        sure: sure.all,
        least: LEAST,
    }
}

/// The candidates with whether they share as much with a content.
fn contents(reading: &Reading, gold: &[Gold], share: f32) -> Data {
    let mut data = Data::default();
    for (number, candidate) in reading.candidates.iter().enumerate() {
        let best = best(reading.document, gold, &candidate.words);
        data.push(&reading.numbers(number), best.is_some_and(|(_, s)| s >= share));
    }
    data
}

/// The pairs of chosen contents that are right and sources with whether they belong together.
fn links(reading: &Reading, gold: &[Gold], chosen: &[(usize, [f32; 2])]) -> Data {
    let mut data = Data::default();
    let taken: Vec<Range<usize>> =
        chosen.iter().map(|(number, _)| reading.candidates[*number].words.clone()).collect();
    for (number, likely) in chosen {
        let words = &reading.candidates[*number].words;
        let Some((gold, _)) =
            best(reading.document, gold, words).filter(|(_, share)| *share >= SHARES[0])
        else {
            continue;
        };
        for (source, numbers) in reading.pairs(*number, likely[0], &taken) {
            data.push(&numbers, is_source(gold, &reading.sources[source].words));
        }
    }
    data
}

/// Whether content and source are right.
fn is_right(document: &Document, gold: &[Gold], chosen: &Chosen) -> bool {
    let found = best(document, gold, &chosen.words).filter(|(_, share)| *share >= SHARES[0]);
    found.is_some_and(|(gold, _)| match &chosen.source {
        Some(source) => is_source(gold, source),
        None => !gold.sourced,
    })
}

/// Whether most of the shorter of the two is in both.
fn is_source(gold: &Gold, words: &Range<usize>) -> bool {
    gold.sources.iter().any(|source| {
        let shared = source.end.min(words.end).saturating_sub(source.start.max(words.start));
        shared * 2 > source.len().min(words.len())
    })
}

/// The attribution of the content that shares most with `words`, and how much: bytes of their union.
pub fn best<'g>(
    document: &Document,
    gold: &'g [Gold],
    words: &Range<usize>,
) -> Option<(&'g Gold, f32)> {
    let bytes = |words: &Range<usize>| {
        let is_word = |at: &usize| document.words[*at].shape < 4;
        let first = words.clone().find(is_word)?;
        let last = words.clone().rev().find(is_word)?;
        Some(document.spans[first].start..document.spans[last].end)
    };
    let share = |content: &Range<usize>| {
        let (a, b) = (bytes(words)?, bytes(content)?);
        let shared = a.end.min(b.end).saturating_sub(a.start.max(b.start));
        let union = a.end.max(b.end) - a.start.min(b.start);
        (shared > 0).then_some(shared as f32 / union as f32)
    };
    gold.iter()
        .flat_map(|gold| gold.contents.iter().filter_map(move |c| Some((gold, share(c)?))))
        .max_by(|a, b| a.1.total_cmp(&b.1))
}
