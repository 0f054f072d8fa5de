//! What a verb of attribution takes behind it, and where that ends: a clause, an infinitive, an
//! object, a question.

use crate::entities::lists::Flags;
use crate::entities::tokens::Kind;
use crate::quotes::text::cues;
use crate::quotes::text::frames::{self, Verb};
use crate::quotes::text::view::View;
use std::ops::Range;

/// Tokens between a verb and the clause that it opens: "said on Friday in Ottawa that".
const ASIDE: usize = 8;

/// Where the object of the verb at `cue` begins, before `end`.
pub(crate) fn object(view: &View<'_>, cue: usize, end: usize) -> Option<usize> {
    let verb = frames::of(view.cut(cue))?;
    let (start, _, _) = content(view, verb, cue, end)?;
    (start < end).then_some(start)
}

/// Where the content behind the verb begins, the rule, and how sure it is.
pub(crate) fn content(
    view: &View<'_>,
    verb: Verb,
    cue: usize,
    end: usize,
) -> Option<(usize, &'static str, f32)> {
    let next = cue + 1;
    if !view.token(next).is_word() {
        return None;
    }
    let token = view.token(cue);
    if token.is(Flags::BARE)
        && let Some((start, that)) = behind(view, cue, end)
        && (that || opens_clause(view, start, end))
    {
        return Some((start, "source-that", if that { 0.8 } else { 0.7 }));
    }
    if verb.takes('t') {
        let plain = |at: &usize| {
            let token = view.token(*at);
            token.is_word()
                && !cues::is_cue(token)
                && (*at == next || frames::of(view.cut(*at)).is_none())
        };
        let aside = (next..end.min(next + ASIDE)).take_while(plain);
        if let Some(that) = aside.clone().find(|at| view.is(*at, "that"))
            && that + 1 < end
            && (that == next || leads_aside(view, next))
        {
            return Some((that + 1, "source-that", 0.8));
        }
    }
    if verb.base == "tell"
        && let Some(clause) =
            (next + 1..end.min(next + 7)).find(|at| view.token(*at).is(Flags::PRONOUN))
        && (next..clause).all(|at| view.token(at).is_word() && !cues::is_cue(view.token(at)))
        && clause + 1 < end
    {
        return Some((clause, "source-that", 0.7));
    }
    let next = behind_time(view, next, end);
    let word = view.cut(next);
    if word == "to" && verb.takes('i') && next + 1 < end && view.token(next + 1).kind == Kind::Lower
    {
        // "declined to comment" says nothing.
        let silent = matches!(view.cut(next + 1), "comment" | "say" | "respond" | "elaborate");
        return (!silent).then_some((next, "source-infinitive", 0.6));
    }
    let question =
        matches!(word, "what" | "why" | "how" | "whether" | "if" | "who" | "where" | "when");
    if question {
        return verb.takes('w').then_some((next, "source-question", 0.6));
    }
    if verb.takes_preposition(word) && next + 1 < end && view.token(next + 1).is_word() {
        return Some((next + 1, "source-about", 0.5));
    }
    let pointed =
        word == "that" && !verb.takes('t') && next + 1 < end && view.token(next + 1).is_word();
    (verb.takes('n') && (pointed || opens_object(view, next))).then_some((
        next,
        "source-object",
        0.5,
    ))
}

/// The token behind a time beside the verb: "promised on Tuesday to".
fn behind_time(view: &View<'_>, at: usize, end: usize) -> usize {
    let day = |at: usize| at < end && view.token(at).is(Flags::CALENDAR);
    let next = match () {
        () if view.is(at, "on") && day(at + 1) => at + 2,
        () if day(at) => at + 1,
        () => at,
    };
    if next < end { next } else { at }
}

/// Whether what stands between verb and "that" is a time, a place or a hearer.
fn leads_aside(view: &View<'_>, at: usize) -> bool {
    let token = view.token(at);
    token.is(Flags::CALENDAR | Flags::PREPOSITION)
        || token.is_name_like()
        || matches!(
            view.cut(at),
            "reporters"
                | "lawmakers"
                | "supporters"
                | "voters"
                | "in"
                | "on"
                | "at"
                | "to"
                | "during"
                | "again"
                | "also"
                | "me"
                | "him"
                | "her"
                | "us"
                | "them"
                | "the"
        )
}

/// Whether a clause without "that" begins at `at`: a subject and, within a few words, its verb.
pub(crate) fn opens_clause(view: &View<'_>, at: usize, end: usize) -> bool {
    let verb = |n: usize| {
        let token = view.token(n);
        token.kind == Kind::Lower
            && (token.is(Flags::BETWEEN) && !token.is(Flags::MODIFIER | Flags::CALENDAR)
                || cues::is_cue(token)
                || view.cut(n).ends_with("ed"))
    };
    view.token(at).is(Flags::PRONOUN) || (at + 1..end.min(at + 12)).any(verb)
}

/// Whether an object begins at `at`: no preposition, conjunction, adverb or pronoun that is a subject.
fn opens_object(view: &View<'_>, at: usize) -> bool {
    let token = view.token(at);
    if token.is(Flags::CALENDAR | Flags::NEGATION) {
        return false;
    }
    let word = view.cut(at);
    if matches!(
        word,
        "her"
            | "his"
            | "their"
            | "its"
            | "him"
            | "them"
            | "it"
            | "me"
            | "us"
            | "himself"
            | "herself"
            | "more"
            | "both"
            | "such"
            | "any"
            | "all"
    ) {
        return true;
    }
    let other = token.is(Flags::PREPOSITION | Flags::PRONOUN | Flags::BETWEEN)
        || token.kind == Kind::Lower && word.ends_with("ly");
    !other
        && !matches!(
            word,
            "that"
                | "to"
                | "in"
                | "on"
                | "at"
                | "by"
                | "of"
                | "for"
                | "with"
                | "from"
                | "as"
                | "and"
                | "or"
                | "but"
                | "when"
                | "after"
                | "before"
                | "because"
                | "if"
                | "than"
                | "out"
                | "up"
                | "down"
                | "off"
                | "over"
                | "into"
                | "back"
                | "away"
                | "during"
                | "through"
                | "about"
                | "against"
                | "between"
                | "among"
                | "since"
                | "until"
                | "while"
                | "so"
                | "too"
                | "again"
                | "once"
                | "there"
                | "here"
                | "like"
                | "is"
                | "are"
                | "was"
                | "were"
        )
}

/// Whether a new clause begins at `at`, behind a comma.
pub(crate) fn breaks(view: &View<'_>, at: usize) -> bool {
    let Some(token) = view.tokens.all.get(at) else { return true };
    let word = view.cut(at);
    token.kind == Kind::Lower && word.ends_with("ing")
        || matches!(
            word,
            "and" | "but" | "while" | "though" | "although" | "as" | "who" | "which" | "according"
        )
}

/// Where the clause that a sentence opens with ends, if the verb at `cue` stands in it: "Although they say it works, …".
pub(crate) fn opening_clause(
    view: &View<'_>,
    first: usize,
    cue: usize,
    content: Range<usize>,
) -> Option<usize> {
    let subordinate = matches!(
        view.cut(first),
        "Although"
            | "Though"
            | "While"
            | "Whereas"
            | "If"
            | "When"
            | "Because"
            | "Since"
            | "Unless"
            | "Once"
            | "Even"
    );
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
                    .any(|n| cues::is_cue(view.token(n)) && view.source_to(from, n).is_some())
            };
            let breaks = match next {
                "according" | "saying" | "adding" | "noting" | "arguing" | "citing" | "calling" => {
                    true
                }
                "and" | "but" | "while" | "though" | "although" | "as" if clause => {
                    new_verb(at + 2)
                }
                "and" | "but" | "while" | "though" | "although" | "as" | "who" | "which"
                | "where" | "when" | "after" | "because" | "even" | "before" | "he" | "she"
                | "they" | "it" | "I" | "we" => !clause,
                _ if !clause => {
                    let token = view.token(at + 1);
                    token.kind == Kind::Lower && (next.ends_with("ing") || cues::is_cue(token))
                }
                _ => false,
            };
            if breaks {
                return at;
            }
        }
        if !clause
            && at > start + 1
            && matches!(
                word,
                "while"
                    | "after"
                    | "before"
                    | "because"
                    | "when"
                    | "although"
                    | "though"
                    | "during"
                    | "amid"
            )
        {
            return at;
        }
        // "praised the plan and urged support"
        if !clause
            && word == "and"
            && at + 1 < end
            && frames::of(view.cut(at + 1))
                .is_some_and(|v| !v.is_base && !view.cut(at + 1).ends_with("ing"))
        {
            return at;
        }
    }
    end
}

/// Whether what begins at `at` tells when or where something was said.
pub(crate) fn is_tail(view: &View<'_>, at: usize) -> bool {
    view.token(at).is(Flags::CALENDAR)
        || matches!(
            view.cut(at),
            "," | "on"
                | "over"
                | "in"
                | "at"
                | "during"
                | "after"
                | "before"
                | "last"
                | "this"
                | "late"
                | "early"
                | "to"
                | "by"
                | "when"
                | "while"
                | "reporters"
                | "lawmakers"
                | "earlier"
                | "today"
                | "yesterday"
        )
}

/// Where the clause behind a cue begins, and whether "that" opens it.
pub(crate) fn behind(view: &View<'_>, cue: usize, end: usize) -> Option<(usize, bool)> {
    let most = end.min(cue + 11);
    let that = (cue + 1..most)
        .take_while(|at| !view.is(*at, ":") && !view.is(*at, ";"))
        .find(|at| view.is(*at, "that"));
    if let Some(that) = that
        && (cue + 1..that).all(|at| !cues::is_cue(view.token(at)))
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
