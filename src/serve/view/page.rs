//! Filling templates, and the page that says why there is no answer.

use askama::Template;
use hyper::StatusCode;

use super::frame::Frame;
use crate::passage::clean;
use crate::serve::asked::Asked;
use crate::serve::problem::Problem;
use crate::serve::reply::{HTML, Reply, whole};

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

/// A problem as a page.
#[derive(Template)]
#[template(path = "problem.html")]
struct ProblemPage<'p> {
    frame: Frame,
    problem: &'p Problem,
}

/// Says on a page why there is no answer.
pub fn problem_page(asked: &Asked, problem: &Problem) -> Reply {
    let q = asked.params.get("q").unwrap_or_default();
    let frame = Frame::of_query(problem.title, "", q);
    // What was asked is told again in it.
    let line = |text: &str| clean::line(text).into_owned();
    let hint = problem.hint.as_deref().map(line);
    let shown = Problem { detail: line(&problem.detail), hint, ..problem.clone() };
    page_of(problem.status(), &ProblemPage { frame, problem: &shown })
        .unwrap_or_else(|_| problem.reply())
}
