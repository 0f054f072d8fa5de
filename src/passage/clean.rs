//! Takes the power over a terminal away from text that comes from files.
//!
//! Control characters become U+FFFD, so that it shows that something was there; marks that turn
//! the direction of writing around are dropped.

use std::borrow::Cow;

/// Cleans text for one line: line ends and tabs become blanks.
pub fn line(text: &str) -> Cow<'_, str> {
    clean(text, false)
}

/// Cleans text of many lines: line feeds and tabs stay.
pub fn block(text: &str) -> Cow<'_, str> {
    clean(text, true)
}

fn clean(text: &str, lines: bool) -> Cow<'_, str> {
    let fine = |c: char| one(c, lines) == Some(c);
    if text.chars().all(fine) {
        return Cow::Borrowed(text);
    }
    let text = if lines { text.replace("\r\n", "\n") } else { text.to_owned() };
    Cow::Owned(text.chars().filter_map(|c| one(c, lines)).collect())
}

/// What is printed for a character.
pub(super) fn one(c: char, lines: bool) -> Option<char> {
    match c {
        '\n' | '\t' if lines => Some(c),
        '\n' | '\t' | '\r' | '\u{2028}' | '\u{2029}' => Some(' '),
        // Embeddings, overrides and isolates: they can make a line read as another.
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => None,
        c if c.is_control() => Some('\u{fffd}'),
        c => Some(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terminals_are_not_obeyed() {
        for (text, as_line, as_block) in [
            ("plain “text” é", "plain “text” é", "plain “text” é"),
            ("a\tb\r\nc\n", "a b  c ", "a\tb\nc\n"),
            ("\u{1b}[31mred\u{7}", "\u{fffd}[31mred\u{fffd}", "\u{fffd}[31mred\u{fffd}"),
            ("c1 \u{9b}2J \u{85}", "c1 \u{fffd}2J \u{fffd}", "c1 \u{fffd}2J \u{fffd}"),
            ("exe\u{202e}txt.\u{2066}", "exetxt.", "exetxt."),
            ("\u{feff}\u{7f}\0", "\u{fffd}\u{fffd}", "\u{fffd}\u{fffd}"),
            ("a\u{2028}b", "a b", "a b"),
            ("مرحبا \u{200f}", "مرحبا \u{200f}", "مرحبا \u{200f}"),
        ] {
            assert_eq!(line(text), as_line, "{text:?}");
            assert_eq!(block(text), as_block, "{text:?}");
        }
    }
}
