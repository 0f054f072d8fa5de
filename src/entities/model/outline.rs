//! What the letters of a word and of a sentence look like.

use super::hash::mix;
use crate::entities::lists;
use crate::entities::tokens::{Kind, Token};

/// How a sentence is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Case {
    /// Capitals mean something.
    #[default]
    Normal,
    /// No small letter.
    Upper,
    /// A headline: all words but short ones have capitals.
    Title,
}

/// The flags of a word in capitals as they are when it is written like a name.
pub(crate) fn unshouted(word: &str) -> u32 {
    let mut buffer = [0u8; 20];
    let Some(part) = buffer.get_mut(..word.len()).filter(|_| word.is_ascii()) else { return 0 };
    part.copy_from_slice(word.as_bytes());
    part[1..].make_ascii_lowercase();
    std::str::from_utf8(part).map_or(0, |word| lists::flags(word).bits())
}

/// Whether the word has a capital that may mean a name.
pub(crate) fn is_capital(word: &str, kind: Kind) -> bool {
    match kind {
        Kind::Capital | Kind::Capitals => {
            word != "I" && !word.starts_with("I'") && !word.starts_with("I’")
        }
        // "al-Maliki", "eBay".
        Kind::Lower | Kind::Number => word.bytes().any(|b| b.is_ascii_uppercase()),
        _ => false,
    }
}

/// How the tokens of a sentence are written.
pub fn case(text: &str, tokens: &[Token]) -> Case {
    let words = tokens.iter().filter(|t| t.is_word()).count();
    if words < 4 {
        return Case::Normal;
    }
    let mut small = tokens.iter().filter(|t| t.kind == Kind::Lower);
    let stop = tokens
        .last()
        .is_some_and(|t| t.kind == Kind::Mark || matches!(t.span.cut(text), "." | "?" | "!"));
    if stop && small.clone().next().is_some() || small.any(|t| t.span.len() >= 4) {
        return Case::Normal;
    }
    let upper = |t: &&Token| t.kind == Kind::Capitals;
    let shouted = tokens.iter().filter(upper).count();
    if shouted * 2 > words { Case::Upper } else { Case::Title }
}

/// The outline of a word of small ASCII letters.
pub(crate) const SMALL: u64 = mix(1, OUTLINE);
const OUTLINE: u64 = 0x5a5a;

/// Hash of the outline of a word: classes of letters, repeated ones as one.
pub(crate) fn shape(word: &str) -> u64 {
    let mut outline = 0u64;
    let (mut last, mut again) = (0, false);
    for c in word.chars().take(24) {
        let class = match c {
            'a'..='z' => 1,
            'A'..='Z' => 2,
            '0'..='9' => 4,
            '.' => 5,
            '-' => 6,
            '\'' | '’' => 7,
            _ if c.is_uppercase() => 2,
            _ if c.is_alphanumeric() => 1,
            _ => 8 + (c as u64) % 7,
        };
        if class != last {
            outline = outline << 4 | class;
            (last, again) = (class, false);
        } else if class == 2 && !again {
            outline = outline << 4 | 3;
            again = true;
        }
    }
    mix(outline, OUTLINE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outlines() {
        assert_eq!(shape("Bank"), shape("Union"));
        assert_eq!(shape("bank"), SMALL);
        assert_eq!(shape("USA"), shape("NATO"));
        assert_ne!(shape("A"), shape("AB"));
        assert_ne!(shape("U.S."), shape("US"));
    }
}
