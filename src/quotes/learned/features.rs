//! The features of a word: buckets of hashes of what stands in it and around it, and of what the rules made of it.

use super::document::{Document, Place, Word, steps};
use crate::entities::lists::Flags;
use crate::entities::model::hash::mix;
use std::ops::Range;

/// Changes whenever a feature does: the trainer writes it into the model file, the program checks it.
pub const VERSION: u32 = 4;

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

/// Features of a word, one of each template.
pub const TEMPLATES: usize = 35;

/// Words before and behind a word that its templates ask for.
const BEFORE: usize = 2;
/// See [`BEFORE`].
const BEHIND: usize = 3;

/// What is asked of a word again and again, by its own templates and by those of its neighbours.
#[derive(Clone, Copy)]
struct Key {
    low: u64,
    suffix: u64,
    shape: u64,
    flags: u64,
    classes: u64,
    cluster: u64,
    /// Its clusters of 128 and of 32, each with its shape.
    middle: u64,
    coarse: u64,
    verb: u64,
    name: u64,
    marked: u64,
    /// What the rules made of it, with the names of the rules and without.
    ruled: u64,
    plain: u64,
}

/// What stands before and behind a paragraph.
const EDGE: Key = Key {
    low: 11,
    suffix: 11,
    shape: 11,
    flags: 0,
    classes: 0,
    cluster: 0,
    middle: 11,
    coarse: 11,
    verb: 0,
    name: 9,
    marked: 0,
    ruled: 0,
    plain: 0,
};

impl Key {
    fn new(document: &Document, word: &Word) -> Key {
        let shape = u64::from(word.shape);
        let ruled = |place: Place| match place.at {
            0 => 0,
            at => {
                let quote = &document.rules[place.quote as usize];
                let kind = u64::from(quote.direct) | u64::from(quote.mixed) << 1;
                u64::from(at) | kind << 2 | (u64::from(quote.rule) + 1) << 4
            }
        };
        let at = |place: Place| u64::from(place.at);
        Key {
            low: word.low,
            suffix: word.suffix,
            shape,
            flags: u64::from(word.flags & USEFUL),
            classes: word.classes,
            cluster: u64::from(word.clusters[0]),
            middle: u64::from(word.clusters[1]) << 8 | shape,
            coarse: u64::from(word.clusters[2]) << 8 | shape,
            verb: word.verb,
            name: u64::from(word.name),
            marked: word.marked as u64,
            ruled: ruled(word.content) | ruled(word.cue) << 16 | ruled(word.source) << 32,
            plain: at(word.content) | at(word.cue) << 4 | at(word.source) << 8,
        }
    }
}

/// Gathers features, each under the number of its template.
struct Sink {
    out: [u16; TEMPLATES],
    template: usize,
}

impl Sink {
    #[inline(always)]
    fn push(&mut self, a: u64, b: u64) {
        let number = (self.template as u64 + 1).wrapping_mul(0xa076_1d64_78bd_642f);
        self.out[self.template] = (mix(a.wrapping_add(number), b) >> (64 - BUCKETS.ilog2())) as u16;
        self.template += 1;
    }
}

/// What is known of the places around a word in its paragraph.
pub struct Paragraph<'d> {
    document: &'d Document,
    range: Range<usize>,
    /// The keys of its words with [`BEFORE`] edges before and [`BEHIND`] behind them.
    keys: Vec<Key>,
    /// For each word the nearest verb that attributes before it in its sentence, and the nearest behind it.
    before: Vec<Option<usize>>,
    behind: Vec<Option<usize>>,
    /// For each word the range of its sentence.
    sentence: Vec<Range<usize>>,
}

impl<'d> Paragraph<'d> {
    /// Looks through the paragraph `range` of `document`.
    pub fn new(document: &'d Document, range: Range<usize>) -> Paragraph<'d> {
        let words = &document.words[range.clone()];
        let mut keys = Vec::with_capacity(BEFORE + words.len() + BEHIND);
        keys.resize(BEFORE, EDGE);
        keys.extend(words.iter().map(|word| Key::new(document, word)));
        keys.resize(keys.len() + BEHIND, EDGE);
        let mut before = vec![None; words.len()];
        let mut behind = vec![None; words.len()];
        let mut sentence = vec![0..0; words.len()];
        let mut start = 0;
        for part in words.chunk_by(|a, b| a.sentence == b.sentence) {
            let end = start + part.len();
            let mut last = None;
            for at in start..end {
                before[at] = last;
                sentence[at] = range.start + start..range.start + end;
                if words[at].verb != 0 {
                    last = Some(range.start + at);
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
        Paragraph { document, range, keys, before, behind, sentence }
    }

    /// The features of the word at `at` of the document.
    pub fn features(&self, at: usize) -> [u16; TEMPLATES] {
        let local = at - self.range.start;
        let word = &self.document.words[at];
        let Some([b2, b1, w, a1, a2, a3]) = self.keys[local..].first_chunk() else {
            return [0; TEMPLATES];
        };
        let mut sink = Sink { out: [0; TEMPLATES], template: 0 };
        // The words.
        for word in [w, b1, a1, b2, a2] {
            sink.push(word.low, 1);
        }
        sink.push(b1.low, w.low);
        sink.push(w.low, a1.low);
        sink.push(w.suffix, w.shape);
        // Their company.
        sink.push(w.cluster, w.shape);
        for word in [w, b1, a1] {
            sink.push(word.middle, 2);
        }
        sink.push(w.middle, a1.middle);
        sink.push(b1.coarse << 32 | w.coarse, a1.coarse);
        sink.push(
            b2.shape << 12 | b1.shape << 8 | w.shape << 4 | a1.shape,
            a2.shape << 4 | a3.shape,
        );
        // What lists say.
        for word in [w, b1, a1] {
            sink.push(word.flags, 3);
        }
        sink.push(w.classes, 4);
        sink.push(w.verb, 5);
        sink.push(a1.verb, w.name);
        // Names.
        sink.push(b1.name << 8 | w.name << 4 | a1.name, w.shape);
        // Quotation marks.
        let marks = b1.marked << 4 | w.marked << 2 | a1.marked;
        sink.push(marks, 6);
        let depth = u64::from(steps(word.since_open.into())) << 8 | u64::from(word.stretch);
        sink.push(marks, depth);
        // The verbs of its sentence.
        let verb = |place: Option<usize>| {
            place.map_or((0, 0), |verb| {
                let word = &self.document.words[verb];
                (word.verb, u64::from(steps(verb.abs_diff(at))))
            })
        };
        let (before, since) = verb(self.before[local]);
        sink.push(before, since);
        let (behind, until) = verb(self.behind[local]);
        sink.push(behind, until);
        // Its place.
        let sentence = &self.sentence[local];
        let (first, last) = (at - sentence.start, sentence.end - 1 - at);
        sink.push(u64::from(steps(first)), u64::from(steps(last)));
        let part = u64::from(sentence.start == self.range.start)
            | u64::from(sentence.end == self.range.end) << 1;
        sink.push(part, u64::from(first == 0) << 1 | u64::from(last == 0));
        // The rules.
        let Key { ruled, plain, .. } = *w;
        sink.push(ruled, 7);
        let around = b1.plain << 24 | plain << 12 | a1.plain;
        sink.push(around, 8);
        sink.push(around, b2.plain << 12 | a2.plain);
        sink.push(plain, w.low);
        sink.push(plain, w.middle);
        sink.push(plain, w.flags);
        sink.push(plain, marks);
        sink.out
    }
}
