//! What there is: totals, who is quoted, when, and what the papers called the one who is quoted most.

use askama::Template;

use super::card::Card;
use super::chart::Chart;
use super::facets::Again;
use super::frame::Frame;
use super::links;
use super::page::page;
use super::quotes::{TIMES, base, over_time, stories};
use super::scene::{Scene, problem};
use super::speaker::{Ribbon, known, ribbon};
use crate::ask::{About, FacetField, FacetOptions, Request, Sort, Want};
use crate::hit::Facet;
use crate::print::numbers::{count, counted};
use crate::serve::problem::Problem;
use crate::serve::reply::Reply;
use crate::serve::site::nothing_here;

/// Speakers that have a part of their own in the strip.
const SPEAKERS: usize = 9;

#[derive(Template)]
#[template(path = "overview.html")]
struct Page {
    frame: Frame,
    heading: String,
    below: String,
    failed: u64,
    tries: Vec<(String, String)>,
    strip: Vec<Part>,
    chart: Chart,
    first: Option<First>,
}

/// A part of the strip of who is quoted.
pub struct Part {
    /// Left edge in hundredths.
    pub x: f64,
    /// Width.
    pub width: f64,
    /// Number of its colour.
    pub color: usize,
    /// Who.
    pub name: String,
    /// Share in hundredths, rounded.
    pub share: String,
    /// Their quotes.
    pub link: String,
}

/// Who is quoted most.
struct First {
    name: String,
    link: String,
    ribbon: Ribbon,
    cards: Vec<Card>,
}

/// Shows the archive.
pub fn view(scene: &Scene) -> Result<Reply, Problem> {
    scene.asked.params.only(&[])?;
    let index = &scene.index;
    let totals = index.totals();
    let request = base(scene, "*", "");
    let speaker = FacetOptions { field: FacetField::Speaker, limit: SPEAKERS, fold: true };
    let wanted = [speaker].into_iter().chain(TIMES).collect();
    let answer = scene.ask(Request { want: Want::Facets(wanted), ..request.clone() })?;
    let [speakers, times @ ..] = answer.facets.as_slice() else {
        return Err(nothing_here(scene.asked));
    };
    let again = Again {
        page: "/quotes",
        q: "*",
        about: About::Quotes,
        kept: &[],
        today: scene.site.today(),
    };
    let chart = over_time(scene, &request, &again, times)?;
    let counts = answer.overview.counts;
    let years = times.first().map_or(&[][..], |years| &years.values);
    let dated = || years.iter().filter(|value| value.value != "undated");
    let when = match (dated().next(), dated().next_back()) {
        (Some(first), Some(last)) if first.value != last.value => {
            format!(", {} to {}", first.value, last.value)
        }
        (Some(one), _) => format!(", {}", one.value),
        _ => String::new(),
    };
    let named = speakers.values.iter().find(|value| value.id.is_some());
    let tries = named.map(|value| {
        (
            format!("what {} said", value.value),
            links::search("/quotes", &[("q", &format!("speaker:\"{}\"", value.value))]),
        )
    });
    let fixed = [
        ("what unnamed sources said", "/quotes?q=speaker%3Aunnamed"),
        ("what was denied", "/quotes?q=verb%3Adeny"),
        ("stories that more than three carried", "/articles?q=copies%3A%3E3+is%3Alead"),
    ];
    let tries =
        tries.into_iter().chain(fixed.map(|(text, link)| (text.to_owned(), link.to_owned())));
    page(&Page {
        frame: Frame::new("Overview", "overview"),
        heading: format!(
            "{} said {} in {}.",
            counted(speakers.all as u64, "speaker"),
            match counts.statements {
                1 => "one thing".to_owned(),
                number => format!("{} things", count(number)),
            },
            stories(counts.stories)
        ),
        below: format!(
            "{} from {}{}. Ask who said what.",
            counted(totals.words, "word"),
            counted(totals.files, "file"),
            when
        ),
        failed: totals.failed,
        tries: tries.collect(),
        strip: strip(speakers, counts.statements),
        chart,
        first: first(scene, speakers)?,
    })
}

/// Shares of those who are quoted most, and of all others.
pub fn strip(speakers: &Facet, all: u64) -> Vec<Part> {
    let whole = all.max(1) as f64;
    let (mut x, mut parts) = (0.0, Vec::new());
    for (color, value) in speakers.values.iter().enumerate() {
        let share = value.counts.statements as f64 / whole * 100.0;
        let unnamed = value.id.is_none() && value.value == "unnamed";
        let name = if unnamed { "unnamed sources".to_owned() } else { value.value.clone() };
        let query = if unnamed {
            "speaker:unnamed".to_owned()
        } else {
            format!("speaker:\"{}\"", value.value)
        };
        let link = value.id.as_deref().and_then(links::entity);
        let link = link.unwrap_or_else(|| links::search("/quotes", &[("q", &query)]));
        parts.push(Part {
            x,
            width: (share - 0.15).max(0.1),
            color,
            name,
            share: percent(share),
            link,
        });
        x += share;
    }
    let others = speakers.all.saturating_sub(speakers.values.len());
    if others > 0 && x < 100.0 {
        let name = format!("{} others", count(others as u64));
        let (width, share) = (100.0 - x, percent(100.0 - x));
        parts.push(Part { x, width, color: 9, name, share, link: "/share".to_owned() });
    }
    parts
}

fn percent(share: f64) -> String {
    if share < 1.0 { "under 1 %".to_owned() } else { format!("{share:.0} %") }
}

/// Roles and last words of the named person who is quoted most.
fn first(scene: &Scene, speakers: &Facet) -> Result<Option<First>, Problem> {
    let named = speakers
        .values
        .iter()
        .find(|value| value.id.as_deref().is_some_and(|id| id.starts_with("e:person/")));
    let Some(value) = named else { return Ok(None) };
    let id = value.id.clone().unwrap_or_default();
    let Some(entity) = known(scene, &id)? else { return Ok(None) };
    let mut request = base(scene, &format!("speaker:\"{}\"", value.value), "");
    request.options.limit = 3;
    request.options.sort = Sort::DateDesc;
    request.reasons = false;
    let answer = scene.ask(request)?;
    let cards = answer.quotes().map(|hit| hit.map(|hit| Card::of_hit(&hit, "")));
    Ok(Some(First {
        name: entity.name.clone(),
        link: links::entity(&id).unwrap_or_default(),
        ribbon: ribbon(scene, &entity)?,
        cards: cards.collect::<Result<_, _>>().map_err(problem)?,
    }))
}
