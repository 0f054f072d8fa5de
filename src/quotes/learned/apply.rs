//! Quotes of the attributions that were chosen: their kind, their cue, who speaks.
//!
//! What the rules found as well keeps the rules' marks, cue and speaker as far as the model agrees.

use super::candidates::overlap;
use super::reading::Chosen;
use crate::article::Span;
use crate::entities::classes::Class;
use crate::entities::lists::Flags;
use crate::entities::tokens::Kind;
use crate::entities::{EntityKind, Role};
use crate::quotes::act::Act;
use crate::quotes::person::coreference::Memory;
use crate::quotes::person::roles;
use crate::quotes::quote::{Cue, Quote, QuoteKind, Speaker};
use crate::quotes::rule::Rule;
use crate::quotes::source::span;
use crate::quotes::text::marked::Stretches;
use crate::quotes::text::view::{Source, View, Who};
use crate::quotes::text::{cue, turns, verbs};
use std::ops::Range;

/// How often a rule must be right for what it finds in marks to stay when the model doubts it.
const FIRM: f32 = 0.6;
/// What is left of its confidence then.
const DOUBT: f32 = 0.5;

/// Makes quotes of attributions, in the order of the text.
struct Maker<'v> {
    view: &'v View<'v>,
    stretches: &'v Stretches,
    memory: Memory,
    /// What the rules found.
    rules: &'v [Quote],
}

/// The quotes of `chosen`; `rules` are those of the rules, by whose numbers they are named.
pub(crate) fn quotes(
    view: &View<'_>,
    stretches: &Stretches,
    rules: &[Quote],
    chosen: &[(Chosen, f32)],
) -> Vec<Quote> {
    let mut maker = Maker { view, stretches, memory: Memory::new(view), rules };
    let mut out: Vec<Quote> = Vec::with_capacity(chosen.len());
    let mut last: Option<usize> = None;
    for (chosen, sure) in chosen {
        let direct = chosen.rule.filter(|rule| rules[*rule].kind == QuoteKind::Direct);
        let quote = maker.quote(chosen, *sure);
        match (out.last_mut(), direct) {
            // "A," he said, "B.": both parts are one quote, as sure as the less sure of them.
            (Some(before), Some(rule)) if last == Some(rule) => {
                before.confidence = before.confidence.min(quote.confidence);
                before.spans.extend(quote.spans);
                before.spans.dedup();
            }
            _ => out.push(quote),
        }
        last = direct;
    }
    out.extend(doubted(rules, &out));
    doubt_borrowed_cues(&mut out);
    out
}

/// A cue that a rule gives to words in marks seldom brings other words too: in "…," Roe said on Friday after meeting
/// Poe, the meeting is nothing that Roe said.
fn doubt_borrowed_cues(quotes: &mut [Quote]) {
    let owned = |quote: &Quote| quote.kind == QuoteKind::Direct && quote.rule != Rule::Learned;
    let cue = |quote: &Quote| quote.cue.as_ref().map(|cue| cue.span);
    let cues: Vec<Span> = quotes.iter().filter(|quote| owned(quote)).filter_map(cue).collect();
    for quote in quotes {
        let guessed = quote.rule == Rule::Learned && quote.kind == QuoteKind::Indirect;
        let shares = |span: Span| cues.iter().any(|c| c.start < span.end && span.start < c.end);
        if guessed && cue(quote).is_some_and(shares) {
            quote.confidence *= DOUBT;
        }
    }
}

/// What stands in marks and a rule gives somebody, while the model makes nothing of its words: it stays, as unsure
/// as two that disagree.
fn doubted(rules: &[Quote], kept: &[Quote]) -> Vec<Quote> {
    let mut taken: Vec<Span> = kept.iter().flat_map(|quote| quote.spans.clone()).collect();
    taken.sort();
    let free = |span: &Span| {
        let at = taken.partition_point(|other| other.end <= span.start);
        taken.get(at).is_none_or(|other| span.end <= other.start)
    };
    let doubted = rules.iter().filter(|rule| {
        rule.kind == QuoteKind::Direct && rule.speaker.is_some() && rule.confidence >= FIRM
    });
    let rest = doubted.filter_map(|rule| {
        let spans: Vec<Span> = rule.spans.iter().copied().filter(free).collect();
        let doubt = if rule.rule == Rule::Continued { 1.0 } else { DOUBT };
        let confidence = rule.confidence * doubt;
        (!spans.is_empty()).then(|| Quote { spans, confidence, ..rule.clone() })
    });
    rest.collect()
}

/// Whether a quote goes on from the paragraph before, which its marks show however its words look, and belongs to
/// the same speaker.
fn is_continued(rule: &Quote, speaker: Option<&Speaker>) -> bool {
    let same = |a: &Speaker, b: &Speaker| a.name == b.name;
    let agreed = rule.speaker.as_ref().zip(speaker).is_some_and(|(a, b)| same(a, b));
    rule.rule == Rule::Continued && agreed
}

impl Maker<'_> {
    fn quote(&mut self, chosen: &Chosen, sure: f32) -> Quote {
        let rule = chosen.rule.map(|rule| &self.rules[rule]);
        let (kind, span) = match rule {
            Some(rule) if rule.kind == QuoteKind::Direct => (rule.kind, self.part(rule, chosen)),
            _ => self.extent(&chosen.words),
        };
        let sentence = self.stretches.sentence_of[chosen.words.start] as usize;
        let cue = rule.and_then(|rule| rule.cue.clone()).or_else(|| self.cue(chosen));
        let (speaker, others, role) = self.speaker(chosen, rule, sentence);
        let sure = match rule {
            Some(rule) if is_continued(rule, speaker.as_ref()) => sure.max(rule.confidence),
            _ => sure,
        };
        Quote {
            spans: vec![span],
            kind,
            cue,
            act: Act::Statement,
            speaker,
            others,
            role,
            confidence: sure,
            rule: rule.map_or(Rule::Learned, |rule| rule.rule),
        }
    }

    /// The part of a quote between marks that was chosen.
    fn part(&self, rule: &Quote, chosen: &Chosen) -> Span {
        let words = self.view.span(chosen.words.clone());
        let shared = |span: &&Span| overlap(&(span.start..span.end), &(words.start..words.end));
        rule.spans.iter().max_by(|a, b| shared(a).total_cmp(&shared(b))).copied().unwrap_or(words)
    }

    /// Kind and place of a content: marks around all of it are left out, and so is "that".
    fn extent(&self, words: &Range<usize>) -> (QuoteKind, Span) {
        let quoted = |at: usize| self.stretches.quoted[at];
        let is_word = |at: &usize| self.view.token(*at).is_word();
        let Range { mut start, mut end } = words.clone();
        if words.clone().filter(is_word).all(quoted) {
            let first = words.clone().find(is_word).unwrap_or(start);
            let mark = |at: usize| self.view.token(at).kind == Kind::Mark;
            while start < first && mark(start) {
                start += 1;
            }
            while end > start + 1 && mark(end - 1) {
                end -= 1;
            }
            return (QuoteKind::Direct, self.view.span(start..end));
        }
        let marked = words.clone().filter(is_word).any(quoted);
        let kind = if marked { QuoteKind::Mixed } else { QuoteKind::Indirect };
        if self.view.is(start, "that") && start + 1 < end {
            start += 1;
        }
        (kind, self.view.span(start..end))
    }

    fn cue(&self, chosen: &Chosen) -> Option<Cue> {
        let words = chosen.cue.clone()?;
        let negated = words.clone().any(|at| self.view.token(at).is(Flags::NEGATION));
        Some(cue::read(self.view, words, negated))
    }

    /// Who speaks, who speaks with him, in what role.
    fn speaker(
        &mut self,
        chosen: &Chosen,
        rule: Option<&Quote>,
        sentence: usize,
    ) -> (Option<Speaker>, Vec<Speaker>, Option<Role>) {
        let linked = chosen.source.clone().or_else(|| self.subject(chosen));
        let linked = linked.filter(|words| !self.is_object(chosen, words));
        if linked.as_ref().is_some_and(|words| span::is_nobody(self.view, words)) {
            return (None, Vec::new(), None);
        }
        let (words, source) = match (linked, turns::label_before(self.view, chosen.words.start)) {
            (Some(words), _) => {
                let own = self.stretches.sentence_of[words.start] as usize;
                let first = self.view.tokens.sentences[own].start;
                let source = span::head(self.view, first, words.clone());
                (words, source)
            }
            (None, Some(label)) => {
                // A label of initials is nobody's whole name.
                let source = self.view.source_from(label.start, label.end).filter(|source| {
                    matches!(source.who, Who::Mention(mention) if self.view.is_person(mention))
                });
                let source = source.unwrap_or(Source { tokens: label.clone(), who: Who::Name });
                (label, source)
            }
            (None, None) => return (None, Vec::new(), None),
        };
        let written = self.view.span(source.tokens.clone());
        let ruled = rule
            .and_then(|rule| rule.speaker.as_ref())
            .filter(|speaker| speaker.span.start < written.end && written.start < speaker.span.end);
        if let Some(rule) = rule
            && let Some(speaker) = ruled
            && let Some(entity) = speaker.entity
        {
            self.note(entity, sentence);
            self.note_group(speaker, &rule.others, sentence);
            return (Some(speaker.clone()), rule.others.clone(), rule.role.clone());
        }
        let mut all = self.view.listed_from(&source, words.end);
        if all.len() < 2 {
            all.extend(span::others(self.view, words.clone(), &source));
        }
        let (speaker, role) = self.resolve(&source, sentence);
        let others = all.iter().filter(|other| **other != source);
        let mut others: Vec<Speaker> =
            others.map(|other| self.resolve(other, sentence).0).collect();
        let mut group = self.memory.group_at(self.view, &source, sentence).into_iter();
        if let Some(first) = group.next() {
            return (Some(first), group.collect(), role);
        }
        if let Some(rule) = rule
            && let Some(ruled) = ruled.filter(|_| speaker.entity.is_none())
        {
            return (Some(ruled.clone()), rule.others.clone(), rule.role.clone());
        }
        others.retain(|other| other.entity.is_none() || other.entity != speaker.entity);
        self.note_group(&speaker, &others, sentence);
        (Some(speaker), others, role)
    }

    /// The subject of the cue, where no source was linked.
    fn subject(&self, chosen: &Chosen) -> Option<Range<usize>> {
        let cue = chosen.cue.as_ref()?.end - 1;
        let own = self.stretches.sentence_of[cue] as usize;
        let first = self.view.tokens.sentences[own].start;
        let same = own == self.stretches.sentence_of[chosen.words.start] as usize;
        if !same || self.view.is_passive(first, cue) || !verbs::is_cue(self.view.token(cue)) {
            return None;
        }
        let (source, _) = self.view.source_to(first, cue)?;
        let apart =
            source.tokens.end <= chosen.words.start || chosen.words.end <= source.tokens.start;
        apart.then_some(source.tokens)
    }

    /// Whether the words before a passive cue are those of whom it tells, not who speaks: "Roe is expected to".
    fn is_object(&self, chosen: &Chosen, words: &Range<usize>) -> bool {
        let Some(cue) = &chosen.cue else { return false };
        let mut be = false;
        let passive = cue.clone().any(|at| {
            be |= self.view.has(at, Class::Be);
            be && self.view.has(at, Class::Told)
        });
        passive && words.end <= cue.start
    }

    /// Those who speak together are meant by "they".
    fn note_group(&mut self, speaker: &Speaker, others: &[Speaker], sentence: usize) {
        if !others.is_empty() {
            let all: Vec<Speaker> = std::iter::once(speaker).chain(others).cloned().collect();
            self.memory.note_group(&all, sentence);
        }
    }

    fn resolve(&mut self, source: &Source, sentence: usize) -> (Speaker, Option<Role>) {
        let Stretches { sentence_of, quoted, .. } = self.stretches;
        let pronoun = source.who == Who::Pronoun;
        let at = if pronoun { source.tokens.start } else { source.tokens.end };
        self.memory.advance(self.view, at, sentence_of, quoted);
        let speaker = self.memory.resolve(self.view, source, sentence);
        let role =
            roles::of_source(self.view, source).or_else(|| self.memory.role_of(speaker.entity?));
        (speaker, role)
    }

    fn note(&mut self, entity: usize, sentence: usize) {
        match self.view.entities.entities[entity].kind {
            EntityKind::Person => self.memory.note(entity, sentence),
            EntityKind::Organization | EntityKind::Place => {
                self.memory.note_body(entity, sentence);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quotes::quote::ResolvedBy;

    #[test]
    fn a_cue_of_words_in_marks_brings_no_others() {
        let cue = Cue { span: Span::new(20, 24), verb: "say".to_owned(), negated: false };
        let direct = Quote {
            spans: vec![Span::new(1, 18)],
            kind: QuoteKind::Direct,
            cue: Some(cue.clone()),
            act: Act::Statement,
            speaker: None,
            others: Vec::new(),
            role: None,
            confidence: 0.9,
            rule: Rule::QuoteSourceCue,
        };
        let wider = Cue { span: Span::new(20, 45), ..cue };
        let guessed = Quote {
            spans: vec![Span::new(46, 60)],
            kind: QuoteKind::Indirect,
            cue: Some(wider),
            rule: Rule::Learned,
            ..direct.clone()
        };
        let other = Quote { cue: None, ..guessed.clone() };
        let mut quotes = [direct, guessed, other];
        doubt_borrowed_cues(&mut quotes);
        assert_eq!(quotes.map(|quote| quote.confidence), [0.9, 0.45, 0.9]);
    }

    #[test]
    fn what_a_firm_rule_finds_in_marks_is_never_lost() {
        let speaker = Speaker {
            span: Span::new(20, 23),
            name: "Roe".to_owned(),
            entity: None,
            resolved_by: ResolvedBy::Name,
        };
        let ruled = Quote {
            spans: vec![Span::new(1, 9), Span::new(30, 40)],
            kind: QuoteKind::Direct,
            cue: None,
            act: Act::Statement,
            speaker: Some(speaker),
            others: Vec::new(),
            role: None,
            confidence: 0.9,
            rule: Rule::QuoteSourceCue,
        };
        let kept = Quote { spans: vec![Span::new(1, 9)], ..ruled.clone() };
        let rest = doubted(std::slice::from_ref(&ruled), &[kept]);
        assert_eq!(rest.len(), 1);
        assert_eq!(
            (rest[0].spans.as_slice(), rest[0].confidence),
            (&[Span::new(30, 40)][..], 0.45)
        );
        assert!(doubted(std::slice::from_ref(&ruled), std::slice::from_ref(&ruled)).is_empty());
        let weak = Quote { confidence: 0.1, ..ruled };
        assert!(doubted(&[weak], &[]).is_empty());
    }
}
