//! Quotes: who said what. (Types; the rules follow.)

use serde::{Deserialize, Serialize};

use crate::article::{Article, Span};
use crate::entities::Entities;

/// Whether the words are the speaker's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum QuoteKind {
    /// Between quotation marks.
    Direct,
    /// Reported.
    Indirect,
    /// Both.
    Mixed,
}

/// How a speaker's name was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ResolvedBy {
    /// The full name stands there.
    Name,
    /// The surname stands there.
    Surname,
    /// A pronoun stands there.
    Pronoun,
    /// A role stands there.
    Role,
    /// Carried over from the quote before.
    PreviousQuote,
    /// The source has no name.
    Unnamed,
}

/// The words that attribute a quote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cue {
    /// Where they stand.
    pub span: Span,
    /// Base form of the verb.
    pub verb: String,
    /// "did not say".
    pub negated: bool,
}

/// Who said it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speaker {
    /// Where it is written.
    pub span: Span,
    /// Resolved name, or as written.
    pub name: String,
    /// Number of the entity.
    pub entity: Option<usize>,
    /// How the name was found.
    pub resolved_by: ResolvedBy,
}

/// In what role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// Where it is written.
    pub span: Span,
    /// As written.
    pub text: String,
    /// The organisation in it.
    pub organization: Option<String>,
}

/// One statement.
#[derive(Clone, Debug, PartialEq)]
pub struct Quote {
    /// Where its words stand.
    pub spans: Vec<Span>,
    /// Direct, indirect or mixed.
    pub kind: QuoteKind,
    /// The cue.
    pub cue: Option<Cue>,
    /// The speaker.
    pub speaker: Option<Speaker>,
    /// The role.
    pub role: Option<Role>,
    /// 0 to 1.
    pub confidence: f32,
    /// Name of the rule.
    pub rule: &'static str,
}

/// Finds quotes.
pub fn quotes(_article: &Article, _entities: &Entities) -> Vec<Quote> {
    Vec::new()
}

/// Base form of a verb of speech.
pub fn base_form(_form: &str) -> Option<&'static str> {
    None
}
