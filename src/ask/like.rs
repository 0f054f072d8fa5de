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
    let Question { query, request, .. } = question;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ask::request::Request;
    use crate::index::testing::{Draft, TestIndex};
    use crate::query::About;

    fn index() -> TestIndex {
        let draft = |path: &str, speaker: &str, text: &str| {
            Draft::new(path, "", &format!("{text}. Nothing else.")).said(speaker, text)
        };
        TestIndex::of(&[&[
            draft("a", "Ann Lee", "We will close the harbour tomorrow"),
            draft("b", "Jo Roe", "They will close the harbour tomorrow night"),
            draft("c", "Al Fox", "Close the harbour"),
            draft("d", "Al Fox", "Wages fell"),
        ]])
    }

    fn asked(index: &Index, to: &str, least: f64, query: &str) -> Result<Vec<String>, Error> {
        let request = Request::new(query, About::Quotes, jiff::civil::date(2020, 1, 1));
        let question = request.read().expect("a question");
        let found = like(index, &question, &Like { to: to.to_owned(), least })?;
        assert_eq!(found.overview.counts.statements, found.hits.len() as u64);
        Ok(found.hits.into_iter().map(|alike| alike.hit.doc.paths[0].text().to_owned()).collect())
    }

    #[test]
    fn quotes_that_share_enough_words_come_nearest_first() {
        let index = index();
        let index = index.open();
        let text = "We will close the harbour tomorrow";
        for (to, least, query, expected) in [
            (text, Like::LEAST, "", vec!["a", "b", "c"]),
            (text, 0.9, "", vec!["a", "b"]),
            (text, 0.0, "", vec!["a", "b", "c"]),
            (text, 0.0, "speaker:roe", vec!["b"]),
            ("zeppelins", 0.0, "", vec![]),
        ] {
            let found = asked(&index, to, least, query).expect("an answer");
            assert_eq!(found, expected, "{to} {least} {query}");
        }
    }

    #[test]
    fn a_quote_is_not_like_itself() {
        let index = index();
        let index = index.open();
        let quote = index.find("a").expect("a document").quotes.remove(0);
        let found = asked(&index, &quote.id.to_string(), 0.9, "").expect("an answer");
        assert_eq!(found, ["b"]);
    }

    #[test]
    fn what_has_no_word_and_unknown_quotes_are_told() {
        let index = index();
        let index = index.open();
        let ask = |to: &str| asked(&index, to, 0.5, "").expect_err("no answer");
        assert!(matches!(ask("…"), Error::NoWord { what: "like" }));
        assert_eq!(ask("q:ffff").code(), "id.unknown");
    }
}
