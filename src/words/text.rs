//! Whole texts: their words, how they fold, how many words they have.

use unicode_normalization::UnicodeNormalization;

use super::letters::{is_apostrophe, is_sign};
use super::scanner::{Scanner, WordSpan};

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
    all(Scanner::new(text))
}

/// The same, but words parted by an apostrophe one by one, as they have their places in the index.
pub fn parts(text: &str) -> Vec<FoldedWord> {
    all(Scanner::of_parts(text))
}

fn all(mut scanner: Scanner) -> Vec<FoldedWord> {
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
/// and has a letter or digit in it. Of Chinese and Japanese each sign counts.
pub fn count(text: &str) -> usize {
    text.split_ascii_whitespace().map(count_run).sum()
}

fn count_run(run: &str) -> usize {
    if !run.contains(char::is_alphanumeric) {
        return 0;
    }
    // Korean is written with blanks; in Thai nobody can count words without a dictionary.
    let signs = run.chars().filter(|c| *c >= '\u{3005}' && !is_hangul(*c) && is_sign(*c)).count();
    let others = run.contains(|c: char| c.is_alphanumeric() && !is_sign(c));
    if signs == 0 { 1 } else { signs + usize::from(others) }
}

fn is_hangul(c: char) -> bool {
    matches!(c, '\u{3131}'..='\u{318e}' | '\u{a960}'..='\u{a97f}' | '\u{ac00}'..='\u{d7ff}')
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
    let plain = |s: &str| s.replace(is_apostrophe, "'").nfc().collect::<String>();
    plain(a) == plain(b)
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

    use crate::words::{Joiner, MAX_FORM};

    fn shown(words: Vec<FoldedWord>) -> String {
        let mark = |word: FoldedWord| match word.span.joins_next {
            None => word.form,
            Some(Joiner::Hyphen) => word.form + "-",
            Some(Joiner::Apostrophe) => word.form + "'",
        };
        words.into_iter().map(mark).collect::<Vec<_>>().join(" ")
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
            assert_eq!(shown(words(text)), expected, "{text}");
        }
    }

    #[test]
    fn apostrophes_part_words() {
        for (text, expected) in [
            ("l'Économie d’Orsay qu'il", "l' economie d' orsay qu' il"),
            ("Ankara'da, rock'n'roll", "ankara' da rock' n' roll"),
            ("dell’arte O'Brien's Hawaiʻi", "dell' arte o' brien hawai' i"),
            ("don't We'll they’re I've he'd I'm DON'T", "dont well theyre ive hed im dont"),
            ("Arnold's workers' 'quoted'", "arnold workers quoted"),
            ("об'єднання п’яти Facebook'а", "обєднання пяти facebook' а"),
            ("l'avant-garde", "l' avant- garde"),
            ("l'東", "l 東"),
        ] {
            assert_eq!(shown(parts(text)), expected, "{text}");
        }
        assert_eq!(fold("l'Économie d’Orsay O'Brien's"), "leconomie dorsay obrien");
    }

    #[test]
    fn signs_without_blanks_are_words() {
        for (text, expected) in [
            ("サーバーでﾃﾞﾓ", "サ ー バ ー で デ モ"),
            ("예산을 \u{1112}\u{1161}\u{11ab}", "예 산 을 한"),
            ("ประกาศ", "ป ร ะ ก า ศ"),
            ("ที่นี่", "ที่ นี่"),
            ("ព្រះ", "ព្ រះ"),
            ("EU予算2017年", "eu 予 算 2017 年"),
            ("๒๐๑๗ ٢٠١٧", "2017 2017"),
        ] {
            assert_eq!(fold(text), expected, "{text}");
        }
    }

    #[test]
    fn letters_of_all_scripts_are_folded() {
        for (a, b) in [
            ("İstanbul DİYARBAKIR Işık", "istanbul diyarbakir isik"),
            ("ΟΔΟΣ Οδός", "οδοσ οδοσ"),
            ("ΚΥΒΈΡΝΗΣΗ", "κυβερνηση"),
            ("Ёлка Зелёный", "елка зеленый"),
            ("мо\u{438}\u{306} \u{456}\u{308}жа", "мой їжа"),
            ("ﬁnal oﬃce ＦＵＬＬ Straße STRAẞE", "final office full strasse strasse"),
            ("الحُكُومَة حـــكم أحمد إلى آمن", "الحكومه حكم احمد الي امن"),
            ("ایران کتاب", "ايران كتاب"),
            ("בְּרֵאשִׁית", "בראשית"),
            ("नीति नेता क़लम श्री\u{200d}मान", "नीति नेता कलम श्रीमान"),
            ("Intel·ligent COL·LEGI a·b", "intelligent collegi a b"),
            ("Qurʾan Malta Ħal", "quran malta hal"),
        ] {
            assert_eq!(fold(a), b, "{a}");
        }
        assert_ne!(fold("мой"), fold("мои"));
        assert_ne!(fold("バス"), fold("パス"));
        assert_eq!(shown(words("می\u{200c}شود")), "مي- شود");
    }

    #[test]
    fn spans_leave_out_possessives() {
        let text = "Trump’s plan";
        let found = words(text);
        assert_eq!(&text[found[0].span.start..found[0].span.end], "Trump");
        assert_eq!(fold("  The “U.S.” plan! "), "the us plan");
    }

    #[test]
    fn a_newsroom_counts_words_between_blanks() {
        assert_eq!(count("The U.S.-Mexico talks — “hard” ones -- failed.\n\n* * *\nÉtat"), 7);
        assert_eq!((count("市政府 公布 EU予算"), count("예산을 발표"), count("ประกาศ")), (8, 2, 1));
    }

    #[test]
    fn a_sign_for_several_letters_is_one_word() {
        assert_eq!(fold("ヿ"), "ヿ");
        assert_eq!(fold("コト"), "コ ト");
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

    /// Letters of many scripts with what may stand between them.
    const MIXED: &str = "[a-zA-Zéİıßﬁ'’ʼ. \\-0-9東京コトがﾃﾞ한글ᄒ\u{1161}\u{11ab}กที่ำ\u{e4d}ကျွន្រ\
        أةىُیک\u{200c}\u{200d}שׁ״नीति्ёйїі\u{308}и\u{306}Σς]{0,16}";

    proptest! {
        #[test]
        fn mixed_scripts_fold_once(text in MIXED) {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }

        /// What a query is made of finds the words of a text: cut out, they are the same words.
        #[test]
        fn words_cut_out_are_the_same(text in MIXED) {
            for word in words(&text).into_iter().chain(parts(&text)) {
                let cut = &text[word.span.start..word.span.end];
                let forms: String = parts(cut).into_iter().map(|word| word.form).collect();
                prop_assert_eq!(forms, word.form, "{}", cut);
            }
        }
    }
}
