//! The query language with examples that are links, and the keys.

use askama::Template;

use super::frame::Frame;
use super::links;
use super::page::page;
use crate::query::fields::{Field, OPERATORS};
use crate::query::flags::FLAGS;
use crate::serve::problem::Problem;
use crate::serve::reply::Reply;

#[derive(Template)]
#[template(path = "help.html")]
struct Page {
    frame: Frame,
    examples: Vec<(&'static str, String, &'static str)>,
    fields: Vec<(&'static str, &'static str)>,
    flags: Vec<(&'static str, &'static str)>,
}

/// Shows it.
pub fn view() -> Result<Reply, Problem> {
    page(&Page {
        frame: Frame::new("Help", ""),
        examples: OPERATORS
            .iter()
            .map(|(typed, means)| (*typed, links::search("/quotes", &[("q", typed)]), *means))
            .collect(),
        fields: Field::all().map(|field| (field.name(), field.describe())).collect(),
        flags: FLAGS.to_vec(),
    })
}
