//! Who is meant by a whole noun phrase with what belongs to it: "Jane Roe, head of the harbour board,".

use crate::entities::EntityKind;
use crate::entities::classes::Class;
use crate::entities::lists::Flags;
use crate::entities::tokens::Kind;
use crate::quotes::text::view::{Source, View, Who};
use std::ops::Range;

/// The head of the words at `tokens`, which are not empty: a person among them, else a body, else the noun with its words.
///
/// `sentence` is the first token of their sentence.
pub(crate) fn head(view: &View<'_>, sentence: usize, tokens: Range<usize>) -> Source {
    let tokens = trimmed(view, tokens);
    if tokens.len() == 1 {
        let at = tokens.start;
        if matches!(view.cut(at), "who" | "which" | "that") {
            let relative = view.relative_at(sentence, at);
            return relative.unwrap_or(Source { tokens, who: Who::Pronoun });
        }
        if view.token(at).is(Flags::PRONOUN) || is_pronoun(view.cut(at)) {
            return Source { tokens, who: Who::Pronoun };
        }
    }
    let clause = tokens
        .clone()
        .find(|at| *at > tokens.start && view.has(*at, Class::Relative))
        .unwrap_or(tokens.end);
    let mentions = || {
        let mut last = None;
        (tokens.start..clause).filter_map(move |at| {
            let mention = view.mention(at).filter(|m| last != Some(*m))?;
            last = Some(mention);
            Some(mention)
        })
    };
    let person = mentions()
        .find(|m| view.is_person(*m) && !hangs(view, tokens.start, *m) && !owns(view, *m));
    if let Some(person) = person {
        return view.named(person);
    }
    let body = mentions().next().filter(|m| {
        let spot = &view.spots[*m];
        let leads = (tokens.start..spot.start).all(|at| view.token(at).is(Flags::ARTICLE));
        let ends = spot.end >= clause || view.is(spot.end, ",") || view.is(spot.end, "(");
        leads && ends && view.kind(*m) != EntityKind::Person
    });
    if let Some(body) = body {
        return view.named(body);
    }
    let comma = (tokens.start + 1..clause).find(|at| view.parts(*at)).unwrap_or(clause);
    let tokens = tokens.start..comma;
    let name = tokens.clone().all(|at| view.token(at).is_name_like())
        && !tokens.clone().any(|at| view.token(at).is(Flags::ROLE | Flags::THING));
    Source { tokens, who: if name { Who::Name } else { Who::Common } }
}

/// Without signs at both ends.
fn trimmed(view: &View<'_>, tokens: Range<usize>) -> Range<usize> {
    let is_word = |at: &usize| view.token(*at).is_word();
    let Some(start) = tokens.clone().find(is_word) else { return tokens };
    let end = tokens.clone().rev().find(is_word).map_or(tokens.end, |at| at + 1);
    start..end
}

fn is_pronoun(word: &str) -> bool {
    matches!(
        word.to_ascii_lowercase().as_str(),
        "he" | "she"
            | "they"
            | "it"
            | "i"
            | "we"
            | "you"
            | "his"
            | "her"
            | "their"
            | "its"
            | "my"
            | "our"
    )
}

/// Whether the mention hangs on a noun before it: "a spokesman for Roe", "aides to Roe".
fn hangs(view: &View<'_>, first: usize, mention: usize) -> bool {
    let start = view.spots[mention].start;
    start > first && view.token(start - 1).is(Flags::PREPOSITION)
        || start > first && view.has(start - 1, Class::Link)
        || start > first + 1 && view.is(start - 1, "of")
}

/// Whether what follows is the mention's: "Roe's spokesman".
fn owns(view: &View<'_>, mention: usize) -> bool {
    let end = view.spots[mention].end;
    view.tokens.all.get(end).is_some_and(|token| token.kind == Kind::Possessive)
}
