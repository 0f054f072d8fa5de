//! Answering: hits, numbers, and wider hits where there are none.

use std::sync::Arc;

use super::answer::Answer;
use super::error::Error;
use super::reasons::reasons;
use super::request::{Question, Want};
use crate::index::{self, Aim, Index, Ranking};
use crate::query::{About, Warning};

/// Answers a question from one state of the index.
///
/// # Errors
///
/// A cursor of another question, a pattern that is none, an index that cannot be read, a search
/// that was cancelled.
pub fn answer(index: Arc<Index>, question: &Question) -> Result<Answer, Error> {
    let Question { query, request } = question;
    let (about, cancel) = (request.about, &request.cancel);
    let (mut ranking, mut facets) = (None, Vec::new());
    let overview = match &request.want {
        Want::Count => index.count(query, about, cancel)?,
        Want::Facets(wanted) => {
            let (values, overview) = index.facets(query, about, wanted, cancel)?;
            facets = values;
            overview
        }
        Want::Hits => {
            let found = match about {
                About::Docs => index.search(query, Aim::Docs, &request.options, cancel)?,
                About::Quotes => quotes(&index, question)?,
            };
            ranking.insert(found).overview.clone()
        }
    };
    let nothing = match about {
        About::Docs => overview.counts.docs == 0,
        About::Quotes => overview.counts.quotes == 0,
    };
    let reasons = match nothing && request.reasons {
        true => reasons(&index, query, about, cancel)?,
        false => Vec::new(),
    };
    Ok(Answer { index, ranking, about, query: query.clone(), overview, facets, reasons })
}

/// Quotes with all words in them or in their context; else, where that is asked for, those of
/// documents that have all words.
fn quotes(index: &Index, question: &Question) -> Result<Ranking, index::Error> {
    let Question { query, request } = question;
    let (options, cancel) = (&request.options, &request.cancel);
    let search = |aim| index.search(query, aim, options, cancel);
    let widely = index::asked(query, options, Aim::QuotesWidely);
    if request.widen && options.after.is_some_and(|cursor| cursor.asked == widely) {
        // It goes on with an answer that was widened.
        return search(Aim::QuotesWidely);
    }
    let found = search(Aim::Quotes)?;
    if !request.widen || !found.is_in_context() || found.overview.counts.quotes > 0 {
        return Ok(found);
    }
    let mut wider = search(Aim::QuotesWidely)?;
    if wider.overview.counts.quotes > 0 {
        let text = "no quote has all these words in it or beside it: these are of articles that \
                    have them"
            .to_owned();
        wider.overview.warnings.push(Warning { code: "widened", text });
    }
    Ok(wider)
}
