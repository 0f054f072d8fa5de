//! Datelines: the place, the day and the agency that run into a first paragraph.
//!
//! `MEXICO CITY (AP) -- `, `OTTAWA, Nov. 17, 2017 (Continental Wire) - `, `LONDON (NW) — Jan. 11, 2018 — `, `(Reuters) - `.

use std::ops::Range;
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
    let (label, mut body) = glued(head).or_else(|| first_dash(head))?;
    let label = head[..label].trim_end();
    let Label { mut day, agency } = Label::read(label)?;
    let mut end = label.len();
    if day.is_none()
        && let Some((found, after)) = second_day(&line[body..])
    {
        let found = shifted(found, body);
        end = found.span.end;
        body += after;
        day = Some(found);
    }
    let next = line[body..].chars().next()?;
    // A small letter after the dash is an aside: `UNICEF -- the agency -- said`.
    let aside = agency.is_none() && day.is_none() && next.is_lowercase();
    if aside || !(next.is_alphanumeric() || "\"“‘'«„¿¡($€£".contains(next)) {
        return None;
    }
    let agency = agency
        .map(|at| Span::new(paragraph.start + at.start, paragraph.start + at.end).trimmed(text));
    let span = Span::new(paragraph.start, paragraph.start + end);
    Some(Dateline { span, agency, day, body: paragraph.start + body })
}

/// What stands before the dash.
struct Label {
    day: Option<Found>,
    agency: Option<Range<usize>>,
}

impl Label {
    /// Reads a place, a day and an agency in brackets; `None` if that is not all.
    fn read(label: &str) -> Option<Label> {
        let (place, inner, rest) = in_brackets(label);
        let day_in = |piece: &str, at: usize| dates::find(piece).map(|found| shifted(found, at));
        let in_place = day_in(place, 0);
        let in_inner = inner.and_then(|inner| day_in(inner, place.len() + 1));
        let in_rest = day_in(rest, 0);
        let said = in_rest.as_ref().map_or(0..0, |found| found.span.clone());
        if [&rest[..said.start], &rest[said.end..]]
            .iter()
            .any(|s| s.contains(char::is_alphanumeric))
        {
            return None;
        }
        let agency = inner.filter(|_| in_inner.is_none());
        let agency = agency.map(|inner| place.len() + 1..place.len() + 1 + inner.len());
        let named = &place[..in_place.as_ref().map_or(place.len(), |day| day.span.start)];
        let named = named.trim_end_matches(|c: char| c.is_whitespace() || c == ',');
        let in_rest = in_rest.map(|found| shifted(found, label.len() - rest.len()));
        let day = in_place.or(in_inner).or(in_rest);
        is_place(named, agency.is_some(), day.is_some()).then_some(Label { day, agency })
    }
}

fn shifted(mut found: Found, by: usize) -> Found {
    found.span = found.span.start + by..found.span.end + by;
    found
}

/// Where an agency in brackets ends to which the text is glued: `Hermosillo, Mexico (CNN)Fear runs`.
fn glued(head: &str) -> Option<(usize, usize)> {
    let close = head.find(')')? + 1;
    let dash = first_dash(&head[..close]).is_some();
    let letter = head[close..].starts_with(|c: char| c.is_uppercase() || "\"“‘«".contains(c));
    (letter && !dash).then_some((close, close))
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

/// Whether words name a place, given whether an agency and a day stand beside them.
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
