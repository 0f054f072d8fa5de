//! The words of a text as numbers, the same on every machine and in every version.
//!
//! What a word is and how it is folded is the scanner's to say; this is only its fast lane: a run of
//! ASCII letters and digits that certainly is a word is hashed where it stands, everything else goes
//! through the scanner, one stretch without white space at a time.

use crate::words::{MAX_FORM, Scanner};

/// A folded word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// Hash of its folded form.
    pub hash: u64,
    /// Whether it has an ASCII digit.
    pub figure: bool,
}

/// Odd numbers without a pattern: the fractions of the golden ratio and of the root of three.
const FIRST: u64 = 0x9e37_79b9_7f4a_7c15;
const SECOND: u64 = 0xbb67_ae85_84ca_a73b;

/// Spreads the bits of a number over all its bits.
pub(super) fn mixed(bits: u64) -> u64 {
    let bits = (bits ^ (bits >> 32)).wrapping_mul(FIRST);
    let bits = (bits ^ (bits >> 29)).wrapping_mul(SECOND);
    bits ^ (bits >> 32)
}

/// A hash that takes a form eight bytes at a time, the last padded with zeros.
#[derive(Default)]
struct Form {
    hash: u64,
    len: usize,
    figure: bool,
}

impl Form {
    #[inline]
    fn push(&mut self, eight: u64, len: usize, figure: bool) {
        self.hash = (self.hash ^ eight).wrapping_mul(FIRST);
        self.hash ^= self.hash >> 32;
        self.len += len;
        self.figure |= figure;
    }

    #[inline]
    fn finish(self) -> Word {
        let hash = self.hash.wrapping_add(self.len as u64).wrapping_mul(SECOND);
        Word { hash: hash ^ (hash >> 32), figure: self.figure }
    }
}

/// The word with this folded form.
fn word(form: &str) -> Word {
    let mut hashed = Form::default();
    for eight in form.as_bytes().chunks(8) {
        let figure = eight.iter().any(u8::is_ascii_digit);
        hashed.push(little(eight), eight.len(), figure);
    }
    hashed.finish()
}

/// The first eight bytes as a number, zeros after them when there are fewer.
#[inline]
fn little(bytes: &[u8]) -> u64 {
    if let Some(eight) = bytes.first_chunk::<8>() {
        return u64::from_le_bytes(*eight);
    }
    bytes.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// One byte eight times.
const fn eightfold(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

const HIGH: u64 = eightfold(0x80);

/// The high bit of each of eight bytes below 0x80 that lies in a range.
#[inline]
fn between(eight: u64, first: u8, last: u8) -> u64 {
    // The sum reaches the high bit from `first` on, and never the next byte.
    let from = eight + eightfold(0x80 - first);
    let above = eight + eightfold(0x7f - last);
    from & !above & HIGH
}

/// Takes the ASCII letters and digits at the head of `rest` into `form`, and tells how many there are.
///
/// Eight at a time: how long a word is, is the one thing that a processor cannot foresee.
#[inline]
fn take_plain(rest: &[u8], form: &mut Form) -> usize {
    let mut taken = 0;
    loop {
        let eight = little(&rest[taken..]);
        let low = eight & !HIGH;
        // Sets the bit that tells small letters from capitals; digits have it already.
        let small = low | eightfold(0x20);
        let digits = between(low, b'0', b'9') & !eight;
        let letters = between(small, b'a', b'z') & !eight;
        let len = (!(letters | digits) & HIGH).trailing_zeros() as usize / 8;
        if len == 8 {
            form.push(small, 8, digits != 0);
            taken += 8;
            continue;
        }
        if len > 0 {
            let mask = (1u64 << (8 * len)) - 1;
            form.push(small & mask, len, digits & mask != 0);
        }
        return taken + len;
    }
}

/// Calls `each` with every word of `text` in order; `form` is the room that it works in.
pub(super) fn each_word(text: &str, form: &mut String, mut each: impl FnMut(Word)) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let first = bytes[at];
        if first.is_ascii() && !first.is_ascii_alphanumeric() {
            at += 1;
            continue;
        }
        if is_plain_sign(&bytes[at..]) {
            at += 3;
            continue;
        }
        let start = at;
        let mut plain = Form::default();
        at += take_plain(&bytes[at..], &mut plain);
        if first.is_ascii() && at - start <= MAX_FORM && ends_word(&bytes[at..]) {
            each(plain.finish());
            continue;
        }
        // White space ends every word and no word looks beyond it.
        let len = bytes[start..].iter().position(u8::is_ascii_whitespace);
        at = len.map_or(bytes.len(), |len| start + len);
        let mut scanner = Scanner::new(&text[start..at]);
        form.clear();
        while scanner.next(form).is_some() {
            if !form.is_empty() {
                each(word(form));
                form.clear();
            }
        }
    }
}

/// Whether a sign from U+2010 to U+201F that is no apostrophe begins here: dashes and quotation marks.
#[inline]
fn is_plain_sign(rest: &[u8]) -> bool {
    matches!(rest, [0xe2, 0x80, 0x90..=0x97 | 0x9a..=0x9f, ..])
}

/// Whether a word certainly ends before `rest`.
#[inline]
fn ends_word(rest: &[u8]) -> bool {
    match rest {
        [] => true,
        [b'\'' | b'.' | b',', next, ..] => next.is_ascii() && !next.is_ascii_alphanumeric(),
        [byte, ..] => byte.is_ascii() || is_plain_sign(rest),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::words;
    use proptest::prelude::*;

    fn fast(text: &str) -> Vec<Word> {
        let (mut form, mut found) = (String::new(), Vec::new());
        each_word(text, &mut form, |word| found.push(word));
        found
    }

    fn by_scanner(text: &str) -> Vec<Word> {
        words(text).iter().map(|w| word(&w.form)).collect()
    }

    #[test]
    fn the_fast_lane_finds_the_words_of_the_scanner() {
        for text in [
            "The U.S.-Mexico talks — “hard” ones -- failed: 1,204.50 of 3/4, e.g. AT&T's.",
            "O'Brien’s dogs' J. K. Rowling ‘José’ Straße–Weg 東京の x",
            "end. Next 'word' 5. a_b www.example.com/a?b=c",
            &"a".repeat(300),
            "a ab abc abcd abcde abcdef abcdefg abcdefgh abcdefghi abcdefghijklmnopq 0/9:@A[`Zz{é",
        ] {
            assert_eq!(fast(text), by_scanner(text), "{text}");
        }
        assert_eq!(fast("Rules OF origin"), fast("“rules,” of - Origin's"));
        assert_ne!(fast("rule"), fast("rules"));
        let figures: Vec<bool> = fast("no 5 B2B").iter().map(|w| w.figure).collect();
        assert_eq!(figures, [false, true, true]);
    }

    #[test]
    fn hashes_never_change() {
        // Prints are stored: another number here is another version of the index.
        let hashes: Vec<u64> = fast("minister reconsideration").iter().map(|w| w.hash).collect();
        assert_eq!(hashes, [5_089_221_565_001_434_264, 3_808_113_119_805_678_608]);
    }

    proptest! {
        #[test]
        fn any_text_has_the_words_of_the_scanner(
            text in "[a-cA-C1-2 .,'’‘“”—\u{2011}é\u{301}ŉﬁ東_&\u{ad}-]{0,40}",
        ) {
            prop_assert_eq!(fast(&text), by_scanner(&text));
        }
    }
}
