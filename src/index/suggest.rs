//! The nearest words and names in the index to one that is not there.
//!
//! A suggestion is a service: where it cannot be made there is none.

use std::cmp::Reverse;
use std::collections::HashMap;

use tantivy::query::FuzzyTermQuery;

use super::field::TextField;
use super::plan::pattern::Test;
use super::reader::Index;
use super::store::layout::{form_and_width, terms_of};
use super::store::names::of_key;
use super::store::schema::{Column, column};
use crate::catalogue::KINDS;
use crate::entities::EntityKind;
use crate::query::About;
use crate::query::fields::Field;
use crate::words;

/// Most words suggested.
const MOST: usize = 3;
/// Most values suggested of a field, for the caller to choose from.
const VALUES: usize = 10;
/// What a word of a name costs that is not near: more than any that is.
const UNLIKE: usize = 3;

impl Index {
    /// The most frequent words at most two edits away; none when the word itself is there.
    pub fn suggest(&self, word: &str) -> Vec<String> {
        let form = words::fold(word);
        if form.is_empty() || form.contains(' ') {
            return Vec::new();
        }
        for edits in 0..=2 {
            let mut found = self.near_terms(TextField::Text, &form, edits);
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

    /// The values of a field that are nearest to a text, the likest first: whole names where it
    /// holds names, else words; all values of a field that has few.
    pub fn suggest_in(&self, field: Field, about: About, text: &str) -> Vec<String> {
        use EntityKind::{Organization, Person, Place};
        match field {
            Field::Person => self.near_names(TextField::Name, &[Person], text),
            Field::Place => self.near_names(TextField::Name, &[Place], text),
            Field::Org if about == About::Quotes => self.near_values(column::SPEAKER_ORG, text),
            Field::Org => self.near_names(TextField::Name, &[Organization], text),
            Field::Entity => self.near_names(TextField::Name, &KINDS, text),
            Field::Speaker => self.near_names(TextField::SaidBy, &KINDS, text),
            Field::Source => self.near_values(column::SOURCE, text),
            Field::Topic => self.near_words(TextField::Topic, text),
            Field::Path => self.near_words(TextField::Path, text),
            Field::Said => self.near_words(TextField::Said, text),
            Field::Role => self.near_words(TextField::Role, text),
            Field::Verb => self.near_words(TextField::Verb, text),
            Field::Title | Field::Body | Field::Byline | Field::Dateline | Field::About => {
                self.near_words(TextField::Text, text)
            }
            Field::Lang => self.values_of(TextField::Lang),
            Field::Act => self.values_of(TextField::Act),
            Field::Kind => self.values_of(TextField::QuoteKind),
            // These are ranges: there is nothing near to them.
            Field::Words | Field::Date | Field::Added | Field::Conf | Field::Copies => Vec::new(),
        }
    }

    /// The names of these kinds that are nearest to a text, as they are shown.
    pub fn near_names(&self, field: TextField, kinds: &[EntityKind], text: &str) -> Vec<String> {
        let typed = words::fold(text);
        let mut near = Near::default();
        for segment in self.searcher.segment_readers() {
            let Ok(inverted) = segment.inverted_index(self.fields.of(field)) else { continue };
            let Ok(mut stream) = inverted.terms().stream() else { continue };
            while stream.advance() {
                let Ok(value) = std::str::from_utf8(stream.key()) else { continue };
                let (Some(kind), name) = of_key(value) else { continue };
                let Some(cost) = likeness(&typed, name).filter(|_| kinds.contains(&kind)) else {
                    continue;
                };
                let key = self.directory.key_of(kind, name);
                if !self.directory.is_blocked(key) {
                    let shown = self.directory.shown(key, name);
                    near.add(shown, cost, stream.value().doc_freq.into());
                }
            }
        }
        near.best()
    }

    /// The whole values of a column that are nearest to a text.
    fn near_values(&self, column: Column<str>, text: &str) -> Vec<String> {
        let typed = words::fold(text);
        let mut near = Near::default();
        for segment in self.searcher.segment_readers() {
            let Ok(Some(values)) = column.open(segment) else { continue };
            let Ok(mut stream) = values.dictionary().stream() else { continue };
            while stream.advance() {
                let value = std::str::from_utf8(stream.key()).unwrap_or("");
                if let Some(cost) = likeness(&typed, value) {
                    near.add(value, cost, 0);
                }
            }
        }
        near.best()
    }

    /// The words of a field that are nearest to the words of a text.
    fn near_words(&self, field: TextField, text: &str) -> Vec<String> {
        let mut near = Near::default();
        for form in words::fold(text).split(' ').filter(|form| !form.is_empty()) {
            for (term, docs) in self.near_terms(field, form, allowed(form) as u8) {
                let cost = strsim::osa_distance(form, &term);
                near.add(&term, cost, docs);
            }
        }
        near.best()
    }

    /// All values of a field that has few.
    fn values_of(&self, field: TextField) -> Vec<String> {
        let mut near = Near::default();
        for segment in self.searcher.segment_readers() {
            let Ok(inverted) = segment.inverted_index(self.fields.of(field)) else { continue };
            let Ok(mut stream) = inverted.terms().stream() else { continue };
            while stream.advance() {
                if let Ok(value) = std::str::from_utf8(stream.key()) {
                    near.add(value, 0, stream.value().doc_freq.into());
                }
            }
        }
        near.best()
    }

    /// Terms within so many edits with the number of their documents.
    fn near_terms(&self, field: TextField, form: &str, edits: u8) -> Vec<(String, u64)> {
        let mut counts = HashMap::new();
        for segment in self.searcher.segment_readers() {
            let Ok(inverted) = segment.inverted_index(self.fields.of(field)) else { continue };
            for near in terms_of(form) {
                let term = self.fields.term(field, &near);
                let Ok(automaton) = FuzzyTermQuery::new(term, edits, true).automaton() else {
                    continue;
                };
                let Ok(mut stream) = inverted.terms().search(automaton).into_stream() else {
                    continue;
                };
                while stream.advance() {
                    let Ok(term) = std::str::from_utf8(stream.key()) else { continue };
                    let found = form_and_width(term).0;
                    if term[found.len()..] == near[form.len()..] && Test::Any.fits(found) {
                        *counts.entry(found.to_owned()).or_insert(0) +=
                            u64::from(stream.value().doc_freq);
                    }
                }
            }
        }
        counts.into_iter().collect()
    }
}

/// Values that may be suggested, each with its least cost and its documents.
#[derive(Default)]
struct Near {
    found: HashMap<String, (usize, u64)>,
}

impl Near {
    fn add(&mut self, value: &str, cost: usize, docs: u64) {
        let (least, sum) = self.found.entry(value.to_owned()).or_insert((cost, 0));
        *least = cost.min(*least);
        *sum += docs;
    }

    /// The likest first, then the most frequent.
    fn best(self) -> Vec<String> {
        let mut found: Vec<(usize, Reverse<u64>, String)> = self
            .found
            .into_iter()
            .map(|(value, (cost, docs))| (cost, Reverse(docs), value))
            .collect();
        found.sort_unstable();
        found.truncate(VALUES);
        found.into_iter().map(|(_, _, value)| value).collect()
    }
}

/// Edits that a word may be away from another and be near to it.
fn allowed(word: &str) -> usize {
    (word.chars().count() / 3).min(2)
}

/// How unlike a name is to folded words: the edits between their words, or between both without
/// their blanks. None where not even the last of the words, the surname, is near to one of its.
fn likeness(typed: &str, name: &str) -> Option<usize> {
    let name = words::fold(name);
    let near = |word: &str, other: &str| {
        // Words of quite another length are many edits away.
        let (long, allowed) = (word.chars().count(), allowed(word));
        let other_long = other.chars().count();
        if long.abs_diff(other_long) > allowed {
            return None;
        }
        Some(strsim::osa_distance(word, other)).filter(|edits| *edits <= allowed)
    };
    let whole = near(&typed.replace(' ', ""), &name.replace(' ', ""));
    let of_word = |word: &str| name.split(' ').filter_map(|other| near(word, other)).min();
    let mut words = typed.rsplit(' ').filter(|word| !word.is_empty());
    let parts = words
        .next()
        .and_then(of_word)
        .map(|last| last + words.map(|word| of_word(word).unwrap_or(UNLIKE)).sum::<usize>());
    whole.into_iter().chain(parts).min()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::testing::{Draft, TestIndex};

    #[test]
    fn names_are_like_others_by_their_words() {
        for (typed, name, expected) in [
            ("olveira", "Marta Olvera", Some(1)),
            ("marta olveira", "Marta Olvera", Some(1)),
            ("jon olvera", "Marta Olvera", Some(3)),
            ("marta roe", "Marta Olvera", None),
            ("brantd", "Helena Brandt", Some(1)),
            ("deblasio", "De Blasio", Some(0)),
            ("xi", "Li", None),
            ("", "Li", None),
        ] {
            assert_eq!(likeness(typed, name), expected, "{typed} {name}");
        }
    }

    #[test]
    fn values_of_fields_are_suggested() {
        let draft = |path: &str, title: &str| Draft::new(path, title, "The port is closed.");
        let index = TestIndex::of(&[&[
            draft("a.txt", "Strike").said("Marta Olvera", "port is closed"),
            draft("b.txt", "Wages").said("Marta Olvera", "The port").said("Jo Oliver", "closed"),
        ]])
        .open();
        for (field, text, expected) in [
            (Field::Speaker, "Olveira", vec!["Marta Olvera"]),
            (Field::Person, "olvira", vec!["Marta Olvera"]),
            (Field::Title, "srtike", vec!["strike"]),
            (Field::Speaker, "Nobody", vec![]),
            (Field::Date, "2017", vec![]),
        ] {
            let mut found = index.suggest_in(field, About::Quotes, text);
            found.truncate(expected.len().max(1));
            assert_eq!(found, expected, "{field:?} {text}");
        }
    }

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
