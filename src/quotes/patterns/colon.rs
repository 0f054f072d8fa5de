//! A name and a colon ahead of the marks: `Roe: "It rained."`

use crate::quotes::attribution::Attribution;
use crate::quotes::rule::Rule;
use crate::quotes::text::beside::Ahead;
use crate::quotes::text::view::View;

/// `Dias: "…"`
pub(crate) fn ahead(view: &View<'_>, place: &Ahead) -> Option<Attribution> {
    let first = place.first;
    let colon = place.open.checked_sub(1).filter(|at| *at > first && view.is(*at, ":"))?;
    let source = view.source_from(first, colon)?;
    (source.tokens.end == colon).then(|| Attribution::to(Rule::SourceColonQuote, source))
}
