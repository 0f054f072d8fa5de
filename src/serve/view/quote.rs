//! One quote alone: who said it, how it was found, its context, its citation, who else said it.

use askama::Template;

use super::card::Card;
use super::frame::Frame;
use super::links;
use super::page::page;
use super::pieces::{Piece, of_text};
use super::scene::{Scene, index_problem};
use super::truth::cited;
use crate::article::{Positions, Span};
use crate::passage::{Spacing, clean};
use crate::quotes::ResolvedBy;
use crate::record::{DocRecord, QuoteRecord};
use crate::serve::problem::Problem;
use crate::serve::reply::Reply;
use crate::serve::site::nothing_here;

/// Sentences before and behind it.
const AROUND: usize = 3;

#[derive(Template)]
#[template(path = "quote.html")]
struct Page {
    frame: Frame,
    card: Card,
    context: Vec<Piece>,
    found: String,
    place: String,
    id: String,
    changed: String,
    citations: Vec<(&'static str, String)>,
    article: String,
}

/// Shows the quote of an id.
pub fn view(scene: &Scene, id: &str) -> Result<Reply, Problem> {
    scene.asked.params.only(&["q"])?;
    let id = if id.contains(':') { id.to_owned() } else { format!("q:{id}") };
    let found = scene.index.find(&id).map_err(index_problem)?;
    let Some(quote) = found.asked.and_then(|number| found.quotes.get(number)) else {
        return Err(nothing_here(scene.asked));
    };
    let (doc, text) = (&found.doc, &found.text);
    let first = quote.spans.first().map_or(0, |span| span.start);
    let last = quote.spans.last().map_or(first, |span| span.end);
    let whole = around(doc, text, Span::new(first, last));
    let marks = marks(quote);
    let positions = Positions::new(text).with_pages(&doc.pages);
    let line = positions.line(first);
    let path = doc.paths.first().map(|path| clean::line(path.text()).into_owned());
    let place = format!("{}, line {line}, bytes {first} to {last}", path.unwrap_or_default());
    let cited = |form: &'static [&'static str]| cited(scene, &id, form);
    let (citations, changed) = match cited(&[]) {
        Ok(text) => {
            let markdown = cited(&["--markdown"]).unwrap_or_default();
            (vec![("Text", text), ("Markdown", markdown)], String::new())
        }
        Err(problem) => (Vec::new(), problem.detail),
    };
    page(&Page {
        frame: Frame::new(super::card::headline(doc), ""),
        card: Card::new(doc, text, quote, &[], ""),
        context: of_text(doc, text, whole, &marks, Spacing::Line),
        found: how(quote),
        place,
        id: quote.id.to_string(),
        changed,
        citations,
        article: links::in_context(doc.id, quote.id, ""),
    })
}

/// Marks of the words, the speaker, the role and the verb.
pub fn marks(quote: &QuoteRecord) -> Vec<(Span, &'static str)> {
    let mut marks: Vec<(Span, &str)> = quote.spans.iter().map(|span| (*span, "quote")).collect();
    marks.extend(quote.speakers().map(|speaker| (speaker.span, "speaker")));
    marks.extend(quote.role.as_ref().map(|role| (role.span, "role")));
    marks.extend(quote.cue.as_ref().map(|cue| (cue.span, "verb")));
    marks
}

/// A stretch with some sentences around it.
fn around(doc: &DocRecord, text: &str, span: Span) -> Span {
    let starts = &doc.sentences;
    let first = starts.partition_point(|(start, _)| *start <= span.start).saturating_sub(1);
    let last = starts.partition_point(|(start, _)| *start < span.end);
    let from = starts.get(first.saturating_sub(AROUND)).map_or(doc.body.start, |(start, _)| *start);
    let to = starts.get(last + AROUND - 1).map_or(doc.body.end, |(start, _)| *start);
    let (from, to) = (from.min(span.start), to.max(span.end));
    Span::new(from, to.min(text.len()))
}

/// How it was found and how sure that is.
fn how(quote: &QuoteRecord) -> String {
    let by = match quote.speaker.as_ref().map(|speaker| (speaker.resolved_by, speaker)) {
        None => "no speaker was made out".to_owned(),
        Some((ResolvedBy::Name, _)) => "the speaker is named beside it".to_owned(),
        Some((ResolvedBy::Unnamed, _)) => "the source is not named".to_owned(),
        Some((ResolvedBy::PreviousQuote, _)) => {
            "the speaker of the quote before goes on".to_owned()
        }
        Some((_, speaker)) => format!("“{}” is {}", speaker.as_written, speaker.name),
    };
    let rule = if quote.is_learned() { "learnt from marked news" } else { quote.rule.as_str() };
    format!("{by}; found by: {rule}; {:.0} of 100 such quotes are right", quote.confidence * 100.0)
}
