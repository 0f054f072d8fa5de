//! What a search gives back: ranked hits with their snippets, and the totals.

use crate::article::Span;
use crate::query::Warning;
use crate::record::{DocRecord, QuoteRecord};

/// The answer to a query on documents.
#[derive(Clone, Debug)]
pub struct Results {
    /// The hits asked for, best first.
    pub hits: Vec<Hit>,
    /// Documents that match in all.
    pub total: u64,
    /// The query as it was understood, in the query language.
    pub query: String,
    /// Revision of the index that answered.
    pub revision: u64,
    /// What was read differently from how it was typed, dropped or cut off.
    pub warnings: Vec<Warning>,
}

/// One document that matches.
#[derive(Clone, Debug)]
pub struct Hit {
    /// Place in the ranking, from 1.
    pub rank: u64,
    /// Relevance; comparable within one answer only.
    pub score: f32,
    /// The document.
    pub doc: DocRecord,
    /// The text that the spans of `doc` and `snippets` cut.
    pub text: String,
    /// The best passages, in order of the text.
    pub snippets: Vec<Snippet>,
    /// What the score is made of, when asked for.
    pub why: Option<Why>,
}

/// A passage of a document and the words in it that matched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snippet {
    /// `title`, `byline`, `dateline` or `body`.
    pub field: &'static str,
    /// The passage, as bytes of the document's text.
    pub span: Span,
    /// The words that matched: sorted, disjoint, inside `span`.
    pub highlights: Vec<Span>,
}

/// The parts of a score: `score = words * (1 + the sum of the bonuses)`.
#[derive(Clone, Debug, PartialEq)]
pub struct Why {
    /// BM25 of the query's words in the document, the headline counted twice.
    pub words: f32,
    /// Each bonus with its name.
    pub bonuses: Vec<(&'static str, f32)>,
}

/// One document with its text and quotes, as [`crate::index::Index::find`] gives it.
#[derive(Clone, Debug)]
pub struct Found {
    /// The document.
    pub doc: DocRecord,
    /// Its text.
    pub text: String,
    /// Its quotes in order.
    pub quotes: Vec<QuoteRecord>,
    /// Number of the quote that was asked for by its own id, in `quotes`.
    pub asked: Option<usize>,
}

/// The size and content of an index, or of the documents that match a query.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stats {
    /// Revision of the last commit.
    pub revision: u64,
    /// Files known.
    pub files: u64,
    /// Files of which something could not be read.
    pub failed: u64,
    /// Documents.
    pub docs: u64,
    /// Quotes.
    pub quotes: u64,
    /// Words in bodies.
    pub words: u64,
    /// Bytes on disk.
    pub bytes: u64,
    /// First and last day.
    pub dates: Option<(jiff::civil::Date, jiff::civil::Date)>,
    /// Documents without any date but the file's own.
    pub undated: u64,
    /// Counts of documents by value, for each facet, the most frequent first.
    pub facets: Vec<Facet>,
}

/// How often each value of a field occurs.
#[derive(Clone, Debug, PartialEq)]
pub struct Facet {
    /// Name of the field.
    pub field: &'static str,
    /// Values with their number of documents: by falling number, then by value.
    pub values: Vec<(String, u64)>,
}
