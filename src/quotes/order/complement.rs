//! The order of the patterns of what a verb of attribution takes behind it: a clause, an
//! infinitive, a question, words behind a preposition, an object.

use crate::entities::lists::Flags;
use crate::quotes::patterns::{about, infinitive, object, question, said_that};
use crate::quotes::rule::Rule;
use crate::quotes::text::hearer;
use crate::quotes::text::verbs::Verb;
use crate::quotes::text::view::View;

/// Where the content behind the verb at `cue` begins, and the rule.
pub(crate) fn read(view: &View<'_>, verb: Verb, cue: usize, end: usize) -> Option<(usize, Rule)> {
    if !view.token(cue + 1).is_word() {
        return None;
    }
    if let Some(start) = said_that::content(view, verb, cue, end) {
        return Some((start, Rule::SourceThat));
    }
    let next = behind_time(view, cue + 1, end);
    if infinitive::opens(view, verb, next, end) {
        return infinitive::content(view, next).map(|start| (start, Rule::SourceInfinitive));
    }
    if question::opens(view, next) {
        return question::content(verb, next).map(|start| (start, Rule::SourceQuestion));
    }
    if let Some(start) = about::content(view, verb, next, end) {
        return Some((start, Rule::SourceAbout));
    }
    // "told the court": the hearer is no content.
    if hearer::behind(view, cue, end).is_some() {
        return None;
    }
    object::content(view, verb, next, end).map(|start| (start, Rule::SourceObject))
}

/// The token behind a time beside the verb: "promised on Tuesday to".
fn behind_time(view: &View<'_>, at: usize, end: usize) -> usize {
    let day = |at: usize| at < end && view.token(at).is(Flags::CALENDAR);
    let next = match () {
        () if view.is(at, "on") && day(at + 1) => at + 2,
        () if day(at) => at + 1,
        () => at,
    };
    if next < end { next } else { at }
}
