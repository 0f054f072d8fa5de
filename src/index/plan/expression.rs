//! Regular expressions as typed, made ones for folded words.

use regex_syntax::hir::{Class, Hir, HirKind};

use crate::words;

/// The expression with its letters folded: no word of the index has a mark, and capitals do not
/// count where it is matched.
pub fn folded(typed: &str) -> String {
    let mut folded = String::with_capacity(typed.len());
    for c in typed.chars() {
        let form =
            if c.is_ascii() { String::new() } else { words::fold(c.encode_utf8(&mut [0; 4])) };
        let mut letters = form.chars();
        match (letters.next(), letters.next()) {
            (Some(letter), None) => folded.push(letter),
            // A sign for two letters would be either of them in a class.
            _ => folded.push(c),
        }
    }
    folded
}

/// Whether a word of the index can match; one that is no expression is told of elsewhere.
pub fn can_match(typed: &str) -> bool {
    let mut parser = regex_syntax::ParserBuilder::new().case_insensitive(true).build();
    let Ok(parsed) = parser.parse(&folded(typed)) else { return true };
    let dots = holds_digit(&parsed);
    is_possible(&parsed, &|c| words::is_form_letter(c) || (c == '.' && dots))
}

/// Whether it can match without a sign that is not `allowed`.
fn is_possible(part: &Hir, allowed: &impl Fn(char) -> bool) -> bool {
    match part.kind() {
        HirKind::Empty | HirKind::Look(_) => true,
        HirKind::Literal(literal) => {
            std::str::from_utf8(&literal.0).is_ok_and(|text| text.chars().all(allowed))
        }
        HirKind::Class(class) => any_of(class, allowed),
        HirKind::Repetition(some) => some.min == 0 || is_possible(&some.sub, allowed),
        HirKind::Capture(group) => is_possible(&group.sub, allowed),
        HirKind::Concat(parts) => parts.iter().all(|part| is_possible(part, allowed)),
        HirKind::Alternation(parts) => parts.iter().any(|part| is_possible(part, allowed)),
    }
}

/// Whether a class has a sign that is allowed; of large ones the first few are looked at.
fn any_of(class: &Class, allowed: &impl Fn(char) -> bool) -> bool {
    const LOOKED_AT: usize = 5000;
    match class {
        Class::Unicode(class) => {
            class.iter().any(|range| (range.start()..=range.end()).take(LOOKED_AT).any(allowed))
        }
        Class::Bytes(class) => {
            class.iter().any(|range| (range.start()..=range.end()).any(|b| allowed(b.into())))
        }
    }
}

/// Whether a digit is among what it matches: only between digits a dot is part of a word.
fn holds_digit(part: &Hir) -> bool {
    match part.kind() {
        HirKind::Empty | HirKind::Look(_) => false,
        HirKind::Literal(literal) => literal.0.iter().any(u8::is_ascii_digit),
        HirKind::Class(class) => any_of(class, &|c| c.is_ascii_digit()),
        HirKind::Repetition(some) => holds_digit(&some.sub),
        HirKind::Capture(group) => holds_digit(&group.sub),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => parts.iter().any(holds_digit),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_folded_word_has_never_matches() {
        for (typed, expected) in [
            ("Blair", true),
            (r"U\.?S\.?M\.?C\.?A\.?", true),
            (r"U\.S\.", false),
            (r"1\.[0-9]+", true),
            (r".*\.5", true),
            ("Núñez|a-b", true),
            ("a-b", false),
            ("a[-_]?b", true),
            ("(a-|b_)c", false),
            (r"\bBlair\b", true),
            ("O'Brien", false),
            ("O'?Brien", true),
            ("[^a-z]+", true),
            ("[", true),
        ] {
            assert_eq!(can_match(typed), expected, "{typed}");
        }
        assert_eq!(folded(r"Núñez\S[ÉÈ]ß"), r"Nunez\S[ee]ß");
    }
}
