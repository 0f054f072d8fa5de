//! An article as the model reads it: what is known of each word, and what the rules found, in tokens.

use crate::article::Span;
use crate::entities::EntityKind;
use crate::entities::lists;
use crate::entities::model::MODEL;
use crate::entities::model::hash;
use crate::entities::tokens::{Kind, Token};
use crate::quotes::quote::{Quote, QuoteKind};
use crate::quotes::text::marked::Stretches;
use crate::quotes::text::view::View;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

/// The hashes of the forms of verbs that attribute, sorted, each with what [`Word::verb`] is for it.
static VERBS: LazyLock<Vec<(u64, u64)>> = LazyLock::new(|| {
    let mut forms = BTreeMap::new();
    for entry in lists::cues() {
        let base = hash::bytes(entry.base.as_bytes()) & !1;
        for form in entry.forms().filter(|form| form.takes || form.is_cue) {
            let is_base = form.takes && form.is_base;
            forms.insert(hash::lower(form.word), base | u64::from(is_base));
        }
    }
    forms.into_iter().collect()
});

/// Where a word stands to quotation marks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Marked {
    /// Outside.
    #[default]
    Out,
    /// The mark that opens.
    Open,
    /// Between marks.
    In,
    /// The mark that closes.
    Close,
}

/// What the rules made of a word: nothing, or its place in the content, cue or source of a quote.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// 0 outside, 1 first word, 2 a word within, 3 last word.
    pub at: u8,
    /// Number of the quote.
    pub quote: u32,
}

/// What is known of a word.
#[derive(Clone, Copy, Debug, Default)]
pub struct Word {
    /// Hash of the word in small letters.
    pub low: u64,
    /// Hash of its last three letters.
    pub suffix: u64,
    /// Its [`Kind`] as a number.
    pub shape: u8,
    /// What the lists say.
    pub flags: u32,
    /// Its classes.
    pub classes: u64,
    /// Clusters of words by company they keep: 1024, 128 and 32 of them.
    pub clusters: [u16; 3],
    /// Hash of the base form if it is a verb that attributes, else 0; the lowest bit tells a base form.
    pub verb: u64,
    /// 0 no name, else 1 to 6: kind of the name, first word or later.
    pub name: u8,
    /// Where it stands to quotation marks.
    pub marked: Marked,
    /// Words between it and the opening mark, at most 255.
    pub since_open: u8,
    /// Words between the marks around it, in steps.
    pub stretch: u8,
    /// Its sentence in the document.
    pub sentence: u32,
    /// What the rules made of it.
    pub content: Place,
    pub cue: Place,
    pub source: Place,
}

/// A quote of the rules in tokens.
#[derive(Clone, Debug)]
pub struct Ruled {
    /// Its stretches of words.
    pub contents: Vec<Range<usize>>,
    pub cue: Option<Range<usize>>,
    pub source: Option<Range<usize>>,
    /// Number of its rule.
    pub rule: u8,
    pub direct: bool,
    pub mixed: bool,
    /// How often its rule is right.
    pub confidence: f32,
}

/// An article as the model reads it.
pub struct Document {
    pub words: Vec<Word>,
    /// Place of each word in the text.
    pub spans: Vec<Span>,
    pub paragraphs: Vec<Range<usize>>,
    /// Number of the paragraph of each word.
    pub paragraph_of: Vec<u32>,
    pub sentences: Vec<Range<usize>>,
    pub rules: Vec<Ruled>,
    /// The contents of the rules by their first word, with the numbers of their quotes.
    ruled: Vec<(Range<usize>, usize)>,
    /// Words of the longest of them.
    longest: usize,
}

impl Document {
    /// Lays out what is known of an article.
    pub(crate) fn new(
        view: &View<'_>,
        stretches: &Stretches,
        paragraphs: Vec<Range<usize>>,
        quotes: &[Quote],
    ) -> Document {
        let tokens = &view.tokens.all;
        let mut words: Vec<Word> = Vec::with_capacity(tokens.len());
        for (at, token) in tokens.iter().enumerate() {
            words.push(word(view, at, token, stretches.sentence_of[at]));
        }
        for stretch in &stretches.all {
            let inside = stretch.inside();
            let length = steps(inside.len());
            for at in inside.clone() {
                let word = &mut words[at];
                word.marked = Marked::In;
                word.since_open = (at - stretch.open).min(255) as u8;
                word.stretch = length;
            }
            words[stretch.open].marked = Marked::Open;
            words[stretch.open].stretch = length;
            if stretch.closed && stretch.close < words.len() {
                words[stretch.close].marked = Marked::Close;
                words[stretch.close].stretch = length;
            }
        }
        let spans: Vec<Span> = tokens.iter().map(|token| token.span).collect();
        let mut paragraph_of = vec![0; words.len()];
        for (number, range) in paragraphs.iter().enumerate() {
            paragraph_of[range.clone()].fill(number as u32);
        }
        let mut document = Document {
            words,
            spans,
            paragraphs,
            paragraph_of,
            sentences: view.tokens.sentences.clone(),
            rules: Vec::with_capacity(quotes.len()),
            ruled: Vec::with_capacity(quotes.len()),
            longest: 0,
        };
        for quote in quotes {
            document.add(quote);
        }
        document.ruled.sort_by_key(|(content, number)| (content.start, *number));
        document
    }

    /// The words that share a byte with `span`.
    pub fn tokens(&self, span: Span) -> Range<usize> {
        let start = self.spans.partition_point(|s| s.end <= span.start);
        let end = self.spans.partition_point(|s| s.start < span.end);
        start..end.max(start)
    }

    /// The bytes of a range of words that is not empty.
    pub fn span(&self, words: &Range<usize>) -> Span {
        Span::new(self.spans[words.start].start, self.spans[words.end - 1].end)
    }

    /// Whether anything in a paragraph can attribute words: a verb, a mark, what the rules found.
    pub fn speaks(&self, paragraph: &Range<usize>) -> bool {
        self.words[paragraph.clone()].iter().any(|word| {
            word.verb != 0 || word.marked != Marked::Out || word.content.at + word.source.at > 0
        })
    }

    /// The contents of the rules that may share words with `range`, with the numbers of their quotes.
    pub fn ruled(&self, range: &Range<usize>) -> &[(Range<usize>, usize)] {
        let first = range.start.saturating_sub(self.longest);
        let start = self.ruled.partition_point(|(content, _)| content.start < first);
        let end = self.ruled.partition_point(|(content, _)| content.start < range.end);
        &self.ruled[start..end.max(start)]
    }

    fn add(&mut self, quote: &Quote) {
        let number = self.rules.len() as u32;
        let range = |span: &Span| Some(self.tokens(*span)).filter(|range| !range.is_empty());
        let ruled = Ruled {
            contents: quote.spans.iter().filter_map(range).collect(),
            cue: quote.cue.as_ref().and_then(|cue| range(&cue.span)),
            source: quote.speaker.as_ref().and_then(|speaker| range(&speaker.span)),
            rule: quote.rule as u8,
            direct: quote.kind == QuoteKind::Direct,
            mixed: quote.kind == QuoteKind::Mixed,
            confidence: quote.confidence,
        };
        for content in &ruled.contents {
            label(&mut self.words, content, number, |word| &mut word.content);
            self.ruled.push((content.clone(), number as usize));
            self.longest = self.longest.max(content.len());
        }
        if let Some(cue) = &ruled.cue {
            label(&mut self.words, cue, number, |word| &mut word.cue);
        }
        if let Some(source) = &ruled.source {
            label(&mut self.words, source, number, |word| &mut word.source);
        }
        self.rules.push(ruled);
    }
}

/// Puts a place on the words of `range`; what an earlier quote put there stays.
fn label(
    words: &mut [Word],
    range: &Range<usize>,
    quote: u32,
    place: impl Fn(&mut Word) -> &mut Place,
) {
    for at in range.clone() {
        let place = place(&mut words[at]);
        if place.at == 0 {
            place.at = match () {
                () if at == range.start => 1,
                () if at + 1 == range.end => 3,
                () => 2,
            };
            place.quote = quote;
        }
    }
}

fn word(view: &View<'_>, at: usize, token: &Token, sentence: u32) -> Word {
    let cut = view.cut(at);
    let low = hash::lower(cut);
    let (mut known, mut coarser) = Default::default();
    if token.is_word()
        && let Some(model) = MODEL.as_ref()
    {
        known = model.words.single.get(low).cluster;
        coarser = model.words.coarser(known);
    }
    let mut verb = 0;
    if token.kind == Kind::Lower
        && let Ok(at) = VERBS.binary_search_by_key(&low, |(form, _)| *form)
    {
        verb = VERBS[at].1;
    }
    if cut.eq_ignore_ascii_case("according") {
        verb = hash::bytes(b"according") & !1;
    }
    let name = view.mention(at).map_or(0, |mention| {
        let kind = match view.kind(mention) {
            EntityKind::Person => 1,
            EntityKind::Organization => 3,
            EntityKind::Place => 5,
        };
        kind + u8::from(view.spots[mention].start != at)
    });
    Word {
        low,
        suffix: hash::ending(cut),
        shape: token.kind as u8,
        flags: token.flags.bits(),
        classes: token.classes.bits(),
        clusters: [known, coarser.0, coarser.1],
        verb,
        name,
        sentence,
        ..Word::default()
    }
}

/// A count in steps that grow: 0 to 4 as they are, then 5 to 7, 8 to 15, …
pub fn steps(count: usize) -> u8 {
    match count {
        0..=4 => count as u8,
        5..=7 => 5,
        8..=15 => 6,
        16..=31 => 7,
        _ => 8,
    }
}
