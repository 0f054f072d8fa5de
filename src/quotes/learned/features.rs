//! The features of a word: buckets of hashes of what stands in it and around it, and of what the rules made of it.

use super::document::{Document, Marked, Place, Word, steps};
use crate::entities::lists::Flags;
use crate::entities::model::hash::mix;
use std::ops::Range;

/// Changes whenever a feature does: the trainer writes it into the model file, the program checks it.
pub const VERSION: u32 = 3;

/// Buckets of features.
pub const BUCKETS: usize = 1 << 16;

/// What the lists may say of a word that is of use here.
const USEFUL: u32 = Flags::ROLE.bits()
    | Flags::ADDRESS.bits()
    | Flags::CALENDAR.bits()
    | Flags::FUNCTION.bits()
    | Flags::CUE.bits()
    | Flags::BARE.bits()
    | Flags::BASE.bits()
    | Flags::ARTICLE.bits()
    | Flags::BETWEEN.bits()
    | Flags::NEGATION.bits()
    | Flags::PRONOUN.bits()
    | Flags::THING.bits()
    | Flags::PREPOSITION.bits()
    | Flags::MODIFIER.bits();

/// What stands before and behind a paragraph.
const EDGE: Word = Word {
    low: 11,
    suffix: 11,
    shape: 11,
    flags: 0,
    classes: 0,
    clusters: [0; 3],
    verb: 0,
    name: 9,
    marked: Marked::Out,
    since_open: 0,
    stretch: 0,
    sentence: u32::MAX,
    content: Place { at: 0, quote: 0 },
    cue: Place { at: 0, quote: 0 },
    source: Place { at: 0, quote: 0 },
};

/// Gathers features, each under the number of its template.
struct Sink<'a> {
    out: &'a mut Vec<u16>,
    template: u64,
}

impl Sink<'_> {
    fn push(&mut self, a: u64, b: u64) {
        self.template += 1;
        let hash = mix(a.wrapping_add(self.template.wrapping_mul(0xa076_1d64_78bd_642f)), b);
        self.out.push((hash >> 48) as u16);
    }

    /// The feature, if it tells something; a template has its number all the same.
    fn push_if(&mut self, there: bool, a: u64, b: u64) {
        if there {
            self.push(a, b);
        } else {
            self.template += 1;
        }
    }
}

/// What is known of the places around a word in its paragraph.
pub struct Paragraph<'d> {
    document: &'d Document,
    range: Range<usize>,
    /// For each word the nearest verb that attributes before it in its sentence, and the nearest behind it.
    before: Vec<Option<usize>>,
    behind: Vec<Option<usize>>,
    /// For each word the last small word before it in its sentence.
    small: Vec<u64>,
    /// For each word the range of its sentence.
    sentence: Vec<Range<usize>>,
}

impl<'d> Paragraph<'d> {
    /// Looks through the paragraph `range` of `document`.
    pub fn new(document: &'d Document, range: Range<usize>) -> Paragraph<'d> {
        let words = &document.words[range.clone()];
        let mut before = vec![None; words.len()];
        let mut behind = vec![None; words.len()];
        let mut small = vec![0; words.len()];
        let mut sentence = vec![0..0; words.len()];
        let mut start = 0;
        for part in words.chunk_by(|a, b| a.sentence == b.sentence) {
            let end = start + part.len();
            let (mut last, mut word) = (None, 0);
            for at in start..end {
                (before[at], small[at]) = (last, word);
                sentence[at] = range.start + start..range.start + end;
                if words[at].verb != 0 {
                    last = Some(range.start + at);
                }
                if words[at].flags & Flags::FUNCTION.bits() != 0 {
                    word = words[at].low;
                }
            }
            let mut next = None;
            for at in (start..end).rev() {
                behind[at] = next;
                if words[at].verb != 0 {
                    next = Some(range.start + at);
                }
            }
            start = end;
        }
        Paragraph { document, range, before, behind, small, sentence }
    }

    fn word(&self, at: usize, by: isize) -> &Word {
        let place = at.checked_add_signed(by).filter(|place| self.range.contains(place));
        place.map_or(&EDGE, |place| &self.document.words[place])
    }

    /// What the rules made of a word, as a number.
    fn ruled(&self, word: &Word) -> u64 {
        let rule = |place: Place| match place.at {
            0 => 0,
            at => {
                let quote = &self.document.rules[place.quote as usize];
                let kind = u64::from(quote.direct) | u64::from(quote.mixed) << 1;
                u64::from(at) | kind << 2 | (u64::from(quote.rule) + 1) << 4
            }
        };
        rule(word.content) | rule(word.cue) << 16 | rule(word.source) << 32
    }

    /// The same, without the names of rules.
    fn plain(&self, word: &Word) -> u64 {
        u64::from(word.content.at) | u64::from(word.cue.at) << 4 | u64::from(word.source.at) << 8
    }

    /// Writes the features of the word at `at` of the document to `out`.
    pub fn features(&self, at: usize, out: &mut Vec<u16>) {
        out.clear();
        let local = at - self.range.start;
        let [b2, b1, w, a1, a2, a3] = [-2, -1, 0, 1, 2, 3].map(|by| self.word(at, by));
        let mut sink = Sink { out, template: 0 };
        let shape = |word: &Word| u64::from(word.shape);
        let name = |word: &Word| u64::from(word.name);
        let flags = |word: &Word| u64::from(word.flags & USEFUL);
        let coarse = |word: &Word| u64::from(word.clusters[2]) << 8 | shape(word);
        let middle = |word: &Word| u64::from(word.clusters[1]) << 8 | shape(word);
        let marked = |word: &Word| word.marked as u64;
        // The words.
        sink.push(0, 0);
        for word in [w, b1, a1, b2, a2] {
            sink.push(word.low, 1);
        }
        sink.push(b1.low, w.low);
        sink.push(w.low, a1.low);
        sink.push(b1.low, a1.low);
        sink.push(w.suffix, shape(w));
        sink.push(a1.suffix, shape(a1));
        // Their company.
        sink.push(u64::from(w.clusters[0]), shape(w));
        for word in [w, b1, a1] {
            sink.push(middle(word), 2);
        }
        sink.push(middle(b1), middle(w));
        sink.push(middle(w), middle(a1));
        sink.push(coarse(b1) << 32 | coarse(w), coarse(a1));
        sink.push(
            shape(b2) << 12 | shape(b1) << 8 | shape(w) << 4 | shape(a1),
            shape(a2) << 4 | shape(a3),
        );
        // What lists say.
        for word in [w, b1, a1] {
            sink.push(flags(word), 3);
            sink.push(word.classes, 4);
        }
        sink.push(flags(b1), flags(w));
        sink.push(flags(w), flags(a1));
        sink.push(w.verb, 5);
        sink.push(b1.verb, flags(w));
        sink.push(a1.verb, name(w));
        sink.push(a2.verb, name(w) << 4 | name(a1));
        // Names.
        sink.push(name(b1) << 8 | name(w) << 4 | name(a1), shape(w));
        sink.push(name(w), w.low);
        // Quotation marks.
        let marks = marked(b1) << 4 | marked(w) << 2 | marked(a1);
        sink.push(marks, 6);
        sink.push(marks, flags(w));
        let depth = u64::from(steps(w.since_open.into())) << 8 | u64::from(w.stretch);
        sink.push(marks, depth);
        sink.push(marked(b2) << 6 | marks << 8 | marked(a2), shape(w));
        // The verbs of its sentence.
        let verb = |place: Option<usize>| {
            place.map_or((0, 0, 0), |verb| {
                let word = &self.document.words[verb];
                (word.verb, u64::from(steps(verb.abs_diff(at))), marked(word))
            })
        };
        let (before, since, _) = verb(self.before[local]);
        sink.push(before, since);
        sink.push(before, w.low);
        sink.push(before & !1, self.small[local]);
        let (behind, until, state) = verb(self.behind[local]);
        sink.push(behind, until);
        sink.push(behind, name(w) << 8 | until);
        sink.push(behind & !1, marked(w) << 4 | state);
        sink.push(u64::from(before != 0) << 1 | u64::from(behind != 0), since << 4 | until);
        sink.push(self.small[local], w.low);
        // Its place.
        let sentence = &self.sentence[local];
        let (first, last) = (at - sentence.start, sentence.end - 1 - at);
        sink.push(u64::from(steps(first)), u64::from(steps(last)));
        let part = u64::from(sentence.start == self.range.start)
            | u64::from(sentence.end == self.range.end) << 1;
        sink.push(part, u64::from(first == 0) << 1 | u64::from(last == 0));
        // The rules.
        let (ruled, plain) = (self.ruled(w), self.plain(w));
        sink.push(ruled, 7);
        sink.push(self.ruled(b1), ruled);
        sink.push(ruled, self.ruled(a1));
        let around = self.plain(b1) << 24 | plain << 12 | self.plain(a1);
        sink.push(around, 8);
        sink.push(around, self.plain(b2) << 12 | self.plain(a2));
        sink.push(plain, w.low);
        sink.push(plain, middle(w));
        sink.push(plain, a1.low);
        sink.push(plain, flags(w));
        sink.push(plain, marks);
        sink.push(plain, mix(before & !1, since));
        sink.push(plain, mix(behind & !1, until));
        let quote = [w.content, w.cue, w.source].into_iter().find(|place| place.at > 0);
        let rule = quote.map(|place| &self.document.rules[place.quote as usize]);
        sink.push_if(rule.is_some(), plain, rule.map_or(0, |rule| (rule.confidence * 10.0) as u64));
    }
}
