//! Index, query and highlighter agree on every word, whatever its script.

use proptest::prelude::*;

use super::testing::{Draft, TestIndex};
use super::{Aim, Cancel, SearchOptions};
use crate::query::Query;
use crate::query::tree::{Match, Node, Word};
use crate::words;

/// Words of many scripts, and pieces of them.
const PIECES: &[&str] = &[
    "l'Économie",
    "d’Orsay",
    "O'Dowd-Reyes",
    "rock'n'roll",
    "don't",
    "Arnold's",
    "U.S.-Norway",
    "US",
    "us",
    "İzmir'de",
    "ΔΡΟΜΟΣ",
    "ёлка",
    "об'єднання",
    "供水计划",
    "サービス",
    "ｻｰﾋﾞｽ",
    "예산을",
    "ᄒ\u{1161}\u{11ab}",
    "งบประมาณ",
    "ແຜນການ",
    "ផែនការ",
    "စီမံ",
    "الحُكُومَة",
    "می\u{200c}رود",
    "הַמֶּ",
    "नीति",
    "ﬁnal",
    "ＦＵＬＬ",
    "men",
    "organised",
    "٢٠١٧",
    "1,204.50",
    "a-b-c-d-e",
    "½",
    "’",
    "-",
    "é",
    "e\u{301}",
    "x",
    "ー",
    "ｶﾞ",
    "\u{e33}",
];

/// Of a text each word, and each part of one, must be found by itself, and be marked.
fn check(text: &str) -> Result<(), TestCaseError> {
    let index = TestIndex::of(&[&[Draft::new("a.txt", "", text)]]).open();
    let options = SearchOptions { snippets: 99, context: 0, ..SearchOptions::default() };
    for word in words::words(text).into_iter().chain(words::parts(text)) {
        let (start, end) = (word.span.start, word.span.end);
        let typed = text[start..end].to_owned();
        let root = Node::Word(Word { text: typed.clone(), how: Match::Stem });
        let query = Query { root, warnings: Vec::new() };
        let ranking = index.search(&query, Aim::Docs, &options, &Cancel::new()).expect("a ranking");
        let hit = index.docs(&ranking).next().map(|hit| hit.expect("a hit"));
        prop_assert!(hit.is_some(), "{typed:?} is not found in {text:?}");
        let marks: Vec<_> =
            hit.iter().flat_map(|hit| &hit.snippets).flat_map(|s| &s.highlights).collect();
        let is_marked = |at: usize| marks.iter().any(|mark| mark.start <= at && at < mark.end);
        let mut letters = text[start..end].char_indices().filter(|(_, c)| c.is_alphanumeric());
        prop_assert!(
            letters.all(|(at, _)| is_marked(start + at)),
            "{typed:?} is not marked in {text:?}: {marks:?}"
        );
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn every_word_of_a_text_is_found_and_marked(
        pieces in proptest::collection::vec((0..PIECES.len(), "|| | |'|-|\u{200d}"), 1..12),
    ) {
        let text: String = pieces.iter().map(|(n, behind)| format!("{}{behind}", PIECES[*n])).collect();
        check(&text)?;
    }
}

#[test]
fn every_piece_is_found_and_marked() {
    check(&PIECES.join(" ")).expect("found and marked");
}
