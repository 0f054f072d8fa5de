//! Phrases beside a subject that are none of their own: the body of a person ("Ann Lee of the Harbour Union
//! said"), and what tells where or when ("Ann Lee, in a letter to the court, said").

use crate::entities::lists::Flags;
use crate::entities::tokens::Kind;
use crate::quotes::text::view::{Source, View, Who};

/// What stands before a verb.
pub(super) enum Subject {
    /// Its subject.
    Is(Source),
    /// A phrase of place or time, before which the subject ends.
    EndsAt(usize),
}

impl View<'_> {
    /// The person whose body or town begins at `start`: "Ann Lee of Acme said".
    pub(super) fn belongs(&self, first: usize, start: usize) -> Option<usize> {
        // "Ann Lee of the state-run Harbour Union"
        let inside = |at: &usize| {
            let token = self.token(*at);
            token.is(Flags::ARTICLE)
                || token.is_name_like() && self.mention(*at).is_none()
                || token.kind == Kind::Lower && !token.is(Flags::PREPOSITION | Flags::CUE)
        };
        let lowest = (first + 1).max(start.saturating_sub(5));
        let link = (lowest..start).rev().find(|at| !inside(at))?;
        if !matches!(self.cut(link), "of" | "at" | "from" | "with") {
            return None;
        }
        let owner = self.mention(link - 1).filter(|m| self.spots[*m].end == link)?;
        if self.spots[owner].start < first {
            return None;
        }
        match self.is_person(owner) {
            true => Some(owner),
            // "Ann Lee of the law school at Portunion"
            false => self.belongs(first, self.spots[owner].start),
        }
    }

    /// The source, or where the subject ends if it is no more than a phrase of place or time.
    pub(super) fn no_adverbial(&self, first: usize, source: Source) -> Option<Subject> {
        let person = matches!(source.who, Who::Mention(m) if self.is_person(m));
        if person || !matches!(source.who, Who::Mention(_) | Who::Common) {
            return Some(Subject::Is(source));
        }
        let start = source.tokens.start;
        let inside = |at: &usize| {
            let token = self.token(*at);
            token.is(Flags::ARTICLE) || token.is(Flags::MODIFIER | Flags::NATION)
        };
        let lowest = first.max(start.saturating_sub(4));
        let Some(link) = (lowest..start).rev().find(|at| !inside(at)) else {
            return Some(Subject::Is(source));
        };
        let mut end = link;
        // "Roe in relaying the news said"
        if self.cut(end).ends_with("ing") && end > first && self.token(end).kind == Kind::Lower {
            end -= 1;
        }
        let adverbial = matches!(
            self.cut(end),
            "in" | "In" | "on" | "On" | "at" | "At" | "via" | "Via" | "during" | "During"
        );
        if !adverbial {
            return Some(Subject::Is(source));
        }
        end -= usize::from(end > first && self.is(end - 1, ","));
        (end > first).then_some(Subject::EndsAt(end))
    }
}
