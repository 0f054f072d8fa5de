//! Words too common to be looked for alone.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

/// Words too common to be looked for alone; in phrases and nearness they count.
const STOP_WORDS: &str = "a about above after again all also am an and any are as at be because been \
    before being below between both but by can could did do does doing down during each few for \
    from further had has have having he her here hers him his how i if in into is it its itself just \
    me more most my no nor not now of off on once only or other our ours out over own same she should so \
    some such than that the their theirs them then there these they this those through to too under until up \
    very was we were what when where which while who whom why will with would you your yours";

static STOP_SET: LazyLock<FxHashSet<&str>> =
    LazyLock::new(|| STOP_WORDS.split_whitespace().collect());

/// Whether a folded form is a stop word.
pub fn is_stop_word(form: &str) -> bool {
    STOP_SET.contains(form)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_stop_words() {
        assert!(is_stop_word("the") && !is_stop_word("said"));
        assert_eq!(STOP_SET.len(), STOP_WORDS.split_whitespace().count(), "no word twice");
    }
}
