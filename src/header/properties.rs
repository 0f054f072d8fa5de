//! Whatever the bytes, reading them ends in sound articles or in an error value.

use std::path::Path;

use proptest::prelude::*;

use super::*;
use crate::read::{Limits, read};

const NAMES: [&str; 9] = [
    "a.txt",
    "a",
    "a.md",
    "a.html",
    "a.json",
    "a.jsonl",
    "a.xml",
    "2017-11-17/a.txt",
    "20171117.json",
];

/// Pieces that readers and rules look for.
const PIECES: [&str; 72] = [
    "---\n",
    "title: ",
    "- name: ",
    "[",
    "]",
    "{",
    "}",
    "\"",
    ":",
    ",",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    " ",
    "\t",
    "# ",
    "> ",
    "* ",
    "**",
    "`",
    "](http://a)",
    "<p>",
    "</p>",
    "<div>",
    "<br>",
    "<!--",
    "-->",
    "<script>",
    "<h1>",
    "<article>",
    "<nitf>",
    "<body><body.content>",
    "</nitf>",
    "<?xml?>",
    "&amp;",
    "&#x1F600;",
    "&x;",
    "\"body\":",
    "\"title\":",
    "\"uri\":\"u\"",
    "{\"body\":\"It rained. Then\"}",
    "[{\"text\":\"a\"}]",
    "By Jane Roe",
    "OTTAWA (AP) -- ",
    "PARIS, 3 March (AFP) - ",
    "LONDON — ",
    "Nov. 17, 2017",
    "| 2012-05-06",
    "(Reuters)",
    "Mr. Dias",
    "U.S.",
    "said.",
    "?\" ",
    "…",
    "...",
    "。",
    "“",
    "”",
    "»",
    " »",
    "\u{a0}",
    "\u{2028}",
    "\u{feff}",
    "é",
    "İ",
    "ß",
    "\u{301}",
    "1.",
    "\0",
    "Why? The",
    ". . .",
];

fn check(bytes: &[u8], name: &str) {
    let limits = Limits::default();
    let Ok(reading) = read(bytes, Path::new(name), &limits) else { return };
    for part in reading.parts {
        if part.base == crate::article::OffsetBase::File {
            assert_eq!(part.text.as_bytes(), bytes);
        }
        let article = article(part, name, Date::new(2018, 1, 1).ok());
        let text = article.text.as_str();
        let fits = |span: Span| text.get(span.start..span.end).is_some();
        let header = &article.header;
        for located in [&header.title, &header.byline, &header.dateline].into_iter().flatten() {
            if let Some(span) = located.span {
                assert_eq!(span.cut(text), located.text);
            }
        }
        assert!(fits(article.body) && article.body.trimmed(text) == article.body);
        assert!(header.dateline.iter().filter_map(|d| d.span).all(|s| s.end <= article.body.start));
        assert!(article.hidden.iter().all(|span| fits(*span) && !span.is_empty()));
        assert!(article.hidden.is_sorted_by(|a, b| a.end <= b.start));
        assert!(article.paragraphs.is_sorted_by(|a, b| a.end <= b.start));
        for paragraph in &article.paragraphs {
            assert!(
                fits(*paragraph)
                    && article.body.contains(*paragraph)
                    && paragraph.trimmed(text) == *paragraph
            );
        }
        tiles(text, &article);
    }
}

/// The sentences of each paragraph follow each other with only white space between.
fn tiles(text: &str, article: &Article) {
    let mut sentences = article.sentences.iter().peekable();
    for (number, paragraph) in article.paragraphs.iter().enumerate() {
        let mut at = paragraph.start;
        while let Some(sentence) = sentences.next_if(|s| s.paragraph == number) {
            assert!(fits_word(text, sentence.span), "{:?}", sentence.span.cut(text));
            assert!(text[at..sentence.span.start].trim().is_empty());
            assert!(!sentence.span.is_empty());
            at = sentence.span.end;
        }
        assert_eq!(at, paragraph.end);
    }
    assert!(sentences.next().is_none());
}

fn fits_word(text: &str, span: Span) -> bool {
    text.get(span.start..span.end).is_some_and(|cut| cut.trim() == cut)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..300), name in 0..NAMES.len()) {
        check(&bytes, NAMES[name]);
    }

    #[test]
    fn any_text(text in "\\PC{0,200}", name in 0..NAMES.len()) {
        check(text.as_bytes(), NAMES[name]);
    }

    #[test]
    fn any_pieces(pieces in proptest::collection::vec(0..PIECES.len(), 0..40), name in 0..NAMES.len()) {
        let text: String = pieces.iter().map(|at| PIECES[*at]).collect();
        check(text.as_bytes(), NAMES[name]);
    }
}
