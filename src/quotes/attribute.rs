//! Goes through an article and gives each stretch between marks its cue and its source.

use crate::article::{Article, Span};
use crate::entities::lists::Flags;
use crate::entities::tokens::{Token, Tokens};
use crate::entities::{Entities, EntityKind, Role};
use crate::quotes::attribution::Found;
use crate::quotes::beside::{self, REACH};
use crate::quotes::confidence;
use crate::quotes::indirect;
use crate::quotes::person::coreference::Memory;
use crate::quotes::person::roles;
use crate::quotes::phrases;
use crate::quotes::quote::{Cue, Quote, QuoteKind, ResolvedBy, Speaker};
use crate::quotes::text::clause;
use crate::quotes::text::cues;
use crate::quotes::text::marks::{self, Stretch};
use crate::quotes::text::view::{Source, View, Who};
use std::ops::Range;

/// Words between marks below which they are scare quotes.
const FEWEST: usize = 3;

/// Share of pronouns that are resolved rightly.
const PRONOUN: f32 = 0.9;

/// The last statement, whose speaker may go on.
struct Last {
    speaker: Speaker,
    role: Option<Role>,
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

/// One paragraph: its tokens, and the numbers of its sentences and stretches.
struct Paragraph {
    number: usize,
    tokens: Range<usize>,
    sentences: Range<usize>,
    stretches: Range<usize>,
}

/// A stretch with what stands around it.
struct Marked {
    stretch: Stretch,
    /// The words between the marks.
    span: Span,
    words: usize,
    /// Sentence in which it opens.
    sentence: usize,
    /// Sentence in which it closes.
    last_sentence: usize,
    paragraph: usize,
    /// Whether it opens its paragraph.
    leads: bool,
    /// Tokens of the sentence ahead of it, and behind it.
    before: Range<usize>,
    after: Range<usize>,
    /// Whether nothing ahead of it belongs to the stretch before.
    alone: bool,
}

/// Reads the quotes of one article.
pub(crate) struct Reader<'a> {
    view: View<'a>,
    stretches: Vec<Stretch>,
    quoted: Vec<bool>,
    sentence_of: Vec<u32>,
    memory: Memory,
    last: Option<Last>,
    /// The same for words between marks too few for a quote; within a sentence they pass their speaker on.
    brief: Option<Last>,
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
            brief: None,
            broken: None,
            covered: 0,
            out: Vec::new(),
        }
    }

    pub fn read(mut self, article: &Article) -> Vec<Quote> {
        let Tokens { all, sentences } = self.view.tokens;
        let mut paragraphs = Vec::with_capacity(article.paragraphs.len());
        let mut from = 0;
        for group in article.sentences.chunk_by(|a, b| a.paragraph == b.paragraph) {
            let numbers = from..from + group.len();
            from = numbers.end;
            let tokens = sentences[numbers.start].start..sentences[numbers.end - 1].end;
            let first = self.stretches.len();
            marks::pair(self.view.text, all, tokens.clone(), &mut self.stretches);
            let stretches = first..self.stretches.len();
            let number = group[0].paragraph;
            paragraphs.push(Paragraph { number, tokens, sentences: numbers, stretches });
        }
        for stretch in &self.stretches {
            let end = (stretch.close + 1).min(self.quoted.len());
            self.quoted[stretch.open..end].fill(true);
        }
        for paragraph in &paragraphs {
            self.paragraph(paragraph);
        }
        self.out
    }

    fn paragraph(&mut self, paragraph: &Paragraph) {
        let mut next = paragraph.stretches.start;
        let mut reached = 0;
        for sentence in paragraph.sentences.clone() {
            let tokens = self.view.tokens.sentences[sentence].clone();
            let mut marked = reached > tokens.start;
            let first = self.out.len().saturating_sub(1);
            while next < paragraph.stretches.end && self.stretches[next].open < tokens.end {
                marked = true;
                reached = self.stretches[next].close + 1;
                self.stretch(next, sentence, paragraph);
                next += 1;
            }
            self.plain(tokens.clone(), sentence, paragraph.number, marked.then_some(first));
            self.phrases(tokens.clone(), sentence, first);
            self.advance(tokens.end);
        }
    }

    fn advance(&mut self, at: usize) {
        self.memory.advance(&self.view, at, &self.sentence_of, &self.quoted);
    }

    /// The statement that a sentence is as a whole; `marked` is the first quote that its marks gave.
    fn plain(
        &mut self,
        tokens: Range<usize>,
        sentence: usize,
        paragraph: usize,
        marked: Option<usize>,
    ) {
        let Some((content, found)) = indirect::read(&self.view, tokens) else { return };
        let span = self.view.span(content.clone());
        let mut kind = QuoteKind::Indirect;
        if let Some(first) = marked {
            let cue = found.cue.as_ref().map_or(content.start, |(cue, _)| cue.start);
            if self.quoted[cue] || self.quoted[content.start] || self.told(first, span) {
                return;
            }
            if self.quoted[content.clone()].iter().any(|quoted| *quoted) {
                kind = QuoteKind::Mixed;
            }
        }
        let relative = relative(&found);
        let quote = self.quote(found, span, kind, sentence);
        self.remember(&quote, sentence, paragraph, false);
        self.stand_for(relative);
        self.out.push(quote);
    }

    /// Attributions by other verbs of the sentence than those that were found.
    fn phrases(&mut self, tokens: Range<usize>, sentence: usize, first: usize) {
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
        let used = |at: usize| self.quoted[at] || known.contains(&self.view.token(at).span);
        for (content, found) in phrases::read(&self.view, tokens, used) {
            let marked = self.quoted[content.clone()].iter().any(|quoted| *quoted);
            let kind = if marked { QuoteKind::Mixed } else { QuoteKind::Indirect };
            let span = self.view.span(content);
            if marked && self.told(first, span) {
                continue;
            }
            let quote = self.quote(found, span, kind, sentence);
            self.out.push(quote);
        }
    }

    /// Whether a quote from the `first` on has words of `span`: what stands between marks has its attribution.
    fn told(&self, first: usize, span: Span) -> bool {
        let shared =
            |quote: &Quote| quote.spans.iter().any(|s| s.start < span.end && span.start < s.end);
        self.out[first.min(self.out.len())..].iter().any(shared)
    }

    fn stretch(&mut self, index: usize, sentence: usize, paragraph: &Paragraph) {
        let stretch = self.stretches[index];
        if stretch.inside().is_empty() || stretch.open < self.covered {
            return;
        }
        let marked = self.around(index, sentence, paragraph);
        let goes_on = |b: &Broken| b.end == stretch.open && self.view.is(stretch.open - 1, ",");
        if let Some(broken) = self.broken.take().filter(goes_on) {
            self.second_part(broken, &marked);
            return;
        }
        // "…," ends before its cue; what ends otherwise has it ahead.
        let single = matches!(self.view.cut(stretch.close - 1), "'" | "’");
        let closing = self.view.cut(stretch.close.saturating_sub(1 + usize::from(single)));
        let ends = stretch.closed && matches!(closing, "," | "?" | "!" | "-" | "—");
        let view = &self.view;
        let behind = || beside::behind(view, marked.after.clone(), ends).map(|f| (f, true));
        let ahead = beside::ahead(view, marked.before.clone(), sentence).map(|f| (f, false));
        // A question that a verb right before the marks governs is done as well.
        let governed =
            closing != "," && ahead.as_ref().is_some_and(|(f, _)| f.rule == "source-cue-quote");
        let unsure = ahead.as_ref().is_some_and(|(f, _)| f.strength < 0.6);
        let found = if ends && !governed || unsure {
            // "A claimed it was "…," but B said he knew": the verb behind has words of its own.
            let other =
                |f: &(Found, bool)| f.0.strength == beside::BESIDE && ahead.is_some() && !unsure;
            behind().filter(|f| !other(f)).or(ahead)
        } else {
            ahead.or_else(behind)
        };
        let spoken =
            found.as_ref().is_some_and(|(f, b)| f.rule == "source-cue-quote" || *b && ends);
        let broken_off = ends && found.as_ref().is_some_and(|(_, behind)| *behind);
        if !spoken && self.is_title(stretch) {
            return;
        }
        // "called it a "disgrace" and a "fraud on all of us"": the few words pass the speaker on.
        if marked.words < FEWEST && !broken_off {
            if let Some((found, _)) = found {
                let last = self.last.take();
                let quote = self.quote(found, marked.span, QuoteKind::Direct, sentence);
                self.remember(&quote, marked.last_sentence, marked.paragraph, false);
                self.brief = std::mem::replace(&mut self.last, last);
            }
            return;
        }
        match found.or_else(|| self.elsewhere(&marked).map(|f| (f, false))) {
            Some((found, behind)) => self.attributed(found, behind, &marked),
            None if self.carried(&marked) => {}
            None if marked.words > FEWEST => {
                self.attributed(Found::new(None, None, "marks", 0.3), false, &marked);
            }
            None => {}
        }
    }

    fn around(&self, index: usize, sentence: usize, paragraph: &Paragraph) -> Marked {
        let stretch = self.stretches[index];
        let inside = stretch.inside();
        let bounds = self.view.tokens.sentences[sentence].clone();
        let earlier = self.stretches[paragraph.stretches.start..index].last();
        let start = bounds.start.max(earlier.map_or(0, |s| s.close + 1)).min(stretch.open);
        let later = self.stretches[index + 1..paragraph.stretches.end].first();
        let end = later.map_or(paragraph.tokens.end, |s| s.open);
        let before = start.max(stretch.open.saturating_sub(REACH))..stretch.open;
        let alone = before.start == bounds.start;
        Marked {
            stretch,
            span: self.view.span(inside.clone()),
            words: self.words(inside),
            sentence,
            last_sentence: self.sentence_of[stretch.close - 1] as usize,
            paragraph: paragraph.number,
            leads: stretch.open == paragraph.tokens.start,
            before,
            after: self.after(stretch, end),
            alone,
        }
    }

    /// What follows a closing mark before `end` and may attribute the words before it.
    fn after(&self, stretch: Stretch, end: usize) -> Range<usize> {
        let at = stretch.close + 1;
        // "…"⏎- Jane Roe
        let signed = at == end
            && at < self.sentence_of.len()
            && matches!(self.view.cut(at), "-" | "–" | "—" | "―");
        if signed {
            return at..self.view.tokens.sentences[self.sentence_of[at] as usize].end;
        }
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

    fn words(&self, tokens: Range<usize>) -> usize {
        self.view.tokens.all[tokens].iter().filter(|t| t.is_word()).count()
    }

    /// The quote of an attribution beside the marks, and whatever it covers.
    fn attributed(&mut self, found: Found, behind: bool, marked: &Marked) {
        let (kind, span) = self.extent(&found, behind, marked);
        let relative = relative(&found);
        let quote = self.quote(found, span, kind, marked.sentence);
        let after = marked.after.end.checked_sub(1).filter(|_| behind);
        let last = after.map_or(marked.last_sentence, |at| self.sentence_of[at] as usize);
        self.remember(&quote, last, marked.paragraph, !marked.stretch.closed);
        self.stand_for(relative);
        let kept = marked.words >= FEWEST;
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
        self.remember(&quote, marked.last_sentence, marked.paragraph, !marked.stretch.closed);
        if broken.kept {
            self.out.pop();
        }
        self.out.push(quote);
    }

    /// Kind and extent of the quote: a clause that begins outside the marks makes it a mixed one.
    fn extent(&mut self, found: &Found, behind: bool, marked: &Marked) -> (QuoteKind, Span) {
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
        if behind && marked.alone && self.words(before.clone()) > 1 {
            return (QuoteKind::Mixed, Span::new(view.token(before.start).span.start, close));
        }
        (QuoteKind::Direct, *span)
    }

    /// Speakers that no cue gives: the statement before goes on, its introduction names somebody, or the sentence does.
    fn elsewhere(&self, marked: &Marked) -> Option<Found> {
        if self.continues(marked).is_some() {
            return None;
        }
        let before = marked.before.clone();
        let earlier = if self.opens(marked) { self.sentence_before(marked.sentence) } else { None };
        earlier.or_else(|| {
            if marked.words <= FEWEST {
                return None;
            }
            // What stands between two stretches may be no more than "and".
            let whole = self.view.tokens.sentences[marked.sentence]
                .start
                .max(before.end.saturating_sub(REACH));
            let source = self
                .view
                .subject(before.start, before.end)
                .or_else(|| self.view.subject(whole, before.end).filter(|_| !marked.alone))?;
            Some(Found::new(Some(source), None, "subject", 0.4))
        })
    }

    /// Whether nothing before the marks could speak: "Now, …".
    fn opens(&self, marked: &Marked) -> bool {
        let empty = |t: &Token| !t.is_word() || t.is(Flags::FUNCTION) && !t.is(Flags::PRONOUN);
        marked.before.len() < 3 && self.view.tokens.all[marked.before.clone()].iter().all(empty)
    }

    /// The sentence before introduces the quote: by a colon, or by telling of the person.
    fn sentence_before(&self, sentence: usize) -> Option<Found> {
        let number = sentence.checked_sub(1)?;
        let tokens = self.view.tokens.sentences[number].clone();
        let range = tokens.start..tokens.end.min(tokens.start + REACH);
        if tokens.end > tokens.start
            && self.view.is(tokens.end - 1, ":")
            && let Some(found) = beside::ahead(&self.view, range.clone(), number)
        {
            return Some(Found { rule: "colon-before", strength: 0.75, clause: None, ..found });
        }
        // "It rained, Roe says." goes on as if it were a quote itself.
        let lowest = tokens.start.max(tokens.end.saturating_sub(20));
        if let Some(comma) = (lowest..tokens.end).rev().find(|at| self.view.is(*at, ","))
            && let Some(found) = beside::behind(&self.view, comma + 1..tokens.end, true)
            && found.cue.is_some()
        {
            return Some(Found { rule: "clause-before", strength: 0.6, ..found });
        }
        let source = self.view.subject(range.start, range.end)?;
        let named = matches!(source.who, Who::Mention(_) | Who::Pronoun);
        let outside = !self.quoted[source.tokens.start];
        (named && outside).then(|| Found::new(Some(source), None, "sentence-before", 0.5))
    }

    /// The last statement, were it but a word or two of the same sentence.
    fn latest(&self, marked: &Marked) -> Option<&Last> {
        let brief = self.brief.as_ref().filter(|b| b.sentence == marked.sentence && !marked.alone);
        let newer = |b: &&Last| self.last.as_ref().is_none_or(|last| last.sentence < b.sentence);
        brief.filter(newer).or(self.last.as_ref())
    }

    /// The rule by which the last statement goes on in a stretch without attribution.
    fn continues(&self, marked: &Marked) -> Option<&'static str> {
        let last = self.latest(marked)?;
        let same = last.paragraph == marked.paragraph;
        let next = last.paragraph + 1 == marked.paragraph && marked.leads;
        if !self.opens(marked) {
            let here = last.sentence == marked.sentence && !marked.alone;
            return here.then_some("same-sentence");
        }
        match () {
            () if last.sentence + 1 < marked.sentence => None,
            () if same => Some("carried"),
            () if next && last.open => Some("continued"),
            () if next => Some("carried-over-paragraph"),
            () => None,
        }
    }

    /// Where nobody else is named, the last speaker of the paragraph has still the floor.
    fn lingers(&self, marked: &Marked) -> Option<&'static str> {
        let here = self.last.as_ref().is_some_and(|last| last.paragraph == marked.paragraph);
        here.then_some("same-paragraph")
    }

    /// Makes a quote of the last speaker, if the statement goes on.
    fn carried(&mut self, marked: &Marked) -> bool {
        let going_on = self.continues(marked).or_else(|| self.lingers(marked));
        let (Some(rule), Some(last)) = (going_on, self.latest(marked)) else {
            return false;
        };
        let role = last.role.clone();
        let speaker = Speaker { resolved_by: ResolvedBy::PreviousQuote, ..last.speaker.clone() };
        if let Some(entity) = speaker.entity
            && self.view.entities.entities[entity].kind == EntityKind::Person
        {
            self.memory.note(entity, marked.sentence);
        }
        let quote = Quote {
            spans: vec![marked.span],
            kind: QuoteKind::Direct,
            cue: None,
            speaker: Some(speaker),
            role,
            confidence: confidence::of(rule),
            rule,
        };
        self.remember(&quote, marked.last_sentence, marked.paragraph, !marked.stretch.closed);
        self.out.push(quote);
        true
    }

    fn remember(&mut self, quote: &Quote, sentence: usize, paragraph: usize, open: bool) {
        if let Some(speaker) = quote.speaker.clone() {
            self.last = Some(Last { speaker, role: quote.role.clone(), sentence, paragraph, open });
        }
    }

    /// What follows is said by Roe, not by the "who" behind her name.
    fn stand_for(&mut self, mention: Option<usize>) {
        if let (Some(mention), Some(last)) = (mention, &mut self.last) {
            last.speaker.span = self.view.span(self.view.spots[mention].clone());
        }
    }

    fn quote(&mut self, found: Found, span: Span, kind: QuoteKind, sentence: usize) -> Quote {
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
            Cue { span, verb: cues::base(span.cut(self.view.text)).to_string(), negated }
        });
        // A pronoun is as sure as its resolution.
        let unsure = speaker.as_ref().is_some_and(|s| s.resolved_by == ResolvedBy::Pronoun);
        let confidence = confidence::of(found.rule) * if unsure { PRONOUN } else { 1.0 };
        Quote { spans: vec![span], kind, cue, speaker, role, confidence, rule: found.rule }
    }

    /// Capitals only: the title of a work.
    fn is_title(&self, stretch: Stretch) -> bool {
        let words = || self.view.tokens.all[stretch.inside()].iter().filter(|t| t.is_word());
        words().all(|t| t.is_name_like() || t.span.len() < 4 || t.is(Flags::PREPOSITION))
            && words().filter(|t| t.is_name_like()).count() > 1
    }
}

/// The mention behind which "who" is the source.
fn relative(found: &Found) -> Option<usize> {
    match found.source {
        Some(Source { who: Who::Relative(mention), .. }) => Some(mention),
        _ => None,
    }
}
