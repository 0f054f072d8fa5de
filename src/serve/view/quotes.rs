//! Quotes that answer a question: over time, by speaker and the like, as cards.

use askama::Template;

use super::card::Card;
use super::chart::{Chart, chart, unit};
use super::facets::{Again, Facets, facets};
use super::frame::Frame;
use super::links;
use super::page::page;
use super::scene::{Scene, cursor, problem};
use crate::ask::{About, Answer, FacetField, FacetOptions, Fold, Period, Request, Sort, Want};
use crate::hit::{Facet, Overview};
use crate::passage::clean;
use crate::query::fields::Field;
use crate::query::{Context, parse};
use crate::serve::problem::Problem;
use crate::serve::reply::Reply;

/// Cards on a page.
const CARDS: usize = 20;
/// Values of a facet.
const VALUES: usize = 8;

/// What narrows quotes, under which name.
const NARROW: [(&str, FacetField, Field); 5] = [
    ("Speaker", FacetField::Speaker, Field::Speaker),
    ("Role", FacetField::Role, Field::Role),
    ("Organisation", FacetField::Org, Field::Org),
    ("Source", FacetField::Source, Field::Source),
    ("Kind", FacetField::Kind, Field::Kind),
];

#[derive(Template)]
#[template(path = "quotes.html")]
struct Page {
    frame: Frame,
    chart: Chart,
    facets: Vec<Facets>,
    cards: Vec<Card>,
    count: String,
    sorts: Vec<(&'static str, String, bool)>,
    next: String,
    less_certain: Option<(u64, String)>,
    notes: Vec<String>,
    reasons: Vec<Hint>,
    command: String,
    files: Vec<(&'static str, String)>,
    articles: String,
}

/// Why there is nothing, with a question that has an answer.
pub struct Hint {
    /// In words.
    pub text: String,
    /// Questions to ask instead.
    pub links: Vec<(String, String)>,
}

/// Shows the answer.
pub fn view(scene: &Scene) -> Result<Reply, Problem> {
    let params = &scene.asked.params;
    params.only(&["q", "sort", "fold", "after", "min_conf"])?;
    let (q, sort, fold) = (scene.q(), params.get("sort"), params.get("fold"));
    let conf = params.get("min_conf").unwrap_or_default();
    let kept = [
        ("sort", sort.unwrap_or_default()),
        ("fold", fold.unwrap_or_default()),
        ("min_conf", conf),
    ];
    let again =
        Again { page: "/quotes", q, about: About::Quotes, kept: &kept, today: scene.site.today() };
    let request = base(scene, q, conf);
    let mut hits = request.clone();
    hits.options.limit = CARDS;
    hits.options.sort = match sort {
        Some("date") => Sort::Date,
        Some("-date") => Sort::DateDesc,
        _ => Sort::Score,
    };
    hits.options.fold = if fold == Some("none") { Fold::None } else { Fold::Story };
    if let Some(after) = params.get("after") {
        hits.options.after = Some(cursor(after)?);
    }
    hits.widen = true;
    let answer = scene.ask(hits)?;
    let cards = answer
        .quotes()
        .map(|hit| hit.map(|hit| Card::of_hit(&hit, q)))
        .collect::<Result<Vec<Card>, _>>()
        .map_err(problem)?;
    let (chart, facets) = match answer.found_nothing() {
        true => (Chart::default(), Vec::new()),
        false => around(scene, &request, &again)?,
    };
    let overview = &answer.overview;
    let of_sort = |(name, value): (&'static str, &'static str)| {
        let pairs =
            [("q", q), ("sort", value), ("fold", fold.unwrap_or_default()), ("min_conf", conf)];
        (name, links::search("/quotes", &pairs), sort.unwrap_or_default() == value)
    };
    let next = match &overview.next {
        Some(next) => {
            let mut pairs = vec![("q", q)];
            pairs.extend(kept);
            pairs.push(("after", next));
            links::search("/quotes", &pairs)
        }
        None => String::new(),
    };
    let less = overview.less_certain.map_or(0, |counts| counts.statements);
    let less_certain =
        (less > 0).then(|| (less, links::search("/quotes", &[("q", q), ("min_conf", "0")])));
    let file =
        |ending: &str| links::search(&format!("/quotes{ending}"), &[("q", q), ("limit", "0")]);
    page(&Page {
        frame: Frame::of_query(title(q, "Quotes"), "quotes", q),
        count: counted(&answer),
        chart,
        facets,
        cards,
        sorts: [("best first", ""), ("newest first", "-date"), ("oldest first", "date")]
            .map(of_sort)
            .into(),
        next,
        less_certain,
        notes: notes(overview),
        reasons: reasons(overview, "/quotes"),
        command: command("quotes", q),
        files: vec![
            ("CSV", file(".csv")),
            ("JSON Lines", file(".ndjson")),
            ("Markdown", links::search("/quotes.md", &[("q", q)])),
            ("Feed", scene.feed("/quotes.atom", q)),
        ],
        articles: links::search("/articles", &[("q", q)]),
    })
}

/// A request of a page of quotes.
pub fn base(scene: &Scene, q: &str, conf: &str) -> Request {
    let mut request = scene.request(q, About::Quotes);
    request.narrow.min_conf = conf.parse().ok().filter(|least| (0.0..=1.0).contains(least));
    request
}

/// The chart and the facets of a question.
fn around(
    scene: &Scene,
    request: &Request,
    again: &Again,
) -> Result<(Chart, Vec<Facets>), Problem> {
    let value = |field| FacetOptions { field, limit: VALUES, fold: true };
    let mut wanted: Vec<FacetOptions> = NARROW.iter().map(|(_, field, _)| value(*field)).collect();
    wanted.extend(TIMES);
    let answer = scene.ask(Request { want: Want::Facets(wanted), ..request.clone() })?;
    let (values, times) = answer.facets.split_at(NARROW.len());
    let named: Vec<_> =
        NARROW.iter().zip(values).map(|((name, _, field), facet)| (*name, *field, facet)).collect();
    Ok((over_time(scene, request, again, times)?, facets(again, &named)))
}

/// Years and months, one of which a chart shows.
pub const TIMES: [FacetOptions; 2] = [
    FacetOptions { field: FacetField::Time(Period::Year), limit: 0, fold: true },
    FacetOptions { field: FacetField::Time(Period::Month), limit: 0, fold: true },
];

/// Statements over time, of which `times` has the years and the months, in a unit that fits their span.
pub fn over_time(
    scene: &Scene,
    request: &Request,
    again: &Again,
    times: &[Facet],
) -> Result<Chart, Problem> {
    let [years, months] = times else { return Ok(Chart::default()) };
    let numbers: Vec<i64> =
        years.values.iter().filter_map(|year| year.value.parse::<i64>().ok()).collect();
    let (Some(first), Some(last)) = (numbers.first(), numbers.last()) else {
        return Ok(Chart::default());
    };
    let unit = unit((last - first + 1) * 365);
    let (all, time) = if unit == "year" { (years, TIMES[0]) } else { (months, TIMES[1]) };
    let mut direct = Request { want: Want::Facets(vec![time]), reasons: false, ..request.clone() };
    direct.narrow.kind = Some(crate::quotes::QuoteKind::Direct);
    direct.less_certain = false;
    let direct = scene.ask(direct)?;
    let direct = direct.facets.first().map_or(&[][..], |facet| &facet.values);
    Ok(chart(unit, &all.values, direct, |value| again.ask(&dated(again, value))))
}

/// The question narrowed to a stretch of time.
fn dated(again: &Again, value: &str) -> String {
    let context = Context { about: again.about, ..Context::new(again.today) };
    let read = |text: &str| parse(text, &context).ok();
    match (read(again.q), read(&format!("date:{value}"))) {
        (Some(query), Some(date)) => query.also(date).root.to_string(),
        _ => format!("date:{value}"),
    }
}

/// `12 statements in 9 stories`.
fn counted(answer: &Answer) -> String {
    let counts = &answer.overview.counts;
    format!(
        "{} in {}",
        crate::print::numbers::counted(counts.statements, "statement"),
        stories(counts.stories)
    )
}

/// `1 story`, `9 stories`.
pub fn stories(number: u64) -> String {
    if number == 1 {
        "1 story".to_owned()
    } else {
        format!("{} stories", crate::print::numbers::count(number))
    }
}

/// What was read otherwise than it was typed.
pub fn notes(overview: &Overview) -> Vec<String> {
    overview.warnings.iter().map(|warning| clean::line(&warning.text).into_owned()).collect()
}

/// Why there is nothing.
pub fn reasons(overview: &Overview, page: &str) -> Vec<Hint> {
    use crate::hit::Reason;
    let to =
        |typed: String| (clean::line(&typed).into_owned(), links::search(page, &[("q", &typed)]));
    overview
        .reasons
        .iter()
        .map(|reason| match reason {
            Reason::Absent { word, nearest } => Hint {
                text: format!("“{}” does not occur here", clean::line(word)),
                links: nearest.iter().cloned().map(to).collect(),
            },
            Reason::Unknown { field, text, nearest } => Hint {
                text: format!("no {field} is called “{}”", clean::line(text)),
                links: nearest.iter().map(|name| to(format!("{field}:\"{name}\""))).collect(),
            },
            Reason::Without { part, found } => Hint {
                text: format!("without {} there would be {found}", clean::line(part)),
                links: Vec::new(),
            },
        })
        .collect()
}

/// The title of a window.
pub fn title(q: &str, what: &str) -> String {
    if q.is_empty() { what.to_owned() } else { format!("{} – {what}", clean::line(q)) }
}

/// The same question in a terminal.
pub fn command(command: &str, q: &str) -> String {
    let q = clean::line(q);
    let word = shlex::try_quote(&q).map_or_else(|_| "''".to_owned(), |word| word.into_owned());
    if q.is_empty() { format!("onrecord {command}") } else { format!("onrecord {command} {word}") }
}
