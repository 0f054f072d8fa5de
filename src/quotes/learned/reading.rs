//! From what the chain says of a document to attributions: contents are chosen, each gets a source and a cue.

use super::candidates::{self, Candidate, Found, RULED, candidates, chance};
use super::chain::{CONTENT, Tagged};
use super::choose::choose;
use super::document::{Document, Marked};
use super::links::{self, Content, Source, cue_of, rule_of};
use super::trees::Trees;
use super::weights::Weights;
use crate::entities::lists::Flags;
use std::ops::Range;

/// What a candidate is worth: how likely half of it is right, and how likely nearly all is.
const SHARES: [f32; 2] = [0.7, 0.3];
/// How likely a source must be to be given.
const LINKED: f32 = 0.35;

/// Numbers by which a chosen content with its source is judged.
pub const NUMBERS: usize = 18;

/// An attribution in words of the document.
#[derive(Clone, Debug)]
pub struct Chosen {
    pub words: Range<usize>,
    /// How likely the content is right: half of it, and nearly all.
    pub likely: [f32; 2],
    pub source: Option<Range<usize>>,
    /// How likely the source is right, and the next best one; of one that is not given, too.
    pub linked: [f32; 2],
    pub cue: Option<Range<usize>>,
    /// The quote of the rules with the same content.
    pub rule: Option<usize>,
    /// Whether the rules have the very same words.
    ruled: bool,
}

/// A document with what the chain found in it.
pub struct Reading<'d> {
    pub document: &'d Document,
    pub tagged: Tagged,
    pub found: Found,
    pub candidates: Vec<Candidate>,
    pub sources: Vec<Source>,
}

impl<'d> Reading<'d> {
    /// What the chain's tags give.
    pub fn new(document: &'d Document, tagged: Tagged) -> Reading<'d> {
        let found = Found::new(document, &tagged);
        let candidates = candidates(document, &tagged, &found);
        let sources = links::sources(document, &tagged, &found);
        Reading { document, tagged, found, candidates, sources }
    }

    /// The numbers of candidate `number`.
    pub fn numbers(&self, number: usize) -> [f32; candidates::NUMBERS] {
        candidates::numbers(self.document, &self.tagged, &self.found, &self.candidates[number])
    }

    /// The candidates that are chosen, with how likely each is right.
    pub fn choose(&self, trees: &[Trees; 2], least: f32) -> Vec<(usize, [f32; 2])> {
        let judge = |number: usize| {
            let numbers = self.numbers(number);
            let half = trees[0].chance(&numbers);
            // What is worth too little however likely all of it is right need not be asked for more.
            let hopeless = SHARES[0] * half + SHARES[1] * half <= least;
            [half, if hopeless { half } else { trees[1].chance(&numbers) }]
        };
        let likely: Vec<[f32; 2]> = (0..self.candidates.len()).map(judge).collect();
        let worth: Vec<f32> = likely
            .iter()
            .map(|[half, all]| SHARES[0] * half + SHARES[1] * all.min(*half) - least)
            .collect();
        let ranges: Vec<Range<usize>> = self.candidates.iter().map(|c| c.words.clone()).collect();
        choose(&ranges, &worth).into_iter().map(|number| (number, likely[number])).collect()
    }

    /// The numbers of each source that the content of candidate `number` may have.
    pub fn pairs(
        &self,
        number: usize,
        likely: f32,
        taken: &[Range<usize>],
    ) -> Vec<(usize, [f32; links::NUMBERS])> {
        let words = self.candidates[number].words.clone();
        let Reading { document, tagged, found, sources, .. } = self;
        let content = Content::new(document, found, sources, words, likely);
        let pair = |source| {
            (source, links::numbers(document, tagged, found, &content, sources, source, taken))
        };
        content.may_have(sources).map(pair).collect()
    }

    /// The chosen contents with their sources.
    pub fn attribute(&self, chosen: &[(usize, [f32; 2])], link: &Trees) -> Vec<Chosen> {
        let taken: Vec<Range<usize>> =
            chosen.iter().map(|(number, _)| self.candidates[*number].words.clone()).collect();
        let attribute = |(number, likely): &(usize, [f32; 2])| {
            let mut linked: Vec<(usize, f32)> = self
                .pairs(*number, likely[0], &taken)
                .iter()
                .map(|(source, numbers)| (*source, link.chance(numbers)))
                .collect();
            linked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            let best = linked.first().filter(|(_, chance)| *chance >= LINKED);
            let source = best.map(|(source, _)| self.sources[*source].words.clone());
            let words = self.candidates[*number].words.clone();
            let cue = cue_of(self.document, &self.found, &words, source.as_ref()).cloned();
            let chance = |at: usize| linked.get(at).map_or(0.0, |(_, chance)| *chance);
            let rule = rule_of(self.document, &words).map(|(rule, _)| rule);
            let linked = [chance(0), chance(1)];
            let ruled = self.candidates[*number].found & RULED != 0;
            Chosen { words, likely: *likely, source, linked, cue, rule, ruled }
        };
        chosen.iter().map(attribute).collect()
    }

    /// The numbers by which a content with its source is judged.
    pub fn judge(&self, chosen: &Chosen) -> [f32; NUMBERS] {
        let document = self.document;
        let flag = |is: bool| f32::from(u8::from(is));
        let words = &chosen.words;
        let inside = words.clone().map(|at| chance(&self.tagged.chances[at], CONTENT)).sum::<f32>();
        let quoted = words.clone().filter(|at| document.words[*at].marked != Marked::Out).count();
        let rule = chosen.rule.map(|rule| &document.rules[rule]);
        let agrees = rule.is_some_and(|rule| match (&rule.source, &chosen.source) {
            (Some(a), Some(b)) => candidates::overlap(a, b) > 0.0,
            (a, b) => a.is_none() && b.is_none(),
        });
        let source = chosen.source.as_ref().map(|source| &document.words[source.start]);
        let sentence = |at: usize| document.words[at].sentence as f32;
        [
            chosen.likely[0],
            chosen.likely[1],
            chosen.linked[0],
            chosen.linked[1],
            flag(chosen.source.is_some()),
            flag(chosen.cue.is_some()),
            rule.map_or(0.0, |rule| rule.confidence),
            rule.map_or(-1.0, |rule| f32::from(rule.rule)),
            flag(agrees),
            flag(chosen.ruled),
            inside / words.len() as f32,
            quoted as f32 / words.len() as f32,
            (words.len() as f32).ln(),
            source.map_or(-1.0, |word| flag(word.flags & Flags::PRONOUN.bits() != 0)),
            source.map_or(-1.0, |word| f32::from(word.name)),
            chosen.source.as_ref().map_or(9.0, |s| sentence(s.start) - sentence(words.start)),
            chosen.source.as_ref().map_or(0.0, |s| s.len() as f32),
            self.tagged.chances[words.start][CONTENT],
        ]
    }

    /// All of it: the attributions of the document, each with how sure it is, 0 to 1.
    pub fn all(&self, weights: &Weights) -> Vec<(Chosen, f32)> {
        let chosen = self.choose(&weights.content, weights.least);
        let chosen = self.attribute(&chosen, &weights.link);
        let sure = |chosen: Chosen| {
            let sure = weights.sure.chance(&self.judge(&chosen));
            (chosen, sure)
        };
        chosen.into_iter().map(sure).collect()
    }
}
