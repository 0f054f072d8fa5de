//! An index opened for questions, as of one commit.

use std::fmt;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use tantivy::directory::{MmapDirectory, OwnedBytes};
use tantivy::{IndexReader, ReloadPolicy, Searcher};

use super::error::Error;
use super::store::directory::PlainStore;
use super::store::manifest::Manifest;
use super::store::schema::{self, Fields};
use super::store::tables::Tables;
use crate::catalogue::{Directory, Fixes, Outlets};
use crate::record::Walked;
use crate::words;

/// What each commit says of itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// Number of the commit.
    pub revision: u64,
    /// Files in the ledger.
    pub files: u64,
    /// Files that gave a problem.
    pub failed: u64,
    /// Documents.
    pub docs: u64,
    /// Quotes.
    pub quotes: u64,
    /// Words in bodies.
    pub words: u64,
    /// Lengths of documents as ranking counts them, in terms.
    pub length: u64,
    /// Words in quotes.
    pub said: u64,
    /// Revision of the tables of stories and names; 0: there are none yet.
    pub tables: u64,
    /// Version of the readers that all files have met, those that they could not read too.
    #[serde(default)]
    pub reader: u32,
}

/// An index opened for questions, as of its last commit.
pub struct Index {
    pub(in crate::index) dir: PathBuf,
    pub(in crate::index) manifest: Manifest,
    pub(in crate::index) fields: Fields,
    pub(in crate::index) searcher: Searcher,
    pub(in crate::index) totals: Totals,
    /// Which documents are copies of one story.
    pub(in crate::index) tables: Tables,
    /// Which names are one.
    pub(in crate::index) directory: Directory<OwnedBytes>,
    /// Which sources are one.
    pub(in crate::index) outlets: Outlets,
    /// Hash of the user's fixes.
    pub(in crate::index) fixes: u64,
}

impl fmt::Debug for Index {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "Index({}, r{})", self.dir.display(), self.totals.revision)
    }
}

impl Index {
    /// Opens the index in `dir` as its last commit left it.
    ///
    /// # Errors
    ///
    /// No index, one of another format, a damaged one, one that may not be read.
    pub fn open(dir: &Path) -> Result<Index, Error> {
        let manifest = Manifest::read(dir)?;
        let data = manifest.data(dir);
        let directory = PlainStore::open(&data)
            .map_err(|e| Error::Damaged { dir: dir.to_owned(), reason: e.to_string() })?;
        let index = open_in(dir, directory)?;
        let (_, fields) = schema::schema();
        Index::of(dir, manifest, &index, fields)
    }

    pub(in crate::index) fn of(
        dir: &Path,
        manifest: Manifest,
        index: &tantivy::Index,
        fields: Fields,
    ) -> Result<Index, Error> {
        let err = |e| Error::tantivy(dir, e);
        let mut totals = totals_of(dir, index)?;
        let reader: IndexReader =
            index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into().map_err(err)?;
        // Both are read from one file, and a writer may commit between: they must be of one commit.
        loop {
            let now = totals_of(dir, index)?;
            if now == totals {
                break;
            }
            totals = now;
            reader.reload().map_err(err)?;
        }
        let tables = Tables::open(dir, &manifest.data(dir), totals.tables)?;
        let directory = tables.directory(dir, &Fixes::default(), &|_, _| Vec::new())?;
        let searcher = reader.searcher();
        let (dir, outlets) = (dir.to_owned(), Outlets::default());
        let fixes = 0;
        Ok(Index { dir, manifest, fields, searcher, totals, tables, directory, outlets, fixes })
    }

    /// The same with the user's fixes to names and sources.
    ///
    /// # Errors
    ///
    /// An index that cannot be read.
    pub fn with_fixes(mut self, fixes: &Fixes) -> Result<Index, Error> {
        if !fixes.list.is_empty() {
            let stored = |kind, form: &str| self.spellings(kind, form);
            self.directory = self.tables.directory(&self.dir, fixes, &stored)?;
        }
        self.outlets = fixes.outlets.clone();
        self.fixes = words::hash(&format!("{fixes:?}"));
        Ok(self)
    }

    /// Whether `dir` holds an index.
    pub fn exists(dir: &Path) -> bool {
        Manifest::exists(dir)
    }

    /// The indexed folder.
    pub fn root(&self) -> PathBuf {
        self.manifest.root(&self.dir)
    }

    /// What of the indexed folder is walked.
    pub fn walked(&self) -> &Walked {
        &self.manifest.walked
    }

    /// A number that differs where the user's fixes do.
    pub fn fixes(&self) -> u64 {
        self.fixes
    }

    /// What the last commit says of itself.
    pub fn totals(&self) -> Totals {
        self.totals
    }

    pub(in crate::index) fn err(&self) -> impl Fn(tantivy::TantivyError) -> Error + '_ {
        |e| Error::tantivy(&self.dir, e)
    }

    pub(in crate::index) fn io(&self) -> impl Fn(std::io::Error) -> Error + '_ {
        |e| Error::io(&self.dir, e)
    }

    pub(in crate::index) fn damaged(&self, reason: String) -> Error {
        Error::Damaged { dir: self.dir.clone(), reason }
    }
}

/// Opens tantivy's files in `data`, part of the index `dir`.
pub(in crate::index) fn open_tantivy(dir: &Path, data: &Path) -> Result<tantivy::Index, Error> {
    let damaged = |reason: String| Error::Damaged { dir: dir.to_owned(), reason };
    let directory = MmapDirectory::open(data).map_err(|e| damaged(e.to_string()))?;
    open_in(dir, directory)
}

/// Opens tantivy's files of the index `dir` by way of `directory`.
fn open_in(dir: &Path, directory: impl tantivy::Directory) -> Result<tantivy::Index, Error> {
    let damaged = |reason: String| Error::Damaged { dir: dir.to_owned(), reason };
    let mut index = tantivy::Index::open(directory).map_err(|e| Error::tantivy(dir, e))?;
    if index.schema() != schema::schema().0 {
        return Err(damaged("its fields are not those of its format".to_owned()));
    }
    index.set_tokenizers(schema::tokenizers());
    Ok(index)
}

/// The totals of the last commit.
pub(in crate::index) fn totals_of(dir: &Path, index: &tantivy::Index) -> Result<Totals, Error> {
    let meta = index.load_metas().map_err(|e| Error::tantivy(dir, e))?;
    match meta.payload {
        None => Ok(Totals::default()),
        Some(payload) => serde_json::from_str(&payload).map_err(|e| Error::Damaged {
            dir: dir.to_owned(),
            reason: format!("the commit's totals: {e}"),
        }),
    }
}
