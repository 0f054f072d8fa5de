//! The order of the patterns that make of a sentence as a whole one statement.

use crate::quotes::attribution::Attribution;
use crate::quotes::patterns::{according_to, clause_said, said_clause};
use crate::quotes::text::view::View;
use std::ops::Range;

/// Fewest words of a clause that is taken as a quote.
const FEWEST: usize = 3;

/// The content of the sentence and its attribution.
pub(crate) fn read(view: &View<'_>, sentence: Range<usize>) -> Option<(Range<usize>, Attribution)> {
    let end = (sentence.start..sentence.end).rev().find(|at| view.token(*at).is_word())? + 1;
    let sentence = sentence.start..end;
    let found = according_to::opening(view, &sentence)
        .or_else(|| match according_to::closes_at(view, &sentence) {
            Some(according) => according_to::closing(view, &sentence, according),
            None => clause_said::read(view, &sentence),
        })
        .or_else(|| said_clause::read(view, &sentence))?;
    let words = view.tokens.all[found.0.clone()].iter().filter(|t| t.is_word()).count();
    (words >= FEWEST).then_some(found)
}
