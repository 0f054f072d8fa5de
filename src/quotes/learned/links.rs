//! Which source a content belongs to: the sources of a document and the numbers by which a pair is judged.

use super::candidates::{Found, chance, overlap};
use super::chain::{SOURCE, Tagged, touching};
use super::document::{Document, Marked, Ruled, Word, steps};
use crate::entities::lists::Flags;
use std::ops::Range;

/// Chance above which words in a row that are no best source may be one.
const RUN: f32 = 0.2;
/// Paragraphs before that of the content in which a source may stand.
const BEFORE: u32 = 2;
/// Paragraphs behind it.
const BEHIND: u32 = 1;
/// Most sources on each side of a content that are looked at.
const MOST: usize = 6;
/// Words beyond which all are as far.
const FAR: usize = 20;
/// Share of a rule's content and a candidate from which they are one.
pub const SAME: f32 = 0.5;

/// Numbers of a pair.
pub const NUMBERS: usize = 41;

/// What may be a source.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    pub words: Range<usize>,
    /// Whether the chain's best tags have it.
    best: bool,
    /// Quotes of the rules that have it, and how often the best of their rules is right.
    ruled: usize,
    confidence: f32,
}

/// The sources of a document, sorted.
pub fn sources(document: &Document, tagged: &Tagged, found: &Found) -> Vec<Source> {
    // Of those that share words the best of the chain stays, then the first of the others.
    let mut owner = vec![usize::MAX; document.words.len()];
    let mut kept: Vec<Source> = Vec::new();
    let mut add = |words: &Range<usize>, best: bool, rule: Option<f32>| {
        let other = words.clone().map(|at| owner[at]).find(|owner| *owner != usize::MAX);
        let number = other.unwrap_or_else(|| {
            owner[words.clone()].fill(kept.len());
            kept.push(Source { words: words.clone(), best, ruled: 0, confidence: 0.0 });
            kept.len() - 1
        });
        if let Some(confidence) = rule {
            let source = &mut kept[number];
            source.ruled += 1;
            source.confidence = source.confidence.max(confidence);
        }
    };
    found.sources.iter().for_each(|words| add(words, true, None));
    for range in &document.paragraphs {
        let mut at = range.start;
        while at < range.end {
            let inside = |at: usize| chance(&tagged.chances[at], SOURCE) >= RUN;
            let start = (at..range.end).find(|at| inside(*at)).unwrap_or(range.end);
            at = (start..range.end).find(|at| !inside(*at)).unwrap_or(range.end);
            if start < at {
                add(&(start..at), false, None);
            }
        }
    }
    for rule in &document.rules {
        if let Some(words) = &rule.source {
            add(words, false, Some(rule.confidence));
        }
    }
    kept.sort_by_key(|source| source.words.start);
    kept
}

/// The sources among `all` that the content at `words` may have: those of the paragraphs around it, so many of
/// them as are looked at.
fn near(document: &Document, all: &[Source], words: &Range<usize>) -> Range<usize> {
    let paragraph = document.paragraph_of[words.start];
    let of = |source: &Source| document.paragraph_of[source.words.start];
    let start = all.partition_point(|source| of(source) + BEFORE < paragraph);
    let end = all.partition_point(|source| of(source) <= paragraph + BEHIND);
    let here = all.partition_point(|source| source.words.start < words.start);
    start.max(here.saturating_sub(MOST))..end.min(here + MOST)
}

/// The quote of the rules whose content a candidate is, and how well.
pub fn rule_of(document: &Document, words: &Range<usize>) -> Option<(usize, f32)> {
    let shares =
        document.ruled(words).iter().map(|(content, number)| (*number, overlap(content, words)));
    shares
        .filter(|(_, share)| *share >= SAME)
        .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))
}

/// The cue between or beside a content and its source: the one with the fewest words between it and both.
pub fn cue_of<'f>(
    document: &Document,
    found: &'f Found,
    content: &Range<usize>,
    source: Option<&Range<usize>>,
) -> Option<&'f Range<usize>> {
    let sentence = |at: usize| &document.sentences[document.words[at].sentence as usize];
    let own = sentence(content.start).start..sentence(content.end - 1).end;
    let other = source.map(|source| sentence(source.start));
    let beyond = other.filter(|other| other.end <= own.start || own.end <= other.start);
    let distance =
        |cue: &Range<usize>| source.map_or(0, |source| apart(cue, source)) + apart(cue, content);
    let cues = touching(&found.cues, &own).iter();
    cues.chain(beyond.map_or(&[][..], |other| touching(&found.cues, other)))
        .min_by_key(|cue| distance(cue))
}

/// Words between two ranges.
fn apart(a: &Range<usize>, b: &Range<usize>) -> usize {
    b.start.saturating_sub(a.end) + a.start.saturating_sub(b.end)
}

/// Words between a range and the nearest of `spans`, which are sorted and share no word.
fn nearest(spans: &[Range<usize>], range: &Range<usize>) -> f32 {
    let at = spans.partition_point(|span| span.end <= range.start);
    let near = &spans[at.saturating_sub(1)..spans.len().min(at + 1)];
    near.iter().map(|span| apart(span, range)).min().map_or(FAR, |words| words.min(FAR)) as f32
}

/// A content that looks for its source.
pub struct Content<'d> {
    pub words: Range<usize>,
    /// How likely it is right.
    likely: f32,
    /// The quote of the rules with the same content, and how much of it they share.
    rule: Option<(&'d Ruled, f32)>,
    /// The sources around it.
    near: Range<usize>,
    /// Share of its words that stand between marks.
    quoted: f32,
    /// Words to the nearest cue.
    to_cue: f32,
}

impl<'d> Content<'d> {
    pub fn new(
        document: &'d Document,
        found: &Found,
        sources: &[Source],
        words: Range<usize>,
        likely: f32,
    ) -> Content<'d> {
        let rule = rule_of(document, &words).map(|(rule, share)| (&document.rules[rule], share));
        let near = near(document, sources, &words);
        let is_quoted = |word: &&Word| word.marked != Marked::Out;
        let quoted = document.words[words.clone()].iter().filter(is_quoted).count();
        let quoted = quoted as f32 / words.len() as f32;
        let to_cue = nearest(&found.cues, &words);
        Content { words, likely, rule, near, quoted, to_cue }
    }

    /// The numbers of the sources that it may have: those around it and the one that the rules give.
    pub fn may_have(&self, sources: &[Source]) -> impl Iterator<Item = usize> + use<> {
        let given = self.rule.and_then(|(rule, _)| rule.source.as_ref()).and_then(|given| {
            let at = sources.partition_point(|source| source.words.end <= given.start);
            sources.get(at).filter(|source| source.words.start < given.end).map(|_| at)
        });
        let near = self.near.clone();
        let far = given.filter(|at| !near.contains(at));
        near.chain(far)
    }
}

/// The numbers by which the pair of a content and source number `number` of `sources` is judged; `taken` are the
/// contents that were chosen.
pub fn numbers(
    document: &Document,
    tagged: &Tagged,
    found: &Found,
    content: &Content,
    sources: &[Source],
    number: usize,
    taken: &[Range<usize>],
) -> [f32; NUMBERS] {
    let Content { words, likely, rule, near, quoted, to_cue } = content;
    let source = &sources[number];
    let at = &source.words;
    let flag = |is: bool| f32::from(u8::from(is));
    let ahead = at.start < words.start;
    let between = match ahead {
        true => at.end.min(words.start)..words.start,
        false => words.end.min(at.start)..at.start,
    };
    let count = |from: usize, to: usize| to.saturating_sub(from) as f32;
    let within = |spans: &[Range<usize>]| {
        let from = spans.partition_point(|span| span.start < between.start);
        count(from, spans.partition_point(|span| span.end <= between.end))
    };
    let others = {
        let from = sources.partition_point(|source| source.words.start < between.start);
        count(from, sources.partition_point(|source| source.words.end <= between.end))
    };
    let sentence = |at: usize| document.words[at].sentence;
    let paragraph = |at: usize| document.paragraph_of[at];
    let mean =
        at.clone().map(|at| chance(&tagged.chances[at], SOURCE)).sum::<f32>() / at.len() as f32;
    let agrees = rule.is_some_and(|(rule, _)| {
        rule.source.as_ref().is_some_and(|source| overlap(source, at) > 0.0)
    });
    let first = &document.words[at.start];
    let last = &document.words[at.end - 1];
    let cue = cue_of(document, found, words, Some(at));
    let nearer = sources[near.clone()]
        .iter()
        .filter(|other| (other.words.start < words.start) == ahead)
        .filter(|other| apart(&other.words, words) < apart(at, words))
        .count();
    let covers = |range: &Range<usize>| range.start < at.end && at.start < range.end;
    [
        flag(sentence(at.start) == sentence(words.start)),
        flag(sentence(at.start) == sentence(words.end - 1)),
        f32::from(sentence(at.start) as i16) - f32::from(sentence(words.start) as i16),
        paragraph(at.start) as f32 - paragraph(words.start) as f32,
        flag(ahead),
        (1.0 + apart(at, words) as f32).ln(),
        mean,
        flag(source.best),
        flag(source.ruled > 0),
        flag(agrees),
        rule.map_or(0.0, |(rule, _)| rule.confidence),
        rule.map_or(0.0, |(_, share)| share),
        rule.map_or(-1.0, |(rule, _)| flag(rule.source.is_some())),
        rule.map_or(-1.0, |(rule, _)| f32::from(rule.rule)),
        others,
        within(&found.contents),
        within(&found.cues),
        nearest(&found.cues, at),
        *to_cue,
        cue.map_or(-1.0, |cue| apart(cue, at).min(30) as f32),
        cue.map_or(-1.0, |cue| apart(cue, words).min(30) as f32),
        cue.map_or(-1.0, |cue| flag(sentence(cue.start) == sentence(words.start))),
        nearer as f32,
        flag(first.marked != Marked::Out),
        flag(covers(words)),
        flag(!touching(taken, at).is_empty()),
        flag(first.flags & Flags::PRONOUN.bits() != 0),
        f32::from(first.name),
        f32::from(last.name),
        at.len() as f32,
        flag(at.start == document.sentences[sentence(at.start) as usize].start),
        f32::from(first.shape),
        *quoted,
        flag(words.start == document.paragraphs[paragraph(words.start) as usize].start),
        flag(words.start == document.sentences[sentence(words.start) as usize].start),
        *likely,
        (words.len() as f32).ln(),
        source.ruled as f32,
        source.confidence,
        f32::from(steps(between.len())),
        flag(between.clone().any(|at| document.words[at].marked != Marked::Out)),
    ]
}
