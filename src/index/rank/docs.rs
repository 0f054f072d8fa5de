//! Ranking: BM25 of the query's words, then bonuses for where they stand.
//!
//! BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009,
//! p. 360) is counted over one field that holds all words of a document, the
//! headline twice. Adding up BM25 of several fields ranks worse. The best
//! documents are then looked at more closely: do several words of the query
//! stand in one sentence, in one quote with its speaker, side by side, in the
//! lead, in the very form that was typed? Each gives a share on top, so the
//! order of documents behind those looked at stays right.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use tantivy::DocId;
use tantivy::columnar::Column;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::schema::IndexRecordOption;

use super::bm25::{K1, together};
use crate::hit::Why;
use crate::index::cancel::Cancel;
use crate::index::error::Error;
use crate::index::exec::positions::PositionReader;
use crate::index::exec::postings::LeafPostings;
use crate::index::exec::segment::Segment;
use crate::index::exec::spans::TermPositions;
use crate::index::exec::terms::LeafTerms;
use crate::index::field::TextField;
use crate::index::plan::op::{Compound, Plan};
use crate::index::plan::pattern::Pattern;
use crate::index::reader::Index;
use crate::index::store::layout::TextPart;
use crate::index::store::schema::column;

/// BM25's weight of a text's length.
const B: f32 = 0.75;

/// How many of the best documents are looked at more closely.
pub const WINDOW: usize = 300;

/// Neighbouring words of the query are close within so many words.
const CLOSE: u32 = 8;

/// The lead is the first paragraph, but no more words than this: a text may be one paragraph.
const LEAD: u32 = 60;

const WEIGHT_CLOSE: f32 = 0.2;
const WEIGHT_SENTENCE: f32 = 1.0;
const WEIGHT_QUOTE: f32 = 0.5;
const WEIGHT_LEAD: f32 = 0.1;
const WEIGHT_TYPED: f32 = 0.1;

/// The words of a query with their weights, and the leaves that find them in quotes.
pub struct Scoring {
    /// Leaf, inverse document frequency times boost.
    words: Vec<(usize, f32)>,
    /// Leaf of the joined form, its weight, and its words by their place in `words`.
    compounds: Vec<(usize, f32, Vec<usize>)>,
    average: f32,
    /// For each word its leaf on what was said and its leaf on who said it, with their terms.
    quoted: Vec<[LeafTerms; 2]>,
}

impl Scoring {
    /// Weighs the words of a plan by the statistics of the documents alone.
    ///
    /// # Errors
    ///
    /// Postings that cannot be read, a search that was cancelled.
    pub fn new(
        index: &Index,
        plan: &Plan,
        terms: &[LeafTerms],
        cancel: &Cancel,
    ) -> Result<Scoring, Error> {
        let docs = index.totals.docs.max(1) as f32;
        let mut words: Vec<(usize, f32)> = Vec::new();
        let mut known: HashMap<Pattern, usize> = HashMap::new();
        for number in &plan.scoring {
            let leaf = &plan.leaves[*number];
            // A word typed twice, in whatever form, is one word with twice the weight.
            match known.entry(leaf.pattern.word()) {
                Entry::Occupied(at) => words[*at.get()].1 += leaf.boost,
                Entry::Vacant(free) => {
                    free.insert(words.len());
                    words.push((*number, leaf.boost));
                }
            }
        }
        for (number, weight) in &mut words {
            *weight *= index.idf(docs, &terms[*number])?;
        }
        let mut quoted = Vec::new();
        if words.len() > 1 {
            for (number, _) in &words {
                let leaf = &plan.leaves[*number];
                quoted.push([
                    index.expand_in(TextField::Said, leaf, cancel)?,
                    index.expand_in(TextField::Speaker, leaf, cancel)?,
                ]);
            }
        }
        let mut compounds = Vec::new();
        for Compound { joined, parts } in &plan.compounds {
            let weight = index.idf(docs, &terms[*joined])?;
            let place = |part: &usize| known.get(&plan.leaves[*part].pattern.word()).copied();
            compounds.push((*joined, weight, parts.iter().filter_map(place).collect()));
        }
        Ok(Scoring {
            words,
            compounds,
            average: (index.totals.length as f32 / docs).max(1.0),
            quoted,
        })
    }

    /// Opens what BM25 needs in one segment.
    pub fn segment(&self, segment: &Segment) -> tantivy::Result<SegmentScores<'_>> {
        let open = |number: &usize| {
            let (terms, option) = (&segment.terms[*number], IndexRecordOption::WithFreqs);
            LeafPostings::open(segment.reader, segment.ord, terms, option)
        };
        Ok(SegmentScores {
            scoring: self,
            words: self.words.iter().map(|(n, _)| open(n)).collect::<tantivy::Result<_>>()?,
            compounds: self.compounds.iter().map(|c| open(&c.0)).collect::<tantivy::Result<_>>()?,
            lengths: segment.reader.get_fieldnorms_reader(segment.index.fields.text)?,
            scores: vec![0.0; self.words.len()],
        })
    }
}

/// BM25 in one segment; records are asked for in order.
pub struct SegmentScores<'a> {
    scoring: &'a Scoring,
    words: Vec<LeafPostings>,
    compounds: Vec<LeafPostings>,
    lengths: FieldNormReader,
    /// What each word adds to the score of the record.
    scores: Vec<f32>,
}

impl SegmentScores<'_> {
    /// BM25 of the query's words in `doc`.
    pub fn score(&mut self, doc: DocId) -> f32 {
        if self.words.is_empty() {
            return 0.0;
        }
        let length = self.lengths.fieldnorm(doc) as f32;
        let norm = K1 * (1.0 - B + B * length / self.scoring.average);
        let score = |leaf: &mut LeafPostings, weight: f32| {
            if leaf.seek(doc) != doc {
                return 0.0;
            }
            let tf = leaf.frequency() as f32;
            weight * tf * (K1 + 1.0) / (tf + norm)
        };
        for (n, (_, weight)) in self.scoring.words.iter().enumerate() {
            self.scores[n] = score(&mut self.words[n], *weight);
        }
        let mut sum: f32 = self.scores.iter().sum();
        for (leaf, (_, weight, parts)) in self.compounds.iter_mut().zip(&self.scoring.compounds) {
            let apart: f32 = parts.iter().map(|part| self.scores[*part]).sum();
            sum += (score(leaf, *weight) - apart).max(0.0);
        }
        sum
    }
}

/// Looks at documents of one segment more closely; they are asked for in order.
pub struct Closer<'a> {
    scoring: &'a Scoring,
    positions: PositionReader,
    found: TermPositions,
    said: Vec<[LeafPostings; 2]>,
    quotes: Column<u64>,
}

impl<'a> Closer<'a> {
    /// Opens postings with positions.
    pub fn open(scoring: &'a Scoring, segment: &Segment) -> tantivy::Result<Closer<'a>> {
        let numbers: Vec<usize> = scoring.words.iter().map(|(n, _)| *n).collect();
        let open = |terms: &LeafTerms| {
            LeafPostings::open(segment.reader, segment.ord, terms, IndexRecordOption::Basic)
        };
        let said = scoring
            .quoted
            .iter()
            .map(|[said, speaker]| Ok([open(said)?, open(speaker)?]))
            .collect::<tantivy::Result<Vec<_>>>()?;
        Ok(Closer {
            scoring,
            positions: PositionReader::open(segment, &numbers)?,
            found: TermPositions::default(),
            said,
            quotes: column::QUOTES.open(segment.reader)?,
        })
    }

    /// The bonuses of `doc` on its score `words`.
    pub fn look(&mut self, doc: DocId, words: f32) -> Why {
        self.positions.read(doc, &mut self.found);
        let whole: f32 = self.scoring.words.iter().map(|(_, weight)| weight).sum();
        if whole <= 0.0 {
            return Why { words, bonuses: Vec::new() };
        }
        let mut bonuses = vec![
            ("typed", WEIGHT_TYPED * self.typed(doc) / whole),
            ("lead", WEIGHT_LEAD * self.lead() / whole),
        ];
        if self.scoring.words.len() > 1 {
            bonuses.push(("closeness", WEIGHT_CLOSE * self.closeness() / whole));
            bonuses.push(("sentence", WEIGHT_SENTENCE * together(self.sentence() / whole)));
            bonuses.push(("quote", WEIGHT_QUOTE * together(self.quote(doc) / whole)));
        }
        bonuses.retain(|(_, bonus)| *bonus > 0.0);
        Why { words, bonuses }
    }

    /// Weight of the words that stand there in the form typed.
    fn typed(&self, doc: DocId) -> f32 {
        self.scoring
            .words
            .iter()
            .filter(|(n, _)| self.positions.is_typed(*n, doc))
            .map(|(_, w)| w)
            .sum()
    }

    /// Weight of the words in the first paragraph of the body.
    fn lead(&self) -> f32 {
        let next = self.found.paragraphs.get(1).copied().unwrap_or(u32::MAX);
        let first = self.found.paragraphs.first().copied().unwrap_or(0);
        let end = next.min(first.saturating_add(LEAD));
        let in_lead = |n: usize| {
            self.found.leaves[n]
                .iter()
                .any(|p| p.start < end && self.found.part(p.start) == TextPart::Body.number())
        };
        self.scoring.words.iter().filter(|(n, _)| in_lead(*n)).map(|(_, w)| w).sum()
    }

    /// For each two neighbouring words of the query, the nearer they stand the more of their weight.
    fn closeness(&self) -> f32 {
        self.scoring
            .words
            .windows(2)
            .map(|pair| {
                let [(a, weight_a), (b, weight_b)] = pair else { return 0.0 };
                match nearest(&self.found, *a, *b) {
                    Some(gap) if gap <= CLOSE => weight_a.min(*weight_b) * 2.0 / (1.0 + gap as f32),
                    _ => 0.0,
                }
            })
            .sum()
    }

    /// Weight of the words in the sentence that holds most, when it holds two or more.
    fn sentence(&self) -> f32 {
        let mut best = HashMap::new();
        for (bit, (number, _)) in self.scoring.words.iter().enumerate().take(64) {
            for place in &self.found.leaves[*number] {
                if !self.found.is_ghost(place.start) {
                    *best.entry(self.found.sentence(place.start)).or_insert(0u64) |= 1 << bit;
                }
            }
        }
        self.heaviest(best.into_values())
    }

    /// Weight of the words in the quote that holds most, its speaker's name included.
    fn quote(&mut self, doc: DocId) -> f32 {
        let last = doc + self.quotes.first(doc).unwrap_or(0) as u32;
        let mut best: HashMap<DocId, u64> = HashMap::new();
        for (bit, lists) in self.said.iter_mut().enumerate().take(64) {
            for list in lists {
                let mut quote = list.seek(doc + 1);
                while quote <= last {
                    *best.entry(quote).or_insert(0) |= 1 << bit;
                    quote = list.advance();
                }
            }
        }
        self.heaviest(best.into_values())
    }

    fn heaviest(&self, sets: impl Iterator<Item = u64>) -> f32 {
        let weight = |set: u64| -> f32 {
            let words = self.scoring.words.iter().enumerate().take(64);
            words.filter(|(bit, _)| set & (1 << bit) != 0).map(|(_, (_, weight))| weight).sum()
        };
        sets.filter(|set| set.count_ones() > 1).map(weight).fold(0.0, f32::max)
    }
}

/// Words from one leaf to the nearest place of the other in the same part.
fn nearest(found: &TermPositions, a: usize, b: usize) -> Option<u32> {
    let (a, b) = (&found.leaves[a], &found.leaves[b]);
    let (mut i, mut j, mut best) = (0, 0, None);
    while i < a.len() && j < b.len() {
        let gap = a[i].start.abs_diff(b[j].start);
        if gap > 0
            && best.is_none_or(|g| gap < g)
            && found.part(a[i].start) == found.part(b[j].start)
        {
            best = Some(gap);
        }
        if a[i].start <= b[j].start { i += 1 } else { j += 1 }
    }
    best
}
