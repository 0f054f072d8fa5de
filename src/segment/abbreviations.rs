//! Words before a full stop that may not end a sentence, and words after it that show that it does.

use std::sync::LazyLock;

/// What follows an abbreviation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Follows {
    /// A name: the full stop ends no sentence.
    Name,
    /// A number, or else a new sentence.
    Number,
    /// Anything; a word that often begins sentences begins one here.
    Open,
    /// The sentence always goes on.
    Never,
}

static ABBREVIATIONS: LazyLock<Vec<(&'static str, Follows)>> = LazyLock::new(|| {
    let mut list: Vec<_> = entries(include_str!("../../seeds/lists/abbreviations.txt"))
        .filter_map(|line| {
            let (word, follows) = line.split_once(' ')?;
            let follows = match follows.trim() {
                "name" => Follows::Name,
                "number" => Follows::Number,
                "open" => Follows::Open,
                "never" => Follows::Never,
                _ => return None,
            };
            Some((word, follows))
        })
        .collect();
    list.sort_unstable_by_key(|(word, _)| *word);
    list
});

static STARTERS: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| sorted(include_str!("../../seeds/lists/sentence-starters.txt")));

static NAME_VERBS: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| sorted(include_str!("../../seeds/lists/name-verbs.txt")));

fn sorted(list: &'static str) -> Vec<&'static str> {
    let mut list: Vec<_> = entries(list).collect();
    list.sort_unstable();
    list
}

fn entries(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// What follows `word`, if it is an abbreviation; its own full stop is left out.
pub fn follows(word: &str) -> Option<Follows> {
    let list = &*ABBREVIATIONS;
    list.binary_search_by(|(known, _)| (*known).cmp(word)).ok().map(|at| list[at].1)
}

/// Whether `word`, after a name, says that the name spoke.
pub fn is_name_verb(word: &str) -> bool {
    NAME_VERBS.binary_search(&word).is_ok()
}

/// Whether `word` often begins a sentence.
pub fn is_starter(word: &str) -> bool {
    STARTERS.binary_search(&word).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sound() {
        let lines = entries(include_str!("../../seeds/lists/abbreviations.txt")).count();
        assert_eq!(ABBREVIATIONS.len(), lines);
        assert!(ABBREVIATIONS.is_sorted_by(|a, b| a.0 < b.0), "an abbreviation is given twice");
        assert!(STARTERS.is_sorted_by(|a, b| a < b), "a starter is given twice");
        assert_eq!(
            (follows("Gov"), follows("U.S"), follows("Nov")),
            (Some(Follows::Name), None, Some(Follows::Number))
        );
        assert!(NAME_VERBS.is_sorted_by(|a, b| a < b) && is_name_verb("asked"));
        assert!(is_starter("The") && !is_starter("the"));
    }
}
