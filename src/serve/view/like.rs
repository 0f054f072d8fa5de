//! Has anyone said this? Quotes that share the words of a sentence or of a quote, with what differs.

use askama::Template;

use super::card::Card;
use super::frame::Frame;
use super::page::page;
use super::scene::{Scene, problem};
use crate::ask::{self, About, Like};
use crate::hit::Alike;
use crate::passage::clean;
use crate::print::numbers::counted;
use crate::serve::problem::Problem;
use crate::serve::reply::Reply;
use crate::wire::diff::{self, Change};

/// Quotes that are shown.
const MOST: usize = 30;

/// A stretch of words: in both, only in what was asked for, or only in the quote.
struct Stretch {
    class: &'static str,
    text: String,
}

/// A quote with what differs.
struct Same {
    card: Card,
    share: String,
    stretches: Vec<Stretch>,
}

#[derive(Template)]
#[template(path = "like.html")]
struct Page {
    frame: Frame,
    text: String,
    asked: bool,
    count: String,
    same: Vec<Same>,
}

/// Shows who said it.
pub fn view(scene: &Scene, id: Option<&str>) -> Result<Reply, Problem> {
    scene.asked.params.only(&["text"])?;
    let typed = scene.asked.params.get("text").unwrap_or_default();
    let to = match id {
        Some(id) if id.contains(':') => id.to_owned(),
        Some(id) => format!("q:{id}"),
        None => typed.to_owned(),
    };
    if to.is_empty() {
        let frame = Frame::new("Who said it?", "like");
        let (text, count, same) = (String::new(), String::new(), Vec::new());
        return page(&Page { frame, text, asked: false, count, same });
    }
    let mut request = scene.request("", About::Quotes);
    request.options.limit = MOST;
    request.narrow.usual_conf = 0.0;
    let question = scene.read(request)?;
    let like = Like { to, least: Like::LEAST };
    let answer = ask::like(&scene.index, &question, &like).map_err(problem)?;
    let same = answer.hits.iter().map(|alike| same(alike, &answer.text)).collect();
    page(&Page {
        frame: Frame::new("Who said it?", "like"),
        count: counted(answer.overview.counts.statements, "statement"),
        text: answer.text,
        asked: true,
        same,
    })
}

fn same(alike: &Alike, text: &str) -> Same {
    let stretch = |change: Change| {
        let (class, text) = match change {
            Change::Same(text) => ("", text),
            Change::Removed(text) => ("cut", text),
            Change::Added(text) => ("new", text),
        };
        Stretch { class, text: clean::line(&text).into_owned() }
    };
    Same {
        card: Card::of_hit(&alike.hit, ""),
        share: format!("{:.0} % of its words", alike.overlap * 100.0),
        stretches: diff::words(text, &alike.hit.quote.text).into_iter().map(stretch).collect(),
    }
}
