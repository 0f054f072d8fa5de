//! The attribution between two commas, the statement on both sides of it: "The plan, she said, would
//! fail."

use crate::entities::lists::Flags;
use crate::quotes::attribution::Attribution;
use crate::quotes::rule::Rule;
use crate::quotes::text::clause;
use crate::quotes::text::verbs;
use crate::quotes::text::view::View;
use std::ops::Range;

/// Longest attribution, in tokens.
const LONGEST: usize = 12;
/// The longer part of the statement has more tokens than these.
const FEWEST: usize = 4;

/// What stands on both sides of the attribution by the verb at `cue`, which ends at the comma `end`.
pub(crate) fn read(
    view: &View<'_>,
    sentence: &Range<usize>,
    cue: usize,
    end: usize,
) -> Option<(Vec<Range<usize>>, Attribution)> {
    let lowest = sentence.start.max(cue.saturating_sub(LONGEST));
    let comma = (lowest..cue).rev().find(|at| view.is(*at, ","));
    let comma = comma.filter(|_| verbs::is_cue(view.token(cue)))?;
    let (source, negated) = view.source_to(comma + 1, cue)?;
    let titles = comma + 1..view.list_start(comma + 1, &source);
    if !titles.clone().all(|at| view.token(at).is_name_like() || view.is(at, ".")) {
        return None;
    }
    let ahead = sentence.start..comma;
    let behind = end + 1..clause::end(view, end + 1, sentence.end, true).max(end + 1);
    // "Asked whether it would rain, she said, …" is no statement of hers.
    let opener = view.token(ahead.start);
    let setting = opener.is(Flags::PREPOSITION | Flags::CALENDAR)
        || matches!(
            view.cut(ahead.start),
            "Asked" | "When" | "If" | "While" | "As" | "But" | "And"
        );
    let ahead = if setting { ahead.start..ahead.start } else { ahead };
    // "The site, she said, would be sold": short parts that only a verb joins.
    let joined = behind.len() > 2 && view.token(behind.start).is(Flags::BETWEEN);
    let second = behind.len() > FEWEST || joined;
    let first = ahead.len() > FEWEST || second && ahead.len() > 1;
    let parts = [(ahead, first), (behind, second)].into_iter().filter(|(_, whole)| *whole);
    let parts: Vec<_> = parts.map(|(part, _)| part).collect();
    (!parts.is_empty()).then(|| (parts, Attribution::by_verb(Rule::Aside, source, cue, negated)))
}

#[cfg(test)]
mod tests {
    use crate::quotes::tests::gives;

    #[test]
    fn hits() {
        gives(
            "The gates, Helena Brandt said, would not open before the end of June.",
            &["The gates … would not open before the end of June | Helena Brandt | aside"],
        );
        gives(
            "The gates of the old port, Jerry Moss argued, were never meant to open at all.",
            &["The gates of the old port … were never meant to open at all | Jerry Moss | aside"],
        );
    }

    #[test]
    fn false_alarms() {
        gives("Asked whether the gates would open, Jerry Moss said, nobody came.", &[]);
        gives("The gates, painted red, would not open before the end of June.", &[]);
    }
}
