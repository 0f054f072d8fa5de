//! A name and a colon before a statement without marks: "Poll: Voters want a roof"

use crate::entities::classes::Class;
use crate::entities::tokens::Kind;
use crate::quotes::attribution::Attribution;
use crate::quotes::rule::Rule;
use crate::quotes::text::turns;
use crate::quotes::text::view::View;
use std::ops::Range;

/// Longest label with its colon, in tokens.
const LONGEST: usize = 6;
/// Fewest tokens of the statement.
const FEWEST: usize = 4;

/// What stands behind the label of a sentence.
pub(crate) fn read(
    view: &View<'_>,
    sentence: &Range<usize>,
) -> Option<(Range<usize>, Attribution)> {
    let first = sentence.start;
    let colon = (first + 1..sentence.end.min(first + LONGEST)).find(|at| view.is(*at, ":"))?;
    let names =
        (first..colon).all(|at| view.token(at).is_name_like() && !view.has(at, Class::Caption));
    let content = colon + 1..sentence.end;
    if !names
        || content.len() < FEWEST
        || !turns::is_prose(view, &content)
        || view.token(colon + 1).kind == Kind::Mark
    {
        return None;
    }
    let source = view.source_from(first, colon).filter(|source| source.tokens.end == colon)?;
    Some((content, Attribution::by_words(Rule::Label, source, colon..colon + 1)))
}

#[cfg(test)]
mod tests {
    use crate::quotes::tests::gives;

    #[test]
    fn hits() {
        gives(
            "Poll: Voters want the gates open",
            &[
                "Voters want the gates open | Poll | label",
                "the gates open | Voters | source-object",
            ],
        );
        gives(
            "Helena Brandt: The gates will open in June.",
            &["The gates will open in June | Helena Brandt | label"],
        );
    }

    #[test]
    fn false_alarms() {
        gives("The port has two: the old one and the new one.", &[]);
        gives("Report: No.", &[]);
    }
}
