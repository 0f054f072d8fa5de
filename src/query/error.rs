//! What can be said about a query: warnings, and the few errors.

use super::dates;
use super::fields::Field;

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
        // Behind the colon of a number or a day stood a bracket, which is no value.
        let text = match text.strip_suffix(" cannot be \"\"") {
            Some(field) => format!("{field} takes no group"),
            None => text,
        };
        QueryError { code, text, hint, at }
    }

    /// What to do, in a line.
    pub fn advice(&self) -> Option<String> {
        if let Some(value) = self.text.strip_prefix("date: ") {
            let typed = value.strip_prefix("cannot be \"").and_then(|rest| rest.strip_suffix('"'));
            return Some(dates::advice(typed.unwrap_or("")));
        }
        let Some(name) = self.text.strip_prefix("unknown field ") else { return self.hint.clone() };
        match &self.hint {
            // With a blank behind its colon it is no field.
            Some(words) if words.contains(&format!("{name} ")) => {
                let fields: Vec<&str> = Field::all().map(Field::name).collect();
                let fields = fields.join(", ");
                Some(format!("{words} searches the words; fields are {fields}"))
            }
            hint => hint.clone(),
        }
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

#[cfg(test)]
mod tests {
    use super::super::{Context, parse};

    #[test]
    fn errors_say_what_helps() {
        let context = Context::new(jiff::civil::date(2017, 11, 17));
        for (query, text, advice) in [
            (
                "foo:bar",
                "unknown field foo:",
                "foo: bar searches the words; fields are title, body, ",
            ),
            ("titel:bar", "unknown field titel:", "title:bar"),
            ("date:3/4/2017", "date: cannot be \"3/4/2017\"", "3/4/2017 may be day/month or"),
            ("date:(2017 OR 2018)", "date: takes no group", "date:2017 OR date:2018"),
            ("words:(1 OR 2)", "words: takes no group", "words:100..500"),
            ("date:November", "date: cannot be \"November\"", "a month has its year"),
            ("date:soon", "date: cannot be \"soon\"", "a date is 2017"),
            ("date:2018..2017", "date: cannot be \"2018..2017\"", "the first day comes after"),
            ("date:2017-13", "date: cannot be \"2017-13\"", "there is no such day"),
        ] {
            let error = parse(query, &context).expect_err(query);
            assert_eq!(error.text, text);
            let told = error.advice().unwrap_or_default();
            assert!(told.contains(advice), "{query}: {told}");
        }
    }
}
