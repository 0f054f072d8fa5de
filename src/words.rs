//! How words are matched: what counts as a word, how it is folded, how it is stemmed.
//!
//! One scanner serves the index, the query and the highlighter, so all three
//! agree on every word. A word is indexed in its folded form (lower case, no
//! diacritics, no apostrophes, no acronym dots); stems are made from queries
//! only, see [`stem_prefixes`]. Words written together with hyphens are indexed
//! apart (`us`, `mexico`) and joined (`usmexico`, two places wide).

use rustc_hash::FxHashSet;
use std::borrow::Cow;
use std::sync::LazyLock;

use frostem::{Algorithm, Stemmer};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_compatible, is_combining_mark};

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
    /// Whether a hyphen or `&` joins it to the next word.
    pub joins_next: bool,
}

/// Scans the words of a text from left to right.
pub struct Scanner<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Scanner<'t> {
    /// Starts before the first word of `text`.
    pub fn new(text: &'t str) -> Scanner<'t> {
        Scanner { text, at: 0 }
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
                if is_ideograph(c) {
                    if i > start {
                        break;
                    }
                    let from = form.len();
                    fold_char(c, form);
                    // One sign for several letters stays one word: apart they would be several.
                    if form[from..].chars().count() > 1 {
                        form.truncate(from);
                        form.push(c);
                    }
                    self.at = next;
                    return Some(WordSpan { start, end: next, joins_next: false });
                } else if c == '\u{2019}' || c == '\u{02bc}' {
                    match self.after_apostrophe(i, next) {
                        Inner::Goes(next) => i = next,
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
                } else if c == '\u{ad}' {
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
                // The letter apostrophe is a letter to Unicode, but no word begins with it.
                if c.is_alphanumeric() && c != '\u{02bc}' {
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
        let lone = letter(i) && !self.text[i + 1..].starts_with(|c: char| c.is_alphanumeric());
        if lone {
            letters += 1;
            i += 1;
        } else if self.text[i..].starts_with(char::is_alphanumeric) {
            return None;
        }
        (letters >= 2).then_some(i)
    }

    /// What follows the apostrophe at `i`, whose next byte is `next`.
    fn after_apostrophe(&self, i: usize, next: usize) -> Inner {
        let rest = &self.text[next..];
        let Some(c) = rest.chars().next().filter(|c| c.is_alphanumeric()) else {
            return Inner::Ends;
        };
        if c == 's' || c == 'S' {
            let after = next + 1;
            let ends = !self.text[after..].starts_with(|c: char| c.is_alphanumeric());
            if ends && i > 0 {
                return Inner::Possessive(after);
            }
        }
        Inner::Goes(next)
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
            _ => 0,
        };
        let joins_next = after > 0
            && rest[after..].starts_with(|c: char| c.is_alphanumeric() && !is_ideograph(c));
        WordSpan { start, end, joins_next }
    }
}

enum Inner {
    Goes(usize),
    Possessive(usize),
    Ends,
}

/// Chinese and Japanese characters, each of which is a word of its own, and letters that fold to one.
fn is_ideograph(c: char) -> bool {
    if c < '\u{2e80}' {
        return false;
    }
    let mut found = false;
    decompose_compatible(c, |d| {
        found |= matches!(
            d,
            '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}'
        );
    });
    found
}

/// Appends the folded form of one letter: lower case, marks dropped, ligatures written out.
fn fold_char(c: char, form: &mut String) {
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
                // The apostrophe inside `ŉ`.
                '\u{2bc}' => {}
                l if l.is_alphanumeric() && !is_combining_mark(l) => form.push(l),
                _ => {}
            }
        }
    });
}

/// Whether a letter or digit may stand in a folded form.
pub fn is_form_letter(c: char) -> bool {
    let mut form = String::new();
    fold_char(c, &mut form);
    form.chars().eq([c])
}

/// A word with its folded form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoldedWord {
    /// Folded form.
    pub form: String,
    /// Where it stands.
    pub span: WordSpan,
}

/// All words of a text, in order.
pub fn words(text: &str) -> Vec<FoldedWord> {
    let mut scanner = Scanner::new(text);
    let mut found = Vec::new();
    let mut form = String::new();
    while let Some(span) = scanner.next(&mut form) {
        if form.is_empty() {
            continue;
        }
        found.push(FoldedWord { form: std::mem::take(&mut form), span });
    }
    found
}

/// Number of words in a text as a newsroom counts them: what stands between white space
/// and has a letter or digit in it.
pub fn count(text: &str) -> usize {
    text.split_ascii_whitespace().filter(|run| run.contains(char::is_alphanumeric)).count()
}

/// Folds a name, a field value or a path: its words with one blank between.
pub fn fold(text: &str) -> String {
    let mut scanner = Scanner::new(text);
    let mut folded = String::new();
    loop {
        let before = folded.len();
        if before > 0 {
            folded.push(' ');
        }
        let start = folded.len();
        if scanner.next(&mut folded).is_none() {
            folded.truncate(before);
            return folded;
        }
        if folded.len() == start {
            folded.truncate(before);
        }
    }
}

/// The text without diacritics and case, its other characters kept: for comparing words as written.
pub fn same_letters(a: &str, b: &str) -> bool {
    let plain = |s: &str| s.replace(['\u{2019}', '\u{02bc}'], "'").nfc().collect::<String>();
    plain(a) == plain(b)
}

static ENGLISH: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::new(Algorithm::English));

/// Stem of a folded form (Porter 2, <https://snowballstem.org/algorithms/english/stemmer.html>).
///
/// Forms with a digit are their own stem.
pub fn stem(form: &str) -> Cow<'_, str> {
    if form.bytes().any(|b| b.is_ascii_digit()) {
        return Cow::Borrowed(form);
    }
    ENGLISH.stem(form)
}

/// Forms whose stem shares too little with them to be found by [`stem_prefixes`].
const IRREGULAR: &[(&str, &[&str])] =
    &[("sky", &["skies"]), ("die", &["dying"]), ("lie", &["lying"]), ("tie", &["tying"])];

/// Beginnings, one of which each form with this stem has.
///
/// The index holds forms, not stems: a query for a stem lists the forms below
/// these beginnings and keeps those with the same stem. The algorithm changes
/// the letters before a removed ending in few ways: a final `y` becomes `i`, an
/// `e` is added to short words, and a few words are exceptions.
pub fn stem_prefixes(stem: &str) -> Vec<String> {
    let mut prefixes = vec![stem.to_owned()];
    let short = |last: char| stem.strip_suffix(last).filter(|s| s.len() >= 2);
    if let Some(s) = short('i') {
        prefixes.push(format!("{s}y"));
    }
    if let Some(s) = short('e') {
        prefixes.push(format!("{s}i"));
        prefixes.push(format!("{s}e"));
    }
    for (s, forms) in IRREGULAR {
        if *s == stem {
            prefixes.extend(forms.iter().map(|f| (*f).to_owned()));
        }
    }
    // One listing must not hold another, else its forms would come twice.
    prefixes.sort();
    prefixes.dedup_by(|longer, shorter| longer.starts_with(shorter.as_str()));
    prefixes
}

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

/// A hash of a text that is the same on every machine (FNV-1a, 64 bits).
pub fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn forms(text: &str) -> Vec<String> {
        words(text)
            .into_iter()
            .map(|w| if w.span.joins_next { w.form + "-" } else { w.form })
            .collect()
    }

    #[test]
    fn words_are_cut_and_folded() {
        for (text, expected) in [
            ("Rules of origin,", "rules of origin"),
            ("U.S.-Mexico talks in the U.S.", "us- mexico talks in the us"),
            ("e.g. J. K. Rowling", "eg j k rowling"),
            ("O'Brien and O’Hara’s dog's 'quoted'", "obrien and ohara dog quoted"),
            ("don't workers' pay", "dont workers pay"),
            ("José Núñez Zoë Straße Łódź", "jose nunez zoe strasse lodz"),
            ("Jose\u{301}", "jose"),
            ("$1,204.50 3/4 20% COVID-19 AT&T", "1204.50 3 4 20 covid- 19 at- t"),
            ("state-of-the-art — well- known", "state- of- the- art well known"),
            ("東京の", "東 京 の"),
            ("end.Start U.S.A", "end start usa"),
            ("ends with 5.", "ends with 5"),
            ("\u{feff}BOM", "bom"),
            ("www.example.com/a_b", "www example com a b"),
        ] {
            assert_eq!(forms(text).join(" "), expected, "{text}");
        }
    }

    #[test]
    fn spans_leave_out_possessives() {
        let text = "Trump’s plan";
        let found = words(text);
        assert_eq!(&text[found[0].span.start..found[0].span.end], "Trump");
        assert_eq!(fold("  The “U.S.” plan! "), "the us plan");
    }

    #[test]
    fn each_form_lies_below_a_prefix_of_its_stem() {
        let list = "skies sky dying die lying tying studies study studied agency agencies hoping hoped hope \
            hopping hopped rational relational rotation national wages waging waged tariffs trade trades \
            traded trading union unions unionized cities city cry cries crying news only early gently \
            negotiators negotiating negotiation possibly conditional valency happiness easily generously \
            using used uses user sized sizing making made races racing bored boring fateful";
        for form in list.split_whitespace() {
            let stem = stem(form);
            let prefixes = stem_prefixes(&stem);
            assert!(prefixes.iter().any(|p| form.starts_with(p)), "{form}: {stem} {prefixes:?}");
        }
    }

    #[test]
    fn a_newsroom_counts_words_between_blanks() {
        assert_eq!(count("The U.S.-Mexico talks — “hard” ones -- failed.\n\n* * *\nÉtat"), 7);
    }

    #[test]
    fn a_sign_for_several_letters_is_one_word() {
        assert_eq!(fold("ヿ"), "ヿ");
        assert_eq!(fold("コト"), "コ ト");
    }

    #[test]
    fn there_are_stop_words() {
        assert!(is_stop_word("the") && !is_stop_word("said"));
        assert_eq!(STOP_SET.len(), STOP_WORDS.split_whitespace().count(), "no word twice");
    }

    proptest! {
        #[test]
        fn spans_lie_in_the_text(text in "\\PC*") {
            let mut last = 0;
            for word in words(&text) {
                prop_assert!(word.span.start >= last && word.span.end > word.span.start);
                prop_assert!(text.get(word.span.start..word.span.end).is_some());
                prop_assert!(word.form.len() <= MAX_FORM + 16);
                last = word.span.end;
            }
        }

        #[test]
        fn folding_twice_changes_nothing(text in "\\PC*") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }
    }

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
