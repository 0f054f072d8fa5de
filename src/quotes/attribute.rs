//! Goes through an article and gives each stretch between marks its cue and its source.

use super::cues;
use super::indirect;
use super::marks::{self, Stretch};
use super::resolve::Memory;
use super::roles;
use super::speaker::{Source, View, Who};
use super::{Cue, Quote, QuoteKind, ResolvedBy, Speaker};
use crate::article::{Article, Span};
use crate::entities::lists::Flags;
use crate::entities::tokens::{Kind, Token, Tokens};
use crate::entities::{Entities, EntityKind};
use std::ops::Range;

/// Words between marks below which they are scare quotes.
const FEWEST: usize = 3;
/// Tokens beside a stretch that are looked at.
const REACH: usize = 60;

/// An attribution in tokens.
pub(super) struct Found {
    pub source: Option<Source>,
    /// Tokens of the cue, and whether it is denied.
    pub cue: Option<(Range<usize>, bool)>,
    pub rule: &'static str,
    pub confidence: f32,
    /// Where the clause of a mixed quote begins.
    clause: Option<usize>,
}

impl Found {
    pub fn new(
        source: Option<Source>,
        cue: Option<(Range<usize>, bool)>,
        rule: &'static str,
        confidence: f32,
    ) -> Found {
        Found { source, cue, rule, confidence, clause: None }
    }
}

/// The last statement, whose speaker may go on.
struct Last {
    speaker: Option<Speaker>,
    role: Option<super::Role>,
    sentence: usize,
    paragraph: usize,
    /// Its paragraph ended without a closing mark.
    open: bool,
}

/// A quote whose cue stands behind it, as long as its other part may follow.
struct Broken {
    quote: Quote,
    /// Token behind the attribution.
    end: usize,
    /// Whether it is among the results already, as the last one.
    kept: bool,
}

/// One paragraph being read.
struct Paragraph {
    number: usize,
    tokens: Range<usize>,
    stretches: Range<usize>,
}

/// Reads the quotes of one article.
pub(super) struct Reader<'a> {
    view: View<'a>,
    stretches: Vec<Stretch>,
    quoted: Vec<bool>,
    sentence_of: Vec<u32>,
    memory: Memory,
    last: Option<Last>,
    broken: Option<Broken>,
    /// Token up to which a mixed quote reaches.
    covered: usize,
    out: Vec<Quote>,
}

impl<'a> Reader<'a> {
    pub fn new(article: &'a Article, tokens: &'a Tokens, entities: &'a Entities) -> Reader<'a> {
        let view = View::new(article, tokens, entities);
        let memory = Memory::new(&view);
        let count = tokens.all.len();
        let mut sentence_of = Vec::with_capacity(count);
        for (number, sentence) in tokens.sentences.iter().enumerate() {
            sentence_of.extend(sentence.clone().map(|_| number as u32));
        }
        Reader {
            view,
            stretches: Vec::new(),
            quoted: vec![false; count],
            sentence_of,
            memory,
            last: None,
            broken: None,
            covered: 0,
            out: Vec::new(),
        }
    }

    pub fn read(mut self, article: &Article) -> Vec<Quote> {
        let sentences = &self.view.tokens.sentences;
        let mut paragraphs = Vec::new();
        for group in article.sentences.chunk_by(|a, b| a.paragraph == b.paragraph) {
            let from = paragraphs
                .last()
                .map_or(0, |(_, sentences, _): &(Paragraph, Range<usize>, ())| sentences.end);
            let numbers = from..from + group.len();
            let tokens = sentences[numbers.start].start..sentences[numbers.end - 1].end;
            let first = self.stretches.len();
            marks::pair(self.view.text, &self.view.tokens.all, tokens.clone(), &mut self.stretches);
            let stretches = first..self.stretches.len();
            paragraphs.push((
                Paragraph { number: group[0].paragraph, tokens, stretches },
                numbers,
                (),
            ));
        }
        for stretch in &self.stretches {
            let end = (stretch.close + 1).min(self.quoted.len());
            self.quoted[stretch.open..end].fill(true);
        }
        for (paragraph, numbers, ()) in &paragraphs {
            self.paragraph(paragraph, numbers.clone());
        }
        self.out
    }

    fn paragraph(&mut self, paragraph: &Paragraph, sentences: Range<usize>) {
        let mut next = paragraph.stretches.start;
        let mut reached = 0;
        for number in sentences {
            let tokens = self.view.tokens.sentences[number].clone();
            let mut marked = reached > tokens.start;
            while next < paragraph.stretches.end && self.stretches[next].open < tokens.end {
                marked = true;
                reached = self.stretches[next].close + 1;
                self.stretch(next, number, paragraph);
                next += 1;
            }
            if !marked {
                self.plain(tokens.clone(), number, paragraph.number);
            }
            self.advance(tokens.end);
        }
    }

    fn advance(&mut self, at: usize) {
        self.memory.advance(&self.view, at, &self.sentence_of, &self.quoted);
    }

    /// A sentence without marks.
    fn plain(&mut self, tokens: Range<usize>, number: usize, paragraph: usize) {
        let Some((content, found)) = indirect::read(&self.view, tokens) else { return };
        let span = self.view.span(content);
        self.speak(found, vec![span], QuoteKind::Indirect, number, paragraph);
    }

    /// Makes the quote of an attribution and remembers its speaker.
    fn speak(
        &mut self,
        found: Found,
        spans: Vec<Span>,
        kind: QuoteKind,
        sentence: usize,
        paragraph: usize,
    ) {
        let quote = self.quote(found, spans, kind, sentence);
        self.remember(&quote, sentence, paragraph, false);
        self.out.push(quote);
    }

    fn remember(&mut self, quote: &Quote, sentence: usize, paragraph: usize, open: bool) {
        if quote.speaker.is_some() {
            let (speaker, role) = (quote.speaker.clone(), quote.role.clone());
            self.last = Some(Last { speaker, role, sentence, paragraph, open });
        }
    }

    fn quote(&mut self, found: Found, spans: Vec<Span>, kind: QuoteKind, sentence: usize) -> Quote {
        let mut role = None;
        let speaker = found.source.map(|source| {
            let pronoun = source.who == Who::Pronoun;
            self.advance(if pronoun { source.tokens.start } else { source.tokens.end });
            let speaker = self.memory.resolve(&self.view, &source, sentence);
            role = roles::of_source(&self.view, &source)
                .or_else(|| self.memory.role_of(speaker.entity?));
            speaker
        });
        let cue = found.cue.map(|(tokens, negated)| {
            let span = self.view.span(tokens);
            let verb = cues::base(span.cut(self.view.text));
            Cue {
                span,
                verb: if verb == "According to" { "according to" } else { verb }.to_string(),
                negated,
            }
        });
        // A pronoun is as sure as its resolution.
        let unsure = speaker.as_ref().is_some_and(|s| s.resolved_by == ResolvedBy::Pronoun);
        let confidence = if unsure { found.confidence - 0.1 } else { found.confidence };
        Quote { spans, kind, cue, speaker, role, confidence, rule: found.rule }
    }

    /// The words between the marks of a stretch.
    fn inner(&self, stretch: Stretch) -> Option<Span> {
        let inside = stretch.inside();
        (inside.start < inside.end).then(|| self.view.span(inside))
    }

    fn stretch(&mut self, index: usize, sentence: usize, paragraph: &Paragraph) {
        let stretch = self.stretches[index];
        let Some(span) = self.inner(stretch) else { return };
        if stretch.open < self.covered {
            return;
        }
        let bounds = self.view.tokens.sentences[sentence].clone();
        let next = (index + 1 < paragraph.stretches.end).then(|| self.stretches[index + 1].open);
        if let Some(broken) = self
            .broken
            .take()
            .filter(|b| b.end == stretch.open && self.view.is(stretch.open - 1, ","))
        {
            self.second_part(broken, span, stretch, sentence, paragraph);
            return;
        }
        let words = self.view.tokens.all[stretch.inside()].iter().filter(|t| t.is_word()).count();
        let behind = index
            .checked_sub(1)
            .filter(|i| *i >= paragraph.stretches.start)
            .map(|i| self.stretches[i].close + 1);
        let start = bounds.start.max(behind.unwrap_or(0)).min(stretch.open);
        let before = start.max(stretch.open.saturating_sub(REACH))..stretch.open;
        let after = self.after_range(stretch, next, paragraph);

        let ends = stretch.closed
            && matches!(self.view.cut(stretch.close - 1), "," | "?" | "!" | "-" | "—");
        let mut behind_quote = false;
        let from_behind = |reader: &Reader<'_>| reader.behind(after.clone(), ends);
        let beside = if ends {
            let found = from_behind(self);
            behind_quote = found.is_some();
            found.or_else(|| self.ahead(before.clone(), sentence))
        } else {
            self.ahead(before.clone(), sentence).or_else(|| {
                let found = from_behind(self);
                behind_quote = found.is_some();
                found
            })
        };
        if words < FEWEST && !(behind_quote && ends) {
            return;
        }
        // "Now, …": nothing before the marks that could speak.
        let empty = |t: &Token| !t.is_word() || t.is(Flags::FUNCTION) && !t.is(Flags::PRONOUN);
        let opens = before.len() < 3 && self.view.tokens.all[before.clone()].iter().all(empty);
        let found = match beside {
            Some(found) => found,
            None if opens && self.carried(span, stretch, sentence, paragraph) => return,
            None => {
                let earlier = if opens { self.sentence_before(sentence) } else { None };
                let here = self
                    .last
                    .as_ref()
                    .is_some_and(|l| l.sentence == sentence && start > bounds.start);
                if here && earlier.is_none() {
                    self.carry(span, stretch, sentence, paragraph, "same-sentence", 0.75);
                    return;
                }
                match earlier.or_else(|| self.subject(before.clone(), words)) {
                    Some(found) => found,
                    None if words <= FEWEST || self.is_title(stretch) => return,
                    None => Found::new(None, None, "marks", 0.3),
                }
            }
        };
        let spoken = found.rule == "source-cue-quote" || behind_quote && ends;
        if !spoken && self.is_title(stretch) {
            return;
        }
        let (kind, span) = self.extent(&found, span, stretch, before, &bounds, behind_quote);
        let quote = self.quote(found, vec![span], kind, sentence);
        let last = if behind_quote {
            self.sentence_of[after.end - 1] as usize
        } else {
            self.end_sentence(stretch, sentence)
        };
        self.remember(&quote, last, paragraph.number, !stretch.closed);
        let kept = words >= FEWEST;
        if kept {
            self.out.push(quote.clone());
        }
        self.broken = (behind_quote && kind == QuoteKind::Direct).then_some(Broken {
            quote,
            end: after.end,
            kept,
        });
    }

    fn end_sentence(&self, stretch: Stretch, sentence: usize) -> usize {
        self.sentence_of[stretch.open..stretch.close].last().map_or(sentence, |s| *s as usize)
    }

    /// "A," he said, "B.": the second part joins the first.
    fn second_part(
        &mut self,
        broken: Broken,
        span: Span,
        stretch: Stretch,
        sentence: usize,
        paragraph: &Paragraph,
    ) {
        let mut quote = broken.quote;
        quote.spans.push(span);
        self.remember(
            &quote,
            self.end_sentence(stretch, sentence),
            paragraph.number,
            !stretch.closed,
        );
        if broken.kept {
            self.out.pop();
        }
        self.out.push(quote);
    }

    /// What follows a closing mark and may attribute the words before it.
    fn after_range(
        &self,
        stretch: Stretch,
        next: Option<usize>,
        paragraph: &Paragraph,
    ) -> Range<usize> {
        let at = stretch.close + 1;
        let end = next.unwrap_or(paragraph.tokens.end).min(paragraph.tokens.end);
        if !stretch.closed || at >= end {
            return at..at;
        }
        let sentence = self.sentence_of[at] as usize;
        let same = self.sentence_of[stretch.close] as usize == sentence;
        if !same && !matches!(self.view.cut(stretch.close - 1), "," | "?" | "!") {
            return at..at;
        }
        at..end.min(self.view.tokens.sentences[sentence].end).min(at + REACH)
    }

    /// An attribution behind the quote: `said Dias`, `Dias, head of Unifor, said`, `according to Dias`.
    fn behind(&self, range: Range<usize>, ends: bool) -> Option<Found> {
        let view = &self.view;
        let mut at = range.start;
        let mut ends = ends;
        let mut dash = false;
        while at < range.end && matches!(view.cut(at), "," | "-" | "–" | "—") {
            ends = true;
            dash |= view.cut(at) != ",";
            at += 1;
        }
        if at + 1 < range.end && view.is(at, "according") && view.is(at + 1, "to") {
            let source = view.source_from(at + 2, range.end)?;
            return Some(Found::new(
                Some(source),
                Some((at..at + 2, false)),
                "quote-according-to",
                0.9,
            ));
        }
        let cue = |at: usize| {
            cues::is_cue(view.token(at))
                && (ends || !view.token(at).is(Flags::MARKS_ONLY | Flags::BASE))
        };
        if at < range.end && cue(at) && !cues::is_participle(view.cut(at)) {
            let source =
                view.described(at + 1, range.end).or_else(|| view.source_from(at + 1, range.end));
            // "…," said the minister; but: Dias, citing "…," said the minister was wrong.
            let free =
                |s: &Source| s.tokens.end >= range.end || !view.opens_predicate(s.tokens.end);
            if let Some(source) = source.filter(free) {
                return Some(Found::new(
                    Some(source),
                    Some((at..at + 1, false)),
                    "quote-cue-source",
                    0.95,
                ));
            }
        }
        let source = view.source_from(at, range.end);
        for cue in (at + 1..range.end).filter(|at| cue(*at)) {
            let Some((subject, negated)) = view.source_to(at, cue) else { continue };
            let begins = subject.tokens.start - at < 12
                && !(at..subject.tokens.start).any(|at| cues::is_cue(view.token(at)));
            if begins && !cues::is_participle(view.cut(cue)) {
                return Some(Found::new(
                    Some(subject),
                    Some((cue..cue + 1, negated)),
                    "quote-source-cue",
                    0.95,
                ));
            }
        }
        if ends && let Some(found) = self.open_cue(at..range.end, source.as_ref()) {
            return Some(found);
        }
        let source = source.filter(|s| {
            dash && s.tokens.end >= range.end.saturating_sub(1) && s.who != Who::Pronoun
        })?;
        Some(Found::new(Some(source), None, "quote-dash-source", 0.7))
    }

    /// A past tense that the list does not have, right between the marks and a name: `exhorted Dias`, `Dias exhorted`.
    fn open_cue(&self, range: Range<usize>, source: Option<&Source>) -> Option<Found> {
        let view = &self.view;
        let past = |at: usize| {
            at < range.end
                && view.token(at).kind == Kind::Lower
                && view.cut(at).ends_with("ed")
                && view.cut(at).len() > 4
        };
        let named = |s: &Source| matches!(s.who, Who::Mention(_) | Who::Pronoun);
        if let Some(source) = source.filter(|s| named(s) && past(s.tokens.end)) {
            let cue = source.tokens.end;
            return Some(Found::new(
                Some(source.clone()),
                Some((cue..cue + 1, false)),
                "quote-source-past",
                0.75,
            ));
        }
        let source = view
            .source_from(range.start + 1, range.end)
            .filter(|s| named(s) && past(range.start))?;
        Some(Found::new(
            Some(source),
            Some((range.start..range.start + 1, false)),
            "quote-past-source",
            0.75,
        ))
    }

    /// An attribution ahead of the quote: `Dias said: "…"`, `Dias told reporters that "…"`.
    fn ahead(&self, range: Range<usize>, sentence: usize) -> Option<Found> {
        let view = &self.view;
        let (first, open) = (range.start, range.end);
        if first + 2 < open && view.is(first, "According") && view.is(first + 1, "to") {
            let source = view.source_from(first + 2, open)?;
            return Some(Found::new(
                Some(source),
                Some((first..first + 2, false)),
                "according-to-quote",
                0.85,
            ));
        }
        for cue in range.clone().rev().filter(|at| cues::is_cue(view.token(*at))) {
            let gap = open - cue - 1;
            let close = gap == 0
                || matches!(view.cut(open - 1), ":" | ",")
                || gap == 1 && view.is(cue + 1, "that");
            if cues::is_participle(view.cut(cue)) {
                let finite = |at: &usize| {
                    cues::is_cue(view.token(*at)) && !cues::is_participle(view.cut(*at))
                };
                let said =
                    (first..cue).rev().filter(finite).find_map(|at| view.source_to(first, at));
                let source = said.map(|(source, _)| source);
                let source = source
                    .or_else(|| view.subject(first, cue))
                    .or_else(|| self.spoke(sentence, first));
                let Some(source) = source.filter(|_| gap < 9) else { continue };
                return Some(Found::new(
                    Some(source),
                    Some((cue..cue + 1, false)),
                    "participle",
                    0.7,
                ));
            }
            let Some((source, negated)) = view.source_to(first, cue) else { continue };
            let (source, cue, negated) =
                self.outer(first, &source).unwrap_or((source, cue, negated));
            let (rule, confidence) =
                if close { ("source-cue-quote", 0.9) } else { ("source-cue-words-quote", 0.75) };
            let mut found =
                Found::new(Some(source), Some((cue..cue + 1, negated)), rule, confidence);
            found.clause = self.clause(cue, open);
            return Some(found);
        }
        let colon = open.checked_sub(1).filter(|at| *at > first && view.is(*at, ":"))?;
        let source = view.source_from(first, colon)?;
        (source.tokens.end == colon)
            .then(|| Found::new(Some(source), None, "source-colon-quote", 0.8))
    }

    /// The cue that governs a clause with a pronoun: Dias told reporters he thought it "…".
    fn outer(&self, first: usize, source: &Source) -> Option<(Source, usize, bool)> {
        let view = &self.view;
        let start = source.tokens.start;
        let cue = (first.max(start.saturating_sub(4))..start)
            .rev()
            .find(|at| cues::is_cue(view.token(*at)))?;
        let told =
            cue + 1 == start || view.is(start - 1, "that") || cues::base(view.cut(cue)) == "tell";
        if source.who != Who::Pronoun
            || !told
            || cues::is_participle(view.cut(cue))
            || view.token(cue).is(Flags::MARKS_ONLY)
        {
            return None;
        }
        let plain = (cue + 1..start).all(|at| view.token(at).is_word());
        view.source_to(first, cue).filter(|_| plain).map(|(source, negated)| (source, cue, negated))
    }

    /// The source of the broken quote earlier in the sentence: "A," Dias said, adding "B."
    fn spoke(&self, sentence: usize, first: usize) -> Option<Source> {
        let range = &self.view.tokens.sentences[sentence];
        let from = range.start.max(first.saturating_sub(REACH));
        self.view.subject(from, first)
    }

    /// Where the clause begins that a cue governs, when it begins before the marks: said the deal was "…".
    fn clause(&self, cue: usize, open: usize) -> Option<usize> {
        if open == cue + 1
            || self.view.token(cue).is(Flags::MARKS_ONLY)
            || matches!(self.view.cut(open - 1), "," | ":" | "that")
        {
            return None;
        }
        indirect::content(&self.view, cue, open).map(|(at, _)| at)
    }

    /// Kind and extent of the quote.
    fn extent(
        &mut self,
        found: &Found,
        span: Span,
        stretch: Stretch,
        before: Range<usize>,
        sentence: &Range<usize>,
        behind: bool,
    ) -> (QuoteKind, Span) {
        let close = self.view.token(stretch.close.min(self.view.tokens.all.len() - 1)).span;
        if let Some(clause) = found.clause {
            let last = sentence.end.max(stretch.close.min(self.view.tokens.all.len()));
            self.covered = last;
            let stop = (clause..last)
                .rev()
                .find(|at| self.view.token(*at).is_word())
                .map_or(span.end, |at| self.view.token(at).span.end);
            let marked = if stretch.closed && close.end <= stop.max(close.end) {
                close.end
            } else {
                span.end
            };
            return (
                QuoteKind::Mixed,
                Span::new(self.view.token(clause).span.start, stop.max(marked)),
            );
        }
        let words = self.view.tokens.all[before.clone()].iter().filter(|t| t.is_word()).count();
        if behind && words > 1 && before.start == sentence.start {
            let end = if stretch.closed { close.end } else { span.end };
            return (QuoteKind::Mixed, Span::new(self.view.token(before.start).span.start, end));
        }
        (QuoteKind::Direct, span)
    }

    /// A stretch that opens its sentence right behind a statement goes on with its speaker.
    fn carried(
        &mut self,
        span: Span,
        stretch: Stretch,
        sentence: usize,
        paragraph: &Paragraph,
    ) -> bool {
        let Some(last) = &self.last else { return false };
        let same = last.paragraph == paragraph.number;
        let follows =
            last.paragraph + 1 == paragraph.number && stretch.open == paragraph.tokens.start;
        if !(same || follows) || last.sentence + 1 < sentence {
            return false;
        }
        let (rule, confidence) = match () {
            () if same => ("carried", 0.85),
            () if last.open => ("continued", 0.9),
            () => ("carried-over-paragraph", 0.65),
        };
        self.carry(span, stretch, sentence, paragraph, rule, confidence);
        true
    }

    /// Makes a quote of the last speaker.
    fn carry(
        &mut self,
        span: Span,
        stretch: Stretch,
        sentence: usize,
        paragraph: &Paragraph,
        rule: &'static str,
        confidence: f32,
    ) {
        let (speaker, role) =
            self.last.as_ref().map(|l| (l.speaker.clone(), l.role.clone())).unwrap_or_default();
        let speaker = speaker.map(|s| Speaker { resolved_by: ResolvedBy::PreviousQuote, ..s });
        let quote = Quote {
            spans: vec![span],
            kind: QuoteKind::Direct,
            cue: None,
            speaker,
            role,
            confidence,
            rule,
        };
        if let Some(entity) = quote.speaker.as_ref().and_then(|s| s.entity)
            && self.view.entities.entities[entity].kind == EntityKind::Person
        {
            self.memory.note(entity, sentence);
        }
        self.remember(
            &quote,
            self.end_sentence(stretch, sentence),
            paragraph.number,
            !stretch.closed,
        );
        self.out.push(quote);
    }

    /// The sentence before introduces the quote: by a colon, or by telling of the person.
    fn sentence_before(&self, sentence: usize) -> Option<Found> {
        let tokens = self.view.tokens.sentences[sentence.checked_sub(1)?].clone();
        let end = tokens.end.min(tokens.start + REACH);
        let colon = tokens.end > tokens.start && self.view.is(tokens.end - 1, ":");
        if colon {
            let found =
                self.ahead(tokens.start..tokens.end.min(tokens.start + REACH), sentence - 1);
            if let Some(found) = found {
                return Some(Found {
                    rule: "colon-before",
                    confidence: 0.75,
                    clause: None,
                    ..found
                });
            }
        }
        let source =
            self.view.subject(tokens.start, end).filter(|s| !self.quoted[s.tokens.start])?;
        matches!(source.who, Who::Mention(_) | Who::Pronoun)
            .then(|| Found::new(Some(source), None, "sentence-before", 0.5))
    }

    /// Whoever the sentence is about, when no cue was found.
    fn subject(&self, before: Range<usize>, words: usize) -> Option<Found> {
        let source = self.view.subject(before.start, before.end).filter(|_| words > FEWEST)?;
        Some(Found::new(Some(source), None, "subject", 0.4))
    }

    /// Capitals only: the title of a work.
    fn is_title(&self, stretch: Stretch) -> bool {
        let words = || self.view.tokens.all[stretch.inside()].iter().filter(|t| t.is_word());
        words().all(|t| t.is_name_like() || t.span.len() < 4 || t.is(Flags::PREPOSITION))
            && words().filter(|t| t.is_name_like()).count() > 1
    }
}
