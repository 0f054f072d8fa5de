//! Sentences: where a full stop, a question mark or an exclamation mark ends one.
//!
//! One look-up a byte until a mark is found; only there is the text around it read.

use crate::article::{Sentence, Span};

use super::abbreviations::{Follows, follows, is_name_verb, is_starter};

/// Bytes that may begin a mark that ends a sentence: `.`, `!`, `?`, and the first bytes of `…`, `。`, `！`, `？`.
static MAY_END: [bool; 256] = {
    let mut table = [false; 256];
    table[b'.' as usize] = true;
    table[b'!' as usize] = true;
    table[b'?' as usize] = true;
    table[0xe2] = true;
    table[0xe3] = true;
    table[0xef] = true;
    table
};

/// Longest word before a full stop that is looked at, in bytes.
const MAX_WORD: usize = 24;
/// Words looked through for a verb after a name.
const MAX_NAME: usize = 5;

/// The sentences of `paragraphs`: sorted, trimmed, and together all of them but for white space.
///
/// `hidden` is markup (sorted, disjoint); it is passed over when looking for the end of a sentence.
pub fn sentences(text: &str, paragraphs: &[Span], hidden: &[Span]) -> Vec<Sentence> {
    let mut found = Vec::with_capacity(paragraphs.len() * 2);
    for (number, paragraph) in paragraphs.iter().enumerate() {
        let scan = Scan { text, bytes: text.as_bytes(), paragraph: *paragraph, hidden };
        let mut start = paragraph.start;
        let mut at = start;
        while let Some((end, next)) = scan.boundary(at, start) {
            found.push(Sentence { span: Span::new(start, end), paragraph: number });
            start = next;
            at = next;
        }
        if start < paragraph.end {
            found.push(Sentence { span: Span::new(start, paragraph.end), paragraph: number });
        }
    }
    found
}

struct Scan<'a> {
    text: &'a str,
    bytes: &'a [u8],
    paragraph: Span,
    hidden: &'a [Span],
}

/// How a run of marks ends what stands before it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// One full stop: it may belong to an abbreviation.
    Stop,
    /// Dots that leave something out.
    Dots,
    /// A question mark or an exclamation mark.
    Cry,
    /// A mark of a script that sets no blank after it.
    Wide,
}

impl Scan<'_> {
    /// The next end of a sentence from `at` on, and where the sentence after it begins.
    fn boundary(&self, mut at: usize, start: usize) -> Option<(usize, usize)> {
        let end = self.paragraph.end;
        loop {
            at += self.bytes[at..end].iter().position(|b| MAY_END[usize::from(*b)])?;
            let Some((mark, after)) = self.marks(at) else {
                at += 1;
                continue;
            };
            let (closed, quoted) = self.closers(after);
            let next = self.skip_blanks(closed);
            if next >= end {
                return None;
            }
            let apart = next > closed || mark == Mark::Wide;
            if apart && self.ends(start, at, mark, quoted, next) {
                return Some((closed, next));
            }
            at = closed.max(after);
        }
    }

    /// The run of marks at `at`, and where it ends.
    fn marks(&self, at: usize) -> Option<(Mark, usize)> {
        let mut mark = None;
        let mut end = at;
        while let Some((kind, length)) = self.mark_at(end) {
            mark = match (mark, kind) {
                (None, kind) => Some(kind),
                (Some(Mark::Stop | Mark::Dots), Mark::Stop | Mark::Dots) => Some(Mark::Dots),
                (Some(Mark::Wide), _) | (_, Mark::Wide) => Some(Mark::Wide),
                _ => Some(Mark::Cry),
            };
            end += length;
            if kind == Mark::Stop && self.bytes[end..self.paragraph.end].starts_with(b" .") {
                end += 1;
            }
        }
        mark.map(|mark| (mark, end))
    }

    fn mark_at(&self, at: usize) -> Option<(Mark, usize)> {
        match self.bytes[at..self.paragraph.end] {
            [b'.', ..] => Some((Mark::Stop, 1)),
            [b'!' | b'?', ..] => Some((Mark::Cry, 1)),
            [0xe2, 0x80, 0xa6, ..] => Some((Mark::Dots, 3)),
            [0xe3, 0x80, 0x82, ..] | [0xef, 0xbc, 0x81 | 0x9f, ..] => Some((Mark::Wide, 3)),
            _ => None,
        }
    }

    /// Where the closing marks and the markup from `at` on end, and whether a quotation mark is among them.
    fn closers(&self, mut at: usize) -> (usize, bool) {
        let mut quoted = false;
        loop {
            if let Some(end) = self.hidden_at(at) {
                at = end;
                continue;
            }
            let (length, quote) = match self.bytes[at..self.paragraph.end] {
                [b'"' | b'\'', ..] => (1, true),
                [b')' | b']' | b'}' | b'*' | b'_', ..] => (1, false),
                // ” ’ ›
                [0xe2, 0x80, 0x9d | 0x99 | 0xba, ..] => (3, true),
                // “ closes in German, where nothing but white space or the end follows.
                [0xe2, 0x80, 0x9c, ..] if self.is_blank(at + 3) => (3, true),
                // », with or without a blank before it.
                [0xc2, 0xbb, ..] if self.is_blank(at + 2) => (2, true),
                [b' ', 0xc2, 0xbb, ..] if self.is_blank(at + 3) => (3, true),
                [0xc2, 0xa0, 0xc2, 0xbb, ..] if self.is_blank(at + 4) => (4, true),
                [0xe2, 0x80, 0xaf, 0xc2, 0xbb, ..] if self.is_blank(at + 5) => (5, true),
                // 」 』 ）
                [0xe3, 0x80, 0x8d | 0x8f, ..] => (3, true),
                [0xef, 0xbc, 0x89, ..] => (3, false),
                _ => return (at, quoted),
            };
            quoted |= quote;
            at += length;
        }
    }

    /// Where the markup that begins at `at` ends.
    fn hidden_at(&self, at: usize) -> Option<usize> {
        let found = self.hidden.binary_search_by_key(&at, |span| span.start).ok()?;
        let end = self.hidden[found].end;
        (end > at && end <= self.paragraph.end).then_some(end)
    }

    fn is_blank(&self, at: usize) -> bool {
        self.text[at..self.paragraph.end].chars().next().is_none_or(char::is_whitespace)
    }

    fn skip_blanks(&self, at: usize) -> usize {
        let rest = &self.text[at..self.paragraph.end];
        at + (rest.len() - rest.trim_start().len())
    }

    /// Whether the marks at `at` end the sentence that began at `start`, when the text goes on at `next`.
    fn ends(&self, start: usize, at: usize, mark: Mark, quoted: bool, next: usize) -> bool {
        let rest = &self.text[next..self.paragraph.end];
        let Some(first) = rest.chars().next() else { return true };
        let opens = is_opening(first);
        let word = first_word(rest);
        let letter = word.chars().next();
        let low = letter.is_some_and(char::is_lowercase);
        if matches!(first, '-' | '–' | '—' | ',' | ';' | ':') || (low && !opens) {
            return false;
        }
        match mark {
            Mark::Wide => true,
            Mark::Stop if quoted => true,
            Mark::Stop => self.stop_ends(start, at, opens, low, word),
            Mark::Dots => {
                let hangs = self.text[start..at].ends_with(char::is_whitespace);
                (!hangs || quoted) && !low
            }
            Mark::Cry => !(low || quoted && names_a_speaker(rest)),
        }
    }

    /// Whether one full stop ends a sentence before `word`.
    fn stop_ends(&self, start: usize, at: usize, opens: bool, low: bool, word: &str) -> bool {
        let before = self.word_before(start, at);
        let digit = word.starts_with(|c: char| c.is_ascii_digit());
        let starter = opens || is_starter(word);
        if before.is_empty() {
            return true;
        }
        match follows(before) {
            Some(Follows::Never | Follows::Name) => return false,
            Some(Follows::Number) => return !digit && (starter || !is_capitalised_number(before)),
            Some(Follows::Open) => return starter,
            None => {}
        }
        if before.bytes().all(|b| b.is_ascii_digit()) {
            // `1. Text` is an item of a list.
            return at - before.len() != start;
        }
        if matches!(before, "a.m" | "p.m") {
            return !digit && !is_day_or_zone(word);
        }
        if is_acronym(before) {
            return starter;
        }
        let mut letters = before.chars();
        if let (Some(only), None) = (letters.next(), letters.next()) {
            // An initial, unless the word is one of its own.
            return !only.is_uppercase() || only == 'I';
        }
        !low || opens
    }

    /// The word that ends at `at`, as far as it is looked at.
    fn word_before(&self, start: usize, at: usize) -> &str {
        let from = self.text.floor_char_boundary(at.saturating_sub(MAX_WORD)).max(start);
        let head = &self.text[from..at];
        let cut = head
            .rfind(|c: char| !(c.is_alphanumeric() || c == '.'))
            .map_or(0, |found| found + head[found..].chars().next().map_or(1, char::len_utf8));
        &head[cut..]
    }
}

fn is_opening(c: char) -> bool {
    matches!(c, '"' | '\'' | '“' | '‘' | '«' | '„' | '‹' | '(' | '[' | '¿' | '¡' | '「' | '『')
}

/// The first word, opening marks left out.
fn first_word(rest: &str) -> &str {
    let rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric() && !c.is_whitespace());
    &rest[..rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len())]
}

/// Letters with dots between: `U.S`, `D.C`.
fn is_acronym(word: &str) -> bool {
    word.contains('.')
        && word.split('.').all(|piece| piece.len() <= 2 && piece.chars().all(char::is_alphabetic))
}

/// Whether the abbreviation of `number` kind is one that is no word: `Nov`, not `No`.
fn is_capitalised_number(word: &str) -> bool {
    !matches!(word, "No" | "no" | "p" | "Art" | "art")
}

fn is_day_or_zone(word: &str) -> bool {
    const DAYS: [&str; 14] = [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
        "Mon",
        "Tue",
        "Wed",
        "Thu",
        "Fri",
        "Sat",
        "Sun",
    ];
    let zone = (2..=4).contains(&word.len())
        && word.ends_with('T')
        && word.bytes().all(|b| b.is_ascii_uppercase());
    DAYS.contains(&word)
        || zone
        || matches!(word, "GMT" | "Eastern" | "Pacific" | "Central" | "Mountain")
        || is_month(word)
}

fn is_month(word: &str) -> bool {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    word.get(..3).is_some_and(|head| MONTHS.contains(&head))
}

/// Whether a few words with capitals and then a verb of saying follow: `Strand asked`, `Mr. O'Brien said`.
fn names_a_speaker(rest: &str) -> bool {
    let mut words = rest.split_ascii_whitespace();
    let Some(first) = words.next() else { return false };
    if matches!(first, "He" | "She" | "It" | "They" | "The" | "We" | "I" | "You") {
        return false;
    }
    for word in words.take(MAX_NAME) {
        let bare = word.trim_end_matches([',', '.', ';', ':']);
        if is_name_verb(bare) {
            return true;
        }
        if !word.starts_with(char::is_uppercase) {
            return false;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        sentences(text, &[Span::new(0, text.len())], &[])
            .into_iter()
            .map(|s| s.span.cut(text))
            .collect()
    }

    /// Texts with `|` where a sentence ends and the next begins.
    #[test]
    fn ends_of_sentences() {
        let table = [
            "It rained.| Then it stopped.|  Who knew?| Nobody!",
            "Mr. Dias met Gov. Ann Lee and Lt. Gov. Roe in St. Louis.| They talked.",
            "J. K. Rowling and George W. Bush spoke.| So did I.| Then they left.",
            "He lives in the U.S. Senate district.| He left the U.S.| The company stayed.",
            "U.S. Trade Representative Roe of the U.N. Security Council spoke.",
            "Prices rose 2.9 percent to $1.50.| 14 people left.",
            "At 9 a.m. Monday he left.| At 5 p.m. EST she did.| It was 9 p.m.| Dias slept.",
            "On Nov. 17 it was No. 5 of its kind.| The answer was no.| Dias agreed.",
            "He works at Acme Corp. Chief Executive Roe said.| She left Acme Inc.| The shares fell.",
            "Martin Luther King Jr. Day is in Jan.| That is early.",
            "\"It rained.\"| \"It did.\"| “Then it stopped.”| He left.",
            "\"Did it?\" he said.| \"Did it?\" Strand asked.| \"Go!\" Mr. O'Brien shouted.",
            "\"Did it?\"| He said no.| “Who?”| The crowd laughed.",
            "\"It did,\" Dias said.| \"It always does . . . in spring,\" she said.",
            "Well ... maybe.| Well…| It did.| He trailed off...| Then he went on.",
            "(It rained.)| It stopped (at last).| Done.",
            "He said: The talks are off; The rest is not.",
            "«No venimos a pedir un favor», dijo.| «Venimos a cobrar».| ¿Quién?| Nadie.",
            "« C'est fini. »| Il est parti.",
            "Er sagte: „Es regnet.“| Dann ging er.",
            "Companies, e.g. Acme, vs. Apple etc.| The End.",
            "Visit example.com.| Or www.example.org/a.b today.",
            "1. First item.| Then more.",
            "Yahoo! is a firm.| It was bought.",
            "\"I won't,\" she said. -- Reuters",
            "本日は雨です。|明日は晴れ。|終わり",
            "No end",
            "...",
            ".| A.",
        ];
        for marked in table {
            let expected: Vec<&str> = marked.split('|').map(str::trim).collect();
            let text = marked.replace('|', "");
            assert_eq!(cut(&text), expected);
        }
    }

    #[test]
    fn markup_is_passed_over() {
        let text = "It [rained.](https://x.example) **Then** it *stopped.* Good.";
        let hidden = [Span::new(3, 4), Span::new(11, 31)];
        let found = sentences(text, &[Span::new(0, text.len())], &hidden);
        let found: Vec<&str> = found.into_iter().map(|s| s.span.cut(text)).collect();
        assert_eq!(found, ["It [rained.](https://x.example)", "**Then** it *stopped.*", "Good."]);
    }

    #[test]
    fn paragraphs_are_numbered() {
        let text = "One. Two.\n\nThree.";
        let paragraphs = [Span::new(0, 9), Span::new(11, 17)];
        let found = sentences(text, &paragraphs, &[]);
        assert_eq!(found.iter().map(|s| s.paragraph).collect::<Vec<_>>(), [0, 0, 1]);
    }
}
