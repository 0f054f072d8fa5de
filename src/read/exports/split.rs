//! Whether a text is an export of a database that is known, and its articles.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::article::Article;
use super::lines::{Line, lines};
use super::{factiva, lexisnexis};
use crate::read::kind::Kind;
use crate::read::limits::Limits;
use crate::read::reading::{Lines, Reading};

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

/// The articles, if so many bear the marks that chance is ruled out.
fn certain(articles: Vec<Article>) -> Option<Vec<Article>> {
    let sure = articles.iter().filter(|article| article.sure).count();
    (sure > 0 && sure * 2 >= articles.len()).then_some(articles)
}

fn reading(kind: Kind, text: &str, articles: Vec<Article>, limits: &Limits) -> Reading {
    let mut reading = Reading::new(kind);
    let mut line = Lines::new(text.as_bytes());
    for (number, article) in (1..).zip(articles) {
        let place = article.place.clone();
        let bytes = text.get(place.clone()).unwrap_or("").as_bytes();
        reading.add(number, line.at(place.start), bytes, article.part(limits));
    }
    reading
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
}
