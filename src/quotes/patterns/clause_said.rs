//! A statement without marks before its attribution: "It rained, Roe said on Friday.", "It rained,
//! said Roe."

use crate::entities::classes::Class;
use crate::entities::lists::Flags;
use crate::entities::tokens::Token;
use crate::quotes::attribution::Attribution;
use crate::quotes::rule::Rule;
use crate::quotes::text::clause;
use crate::quotes::text::hearer;
use crate::quotes::text::verbs;
use crate::quotes::text::view::{Source, View};
use std::ops::Range;

/// Fewest tokens before the comma.
const FEWEST: usize = 3;
/// Tokens at the end of a sentence among which the attribution is looked for.
const CLOSING: usize = 45;

/// The statement and its attribution, behind one of the last commas of the sentence.
pub(crate) fn read(
    view: &View<'_>,
    sentence: &Range<usize>,
) -> Option<(Range<usize>, Attribution)> {
    let lowest = sentence.start.max(sentence.end.saturating_sub(CLOSING));
    let mut commas = (lowest..sentence.end).rev().filter(|at| view.is(*at, ",")).take(5);
    commas.find_map(|comma| {
        if comma + 1 >= sentence.end || comma < sentence.start + FEWEST {
            return None;
        }
        let (source, cue, negated) = behind(view, sentence, comma + 1)?;
        if view.token(cue).is(Flags::MARKS_ONLY) {
            return None;
        }
        // "Asked about it, Dias did not say."
        if negated || view.is(sentence.start, "Asked") {
            return None;
        }
        // "On Friday in Ottawa, Dias said no."
        let opener = view.token(sentence.start);
        let adverbial = opener.is(Flags::FUNCTION) && !opener.is(Flags::ARTICLE | Flags::PRONOUN);
        if adverbial && !view.is(sentence.start, "There") && comma - sentence.start < 6 {
            return None;
        }
        let found = Attribution::by_verb(Rule::ClauseSource, source, cue, negated);
        Some((sentence.start..comma, found))
    })
}

/// Who says what stands before `first`, by which verb, and whether it is denied.
fn behind(view: &View<'_>, sentence: &Range<usize>, first: usize) -> Option<(Source, usize, bool)> {
    let usable =
        |at: &usize| verbs::is_cue(view.token(*at)) && !verbs::is_participle(view.cut(*at));
    // "The ferry, Moss said, would not sail" goes on.
    let goes_on =
        |at: usize| view.is(at, ",") && sentence.end - at > 5 && !clause::is_tail(view, at + 1);
    let done = |at: usize| at >= sentence.end || clause::is_tail(view, at) && !goes_on(at);
    if usable(&first) && !view.token(first).is(Flags::BASE) && !view.has(first, Class::Addressed) {
        let source = view.source_from(first + 1, sentence.end)?;
        let behind = source.tokens.end;
        return (done(behind) || view.parts(behind)).then_some((source, first, false));
    }
    let cue = (first..sentence.end).rev().find(usable)?;
    let (source, negated) = view.source_to(first, cue)?;
    let start = view.list_start(first, &source);
    let begins = start == first || titled(view, first, start);
    // "…, Roe told the Courier": the hearer.
    let next = hearer::behind(view, cue, sentence.end).unwrap_or(cue + 1);
    (begins && done(next)).then_some((source, cue, negated))
}

/// Whether only titles stand between the beginning of a clause and a name.
fn titled(view: &View<'_>, first: usize, name: usize) -> bool {
    let part = |t: &Token| t.is_name_like() || t.is(Flags::ROLE | Flags::MODIFIER | Flags::ARTICLE);
    name > first && name - first < 9 && view.tokens.all[first..name].iter().all(part)
}

#[cfg(test)]
mod tests {
    use crate::quotes::tests::gives;

    #[test]
    fn hits() {
        gives(
            "The gates stay shut, Helena Brandt said on Monday.",
            &["The gates stay shut | Helena Brandt | clause-source"],
        );
        gives(
            "The gates stay shut, said Jerry Moss, head of Portunion.",
            &["The gates stay shut | Jerry Moss | clause-source"],
        );
        gives(
            "The gates will stay shut for weeks, Trade Minister Helena Brandt told reporters.",
            &["The gates will stay shut for weeks | Helena Brandt | clause-source"],
        );
    }

    #[test]
    fn false_alarms() {
        gives("Asked about the gates, Helena Brandt did not say.", &[]);
        gives("On Monday at noon, Helena Brandt said no.", &[]);
        gives("The gates stay shut, as nobody came.", &[]);
    }
}
