//! Words as typed: stems, beginnings, letters left open, words in a row.

use super::compile::Compiler;
use super::op::SpanOp;
use super::pattern::Pattern;
use crate::index::store::layout::{Posting, Stream, form_and_width, is_acronym};
use crate::query::tree::{Match, Word};
use crate::words;

impl Compiler<'_> {
    pub(super) fn word(&mut self, word: &Word) -> Option<SpanOp> {
        let joined = || words::fold(&word.text).replace(' ', "");
        let typed = word.text.trim_matches('*');
        if typed.starts_with(words::is_sign) && !typed.contains(['*', '?']) {
            // Signs in a row are found whatever stands around them, and no term holds two of them.
            return self.phrase(typed, 0);
        }
        let pattern = match word.how {
            Match::Stem => return self.phrase(&word.text, 0),
            Match::Fuzzy(edits) => Pattern::Fuzzy(Some(joined()).filter(|f| !f.is_empty())?, edits),
            Match::Wildcard if word.text.trim_end_matches('*').contains(['*', '?']) => {
                let mut folded = String::new();
                for piece in word.text.split_inclusive(['*', '?']) {
                    folded.push_str(&words::fold(piece).replace(' ', ""));
                    folded.extend(piece.chars().last().filter(|c| matches!(c, '*' | '?')));
                }
                Pattern::Wildcard(folded)
            }
            Match::Wildcard => {
                let prefix = self.prefix(&word.text);
                return Some(self.in_part(prefix));
            }
        };
        let leaf = SpanOp::Leaf(self.leaf(pattern));
        Some(self.in_part(leaf))
    }

    /// Words that begin so; what stands before the last of a compound is whole (`nyt_2016-06*`).
    fn prefix(&mut self, typed: &str) -> SpanOp {
        let folded = words::fold(typed.trim_end_matches('*'));
        let mut forms: Vec<&str> = folded.split(' ').collect();
        let last = Pattern::Wildcard(format!("{}*", forms.pop().unwrap_or("")));
        let mut items: Vec<SpanOp> = forms
            .into_iter()
            .map(|form| SpanOp::Leaf(self.leaf(Pattern::Form(form.to_owned()))))
            .collect();
        let last = SpanOp::Leaf(self.leaf(last));
        match items.is_empty() {
            true => last,
            false => {
                items.push(last);
                SpanOp::Phrase(items, 0)
            }
        }
    }

    /// Words in a row, letters left open among them.
    pub(super) fn phrase(&mut self, text: &str, slop: u32) -> Option<SpanOp> {
        let mut items = Vec::new();
        for word in text.split_whitespace() {
            match open_word(word) {
                Some(open) => items.extend(self.open(open)),
                None => self.items(word, Pattern::Stem, &mut items)?,
            }
        }
        self.in_a_row(items, slop)
    }

    /// Forms in a row, letter for letter.
    pub(super) fn forms(&mut self, text: &str) -> Option<SpanOp> {
        let mut items = Vec::new();
        self.items(text, Pattern::Form, &mut items)?;
        self.in_a_row(items, 0)
    }

    /// A word of a phrase with letters left open. A question mark at its end may be one as well.
    fn open(&mut self, text: &str) -> Option<SpanOp> {
        let how = Match::Wildcard;
        let question = text.strip_suffix('?').filter(|rest| !rest.contains(['*', '?']));
        let Some(asked) = question else {
            return self.word(&Word { text: text.to_owned(), how });
        };
        let asked = self.phrase(asked, 0);
        let positive = std::mem::replace(&mut self.positive, false);
        let open = self.word(&Word { text: text.to_owned(), how });
        self.positive = positive;
        Some(SpanOp::Any(asked.into_iter().chain(open).collect()))
    }

    /// Adds the words of a text; a compound stands for its words and for its joined form.
    fn items(
        &mut self,
        text: &str,
        pattern: fn(String) -> Pattern,
        items: &mut Vec<SpanOp>,
    ) -> Option<()> {
        let mut stream = Stream::new(text);
        let mut term = String::new();
        while let Some(place) = stream.next(&mut term) {
            if place.width > 0 {
                items.push(self.item(place, &mut stream, &mut term, pattern)?);
            }
        }
        Some(())
    }

    /// The word at `place`, which was read into `term`; of a compound its words are read as well.
    fn item(
        &mut self,
        place: Posting,
        stream: &mut Stream,
        term: &mut String,
        pattern: fn(String) -> Pattern,
    ) -> Option<SpanOp> {
        if place.width == 1 {
            let form = form_and_width(term).0.to_owned();
            let pattern = match is_acronym(term) && self.knows_acronyms() {
                true => pattern(form).into_acronym(),
                false => pattern(form),
            };
            return Some(SpanOp::Leaf(self.leaf(pattern)));
        }
        let joined = pattern(form_and_width(term).0.to_owned());
        let (scored, mut apart) = (self.scoring.len(), Vec::new());
        let end = place.position + place.width;
        loop {
            let next = stream.next(term)?;
            if next.position + next.width > end {
                // Reaches out of this one: `avantgarde` beside `lavant` of `l'avant-garde`.
                continue;
            }
            apart.push(self.item(next, stream, term, pattern)?);
            if next.position + next.width >= end {
                break;
            }
        }
        let parts = self.scoring[scored..].to_vec();
        let joined = SpanOp::Leaf(self.joined(joined, parts));
        Some(SpanOp::Any(vec![joined, SpanOp::Phrase(apart, 0)]))
    }

    fn in_a_row(&self, mut items: Vec<SpanOp>, slop: u32) -> Option<SpanOp> {
        let spans = match items.len() {
            0 => return None,
            1 => items.remove(0),
            _ => SpanOp::Phrase(items, slop),
        };
        Some(self.in_part(spans))
    }
}

/// A word of a phrase in which letters are left open, without the punctuation behind it.
fn open_word(word: &str) -> Option<&str> {
    let end = word.trim_end_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '*' | '?'));
    let text = end.trim_start_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '*' | '?'));
    let is_open = text.contains(['*', '?']) && text.contains(char::is_alphanumeric);
    is_open.then_some(text)
}
