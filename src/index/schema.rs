//! The tantivy schema: one index for documents, quotes and the ledger of files.
//!
//! Three kinds of record share the index and no text field, so that the
//! statistics of each stay its own. A document is followed by its quotes, which
//! makes the way from a quote to its document a subtraction.

use tantivy::IndexSettings;
use tantivy::schema::{
    FAST, Field, IndexRecordOption, NumericOptions, STORED, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::store::{Compressor, ZstdCompressor};
use tantivy::tokenizer::{RAW_TOKENIZER_NAME, TokenizerManager};

use super::layout::{TOKENIZER, WordTokenizer};

/// Value of [`Fields::kind`] for a document.
pub const DOC: &str = "doc";
/// Value of [`Fields::kind`] for a quote.
pub const QUOTE: &str = "quote";
/// Value of [`Fields::kind`] for a file of the ledger.
pub const FILE: &str = "file";

/// Declares the fields with their options, and a struct that holds them.
macro_rules! fields {
    ($($(#[$doc:meta])* $name:ident: $build:expr;)*) => {
        /// Handles of all fields.
        #[derive(Clone, Copy, Debug)]
        pub struct Fields { $($(#[$doc])* pub $name: Field,)* }

        /// Makes the schema and its handles.
        pub fn schema() -> (Schema, Fields) {
            let mut builder = Schema::builder();
            let fields = Fields { $($name: ($build)(&mut builder, stringify!($name)),)* };
            (builder.build(), fields)
        }
    };
}

use tantivy::schema::SchemaBuilder as Builder;

/// Words with places; with lengths too when they are ranked.
fn words(ranked: bool) -> TextOptions {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(TOKENIZER)
        .set_index_option(IndexRecordOption::WithFreqsAndPositions)
        .set_fieldnorms(ranked);
    TextOptions::default().set_indexing_options(indexing)
}

/// A whole value that is looked for. Its length is of no use.
fn value() -> TextOptions {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(RAW_TOKENIZER_NAME)
        .set_index_option(IndexRecordOption::Basic)
        .set_fieldnorms(false);
    TextOptions::default().set_indexing_options(indexing)
}

/// A number that is looked for.
fn key() -> NumericOptions {
    NumericOptions::default().set_indexed()
}

/// Whole values that are counted, not looked for.
fn values() -> TextOptions {
    TextOptions::default().set_fast(RAW_TOKENIZER_NAME)
}

fields! {
    /// `doc`, `quote` or `file`.
    kind: |b: &mut Builder, n| b.add_text_field(n, value());
    /// Identity of a document or quote.
    id: |b: &mut Builder, n| b.add_u64_field(n, FAST);
    /// Document that a document or quote belongs to: what is deleted together.
    of: |b: &mut Builder, n| b.add_u64_field(n, key());
    /// What is stored of a document, its text and its quotes, or of a file ([`super::packed`]).
    record: |b: &mut Builder, n| b.add_bytes_field(n, STORED);

    /// All words of a document, laid out in parts.
    text: |b: &mut Builder, n| b.add_text_field(n, words(true));
    /// Names of persons.
    person: |b: &mut Builder, n| b.add_text_field(n, words(false).set_fast(RAW_TOKENIZER_NAME));
    /// Names of organisations.
    org: |b: &mut Builder, n| b.add_text_field(n, words(false).set_fast(RAW_TOKENIZER_NAME));
    /// Names of places.
    place: |b: &mut Builder, n| b.add_text_field(n, words(false).set_fast(RAW_TOKENIZER_NAME));
    /// Subjects.
    topic: |b: &mut Builder, n| b.add_text_field(n, words(false));
    /// Publisher or agency.
    source: |b: &mut Builder, n| b.add_text_field(n, words(false).set_fast(RAW_TOKENIZER_NAME));
    /// Paths.
    path: |b: &mut Builder, n| b.add_text_field(n, words(false));
    /// Language.
    lang: |b: &mut Builder, n| b.add_text_field(n, value().set_fast(RAW_TOKENIZER_NAME));
    /// What the document has: `quotes`, `title`, …, and `undated`.
    flag: |b: &mut Builder, n| b.add_text_field(n, value());
    /// Day, counted from 1970-01-01.
    date: |b: &mut Builder, n| b.add_i64_field(n, FAST);
    /// Words of the body.
    words: |b: &mut Builder, n| b.add_u64_field(n, FAST);
    /// Revision that brought the document.
    added: |b: &mut Builder, n| b.add_u64_field(n, FAST);
    /// Number of files that hold the document.
    copies: |b: &mut Builder, n| b.add_u64_field(n, FAST);
    /// Number of quotes; they follow the document.
    quotes: |b: &mut Builder, n| b.add_u64_field(n, FAST);
    /// Names as whole values, each with its kind ([`super::names::key`]).
    name: |b: &mut Builder, n| b.add_text_field(n, value());
    /// Other ways in which the document writes a name ([`super::names::Alias`]).
    alias: |b: &mut Builder, n| b.add_text_field(n, values());
    /// What the document says that a person is ([`super::names::RoleOf`]).
    role_of: |b: &mut Builder, n| b.add_text_field(n, values());
    /// Fingerprints of the body, by which near-copies are found.
    prints: |b: &mut Builder, n| b.add_u64_field(n, FAST);

    /// Number of a quote in its document, from 1.
    number: |b: &mut Builder, n| b.add_u64_field(n, FAST);
    /// Words of a quote.
    said: |b: &mut Builder, n| b.add_text_field(n, words(true));
    /// Names of the speaker; `unnamed` for a source without one.
    speaker: |b: &mut Builder, n| b.add_text_field(n, words(false));
    /// Who said it as a whole value with its kind ([`super::names::key`]); always one.
    said_by: |b: &mut Builder, n| b.add_text_field(n, value().set_fast(RAW_TOKENIZER_NAME));
    /// Role of the speaker.
    role: |b: &mut Builder, n| b.add_text_field(n, words(false).set_fast(RAW_TOKENIZER_NAME));
    /// Organisation of the speaker.
    speaker_org: |b: &mut Builder, n| b.add_text_field(n, words(false).set_fast(RAW_TOKENIZER_NAME));
    /// Base form of the cue's verb.
    verb: |b: &mut Builder, n| b.add_text_field(n, value().set_fast(RAW_TOKENIZER_NAME));
    /// `direct`, `indirect` or `mixed`.
    quote_kind: |b: &mut Builder, n| b.add_text_field(n, value().set_fast(RAW_TOKENIZER_NAME));
    /// Hash of the folded words of a quote: the same words in copies of a story are one statement.
    print: |b: &mut Builder, n| b.add_u64_field(n, FAST);
    /// Number of the sentence in which a quote begins, from 0.
    sentence_from: |b: &mut Builder, n| b.add_u64_field(n, FAST);
    /// Number of the sentence in which it ends.
    sentence_to: |b: &mut Builder, n| b.add_u64_field(n, FAST);
    /// Confidence of a quote.
    conf: |b: &mut Builder, n| b.add_f64_field(n, FAST);

    /// Path of a file, as a key.
    file: |b: &mut Builder, n| b.add_text_field(n, value().set_fast(RAW_TOKENIZER_NAME));
    /// Size of a file in bytes.
    size: |b: &mut Builder, n| b.add_u64_field(n, FAST);
    /// Time of a file's last change, nanoseconds since 1970.
    modified: |b: &mut Builder, n| b.add_i64_field(n, FAST);
    /// Hash of a file's content; 0 when it could not be read.
    content: |b: &mut Builder, n| b.add_u64_field(n, key().set_fast());
    /// Number of documents in a file.
    docs: |b: &mut Builder, n| b.add_u64_field(n, FAST);
    /// 1 for a file that was passed over because it is binary.
    binary: |b: &mut Builder, n| b.add_u64_field(n, FAST);
    /// Number of problems that a file gave.
    problems: |b: &mut Builder, n| b.add_u64_field(n, FAST);
}

/// How records are stored: blocks of 64 KiB, which zstd packs well and unpacks in a tenth of a millisecond.
pub fn settings() -> IndexSettings {
    IndexSettings {
        docstore_compression: Compressor::Zstd(ZstdCompressor { compression_level: Some(3) }),
        docstore_blocksize: 1 << 16,
        ..IndexSettings::default()
    }
}

/// The tokenizers that the schema names.
pub fn tokenizers() -> TokenizerManager {
    let manager = TokenizerManager::default();
    manager.register(TOKENIZER, WordTokenizer);
    manager
}
