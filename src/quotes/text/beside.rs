//! What stands beside a stretch between marks: the words behind it and those ahead of it.

use super::verbs;
use super::view::View;
use crate::entities::lists::Flags;
use std::ops::Range;

/// Tokens beside a stretch that are looked at.
pub(crate) const REACH: usize = 60;

/// What stands behind a stretch, as far as it is looked at.
pub(crate) struct Behind {
    /// The first token that is neither comma nor dash nor the single mark of a quote within the quote.
    pub at: usize,
    pub end: usize,
    /// Whether the quote ends before its cue: "…," or "…?", or the comma behind the mark.
    pub ends: bool,
    /// Whether a dash stands before [`Behind::at`].
    pub dash: bool,
}

impl Behind {
    /// What stands in `range`; `ends` tells whether the words between the marks end before their cue.
    pub fn new(view: &View<'_>, range: Range<usize>, ends: bool) -> Behind {
        let mut place = Behind { at: range.start, end: range.end, ends, dash: false };
        while place.at < place.end
            && matches!(view.cut(place.at), "," | "-" | "–" | "—" | "'" | "’")
        {
            let single = matches!(view.cut(place.at), "'" | "’");
            place.ends |= !single;
            place.dash |= !single && view.cut(place.at) != ",";
            place.at += 1;
        }
        place
    }

    /// Whether token `at` may be the cue of the words before it.
    pub fn is_cue(&self, view: &View<'_>, at: usize) -> bool {
        verbs::is_cue(view.token(at))
            && (self.ends || !view.token(at).is(Flags::MARKS_ONLY | Flags::BASE))
    }
}

/// What stands ahead of a stretch, as far as it is looked at.
pub(crate) struct Ahead {
    pub first: usize,
    /// The token of the opening mark.
    pub open: usize,
    /// Number of the sentence.
    pub sentence: usize,
    /// What follows the closing mark, as far as it is looked at.
    pub behind: Range<usize>,
}
