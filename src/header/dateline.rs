//! Datelines: the place, the day and the agency that run into a first paragraph.
//!
//! `MEXICO CITY (AP) -- `, `OTTAWA, Nov. 17, 2017 (Continental Wire) - `, `LONDON (NW) — Jan. 11, 2018 — `, `(Reuters) - `.

use std::sync::LazyLock;

use crate::article::Span;
use crate::read::dates::{self, Found};

/// Bytes in which a dateline must end.
const MAX_BYTES: usize = 140;
/// Words of the place.
const MAX_PLACE_WORDS: usize = 8;
/// Words with small letters that stand in names of places.
const PARTICLES: [&str; 20] = [
    "de", "del", "da", "do", "dos", "la", "le", "les", "las", "los", "sur", "sous", "of", "the",
    "and", "y", "am", "an", "der", "in",
];

/// Words in capitals before a dash that are no places.
static NO_PLACES: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let list = include_str!("../../seeds/lists/no-datelines.txt");
    list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')).collect()
});

/// A dateline and what it says.
pub struct Dateline {
    /// Place, day and agency, without the dash.
    pub span: Span,
    /// The name in brackets.
    pub agency: Option<Span>,
    /// The day.
    pub day: Option<Found>,
    /// Where the text after it begins.
    pub body: usize,
}

/// Finds the dateline at the head of a paragraph.
pub fn find(text: &str, paragraph: Span) -> Option<Dateline> {
    let line = paragraph.cut(text);
    let first = line.chars().next()?;
    if !(first.is_uppercase() || first == '(') {
        return None;
    }
    let head = &line[..line.floor_char_boundary(MAX_BYTES)];
    let (label, mut body) = first_dash(head)?;
    let label = head[..label].trim_end();
    let (place, brackets, rest) = in_brackets(label);
    let mut day = dates::find(place).or_else(|| {
        // A day behind the agency: `LONDON (NW), Jan. 11`.
        dates::find(rest).map(|found| shifted(found, label.len() - rest.len()))
    });
    let agency = brackets.filter(|inner| dates::find(inner).is_none());
    if day.is_none()
        && let Some(inner) = brackets
    {
        day = dates::find(inner).map(|found| shifted(found, place.len() + 1));
    }
    let behind = day
        .as_ref()
        .filter(|d| d.span.start >= place.len())
        .map_or(rest.len(), |d| d.span.start - (label.len() - rest.len()));
    let nothing_behind = rest.get(..behind).unwrap_or(rest).chars().all(|c| !c.is_alphanumeric());
    let named = place_end(place, day.as_ref());
    if !nothing_behind || !is_place(named, agency.is_some(), day.is_some()) {
        return None;
    }
    let mut end = label.len();
    if day.is_none()
        && let Some((found, after)) = second_day(&line[body..])
    {
        let found = shifted(found, body);
        end = found.span.end;
        body += after;
        day = Some(found);
    }
    let begins = |c: char| {
        c.is_uppercase() || c.is_ascii_digit() || "\"“‘'«„¿¡($€£".contains(c) || c.is_alphabetic()
    };
    let goes_on = line[body..].chars().next().is_some_and(begins);
    // A small letter after the dash is an aside: `UNICEF -- the agency -- said`.
    let aside = agency.is_none() && day.is_none() && line[body..].starts_with(char::is_lowercase);
    if !goes_on || aside {
        return None;
    }
    let agency = agency.map(|inner| {
        let start = paragraph.start + place.len() + 1;
        Span::new(start, start + inner.len()).trimmed(text)
    });
    Some(Dateline {
        span: Span::new(paragraph.start, paragraph.start + end),
        agency,
        day,
        body: paragraph.start + body,
    })
}

fn shifted(mut found: Found, by: usize) -> Found {
    found.span = found.span.start + by..found.span.end + by;
    found
}

/// Where the first dash that stands between words begins, and where the text behind it begins.
fn first_dash(head: &str) -> Option<(usize, usize)> {
    let mut from = 0;
    while let Some(found) = head[from..].find(['-', '–', '—', '_']) {
        let at = from + found;
        let rest = &head[at..];
        let dashes = rest.len() - rest.trim_start_matches(['-', '–', '—', '_']).len();
        let after = at + dashes;
        let single = matches!(&rest[..dashes], "-" | "_");
        let spaced = head[..at].ends_with([' ', '\u{a0}', ')'])
            && head[after..].starts_with([' ', '\u{a0}']);
        if (!single || spaced) && at > 0 {
            let blanks = head[after..].len() - head[after..].trim_start().len();
            return Some((at, after + blanks));
        }
        from = after;
    }
    None
}

/// What stands before the first brackets, in them, and behind them.
fn in_brackets(label: &str) -> (&str, Option<&str>, &str) {
    let brackets = label.find('(').and_then(|open| Some((open, open + label[open..].find(')')?)));
    match brackets {
        Some((open, close)) if close - open <= 48 && close > open + 1 => {
            (&label[..open], Some(&label[open + 1..close]), &label[close + 1..])
        }
        _ => (label, None, ""),
    }
}

/// The place without the day that follows it.
fn place_end<'a>(place: &'a str, day: Option<&Found>) -> &'a str {
    let end = day.map_or(place.len(), |day| day.span.start.min(place.len()));
    place[..end].trim_end_matches(|c: char| c.is_whitespace() || c == ',')
}

fn is_place(place: &str, agency: bool, day: bool) -> bool {
    if place.is_empty() {
        return agency;
    }
    if place.contains(['"', '“', '”', '«', ':', ';', '?', '!', '&', '|'])
        || NO_PLACES.contains(&place)
    {
        return false;
    }
    let mut words = place.split_whitespace();
    let first = words.next().unwrap_or("");
    let city = first.trim_end_matches(',');
    let capitals = city.chars().filter(|c| c.is_alphabetic()).count() >= 2
        && !city.chars().any(char::is_lowercase);
    // A full stop inside ends a sentence, unless it is part of an abbreviation: `ST. LOUIS`, `LANSING, Mich.`
    let stops = place
        .match_indices(". ")
        .all(|(at, _)| at - place[..at].rfind(' ').map_or(0, |b| b + 1) <= 5);
    (capitals || agency || (day && place.split_whitespace().count() <= 4))
        && first.starts_with(char::is_uppercase)
        && stops
        && place.split_whitespace().count() <= MAX_PLACE_WORDS
        && words.all(|w| {
            w.starts_with(|c: char| c.is_uppercase() || c == '(')
                || PARTICLES.contains(&w.trim_end_matches(','))
        })
}

/// A day between the first dash and a second one, or a full stop: `— Jan. 11, 2018 — Leaving`, `-- Feb. 6, 2018. Small`.
fn second_day(rest: &str) -> Option<(Found, usize)> {
    let head = &rest[..rest.floor_char_boundary(40)];
    let found = dates::find(head).filter(|day| day.span.start == 0 && day.year.is_some())?;
    let after = &rest[found.span.end..];
    let mark = after.trim_start();
    let behind = mark.trim_start_matches(['-', '–', '—', '.', ':']);
    let blank = behind.trim_start();
    (behind.len() < mark.len() && blank.len() < behind.len())
        .then(|| (found, rest.len() - blank.len()))
}
