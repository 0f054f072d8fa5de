//! Names by a linear-chain conditional random field over hashed features.
//!
//! `document` reads the words, `features` hashes what is known of each, `table` holds
//! the weights, `viterbi` finds the best tags and how sure they are. Only words that
//! may belong to names are looked up: those with capitals and what stands between.

pub mod document;
pub mod features;
pub mod file;
pub mod hash;
pub mod table;
pub mod tags;
pub mod viterbi;
pub mod words;

use super::EntityKind;
use super::tokens::Token;
use document::{Case, Document};
use file::Model;
use std::ops::Range;
use std::sync::LazyLock;
use tags::{Place, TAGS};
use viterbi::Chain;

/// The bytes of the model, at the beginning of a cache line as its buckets want it.
#[repr(align(64))]
struct Aligned<const N: usize>([u8; N]);

const SIZE: usize = include_bytes!("../../../seeds/ner/model.bin").len();
static BYTES: Aligned<SIZE> = Aligned(*include_bytes!("../../../seeds/ner/model.bin"));

/// The model of the program; its tables are read where they lie, when a text needs them.
///
/// A file of another version of the features is as good as none: nothing is named. A test sees to it that this
/// does not happen.
pub static MODEL: LazyLock<Option<Model<'static>>> = LazyLock::new(|| Model::read(&BYTES.0));

/// A name that the model sees.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// Number of its sentence.
    pub sentence: usize,
    /// Its words, counted from the beginning of its sentence.
    pub words: Range<usize>,
    /// Whether the sentence is written like a headline.
    pub headline: bool,
    /// What it names.
    pub kind: EntityKind,
    /// How sure that is, 0 to 1.
    pub confidence: f32,
}

/// The names in `sentences`, given as tokens of `text`.
pub fn names(text: &str, sentences: &[&[Token]]) -> Vec<Found> {
    MODEL.as_ref().map_or_else(Vec::new, |model| names_by(model, text, sentences))
}

/// The same by a given model.
pub fn names_by(model: &Model, text: &str, sentences: &[&[Token]]) -> Vec<Found> {
    let mut document = Document::default();
    document.begin(sentences.iter().map(|s| s.len()).sum());
    for sentence in sentences {
        document.add(text, sentence, &model.words);
    }
    document.finish();
    let mut found = Vec::new();
    let mut chain = Chain::default();
    let mut hashes = Vec::with_capacity(128);
    for (number, sentence) in document.sentences.iter().enumerate() {
        for stretch in stretches(&document, &sentence.words) {
            chain.scores.clear();
            for at in stretch.clone() {
                features::features(&document, sentence, at, &mut hashes);
                let mut sums = table::Sums::default();
                for hash in &hashes {
                    model.table.add(*hash, &mut sums);
                }
                chain.scores.push(std::array::from_fn::<_, TAGS, _>(|tag| {
                    f32::from(sums[tag]) * model.head.scale
                }));
            }
            chain.decode(&model.transitions);
            let found_in = |kind, words: Range<usize>, confidence| Found {
                sentence: number,
                words: words.start + stretch.start - sentence.words.start
                    ..words.end + stretch.start - sentence.words.start,
                headline: sentence.case != Case::Normal,
                kind,
                confidence,
            };
            read_tags(&mut chain, model, |kind, words, sure| {
                found.push(found_in(kind, words, sure));
            });
        }
    }
    found
}

/// The stretches of words that may belong to names.
pub fn stretches<'a>(
    document: &'a Document,
    words: &Range<usize>,
) -> impl Iterator<Item = Range<usize>> + 'a {
    let Range { start: mut at, end } = words.clone();
    let is = |at: usize, wanted: bool| document.words[at].candidate == wanted;
    std::iter::from_fn(move || {
        let start = (at..end).find(|at| is(*at, true))?;
        at = (start..end).find(|at| is(*at, false)).unwrap_or(end);
        Some(start..at)
    })
}

/// Calls `name` with the kind, the words and the probability of each name that the tags of `chain` hold.
fn read_tags(
    chain: &mut Chain,
    model: &Model,
    mut name: impl FnMut(EntityKind, Range<usize>, f32),
) {
    let mut weighed = false;
    let mut from = 0;
    for at in 0..chain.tags.len() {
        let Some((kind, place)) = tags::meaning(chain.tags[at]) else { continue };
        if matches!(place, Place::Begin | Place::Unit) {
            from = at;
        }
        if matches!(place, Place::Last | Place::Unit) {
            if !weighed {
                chain.weigh(&model.transitions, model.head.temperature);
                weighed = true;
            }
            name(kind, from..at + 1, chain.sure(kind, from, at + 1));
        }
    }
}

/// Whether capitals are no evidence in a sentence.
pub(super) fn is_headline(text: &str, tokens: &[Token]) -> bool {
    document::case(text, tokens) != Case::Normal
}
