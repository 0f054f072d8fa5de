//! Forms of small words outside the lists: what is a verb, a joiner or a plural, and so no part of a title.

use crate::entities::lists;
use crate::quotes::text::verbs;
use std::collections::HashMap;
use std::sync::LazyLock;

pub(crate) fn is_kin(word: &str) -> bool {
    matches!(
        word,
        "wife" | "husband" | "son" | "daughter" | "brother" | "sister" | "mother" | "father"
    )
}

pub(crate) fn is_plural(word: &str) -> bool {
    word.ends_with('s') && !word.ends_with("ss")
        || word.ends_with("smen")
        || matches!(word, "police" | "people" | "congressmen" | "councilmen" | "chairmen")
}

pub(crate) fn is_quantity(word: &str) -> bool {
    matches!(
        word,
        "some" | "many" | "several" | "other" | "most" | "few" | "two" | "three" | "four"
    )
}

/// Words that join others and are no part of a noun phrase.
pub(crate) fn is_closed(word: &str) -> bool {
    is(Class::Closed, word)
}

/// Whether the form of a word outside the lists is that of a verb or an adverb.
pub(crate) fn is_verb(word: &str) -> bool {
    if word.contains('-') {
        return false;
    }
    // "undecided", "unelected"
    let participle = !word.starts_with("un") && word.ends_with("ed") && !is_adjective(word)
        || word.ends_with("ing") && !is_adjective(word);
    let adverb = word.ends_with("ly")
        && !matches!(word, "family" | "daily" | "weekly" | "monthly" | "elderly" | "assembly");
    // "picks manager Ann Lee", but "sports editor Ann Lee"
    let third = word.ends_with('s')
        && !word.ends_with("ss")
        && !word.ends_with("us")
        && !is(Class::Attributive, word);
    participle || adverb || third || is(Class::Irregular, word) || verbs::is_irregular_past(word)
}

/// Participles that stand before a noun of a person.
pub(crate) fn is_adjective(word: &str) -> bool {
    is(Class::Adjective, word)
}

/// Nouns that end like those of persons: "number", "border".
pub(crate) fn is_thing(word: &str) -> bool {
    is(Class::Thing, word)
}

/// A class of the list.
#[derive(Clone, Copy)]
enum Class {
    Closed = 1,
    Adjective = 2,
    Attributive = 4,
    Irregular = 8,
    Thing = 16,
}

/// The classes of each word of the list, as bits.
static WORDS: LazyLock<HashMap<&'static str, u8>> = LazyLock::new(|| {
    let mut table = HashMap::new();
    for line in lists::lines(include_str!("../../../seeds/lists/forms.txt")) {
        let mut words = line.split_whitespace();
        let class = match words.next() {
            Some("closed") => Class::Closed,
            Some("adjective") => Class::Adjective,
            Some("attributive") => Class::Attributive,
            Some("irregular") => Class::Irregular,
            Some("thing") => Class::Thing,
            _ => continue,
        };
        for word in words {
            *table.entry(word).or_default() |= class as u8;
        }
    }
    table
});

fn is(class: Class, word: &str) -> bool {
    WORDS.get(word).is_some_and(|classes| classes & class as u8 != 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_has_its_classes() {
        assert!(is_closed("although") && is_adjective("retired") && is_thing("border"));
        assert!(is_verb("beat") && is_verb("picks") && !is_verb("sports") && !is_verb("family"));
        assert!(!is_closed("minister") && is_plural("congressmen"));
        let classes = ["closed", "adjective", "attributive", "irregular", "thing"];
        let known = |line: &str| classes.contains(&line.split(' ').next().unwrap_or(""));
        assert!(lists::lines(include_str!("../../../seeds/lists/forms.txt")).all(known));
    }
}
