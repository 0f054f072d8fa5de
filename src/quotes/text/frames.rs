//! What may follow a verb of attribution: a clause, an infinitive, an object, a question.

use crate::entities::lists;
use std::collections::HashMap;
use std::sync::LazyLock;

/// What the list says of one form of a word.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Verb {
    /// The base form.
    pub base: &'static str,
    /// Whether this is the base form.
    pub is_base: bool,
    /// Letters: `t`hat, `i`nfinitive, `n`oun, `w`hat; `a`djective.
    frames: &'static str,
    /// Prepositions, with commas between.
    prepositions: &'static str,
}

impl Verb {
    /// Whether the verb takes what the letter stands for.
    pub fn takes(self, frame: char) -> bool {
        self.frames.contains(frame)
    }

    /// Whether the verb takes an object behind this word.
    pub fn takes_preposition(self, word: &str) -> bool {
        self.prepositions.split(',').any(|p| p == word)
    }
}

static VERBS: LazyLock<HashMap<&'static str, Verb>> = LazyLock::new(|| {
    let mut table = HashMap::new();
    for line in lists::lines(include_str!("../../../seeds/lists/attributions.txt")) {
        let mut words = line.split_whitespace();
        let (Some(what), Some(base)) = (words.next(), words.next()) else { continue };
        let (frames, prepositions) = what.split_once(':').unwrap_or((what, ""));
        table.insert(base, Verb { base, is_base: true, frames, prepositions });
        for form in words {
            table.insert(form, Verb { base, is_base: false, frames, prepositions });
        }
    }
    table
});

/// What the list says of a verb or adjective in small letters.
pub(crate) fn of(word: &str) -> Option<Verb> {
    VERBS.get(word).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_have_frames() {
        let vowed = of("vowed").expect("on the list");
        assert!(vowed.base == "vow" && !vowed.is_base);
        assert!(vowed.takes('i') && vowed.takes('t') && !vowed.takes('n'));
        let called = of("called").expect("on the list");
        assert!(called.takes('n') && called.takes_preposition("for"));
        assert!(!called.takes_preposition("in") && !called.takes_preposition(""));
        assert!(of("walked").is_none());
    }
}
