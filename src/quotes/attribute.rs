//! Goes through an article and gives each stretch between marks, then each sentence, its cue and its
//! source.

use super::act::Act;
use super::attribution::{Attribution, Grip};
use super::order;
use super::patterns::chain;
use super::patterns::continuation::Floor;
use super::patterns::{introduced, silence, turn, unattributed};
use super::person::coreference::Memory;
use super::person::roles;
use super::quote::{Quote, QuoteKind, ResolvedBy, Speaker};
use super::rule::Rule;
use super::text::marked::{FEWEST, Marked, Paragraph, Stretches};
use super::text::turns::{self, Turn};
use super::text::view::{Source, View, Who};
use super::text::{clause, cue, unsaid};
use crate::article::{Article, Span};
use crate::entities::tokens::Tokens;
use crate::entities::{Entities, EntityKind};
use std::ops::Range;

/// Share of pronouns that are resolved rightly.
const PRONOUN: f32 = 0.9;

/// A quote whose cue stands behind it, as long as its other part may follow.
struct Broken {
    quote: Quote,
    /// Token behind the attribution.
    end: usize,
    /// Whether it is among the results already, as the last one.
    kept: bool,
}

/// Reads the quotes of one article.
pub(crate) struct Reader<'a> {
    view: View<'a>,
    stretches: Stretches,
    memory: Memory,
    floor: Floor,
    broken: Option<Broken>,
    /// Token up to which a mixed quote reaches.
    covered: usize,
    /// For each stretch the number of its quote among the results.
    made: Vec<Option<usize>>,
    out: Vec<Quote>,
    /// Who was asked and said nothing.
    silences: Vec<Quote>,
}

/// The quotes of an article in the order in which they are found.
pub(crate) fn read(article: &Article, tokens: &Tokens, entities: &Entities) -> Vec<Quote> {
    let view = View::new(article, tokens, entities);
    let memory = Memory::new(&view);
    let (stretches, paragraphs) = Stretches::of(&view);
    let count = stretches.all.len();
    let mut reader = Reader {
        view,
        stretches,
        memory,
        floor: Floor::default(),
        broken: None,
        covered: 0,
        made: vec![None; count],
        out: Vec::new(),
        silences: Vec::new(),
    };
    for (paragraph, turn) in paragraphs.iter().zip(turns::of(&reader.view, &paragraphs)) {
        match turn {
            Some(turn) => reader.turn(paragraph, &turn),
            None => reader.paragraph(paragraph),
        }
    }
    chain::name(&mut reader.out, &reader.made, &chain::links(&reader.stretches.all, &paragraphs));
    unsaid::negate(&reader.view, &mut reader.out);
    unsaid::sift(&reader.view, &mut reader.out);
    reader.out.append(&mut reader.silences);
    reader.out
}

impl Reader<'_> {
    /// A paragraph of a transcript: whatever is in it, it is the words of who has the turn.
    fn turn(&mut self, paragraph: &Paragraph, turn: &Turn) {
        self.advance(paragraph.tokens.start);
        if let Some(mut quote) = turn::quote(&self.view, turn, paragraph.tokens.start) {
            if let Some(entity) = quote.speaker.as_ref().and_then(|speaker| speaker.entity) {
                self.memory.note(entity, paragraph.sentences.start);
                quote.role = self.memory.role_of(entity);
            }
            self.out.push(quote);
        }
        self.floor = Floor::default();
        self.advance(paragraph.tokens.end);
    }

    fn paragraph(&mut self, paragraph: &Paragraph) {
        if let Some(found) = introduced::block(&self.view, paragraph) {
            let span = self.view.span(paragraph.tokens.clone());
            let sentence = paragraph.sentences.start;
            let quote = self.quote(found, span, QuoteKind::Direct, sentence);
            let last = paragraph.sentences.end - 1;
            self.floor.give(&quote, last, paragraph.number, false);
            self.out.push(quote);
            return self.advance(paragraph.tokens.end);
        }
        let mut next = paragraph.stretches.start;
        let mut reached = 0;
        for sentence in paragraph.sentences.clone() {
            let tokens = self.view.tokens.sentences[sentence].clone();
            let mut marked = reached > tokens.start;
            let first = self.out.len().saturating_sub(1);
            while next < paragraph.stretches.end && self.stretches.all[next].open < tokens.end {
                marked = true;
                reached = self.stretches.all[next].close + 1;
                self.stretch(next, sentence, paragraph);
                let span = self
                    .view
                    .span(self.stretches.all[next].open..reached.min(self.view.tokens.all.len()));
                let last =
                    self.out.last().filter(|quote| quote.spans.iter().any(|s| span.contains(*s)));
                self.made[next] = last.map(|_| self.out.len() - 1);
                next += 1;
            }
            self.plain(tokens.clone(), sentence, paragraph.number, marked.then_some(first));
            self.verbs(tokens.clone(), sentence, first);
            self.silent(tokens.clone(), sentence);
            self.advance(tokens.end);
        }
    }

    fn advance(&mut self, at: usize) {
        let Stretches { sentence_of, quoted, .. } = &self.stretches;
        self.memory.advance(&self.view, at, sentence_of, quoted);
    }

    /// The statement that a sentence is as a whole; `marked` is the first quote that its marks gave.
    fn plain(
        &mut self,
        tokens: Range<usize>,
        sentence: usize,
        paragraph: usize,
        marked: Option<usize>,
    ) {
        let Some((content, found)) = order::unmarked::read(&self.view, tokens) else { return };
        let content = self.stretches.whole(content);
        let span = self.view.span(content.clone());
        let mut kind = QuoteKind::Indirect;
        if let Some(first) = marked {
            let quoted = &self.stretches.quoted;
            let cue = found.cue.as_ref().map_or(content.start, |(cue, _)| cue.start);
            if quoted[cue] || quoted[content.start] || self.told(first, span) {
                return;
            }
            if quoted[content.clone()].iter().any(|quoted| *quoted) {
                kind = QuoteKind::Mixed;
            }
        }
        let relative = relative(&found);
        let quote = self.quote(found, span, kind, sentence);
        self.floor.give(&quote, sentence, paragraph, false);
        self.stand_for(relative);
        self.out.push(quote);
    }

    /// Attributions by other verbs of the sentence than those that were found.
    fn verbs(&mut self, tokens: Range<usize>, sentence: usize, first: usize) {
        // A mark of byte order alone is a sentence without tokens.
        if tokens.is_empty() {
            return;
        }
        let span = self.view.span(tokens.clone());
        let known: Vec<Span> = self.out[first.min(self.out.len())..]
            .iter()
            .filter_map(|quote| quote.cue.as_ref().map(|cue| cue.span))
            .filter(|cue| span.contains(*cue))
            .collect();
        let used = |at: usize| {
            let span = self.view.token(at).span;
            self.stretches.quoted[at] || known.contains(&span)
        };
        for (parts, found) in order::verbs::read(&self.view, tokens, used) {
            let mut marked = false;
            let mut spans: Vec<Span> = Vec::new();
            for part in parts.into_iter().map(|part| self.stretches.whole(part)) {
                let quoted = self.stretches.quoted[part.clone()].contains(&true);
                let span = self.view.span(part);
                if !(quoted && self.told(first, span)) {
                    marked |= quoted;
                    spans.push(span);
                }
            }
            let kind = if marked { QuoteKind::Mixed } else { QuoteKind::Indirect };
            let Some(span) = spans.first().copied() else { continue };
            let quote = self.quote(found, span, kind, sentence);
            self.out.push(Quote { spans, ..quote });
        }
    }

    /// What is told of those who said nothing; they stay out of the way of what was said.
    fn silent(&mut self, tokens: Range<usize>, sentence: usize) {
        for (words, found) in silence::read(&self.view, tokens, &self.stretches.quoted) {
            let span = self.view.span(words);
            let quote = self.quote(found, span, QuoteKind::Indirect, sentence);
            self.silences.push(Quote { act: Act::Silence, ..quote });
        }
    }

    /// Whether a quote from the `first` on has words of `span`: what stands between marks has its attribution.
    fn told(&self, first: usize, span: Span) -> bool {
        let shared =
            |quote: &Quote| quote.spans.iter().any(|s| s.start < span.end && span.start < s.end);
        self.out[first.min(self.out.len())..].iter().any(shared)
    }

    fn stretch(&mut self, index: usize, sentence: usize, paragraph: &Paragraph) {
        let stretch = self.stretches.all[index];
        if stretch.inside().is_empty() || stretch.open < self.covered {
            return;
        }
        let mut marked = self.stretches.around(&self.view, index, sentence, paragraph);
        if marked.names_work(&self.view) {
            return;
        }
        if let Some(below) = order::below::read(&self.view, &marked) {
            marked.after = below;
            marked.paragraph += 1;
        }
        let goes_on = |b: &Broken| b.end == stretch.open && self.view.is(stretch.open - 1, ",");
        if let Some(broken) = self.broken.take().filter(goes_on) {
            self.second_part(broken, &marked);
            return;
        }
        let ends = marked.ends(&self.view);
        let found = self.beside(&marked, ends);
        let spoken = found.as_ref().is_some_and(|(f, behind)| f.rule.governs() || *behind && ends);
        if !spoken && marked.is_title(&self.view) {
            return;
        }
        // "called it a "disgrace" and a "fraud on all of us"": the few words pass the speaker on.
        let broken_off = ends && found.as_ref().is_some_and(|(_, behind)| *behind);
        // Few words are no scare quotes where they go on in the next paragraph.
        let goes_on = !stretch.closed && stretch.close == paragraph.tokens.end;
        if marked.words < FEWEST && !broken_off && !goes_on {
            if let Some((found, _)) = found {
                let quote = self.quote(found, marked.span, QuoteKind::Direct, sentence);
                self.floor.lend(&quote, &marked);
            }
            return;
        }
        let found = match found.or_else(|| self.introduced(&marked).map(|f| (f, false))) {
            None if self.carried(&marked) => return,
            None => unattributed::read(&marked).map(|f| (f, false)),
            found => found,
        };
        if let Some((found, behind)) = found {
            self.attributed(found, behind, &marked);
        }
    }

    /// The attribution beside the marks, and whether it stands behind them.
    ///
    /// `…,"` ends before its cue; what ends otherwise has it ahead.
    fn beside(&self, marked: &Marked, ends: bool) -> Option<(Attribution, bool)> {
        let view = &self.view;
        let behind = || order::behind::read(view, marked.after.clone(), ends).map(|f| (f, true));
        let ahead = order::ahead::read(view, marked.ahead());
        // A question that a verb right before the marks governs is done as well.
        let governed =
            marked.closing(view) != "," && ahead.as_ref().is_some_and(|f| f.rule.governs());
        let weak = ahead.as_ref().is_some_and(|f| f.grip == Grip::Weak);
        let ahead = ahead.map(|f| (f, false));
        if ends && !governed || weak {
            // "A claimed it was "…," but B said he knew": the verb behind has words of its own.
            let firm = ahead.is_some() && !weak;
            let other = |f: &Attribution| f.grip == Grip::OtherWords && firm;
            behind().filter(|(f, _)| !other(f)).or(ahead)
        } else {
            ahead.or_else(behind)
        }
    }

    /// The speaker that something else than a cue beside the marks gives, unless the statement before goes on.
    fn introduced(&self, marked: &Marked) -> Option<Attribution> {
        match self.floor.goes_on(&self.view, marked) {
            Some(_) => None,
            None => introduced::read(&self.view, &self.stretches.quoted, marked),
        }
    }

    /// The quote of an attribution beside the marks, and whatever it covers.
    fn attributed(&mut self, found: Attribution, behind: bool, marked: &Marked) {
        let (kind, span) = self.extent(&found, behind, marked);
        let relative = relative(&found);
        let quote = self.quote(found, span, kind, marked.sentence);
        let after = marked.after.end.checked_sub(1).filter(|_| behind);
        let last = after.map_or(marked.last_sentence, |at| self.stretches.sentence_of[at] as usize);
        self.floor.give(&quote, last, marked.paragraph, !marked.stretch.closed);
        self.stand_for(relative);
        // "It does," agreed Roe: a word or two that end before their cue are spoken.
        let beside = matches!(quote.rule, Rule::QuoteCueSource | Rule::QuoteSourceCue);
        let kept = marked.words >= FEWEST || beside && marked.ends(&self.view);
        if behind && kind == QuoteKind::Direct {
            self.broken = Some(Broken { quote: quote.clone(), end: marked.after.end, kept });
        }
        if kept {
            self.out.push(quote);
        }
    }

    /// "A," he said, "B.": the second part joins the first.
    fn second_part(&mut self, broken: Broken, marked: &Marked) {
        let mut quote = broken.quote;
        quote.spans.push(marked.span);
        let open = !marked.stretch.closed;
        self.floor.give(&quote, marked.last_sentence, marked.paragraph, open);
        if broken.kept {
            self.out.pop();
        }
        self.out.push(quote);
    }

    /// Kind and extent of the quote: a clause that begins outside the marks makes it a mixed one.
    fn extent(&mut self, found: &Attribution, behind: bool, marked: &Marked) -> (QuoteKind, Span) {
        let view = &self.view;
        let Marked { stretch, span, before, .. } = marked;
        // Behind the closing mark, if there is one.
        let close = if stretch.closed { view.token(stretch.close).span.end } else { span.end };
        if let Some(clause) = found.clause {
            let end = view.tokens.sentences[marked.sentence].end.max(stretch.close);
            let end = match view.cut(stretch.close - 1) {
                // The comma of the clause stands inside the marks: "…," but Moss noted the sun.
                "," if stretch.closed && clause::breaks(view, stretch.close + 1) => stretch.close,
                _ => clause::end(view, stretch.close - 1, end, true).max(stretch.close),
            };
            let last = (clause..end).rev().find(|at| view.token(*at).is_word());
            let stop = last.map_or(close, |at| view.token(at).span.end.max(close));
            self.covered = end;
            return (QuoteKind::Mixed, Span::new(view.token(clause).span.start, stop));
        }
        if behind && marked.alone && view.words(before.clone()) > 1 {
            return (QuoteKind::Mixed, Span::new(view.token(before.start).span.start, close));
        }
        (QuoteKind::Direct, *span)
    }

    /// Makes a quote of the last speaker, if the statement goes on.
    fn carried(&mut self, marked: &Marked) -> bool {
        let Some((rule, last)) = self.floor.carried(&self.view, marked) else {
            return false;
        };
        let speaker = Speaker { resolved_by: ResolvedBy::PreviousQuote, ..last.speaker.clone() };
        let (others, role) = (last.others.clone(), last.role.clone());
        if let Some(entity) = speaker.entity
            && self.view.entities.entities[entity].kind == EntityKind::Person
        {
            self.memory.note(entity, marked.sentence);
        }
        let quote = Quote {
            spans: vec![marked.span],
            kind: QuoteKind::Direct,
            cue: None,
            act: Act::Statement,
            speaker: Some(speaker),
            others,
            role,
            confidence: rule.confidence(),
            rule,
        };
        let open = !marked.stretch.closed;
        self.floor.give(&quote, marked.last_sentence, marked.paragraph, open);
        self.out.push(quote);
        true
    }

    /// What follows is said by the person before "who".
    fn stand_for(&mut self, mention: Option<usize>) {
        if let Some(mention) = mention {
            self.floor.stand_for(self.view.span(self.view.spots[mention].clone()));
        }
    }

    fn quote(&mut self, found: Attribution, span: Span, kind: QuoteKind, sentence: usize) -> Quote {
        let mut role = None;
        let mut speakers = Vec::new();
        for source in self.sources(&found, sentence) {
            let pronoun = source.who == Who::Pronoun;
            self.advance(if pronoun { source.tokens.start } else { source.tokens.end });
            let speaker = self.memory.resolve(&self.view, &source, sentence);
            if speakers.is_empty() {
                role = roles::of_source(&self.view, &source)
                    .or_else(|| self.memory.role_of(speaker.entity?));
            }
            speakers.push(speaker);
        }
        if let Some(source) = &found.source
            && let group = self.memory.group_at(&self.view, source, sentence)
            && !group.is_empty()
        {
            speakers = group;
        }
        if speakers.len() > 1 {
            self.memory.note_group(&speakers, sentence);
        }
        let mut speakers = speakers.into_iter();
        let (speaker, others) = (speakers.next(), speakers.collect());
        let cue = found.cue.map(|(tokens, negated)| cue::read(&self.view, tokens, negated));
        // A pronoun is as sure as its resolution.
        let unsure = speaker.as_ref().is_some_and(|s| s.resolved_by == ResolvedBy::Pronoun);
        let confidence = found.rule.confidence() * if unsure { PRONOUN } else { 1.0 };
        Quote {
            spans: vec![span],
            kind,
            cue,
            act: Act::Statement,
            speaker,
            others,
            role,
            confidence,
            rule: found.rule,
        }
    }

    /// The sources of an attribution: "Roe and Poe said" has two.
    fn sources(&self, found: &Attribution, sentence: usize) -> Vec<Source> {
        let Some(source) = &found.source else { return Vec::new() };
        let Some((cue, _)) = &found.cue else { return vec![source.clone()] };
        let tokens = &self.view.tokens.sentences[sentence];
        match source.tokens.end <= cue.start {
            true => self.view.listed_to(tokens.start.min(source.tokens.start), source),
            false => self.view.listed_from(source, tokens.end.max(source.tokens.end)),
        }
    }
}

/// The mention behind which "who" is the source.
fn relative(found: &Attribution) -> Option<usize> {
    match found.source {
        Some(Source { who: Who::Relative(mention), .. }) => Some(mention),
        _ => None,
    }
}
