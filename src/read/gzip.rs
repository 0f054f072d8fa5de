//! gzip: a file of another format, packed. The name without `.gz` says which.

use std::io::Read;
use std::path::{Path, PathBuf};

use flate2::bufread::GzDecoder;

use super::error::ReadError;
use super::limits::Limits;

/// How a member begins.
const MAGIC: [u8; 2] = [0x1f, 0x8b];
/// Bytes unpacked to tell the format.
const HEAD: u64 = 8 * 1024;

/// The name of what is packed, if the name of the file ends with `.gz`.
pub fn inner(path: &Path) -> Option<PathBuf> {
    let extension = path.extension()?;
    if extension.eq_ignore_ascii_case("tgz") {
        return Some(path.with_extension("tar"));
    }
    extension.eq_ignore_ascii_case("gz").then(|| path.with_extension(""))
}

/// The first bytes of what is packed, as far as the first bytes of the file give them.
pub fn head(first: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    // The file is cut here, so an error at the end is no news.
    let _ = GzDecoder::new(first).take(HEAD).read_to_end(&mut out);
    out
}

/// What is packed, if it is packed itself.
fn archive(inner: &Path) -> Option<&'static str> {
    match inner.extension()?.to_str()?.to_ascii_lowercase().as_str() {
        "tar" => Some("a tar archive"),
        "gz" | "tgz" => Some("gzip inside gzip"),
        _ => None,
    }
}

/// All members, one behind the other; `inner` is the name of what is packed.
pub fn unpack(bytes: &[u8], inner: &Path, limits: &Limits) -> Result<Vec<u8>, ReadError> {
    if let Some(what) = archive(inner) {
        return Err(ReadError::Unsupported { what: what.to_owned() });
    }
    let mut out = Vec::new();
    let mut rest = bytes;
    loop {
        if !rest.starts_with(&MAGIC) {
            return Err(malformed("a member does not begin as it should"));
        }
        let mut member = GzDecoder::new(rest);
        let room = limits.max_file.saturating_sub(out.len() as u64);
        let read = member.by_ref().take(room.saturating_add(1)).read_to_end(&mut out);
        if out.len() as u64 > limits.max_file {
            return Err(ReadError::TooLarge {
                what: "the unpacked file".into(),
                limit: limits.max_file,
            });
        }
        read.map_err(|error| malformed(&error.to_string()))?;
        rest = member.into_inner();
        // Tapes are filled up with zeros.
        if rest.iter().all(|byte| *byte == 0) {
            return Ok(out);
        }
    }
}

fn malformed(what: &str) -> ReadError {
    ReadError::Malformed { kind: "gzip".into(), what: what.to_owned() }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;
    use crate::article::OffsetBase;
    use crate::read::{Kind, Reading, is_passed_over, kind, read};

    fn pack(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).expect("a vector takes all");
        encoder.finish().expect("a vector takes all")
    }

    fn read_packed(name: &str, bytes: &[u8]) -> Result<Reading, ReadError> {
        read(bytes, Path::new(name), &Limits::default())
    }

    #[test]
    fn the_inner_name_decides() {
        let table: [(&str, &[u8], Kind, &str); 5] = [
            ("a.txt.gz", b"One.", Kind::Text, "One."),
            ("A.MD.GZ", b"# T\n\nOne.", Kind::Markdown, "# T\n\nOne."),
            ("notes.gz", b"One.", Kind::Text, "One."),
            ("a.jsonl.gz", b"{\"body\":\"One.\"}\n", Kind::JsonLines, "One."),
            (
                "a.xml.gz",
                b"<nitf><body><body.content><p>One.</p></body.content></body></nitf>",
                Kind::Nitf,
                "One.",
            ),
        ];
        for (name, bytes, expected, text) in table {
            let packed = pack(bytes);
            assert_eq!(kind(Path::new(name), &packed), Some(expected), "{name}");
            let reading = read_packed(name, &packed).expect(name);
            assert_eq!(reading.kind, expected);
            let texts: Vec<_> = reading.parts.iter().map(|p| (p.text.as_str(), p.base)).collect();
            assert_eq!(texts, [(text, OffsetBase::Text)]);
        }
    }

    #[test]
    fn members_follow_each_other() {
        let mut packed = pack(b"One. ");
        packed.extend(pack(b"Two."));
        packed.extend([0; 100]);
        assert_eq!(
            read_packed("a.txt.gz", &packed).map(|r| r.parts[0].text.clone()),
            Ok("One. Two.".to_owned())
        );
    }

    #[test]
    fn what_cannot_be_read() {
        let packed = pack(&b"words and words ".repeat(1000));
        let cut = &packed[..packed.len() - 9];
        let tail = [packed.as_slice(), b"more"].concat();
        let table: [(&str, &[u8], &str); 8] = [
            ("a.txt.gz", cut, "read.malformed"),
            ("a.txt.gz", &tail, "read.malformed"),
            ("a.txt.gz", b"plain text", "read.malformed"),
            ("a.txt.gz", b"", "read.malformed"),
            ("a.tar.gz", &packed, "a tar archive cannot be read"),
            ("a.TGZ", &packed, "a tar archive cannot be read"),
            ("a.txt.gz.gz", &packed, "gzip inside gzip cannot be read"),
            ("a.png.gz", &packed, "the format .png cannot be read"),
        ];
        for (name, bytes, expected) in table {
            let error = read_packed(name, bytes).expect_err(name);
            assert!([error.code(), &error.to_string()].contains(&expected), "{name}: {error}");
        }
        for (name, passed) in
            [("a.tgz", true), ("a.png.gz", true), ("a.txt.gz", false), ("a.txt", true)]
        {
            assert_eq!(is_passed_over(&packed, Path::new(name)), passed, "{name}");
        }
    }

    #[test]
    fn a_bomb_is_stopped() {
        let packed = pack(&vec![b'a'; 4 << 20]);
        let limits = Limits { max_file: 1 << 20, ..Limits::default() };
        let error = read(&packed, Path::new("a.txt.gz"), &limits);
        assert_eq!(error.expect_err("too large").code(), "read.too-large");
    }
}
