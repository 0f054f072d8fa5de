//! Words behind the preposition of a verb: "Roe called for an inquiry.", "Roe warned of floods."

use crate::quotes::text::verbs::Verb;
use crate::quotes::text::view::View;

/// Where the content behind the preposition at `at` begins, if the verb takes it.
pub(crate) fn content(view: &View<'_>, verb: Verb, at: usize, end: usize) -> Option<usize> {
    let object = at + 1;
    (verb.takes_preposition(view.cut(at)) && object < end && view.token(object).is_word())
        .then_some(object)
}

#[cfg(test)]
mod tests {
    use crate::quotes::tests::gives;

    #[test]
    fn hits() {
        gives(
            "Helena Brandt called for a second inquiry.",
            &["a second inquiry | Helena Brandt | source-about"],
        );
        gives(
            "Jerry Moss warned of storms in the north.",
            &["storms in the north | Jerry Moss | source-about"],
        );
    }

    #[test]
    fn false_alarms() {
        gives("Helena Brandt called at noon from the port.", &[]);
        gives("Jerry Moss waited for a second inquiry.", &[]);
        gives("Jerry Moss was warned of storms in the north.", &[]);
    }
}
