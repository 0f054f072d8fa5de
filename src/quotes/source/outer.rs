//! The verb of saying that governs another one: "Dias told reporters he thought it".

use crate::entities::lists::Flags;
use crate::quotes::text::verbs;
use crate::quotes::text::view::{Source, View, Who};

/// The source and the cue that govern a clause of which `source`, a pronoun, is the subject; and
/// whether the cue is denied.
pub(crate) fn governor(
    view: &View<'_>,
    first: usize,
    source: &Source,
) -> Option<(Source, usize, bool)> {
    let start = source.tokens.start;
    let cue = (first.max(start.saturating_sub(4))..start)
        .rev()
        .find(|at| verbs::is_cue(view.token(*at)))?;
    let told =
        cue + 1 == start || view.is(start - 1, "that") || verbs::base(view.cut(cue)) == "tell";
    if source.who != Who::Pronoun
        || !told
        || verbs::is_participle(view.cut(cue))
        || view.token(cue).is(Flags::MARKS_ONLY)
    {
        return None;
    }
    let plain = (cue + 1..start).all(|at| view.token(at).is_word());
    view.source_to(first, cue).filter(|_| plain).map(|(source, negated)| (source, cue, negated))
}
