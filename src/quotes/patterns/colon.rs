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

#[cfg(test)]
mod tests {
    use crate::quotes::tests::gives;

    #[test]
    fn hits() {
        gives(
            "Helena Brandt: \"The gates stay shut.\"",
            &["The gates stay shut. | Helena Brandt | source-colon-quote"],
        );
        gives(
            "The minister: \"The gates stay shut.\"",
            &["The gates stay shut. | The minister | source-colon-quote"],
        );
    }

    #[test]
    fn false_alarms() {
        gives(
            "On the wall: \"The gates stay shut for good.\"",
            &["The gates stay shut for good. | - | marks"],
        );
        gives(
            "At noon: \"The gates stay shut for good.\"",
            &["The gates stay shut for good. | - | marks"],
        );
    }
}
