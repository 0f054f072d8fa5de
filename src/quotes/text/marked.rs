//! The stretches between marks of an article, each with what stands around it.

use super::beside::{Ahead, REACH};
use super::marks::{self, Stretch};
use super::view::View;
use crate::article::{Article, Span};
use crate::entities::lists::Flags;
use crate::entities::tokens::{Token, Tokens};
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
        let single = matches!(view.cut(close - 1), "'" | "’");
        view.cut(close.saturating_sub(1 + usize::from(single)))
    }

    /// Capitals only between the marks: the title of a work.
    pub fn is_title(&self, view: &View<'_>) -> bool {
        let words = || view.tokens.all[self.stretch.inside()].iter().filter(|t| t.is_word());
        words().all(|t| t.is_name_like() || t.span.len() < 4 || t.is(Flags::PREPOSITION))
            && words().filter(|t| t.is_name_like()).count() > 1
    }
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
    pub fn of(view: &View<'_>, article: &Article) -> (Stretches, Vec<Paragraph>) {
        let Tokens { all: tokens, sentences } = view.tokens;
        let mut sentence_of = Vec::with_capacity(tokens.len());
        for (number, sentence) in sentences.iter().enumerate() {
            sentence_of.extend(sentence.clone().map(|_| number as u32));
        }
        let mut all = Vec::new();
        let mut paragraphs = Vec::with_capacity(article.paragraphs.len());
        let mut from = 0;
        for group in article.sentences.chunk_by(|a, b| a.paragraph == b.paragraph) {
            let numbers = from..from + group.len();
            from = numbers.end;
            let range = sentences[numbers.start].start..sentences[numbers.end - 1].end;
            let first = all.len();
            marks::pair(view.text, tokens, range.clone(), &mut all);
            paragraphs.push(Paragraph {
                number: group[0].paragraph,
                tokens: range,
                sentences: numbers,
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
        }
    }

    /// What follows a closing mark before `end` and may attribute the words before it.
    fn after(&self, view: &View<'_>, stretch: Stretch, end: usize) -> Range<usize> {
        let at = stretch.close + 1;
        // "…"⏎- Jane Roe
        let signed = at == end
            && at < self.sentence_of.len()
            && matches!(view.cut(at), "-" | "–" | "—" | "―");
        if signed {
            return at..view.tokens.sentences[self.sentence_of[at] as usize].end;
        }
        if !stretch.closed || at >= end {
            return at..at;
        }
        let sentence = self.sentence_of[at] as usize;
        let same = self.sentence_of[stretch.close] as usize == sentence;
        if !same && !matches!(view.cut(stretch.close - 1), "," | "?" | "!") {
            return at..at;
        }
        at..end.min(view.tokens.sentences[sentence].end).min(at + REACH)
    }
}
