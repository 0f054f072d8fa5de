//! An article with its quotes, speakers, roles and verbs marked, and the way from one quote to the next.

use askama::Template;

use super::card::headline;
use super::frame::Frame;
use super::page::page;
use super::pieces::{Piece, of_text};
use super::quote::marks;
use super::scene::{Scene, index_problem};
use super::truth::changed;
use super::{dates, links};
use crate::article::Span;
use crate::ask::About;
use crate::hit::Found;
use crate::passage::{Spacing, clean};
use crate::print::numbers::counted;
use crate::query::{Context, parse};
use crate::record::QuoteRecord;
use crate::serve::problem::Problem;
use crate::serve::reply::Reply;

/// A paragraph: its text between the anchors of the quotes that begin in it.
struct Paragraph {
    parts: Vec<Part>,
    /// The page of the file that begins here; 0 where none does.
    page: usize,
}

/// A stretch of a paragraph that begins at an anchor, or at the beginning of the paragraph.
struct Part {
    anchor: String,
    pieces: Vec<Piece>,
}

/// A quote in the list beside the text.
struct Said {
    anchor: String,
    alone: String,
    who: String,
    words: String,
}

#[derive(Template)]
#[template(path = "article.html")]
struct Page {
    frame: Frame,
    headline: String,
    byline: String,
    dateline: String,
    from: String,
    paths: Vec<String>,
    changed: bool,
    paragraphs: Vec<Paragraph>,
    said: Vec<Said>,
    count: String,
    story: String,
    copies: u64,
    similar: String,
    file: String,
}

/// Shows the article of an id.
pub fn view(scene: &Scene, id: &str) -> Result<Reply, Problem> {
    scene.asked.params.only(&["q"])?;
    let id = if id.contains(':') { id.to_owned() } else { format!("d:{id}") };
    let found = scene.index.find(&id).map_err(index_problem)?;
    let (doc, q) = (&found.doc, scene.q());
    let line = |text: &str| clean::line(text).into_owned();
    let of = |located: &Option<crate::article::Located>| {
        located.as_ref().map(|located| line(&located.text)).unwrap_or_default()
    };
    let mut all: Vec<(Span, &str)> = found.quotes.iter().flat_map(marks).collect();
    all.extend(hits(scene, &found, q)?.into_iter().map(|span| (span, "hit")));
    let story = scene.index.story_of(doc);
    let source = doc.source.as_deref().map(line);
    let from = [Some(dates::of_doc(doc)), source, Some(counted(doc.words, "word"))];
    let from: Vec<String> = from.into_iter().flatten().collect();
    page(&Page {
        frame: Frame::of_query(headline(doc), "", q),
        headline: headline(doc),
        byline: of(&doc.byline),
        dateline: of(&doc.dateline),
        from: from.join(" · "),
        paths: doc.paths.iter().map(|path| line(path.text())).collect(),
        changed: changed(scene, &found),
        paragraphs: paragraphs(&found, &all),
        said: found.quotes.iter().filter(|quote| !quote.is_silence()).map(said).collect(),
        count: counted(doc.quotes, "quote"),
        story: links::story(story.lead),
        copies: story.copies,
        similar: format!("/api/v1/docs/{}/similar", links::short(&doc.id.to_string())),
        file: format!("/api/v1/docs/{}/text", links::short(&doc.id.to_string())),
    })
}

/// Where the words of a question stand.
fn hits(scene: &Scene, found: &Found, q: &str) -> Result<Vec<Span>, Problem> {
    if q.is_empty() {
        return Ok(Vec::new());
    }
    let context = Context { about: About::Docs, ..Context::new(scene.site.today()) };
    // A question that cannot be read marks nothing; the article is shown all the same.
    let Ok(query) = parse(q, &context) else { return Ok(Vec::new()) };
    scene.index.places(&query, found, scene.asked.cancel).map_err(index_problem)
}

/// The body by its paragraphs.
fn paragraphs(found: &Found, all: &[(Span, &str)]) -> Vec<Paragraph> {
    let (doc, text) = (&found.doc, &found.text);
    let starts: Vec<usize> =
        doc.sentences.iter().filter(|(_, new)| *new).map(|(at, _)| *at).collect();
    let ends = starts.iter().skip(1).copied().chain([doc.body.end.max(doc.body.start)]);
    let anchors: Vec<(usize, String)> = found
        .quotes
        .iter()
        .filter_map(|quote| Some((quote.spans.first()?.start, links::anchor(quote.id))))
        .collect();
    let mut shown = Vec::new();
    for (start, end) in starts.iter().copied().zip(ends) {
        if start >= end {
            continue;
        }
        let page = doc.pages.iter().position(|page| (start..end).contains(page));
        let inside = anchors.iter().filter(|(at, _)| (start..end).contains(at));
        let mut cuts: Vec<(usize, String)> = inside.cloned().collect();
        cuts.sort();
        if cuts.first().is_none_or(|(at, _)| *at > start) {
            cuts.insert(0, (start, String::new()));
        }
        let stops: Vec<usize> = cuts.iter().skip(1).map(|(at, _)| *at).chain([end]).collect();
        let parts = cuts.into_iter().zip(stops).map(|((from, anchor), to)| Part {
            anchor,
            pieces: of_text(doc, text, Span::new(from, to), all, Spacing::Block),
        });
        let parts: Vec<Part> = parts.collect();
        if parts.iter().any(|part| part.pieces.iter().any(|piece| !piece.text.trim().is_empty())) {
            shown.push(Paragraph { parts, page: page.map_or(0, |page| page + 1) });
        }
    }
    shown
}

fn said(quote: &QuoteRecord) -> Said {
    let names: Vec<&str> = quote.speakers().map(|speaker| speaker.name.as_str()).collect();
    let who = if names.is_empty() { "speaker unknown".to_owned() } else { names.join(", ") };
    let words: String = clean::line(&quote.text).chars().take(80).collect();
    Said {
        anchor: links::anchor(quote.id),
        alone: links::quote(quote.id),
        who: clean::line(&who).into_owned(),
        words,
    }
}
