//! Who said what: direct, mixed and indirect quotes of an article, by plain rules.
//!
//! `marks` pairs quotation marks. `view` lays an article out by tokens and mentions;
//! `speaker` reads a source to the right in it, `subject` one to the left of a verb.
//! `beside` looks for a cue and its subject around marks, `indirect` reads sentences
//! without marks, `phrases` finds verbs of `frames` with
//! their `agent` and `complement`; all hand on what they
//! `found`. `resolve` turns surnames, pronouns and common nouns into persons, `roles`
//! says what they are by the `title` before a name or the `apposition` beside it, told from verbs by the `forms` of
//! words, and `attribute` goes through the article with them. Each quote
//! names its rule, and `confidence` how often that rule is right.

mod agent;
mod apposition;
mod attribute;
mod beside;
mod complement;
mod confidence;
mod cues;
mod forms;
mod found;
mod frames;
mod indirect;
mod marks;
mod phrases;
mod resolve;
mod roles;
mod speaker;
mod subject;
mod title;
mod view;

use crate::article::{Article, Span};
pub use crate::entities::Role;
use crate::entities::tokens::Tokens;
use crate::entities::{self, Entities};
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
    /// Number of the entity in [`Entities::entities`].
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
    /// The source.
    pub speaker: Option<Speaker>,
    /// The speaker's role at this place or the last one stated before.
    pub role: Option<Role>,
    /// The share of such quotes that are right, 0 to 1; a fixed value of the rule.
    pub confidence: f32,
    /// The rule that made the quote.
    pub rule: &'static str,
}

/// Finds the quotes of `article`, sorted by their first span; `entities` are those of the same article.
pub fn quotes(article: &Article, entities: &Entities) -> Vec<Quote> {
    of_tokens(article, &Tokens::of(article), entities)
}

/// Finds entities with their roles, and quotes, in one go: the words are read only once.
pub fn entities_and_quotes(article: &Article) -> (Entities, Vec<Quote>) {
    let tokens = Tokens::of(article);
    let mut entities = entities::of_tokens(article, &tokens);
    let quotes = of_tokens(article, &tokens, &entities);
    let roles = roles::of_all(&view::View::new(article, &tokens, &entities));
    for (entity, roles) in entities.entities.iter_mut().zip(roles) {
        entity.roles = roles;
    }
    (entities, quotes)
}

fn of_tokens(article: &Article, tokens: &Tokens, entities: &Entities) -> Vec<Quote> {
    let mut quotes = attribute::Reader::new(article, tokens, entities).read(article);
    quotes.sort_by_key(|q| q.spans.first().copied());
    quotes
}

/// The base form of a verb of saying (`denied` → `deny`); the word itself when it is none.
pub fn base_form(word: &str) -> &str {
    cues::base(word)
}

#[cfg(test)]
mod tests;
