//! Who is quoted: shares of named people, of organisations and of unnamed sources, by outlet and by year.

use askama::Template;

use super::frame::Frame;
use super::links;
use super::overview::{Part, strip};
use super::page::page;
use super::quotes::base;
use super::scene::Scene;
use crate::ask::{FacetField, FacetOptions, Period, Request, Want};
use crate::hit::Facet;
use crate::print::numbers::counted;
use crate::serve::problem::Problem;
use crate::serve::reply::Reply;
use crate::serve::site::nothing_here;

/// Values of a facet.
const VALUES: usize = 9;
/// Outlets and years of the table.
const ROWS: usize = 12;

/// A row of the table: of an outlet or of a year.
struct Row {
    name: String,
    link: String,
    all: u64,
    unnamed: u64,
    share: String,
}

#[derive(Template)]
#[template(path = "share.html")]
struct Page {
    frame: Frame,
    by: &'static str,
    tabs: Vec<(&'static str, String, bool)>,
    count: String,
    strip: Vec<Part>,
    outlets: Vec<Row>,
    years: Vec<Row>,
}

/// Shows the shares.
pub fn view(scene: &Scene) -> Result<Reply, Problem> {
    let params = &scene.asked.params;
    params.only(&["q", "by"])?;
    let q = scene.q();
    let (by, field) = match params.get("by") {
        Some("role") => ("role", FacetField::Role),
        Some("source") => ("source", FacetField::Source),
        Some("org") => ("organisation", FacetField::Org),
        _ => ("speaker", FacetField::Speaker),
    };
    let request = base(scene, if q.is_empty() { "*" } else { q }, "");
    let facet = |field, limit| FacetOptions { field, limit, fold: true };
    let years = facet(FacetField::Time(Period::Year), 0);
    let wanted = vec![facet(field, VALUES), facet(FacetField::Source, ROWS), years];
    let answer = scene.ask(Request { want: Want::Facets(wanted), ..request.clone() })?;
    let wanted = vec![facet(FacetField::Source, 0), years];
    let mut request = Request { want: Want::Facets(wanted), reasons: false, ..request };
    request.narrow.speaker = Some("unnamed".to_owned());
    let unnamed = scene.ask(request)?;
    let (Some(values), [of_outlets, of_years]) = (answer.facets.first(), unnamed.facets.as_slice())
    else {
        return Err(nothing_here(scene.asked));
    };
    let statements = answer.overview.counts.statements;
    let tab = |(name, value): (&'static str, &'static str)| {
        (
            name,
            links::search("/share", &[("q", q), ("by", value)]),
            by.starts_with(value) && !value.is_empty() || value == "speaker" && by == "speaker",
        )
    };
    let years =
        answer.facets.get(2).map(|facet| rows(facet, of_years, |year| format!("date:{year}")));
    page(&Page {
        frame: Frame::of_query("Who is quoted", "", q),
        by,
        tabs: [
            ("Speakers", "speaker"),
            ("Roles", "role"),
            ("Organisations", "org"),
            ("Outlets", "source"),
        ]
        .map(tab)
        .into(),
        count: counted(statements, "statement"),
        strip: strip(values, statements),
        outlets: answer
            .facets
            .get(1)
            .map(|facet| rows(facet, of_outlets, |name| format!("source:\"{name}\"")))
            .unwrap_or_default(),
        years: years.unwrap_or_default(),
    })
}

/// How much of each value is of sources without a name.
fn rows(all: &Facet, unnamed: &Facet, query: impl Fn(&str) -> String) -> Vec<Row> {
    let row = |value: &crate::hit::FacetValue| {
        let other = unnamed.values.iter().find(|other| other.value == value.value);
        let (number, of) =
            (other.map_or(0, |other| other.counts.statements), value.counts.statements);
        let typed = format!("{} speaker:unnamed", query(&value.value));
        let link = if value.value == "undated" {
            String::new()
        } else {
            links::search("/quotes", &[("q", &typed)])
        };
        Row {
            name: value.value.clone(),
            link,
            all: of,
            unnamed: number,
            share: format!("{:.0} %", number as f64 / of.max(1) as f64 * 100.0),
        }
    };
    all.values.iter().map(row).collect()
}
