//! Answering: hits, numbers, and wider hits where there are none.

use std::sync::Arc;

use super::answer::Answer;
use super::error::Error;
use super::reasons::reasons;
use super::request::{Question, Want};
use crate::hit::Overview;
use crate::index::{self, Aim, Index, Ranking};
use crate::query::{About, Warning};

/// Answers a question from one state of the index.
///
/// # Errors
///
/// A cursor of another question, a pattern that is none, an index that cannot be read, a search
/// that was cancelled.
pub fn answer(index: Arc<Index>, question: &Question) -> Result<Answer, Error> {
    let Question { query, less_certain, request } = question;
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
    let less_certain = match less_certain.as_ref().filter(|_| request.less_certain) {
        Some(query) => Some(index.count(query, about, cancel)?.counts),
        None => None,
    };
    let nothing = match about {
        About::Docs => overview.counts.docs == 0,
        About::Quotes => overview.counts.quotes == 0,
    };
    let reasons = match nothing && request.reasons {
        true => reasons(&index, query, about, cancel)?,
        false => Vec::new(),
    };
    let overview = Overview { less_certain, reasons, ..overview };
    Ok(Answer { index, ranking, about, query: query.clone(), overview, facets })
}

/// Quotes with all words in them or in their context; else, where that is asked for, those of
/// documents that have all words, unless a less certain quote has them.
fn quotes(index: &Index, question: &Question) -> Result<Ranking, index::Error> {
    let Question { query, less_certain, request } = question;
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
    // A quote with all of the words that is less certain says more than others of its article.
    if let Some(query) = less_certain
        && index.count(query, About::Quotes, cancel)?.counts.quotes > 0
    {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ask::request::Request;
    use crate::index::testing::{Draft, TestIndex};
    use crate::index::{FacetField, FacetOptions, SearchOptions};

    fn request(text: &str) -> Request {
        Request::new(text, About::Quotes, jiff::civil::date(2020, 1, 1))
    }

    fn index() -> (TestIndex, Arc<Index>) {
        let far = "Wages fell. One. Two. Three. Four. Five. Six. Seven. The harbour is closed.";
        let draft = |path: &str| {
            Draft::new(path, "News", far).said("Ann Lee", "Wages fell").said("Jo Roe", "Wages")
        };
        let index = TestIndex::of(&[&[draft("a.txt"), Draft::new("b.txt", "", "The harbour.")]]);
        let open = Arc::new(index.open());
        (index, open)
    }

    fn ask(index: &Arc<Index>, request: Request) -> Answer {
        let question = request.read().expect("a question");
        answer(Arc::clone(index), &question).expect("an answer")
    }

    fn is_widened(answer: &Answer) -> bool {
        answer.overview.warnings.iter().any(|warning| warning.code == "widened")
    }

    #[test]
    fn quotes_are_widened_where_there_would_be_none() {
        let (_folder, index) = index();
        for (text, widen, count, widened) in [
            ("wages fell", true, 2, false),
            ("wages harbour", false, 0, false),
            ("wages harbour", true, 2, true),
            ("wages zeppelin", true, 0, false),
            ("zeppelin", true, 0, false),
            ("speaker:lee harbour", true, 0, false),
        ] {
            let found = ask(&index, Request { widen, ..request(text) });
            assert_eq!((found.len(), is_widened(&found)), (count, widened), "{text} {widen}");
            assert_eq!(found.quotes().filter_map(Result::ok).count(), count, "{text}");
        }
    }

    #[test]
    fn a_cursor_goes_on_with_what_was_widened() {
        let (_folder, index) = index();
        let limit = SearchOptions { limit: 1, ..SearchOptions::default() };
        let wide = Request { widen: true, options: limit.clone(), ..request("wages harbour") };
        let first = ask(&index, wide.clone());
        assert!(is_widened(&first));
        let after = first.overview.next.as_ref().map(|next| next.parse().expect("a cursor"));
        assert!(after.is_some());
        let options = SearchOptions { after, ..limit };
        let second = ask(&index, Request { options, ..wide });
        let ids = |answer: &Answer| -> Vec<_> {
            answer.quotes().map(|hit| hit.expect("a hit").quote.id).collect()
        };
        assert_eq!((second.len(), second.overview.next.is_none()), (1, true));
        assert_ne!(ids(&first), ids(&second));
    }

    #[test]
    fn only_what_is_wanted_is_given() {
        let (_folder, index) = index();
        let docs = |want| Request { want, about: About::Docs, ..request("harbour") };
        let count = ask(&index, docs(Want::Count));
        assert_eq!((count.len(), count.overview.counts.docs, count.facets.len()), (0, 2, 0));
        let facet = FacetOptions { field: FacetField::Speaker, limit: 5, fold: true };
        let facets = ask(&index, docs(Want::Facets(vec![facet])));
        assert_eq!(
            (facets.is_empty(), facets.overview.counts.docs, facets.facets.len()),
            (true, 2, 1)
        );
        let hits = ask(&index, docs(Want::Hits));
        assert_eq!((hits.len(), hits.docs().count(), hits.found_nothing()), (2, 2, false));
    }

    #[test]
    fn reasons_are_looked_for_where_nothing_is_found() {
        let (_folder, index) = index();
        let nothing = ask(&index, Request { reasons: true, ..request("zeppelin") });
        assert_eq!((nothing.overview.reasons.len(), nothing.found_nothing()), (1, true));
        assert!(ask(&index, request("zeppelin")).overview.reasons.is_empty());
        let found = ask(&index, Request { reasons: true, ..request("wages") });
        assert!(found.overview.reasons.is_empty());
    }

    #[test]
    fn a_cancelled_question_has_no_answer() {
        let (_folder, index) = index();
        let asked = request("wages");
        asked.cancel.cancel();
        let question = asked.read().expect("a question");
        let cancelled = |error| matches!(error, Error::Index(index::Error::Cancelled));
        assert!(answer(index, &question).is_err_and(cancelled));
    }
}
