//! LexisNexis: the classic layout, where a line such as `1 of 25 DOCUMENTS` precedes each article, and that of Nexis
//! Uni, where `End of Document` follows it.

use super::article::Article;
use super::lines::{Line, is_copyright, language, paragraphs, place};
use crate::read::assemble::one_line;
use crate::read::dates;

/// What a label names, in the languages of the exports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Headline,
    Byline,
    Dateline,
    Body,
    /// Another that stands before the body.
    Before,
    Subject,
    Language,
    /// Another that stands behind the body.
    Behind,
}

/// The field that a label names; labels of the classic layout are in capitals.
fn field(label: &str) -> Option<Field> {
    Some(match label.to_uppercase().as_str() {
        "HEADLINE" | "TITRE" => Field::Headline,
        "BYLINE" | "AUTEUR" | "AUTOR" => Field::Byline,
        "DATELINE" | "LIEU-DATE" | "ORT" => Field::Dateline,
        "BODY" | "CORPS" => Field::Body,
        "LENGTH" | "LONGUEUR" | "LÄNGE" | "SECTION" | "RUBRIQUE" | "RUBRIK" | "HIGHLIGHT"
        | "ENCART" | "SERIES" => Field::Before,
        "SUBJECT" | "SUJET" => Field::Subject,
        "LANGUAGE" | "LANGUE" | "SPRACHE" => Field::Language,
        "LOAD-DATE" | "DATE-CHARGEMENT" | "UPDATE" | "PUBLICATION-TYPE" | "TYPE-PUBLICATION"
        | "PUB-TYPE" | "DOCUMENT-TYPE" | "GRAPHIC" | "URL" | "JOURNAL-CODE" | "ACC-NO"
        | "CORRECTION-DATE" => Field::Behind,
        _ => return None,
    })
}

/// A label at the head of a line, and what follows its colon.
fn labelled(line: &str) -> Option<(Field, &str)> {
    let (label, rest) = line.split_once(':')?;
    // News is updated too: as a label it names a day.
    let sound = label != "UPDATE" || dates::parse(rest).is_some();
    sound.then_some((field(label)?, rest.trim()))
}

/// Number and count of a line such as `1 of 25 DOCUMENTS` or `Document 1 of 25`.
fn separator(line: &str) -> Option<(u32, u32)> {
    if line.len() > 60 {
        return None;
    }
    let line = line.strip_prefix("FOCUS - ").unwrap_or(line);
    let words: Vec<&str> = line.split_whitespace().collect();
    let (number, of, count) = match words.as_slice() {
        [number, of, count, "DOCUMENTS" | "DOCUMENT" | "DOKUMENTEN" | "DOKUMENTE"]
        | ["Document" | "Dokument", number, of, count] => (number, of, count),
        _ => return None,
    };
    let (number, count) = (number.parse().ok()?, count.parse().ok()?);
    (matches!(*of, "of" | "de" | "von") && 0 < number && number <= count).then_some((number, count))
}

/// The articles of a classic export.
pub fn classic(lines: &[Line<'_>]) -> Vec<Article> {
    let mut starts: Vec<usize> = Vec::new();
    let mut last = None;
    for (at, line) in lines.iter().enumerate() {
        let Some((number, count)) = separator(line.text) else { continue };
        // The numbers of an export follow each other; a line of an article does not fit in.
        if last.is_none_or(|(before, of)| number == before + 1 && count == of) {
            starts.push(at);
            last = Some((number, count));
        }
    }
    let ends = starts.iter().skip(1).copied().chain([lines.len()]);
    let records = starts.iter().zip(ends).filter_map(|(start, end)| lines.get(*start..end));
    records.map(classic_article).collect()
}

fn classic_article(record: &[Line<'_>]) -> Article {
    let mut article = Article { place: place(record), ..Article::default() };
    let content = record.get(1..).unwrap_or_default();
    let begins = |line: &Line<'_>| labelled(line.text).is_some_and(|(f, _)| f != Field::Behind);
    let first = content.iter().position(begins).unwrap_or(content.len());
    let (header, fields) = content.split_at(first);
    classic_header(header, &mut article);
    let labels = take_fields(fields, false, &mut article);
    article.sure = labels > 1 && article.date.is_some();
    article
}

/// Publication, day and headline, in that order, above the first label.
fn classic_header(header: &[Line<'_>], article: &mut Article) {
    let mut title = Vec::new();
    for block in header.split(|line| line.text.is_empty()) {
        let Some(first) = block.first() else { continue };
        let words = paragraphs(block.iter().map(|line| line.text)).join(" ");
        if is_copyright(first.text) {
            continue;
        }
        if article.source.is_empty() {
            // Where nothing stands between, the day follows in the next line.
            let day = block.iter().position(|line| dates::parse(line.text).is_some());
            article.date = day.and_then(|at| dates::parse(block.get(at)?.text));
            let name = block.get(..day.unwrap_or(block.len())).unwrap_or(block);
            article.source = paragraphs(name.iter().map(|line| line.text)).join(" ");
        } else if article.date.is_none() {
            article.date = dates::parse(&words);
        } else if !is_edition(&words) {
            title.push(words);
        }
    }
    article.title = title.join("; ").replace(";; ", "; ");
}

/// Whether a line under the day is no headline.
fn is_edition(words: &str) -> bool {
    words == "Correction Appended"
        || (words.split_whitespace().count() < 6
            && ["Edition", "Édition", "Ausgabe"].iter().any(|mark| words.contains(mark)))
}

/// Takes what follows the header: fields, body, fields; in Nexis Uni some labels stand alone. Returns how many labels
/// it met.
fn take_fields(lines: &[Line<'_>], uni: bool, article: &mut Article) -> usize {
    let mut labels = 0;
    let mut open: Option<(Field, String)> = None;
    let mut body: Vec<&str> = Vec::new();
    let (mut in_body, mut behind, mut fresh) = (false, false, true);
    for line in lines {
        let label = labelled(line.text).or_else(|| bare(line.text).filter(|_| uni && fresh));
        fresh = line.text.is_empty();
        match label {
            Some((field, rest)) if behind || !in_body || is_tail(field, rest, line.text) => {
                close(open.take(), article);
                labels += 1;
                match field {
                    Field::Body => {
                        in_body = true;
                        body.push(rest);
                    }
                    _ => open = Some((field, rest.to_owned())),
                }
                behind |= is_tail(field, rest, line.text);
            }
            _ => match &mut open {
                Some((_, value)) if !line.text.is_empty() => {
                    value.push(' ');
                    value.push_str(line.text);
                }
                // A blank line ends a field; a long list goes on over more than one line only behind the body.
                Some(_) => close(open.take(), article),
                None if behind => {}
                None => {
                    in_body |= !line.text.is_empty();
                    body.push(line.text);
                }
            },
        }
    }
    close(open, article);
    article.paragraphs = paragraphs(body.into_iter());
    while article.paragraphs.last().is_some_and(|last| is_copyright(last)) {
        article.paragraphs.pop();
    }
    labels
}

/// A label that stands alone in its line.
fn bare(line: &str) -> Option<(Field, &str)> {
    match line {
        "Body" => Some((Field::Body, "")),
        "Graphic" | "Classification" | "Notes" => Some((Field::Behind, "")),
        _ => None,
    }
}

/// Whether a label ends the body: in its midst a word with a colon is most often a word of the text.
fn is_tail(field: Field, value: &str, line: &str) -> bool {
    let label = line.split(':').next().unwrap_or("");
    let capitals = label == label.to_uppercase();
    match field {
        Field::Subject => capitals,
        Field::Language => capitals || language(value).is_some(),
        Field::Behind => capitals || label == line || label == "Load-Date",
        _ => false,
    }
}

/// Puts a field where it belongs.
fn close(field: Option<(Field, String)>, article: &mut Article) {
    let Some((field, value)) = field else { return };
    match field {
        Field::Headline => article.title = value,
        Field::Byline => article.byline = value,
        Field::Dateline => article.dateline = value,
        Field::Subject => {
            article.topics.extend(value.split(';').map(topic).filter(|t| !t.is_empty()))
        }
        Field::Language => {
            article.lang = value.split([';', ',']).find_map(language).map(str::to_owned);
        }
        Field::Body | Field::Before | Field::Behind => {}
    }
}

/// A subject without the share that it has in the article: `Trade (90%)`.
fn topic(subject: &str) -> String {
    let name = match subject.rsplit_once('(') {
        Some((name, share)) if share.trim_end().ends_with("%)") => name,
        _ => subject,
    };
    one_line(name)
}

/// The articles of an export of Nexis Uni or Lexis Advance.
pub fn uni(lines: &[Line<'_>]) -> Vec<Article> {
    let mut records: Vec<&[Line<'_>]> =
        lines.split(|line| line.text.eq_ignore_ascii_case("End of Document")).collect();
    // Nothing of an article follows the last mark.
    records.pop();
    records.into_iter().map(uni_article).collect()
}

fn uni_article(record: &[Line<'_>]) -> Article {
    let begins = record.iter().position(|l| !l.text.is_empty()).unwrap_or(record.len());
    let record = record.get(begins..).unwrap_or_default();
    let mut article = Article { place: place(record), ..Article::default() };
    let Some(body) = record.iter().position(|line| line.text == "Body") else { return article };
    // A list of all articles may precede the first; the day above the fields is that of the article.
    let before = record.get(..body).unwrap_or_default();
    let is_day = |line: &Line<'_>| !line.text.contains(':') && dates::parse(line.text).is_some();
    let fields = before.iter().rposition(is_day).map_or(0, |day| day + 1);
    let (header, _) = before.split_at(fields);
    let mut above = header.iter().rev().map(|line| line.text).filter(|line| !line.is_empty());
    article.date = above.next().and_then(dates::parse);
    article.source = above.next().unwrap_or("").to_owned();
    article.title = above.next().unwrap_or("").to_owned();
    let first = record.iter().skip(fields).position(|l| labelled(l.text).is_some()).unwrap_or(0);
    let labels = take_fields(record.get(fields + first..).unwrap_or_default(), true, &mut article);
    article.sure = labels > 2 && article.date.is_some();
    article
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::split;
    use crate::article::OffsetBase;
    use crate::read::{Kind, Limits, Part, Reading};

    const CLASSIC: &str = "\u{feff}


                               1 of 2 DOCUMENTS


                              The Morning Ledger

                        May 17, 2016 Tuesday
                         Late Edition - Final

Quotas are cut as
herring runs low

BYLINE: By ANN LEE

SECTION: Section A; Column 1; Pg. 1

LENGTH: 584 words

DATELINE: OTTAWA

BODY:
   The ministry cut the quota
on Monday.

   \"URL: none,\" he said.
Length: short.

Notes

NOTES: the fleet is small.
UPDATE: it grew.
Subject: boats

URL: http://ledger.example/a
SUBJECT: FISHERIES (90%); TRADE POLICY (78%); Herring
(50%)

LOAD-DATE: May 18, 2016

LANGUAGE: ENGLISH

PUBLICATION-TYPE: Newspaper

             Copyright 2016 The Ledger Company
                   All Rights Reserved

\u{c}
                               2 of 2 DOCUMENTS

             Copyright 2016 The Ledger Company

Le Courrier

17 mai 2016 mardi

UPDATE: un titre

RUBRIQUE: MONDE; Pg. 3

LONGUEUR: 12 mots

Premier alinéa.

Second alinéa.

DATE-CHARGEMENT: 18 mai 2016
LANGUE: FRENCH; FRANÇAIS
";

    const UNI: &str = "Date and Time: Wednesday, May 18, 2016 10:00:00 AM EDT

Documents (2)

1. Quotas are cut
2. Second story

Quotas are cut

The Morning Ledger

May 17, 2016 Tuesday

Copyright 2016 The Ledger Company All Rights Reserved

Section: Section A; Pg. 1

Length: 584 words

Byline: By Ann Lee

Dateline: OTTAWA

Body

The ministry cut the quota.

Notes: the minister said: \"No.\"

Graphic

A boat

Classification

Language: ENGLISH

Subject: FISHERIES (90%)

Load-Date: May 18, 2016

End of Document

Second story

The Wire

May 16, 2016

Length: 2 words

Body

Two.

Load-Date: May 18, 2016

End of Document
";

    fn read(text: &str) -> Reading {
        let reading = split(text, &Limits::default()).expect("an export");
        assert_eq!((reading.kind, reading.problems.len()), (Kind::LexisNexis, 0));
        reading
    }

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
    fn the_classic_layout() {
        let reading = read(CLASSIC);
        let [first, second] = reading.parts.as_slice() else { panic!("two articles") };
        assert_eq!(
            first.text,
            "Quotas are cut as herring runs low\n\nBy ANN LEE\n\nOTTAWA\n\nThe ministry cut the quota on Monday.\n\n\
             \"URL: none,\" he said. Length: short.\n\nNotes\n\n\
             NOTES: the fleet is small. UPDATE: it grew. Subject: boats"
        );
        assert_eq!(
            said(first),
            ["2016-05-17", "The Morning Ledger", "en", "FISHERIES|TRADE POLICY|Herring"]
        );
        assert_eq!((first.number, first.base), (Some(1), OffsetBase::Text));
        assert_eq!(second.text, "UPDATE: un titre\n\nPremier alinéa.\n\nSecond alinéa.");
        assert_eq!(said(second), ["2016-05-17", "Le Courrier", "fr", ""]);
    }

    #[test]
    fn the_layout_of_nexis_uni() {
        let reading = read(UNI);
        let [first, second] = reading.parts.as_slice() else { panic!("two articles") };
        assert_eq!(
            first.text,
            "Quotas are cut\n\nBy Ann Lee\n\nOTTAWA\n\nThe ministry cut the quota.\n\nNotes: the minister said: \"No.\""
        );
        assert_eq!(said(first), ["2016-05-17", "The Morning Ledger", "en", "FISHERIES"]);
        assert_eq!(second.text, "Second story\n\nTwo.");
        assert_eq!(said(second), ["2016-05-16", "The Wire", "", ""]);
    }

    proptest! {
        #[test]
        fn no_damage_makes_it_panic(at in 0usize..1200, with in "[\n :A1é]{0,4}", len in 0usize..30) {
            for text in [CLASSIC, UNI] {
                let kept = text.chars().take(at).chain(with.chars());
                let damaged: String = kept.chain(text.chars().skip(at + len)).collect();
                let _ = split(&damaged, &Limits::default());
            }
        }
    }
}
