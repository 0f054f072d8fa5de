//! The order of the patterns behind a stretch between marks.

use crate::quotes::attribution::Attribution;
use crate::quotes::patterns::{according_to, after_quote, dash, inverted, open_verb};
use crate::quotes::text::beside::Behind;
use crate::quotes::text::view::View;
use std::ops::Range;

/// The attribution in `range`, right behind marks; `ends` tells whether their words end before
/// their cue, as `…,"` does.
pub(crate) fn read(view: &View<'_>, range: Range<usize>, ends: bool) -> Option<Attribution> {
    let place = Behind::new(view, range, ends);
    // Behind "according to" nothing else is looked for.
    if according_to::is_behind(view, &place) {
        return according_to::behind(view, &place);
    }
    if place.ends {
        inverted::beside(view, &place)
            .or_else(|| after_quote::behind(view, &place))
            .or_else(|| inverted::over_words(view, &place))
            .or_else(|| open_verb::behind(view, &place))
            .or_else(|| dash::behind(view, &place))
    } else {
        inverted::beside(view, &place)
            .or_else(|| inverted::over_words(view, &place))
            .or_else(|| after_quote::behind(view, &place))
            .or_else(|| dash::behind(view, &place))
    }
}
