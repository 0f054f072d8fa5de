//! From the bytes of a file to its records, by the reader of its format.

use std::path::Path;

use super::decode::{self, Decode};
use super::error::ReadError;
use super::inside::Inside;
use super::kind::Kind;
use super::limits::{Limits, check_size};
use super::part::Part;
use super::reading::Reading;
use super::recognise::{kind, unsupported};
use super::{exports, gzip, json, mail, markdown, newsml, nitf, office, page, pdf};
use crate::article::OffsetBase;

/// Version of the readers: files that gave nothing are tried again when it changes.
pub const VERSION: u32 = 2;

/// What readers of files with others inside have these read by.
const INSIDE: Inside = Inside { kind, read };

/// Reads the bytes of the file at `path`, in this process; `path` tells the format and need not exist.
///
/// # Errors
///
/// A format that is not read, nothing in it, damage, a password, more than `limits` allow.
pub fn read(bytes: &[u8], path: &Path, limits: &Limits) -> Result<Reading, ReadError> {
    if bytes.len() as u64 > limits.max_file {
        return Err(ReadError::TooLarge { what: "the file".into(), limit: limits.max_file });
    }
    if let Some(inner) = gzip::inner(path) {
        return unpacked(bytes, &inner, limits);
    }
    let Some(kind) = kind(path, bytes) else {
        return Err(ReadError::Unsupported { what: unsupported(path) });
    };
    if bytes.is_empty() {
        return Err(ReadError::Empty);
    }
    let characters = |decode: Decode| decode::characters(bytes, decode);
    let limited = |decode: Decode| {
        let (text, base) = characters(decode)?;
        check_size(&text, limits).map(|()| (text, base))
    };
    let part = match kind {
        Kind::Eml | Kind::Mbox | Kind::Mhtml => return mail::read(kind, bytes, limits, &INSIDE),
        Kind::NewsMl => return newsml::read(&characters(decode::xml)?.0, limits),
        Kind::Json | Kind::Ninjs => return json::read(&characters(decode::text)?.0, limits),
        Kind::JsonLines => return Ok(json::lines(&characters(decode::text)?.0, limits)),
        Kind::Pdf => pdf::read(bytes, limits)?,
        Kind::Docx => office::docx(bytes, limits, &INSIDE)?,
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
    Ok(Reading::of(kind, part))
}

/// Unpacks a file and reads it as what its name without `.gz` says.
fn unpacked(bytes: &[u8], inner: &Path, limits: &Limits) -> Result<Reading, ReadError> {
    let mut reading = read(&gzip::unpack(bytes, inner, limits)?, inner, limits)?;
    for part in &mut reading.parts {
        // What offsets count into is not what is stored.
        part.base = OffsetBase::Text;
    }
    Ok(reading)
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
