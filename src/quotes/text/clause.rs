//! Clauses behind a verb of saying: where one begins and where it ends.

use crate::entities::classes::Class;
use crate::entities::lists::Flags;
use crate::entities::tokens::Kind;
use crate::quotes::text::verbs;
use crate::quotes::text::view::{View, Who};
use std::ops::Range;

/// Tokens behind a joiner within which another speaker has his verb.
const OTHER: usize = 16;

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

/// Whether somebody else begins to speak behind the joiner at `at`: "…, but Moss said".
pub(crate) fn other_speaks(view: &View<'_>, at: usize, end: usize) -> bool {
    let joins = matches!(view.cut(at), "and" | "but" | "while" | "whereas" | "though" | "although");
    if !joins && !view.is(at, ";") || view.is(at + 1, "that") {
        return false;
    }
    let first = at + 1 + usize::from(view.is(at, ";") && view.is(at + 1, "but"));
    let near = (first + 1..end.min(first + OTHER)).take_while(|at| !view.is(*at, ";"));
    let mut cues = near.filter(|at| {
        verbs::is_cue(view.token(*at)) && !verbs::is_participle(view.cut(*at)) && *at + 1 < end
    });
    cues.any(|cue| {
        let weak = verbs::is_weak(view.cut(cue)) && view.is(at, "and");
        let source = view.source_to(first, cue).map(|(source, _)| source);
        source.is_some_and(|source| {
            let start = view.list_start(first, &source);
            let title = |at: usize| {
                let token = view.token(at);
                token.is_name_like() || token.is(Flags::ROLE | Flags::MODIFIER | Flags::ARTICLE)
            };
            // "the owner, Jane Roe, insisted"
            let plain = |at: usize| title(at) || view.is(at, ",");
            !weak
                && source.who != Who::Pronoun
                && !matches!(source.who, Who::Relative(_))
                && (first..start).all(plain)
        })
    })
}

/// Where a clause ends in which nobody else speaks, be it the end of the sentence.
pub(crate) fn own_end(view: &View<'_>, start: usize, end: usize) -> usize {
    let other = (start + 2..end).find(|at| other_speaks(view, *at, end));
    other.map_or(end, |at| if view.is(at - 1, ",") { at - 1 } else { at })
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
                    new_verb(at + 2) || other_speaks(view, at + 1, end)
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
        if clause && at > start + 1 && other_speaks(view, at, end) {
            return at;
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

/// "Claims were filed": what stands before an auxiliary is no verb of saying.
fn is_auxiliary(view: &View<'_>, at: usize) -> bool {
    view.has(at, Class::Be)
        || matches!(view.cut(at), "has" | "have" | "had" | "will" | "would" | "could" | "should")
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
        && !matches!(view.cut(first), "to" | "in" | "at" | "so" | "of" | "about" | "on")
        && !is_auxiliary(view, first);
    opens.then_some((first, false))
}
