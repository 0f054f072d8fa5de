//! The tantivy schema: one index for documents, quotes and the ledger of files.
//!
//! Three kinds of record share the index and no text field, so that the
//! statistics of each stay its own. A document is followed by its quotes, which
//! makes the way from a quote to its document a subtraction.
//!
//! The names of fields and columns stand here and nowhere else; what a column
//! holds is part of its type ([`Column`]).

use std::marker::PhantomData;

use tantivy::columnar::StrColumn;
use tantivy::schema::{
    FAST, Field, IndexRecordOption, NumericOptions, STORED, Schema, SchemaBuilder,
    TextFieldIndexing, TextOptions, Value,
};
use tantivy::store::{Compressor, ZstdCompressor};
use tantivy::tokenizer::{RAW_TOKENIZER_NAME, TokenizerManager};
use tantivy::{IndexSettings, SegmentReader, TantivyDocument, Term};

use super::tokenizer::{TOKENIZER, WordTokenizer};
use crate::index::field::TextField;

/// Value of [`Fields::kind`] for a document.
pub const DOC: &str = "doc";
/// Value of [`Fields::kind`] for a quote.
pub const QUOTE: &str = "quote";
/// Value of [`Fields::kind`] for a silence.
pub const SILENCE: &str = "silence";
/// Value of [`Fields::kind`] for a file of the ledger.
pub const FILE: &str = "file";

/// Value of [`Fields::flag`] for a document whose date is not known; what a document has is named
/// there as in queries ([`Part::name`](crate::query::flags::Part::name)).
pub const UNDATED: &str = "undated";

/// A column by its name, typed by what it holds: numbers, or `str` for texts.
pub struct Column<T: ?Sized> {
    name: &'static str,
    of: PhantomData<fn() -> Box<T>>,
}

impl<T: ?Sized> Clone for Column<T> {
    fn clone(&self) -> Column<T> {
        *self
    }
}

impl<T: ?Sized> Copy for Column<T> {}

impl<T: ?Sized> Column<T> {
    const fn named(name: &'static str) -> Column<T> {
        Column { name, of: PhantomData }
    }
}

impl Column<u64> {
    /// Its values in one segment.
    pub fn open(self, segment: &SegmentReader) -> tantivy::Result<tantivy::columnar::Column<u64>> {
        segment.fast_fields().u64(self.name)
    }
}

impl Column<i64> {
    /// Its values in one segment.
    pub fn open(self, segment: &SegmentReader) -> tantivy::Result<tantivy::columnar::Column<i64>> {
        segment.fast_fields().i64(self.name)
    }
}

impl Column<f64> {
    /// Its values in one segment.
    pub fn open(self, segment: &SegmentReader) -> tantivy::Result<tantivy::columnar::Column<f64>> {
        segment.fast_fields().f64(self.name)
    }
}

impl Column<str> {
    /// Its values in one segment; `None` where no record has any.
    pub fn open(self, segment: &SegmentReader) -> tantivy::Result<Option<StrColumn>> {
        segment.fast_fields().str(self.name)
    }
}

/// The type of the values of a field, as a column has them.
macro_rules! value_of {
    (text) => {
        str
    };
    (u64) => {
        u64
    };
    (i64) => {
        i64
    };
    (f64) => {
        f64
    };
}

/// Adds a field of a type to a schema.
macro_rules! add {
    (text, $builder:ident, $name:expr, $options:expr) => {
        $builder.add_text_field($name, $options)
    };
    (bytes, $builder:ident, $name:expr, $options:expr) => {
        $builder.add_bytes_field($name, $options)
    };
    (u64, $builder:ident, $name:expr, $options:expr) => {
        $builder.add_u64_field($name, $options)
    };
    (i64, $builder:ident, $name:expr, $options:expr) => {
        $builder.add_i64_field($name, $options)
    };
    (f64, $builder:ident, $name:expr, $options:expr) => {
        $builder.add_f64_field($name, $options)
    };
}

/// Declares the fields with their options, a struct that holds them, and the columns of those that
/// have one.
macro_rules! fields {
    ($($(#[$doc:meta])* $name:ident: $type:ident($options:expr) $(=> $column:ident)?;)*) => {
        /// Handles of all fields.
        #[derive(Clone, Copy, Debug)]
        pub struct Fields { $($(#[$doc])* pub $name: Field,)* }

        /// The columns.
        pub mod column {
            use super::Column;
            $($(
                #[doc = concat!("The column of the field `", stringify!($name), "`.")]
                pub const $column: Column<value_of!($type)> = Column::named(stringify!($name));
            )?)*
        }

        /// Makes the schema and its handles.
        pub fn schema() -> (Schema, Fields) {
            let mut builder: SchemaBuilder = Schema::builder();
            let fields = Fields { $($name: add!($type, builder, stringify!($name), $options),)* };
            (builder.build(), fields)
        }

        /// The fields that have a column, by name, with the type of its values.
        #[cfg(test)]
        const COLUMNS: &[(&str, &str)] = &[
            $($({ let _ = column::$column; (stringify!($name), stringify!($type)) },)?)*
        ];
    };
}

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
    /// `doc`, `quote`, `silence` or `file`.
    kind: text(value());
    /// Identity of a document or quote.
    id: u64(FAST) => ID;
    /// Document that a document or quote belongs to: what is deleted together.
    of: u64(key());
    /// What is stored of a document, its text and its quotes, or of a file ([`super::record`]).
    record: bytes(STORED);

    /// All words of a document, laid out in parts.
    text: text(words(true));
    /// Names of persons.
    person: text(words(false).set_fast(RAW_TOKENIZER_NAME)) => PERSON;
    /// Names of organisations.
    org: text(words(false).set_fast(RAW_TOKENIZER_NAME)) => ORG;
    /// Names of places.
    place: text(words(false).set_fast(RAW_TOKENIZER_NAME)) => PLACE;
    /// Subjects.
    topic: text(words(false));
    /// Publisher or agency.
    source: text(words(false).set_fast(RAW_TOKENIZER_NAME)) => SOURCE;
    /// Paths.
    path: text(words(false));
    /// Language.
    lang: text(value().set_fast(RAW_TOKENIZER_NAME)) => LANG;
    /// What the document has: `quotes`, `title`, …, and `undated`.
    flag: text(value());
    /// Day that the text, its head or its path gives, counted from 1970-01-01.
    date: i64(FAST) => DATE;
    /// Day of the file where none of these gives one.
    filed: i64(FAST) => FILED;
    /// Words of the body.
    words: u64(FAST) => WORDS;
    /// Revision that brought the document.
    added: u64(FAST) => ADDED;
    /// Number of files that hold the document.
    copies: u64(FAST) => COPIES;
    /// Number of quotes; they follow the document, and behind them its silences.
    quotes: u64(FAST) => QUOTES;
    /// Names as whole values, each with its kind ([`super::names::key`]).
    name: text(value());
    /// Other ways in which the document writes a name ([`super::names::Alias`]).
    alias: text(values()) => ALIAS;
    /// What the document says that a person is ([`super::names::RoleOf`]).
    role_of: text(values()) => ROLE_OF;
    /// Fingerprints of the body, by which near-copies are found.
    prints: u64(FAST) => PRINTS;

    /// Number of a quote in its document, from 1; silences go on counting.
    number: u64(FAST) => NUMBER;
    /// Words of a quote.
    said: text(words(true));
    /// Names of the speaker; of a source without one `unnamed`, and what it is called but for the persons named in it.
    speaker: text(words(false));
    /// All that a source without a name is called, with the persons that are named in it.
    described: text(words(false));
    /// Who said it as a whole value with its kind ([`super::names::key`]); each of several.
    said_by: text(value().set_fast(RAW_TOKENIZER_NAME)) => SAID_BY;
    /// Role of the speaker.
    role: text(words(false).set_fast(RAW_TOKENIZER_NAME)) => ROLE;
    /// Organisation of the speaker.
    speaker_org: text(words(false).set_fast(RAW_TOKENIZER_NAME)) => SPEAKER_ORG;
    /// What the source of a quote does ([`crate::quotes::Act`]).
    act: text(value().set_fast(RAW_TOKENIZER_NAME)) => ACT;
    /// Base form of the cue's verb.
    verb: text(value().set_fast(RAW_TOKENIZER_NAME)) => VERB;
    /// `direct`, `indirect` or `mixed`.
    quote_kind: text(value().set_fast(RAW_TOKENIZER_NAME)) => QUOTE_KIND;
    /// Hash of the folded words of a quote: the same words in copies of a story are one statement.
    print: u64(FAST) => PRINT;
    /// Number of the sentence in which a quote begins, from 0.
    sentence_from: u64(FAST) => SENTENCE_FROM;
    /// Number of the sentence in which it ends.
    sentence_to: u64(FAST) => SENTENCE_TO;
    /// Confidence of a quote.
    conf: f64(FAST) => CONF;

    /// Path of a file, as a key.
    file: text(value().set_fast(RAW_TOKENIZER_NAME)) => FILE;
    /// Size of a file in bytes.
    size: u64(FAST) => SIZE;
    /// Time of a file's last change, nanoseconds since 1970.
    modified: i64(FAST) => MODIFIED;
    /// Hash of a file's content; 0 when it could not be read.
    content: u64(key().set_fast()) => CONTENT;
    /// Number of documents in a file.
    docs: u64(FAST);
    /// 1 for a file that was passed over because it is binary.
    binary: u64(FAST) => BINARY;
    /// Number of problems that a file gave.
    problems: u64(FAST) => PROBLEMS;
}

impl Fields {
    /// The field in which words or values of this kind are looked for.
    pub fn of(&self, field: TextField) -> Field {
        match field {
            TextField::Text => self.text,
            TextField::Person => self.person,
            TextField::Org => self.org,
            TextField::Place => self.place,
            TextField::Topic => self.topic,
            TextField::Source => self.source,
            TextField::Path => self.path,
            TextField::Lang => self.lang,
            TextField::Flag => self.flag,
            TextField::Name => self.name,
            TextField::Said => self.said,
            TextField::Speaker => self.speaker,
            TextField::Described => self.described,
            TextField::SaidBy => self.said_by,
            TextField::Role => self.role,
            TextField::SpeakerOrg => self.speaker_org,
            TextField::Act => self.act,
            TextField::Verb => self.verb,
            TextField::QuoteKind => self.quote_kind,
        }
    }

    /// A term of one of these fields.
    pub fn term(&self, field: TextField, text: &str) -> Term {
        Term::from_field_text(self.of(field), text)
    }

    /// The bytes that a row stores.
    pub fn stored(&self, row: &TantivyDocument) -> Option<Vec<u8>> {
        row.get_first(self.record).and_then(|value| value.as_bytes()).map(<[u8]>::to_vec)
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use tantivy::schema::FieldType;

    #[test]
    fn every_column_has_the_type_that_it_says() {
        let (schema, _) = schema();
        for (name, expected) in COLUMNS {
            let field = schema.get_field(name).expect("a field of the schema");
            let entry = schema.get_field_entry(field);
            let kind = match entry.field_type() {
                FieldType::Str(_) => "text",
                FieldType::U64(_) => "u64",
                FieldType::I64(_) => "i64",
                FieldType::F64(_) => "f64",
                _ => "bytes",
            };
            assert_eq!((kind, entry.is_fast()), (*expected, true), "{name}");
        }
    }
}
