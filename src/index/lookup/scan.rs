//! All records of an index, one after the other: for checks and exports.
//!
//! Nothing is kept but the record at hand, so memory does not grow with the archive.

use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocSet, TERMINATED, Term};

use crate::index::error::Error;
use crate::index::reader::Index;
use crate::index::store::schema;
use crate::record::{Analysed, DocId, FileRecord};

impl Index {
    /// Shows every document with its text and quotes, in the order of the index, until `show`
    /// returns false.
    ///
    /// # Errors
    ///
    /// A record that cannot be read.
    pub fn each_doc(&self, show: &mut dyn FnMut(Analysed) -> bool) -> Result<(), Error> {
        self.each_of_kind(schema::DOC, &mut |address| Ok(show(self.doc_at(address)?)))
    }

    /// Shows the documents with these ids, in the order of the index; unknown ones are passed over.
    ///
    /// # Errors
    ///
    /// A record that cannot be read.
    pub fn each_doc_of(
        &self,
        ids: &[DocId],
        show: &mut dyn FnMut(Analysed) -> bool,
    ) -> Result<(), Error> {
        let mut addresses = Vec::with_capacity(ids.len());
        for id in ids {
            addresses.extend(self.address_of(*id)?);
        }
        addresses.sort_unstable();
        addresses.dedup();
        for address in addresses {
            if !show(self.doc_at(address)?) {
                break;
            }
        }
        Ok(())
    }

    /// Shows every file of the ledger, in the order of the index, until `show` returns false.
    ///
    /// # Errors
    ///
    /// A record that cannot be read.
    pub fn each_file(&self, show: &mut dyn FnMut(FileRecord) -> bool) -> Result<(), Error> {
        self.each_of_kind(schema::FILE, &mut |address| Ok(show(self.file_at(address)?)))
    }

    /// Number of living records of a kind.
    pub(in crate::index) fn count_of_kind(&self, kind: &str) -> Result<u64, Error> {
        let mut count = 0;
        self.each_of_kind(kind, &mut |_| {
            count += 1;
            Ok(true)
        })?;
        Ok(count)
    }

    fn each_of_kind(
        &self,
        kind: &str,
        show: &mut dyn FnMut(DocAddress) -> Result<bool, Error>,
    ) -> Result<(), Error> {
        let term = Term::from_field_text(self.fields.kind, kind);
        for (ord, segment) in self.searcher.segment_readers().iter().enumerate() {
            let inverted = segment.inverted_index(term.field()).map_err(self.err())?;
            let postings =
                inverted.read_postings(&term, IndexRecordOption::Basic).map_err(self.io())?;
            let Some(mut postings) = postings else { continue };
            while postings.doc() != TERMINATED {
                let alive = !segment.is_deleted(postings.doc());
                if alive && !show(DocAddress::new(ord as u32, postings.doc()))? {
                    return Ok(());
                }
                postings.advance();
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::testing::{Draft, TestIndex};

    #[test]
    fn living_records_are_shown_until_it_is_enough() {
        let draft = |path: &str| Draft::new(path, "", "The port.").said("Ann Lee", "The port");
        let tests = TestIndex::of(&[&[draft("a"), draft("b")], &[draft("c")]]);
        let mut writer = tests.writer();
        let gone = draft("b");
        let (id, path) = (DocId(gone.id), gone.rel_path());
        writer.unlink(id, &path, &mut |_, _| (None, None)).expect("removed");
        writer.finish().expect("a commit");
        let index = tests.open();
        let paths = |most: usize| {
            let mut found = Vec::new();
            let mut show = |of: Analysed| {
                found.push(of.doc.paths[0].text().to_owned());
                found.len() < most
            };
            index.each_doc(&mut show).expect("documents");
            found
        };
        assert_eq!(
            (paths(9), paths(1)),
            (vec!["a".to_owned(), "c".to_owned()], vec!["a".to_owned()])
        );
        let mut files = 0;
        let mut show = |_| {
            files += 1;
            files < 2
        };
        index.each_file(&mut show).expect("files");
        assert_eq!(files, 2);
        for (kind, count) in [(schema::DOC, 2), (schema::QUOTE, 2), (schema::FILE, 3), ("other", 0)]
        {
            assert_eq!(index.count_of_kind(kind).expect("a number"), count, "{kind}");
        }
    }

    #[test]
    fn documents_with_ids_come_once_in_the_order_of_the_index() {
        let drafts: Vec<Draft> =
            ["a", "b", "c"].into_iter().map(|path| Draft::new(path, "", "The port.")).collect();
        let index = TestIndex::of(&[&drafts[..2], &drafts[2..]]).open();
        let ids = [&drafts[2], &drafts[0], &drafts[2]].map(|draft| DocId(draft.id));
        let shown = |most: usize| {
            let mut found = Vec::new();
            let mut show = |of: Analysed| {
                found.push(of.doc.id);
                found.len() < most
            };
            let asked = [&ids[..], &[DocId(4)]].concat();
            index.each_doc_of(&asked, &mut show).expect("documents");
            found
        };
        assert_eq!((shown(9), shown(1)), (vec![ids[1], ids[0]], vec![ids[1]]));
    }
}
