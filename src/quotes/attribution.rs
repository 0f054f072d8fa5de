//! An attribution as the patterns hand it on: who, by which words, by which rule.

use crate::quotes::rule::Rule;
use crate::quotes::text::view::Source;
use std::ops::Range;

/// How firmly an attribution holds the words between the marks beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Grip {
    /// Nothing speaks against it.
    Firm,
    /// Its verb tells of thought as often as of speech: what stands behind the marks comes first.
    Weak,
    /// Its verb governs words of its own: "…," Dias said he knew.
    OtherWords,
}

/// An attribution in tokens.
pub(crate) struct Attribution {
    pub source: Option<Source>,
    /// Tokens of the cue, and whether it is denied.
    pub cue: Option<(Range<usize>, bool)>,
    pub rule: Rule,
    pub grip: Grip,
    /// Where the clause of a mixed quote begins.
    pub clause: Option<usize>,
}

impl Attribution {
    /// An attribution to nobody.
    pub fn to_nobody(rule: Rule) -> Attribution {
        Attribution { source: None, cue: None, rule, grip: Grip::Firm, clause: None }
    }

    /// An attribution that no verb makes.
    pub fn to(rule: Rule, source: Source) -> Attribution {
        Attribution { source: Some(source), ..Attribution::to_nobody(rule) }
    }

    /// An attribution by the words `cue`, which nothing denies.
    pub fn by_words(rule: Rule, source: Source, cue: Range<usize>) -> Attribution {
        Attribution { cue: Some((cue, false)), ..Attribution::to(rule, source) }
    }

    /// An attribution by the verb at token `cue`.
    pub fn by_verb(rule: Rule, source: Source, cue: usize, negated: bool) -> Attribution {
        Attribution { cue: Some((cue..cue + 1, negated)), ..Attribution::to(rule, source) }
    }
}
