//! "To" and an infinitive behind a verb: "Roe vowed on Monday to fight the rain."

use crate::entities::tokens::Kind;
use crate::quotes::text::verbs::Verb;
use crate::quotes::text::view::View;

/// Whether an infinitive begins at `at` that the verb takes.
pub(crate) fn opens(view: &View<'_>, verb: Verb, at: usize, end: usize) -> bool {
    view.is(at, "to") && verb.takes('i') && at + 1 < end && view.token(at + 1).kind == Kind::Lower
}

/// Where the content begins; "declined to comment" says nothing.
pub(crate) fn content(view: &View<'_>, at: usize) -> Option<usize> {
    let silent = matches!(view.cut(at + 1), "comment" | "say" | "respond" | "elaborate");
    (!silent).then_some(at)
}

#[cfg(test)]
mod tests {
    use crate::quotes::tests::gives;

    #[test]
    fn hits() {
        gives(
            "Helena Brandt vowed to open the gates.",
            &["to open the gates | Helena Brandt | source-infinitive"],
        );
        gives(
            "Jerry Moss refused on Monday to leave the port.",
            &["to leave the port | Jerry Moss | source-infinitive"],
        );
    }

    #[test]
    fn false_alarms() {
        gives(
            "Helena Brandt declined to comment on the gates.",
            &["declined to comment | Helena Brandt | silence"],
        );
        gives("Helena Brandt walked to open the gates.", &[]);
        gives("Jerry Moss was asked to open the gates.", &[]);
    }
}
