//! A quote as programs read it.

use schemars::JsonSchema;
use serde::Serialize;

use super::diff::{self, Change};
use super::doc::WhyShape;
use super::figure::figure;
use super::shape::{Place, Shape, path_of, story_id};
use crate::article::{DateSource, OffsetBase, Positions, Span};
use crate::catalogue::entity_id;
use crate::hit::{Alike, QuoteHit};
use crate::passage;
use crate::quotes::{Act, QuoteKind, ResolvedBy};
use crate::record::{DocRecord, QuoteRecord, RoleRecord, SpeakerRecord};

/// Bytes of text given before and after a quote.
const AROUND: usize = 120;

/// One quote.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(title = "One quote")]
pub struct QuoteShape {
    /// Place in the ranking, from 1 (in `quotes`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rank: Option<u64>,
    /// Relevance; comparable within one answer only (in `quotes`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<f64>,
    /// `q:` and 16 hexadecimal digits.
    pub id: String,
    /// Id of its document.
    pub doc: String,
    /// Id of the story that the document belongs to (in `quotes`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub story: Option<String>,
    /// Quotes with the same words in copies of the story, itself included (in `quotes`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub carried: Option<u64>,
    /// Between quotation marks, reported, or both.
    #[schemars(with = "String", extend("enum" = ["direct", "indirect", "mixed"]))]
    pub kind: QuoteKind,
    /// What the source does by it.
    #[schemars(with = "String", extend("enum" = ["statement", "belief", "intention", "attitude", "perception", "decree", "silence"]))]
    pub act: Act,
    /// The words; parts of a split quote are joined by ` … `.
    pub text: String,
    /// Base form of the cue's verb.
    pub verb: Option<String>,
    /// The words that attribute it.
    pub cue: Option<Words>,
    /// Whether the cue is negated.
    pub negated: bool,
    /// Where the words stand.
    pub spans: Vec<Place>,
    /// The words that matched (in `quotes`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hits: Option<Vec<Place>>,
    /// Share of the words asked for that it holds (with `--like`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub overlap: Option<f64>,
    /// How it differs from the words asked for (with `--like`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub diff: Option<Vec<Change>>,
    /// What the score is made of (with `--why`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<WhyShape>,
    /// Who said it.
    pub speaker: Option<SpeakerShape>,
    /// All who said it, where they are several; the first is the `speaker`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub speakers: Vec<SpeakerShape>,
    /// In what role.
    pub role: Option<RoleShape>,
    /// Share of such quotes that are right, 0 to 1.
    pub confidence: f64,
    /// The rule that found it.
    pub rule: String,
    /// The words before it.
    pub before: String,
    /// The words after it.
    pub after: String,
    /// Path of the first file that holds it, below the indexed folder.
    pub path: String,
    /// The path's bytes in base64, when they are no UTF-8.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path_bytes: Option<String>,
    /// The file as it opens from the working folder: from there where it lies below, else from the root of the file
    /// system.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// The document's number in a file of many records, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record: Option<u32>,
    /// Headline of the document.
    pub title: Option<String>,
    /// Day of the document.
    #[schemars(extend("format" = "date"))]
    pub date: Option<String>,
    /// Where the day comes from; that of the file (`mtime`) is none of the text.
    #[schemars(with = "Option<String>", extend("enum" = ["meta", "dateline", "path", "mtime", null]))]
    pub date_source: Option<DateSource>,
    /// Source of the document.
    pub source: Option<String>,
    /// What offsets count into: the file as stored, or the text extracted from it.
    #[schemars(with = "String", extend("enum" = ["file", "text"]))]
    pub offset_base: OffsetBase,
}

/// Words and where they stand.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Words {
    /// As written.
    pub text: String,
    /// Where.
    pub span: Place,
}

/// Who said a quote.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct SpeakerShape {
    /// The name, resolved; as written when it could not be.
    pub name: String,
    /// Id of the person, organisation or place, when it is one of the document's names.
    pub id: Option<String>,
    /// As written beside the cue.
    pub as_written: String,
    /// How the name was found.
    #[schemars(with = "String")]
    pub resolved_by: ResolvedBy,
    /// Where it is written.
    pub span: Place,
}

/// What a person is said to be.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct RoleShape {
    /// As written.
    pub text: String,
    /// The organisation in it.
    pub org: Option<String>,
    /// Where it stands.
    pub span: Place,
}

impl SpeakerShape {
    /// A speaker whose name stands in the text.
    fn new(positions: &Positions, speaker: &SpeakerRecord) -> SpeakerShape {
        SpeakerShape {
            name: speaker.name.clone(),
            id: speaker.kind.map(|kind| entity_id(kind, &speaker.name)),
            as_written: speaker.as_written.clone(),
            resolved_by: speaker.resolved_by,
            span: Place::new(positions, speaker.span),
        }
    }
}

impl RoleShape {
    /// A role that stands in the text.
    pub fn new(positions: &Positions, role: &RoleRecord) -> RoleShape {
        RoleShape {
            text: role.text.clone(),
            org: role.org.clone(),
            span: Place::new(positions, role.span),
        }
    }
}

impl Shape for QuoteShape {
    const NAME: &'static str = "quote";
    const COLUMNS: &'static [&'static str] = &[
        "rank",
        "score",
        "id",
        "doc",
        "story",
        "carried",
        "kind",
        "act",
        "text",
        "verb",
        "negated",
        "speaker.name",
        "speaker.as_written",
        "role.text",
        "role.org",
        "confidence",
        "path",
        "title",
        "date",
        "date_source",
        "source",
    ];
    const WHOLE: &'static [&'static str] = &[
        "id",
        "doc",
        "story",
        "kind",
        "act",
        "text",
        "verb",
        "negated",
        "speaker.name",
        "speaker.as_written",
        "role.text",
        "role.org",
        "confidence",
        "path",
        "title",
        "date",
        "date_source",
        "source",
    ];
}

impl QuoteShape {
    /// A quote of the document.
    pub fn new(
        doc: &DocRecord,
        text: &str,
        quote: &QuoteRecord,
        positions: &Positions,
    ) -> QuoteShape {
        let (path, path_bytes) = path_of(doc);
        let edge = |span: Option<&Span>| span.copied().unwrap_or(Span::new(0, 0));
        QuoteShape {
            rank: None,
            score: None,
            story: None,
            carried: None,
            hits: None,
            overlap: None,
            diff: None,
            why: None,
            id: quote.id.to_string(),
            doc: quote.doc.to_string(),
            kind: quote.kind,
            act: quote.act,
            text: quote.text.clone(),
            verb: quote.cue.as_ref().map(|cue| cue.verb.clone()),
            cue: quote
                .cue
                .as_ref()
                .map(|cue| Words { text: cue.text.clone(), span: Place::new(positions, cue.span) }),
            negated: quote.cue.as_ref().is_some_and(|cue| cue.negated),
            spans: quote.spans.iter().map(|span| Place::new(positions, *span)).collect(),
            speaker: quote.speaker.as_ref().map(|speaker| SpeakerShape::new(positions, speaker)),
            speakers: match quote.others.is_empty() {
                true => Vec::new(),
                false => quote.speakers().map(|one| SpeakerShape::new(positions, one)).collect(),
            },
            role: quote.role.as_ref().map(|role| RoleShape::new(positions, role)),
            confidence: figure(quote.confidence),
            rule: quote.rule.clone(),
            before: passage::before(doc, text, edge(quote.spans.first()), AROUND),
            after: passage::after(doc, text, edge(quote.spans.last()), AROUND),
            path,
            path_bytes,
            file: None,
            record: doc.record,
            title: quote.title.clone(),
            date: quote.date.map(|date| date.to_string()),
            date_source: doc.date_source,
            source: quote.source.clone(),
            offset_base: doc.base,
        }
    }

    /// A hit of a query on quotes.
    pub fn of_hit(hit: &QuoteHit) -> QuoteShape {
        let positions = Positions::new(&hit.text).with_pages(&hit.doc.pages);
        let hits = hit.highlights.iter().map(|span| Place::new(&positions, *span));
        QuoteShape {
            rank: Some(hit.rank),
            score: Some(figure(hit.score)),
            story: Some(story_id(hit.story)),
            carried: Some(hit.carried),
            hits: Some(hits.collect()),
            why: hit.why.as_ref().map(WhyShape::new),
            ..QuoteShape::new(&hit.doc, &hit.text, &hit.quote, &positions)
        }
    }

    /// A quote that is like `text`.
    pub fn of_alike(alike: &Alike, text: &str) -> QuoteShape {
        QuoteShape {
            overlap: Some(figure(alike.overlap)),
            diff: Some(diff::words(text, &alike.hit.quote.text)),
            ..QuoteShape::of_hit(&alike.hit)
        }
    }
}
