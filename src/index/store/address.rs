//! Where records lie beside each other: a document, then its quotes.

use tantivy::{DocAddress, DocId};

/// Address of the document that a quote stands in; `number`: which of its quotes it is, from 1.
pub fn document_of(quote: DocAddress, number: Option<u64>) -> DocAddress {
    let number = DocId::try_from(number.unwrap_or(0)).unwrap_or(0);
    DocAddress::new(quote.segment_ord, quote.doc_id.saturating_sub(number))
}
