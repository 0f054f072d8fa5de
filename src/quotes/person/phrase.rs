//! Noun phrases that say what a person is, read to the left of a name and to the right of a verb: where they begin and
//! end, and whether their noun names one person.

use super::title::{is_agent, is_noun};
use crate::entities::classes::Class;
use crate::entities::lists::Flags;
use crate::entities::tokens::Kind;
use crate::quotes::text::forms::{is_closed, is_plural, is_verb};
use crate::quotes::text::view::View;
use std::ops::Range;

/// Longest phrase, in tokens.
const LONGEST: usize = 24;
/// Tokens within which its noun stands.
const NOUN: usize = 9;

/// Whether the token opens a noun phrase: "a", "the", "his", "our".
pub(super) fn is_article(view: &View<'_>, at: usize) -> bool {
    view.token(at).is(Flags::ARTICLE) && !matches!(view.cut(at), "this" | "that" | "This" | "That")
        || matches!(view.cut(at), "my" | "our" | "My" | "Our")
}

/// The phrase that begins at `first`: its end, where no verb, comma or new clause goes on.
pub(super) fn end(view: &View<'_>, first: usize, end: usize) -> usize {
    let most = end.min(first + LONGEST);
    let mut stop = first;
    while stop < most && goes_on(view, first, stop, most) {
        stop += 1;
    }
    // What opens something else is no part of it: "mayor of Halvor and", "a clerk in".
    while stop > first
        && (view.token(stop - 1).is(Flags::PREPOSITION | Flags::ARTICLE | Flags::BETWEEN)
            || matches!(view.cut(stop - 1), "and" | "or" | "as" | "then" | "not" | "also" | "both"))
    {
        stop -= 1;
    }
    stop
}

fn goes_on(view: &View<'_>, first: usize, at: usize, most: usize) -> bool {
    let token = view.token(at);
    let word = view.cut(at);
    if token.kind == Kind::Possessive || matches!(word, "'" | "’") {
        return at > first;
    }
    if !token.is_word() || token.kind == Kind::Number && at > first && is_time(view, at - 1) {
        return false;
    }
    if at == first {
        return true;
    }
    // "mayor in 2003", "mayor since May", "mayor during the war"
    let next = (at + 1 < most).then(|| view.token(at + 1));
    let timed =
        is_time(view, at) && next.is_some_and(|t| t.kind == Kind::Number || t.is(Flags::CALENDAR));
    let closed = token.kind == Kind::Lower
        && (view.has(at, Class::Relative) || view.has(at, Class::PhraseEnd));
    let verb = token.is(Flags::PRONOUN)
        || token.kind == Kind::Lower
            && !is_noun(view, at)
            && (token.is(Flags::CUE)
                && !token.is(Flags::BASE | Flags::THING)
                && !is_noun_behind(view, at, most)
                || token.is(Flags::BETWEEN) && !token.is(Flags::MODIFIER)
                || is_verb(word)
                    && !word.ends_with('s')
                    && is_noun_before(view, first, at)
                    && !is_noun_behind(view, at, most));
    !(timed || closed || verb)
}

/// "in", "from", "until": may open a time.
fn is_time(view: &View<'_>, at: usize) -> bool {
    matches!(
        view.cut(at),
        "in" | "on" | "from" | "until" | "since" | "for" | "by" | "at" | "between" | "last"
    )
}

fn is_noun_before(view: &View<'_>, first: usize, at: usize) -> bool {
    (first..at).any(|at| is_noun(view, at) || is_agent(view, at))
}

fn is_noun_behind(view: &View<'_>, at: usize, most: usize) -> bool {
    (at + 1..most.min(at + 3)).any(|at| is_noun(view, at))
}

/// Whether a noun means several persons.
pub(super) fn is_many(word: &str) -> bool {
    is_plural(word) || matches!(word, "children" | "men" | "women") || word.ends_with("women")
}

/// The noun of the phrase, when it names one person: "the mayor of Halvor", "one of the three candidates".
pub(super) fn noun(view: &View<'_>, tokens: &Range<usize>) -> Option<usize> {
    let many = noun_of_any(view, tokens)?;
    let one = (tokens.start..many).any(|at| {
        matches!(view.cut(at), "one" | "One")
            && view.tokens.all.len() > at + 1
            && view.is(at + 1, "of")
    });
    (one || !is_many(view.cut(many))).then_some(many)
}

/// The noun of the phrase, of one person or of many.
pub(super) fn noun_of_any(view: &View<'_>, tokens: &Range<usize>) -> Option<usize> {
    let one_of = matches!(view.cut(tokens.start), "one" | "One")
        && tokens.len() > 2
        && view.is(tokens.start + 1, "of");
    let from = if one_of { tokens.start + 2 } else { tokens.start };
    let last = (from + 1..tokens.end.min(from + NOUN))
        .find(|at| {
            view.token(*at).kind == Kind::Lower
                && (view.token(*at).is(Flags::PREPOSITION) || is_closed(view.cut(*at)))
                && !matches!(view.cut(*at), "and" | "ever")
                && view.mention(*at).is_none()
        })
        .unwrap_or(tokens.end.min(from + NOUN));
    // The last noun before the first preposition: "the party's vice presidential nominee".
    // Of "the suspect's name" the suspect is not the noun.
    let owns = |at: usize| at + 1 < tokens.end && view.token(at + 1).kind == Kind::Possessive;
    let listed = (from..last).rev().find(|at| is_noun(view, *at) && !owns(*at));
    let told = || {
        let at = last.checked_sub(1).filter(|at| *at > from)?;
        is_agent(view, at).then_some(at)
    };
    listed.or_else(told)
}

/// The phrase of many that ends before `end`: "the two pilots", "rock musicians".
pub(super) fn before_many(view: &View<'_>, end: usize, lowest: usize) -> Option<Range<usize>> {
    if let Some(tokens) = before(view, end, lowest)
        && noun_of_any(view, &tokens).is_some()
    {
        return Some(tokens);
    }
    // Without an article: the words before the noun that are no verb.
    let lowest = lowest.max(end.saturating_sub(LONGEST));
    let noun = (lowest..end).rev().take(NOUN).find(|at| is_noun(view, *at))?;
    let part = |at: &usize| {
        let token = view.token(*at);
        let word = view.cut(*at);
        let other = Flags::CUE | Flags::PREPOSITION | Flags::PRONOUN | Flags::BETWEEN;
        token.is_word()
            && (token.is(Flags::MODIFIER) || !token.is(other) && !is_closed(word) && !is_verb(word))
    };
    let start = (lowest..noun).rev().take_while(part).last().unwrap_or(noun);
    Some(start..end)
}

/// The phrase that ends before `end`, back to its article, its owner or the first of its bare words.
pub(super) fn before(view: &View<'_>, end: usize, lowest: usize) -> Option<Range<usize>> {
    let lowest = lowest.max(end.saturating_sub(LONGEST));
    let mut start = None;
    let mut at = end;
    while at > lowest {
        at -= 1;
        let token = view.token(at);
        if is_article(view, at) {
            start = Some(at);
            // "the judge in the case", "one of the advisers": the phrase begins further to the left.
            let link = at.checked_sub(1).filter(|link| *link > lowest).is_some_and(|link| {
                view.token(link).is(Flags::PREPOSITION)
                    || matches!(view.cut(link), "over" | "under")
            });
            let noun = is_agent(view, end - 1)
                || (at..end).any(|at| is_noun(view, at) && view.token(at).kind == Kind::Lower);
            let one = at >= lowest + 2
                && view.is(at - 1, "of")
                && matches!(view.cut(at - 2), "one" | "One");
            if one {
                start = Some(at - 2);
            }
            if one || !link || noun {
                break;
            }
            at -= 1;
            continue;
        }
        if let Some(mention) = view.mention(at) {
            at = view.spots[mention].start.max(lowest);
            if start.is_some_and(|start| start > at) || at == lowest {
                start = Some(at).filter(|_| at == lowest).or(start);
            }
            continue;
        }
        if token.kind == Kind::Possessive || matches!(view.cut(at), "'" | "’") {
            let owner = at.checked_sub(1).filter(|owner| *owner >= lowest)?;
            let owner = view.mention(owner).map_or(owner, |m| view.spots[m].start.max(lowest));
            let named = view.token(owner).is_name_like();
            if named && !(owner > lowest && is_article(view, owner - 1)) {
                start = Some(owner);
                // "the director of Halvor's museum": the owner stands inside.
                let inside = owner > lowest + 1
                    && view.is(owner - 1, "of")
                    && !(owner..end).any(|at| is_noun(view, at));
                if !inside {
                    break;
                }
                at = owner - 1;
            }
            continue;
        }
        // "The minister came, Ann Lee left": the verb of another clause.
        let past = at > lowest
            && (is_noun(view, at - 1) || is_agent(view, at - 1))
            && is_verb(view.cut(at))
            && !view.cut(at).ends_with("ing")
            && !is_noun_behind(view, at, end);
        let verb = token.kind == Kind::Lower
            && !is_noun(view, at)
            && (past
                || token.is(Flags::CUE) && !token.is(Flags::BASE | Flags::THING)
                || token.is(Flags::BETWEEN) && !token.is(Flags::MODIFIER));
        // "the secretary of the union (Dockers' Union), Ann Lee"
        if view.is(at, ")")
            && let Some(open) = (lowest..at).rev().take(12).find(|at| view.is(*at, "("))
        {
            at = open;
            continue;
        }
        // "the manager of the pool and director of the hall"
        let and = view.is(at, "and") && at + 1 < end && is_noun(view, at + 1);
        let closed = view.has(at, Class::PhraseStop) && !and
            || view.has(at, Class::Relative) && !view.is(at, "that");
        if !token.is_word() || token.is(Flags::PRONOUN) || verb || closed {
            // A phrase without article opens a sentence: "Former president of Halvor".
            start = start.filter(|start| *start > at);
            break;
        }
        if at == lowest && token.is_name_like() {
            start = Some(at);
        }
    }
    let start = start.filter(|start| *start < end)?;
    Some(start..end)
}
