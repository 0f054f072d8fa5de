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

use tantivy::columnar::Column;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, SegmentReader};

use super::expand::Expanded;
use super::leaf::LeafPostings;
use super::matcher::Builder;
use super::places::PlaceReader;
use super::plan::{Leaf, Plan};
use super::schema::Fields;
use super::spans::Places;
use super::{Error, Index, layout};
use crate::hit::Why;

const K1: f32 = 1.2;
const B: f32 = 0.75;

/// How many of the best documents are looked at more closely.
pub const WINDOW: usize = 300;

/// Neighbouring words of the query are close within so many words.
const CLOSE: u32 = 8;

const WEIGHT_CLOSE: f32 = 0.2;
const WEIGHT_SENTENCE: f32 = 0.5;
const WEIGHT_QUOTE: f32 = 1.0;
const WEIGHT_LEAD: f32 = 0.1;
const WEIGHT_TYPED: f32 = 0.1;

/// The words of a query with their weights, and the leaves that find them in quotes.
pub struct Scoring {
    /// Leaf, inverse document frequency times boost.
    words: Vec<(usize, f32)>,
    average: f32,
    /// For each word its leaf on what was said and its leaf on who said it, with their terms.
    quoted: Vec<[(Leaf, Expanded); 2]>,
}

impl Scoring {
    /// Weighs the words of a plan by the statistics of the documents alone.
    pub fn new(index: &Index, plan: &Plan, expanded: &[Expanded]) -> Result<Scoring, Error> {
        let totals = index.totals;
        let docs = totals.docs.max(1) as f32;
        let mut words = Vec::new();
        for number in &plan.scoring {
            let leaf = &plan.leaves[*number];
            // The forms of a word are counted apart; together they are in no more than all documents.
            let df = (index.frequency(leaf, &expanded[*number])? as f32).min(docs);
            let idf = (1.0 + (docs - df + 0.5) / (df + 0.5)).ln();
            words.push((*number, idf * leaf.boost));
        }
        let mut quoted = Vec::new();
        if words.len() > 1 {
            for (number, _) in &words {
                let leaf = &plan.leaves[*number];
                let in_field = |field| -> Result<(Leaf, Expanded), Error> {
                    let leaf = Leaf { field, ..leaf.clone() };
                    let terms = index.expand(&leaf)?;
                    Ok((leaf, terms))
                };
                quoted.push([in_field(index.fields.said)?, in_field(index.fields.speaker)?]);
            }
        }
        Ok(Scoring { words, average: (totals.words as f32 / docs).max(1.0), quoted })
    }

    /// Opens what BM25 needs in one segment.
    pub fn segment<'a>(
        &'a self,
        segment: &SegmentReader,
        ord: usize,
        fields: &Fields,
        plan: &Plan,
        expanded: &[Expanded],
    ) -> tantivy::Result<SegmentScores<'a>> {
        let leaves = self
            .words
            .iter()
            .map(|(number, _)| {
                let (leaf, terms) = (&plan.leaves[*number], &expanded[*number]);
                LeafPostings::open(segment, ord, leaf, terms, IndexRecordOption::WithFreqs)
            })
            .collect::<tantivy::Result<Vec<_>>>()?;
        Ok(SegmentScores {
            scoring: self,
            leaves,
            lengths: segment.get_fieldnorms_reader(fields.text)?,
        })
    }
}

/// BM25 in one segment; records are asked for in order.
pub struct SegmentScores<'a> {
    scoring: &'a Scoring,
    leaves: Vec<LeafPostings>,
    lengths: FieldNormReader,
}

impl SegmentScores<'_> {
    /// BM25 of the query's words in `doc`.
    pub fn score(&mut self, doc: DocId) -> f32 {
        if self.leaves.is_empty() {
            return 0.0;
        }
        let length = self.lengths.fieldnorm(doc) as f32;
        let norm = K1 * (1.0 - B + B * length / self.scoring.average);
        let mut score = 0.0;
        for (leaf, (_, weight)) in self.leaves.iter_mut().zip(&self.scoring.words) {
            if leaf.seek(doc) == doc {
                let tf = leaf.frequency() as f32;
                score += weight * tf * (K1 + 1.0) / (tf + norm);
            }
        }
        score
    }
}

/// Looks at documents of one segment more closely; they are asked for in order.
pub struct Closer<'a> {
    scoring: &'a Scoring,
    places: PlaceReader,
    found: Places,
    said: Vec<[LeafPostings; 2]>,
    quotes: Column<u64>,
}

impl<'a> Closer<'a> {
    /// Opens postings with places.
    pub fn open(scoring: &'a Scoring, builder: &Builder) -> tantivy::Result<Closer<'a>> {
        let numbers: Vec<usize> = scoring.words.iter().map(|(n, _)| *n).collect();
        let open = |(leaf, terms): &(Leaf, Expanded)| {
            LeafPostings::open(builder.segment, builder.ord, leaf, terms, IndexRecordOption::Basic)
        };
        let said = scoring
            .quoted
            .iter()
            .map(|[said, speaker]| Ok([open(said)?, open(speaker)?]))
            .collect::<tantivy::Result<Vec<_>>>()?;
        Ok(Closer {
            scoring,
            places: PlaceReader::open(builder, &numbers)?,
            found: Places::default(),
            said,
            quotes: builder.segment.fast_fields().u64("quotes")?,
        })
    }

    /// The bonuses of `doc` on its score `words`.
    pub fn look(&mut self, doc: DocId, words: f32) -> Why {
        self.places.read(doc, &mut self.found);
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
            bonuses.push(("sentence", WEIGHT_SENTENCE * self.sentence() / whole));
            bonuses.push(("quote", WEIGHT_QUOTE * self.quote(doc) / whole));
        }
        bonuses.retain(|(_, bonus)| *bonus > 0.0);
        Why { words, bonuses }
    }

    /// Weight of the words that stand there in the form typed.
    fn typed(&self, doc: DocId) -> f32 {
        self.scoring
            .words
            .iter()
            .filter(|(n, _)| self.places.is_typed(*n, doc))
            .map(|(_, w)| w)
            .sum()
    }

    /// Weight of the words in the first paragraph of the body.
    fn lead(&self) -> f32 {
        let end = self.found.paragraphs.get(1).copied().unwrap_or(u32::MAX);
        let in_lead = |n: usize| {
            self.found.leaves[n]
                .iter()
                .any(|p| p.start < end && self.found.part(p.start) == layout::BODY)
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
fn nearest(found: &Places, a: usize, b: usize) -> Option<u32> {
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
