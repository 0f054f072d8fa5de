//! What an index looks like on disk: whether it is still the one that was opened.

use std::path::Path;

use super::error::Error;
use super::reader::Index;
use super::store::manifest::Manifest;

/// Tantivy's list of the files of the last commit.
const METAS: &str = "meta.json";

/// A state of an index on disk; another one after each commit and each swap of a rebuild.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    manifest: Manifest,
    /// What the last commit wrote: its files, its number and its totals.
    commit: Vec<u8>,
}

impl Index {
    /// The state of the index in `dir`, without opening it.
    ///
    /// # Errors
    ///
    /// No index, one of another format, one that cannot be read.
    pub(crate) fn stamp(dir: &Path) -> Result<Stamp, Error> {
        let manifest = Manifest::read(dir)?;
        let path = manifest.data(dir).join(METAS);
        // Where it is missing the index is damaged, as opening it will tell.
        let commit = match std::fs::read(&path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Vec::new(),
            read => read.map_err(|error| Error::io(&path, error))?,
        };
        Ok(Stamp { manifest, commit })
    }
}
