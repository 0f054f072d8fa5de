//! Verbs of saying and of thought: their base forms, and what may follow them: a clause, an infinitive,
//! an object, a question.

use crate::entities::lists::{self, Flags};
use crate::entities::tokens::{Kind, Token};
use rustc_hash::FxHashMap;
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

static VERBS: LazyLock<FxHashMap<&'static str, Verb>> = LazyLock::new(|| {
    let mut table = FxHashMap::default();
    for entry in lists::cues() {
        let (base, frames, prepositions) = (entry.base, entry.frames, entry.prepositions);
        for form in entry.forms().filter(|form| form.takes) {
            table.insert(form.word, Verb { base, is_base: form.is_base, frames, prepositions });
        }
    }
    table
});

/// What the list says of a verb or adjective in small letters.
pub(crate) fn of(word: &str) -> Option<Verb> {
    VERBS.get(word).copied()
}

/// The verb that a cue is a form of.
struct CueOf {
    base: &'static str,
    weak: bool,
}

static CUES: LazyLock<FxHashMap<&'static str, CueOf>> = LazyLock::new(|| {
    let mut table = FxHashMap::default();
    for entry in lists::cues() {
        for form in entry.forms().filter(|form| form.is_cue) {
            table.insert(form.word, CueOf { base: entry.base, weak: entry.weak });
        }
    }
    table
});

/// The base form of a cue; the word itself when the list does not have it.
pub(crate) fn base(word: &str) -> &str {
    match word {
        "According to" => "according to",
        _ => {
            // "called for": the verb is the first word.
            let verb = word.split(' ').next().unwrap_or(word);
            let listed = CUES.get(verb).map(|cue| cue.base);
            listed.or_else(|| of(verb).map(|verb| verb.base)).unwrap_or(word)
        }
    }
}

/// Whether the token may be the verb of an attribution.
pub(crate) fn is_cue(token: &Token) -> bool {
    token.is(Flags::CUE) && token.kind == Kind::Lower
}

/// Whether the cue is a participle, whose subject stands further off.
pub(crate) fn is_participle(word: &str) -> bool {
    word.ends_with("ing")
}

/// Whether the cue tells of thought, or of something else as often as of speech: an outer verb of saying governs it.
pub(crate) fn is_weak(word: &str) -> bool {
    CUES.get(word).is_some_and(|cue| cue.weak)
}

/// A past tense by its ending.
pub(crate) fn is_past(word: &str) -> bool {
    word.len() > 4 && word.ends_with("ed")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::cues::Entry;

    #[test]
    fn base_forms() {
        for (form, want) in [
            ("said", "say"),
            ("told", "tell"),
            ("writes", "write"),
            ("denied", "deny"),
            ("quipped", "quip"),
        ] {
            assert_eq!(base(form), want);
        }
    }

    #[test]
    fn every_form_has_one_base() {
        let cues = |entry: Entry| entry.forms().filter(|form| form.is_cue).count();
        let count: usize = lists::cues().map(cues).sum();
        assert_eq!(CUES.len(), count);
    }

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
