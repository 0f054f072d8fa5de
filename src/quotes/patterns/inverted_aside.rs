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
