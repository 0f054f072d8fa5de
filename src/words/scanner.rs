//! The scanner that finds words in a text and folds them.

use unicode_normalization::char::is_combining_mark;

use super::letters::{fold_char, fold_sign, is_apostrophe, is_latin, is_sign, rest_of_sign};

/// Longest folded form in bytes; what is longer is cut there.
pub const MAX_FORM: usize = 200;

/// Most words that a hyphenated compound may have to be indexed joined too.
pub const MAX_JOINED: usize = 4;

/// One word of a text, its folded form apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WordSpan {
    /// First byte.
    pub start: usize,
    /// One past the last byte, a possessive `'s` left out.
    pub end: usize,
    /// What joins it to the next word.
    pub joins_next: Option<Joiner>,
}

/// What stands between two words that are also one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Joiner {
    /// A hyphen, `&`, or the mark that Persian has for an open hyphen.
    Hyphen,
    /// An apostrophe.
    Apostrophe,
}

/// Scans the words of a text from left to right.
pub struct Scanner<'t> {
    text: &'t str,
    at: usize,
    /// Whether an apostrophe may part words.
    parts: bool,
}

impl<'t> Scanner<'t> {
    /// Starts before the first word of `text`.
    pub fn new(text: &'t str) -> Scanner<'t> {
        Scanner { text, at: 0, parts: false }
    }

    /// The same, but words parted by an apostrophe are given one by one.
    pub fn of_parts(text: &'t str) -> Scanner<'t> {
        Scanner { text, at: 0, parts: true }
    }

    /// Finds the next word and appends its folded form to `form`; `None` at the end of the text.
    pub fn next(&mut self, form: &mut String) -> Option<WordSpan> {
        let bytes = self.text.as_bytes();
        let start = self.find_start()?;
        if let Some(end) = self.acronym(start) {
            for b in &bytes[start..end] {
                if *b != b'.' {
                    form.push(b.to_ascii_lowercase() as char);
                }
            }
            self.at = end;
            return Some(self.finish(start, end));
        }
        let limit = form.len() + MAX_FORM;
        let mut i = start;
        while i < bytes.len() {
            let b = bytes[i];
            if b.is_ascii_alphanumeric() {
                if form.len() < limit {
                    form.push(b.to_ascii_lowercase() as char);
                }
                i += 1;
            } else if b.is_ascii() {
                match b {
                    b'\'' => match self.after_apostrophe(i, i + 1) {
                        Inner::Goes(next) => i = next,
                        Inner::Parts(next) => return Some(self.part(start, i, next)),
                        Inner::Possessive(next) => {
                            self.at = next;
                            return Some(self.finish(start, i));
                        }
                        Inner::Ends => break,
                    },
                    b'.' | b',' if self.between_digits(i) => {
                        if b == b'.' && form.len() < limit {
                            form.push('.');
                        }
                        i += 1;
                    }
                    _ => break,
                }
            } else {
                let Some(c) = self.text[i..].chars().next() else { break };
                let next = i + c.len_utf8();
                if is_sign(c) {
                    if i > start {
                        break;
                    }
                    self.at = next + rest_of_sign(c, &self.text[next..]);
                    fold_sign(c, &self.text[start..self.at], form);
                    return Some(WordSpan { start, end: self.at, joins_next: None });
                } else if is_apostrophe(c) {
                    match self.after_apostrophe(i, next) {
                        Inner::Goes(next) => i = next,
                        Inner::Parts(next) => return Some(self.part(start, i, next)),
                        Inner::Possessive(next) => {
                            self.at = next;
                            return Some(self.finish(start, i));
                        }
                        Inner::Ends => break,
                    }
                } else if c.is_alphanumeric() || is_combining_mark(c) {
                    if form.len() < limit {
                        fold_char(c, form);
                    }
                    i = next;
                } else if c == '\u{ad}' || self.shapes_letter(i, c) {
                    i = next;
                } else {
                    break;
                }
            }
        }
        self.at = i;
        Some(self.finish(start, i))
    }

    /// First byte of the next letter or digit.
    fn find_start(&mut self) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let mut i = self.at;
        while i < bytes.len() {
            let b = bytes[i];
            if b.is_ascii() {
                if b.is_ascii_alphanumeric() {
                    return Some(i);
                }
                i += 1;
            } else {
                let c = self.text[i..].chars().next()?;
                // Some apostrophes are letters to Unicode, but no word begins with one.
                if c.is_alphanumeric() && !is_apostrophe(c) {
                    return Some(i);
                }
                i += c.len_utf8();
            }
        }
        self.at = i;
        None
    }

    /// The end of `U.S.` or `e.g` at `start`: single letters with a dot after each but maybe the last.
    fn acronym(&self, start: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        if bytes.get(start + 1) != Some(&b'.') {
            return None;
        }
        let letter = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_alphabetic);
        let (mut i, mut letters) = (start, 0);
        while letter(i) && bytes.get(i + 1) == Some(&b'.') {
            letters += 1;
            i += 2;
        }
        let lone = letter(i) && !self.text[i + 1..].starts_with(goes_on);
        if lone {
            letters += 1;
            i += 1;
        } else if self.text[i..].starts_with(goes_on) {
            return None;
        }
        (letters >= 2).then_some(i)
    }

    /// What follows the apostrophe at `i`, whose next byte is `next`.
    fn after_apostrophe(&self, i: usize, next: usize) -> Inner {
        let rest = &self.text[next..];
        let begins = |c: &char| goes_on(*c) && !is_combining_mark(*c);
        let Some(c) = rest.chars().next().filter(begins) else {
            return Inner::Ends;
        };
        if c == 's' || c == 'S' {
            let after = next + 1;
            let ends = !self.text[after..].starts_with(goes_on);
            if ends && i > 0 {
                return Inner::Possessive(after);
            }
        }
        match self.parts && self.parts_words(i, c, rest) {
            true => Inner::Parts(next),
            false => Inner::Goes(next),
        }
    }

    /// Whether the apostrophe at `i` stands between two words; `c` and `rest` follow it.
    ///
    /// It does in Latin script, where it is no English contraction.
    fn parts_words(&self, i: usize, c: char, rest: &str) -> bool {
        let before = self.text[..i].chars().next_back();
        if !is_latin(c) && !before.is_some_and(is_latin) {
            return false;
        }
        let end = rest.find(|c| !goes_on(c));
        let tail = &rest[..end.unwrap_or(rest.len())];
        !CONTRACTED.iter().any(|ending| tail.eq_ignore_ascii_case(ending))
    }

    /// The word up to the apostrophe at `end` that parts it from the next.
    fn part(&mut self, start: usize, end: usize, next: usize) -> WordSpan {
        self.at = next;
        WordSpan { start, end, joins_next: Some(Joiner::Apostrophe) }
    }

    /// Whether the sign at `i` only tells how letters are drawn, in an Indian script, or spoken, in
    /// Catalan (`intel·ligent`).
    fn shapes_letter(&self, i: usize, c: char) -> bool {
        let before = self.text[..i].chars().next_back();
        if c == '\u{b7}' {
            let is_l = |c: char| matches!(c, 'l' | 'L');
            return before.is_some_and(is_l) && self.text[i + c.len_utf8()..].starts_with(is_l);
        }
        matches!(c, '\u{200c}' | '\u{200d}')
            && before.is_some_and(|b| ('\u{900}'..'\u{2000}').contains(&b))
    }

    fn between_digits(&self, i: usize) -> bool {
        let bytes = self.text.as_bytes();
        i > 0 && bytes[i - 1].is_ascii_digit() && bytes.get(i + 1).is_some_and(u8::is_ascii_digit)
    }

    /// Looks whether a joiner and another word follow at `self.at`.
    fn finish(&self, start: usize, end: usize) -> WordSpan {
        let rest = &self.text[self.at..];
        let after = match rest.as_bytes().first() {
            Some(b'-' | b'&') => 1,
            Some(0xe2) if rest.starts_with(['\u{2010}', '\u{2011}']) => 3,
            Some(0xe2) if rest.starts_with('\u{200c}') && self.ends_arabic() => 3,
            _ => 0,
        };
        let joins = after > 0 && rest[after..].starts_with(goes_on);
        WordSpan { start, end, joins_next: joins.then_some(Joiner::Hyphen) }
    }

    /// Whether a letter of Arabic script stands before `self.at`.
    fn ends_arabic(&self) -> bool {
        let before = self.text[..self.at].chars().next_back();
        before.is_some_and(|c| ('\u{600}'..'\u{780}').contains(&c))
    }
}

/// Whether a letter goes on a word and is no word of its own.
fn goes_on(c: char) -> bool {
    c.is_alphanumeric() && !is_apostrophe(c) && !is_sign(c)
}

/// What English writes behind an apostrophe in one word with what stands before it.
const CONTRACTED: [&str; 6] = ["t", "ll", "re", "ve", "d", "m"];

enum Inner {
    Goes(usize),
    Parts(usize),
    Possessive(usize),
    Ends,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_is_passed_over_in_the_end() {
        let around = ["", "a", "1", ".", "'", "’", "-", " ", "&", "漢", "é", "A.", "a'"];
        for c in (0..0x2_0000).filter_map(char::from_u32) {
            for text in around.iter().flat_map(|a| [format!("{a}{c}"), format!("{c}{a}")]) {
                let (mut scanner, mut form) = (Scanner::new(&text), String::new());
                let found = (0..=text.len()).take_while(|_| scanner.next(&mut form).is_some());
                assert!(found.count() <= text.len(), "{text:?}");
            }
        }
    }
}
