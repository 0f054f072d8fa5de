//! Forms of small words outside the lists: what is a verb, a joiner or a plural, and so no part of a title.

use crate::entities::classes::Class;
use crate::entities::lists;

pub(crate) fn is_kin(word: &str) -> bool {
    lists::has(word, Class::Kin)
}

pub(crate) fn is_plural(word: &str) -> bool {
    word.ends_with('s') && !word.ends_with("ss")
        || word.ends_with("smen")
        || matches!(word, "police" | "people" | "congressmen" | "councilmen" | "chairmen")
}

pub(crate) fn is_quantity(word: &str) -> bool {
    lists::has(word, Class::Quantity)
}

/// Words that join others and are no part of a noun phrase.
pub(crate) fn is_closed(word: &str) -> bool {
    lists::has(word, Class::Closed)
}

/// Whether the form of a word outside the lists is that of a verb or an adverb.
pub(crate) fn is_verb(word: &str) -> bool {
    if word.contains('-') {
        return false;
    }
    // "undecided", "unelected"
    let participle = !word.starts_with("un") && word.ends_with("ed") && !is_adjective(word)
        || word.ends_with("ing") && !is_adjective(word);
    let adverb = is_adverb(word);
    // "picks manager Ann Lee", but "sports editor Ann Lee"
    let third = word.ends_with('s')
        && !word.ends_with("ss")
        && !word.ends_with("us")
        && !lists::has(word, Class::Attributive);
    participle
        || adverb
        || third
        || lists::has(word, Class::Irregular)
        || lists::has(word, Class::IrregularPast)
}

/// Whether the word is an adverb by its ending: "repeatedly", but not "assembly".
pub(crate) fn is_adverb(word: &str) -> bool {
    word.ends_with("ly") && !lists::has(word, Class::NoAdverb)
}

/// Participles that stand before a noun of a person.
pub(crate) fn is_adjective(word: &str) -> bool {
    lists::has(word, Class::Adjective)
}

/// Nouns that end like those of persons: "number", "border".
pub(crate) fn is_thing(word: &str) -> bool {
    lists::has(word, Class::Thing)
}

/// Whether the word stands for somebody, whatever its capitals.
pub(crate) fn is_pronoun(word: &str) -> bool {
    matches!(
        word.to_ascii_lowercase().as_str(),
        "he" | "she"
            | "they"
            | "it"
            | "i"
            | "we"
            | "you"
            | "his"
            | "her"
            | "their"
            | "its"
            | "my"
            | "our"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_has_its_classes() {
        assert!(is_closed("although") && is_adjective("retired") && is_thing("border"));
        assert!(is_verb("beat") && is_verb("picks") && !is_verb("sports") && !is_verb("family"));
        assert!(!is_closed("minister") && is_plural("congressmen"));
    }
}
