//! The lines above an article: bylines, credits, dates, and what may be a headline.

use std::sync::LazyLock;

use crate::article::Span;
use crate::read::dates::{self, Found};

use super::dateline;

/// Characters beyond which a line is a paragraph.
const MAX_TITLE: usize = 200;
/// Words of a headline that is written as a sentence.
const SHORT_TITLE: usize = 12;
/// Characters beyond which a line is no header line.
const MAX_HEADER: usize = 130;
/// Words of the name of a source.
const MAX_SOURCE_WORDS: usize = 6;

/// Words that show that a line with a name is a byline.
static ROLES: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let list = include_str!("../../seeds/lists/byline-roles.txt");
    list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')).collect()
});

/// A line that is not blank.
#[derive(Clone, Copy)]
pub struct Line {
    /// Its words.
    pub span: Span,
    /// Whether a blank line follows, or the end.
    blank_after: bool,
}

impl Line {
    /// The lines of `whole` that are not blank.
    pub fn all(text: &str, whole: Span) -> impl Iterator<Item = Line> {
        let bytes = whole.cut(text).as_bytes();
        let mut at = 0;
        std::iter::from_fn(move || {
            while at < bytes.len() {
                let end = memchr::memchr2(b'\n', b'\r', &bytes[at..])
                    .map_or(bytes.len(), |found| at + found);
                let span = Span::new(whole.start + at, whole.start + end).trimmed(text);
                at = end + 1;
                if !span.is_empty() {
                    let second = usize::from(
                        bytes.get(end) == Some(&b'\r') && bytes.get(at) == Some(&b'\n'),
                    );
                    let rest = &bytes[(at + second).min(bytes.len())..];
                    let next = &rest[..memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len())];
                    return Some(Line { span, blank_after: next.trim_ascii().is_empty() });
                }
            }
            None
        })
    }

    /// Whether the line is a headline, given the lines that follow.
    pub fn is_title(&self, text: &str, next: &[Line]) -> bool {
        let cut = self.span.cut(text);
        let Some(below) = next.first() else { return false };
        if is_long(cut, MAX_TITLE) || starts_quote(cut) && ends_sentence(cut) {
            return false;
        }
        let under = below.span.cut(text);
        if HeaderLine::read(text, below.span).is_some()
            || dateline::find(text, below.span).is_some()
        {
            return true;
        }
        if ends_sentence(cut) {
            return self.blank_after && reads_as_title(cut, under);
        }
        // Without a blank line, a headline is told from a broken line by what is under it: a whole paragraph.
        self.blank_after
            || is_long(under, 100)
            || ends_sentence(under) && under.starts_with(char::is_uppercase)
    }

    /// Whether the line may be a second headline.
    pub fn is_deck(&self, text: &str) -> bool {
        let cut = self.span.cut(text);
        !is_long(cut, MAX_TITLE) && !ends_sentence(cut)
    }
}

/// What a line of a header says.
#[derive(Default)]
pub struct HeaderLine {
    /// Who wrote the article.
    pub byline: Option<Span>,
    /// Publisher or agency.
    pub source: Option<Span>,
    /// A day.
    pub day: Option<Found>,
}

impl HeaderLine {
    /// Reads a line; `None` if it is none of a header.
    pub fn read(text: &str, span: Span) -> Option<HeaderLine> {
        let cut = span.cut(text);
        if is_long(cut, MAX_HEADER) || ends_sentence(cut) && !is_day_with_point(cut) {
            return None;
        }
        let mut line = HeaderLine::default();
        let mut unknown = None;
        for piece in pieces(text, span) {
            let words = piece.cut(text);
            if let Some(day) = day_alone(words) {
                line.day = line.day.or(Some(day));
            } else if is_byline(words) {
                line.byline = line.byline.or(Some(piece));
            } else if let Some(agency) = bracketed(words) {
                line.source = line
                    .source
                    .or(Some(Span::new(piece.start + 1, piece.start + 1 + agency.len())));
            } else if !is_filler_only(words) && unknown.replace(piece).is_some() {
                return None;
            }
        }
        let known = line.byline.is_some() || line.day.is_some();
        match unknown {
            Some(source) if known && is_source(source.cut(text)) => {
                line.source = line.source.or(Some(source))
            }
            Some(_) => return None,
            None if !known && line.source.is_none() && !is_filler_only(cut) => return None,
            None => {}
        }
        Some(line)
    }
}

/// The day of a piece of a line that says nothing else: `Published: 17 November 2017`, `Updated 3:04 PM ET, …`.
pub fn day_alone(words: &str) -> Option<Found> {
    if is_long(words, MAX_HEADER) {
        return None;
    }
    let day = dates::find(words)?;
    day.year?;
    (is_filler_only(&words[..day.span.start]) && is_filler_only(&words[day.span.end..]))
        .then_some(day)
}

/// Whether words say only that a date or a time comes: labels, days of the week, hours, zones.
fn is_filler_only(words: &str) -> bool {
    const FILLER: [&str; 86] = [
        "published",
        "publication",
        "dated",
        "filed",
        "sent",
        "updated",
        "posted",
        "modified",
        "first",
        "last",
        "on",
        "at",
        "am",
        "pm",
        "a",
        "p",
        "m",
        "et",
        "est",
        "edt",
        "ct",
        "cst",
        "cdt",
        "pt",
        "pst",
        "pdt",
        "mt",
        "gmt",
        "utc",
        "bst",
        "cet",
        "cest",
        "z",
        "t",
        "date",
        "issued",
        "released",
        "created",
        "le",
        "el",
        "à",
        "h",
        "publié",
        "publicado",
        "mon",
        "monday",
        "tue",
        "tues",
        "tuesday",
        "wed",
        "wednesday",
        "thu",
        "thurs",
        "thursday",
        "fri",
        "friday",
        "sat",
        "saturday",
        "sun",
        "sunday",
        "of",
        "the",
        "pub",
        "pubdate",
        "dateline",
        "datum",
        "fecha",
        "de",
        "time",
        "load",
        "issue",
        "print",
        "printed",
        "edition",
        "uploaded",
        "submitted",
        "online",
        "web",
        "release",
        "creation",
        "veröffentlicht",
        "vom",
        "uhr",
        "del",
        "du",
        "ist",
    ];
    words
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty())
        .all(|word| FILLER.contains(&word.to_lowercase().as_str()))
        // An hour to the second, a zone.
        && words.bytes().filter(u8::is_ascii_digit).count() <= 12
}

fn is_byline(words: &str) -> bool {
    let lower = words.to_lowercase();
    const OPENERS: [&str; 12] = [
        "by ",
        "by: ",
        "par ",
        "por ",
        "von ",
        "story by ",
        "reporting by ",
        "written by ",
        "from wire ",
        "from staff ",
        "from our ",
        "from news ",
    ];
    if let Some(opener) = OPENERS.iter().find(|opener| lower.starts_with(**opener)) {
        let from = opener.starts_with("from");
        return from || words.get(opener.len()..).is_some_and(is_name);
    }
    let Some((name, role)) = words.split_once([',', '|', '/']) else { return false };
    let role = role.to_lowercase();
    is_name(name)
        && name.split_whitespace().count() >= 2
        && ROLES.iter().any(|known| has_word(&role, known))
}

fn has_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
        before && text[at + word.len()..].chars().next().is_none_or(|c| !c.is_alphanumeric())
    })
}

/// Whether words begin like a name: with a capital, and not with a day or a month.
fn is_name(words: &str) -> bool {
    let words = words.trim_start();
    let first = words.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    words.starts_with(char::is_uppercase)
        && dates::month(first).is_none()
        && !first.ends_with("day")
}

/// What stands in brackets, if that is all and it is short: `(Reuters)`.
fn bracketed(words: &str) -> Option<&str> {
    let inner = words.strip_prefix('(')?.strip_suffix(')')?;
    is_source(inner).then_some(inner)
}

fn is_source(words: &str) -> bool {
    let count = words.split_whitespace().count();
    (1..=MAX_SOURCE_WORDS).contains(&count)
        && words.starts_with(char::is_uppercase)
        && !words.contains(['(', ')', '"', '“', ':', ';', '?', '!'])
}

/// The pieces of a line between strokes and bullets.
fn pieces(text: &str, span: Span) -> impl Iterator<Item = Span> {
    let mut at = span.start;
    span.cut(text).split(['|', '•', '·', '\t']).filter_map(move |piece| {
        let start = text[at..].find(piece).map_or(at, |found| at + found);
        at = start + piece.len();
        let piece = Span::new(start, at).trimmed(text);
        (!piece.is_empty()).then_some(piece)
    })
}

/// Whether a line that ends with a full stop says a day and nothing else.
fn is_day_with_point(line: &str) -> bool {
    day_alone(line).is_some()
}

fn is_long(line: &str, limit: usize) -> bool {
    line.len() > limit && line.chars().nth(limit).is_some()
}

/// Whether a line that ends with a full stop is a headline all the same: its words have
/// capitals, or it is one short sentence above a paragraph.
fn reads_as_title(line: &str, under: &str) -> bool {
    let long = || line.split_whitespace().filter(|word| word.len() > 3);
    let capitals = long().filter(|word| word.starts_with(|c: char| !c.is_lowercase())).count();
    let all = long().count();
    let short = line.split_whitespace().count() <= SHORT_TITLE && !line.contains(". ");
    capitals > 2 && capitals * 5 >= all * 4 || short && is_long(under, 100)
}

fn starts_quote(line: &str) -> bool {
    line.starts_with(['"', '“', '«', '„'])
}

/// Whether a line ends like a sentence: a full stop after a word in lower case.
fn ends_sentence(line: &str) -> bool {
    let Some(rest) = line.trim_end_matches(['"', '”', '»', '’', ')']).strip_suffix('.') else {
        return false;
    };
    let mut last = rest.chars().rev();
    last.next().is_some_and(|c| c.is_alphanumeric() && !c.is_uppercase() || c == '%')
        && last.next().is_some_and(|c| c.is_alphanumeric() || c == ' ' || c == ',')
        && last.next().is_some_and(|c| c != '.')
}
