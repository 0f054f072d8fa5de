//! The lists of this room: short forms of first names, and places and bodies with several names.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::form::folded;
use crate::entities::lists::lines;

const SHORT_NAMES: &str = include_str!("../../seeds/lists/short-names.txt");
const SAME_PLACES: &str = include_str!("../../seeds/lists/same-places.txt");
const SAME_BODIES: &str = include_str!("../../seeds/lists/same-bodies.txt");

/// The full first names behind each short one, folded.
static LONG_FORMS: LazyLock<HashMap<String, Vec<String>>> = LazyLock::new(|| {
    let mut table: HashMap<String, Vec<String>> = HashMap::new();
    for (long, shorts) in lines(SHORT_NAMES).filter_map(|line| line.split_once(" = ")) {
        for short in shorts.split_whitespace() {
            table.entry(folded(short)).or_default().push(folded(long));
        }
    }
    table
});

/// The name that is shown, for each other name of a place, folded.
static PLACES: LazyLock<HashMap<String, String>> = LazyLock::new(|| same(SAME_PLACES));

/// The same of bodies.
static BODIES: LazyLock<HashMap<String, String>> = LazyLock::new(|| same(SAME_BODIES));

/// The shown name behind each other name of a list, folded.
fn same(list: &'static str) -> HashMap<String, String> {
    let pairs = lines(list).filter_map(|line| line.split_once(" = "));
    let other = |(shown, others): (&'static str, &'static str)| {
        others.split(", ").map(move |other| (folded(other), folded(shown)))
    };
    pairs.flat_map(other).collect()
}

/// The first names that `short` may stand for; both folded.
pub(super) fn long_forms(short: &str) -> &'static [String] {
    LONG_FORMS.get(short).map_or(&[], Vec::as_slice)
}

/// The other name of a place by which it is shown; both folded.
pub(super) fn same_place(name: &str) -> Option<&'static str> {
    PLACES.get(name).map(String::as_str)
}

/// The other name of a body by which it is shown; both folded.
pub(super) fn same_body(name: &str) -> Option<&'static str> {
    BODIES.get(name).map(String::as_str)
}

/// Whether a place is shown by this form of its name; folded.
pub(super) fn is_shown_place(name: &str) -> bool {
    PLACES.values().any(|shown| shown == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_well_formed() {
        for line in lines(SHORT_NAMES).chain(lines(SAME_PLACES)).chain(lines(SAME_BODIES)) {
            assert!(line.split_once(" = ").is_some_and(|(a, b)| !a.is_empty() && !b.is_empty()));
        }
        assert_eq!(long_forms("mike"), ["michael"]);
        assert_eq!(long_forms("kate").len(), 3);
        assert!(long_forms("michael").is_empty());
        assert_eq!(same_place("us"), Some("united states"));
        assert_eq!(same_place("united states"), None);
        assert_eq!(same_body("lib dems"), Some("liberal democrats"));
    }

    #[test]
    fn no_line_names_a_long_form_twice() {
        let mut longs: Vec<&str> =
            lines(SHORT_NAMES).filter_map(|l| l.split_once(" = ")).map(|l| l.0).collect();
        let all = longs.len();
        longs.sort_unstable();
        longs.dedup();
        assert_eq!(longs.len(), all);
    }
}
