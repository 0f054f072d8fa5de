//! Saved searches: the standing queries of `onrecord saved`, with how much is new for each.

use std::sync::Arc;

use askama::Template;
use hyper::StatusCode;

use super::frame::Frame;
use super::links;
use super::page::page;
use super::scene::{Scene, problem};
use crate::ask::{About, Want};
use crate::passage::clean;
use crate::print::numbers::count;
use crate::saved::{Saved, SavedError, SavedQueries};
use crate::serve::asked::Asked;
use crate::serve::problem::Problem;
use crate::serve::reply::{Reply, see_other};
use crate::serve::site::Site;

/// A saved search.
struct Standing {
    /// As it is kept, and as it is shown.
    name: String,
    shown_name: String,
    query: String,
    about: &'static str,
    all: String,
    new: u64,
    shown: String,
    link: String,
}

#[derive(Template)]
#[template(path = "saved.html")]
struct Page {
    frame: Frame,
    searches: Vec<Standing>,
}

/// Lists them.
pub fn view(scene: &Scene) -> Result<Reply, Problem> {
    scene.asked.params.only(&[])?;
    let queries = SavedQueries::read(&scene.site.served.index_dir).map_err(broken)?;
    let searches = queries.all().iter().map(|saved| standing(scene, saved));
    page(&Page {
        frame: Frame::new("Saved searches", ""),
        searches: searches.collect::<Result<_, _>>()?,
    })
}

fn standing(scene: &Scene, saved: &Saved) -> Result<Standing, Problem> {
    let revision = scene.index.totals().revision;
    // An index that was made anew: everything in it is new.
    let since = if saved.seen > revision { 0 } else { saved.seen };
    let mut request = scene.request(&saved.query, saved.about);
    request.narrow.added_after = Some(since);
    request.want = Want::Count;
    request.reasons = false;
    let counts = scene.ask(request)?.overview.counts;
    let (about, place, new) = match saved.about {
        About::Quotes => ("quotes", "/quotes", counts.statements),
        About::Docs => ("articles", "/articles", counts.stories),
    };
    let fresh = format!("({}) added:>r{since}", saved.query);
    Ok(Standing {
        name: saved.name.clone(),
        shown_name: clean::line(&saved.name).into_owned(),
        query: clean::line(&saved.query).into_owned(),
        about,
        all: links::search(place, &[("q", &saved.query)]),
        new,
        shown: count(new),
        link: links::search(place, &[("q", &fresh)]),
    })
}

/// Keeps, forgets or marks as seen what a form sends.
pub fn keep(site: &Arc<Site>, asked: &Asked) -> Result<Reply, Problem> {
    let sent = asked.sent();
    sent.only(&["name", "q", "about", "do"])?;
    let wrong = |detail: &str| Problem::new(StatusCode::BAD_REQUEST, "usage", detail);
    let name = sent.get("name").map(str::trim).filter(|name| !name.is_empty());
    let name = name.ok_or_else(|| wrong("the name is empty"))?;
    let dir = &site.served.index_dir;
    let revision = site.index()?.totals().revision;
    let mut queries = SavedQueries::read(dir).map_err(broken)?;
    match sent.get("do") {
        Some("forget") => {
            queries.remove(name);
        }
        Some("seen") => {
            let saved = queries.get(name).cloned();
            let saved = saved.ok_or_else(|| wrong("no query is saved under this name"))?;
            queries.put(Saved { seen: revision, ..saved });
        }
        Some(_) => return Err(wrong("do is forget or seen")),
        None => {
            let query = sent.get("q").unwrap_or("*").to_owned();
            let quotes = sent.get("about") != Some("articles");
            let about = if quotes { About::Quotes } else { About::Docs };
            // What cannot be read at all is refused now.
            crate::ask::Request::new(query.clone(), about, site.today()).read().map_err(problem)?;
            queries.put(Saved { name: name.to_owned(), about, query, seen: revision });
        }
    }
    queries.write(dir).map_err(broken)?;
    Ok(see_other("/saved"))
}

fn broken(error: SavedError) -> Problem {
    Problem::of(&error.into())
}
