//! Factiva: articles with two-letter codes before their fields, and as they are displayed; both end with a line such
//! as `Document LEDGER0020160517ec5h0001a`.

use jiff::civil::Date;

use super::article::Article;
use super::lines::{Line, is_copyright, language, paragraphs, place};
use crate::read::assemble::one_line;
use crate::read::dates;

/// The codes of the head, of the two parts of the text, and of what stands behind it.
const CODES: [&str; 34] = [
    "SE", "CLM", "HD", "BY", "CR", "WC", "PD", "ET", "SN", "SC", "ED", "PG", "VOL", "LA", "CY",
    "CX", "LP", "TD", "ART", "CT", "RF", "CO", "DE", "FDS", "IN", "NS", "RE", "RIC", "IPD", "IPC",
    "PUB", "RST", "URL", "AN",
];
/// How many of them stand behind the text.
const BEHIND: usize = 16;
/// Lines under the length of an article in which source, language and owner are looked for.
const DATA_LINES: usize = 14;

/// The number that an article has in the database, from the line that ends it.
fn accession(line: &str) -> Option<&str> {
    let number = line.strip_prefix("Document ").or_else(|| line.strip_prefix("Dokument "))?.trim();
    let sound = number.len() >= 20
        && number.len() <= 40
        && number.bytes().all(|b| b.is_ascii_alphanumeric())
        && day_of(number).is_some();
    sound.then_some(number)
}

/// The day in such a number: eight characters of the source, then year, month and day.
fn day_of(number: &str) -> Option<Date> {
    number.get(8..16).and_then(dates::parse)
}

/// The records of an export, each with its last line and the number there; what follows the last is none.
fn records<'a, 'b>(lines: &'b [Line<'a>]) -> Vec<(&'b [Line<'a>], &'a str)> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, line) in lines.iter().enumerate() {
        let ending = coded_line(line.text).filter(|(code, _)| CODES.get(*code) == Some(&"AN"));
        if let Some(number) = accession(ending.map_or(line.text, |(_, rest)| rest)) {
            let record = lines.get(start..=at).unwrap_or_default();
            let blank = record.iter().take_while(|line| line.text.is_empty()).count();
            found.push((record.get(blank..).unwrap_or_default(), number));
            start = at + 1;
        }
    }
    found
}

/// A code at the head of a line, as its place in [`CODES`], and what follows it.
fn coded_line(line: &str) -> Option<(usize, &str)> {
    let end = line.find(char::is_whitespace).unwrap_or(line.len());
    let (word, rest) = line.split_at(end);
    let code = CODES.iter().position(|code| *code == word)?;
    // A blank alone stands behind words such as IN and BY too.
    let apart = rest.is_empty() || rest.starts_with(['\t', '\u{a0}']) || rest.starts_with("  ");
    (apart || (word == "AN" && accession(rest.trim()).is_some())).then(|| (code, rest.trim()))
}

/// The articles of an export with codes.
pub fn coded(lines: &[Line<'_>]) -> Vec<Article> {
    records(lines).into_iter().map(|(record, number)| coded_article(record, number)).collect()
}

fn coded_article(record: &[Line<'_>], number: &str) -> Article {
    let mut article = Article { place: place(record), ..Article::default() };
    let mut fields: Vec<(usize, Vec<&str>)> = Vec::new();
    for line in record {
        match coded_line(line.text) {
            Some((code, rest)) if may_follow(code, &fields) => {
                fields.push((code, vec![rest]));
            }
            _ => {
                if let Some((_, value)) = fields.last_mut() {
                    value.push(line.text);
                }
            }
        }
    }
    let value = |code: &str| {
        let found = fields.iter().find(|(at, _)| CODES.get(*at) == Some(&code))?;
        Some(paragraphs(found.1.iter().copied()))
    };
    let line = |code: &str| value(code).map(|list| list.join(" "));
    article.title = line("HD").unwrap_or_default();
    article.byline = line("BY").unwrap_or_default();
    article.date = line("PD").and_then(|day| dates::parse(&day)).or_else(|| day_of(number));
    article.source = line("SN").or_else(|| line("CR")).unwrap_or_default();
    article.lang = line("LA").as_deref().and_then(language).map(str::to_owned);
    article.topics = line("NS").map(|list| topics(&list)).unwrap_or_default();
    article.paragraphs = ["LP", "TD"].iter().filter_map(|code| value(code)).flatten().collect();
    let has = |code: &str| fields.iter().any(|(at, _)| CODES.get(*at) == Some(&code));
    article.sure = has("HD") && has("AN") && (has("PD") || has("SN")) && (has("LP") || has("TD"));
    article
}

/// Whether a code is one behind those fields: each comes once, and none of the head stands behind the text, so a line
/// of the text that looks like one is none.
fn may_follow(code: usize, fields: &[(usize, Vec<&str>)]) -> bool {
    let step = |code: usize| match CODES.get(code) {
        Some(&"LP") => 1,
        Some(&"TD") => 2,
        _ if code < CODES.len() - BEHIND => 0,
        _ => 3,
    };
    let last = fields.last().map_or(0, |(last, _)| step(*last));
    step(code) >= last && fields.iter().all(|(seen, _)| *seen != code)
}

/// Subjects, written `gcat : Political News | e11 : Economic Performance`.
fn topics(list: &str) -> Vec<String> {
    let name = |subject: &str| one_line(subject.split_once(':').map_or(subject, |(_, name)| name));
    list.split('|').map(name).filter(|name| !name.is_empty()).collect()
}

/// The articles of an export without codes.
pub fn display(lines: &[Line<'_>]) -> Vec<Article> {
    records(lines).into_iter().map(|(record, _)| displayed_article(record)).collect()
}

fn displayed_article(record: &[Line<'_>]) -> Article {
    let mut article = Article { place: place(record), ..Article::default() };
    let words: Vec<(usize, &str)> = record
        .iter()
        .map(|line| line.text)
        .enumerate()
        .filter(|(_, line)| !line.is_empty())
        .collect();
    let Some(length) = words.iter().position(|(_, line)| is_length(line)) else { return article };
    let (head, data) = words.split_at(length);
    displayed_head(head, &mut article);
    let day = data.get(1).and_then(|(_, line)| dates::parse(line));
    article.date = day;
    article.sure = day.is_some() && !article.title.is_empty();
    let mut data = data.iter().skip(2).take(DATA_LINES).peekable();
    let mut last = data.next_if(|(_, line)| is_time(line)).map_or(0, |(at, _)| *at);
    if let Some((at, line)) = data.next() {
        article.source = (*line).to_owned();
        last = *at;
    }
    for (at, line) in data {
        if is_copyright(line) {
            last = *at;
            break;
        }
        if article.lang.is_none() {
            article.lang = language(line).map(str::to_owned);
        }
        let short = line.len() < 24 && !line.ends_with('.');
        if !short {
            break;
        }
        last = *at;
    }
    let body = record.get(last + 1..record.len().saturating_sub(1)).unwrap_or_default();
    article.paragraphs = paragraphs(body.iter().map(|line| line.text));
    article
}

/// Headline and byline, with the name of the section above or a credit below.
fn displayed_head(head: &[(usize, &str)], article: &mut Article) {
    const BY: [&str; 8] = ["By ", "BY ", "by ", "Par ", "PAR ", "Von ", "VON ", "Por "];
    let mut lines: Vec<&str> = head.iter().map(|(_, line)| *line).collect();
    if let Some(at) = lines.iter().skip(1).rposition(|l| BY.iter().any(|by| l.starts_with(by))) {
        article.byline = lines.remove(at + 1).to_owned();
    }
    // Of lines of equal length the first, as a headline stands above the rest.
    let longest = lines.iter().rev().max_by_key(|line| line.len());
    article.title = longest.copied().unwrap_or("").to_owned();
}

/// Whether a line gives the length of the article: `584 words`.
fn is_length(line: &str) -> bool {
    let Some((number, unit)) = line.split_once(char::is_whitespace) else { return false };
    number.starts_with(|c: char| c.is_ascii_digit())
        && number.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.' | '\u{a0}'))
        && matches!(unit.trim(), "words" | "mots" | "Wörter" | "palabras" | "parole" | "palavras")
}

fn is_time(line: &str) -> bool {
    line.len() < 9
        && line.contains(':')
        && line.bytes().all(|b| b.is_ascii_digit() || matches!(b, b':' | b' ' | b'A' | b'P' | b'M'))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::split;
    use crate::read::{Kind, Limits, Part};

    const CODED: &str = "Factiva

SE\tBusiness
HD\tQuotas are cut as
herring runs low
BY\tBy Ann Lee
PG\t1
WC\t584 words
PD\t17 May 2016
ET\t10:00
SN\tThe Morning Ledger
SC\tLEDGER
LA\tEnglish
CY\t(c) 2016 The Ledger Company
LP\t
The ministry cut the quota.

TD
IN OTTAWA the mood was grim.
BY
the docks too.

NS\tgfish : Fisheries | gtrade : Trade/Commerce
RE\tcana : Canada
PUB\tThe Ledger Company
AN\tDocument LEDGER0020160517ec5h0001a

HD
Titre
PD
17 mai 2016
SN
Le Courrier
LA
Français
LP
Premier alinéa.
AN
Document COURRI0020160517ec5h0001b

Search Summary
Text: herring
";

    const DISPLAY: &str = "Business
Quotas are cut as herring runs low
By Ann Lee
1,584 words
17 May 2016
10:00
The Morning Ledger
LEDGER
A1
English
(c) 2016 The Ledger Company

The ministry cut the quota.

The docks were quiet.

Document LEDGER0020160517ec5h0001a

Titre de l'article

12 mots

17 mai 2016

Le Courrier

COURRI

Français

Copyright 2016 Le Courrier

Premier alinéa.

Document COURRI0020160517ec5h0001b

© 2016 Factiva, Inc. All rights reserved.
";

    fn said(part: &Part) -> [String; 4] {
        let meta = &part.meta;
        [
            meta.date.map(|d| d.to_string()).unwrap_or_default(),
            meta.source.clone().unwrap_or_default(),
            meta.lang.clone().unwrap_or_default(),
            meta.topics.join("|"),
        ]
    }

    #[test]
    fn both_layouts() {
        let table = [
            (
                CODED,
                [
                    "Quotas are cut as herring runs low\n\nBy Ann Lee\n\nThe ministry cut the quota.\n\n\
                     IN OTTAWA the mood was grim. BY the docks too.",
                    "Titre\n\nPremier alinéa.",
                ],
                "Fisheries|Trade/Commerce",
            ),
            (
                DISPLAY,
                [
                    "Quotas are cut as herring runs low\n\nBy Ann Lee\n\nThe ministry cut the quota.\n\nThe docks were quiet.",
                    "Titre de l'article\n\nPremier alinéa.",
                ],
                "",
            ),
        ];
        for (text, expected, topics) in table {
            let reading = split(text, &Limits::default()).expect("an export");
            assert_eq!((reading.kind, reading.problems.len()), (Kind::Factiva, 0));
            let [first, second] = reading.parts.as_slice() else { panic!("two articles") };
            assert_eq!([first.text.as_str(), second.text.as_str()], expected);
            assert_eq!(said(first), ["2016-05-17", "The Morning Ledger", "en", topics]);
            assert_eq!(said(second), ["2016-05-17", "Le Courrier", "fr", ""]);
            assert_eq!((first.number, second.number), (Some(1), Some(2)));
        }
    }

    proptest! {
        #[test]
        fn no_damage_makes_it_panic(at in 0usize..900, with in "[\n\tA1é]{0,4}", len in 0usize..30) {
            for text in [CODED, DISPLAY] {
                let kept = text.chars().take(at).chain(with.chars());
                let damaged: String = kept.chain(text.chars().skip(at + len)).collect();
                let _ = split(&damaged, &Limits::default());
            }
        }
    }
}
