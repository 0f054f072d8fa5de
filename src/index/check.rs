//! Whether an index is sound: its files as they were written, its records as its totals say.
//!
//! The files have checksums; what is above them (totals, the ways between files, documents and
//! quotes) is held against itself.

use std::path::Path;

use super::error::Error;
use super::reader::{Index, Totals, open_tantivy, totals_of};
use super::store::manifest::Manifest;
use super::store::{schema, tables};
use crate::record::{Analysed, FileRecord};

impl Index {
    /// Compares the checksums of tantivy's files in the index `dir`, which need not be open: to open
    /// a damaged one is to trust it.
    ///
    /// # Errors
    ///
    /// A file that cannot be read, or that has other bytes than were written.
    pub fn check_files(dir: &Path) -> Result<(), Error> {
        let data = Manifest::read(dir)?.data(dir);
        let index = open_tantivy(dir, &data)?;
        let metas = index.load_metas().map_err(|e| Error::tantivy(dir, e))?;
        let mut names: Vec<_> = metas.list_segment_files().into_iter().collect();
        names.sort();
        for name in names {
            // Some names of the list stand for files that need not be.
            let Ok(meta) = data.join(&name).metadata() else { continue };
            let damaged = |what: &str| Error::Damaged {
                dir: dir.to_owned(),
                reason: format!("{}: {what}", name.display()),
            };
            if meta.len() < FOOTER {
                return Err(damaged("cut off"));
            }
            match index.directory().validate_checksum(&name) {
                Ok(true) => {}
                Ok(false) => return Err(damaged("not as it was written")),
                // A writer at work may have merged it into another.
                Err(_) if !data.join(&name).exists() => {}
                Err(_) => return Err(damaged("its end is not as it was written")),
            }
        }
        let tables = totals_of(dir, &index)?.tables;
        let found = if tables > 0 { tables::damaged(&data, tables) } else { Ok(None) };
        match found.map_err(|e| Error::io(&data, e))? {
            None => Ok(()),
            Some(name) => Err(Error::Damaged {
                dir: dir.to_owned(),
                reason: format!("{}: not as it was written", name.display()),
            }),
        }
    }

    /// Reads every record, shows it, and compares all of them with the totals of the last commit.
    ///
    /// # Errors
    ///
    /// A record that cannot be read, a file or document that points to none, or wrong totals.
    pub fn check_records(
        &self,
        show_doc: &mut dyn FnMut(&Analysed),
        show_file: &mut dyn FnMut(&FileRecord),
    ) -> Result<(), Error> {
        // What revision and lengths should be is known to the commit alone.
        let mut seen = Totals { files: 0, failed: 0, docs: 0, quotes: 0, words: 0, ..self.totals };
        let mut wrong = Ok(());
        self.each_doc(&mut |analysed| {
            seen.docs += 1;
            seen.quotes += analysed.doc.quotes;
            seen.words += analysed.doc.words;
            show_doc(&analysed);
            wrong = self.check_paths(&analysed);
            wrong.is_ok()
        })?;
        wrong?;
        let mut wrong = Ok(());
        self.each_file(&mut |file| {
            seen.files += 1;
            seen.failed += u64::from(!file.problems.is_empty());
            show_file(&file);
            wrong = self.check_docs(&file);
            wrong.is_ok()
        })?;
        wrong?;
        if seen != self.totals {
            let Totals { files, failed, docs, quotes, words, .. } = seen;
            let told = self.totals;
            let (figure, told, there) = [
                ("files", told.files, files),
                ("failed files", told.failed, failed),
                ("documents", told.docs, docs),
                ("quotes", told.quotes, quotes),
                ("words", told.words, words),
            ]
            .into_iter()
            .find(|(_, told, there)| told != there)
            .unwrap_or(("records", 0, 0));
            return Err(self.damaged(format!("{figure}: {told} by its totals, {there} there")));
        }
        let quotes = self.count_of_kind(schema::QUOTE)?;
        if quotes != seen.quotes {
            let orphans = quotes.abs_diff(seen.quotes);
            return Err(self.damaged(format!("{orphans} quotes have no document")));
        }
        Ok(())
    }

    /// Whether the ledger knows the files of a document.
    fn check_paths(&self, analysed: &Analysed) -> Result<(), Error> {
        let doc = &analysed.doc;
        for path in &doc.paths {
            if !self.file(&path.key())?.is_some_and(|file| file.docs.contains(&doc.id)) {
                let reason = format!("{}: its file {} is not known", doc.id, path.text());
                return Err(self.damaged(reason));
            }
        }
        Ok(())
    }

    /// Whether the documents of a file are there.
    fn check_docs(&self, file: &FileRecord) -> Result<(), Error> {
        for id in &file.docs {
            if self.address_of(*id)?.is_none() {
                return Err(self.damaged(format!("{}: {id} is not there", file.path.text())));
            }
        }
        Ok(())
    }
}

/// Bytes that the end of each file takes at least.
const FOOTER: u64 = 8;
