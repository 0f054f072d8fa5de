//! The model as a whole: its file, and quotes of any text.

use super::weights::Weights;
use super::{MODEL, features};
use crate::entities::tests::article;
use crate::quotes::Act;
use crate::quotes::find::quotes_by;
use proptest::prelude::*;
use sha2::{Digest, Sha256};

const BYTES: &[u8] = include_bytes!("../../../seeds/quotes/model.bin");

#[test]
fn the_model_is_of_these_features_and_as_its_card_says() {
    let card = include_str!("../../../seeds/quotes/model.json");
    let card: serde_json::Value = serde_json::from_str(card).unwrap();
    assert_eq!(card["feature_version"], features::VERSION);
    let hash: String = Sha256::digest(BYTES).iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(card["sha256"], hash);
    assert!(MODEL.is_some() && BYTES.len() <= 2 << 20);
}

#[test]
fn a_file_reads_back_and_a_damaged_one_is_none() {
    let weights = Weights::read(BYTES).unwrap();
    assert!(weights.write() == BYTES);
    assert!(Weights::read(&BYTES[..BYTES.len() - 1]).is_none());
    assert!(Weights::read(&BYTES[..100]).is_none());
    assert!(Weights::read(b"").is_none());
    let mut other = BYTES.to_vec();
    other[8] ^= 1;
    assert!(Weights::read(&other).is_none());
}

/// What the model gives for a text: words, who speaks, whether it is no find of the rules.
fn found(text: &str) -> Vec<(String, String, bool)> {
    let quotes = quotes_by(&article(text), MODEL.as_ref().unwrap());
    let words = |quote: &crate::quotes::Quote| {
        let words: Vec<&str> = quote.spans.iter().map(|span| span.cut(text)).collect();
        let speaker = quote.speaker.as_ref().map_or("-", |speaker| speaker.name.as_str());
        (words.join(" … "), speaker.to_owned(), quote.rule == crate::quotes::Rule::Learned)
    };
    quotes.iter().filter(|quote| quote.act != Act::Silence).map(words).collect()
}

#[test]
fn what_the_rules_find_keeps_its_words_and_speaker() {
    let text = "\"The gates stay shut,\" said Helena Brandt, the harbour master.\n\
        Jerry Moss said the gates would open in June.";
    assert_eq!(
        found(text),
        [
            ("The gates stay shut,".to_owned(), "Helena Brandt".to_owned(), false),
            ("the gates would open in June".to_owned(), "Jerry Moss".to_owned(), false),
        ]
    );
}

#[test]
fn plain_telling_is_nobody_s_words() {
    assert_eq!(found("The ferry left at nine. It rained all day, and nobody came."), []);
    assert_eq!(found(""), []);
}

proptest! {
    #[test]
    fn any_text_gives_quotes_within_it(
        text in "(\\PC|[ \n.'\"’“”])*|((Roe|she|said|told|that|the|harbour|\"|“|”|,|\\.|;|:|and|but|'|\n) ?)*"
    ) {
        for quote in quotes_by(&article(&text), MODEL.as_ref().unwrap()) {
            prop_assert!((0.0..=1.0).contains(&quote.confidence));
            prop_assert!(!quote.spans.is_empty());
            let speakers = quote.speaker.iter().chain(&quote.others).map(|speaker| speaker.span);
            let cue = quote.cue.as_ref().map(|cue| cue.span);
            for span in quote.spans.iter().copied().chain(speakers).chain(cue) {
                prop_assert!(!span.is_empty() && text.get(span.start..span.end).is_some());
            }
            let apart = |pair: &[crate::article::Span]| pair[0].end <= pair[1].start;
            prop_assert!(quote.spans.windows(2).all(apart), "{:?}", quote.spans);
        }
    }
}
