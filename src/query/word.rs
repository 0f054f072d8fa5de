//! Characters and words: what is a blank, a quotation mark or outer punctuation, and how one
//! word is read with its pattern marks and its boost.

use super::build;
use super::error::Warnings;
use super::tree::{Match, Node, Within, Word};

/// Whether the character separates words: white space, control characters, invisible spaces.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '\u{180e}' | '\u{200b}' | '\u{feff}')
}

/// Whether the character opens and closes phrases.
pub(super) fn is_mark(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '＂')
}

/// Whether a word ends before the character.
pub(super) fn is_break(c: char) -> bool {
    is_blank(c) || is_mark(c) || matches!(c, '(' | ')')
}

/// Whether the text has anything that can be searched.
pub(super) fn has_word(text: &str) -> bool {
    text.contains(char::is_alphanumeric)
}

/// Whether the character may stand before a word without being part of it.
///
/// Combining marks are no letters for Rust, so punctuation is listed rather than letters.
pub(super) fn is_outer(c: char) -> bool {
    let listed = matches!(c,
        '\u{a1}'..='\u{bf}' | '×' | '÷' | '،' | '؛' | '؟' | '۔' | '।' | '॥'
        | '\u{2000}'..='\u{200b}' | '\u{200e}'..='\u{206f}' | '\u{20a0}'..='\u{20cf}'
        | '\u{2100}'..='\u{2bff}' | '\u{2e00}'..='\u{2e7f}' | '\u{3001}'..='\u{303f}'
        | '\u{fe10}'..='\u{fe1f}' | '\u{fe30}'..='\u{fe6f}' | '\u{ff01}'..='\u{ff65}'
        | '\u{1f000}'..='\u{1faff}');
    (c.is_ascii_punctuation() || listed)
        && !c.is_alphanumeric()
        && !is_break(c)
        && !matches!(c, '*' | '?')
}

/// What a word in capitals or with a slash means between two others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    /// `AND`
    And,
    /// `OR`
    Or,
    /// `NOT`
    Not,
    /// `w/5`, `w/s`, `pre/3` and their like.
    Near { within: Within, ordered: bool },
}

impl Operator {
    /// Reads an operator.
    pub fn parse(text: &str) -> Option<Operator> {
        match text {
            "AND" => return Some(Operator::And),
            "OR" => return Some(Operator::Or),
            "NOT" => return Some(Operator::Not),
            _ => {}
        }
        let (head, tail) = text.split_once('/')?;
        let ordered = head.eq_ignore_ascii_case("pre");
        let within = match tail {
            "s" | "S" => Within::Sentence,
            "p" | "P" => Within::Paragraph,
            _ if tail.bytes().all(|b| b.is_ascii_digit()) => {
                Within::Words(tail.parse::<u32>().ok()?.max(1))
            }
            _ => return None,
        };
        let known = ordered || head.eq_ignore_ascii_case("w");
        known.then_some(Operator::Near { within, ordered })
    }
}

/// Whether a word is an operator elsewhere, or nearly one here: `NEAR/5`, `ADJ3`, `/5`, `||`.
pub(super) fn looks_like_one(text: &str) -> bool {
    const NAMES: &[&str] =
        &["near", "onear", "adj", "within", "pre", "w", "n", "p", "sent", "para"];
    if matches!(text, "NEAR" | "ADJ" | "XOR" | "&&" | "||") {
        return true;
    }
    if Operator::parse(text).is_some() {
        return false;
    }
    let of_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if let Some((head, tail)) = text.split_once('/') {
        let named = NAMES.iter().any(|name| head.eq_ignore_ascii_case(name));
        let place = matches!(tail, "s" | "p" | "S" | "P" | "sent" | "para");
        return (head.is_empty() && (of_digits(tail) || place))
            || (named && (of_digits(tail) || (place && head.len() > 1)));
    }
    let name = text.trim_end_matches(|c: char| c.is_ascii_digit());
    matches!(name, "NEAR" | "ADJ" | "ONEAR" | "WITHIN") && name.len() < text.len()
}

/// Splits a number from the end of the text, if it follows `sign`: `strike^2`.
fn number_after(text: &str, sign: char) -> Option<(&str, f32)> {
    let head = text.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    let number = text[head.len()..].parse().ok()?;
    Some((head.strip_suffix(sign)?, number))
}

/// The number after `sign` at the start of the text, and the bytes of both: `~2`, `^1.5`.
pub(super) fn number_before(text: &str, sign: char) -> Option<(&str, usize)> {
    let tail = text.strip_prefix(sign)?;
    let end = tail.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(tail.len());
    let number = tail[..end].trim_end_matches('.');
    number.parse::<f32>().ok().map(|_| (number, sign.len_utf8() + number.len()))
}

/// The factor of a boost, if it is one.
pub(super) fn factor(number: f32, at: usize, warnings: &mut Warnings) -> Option<f32> {
    let fits = number > 0.0 && number <= 1000.0;
    if !fits {
        let text = "a factor after ^ is more than 0 and at most 1000: it was left out";
        warnings.add("bad_boost", text, at);
    }
    fits.then_some(number)
}

/// Whether the text is of the form `U.S.`
fn is_acronym(text: &str) -> bool {
    let mut chars = text.chars();
    let mut letters = 0;
    while let Some(c) = chars.next() {
        if !c.is_alphabetic() || chars.next() != Some('.') {
            return false;
        }
        letters += 1;
    }
    letters >= 2
}

/// Leaves out the punctuation after a word, but for marks of patterns and the dot of `U.S.`
fn trim_end(mut text: &str) -> &str {
    // Longer ones are not looked at, so that no text takes quadratic time.
    const LONGEST_ACRONYM: usize = 32;
    while let Some(c) = text.chars().next_back() {
        let short = text.len() <= LONGEST_ACRONYM;
        if !is_outer(c) || matches!(c, '~' | '^') || (short && is_acronym(text)) {
            break;
        }
        text = &text[..text.len() - c.len_utf8()];
    }
    text
}

/// Reads one word as typed; `None` when it has no letter and no digit.
///
/// The word that results is read as itself when typed again: that makes printing safe. What
/// would be read as an operator therefore becomes a phrase.
pub(super) fn read(typed: &str, at: usize, warnings: &mut Warnings) -> Option<Node> {
    let mut text = typed.trim_start_matches(is_outer);
    let alike = looks_like_one(typed);
    if alike {
        let text = format!("{typed} is no operator: it is searched as words (a w/5 b is nearness)");
        warnings.add("no_operator", text, at);
    }
    let (mut edits, mut boost) = (None, None);
    loop {
        let before = text.len();
        text = trim_end(text);
        if let Some((rest, number)) = number_after(text, '^') {
            text = rest;
            boost = boost.or(factor(number, at, warnings));
        } else if let Some((rest, number)) = number_after(text, '~') {
            text = rest;
            if number != 1.0 && number != 2.0 {
                let text = format!("{typed}: a word can be 1 or 2 letters away");
                warnings.add("bad_pattern", text, at);
            }
            let allowed = if number == 1.0 { 1 } else { 2 };
            edits = edits.or((number > 0.0).then_some(allowed));
        } else if let Some(rest) = text.strip_suffix('~') {
            text = rest;
            edits = edits.or(Some(1));
        } else if let Some(rest) = text.strip_suffix('^') {
            text = rest;
        } else if let Some(rest) = text.strip_suffix('?')
            && !rest.ends_with(|c: char| c == '?' || c.is_numeric())
        {
            // The end of a question; `199?` is a pattern.
            text = rest;
        } else if let Some((name, rest)) = text.split_once(':')
            && !has_word(rest)
            && !rest.starts_with(':')
            && !rest.starts_with("//")
        {
            // Otherwise `foo:??` would be a field as soon as a boost follows it.
            text = name;
        }
        if text.len() == before {
            break;
        }
    }
    if text == "*" {
        return Some(Node::All);
    }
    if !has_word(text) {
        return None;
    }
    let pattern = text.contains(['*', '?']);
    if pattern && edits.is_some() {
        let text = format!("{typed}: a pattern takes no ~: it was left out");
        warnings.add("bad_pattern", text, at);
    }
    let node = match edits {
        _ if pattern => {
            let mut text = text.to_owned();
            let mut last = ' ';
            text.retain(|c| std::mem::replace(&mut last, c) != '*' || c != '*');
            Node::Word(Word { text, how: Match::Wildcard })
        }
        Some(edits) => Node::Word(Word { text: text.to_owned(), how: Match::Fuzzy(edits) }),
        None if alike || Operator::parse(text).is_some() => {
            Node::Phrase { text: text.to_owned(), slop: 0 }
        }
        None => Node::Word(Word { text: text.to_owned(), how: Match::Stem }),
    };
    Some(match boost {
        Some(factor) => build::boost(node, factor),
        None => node,
    })
}
