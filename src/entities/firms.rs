//! Names that a document shows to be those of bodies: "Corvane" where there is a "Corvane Motors", "an economist at Lyle".

use super::entity::EntityKind;
use super::names::Name;
use rustc_hash::FxHashSet;

/// A person that the model is surer of stays one.
const SURE: f32 = 0.85;

/// Makes bodies of single words that begin the name of a body of the document and are nobody's surname in it.
pub(super) fn settle(text: &str, names: &mut [Name]) {
    let first = |name: &Name| name.span.cut(text).split(' ').next();
    let last = |name: &Name| name.span.cut(text).rsplit(' ').next();
    let of = |kind: EntityKind| names.iter().filter(move |name| name.kind == kind && name.len > 1);
    let bodies: FxHashSet<&str> =
        of(EntityKind::Organization).filter(|name| name.has_key).filter_map(first).collect();
    if bodies.is_empty() {
        return;
    }
    let people: FxHashSet<&str> =
        of(EntityKind::Person).flat_map(|name| [first(name), last(name)]).flatten().collect();
    for name in names.iter_mut().filter(|name| name.len == 1 && !name.listed) {
        let word = name.span.cut(text);
        let unsure = match name.kind {
            EntityKind::Person => name.confidence < SURE && !name.titled,
            EntityKind::Place => true,
            EntityKind::Organization => false,
        };
        if unsure && bodies.contains(word) && !people.contains(word) {
            name.kind = EntityKind::Organization;
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::entities::tests::check;

    #[test]
    fn who_employs_is_a_body() {
        check(
            "Helena Brandt, an economist at Halvor Rudd, spoke.",
            &["Helena Brandt/p", "Halvor Rudd/o"],
        );
    }

    #[test]
    fn a_founder_is_no_firm() {
        check(
            "Kessler Foods cut jobs. Henry Kessler left. Later Kessler wept.",
            &["Kessler Foods/o", "Henry Kessler/p", "Kessler=Henry Kessler/p"],
        );
    }
}
