//! What a search gives back: ranked hits with their snippets, counts, figures.

use std::sync::Arc;

use crate::article::Span;
use crate::entities::EntityKind;
use crate::query::Warning;
use crate::record::{DocId, DocRecord, QuoteRecord};

/// How many records match, every number with and without folding.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Documents; of quotes, those that they stand in.
    pub docs: u64,
    /// Files that hold a document; 0 where quotes are asked for.
    pub files: u64,
    /// Stories: near-copies count once.
    pub stories: u64,
    /// Quotes; 0 where documents are asked for.
    pub quotes: u64,
    /// Statements: a quote that copies of one story repeat counts once.
    pub statements: u64,
}

/// A reason why nothing was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A word does not occur.
    Absent {
        /// As typed.
        word: String,
        /// The nearest words of the archive, the most frequent first.
        nearest: Vec<String>,
    },
    /// A field never has this value.
    Unknown {
        /// The field, as typed.
        field: &'static str,
        /// What was looked for in it.
        text: String,
        /// The nearest values that it has, the likest first.
        nearest: Vec<String>,
    },
    /// Without one part of the query there would be something.
    Without {
        /// The part, in the query language.
        part: String,
        /// How many documents or quotes there would be.
        found: u64,
    },
}

/// What an answer says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overview {
    /// How much matches in all.
    pub counts: Counts,
    /// The query as it was understood, in the query language.
    pub query: String,
    /// Revision of the index that answered.
    pub revision: u64,
    /// What was read differently from how it was typed, dropped or cut off.
    pub warnings: Vec<Warning>,
    /// How much more would match, were less certain quotes wanted; none where nothing was left out or it was not
    /// counted.
    pub less_certain: Option<Counts>,
    /// Where a later search can go on, when there is more.
    pub next: Option<String>,
    /// Why nothing was found, where that was asked for.
    pub reasons: Vec<Reason>,
}

/// The story that a document belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StoryOf {
    /// The earliest copy in this archive.
    pub lead: DocId,
    /// Number of files that hold a copy.
    pub copies: u64,
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
    /// Its story.
    pub story: StoryOf,
    /// The text that the spans of `doc` and `snippets` cut.
    pub text: String,
    /// The best passages, in order of the text.
    pub snippets: Vec<Snippet>,
    /// What the score is made of, when asked for.
    pub why: Option<Why>,
}

/// One quote that matches.
#[derive(Clone, Debug)]
pub struct QuoteHit {
    /// Place in the ranking, from 1.
    pub rank: u64,
    /// Relevance; comparable within one answer only.
    pub score: f32,
    /// The document that it stands in, which the quotes of one document share when they follow
    /// each other: texts may be long, and quotes many.
    pub doc: Arc<DocRecord>,
    /// The story of that document.
    pub story: StoryOf,
    /// Matching quotes that are folded into this one, itself included.
    pub carried: u64,
    /// The text that the spans of `doc` and `quote` cut; shared as `doc` is.
    pub text: Arc<str>,
    /// The quote.
    pub quote: QuoteRecord,
    /// The words of the quote that matched: sorted, disjoint.
    pub highlights: Vec<Span>,
    /// What the score is made of, when asked for.
    pub why: Option<Why>,
}

/// A copy of a document.
#[derive(Clone, Debug)]
pub struct Copy {
    /// Whether it is the earliest of its story.
    pub lead: bool,
    /// Share of the shorter of both texts that the longer one has, 0 to 1; none when they are
    /// joined by other copies only.
    pub share: Option<f32>,
    /// The document.
    pub doc: DocRecord,
    /// Its text.
    pub text: String,
}

/// A quote that shares words with a text.
#[derive(Clone, Debug)]
pub struct Alike {
    /// The quote.
    pub hit: QuoteHit,
    /// Share of the text's different words that it holds, 0 to 1.
    pub overlap: f32,
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
    /// Stories: near-copies count once.
    pub stories: u64,
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
    /// Counts by value, for each facet.
    pub facets: Vec<Facet>,
}

/// How often each value of a field occurs.
#[derive(Clone, Debug, PartialEq)]
pub struct Facet {
    /// Name of the field.
    pub field: &'static str,
    /// Values: the most frequent first, stretches of time in their order.
    pub values: Vec<FacetValue>,
    /// How many values there are, given or not.
    pub all: usize,
}

/// One value of a field.
#[derive(Clone, Debug, PartialEq)]
pub struct FacetValue {
    /// The value.
    pub value: String,
    /// Id of the person, organisation or place that it names.
    pub id: Option<String>,
    /// How often it occurs.
    pub counts: Counts,
}

/// A person, organisation or place of the archive.
#[derive(Clone, Debug, PartialEq)]
pub struct EntityHit {
    /// Id, such as `e:person/jerry-dias`.
    pub id: String,
    /// What it is.
    pub kind: EntityKind,
    /// The name.
    pub name: String,
    /// Other ways in which documents write it, the most frequent first.
    pub aliases: Vec<String>,
    /// Documents that name it.
    pub docs: u64,
    /// The same in stories.
    pub stories: u64,
    /// Quotes of which it is the speaker.
    pub quotes: u64,
    /// What documents say that it is, the most frequent first, when asked for.
    pub roles: Vec<RoleHit>,
    /// Day of the first document.
    pub first: Option<jiff::civil::Date>,
    /// Day of the last one.
    pub last: Option<jiff::civil::Date>,
}

/// What documents say that a person is.
#[derive(Clone, Debug, PartialEq)]
pub struct RoleHit {
    /// The words, as the first document has them.
    pub text: String,
    /// The organisation in them.
    pub org: Option<String>,
    /// Documents that say so.
    pub docs: u64,
    /// Day of the first one.
    pub first: Option<jiff::civil::Date>,
    /// Day of the last one.
    pub last: Option<jiff::civil::Date>,
    /// Id of a quote said in this role, else of the first document.
    pub evidence: String,
}
