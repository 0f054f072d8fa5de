//! Finding stored records: by identity, by path, the quotes of a document.

use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocSet, TERMINATED, TantivyDocument, Term};

use crate::hit::Found;
use crate::index::error::Error;
use crate::index::reader::Index;
use crate::index::store::address::document_of;
use crate::index::store::record;
use crate::index::store::schema::{Column, column};
use crate::record::{Analysed, DocId, FileRecord, RelPath};

impl Index {
    /// Living records that have `term`, in the order of the index.
    pub(in crate::index) fn with_term(&self, term: &Term) -> Result<Vec<DocAddress>, Error> {
        let mut found = Vec::new();
        for (ord, segment) in self.searcher.segment_readers().iter().enumerate() {
            let inverted = segment.inverted_index(term.field()).map_err(self.err())?;
            let postings =
                inverted.read_postings(term, IndexRecordOption::Basic).map_err(self.io())?;
            let Some(mut postings) = postings else { continue };
            while postings.doc() != TERMINATED {
                if !segment.is_deleted(postings.doc()) {
                    found.push(DocAddress::new(ord as u32, postings.doc()));
                }
                postings.advance();
            }
        }
        Ok(found)
    }

    /// The bytes stored at an address.
    fn stored(&self, address: DocAddress) -> Result<Vec<u8>, Error> {
        let stored: TantivyDocument = self.searcher.doc(address).map_err(self.err())?;
        Ok(self.fields.stored(&stored).unwrap_or_default())
    }

    /// The document stored at an address, with its text and quotes.
    pub(in crate::index) fn doc_at(&self, address: DocAddress) -> Result<Analysed, Error> {
        let stored = self.stored(address)?;
        record::unpack(&stored).ok_or_else(|| self.damaged("a stored document".to_owned()))
    }

    /// The file of the ledger at an address.
    pub(in crate::index) fn file_at(&self, address: DocAddress) -> Result<FileRecord, Error> {
        let segment = self.searcher.segment_reader(address.segment_ord);
        let mut key = String::new();
        if let Some(paths) = column::FILE.open(segment).map_err(self.err())?
            && let Some(ord) = paths.term_ords(address.doc_id).next()
        {
            paths.ord_to_str(ord, &mut key).map_err(self.io())?;
        }
        let sizes = column::SIZE.open(segment).map_err(self.err())?;
        let contents = column::CONTENT.open(segment).map_err(self.err())?;
        let times = column::MODIFIED.open(segment).map_err(self.err())?;
        let size = sizes.first(address.doc_id).unwrap_or(0);
        let content = contents.first(address.doc_id).unwrap_or(0);
        let modified = times.first(address.doc_id).unwrap_or(0);
        let stored = self.stored(address)?;
        RelPath::of_key(&key)
            .and_then(|path| record::unpack_file(&stored, path, size, modified, content))
            .ok_or_else(|| self.damaged("a stored file of the ledger".to_owned()))
    }

    /// A document with its text and quotes; `None` when the index does not hold it.
    ///
    /// # Errors
    ///
    /// An index that cannot be read.
    pub fn doc(&self, id: DocId) -> Result<Option<Analysed>, Error> {
        self.address_of(id)?.map(|address| self.doc_at(address)).transpose()
    }

    /// Where a document is stored: it is added before its quotes, so it comes first.
    pub(in crate::index) fn address_of(&self, id: DocId) -> Result<Option<DocAddress>, Error> {
        let found = self.with_term(&Term::from_field_u64(self.fields.of, id.0))?;
        Ok(found.first().copied())
    }

    /// Revision that brought a document; `None` when the index does not hold it.
    pub(in crate::index) fn added(&self, id: DocId) -> Result<Option<u64>, Error> {
        let Some(address) = self.address_of(id)? else { return Ok(None) };
        let segment = self.searcher.segment_reader(address.segment_ord);
        let added = column::ADDED.open(segment).map_err(self.err())?;
        Ok(added.first(address.doc_id))
    }

    /// The ledger's line for a path, given as [`crate::record::RelPath::key`].
    ///
    /// # Errors
    ///
    /// An index that cannot be read.
    pub fn file(&self, key: &str) -> Result<Option<FileRecord>, Error> {
        let term = Term::from_field_text(self.fields.file, key);
        match self.with_term(&term)?.first() {
            Some(address) => Ok(Some(self.file_at(*address)?)),
            None => Ok(None),
        }
    }

    /// Files of which something could not be read, by path.
    ///
    /// # Errors
    ///
    /// An index that cannot be read.
    pub fn failures(&self) -> Result<Vec<FileRecord>, Error> {
        self.files_with(column::PROBLEMS)
    }

    /// The files in which there was nothing to read, by path: binary, empty, scans, formats without a reader.
    ///
    /// # Errors
    ///
    /// An index that cannot be read.
    pub fn passed_over(&self) -> Result<Vec<FileRecord>, Error> {
        self.files_with(column::BINARY)
    }

    fn files_with(&self, column: Column<u64>) -> Result<Vec<FileRecord>, Error> {
        let mut found = Vec::new();
        for (ord, segment) in self.searcher.segment_readers().iter().enumerate() {
            let numbers = column.open(segment).map_err(self.err())?;
            for doc in segment.doc_ids_alive() {
                if numbers.first(doc).is_some_and(|n| n > 0) {
                    found.push(self.file_at(DocAddress::new(ord as u32, doc))?);
                }
            }
        }
        found.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(found)
    }

    /// The document or quote that `name` names: an id, any unique beginning of one, or a path
    /// below the indexed folder (`PATH#N` for the Nth record of a file of many).
    ///
    /// Its names are those that the whole archive has for them.
    ///
    /// # Errors
    ///
    /// Nothing of this name, several things of it, an index that cannot be read.
    pub fn find(&self, name: &str) -> Result<Found, Error> {
        let mut found = self.find_stored(name)?;
        self.call_by_name(&mut found.doc);
        found.quotes.iter_mut().for_each(|quote| self.call_speaker_by_name(quote));
        Ok(found)
    }

    fn find_stored(&self, name: &str) -> Result<Found, Error> {
        let unknown = || Error::UnknownId { id: name.to_owned() };
        let by_id = name.split_once(':').filter(|(kind, hex)| {
            matches!(*kind, "d" | "q")
                && (1..=16).contains(&hex.len())
                && hex.bytes().all(|b| b.is_ascii_hexdigit())
        });
        if let Some((kind, hex)) = by_id {
            let address = self.by_prefix(name, kind, hex)?;
            let (doc_address, asked) = match self.number_at(address)? {
                0 => (address, None),
                number => (document_of(address, Some(number)), Some(number as usize - 1)),
            };
            let Analysed { doc, text, quotes } = self.doc_at(doc_address)?;
            return Ok(Found { doc, text, quotes, asked });
        }
        let (path, record) = match name.rsplit_once('#') {
            Some((path, number)) if number.parse::<u32>().is_ok() => {
                (path, number.parse::<usize>().ok())
            }
            _ => (name, None),
        };
        let path = path.strip_prefix("./").unwrap_or(path);
        let file = match self.file(name)? {
            Some(file) => Some((file, None)),
            None => self.file(path)?.map(|file| (file, record)),
        };
        let (file, record) = file.ok_or_else(unknown)?;
        let id = match (record, file.docs.as_slice()) {
            (None, [one]) => *one,
            (Some(number), docs) => {
                *number.checked_sub(1).and_then(|n| docs.get(n)).ok_or_else(unknown)?
            }
            (None, []) => return Err(unknown()),
            (None, docs) => {
                let first = (1..=docs.len().min(3)).map(|n| format!("{path}#{n}")).collect();
                return Err(Error::AmbiguousId { id: name.to_owned(), count: docs.len(), first });
            }
        };
        let found = self.doc(id)?.ok_or_else(unknown)?;
        Ok(Found { doc: found.doc, text: found.text, quotes: found.quotes, asked: None })
    }

    /// The number of a quote in its document; 0 for a document.
    pub(in crate::index) fn number_at(&self, address: DocAddress) -> Result<u64, Error> {
        let segment = self.searcher.segment_reader(address.segment_ord);
        let numbers = column::NUMBER.open(segment).map_err(self.err())?;
        Ok(numbers.first(address.doc_id).unwrap_or(0))
    }

    fn by_prefix(&self, name: &str, kind: &str, hex: &str) -> Result<DocAddress, Error> {
        let digits = u32::try_from(hex.len()).unwrap_or(16);
        let low = u64::from_str_radix(hex, 16).unwrap_or(0) << (4 * (16 - digits));
        let high = low | if digits == 16 { 0 } else { u64::MAX >> (4 * digits) };
        let range = low..=high;
        let mut found: Vec<(u64, DocAddress)> = Vec::new();
        let mut rows = Vec::new();
        for (ord, segment) in self.searcher.segment_readers().iter().enumerate() {
            let ids = column::ID.open(segment).map_err(self.err())?;
            let numbers = column::NUMBER.open(segment).map_err(self.err())?;
            rows.clear();
            ids.get_docids_for_value_range(range.clone(), 0..segment.max_doc(), &mut rows);
            for row in &rows {
                let is_quote = numbers.first(*row).is_some();
                if is_quote == (kind == "q") && !segment.is_deleted(*row) {
                    let address = DocAddress::new(ord as u32, *row);
                    found.push((ids.first(*row).unwrap_or(0), address));
                }
            }
        }
        // Two statements in the very same words of a document have one id: the first stands for both.
        found.sort_unstable();
        found.dedup_by_key(|f| f.0);
        match found.as_slice() {
            [] => Err(Error::UnknownId { id: name.to_owned() }),
            [(_, address)] => Ok(*address),
            many => Err(Error::AmbiguousId {
                id: name.to_owned(),
                count: many.len(),
                first: many
                    .iter()
                    .take(3)
                    .map(|(value, _)| format!("{kind}:{value:016x}"))
                    .collect(),
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::testing::{Draft, TestIndex, add, file_of};

    /// Two files of one document each, and one of three, the last of which is in no ledger any more.
    fn index() -> (TestIndex, Index) {
        let port = |id: u64, path: &str| {
            let draft = Draft::new(path, "Port", "The port is closed. It is the port.");
            Draft { id, ..draft.said("Ann Lee", "port is closed").said("Jo Roe", "the port") }
        };
        let many = |id| Draft { record: Some(1), ..port(id, "many.json") };
        let tests = TestIndex::empty();
        let mut writer = tests.writer();
        add(&mut writer, &[port(0xab00 << 48, "a.txt"), port(0xab01 << 48, "b#2.txt")]);
        for id in [7, 8] {
            let draft = many(id);
            writer
                .add(draft.analysed(), &draft.rel_path(), &mut |_, _| (None, None))
                .expect("written");
        }
        let docs = vec![DocId(7), DocId(8), DocId(9)];
        writer.put_file(&FileRecord { docs, ..file_of(&many(7)) }, None).expect("written");
        writer.finish().expect("a commit");
        let index = tests.open();
        (tests, index)
    }

    #[test]
    fn documents_are_found_by_ids_and_paths() {
        let (_folder, index) = index();
        for (name, expected) in [
            ("d:ab00000000000000", 0xab00 << 48),
            ("d:ab00", 0xab00 << 48),
            ("d:AB01", 0xab01 << 48),
            ("a.txt", 0xab00 << 48),
            ("./a.txt", 0xab00 << 48),
            ("a.txt#1", 0xab00 << 48),
            ("b#2.txt", 0xab01 << 48),
            ("many.json#1", 7),
            ("many.json#2", 8),
        ] {
            let found = index.find(name).expect(name);
            assert_eq!((found.doc.id, found.asked), (DocId(expected), None), "{name}");
            assert_eq!(found.quotes.len(), 2);
        }
    }

    #[test]
    fn what_is_unknown_or_several_is_told() {
        let (_folder, index) = index();
        for name in [
            "d:ab02",
            "d:",
            "d:xyz",
            "d:00000000000000000",
            "q:",
            "c.txt",
            "a.txt#2",
            "many.json#0",
            "many.json#3",
            "many.json#4",
            "#1",
            "",
        ] {
            assert!(
                matches!(index.find(name), Err(Error::UnknownId { id }) if id == name),
                "{name}"
            );
        }
        for (name, many, names) in [
            ("d:ab", 2, vec!["d:ab00000000000000", "d:ab01000000000000"]),
            ("d:0", 2, vec!["d:0000000000000007", "d:0000000000000008"]),
            ("many.json", 3, vec!["many.json#1", "many.json#2", "many.json#3"]),
        ] {
            let Err(Error::AmbiguousId { id, count, first }) = index.find(name) else {
                panic!("{name}: not several")
            };
            assert_eq!(
                (id.as_str(), count, first),
                (name, many, names.iter().map(|n| (*n).to_owned()).collect())
            );
        }
    }

    #[test]
    fn quotes_are_found_by_their_ids() {
        let (_folder, index) = index();
        let quotes = index.find("a.txt").expect("a document").quotes;
        for (number, quote) in quotes.iter().enumerate() {
            for name in [quote.id.to_string(), quote.id.to_string()[..10].to_owned()] {
                let found = index.find(&name).expect("a quote");
                assert_eq!((found.asked, found.doc.id), (Some(number), DocId(0xab00 << 48)));
                assert_eq!(found.quotes[number].id, quote.id);
            }
            let as_document = quote.id.to_string().replace("q:", "d:");
            assert!(matches!(index.find(&as_document), Err(Error::UnknownId { .. })));
        }
    }

    #[test]
    fn what_was_removed_is_not_found() {
        let (tests, index) = index();
        let quote = index.find("a.txt").expect("a document").quotes[0].id.to_string();
        let mut writer = tests.writer();
        let (id, path) = (DocId(0xab00 << 48), RelPath::new("a.txt".as_ref()));
        writer.unlink(id, &path, &mut |_, _| (None, None)).expect("removed");
        writer.drop_file(&path, false);
        writer.finish().expect("a commit");
        let index = tests.open();
        for name in ["d:ab00", "a.txt", &quote] {
            assert!(matches!(index.find(name), Err(Error::UnknownId { .. })), "{name}");
        }
        assert_eq!(index.find("d:ab").expect("the other").doc.id, DocId(0xab01 << 48));
        assert_eq!((index.added(id).expect("none"), index.doc(id).expect("none")), (None, None));
        assert_eq!(index.added(DocId(7)).expect("a revision"), Some(1));
    }
}
