//! Which source a content belongs to: the sources of a document and the numbers by which a pair is judged.

use super::candidates::{Candidate, Found, chance, overlap};
use super::chain::{SOURCE, Tagged};
use super::document::{Document, Marked, steps};
use crate::entities::lists::Flags;
use std::ops::Range;

/// Chance above which words in a row that are no best source may be one.
const RUN: f32 = 0.2;
/// Paragraphs before that of the content in which a source may stand.
const BEFORE: u32 = 2;
/// Paragraphs behind it.
const BEHIND: u32 = 1;
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
    /// Whether a rule has it.
    ruled: bool,
}

/// The sources of a document, sorted.
pub fn sources(document: &Document, tagged: &Tagged, found: &Found) -> Vec<Source> {
    let new = |words: &Range<usize>, best, ruled| Source { words: words.clone(), best, ruled };
    let mut out: Vec<Source> = found.sources.iter().map(|words| new(words, true, false)).collect();
    for range in &document.paragraphs {
        let mut at = range.start;
        while at < range.end {
            let inside = |at: usize| chance(&tagged.chances[at], SOURCE) >= RUN;
            let start = (at..range.end).find(|at| inside(*at)).unwrap_or(range.end);
            at = (start..range.end).find(|at| !inside(*at)).unwrap_or(range.end);
            if start < at {
                out.push(new(&(start..at), false, false));
            }
        }
    }
    let ruled = document.rules.iter().filter_map(|rule| rule.source.as_ref());
    out.extend(ruled.map(|words| new(words, false, true)));
    // Of those that share words the best of the chain stays, then the longest.
    out.sort_by_key(|s| (!s.best, s.ruled, s.words.start, std::cmp::Reverse(s.words.end)));
    let mut kept: Vec<Source> = Vec::with_capacity(out.len());
    for source in out {
        match kept.iter_mut().find(|k| overlap(&k.words, &source.words) > 0.0) {
            Some(other) => other.ruled |= source.ruled,
            None => kept.push(source),
        }
    }
    kept.sort_by_key(|source| source.words.start);
    kept
}

/// The sources among `all` that the content at `words` may have, as a range of them.
pub fn near(document: &Document, all: &[Source], words: &Range<usize>) -> Range<usize> {
    let paragraph = document.paragraph_of[words.start];
    let of = |source: &Source| document.paragraph_of[source.words.start];
    let start = all.partition_point(|source| of(source) + BEFORE < paragraph);
    let end = all.partition_point(|source| of(source) <= paragraph + BEHIND);
    start..end
}

/// The quote of the rules whose content a candidate is, and how well.
pub fn rule_of(document: &Document, words: &Range<usize>) -> Option<(usize, f32)> {
    let shares = document.rules.iter().enumerate().flat_map(|(number, rule)| {
        rule.contents.iter().map(move |content| (number, overlap(content, words)))
    });
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
    let sentences =
        document.words[content.start].sentence..=document.words[content.end - 1].sentence;
    let distance =
        |cue: &Range<usize>| source.map_or(0, |source| apart(cue, source)) + apart(cue, content);
    let near = |cue: &&Range<usize>| {
        let sentence = document.words[cue.start].sentence;
        sentences.contains(&sentence)
            || source.is_some_and(|source| document.words[source.start].sentence == sentence)
    };
    found.cues.iter().filter(near).min_by_key(|cue| distance(cue))
}

/// Words between two ranges.
fn apart(a: &Range<usize>, b: &Range<usize>) -> usize {
    b.start.saturating_sub(a.end) + a.start.saturating_sub(b.end)
}

/// The numbers by which the pair of a content and source number `number` of `sources` is judged; `likely` is how likely
/// the content is right, `taken` are the contents that were chosen.
pub fn numbers(
    document: &Document,
    tagged: &Tagged,
    found: &Found,
    content: (&Candidate, f32),
    sources: &[Source],
    number: usize,
    taken: &[Range<usize>],
) -> [f32; NUMBERS] {
    let (candidate, likely) = content;
    let words = &candidate.words;
    let source = &sources[number];
    let at = &source.words;
    let flag = |is: bool| f32::from(u8::from(is));
    let ahead = at.start < words.start;
    let between = match ahead {
        true => at.end.min(words.start)..words.start,
        false => words.end.min(at.start)..at.start,
    };
    let within = |spans: &mut dyn Iterator<Item = &Range<usize>>| {
        spans.filter(|span| between.start <= span.start && span.end <= between.end).count() as f32
    };
    let sentence = |at: usize| document.words[at].sentence;
    let paragraph = |at: usize| document.paragraph_of[at];
    let mean =
        at.clone().map(|at| chance(&tagged.chances[at], SOURCE)).sum::<f32>() / at.len() as f32;
    let rule = rule_of(document, words).map(|(number, share)| (&document.rules[number], share));
    let agrees = rule.is_some_and(|(rule, _)| {
        rule.source.as_ref().is_some_and(|source| overlap(source, at) > 0.0)
    });
    let first = &document.words[at.start];
    let last = &document.words[at.end - 1];
    let nearest = |place: &Range<usize>| {
        found.cues.iter().map(|cue| apart(cue, place)).min().map_or(99, |d| d.min(99)) as f32
    };
    let cue = cue_of(document, found, words, Some(at));
    let near = near(document, sources, words);
    let nearer = sources[near]
        .iter()
        .filter(|other| (other.words.start < words.start) == ahead)
        .filter(|other| apart(&other.words, words) < apart(at, words))
        .count();
    let quoted = words.clone().filter(|at| document.words[*at].marked != Marked::Out).count();
    let covers = |range: &Range<usize>| range.start < at.end && at.start < range.end;
    let ruled = document
        .rules
        .iter()
        .filter(|rule| rule.source.as_ref().is_some_and(|source| overlap(source, at) > 0.0));
    [
        flag(sentence(at.start) == sentence(words.start)),
        flag(sentence(at.start) == sentence(words.end - 1)),
        f32::from(sentence(at.start) as i16) - f32::from(sentence(words.start) as i16),
        paragraph(at.start) as f32 - paragraph(words.start) as f32,
        flag(ahead),
        (1.0 + apart(at, words) as f32).ln(),
        mean,
        flag(source.best),
        flag(source.ruled),
        flag(agrees),
        rule.map_or(0.0, |(rule, _)| rule.confidence),
        rule.map_or(0.0, |(_, share)| share),
        rule.map_or(-1.0, |(rule, _)| flag(rule.source.is_some())),
        rule.map_or(-1.0, |(rule, _)| f32::from(rule.rule)),
        within(&mut sources.iter().map(|s| &s.words)),
        within(&mut found.contents.iter()),
        within(&mut found.cues.iter()),
        nearest(at).min(20.0),
        nearest(words).min(20.0),
        cue.map_or(-1.0, |cue| apart(cue, at).min(30) as f32),
        cue.map_or(-1.0, |cue| apart(cue, words).min(30) as f32),
        cue.map_or(-1.0, |cue| flag(sentence(cue.start) == sentence(words.start))),
        nearer as f32,
        flag(first.marked != Marked::Out),
        flag(covers(words)),
        flag(taken.iter().any(covers)),
        flag(first.flags & Flags::PRONOUN.bits() != 0),
        f32::from(first.name),
        f32::from(last.name),
        at.len() as f32,
        flag(at.start == document.sentences[sentence(at.start) as usize].start),
        f32::from(first.shape),
        quoted as f32 / words.len() as f32,
        flag(words.start == document.paragraphs[paragraph(words.start) as usize].start),
        flag(words.start == document.sentences[sentence(words.start) as usize].start),
        likely,
        (words.len() as f32).ln(),
        ruled.clone().count() as f32,
        ruled.map(|rule| rule.confidence).fold(0.0, f32::max),
        f32::from(steps(between.len())),
        flag(between.clone().any(|at| document.words[at].marked != Marked::Out)),
    ]
}
