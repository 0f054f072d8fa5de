//! The verb before its subject between commas, ahead of the marks: `The trouble, says Roe, is that
//! it was "wet all day."`

use crate::quotes::attribution::Attribution;
use crate::quotes::rule::Rule;
use crate::quotes::text::beside::Ahead;
use crate::quotes::text::view::{View, Who};

/// `The paradox, says Dias, is that it was "…"`
pub(crate) fn ahead(view: &View<'_>, place: &Ahead, cue: usize) -> Option<Attribution> {
    let open = place.open;
    let parted = cue > place.first && view.is(cue - 1, ",") && cue + 1 < open;
    if !parted {
        return None;
    }
    let source = view.described(cue + 1, open).or_else(|| view.source_from(cue + 1, open))?;
    let closed = matches!(source.who, Who::Mention(_))
        && source.tokens.end < open
        && view.is(source.tokens.end, ",");
    closed.then(|| Attribution::by_verb(Rule::CueSourceWordsQuote, source, cue, false))
}

#[cfg(test)]
mod tests {
    use crate::quotes::tests::gives;

    #[test]
    fn hits() {
        gives(
            "The trouble, says Helena Brandt, is that the gates were \"shut from the first day.\"",
            &["shut from the first day. | Helena Brandt | cue-source-words-quote"],
        );
        gives(
            "The port, said Jerry Moss, had become \"a place for gulls and rain.\"",
            &["a place for gulls and rain. | Jerry Moss | cue-source-words-quote"],
        );
    }

    #[test]
    fn false_alarms() {
        gives(
            "The port, said to be old, had become \"a place for gulls and rain.\"",
            &["a place for gulls and rain. | The port | subject"],
        );
        gives(
            "The gates, blamed by many, were \"shut from the first day.\"",
            &["shut from the first day. | The gates | subject"],
        );
    }
}
