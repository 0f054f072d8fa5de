//! Offices off names: what the model takes for one name, "NASA Administrator Lena Roe", is an office with its holder.

use super::classes::Class;
use super::entity::EntityKind;
use super::lists::{self, Flags};
use super::model::Found;
use super::tokens::{Kind, Token};
use std::ops::Range;

/// The name alone, and before it the name of the body or place that the office belongs to.
pub(super) fn off(text: &str, sentence: &[Token], found: Found) -> [Option<Found>; 2] {
    let Some((holder, office)) = holder(text, sentence, &found) else {
        return [None, Some(found)];
    };
    let owner = found.words.start..office;
    let kind = owner_kind(text, sentence, &owner);
    let owner = kind.map(|kind| Found { words: owner, kind, ..found.clone() });
    [owner, Some(Found { words: holder, kind: EntityKind::Person, ..found })]
}

/// The words of the name behind an office inside `found`, and where the office begins.
fn holder(text: &str, sentence: &[Token], found: &Found) -> Option<(Range<usize>, usize)> {
    let Range { start, end } = found.words.clone();
    let words = sentence.get(start..end)?;
    // A first name opens the name itself: "Ann Bishop Lee". What is a place as well may not.
    let first = words.first()?;
    if found.kind == EntityKind::Place || first.is(Flags::FIRST) && !first.is(Flags::PLACE) {
        return None;
    }
    let title = |t: &Token| {
        t.kind == Kind::Capital && t.is(Flags::ROLE | Flags::ADDRESS) && !t.is(Flags::FIRST)
    };
    let last = (start..end - 1).rev().find(|at| title(&sentence[*at]))?;
    let mut from = last + 1;
    if matches!(sentence[from].span.cut(text), "of" | "for") {
        from = behind_object(sentence, from + 1, end)?;
    }
    let name = sentence.get(from..end).filter(|name| !name.is_empty())?;
    let body = name.iter().any(|t| t.is(Flags::ORGANIZATION_KEY | Flags::THING));
    let joined = name
        .iter()
        .any(|t| t.kind == Kind::Lower && !t.is(Flags::PARTICLE) || t.kind == Kind::Number);
    // What the model takes for a body must show that a person is in it.
    let person = found.kind == EntityKind::Person
        || name.len() > 1 && name[0].is(Flags::FIRST) && name[0].is_name_like();
    let sure = person && !body && !joined && name.iter().any(Token::is_name_like);
    let office = (start..last).rev().take_while(|at| {
        sentence[*at].is(Flags::ROLE | Flags::MODIFIER)
            || is_office_word(sentence[*at].span.cut(text))
    });
    let office = office.last().unwrap_or(last);
    sure.then_some((from..end, office))
}

/// Words with a capital that go with an office and are no body by themselves.
fn is_office_word(word: &str) -> bool {
    lists::has(word, Class::Office)
}

/// Where the name begins behind what an office is for: "of State Ann Lee".
fn behind_object(sentence: &[Token], object: usize, end: usize) -> Option<usize> {
    let given = (object + 1..end.saturating_sub(1))
        .find(|at| sentence[*at].is(Flags::FIRST) && sentence[*at].is_name_like());
    if given.is_some() {
        return given;
    }
    let left = end.checked_sub(object)?;
    let wide =
        sentence.get(object)?.has(Class::Wide) || sentence.get(object + 1)?.kind == Kind::Lower;
    match left {
        // "Secretary of State Roe"
        2 | 3 if !wide => Some(object + 1),
        4.. => {
            let mut from = end - 2;
            while from > object + 1 && sentence[from - 1].is(Flags::PARTICLE) {
                from -= 1;
            }
            Some(from)
        }
        _ => None,
    }
}

/// What the words before an office name, when they name something by themselves.
fn owner_kind(text: &str, sentence: &[Token], owner: &Range<usize>) -> Option<EntityKind> {
    let words = sentence.get(owner.clone())?;
    let (first, last) = (words.first()?, words.last()?);
    let whole = text.get(first.span.start..last.span.end)?;
    let flags = lists::flags(whole);
    if flags.any(Flags::PLACE) {
        return Some(EntityKind::Place);
    }
    let body =
        flags.any(Flags::ORGANIZATION) || words.len() > 1 && last.is(Flags::ORGANIZATION_KEY);
    body.then_some(EntityKind::Organization)
}

#[cfg(test)]
mod tests {
    use crate::entities::tests::check;

    #[test]
    fn the_holder_of_an_office_is_the_name() {
        check("NASA Administrator Lena Brandt left.", &["NASA/o", "Lena Brandt/p"]);
        check(
            "The cuts were defended by Home Secretary Helena Brandt on Monday.",
            &["Helena Brandt/p"],
        );
        check("She met US Secretary of State Mike Olsen.", &["US/l", "Mike Olsen/p"]);
        check(
            "Supreme Court Justice Helen Brandt wrote for the majority.",
            &["Supreme Court/o", "Helen Brandt/p"],
        );
    }

    #[test]
    fn names_that_hold_the_word_of_an_office_stay_whole() {
        check("Billie Jean King won in June.", &["Billie Jean King/p"]);
        check("Students of the Martin Luther King School sang.", &["Martin Luther King School/o"]);
    }
}
