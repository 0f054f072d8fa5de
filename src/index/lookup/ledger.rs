//! The ledger: which files the index knows, as of the last commit.
//!
//! Loaded from columns, not from stored records, so that a run over a million
//! unchanged files does not unpack a million records.

use std::collections::HashMap;

use crate::index::error::Error;
use crate::index::reader::Index;
use crate::index::store::schema::column;

/// What the ledger knows of one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    /// Number of the entry, for marking it as seen.
    pub number: usize,
    /// Size in bytes.
    pub size: u64,
    /// Time of the last change, nanoseconds since 1970.
    pub modified: i64,
    /// Hash of the content; 0 when it could not be read.
    pub content: u64,
    /// Whether it gave a problem.
    pub failed: bool,
    /// Whether it was passed over because it is binary.
    pub binary: bool,
}

/// All files that an index knows.
#[derive(Debug, Default)]
pub struct Ledger {
    files: HashMap<String, Known>,
}

impl Ledger {
    /// Reads the ledger of an opened index.
    ///
    /// # Errors
    ///
    /// An index that cannot be read.
    pub fn load(index: &Index) -> Result<Ledger, Error> {
        let mut files = HashMap::with_capacity(index.totals.files as usize);
        for segment in index.searcher.segment_readers() {
            let Some(paths) = column::FILE.open(segment).map_err(index.err())? else { continue };
            let size = column::SIZE.open(segment).map_err(index.err())?;
            let modified = column::MODIFIED.open(segment).map_err(index.err())?;
            let content = column::CONTENT.open(segment).map_err(index.err())?;
            let problems = column::PROBLEMS.open(segment).map_err(index.err())?;
            let binary = column::BINARY.open(segment).map_err(index.err())?;
            // One pass over the dictionary instead of a look-up for each file.
            let mut keys = Vec::with_capacity(paths.num_terms());
            let mut stream = paths.dictionary().stream().map_err(index.io())?;
            while stream.advance() {
                keys.push(String::from_utf8_lossy(stream.key()).into_owned());
            }
            for doc in segment.doc_ids_alive() {
                let Some(ord) = paths.ords().first(doc) else { continue };
                let Some(key) = keys.get_mut(ord as usize).map(std::mem::take) else { continue };
                let known = Known {
                    number: files.len(),
                    size: size.first(doc).unwrap_or(0),
                    modified: modified.first(doc).unwrap_or(0),
                    content: content.first(doc).unwrap_or(0),
                    failed: problems.first(doc).unwrap_or(0) > 0,
                    binary: binary.first(doc).unwrap_or(0) > 0,
                };
                files.insert(key, known);
            }
        }
        Ok(Ledger { files })
    }

    /// The entry of a path, given as [`crate::record::RelPath::key`].
    pub fn get(&self, key: &str) -> Option<&Known> {
        self.files.get(key)
    }

    /// Number of files.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether no file is known.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The contents of which documents could be made, by their hashes: the first path that has each, as a key.
    pub fn contents(&self) -> HashMap<u64, &str> {
        let mut contents: HashMap<u64, &str> = HashMap::with_capacity(self.files.len());
        let read = |known: &Known| !known.failed && !known.binary && known.content != 0;
        for (key, known) in self.files.iter().filter(|(_, known)| read(known)) {
            let first = contents.entry(known.content).or_insert(key);
            *first = (*first).min(key);
        }
        contents
    }

    /// The entries, in no order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Known)> {
        self.files.iter().map(|(key, known)| (key.as_str(), known))
    }
}
