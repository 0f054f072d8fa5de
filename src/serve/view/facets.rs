//! What an answer can be narrowed by: values with their counts, each a link that adds it or leaves it out.

use super::links;
use crate::hit::{Facet, FacetValue};
use crate::passage::clean;
use crate::query::{About, Context, Query, fields::Field, parse};

/// Values of one field.
pub struct Facets {
    /// What it is called.
    pub name: &'static str,
    /// Its values.
    pub values: Vec<Choice>,
    /// How many more there are.
    pub more: usize,
}

/// One value.
pub struct Choice {
    /// As shown.
    pub name: String,
    /// How many statements or stories have it.
    pub count: u64,
    /// The question narrowed to it.
    pub with: String,
    /// The question without it.
    pub without: String,
}

/// How a question is asked again with something added.
pub struct Again<'q> {
    /// The page.
    pub page: &'static str,
    /// The question as typed.
    pub q: &'q str,
    /// What is looked for.
    pub about: About,
    /// Other parameters that stay.
    pub kept: &'q [(&'q str, &'q str)],
    /// The day that relative dates count from.
    pub today: jiff::civil::Date,
}

impl Again<'_> {
    /// The address of the question with a value of a field, or without it.
    pub fn with(&self, field: Field, value: &str, without: bool) -> String {
        let context = Context { about: self.about, ..Context::new(self.today) };
        // What was answered was read before.
        let read = parse(self.q, &context).unwrap_or_else(|_| Query::everything());
        let narrowed = match without {
            true => read.without(field, value),
            false => read.within(field, value, true),
        };
        self.ask(&narrowed.root.to_string())
    }

    /// The address of another question with all that stays.
    pub fn ask(&self, q: &str) -> String {
        let mut pairs = vec![("q", q)];
        pairs.extend(self.kept);
        links::search(self.page, &pairs)
    }
}

/// The values of facets, with the addresses that narrow by them.
pub fn facets(again: &Again, facets: &[(&'static str, Field, &Facet)]) -> Vec<Facets> {
    let of = |(name, field, facet): &(&'static str, Field, &Facet)| Facets {
        name,
        values: facet.values.iter().map(|value| choice(again, *field, value)).collect(),
        more: facet.all.saturating_sub(facet.values.len()),
    };
    facets.iter().map(of).filter(|facet| !facet.values.is_empty()).collect()
}

fn choice(again: &Again, field: Field, value: &FacetValue) -> Choice {
    let unnamed = field == Field::Speaker && value.id.is_none() && value.value == "unnamed";
    let name =
        if unnamed { "unnamed sources".to_owned() } else { clean::line(&value.value).into_owned() };
    let count = match again.about {
        About::Quotes => value.counts.statements,
        About::Docs => value.counts.stories,
    };
    Choice {
        name,
        count,
        with: again.with(field, &value.value, false),
        without: again.with(field, &value.value, true),
    }
}
