//! Who said what: direct, mixed and indirect quotes of an article, by plain rules.
//!
//! `text` lays an article out: quotation marks, verbs of saying, the clauses behind them. `source`
//! reads the words that name a source. Each of the `patterns` is one way in which a quote is
//! attributed, `order` says which is tried before which; they hand on an `attribution`. `person`
//! turns surnames, pronouns and common nouns into persons and tells what these are, and `attribute`
//! goes through the article with all of them. Each [`Quote`] names its [`Rule`], which knows how often
//! it is right.

mod act;
mod attribute;
mod attribution;
mod order;
mod patterns;
mod person;
mod quote;
mod rule;
mod source;
mod text;

use crate::article::Article;
pub use crate::entities::Role;
use crate::entities::tokens::Tokens;
use crate::entities::{self, Entities};
pub use act::Act;
use person::roles;
pub use quote::{Cue, Quote, QuoteKind, ResolvedBy, Speaker};
pub use rule::Rule;
use text::capitals;
use text::verbs;
use text::view::View;

/// Finds the quotes of `article`, sorted by their first span; `entities` are those of the same article.
pub fn quotes(article: &Article, entities: &Entities) -> Vec<Quote> {
    of_tokens(article, &Tokens::of(article), entities)
}

/// Finds entities with their roles, and quotes, in one go: the words are read only once.
pub fn entities_and_quotes(article: &Article) -> (Entities, Vec<Quote>) {
    let tokens = Tokens::of(article);
    let mut entities = entities::of_tokens(article, &tokens);
    let quotes = of_tokens(article, &tokens, &entities);
    let calm = calmed(article, &tokens, &entities);
    let (read, words) = calm.as_ref().map_or((article, &tokens), |(read, words)| (read, words));
    let roles = roles::of_all(&View::new(read, words, &entities));
    for (entity, mut roles) in entities.entities.iter_mut().zip(roles) {
        roles.iter_mut().for_each(|role| restore(article, role));
        entity.roles = roles;
    }
    (entities, quotes)
}

fn of_tokens(article: &Article, tokens: &Tokens, entities: &Entities) -> Vec<Quote> {
    let mut quotes = match calmed(article, tokens, entities) {
        None => attribute::read(article, tokens, entities),
        Some((calm, words)) => {
            let mut quotes = attribute::read(&calm, &words, entities);
            for quote in &mut quotes {
                quote.role.iter_mut().for_each(|role| restore(article, role));
                let speakers = quote.speaker.iter_mut().chain(&mut quote.others);
                for speaker in speakers.filter(|speaker| speaker.entity.is_none()) {
                    let words = speaker.span.cut(&article.text).split_whitespace();
                    speaker.name = words.collect::<Vec<_>>().join(" ");
                }
            }
            quotes
        }
    };
    quotes.sort_by_key(|q| q.spans.first().copied());
    quotes
}

/// A text in capitals as the patterns read it, and its words.
fn calmed(article: &Article, tokens: &Tokens, entities: &Entities) -> Option<(Article, Tokens)> {
    let calm = capitals::calmed(article, tokens, entities)?;
    let words = Tokens::of(&calm);
    Some((calm, words))
}

/// Gives a role the letters that the article has.
fn restore(article: &Article, role: &mut Role) {
    role.text = role.span.cut(&article.text).to_string();
}

/// The base form of a verb of saying (`denied` → `deny`); the word itself when it is none.
pub fn base_form(word: &str) -> &str {
    verbs::base(word)
}

#[cfg(test)]
pub(crate) mod tests;
