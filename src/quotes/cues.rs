//! Verbs of saying: their base forms, and whether a cue is denied.

use super::frames;
use crate::entities::lists::{self, Flags};
use crate::entities::tokens::{Kind, Token};
use std::collections::HashMap;
use std::sync::LazyLock;

static BASES: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let mut table = HashMap::new();
    for line in lists::lines(lists::CUES) {
        let mut forms = line.split_whitespace();
        let Some((base, _)) = forms.next().map(lists::cue_base) else { continue };
        table.insert(base, base);
        for form in forms {
            table.insert(form, base);
        }
    }
    table
});

/// The base form of a cue; the word itself when the list does not have it.
pub(super) fn base(word: &str) -> &str {
    match word {
        "According to" => "according to",
        _ => {
            // "called for": the verb is the first word.
            let verb = word.split(' ').next().unwrap_or(word);
            let listed = BASES.get(verb).copied();
            listed.or_else(|| frames::of(verb).map(|verb| verb.base)).unwrap_or(word)
        }
    }
}

/// Whether the token may be the verb of an attribution.
pub(super) fn is_cue(token: &Token) -> bool {
    token.is(Flags::CUE) && token.kind == Kind::Lower
}

/// Whether the cue is a participle, whose subject stands further off.
pub(super) fn is_participle(word: &str) -> bool {
    word.ends_with("ing")
}

#[cfg(test)]
mod tests {
    use super::*;

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
        let count: usize = lists::lines(lists::CUES).map(|l| l.split_whitespace().count()).sum();
        assert!(BASES.len() + 5 > count, "{} of {count}", BASES.len());
    }
}
