//! A participle ahead of the marks, whose subject stands further off: `Roe left early, saying "it
//! rained."`, `with Roe saying "it rained"`.

use crate::entities::lists::Flags;
use crate::entities::tokens::Kind;
use crate::quotes::attribution::Attribution;
use crate::quotes::rule::Rule;
use crate::quotes::source::outer;
use crate::quotes::text::beside::{Ahead, REACH};
use crate::quotes::text::verbs;
use crate::quotes::text::view::{Source, View, Who};

/// Tokens between the participle and the marks.
const GAP: usize = 8;

/// The attribution by the participle at `cue`.
pub(crate) fn ahead(view: &View<'_>, place: &Ahead, cue: usize) -> Option<Attribution> {
    let first = place.first;
    // "His warning" is a noun.
    let owned = cue > first
        && (view.token(cue - 1).is(Flags::ARTICLE) || view.token(cue - 1).kind == Kind::Possessive);
    if owned || place.open - cue - 1 > GAP {
        return None;
    }
    let source = subject(view, first, cue).or_else(|| spoke(view, place.sentence, first))?;
    Some(Attribution::by_verb(Rule::Participle, source, cue, false))
}

/// Who does what a participle tells: `Dias left, saying`, `with Dias saying`, `Dias is pledging`.
fn subject(view: &View<'_>, first: usize, cue: usize) -> Option<Source> {
    let finite = |at: &usize| {
        let token = view.token(*at);
        verbs::is_cue(token) && !verbs::is_participle(view.cut(*at)) && !token.is(Flags::BASE)
    };
    let subject_of = |at: usize| {
        let (source, _) = view.source_to(first, at)?;
        Some(outer::governor(view, first, &source).map_or(source, |(outer, ..)| outer))
    };
    let before = cue.checked_sub(1).filter(|at| *at > first)?;
    let with = |at: usize| at > first && matches!(view.cut(at - 1), "with" | "With");
    if let Some(mention) = view.mention(before).filter(|m| with(view.spots[*m].start)) {
        return Some(view.named(mention));
    }
    if matches!(view.cut(before), "is" | "are" | "was" | "were" | "been") {
        return subject_of(cue);
    }
    // A verb of saying close by has the same subject, else the clause has it where it opens.
    let near = (first..cue).rev().take(8).find(finite).and_then(subject_of);
    let near = near.filter(|s| matches!(s.who, Who::Mention(_) | Who::Pronoun));
    near.or_else(|| view.opening(first, cue))
        .or_else(|| (first..cue).rev().filter(finite).find_map(subject_of))
        .or_else(|| view.subject(first, cue))
}

/// The source of the broken quote earlier in the sentence: "A," Dias said, adding "B."
fn spoke(view: &View<'_>, sentence: usize, first: usize) -> Option<Source> {
    let range = &view.tokens.sentences[sentence];
    let from = range.start.max(first.saturating_sub(REACH));
    view.subject(from, first)
}

#[cfg(test)]
mod tests {
    use crate::quotes::tests::gives;

    #[test]
    fn hits() {
        gives(
            "Jerry Moss left early, saying \"the port was no place for him.\"",
            &["the port was no place for him. | Jerry Moss | participle"],
        );
        gives(
            "The crew left early, with Jerry Moss adding \"it was about time too.\"",
            &["it was about time too. | Jerry Moss | participle"],
        );
        gives(
            "Helena Brandt told the crew to wait, warning: \"The gates stay shut.\"",
            &[
                "the crew to wait | Helena Brandt | source-object",
                "The gates stay shut. | Helena Brandt | participle",
            ],
        );
    }

    #[test]
    fn false_alarms() {
        gives(
            "His warning \"stay away from the gates\" hung on the wall.",
            &["stay away from the gates | His | owner-noun-quote"],
        );
        gives(
            "A warning of storms from the north came as the crew of the ferry read \"the last of the letters.\"",
            &["the last of the letters. | the crew of the ferry | source-cue-quote"],
        );
    }
}
