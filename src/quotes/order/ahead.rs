//! The order of the patterns ahead of a stretch between marks.

use crate::quotes::attribution::{Attribution, Grip};
use crate::quotes::patterns::{
    according_to, before_quote, colon, inverted_aside, open_verb, owner_noun, participle, passive,
};
use crate::quotes::text::beside::Ahead;
use crate::quotes::text::verbs;
use crate::quotes::text::view::View;

/// The attribution right ahead of marks.
pub(crate) fn read(view: &View<'_>, place: Ahead) -> Option<Attribution> {
    // Behind "according to" nothing else is looked for.
    if according_to::is_ahead(view, &place) {
        // "According to the radio, Roe said “…”"
        let comma = (place.first..place.open).find(|at| view.is(*at, ","));
        let inner = comma.and_then(|comma| {
            let place = Ahead { first: comma + 1, behind: place.behind.clone(), ..place };
            by_cue(view, &place).filter(|found| found.grip == Grip::Firm)
        });
        return inner.or_else(|| according_to::ahead(view, &place));
    }
    open_verb::ahead(view, &place)
        .or_else(|| by_cue(view, &place))
        .or_else(|| passive::of_any_verb(view, &place))
        .or_else(|| owner_noun::ahead(view, &place))
        .or_else(|| colon::ahead(view, &place))
}

/// The patterns of one cue, for each cue from the marks backwards; one of a weak verb only holds
/// when no other verb governs it.
fn by_cue(view: &View<'_>, place: &Ahead) -> Option<Attribution> {
    let mut weak = None;
    let cues = (place.first..place.open).rev().filter(|at| verbs::is_cue(view.token(*at)));
    for cue in cues {
        if verbs::is_participle(view.cut(cue)) {
            if weak.is_none()
                && let Some(found) = participle::ahead(view, place, cue)
            {
                return Some(found);
            }
            continue;
        }
        if let Some(found) = passive::ahead(view, place, cue) {
            weak.get_or_insert(found);
            continue;
        }
        if let Some(found) = inverted_aside::ahead(view, place, cue) {
            return Some(found);
        }
        let Some(found) = before_quote::ahead(view, place, cue) else { continue };
        if found.grip == Grip::Weak {
            weak.get_or_insert(found);
        } else if weak.is_none() || before_quote::takes_clause(view, &found, place.open) {
            return Some(found);
        }
    }
    weak
}
