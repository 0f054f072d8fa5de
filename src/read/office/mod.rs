//! Documents of word processors: DOCX, ODT and RTF.
//!
//! They share how text runs into paragraphs and rows ([`flow`]), how XML is walked ([`xml`]), the zip package around it
//! ([`package`]) and what a document says about itself ([`properties`]).

mod chunks;
mod docx;
mod flow;
mod odt;
mod package;
mod properties;
mod relations;
mod rtf;
mod rtf_fonts;
mod rtf_tokens;
mod xml;

use super::assemble::{self, Body};
use super::{Limits, Part, ReadError, check_size};

use flow::Flow;
use properties::Properties;

pub use docx::read as docx;
pub use odt::read as odt;
pub use rtf::read as rtf;

/// How a zip archive begins.
const ZIP: &[u8] = b"PK\x03\x04";
/// How a file of the old binary formats begins, and an encrypted package.
const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// Whether the first bytes are those of RTF.
pub fn is_rtf(first: &[u8]) -> bool {
    first.strip_prefix(b"\xef\xbb\xbf").unwrap_or(first).trim_ascii_start().starts_with(b"{\\rt")
}

/// Whether the first bytes are those of a zip archive.
pub fn is_zip(first: &[u8]) -> bool {
    first.starts_with(ZIP)
}

/// Refuses what only has the name of a package: a locked one, or a document of the old binary formats.
fn refuse_ole(bytes: &[u8]) -> Result<(), ReadError> {
    if !bytes.starts_with(OLE) {
        return Ok(());
    }
    let stream: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    Err(match memchr::memmem::find(bytes, &stream) {
        Some(_) => ReadError::Encrypted,
        None => ReadError::Unsupported { what: "an old binary document".to_owned() },
    })
}

/// Puts the part together.
fn part(flow: Flow, properties: &Properties, limits: &Limits) -> Result<Part, ReadError> {
    let meta = properties.meta();
    let paragraphs = flow.finish();
    // Most documents print the title that their properties give.
    let title = meta.title.as_ref().map(|title| title.text.as_str());
    let is_title = |p: &String| title.is_some_and(|title| same(p, title));
    let printed = paragraphs.iter().take(3).position(is_title);
    let paragraphs = assemble::without_repeats(paragraphs, |at, _| printed == Some(at));
    let body = Body::Paragraphs(paragraphs);
    if body.is_empty() {
        return Err(ReadError::NoText);
    }
    let part = assemble::part(meta, body, false);
    check_size(&part.text, limits)?;
    Ok(part)
}

/// Whether two lines say the same but for white space and letter case.
fn same(a: &str, b: &str) -> bool {
    a.split_whitespace().map(str::to_lowercase).eq(b.split_whitespace().map(str::to_lowercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_binary_files_are_told_apart() {
        let locked = [OLE, &[0; 600], b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"].concat();
        let old = [OLE, &[0; 600]].concat();
        for (bytes, code) in [(locked, "read.encrypted"), (old, "read.unsupported")] {
            for read in [docx, odt] {
                assert_eq!(read(&bytes, &Limits::default()).expect_err(code).code(), code);
            }
        }
    }

    #[test]
    fn the_bytes_settle_what_the_name_leaves_open() {
        use super::super::{Kind, kind};
        for (name, first, expected) in [
            ("a.DOCM", ZIP, Some(Kind::Docx)),
            ("a.ott", ZIP, Some(Kind::Odt)),
            ("a.rtf", b"{\\rtf1", Some(Kind::Rtf)),
            ("a.doc", b"{\\rtf1", Some(Kind::Rtf)),
            ("a.doc", ZIP, Some(Kind::Docx)),
            ("a.doc", OLE, None),
        ] {
            assert_eq!(kind(std::path::Path::new(name), first), expected, "{name}");
        }
    }

    #[test]
    fn a_printed_title_is_not_said_twice() {
        let rtf_bytes = br"{\rtf1{\info{\title A  Title}}Page\par a title\par Words.\par}";
        let part = rtf(rtf_bytes, &Limits::default()).expect("sound");
        assert_eq!(part.text, "A Title\n\nPage\n\nWords.");
        let notice = br"{\rtf1{\info{\title Office closed}}Office closed\par}";
        let part = rtf(notice, &Limits::default()).expect("no more than a title");
        assert_eq!(part.body.map(|body| body.cut(&part.text)), Some("Office closed"));
    }
}
