//! Subject and verb ahead of the marks: `Roe said: "It rained."`; or with the beginning of the
//! clause between: `Roe said the day was "wet from dawn to dusk."`

use crate::entities::lists::Flags;
use crate::quotes::attribution::{Attribution, Grip};
use crate::quotes::order::complement;
use crate::quotes::rule::Rule;
use crate::quotes::source::outer;
use crate::quotes::text::beside::Ahead;
use crate::quotes::text::clause;
use crate::quotes::text::verbs;
use crate::quotes::text::view::View;

/// The attribution by the verb at `cue`, or by the one that governs it.
pub(crate) fn ahead(view: &View<'_>, place: &Ahead, cue: usize) -> Option<Attribution> {
    let (first, open) = (place.first, place.open);
    let gap = open - cue - 1;
    let close =
        gap == 0 || matches!(view.cut(open - 1), ":" | ",") || gap == 1 && view.is(cue + 1, "that");
    let (source, negated) = view.source_to(first, cue)?;
    let (source, cue, negated) =
        outer::governor(view, first, &source).unwrap_or((source, cue, negated));
    let rule = if close { Rule::SourceCueQuote } else { Rule::SourceCueWordsQuote };
    let mut found = Attribution::by_verb(rule, source, cue, negated);
    found.clause = clause_at(view, cue, open);
    // "Roe said the rejection of the treaty signals "…"": Roe speaks.
    if verbs::is_weak(view.cut(cue)) {
        found.grip = Grip::Weak;
    }
    Some(found)
}

/// Whether the verb of `found` may govern a clause with a verb of its own.
pub(crate) fn takes_clause(view: &View<'_>, found: &Attribution, open: usize) -> bool {
    found.cue.as_ref().is_some_and(|(cue, _)| {
        let that = || clause::behind(view, cue.start, open).is_some_and(|(_, that)| that);
        view.token(cue.start).is(Flags::BARE) || that()
    })
}

/// Where the clause begins that a cue governs, when it begins before the marks: said the deal was "…".
fn clause_at(view: &View<'_>, cue: usize, open: usize) -> Option<usize> {
    let last = view.cut(open - 1);
    if open == cue + 1 || matches!(last, ":" | "that") {
        return None;
    }
    let clause = clause::behind(view, cue, open).map(|(at, _)| at);
    let clause = clause.filter(|_| !view.token(cue).is(Flags::MARKS_ONLY));
    if last == "," {
        // "said on Friday, “…”" has no clause; "said it rains if the wind turns, “…”" has one.
        return clause.filter(|at| open - at > 5 && clause::opens_clause(view, *at, open));
    }
    clause.or_else(|| {
        let verb = verbs::of(view.cut(cue))?;
        let (start, _) = complement::read(view, verb, cue, open)?;
        (start < open).then_some(start)
    })
}

#[cfg(test)]
mod tests {
    use crate::quotes::tests::gives;

    #[test]
    fn hits() {
        gives(
            "Helena Brandt said: \"The gates stay shut.\"",
            &["The gates stay shut. | Helena Brandt | source-cue-quote"],
        );
        gives(
            "Helena Brandt said the gates were \"shut from the first day to the last.\"",
            &[
                "the gates were \"shut from the first day to the last.\" | Helena Brandt | source-cue-words-quote",
            ],
        );
        gives(
            "Jerry Moss told the crew he thought the gates were \"shut from the first day.\"",
            &[
                "he thought the gates were \"shut from the first day.\" | Jerry Moss | source-cue-words-quote",
            ],
        );
        gives(
            "Helena Brandt said the vote signals \"the end of the old port.\"",
            &[
                "the vote signals \"the end of the old port.\" | Helena Brandt | source-cue-words-quote",
            ],
        );
        gives(
            "As Helena Brandt put it, \"the gates were shut for good.\"",
            &["the gates were shut for good. | Helena Brandt | source-cue-quote"],
        );
    }

    #[test]
    fn false_alarms() {
        gives("The report said nothing. \"No Way Out\" hung on the gates.", &[]);
        gives("The long report \"No Way Out\" was read by Helena Brandt.", &[]);
        gives(
            "What was said at the gates is \"a matter of long debate.\"",
            &["a matter of long debate. | - | marks"],
        );
    }
}
