//! Exports of news databases: one text that holds many articles, each with its fields.
//!
//! Only a text that bears several marks of such an export is split; any other stays as it is. A look at its two ends
//! settles that for nearly all texts.

mod factiva;
mod lexisnexis;

use std::ops::Range;
use std::sync::LazyLock;

use jiff::civil::Date;
use memchr::memmem::Finder;

use super::assemble::{self, Body, located, one_line};
use super::{Identity, Kind, Limits, Meta, Part, ReadError, Reading, RecordProblem, check_size};

/// Bytes looked at on either end of a text.
const HEAD: usize = 8 * 1024;
const TAIL: usize = 2 * 1024;

/// Finds the articles of one layout, if there are any.
type Layout = fn(&[Line<'_>]) -> Vec<Article>;

/// The layouts that are known.
const LAYOUTS: [(Kind, Layout); 4] = [
    (Kind::LexisNexis, lexisnexis::classic),
    (Kind::LexisNexis, lexisnexis::uni),
    (Kind::Factiva, factiva::coded),
    (Kind::Factiva, factiva::display),
];

/// Splits a text into its articles, if it is the export of a database that is known.
pub fn split(text: &str, limits: &Limits) -> Option<Reading> {
    if !may_be_export(text.as_bytes()) {
        return None;
    }
    let lines = lines(text);
    let (kind, articles) =
        LAYOUTS.iter().find_map(|(kind, articles)| Some((*kind, certain(articles(&lines))?)))?;
    Some(reading(kind, text, articles, limits))
}

/// Whether one of the marks stands where each export has one.
fn may_be_export(text: &[u8]) -> bool {
    // Of DOCUMENTS and DOKUMENTEN, and of Document 1 of 25 and Dokument 1 von 25.
    static FIRST: LazyLock<[Finder<'static>; 2]> =
        LazyLock::new(|| ["UMENT", "ument 1 "].map(Finder::new));
    static LAST: LazyLock<[Finder<'static>; 2]> =
        LazyLock::new(|| ["Document", "Dokument"].map(Finder::new));
    let head = text.get(..HEAD).unwrap_or(text);
    let tail = text.get(text.len().saturating_sub(TAIL)..).unwrap_or(text);
    FIRST.iter().any(|mark| mark.find(head).is_some())
        || LAST.iter().any(|mark| mark.find(tail).is_some())
}

/// An article of an export.
#[derive(Debug, Default, PartialEq)]
struct Article {
    /// Its bytes.
    place: Range<usize>,
    title: String,
    byline: String,
    dateline: String,
    date: Option<Date>,
    source: String,
    lang: Option<String>,
    topics: Vec<String>,
    paragraphs: Vec<String>,
    /// Whether it bears the marks of the layout.
    sure: bool,
}

/// The articles, if so many bear the marks that chance is ruled out.
fn certain(articles: Vec<Article>) -> Option<Vec<Article>> {
    let sure = articles.iter().filter(|article| article.sure).count();
    (sure > 0 && sure * 2 >= articles.len()).then_some(articles)
}

fn reading(kind: Kind, text: &str, articles: Vec<Article>, limits: &Limits) -> Reading {
    let mut reading = Reading { kind, parts: Vec::new(), problems: Vec::new() };
    let (mut line, mut seen) = (1, 0);
    for (number, article) in (1..).zip(articles) {
        let place = article.place.clone();
        line += text.get(seen..place.start).map_or(0, |between| between.matches('\n').count());
        seen = place.start;
        match article.part(limits) {
            Ok(part) => {
                let identity = Identity::Record(text.get(place).unwrap_or("").as_bytes().to_vec());
                reading.parts.push(Part { number: Some(number), identity, ..part });
            }
            Err(error) => reading.problems.push(RecordProblem { number, line, error }),
        }
    }
    reading
}

impl Article {
    fn part(self, limits: &Limits) -> Result<Part, ReadError> {
        let body = Body::Paragraphs(self.paragraphs);
        if body.is_empty() {
            return Err(ReadError::NoText);
        }
        let source = one_line(&self.source);
        let meta = Meta {
            title: located(&self.title),
            byline: located(&self.byline),
            dateline: located(&self.dateline),
            date: self.date,
            source: (!source.is_empty()).then_some(source),
            lang: self.lang,
            topics: self.topics,
        };
        let part = assemble::part(meta, body, true);
        check_size(&part.text, limits)?;
        Ok(part)
    }
}

/// A line without white space around it, and its bytes.
struct Line<'a> {
    text: &'a str,
    place: Range<usize>,
}

/// The lines of a text; a form feed begins a new page and no word.
fn lines(text: &str) -> Vec<Line<'_>> {
    let mut at = 0;
    text.split_inclusive('\n')
        .map(|line| {
            let start = at;
            at += line.len();
            Line {
                text: line.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}'),
                place: start..at,
            }
        })
        .collect()
}

/// The bytes from the first of some lines to the last.
fn place(lines: &[Line<'_>]) -> Range<usize> {
    match (lines.first(), lines.last()) {
        (Some(first), Some(last)) => first.place.start..last.place.end,
        _ => 0..0,
    }
}

/// The paragraphs of some lines: what stands between blank ones.
fn paragraphs<'a>(lines: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut done = vec![String::new()];
    for line in lines {
        match done.last_mut() {
            Some(last) if !line.is_empty() => {
                if !last.is_empty() {
                    last.push(' ');
                }
                last.push_str(line);
            }
            Some(last) if !last.is_empty() => done.push(String::new()),
            _ => {}
        }
    }
    done.retain(|paragraph| !paragraph.is_empty());
    done.iter().map(|paragraph| one_line(paragraph)).collect()
}

/// Whether a line says who owns the article.
fn is_copyright(line: &str) -> bool {
    let lower = line.to_lowercase();
    [
        "copyright ",
        "(c) ",
        "©",
        "all rights reserved",
        "tous droits réservés",
        "alle rechte vorbehalten",
    ]
    .iter()
    .any(|mark| lower.starts_with(mark))
}

/// The code of a language by the name that the databases give it.
fn language(name: &str) -> Option<&'static str> {
    Some(match name.trim().to_lowercase().as_str() {
        "english" | "anglais" | "englisch" => "en",
        "french" | "français" | "francais" | "französisch" => "fr",
        "german" | "deutsch" | "allemand" => "de",
        "spanish" | "español" | "espagnol" | "spanisch" => "es",
        "italian" | "italiano" | "italien" | "italienisch" => "it",
        "portuguese" | "português" | "portugais" => "pt",
        "dutch" | "nederlands" | "néerlandais" | "niederländisch" => "nl",
        "swedish" | "svenska" => "sv",
        "danish" | "dansk" => "da",
        "norwegian" | "norsk" => "no",
        "russian" | "russe" | "русский" => "ru",
        "polish" | "polski" => "pl",
        "japanese" => "ja",
        "chinese" => "zh",
        "arabic" | "arabe" => "ar",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_texts_stay_whole() {
        let minutes = "Minutes\n\n1 of 2 DOCUMENTS was read.\n\nBODY: none\n";
        let papers = "1 of 2 DOCUMENTS\n\nA list.\n\n2 of 2 DOCUMENTS\n\nAnother.\n";
        let manual = "Title\n\nBody\n\ntext\n\nEnd of Document\n";
        let codes = "HD\nwords\nTD\nwords\nAN\nDocument 7\n";
        let page = "Words\n\n500 words\n\nDocument ABCDEF0020170517ed5h00001\n";
        for text in ["", "One.\n", minutes, papers, manual, codes, page] {
            assert_eq!(split(text, &Limits::default()), None, "{text}");
        }
    }

    #[test]
    fn lines_become_paragraphs() {
        let made =
            paragraphs(lines("\u{feff}a\r\n  b\r\n \r\n\r\n\u{c}c  d\n").iter().map(|l| l.text));
        assert_eq!(made, ["a b", "c d"]);
    }
}
