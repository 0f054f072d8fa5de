//! A citation as a record: what was said, by whom, where it stands, and the file that proves it.

use schemars::JsonSchema;
use serde::Serialize;

use super::figure::figure;
use super::linked::{NewsArticle, Quotation, Target, address};
use super::shape::{Shape, path_bytes};
use crate::article::{DateSource, OffsetBase, Positions};
use crate::check::Proof;
use crate::hit::Found;
use crate::quotes::QuoteKind;
use crate::record::QuoteRecord;

/// A quote or an article, checked against its file.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(title = "A quote or an article, checked against its file")]
pub struct Citation {
    /// `q:` or `d:` and 16 hexadecimal digits.
    pub id: String,
    /// Id of the document.
    pub doc: String,
    /// What is cited.
    #[schemars(extend("enum" = ["direct", "indirect", "mixed", "silence", "article"]))]
    pub kind: String,
    /// The words, parts of a split quote joined by ` … `; `null` for an article.
    pub text: Option<String>,
    /// Who said it: the name, resolved.
    pub speaker: Option<String>,
    /// All who said it, where they are several.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub speakers: Vec<String>,
    /// The speaker as written beside the words.
    pub as_written: Option<String>,
    /// In what role.
    pub role: Option<String>,
    /// The words that attribute it.
    pub cue: Option<String>,
    /// Whether they are negated.
    pub negated: bool,
    /// Share of such quotes that are right, 0 to 1; `null` for an article.
    pub confidence: Option<f64>,
    /// Headline.
    pub title: Option<String>,
    /// Publisher or agency.
    pub source: Option<String>,
    /// Day of publication.
    #[schemars(extend("format" = "date"))]
    pub date: Option<String>,
    /// Where the day comes from.
    #[schemars(with = "Option<String>", extend("enum" = ["meta", "dateline", "path", "mtime", null]))]
    pub date_source: Option<DateSource>,
    /// Who wrote it, as printed.
    pub byline: Option<String>,
    /// Path of the file that was checked, below the indexed folder.
    pub path: String,
    /// The path's bytes in base64, when they are no UTF-8.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path_bytes: Option<String>,
    /// Number of the record, in a file of many.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record: Option<u32>,
    /// SHA-256 of the file.
    pub sha256: String,
    /// That the file was read and the words stand in it: there is no citation else.
    pub checked: bool,
    /// What offsets count into: the file as stored, or the text extracted from it.
    #[schemars(with = "String", extend("enum" = ["file", "text"]))]
    pub offset_base: OffsetBase,
    /// Where each part of the words stands, as targets of a W3C Web Annotation.
    pub targets: Vec<Target>,
    /// The quote as a schema.org Quotation, JSON-LD.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quotation: Option<Quotation>,
    /// The article as a schema.org NewsArticle, JSON-LD.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub article: Option<NewsArticle>,
}

impl Shape for Citation {
    const NAME: &'static str = "citation";
    const COLUMNS: &'static [&'static str] = &[
        "id", "doc", "kind", "text", "speaker", "role", "title", "source", "date", "byline",
        "path", "record", "sha256",
    ];
}

impl Citation {
    /// What was asked for, as the file `proof` proves it.
    pub fn new(found: &Found, proof: &Proof) -> Citation {
        let Found { doc, text, quotes, asked } = found;
        let quote = asked.and_then(|number| quotes.get(number));
        let source = address(&proof.path, doc.record);
        let positions = Positions::new(text).with_pages(&doc.pages);
        let spans = quote.map(|quote| quote.spans.as_slice()).unwrap_or_default();
        let silence = quote.is_some_and(QuoteRecord::is_silence);
        let kind = match quote.map(|quote| quote.kind) {
            Some(_) if silence => "silence",
            Some(QuoteKind::Direct) => "direct",
            Some(QuoteKind::Indirect) => "indirect",
            Some(QuoteKind::Mixed) => "mixed",
            None => "article",
        };
        let speaker = quote.and_then(|quote| quote.speaker.as_ref());
        let cue = quote.and_then(|quote| quote.cue.as_ref());
        Citation {
            id: quote.map_or(doc.id.to_string(), |quote| quote.id.to_string()),
            doc: doc.id.to_string(),
            kind: kind.to_owned(),
            text: quote.map(|quote| quote.text.clone()),
            speaker: speaker.map(|speaker| speaker.name.clone()),
            speakers: quote
                .filter(|quote| !quote.others.is_empty())
                .map(|quote| quote.speakers().map(|speaker| speaker.name.clone()).collect())
                .unwrap_or_default(),
            as_written: speaker.map(|speaker| speaker.as_written.clone()),
            role: quote.and_then(|quote| quote.role.as_ref()).map(|role| role.text.clone()),
            cue: cue.map(|cue| cue.text.clone()),
            negated: cue.is_some_and(|cue| cue.negated),
            confidence: quote.map(|quote| figure(quote.confidence)),
            title: doc.title.as_ref().map(|title| title.text.clone()),
            source: doc.source.clone(),
            date: doc.date.map(|date| date.to_string()),
            date_source: doc.date_source,
            byline: doc.byline.as_ref().map(|byline| byline.text.clone()),
            path: proof.path.text().to_owned(),
            path_bytes: path_bytes(&proof.path),
            record: doc.record,
            sha256: proof.sha256.clone(),
            checked: true,
            offset_base: doc.base,
            targets: spans
                .iter()
                .map(|span| Target::new(&source, text, &positions, *span))
                .collect(),
            quotation: quote.filter(|_| !silence).map(|quote| Quotation::new(found, quote)),
            article: quote.is_none().then(|| NewsArticle::new(found)),
        }
    }
}
