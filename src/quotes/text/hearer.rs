//! Those to whom something is said: "told Reuters in an interview", "assured the court".

use crate::entities::classes::Class;
use crate::entities::lists::Flags;
use crate::entities::tokens::Kind;
use crate::quotes::text::view::View;

/// Longest hearer, in tokens.
const LONGEST: usize = 8;

/// The token behind the hearer of the verb at `cue`, if the verb names one right behind it.
pub(crate) fn behind(view: &View<'_>, cue: usize, end: usize) -> Option<usize> {
    let at = cue + 1;
    if !view.has(cue, Class::Addressed) || at >= end {
        return None;
    }
    if view.has(at, Class::Hearer) {
        return Some(at + 1);
    }
    let first = at + usize::from(view.token(at).is(Flags::ARTICLE));
    if first >= end {
        return None;
    }
    if let Some(mention) = view.mention(first).filter(|m| view.spots[*m].start == first) {
        let behind = view.spots[mention].end;
        let owner = behind < end && view.token(behind).kind == Kind::Possessive;
        if !owner {
            return Some(behind);
        }
    }
    // "told his party's congress", "told The Gull": up to the last noun of a person or body.
    let most = end.min(at + LONGEST);
    let part = |at: &usize| {
        let token = view.token(*at);
        token.kind == Kind::Possessive
            || token.is_word()
                && !token.is(Flags::PRONOUN | Flags::BETWEEN | Flags::PREPOSITION | Flags::CUE)
    };
    let phrase = (first..most).take_while(part).collect::<Vec<_>>();
    if view.token(first).is_name_like() {
        return phrase
            .iter()
            .take_while(|at| view.token(**at).is_name_like())
            .last()
            .map(|at| at + 1);
    }
    let noun = phrase.iter().find(|at| view.is_noun(**at)).map(|at| at + 1);
    // "told the crew she would stay": a noun of no list, when a clause follows.
    let before_clause = || {
        let behind = phrase.last()? + 1;
        let clause =
            behind < end && (view.token(behind).is(Flags::PRONOUN) || view.is(behind, "that"));
        (clause && view.token(at).is(Flags::ARTICLE)).then_some(behind)
    };
    noun.or_else(before_clause)
}

/// Where a clause without "that" begins behind the hearer: "told the BBC in May the dam was safe".
pub(crate) fn clause(view: &View<'_>, hearer: usize, end: usize) -> Option<usize> {
    let mut first = behind_occasion(view, hearer, end);
    first += usize::from(first < end && view.is(first, "that"));
    if first + 2 >= end {
        return None;
    }
    let token = view.token(first);
    let named = token.is_name_like() && !token.is(Flags::CALENDAR);
    let opens = token.is(Flags::PRONOUN | Flags::ARTICLE) || named || view.is(first, "there");
    let predicate = |at: usize| {
        let token = view.token(at);
        token.kind == Kind::Lower
            && token.is(Flags::BETWEEN)
            && !token.is(Flags::MODIFIER | Flags::CALENDAR)
    };
    let inside = |at: &usize| view.token(*at).is_word() && !view.has(*at, Class::Relative);
    let verb = || (first + 1..end.min(first + 9)).take_while(inside).any(predicate);
    let pronoun = token.is(Flags::PRONOUN) && view.token(first + 1).is_word();
    (opens && (pronoun || verb())).then_some(first)
}

/// The token behind a time or an occasion: "on Tuesday in an interview".
fn behind_occasion(view: &View<'_>, hearer: usize, end: usize) -> usize {
    let mut at = hearer;
    while at + 3 < end && at < hearer + LONGEST {
        let day = view.token(at).is(Flags::CALENDAR);
        let leads = view.has(at, Class::Tail) && !view.has(at, Class::Hearer);
        if !day && !leads {
            break;
        }
        at += 1;
        if day {
            continue;
        }
        // "in an interview"
        at += usize::from(view.token(at).is(Flags::ARTICLE));
        let noun = view.token(at).kind == Kind::Lower && !view.has(at, Class::Tail);
        at += usize::from(noun);
    }
    at
}
