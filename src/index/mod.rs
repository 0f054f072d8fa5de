//! The index on disk: opening, looking up, counting. The only room that knows tantivy.
//!
//! `layout` and `schema` say what is indexed, `packed` what is stored (in `bytes`), `writer` and `ledger` write it,
//! `compile` makes a plan of a query (`options` say what else was asked), `leaf`, `matcher`, `beside`
//! and `spans` carry it out, `rank` and `rank_quotes` weigh what matches, `ranked` folds and orders it,
//! `answer` reads the hits and `snippet` cuts passages from them. `facets` and `entities` count by
//! `columns`. `assemble` makes the `tables` of stories and names of the whole archive.

mod alike;
mod answer;
mod assemble;
mod beside;
mod bytes;
mod columns;
mod compile;
mod each;
mod entities;
mod error;
mod expand;
mod facets;
mod layout;
mod leaf;
mod ledger;
mod lookup;
mod manifest;
mod matcher;
mod named;
mod names;
mod options;
mod packed;
mod places;
mod plain;
mod plan;
mod rank;
mod rank_quotes;
mod ranked;
mod rows;
mod schema;
mod search;
mod segments;
mod similar;
mod snippet;
mod sound;
mod spans;
mod stats;
mod stories;
mod suggest;
mod tables;
mod verify;
mod writer;

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use tantivy::directory::{MmapDirectory, OwnedBytes};
use tantivy::{IndexReader, ReloadPolicy, Searcher};

pub use answer::Answer;
pub use entities::EntityOptions;
pub use error::Error;
pub use facets::{FacetField, FacetOptions, Period};
pub use ledger::{Known, Ledger};
pub use manifest::Manifest;
pub use options::{Cursor, Fold, SearchOptions, Sort};
pub use writer::Writer;

use crate::catalogue::{Directory, Fixes};
use plain::PlainStore;
use schema::Fields;
use tables::Tables;

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
    dir: PathBuf,
    manifest: Manifest,
    fields: Fields,
    searcher: Searcher,
    totals: Totals,
    tables: Tables,
    directory: Directory<OwnedBytes>,
}

impl Index {
    /// Opens the index in `dir` as its last commit left it.
    pub fn open(dir: &Path) -> Result<Index, Error> {
        let manifest = Manifest::read(dir)?;
        let data = manifest.data(dir);
        let directory = PlainStore::open(&data)
            .map_err(|e| Error::Damaged { dir: dir.to_owned(), reason: e.to_string() })?;
        let index = open_in(dir, directory)?;
        let (_, fields) = schema::schema();
        Index::of(dir, manifest, &index, fields)
    }

    fn of(
        dir: &Path,
        manifest: Manifest,
        index: &tantivy::Index,
        fields: Fields,
    ) -> Result<Index, Error> {
        let err = |e| Error::tantivy(dir, e);
        let totals = totals(dir, index)?;
        let reader: IndexReader =
            index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into().map_err(err)?;
        let tables = Tables::open(dir, &manifest.data(dir), totals.tables)?;
        let directory = tables.directory(dir, &Fixes::default(), &|_, _| Vec::new())?;
        let searcher = reader.searcher();
        Ok(Index { dir: dir.to_owned(), manifest, fields, searcher, totals, tables, directory })
    }

    /// The same with the user's fixes to names.
    pub fn with_fixes(mut self, fixes: &Fixes) -> Result<Index, Error> {
        if !fixes.list.is_empty() {
            let stored = |kind, form: &str| self.spellings(kind, form);
            self.directory = self.tables.directory(&self.dir, fixes, &stored)?;
        }
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

    /// What the last commit says of itself.
    pub fn totals(&self) -> Totals {
        self.totals
    }

    fn err(&self) -> impl Fn(tantivy::TantivyError) -> Error + '_ {
        |e| Error::tantivy(&self.dir, e)
    }

    fn io(&self) -> impl Fn(std::io::Error) -> Error + '_ {
        |e| Error::io(&self.dir, e)
    }
}

/// Opens tantivy's files in `data`, part of the index `dir`.
fn open_tantivy(dir: &Path, data: &Path) -> Result<tantivy::Index, Error> {
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
fn totals(dir: &Path, index: &tantivy::Index) -> Result<Totals, Error> {
    let meta = index.load_metas().map_err(|e| Error::tantivy(dir, e))?;
    match meta.payload {
        None => Ok(Totals::default()),
        Some(payload) => serde_json::from_str(&payload).map_err(|e| Error::Damaged {
            dir: dir.to_owned(),
            reason: format!("the commit's totals: {e}"),
        }),
    }
}
