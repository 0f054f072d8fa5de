//! The nearest words in the index to one that is not there.

use tantivy::query::FuzzyTermQuery;

use super::field::TextField;
use super::plan::pattern::Test;
use super::reader::Index;
use super::store::layout::form_and_width;
use crate::words;

/// Most words suggested.
const MOST: usize = 3;

impl Index {
    /// The most frequent words at most two edits away; none when the word itself is there.
    pub fn suggest(&self, word: &str) -> Vec<String> {
        let form = words::fold(word);
        if form.is_empty() || form.contains(' ') {
            return Vec::new();
        }
        for edits in 0..=2 {
            let mut found = self.near_terms(&form, edits);
            if edits == 0 && !found.is_empty() {
                return Vec::new();
            }
            if !found.is_empty() {
                found.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
                found.truncate(MOST);
                return found.into_iter().map(|(term, _)| term).collect();
            }
        }
        Vec::new()
    }

    /// Terms within so many edits with the number of their documents. A suggestion is a service:
    /// where it cannot be made there is none.
    fn near_terms(&self, form: &str, edits: u8) -> Vec<(String, u64)> {
        let mut counts = std::collections::HashMap::new();
        for segment in self.searcher.segment_readers() {
            let term = self.fields.term(TextField::Text, form);
            let Ok(automaton) = FuzzyTermQuery::new(term, edits, true).automaton() else {
                continue;
            };
            let Ok(inverted) = segment.inverted_index(self.fields.text) else { continue };
            let Ok(mut stream) = inverted.terms().search(automaton).into_stream() else { continue };
            while stream.advance() {
                if let Ok(term) = std::str::from_utf8(stream.key()) {
                    let (form, width) = form_and_width(term);
                    if width == 1 && Test::Any.fits(form) {
                        *counts.entry(form.to_owned()).or_insert(0) +=
                            u64::from(stream.value().doc_freq);
                    }
                }
            }
        }
        counts.into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::index::testing::{Draft, TestIndex};

    #[test]
    fn words_are_suggested_and_no_marks() {
        let body = "On. Wages. Wages-port. Wage.\n\nIn on.";
        let other = Draft::new("b.txt", "", "Wages.");
        let index = TestIndex::of(&[&[Draft::new("a.txt", "Port", body), other]]).open();
        for (word, expected) in [
            ("wages", vec![]),
            ("wgaes", vec!["wages"]),
            ("waged", vec!["wages", "wage"]),
            ("ox", vec!["on"]),
            ("zq", vec!["in", "on"]),
            ("two words", vec![]),
            ("", vec![]),
        ] {
            assert_eq!(index.suggest(word), expected, "{word}");
        }
    }
}
