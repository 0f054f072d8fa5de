//! An object behind a verb: "Roe praised the crew.", "Roe denied that report."

use crate::entities::classes::Class;
use crate::entities::lists::Flags;
use crate::entities::tokens::Kind;
use crate::quotes::text::forms::is_adverb;
use crate::quotes::text::verbs::{self, Verb};
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
    if view.has(at, Class::Object) {
        return true;
    }
    // "Two reports say": what stands before a verb is its noun.
    let noun = at > 0 && view.has(at - 1, Class::PluralLike);
    if noun && verbs::is_cue(token) && token.is(Flags::BARE) {
        return false;
    }
    let other = token.is(Flags::PREPOSITION | Flags::PRONOUN | Flags::BETWEEN)
        || token.kind == Kind::Lower && is_adverb(word);
    !other && !view.has(at, Class::NoObject)
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
