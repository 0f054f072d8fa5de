//! Words behind the preposition of a verb: "Roe called for an inquiry.", "Roe warned of floods."

use crate::quotes::text::verbs::Verb;
use crate::quotes::text::view::View;

/// Where the content behind the preposition at `at` begins, if the verb takes it.
pub(crate) fn content(view: &View<'_>, verb: Verb, at: usize, end: usize) -> Option<usize> {
    let object = at + 1;
    (verb.takes_preposition(view.cut(at)) && object < end && view.token(object).is_word())
        .then_some(object)
}
