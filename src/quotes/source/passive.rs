//! Verbs in the passive, whose subject is spoken of and whose source stands behind "by": "The plan was called a
//! joke by Roe."

use crate::entities::classes::Class;
use crate::entities::lists::Flags;
use crate::quotes::text::forms::is_adverb;
use crate::quotes::text::verbs;
use crate::quotes::text::view::{PHRASE, Source, View};

/// Tokens behind "quoted" within which its "as saying" stands.
const QUOTED: usize = 10;

impl View<'_> {
    /// Whether a form of "be" before the verb makes it a passive: "was accused", "has been asked".
    pub fn is_passive(&self, first: usize, cue: usize) -> bool {
        let word = self.cut(cue);
        // "The truth is says Roe": a third person is no participle.
        if verbs::is_participle(word) || word.ends_with('s') {
            return false;
        }
        (first.max(cue.saturating_sub(5))..cue)
            .rev()
            .take_while(|at| {
                let token = self.token(*at);
                token.is(Flags::BETWEEN | Flags::NEGATION) || is_adverb(self.cut(*at))
            })
            .any(|at| self.has(at, Class::Be))
    }

    /// "Roe was quoted by the radio as saying": the subject of this passive speaks.
    pub fn is_quoted(&self, cue: usize) -> bool {
        let last = self.tokens.all.len().saturating_sub(1).min(cue + QUOTED);
        self.has(cue, Class::Quoted)
            && (cue + 1..last)
                .take_while(|at| self.token(*at).is_word())
                .any(|at| self.is(at, "as") && verbs::is_participle(self.cut(at + 1)))
    }

    /// Who stands behind the "by" at `by`: "by Senator Ann Lee", "by her rival, Jane Roe".
    pub fn agent_at(&self, by: usize, end: usize) -> Option<Source> {
        let end = end.min(by + 1 + PHRASE);
        let by = self.is(by, "by").then_some(by + 1)?;
        self.described(by, end).or_else(|| self.source_from(by, end))
    }

    /// The agent of a passive right behind its verb.
    pub fn agent_behind(&self, cue: usize) -> Option<Source> {
        self.agent_at(cue + 1, self.tokens.all.len())
    }
}
