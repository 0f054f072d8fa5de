//! A value of a field with its counts, as programs read it.

use schemars::JsonSchema;
use serde::Serialize;

use super::shape::Shape;
use crate::hit::Facet;
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
