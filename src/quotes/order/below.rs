//! An attribution that a line of its own gives, below the marks: `"It rained,"⏎Jane Roe said.`

use super::behind;
use crate::quotes::attribution::Grip;
use crate::quotes::text::clause;
use crate::quotes::text::marked::Marked;
use crate::quotes::text::verbs;
use crate::quotes::text::view::View;
use std::ops::Range;

/// Most tokens of a line that is no more than an attribution.
const LONGEST: usize = 14;

/// The line below the marks, if it is their attribution.
pub(crate) fn read(view: &View<'_>, marked: &Marked) -> Option<Range<usize>> {
    let below = marked.below.clone();
    if !marked.after.is_empty() || below.is_empty() {
        return None;
    }
    let found = behind::read(view, below.clone(), true)?;
    let ((cue, negated), source) = (found.cue?, found.source?);
    // "Carl Poe did not agree." answers what stands above.
    if negated {
        return None;
    }
    // "It rained." below marks is no attribution.
    let listed = cue.len() == 1 && verbs::is_cue(view.token(cue.start));
    if found.grip == Grip::OtherWords || !listed {
        return None;
    }
    // A comma before the closing mark promises what the line below gives.
    let promised = marked.closing(view) == ",";
    // "Jane Roe said:" leads to marks of its own.
    if matches!(view.cut(below.end - 1), ":" | ",") {
        return None;
    }
    let last = source.tokens.end.max(cue.end);
    let only = marked.leads
        && below.len() <= LONGEST
        && clause::behind(view, cue.start, below.end).is_none()
        && (last >= below.end || !view.token(last).is_word() || clause::is_tail(view, last));
    (promised || only).then_some(below)
}
