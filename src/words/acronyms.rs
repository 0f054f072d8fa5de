//! Acronyms that fold to common words: `U.S.` and `US` are not `us`.

/// The folded forms of these.
const COMMON: [&str; 3] = ["us", "it", "who"];

/// Whether a word with this folded form is written as an acronym, in capitals or with dots, and
/// would be a common word else.
pub fn is_acronym(form: &str, written: &str) -> bool {
    (2..=3).contains(&form.len())
        && written.bytes().all(|b| b.is_ascii_uppercase() || b == b'.')
        && COMMON.contains(&form)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_make_an_acronym() {
        for (form, written, expected) in [
            ("us", "US", true),
            ("us", "U.S.", true),
            ("us", "us", false),
            ("us", "Us", false),
            ("who", "WHO", true),
            ("nato", "NATO", false),
            ("uk", "U.K.", false),
        ] {
            assert_eq!(is_acronym(form, written), expected, "{written}");
        }
    }
}
