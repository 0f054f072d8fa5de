//! A silence as programs read it: somebody was asked and said nothing.

use schemars::JsonSchema;
use serde::Serialize;

use super::doc::WhyShape;
use super::quote::{QuoteShape, RoleShape, SpeakerShape, Words};
use super::shape::{Place, Shape};
use crate::article::{DateSource, OffsetBase};

/// Somebody who was asked and said nothing.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(title = "Somebody who was asked and said nothing")]
pub struct SilenceShape {
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
    /// Silences with the same words in copies of the story, itself included (in `quotes`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub carried: Option<u64>,
    /// The words of the article that tell of it.
    pub text: String,
    /// Base form of their verb.
    pub verb: Option<String>,
    /// The verb as written.
    pub cue: Option<Words>,
    /// Whether it is negated.
    pub negated: bool,
    /// Where the words stand.
    pub spans: Vec<Place>,
    /// What the score is made of (with `--why`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<WhyShape>,
    /// Who said nothing.
    pub speaker: Option<SpeakerShape>,
    /// All of them, where they are several.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub speakers: Vec<SpeakerShape>,
    /// In what role.
    pub role: Option<RoleShape>,
    /// Share of such silences that are right, 0 to 1.
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

impl Shape for SilenceShape {
    const NAME: &'static str = "silence";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "doc",
        "text",
        "verb",
        "speaker.name",
        "role.text",
        "confidence",
        "path",
        "title",
        "date",
        "date_source",
        "source",
    ];
}

impl SilenceShape {
    /// A record of quotes that is none.
    pub fn new(of: QuoteShape) -> SilenceShape {
        SilenceShape {
            rank: of.rank,
            score: of.score,
            id: of.id,
            doc: of.doc,
            story: of.story,
            carried: of.carried,
            text: of.text,
            verb: of.verb,
            cue: of.cue,
            negated: of.negated,
            spans: of.spans,
            why: of.why,
            speaker: of.speaker,
            speakers: of.speakers,
            role: of.role,
            confidence: of.confidence,
            rule: of.rule,
            before: of.before,
            after: of.after,
            path: of.path,
            path_bytes: of.path_bytes,
            file: of.file,
            record: of.record,
            title: of.title,
            date: of.date,
            date_source: of.date_source,
            source: of.source,
            offset_base: of.offset_base,
        }
    }
}
