//! Ranking of quotes: the words in the quote first, then who said it, then what stands around it.
//!
//! BM25 with the statistics of quotes alone: how many of them hold a word, how long they are.
//! A word in the speaker's name or role counts like one use of it. The best quotes are then looked
//! at more closely: words that stand in the headline or in the sentences around give a share on top.

use std::collections::HashMap;

use tantivy::DocId;
use tantivy::columnar::Column;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::schema::IndexRecordOption;

use super::bm25::{K1, together};
use crate::hit::Why;
use crate::index::cancel::Cancel;
use crate::index::error::Error;
use crate::index::exec::context::QuoteContext;
use crate::index::exec::postings::LeafPostings;
use crate::index::exec::segment::Segment;
use crate::index::exec::terms::LeafTerms;
use crate::index::field::TextField;
use crate::index::plan::op::{Plan, SpanOp};
use crate::index::plan::pattern::Pattern;
use crate::index::reader::Index;
use crate::index::store::schema::column;

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
    /// Its terms in what was said, in the speaker's name, in his role.
    fields: [LeafTerms; 3],
}

impl QuoteScoring {
    /// Weighs the words of a plan by the statistics of the quotes alone.
    ///
    /// # Errors
    ///
    /// Postings that cannot be read, a search that was cancelled.
    pub fn new(index: &Index, plan: &Plan, cancel: &Cancel) -> Result<QuoteScoring, Error> {
        let quotes = index.totals.quotes.max(1) as f32;
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
            let find = |field| index.expand_in(field, leaf, cancel);
            let fields =
                [find(TextField::Said)?, find(TextField::Speaker)?, find(TextField::Role)?];
            let weight = leaf.boost * index.idf(quotes, &fields[0])?;
            words.push(Word { text: *number, weight, fields });
        }
        let average = (index.totals.said as f32 / quotes).max(1.0);
        Ok(QuoteScoring { words, average })
    }

    /// Opens what the scores need in one segment.
    pub fn segment(&self, segment: &Segment) -> tantivy::Result<QuoteScores<'_>> {
        Ok(QuoteScores {
            scoring: self,
            words: self.open(segment)?,
            lengths: segment.reader.get_fieldnorms_reader(segment.index.fields.said)?,
            sure: column::CONF.open(segment.reader)?,
        })
    }

    /// The postings of each word in each field.
    fn open(&self, segment: &Segment) -> tantivy::Result<Vec<[LeafPostings; 3]>> {
        let open = |terms: &LeafTerms| {
            LeafPostings::open(segment.reader, segment.ord, terms, IndexRecordOption::WithFreqs)
        };
        let each = |word: &Word| {
            let [said, speaker, role] = &word.fields;
            Ok([open(said)?, open(speaker)?, open(role)?])
        };
        self.words.iter().map(each).collect()
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
    context: QuoteContext,
    lists: Vec<[LeafPostings; 3]>,
}

impl<'a> QuoteCloser<'a> {
    /// Opens the positions of the words in documents.
    pub fn open(scoring: &'a QuoteScoring, segment: &Segment) -> tantivy::Result<QuoteCloser<'a>> {
        let texts: Vec<usize> = scoring.words.iter().map(|w| w.text).collect();
        let context = QuoteContext::open(segment, &texts)?;
        Ok(QuoteCloser { scoring, context, lists: scoring.open(segment)? })
    }

    /// The bonuses of a quote on its score `words`: words that it does not hold itself.
    pub fn look(&mut self, quote: DocId, words: f32) -> Why {
        let (mut whole, mut inside, mut title, mut around, mut article) = (0.0, 0.0, 0.0, 0.0, 0.0);
        for (word, lists) in self.scoring.words.iter().zip(&mut self.lists) {
            whole += word.weight;
            let seen = self.context.look(quote, &SpanOp::Leaf(word.text));
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
