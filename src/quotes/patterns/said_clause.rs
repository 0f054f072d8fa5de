//! A statement without marks behind the first verb of saying of its sentence: "Roe said it rained.",
//! "Roe said on Friday that it rained."

use crate::entities::lists::Flags;
use crate::quotes::attribution::Attribution;
use crate::quotes::rule::Rule;
use crate::quotes::text::clause;
use crate::quotes::text::verbs;
use crate::quotes::text::view::View;
use std::ops::Range;

/// Tokens of a sentence that are looked at for its cue.
const REACH: usize = 160;

/// "Dias said (that) …"
pub(crate) fn read(
    view: &View<'_>,
    sentence: &Range<usize>,
) -> Option<(Range<usize>, Attribution)> {
    let last = sentence.end.min(sentence.start + REACH);
    (sentence.start..last).find_map(|cue| {
        let token = view.token(cue);
        if !verbs::is_cue(token)
            || token.is(Flags::MARKS_ONLY)
            || verbs::is_participle(view.cut(cue))
        {
            return None;
        }
        let (content, _) = clause::behind(view, cue, sentence.end)?;
        let (source, negated) = view.source_to(sentence.start, cue)?;
        let whole = content..sentence.end;
        let end = clause::opening_clause(view, sentence.start, cue, whole).unwrap_or(sentence.end);
        let end = clause::own_end(view, content, end);
        Some((content..end, Attribution::by_verb(Rule::SourceClause, source, cue, negated)))
    })
}

#[cfg(test)]
mod tests {
    use crate::quotes::tests::gives;

    #[test]
    fn hits() {
        gives(
            "Helena Brandt said the gates would open.",
            &["the gates would open | Helena Brandt | source-clause"],
        );
        gives(
            "Helena Brandt said on Monday that the gates would open.",
            &["the gates would open | Helena Brandt | source-clause"],
        );
        gives(
            "Helena Brandt did not say that the gates would open.",
            &["the gates would open | Helena Brandt | source-clause"],
        );
    }

    #[test]
    fn false_alarms() {
        gives("Helena Brandt said so.", &[]);
        gives(
            "Helena Brandt spoke of the gates and left.",
            &["the gates and left | Helena Brandt | source-about"],
        );
        gives("It is often said that nobody came.", &[]);
    }
}
