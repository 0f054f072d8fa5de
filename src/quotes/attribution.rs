//! An attribution as the rules hand it on: who, by which words, by which rule.

use crate::quotes::text::view::Source;
use std::ops::Range;

/// An attribution in tokens.
pub(crate) struct Found {
    pub source: Option<Source>,
    /// Tokens of the cue, and whether it is denied.
    pub cue: Option<(Range<usize>, bool)>,
    pub rule: &'static str,
    /// How strong the rule is where several could hold; no probability.
    pub strength: f32,
    /// Where the clause of a mixed quote begins.
    pub clause: Option<usize>,
}

impl Found {
    pub fn new(
        source: Option<Source>,
        cue: Option<(Range<usize>, bool)>,
        rule: &'static str,
        strength: f32,
    ) -> Found {
        Found { source, cue, rule, strength, clause: None }
    }

    /// An attribution by the verb at token `cue`.
    pub fn verb(source: Source, cue: usize, negated: bool, rule: &'static str, sure: f32) -> Found {
        Found::new(Some(source), Some((cue..cue + 1, negated)), rule, sure)
    }
}
