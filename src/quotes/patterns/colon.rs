//! A name and a colon ahead of the marks: `Roe: "It rained."`

use crate::entities::lists::Flags;
use crate::quotes::attribution::Attribution;
use crate::quotes::rule::Rule;
use crate::quotes::text::beside::Ahead;
use crate::quotes::text::verbs;
use crate::quotes::text::view::{View, Who};

/// Most tokens behind the name that tell what the person is.
const TOLD: usize = 12;

/// `Dias: "…"`
pub(crate) fn ahead(view: &View<'_>, place: &Ahead) -> Option<Attribution> {
    let first = place.first;
    let colon = place.open.checked_sub(1).filter(|at| *at > first && view.is(*at, ":"))?;
    let source = view.source_from(first, colon)?;
    // `Roe, a butcher: "…"`
    let behind = source.tokens.end;
    let told = behind < colon
        && view.is(behind, ",")
        && matches!(source.who, Who::Mention(_) | Who::Name)
        && colon - behind <= TOLD
        && !(behind..colon).any(|at| {
            view.token(at).is(Flags::PRONOUN | Flags::BETWEEN) || verbs::is_cue(view.token(at))
        });
    (behind == colon || told).then(|| Attribution::to(Rule::SourceColonQuote, source))
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
