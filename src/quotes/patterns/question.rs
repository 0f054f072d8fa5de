//! A question behind a verb: "Roe asked why it rained.", "Roe wondered whether it would rain."

use crate::entities::classes::Class;
use crate::quotes::text::verbs::Verb;
use crate::quotes::text::view::View;

/// Whether a question begins at `at`.
pub(crate) fn opens(view: &View<'_>, at: usize) -> bool {
    view.has(at, Class::Question)
}

/// Where the content begins, if the verb takes a question.
pub(crate) fn content(verb: Verb, at: usize) -> Option<usize> {
    verb.takes('w').then_some(at)
}

#[cfg(test)]
mod tests {
    use crate::quotes::tests::gives;

    #[test]
    fn hits() {
        gives(
            "Jerry Moss asked why the gates were shut.",
            &["why the gates were shut | Jerry Moss | source-question"],
        );
        gives(
            "Helena Brandt wondered whether the gates would open.",
            &["whether the gates would open | Helena Brandt | source-question"],
        );
    }

    #[test]
    fn false_alarms() {
        gives("Jerry Moss left when the gates were shut.", &[]);
        gives("Jerry Moss praised how.", &[]);
        gives("Asked why the gates were shut, Jerry Moss left.", &[]);
    }
}
