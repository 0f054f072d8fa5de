//! Attributions by what was learnt from news marked by hand, on top of the rules.
//!
//! `document` lays out what is known of each word, the rules' own quotes among it; `features` hashes it; `chain` tags
//! words as content, source or cue. `candidates` are the stretches that may be contents, judged by `trees`, of which
//! `choose` takes the best set; `links` finds the source of each. `reading` goes that way, and `apply`
//! makes quotes of it. `weights` is the file.

pub(crate) mod apply;
pub mod candidates;
pub mod chain;
mod choose;
pub mod document;
pub mod features;
pub mod links;
pub mod reading;
pub mod trees;
pub mod weights;

use crate::article::Article;
use crate::entities::Entities;
use crate::entities::tokens::Tokens;
use crate::quotes::quote::Quote;
use crate::quotes::text::marked::Stretches;
use crate::quotes::text::unsaid;
use crate::quotes::text::view::View;
use document::Document;
use reading::Reading;
use std::sync::LazyLock;
use weights::Weights;

/// The model of the program.
///
/// A file of another version of the features is as good as none: the rules stand alone. A test sees to it that this
/// does not happen.
pub static MODEL: LazyLock<Option<Weights>> =
    LazyLock::new(|| Weights::read(include_bytes!("../../../seeds/quotes/model.bin")));

/// The quotes of an article by given weights; `rules` are those that the rules found.
pub(crate) fn improve(
    article: &Article,
    tokens: &Tokens,
    entities: &Entities,
    rules: &[Quote],
    weights: &Weights,
) -> Vec<Quote> {
    let view = View::new(article, tokens, entities);
    let (stretches, paragraphs) = Stretches::of(&view);
    let paragraphs = paragraphs.into_iter().map(|paragraph| paragraph.tokens).collect();
    let document = Document::new(&view, &stretches, paragraphs, rules);
    let tagged = weights.chain.tag(&document);
    let chosen = Reading::new(&document, tagged).all(weights);
    let mut quotes = apply::quotes(&view, &stretches, rules, &chosen);
    unsaid::negate(&view, &mut quotes);
    unsaid::sift(&view, &mut quotes);
    quotes
}

#[cfg(test)]
mod tests;
