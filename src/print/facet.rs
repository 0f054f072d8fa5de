//! Values of a field with their counts.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::Serialize;

use super::numbers::count;
use super::shape::Shape;
use super::style::{Look, Style};
use crate::hit::{Counts, Facet};
use crate::passage::clean;
use crate::query::About;

/// One value of a field and how often it occurs among what matches.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(title = "A value of a field and how often it occurs")]
pub struct FacetShape {
    /// Name of the field.
    pub field: String,
    /// The value.
    pub value: String,
    /// Id of the person, organisation or place that it names.
    pub id: Option<String>,
    /// Documents.
    pub docs: u64,
    /// Stories: near-copies count once.
    pub stories: u64,
    /// Quotes (where quotes are counted).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quotes: Option<u64>,
    /// Statements: a quote that copies of one story repeat counts once (where quotes are counted).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub statements: Option<u64>,
}

impl Shape for FacetShape {
    const NAME: &'static str = "facet";
    const COLUMNS: &'static [&'static str] =
        &["field", "value", "id", "docs", "stories", "quotes", "statements"];
}

impl FacetShape {
    /// The values of one field.
    pub fn all(facet: &Facet, about: About) -> Vec<FacetShape> {
        let quotes = about == About::Quotes;
        let shape = |value: &crate::hit::FacetValue| FacetShape {
            field: facet.field.to_owned(),
            value: value.value.clone(),
            id: value.id.clone(),
            docs: value.counts.docs,
            stories: value.counts.stories,
            quotes: quotes.then_some(value.counts.quotes),
            statements: quotes.then_some(value.counts.statements),
        };
        facet.values.iter().map(shape).collect()
    }
}

/// Writes the values of all fields for people: the folded count first, the whole one behind it
/// where they differ.
pub fn human(
    out: &mut dyn Write,
    style: &Style,
    facets: &[Facet],
    about: About,
    fold: bool,
) -> io::Result<()> {
    let noun = match (about, fold) {
        (About::Docs, true) => "stories",
        (About::Docs, false) => "documents",
        (About::Quotes, true) => "statements",
        (About::Quotes, false) => "quotes",
    };
    for (number, facet) in facets.iter().enumerate() {
        let gap = if number > 0 { "\n" } else { "" };
        let heading = format!("{} ({noun})", facet.field);
        writeln!(out, "{gap}{}", style.paint(Look::Title, &heading))?;
        let main = |counts: &Counts| match (about, fold) {
            (About::Docs, true) => counts.stories,
            (About::Docs, false) => counts.docs,
            (About::Quotes, true) => counts.statements,
            (About::Quotes, false) => counts.quotes,
        };
        let widest = facet.values.iter().map(|v| count(main(&v.counts)).len()).max();
        let width = widest.unwrap_or(0);
        for value in &facet.values {
            let (shown, all) = (
                main(&value.counts),
                match about {
                    About::Quotes => value.counts.quotes,
                    About::Docs => value.counts.docs,
                },
            );
            let whole = match (fold && all != shown, about) {
                (false, _) => String::new(),
                (true, About::Quotes) => format!(" ({} quotes)", count(all)),
                (true, About::Docs) => format!(" ({} documents)", count(all)),
            };
            let whole = style.paint(Look::Dim, &whole);
            writeln!(out, "  {:>width$}  {}{whole}", count(shown), clean::line(&value.value))?;
        }
    }
    Ok(())
}
