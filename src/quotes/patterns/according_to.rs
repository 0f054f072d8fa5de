//! "According to": `"It rained," according to Roe.`, `According to Roe, "it rained."`, and both
//! without marks.

use crate::quotes::attribution::Attribution;
use crate::quotes::person::apposition;
use crate::quotes::rule::Rule;
use crate::quotes::text::beside::{Ahead, Behind};
use crate::quotes::text::view::{View, Who};
use std::ops::Range;

/// Tokens at the end of a sentence among which "according to" is looked for.
const CLOSING: usize = 45;

/// Whether "according to" stands right behind the marks.
pub(crate) fn is_behind(view: &View<'_>, place: &Behind) -> bool {
    let at = place.at;
    at + 1 < place.end && view.is(at, "according") && view.is(at + 1, "to")
}

/// `"…," according to Dias`
pub(crate) fn behind(view: &View<'_>, place: &Behind) -> Option<Attribution> {
    let at = place.at;
    let source = view.source_from(at + 2, place.end)?;
    Some(Attribution::by_words(Rule::QuoteAccordingTo, source, at..at + 2))
}

/// Whether "according to" opens what stands ahead of the marks.
pub(crate) fn is_ahead(view: &View<'_>, place: &Ahead) -> bool {
    let first = place.first;
    first + 2 < place.open && view.is(first, "According") && view.is(first + 1, "to")
}

/// `According to Dias, "…"`
pub(crate) fn ahead(view: &View<'_>, place: &Ahead) -> Option<Attribution> {
    let first = place.first;
    let source = view.source_from(first + 2, place.open)?;
    Some(Attribution::by_words(Rule::AccordingToQuote, source, first..first + 2))
}

/// "According to Dias, …"
pub(crate) fn opening(
    view: &View<'_>,
    sentence: &Range<usize>,
) -> Option<(Range<usize>, Attribution)> {
    let at = sentence.start;
    if !(view.is(at, "According") && view.is(at + 1, "to")) {
        return None;
    }
    let source = view.source_from(at + 2, sentence.end)?;
    // "According to Dias, head of Unifor, …"
    let apposition = apposition::behind(view, source.tokens.end, sentence.end)
        .filter(|role| matches!(source.who, Who::Mention(_)) && view.is(role.end, ","));
    let behind = apposition.map_or(source.tokens.end, |role| role.end);
    let most = sentence.end.min(behind + 20);
    // "According to Dias, who was there, and to his lawyer, …"
    let goes_on = |at: usize| matches!(view.cut(at), "who" | "whose" | "which" | "and" | "or");
    let comma =
        (behind..most).find(|at| view.is(*at, ",") && at + 1 < sentence.end && !goes_on(at + 1))?;
    let found = Attribution::by_words(Rule::AccordingTo, source, at..at + 2);
    Some((comma + 1..sentence.end, found))
}

/// Where the "according" stands with which a sentence may close.
pub(crate) fn closes_at(view: &View<'_>, sentence: &Range<usize>) -> Option<usize> {
    let lowest = sentence.start.max(sentence.end.saturating_sub(CLOSING));
    let mut ends = (lowest + 3..sentence.end).rev();
    ends.find(|at| view.is(*at, "to") && view.is(at - 1, "according")).map(|to| to - 1)
}

/// "…, according to Dias."
pub(crate) fn closing(
    view: &View<'_>,
    sentence: &Range<usize>,
    at: usize,
) -> Option<(Range<usize>, Attribution)> {
    let source = view.source_from(at + 2, sentence.end)?;
    let stop = at - usize::from(view.is(at - 1, ","));
    Some((sentence.start..stop, Attribution::by_words(Rule::AccordingTo, source, at..at + 2)))
}

#[cfg(test)]
mod tests {
    use crate::quotes::tests::gives;

    #[test]
    fn hits() {
        gives(
            "\"The dam held all night,\" according to Helena Brandt.",
            &["The dam held all night, | Helena Brandt | quote-according-to"],
        );
        gives(
            "According to Jerry Moss, \"the dam held all night.\"",
            &["the dam held all night. | Jerry Moss | according-to-quote"],
        );
        gives(
            "According to Jerry Moss, head of Portunion, the dam held all night.",
            &["the dam held all night | Jerry Moss | according-to"],
        );
        gives(
            "The dam held all night, according to Helena Brandt.",
            &["The dam held all night | Helena Brandt | according-to"],
        );
    }

    #[test]
    fn false_alarms() {
        gives("The crew sailed according to plan.", &[]);
        gives("Everything went according to the old plan, and the dam held.", &[]);
        gives("The seats were given out according to age.", &[]);
    }
}
