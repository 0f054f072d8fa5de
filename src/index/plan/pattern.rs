//! Which terms of a field fit a word of a query.

use regex::{Regex, RegexBuilder};

use super::expression;
use crate::index::error::Error;
use crate::words::Family;

/// Bytes that a regular expression may take when it is compiled.
const REGEX_SIZE: usize = 1 << 20;

/// Which terms of a field fit a word. All texts are folded.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Pattern {
    /// Forms of the same word as this one.
    Stem(String),
    /// This form.
    Form(String),
    /// This form where it is written as an acronym.
    Acronym(String),
    /// `*` is any letters, `?` is one.
    Wildcard(String),
    /// Forms at most so many edits away.
    Fuzzy(String, u8),
    /// A regular expression for the whole form, as typed; capitals and marks do not count.
    Regex(String),
}

impl Pattern {
    /// The same where the word was typed as an acronym. What is asked for as written is checked in
    /// the text.
    pub fn into_acronym(self) -> Pattern {
        match self {
            Pattern::Stem(form) => Pattern::Acronym(form),
            other => other,
        }
    }

    /// The same for all forms of a word that stand for one another.
    pub fn word(&self) -> Pattern {
        match self {
            Pattern::Stem(form) => Pattern::Stem(Family::of(form).name().to_owned()),
            other => other.clone(),
        }
    }
}

/// How the terms that fit a pattern are found in a sorted dictionary.
#[derive(Debug)]
pub enum Scan {
    /// It is this form: nothing is scanned.
    Form(String),
    /// It is this form as an acronym.
    Acronym(String),
    /// Terms at most so many edits away.
    Edits(String, u8),
    /// Terms with one of these beginnings that pass the test.
    Prefixes(Vec<String>, Test),
}

/// Tells the forms that fit among those with the right beginning.
#[derive(Debug)]
pub enum Test {
    /// All of them.
    Any,
    /// Those of this word.
    Family(Family),
    /// Those that a regular expression matches.
    Regex(Regex),
}

impl Test {
    /// Whether a form of the index fits. Marks of parts, paragraphs and sentences are terms, but no
    /// words.
    pub fn fits(&self, form: &str) -> bool {
        !form.starts_with(|c: char| c.is_ascii_control())
            && match self {
                Test::Any => true,
                Test::Family(family) => family.holds(form),
                Test::Regex(regex) => regex.is_match(form),
            }
    }
}

impl Pattern {
    /// How its terms are found.
    ///
    /// # Errors
    ///
    /// A regular expression that is none, or that is too large.
    pub fn scan(&self) -> Result<Scan, Error> {
        Ok(match self {
            Pattern::Form(form) => Scan::Form(form.clone()),
            Pattern::Acronym(form) => Scan::Acronym(form.clone()),
            Pattern::Fuzzy(form, edits) => Scan::Edits(form.clone(), *edits),
            Pattern::Stem(form) => {
                let family = Family::of(form);
                Scan::Prefixes(family.prefixes(), Test::Family(family))
            }
            Pattern::Wildcard(pattern) => {
                let prefix = pattern.split(['*', '?']).next().unwrap_or("").to_owned();
                let test = match pattern.len() == prefix.len() + 1 && pattern.ends_with('*') {
                    true => Test::Any,
                    false => Test::Regex(whole(&wildcard(pattern), pattern)?),
                };
                Scan::Prefixes(vec![prefix], test)
            }
            Pattern::Regex(pattern) => Scan::Prefixes(
                vec![String::new()],
                Test::Regex(whole(&expression::folded(pattern), pattern)?),
            ),
        })
    }

    /// The form as typed, where a form was typed.
    pub fn typed(&self) -> Option<&str> {
        match self {
            Pattern::Stem(form) | Pattern::Form(form) | Pattern::Acronym(form) => Some(form),
            Pattern::Wildcard(_) | Pattern::Fuzzy(..) | Pattern::Regex(_) => None,
        }
    }
}

/// A wildcard pattern as a regular expression.
fn wildcard(pattern: &str) -> String {
    let piece = |c| match c {
        '*' => ".*".to_owned(),
        '?' => ".".to_owned(),
        c => regex::escape(&c.to_string()),
    };
    pattern.chars().map(piece).collect()
}

/// A regular expression for whole forms; `typed` is what an error names.
fn whole(source: &str, typed: &str) -> Result<Regex, Error> {
    let built = RegexBuilder::new(&format!("^(?:{source})$"))
        .case_insensitive(true)
        .size_limit(REGEX_SIZE)
        .build();
    built.map_err(|e| {
        let reason = e.to_string();
        let reason = reason.lines().last().unwrap_or("no regular expression").trim().to_owned();
        Error::BadPattern { pattern: format!("/{typed}/"), reason }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fits(pattern: Pattern, form: &str) -> bool {
        match pattern.scan().expect("a pattern") {
            Scan::Form(own) | Scan::Acronym(own) => own == form,
            Scan::Edits(own, edits) => strsim::osa_distance(&own, form) <= edits.into(),
            Scan::Prefixes(prefixes, test) => {
                prefixes.iter().any(|prefix| form.starts_with(prefix.as_str())) && test.fits(form)
            }
        }
    }

    #[test]
    fn patterns_fit_forms() {
        let own = str::to_owned;
        for (pattern, form, expected) in [
            (Pattern::Stem(own("tariffs")), "tariff", true),
            (Pattern::Stem(own("denied")), "deny", true),
            (Pattern::Stem(own("tariff")), "tarry", false),
            (Pattern::Form(own("tariffs")), "tariff", false),
            (Pattern::Wildcard(own("wom?n")), "women", true),
            (Pattern::Wildcard(own("wom?n")), "womn", false),
            (Pattern::Wildcard(own("wage*")), "wages", true),
            (Pattern::Wildcard(own("*")), "\u{1c}", false),
            (Pattern::Wildcard(own("a.?")), "a.b", true),
            (Pattern::Wildcard(own("a.?")), "axb", false),
            (Pattern::Regex(own("wom[ae]n|wages")), "woman", true),
            (Pattern::Regex(own("wom[ae]n|wages")), "wagesx", false),
            (Pattern::Regex(own("Wom[AE]n")), "women", true),
            (Pattern::Regex(own("Núñe.")), "nunez", true),
            (Pattern::Regex(own("U\\.?S\\.?")), "us", true),
            (Pattern::Fuzzy(own("dias"), 1), "diaz", true),
        ] {
            assert_eq!(fits(pattern.clone(), form), expected, "{pattern:?} {form:?}");
        }
    }

    #[test]
    fn what_is_no_pattern_is_an_error_that_names_it() {
        for typed in ["[", "(a", "a{1000}{1000}{1000}"] {
            let error = Pattern::Regex(typed.to_owned()).scan().expect_err("no pattern");
            assert!(error.to_string().starts_with(&format!("/{typed}/: ")), "{error}");
        }
    }

    #[test]
    fn forms_of_a_word_are_one_word() {
        let stem = |form: &str| Pattern::Stem(form.to_owned()).word();
        assert_eq!(stem("tariffs"), stem("tariff"));
        assert_ne!(stem("tariffs"), Pattern::Form("tariffs".to_owned()).word());
        assert_eq!(Pattern::Regex("a".to_owned()).typed(), None);
    }
}
