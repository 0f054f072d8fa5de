//! Who else said this: quotes that share most of their words with a text or a quote.

use super::error::Error;
use super::narrow::words_of;
use super::request::Question;
use crate::hit::{Alike, Overview};
use crate::index::Index;

/// What quotes are to be like.
#[derive(Clone, Debug, PartialEq)]
pub struct Like {
    /// The words, or the id of a quote (`q:…`).
    pub to: String,
    /// Least share of its different words that a quote must have, 0 to 1.
    pub least: f64,
}

impl Like {
    /// Least share of the words of a quote that another has which is like it.
    pub const LEAST: f64 = 0.6;
}

/// Who else said something.
#[derive(Clone, Debug)]
pub struct LikeAnswer {
    /// The words that were compared.
    pub text: String,
    /// The quotes that are like it, those that hold most of its words first.
    pub hits: Vec<Alike>,
    /// How many there are.
    pub overview: Overview,
}

/// Finds quotes that are like a text or a quote, among those that a question asks for.
///
/// # Errors
///
/// A text without a word, an id that no quote has, an index that cannot be read, a search that was
/// cancelled.
pub fn like(index: &Index, question: &Question, like: &Like) -> Result<LikeAnswer, Error> {
    let Question { query, request } = question;
    let (text, asked) = match like.to.starts_with("q:") {
        true => {
            let mut found = index.find(&like.to)?;
            let quote = found.asked.filter(|number| *number < found.quotes.len());
            let quote = quote.map(|number| found.quotes.swap_remove(number));
            let quote = quote.ok_or_else(|| Error::NoQuote { id: like.to.clone() })?;
            (quote.text.clone(), Some((found.doc, quote)))
        }
        false => (words_of("like", &like.to)?.to_owned(), None),
    };
    let asked = asked.as_ref().map(|(doc, quote)| (doc, quote));
    let least = like.least as f32;
    let (hits, overview) =
        index.alike(query, &text, asked, least, &request.options, &request.cancel)?;
    Ok(LikeAnswer { text, hits, overview })
}
