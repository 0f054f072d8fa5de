//! Which format a file has, by its name and, where that does not settle it, by its first bytes.

use std::path::Path;

use super::decode::is_binary;
use super::kind::Kind;
use super::{gzip, mail, newsml, office, pdf, xml};

/// Whether the name of a file is that of a format that can be read, or says nothing.
pub fn may_be_read(path: &Path) -> bool {
    if let Some(inner) = gzip::inner(path) {
        return may_be_read(&inner);
    }
    match path.extension() {
        None => true,
        Some(ending) => {
            ending.to_str().and_then(Kind::of_ending).is_some() || mail::is_maildir_name(path)
        }
    }
}

/// Whether the name of a file is that of plain text, which is read without a worker.
pub fn is_plain_name(path: &Path) -> bool {
    path.extension().is_none_or(|ending| {
        ending.to_str().and_then(Kind::of_ending).is_some_and(|kind| kind == Kind::Text)
    })
}

/// The format of a file, by its name and, where that does not settle it, its first bytes (a few KiB will do).
pub fn kind(path: &Path, first: &[u8]) -> Option<Kind> {
    if pdf::is_pdf(first) {
        return Some(Kind::Pdf);
    }
    if mail::is_in_maildir(path, first) {
        return Some(Kind::Eml);
    }
    let Some(ending) = path.extension() else {
        if mail::is_mbox(first) {
            return Some(Kind::Mbox);
        }
        return (!is_binary(first)).then_some(Kind::Text);
    };
    if let Some(inner) = gzip::inner(path) {
        // One that is packed twice has no format.
        return gzip::inner(&inner).is_none().then(|| kind(&inner, &gzip::head(first))).flatten();
    }
    let ending = ending.to_str()?.to_ascii_lowercase();
    match ending.as_str() {
        // Word opens them whatever they are called, so many have a name that is not theirs.
        "rtf" | "doc" | "docx" | "dot" if office::is_rtf(first) => Some(Kind::Rtf),
        "doc" | "dot" if office::is_zip(first) => Some(Kind::Docx),
        "xml" => match xml::root(first)?.as_str() {
            "nitf" => Some(Kind::Nitf),
            root if newsml::ROOTS.contains(&root) => Some(Kind::NewsMl),
            _ => None,
        },
        ending => Kind::of_ending(ending),
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
    match path.extension() {
        Some(extension) if extension.eq_ignore_ascii_case("xml") => {
            "XML other than NITF and NewsML".to_owned()
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
        let table: [(&str, &[u8], Option<Kind>); 14] = [
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
            ("a.", b"", None),
        ];
        for (path, first, expected) in table {
            assert_eq!(kind(Path::new(path), first), expected, "{path}");
        }
    }
}
