//! Whose words they are by a noun ahead of the marks: `his warning that "it will rain"`, `Roe's
//! promise of "a roof for all"`, `in Roe's words, "it rained"`.

use crate::entities::classes::Class;
use crate::entities::tokens::Kind;
use crate::quotes::attribution::Attribution;
use crate::quotes::rule::Rule;
use crate::quotes::text::beside::Ahead;
use crate::quotes::text::view::{Source, View, Who};

/// `Dias's promise of "…"`
pub(crate) fn ahead(view: &View<'_>, place: &Ahead) -> Option<Attribution> {
    let source = owner(view, place.first, place.open)?;
    Some(Attribution::to(Rule::OwnerNounQuote, source))
}

fn owner(view: &View<'_>, first: usize, open: usize) -> Option<Source> {
    let link = open.checked_sub(1).filter(|at| *at >= first)?;
    let joined = matches!(view.cut(link), "that" | "of" | ":" | "," | "to");
    let noun = link.checked_sub(usize::from(joined)).filter(|at| *at >= first)?;
    let lowest = first.max(noun.saturating_sub(3));
    let at = (lowest..=noun).rev().find(|at| {
        view.token(*at).kind == Kind::Possessive
            || matches!(view.cut(*at), "his" | "her" | "their" | "His" | "Her" | "Their")
    })?;
    let plain = (at + 1..=noun).all(|at| view.token(at).kind == Kind::Lower);
    if !plain || !view.has(noun, Class::Speech) {
        return None;
    }
    if view.token(at).kind != Kind::Possessive {
        return Some(Source { tokens: at..at + 1, who: Who::Pronoun });
    }
    let mention = view.mention(at.checked_sub(1)?)?;
    (view.spots[mention].end == at && view.spots[mention].start >= first)
        .then(|| Source { tokens: view.spots[mention].clone(), who: Who::Mention(mention) })
}

#[cfg(test)]
mod tests {
    use crate::quotes::tests::gives;

    #[test]
    fn hits() {
        gives(
            "The crew lives with her warning that \"the gates will never open.\"",
            &["the gates will never open. | her | owner-noun-quote"],
        );
        gives(
            "Nobody forgot Jerry Moss's promise that \"the gates will open soon.\"",
            &["the gates will open soon. | Jerry Moss | owner-noun-quote"],
        );
    }

    #[test]
    fn false_alarms() {
        gives(
            "The crew admired Jerry Moss's house by \"the gates of the old port.\"",
            &["the gates of the old port. | The crew admired Jerry Moss's house | subject"],
        );
        gives(
            "The crew lives with a warning that \"the gates will never open.\"",
            &["the gates will never open. | The crew lives | subject"],
        );
        gives(
            "The crew kept his boat, \"the pride of the old port.\"",
            &["the pride of the old port. | The crew | subject"],
        );
    }
}
