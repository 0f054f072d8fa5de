//! Ranking of quotes: the words in the quote first, then who said it, then what stands around it.
//!
//! BM25 with the statistics of quotes alone: how many of them hold a word, how long they are.
//! A word in the speaker's name or role counts like one use of it. The best quotes are then looked
//! at more closely: words that stand in the headline or in the sentences around give a share on top.

use std::collections::HashMap;

use tantivy::columnar::Column;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, SegmentReader};

use super::beside::Surroundings;
use super::expand::Expanded;
use super::leaf::LeafPostings;
use super::matcher::Builder;
use super::plan::{Leaf, Pattern, Plan, SpanOp};
use super::rank::{K1, together};
use super::schema::Fields;
use super::{Error, Index};
use crate::hit::Why;

/// How many of the best quotes are looked at more closely.
pub const WINDOW: usize = 60;

/// What a word counts in the name of the speaker.
const SPEAKER: f32 = 2.0;
/// What it counts in his role.
const ROLE: f32 = 1.0;
/// Share for words that stand together in one quote.
const TOGETHER: f32 = 1.0;
/// Share for words in the sentences around; the farther the less.
const AROUND: f32 = 0.5;
/// Share for words that the article uses often.
const ARTICLE: f32 = 0.5;
/// Uses of a word in an article that count half.
const OFTEN: f32 = 3.0;
/// Share for words in the headline.
const TITLE: f32 = 0.4;
/// Part of a score that does not depend on how sure the quote is.
const SURE: f32 = 0.4;
/// BM25's weight of length, less than for documents: a fragment of three words says little.
const B: f32 = 0.4;

/// The words of a query on quotes with their weights.
pub struct QuoteScoring {
    words: Vec<Word>,
    average: f32,
}

/// One word: where it is looked for, and what it weighs.
struct Word {
    /// Its leaf on the text of documents.
    text: usize,
    /// Inverse document frequency among quotes, times boost.
    weight: f32,
    /// Its leaves on what was said, on the speaker, on his role.
    leaves: [(Leaf, Expanded); 3],
}

impl QuoteScoring {
    /// Weighs the words of a plan by the statistics of the quotes alone.
    pub fn new(index: &Index, plan: &Plan) -> Result<QuoteScoring, Error> {
        let quotes = index.totals.quotes.max(1) as f32;
        let fields = &index.fields;
        let mut words: Vec<Word> = Vec::new();
        let mut known: HashMap<Pattern, usize> = HashMap::new();
        for number in &plan.scoring {
            let leaf = &plan.leaves[*number];
            let pattern = leaf.pattern.word();
            // Here a word counts once, in whatever field it was asked for.
            if known.contains_key(&pattern) {
                continue;
            }
            known.insert(pattern, words.len());
            let in_field = |field| -> Result<(Leaf, Expanded), Error> {
                let leaf = Leaf { field, ..leaf.clone() };
                let terms = index.expand(&leaf)?;
                Ok((leaf, terms))
            };
            let leaves =
                [in_field(fields.said)?, in_field(fields.speaker)?, in_field(fields.role)?];
            let weight = leaf.boost * index.idf(quotes, &leaves[0].0, &leaves[0].1)?;
            words.push(Word { text: *number, weight, leaves });
        }
        let average = (index.totals.said as f32 / quotes).max(1.0);
        Ok(QuoteScoring { words, average })
    }

    /// Opens what the scores need in one segment.
    pub fn segment(
        &self,
        segment: &SegmentReader,
        ord: usize,
        fields: &Fields,
    ) -> tantivy::Result<QuoteScores<'_>> {
        let open = |(leaf, terms): &(Leaf, Expanded)| {
            LeafPostings::open(segment, ord, leaf, terms, IndexRecordOption::WithFreqs)
        };
        let words = self
            .words
            .iter()
            .map(|w| Ok([open(&w.leaves[0])?, open(&w.leaves[1])?, open(&w.leaves[2])?]))
            .collect::<tantivy::Result<Vec<_>>>()?;
        Ok(QuoteScores {
            scoring: self,
            words,
            lengths: segment.get_fieldnorms_reader(fields.said)?,
            sure: segment.fast_fields().f64("conf")?,
        })
    }
}

/// Scores in one segment; quotes are asked for in order.
pub struct QuoteScores<'a> {
    scoring: &'a QuoteScoring,
    words: Vec<[LeafPostings; 3]>,
    lengths: FieldNormReader,
    sure: Column<f64>,
}

impl QuoteScores<'_> {
    /// The score of a quote by the words in it, its speaker's name and his role.
    pub fn score(&mut self, quote: DocId) -> f32 {
        if self.words.is_empty() {
            return 0.0;
        }
        let length = self.lengths.fieldnorm(quote) as f32;
        let norm = K1 * (1.0 - B + B * length / self.scoring.average);
        let mut sum = 0.0;
        for (word, lists) in self.scoring.words.iter().zip(&mut self.words) {
            let [said, speaker, role] = lists;
            let mut uses = 0.0;
            if said.seek(quote) == quote {
                let tf = said.frequency() as f32;
                uses += tf * (K1 + 1.0) / (tf + norm);
            }
            if speaker.seek(quote) == quote {
                uses += SPEAKER;
            } else if role.seek(quote) == quote {
                uses += ROLE;
            }
            sum += word.weight * uses;
        }
        let sure = self.sure.first(quote).unwrap_or(1.0) as f32;
        sum * (SURE + (1.0 - SURE) * sure)
    }
}

/// Looks at quotes of one segment more closely; they are asked for in order.
pub struct QuoteCloser<'a> {
    scoring: &'a QuoteScoring,
    surroundings: Surroundings,
    lists: Vec<[LeafPostings; 3]>,
}

impl<'a> QuoteCloser<'a> {
    /// Opens the places of the words in documents.
    pub fn open(scoring: &'a QuoteScoring, builder: &Builder) -> tantivy::Result<QuoteCloser<'a>> {
        let texts: Vec<usize> = scoring.words.iter().map(|w| w.text).collect();
        let scores = scoring.segment(builder.segment, builder.ord, &builder.index.fields)?;
        let surroundings = Surroundings::open(builder, &texts)?;
        Ok(QuoteCloser { scoring, surroundings, lists: scores.words })
    }

    /// The bonuses of a quote on its score `words`: words that it does not hold itself.
    pub fn look(&mut self, quote: DocId, words: f32) -> Why {
        let (mut whole, mut inside, mut title, mut around, mut article) = (0.0, 0.0, 0.0, 0.0, 0.0);
        for (word, lists) in self.scoring.words.iter().zip(&mut self.lists) {
            whole += word.weight;
            let seen = self.surroundings.look(quote, &SpanOp::Leaf(word.text));
            let times = seen.times as f32;
            article += word.weight * times / (times + OFTEN);
            if lists.iter_mut().any(|list| list.seek(quote) == quote) {
                inside += word.weight;
                continue;
            }
            title += if seen.title { word.weight } else { 0.0 };
            around += seen.sentences.map_or(0.0, |far| word.weight / (1.0 + far as f32 / 2.0));
        }
        let mut bonuses = Vec::new();
        if whole > 0.0 {
            bonuses = vec![
                ("together", TOGETHER * together(inside / whole)),
                ("around", AROUND * around / whole),
                ("headline", TITLE * title / whole),
                ("article", ARTICLE * article / whole),
            ];
            bonuses.retain(|(_, bonus)| *bonus > 0.0);
        }
        Why { words, bonuses }
    }
}
