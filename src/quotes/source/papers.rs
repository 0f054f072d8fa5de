//! Whose words a paper carries: "Roe's statement", "its website", "a report by Halvor Rudd", "the Unifor bulletin".

use crate::entities::EntityKind;
use crate::entities::lists::Flags;
use crate::entities::tokens::Kind;
use crate::quotes::text::forms::{is_pronoun, is_verb};
use crate::quotes::text::nouns;
use crate::quotes::text::view::{Source, View, Who};
use std::ops::Range;

/// Words between a paper and whose it is: "a statement released late on Friday by Roe".
const BETWEEN: usize = 7;

/// Who owns, wrote or released the paper that the words at `tokens` are, if they are one and say so.
///
/// `head` tells who is meant by the words of an owner.
pub(super) fn author(
    view: &View<'_>,
    tokens: Range<usize>,
    head: &dyn Fn(Range<usize>) -> Source,
) -> Option<Source> {
    let possessive = |at: &usize| view.token(*at).kind == Kind::Possessive;
    let owner = tokens.clone().rev().find(|at| *at > tokens.start && possessive(at));
    if let Some(owner) = owner
        && (owner + 1 == tokens.end || noun(view, owner + 1..tokens.end).is_some())
    {
        return Some(head(tokens.start..owner));
    }
    if tokens.len() > 1 && is_pronoun(view.cut(tokens.start)) {
        noun(view, tokens.start + 1..tokens.end)?;
        return Some(Source { tokens: tokens.start..tokens.start + 1, who: Who::Pronoun });
    }
    let noun = noun(view, tokens.clone())?;
    // "the Unifor bulletin"
    let named = noun.checked_sub(1).filter(|at| *at >= tokens.start).and_then(|at| {
        let at = at - usize::from(view.is(at, "press") && at > tokens.start);
        let mention = view.mention(at)?;
        // "A U.N. report" may be anybody's on it.
        let leads = (tokens.start..view.spots[mention].start)
            .all(|at| matches!(view.cut(at), "the" | "The"));
        (leads && view.kind(mention) == EntityKind::Organization).then_some(mention)
    });
    if let Some(mention) = named {
        return Some(view.named(mention));
    }
    let by = (noun + 1..tokens.end.min(noun + BETWEEN))
        .find(|at| matches!(view.cut(*at), "by" | "from"))?;
    let first = by + 1 + usize::from(by + 1 < tokens.end && view.token(by + 1).is(Flags::ARTICLE));
    let mention = view.mention(first).filter(|m| view.spots[*m].start == first)?;
    let speaks = view.kind(mention) != EntityKind::Place && view.spots[mention].end <= tokens.end;
    speaks.then(|| view.named(mention))
}

/// The paper that is the noun of the words at `tokens`: the last one before a preposition or participle.
fn noun(view: &View<'_>, tokens: Range<usize>) -> Option<usize> {
    let ends = |at: &usize| {
        let token = view.token(*at);
        !token.is_word()
            || token.kind == Kind::Lower
                && (token.is(Flags::PREPOSITION)
                    || is_verb(view.cut(*at))
                        && !view.cut(*at).ends_with("ing")
                        && !nouns::is_paper(view.cut(*at)))
    };
    let end = tokens.clone().find(ends).unwrap_or(tokens.end);
    let last = end.checked_sub(1).filter(|last| *last >= tokens.start)?;
    nouns::is_paper(view.cut(last)).then_some(last)
}
