//! Stems of folded forms, and where in the index the forms of a stem are.

use std::borrow::Cow;
use std::sync::LazyLock;

use frostem::{Algorithm, Stemmer};

static ENGLISH: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::new(Algorithm::English));

/// Stem of a folded form (Porter 2, <https://snowballstem.org/algorithms/english/stemmer.html>).
///
/// Forms with a digit are their own stem.
pub fn stem(form: &str) -> Cow<'_, str> {
    if form.bytes().any(|b| b.is_ascii_digit()) {
        return Cow::Borrowed(form);
    }
    ENGLISH.stem(form)
}

/// Forms whose stem shares too little with them to be found by [`stem_prefixes`].
const IRREGULAR: &[(&str, &[&str])] =
    &[("sky", &["skies"]), ("die", &["dying"]), ("lie", &["lying"]), ("tie", &["tying"])];

/// Beginnings, one of which each form with this stem has.
///
/// The index holds forms, not stems: a query for a stem lists the forms below
/// these beginnings and keeps those with the same stem. The algorithm changes
/// the letters before a removed ending in few ways: a final `y` becomes `i`, an
/// `e` is added to short words, and a few words are exceptions.
pub(super) fn stem_prefixes(stem: &str) -> Vec<String> {
    let mut prefixes = vec![stem.to_owned()];
    let short = |last: char| stem.strip_suffix(last).filter(|s| s.len() >= 2);
    if let Some(s) = short('i') {
        prefixes.push(format!("{s}y"));
    }
    if let Some(s) = short('e') {
        prefixes.push(format!("{s}i"));
        prefixes.push(format!("{s}e"));
    }
    for (s, forms) in IRREGULAR {
        if *s == stem {
            prefixes.extend(forms.iter().map(|f| (*f).to_owned()));
        }
    }
    // One listing must not hold another, else its forms would come twice.
    prefixes.sort();
    prefixes.dedup_by(|longer, shorter| longer.starts_with(shorter.as_str()));
    prefixes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_form_lies_below_a_prefix_of_its_stem() {
        let list = "skies sky dying die lying tying studies study studied agency agencies hoping hoped hope \
            hopping hopped rational relational rotation national wages waging waged tariffs trade trades \
            traded trading union unions unionized cities city cry cries crying news only early gently \
            negotiators negotiating negotiation possibly conditional valency happiness easily generously \
            using used uses user sized sizing making made races racing bored boring fateful";
        for form in list.split_whitespace() {
            let stem = stem(form);
            let prefixes = stem_prefixes(&stem);
            assert!(prefixes.iter().any(|p| form.starts_with(p)), "{form}: {stem} {prefixes:?}");
        }
    }
}
