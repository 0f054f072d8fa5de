//! An object behind a verb: "Roe praised the crew.", "Roe denied that report."

use crate::entities::lists::Flags;
use crate::entities::tokens::Kind;
use crate::quotes::text::verbs::Verb;
use crate::quotes::text::view::View;

/// Where the object begins, if the verb takes one.
pub(crate) fn content(view: &View<'_>, verb: Verb, at: usize, end: usize) -> Option<usize> {
    let pointed =
        view.is(at, "that") && !verb.takes('t') && at + 1 < end && view.token(at + 1).is_word();
    (verb.takes('n') && (pointed || opens_object(view, at))).then_some(at)
}

/// Whether an object begins at `at`: no preposition, conjunction, adverb or pronoun that is a subject.
fn opens_object(view: &View<'_>, at: usize) -> bool {
    let token = view.token(at);
    if token.is(Flags::CALENDAR | Flags::NEGATION) {
        return false;
    }
    let word = view.cut(at);
    if matches!(
        word,
        "her"
            | "his"
            | "their"
            | "its"
            | "him"
            | "them"
            | "it"
            | "me"
            | "us"
            | "himself"
            | "herself"
            | "more"
            | "both"
            | "such"
            | "any"
            | "all"
    ) {
        return true;
    }
    let other = token.is(Flags::PREPOSITION | Flags::PRONOUN | Flags::BETWEEN)
        || token.kind == Kind::Lower && word.ends_with("ly");
    !other
        && !matches!(
            word,
            "that"
                | "to"
                | "in"
                | "on"
                | "at"
                | "by"
                | "of"
                | "for"
                | "with"
                | "from"
                | "as"
                | "and"
                | "or"
                | "but"
                | "when"
                | "after"
                | "before"
                | "because"
                | "if"
                | "than"
                | "out"
                | "up"
                | "down"
                | "off"
                | "over"
                | "into"
                | "back"
                | "away"
                | "during"
                | "through"
                | "about"
                | "against"
                | "between"
                | "among"
                | "since"
                | "until"
                | "while"
                | "so"
                | "too"
                | "again"
                | "once"
                | "there"
                | "here"
                | "like"
                | "is"
                | "are"
                | "was"
                | "were"
        )
}

#[cfg(test)]
mod tests {
    use crate::quotes::tests::gives;

    #[test]
    fn hits() {
        gives(
            "Helena Brandt praised the crew of the ferry.",
            &["the crew of the ferry | Helena Brandt | source-object"],
        );
        gives(
            "Jerry Moss criticized that report of the crew.",
            &["that report of the crew | Jerry Moss | source-object"],
        );
    }

    #[test]
    fn false_alarms() {
        gives("Helena Brandt painted the gates of the port.", &[]);
        gives("Jerry Moss was praised by the crew of the ferry.", &[]);
        gives("Helena Brandt accepted the praise of the crew.", &[]);
    }
}
