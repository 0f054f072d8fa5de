//! What a plan finds, told from the lists of words alone: every choice of places is tried.

use std::collections::BTreeSet;

use super::corpus::{Place, Record};
use super::tokens::{TOKENS, same_stem};
use crate::index::field::{NumberField, TextField};
use crate::index::plan::op::{Leaf, Op, SpanLink, SpanOp};
use crate::index::plan::pattern::Pattern;
use crate::index::store::layout::TextPart;
use crate::query::flags::Part;
use crate::query::tree::{Flag, Within};

/// Sentences before and after a quote that are its context.
const CONTEXT: usize = 3;

/// A document, or a quote of it.
#[derive(Clone, Copy)]
pub struct Of<'c> {
    pub doc: &'c Record,
    pub quote: Option<&'c Record>,
}

/// Where something stands; its paragraph and sentence are those of its first word.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Stretch {
    start: usize,
    end: usize,
    part: usize,
    paragraph: usize,
    sentence: usize,
}

/// Where something was found: the whole, and what in it has to lie near other things.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Found {
    whole: Stretch,
    pieces: Vec<Stretch>,
}

impl From<Stretch> for Found {
    fn from(whole: Stretch) -> Found {
        Found { whole, pieces: vec![whole] }
    }
}

impl<'c> Of<'c> {
    fn record(self) -> &'c Record {
        self.quote.unwrap_or(self.doc)
    }

    /// Whether the record is among what the operation finds.
    pub fn is_in(self, op: &Op, leaves: &[Leaf]) -> bool {
        let record = self.record();
        let within = |low: f64, number: f64, high: f64| low <= number && number <= high;
        match op {
            Op::All => true,
            Op::Nothing => false,
            Op::Leaf(leaf) => !found(record, &SpanOp::Leaf(*leaf), leaves).is_empty(),
            Op::Spans(spans) => !found(record, spans, leaves).is_empty(),
            Op::Written(spans, text) => {
                let wanted: Vec<&str> = text.split(' ').flat_map(words_of).collect();
                let holds = |text: &Vec<&str>| text.windows(wanted.len()).any(|w| w == wanted);
                self.is_in_spans(spans, leaves) && record.written.iter().any(holds)
            }
            Op::And(ops) => ops.iter().all(|op| self.is_in(op, leaves)),
            Op::Or(ops) => ops.iter().any(|op| self.is_in(op, leaves)),
            Op::Not(op) => !self.is_in(op, leaves),
            Op::Range(NumberField::Words, low, high) => within(*low, record.words as f64, *high),
            Op::Range(NumberField::Added, low, high) => within(*low, record.added as f64, *high),
            Op::Range(NumberField::Confidence, low, high) => within(*low, record.confidence, *high),
            Op::Copies(low, high) => within(*low, record.copies as f64, *high),
            Op::Days(low, high) => record.day.is_some_and(|day| *low <= day && day <= *high),
            Op::Has(field) => self.has(*field),
            Op::Flag(Flag::Lead) => record.lead,
            Op::Flag(Flag::Undated) => self.has_value(TextField::Flag, "undated"),
            Op::Flag(Flag::Has(Part::Date)) => record.day.is_some(),
            Op::Flag(Flag::Has(part)) => self.has_value(TextField::Flag, part.name()),
            Op::Values(field, values) => values.iter().any(|value| self.has_value(*field, value)),
            Op::OfQuote(op) => self.doc.quotes.iter().any(|quote| {
                let quote = Some(quote);
                Of { quote, ..self }.is_in(op, leaves)
            }),
            Op::OfDoc(op) => Of { quote: None, ..self }.is_in(op, leaves),
            Op::InContext(among, words) => {
                let (from, to) = record.sentences;
                let beside = |found: &Found| {
                    let s = found.whole;
                    let near = s.sentence + CONTEXT >= from && s.sentence <= to + CONTEXT;
                    s.part == TextPart::Title.number() || s.part == TextPart::Body.number() && near
                };
                self.is_in(among, leaves)
                    && words.iter().all(|word| {
                        self.is_in(&word.inside, leaves)
                            || found(self.doc, &word.around, leaves).iter().any(beside)
                    })
            }
        }
    }

    fn is_in_spans(self, spans: &SpanOp, leaves: &[Leaf]) -> bool {
        !found(self.record(), spans, leaves).is_empty()
    }

    fn has_value(self, field: TextField, value: &str) -> bool {
        self.record().values.get(&field).is_some_and(|values| values.contains(value))
    }

    fn has(self, field: TextField) -> bool {
        match field {
            TextField::Text | TextField::Path | TextField::Flag | TextField::Name => true,
            TextField::Said => true,
            TextField::Speaker => self.has(TextField::SaidBy),
            TextField::SaidBy => self.record().values.contains_key(&field),
            _ => self.record().places.get(&field).is_some_and(|places| !places.is_empty()),
        }
    }
}

/// The words of a token as written.
fn words_of(text: &str) -> impl Iterator<Item = &'static str> {
    let token = TOKENS.iter().find(|token| token.text == text).expect("a token");
    token.words.iter().map(|word| word.0)
}

/// All places where an operation stands in a record.
fn found(record: &Record, op: &SpanOp, leaves: &[Leaf]) -> BTreeSet<Found> {
    match op {
        SpanOp::Leaf(leaf) => {
            let Leaf { field, pattern, .. } = &leaves[*leaf];
            let places = record.places.get(field).into_iter().flatten();
            let fitting = places.filter(|place| fits(pattern, &place.form));
            fitting.map(|place| stretch(place).into()).collect()
        }
        SpanOp::Any(items) => items.iter().flat_map(|item| found(record, item, leaves)).collect(),
        SpanOp::Phrase(items, slop) => {
            let wholes = |item| found(record, item, leaves).into_iter().map(|f| f.whole).collect();
            let all: Vec<BTreeSet<Stretch>> = items.iter().map(wholes).collect();
            let mut phrases = BTreeSet::new();
            side_by_side(&all, None, &mut phrases);
            if *slop > 0 {
                let widths: Vec<usize> = items.iter().map(width).collect();
                choices(&all, &mut Vec::new(), &mut |chosen| {
                    if is_sloppy(chosen, &widths, *slop as usize) {
                        phrases.extend(chosen.iter().copied().reduce(both));
                    }
                });
            }
            phrases.into_iter().map(Found::from).collect()
        }
        SpanOp::Near(first, rest) => {
            let mut all = vec![found(record, first, leaves)];
            all.extend(rest.iter().map(|link| found(record, &link.to, leaves)));
            let mut near = BTreeSet::new();
            choices(&all, &mut Vec::new(), &mut |chosen| {
                if is_chain(chosen, rest) {
                    let mut pieces: Vec<Stretch> =
                        chosen.iter().flat_map(|found| found.pieces.clone()).collect();
                    pieces.sort();
                    let whole = pieces.iter().copied().reduce(both);
                    near.extend(whole.map(|whole| Found { whole, pieces }));
                }
            });
            near
        }
        // The plans have words as written alone, not among others.
        SpanOp::Written(..) => unreachable!("no plan has it"),
        SpanOp::Part(part, inner) => {
            let mut inner = found(record, inner, leaves);
            inner.retain(|found| found.whole.part == part.number());
            inner
        }
        SpanOp::AtLeast(count, inner) => {
            let inner = found(record, inner, leaves);
            let stretches: BTreeSet<Stretch> = inner.iter().map(|found| found.whole).collect();
            if stretches.len() >= *count as usize { inner } else { BTreeSet::new() }
        }
    }
}

/// Whether no two share a word, and each is as near the one before it as its link asks.
fn is_chain(chosen: &[Found], rest: &[SpanLink]) -> bool {
    let apart = |a: &Stretch, b: &Stretch| a.end <= b.start || b.end <= a.start;
    let disjoint =
        |a: &Found, b: &Found| a.pieces.iter().all(|a| b.pieces.iter().all(|b| apart(a, b)));
    let near = |a: &Found, b: &Found, link: &SpanLink| {
        let pairs =
            || a.pieces.iter().flat_map(|a| b.pieces.iter().map(move |b| (*a.min(b), *a.max(b))));
        (!link.ordered || a.whole.end <= b.whole.start)
            && pairs().any(|(first, second)| is_near(first, second, link.within))
    };
    (1..chosen.len()).all(|at| {
        chosen[..at].iter().all(|before| disjoint(before, &chosen[at]))
            && near(&chosen[at - 1], &chosen[at], &rest[at - 1])
    })
}

fn stretch(place: &Place) -> Stretch {
    let Place { part, paragraph, sentence, start, end, .. } = *place;
    Stretch { start, end, part, paragraph, sentence }
}

fn both(a: Stretch, b: Stretch) -> Stretch {
    let first = a.min(b);
    Stretch { end: a.end.max(b.end), ..first }
}

/// Number of words that an item of a phrase stands for.
fn width(op: &SpanOp) -> usize {
    match op {
        SpanOp::Phrase(items, _) => items.iter().map(width).sum(),
        SpanOp::Any(items) => items.iter().map(width).max().unwrap_or(0),
        _ => 1,
    }
}

/// Adds what begins where `before` ends, the items one after the other.
fn side_by_side(
    items: &[BTreeSet<Stretch>],
    before: Option<Stretch>,
    phrases: &mut BTreeSet<Stretch>,
) {
    let Some((first, rest)) = items.split_first() else { return phrases.extend(before) };
    for place in first {
        match before {
            None => side_by_side(rest, Some(*place), phrases),
            Some(before) if before.end == place.start && before.part == place.part => {
                side_by_side(rest, Some(both(before, *place)), phrases);
            }
            Some(_) => {}
        }
    }
}

/// Shows every choice of one place for each item.
fn choices<P: Clone>(items: &[BTreeSet<P>], chosen: &mut Vec<P>, show: &mut impl FnMut(&[P])) {
    let Some((first, rest)) = items.split_first() else { return show(chosen) };
    for place in first {
        chosen.push(place.clone());
        choices(rest, chosen, show);
        chosen.pop();
    }
}

/// Whether each lies nearly where it would if they stood side by side.
fn is_sloppy(chosen: &[Stretch], widths: &[usize], slop: usize) -> bool {
    // Each is moved to where the phrase would begin.
    let (mut before, mut low, mut high) = (0, i64::MAX, i64::MIN);
    for (place, width) in chosen.iter().zip(widths) {
        let moved = place.start as i64 - before;
        (low, high) = (low.min(moved), high.max(moved));
        before += *width as i64;
    }
    // A word of the text is taken once.
    let is_once = || {
        let starts: BTreeSet<usize> = chosen.iter().map(|s| s.start).collect();
        starts.len() == chosen.len()
    };
    high - low <= slop as i64 && chosen.iter().all(|s| s.part == chosen[0].part) && is_once()
}

fn is_near(first: Stretch, second: Stretch, within: Within) -> bool {
    let in_part = first.part == second.part;
    let in_paragraph = in_part && first.paragraph == second.paragraph;
    match within {
        Within::Words(n) => in_part && second.start < first.end + n as usize,
        Within::Sentence => in_paragraph && first.sentence == second.sentence,
        Within::Paragraph => in_paragraph,
    }
}

fn fits(pattern: &Pattern, form: &str) -> bool {
    match pattern {
        // The plans have no acronyms.
        Pattern::Form(wanted) | Pattern::Acronym(wanted) => wanted == form,
        Pattern::Stem(wanted) => same_stem(wanted, form),
        Pattern::Wildcard(pattern) => fits_wildcard(&letters(pattern), &letters(form)),
        // The plans have no other expressions than these.
        Pattern::Regex(pattern) => pattern.split('|').any(|one| {
            let one = one.replace(".*", "*").replace('.', "?");
            fits_wildcard(&letters(&one), &letters(form))
        }),
        Pattern::Fuzzy(wanted, edits) => {
            let (a, b): (Vec<char>, Vec<char>) = (wanted.chars().collect(), form.chars().collect());
            is_like(&a, &b, *edits)
        }
    }
}

fn letters(text: &str) -> Vec<char> {
    text.chars().collect()
}

fn fits_wildcard(pattern: &[char], form: &[char]) -> bool {
    match pattern {
        [] => form.is_empty(),
        ['*', rest @ ..] => (0..=form.len()).any(|n| fits_wildcard(rest, &form[n..])),
        ['?', rest @ ..] => !form.is_empty() && fits_wildcard(rest, &form[1..]),
        [letter, rest @ ..] => form.first() == Some(letter) && fits_wildcard(rest, &form[1..]),
    }
}

/// Whether so many letters put in, left out or changed, or pairs turned round, make `a` of `b`.
fn is_like(a: &[char], b: &[char], edits: u8) -> bool {
    match (a, b) {
        ([first, a_rest @ ..], [other, b_rest @ ..]) if first == other => {
            is_like(a_rest, b_rest, edits)
        }
        ([], []) => true,
        _ if edits == 0 => false,
        _ => {
            let (a_rest, b_rest) = (a.get(1..).unwrap_or(a), b.get(1..).unwrap_or(b));
            let turned = a.len() > 1 && b.len() > 1 && a[0] == b[1] && a[1] == b[0];
            is_like(a_rest, b_rest, edits - 1)
                || is_like(a, b_rest, edits - 1)
                || is_like(a_rest, b, edits - 1)
                || turned && is_like(&a[2..], &b[2..], edits - 1)
        }
    }
}
