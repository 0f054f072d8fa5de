//! Passages: which words of a document matched, and the sentences that show it best.
//!
//! The query is evaluated once more on the stored text, by the same rules for
//! places as in the search, so that only words are marked that really made the
//! document match: a word of a phrase that stands alone is not.

use std::collections::{BTreeSet, HashMap};

use super::exec::spans::{Extent, TermPositions};
use super::exec::verbatim::{self, WrittenWords};
use super::field::TextField;
use super::plan::op::{Op, Plan, SpanOp};
use super::prepared::Prepared;
use super::store::layout::{Layout, PARAGRAPH, PART, Stream};
use crate::article::Span;
use crate::hit::Snippet;
use crate::record::{DocRecord, QuoteRecord};
use crate::words;

/// Marks the words of documents that a query matched.
pub struct Highlighter<'p> {
    plan: &'p Plan,
    /// The leaves on the text of documents that each term belongs to.
    terms: HashMap<&'p str, Vec<usize>>,
    /// The leaves on the words of quotes that each term belongs to.
    said: HashMap<&'p str, Vec<usize>>,
}

/// A word of the layout: its positions and its bytes in the text.
struct Word {
    start: u32,
    end: u32,
    span: Span,
}

impl<'p> Highlighter<'p> {
    /// Prepares to mark what `prepared` finds.
    pub fn new(prepared: &'p Prepared) -> Highlighter<'p> {
        let of_field = |field| {
            let mut terms: HashMap<&str, Vec<usize>> = HashMap::new();
            let leaves = prepared.plan.leaves.iter().zip(&prepared.terms).enumerate();
            for (number, (_, found)) in leaves.filter(|(_, (leaf, _))| leaf.field == field) {
                for term in &found.terms {
                    terms.entry(term.as_str()).or_default().push(number);
                }
            }
            terms
        };
        let (terms, said) = (of_field(TextField::Text), of_field(TextField::Said));
        Highlighter { plan: &prepared.plan, terms, said }
    }

    /// The best passages of a document, at most `most`, each of about `context` characters; those
    /// with `quotes`, which made it match, come first.
    pub fn snippets(
        &self,
        doc: &DocRecord,
        text: &str,
        quotes: &[QuoteRecord],
        most: usize,
        context: usize,
    ) -> Vec<Snippet> {
        if most == 0 {
            return Vec::new();
        }
        let marked = self.in_text(doc, text, quotes);
        let said: Vec<Span> = quotes.iter().flat_map(|q| q.spans.iter().copied()).collect();
        passages(doc, text, &marked, &said, most, context)
    }

    /// The words of a document that matched, those of `quotes`, which made it match, with them.
    pub fn in_text(&self, doc: &DocRecord, text: &str, quotes: &[QuoteRecord]) -> BTreeSet<Span> {
        let layout = Layout::new(doc, text);
        let mut positions = TermPositions {
            leaves: vec![Vec::new(); self.plan.leaves.len()],
            written: Some(WrittenWords::of(layout.string.clone())),
            ..TermPositions::default()
        };
        let mut known: Vec<Word> = Vec::new();
        let mut stream = Stream::new(&layout.string);
        let mut term = String::new();
        while let Some(posting) = stream.next(&mut term) {
            if posting.width == 0 {
                match term.chars().next() {
                    Some(PART) => positions.parts.push(posting.position),
                    Some(PARAGRAPH) => positions.paragraphs.push(posting.position),
                    _ => positions.sentences.push(posting.position),
                }
                continue;
            }
            let Some(leaves) = self.terms.get(term.as_str()) else { continue };
            let at = Extent { start: posting.position, end: posting.position + posting.width };
            leaves.iter().for_each(|leaf| positions.leaves[*leaf].push(at));
            if let Some(span) = layout.source(posting.start, posting.end) {
                known.push(Word { start: at.start, end: at.end, span });
            }
        }
        let mut marked = BTreeSet::new();
        self.mark(&self.plan.root, &positions, text, &known, &mut marked);
        for quote in quotes {
            marked.extend(self.in_quote(quote));
            let speaker = quote.speakers().map(|speaker| speaker.span);
            for named in speaker.chain(quote.role.iter().map(|role| role.span)) {
                marked.extend(known.iter().map(|w| w.span).filter(|span| named.contains(*span)));
            }
        }
        marked
    }

    /// The words of a quote that matched, as bytes of its document's text.
    pub fn in_quote(&self, quote: &QuoteRecord) -> Vec<Span> {
        let mut positions = TermPositions {
            leaves: vec![Vec::new(); self.plan.leaves.len()],
            written: Some(WrittenWords::of(quote.text.clone())),
            ..TermPositions::default()
        };
        let mut known: Vec<Word> = Vec::new();
        let mut stream = Stream::new(&quote.text);
        let mut term = String::new();
        while let Some(posting) = stream.next(&mut term) {
            let Some(leaves) = self.said.get(term.as_str()) else { continue };
            let at = Extent { start: posting.position, end: posting.position + posting.width };
            leaves.iter().for_each(|leaf| positions.leaves[*leaf].push(at));
            let span = quote.in_text(Span::new(posting.start, posting.end));
            known.extend(span.map(|span| Word { start: at.start, end: at.end, span }));
        }
        let mut marked = BTreeSet::new();
        self.mark(&self.plan.root, &positions, &quote.text, &known, &mut marked);
        disjoint(marked.into_iter())
    }

    /// Collects the bytes of words that made `op` match.
    fn mark(
        &self,
        op: &Op,
        positions: &TermPositions,
        text: &str,
        known: &[Word],
        marked: &mut BTreeSet<Span>,
    ) {
        let mut add = |spans: &SpanOp| {
            for found in positions.matches(spans, true) {
                for extent in found.words {
                    let same =
                        known.iter().filter(|w| w.start == extent.start && w.end == extent.end);
                    marked.extend(same.map(|w| w.span));
                }
            }
        };
        match op {
            Op::Leaf(leaf) => add(&SpanOp::Leaf(*leaf)),
            Op::Spans(spans) => add(spans),
            Op::Written(_, typed) => {
                let wanted = verbatim::as_written(typed);
                for start in verbatim::find(text, &wanted) {
                    let rest = words::parts(&text[start..]);
                    let found = rest.iter().take(wanted.len());
                    marked
                        .extend(found.map(|w| Span::new(start + w.span.start, start + w.span.end)));
                }
            }
            Op::InContext(among, words) => {
                self.mark(among, positions, text, known, marked);
                words.iter().for_each(|w| self.mark(&w.inside, positions, text, known, marked));
            }
            Op::And(ops) | Op::Or(ops) => {
                ops.iter().for_each(|op| self.mark(op, positions, text, known, marked));
            }
            // Marks nothing in the text of documents; in that of a quote its words are found.
            Op::OfQuote(inner) => self.mark(inner, positions, text, known, marked),
            Op::All
            | Op::Nothing
            | Op::Not(_)
            | Op::Range(..)
            | Op::Copies(..)
            | Op::Days(..)
            | Op::Has(_)
            | Op::Flag(_)
            | Op::Values(..)
            | Op::OfDoc(_) => {}
        }
    }
}

/// Cuts the sentences that hold the most different marked words; the beginning when none does.
fn passages(
    doc: &DocRecord,
    text: &str,
    marked: &BTreeSet<Span>,
    said: &[Span],
    most: usize,
    context: usize,
) -> Vec<Snippet> {
    let starts = doc.sentences.iter().map(|s| s.0);
    let ends = starts.clone().skip(1).chain([doc.body.end]);
    let sentences: Vec<Span> =
        starts.zip(ends).map(|(s, e)| Span::new(s, e.max(s)).trimmed(text)).collect();
    let inside = |span: Span| {
        marked.range(Span::new(span.start, span.start)..).take_while(move |m| m.start < span.end)
    };
    let holds_quote = |sentence: Span| {
        said.iter().any(|span| span.start < sentence.end && sentence.start < span.end)
    };
    let mut scored: Vec<(bool, usize, usize, usize)> = sentences
        .iter()
        .enumerate()
        .map(|(n, s)| {
            let words: BTreeSet<String> = inside(*s).map(|m| words::fold(m.cut(text))).collect();
            (holds_quote(*s), words.len(), inside(*s).count(), n)
        })
        .filter(|(quote, different, ..)| *quote || *different > 0)
        .collect();
    scored.sort_by(|a, b| (b.0, b.1, b.2).cmp(&(a.0, a.1, a.2)).then(a.3.cmp(&b.3)));
    scored.truncate(most);
    let mut chosen: Vec<usize> = scored.into_iter().map(|(.., n)| n).collect();
    chosen.sort_unstable();
    if chosen.is_empty() {
        let title = doc.title.as_ref().and_then(|t| t.span).filter(|t| inside(*t).next().is_some());
        if let Some(span) = title {
            let highlights = disjoint(inside(span).copied());
            return vec![Snippet { field: "title", span, highlights }];
        }
        chosen.extend(sentences.first().map(|_| 0));
    }
    let mut found: Vec<Snippet> = Vec::new();
    for n in chosen {
        let span = fit(sentences[n], inside(sentences[n]).next().copied(), text, context);
        let highlights = disjoint(inside(span).copied().filter(|m| span.contains(*m)));
        found.push(Snippet { field: "body", span, highlights });
    }
    found
}

/// Shortens a sentence to about `context` characters around its first marked word, at word ends.
fn fit(sentence: Span, first: Option<Span>, text: &str, context: usize) -> Span {
    let cut = sentence.cut(text);
    if context == 0 || cut.chars().count() <= context {
        return sentence;
    }
    let marked = first.map_or(0, |m| m.start - sentence.start);
    let before = cut[..marked].chars().rev().take(context / 3).map(char::len_utf8).sum::<usize>();
    let mut start = marked - before;
    if start > 0 {
        start += cut[start..marked].find(' ').map_or(0, |blank| blank + 1);
    }
    let mut end = start + cut[start..].chars().take(context).map(char::len_utf8).sum::<usize>();
    let least = first.map_or(start, |m| m.end - sentence.start).min(cut.len());
    end = end.max(least);
    if end < cut.len() {
        end = cut[..end].rfind(' ').filter(|blank| *blank > least.max(start)).unwrap_or(end);
    }
    Span::new(sentence.start + start, sentence.start + end).trimmed(text)
}

/// Makes one mark of those that lie in one another or touch, as signs without blanks do.
fn disjoint(marks: impl Iterator<Item = Span>) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    for mark in marks {
        match found.last_mut() {
            Some(last) if mark.start <= last.end => last.end = last.end.max(mark.end),
            _ => found.push(mark),
        }
    }
    found
}
