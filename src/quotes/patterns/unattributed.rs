//! Words between marks that nobody is found for: `"It rained," and nobody is named.`

use crate::quotes::attribution::Attribution;
use crate::quotes::rule::Rule;
use crate::quotes::text::marked::{FEWEST, Marked};

/// The quote of nobody, if the words are more than scare quotes hold.
pub(crate) fn read(marked: &Marked) -> Option<Attribution> {
    (marked.words > FEWEST).then(|| Attribution::to_nobody(Rule::Marks))
}

#[cfg(test)]
mod tests {
    use crate::quotes::tests::gives;

    #[test]
    fn hits() {
        gives(
            "\"The gates stay shut for good,\" and nobody knew why.",
            &["The gates stay shut for good, | - | marks"],
        );
        gives(
            "It rained. The old sign \"all ships must wait here\" fell.",
            &["all ships must wait here | - | marks"],
        );
    }

    #[test]
    fn false_alarms() {
        gives("The so-called \"deal\" was no \"real deal\" at all.", &[]);
        gives("The song \"Rain Over the Harbour\" was old.", &[]);
    }
}
