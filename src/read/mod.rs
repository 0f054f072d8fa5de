//! Bytes to text: what a file says, as one part or as many records.
//!
//! [`read`] looks at the name and the bytes of a file, picks a format and hands back its [`Part`]s: the text, what the
//! offsets into it count, and what the format itself says about title, byline, date, source and the like. It guesses
//! nothing about headlines or datelines in running text; that is the work of the `header` room.

mod assemble;
pub mod dates;
mod decode;
mod front;
mod html;
mod json;
mod keys;
mod markdown;
mod nesting;
mod nitf;
mod page;
mod page_meta;
mod pdf;

use std::path::Path;

use thiserror::Error;

use crate::article::{Located, OffsetBase, Span};

pub use decode::is_binary;

/// How much of a file is read before giving up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of a file.
    pub max_file: u64,
    /// Bytes of the text of one part.
    pub max_text: usize,
    /// Elements inside elements, in HTML and XML.
    pub max_depth: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { max_file: 256 << 20, max_text: 64 << 20, max_depth: 400 }
    }
}

/// The formats that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// Plain text.
    Text,
    /// Markdown, with or without front matter.
    Markdown,
    /// A web page.
    Html,
    /// JSON: one object, an array of objects, or an object that holds one.
    Json,
    /// One JSON object a line.
    JsonLines,
    /// IPTC ninjs, JSON for news.
    Ninjs,
    /// IPTC NITF, XML for news.
    Nitf,
    /// PDF, the text of its pages.
    Pdf,
}

impl Kind {
    /// Its stable name.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Text => "text",
            Kind::Markdown => "markdown",
            Kind::Html => "html",
            Kind::Json => "json",
            Kind::JsonLines => "jsonl",
            Kind::Ninjs => "ninjs",
            Kind::Nitf => "nitf",
            Kind::Pdf => "pdf",
        }
    }
}

/// The bytes that a record is known by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Identity {
    /// All bytes of the file: it holds one record.
    File,
    /// The record's own bytes, as they stand in the file.
    Record(Vec<u8>),
}

/// What the format itself says about an article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Meta {
    /// The headline.
    pub title: Option<Located>,
    /// Who wrote it.
    pub byline: Option<Located>,
    /// Where it was written; a dateline in the format's own field.
    pub dateline: Option<Located>,
    /// Day of publication.
    pub date: Option<jiff::civil::Date>,
    /// Publisher or agency.
    pub source: Option<String>,
    /// Language as the format gives it, such as `en` or `en-US`.
    pub lang: Option<String>,
    /// Subjects, tags and keywords.
    pub topics: Vec<String>,
}

/// One record of a file: a text and what its format says about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Number of the record, from 1, in a file that may hold several.
    pub number: Option<u32>,
    /// The bytes that the record is known by.
    pub identity: Identity,
    /// The text that every span counts into.
    pub text: String,
    /// Whether `text` is the file as stored.
    pub base: OffsetBase,
    /// What the format says.
    pub meta: Meta,
    /// The body, where the reader knows it.
    pub body: Option<Span>,
    /// The paragraphs of the body, where the reader knows them: sorted, disjoint.
    pub paragraphs: Option<Vec<Span>>,
    /// Markup inside the body that is no words: sorted, disjoint.
    pub hidden: Vec<Span>,
    /// Where page 1, 2, 3… begin in `text`: sorted; empty when the format has no pages.
    pub pages: Vec<usize>,
}

/// What a file gave: its records, and the records that gave none.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The format that it was read as.
    pub kind: Kind,
    /// The records, in the order of the file.
    pub parts: Vec<Part>,
    /// Records that could not be used, in the order of the file; the others are not spoilt by them.
    pub problems: Vec<RecordProblem>,
}

/// A record that could not be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordProblem {
    /// Number of the record, from 1.
    pub number: u32,
    /// Line on which the record begins, from 1.
    pub line: usize,
    /// Why.
    pub error: ReadError,
}

/// Why a file, or a record of it, gave no text.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ReadError {
    /// There is no reader for it.
    #[error("{what} cannot be read")]
    Unsupported {
        /// What it is.
        what: String,
    },
    /// A limit was reached.
    #[error("{what} is larger than {limit} bytes")]
    TooLarge {
        /// What is too large.
        what: &'static str,
        /// The limit, in bytes.
        limit: u64,
    },
    /// Elements are nested deeper than the limit.
    #[error("nested more than {limit} deep")]
    TooDeep {
        /// The limit.
        limit: usize,
    },
    /// It is not what it should be.
    #[error("not valid {kind}: {what}")]
    Malformed {
        /// Name of the format.
        kind: &'static str,
        /// What is wrong.
        what: String,
    },
    /// It holds nothing but white space.
    #[error("empty")]
    Empty,
    /// It is sound, but no text of an article was found in it.
    #[error("no article text found")]
    NoText,
    /// It is locked by a password.
    #[error("encrypted: a password is needed")]
    Encrypted,
}

impl ReadError {
    /// A stable name for scripts.
    pub fn code(&self) -> &'static str {
        match self {
            ReadError::Unsupported { .. } => "read.unsupported",
            ReadError::TooLarge { .. } => "read.too-large",
            ReadError::TooDeep { .. } => "read.too-deep",
            ReadError::Malformed { .. } => "read.malformed",
            ReadError::Empty => "read.empty",
            ReadError::NoText => "read.no-text",
            ReadError::Encrypted => "read.encrypted",
        }
    }
}

/// The format of a file, by its extension and, where that does not settle it, its first bytes (a few KiB will do).
pub fn kind(path: &Path, first: &[u8]) -> Option<Kind> {
    if pdf::is_pdf(first) {
        return Some(Kind::Pdf);
    }
    let Some(extension) = path.extension() else {
        return (!is_binary(first)).then_some(Kind::Text);
    };
    match extension.to_str()?.to_ascii_lowercase().as_str() {
        "txt" | "text" => Some(Kind::Text),
        "md" | "markdown" => Some(Kind::Markdown),
        "html" | "htm" | "xhtml" => Some(Kind::Html),
        "json" => Some(Kind::Json),
        "jsonl" | "ndjson" => Some(Kind::JsonLines),
        "pdf" => Some(Kind::Pdf),
        "xml" if nitf::is_nitf(first) => Some(Kind::Nitf),
        _ => None,
    }
}

/// Reads the bytes of the file at `path`.
pub fn read(bytes: &[u8], path: &Path, limits: &Limits) -> Result<Reading, ReadError> {
    if bytes.len() as u64 > limits.max_file {
        return Err(ReadError::TooLarge { what: "the file", limit: limits.max_file });
    }
    let Some(kind) = kind(path, bytes) else {
        return Err(ReadError::Unsupported { what: unsupported(path) });
    };
    if kind == Kind::Pdf {
        return Ok(Reading { kind, parts: vec![pdf::read(bytes, limits)?], problems: Vec::new() });
    }
    if is_binary(bytes) {
        return Err(ReadError::Unsupported { what: "a binary file".to_owned() });
    }
    let (text, base) = match kind {
        Kind::Html => decode::page(bytes),
        Kind::Nitf => decode::xml(bytes),
        _ => decode::text(bytes),
    };
    if text.trim_start_matches('\u{feff}').trim().is_empty() {
        return Err(ReadError::Empty);
    }
    if kind != Kind::JsonLines && kind != Kind::Json {
        check_size(&text, limits)?;
    }
    let part = match kind {
        Kind::Text => Part { base, ..Part::of(text) },
        Kind::Markdown => markdown::read(text, base),
        Kind::Html => page::read(&text, limits)?,
        Kind::Nitf => nitf::read(&text, limits)?,
        Kind::Json | Kind::Ninjs => return json::read(&text, limits),
        Kind::JsonLines => return Ok(json::lines(&text, limits)),
        Kind::Pdf => pdf::read(bytes, limits)?,
    };
    Ok(Reading { kind, parts: vec![part], problems: Vec::new() })
}

impl Part {
    /// The only record of a file, with nothing known but its extracted text.
    fn of(text: String) -> Part {
        Part {
            number: None,
            identity: Identity::File,
            text,
            base: OffsetBase::Text,
            meta: Meta::default(),
            body: None,
            paragraphs: None,
            hidden: Vec::new(),
            pages: Vec::new(),
        }
    }
}

fn check_size(text: &str, limits: &Limits) -> Result<(), ReadError> {
    if text.len() > limits.max_text {
        return Err(ReadError::TooLarge { what: "the text", limit: limits.max_text as u64 });
    }
    Ok(())
}

fn unsupported(path: &Path) -> String {
    match path.extension() {
        Some(extension) if extension.eq_ignore_ascii_case("xml") => {
            "XML other than NITF".to_owned()
        }
        Some(extension) => format!("the format .{}", extension.to_string_lossy().to_lowercase()),
        None => "a binary file".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_by_name_and_bytes() {
        let table: [(&str, &[u8], Option<Kind>); 13] = [
            ("a.txt", b"", Some(Kind::Text)),
            ("a.TEXT", b"", Some(Kind::Text)),
            ("README", b"words", Some(Kind::Text)),
            ("photo", b"\x89PNG\0", None),
            ("a.markdown", b"", Some(Kind::Markdown)),
            ("a.XHTML", b"", Some(Kind::Html)),
            ("a.json", b"", Some(Kind::Json)),
            ("a.ndjson", b"", Some(Kind::JsonLines)),
            ("a.nitf.xml", b"<?xml version='1.0'?>\n<!-- a --><nitf>", Some(Kind::Nitf)),
            ("a.xml", b"<rss>", None),
            ("a.pdf", b"", Some(Kind::Pdf)),
            ("scan", b"%PDF-1.7", Some(Kind::Pdf)),
            ("a.", b"", None),
        ];
        for (path, first, expected) in table {
            assert_eq!(kind(Path::new(path), first), expected, "{path}");
        }
    }

    #[test]
    fn errors_are_values_with_codes() {
        let small = Limits { max_file: 10, ..Limits::default() };
        let table: [(&str, &[u8], &Limits, &str, &str); 7] = [
            ("a.txt", b"", &Limits::default(), "read.empty", "empty"),
            ("a.md", b" \r\n\t", &Limits::default(), "read.empty", "empty"),
            ("a.txt", b"\xef\xbb\xbf\n", &Limits::default(), "read.empty", "empty"),
            (
                "a.txt",
                b"a\0b",
                &Limits::default(),
                "read.unsupported",
                "a binary file cannot be read",
            ),
            (
                "a.xml",
                b"<rss/>",
                &Limits::default(),
                "read.unsupported",
                "XML other than NITF cannot be read",
            ),
            (
                "a.PDF",
                b"%PDF",
                &Limits::default(),
                "read.malformed",
                "not valid PDF: no pages were found in it",
            ),
            ("a.txt", b"0123456789a", &small, "read.too-large", "the file is larger than 10 bytes"),
        ];
        for (path, bytes, limits, code, message) in table {
            let error = read(bytes, Path::new(path), limits).expect_err(path);
            assert_eq!((error.code(), error.to_string().as_str()), (code, message));
        }
        let short = Limits { max_text: 4, ..Limits::default() };
        assert_eq!(
            read(b"12345", Path::new("a"), &short).expect_err("long").code(),
            "read.too-large"
        );
    }

    #[test]
    fn text_is_the_file_as_stored() {
        let bytes = "\u{feff}One é\r\ntwo".as_bytes();
        let reading = read(bytes, Path::new("a.txt"), &Limits::default()).expect("readable");
        let [part] = reading.parts.as_slice() else { panic!("one part") };
        assert_eq!((part.text.as_bytes(), part.base, part.number), (bytes, OffsetBase::File, None));
    }
}
