//! The flat records that index, printing and export share.
//!
//! A record is stored whole beside its indexed fields, so that a move, a
//! correction or an export neither reads nor analyses a file again.

use std::path::{Component, Path, PathBuf};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::article::{Article, DateSource, Located, OffsetBase, Span};
use crate::entities::{Entities, EntityKind, Role};
use crate::quotes::{Quote, QuoteKind, ResolvedBy};
use crate::words;

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

/// A path below the indexed folder, with `/` between its parts, lossless.
///
/// Bytes that are no UTF-8 are kept: as text they show as U+FFFD.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RelPath {
    text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    raw: Option<Vec<u8>>,
}

impl RelPath {
    /// Makes it from a path that is relative already.
    pub fn new(path: &Path) -> RelPath {
        let bytes = crate::os::path_bytes(path);
        match std::str::from_utf8(&bytes) {
            Ok(text) => RelPath { text: text.to_owned(), raw: None },
            Err(_) => RelPath {
                text: String::from_utf8_lossy(&bytes).into_owned(),
                raw: Some(bytes.into_owned()),
            },
        }
    }

    /// The path as text, for printing and searching.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The bytes of a path that is not UTF-8.
    pub fn raw(&self) -> Option<&[u8]> {
        self.raw.as_deref()
    }

    /// The path as the operating system takes it.
    pub fn to_path(&self) -> PathBuf {
        match &self.raw {
            Some(bytes) => crate::os::path_from_bytes(bytes),
            None => PathBuf::from(&self.text),
        }
    }

    /// Where it lies in the folder `root`; none for one that would lead out of it, which no walk gives.
    pub fn below(&self, root: &Path) -> Option<PathBuf> {
        let path = self.to_path();
        let inside = path.components().all(|part| matches!(part, Component::Normal(_)));
        inside.then(|| root.join(path))
    }

    /// The path that has this [`RelPath::key`].
    pub fn of_key(key: &str) -> Option<RelPath> {
        let Some((_, hex)) = key.split_once('\0') else {
            return Some(RelPath { text: key.to_owned(), raw: None });
        };
        let digits = hex.as_bytes().chunks(2).map(|pair| std::str::from_utf8(pair).ok());
        let bytes =
            digits.map(|pair| u8::from_str_radix(pair?, 16).ok()).collect::<Option<Vec<u8>>>()?;
        Some(RelPath::new(&crate::os::path_from_bytes(&bytes)))
    }

    /// A text that no other path has.
    pub fn key(&self) -> String {
        match &self.raw {
            None => self.text.clone(),
            Some(bytes) => {
                let hex: String = bytes.iter().map(|b| format!("{b:02x}")).collect();
                format!("{}\0{hex}", self.text)
            }
        }
    }
}

/// What the index knows of one file: the ledger line that makes runs incremental.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FileRecord {
    /// Path below the indexed folder.
    pub path: RelPath,
    /// Size in bytes.
    pub size: u64,
    /// Time of the last change, nanoseconds since 1970.
    pub modified: i64,
    /// Hash of the whole content; 0 when it could not be read.
    pub content: u64,
    /// Documents in the file, in order.
    pub docs: Vec<DocId>,
    /// Format it was read as.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub format: String,
    /// Why it, or a record of it, could not be read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<Problem>,
}

impl FileRecord {
    /// [`FileRecord::format`] of a file that was passed over because it is binary.
    pub const BINARY: &str = "binary";
}

/// Why a file or a record in it was not read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Number of the record in the file, when it is not the whole file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<u32>,
    /// Stable code.
    pub code: String,
    /// The reason in words.
    pub reason: String,
}

/// One document as stored.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DocRecord {
    /// Identity.
    pub id: DocId,
    /// The files that hold it, sorted; byte-identical copies are one document.
    pub paths: Vec<RelPath>,
    /// Its number in a file of many records, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<u32>,
    /// Headline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Located>,
    /// Who wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub byline: Option<Located>,
    /// Place, day and agency at the head of the body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dateline: Option<Located>,
    /// Day of publication.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// Where the day comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_source: Option<DateSource>,
    /// Publisher or agency.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// ISO 639-1 code; empty when unknown.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub lang: String,
    /// Subjects.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<String>,
    /// What offsets count into.
    pub base: OffsetBase,
    /// Where the body stands in the text.
    pub body: Span,
    /// First byte of each sentence; the first of a paragraph has the mark `true`.
    pub sentences: Vec<(usize, bool)>,
    /// Markup inside the body that is no words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hidden: Vec<Span>,
    /// Bytes of the text at which its pages begin.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pages: Vec<usize>,
    /// Number of words in the body.
    pub words: u64,
    /// Number of quotes.
    pub quotes: u64,
    /// Names, each with the places where it is mentioned.
    pub entities: Vec<EntityMentions>,
    /// Revision that first brought the document.
    pub added: u64,
}

impl DocRecord {
    /// The pieces of the body of `text` that are words, markup left out.
    pub fn shown<'t>(&self, text: &'t str) -> Vec<&'t str> {
        let mut pieces = Vec::new();
        let mut at = self.body.start;
        let inside = self.hidden.iter().filter(|h| h.start < self.body.end);
        for hidden in inside.chain([&Span::new(self.body.end, self.body.end)]) {
            if at < hidden.start {
                pieces.push(Span::new(at, hidden.start).cut(text));
            }
            at = at.max(hidden.end);
        }
        pieces
    }
}

/// A name of a document and its mentions there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EntityMentions {
    /// Person, organisation or place.
    pub kind: EntityKind,
    /// Canonical name within the document.
    pub name: String,
    /// Where it is mentioned.
    pub spans: Vec<Span>,
    /// What the document says that it is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<RoleRecord>,
}

/// One quote as stored: flat, its document's date, source and headline copied in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct QuoteRecord {
    /// Identity.
    pub id: QuoteId,
    /// The document that it stands in.
    pub doc: DocId,
    /// Its number in the document, from 1.
    pub number: u64,
    /// Direct, indirect or mixed.
    pub kind: QuoteKind,
    /// The words, marks left out; parts of a split quote are joined by ` … `.
    pub text: String,
    /// Where the words stand.
    pub spans: Vec<Span>,
    /// The words that attribute it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cue: Option<CueRecord>,
    /// Who said it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speaker: Option<SpeakerRecord>,
    /// In what role.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<RoleRecord>,
    /// Share of such quotes that are right, 0 to 1.
    pub confidence: f32,
    /// The rule that found it.
    pub rule: String,
    /// Day of the document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// Source of the document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Headline of the document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
}

impl QuoteRecord {
    /// What stands in [`QuoteRecord::text`] between the parts of a split quote.
    pub const BETWEEN: &str = " … ";

    /// The bytes of the document's text that the bytes `span` of [`QuoteRecord::text`] stand for.
    pub fn in_text(&self, span: Span) -> Option<Span> {
        let mut before = 0;
        for part in &self.spans {
            if before <= span.start && span.end <= before + part.len() {
                let start = part.start + span.start - before;
                return Some(Span::new(start, start + span.len()));
            }
            before += part.len() + QuoteRecord::BETWEEN.len();
        }
        None
    }
}

/// The words that attribute a quote.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CueRecord {
    /// As written.
    pub text: String,
    /// Base form of its verb.
    pub verb: String,
    /// Whether it is negated ("did not say").
    pub negated: bool,
    /// Where it stands.
    pub span: Span,
}

/// Who said a quote.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SpeakerRecord {
    /// The name, resolved; as written when it could not be.
    pub name: String,
    /// What the name is of, when it is one of the document's names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<EntityKind>,
    /// As written beside the cue.
    pub as_written: String,
    /// How the name was found.
    pub resolved_by: ResolvedBy,
    /// Where it is written.
    pub span: Span,
}

/// What a person is said to be.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RoleRecord {
    /// As written.
    pub text: String,
    /// The organisation in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub org: Option<String>,
    /// Where it stands.
    pub span: Span,
}

impl From<Role> for RoleRecord {
    fn from(role: Role) -> RoleRecord {
        RoleRecord { text: role.text, org: role.organization, span: role.span }
    }
}

/// One document with its text and quotes: all that the index stores of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Analysed {
    /// The document.
    pub doc: DocRecord,
    /// The text that its spans cut.
    pub text: String,
    /// Its quotes in order.
    pub quotes: Vec<QuoteRecord>,
}

impl Analysed {
    /// Puts the layers of one text into records; the paths are the caller's to add.
    pub fn new(
        id: DocId,
        record: Option<u32>,
        article: Article,
        entities: Entities,
        quotes: Vec<Quote>,
    ) -> Analysed {
        let text = article.text;
        let cut = |span: Span| span.cut(&text).to_owned();
        let mut last = usize::MAX;
        let sentences = article
            .sentences
            .iter()
            .map(|s| (s.span.start, std::mem::replace(&mut last, s.paragraph) != s.paragraph))
            .collect();
        let mut names: Vec<EntityMentions> = entities
            .entities
            .into_iter()
            .map(|e| EntityMentions {
                kind: e.kind,
                name: e.name,
                spans: Vec::new(),
                roles: e.roles.into_iter().map(RoleRecord::from).collect(),
            })
            .collect();
        for mention in entities.mentions {
            if let Some(name) = names.get_mut(mention.entity) {
                name.spans.push(mention.span);
            }
        }
        let header = article.header;
        let quotes: Vec<QuoteRecord> = quotes
            .into_iter()
            .filter(|q| !q.spans.is_empty())
            .enumerate()
            .map(|(n, q)| QuoteRecord {
                id: QuoteId::of(id, Span::new(q.spans[0].start, q.spans[q.spans.len() - 1].end)),
                doc: id,
                number: n as u64 + 1,
                kind: q.kind,
                text: q
                    .spans
                    .iter()
                    .map(|s| s.cut(&text))
                    .collect::<Vec<_>>()
                    .join(QuoteRecord::BETWEEN),
                cue: q.cue.map(|c| CueRecord {
                    text: cut(c.span),
                    verb: c.verb,
                    negated: c.negated,
                    span: c.span,
                }),
                speaker: q.speaker.map(|s| SpeakerRecord {
                    kind: names.iter().find(|entity| entity.name == s.name).map(|e| e.kind),
                    name: s.name,
                    as_written: cut(s.span),
                    resolved_by: s.resolved_by,
                    span: s.span,
                }),
                role: q.role.map(RoleRecord::from),
                confidence: q.confidence,
                rule: q.rule.name().to_owned(),
                spans: q.spans,
                date: header.date,
                source: header.source.clone(),
                title: header.title.as_ref().map(|t| t.text.clone()),
            })
            .collect();
        let doc = DocRecord {
            id,
            paths: Vec::new(),
            record,
            title: header.title,
            byline: header.byline,
            dateline: header.dateline,
            date: header.date,
            date_source: header.date_source,
            source: header.source,
            lang: article.lang,
            topics: header.topics,
            base: article.base,
            body: article.body,
            sentences,
            hidden: article.hidden,
            pages: article.pages,
            words: words::count(article.body.cut(&text)) as u64,
            quotes: quotes.len() as u64,
            entities: names,
            added: 0,
        };
        Analysed { doc, text, quotes }
    }
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

    #[test]
    fn paths_that_are_not_utf8_keep_their_bytes() {
        let odd = RelPath::new(&crate::os::path_from_bytes(b"a/\xff.txt"));
        assert_eq!(crate::os::path_bytes(&odd.to_path()).as_ref(), b"a/\xff.txt");
        assert_ne!(odd.key(), RelPath::new(&crate::os::path_from_bytes(b"a/\xfe.txt")).key());
        assert_eq!(RelPath::of_key(&odd.key()), Some(odd));
        let plain = RelPath::new(Path::new("a/b.txt"));
        assert_eq!(RelPath::of_key(&plain.key()), Some(plain.clone()));
        assert_eq!((plain.text(), plain.raw(), plain.key().as_str()), ("a/b.txt", None, "a/b.txt"));
    }
}
