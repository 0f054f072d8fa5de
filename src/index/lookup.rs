//! Finding stored records: by identity, by path, the quotes of a document.

use tantivy::schema::{IndexRecordOption, Value};
use tantivy::{DocAddress, DocSet, TERMINATED, TantivyDocument, Term};

use super::{Error, Index, schema};
use crate::hit::Found;
use crate::record::{Analysed, DocId, DocRecord, FileRecord, QuoteRecord};

impl Index {
    /// Living records that have `term`, in the order of the index.
    pub(super) fn with_term(&self, term: &Term) -> Result<Vec<DocAddress>, Error> {
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

    pub(super) fn stored(&self, address: DocAddress) -> Result<TantivyDocument, Error> {
        self.searcher.doc(address).map_err(self.err())
    }

    pub(super) fn parse<'a, T: serde::Deserialize<'a>>(
        &self,
        stored: &'a TantivyDocument,
    ) -> Result<T, Error> {
        let bytes = stored.get_first(self.fields.record).and_then(|v| v.as_bytes()).unwrap_or(b"");
        serde_json::from_slice(bytes).map_err(|e| Error::Damaged {
            dir: self.dir.clone(),
            reason: format!("a stored record: {e}"),
        })
    }

    /// The document stored at an address, with its text.
    pub(super) fn doc_at(&self, address: DocAddress) -> Result<(DocRecord, String), Error> {
        let stored = self.stored(address)?;
        let text =
            stored.get_first(self.fields.body).and_then(|v| v.as_str()).unwrap_or("").to_owned();
        Ok((self.parse(&stored)?, text))
    }

    /// The quote stored at an address.
    pub(super) fn quote_at(&self, address: DocAddress) -> Result<QuoteRecord, Error> {
        self.parse(&self.stored(address)?)
    }

    /// The quotes of the document at an address: they follow it.
    pub(super) fn quotes_at(
        &self,
        address: DocAddress,
        count: u64,
    ) -> Result<Vec<QuoteRecord>, Error> {
        (1..=count as u32)
            .map(|n| {
                let stored =
                    self.stored(DocAddress::new(address.segment_ord, address.doc_id + n))?;
                self.parse(&stored)
            })
            .collect()
    }

    /// A document with its text and quotes; `None` when the index does not hold it.
    pub fn doc(&self, id: DocId) -> Result<Option<Analysed>, Error> {
        // The document is added before its quotes, so it comes first.
        let Some(address) =
            self.with_term(&Term::from_field_u64(self.fields.of, id.0))?.into_iter().next()
        else {
            return Ok(None);
        };
        let (doc, text) = self.doc_at(address)?;
        let quotes = self.quotes_at(address, doc.quotes)?;
        Ok(Some(Analysed { doc, text, quotes }))
    }

    /// Revision that brought a document; `None` when the index does not hold it.
    pub(super) fn added(&self, id: DocId) -> Result<Option<u64>, Error> {
        let found = self.with_term(&Term::from_field_u64(self.fields.of, id.0))?;
        let Some(address) = found.first() else { return Ok(None) };
        let segment = self.searcher.segment_reader(address.segment_ord);
        let added = segment.fast_fields().u64("added").map_err(self.err())?;
        Ok(added.first(address.doc_id))
    }

    /// The ledger's line for a path, given as [`crate::record::RelPath::key`].
    pub fn file(&self, key: &str) -> Result<Option<FileRecord>, Error> {
        let term = Term::from_field_text(self.fields.file, key);
        match self.with_term(&term)?.first() {
            Some(address) => Ok(Some(self.parse(&self.stored(*address)?)?)),
            None => Ok(None),
        }
    }

    /// A file of the ledger that has this content and was read without a problem.
    pub fn file_with_content(&self, content: u64) -> Result<Option<FileRecord>, Error> {
        for address in self.with_term(&Term::from_field_u64(self.fields.content, content))? {
            let file: FileRecord = self.parse(&self.stored(address)?)?;
            if file.problems.is_empty() {
                return Ok(Some(file));
            }
        }
        Ok(None)
    }

    /// Files of which something could not be read, by path.
    pub fn failures(&self) -> Result<Vec<FileRecord>, Error> {
        let mut found = Vec::new();
        for (ord, segment) in self.searcher.segment_readers().iter().enumerate() {
            let problems = segment.fast_fields().u64("problems").map_err(self.err())?;
            for doc in segment.doc_ids_alive() {
                if problems.first(doc).is_some_and(|n| n > 0) {
                    let stored = self.stored(DocAddress::new(ord as u32, doc))?;
                    found.push(self.parse::<FileRecord>(&stored)?);
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
            let (doc_address, asked) = if kind == "d" {
                (address, None)
            } else {
                let quote: QuoteRecord = self.parse(&self.stored(address)?)?;
                let parent = address.doc_id - quote.number as u32;
                (DocAddress::new(address.segment_ord, parent), Some(quote.number as usize - 1))
            };
            let (doc, text) = self.doc_at(doc_address)?;
            let quotes = self.quotes_at(doc_address, doc.quotes)?;
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

    fn by_prefix(&self, name: &str, kind: &str, hex: &str) -> Result<DocAddress, Error> {
        let digits = u32::try_from(hex.len()).unwrap_or(16);
        let low = u64::from_str_radix(hex, 16).unwrap_or(0) << (4 * (16 - digits));
        let high = low | if digits == 16 { 0 } else { u64::MAX >> (4 * digits) };
        let wanted = if kind == "d" { schema::DOC } else { schema::QUOTE };
        let kind_term = Term::from_field_text(self.fields.kind, wanted);
        let mut found: Vec<(u64, DocAddress)> = Vec::new();
        for (ord, segment) in self.searcher.segment_readers().iter().enumerate() {
            let inverted = segment.inverted_index(self.fields.id).map_err(self.err())?;
            let range = inverted.terms().range().ge(low.to_be_bytes()).le(high.to_be_bytes());
            let mut stream = range.into_stream().map_err(self.io())?;
            let kinds = segment.inverted_index(self.fields.kind).map_err(self.err())?;
            while stream.advance() {
                let value = stream.key().iter().fold(0, |bits, b| bits << 8 | u64::from(*b));
                let info = stream.value().clone();
                let mut postings = inverted
                    .read_postings_from_terminfo(&info, IndexRecordOption::Basic)
                    .map_err(self.io())?;
                let of_kind =
                    kinds.read_postings(&kind_term, IndexRecordOption::Basic).map_err(self.io())?;
                let Some(mut of_kind) = of_kind else { break };
                while postings.doc() != TERMINATED {
                    let doc = postings.doc();
                    let fits = of_kind.doc() <= doc && of_kind.seek(doc) == doc;
                    if fits && !segment.is_deleted(doc) {
                        found.push((value, DocAddress::new(ord as u32, doc)));
                    }
                    postings.advance();
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
