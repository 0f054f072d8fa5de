//! "Put it" ahead of the marks: `As Roe put it, "it rained."`

use crate::quotes::attribution::Attribution;
use crate::quotes::rule::Rule;
use crate::quotes::text::beside::Ahead;
use crate::quotes::text::view::View;

/// `As Dias put it, "…"`
pub(crate) fn ahead(view: &View<'_>, place: &Ahead) -> Option<Attribution> {
    let (first, open) = (place.first, place.open);
    let sign = |at: usize| view.parts(at) || view.is(at, ":");
    let end = open - usize::from(open > first && sign(open - 1));
    let it = (first + 2..end).rev().take(4).find(|at| view.is(*at, "it"))?;
    let put = it - 1;
    if !matches!(view.cut(put), "put" | "puts") {
        return None;
    }
    let (source, negated) = view.source_to(first, put)?;
    Some(Attribution::by_verb(Rule::PutItQuote, source, put, negated))
}
