//! Writing: documents, their quotes and the ledger go in together, commit by commit.
//!
//! The writer keeps the totals of the index as it goes and puts them into each
//! commit, so one commit is one truth: records, ledger, revision and totals are
//! all there or none of them is.

use std::collections::{BTreeSet, HashMap};
use std::fs::File;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use tantivy::directory::MmapDirectory;
use tantivy::indexer::{IndexWriterOptions, LogMergePolicy, UserOperation};
use tantivy::{IndexWriter, TantivyError, Term};

use super::lock::{lock, patiently};
use super::rows::{doc_row, file_row, quote_row};
use crate::article::DateSource;
use crate::index::error::Error;
use crate::index::reader::{Index, Totals, open_tantivy};
use crate::index::store::manifest::{ANALYSER, Manifest};
use crate::index::store::schema::{self, Fields};
use crate::index::store::{layout, tables};
use crate::record::{Analysed, DocId, FileRecord, RelPath, Walked};
use crate::words;

/// The one writer of an index.
pub struct Writer {
    dir: PathBuf,
    fields: Fields,
    writer: IndexWriter,
    /// The index as it was when the writer was opened.
    before: Index,
    /// The index as the last commit of this writer left it.
    latest: Option<Index>,
    totals: Totals,
    /// Documents that were added or changed since the last commit.
    touched: HashMap<DocId, Touched>,
    /// Whether anything was done since the last commit.
    dirty: bool,
    /// A new manifest that takes effect when a rebuild is finished.
    swap: Option<Manifest>,
    /// The index that is being rebuilt, if it can be read.
    old: Option<Index>,
    _lock: File,
}

impl Writer {
    /// Opens the index in `dir` for writing, making it for the folder `root` when there is none; `walked` is what it
    /// remembers of what is walked.
    ///
    /// `memory` is the size in bytes of the buffer that becomes one segment. With `rebuild`, and
    /// when the index has another format or analyser, a new one is filled beside the old one,
    /// which stays in use until [`Writer::finish`].
    ///
    /// # Errors
    ///
    /// Another writer, an index of another format or a damaged one, a folder that cannot be written.
    pub fn open(
        dir: &Path,
        root: &Path,
        walked: &Walked,
        memory: u64,
        rebuild: bool,
    ) -> Result<Writer, Error> {
        crate::os::create_private_dir(dir).map_err(|e| Error::io(dir, e))?;
        let lock = lock(dir)?;
        let manifest = match Manifest::read(dir) {
            Ok(manifest) if !rebuild && manifest.analyser == ANALYSER => Some((manifest, None)),
            Ok(manifest) => Some((manifest.clone(), Some(other_data(&manifest.data)))),
            Err(Error::NoIndex { .. }) => None,
            Err(Error::WrongFormat { .. } | Error::Damaged { .. }) => {
                let new = Manifest::new(dir, root, other_data(""), walked.clone());
                return Writer::create(dir, new, true, memory, lock);
            }
            Err(error) => return Err(error),
        };
        match manifest {
            None => {
                let manifest = Manifest::new(dir, root, "data-1".to_owned(), walked.clone());
                Writer::create(dir, manifest, false, memory, lock)
            }
            Some((mut manifest, None)) => {
                manifest.follow(dir, root, walked)?;
                let index = open_tantivy(dir, &manifest.data(dir))?;
                Writer::of(dir, manifest, index, memory, None, None, lock)
            }
            Some((mut old, Some(data))) => {
                let before = old.walked.clone();
                old.follow(dir, root, &before)?;
                let new = Manifest::new(dir, &old.root(dir), data, walked.clone());
                Writer::create(dir, new, true, memory, lock)
            }
        }
    }

    fn create(
        dir: &Path,
        manifest: Manifest,
        beside: bool,
        memory: u64,
        lock: File,
    ) -> Result<Writer, Error> {
        let data = manifest.data(dir);
        if data.exists() {
            std::fs::remove_dir_all(&data).map_err(|e| Error::io(&data, e))?;
        }
        crate::os::create_private_dir(&data).map_err(|e| Error::io(&data, e))?;
        let directory = MmapDirectory::open(&data)
            .map_err(|e| Error::Damaged { dir: dir.to_owned(), reason: e.to_string() })?;
        let index = tantivy::Index::create(directory, schema::schema().0, schema::settings())
            .map_err(|e| Error::tantivy(dir, e))?;
        drop(index);
        let index = open_tantivy(dir, &data)?;
        if !beside {
            manifest.write(dir)?;
        }
        let swap = beside.then(|| manifest.clone());
        // What cannot be read is made anew: then everything counts as new.
        let old = beside.then(|| Index::open(dir).ok()).flatten();
        Writer::of(dir, manifest, index, memory, swap, old, lock)
    }

    fn of(
        dir: &Path,
        manifest: Manifest,
        index: tantivy::Index,
        memory: u64,
        swap: Option<Manifest>,
        old: Option<Index>,
        lock: File,
    ) -> Result<Writer, Error> {
        let fields = schema::schema().1;
        let before = Index::of(dir, manifest, &index, fields)?;
        // tantivy takes 15 MB to 4 GB a thread.
        let memory = memory.clamp(16 << 20, 4_000 << 20) as usize;
        let options = IndexWriterOptions::builder()
            .num_worker_threads(1)
            .memory_budget_per_thread(memory)
            .num_merge_threads(1)
            .build();
        let writer = patiently(|| match index.writer_with_options(options.clone()) {
            Err(TantivyError::LockFailure(..)) => None,
            opened => Some(opened),
        });
        let writer = writer
            .unwrap_or_else(|| index.writer_with_options(options))
            .map_err(|e| Error::tantivy(dir, e))?;
        writer.set_merge_policy(Box::new(merges()));
        let mut totals = before.totals;
        if let Some(old) = &old {
            totals.revision = old.totals.revision;
        }
        let touched = HashMap::new();
        Ok(Writer {
            dir: dir.to_owned(),
            fields,
            writer,
            before,
            latest: None,
            totals,
            touched,
            dirty: false,
            swap,
            old,
            _lock: lock,
        })
    }

    /// The index as it was when the writer was opened.
    pub fn before(&self) -> &Index {
        &self.before
    }

    /// The totals including what is not committed yet.
    pub fn totals(&self) -> Totals {
        self.totals
    }

    /// Writes a document that `path` holds; one that is there already gains the path.
    ///
    /// The day of a document that gives none itself is that of the caller's `redate`, which is
    /// asked with the first of its paths.
    ///
    /// # Errors
    ///
    /// A disk that is full or cannot be written, an index that cannot be read.
    pub fn add(
        &mut self,
        mut analysed: Analysed,
        path: &RelPath,
        redate: &mut Redate,
    ) -> Result<(), Error> {
        let mut paths = self.paths_of(analysed.doc.id)?;
        let known = !paths.is_empty();
        if !paths.insert(path.clone()) {
            return Ok(());
        }
        if known {
            self.forget(analysed.doc.id)?;
            if let Some(before) = self.stored(analysed.doc.id)? {
                analysed.doc.added = before.doc.added;
            }
        }
        self.put(analysed, paths, redate)
    }

    /// Lets `path` hold a document that the index knows from other files. False when it does not.
    ///
    /// # Errors
    ///
    /// As for [`Writer::add`].
    pub fn link(&mut self, id: DocId, path: &RelPath, redate: &mut Redate) -> Result<bool, Error> {
        let Some(analysed) = self.stored(id)? else { return Ok(false) };
        let mut paths = self.paths_of(id)?;
        let gone = paths.is_empty();
        if paths.insert(path.clone()) {
            if !gone {
                self.forget(id)?;
            }
            self.put(analysed, paths, redate)?;
        }
        Ok(true)
    }

    /// Takes `path` from a document; one that no file holds any more is removed.
    ///
    /// # Errors
    ///
    /// As for [`Writer::add`].
    pub fn unlink(&mut self, id: DocId, path: &RelPath, redate: &mut Redate) -> Result<(), Error> {
        let mut paths = self.paths_of(id)?;
        if !paths.remove(path) {
            return Ok(());
        }
        let Some(analysed) = self.stored(id)? else { return Ok(()) };
        self.forget(id)?;
        if paths.is_empty() {
            self.touched.insert(id, Touched { paths, sizes: Sizes::default() });
            return Ok(());
        }
        self.put(analysed, paths, redate)
    }

    /// Writes a known document again, because the date of one of its files changed.
    ///
    /// # Errors
    ///
    /// As for [`Writer::add`].
    pub fn refresh(&mut self, id: DocId, redate: &mut Redate) -> Result<(), Error> {
        let Some(analysed) = self.stored(id)? else { return Ok(()) };
        if !depends_on_file(&analysed) {
            return Ok(());
        }
        let paths = self.paths_of(id)?;
        self.forget(id)?;
        self.put(analysed, paths, redate)
    }

    fn paths_of(&self, id: DocId) -> Result<BTreeSet<RelPath>, Error> {
        match self.touched.get(&id) {
            Some(touched) => Ok(touched.paths.clone()),
            None => {
                let paths = self.latest().doc(id)?.map(|d| d.doc.paths.into_iter().collect());
                Ok(paths.unwrap_or_default())
            }
        }
    }

    /// The index as of the last commit.
    fn latest(&self) -> &Index {
        self.latest.as_ref().unwrap_or(&self.before)
    }

    /// A document as it was last committed, even if this writer has removed it: it may turn up again.
    fn stored(&self, id: DocId) -> Result<Option<Analysed>, Error> {
        match &self.latest {
            Some(latest) => match latest.doc(id)? {
                Some(found) => Ok(Some(found)),
                None => self.before.doc(id),
            },
            None => self.before.doc(id),
        }
    }

    /// Deletes a document with its quotes, as it was put last.
    fn forget(&mut self, id: DocId) -> Result<(), Error> {
        let sizes = match self.touched.get(&id) {
            Some(touched) => touched.sizes,
            None => self.latest().doc(id)?.map(|latest| Sizes::of(&latest)).unwrap_or_default(),
        };
        self.writer.delete_term(Term::from_field_u64(self.fields.of, id.0));
        less(&mut self.totals.docs, 1);
        less(&mut self.totals.quotes, sizes.quotes);
        less(&mut self.totals.words, sizes.words);
        less(&mut self.totals.length, sizes.length);
        less(&mut self.totals.said, sizes.said);
        self.dirty = true;
        Ok(())
    }

    fn put(
        &mut self,
        mut analysed: Analysed,
        paths: BTreeSet<RelPath>,
        redate: &mut Redate,
    ) -> Result<(), Error> {
        let doc = &mut analysed.doc;
        doc.paths = paths.iter().cloned().collect();
        if doc.added == 0 {
            // A rebuild brings nothing new.
            let before = self.old.as_ref().map(|old| old.added(doc.id)).transpose()?.flatten();
            doc.added = before.unwrap_or(self.totals.revision + 1);
        }
        if depends_on_file(&analysed) {
            let path = &analysed.doc.paths[0];
            let known = self.latest().file(&path.key())?.map(|file| file.modified);
            let (date, source) = redate(path, known);
            analysed.doc.date = date;
            analysed.doc.date_source = source;
            analysed.quotes.iter_mut().for_each(|q| q.date = date);
        }
        let sizes = Sizes::of(&analysed);
        self.totals.docs += 1;
        self.totals.quotes += sizes.quotes;
        self.totals.words += sizes.words;
        self.totals.length += sizes.length;
        self.totals.said += sizes.said;
        self.touched.insert(analysed.doc.id, Touched { paths, sizes });
        self.dirty = true;
        let mut records = vec![UserOperation::Add(doc_row(&self.fields, &analysed))];
        records.extend(
            analysed
                .quotes
                .iter()
                .map(|q| UserOperation::Add(quote_row(&self.fields, q, &analysed.doc))),
        );
        self.writer.run(records).map_err(|e| Error::tantivy(&self.dir, e))?;
        Ok(())
    }

    /// Writes a file's line of the ledger in place of the one that is there; `old` says whether there is
    /// one, and whether it gave a problem.
    ///
    /// # Errors
    ///
    /// As for [`Writer::add`].
    pub fn put_file(&mut self, file: &FileRecord, old: Option<bool>) -> Result<(), Error> {
        if let Some(failed) = old {
            self.drop_file(&file.path, failed);
        }
        let f = &self.fields;
        let row = file_row(f, file);
        self.totals.files += 1;
        self.totals.failed += u64::from(file.is_failed());
        self.dirty = true;
        self.writer.add_document(row).map_err(|e| Error::tantivy(&self.dir, e))?;
        Ok(())
    }

    /// Notes that all files have met the readers of this version.
    pub fn set_reader(&mut self, version: u32) {
        self.dirty |= self.totals.reader != version;
        self.totals.reader = version;
    }

    /// Removes a file's line from the ledger; `failed` says whether it gave a problem.
    pub fn drop_file(&mut self, path: &RelPath, failed: bool) {
        self.writer.delete_term(Term::from_field_text(self.fields.file, &path.key()));
        less(&mut self.totals.files, 1);
        less(&mut self.totals.failed, u64::from(failed));
        self.dirty = true;
    }

    /// Makes what was written the truth, as a new revision. Does nothing when nothing was written.
    ///
    /// # Errors
    ///
    /// As for [`Writer::add`]; what was committed before stays.
    pub fn commit(&mut self) -> Result<(), Error> {
        if !self.dirty {
            return Ok(());
        }
        self.totals.revision += 1;
        self.commit_totals()?;
        // What was kept in memory can be read from the index now.
        self.latest = Some(self.reopened()?);
        self.touched.clear();
        Ok(())
    }

    fn reopened(&self) -> Result<Index, Error> {
        let manifest = self.before.manifest.clone();
        Index::of(&self.dir, manifest, self.writer.index(), self.fields)
    }

    fn commit_totals(&mut self) -> Result<(), Error> {
        let err = |e| Error::tantivy(&self.dir, e);
        let mut prepared = self.writer.prepare_commit().map_err(err)?;
        // Totals are numbers with text keys, which serde_json always writes.
        prepared.set_payload(&serde_json::to_string(&self.totals).unwrap_or_default());
        prepared.commit().map_err(err)?;
        self.dirty = false;
        Ok(())
    }

    /// Commits, brings the tables of the archive up to date, waits for merges, and puts a rebuilt
    /// index in the place of the old one.
    ///
    /// # Errors
    ///
    /// As for [`Writer::commit`].
    pub fn finish(mut self) -> Result<Totals, Error> {
        self.commit()?;
        if self.totals.tables != self.totals.revision {
            let data = self.before.manifest.data(&self.dir);
            self.reopened()?.assemble()?;
            self.totals.tables = self.totals.revision;
            self.commit_totals()?;
            tables::sweep(&data);
        }
        let Writer { dir, writer, totals, swap, .. } = self;
        writer.wait_merging_threads().map_err(|e| Error::tantivy(&dir, e))?;
        if let Some(manifest) = swap {
            manifest.write(&dir)?;
            for entry in std::fs::read_dir(&dir).into_iter().flatten().flatten() {
                let name = entry.file_name();
                if name.to_string_lossy().starts_with("data-") && *name != *manifest.data {
                    // The new index is in place: what cannot be removed of old ones is only litter.
                    let _ = std::fs::remove_dir_all(entry.path());
                }
            }
        }
        Ok(totals)
    }
}

/// Takes from a total. A damaged commit may say less than there is.
fn less(total: &mut u64, by: u64) {
    *total = total.saturating_sub(by);
}

/// When segments become one: four of a size at a time, none that is large already.
///
/// A merge maps all that it reads into memory, so this is what keeps that flat however much is indexed.
fn merges() -> LogMergePolicy {
    let mut policy = LogMergePolicy::default();
    policy.set_min_num_segments(4);
    policy.set_max_docs_before_merge(LARGE);
    policy
}

/// Records of a segment that is merged no more.
const LARGE: usize = 1_000_000;

/// Says which day a document has whose own text gives none, from the first of its files and the
/// time of change that the last commit has for that (nanoseconds since 1970).
pub type Redate<'a> = dyn FnMut(&RelPath, Option<i64>) -> (Option<Date>, Option<DateSource>) + 'a;

/// A document that a writer put or took away.
struct Touched {
    /// The files that hold it now.
    paths: BTreeSet<RelPath>,
    /// What it added to the totals.
    sizes: Sizes,
}

/// What a document adds to the totals: files of other formats may give the same bytes other quotes.
#[derive(Clone, Copy, Default)]
struct Sizes {
    quotes: u64,
    words: u64,
    length: u64,
    said: u64,
}

impl Sizes {
    fn of(analysed: &Analysed) -> Sizes {
        let quotes = analysed.quotes.iter().filter(|quote| !quote.is_silence());
        let said = quotes.map(|q| words::count(&q.text) as u64).sum();
        Sizes {
            quotes: analysed.doc.quotes,
            words: analysed.doc.words,
            length: layout::length(&analysed.doc),
            said,
        }
    }
}

fn depends_on_file(analysed: &Analysed) -> bool {
    matches!(analysed.doc.date_source, None | Some(DateSource::Path | DateSource::Mtime))
}

/// The data folder that is not `data`.
fn other_data(data: &str) -> String {
    let number = data.strip_prefix("data-").and_then(|n| n.parse::<u32>().ok());
    format!("data-{}", number.map_or(2, |n| n.wrapping_add(1)))
}
