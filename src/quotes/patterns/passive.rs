//! A passive ahead of the marks, whose agent stands behind "by": `The plan was called "a joke on us all"
//! by Roe.`, `The plan was called by Roe "a joke on us all."`; without one it tells nobody's words.

use crate::quotes::attribution::{Attribution, Grip};
use crate::quotes::rule::Rule;
use crate::quotes::text::beside::Ahead;
use crate::quotes::text::verbs;
use crate::quotes::text::view::View;

/// Most small words between a verb and the marks: `branded as the "…"`.
const GAP: usize = 3;

/// The agent of the passive at `cue`, or nobody.
pub(crate) fn ahead(view: &View<'_>, place: &Ahead, cue: usize) -> Option<Attribution> {
    if !view.is_passive(place.first, cue) || view.is_quoted(cue) {
        return None;
    }
    let agent = view.agent_behind(cue).filter(|s| s.tokens.end <= place.open);
    let agent = agent.or_else(|| view.agent_at(place.behind.start, place.behind.end));
    let found = match agent {
        Some(agent) => Attribution::by_verb(Rule::Passive, agent, cue, false),
        None => Attribution::to_nobody(Rule::Marks),
    };
    // A verb that governs the passive comes first: Roe said it was called "…".
    Some(Attribution { grip: Grip::Weak, ..found })
}

/// The agent of a verb that no list has: `was branded "…" by Roe`.
pub(crate) fn of_any_verb(view: &View<'_>, place: &Ahead) -> Option<Attribution> {
    let agent = view.agent_at(place.behind.start, place.behind.end)?;
    let lowest = place.first.max(place.open.saturating_sub(GAP));
    let verb = (lowest..place.open)
        .rev()
        .find(|at| verbs::is_past(view.cut(*at)) && view.is_passive(place.first, *at))?;
    Some(Attribution::by_verb(Rule::Passive, agent, verb, false))
}

#[cfg(test)]
mod tests {
    use crate::quotes::tests::gives;

    #[test]
    fn hits() {
        gives(
            "The ferry was called \"a bathtub with a flag\" by Helena Brandt.",
            &["a bathtub with a flag | Helena Brandt | passive"],
        );
        gives(
            "Jerry Moss was described by his mate, Paul Roe, as \"a saint among sailors.\"",
            &["a saint among sailors. | Paul Roe | passive"],
        );
        gives(
            "The ferry has been branded \"a waste of good paint\" by the pilots.",
            &["a waste of good paint | the pilots | passive"],
        );
    }

    #[test]
    fn false_alarms() {
        gives(
            "Jerry Moss was asked: \"Why did you sail at night?\"",
            &["Why did you sail at night? | - | marks"],
        );
        gives(
            "\"The pumps had failed,\" Jerry Moss was quoted by the radio as saying.",
            &["The pumps had failed, | Jerry Moss | quote-source-cue"],
        );
        gives("It is alleged that the clerk forged the letters.", &[]);
        gives("Jerry Moss was warned that he would lose his boat.", &[]);
        gives(
            "It was claimed by Helena Brandt that the dam was old.",
            &["the dam was old | Helena Brandt | source-clause"],
        );
    }
}
