//! Statements by date, one line each.

use askama::Template;

use super::card::Card;
use super::frame::Frame;
use super::links;
use super::page::page;
use super::quotes::{Hint, base, command, notes, reasons, title};
use super::scene::{Scene, cursor, problem};
use crate::ask::Sort;
use crate::print::numbers::counted;
use crate::serve::problem::Problem;
use crate::serve::reply::Reply;

/// Statements on a page.
const STATEMENTS: usize = 100;

#[derive(Template)]
#[template(path = "timeline.html")]
struct Page {
    frame: Frame,
    count: String,
    cards: Vec<Card>,
    notes: Vec<String>,
    reasons: Vec<Hint>,
    turn: (&'static str, String),
    next: String,
    command: String,
}

/// Shows them.
pub fn view(scene: &Scene) -> Result<Reply, Problem> {
    let params = &scene.asked.params;
    params.only(&["q", "after", "reverse"])?;
    let (q, newest) = (scene.q(), params.get("reverse") == Some("true"));
    let mut request = base(scene, if q.is_empty() { "*" } else { q }, "");
    request.options.limit = STATEMENTS;
    request.options.sort = if newest { Sort::DateDesc } else { Sort::Date };
    if let Some(after) = params.get("after") {
        request.options.after = Some(cursor(after)?);
    }
    let answer = scene.ask(request)?;
    let cards = answer.quotes().map(|hit| hit.map(|hit| Card::of_hit(&hit, q)));
    let cards = cards.collect::<Result<Vec<Card>, _>>().map_err(problem)?;
    let order = if newest { "true" } else { "" };
    let next =
        answer.overview.next.as_deref().map(|next| {
            links::search("/timeline", &[("q", q), ("reverse", order), ("after", next)])
        });
    let turn = match newest {
        true => ("oldest first", links::search("/timeline", &[("q", q)])),
        false => ("newest first", links::search("/timeline", &[("q", q), ("reverse", "true")])),
    };
    page(&Page {
        frame: Frame::of_query(title(q, "Timeline"), "", q),
        count: counted(answer.overview.counts.statements, "statement"),
        cards,
        notes: notes(&answer.overview),
        reasons: reasons(&answer.overview, "/timeline"),
        turn,
        next: next.unwrap_or_default(),
        command: command("timeline", q),
    })
}
