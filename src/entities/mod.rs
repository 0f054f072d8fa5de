//! People, organisations and places of an article.
//!
//! A trained model finds the names (`model`) among the `tokens`, of which the word `lists` tell more
//! (`cues` and `classes` are the grammars of two of them, `singles` tells single marks from apostrophes);
//! plain rules trim them (`names`), then the names of the document are joined (`link`, `forms`) to the
//! `entity` that each means. `extract` goes through the article with them.

pub(crate) mod classes;
pub(crate) mod cues;
mod entity;
mod extract;
mod firms;
mod forms;
mod link;
// The trainer reads texts and features as the program does: that is all that these three are public for.
#[doc(hidden)]
pub mod lists;
#[doc(hidden)]
pub mod model;
mod names;
mod nickname;
mod office;
mod singles;
mod things;
#[doc(hidden)]
pub mod token;
#[doc(hidden)]
pub mod tokens;

use crate::article::Article;
pub use entity::{Entities, Entity, EntityKind, Mention, Role};
pub(crate) use extract::of_tokens;
use tokens::Tokens;

/// Finds the entities of `article`: in its body, its dateline and, as far as the body knows them, its headline.
pub fn entities(article: &Article) -> Entities {
    of_tokens(article, &Tokens::of(article))
}

#[cfg(test)]
pub(crate) mod tests;
