//! What is asked: plain data, and the query that it comes down to.

use jiff::civil::Date;

use super::error::Error;
use super::narrow::Narrow;
use crate::index::{Cancel, FacetOptions, SearchOptions};
use crate::query::fields::Field;
use crate::query::{self, About, Context, Query};

/// A question as it was put.
#[derive(Clone, Debug)]
pub struct Request {
    /// The query as typed.
    pub text: String,
    /// What is looked for.
    pub about: About,
    /// The day that relative dates count from.
    pub today: Date,
    /// Whether a query that cannot be read as typed is refused, and an answer never widened.
    pub strict: bool,
    /// Whether one of the words is enough.
    pub any: bool,
    /// What the answer is narrowed to beside the query.
    pub narrow: Narrow,
    /// What is wanted of what matches.
    pub want: Want,
    /// How many hits, in what order, folded how.
    pub options: SearchOptions,
    /// Where no quote has all words in it or in its context: give those of documents that have them.
    pub widen: bool,
    /// Whether to look for reasons when nothing is found, which takes a few searches more.
    pub reasons: bool,
    /// Whether to count the quotes that are less certain than what is asked for, which takes a search more.
    pub less_certain: bool,
    /// Ends the search before its time.
    pub cancel: Cancel,
}

/// What is wanted of what matches.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Want {
    /// The hits themselves.
    #[default]
    Hits,
    /// How many there are.
    Count,
    /// How often the values of fields occur.
    Facets(Vec<FacetOptions>),
}

impl Request {
    /// A question without anything beside its query.
    pub fn new(text: impl Into<String>, about: About, today: Date) -> Request {
        Request {
            text: text.into(),
            about,
            today,
            strict: false,
            any: false,
            narrow: Narrow::default(),
            want: Want::Hits,
            options: SearchOptions::default(),
            widen: false,
            reasons: false,
            less_certain: false,
            cancel: Cancel::new(),
        }
    }

    /// A question for documents; relative dates count from today.
    pub fn docs(text: impl Into<String>) -> Request {
        Request::new(text, About::Docs, jiff::ZonedDateTime::now().date())
    }

    /// A question for quotes; relative dates count from today.
    pub fn quotes(text: impl Into<String>) -> Request {
        Request::new(text, About::Quotes, jiff::ZonedDateTime::now().date())
    }

    /// Reads the query and narrows it.
    ///
    /// # Errors
    ///
    /// A query that cannot be read, a name or role without a word.
    pub fn read(self) -> Result<Question, Error> {
        let Request { today, strict, any, about, .. } = self;
        let query = query::parse(&self.text, &Context { today, strict, any, about })?;
        let least = self.narrow.least(&query).filter(|_| about == About::Quotes);
        let query = self.narrow.apply(query)?;
        let Some(least) = least else {
            return Ok(Question { query, less_certain: None, request: self });
        };
        let less_certain = Some(query.clone().below(Field::Conf, least));
        Ok(Question { query: query.at_least(Field::Conf, least), less_certain, request: self })
    }
}

/// A request that was read.
#[derive(Clone, Debug)]
pub struct Question {
    /// The query as it was understood, narrowed.
    pub query: Query,
    /// What would be found as well, were less certain quotes wanted.
    pub less_certain: Option<Query>,
    /// What was asked.
    pub request: Request,
}
