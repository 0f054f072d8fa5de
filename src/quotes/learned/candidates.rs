//! Stretches of words that may be the content of an attribution, and the numbers by which they are judged.

use super::chain::{CONTENT, CUE, SOURCE, TAGS, Tagged, spans, touching};
use super::document::{Document, Marked};
use crate::entities::lists::Flags;
use crate::entities::model::hash;
use std::ops::Range;
use std::sync::LazyLock;

/// Found as a best content of the chain.
const BEST: u8 = 1;
/// Found by joining two of them.
const JOINED: u8 = 2;
/// Found by the rules.
pub const RULED: u8 = 4;
/// Found as a run of words that are content with a chance of the first of [`RUNS`] or more; the others follow.
const RUN: u8 = 8;
/// Chances of content above which words in a row make a candidate.
const RUNS: [f32; 4] = [0.12, 0.25, 0.4, 0.6];
/// Most words between two contents that are joined.
const GAP: usize = 12;
/// Words beside a content in which its cue and its source are looked for.
const CUE_REACH: usize = 10;
/// See [`CUE_REACH`].
const SOURCE_REACH: usize = 16;

/// Numbers of a candidate.
pub const NUMBERS: usize = 62;

/// What may be the content of an attribution.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    pub words: Range<usize>,
    /// How it was found, in bits.
    pub found: u8,
}

/// The share that two ranges have of their union.
pub fn overlap(a: &Range<usize>, b: &Range<usize>) -> f32 {
    let shared = a.end.min(b.end).saturating_sub(a.start.max(b.start));
    let union = a.end.max(b.end) - a.start.min(b.start);
    if union == 0 { 0.0 } else { shared as f32 / union as f32 }
}

/// What the chain found in a document, span by span.
pub struct Found {
    pub contents: Vec<Range<usize>>,
    pub sources: Vec<Range<usize>>,
    pub cues: Vec<Range<usize>>,
}

impl Found {
    /// The best spans of each sort.
    pub fn new(document: &Document, tagged: &Tagged) -> Found {
        let [contents, sources, cues] = spans(&tagged.tags, &document.paragraphs);
        Found { contents, sources, cues }
    }
}

/// The chance of being a content, source or cue.
pub fn chance(line: &[f32; TAGS], sort: usize) -> f32 {
    line[sort] + line[sort + 1]
}

/// The candidates of a document, sorted.
pub fn candidates(document: &Document, tagged: &Tagged, found: &Found) -> Vec<Candidate> {
    let mut out: Vec<Candidate> = Vec::new();
    let mut add = |words: Range<usize>, found| {
        let words = trim(document, words);
        if !words.is_empty() {
            out.push(Candidate { words, found });
        }
    };
    let paragraph = |range: &Range<usize>| document.paragraph_of[range.start];
    for (at, content) in found.contents.iter().enumerate() {
        add(content.clone(), BEST);
        let later = found.contents[at + 1..].iter().take(2);
        let mut end = content.end;
        for next in later {
            if paragraph(next) != paragraph(content) || next.start - end > GAP {
                break;
            }
            end = next.end;
            add(content.start..end, JOINED);
        }
    }
    for (number, least) in RUNS.into_iter().enumerate() {
        for range in &document.paragraphs {
            let mut at = range.start;
            while at < range.end {
                let inside = |at: usize| chance(&tagged.chances[at], CONTENT) >= least;
                let start = (at..range.end).find(|at| inside(*at)).unwrap_or(range.end);
                at = (start..range.end).find(|at| !inside(*at)).unwrap_or(range.end);
                add(start..at, RUN << number);
            }
        }
    }
    for rule in &document.rules {
        for content in &rule.contents {
            add(content.clone(), RULED);
        }
    }
    out.sort_by_key(|c| (c.words.start, c.words.end));
    out.dedup_by(|b, a| {
        let same = a.words == b.words;
        a.found |= if same { b.found } else { 0 };
        same
    });
    out
}

/// Leaves out signs at both ends that are no quotation marks.
fn trim(document: &Document, words: Range<usize>) -> Range<usize> {
    let keeps = |at: &usize| {
        let word = &document.words[*at];
        word.marked != Marked::Out || is_word(word.shape)
    };
    let start = words.clone().find(keeps).unwrap_or(words.end);
    let end = words.clone().rev().find(keeps).map_or(start, |at| at + 1);
    start..end.max(start)
}

/// Whether the shape is that of a word or number.
fn is_word(shape: u8) -> bool {
    shape < 4
}

/// Words before which a content may end.
static STOPS: LazyLock<[u64; 14]> = LazyLock::new(|| {
    [
        ",", ";", "and", "but", "while", "as", "after", "because", "when", "although", "with",
        "at", "in", "on",
    ]
    .map(hash::lower)
});

/// Signs and words behind which one may begin.
static BREAKS: LazyLock<[u64; 4]> = LazyLock::new(|| [",", ";", "and", "that"].map(hash::lower));

static OPENERS: LazyLock<[u64; 8]> =
    LazyLock::new(|| ["that", "to", "whether", "if", "what", "for", "of", "and"].map(hash::lower));

/// The numbers by which a candidate is judged.
pub fn numbers(
    document: &Document,
    tagged: &Tagged,
    found: &Found,
    candidate: &Candidate,
) -> [f32; NUMBERS] {
    let words = &candidate.words;
    let range = &document.paragraphs[document.paragraph_of[words.start] as usize];
    let at = |place: Option<usize>, sort| {
        let place = place.filter(|at| range.contains(at));
        place.map_or(0.0, |at| chance(&tagged.chances[at], sort))
    };
    let inside = tagged.chances[words.clone()].iter().map(|line| chance(line, CONTENT));
    let (sum, least, highest) = inside.fold((0.0, 1.0f32, 0.0f32), |(sum, least, most), chance| {
        (sum + chance, least.min(chance), most.max(chance))
    });
    let mean = sum / words.len() as f32;
    let flag = |is: bool| f32::from(u8::from(is));
    let best = |spans: &[Range<usize>]| {
        touching(spans, words).iter().map(|span| overlap(span, words)).fold(0.0, f32::max)
    };
    let most = |places: Range<usize>, sort| {
        let places = places.start.max(range.start)..places.end.min(range.end);
        let mut most = (0.0, words.start);
        for at in places {
            let chance = chance(&tagged.chances[at], sort);
            if chance > most.0 {
                most = (chance, at);
            }
        }
        most
    };
    let before = |reach: usize| words.start.saturating_sub(reach)..words.start;
    let behind = |reach: usize| words.end..words.end + reach;
    let (cue_before, cue_before_at) = most(before(CUE_REACH), CUE);
    let (cue_behind, cue_behind_at) = most(behind(CUE_REACH), CUE);
    let (source_before, source_before_at) = most(before(SOURCE_REACH), SOURCE);
    let (source_behind, source_behind_at) = most(behind(SOURCE_REACH), SOURCE);
    let first = &document.words[words.start];
    let last = &document.words[words.end - 1];
    let prior = words.start.checked_sub(1).filter(|at| range.contains(at));
    let prior = prior.map(|at| &document.words[at]);
    let next = Some(words.end).filter(|at| range.contains(at)).map(|at| &document.words[at]);
    let rule = document
        .ruled(words)
        .iter()
        .map(|(content, number)| (overlap(content, words), &document.rules[*number]))
        .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.rule.cmp(&a.1.rule)))
        .filter(|(share, _)| *share > 0.0);
    // The cue right before it, when the rules gave it to other words: "…," Roe said after the talks.
    let other = prior.filter(|word| word.cue.at > 0).map_or(0.0, |word| {
        let owner = &document.rules[word.cue.quote as usize];
        let shares = owner.contents.iter().any(|content| overlap(content, words) > 0.0);
        if shares { 0.0 } else { 1.0 + flag(owner.direct) }
    });
    let quoted = words.clone().filter(|at| document.words[*at].marked != Marked::Out).count();
    let sentences = (last.sentence - first.sentence + 1) as f32;
    let sentence = &document.sentences[first.sentence as usize];
    let last_sentence = &document.sentences[last.sentence as usize];
    let opener = OPENERS.iter().position(|word| *word == first.low).map_or(-1.0, |at| at as f32);
    let in_sentence = |spans: &[Range<usize>]| {
        let before = |at: usize| spans.partition_point(|span| span.start < at);
        before(last_sentence.end).saturating_sub(before(sentence.start)) as f32
    };
    let found_by = |bit: u8| flag(candidate.found & bit != 0);
    [
        (words.len() as f32).ln(),
        mean,
        least,
        highest,
        at(Some(words.start), CONTENT),
        at(Some(words.end - 1), CONTENT),
        at(words.start.checked_sub(1), CONTENT),
        at(Some(words.end), CONTENT),
        tagged.chances[words.start][CONTENT],
        at(words.start.checked_sub(1), SOURCE),
        at(words.start.checked_sub(1), CUE),
        at(Some(words.end), SOURCE),
        at(Some(words.end), CUE),
        best(&found.contents),
        found_by(BEST),
        found_by(JOINED),
        found_by(RULED),
        found_by(RUN),
        found_by(RUN << 1),
        found_by(RUN << 2),
        found_by(RUN << 3),
        rule.map_or(0.0, |(share, _)| share),
        rule.map_or(0.0, |(_, rule)| rule.confidence),
        rule.map_or(-1.0, |(_, rule)| f32::from(rule.rule)),
        rule.map_or(-1.0, |(_, rule)| flag(rule.direct) + 2.0 * flag(rule.mixed)),
        rule.map_or(0.0, |(_, rule)| flag(rule.source.is_some()) + 2.0 * flag(rule.cue.is_some())),
        quoted as f32 / words.len() as f32,
        first.marked as u8 as f32,
        last.marked as u8 as f32,
        prior.map_or(-1.0, |word| f32::from(word.marked as u8)),
        next.map_or(-1.0, |word| f32::from(word.marked as u8)),
        flag(words.start == sentence.start),
        flag(words.end + 1 >= last_sentence.end),
        sentences,
        flag(words.start == range.start) + 2.0 * flag(words.end + 1 >= range.end),
        cue_before,
        (words.start - cue_before_at.min(words.start)) as f32,
        cue_behind,
        cue_behind_at.saturating_sub(words.end) as f32,
        source_before,
        (words.start - source_before_at.min(words.start)) as f32,
        source_behind,
        source_behind_at.saturating_sub(words.end) as f32,
        most(words.clone(), CUE).0,
        most(words.clone(), SOURCE).0,
        opener,
        flag(first.flags & Flags::ARTICLE.bits() != 0),
        flag(first.flags & Flags::PRONOUN.bits() != 0),
        f32::from(first.shape),
        prior.map_or(-1.0, |word| f32::from(word.shape)),
        prior.map_or(-1.0, |word| flag(word.verb != 0)),
        next.map_or(-1.0, |word| f32::from(word.shape)),
        next.map_or(-1.0, |word| flag(word.flags & Flags::PREPOSITION.bits() != 0)),
        in_sentence(&found.contents),
        in_sentence(&found.cues),
        in_sentence(&found.sources),
        flag(first.flags & Flags::PREPOSITION.bits() != 0),
        other,
        sentence.len() as f32,
        next.and_then(|word| STOPS.iter().position(|stop| *stop == word.low))
            .map_or(-1.0, |at| at as f32),
        prior
            .and_then(|word| BREAKS.iter().position(|stop| *stop == word.low))
            .map_or(-1.0, |at| at as f32),
        flag((words.end..(words.end + 6).min(range.end)).any(|at| document.words[at].verb != 0)),
    ]
}
