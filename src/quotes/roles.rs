//! What a person is said to be: titles before a name, appositions beside it, common nouns.

use super::Role;
use super::view::{Source, View, Who};
use crate::entities::EntityKind;
use crate::entities::lists::Flags;
use crate::entities::tokens::{Kind, Token};
use std::ops::Range;

/// Longest apposition that is taken as a role, in tokens.
const LONGEST: usize = 16;

/// The role that stands beside the name of a person, within the tokens of its sentence.
pub(super) fn beside(view: &View<'_>, mention: usize, sentence: &Range<usize>) -> Option<Role> {
    let spot = &view.spots[mention];
    if spot.is_empty() {
        return None;
    }
    let tokens = behind(view, spot.end, sentence.end)
        .or_else(|| title(view, spot.start, sentence.start))
        .or_else(|| before(view, spot.clone(), sentence))?;
    Some(role(view, tokens))
}

/// The role that a common-noun source states by itself.
pub(super) fn of_source(view: &View<'_>, source: &Source) -> Option<Role> {
    let noun = source.tokens.clone().any(|at| view.token(at).is(Flags::ROLE));
    (source.who == Who::Common && noun).then(|| role(view, unarticled(view, source.tokens.clone())))
}

/// "Jerry Dias, head of Unifor, …"
fn behind(view: &View<'_>, comma: usize, end: usize) -> Option<Range<usize>> {
    if comma >= end || !view.is(comma, ",") {
        return None;
    }
    let mut first = comma + 1;
    // "Jerry Dias, 59, head of Unifor, …"
    if first + 1 < end && view.token(first).kind == Kind::Number && view.is(first + 1, ",") {
        first += 2;
    }
    let most = end.min(first + LONGEST);
    // "the Autoworkers' Alliance" has an apostrophe inside.
    let inside = |at: usize| {
        let token = view.token(at);
        token.is_word() || token.kind == Kind::Possessive || matches!(view.cut(at), "'" | "’")
    };
    let stop = (first..most).find(|at| !inside(*at));
    let stop = stop.filter(|at| matches!(view.cut(*at), "," | "." | ";" | ")"))?;
    let noun = (first..stop.min(first + 6)).find(|at| view.token(*at).is(Flags::ROLE))?;
    let odd = |at: usize| {
        let token = view.token(at);
        let verb = token.is(Flags::CUE) && !token.is(Flags::BASE) || token.is(Flags::PRONOUN);
        // "The firm Halvor Roe": what bears the name is no person.
        let linked = at > first
            && (matches!(view.cut(at - 1), "of" | "for" | "to" | "with" | "the")
                || view.token(at - 1).is(Flags::THING));
        verb || !linked
            && view.mention(at).is_some_and(|m| view.is_person(m) && view.spots[m].start == at)
    };
    let relative = (first..noun).any(|at| {
        matches!(
            view.cut(at),
            "who" | "which" | "and" | "but" | "of" | "for" | "by" | "in" | "with"
        )
    });
    (!relative && !(first..stop).any(odd)).then(|| unarticled(view, first..stop))
}

/// "Trade Minister Helena Brandt", "former president Ann Lee"
fn title(view: &View<'_>, name: usize, first: usize) -> Option<Range<usize>> {
    let part = |token: &Token| {
        let small = token.is(Flags::ROLE | Flags::MODIFIER) && token.kind == Kind::Lower;
        let address = token.is(Flags::ADDRESS) && token.is(Flags::MAN | Flags::WOMAN);
        small
            || token.is_name_like()
                && !address
                && (!token.is(Flags::FUNCTION | Flags::CALENDAR) || token.is(Flags::MODIFIER))
    };
    let lowest = first.max(name.saturating_sub(8));
    let mut start = name;
    while start > lowest {
        let at = start - 1;
        let foreign = view.mention(at).is_some_and(|m| view.is_person(m));
        let of = view.is(at, "of") && at > lowest && view.token(at - 1).is(Flags::ROLE);
        if foreign || !(part(view.token(at)) || of) {
            break;
        }
        start = at;
    }
    let named = |at: usize| {
        let token = view.token(at);
        token.is(Flags::ROLE) || token.is(Flags::ADDRESS)
    };
    // "the source of Rubio's attack" is no office of his.
    let hangs = start < name && (view.is(name - 1, "of") || view.is(name - 1, "for"));
    (!hangs && (start..name).any(named)).then_some(start..name)
}

/// "The head of Unifor, Jerry Dias, …"
fn before(view: &View<'_>, name: Range<usize>, sentence: &Range<usize>) -> Option<Range<usize>> {
    let comma = name.start.checked_sub(1).filter(|at| *at > sentence.start && view.is(*at, ","))?;
    let closed = name.end < sentence.end && (view.parts(name.end) || view.is(name.end, "."));
    let source = view.common_to(sentence.start, comma).filter(|_| closed)?;
    let noun = source
        .tokens
        .clone()
        .any(|at| view.token(at).is(Flags::ROLE) && view.token(at).kind == Kind::Lower);
    let definite = matches!(view.cut(source.tokens.start), "the" | "The")
        || view.mention(source.tokens.start).is_some();
    (noun && definite).then(|| unarticled(view, source.tokens))
}

fn unarticled(view: &View<'_>, tokens: Range<usize>) -> Range<usize> {
    let article = matches!(view.cut(tokens.start), "a" | "an" | "the" | "A" | "An" | "The");
    tokens.start + usize::from(article && tokens.len() > 1)..tokens.end
}

fn role(view: &View<'_>, tokens: Range<usize>) -> Role {
    let span = view.span(tokens.clone());
    let known = tokens
        .clone()
        .find_map(|at| view.mention(at).filter(|m| view.kind(*m) == EntityKind::Organization));
    let organization = match known {
        Some(mention) => {
            Some(view.entities.entities[view.entities.mentions[mention].entity].name.clone())
        }
        None => written(view, tokens),
    };
    Role { span, text: span.cut(view.text).to_string(), organization }
}

/// Capitalised words behind "of", "for" or "at" that are no known person or place.
fn written(view: &View<'_>, tokens: Range<usize>) -> Option<String> {
    let end = tokens.end;
    let link =
        tokens.clone().find(|at| at + 1 < end && matches!(view.cut(*at), "of" | "for" | "at"))?;
    let first = link + 1 + usize::from(view.is(link + 1, "the"));
    let named =
        |at: &usize| *at < end && view.token(*at).is_name_like() && view.mention(*at).is_none();
    let last = (first..end).take_while(named).last()?;
    let plain = !view.token(first).is(Flags::NATION | Flags::ROLE | Flags::CALENDAR);
    plain.then(|| view.span(first..last + 1).cut(view.text).to_string())
}
