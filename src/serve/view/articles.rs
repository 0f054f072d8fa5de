//! Articles that answer a question, each with its best passages.

use askama::Template;

use super::card::headline;
use super::facets::{Again, Facets, facets};
use super::frame::Frame;
use super::page::page;
use super::pieces::{Piece, of_text};
use super::quotes::{Hint, command, notes, reasons, stories, title};
use super::scene::{Scene, cursor, problem};
use super::{dates, links};
use crate::article::Span;
use crate::ask::{About, FacetField, FacetOptions, Fold, Request, Sort, Want};
use crate::hit::Hit;
use crate::passage::{Spacing, clean};
use crate::print::numbers::{count, counted};
use crate::query::fields::Field;
use crate::serve::problem::Problem;
use crate::serve::reply::Reply;

/// Articles on a page.
const ARTICLES: usize = 20;
/// Values of a facet.
const VALUES: usize = 8;
/// Passages of an article.
const PASSAGES: usize = 2;

/// What narrows articles.
const NARROW: [(&str, FacetField, Field); 4] = [
    ("Person", FacetField::Person, Field::Person),
    ("Organisation", FacetField::Org, Field::Org),
    ("Place", FacetField::Place, Field::Place),
    ("Source", FacetField::Source, Field::Source),
];

/// An article as a hit.
pub struct Entry {
    /// Its headline.
    pub headline: String,
    /// Its page.
    pub link: String,
    /// Its day.
    pub date: String,
    /// Publisher or agency.
    pub source: String,
    /// Where it lies.
    pub path: String,
    /// Passages with what was asked for.
    pub passages: Vec<Vec<Piece>>,
    /// How many quotes it has.
    pub quotes: String,
    /// Copies of its story, and where they are compared.
    pub copies: u64,
    /// The story.
    pub story: String,
}

impl Entry {
    /// The entry of a hit.
    pub fn of_hit(hit: &Hit, q: &str) -> Entry {
        let Hit { doc, text, story, .. } = hit;
        let passage = |snippet: &crate::hit::Snippet| {
            let marks: Vec<(Span, &str)> =
                snippet.highlights.iter().map(|span| (*span, "hit")).collect();
            of_text(doc, text, snippet.span, &marks, Spacing::Line)
        };
        let line = |text: &str| clean::line(text).into_owned();
        Entry {
            headline: headline(doc),
            link: links::search(&links::doc(doc.id), &[("q", q)]),
            date: dates::of_doc(doc),
            source: doc.source.as_deref().map(line).unwrap_or_default(),
            path: doc.paths.first().map(|path| line(path.text())).unwrap_or_default(),
            passages: hit.snippets.iter().map(passage).collect(),
            quotes: counted(doc.quotes, "quote"),
            copies: story.copies,
            story: links::story(story.lead),
        }
    }
}

#[derive(Template)]
#[template(path = "articles.html")]
struct Page {
    frame: Frame,
    facets: Vec<Facets>,
    entries: Vec<Entry>,
    count: String,
    sorts: Vec<(&'static str, String, bool)>,
    next: String,
    notes: Vec<String>,
    reasons: Vec<Hint>,
    command: String,
    files: Vec<(&'static str, String)>,
    quotes: String,
}

/// Shows the answer.
pub fn view(scene: &Scene) -> Result<Reply, Problem> {
    let params = &scene.asked.params;
    params.only(&["q", "sort", "fold", "after"])?;
    let (q, sort) = (scene.q(), params.get("sort").unwrap_or_default());
    let fold = params.get("fold").unwrap_or_default();
    let kept = [("sort", sort), ("fold", fold)];
    let today = scene.site.today();
    let again = Again { page: "/articles", q, about: About::Docs, kept: &kept, today };
    let request = scene.request(if q.is_empty() { "*" } else { q }, About::Docs);
    let mut hits = request.clone();
    hits.options.limit = ARTICLES;
    hits.options.snippets = PASSAGES;
    hits.options.sort = match sort {
        "date" => Sort::Date,
        "-date" => Sort::DateDesc,
        _ => Sort::Score,
    };
    hits.options.fold = if fold == "none" { Fold::None } else { Fold::Story };
    if let Some(after) = params.get("after") {
        hits.options.after = Some(cursor(after)?);
    }
    let answer = scene.ask(hits)?;
    let entries = answer
        .docs()
        .map(|hit| hit.map(|hit| Entry::of_hit(&hit, q)))
        .collect::<Result<Vec<Entry>, _>>()
        .map_err(problem)?;
    let facets = match answer.found_nothing() {
        true => Vec::new(),
        false => narrow(scene, request, &again)?,
    };
    let overview = &answer.overview;
    let of_sort = |(name, value): (&'static str, &'static str)| {
        let pairs = [("q", q), ("sort", value), ("fold", fold)];
        (name, links::search("/articles", &pairs), sort == value)
    };
    let next = overview.next.as_deref().map(|next| {
        let pairs = [("q", q), ("sort", sort), ("fold", fold), ("after", next)];
        links::search("/articles", &pairs)
    });
    let file =
        |ending: &str| links::search(&format!("/articles{ending}"), &[("q", q), ("limit", "0")]);
    page(&Page {
        frame: Frame::of_query(title(q, "Articles"), "articles", q),
        facets,
        entries,
        count: format!(
            "{} in {} files",
            stories(overview.counts.stories),
            count(overview.counts.files)
        ),
        sorts: [("best first", ""), ("newest first", "-date"), ("oldest first", "date")]
            .map(of_sort)
            .into(),
        next: next.unwrap_or_default(),
        notes: notes(overview),
        reasons: reasons(overview, "/articles"),
        command: command("query", q),
        files: vec![
            ("CSV", file(".csv")),
            ("JSON Lines", file(".ndjson")),
            ("Markdown", links::search("/articles.md", &[("q", q)])),
            ("Feed", scene.feed("/articles.atom", q)),
        ],
        quotes: links::search("/quotes", &[("q", q)]),
    })
}

fn narrow(scene: &Scene, request: Request, again: &Again) -> Result<Vec<Facets>, Problem> {
    let value = |field| FacetOptions { field, limit: VALUES, fold: true };
    let wanted = NARROW.iter().map(|(_, field, _)| value(*field)).collect();
    let answer = scene.ask(Request { want: Want::Facets(wanted), ..request })?;
    let named: Vec<_> = NARROW
        .iter()
        .zip(&answer.facets)
        .map(|((name, _, field), facet)| (*name, *field, facet))
        .collect();
    Ok(facets(again, &named))
}
