//! Names that look like those of persons and are not: cups, works and ships.

use super::classes::Class;
use super::entity::EntityKind;
use super::lists::Flags;
use super::tokens::{Kind, Token};
use std::ops::Range;

/// Words between a name and the noun that tells of it: "Ann Roe, a new film".
const NEAR: usize = 5;

/// What a name is a name of, if not of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Thing {
    /// Told by its own last word: "Brandt Cup".
    Here,
    /// Told by the words beside it, and so wherever the document names it: "the film Ann Roe".
    Everywhere,
}

/// Whether the words name a thing where `kind` is what the model took them for.
pub(super) fn of(
    text: &str,
    sentence: &[Token],
    words: &Range<usize>,
    kind: EntityKind,
) -> Option<Thing> {
    let last = sentence.get(words.clone())?.last()?;
    if words.len() > 1 && last.kind == Kind::Capital && last.has(Class::Event) {
        return Some(Thing::Here);
    }
    if kind != EntityKind::Person {
        return None;
    }
    let before = words.start.checked_sub(1).map(|at| &sentence[at]);
    let small = |class| before.is_some_and(|t| t.kind == Kind::Lower && t.has(class));
    let ship =
        before.is_some_and(|token| token.has(Class::Hull)) || words.len() > 1 && small(Class::Ship);
    // "the film Ann Roe", but not "the film Ann Roe made".
    let verb = sentence.get(words.end).is_some_and(|token| {
        token.kind == Kind::Lower
            && !token.is(Flags::PREPOSITION | Flags::BETWEEN)
            && !token.has(Class::Closed)
    });
    let work = words.len() > 1 && small(Class::NamedWork) && !verb;
    // "Ann Roe, a new film by …"
    let told = sentence.get(words.end).is_some_and(|token| token.span.cut(text) == ",")
        && sentence.get(words.end + 1).is_some_and(|t| matches!(t.span.cut(text), "a" | "the"))
        && sentence[words.end + 2..]
            .iter()
            .take(NEAR)
            .take_while(|token| token.kind == Kind::Lower)
            .enumerate()
            .any(|(at, token)| {
                token.has(Class::NamedWork)
                    && sentence.get(words.end + 3 + at).is_none_or(|next| {
                        next.kind == Kind::Point
                            || matches!(next.span.cut(text), "by" | "about" | "of" | "set" | "that")
                    })
            });
    (ship || work || told).then_some(Thing::Everywhere)
}

#[cfg(test)]
mod tests {
    use crate::entities::tests::check;

    #[test]
    fn cups_works_and_ships_are_no_persons() {
        check("Spain won the Brandt Cup in June.", &["Spain/l"]);
        check("The prize went to the film Helena Brandt on Sunday.", &[]);
        check("The ferry Helena Brandt sank off Norway.", &["Norway/l"]);
        check("Helena Brandt, a new film by Jerry Moss, won.", &["Jerry Moss/p"]);
    }

    #[test]
    fn persons_beside_works_are_persons() {
        check("The film director Helena Brandt left.", &["Helena Brandt/p"]);
        check("Helena Brandt, a film critic, left.", &["Helena Brandt/p"]);
        check("Helena Brandt won the cup.", &["Helena Brandt/p"]);
        check("Critics liked the song Helena Brandt sang.", &["Helena Brandt/p"]);
    }
}
