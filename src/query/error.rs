//! What can be said about a query: warnings, and the few errors.

/// Something in a query that was read otherwise than typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// Stable name of the kind of warning.
    pub code: &'static str,
    /// A sentence for people.
    pub text: String,
}

/// Why a query was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text}")]
pub struct QueryError {
    /// `query.unknown_field`, `query.bad_value`, `query.too_complex` or `query.strict`.
    pub code: &'static str,
    /// A sentence for people.
    pub text: String,
    /// What to type instead.
    pub hint: Option<String>,
    /// The byte of the query at which it begins.
    pub at: usize,
}

impl QueryError {
    /// An error of this kind; `hint` is what to type instead.
    pub(super) fn new(
        code: &'static str,
        text: String,
        hint: Option<String>,
        at: usize,
    ) -> QueryError {
        QueryError { code, text, hint, at }
    }
}

/// The warnings of one query, with the byte that each is about.
#[derive(Debug, Default)]
pub(super) struct Warnings(pub Vec<(Warning, usize)>);

impl Warnings {
    /// Adds a warning, unless the same was said before.
    pub fn add(&mut self, code: &'static str, text: impl Into<String>, at: usize) {
        let warning = Warning { code, text: text.into() };
        if self.0.iter().all(|(known, _)| *known != warning) {
            self.0.push((warning, at));
        }
    }
}
