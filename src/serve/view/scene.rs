//! What a view works with: the site, the request, the index as it was when the request came.

use std::sync::Arc;

use hyper::StatusCode;

use super::links;
use crate::ask::{self, About, Answer, Error, Question, Request};
use crate::index::Index;
use crate::serve::asked::Asked;
use crate::serve::problem::Problem;
use crate::serve::site::Site;

/// What a view works with.
pub struct Scene<'s> {
    /// The site.
    pub site: &'s Arc<Site>,
    /// The request.
    pub asked: &'s Asked<'s>,
    /// The index, as it was when the request came.
    pub index: Arc<Index>,
}

impl Scene<'_> {
    /// The query of the address.
    pub fn q(&self) -> &str {
        self.asked.params.get("q").unwrap_or_default()
    }

    /// The address of a feed of a question, with the key that reads feeds and nothing else.
    pub fn feed(&self, page: &str, q: &str) -> String {
        let key = self.site.feed_key().unwrap_or_default();
        links::search(page, &[("q", q), ("key", &key)])
    }

    /// A request for what was typed.
    pub fn request(&self, text: &str, about: About) -> Request {
        let cancel = self.asked.cancel.clone();
        let request = Request::new(text, about, self.site.today());
        let narrow = ask::Narrow { usual_conf: crate::config::MIN_CONF, ..request.narrow };
        Request { cancel, narrow, reasons: true, less_certain: about == About::Quotes, ..request }
    }

    /// Asks.
    pub fn ask(&self, request: Request) -> Result<Answer, Problem> {
        let question = self.read(request)?;
        ask::answer(Arc::clone(&self.index), &question).map_err(problem)
    }

    /// Reads a request.
    pub fn read(&self, request: Request) -> Result<Question, Problem> {
        request.read().map_err(problem)
    }
}

/// Where an answer is to go on.
pub fn cursor(text: &str) -> Result<ask::Cursor, Problem> {
    text.parse().map_err(|why: String| Problem::new(StatusCode::BAD_REQUEST, "cursor.other", why))
}

/// What a search failed with.
pub fn problem(error: Error) -> Problem {
    Problem::of(&error.into())
}

/// What the index failed with.
pub fn index_problem(error: crate::index::Error) -> Problem {
    Problem::of(&error.into())
}
