//! Words, quotation marks and points of an article, sentence by sentence.

use super::lists::{self, Flags, Meaning};
use super::singles;
pub use super::token::{Kind, Token};
use crate::article::{Article, Span};
use std::ops::Range;

/// All tokens of a body, the tokens of each sentence and the sentences of each paragraph.
pub struct Tokens {
    pub all: Vec<Token>,
    /// Parallel to [`Article::sentences`].
    pub sentences: Vec<Range<usize>>,
    /// Numbers of the sentences of each paragraph that has some.
    pub paragraphs: Vec<Range<usize>>,
}

impl Tokens {
    pub fn of(article: &Article) -> Tokens {
        let body = article.body.len();
        let mut tokens = Tokens {
            all: Vec::with_capacity(body / 5 + 8),
            sentences: Vec::with_capacity(article.sentences.len()),
            paragraphs: Vec::with_capacity(article.paragraphs.len()),
        };
        let mut hidden = article.hidden.as_slice();
        for sentence in &article.sentences {
            let first = tokens.all.len();
            read(&article.text, sentence.span, &mut hidden, &mut tokens.all);
            tokens.sentences.push(first..tokens.all.len());
        }
        let mut from = 0;
        for group in article.sentences.chunk_by(|a, b| a.paragraph == b.paragraph) {
            let last = from + group.len();
            tokens.paragraphs.push(from..last);
            from = last;
        }
        let paragraphs: Vec<_> = tokens.paragraphs.iter().map(|p| tokens.paragraph(p)).collect();
        singles::mark(&article.text, &mut tokens.all, &paragraphs);
        tokens
    }

    /// Those of one sentence.
    pub fn sentence(all: Vec<Token>) -> Tokens {
        let one = |end: usize| std::iter::once(0..end).collect();
        Tokens { sentences: one(all.len()), all, paragraphs: one(1) }
    }

    /// The tokens of a paragraph, given as the numbers of its sentences.
    pub fn paragraph(&self, sentences: &Range<usize>) -> Range<usize> {
        self.sentences[sentences.start].start..self.sentences[sentences.end - 1].end
    }

    /// With the headline ahead of the body, as a paragraph of one sentence, if it is no part of it.
    pub(crate) fn with_title(mut self, article: &Article) -> Tokens {
        let title = article.header.title.as_ref().and_then(|title| title.span);
        let outside = title.filter(|span| span.end <= article.body.start);
        let title = outside.map_or_else(Vec::new, |span| of_range(article, span));
        let len = title.len();
        if len > 0 {
            self.all.splice(0..0, title);
            let sentences = self.sentences.iter().map(|s| s.start + len..s.end + len);
            self.sentences = std::iter::once(0..len).chain(sentences).collect();
            let paragraphs = self.paragraphs.iter().map(|p| p.start + 1..p.end + 1);
            self.paragraphs = std::iter::once(0..1).chain(paragraphs).collect();
        }
        self
    }
}

/// The tokens of one range outside the body, such as the headline.
pub(crate) fn of_range(article: &Article, span: Span) -> Vec<Token> {
    let mut out = Vec::new();
    read(&article.text, span, &mut article.hidden.as_slice(), &mut out);
    out
}

/// Appends the tokens of `span`; `hidden` moves on past the ranges that lie behind.
fn read(text: &str, span: Span, hidden: &mut &[Span], out: &mut Vec<Token>) {
    if text.get(span.start..span.end).is_none() {
        return;
    }
    let mut at = span.start;
    while at < span.end {
        while hidden.first().is_some_and(|h| h.end <= at) {
            *hidden = &hidden[1..];
        }
        let stop = match hidden.first() {
            Some(h) if h.start <= at => {
                at = h.end;
                continue;
            }
            Some(h) => h.start.min(span.end),
            None => span.end,
        };
        // A hidden range that cuts a character cuts nothing.
        let (Some(rest), true) = (text.get(at..stop), at < stop) else { return };
        at = visible(rest, at, out);
    }
}

fn visible(part: &str, base: usize, out: &mut Vec<Token>) -> usize {
    let bytes = part.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        if byte.is_ascii_whitespace() {
            at += 1;
            continue;
        }
        let (len, token) = if byte.is_ascii_alphanumeric() {
            word(part, at)
        } else if byte.is_ascii() {
            let twin = bytes.get(at + 1) == Some(&byte);
            match byte {
                b'"' => (1, Some(Kind::Mark)),
                b'\'' | b'`' if twin => (2, Some(Kind::Mark)),
                b'\'' if possessive(part, at, 1) => (2, Some(Kind::Possessive)),
                _ => (1, Some(Kind::Point)),
            }
        } else {
            wide(part, at)
        };
        if let Some(kind) = token {
            let span = Span::new(base + at, base + at + len);
            let cut = &part[at..at + len];
            let Meaning { flags, classes } = match kind {
                Kind::Lower | Kind::Capital | Kind::Capitals if len <= 20 => lists::meaning(cut),
                _ => Meaning::default(),
            };
            out.push(Token { span, kind, flags, classes });
        }
        at += len;
    }
    base + at
}

/// Length and kind of a character beyond ASCII, or of the word that it begins.
fn wide(part: &str, at: usize) -> (usize, Option<Kind>) {
    // `at` stands on a character: the fallback is never taken.
    let sign = part[at..].chars().next().unwrap_or(' ');
    match sign {
        '“' | '”' | '„' | '‟' | '«' | '»' => (sign.len_utf8(), Some(Kind::Mark)),
        '’' if possessive(part, at, 3) => (4, Some(Kind::Possessive)),
        _ if sign.is_alphanumeric() => word(part, at),
        _ if sign.is_whitespace() || sign == '\u{feff}' => (sign.len_utf8(), None),
        _ => (sign.len_utf8(), Some(Kind::Point)),
    }
}

/// Whether an apostrophe of `len` bytes at `at` begins an `'s` that ends a word.
fn possessive(part: &str, at: usize, len: usize) -> bool {
    let bytes = part.as_bytes();
    at > 0
        && !bytes[at - 1].is_ascii_whitespace()
        && matches!(bytes.get(at + len), Some(b's' | b'S'))
        && !part[at + len + 1..].starts_with(|c: char| c.is_alphanumeric())
}

/// Length and kind of the word at `at`.
fn word(part: &str, at: usize) -> (usize, Option<Kind>) {
    plain_word(part.as_bytes(), at).unwrap_or_else(|| odd_word(part, at))
}

/// A word of ASCII letters that neither an apostrophe nor a hyphen nor, after a capital, a full stop carries on.
fn plain_word(bytes: &[u8], at: usize) -> Option<(usize, Option<Kind>)> {
    let len = bytes[at..].iter().position(|b| !b.is_ascii_alphabetic()).unwrap_or(bytes.len() - at);
    let small = bytes[at].is_ascii_lowercase();
    match bytes.get(at + len) {
        Some(b'\'' | b'-' | b'0'..=b'9' | 0x80..) => return None,
        Some(b'.') if !small => return None,
        _ => {}
    }
    let kind = match bytes.get(at..at + len)? {
        [] => return None,
        _ if small => Kind::Lower,
        [_, rest @ ..] if !rest.is_empty() && rest.iter().all(u8::is_ascii_uppercase) => {
            Kind::Capitals
        }
        _ => Kind::Capital,
    };
    Some((len, Some(kind)))
}

/// A word with digits, dots, apostrophes, hyphens or letters beyond ASCII.
fn odd_word(part: &str, at: usize) -> (usize, Option<Kind>) {
    let bytes = part.as_bytes();
    let (mut small, mut large, mut digits, mut letters) = (0, 0, 0, 0);
    let mut end = at;
    let mut dotted = false;
    while let Some(&byte) = bytes.get(end) {
        let next = || part[end + 1..].chars().next().is_some_and(char::is_alphanumeric);
        match byte {
            b'a'..=b'z' => (small, letters, end) = (small + 1, letters + 1, end + 1),
            b'A'..=b'Z' => (large, letters, end) = (large + 1, letters + 1, end + 1),
            b'0'..=b'9' => (digits, end) = (digits + 1, end + 1),
            b'-' if next() => (letters, end) = (0, end + 1),
            b'\'' if next() && !possessive(part, end, 1) => end += 1,
            b',' if digits > 0 && bytes.get(end + 1).is_some_and(u8::is_ascii_digit) => end += 1,
            b'.' if digits > 0
                && letters == 0
                && bytes.get(end + 1).is_some_and(u8::is_ascii_digit) =>
            {
                end += 1
            }
            // U.S., J., D.C.
            b'.' if letters == 1 && large > 0 && small == 0 => {
                (dotted, letters, end) = (true, 0, end + 1)
            }
            b'.' if letters > 1 && !dotted && large == 1 && end - at <= 6 => {
                if lists::flags(&part[at..end + 1]) != Flags::default() {
                    end += 1;
                }
                break;
            }
            0x80.. => {
                // `end` stands on a character: the fallback is never taken.
                let sign = part[end..].chars().next().unwrap_or(' ');
                let after =
                    part[end + sign.len_utf8()..].chars().next().is_some_and(char::is_alphanumeric);
                match sign {
                    '’' if after && !possessive(part, end, 3) => {}
                    _ if sign.is_uppercase() => (large, letters) = (large + 1, letters + 1),
                    _ if sign.is_alphanumeric() => (small, letters) = (small + 1, letters + 1),
                    '\u{300}'..='\u{36f}' => {}
                    _ => break,
                }
                end += sign.len_utf8();
            }
            _ => break,
        }
    }
    let capital = part[at..].starts_with(char::is_uppercase);
    let kind = match () {
        () if small + large == 0 => Kind::Number,
        () if capital && large > 1 && small == 0 => Kind::Capitals,
        () if capital => Kind::Capital,
        () => Kind::Lower,
    };
    (end - at, Some(kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_all(text: &str) -> Vec<(&str, Kind)> {
        let mut out = Vec::new();
        read(text, Span::new(0, text.len()), &mut [].as_slice(), &mut out);
        out.iter().map(|t| (t.span.cut(text), t.kind)).collect()
    }

    #[test]
    fn words_marks_and_points() {
        use Kind::*;
        let got = read_all("Mr. O’Brien's U.S. aide didn't pay $1,200.50, ''he'' said.");
        let want = [
            ("Mr.", Capital),
            ("O’Brien", Capital),
            ("'s", Possessive),
            ("U.S.", Capitals),
            ("aide", Lower),
            ("didn't", Lower),
            ("pay", Lower),
            ("$", Point),
            ("1,200.50", Number),
            (",", Point),
            ("''", Mark),
            ("he", Lower),
            ("''", Mark),
            ("said", Lower),
            (".", Point),
        ];
        assert_eq!(got, want);
        assert_eq!(read_all("É"), [("É", Capital)]);
        assert_eq!(
            read_all("NAFTA’s workers’ plan I."),
            [
                ("NAFTA", Capitals),
                ("’s", Possessive),
                ("workers", Lower),
                ("’", Point),
                ("plan", Lower),
                ("I.", Capital),
            ]
        );
    }

    #[test]
    fn hidden_ranges_are_skipped() {
        let text = "the **big** vote";
        let mut out = Vec::new();
        read(
            text,
            Span::new(0, text.len()),
            &mut [Span::new(4, 6), Span::new(9, 11)].as_slice(),
            &mut out,
        );
        assert_eq!(
            out.iter().map(|t| t.span.cut(text)).collect::<Vec<_>>(),
            ["the", "big", "vote"]
        );
    }
}
