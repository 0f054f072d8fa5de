//! Clauses behind a verb of saying: where one begins and where it ends.

use crate::entities::classes::Class;
use crate::entities::lists::Flags;
use crate::entities::tokens::Kind;
use crate::quotes::text::verbs;
use crate::quotes::text::view::View;
use std::ops::Range;

/// Whether a clause without "that" begins at `at`: a subject and, within a few words, its verb.
pub(crate) fn opens_clause(view: &View<'_>, at: usize, end: usize) -> bool {
    let verb = |n: usize| {
        let token = view.token(n);
        token.kind == Kind::Lower
            && (token.is(Flags::BETWEEN) && !token.is(Flags::MODIFIER | Flags::CALENDAR)
                || verbs::is_cue(token)
                || view.cut(n).ends_with("ed"))
    };
    view.token(at).is(Flags::PRONOUN) || (at + 1..end.min(at + 12)).any(verb)
}

/// Whether a new clause begins at `at`, behind a comma.
pub(crate) fn breaks(view: &View<'_>, at: usize) -> bool {
    let Some(token) = view.tokens.all.get(at) else { return true };
    let word = view.cut(at);
    token.kind == Kind::Lower && word.ends_with("ing") || view.has(at, Class::ClauseBreak)
}

/// Where the clause that a sentence opens with ends, if the verb at `cue` stands in it: "Although they say it works, …".
pub(crate) fn opening_clause(
    view: &View<'_>,
    first: usize,
    cue: usize,
    content: Range<usize>,
) -> Option<usize> {
    let subordinate = view.has(first, Class::Subordinator);
    let comma = |at: &usize| view.is(*at, ",");
    if !subordinate || (first..cue).any(|at| comma(&at)) {
        return None;
    }
    content.clone().find(|at| *at > content.start && comma(at))
}

/// Where the content that reaches over token `start` ends; a clause reaches further than an object.
pub(crate) fn end(view: &View<'_>, start: usize, end: usize, clause: bool) -> usize {
    for at in start + 1..end {
        let word = view.cut(at);
        if matches!(word, ";" | "—" | "–" | "--" | ":") {
            return at;
        }
        if word == "," && at + 1 < end {
            let next = view.cut(at + 1);
            let new_verb = |from: usize| {
                (from..end.min(from + 7))
                    .any(|n| verbs::is_cue(view.token(n)) && view.source_to(from, n).is_some())
            };
            let breaks = match next {
                "according" | "saying" | "adding" | "noting" | "arguing" | "citing" | "calling" => {
                    true
                }
                "and" | "but" | "while" | "though" | "although" | "as" if clause => {
                    new_verb(at + 2)
                }
                _ if view.has(at + 1, Class::NewClause) => !clause,
                _ if !clause => {
                    let token = view.token(at + 1);
                    token.kind == Kind::Lower && (next.ends_with("ing") || verbs::is_cue(token))
                }
                _ => false,
            };
            if breaks {
                return at;
            }
        }
        if !clause && at > start + 1 && view.has(at, Class::Adjunct) {
            return at;
        }
        // "praised the plan and urged support"
        if !clause
            && word == "and"
            && at + 1 < end
            && verbs::of(view.cut(at + 1))
                .is_some_and(|v| !v.is_base && !view.cut(at + 1).ends_with("ing"))
        {
            return at;
        }
    }
    end
}

/// Whether what begins at `at` tells when or where something was said.
pub(crate) fn is_tail(view: &View<'_>, at: usize) -> bool {
    view.token(at).is(Flags::CALENDAR) || view.has(at, Class::Tail) || view.is(at, ",")
}

/// Where the clause behind a cue begins, and whether "that" opens it.
pub(crate) fn behind(view: &View<'_>, cue: usize, end: usize) -> Option<(usize, bool)> {
    let most = end.min(cue + 11);
    let that = (cue + 1..most)
        .take_while(|at| !view.is(*at, ":") && !view.is(*at, ";"))
        .find(|at| view.is(*at, "that"));
    if let Some(that) = that
        && (cue + 1..that).all(|at| !verbs::is_cue(view.token(at)))
    {
        // "said he knew nothing of the ship that sank" keeps its own "that".
        let bare = view.token(cue).is(Flags::BARE) && that > cue + 1;
        let aside = bare && !(is_tail(view, cue + 1) || view.token(cue + 1).is(Flags::PREPOSITION));
        if !aside {
            // "said that, if anything, …"
            let first = that + 1 + usize::from(view.is(that + 1, ","));
            return (first < end).then_some((first, true));
        }
    }
    if !view.token(cue).is(Flags::BARE) {
        return None;
    }
    let mut first = cue + 1;
    first += usize::from(
        view.is(first, "on") && first + 1 < end && view.token(first + 1).is(Flags::CALENDAR),
    );
    first += usize::from(first < end && view.token(first).is(Flags::CALENDAR));
    let opens = first < end
        && view.token(first).is_word()
        && !matches!(view.cut(first), "to" | "in" | "at" | "so" | "of" | "about" | "on");
    opens.then_some((first, false))
}
