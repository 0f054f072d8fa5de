//! Subject and verb behind the marks: `"It rained," Roe said.`, `"It rained," Roe, the mayor, said.`

use crate::entities::lists::Flags;
use crate::quotes::attribution::{Attribution, Grip};
use crate::quotes::rule::Rule;
use crate::quotes::text::beside::Behind;
use crate::quotes::text::verbs;
use crate::quotes::text::view::{View, Who};

/// Tokens behind the marks within which the subject begins.
const NEAR: usize = 12;

/// `"…," Dias said`
pub(crate) fn behind(view: &View<'_>, place: &Behind) -> Option<Attribution> {
    let (at, end) = (place.at, place.end);
    for cue in (at + 1..end).filter(|cue| place.is_cue(view, *cue)) {
        let Some((subject, negated)) = view.source_to(at, cue) else { continue };
        let start = view.list_start(at, &subject);
        // "…," but he also said: the words before the mark are not what is attributed.
        let other = at < end
            && matches!(view.cut(at), "but" | "and" | "or" | "while" | "although" | "though")
            && start > at
            && !view.is(start - 1, ",");
        let next = start > at && matches!(view.cut(start - 1), "and" | "but");
        // "…," Dias, who has doubts, said: the relative clause is not the statement.
        let relative = matches!(subject.who, Who::Relative(_));
        let begins = !other
            && !next
            && !relative
            && start >= at
            && start - at < NEAR
            && !(at..start).any(|at| verbs::is_cue(view.token(at)));
        if begins && !verbs::is_participle(view.cut(cue)) {
            let mut found = Attribution::by_verb(Rule::QuoteSourceCue, subject, cue, negated);
            if has_content(view, cue, end) {
                found.grip = Grip::OtherWords;
            }
            return Some(found);
        }
    }
    None
}

/// Whether a clause follows the cue that it governs: "…," Dias said he knew.
fn has_content(view: &View<'_>, cue: usize, end: usize) -> bool {
    let next = cue + 1;
    next < end
        && view.token(cue).is(Flags::BARE)
        && (view.token(next).is(Flags::PRONOUN | Flags::ARTICLE) || view.mention(next).is_some())
        && !view.is(next, "this")
}

#[cfg(test)]
mod tests {
    use crate::quotes::tests::gives;

    #[test]
    fn hits() {
        gives(
            "\"The gates stay shut,\" Helena Brandt said.",
            &["The gates stay shut, | Helena Brandt | quote-source-cue"],
        );
        gives(
            "\"The gates stay shut,\" Helena Brandt, who runs the port, said on Monday.",
            &["The gates stay shut, | Helena Brandt | quote-source-cue"],
        );
        gives(
            "\"The gates stay shut,\" the minister repeatedly told reporters.",
            &["The gates stay shut, | the minister | quote-source-cue"],
        );
    }

    #[test]
    fn false_alarms() {
        gives(
            "Jerry Moss said the gates \"would stay shut for now,\" but he also said the port was open.",
            &[
                "the gates \"would stay shut for now,\" | Jerry Moss | source-cue-words-quote",
                "the port was open | Jerry Moss | source-that",
            ],
        );
        gives(
            "Jerry Moss claimed it was \"a quiet day,\" but Helena Brandt said she knew better.",
            &[
                "it was \"a quiet day,\" | Jerry Moss | source-cue-words-quote",
                "she knew better | Helena Brandt | source-that",
            ],
        );
        gives("The sign \"No Way Out\" hung where Helena Brandt, who had doubts, once stood.", &[]);
    }
}
