//! Which format a file has, by its name and, where that does not settle it, by its first bytes.

use std::path::Path;

use super::decode::is_binary;
use super::kind::Kind;
use super::{gzip, mail, newsml, office, pdf, xml};

/// Endings of pages as servers made them.
const SERVED: [&str; 12] =
    ["php", "php3", "php5", "phtml", "asp", "aspx", "jsp", "cgi", "cfm", "shtml", "shtm", "do"];
/// Endings of word processors: they open a file whatever it is called, so many have a name that is not theirs.
const WRITTEN: [&str; 6] = ["doc", "dot", "docx", "rtf", "wpd", "wps"];
/// Longest ending of a name.
const LONGEST: usize = 8;

/// The ending of a name in small letters, if it is one: "Letter to Mr. Kale" has none, "story.php?id=12" that of its
/// page, and "index.html.1" that of the page it is a copy of.
fn ending(path: &Path) -> Option<String> {
    let name = path.file_name()?.to_str()?;
    let name = name.split('?').next().unwrap_or(name);
    let (mut head, mut tail) = name.rsplit_once('.')?;
    if let Some((before, inner)) = head.rsplit_once('.')
        && !tail.is_empty()
        && tail.bytes().all(|byte| byte.is_ascii_digit())
    {
        (head, tail) = (before, inner);
    }
    let letters = tail.bytes().any(|byte| byte.is_ascii_alphabetic());
    let plain = tail.bytes().all(|byte| byte.is_ascii_alphanumeric());
    (letters && plain && tail.len() <= LONGEST && !head.is_empty())
        .then(|| tail.to_ascii_lowercase())
}

/// Whether the name of a file is that of a format that can be read, or says nothing.
pub fn may_be_read(path: &Path) -> bool {
    if let Some(inner) = gzip::inner(path) {
        return may_be_read(&inner);
    }
    ending(path).is_none_or(|ending| {
        Kind::of_ending(&ending).is_some()
            || SERVED.contains(&ending.as_str())
            || WRITTEN.contains(&ending.as_str())
            || mail::is_maildir_name(path)
    })
}

/// Whether the name of a file is that of plain text, which is read without a worker.
pub fn is_plain_name(path: &Path) -> bool {
    ending(path).is_none_or(|ending| Kind::of_ending(&ending) == Some(Kind::Text))
}

/// The format of a file, by its name and, where that does not settle it, its first bytes (a few KiB will do).
pub fn kind(path: &Path, first: &[u8]) -> Option<Kind> {
    if pdf::is_pdf(first) {
        return Some(Kind::Pdf);
    }
    if mail::is_in_maildir(path, first) {
        return Some(Kind::Eml);
    }
    if let Some(inner) = gzip::inner(path) {
        // One that is packed twice has no format.
        return gzip::inner(&inner).is_none().then(|| kind(&inner, &gzip::head(first))).flatten();
    }
    let Some(ending) = ending(path) else { return by_content(first) };
    match ending.as_str() {
        written if WRITTEN.contains(&written) && office::is_rtf(first) => Some(Kind::Rtf),
        written if WRITTEN.contains(&written) && is_page(first) => Some(Kind::Html),
        "doc" | "dot" if office::is_zip(first) => Some(Kind::Docx),
        served if SERVED.contains(&served) => is_page(first).then_some(Kind::Html),
        "xml" => of_xml(first),
        ending => Kind::of_ending(ending),
    }
}

/// The format of a file whose name says nothing.
fn by_content(first: &[u8]) -> Option<Kind> {
    let text = first.strip_prefix(b"\xef\xbb\xbf").unwrap_or(first).trim_ascii_start();
    let holds = |sign: &[u8]| memchr::memmem::find(first, sign).is_some();
    match () {
        () if office::is_zip(first) && holds(b"opendocument.text") => Some(Kind::Odt),
        () if office::is_zip(first) && holds(b"word/") => Some(Kind::Docx),
        () if office::is_rtf(first) => Some(Kind::Rtf),
        () if is_page(first) => Some(Kind::Html),
        () if text.starts_with(b"<?xml") => of_xml(first),
        () if mail::is_mbox(first) => Some(Kind::Mbox),
        () if mail::is_mail(first) => Some(Kind::Eml),
        () if text.starts_with(b"{\"") || text.starts_with(b"[{") => Some(of_json(text)),
        () if is_binary(first) => None,
        () => Some(Kind::Text),
    }
}

/// Whether the first bytes are those of a web page.
fn is_page(first: &[u8]) -> bool {
    let first = first.strip_prefix(b"\xef\xbb\xbf").unwrap_or(first).trim_ascii_start();
    let head = first[..first.len().min(1024)].to_ascii_lowercase();
    let holds = |sign: &[u8]| memchr::memmem::find(&head, sign).is_some();
    head.starts_with(b"<")
        && !head.starts_with(b"<?php")
        && (holds(b"<html") || holds(b"<!doctype html") || holds(b"<head>") || holds(b"<body"))
}

/// The format of XML by its root.
fn of_xml(first: &[u8]) -> Option<Kind> {
    match xml::root(first)?.as_str() {
        "nitf" => Some(Kind::Nitf),
        root if newsml::ROOTS.contains(&root) => Some(Kind::NewsMl),
        _ => None,
    }
}

/// One object a line, or one document of JSON.
fn of_json(text: &[u8]) -> Kind {
    let mut lines = text.split(|byte| *byte == b'\n').map(|line| line.trim_ascii());
    let whole = |line: &[u8]| line.starts_with(b"{") && line.ends_with(b"}");
    match (lines.next(), lines.next()) {
        (Some(one), Some(two)) if whole(one) && two.starts_with(b"{") => Kind::JsonLines,
        _ => Kind::Json,
    }
}

/// Whether the same bytes are read in the same way under two names.
pub fn is_alike(one: &Path, other: &Path, bytes: &[u8]) -> bool {
    let manner = |path| (kind(path, bytes), gzip::inner(path).is_some());
    manner(one) == manner(other)
}

/// Whether a file is passed over: it is binary, and of no format whose files are.
pub fn is_passed_over(bytes: &[u8], path: &Path) -> bool {
    is_binary(bytes)
        && gzip::inner(path).is_none_or(|_| kind(path, bytes).is_none())
        && kind(path, bytes).is_none_or(Kind::is_characters)
}

/// What a file is that there is no reader for.
pub fn unsupported(path: &Path) -> String {
    match ending(path) {
        Some(ending) if ending == "xml" => "XML other than NITF and NewsML".to_owned(),
        Some(ending) => format!("the format .{ending}"),
        None => "a binary file".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_by_name_and_bytes() {
        let table: [(&str, &[u8], Option<Kind>); 30] = [
            ("a.txt", b"", Some(Kind::Text)),
            ("a.TEXT", b"", Some(Kind::Text)),
            ("README", b"words", Some(Kind::Text)),
            ("photo", b"\x89PNG\0", None),
            ("a.markdown", b"", Some(Kind::Markdown)),
            ("a.XHTML", b"", Some(Kind::Html)),
            ("a.json", b"", Some(Kind::Json)),
            ("a.ndjson", b"", Some(Kind::JsonLines)),
            ("a.nitf.xml", b"<?xml version='1.0'?>\n<!-- a --><nitf>", Some(Kind::Nitf)),
            (
                "a.xml",
                b"<newsMessage xmlns='http://iptc.org/std/nar/2006-10-01/'>",
                Some(Kind::NewsMl),
            ),
            ("a.xml", b"<rss>", None),
            ("a.xml", b"<knowledgeItem>", None),
            ("a.pdf", b"", Some(Kind::Pdf)),
            ("a.", b"", Some(Kind::Text)),
            // Names that say nothing.
            ("Letter to Mr. Kale", b"Dear Sir,", Some(Kind::Text)),
            (
                "tag_wire.example,2014:newsml_1",
                b"<?xml version='1.0'?><newsItem>",
                Some(Kind::NewsMl),
            ),
            ("page", b"<!-- saved -->\n<html><body>", Some(Kind::Html)),
            ("mail", b"From: a@b.example\r\nTo: c@d.example\r\nDate: x\r\n\r\nHi", Some(Kind::Eml)),
            ("notes", b"Date: 3 May\nSubject: boats\n\nThey came.", Some(Kind::Text)),
            ("record", b"{\"title\": \"Boats\"}\n", Some(Kind::Json)),
            ("records", b"{\"a\": 1}\n{\"a\": 2}\n", Some(Kind::JsonLines)),
            ("memo", b"PK\x03\x04....word/document.xml", Some(Kind::Docx)),
            ("memo", b"{\\rtf1 x}", Some(Kind::Rtf)),
            // Names that say something else.
            ("story.php?id=12", b"<!DOCTYPE html><p>", Some(Kind::Html)),
            ("story.php", b"<?php echo '<html>'; ?>", None),
            ("index.html.1", b"", Some(Kind::Html)),
            ("page.shtml", b"<html>", Some(Kind::Html)),
            ("export.doc", b"<html xmlns:w='x'>", Some(Kind::Html)),
            ("export.doc", b"%PDF-1.4", Some(Kind::Pdf)),
            ("old.doc", b"\xd0\xcf\x11\xe0", None),
        ];
        for (path, first, expected) in table {
            assert_eq!(kind(Path::new(path), first), expected, "{path}");
        }
        for (path, opened) in
            [("a.jpg", false), ("libc.so.6", false), ("x.tst", false), ("y.aspx", true)]
        {
            assert_eq!(may_be_read(Path::new(path)), opened, "{path}");
        }
    }
}
