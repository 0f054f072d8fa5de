//! Words between marks that nobody is found for: `"It rained," and nobody is named.`

use crate::quotes::attribution::Attribution;
use crate::quotes::rule::Rule;
use crate::quotes::text::marked::{FEWEST, Marked};

/// The quote of nobody, if the words are more than scare quotes hold.
pub(crate) fn read(marked: &Marked) -> Option<Attribution> {
    (marked.words > FEWEST).then(|| Attribution::to_nobody(Rule::Marks))
}
