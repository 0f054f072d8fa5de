//! Names by a linear-chain conditional random field over hashed features.
//!
//! `document` reads the words and their `outline`, `features` hashes what is known of each, `table` holds
//! the weights, `viterbi` finds the best tags and how sure they are. Only words that
//! may belong to names are looked up: those with capitals and what stands between.

pub mod document;
pub mod exponentials;
pub mod features;
pub mod file;
pub mod hash;
pub mod outline;
pub mod table;
pub mod tags;
pub mod viterbi;
pub mod words;

use super::tokens::Token;
use crate::entities::entity::EntityKind;
use document::Document;
use file::Model;
use outline::Case;
use std::collections::HashMap;
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

/// Below this probability a name costs more precision than it is worth in recall.
const LEAST: f32 = 0.3;
/// Share of the confidence that one kind must have to be given to all names of the same words.
const MAJORITY: f32 = 0.6;
/// The kinds in the order of their numbers.
const KINDS: [EntityKind; 3] = [EntityKind::Person, EntityKind::Organization, EntityKind::Place];

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
    let mut chain = Chain::new(&model.transitions);
    let mut hashes = Vec::with_capacity(128);
    let mut rows = Vec::with_capacity(128);
    for (number, sentence) in document.sentences.iter().enumerate() {
        for stretch in stretches(&document, &sentence.words) {
            chain.scores.clear();
            for at in stretch.clone() {
                features::features(&document, sentence, at, &mut hashes);
                let sums = model.table.sum(&hashes, &mut rows);
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
            read_tags(&mut chain, |kind, words, sure| {
                found.push(found_in(kind, words, sure));
            });
        }
    }
    found.retain(|name| name.confidence >= LEAST);
    agree(&document, &mut found);
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
fn read_tags(chain: &mut Chain, mut name: impl FnMut(EntityKind, Range<usize>, f32)) {
    let mut weighed = false;
    let mut from = 0;
    for at in 0..chain.tags.len() {
        let Some((kind, place)) = tags::meaning(chain.tags[at]) else { continue };
        if matches!(place, Place::Begin | Place::Unit) {
            from = at;
        }
        if matches!(place, Place::Last | Place::Unit) {
            if !weighed {
                chain.weigh();
                weighed = true;
            }
            name(kind, from..at + 1, chain.sure(kind, from, at + 1));
        }
    }
}

/// Gives names of the same words one kind where most of them, by their confidence, agree on it.
fn agree(document: &Document, found: &mut [Found]) {
    let key = |name: &Found| {
        let start = document.sentences[name.sentence].words.start;
        let words = &document.words[start + name.words.start..start + name.words.end];
        words::phrase(words.iter().map(|word| word.low))
    };
    let mut votes: HashMap<u64, [f32; KINDS.len()]> = HashMap::with_capacity(found.len());
    for name in &*found {
        votes.entry(key(name)).or_default()[name.kind as usize] += name.confidence;
    }
    for name in found {
        let Some(votes) = votes.get(&key(name)) else { continue };
        let all: f32 = votes.iter().sum();
        let most = KINDS.into_iter().zip(votes).max_by(|a, b| a.1.total_cmp(b.1));
        if let Some((kind, votes)) = most
            && *votes > MAJORITY * all
            && kind != name.kind
        {
            name.kind = kind;
            name.confidence = name.confidence.min(votes / all);
        }
    }
}

/// Whether capitals are no evidence in a sentence.
pub fn is_headline(text: &str, tokens: &[Token]) -> bool {
    outline::case(text, tokens) != Case::Normal
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::tests::article;
    use crate::entities::tokens::Tokens;
    use proptest::prelude::*;
    use sha2::{Digest, Sha256};

    /// The names of a text of single sentences a line.
    fn found(text: &str) -> Vec<(String, EntityKind)> {
        let article = article(text);
        let tokens = Tokens::of(&article);
        let sentences: Vec<_> = tokens.sentences.iter().map(|s| &tokens.all[s.clone()]).collect();
        let words = |name: Found| {
            let part = &sentences[name.sentence][name.words.clone()];
            let (from, to) = (part[0].span.start, part[part.len() - 1].span.end);
            (text[from..to].to_owned(), name.kind)
        };
        names(text, &sentences).into_iter().map(words).collect()
    }

    #[test]
    fn the_model_is_of_these_features_and_as_its_card_says() {
        let card = include_str!("../../../seeds/ner/model.json");
        let card: serde_json::Value = serde_json::from_str(card).unwrap();
        assert_eq!(card["feature_version"], features::VERSION);
        let hash: String =
            Sha256::digest(BYTES.0.as_slice()).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(card["sha256"], hash);
        assert!(MODEL.is_some() && SIZE <= 8 << 20);
        assert_eq!(BYTES.0.as_ptr() as usize % table::BUCKET, 0);
        assert_eq!(file::HEAD % table::BUCKET, 0);
    }

    #[test]
    fn names_of_each_kind() {
        use EntityKind::{Organization, Person, Place};
        let text = "The United Nations sent Helena Brandt to Mexico City on Monday.";
        let want =
            [("United Nations", Organization), ("Helena Brandt", Person), ("Mexico City", Place)];
        assert_eq!(found(text), want.map(|(words, kind)| (words.to_owned(), kind)));
        assert_eq!(found("It rained all day and nobody came."), []);
        assert_eq!(found(""), []);
    }

    #[test]
    fn names_of_the_same_words_agree() {
        let text = "Helena Brandt of Canada came.\nCanada won.\nIn Canada it rained.\nCanada lost.";
        let kinds: Vec<_> = found(text).into_iter().filter(|n| n.0 == "Canada").collect();
        assert!(kinds.len() == 4 && kinds.iter().all(|n| n.1 == EntityKind::Place), "{kinds:?}");
    }

    proptest! {
        #[test]
        fn any_text_gives_names_within_it(text in "(\\PC|[ \n.'\"’])*|([A-Z][a-z]+|[A-Z]+|of|the|de|Mr\\.|[ ,.('’s)&0-9\n-])*") {
            let article = article(&text);
            let tokens = Tokens::of(&article);
            let sentences: Vec<_> =
                tokens.sentences.iter().map(|s| &tokens.all[s.clone()]).collect();
            let mut last = (0, 0);
            for name in names(&text, &sentences) {
                prop_assert!(!name.words.is_empty());
                prop_assert!((name.sentence, name.words.start) >= last);
                prop_assert!((0.0..=1.0).contains(&name.confidence));
                let part = &sentences[name.sentence][name.words.clone()];
                prop_assert!(part.iter().all(|t| text.get(t.span.start..t.span.end).is_some()));
                last = (name.sentence, name.words.end);
            }
        }
    }
}
