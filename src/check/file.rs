//! A file on disk against its line of the ledger, and a document against the text that the file gives.
//!
//! Content decides, as it does when files are indexed: size and time only save reading.

use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::spans::{SpanProblem, Stored, check_spans};
use crate::article::OffsetBase;
use crate::read::{Identity, Named, Reader, Reading, Settings};
use crate::record::{DocId, DocRecord, FileRecord, RelPath};
use crate::walk;

/// Bytes read at a time where a file is only hashed.
const BLOCK: usize = 64 * 1024;

/// Why a file proves nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Untrue {
    /// It has other bytes.
    #[error("changed since it was indexed")]
    Changed,
    /// It has other bytes, which `index` sees only when it is told to compare contents.
    #[error("changed since it was indexed, though its size and time are the same")]
    ChangedUnseen,
    /// It is gone.
    #[error("not there any more")]
    Missing,
    /// The system does not let it be read.
    #[error("cannot be read: {0}")]
    Unreadable(String),
    /// It has the same bytes, but this program makes another text of them than the one stored.
    #[error("its text is read otherwise now than when it was indexed")]
    OtherText,
}

impl Untrue {
    /// Stable code for scripts.
    pub fn code(&self) -> &'static str {
        match self {
            Untrue::Changed | Untrue::ChangedUnseen => "file.changed",
            Untrue::Missing => "file.missing",
            Untrue::Unreadable(_) => "file.unreadable",
            Untrue::OtherText => "text.changed",
        }
    }
}

impl From<io::Error> for Untrue {
    fn from(error: io::Error) -> Untrue {
        match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Untrue::Missing,
            _ => Untrue::Unreadable(error.to_string()),
        }
    }
}

/// Compares size and time; where the time alone differs, the content.
///
/// # Errors
///
/// Why what is stored is not true of the file any more.
pub fn glance(root: &Path, file: &FileRecord) -> Result<(), Untrue> {
    let meta = look(&place(root, file)?)?;
    if meta.len() == file.size && walk::modified(&meta) == file.modified {
        return Ok(());
    }
    check_file(root, file)
}

/// Compares the content of a file with the one that was indexed, without keeping it.
///
/// # Errors
///
/// Why what is stored is not true of the file any more.
pub fn check_file(root: &Path, file: &FileRecord) -> Result<(), Untrue> {
    let path = place(root, file)?;
    let meta = look(&path)?;
    if meta.len() != file.size {
        return Err(Untrue::Changed);
    }
    if file.content == 0 {
        // It could not be read then: there is nothing but its time to compare.
        let same = walk::modified(&meta) == file.modified;
        return if same { Ok(()) } else { Err(Untrue::Changed) };
    }
    let mut stream = File::open(&path)?;
    let mut hash = Sha256::new();
    let mut block = vec![0; BLOCK];
    loop {
        match stream.read(&mut block)? {
            0 => break,
            n => hash.update(&block[..n]),
        }
    }
    let same = DocId::of_digest(&hash.finalize()).0 == file.content;
    if same { Ok(()) } else { Err(changed(&meta, file)) }
}

/// How a file of the same size has changed.
fn changed(meta: &Metadata, file: &FileRecord) -> Untrue {
    match walk::modified(meta) == file.modified {
        true => Untrue::ChangedUnseen,
        false => Untrue::Changed,
    }
}

/// Where a file of the index lies: an index that was tampered with must not lead out of the folder.
fn place(root: &Path, file: &FileRecord) -> Result<PathBuf, Untrue> {
    file.path.below(root).ok_or_else(|| Untrue::Unreadable("it lies outside the folder".to_owned()))
}

fn look(path: &Path) -> Result<Metadata, Untrue> {
    let meta = std::fs::metadata(path)?;
    match meta.is_file() {
        true => Ok(meta),
        false => Err(Untrue::Unreadable("it is no file".to_owned())),
    }
}

/// The file that a document was read again from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// The file, below the indexed folder.
    pub path: RelPath,
    /// SHA-256 of all its bytes, in hexadecimal digits.
    pub sha256: String,
}

/// A document that was read again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// The file that it was read from.
    pub proof: Proof,
    /// How many spans were cut.
    pub spans: u64,
    /// Those that cut other words than the ones stored.
    pub problems: Vec<SpanProblem>,
}

/// Reads files again; keeps the last one, since the records of a file follow each other.
pub struct Files<'r> {
    root: &'r Path,
    reader: Reader,
    last: Option<(RelPath, Result<Opened, Untrue>)>,
}

impl<'r> Files<'r> {
    /// Files below `root`.
    pub fn new(root: &'r Path, settings: &Settings) -> Files<'r> {
        Files { root, reader: Reader::new(settings), last: None }
    }

    /// Reads a document again from one of its files and cuts all its spans there.
    ///
    /// # Errors
    ///
    /// The file is not the one that was indexed, or another text is made of it.
    pub fn check(&mut self, file: &FileRecord, stored: &Stored) -> Result<Checked, Untrue> {
        if self.last.as_ref().is_none_or(|(path, _)| *path != file.path) {
            self.last = Some((file.path.clone(), Opened::new(self.root, file)));
        }
        let opened = match &mut self.last {
            Some((_, Ok(opened))) => opened,
            Some((_, Err(untrue))) => return Err(untrue.clone()),
            None => return Err(Untrue::Missing),
        };
        let bytes = opened.text_of(stored.doc, &mut self.reader).ok_or(Untrue::OtherText)?;
        if bytes != stored.text.as_bytes() {
            return Err(Untrue::OtherText);
        }
        let spans = check_spans(stored, bytes);
        let proof = Proof { path: file.path.clone(), sha256: opened.sha256.clone() };
        Ok(Checked { proof, spans: spans.checked, problems: spans.problems })
    }
}

/// The bytes of a file that is the one that was indexed.
struct Opened {
    path: RelPath,
    absolute: PathBuf,
    bytes: Vec<u8>,
    sha256: String,
    /// What is read of the bytes, once that is asked for.
    reading: Option<Option<Reading>>,
}

impl Opened {
    fn new(root: &Path, file: &FileRecord) -> Result<Opened, Untrue> {
        let path = place(root, file)?;
        let meta = look(&path)?;
        if meta.len() != file.size {
            return Err(Untrue::Changed);
        }
        // What is hashed is what is cut: the file is read once.
        let bytes = std::fs::read(&path)?;
        let digest = Sha256::digest(&bytes);
        if DocId::of_digest(&digest).0 != file.content {
            return Err(changed(&meta, file));
        }
        let sha256 = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(Opened { path: file.path.clone(), absolute: path, bytes, sha256, reading: None })
    }

    /// What the spans of a document count into: the file's own bytes, or the text read of them.
    fn text_of(&mut self, doc: &DocRecord, reader: &mut Reader) -> Option<&[u8]> {
        if doc.base == OffsetBase::File {
            return Some(&self.bytes);
        }
        let path = Path::new(self.path.text());
        let named = Named { bytes: &self.bytes, path, file: &self.absolute };
        let read = || reader.read(&[named]).pop().and_then(Result::ok);
        let parts = &self.reading.get_or_insert_with(read).as_ref()?.parts;
        let part = match parts.as_slice() {
            [one] => one,
            // Records stand in the order of their numbers.
            many => &many[many.binary_search_by_key(&doc.record, |part| part.number).ok()?],
        };
        let id = match &part.identity {
            Identity::File => DocId::of(&self.bytes, None),
            Identity::Record(bytes) => DocId::of(bytes, part.number),
        };
        (id == doc.id).then_some(part.text.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(path: &str, bytes: &[u8], meta: &Metadata) -> FileRecord {
        FileRecord {
            path: RelPath::new(Path::new(path)),
            size: bytes.len() as u64,
            modified: walk::modified(meta),
            content: DocId::of(bytes, None).0,
            docs: Vec::new(),
            format: "text".to_owned(),
            problems: Vec::new(),
        }
    }

    #[test]
    fn content_decides() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("a.txt");
        std::fs::write(&path, "one two").expect("a file");
        let meta = std::fs::metadata(&path).expect("a file");
        let known = record("a.txt", b"one two", &meta);
        let later = FileRecord { modified: known.modified - 5, ..known.clone() };
        let shorter = FileRecord { size: 3, ..known.clone() };
        let other = FileRecord { content: 1, ..known.clone() };
        let other_later = FileRecord { content: 1, ..later.clone() };
        let unread = FileRecord { content: 0, ..known.clone() };
        let unread_later = FileRecord { content: 0, ..later.clone() };
        for (file, seen, read) in [
            (&known, Ok(()), Ok(())),
            (&later, Ok(()), Ok(())),
            (&shorter, Err(Untrue::Changed), Err(Untrue::Changed)),
            (&other, Ok(()), Err(Untrue::ChangedUnseen)),
            (&other_later, Err(Untrue::Changed), Err(Untrue::Changed)),
            (&unread, Ok(()), Ok(())),
            (&unread_later, Err(Untrue::Changed), Err(Untrue::Changed)),
        ] {
            assert_eq!((glance(dir.path(), file), check_file(dir.path(), file)), (seen, read));
        }
        let gone = record("b.txt", b"one two", &meta);
        assert_eq!(check_file(dir.path(), &gone), Err(Untrue::Missing));
        let outside = record("../a.txt", b"one two", &meta);
        assert!(matches!(check_file(dir.path(), &outside), Err(Untrue::Unreadable(_))));
        let below = record("a.txt/b.txt", b"one two", &meta);
        assert_eq!(check_file(dir.path(), &below), Err(Untrue::Missing));
        std::fs::create_dir(dir.path().join("b.txt")).expect("a folder");
        assert!(matches!(glance(dir.path(), &gone), Err(Untrue::Unreadable(_))));
    }
}
