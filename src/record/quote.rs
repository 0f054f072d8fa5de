//! A quote as stored: flat, with who said it, how, and in what role.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::ids::{DocId, QuoteId};
use crate::article::Span;
use crate::entities::{EntityKind, Role};
use crate::quotes::{Act, QuoteKind, ResolvedBy, Rule};

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
    /// What the source does by it.
    pub act: Act,
    /// Who said it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speaker: Option<SpeakerRecord>,
    /// Who said it together with the speaker ("Roe and Poe said").
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<SpeakerRecord>,
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

    /// All who said it, the speaker first.
    pub fn speakers(&self) -> impl Iterator<Item = &SpeakerRecord> {
        self.speaker.iter().chain(&self.others)
    }

    /// Whether no rule found it, but what was learnt from marked news.
    pub fn is_learned(&self) -> bool {
        self.rule == Rule::Learned.name()
    }

    /// Whether it is no quote: somebody who was asked said nothing.
    pub fn is_silence(&self) -> bool {
        self.act == Act::Silence
    }

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
