//! What a quote is: its words, its cue, its speaker.

use super::act::Act;
use super::rule::Rule;
use crate::article::Span;
use crate::entities::Role;
use serde::{Deserialize, Serialize};

/// How the words of a quote are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum QuoteKind {
    /// Word for word, between marks.
    Direct,
    /// In the words of the article.
    Indirect,
    /// In the words of the article with some between marks.
    Mixed,
}

/// How the speaker was made out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ResolvedBy {
    /// Named in full, or by words that are no known entity.
    Name,
    /// By another form of the name.
    Surname,
    /// By a pronoun.
    Pronoun,
    /// By an office or body: "the minister", "a spokesman for the union".
    Role,
    /// Carried over from the quote before.
    PreviousQuote,
    /// Not made out: "a senior official", "people familiar with the talks".
    Unnamed,
}

/// The words that attribute a quote.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cue {
    /// The verb, or "according to".
    pub span: Span,
    /// Base form of the verb.
    pub verb: String,
    /// Whether "not" or "never" belongs to it.
    pub negated: bool,
}

/// Who is given as the source of a quote.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Speaker {
    /// The words as written.
    pub span: Span,
    /// The resolved name, else the words as written.
    pub name: String,
    /// Number of the entity in [`Entities::entities`](crate::entities::Entities::entities).
    pub entity: Option<usize>,
    /// How the name was found.
    pub resolved_by: ResolvedBy,
}

/// One statement.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Quote {
    /// The words between the marks, marks left out; several when the cue stands between. Of an indirect or mixed
    /// quote the clause, marks inside it included.
    pub spans: Vec<Span>,
    /// Direct, indirect or mixed.
    pub kind: QuoteKind,
    /// The verb of saying.
    pub cue: Option<Cue>,
    /// What the source does by it.
    pub act: Act,
    /// The source.
    pub speaker: Option<Speaker>,
    /// Who said it together with the speaker: "Roe and Poe said".
    pub others: Vec<Speaker>,
    /// The speaker's role at this place or the last one stated before.
    pub role: Option<Role>,
    /// How likely content and speaker are both right, 0 to 1: learnt, or the share of its rule where nothing was.
    pub confidence: f32,
    /// The rule that made the quote.
    pub rule: Rule,
}
