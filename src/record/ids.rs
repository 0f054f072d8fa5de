//! Identity by content: of documents and of quotes.

use serde::{Deserialize, Serialize};

use crate::article::Span;

/// Identity of a document: the first 64 bits of the SHA-256 of its bytes.
///
/// Printed as `d:` and 16 hexadecimal digits, so that for a file that holds one
/// document `sha256sum FILE` gives the same digits. In a file of many records
/// the hash covers the record's bytes, a line feed and its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct DocId(pub u64);

impl DocId {
    /// The identity of a document with these bytes; `record` is its number in a file of many.
    pub fn of(bytes: &[u8], record: Option<u32>) -> DocId {
        use sha2::{Digest, Sha256};
        let mut hash = Sha256::new();
        hash.update(bytes);
        if let Some(number) = record {
            hash.update(format!("\n{number}"));
        }
        DocId::of_digest(&hash.finalize())
    }

    /// The identity that a SHA-256 begins with.
    pub fn of_digest(digest: &[u8]) -> DocId {
        DocId(first_bits(digest))
    }
}

impl std::fmt::Display for DocId {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(f, "d:{:016x}", self.0)
    }
}

/// Identity of a quote: a hash of its document's identity and its first and last byte.
///
/// Printed as `q:` and 16 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct QuoteId(pub u64);

impl QuoteId {
    /// The identity of the quote of `doc` that covers `span`.
    pub fn of(doc: DocId, span: Span) -> QuoteId {
        use sha2::{Digest, Sha256};
        QuoteId(first_bits(&Sha256::digest(format!("{doc} {} {}", span.start, span.end))))
    }
}

impl std::fmt::Display for QuoteId {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(f, "q:{:016x}", self.0)
    }
}

fn first_bits(digest: &[u8]) -> u64 {
    digest.iter().take(8).fold(0, |bits, byte| bits << 8 | u64::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_the_beginning_of_the_sha256() {
        // printf abc | sha256sum
        assert_eq!(DocId::of(b"abc", None).to_string(), "d:ba7816bf8f01cfea");
        assert_ne!(DocId::of(b"abc", Some(1)), DocId::of(b"abc", Some(2)));
    }
}
