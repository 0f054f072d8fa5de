//! The stretches between marks of an article, each with what stands around it.

use super::beside::{Ahead, REACH};
use super::marks::{self, Stretch};
use super::view::View;
use crate::article::Span;
use crate::entities::classes::Class;
use crate::entities::lists::{self, Flags};
use crate::entities::tokens::{Kind, Token, Tokens};
use crate::quotes::text::forms::is_plural;
use crate::quotes::text::verbs;
use std::ops::Range;

/// Words between marks below which they are scare quotes.
pub(crate) const FEWEST: usize = 3;

/// One paragraph: its tokens, and the numbers of its sentences and stretches.
pub(crate) struct Paragraph {
    pub number: usize,
    pub tokens: Range<usize>,
    pub sentences: Range<usize>,
    pub stretches: Range<usize>,
}

/// A stretch with what stands around it.
pub(crate) struct Marked {
    pub stretch: Stretch,
    /// The words between the marks.
    pub span: Span,
    pub words: usize,
    /// Sentence in which it opens.
    pub sentence: usize,
    /// Sentence in which it closes.
    pub last_sentence: usize,
    pub paragraph: usize,
    /// Whether it opens its paragraph.
    pub leads: bool,
    /// Tokens of the sentence ahead of it, and behind it.
    pub before: Range<usize>,
    pub after: Range<usize>,
    /// Whether nothing ahead of it belongs to the stretch before.
    pub alone: bool,
    /// The first sentence of the next paragraph, up to its marks, if nothing follows in this one.
    pub below: Range<usize>,
}

impl Marked {
    /// What stands ahead of the marks.
    pub fn ahead(&self) -> Ahead {
        let Range { start: first, end: open } = self.before;
        Ahead { first, open, sentence: self.sentence, behind: self.after.clone() }
    }

    /// Whether nothing before the marks could speak: "Now, …".
    pub fn opens(&self, view: &View<'_>) -> bool {
        let empty = |t: &Token| !t.is_word() || t.is(Flags::FUNCTION) && !t.is(Flags::PRONOUN);
        self.before.len() < 3 && view.tokens.all[self.before.clone()].iter().all(empty)
    }

    /// Whether a comma, question mark or dash closes the words, as it does before their cue.
    pub fn ends(&self, view: &View<'_>) -> bool {
        self.stretch.closed && matches!(self.closing(view), "," | "?" | "!" | "-" | "—")
    }

    /// The last token between the marks that is no single mark.
    pub fn closing<'a>(&self, view: &View<'a>) -> &'a str {
        let close = self.stretch.close;
        // The mark was forgotten behind a comma.
        if self.stretch.closed && view.token(close).kind != Kind::Mark {
            return view.cut(close);
        }
        let single = matches!(view.cut(close - 1), "'" | "’");
        view.cut(close.saturating_sub(1 + usize::from(single)))
    }

    /// Whether a noun or verb beside the marks makes their words the title of a work: her novel "The Salt Road".
    pub fn names_work(&self, view: &View<'_>) -> bool {
        let Some(last) = self.stretch.open.checked_sub(1).filter(|at| *at >= self.before.start)
        else {
            return false;
        };
        let comma = view.is(last, ",");
        let noun = last - usize::from(comma && last > self.before.start);
        let called = matches!(view.cut(noun), "called" | "named");
        let ahead = match () {
            () if view.has(noun, Class::Titled) => !comma,
            () if called => noun > self.before.start && is_work(view, noun - 1),
            () => is_work(view, noun) && (!comma || self.is_title(view)),
        };
        // "The Salt Road," her third novel, …
        let behind = || {
            let close = self.stretch.close + 1;
            let near = close..view.tokens.all.len().min(close + 5);
            view.tokens.all.get(close).is_some_and(|t| t.is(Flags::ARTICLE))
                && self.closing(view) == ","
                && near.take_while(|at| view.token(*at).is_word()).any(|at| is_work(view, at))
        };
        ahead || self.is_title(view) && behind()
    }

    /// Capitals only between the marks: the title of a work.
    pub fn is_title(&self, view: &View<'_>) -> bool {
        let words = || view.tokens.all[self.stretch.inside()].iter().filter(|t| t.is_word());
        words().all(|t| t.is_name_like() || t.span.len() < 4 || t.is(Flags::PREPOSITION))
            && words().filter(|t| t.is_name_like()).count() > 1
    }
}

/// Whether the word is a noun for a work with a title, no verb: "the figures show", "they play".
fn is_work(view: &View<'_>, at: usize) -> bool {
    let word = view.cut(at).to_ascii_lowercase();
    let one = word.strip_suffix('s').unwrap_or(&word);
    let work = lists::has(&word, Class::Work) || lists::has(one, Class::Work);
    let verb = verbs::of(&word).is_some() || matches!(word.as_str(), "play" | "plays" | "hit");
    let owned = at > 0 && {
        let before = view.token(at - 1);
        let noun = is_plural(view.cut(at - 1)) || before.is_name_like();
        before.kind == Kind::Possessive || before.is_word() && !before.is(Flags::PRONOUN) && !noun
    };
    work && (!verb || owned)
}

/// All stretches of an article.
pub(crate) struct Stretches {
    pub all: Vec<Stretch>,
    /// For each token whether it stands between marks or is one.
    pub quoted: Vec<bool>,
    /// For each token the number of its sentence.
    pub sentence_of: Vec<u32>,
}

impl Stretches {
    /// The stretches of the article and its paragraphs.
    pub fn of(view: &View<'_>) -> (Stretches, Vec<Paragraph>) {
        let Tokens { all: tokens, sentences, paragraphs: groups } = view.tokens;
        let mut sentence_of = Vec::with_capacity(tokens.len());
        for (number, sentence) in sentences.iter().enumerate() {
            sentence_of.extend(sentence.clone().map(|_| number as u32));
        }
        let mut all = Vec::new();
        let mut paragraphs = Vec::with_capacity(groups.len());
        for (number, sentences) in groups.iter().enumerate() {
            let range = view.tokens.paragraph(sentences);
            let first = all.len();
            marks::pair(view.text, tokens, range.clone(), &mut all);
            paragraphs.push(Paragraph {
                number,
                tokens: range,
                sentences: sentences.clone(),
                stretches: first..all.len(),
            });
        }
        let mut quoted = vec![false; tokens.len()];
        for stretch in &all {
            let end = (stretch.close + 1).min(quoted.len());
            quoted[stretch.open..end].fill(true);
        }
        (Stretches { all, quoted, sentence_of }, paragraphs)
    }

    /// The content up to the mark that closes what a mark in it opens.
    pub fn whole(&self, content: Range<usize>) -> Range<usize> {
        let first = self.all.partition_point(|stretch| stretch.open < content.start);
        let opened = self.all[first..].iter().take_while(|stretch| stretch.open < content.end);
        let end = opened.filter(|s| s.closed).map(|s| s.close + 1).max().unwrap_or(0);
        content.start..content.end.max(end)
    }

    /// The stretch `index` of a sentence with what stands around it.
    pub fn around(
        &self,
        view: &View<'_>,
        index: usize,
        sentence: usize,
        paragraph: &Paragraph,
    ) -> Marked {
        let stretch = self.all[index];
        let inside = stretch.inside();
        let bounds = view.tokens.sentences[sentence].clone();
        let earlier = self.all[paragraph.stretches.start..index].last();
        let start = bounds.start.max(earlier.map_or(0, |s| s.close + 1)).min(stretch.open);
        let later = self.all[index + 1..paragraph.stretches.end].first();
        let end = later.map_or(paragraph.tokens.end, |s| s.open);
        let before = start.max(stretch.open.saturating_sub(REACH))..stretch.open;
        let alone = before.start == bounds.start;
        Marked {
            stretch,
            span: view.span(inside.clone()),
            words: view.words(inside),
            sentence,
            last_sentence: self.sentence_of[stretch.close - 1] as usize,
            paragraph: paragraph.number,
            leads: stretch.open == paragraph.tokens.start,
            before,
            after: self.after(view, stretch, end),
            alone,
            below: match later {
                None => self.below(view, stretch, end),
                Some(_) => end..end,
            },
        }
    }

    /// What follows a closing mark before `end` and may attribute the words before it.
    fn after(&self, view: &View<'_>, stretch: Stretch, end: usize) -> Range<usize> {
        let at = stretch.close + 1;
        if !stretch.closed || at >= self.sentence_of.len() {
            return at..at;
        }
        let sentence = view.tokens.sentences[self.sentence_of[at] as usize].clone();
        let same = self.sentence_of[stretch.close] == self.sentence_of[at];
        // "…" - Jane Roe, on the line or below it
        let signed = matches!(view.cut(at), "-" | "–" | "—" | "―");
        if signed && (at == end || at < end && !same) {
            return at..sentence.end;
        }
        // "…" (Jane Roe, baker)
        if at < end && !same && view.is(at, "(") {
            return at..sentence.end.min(end);
        }
        let closing = view.cut(stretch.close - 1);
        if at >= end || !same && !matches!(closing, "," | "?" | "!") {
            return at..at;
        }
        at..end.min(sentence.end).min(at + REACH)
    }

    /// The sentence below a stretch that ends its paragraph, up to its marks.
    fn below(&self, view: &View<'_>, stretch: Stretch, end: usize) -> Range<usize> {
        let at = stretch.close + 1;
        if !stretch.closed || at != end || at >= self.sentence_of.len() {
            return at..at;
        }
        let sentence = view.tokens.sentences[self.sentence_of[at] as usize].clone();
        let marks = sentence.clone().find(|at| self.quoted[*at]);
        at..marks.unwrap_or(sentence.end).min(at + REACH)
    }
}
