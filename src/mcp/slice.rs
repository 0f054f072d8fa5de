//! A piece of an article, sentence by sentence, with the quotes in it.

use serde::Serialize;
use serde_json::Value;

use super::answer::{Answer, NOTICE, broken};
use super::arguments::Arguments;
use crate::article::{Positions, Span};
use crate::failure::Failure;
use crate::hit::Found;
use crate::index::Index;
use crate::passage::{Spacing, clean, cut};
use crate::record::QuoteRecord;
use crate::wire::doc::Doc;
use crate::wire::json;
use crate::wire::quote::QuoteShape;
use crate::wire::silence::SilenceShape;

/// Sentences where no number is asked for.
const SENTENCES: u64 = 20;
/// Bytes of text after which no sentence begins: some texts have sentences without an end.
const BYTES: usize = 40_000;

/// A piece of an article.
#[derive(Serialize)]
struct Slice {
    document: Value,
    from_sentence: usize,
    to_sentence: usize,
    total_sentences: usize,
    /// The sentence to go on from.
    next: Option<usize>,
    notice: &'static str,
    sentences: Vec<Line>,
    quotes: Vec<Value>,
}

/// A sentence.
#[derive(Serialize)]
struct Line {
    number: usize,
    /// Whether a paragraph begins with it.
    paragraph: bool,
    text: String,
    /// Whether its end was left out.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    cut: bool,
}

/// Reads a piece of the article that was asked for.
///
/// # Errors
///
/// An id that nothing has, a sentence behind the last.
pub fn read(index: &Index, args: &Arguments) -> Result<Answer, Failure> {
    let found = index.find(args.text("id").unwrap_or_default())?;
    let spans = sentences(&found);
    let asked = found.asked.and_then(|number| found.quotes.get(number)?.spans.first());
    // A quote is read from its own sentence on.
    let begins = asked.map_or(0, |own| spans.partition_point(|s| s.end <= own.start)) + 1;
    let from = args.number("from_sentence").map_or(begins, |number| number as usize);
    if from > spans.len().max(1) {
        let message = format!("from_sentence: {from} is behind the last");
        return Err(Failure::usage(message, format!("the article has {}", spans.len())));
    }
    let wanted = args.number("sentences").unwrap_or(SENTENCES) as usize;
    let mut lines = Vec::new();
    let mut left = BYTES;
    for (at, span) in spans.iter().enumerate().skip(from - 1).take(wanted) {
        if left == 0 {
            break;
        }
        let mut end = span.end.min(span.start + left);
        while !found.text.is_char_boundary(end) {
            end -= 1;
        }
        left -= end - span.start;
        let shown = Span::new(span.start, end);
        let text = cut(&found.text, shown, &found.doc.hidden, &[], Spacing::Line);
        let paragraph = found.doc.sentences[at].1;
        lines.push(Line { number: at + 1, paragraph, text, cut: end < span.end });
    }
    answer(&found, &spans, from, lines)
}

fn answer(found: &Found, spans: &[Span], from: usize, lines: Vec<Line>) -> Result<Answer, Failure> {
    let (doc, total) = (&found.doc, spans.len());
    let to = from - 1 + lines.len();
    let next = (to < total).then_some(to + 1);
    let title = doc.title.as_ref().map_or("untitled", |title| title.text.as_str());
    let parts = [Some(format!("“{}”", clean::line(title))), doc.source.clone()];
    let day = doc.date.map(|date| date.to_string());
    let path = doc.paths.first().map(|path| clean::line(path.text()).into_owned());
    let parts = parts.into_iter().chain([day, path, Some(doc.id.to_string())]).flatten();
    let head = parts.collect::<Vec<_>>().join(", ");
    let more = next.map(|next| format!("; go on with from_sentence {next}")).unwrap_or_default();
    let first = format!("{head}: sentences {from} to {to} of {total}{more}.");
    let mut rest = String::new();
    for line in &lines {
        rest.push_str(if line.paragraph && !rest.is_empty() { "\n\n" } else { " " });
        let end = if line.cut { " …" } else { "" };
        rest.push_str(&format!("[{}] {}{end}", line.number, line.text));
    }
    let slice = Slice {
        document: json::value(&Doc::new(doc)).map_err(|e| broken(&e.to_string()))?,
        from_sentence: from,
        to_sentence: to,
        total_sentences: total,
        next,
        notice: NOTICE,
        quotes: quotes(found, spans.get(from - 1..to).unwrap_or_default())?,
        sentences: lines,
    };
    Answer::new(first, rest.trim_start().to_owned(), &slice)
}

/// Where each sentence stands: up to the next one.
fn sentences(found: &Found) -> Vec<Span> {
    let doc = &found.doc;
    let ends = doc.sentences.iter().skip(1).map(|next| next.0).chain([doc.body.end]);
    let spans = doc.sentences.iter().zip(ends);
    spans.map(|((start, _), end)| Span::from((*start, end)).trimmed(&found.text)).collect()
}

/// The quotes that begin or go on in these sentences.
fn quotes(found: &Found, spans: &[Span]) -> Result<Vec<Value>, Failure> {
    let (Some(first), Some(last)) = (spans.first(), spans.last()) else { return Ok(Vec::new()) };
    let positions = Positions::new(&found.text).with_pages(&found.doc.pages);
    let inside = |span: &Span| span.start < last.end && first.start < span.end;
    let inside = found.quotes.iter().filter(|quote| quote.spans.iter().any(inside));
    let shape = |quote: &QuoteRecord| QuoteShape::new(&found.doc, &found.text, quote, &positions);
    let value = |quote: &QuoteRecord| match quote.is_silence() {
        true => json::value(&SilenceShape::new(shape(quote))),
        false => json::value(&shape(quote)),
    };
    inside.map(|quote| value(quote).map_err(|error| broken(&error.to_string()))).collect()
}
