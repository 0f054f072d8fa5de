//! How single letters are folded, and which of them are words of their own.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{
    canonical_combining_class, decompose_compatible, is_combining_mark,
};

/// Whether a letter is a word of its own: a sign of Chinese, Japanese or Korean, or a letter of a
/// script that sets no blanks between words (Thai, Lao, Khmer, Burmese and their kin).
///
/// Korean has blanks, but its endings are written on to the words: by its syllables a word is found
/// whatever follows it.
pub fn is_sign(c: char) -> bool {
    match c {
        ..'\u{e00}' | '\u{e50}'..='\u{e59}' | '\u{ed0}'..='\u{ed9}' => false,
        // Thai, Lao, Burmese, the consonants and vowels of Korean, Khmer, the scripts of the Tai.
        '\u{e01}'..='\u{eff}' | '\u{1000}'..='\u{103f}' | '\u{1050}'..='\u{108f}' => true,
        '\u{1100}'..='\u{11ff}' | '\u{1780}'..='\u{17d3}' | '\u{17d7}'..='\u{17dd}' => true,
        '\u{1950}'..='\u{19cf}' | '\u{1a20}'..='\u{1a7f}' | '\u{aa60}'..='\u{aadf}' => true,
        '\u{a9e0}'..='\u{a9ef}' | '\u{a9fa}'..='\u{a9ff}' | '\u{a000}'..='\u{a4cf}' => true,
        ..'\u{2e80}' => false,
        // What stands for such a sign is one as well: narrow and wide letters, squared words.
        _ => {
            let mut found = false;
            decompose_compatible(c, |d| found |= is_plain_sign(d));
            found
        }
    }
}

fn is_plain_sign(c: char) -> bool {
    matches!(
        c,
        '\u{1100}'..='\u{11ff}'
            | '\u{3005}'..='\u{3007}'
            | '\u{3041}'..='\u{30ff}'
            | '\u{3105}'..='\u{318e}'
            | '\u{31a0}'..='\u{31bf}'
            | '\u{31f0}'..='\u{31ff}'
            | '\u{3400}'..='\u{9fff}'
            | '\u{a960}'..='\u{a97f}'
            | '\u{ac00}'..='\u{d7ff}'
            | '\u{f900}'..='\u{faff}'
            | '\u{20000}'..='\u{323af}'
    )
}

/// Number of bytes at the head of `rest` that belong to the sign `first` before it: vowel signs,
/// tones, voicing marks, the rest of a Korean syllable in pieces.
pub(super) fn rest_of_sign(first: char, rest: &str) -> usize {
    let mut last = first;
    let mut goes_on = |c: char| {
        let in_syllable = match c {
            '\u{1161}'..='\u{1175}' => matches!(last, '\u{1100}'..='\u{1112}'),
            '\u{11a8}'..='\u{11c2}' => matches!(last, '\u{1161}'..='\u{1175}'),
            _ => false,
        };
        if in_syllable {
            last = c;
        }
        in_syllable
            || is_combining_mark(c)
            || matches!(c, '\u{ff9e}' | '\u{ff9f}') && is_kana(first)
            || matches!(c, '\u{200c}' | '\u{200d}')
    };
    rest.find(|c| !goes_on(c)).unwrap_or(rest.len())
}

fn is_kana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{30ff}' | '\u{ff66}'..='\u{ff9d}')
}

/// Appends the folded form of a sign with what belongs to it; `first` is its first letter.
pub(super) fn fold_sign(first: char, sign: &str, form: &mut String) {
    let from = form.len();
    if first.nfkc().count() > 1 {
        // One sign for several stays one word: apart they would be several.
        form.push(first);
        form.extend(sign.chars().skip(1).filter(|c| is_vowel_sign(*c)));
        return;
    }
    let counts = |c: &char| match c {
        '\u{200c}' | '\u{200d}' => false,
        '\u{3099}' | '\u{309a}' => is_kana(first),
        c => !is_combining_mark(*c) || is_vowel_sign(*c),
    };
    let drawn = sign.chars().filter(counts);
    for c in drawn.nfkc().flat_map(char::to_lowercase) {
        let of_letter = form.len() > from || c == first;
        match is_combining_mark(c) {
            true => form.extend(Some(c).filter(|c| of_letter && is_vowel_sign(*c))),
            false => form.extend(Some(c).filter(|c| c.is_alphanumeric())),
        }
    }
}

/// Whether a mark makes another letter and is no decoration of one: vowel signs, tones and viramas
/// from Devanagari to Khmer. Dots below and accents above them are left out.
fn is_vowel_sign(c: char) -> bool {
    let here = matches!(
        c,
        '\u{780}'..='\u{7bf}'
            | '\u{900}'..='\u{17ff}'
            | '\u{1900}'..='\u{1aaf}'
            | '\u{1b00}'..='\u{1c36}'
            | '\u{a800}'..='\u{abff}'
            | '\u{11000}'..='\u{11fff}'
    );
    here && is_combining_mark(c) && !matches!(canonical_combining_class(c), 7 | 200..)
}

/// Whether `c` is written as an apostrophe.
pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2018}' | '\u{2bb}' | '\u{2bc}' | '\u{b4}' | '\u{ff07}')
}

/// Whether a letter is of a script in which an apostrophe stands between two words or a name and
/// its ending (`l'économie`, `Ankara'da`); in others it is a sign of the word itself (`об'єднання`).
pub(super) fn is_latin(c: char) -> bool {
    matches!(
        c,
        ..'\u{370}'
            | '\u{1d00}'..='\u{1eff}'
            | '\u{2c60}'..='\u{2c7f}'
            | '\u{a720}'..='\u{a7ff}'
            | '\u{ff10}'..='\u{ff5a}'
    )
}

/// The noughts of the scripts that have figures of their own.
const NOUGHTS: [char; 17] = [
    '\u{660}', '\u{6f0}', '\u{966}', '\u{9e6}', '\u{a66}', '\u{ae6}', '\u{b66}', '\u{be6}',
    '\u{c66}', '\u{ce6}', '\u{d66}', '\u{e50}', '\u{ed0}', '\u{f20}', '\u{1040}', '\u{17e0}',
    '\u{1810}',
];

/// A figure of any script as `0` to `9`.
fn figure(c: char) -> Option<char> {
    let value = |nought: &char| (c as u32).checked_sub(*nought as u32).filter(|n| *n < 10);
    NOUGHTS.iter().find_map(value).and_then(|n| char::from_digit(n, 10))
}

/// Appends the folded form of one letter: lower case, marks dropped, ligatures written out.
pub(super) fn fold_char(c: char, form: &mut String) {
    decompose_compatible(c, |d| {
        for l in d.to_lowercase() {
            match l {
                'ß' => form.push_str("ss"),
                'æ' => form.push_str("ae"),
                'œ' => form.push_str("oe"),
                'ø' => form.push('o'),
                'ł' => form.push('l'),
                'đ' | 'ð' => form.push('d'),
                'þ' => form.push_str("th"),
                'ı' => form.push('i'),
                'ħ' => form.push('h'),
                'ŧ' => form.push('t'),
                'ς' => form.push('σ'),
                // These marks make letters of their own, й and ї.
                '\u{306}' if form.ends_with('и') => replace_last(form, 'й'),
                '\u{308}' if form.ends_with('і') => replace_last(form, 'ї'),
                // Letters that Arabic and Persian writers put for one another.
                'ٱ' => form.push('ا'),
                'ى' | 'ی' | 'ے' => form.push('ي'),
                'ة' | 'ہ' | 'ۃ' | 'ە' => form.push('ه'),
                'ک' => form.push('ك'),
                // A line that only makes a word longer.
                'ـ' => {}
                // Apostrophes, primes and half rings that Unicode has as letters.
                '\u{2b9}'..='\u{2c1}' => {}
                // A mark without its letter is nothing.
                l if is_combining_mark(l) => {
                    let of_letter = !form.is_empty() && !form.ends_with(' ');
                    form.extend(Some(l).filter(|l| of_letter && is_vowel_sign(*l)));
                }
                l if l.is_numeric() => {
                    form.extend(figure(l).or(Some(l)).filter(|l| l.is_alphanumeric()));
                }
                l if l.is_alphanumeric() => form.push(l),
                _ => {}
            }
        }
    });
}

fn replace_last(form: &mut String, letter: char) {
    form.pop();
    form.push(letter);
}

/// Whether a letter or digit may stand in a folded form.
pub fn is_form_letter(c: char) -> bool {
    // Marks are some behind a letter only.
    let mut form = String::from("a");
    match is_sign(c) {
        true => fold_sign(c, c.encode_utf8(&mut [0; 4]), &mut form),
        false => fold_char(c, &mut form),
    }
    form.chars().skip(1).eq([c])
}
