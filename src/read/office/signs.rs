//! How the files of word processors begin.

use crate::read::error::ReadError;

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
pub fn refuse_ole(bytes: &[u8]) -> Result<(), ReadError> {
    if !bytes.starts_with(OLE) {
        return Ok(());
    }
    let stream: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    Err(match memchr::memmem::find(bytes, &stream) {
        Some(_) => ReadError::Encrypted,
        None => ReadError::Unsupported { what: "an old binary document".to_owned() },
    })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::read::{Kind, Limits, kind, read};

    #[test]
    fn old_binary_files_are_told_apart() {
        let locked = [OLE, &[0; 600], b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"].concat();
        let old = [OLE, &[0; 600]].concat();
        for (bytes, code) in [(locked, "read.encrypted"), (old, "read.unsupported")] {
            assert_eq!(refuse_ole(&bytes).expect_err(code).code(), code);
            for name in ["a.docx", "a.odt"] {
                let error = read(&bytes, Path::new(name), &Limits::default()).expect_err(code);
                assert_eq!(error.code(), code);
            }
        }
    }

    #[test]
    fn the_bytes_settle_what_the_name_leaves_open() {
        for (name, first, expected) in [
            ("a.DOCM", ZIP, Some(Kind::Docx)),
            ("a.ott", ZIP, Some(Kind::Odt)),
            ("a.rtf", b"{\\rtf1", Some(Kind::Rtf)),
            ("a.doc", b"{\\rtf1", Some(Kind::Rtf)),
            ("a.doc", ZIP, Some(Kind::Docx)),
            ("a.doc", OLE, None),
        ] {
            assert_eq!(kind(Path::new(name), first), expected, "{name}");
        }
    }
}
