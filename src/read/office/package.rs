//! The zip package around a document: finds its members and unpacks them piece by piece, never to disk.

use std::collections::HashMap;
use std::io::{self, Cursor, Read};

use zip::result::ZipError;
use zip::{ZipArchive, ZipReadOptions};

use super::xml::{self, Visitor};
use crate::read::error::ReadError;
use crate::read::limits::Limits;

/// A package with more members is refused before its directory is read.
const MAX_MEMBERS: usize = 65_535;
/// How an entry of the directory begins.
const ENTRY: &[u8] = b"PK\x01\x02";
/// All members together may unpack to as many times the limit of a text: XML has more markup than words.
const MARKUP: u64 = 8;

/// An open package.
pub struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Members by their name in lower case.
    members: HashMap<String, usize>,
    kind: &'static str,
    limits: Limits,
    /// Bytes that may still be unpacked.
    left: u64,
}

impl<'a> Package<'a> {
    /// Opens a package; `kind` is the name of its format.
    pub fn open(
        bytes: &'a [u8],
        kind: &'static str,
        limits: &Limits,
    ) -> Result<Package<'a>, ReadError> {
        if memchr::memmem::find_iter(bytes, ENTRY).nth(MAX_MEMBERS).is_some() {
            let what = format!("more than {MAX_MEMBERS} members");
            return Err(ReadError::Malformed { kind: kind.into(), what });
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| problem(kind, &error))?;
        let names = archive.file_names_raw().enumerate();
        let members = names.map(|(at, name)| (key(&String::from_utf8_lossy(name)), at)).collect();
        let left = (limits.max_text as u64).saturating_mul(MARKUP);
        Ok(Package { archive, members, kind, limits: *limits, left })
    }

    /// Tells `visitor` what the XML of a member holds; whether there is such a member.
    pub fn walk(&mut self, name: &str, visitor: &mut impl Visitor) -> Result<bool, ReadError> {
        let (kind, limits) = (self.kind, self.limits);
        let walked = self.unpack(name, |source| xml::walk(source, kind, &limits, visitor))?;
        Ok(walked.is_some())
    }

    /// All bytes of a member that is no XML; none if there is no such member.
    pub fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, ReadError> {
        let (kind, limit) = (self.kind, self.limits.max_text as u64);
        self.unpack(name, |source| {
            let mut bytes = Vec::new();
            source.take(limit.saturating_add(1)).read_to_end(&mut bytes).map_err(|error| {
                ReadError::Malformed { kind: kind.into(), what: error.to_string() }
            })?;
            if bytes.len() as u64 > limit {
                return Err(ReadError::TooLarge { what: "the text".into(), limit });
            }
            Ok(bytes)
        })
    }

    /// Gives the bytes of a member to `read`, if there is such a member.
    fn unpack<T>(
        &mut self,
        name: &str,
        read: impl FnOnce(&mut dyn Read) -> Result<T, ReadError>,
    ) -> Result<Option<T>, ReadError> {
        let Some(&at) = self.members.get(&key(name)) else { return Ok(None) };
        let kind = self.kind;
        // Bytes with a wrong sum are read as far as they are sound XML.
        let options = ZipReadOptions::new().ignore_crc32(true);
        let member = self.archive.by_index_with_options(at, options);
        let member = member.map_err(|error| problem(kind, &error))?;
        let read = read(&mut Metered { source: member, left: &mut self.left });
        if self.left == 0 {
            let limit = (self.limits.max_text as u64).saturating_mul(MARKUP);
            return Err(ReadError::TooLarge { what: "the unpacked document".into(), limit });
        }
        read.map(Some)
    }
}

/// Names are compared without regard to case, as Word does; some writers use backslashes.
fn key(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_lowercase()
}

fn problem(kind: &'static str, error: &ZipError) -> ReadError {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => ReadError::Encrypted,
        error => ReadError::Malformed { kind: kind.into(), what: error.to_string() },
    }
}

/// Hands on no more bytes than may still be unpacked.
struct Metered<'a, R> {
    source: R,
    left: &'a mut u64,
}

impl<R: Read> Read for Metered<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.source.read(buffer)?;
        *self.left = self.left.saturating_sub(count as u64);
        if *self.left == 0 {
            return Err(io::Error::other("too much to unpack"));
        }
        Ok(count)
    }
}

#[cfg(test)]
pub mod tests {
    use std::io::Write;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::super::properties::Properties;
    use super::*;

    /// Makes a package of members.
    pub fn zipped(members: &[(&str, &str)]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in members {
            let options = SimpleFileOptions::default();
            writer.start_file(*name, options).expect("a member");
            writer.write_all(content.as_bytes()).expect("its bytes");
        }
        writer.finish().expect("a package").into_inner()
    }

    #[test]
    fn members_by_name_within_limits() {
        let bytes = zipped(&[("../../A.xml", "<a><title>x</title></a>"), ("b\\c.xml", "<a/>")]);
        let limits = Limits { max_text: 100, ..Limits::default() };
        let mut package = Package::open(&bytes, "ZIP", &limits).expect("a package");
        let mut seen = Properties::default();
        for (name, there) in [("/B/c.xml", true), ("../../a.XML", true), ("a.xml", false)] {
            assert_eq!(package.walk(name, &mut seen), Ok(there), "{name}");
        }
        let bomb = zipped(&[("a.xml", &format!("<a>{}</a>", " ".repeat(100_000)))]);
        assert!(bomb.len() < 1000);
        let mut package = Package::open(&bomb, "ZIP", &limits).expect("a package");
        let error = package.walk("a.xml", &mut seen).expect_err("a bomb");
        assert_eq!(error.code(), "read.too-large");
    }

    #[test]
    fn a_wrong_sum_spoils_no_member() {
        let mut bytes = zipped(&[("a.xml", "<a/>")]);
        let sum = memchr::memmem::find(&bytes, ENTRY).expect("a directory") + 16;
        bytes[sum] ^= 1;
        let mut package = Package::open(&bytes, "ZIP", &Limits::default()).expect("a package");
        assert_eq!(package.walk("a.xml", &mut Properties::default()), Ok(true));
    }

    #[test]
    fn broken_packages() {
        let bytes = zipped(&[("a.xml", "<a/>")]);
        let many = [b"PK\x03\x04".as_slice(), &ENTRY.repeat(MAX_MEMBERS + 1)].concat();
        for broken in [&bytes[..bytes.len() / 2], b"", b"PK\x03\x04", &many] {
            let error = Package::open(broken, "ZIP", &Limits::default()).err().expect("broken");
            assert_eq!(error.code(), "read.malformed");
        }
    }
}
