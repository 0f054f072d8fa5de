//! British and American spellings that follow a rule: `organised` and `organized`, `labour` and
//! `labor`, `fuelled` and `fueled`. Those that follow none stand in `seeds/lists/same-spellings.txt`.

/// Letters that must stand before what is spelled in two ways, else many short words would fit
/// that are others (`four`, `for`; `prise`, `prize`).
const LEAST: usize = 3;

const OF_VERBS: &[&str] =
    &["e", "ed", "es", "er", "ers", "ing", "ings", "able", "ation", "ations", "ational"];
const OF_NOUNS: &[&str] = &[
    "", "s", "ed", "ing", "ings", "er", "ers", "able", "ably", "ful", "fully", "less", "ite",
    "ites", "itism", "y", "ies", "al", "ally", "hood", "hoods", "ly", "ist", "ists",
];
const OF_DOUBLED: &[&str] = &["ed", "ing", "ings", "er", "ers", "or", "ors"];

/// The ways in which a folded form may also be spelled; most of them nobody writes.
pub(super) fn respelled(form: &str) -> Vec<String> {
    let mut found = Vec::new();
    if !form.is_ascii() {
        return found;
    }
    for (a, b, endings) in [
        ("is", "iz", OF_VERBS),
        ("ys", "yz", OF_VERBS),
        ("our", "or", OF_NOUNS),
        ("ll", "l", OF_DOUBLED),
    ] {
        for ending in endings {
            let Some(head) = form.strip_suffix(ending) else { continue };
            // The longer one first: "ll" ends in "l" as well.
            let (before, other) = match (head.strip_suffix(a), head.strip_suffix(b)) {
                (Some(before), _) => (before, b),
                (None, Some(before)) => (before, a),
                (None, None) => continue,
            };
            if before.len() >= LEAST && (a != "ll" || may_double(before)) {
                found.push(format!("{before}{other}{ending}"));
            }
        }
    }
    found
}

/// Whether the letters before an `l` are such that the `l` is doubled by some: `fue`, `trave`, but
/// not `ca`, `ski`, where it belongs to the word.
fn may_double(before: &str) -> bool {
    let is_vowel = |c: char| "aeiouy".contains(c);
    before.ends_with(is_vowel) && before.chars().filter(|c| is_vowel(*c)).count() > 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_go_both_ways() {
        for (british, american) in [
            ("organised", "organized"),
            ("organisations", "organizations"),
            ("analysing", "analyzing"),
            ("labour", "labor"),
            ("neighbourhoods", "neighborhoods"),
            ("favourite", "favorite"),
            ("unfavourable", "unfavorable"),
            ("fuelled", "fueled"),
            ("counsellors", "counselors"),
        ] {
            assert!(respelled(british).contains(&american.to_owned()), "{british}");
            assert!(respelled(american).contains(&british.to_owned()), "{american}");
        }
    }

    #[test]
    fn short_words_are_themselves() {
        for form in ["four", "for", "hour", "prize", "called", "skilled", "tour", "größe", ""] {
            assert_eq!(respelled(form), [""; 0], "{form}");
        }
    }
}
