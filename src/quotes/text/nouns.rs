//! Nouns by which sources are told apart: papers that carry somebody's words, words that make another office of one.

use crate::entities::lists::{self, Flags};
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

const LIST: &str = include_str!("../../../seeds/lists/source-nouns.txt");

static PAPERS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| of("paper"));
static UNDER: LazyLock<FxHashSet<&str>> = LazyLock::new(|| of("under"));

static PAIRS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| of("pair"));
static WOMEN: LazyLock<FxHashSet<&str>> = LazyLock::new(|| of("woman"));
static MEN: LazyLock<FxHashSet<&str>> = LazyLock::new(|| of("man"));
static SAME: LazyLock<Vec<FxHashSet<&str>>> =
    LazyLock::new(|| sets("same").map(Iterator::collect).collect());

/// The words of each line of a kind.
fn sets(kind: &str) -> impl Iterator<Item = impl Iterator<Item = &'static str>> {
    let words = move |line: &'static str| line.split_once(' ').filter(|(name, _)| *name == kind);
    lists::lines(LIST).filter_map(words).map(|(_, words)| words.split_whitespace())
}

fn of(kind: &str) -> FxHashSet<&'static str> {
    sets(kind).flatten().collect()
}

/// Whether a noun is a paper that carries the words of whoever owns or wrote it: "Roe's statement".
pub(crate) fn is_paper(word: &str) -> bool {
    PAPERS.contains(word.to_lowercase().as_str())
}

/// Whether a word makes another office of the one it stands before: "deputy", "vice".
pub(crate) fn is_under(word: &str) -> bool {
    UNDER.contains(word)
}

/// Whether two words may tell of one office: "federal" and "district" of a judge.
pub(crate) fn is_same(a: &str, b: &str) -> bool {
    a == b || SAME.iter().any(|set| set.contains(a) && set.contains(b))
}

/// Whether a noun means two who were named together: "the couple".
pub(crate) fn is_pair(word: &str) -> bool {
    PAIRS.contains(word)
}

/// Whether a role tells that its bearer is a woman or a man; nothing else does so surely.
pub(crate) fn sex(role: &str) -> Flags {
    let has = |set: &FxHashSet<&str>| {
        role.split(' ').any(|word| set.contains(word.to_lowercase().as_str()))
    };
    match (has(&WOMEN), has(&MEN)) {
        (true, false) => Flags::WOMAN,
        (false, true) => Flags::MAN,
        _ => Flags::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_read() {
        assert!(is_paper("Statement") && !is_paper("spokesman"));
        assert!(is_under("deputy") && !is_under("mayor"));
        assert!(is_same("federal", "district") && !is_same("federal", "minister"));
    }
}
