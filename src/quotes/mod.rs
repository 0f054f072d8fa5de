//! Who said what: direct, mixed and indirect quotes of an article, by rules and by what was learnt
//! from marked news.
//!
//! `text` lays an article out: quotation marks, verbs of saying, the clauses behind them. `source`
//! reads the words that name a source. Each of the `patterns` is one way in which a quote is
//! attributed, `order` says which is tried before which; they hand on an `attribution`. `person`
//! turns surnames, pronouns and common nouns into persons and tells what these are, and `attribute`
//! goes through the article with all of them. `learned` chooses among what they found and adds what they
//! missed; `find` is the way through all of it. Each [`Quote`] names the [`Rule`] that found it.

mod act;
mod attribute;
mod attribution;
// The trainer reads documents as the program does: that is all that these two are public for.
#[doc(hidden)]
pub mod find;
#[doc(hidden)]
pub mod learned;
mod order;
mod patterns;
mod person;
mod quote;
mod rule;
mod source;
mod text;

use crate::article::Article;
use crate::entities::Entities;
pub use crate::entities::Role;
use crate::entities::tokens::Tokens;
pub use act::Act;
pub use quote::{Cue, Quote, QuoteKind, ResolvedBy, Speaker};
pub use rule::Rule;
use text::verbs;

/// Finds the quotes and silences ([`Act::Silence`]) of `article`, sorted by their first span; `entities` are those
/// of the same article.
pub fn quotes(article: &Article, entities: &Entities) -> Vec<Quote> {
    find::of_tokens(article, Tokens::of(article), entities)
}

/// Finds entities with their roles, and quotes, in one go: the words are read only once.
pub fn entities_and_quotes(article: &Article) -> (Entities, Vec<Quote>) {
    let tokens = Tokens::of(article);
    let entities = find::entities_of(article, &tokens);
    let quotes = find::of_tokens(article, tokens, &entities);
    (entities, quotes)
}

/// The base form of a verb of saying (`denied` → `deny`); the word itself when it is none.
pub fn base_form(word: &str) -> &str {
    verbs::base(word)
}

#[cfg(test)]
pub(crate) mod tests;
