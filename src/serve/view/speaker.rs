//! One speaker: what the papers called them and when, and all that they said, by year.

use std::collections::BTreeMap;

use askama::Template;
use hyper::StatusCode;
use jiff::civil::Date;

use super::card::Card;
use super::frame::Frame;
use super::page::page;
use super::quotes::{base, notes, stories};
use super::roles::{Office, offices};
use super::scene::{Scene, problem};
use super::{dates, links};
use crate::ask::Request;
use crate::ask::{self, About, EntitiesRequest, FacetField, FacetOptions, Period, Sort, Want};
use crate::hit::{EntityHit, FacetValue};
use crate::passage::clean;
use crate::print::numbers::counted;
use crate::query::{Query, fields::Field};
use crate::serve::problem::Problem;
use crate::serve::reply::Reply;

/// Statements on a page.
const STATEMENTS: usize = 100;
/// Height of a bar of the ribbon and of the room for dots.
const ROW: f64 = 12.0;
const DOTS: f64 = 20.0;
/// Colours of roles.
const COLORS: usize = 8;
/// Roles in a ribbon.
const ROLES: usize = 8;

#[derive(Template)]
#[template(path = "speaker.html")]
struct Page {
    frame: Frame,
    name: String,
    below: String,
    aliases: String,
    ribbon: Ribbon,
    years: Vec<(String, Vec<Card>)>,
    action: String,
    /// What is searched within, as it was typed and as it is shown.
    q: String,
    asked: String,
    count: String,
    notes: Vec<String>,
    next: String,
    articles: String,
    feed: String,
    /// Whether names may be corrected.
    edit: bool,
    kind: String,
}

/// Roles over time.
#[derive(Default)]
pub struct Ribbon {
    /// Whose.
    pub name: String,
    /// Height of the drawing.
    pub height: f64,
    /// Its bars.
    pub rows: Vec<Row>,
    /// Where quotes stand: left edge, top, width, height.
    pub dots: Vec<(f64, f64, f64, f64)>,
    /// Where years begin, in hundredths.
    pub years: Vec<(f64, String)>,
}

/// One role.
pub struct Row {
    /// Number of its colour.
    pub color: usize,
    /// Left edge, top and width.
    pub x: f64,
    /// From above.
    pub y: f64,
    /// In hundredths.
    pub width: f64,
    /// The words.
    pub role: String,
    /// Since when, until when.
    pub when: String,
    /// How many articles say so.
    pub docs: String,
    /// Other words for the same office.
    pub wordings: String,
    /// Where it is said.
    pub evidence: String,
}

/// The entity of an id, with its roles.
pub fn known(scene: &Scene, id: &str) -> Result<Option<EntityHit>, Problem> {
    let name = id.rsplit_once('/').map(|(_, slug)| slug.replace('-', " "));
    // Only what names them is looked at: it has all their names.
    let field = match () {
        () if id.starts_with("e:person/") => Field::Person,
        () if id.starts_with("e:organization/") => Field::Org,
        () => Field::Place,
    };
    let named = Query::everything().within(field, name.as_deref().unwrap_or_default(), true);
    let mut request = scene.request(&named.root.to_string(), About::Docs);
    request.options.limit = 0;
    request.reasons = false;
    let wanted = EntitiesRequest { name, roles: true, ..EntitiesRequest::default() };
    let question = scene.read(request)?;
    let answer = ask::entities(&scene.index, &question, &wanted).map_err(problem)?;
    Ok(answer.hits.into_iter().find(|hit| hit.id == id))
}

/// Shows a speaker.
pub fn view(scene: &Scene, kind: &str, slug: &str) -> Result<Reply, Problem> {
    let params = &scene.asked.params;
    params.only(&["q", "after"])?;
    let id = format!("e:{kind}/{slug}");
    let Some(entity) = known(scene, &id)? else {
        let detail = format!("nobody here is called {}", slug.replace('-', " "));
        let hint = format!("/people?q={}", links::part(&slug.replace('-', " ")));
        return Err(Problem::new(StatusCode::NOT_FOUND, "entity.unknown", detail).hint(hint));
    };
    let q = scene.q();
    let mut request = base(scene, if q.is_empty() { "*" } else { q }, "");
    request.narrow.speaker = Some(id.clone());
    request.options.limit = STATEMENTS;
    request.options.sort = Sort::Date;
    if let Some(after) = params.get("after") {
        request.options.after = after.parse().ok();
    }
    let answer = scene.ask(request)?;
    let mut years: Vec<(String, Vec<Card>)> = Vec::new();
    for hit in answer.quotes() {
        let hit = hit.map_err(problem)?;
        let year = hit.doc.date.map_or("Undated".to_owned(), |date| date.year().to_string());
        if years.last().is_none_or(|(last, _)| *last != year) {
            years.push((year, Vec::new()));
        }
        if let Some((_, cards)) = years.last_mut() {
            cards.push(Card::of_hit(&hit, q));
        }
    }
    let action = links::entity(&id).unwrap_or_default();
    let counts = &answer.overview.counts;
    let next = answer.overview.next.as_deref();
    let next = next.map(|next| links::search(&action, &[("q", q), ("after", next)]));
    let by_name = format!("speaker:\"{}\"", entity.name);
    page(&Page {
        frame: Frame::of_query(entity.name.clone(), "people", ""),
        below: format!(
            "{} in {}, {}",
            counted(entity.quotes, "quote"),
            stories(entity.stories),
            dates::span(entity.first, entity.last)
        ),
        aliases: entity.aliases.join(", "),
        ribbon: ribbon(scene, &entity)?,
        years,
        asked: clean::line(q).into_owned(),
        q: q.to_owned(),
        count: counted(counts.statements, "statement"),
        notes: notes(&answer.overview),
        next: next.unwrap_or_default(),
        articles: links::search(
            "/articles",
            &[("q", &format!("{}:\"{}\"", field(&entity), entity.name))],
        ),
        feed: links::search("/quotes", &[("q", &by_name)]),
        edit: scene.site.served.edit,
        kind: kind.to_owned(),
        name: entity.name,
        action,
    })
}

fn field(entity: &EntityHit) -> &'static str {
    match entity.kind {
        crate::entities::EntityKind::Person => "person",
        crate::entities::EntityKind::Organization => "org",
        crate::entities::EntityKind::Place => "place",
    }
}

/// Roles of an entity over time, with the days on which it was quoted.
pub fn ribbon(scene: &Scene, entity: &EntityHit) -> Result<Ribbon, Problem> {
    let said = months(scene, &entity.id)?;
    let mut offices = offices(&entity.roles);
    offices.truncate(ROLES);
    offices.sort_by_key(|office| office.first);
    let days = offices.iter().flat_map(|office| [office.first, office.last]).flatten();
    let days: Vec<i32> = days.map(number).chain(said.keys().copied()).collect();
    let (Some(first), Some(last)) = (days.iter().min(), days.iter().max()) else {
        return Ok(Ribbon::default());
    };
    let (first, length) = (*first, f64::from((last - first).max(30)));
    let at = |day: i32| round(f64::from(day - first) / length * 96.0 + 1.0);
    let row = |(number_, office): (usize, &Office)| {
        let (from, to) = (office.first.or(office.last)?, office.last.or(office.first)?);
        let (x, end) = (at(number(from)), at(number(to)));
        Some(Row {
            color: number_ % COLORS,
            x,
            y: ROW * number_ as f64 + 2.0,
            width: round((end - x).max(0.8)),
            role: office.name.clone(),
            when: dates::span(office.first, office.last),
            docs: counted(office.docs, "article"),
            wordings: office.wordings.join(", "),
            evidence: evidence(&office.evidence),
        })
    };
    let rows: Vec<Row> = offices.iter().enumerate().filter_map(row).collect();
    let top = ROW * rows.len() as f64 + 4.0;
    let most = said.values().copied().max().unwrap_or(1) as f64;
    let dots = said.iter().map(|(day, number)| {
        let height = round((*number as f64 / most).sqrt() * (DOTS - 6.0) + 2.0);
        (at(*day), round(top + DOTS - height), 0.7, height)
    });
    let years = (1..=9999).map(|year| jiff::civil::date(year, 1, 1));
    let last = *last;
    let years = years
        .filter(|day| (first..=last).contains(&number(*day)))
        .map(|day| (at(number(day)), day.year().to_string()));
    Ok(Ribbon {
        name: entity.name.clone(),
        height: top + DOTS,
        dots: dots.collect(),
        years: years.collect(),
        rows,
    })
}

/// Where a role is said: a quote or an article.
fn evidence(id: &str) -> String {
    match id.split_once(':') {
        Some(("q", digits)) => format!("/q/{digits}"),
        Some((_, digits)) => format!("/d/{digits}"),
        None => "/".to_owned(),
    }
}

/// How much was said in each month, by its first day.
fn months(scene: &Scene, id: &str) -> Result<BTreeMap<i32, u64>, Problem> {
    let mut request = base(scene, "*", "");
    request.narrow.speaker = Some(id.to_owned());
    let time = FacetOptions { field: FacetField::Time(Period::Month), limit: 0, fold: true };
    let wanted = Request { want: Want::Facets(vec![time]), reasons: false, ..request };
    let answer = scene.ask(wanted)?;
    let month = |value: &FacetValue| {
        let day: Date = format!("{}-15", value.value).parse().ok()?;
        Some((number(day), value.counts.statements))
    };
    Ok(answer.facets.iter().flat_map(|facet| &facet.values).filter_map(month).collect())
}

fn number(date: Date) -> i32 {
    (date - jiff::civil::date(1970, 1, 1)).get_days()
}

fn round(number: f64) -> f64 {
    (number * 100.0).round() / 100.0
}
