//! Bytes to text: what a file says, as one part or as many records.
//!
//! [`read`] looks at the name and the bytes of a file, picks a format and hands back its [`Part`]s: the text, what the
//! offsets into it count, and what the format itself says about title, byline, date, source and the like. It guesses
//! nothing about headlines or datelines in running text; that is the work of the `header` room.

mod alarm;
mod assemble;
pub mod dates;
mod decode;
mod error;
mod exports;
mod front;
mod guard;
mod gzip;
mod html;
mod json;
mod keys;
mod kind;
mod mail;
mod markdown;
mod nesting;
mod newsml;
mod nitf;
mod office;
mod page;
mod page_meta;
mod pdf;
mod pre;
mod reader;
mod xml;

use std::path::Path;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::article::{Located, OffsetBase, Span};

pub use error::ReadError;
pub use guard::{WorkerCommand, serve};
pub use kind::{Kind, is_passed_over, is_plain_name, kind, may_be_read};
pub use pre::Pre;
pub use reader::{Named, Reader, Settings};

/// Version of the readers: files that gave nothing are tried again when it changes.
pub const VERSION: u32 = 2;

/// How much of a file is read before giving up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Bytes of a file.
    pub max_file: u64,
    /// Bytes of the text of one part.
    pub max_text: usize,
    /// Elements inside elements, in HTML and XML.
    pub max_depth: usize,
    /// Time that a worker has for a file.
    pub max_time: Duration,
    /// Bytes of memory that a worker takes; 0: no limit.
    pub max_memory: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            max_file: 256 << 20,
            max_text: 64 << 20,
            max_depth: 400,
            max_time: Duration::from_secs(60),
            max_memory: 2 << 30,
        }
    }
}

impl Limits {
    /// Bytes that a worker may answer with: the texts of a file and, of one with many records, their bytes.
    fn max_answer(&self) -> u64 {
        self.max_file.saturating_mul(3).saturating_add(self.max_text as u64)
    }
}

/// The bytes that a record is known by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Identity {
    /// All bytes of the file: it holds one record.
    File,
    /// The record's own bytes, as they stand in the file.
    Record(Vec<u8>),
}

/// What the format itself says about an article.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
    /// Bytes of the text at which its pages begin, sorted; none where a format has no pages.
    pub pages: Vec<usize>,
}

/// What a file gave: its records, and the records that gave none.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// The format that it was read as.
    pub kind: Kind,
    /// The records, in the order of the file.
    pub parts: Vec<Part>,
    /// Records that could not be used, in the order of the file; the others are not spoilt by them.
    pub problems: Vec<RecordProblem>,
}

/// A record that could not be used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordProblem {
    /// Number of the record, from 1.
    pub number: u32,
    /// Line on which the record begins, from 1.
    pub line: usize,
    /// Why.
    pub error: ReadError,
}

/// Reads the bytes of the file at `path`, in this process.
pub fn read(bytes: &[u8], path: &Path, limits: &Limits) -> Result<Reading, ReadError> {
    if bytes.len() as u64 > limits.max_file {
        return Err(ReadError::TooLarge { what: "the file".into(), limit: limits.max_file });
    }
    if let Some(inner) = gzip::inner(path) {
        return gzip::read(bytes, &inner, limits);
    }
    let Some(kind) = kind(path, bytes) else {
        return Err(ReadError::Unsupported { what: kind::unsupported(path) });
    };
    if bytes.is_empty() {
        return Err(ReadError::Empty);
    }
    let characters = |decode: Decode| characters(bytes, decode);
    let limited = |decode: Decode| {
        let (text, base) = characters(decode)?;
        check_size(&text, limits).map(|()| (text, base))
    };
    let part = match kind {
        Kind::Eml | Kind::Mbox | Kind::Mhtml => return mail::read(kind, bytes, limits),
        Kind::NewsMl => return newsml::read(&characters(decode::xml)?.0, limits),
        Kind::Json | Kind::Ninjs => return json::read(&characters(decode::text)?.0, limits),
        Kind::JsonLines => return Ok(json::lines(&characters(decode::text)?.0, limits)),
        Kind::Pdf => pdf::read(bytes, limits)?,
        Kind::Docx => office::docx(bytes, limits)?,
        Kind::Odt => office::odt(bytes, limits)?,
        Kind::Rtf => office::rtf(bytes, limits)?,
        Kind::Text | Kind::LexisNexis | Kind::Factiva | Kind::Pre => {
            let (text, base) = limited(decode::text)?;
            Part { base, ..Part::of(text) }
        }
        Kind::Markdown => {
            let (text, base) = limited(decode::text)?;
            markdown::read(text, base)
        }
        Kind::Html => page::read(&limited(decode::page)?.0, limits)?,
        Kind::Nitf => nitf::read(&limited(decode::xml)?.0, limits)?,
    };
    // What database a text was exported from shows in its words.
    if matches!(kind, Kind::Text | Kind::Pdf | Kind::Docx | Kind::Rtf)
        && let Some(reading) = exports::split(&part.text, limits)
    {
        return Ok(reading);
    }
    Ok(Reading { kind, parts: vec![part], problems: Vec::new() })
}

/// Bytes to characters, and whether those are the bytes.
type Decode = fn(&[u8]) -> (String, OffsetBase);

/// The characters of a file that is nothing else.
fn characters(bytes: &[u8], decode: Decode) -> Result<(String, OffsetBase), ReadError> {
    if decode::is_binary(bytes) {
        return Err(ReadError::Unsupported { what: "a binary file".to_owned() });
    }
    let (text, base) = decode(bytes);
    if text.trim_start_matches('\u{feff}').trim().is_empty() {
        return Err(ReadError::Empty);
    }
    Ok((text, base))
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

    /// Whether all spans lie in the text, on the borders of characters.
    fn is_sound(&self) -> bool {
        let fits = |span: &Span| self.text.get(span.start..span.end).is_some();
        let meta = [&self.meta.title, &self.meta.byline, &self.meta.dateline];
        let mut located = meta.into_iter().flatten().filter_map(|piece| piece.span.as_ref());
        let mut spans =
            self.body.iter().chain(self.paragraphs.iter().flatten()).chain(&self.hidden);
        let pages = self.pages.iter().all(|at| self.text.is_char_boundary(*at));
        located.all(fits) && spans.all(fits) && pages && self.pages.is_sorted()
    }
}

fn check_size(text: &str, limits: &Limits) -> Result<(), ReadError> {
    if text.len() > limits.max_text {
        return Err(ReadError::TooLarge { what: "the text".into(), limit: limits.max_text as u64 });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

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
                "XML other than NITF and NewsML cannot be read",
            ),
            (
                "a.XLS",
                b"words",
                &Limits::default(),
                "read.unsupported",
                "the format .xls cannot be read",
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
