//! What the columns of a segment say of its records, read only when asked for.

use tantivy::columnar::Column;
use tantivy::{DocAddress, DocId, SegmentReader};

use super::top::{Belongs, UNDATED};
use crate::index::days::Days;
use crate::index::error::Error;
use crate::index::reader::Index;
use crate::index::store::address::document_of;
use crate::index::store::schema::column;
use crate::query::About;

/// The columns of one segment.
pub struct Columns<'i> {
    index: &'i Index,
    ord: u32,
    ids: Column<u64>,
    added: Column<u64>,
    files: Column<u64>,
    /// Numbers and prints, where its records are quotes.
    quotes: Option<(Column<u64>, Column<u64>)>,
    days: Days,
}

impl<'i> Columns<'i> {
    /// Opens those of a segment.
    pub fn open(
        index: &'i Index,
        ord: usize,
        segment: &SegmentReader,
        about: About,
    ) -> Result<Columns<'i>, Error> {
        let open = || -> tantivy::Result<Columns<'i>> {
            Ok(Columns {
                index,
                ord: ord as u32,
                ids: column::ID.open(segment)?,
                added: column::ADDED.open(segment)?,
                files: column::COPIES.open(segment)?,
                quotes: match about {
                    About::Quotes => {
                        Some((column::NUMBER.open(segment)?, column::PRINT.open(segment)?))
                    }
                    About::Docs => None,
                },
                days: index.days(segment)?,
            })
        };
        open().map_err(index.err())
    }

    /// Where a record is stored.
    pub fn address(&self, record: DocId) -> DocAddress {
        DocAddress::new(self.ord, record)
    }

    /// The document that a record is, or that a quote stands in.
    pub fn doc(&self, record: DocId) -> DocId {
        match &self.quotes {
            Some((numbers, _)) => document_of(self.address(record), numbers.first(record)).doc_id,
            None => record,
        }
    }

    /// Identity of a record.
    pub fn id(&self, record: DocId) -> u64 {
        self.ids.first(record).unwrap_or(0)
    }

    /// Day of a record, or [`UNDATED`].
    pub fn day(&self, record: DocId) -> i32 {
        self.days.of(record).and_then(|day| i32::try_from(day).ok()).unwrap_or(UNDATED)
    }

    /// Revision that brought a record.
    pub fn added(&self, record: DocId) -> u64 {
        self.added.first(record).unwrap_or(0)
    }

    /// Number of files that hold a document.
    pub fn files(&self, record: DocId) -> u32 {
        self.files.first(record).unwrap_or(1) as u32
    }

    /// The document, story and statement of a record.
    pub fn belongs(&self, record: DocId) -> Belongs {
        let doc = self.doc(record);
        let found = match self.index.has_stories() {
            true => self.index.story(self.id(doc)),
            false => None,
        };
        let story = found.map(|story| story.number);
        let lead = found.is_some_and(|story| story.lead == self.id(doc));
        // Outside of stories every quote is a statement of its own.
        let print = self.quotes.as_ref().map(|(_, prints)| match story {
            Some(_) => prints.first(record).unwrap_or(0),
            None => 0,
        });
        // Of quotes nobody counts the files, and not to look is quicker.
        let files = if self.quotes.is_none() { self.files(record) } else { 0 };
        Belongs { doc: self.address(doc), files, story, lead, print }
    }
}
