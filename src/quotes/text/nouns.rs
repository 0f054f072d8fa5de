//! Nouns by which sources are told apart: papers that carry somebody's words, words that make another office of one.

use crate::entities::lists;
use std::collections::HashSet;
use std::sync::LazyLock;

const LIST: &str = include_str!("../../../seeds/lists/source-nouns.txt");

static PAPERS: LazyLock<HashSet<&str>> = LazyLock::new(|| of("paper"));
static UNDER: LazyLock<HashSet<&str>> = LazyLock::new(|| of("under"));

fn of(kind: &str) -> HashSet<&'static str> {
    let words = |line: &'static str| line.split_once(' ').filter(|(name, _)| *name == kind);
    lists::lines(LIST).filter_map(words).flat_map(|(_, words)| words.split_whitespace()).collect()
}

/// Whether a noun is a paper that carries the words of whoever owns or wrote it: "Roe's statement".
pub(crate) fn is_paper(word: &str) -> bool {
    PAPERS.contains(word.to_lowercase().as_str())
}

/// Whether a word makes another office of the one it stands before: "deputy", "vice".
pub(crate) fn is_under(word: &str) -> bool {
    UNDER.contains(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_read() {
        assert!(is_paper("Statement") && !is_paper("spokesman"));
        assert!(is_under("deputy") && !is_under("mayor"));
    }
}
