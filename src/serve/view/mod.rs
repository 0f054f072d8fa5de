//! The views: pages that the server fills, for people. Every control is a link or a form that asks.
//!
//! Each view is a file with what it asks and a template in `pages`; `frame` stands around them, `card`, `chart` and
//! `facets` are shared.

mod article;
mod articles;
mod card;
mod chart;
mod clips;
mod dates;
mod facets;
mod feed;
mod fixes;
mod frame;
mod help;
mod like;
mod links;
mod overview;
mod people;
mod pieces;
mod quote;
mod quotes;
mod reason;
mod roles;
mod saved;
mod share;
mod speaker;
mod status;
mod story;
mod timeline;
mod truth;

use std::sync::Arc;

use askama::Template;
use hyper::{Method, StatusCode};

use super::api;
use super::asked::{Asked, Form};
use super::problem::Problem;
use super::reply::{Reply, whole};
use super::site::{Site, from_index, only};
use crate::ask::{self, About, Answer, Error, Question, Request};
use crate::index::Index;

pub const HTML: &str = "text/html; charset=utf-8";

/// What a view works with.
pub struct Scene<'s> {
    /// The site.
    pub site: &'s Arc<Site>,
    /// The request.
    pub asked: &'s Asked<'s>,
    /// The index, as it was when the request came.
    pub index: Arc<Index>,
}

impl Scene<'_> {
    /// The query of the address.
    pub fn q(&self) -> &str {
        self.asked.params.get("q").unwrap_or_default()
    }

    /// The address of a feed of a question, with the key that reads feeds and nothing else.
    pub fn feed(&self, page: &str, q: &str) -> String {
        let key = self.site.feed_key().unwrap_or_default();
        links::search(page, &[("q", q), ("key", &key)])
    }

    /// A request for what was typed.
    pub fn request(&self, text: &str, about: About) -> Request {
        let cancel = self.asked.cancel.clone();
        let request = Request::new(text, about, self.site.today());
        let narrow = ask::Narrow { usual_conf: crate::config::MIN_CONF, ..request.narrow };
        Request { cancel, narrow, reasons: true, less_certain: about == About::Quotes, ..request }
    }

    /// Asks.
    pub fn ask(&self, request: Request) -> Result<Answer, Problem> {
        let question = self.read(request)?;
        ask::answer(Arc::clone(&self.index), &question).map_err(problem)
    }

    /// Reads a request.
    pub fn read(&self, request: Request) -> Result<Question, Problem> {
        request.read().map_err(problem)
    }
}

pub use super::site::nothing_here;
pub use truth::{changed, cited};

/// A problem as a page.
#[derive(Template)]
#[template(path = "problem.html")]
struct ProblemPage<'p> {
    frame: frame::Frame,
    problem: &'p Problem,
}

/// Says on a page why there is no answer.
pub fn problem_page(asked: &Asked, problem: &Problem) -> Reply {
    let q = asked.params.get("q").unwrap_or_default();
    let frame = frame::Frame::of_query(problem.title.clone(), "", q);
    page_of(problem.status(), &ProblemPage { frame, problem }).unwrap_or_else(|_| problem.reply())
}

/// Where an answer is to go on.
pub fn cursor(text: &str) -> Result<ask::Cursor, Problem> {
    text.parse().map_err(|why: String| Problem::new(StatusCode::BAD_REQUEST, "cursor.other", why))
}

/// What a search failed with.
pub fn problem(error: Error) -> Problem {
    Problem::of(&error.into())
}

/// What the index failed with.
pub fn index_problem(error: crate::index::Error) -> Problem {
    Problem::of(&error.into())
}

/// Fills a page.
pub fn page(template: &impl Template) -> Result<Reply, Problem> {
    page_of(StatusCode::OK, template)
}

/// Fills a page that goes back with this status.
pub fn page_of(status: StatusCode, template: &impl Template) -> Result<Reply, Problem> {
    let html = template.render().map_err(|error| {
        Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "page", error.to_string())
    })?;
    Ok(whole(status, HTML, html))
}

/// Answers a request for a page.
pub fn answer(site: &Arc<Site>, asked: &Asked, way: &[&str]) -> Result<Reply, Problem> {
    if let ["fixes"] = way {
        return match only(asked, &[Method::POST]) {
            Ok(()) => fixes::keep(site, asked),
            Err(refused) => Ok(refused),
        };
    }
    let kept = matches!(way, ["saved" | "clips"]);
    let methods = if kept { &[Method::GET, Method::POST][..] } else { &[Method::GET] };
    if let Err(refused) = only(asked, methods) {
        return Ok(refused);
    }
    match way {
        ["saved"] if !asked.reads() => return saved::keep(site, asked),
        ["clips"] if !asked.reads() => return clips::keep(site, asked),
        _ => {}
    }
    let list = match way {
        ["quotes"] => Some("quotes"),
        ["articles"] => Some("docs"),
        ["timeline"] => Some("timeline"),
        ["people"] => Some("entities"),
        ["saved"] => Some("saved"),
        _ => None,
    };
    let list = match (asked.form, list) {
        (Form::Lines | Form::Table, Some(list)) => return api::answer(site, asked, &[list]),
        (Form::Usual, _) | (_, Some("quotes" | "docs")) => list,
        (Form::Markdown, None) if way == ["clips"] => None,
        _ => return Err(nothing_here(asked)),
    };
    let index = site.index()?;
    let scene = Scene { site, asked, index: Arc::clone(&index) };
    match (way, asked.form) {
        // What these show depends on files beside the index too.
        (["q", id], Form::Usual) => return quote::view(&scene, id),
        (["d", id], Form::Usual) => return article::view(&scene, id),
        (["saved"], Form::Usual) => return saved::view(&scene),
        (["clips"], Form::Usual | Form::Markdown) => return clips::view(&scene),
        _ => {}
    }
    from_index(asked, &index, site.today(), || match way {
        _ if asked.form != Form::Usual => feed::view(&scene, list == Some("quotes")),
        [] => site.overview(&index, || overview::view(&scene)),
        ["quotes"] => quotes::view(&scene),
        ["articles"] => articles::view(&scene),
        ["people"] => people::view(&scene),
        ["p", slug] => speaker::view(&scene, "person", slug),
        ["p", kind, slug] => speaker::view(&scene, kind, slug),
        ["s", id] => story::view(&scene, id),
        ["like"] => like::view(&scene, None),
        ["like", id] => like::view(&scene, Some(id)),
        ["timeline"] => timeline::view(&scene),
        ["share"] => share::view(&scene),
        ["status"] => status::view(&scene),
        ["help"] => help::view(),
        _ => Err(nothing_here(asked)),
    })
}
