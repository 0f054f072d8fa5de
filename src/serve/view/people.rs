//! Who and what the archive names, with roles and how often they are quoted.

use askama::Template;

use super::frame::Frame;
use super::page::page;
use super::quotes::{Hint, notes, reasons};
use super::roles::offices;
use super::scene::{Scene, problem};
use super::{dates, links};
use crate::ask::{self, About, EntitiesRequest};
use crate::entities::EntityKind;
use crate::passage::clean;
use crate::print::numbers::{count, counted};
use crate::serve::problem::Problem;
use crate::serve::reply::Reply;

/// Names on a page.
const NAMES: usize = 100;
/// Roles beside a name.
const ROLES: usize = 2;

/// A name.
struct Name {
    name: String,
    link: String,
    roles: String,
    aliases: String,
    quotes: String,
    stories: String,
    when: String,
}

#[derive(Template)]
#[template(path = "people.html")]
struct Page {
    frame: Frame,
    q: String,
    kinds: Vec<(&'static str, String, bool)>,
    names: Vec<Name>,
    notes: Vec<String>,
    reasons: Vec<Hint>,
}

/// Lists them.
pub fn view(scene: &Scene) -> Result<Reply, Problem> {
    let params = &scene.asked.params;
    params.only(&["q", "type", "limit"])?;
    let (q, kind) = (scene.q(), params.get("type").unwrap_or("person"));
    let mut request = scene.request("*", About::Docs);
    request.options.limit = NAMES;
    let wanted = EntitiesRequest {
        kind: match kind {
            "person" => Some(EntityKind::Person),
            "organization" => Some(EntityKind::Organization),
            "place" => Some(EntityKind::Place),
            _ => None,
        },
        name: Some(q.to_owned()).filter(|q| !q.is_empty()),
        // Of many names it would take long to find where each role is said.
        roles: !q.is_empty(),
        ..EntitiesRequest::default()
    };
    let question = scene.read(request)?;
    let answer = ask::entities(&scene.index, &question, &wanted).map_err(problem)?;
    let names = answer.hits.iter().map(|hit| {
        let roles: Vec<String> =
            offices(&hit.roles).into_iter().take(ROLES).map(|office| office.name).collect();
        Name {
            name: clean::line(&hit.name).into_owned(),
            link: links::entity(&hit.id).unwrap_or_default(),
            roles: roles.join("; "),
            aliases: clean::line(&hit.aliases.join(", ")).into_owned(),
            quotes: counted(hit.quotes, "quote"),
            stories: count(hit.stories),
            when: dates::span(hit.first, hit.last),
        }
    });
    let kinds = [("People", "person"), ("Organisations", "organization"), ("Places", "place")];
    page(&Page {
        frame: Frame::new("People", "people"),
        names: names.collect(),
        kinds: kinds
            .map(|(name, value)| {
                (name, links::search("/people", &[("q", q), ("type", value)]), kind == value)
            })
            .into(),
        notes: notes(&answer.overview),
        reasons: reasons(&answer.overview, "/people"),
        q: q.to_owned(),
    })
}
