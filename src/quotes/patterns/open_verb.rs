//! A verb that no list has, right between the marks and a name: `"It rained," chortled Roe.`,
//! `"It rained," Roe shot back.`, `Roe cracked, "It rained."`

use crate::entities::tokens::Kind;
use crate::quotes::attribution::Attribution;
use crate::quotes::rule::Rule;
use crate::quotes::text::beside::{Ahead, Behind};
use crate::quotes::text::verbs;
use crate::quotes::text::view::{Source, View, Who};

/// `"…," exhorted Dias`, `"…," Dias shot back`
pub(crate) fn behind(view: &View<'_>, place: &Behind) -> Option<Attribution> {
    let (at, end) = (place.at, place.end);
    let past =
        |at: usize| at < end && view.token(at).kind == Kind::Lower && verbs::is_past(view.cut(at));
    let verb = |source: &Source| {
        let at = source.tokens.end;
        past(at) || at + 1 < end && is_phrase(view, at)
    };
    if let Some(source) = view.source_from(at, end).filter(verb) {
        let cue = source.tokens.end;
        return Some(Attribution::by_verb(Rule::QuoteSourcePast, source, cue, false));
    }
    let named = |s: &Source| matches!(s.who, Who::Mention(_) | Who::Pronoun);
    let source = view.source_from(at + 1, end).filter(|s| named(s) && past(at))?;
    Some(Attribution::by_verb(Rule::QuotePastSource, source, at, false))
}

/// A past tense between a name and the comma or colon ahead of the marks: `Dias cracked, "…"`.
pub(crate) fn ahead(view: &View<'_>, place: &Ahead) -> Option<Attribution> {
    let (first, open) = (place.first, place.open);
    let sign = open.checked_sub(1).filter(|at| matches!(view.cut(*at), "," | ":"))?;
    let last = sign.checked_sub(1).filter(|at| *at > first + 1)?;
    let verb = last - usize::from(is_phrase(view, last - 1));
    if verbs::is_cue(view.token(verb)) || verb == last && !verbs::is_past(view.cut(verb)) {
        return None;
    }
    let (source, negated) = view.source_to(first, verb).filter(|(s, _)| s.who != Who::Name)?;
    Some(Attribution::by_verb(Rule::SourcePastQuote, source, verb, negated))
}

/// Verbs of motion that tell of speaking only with a small word behind: "went on", "shot back".
fn is_phrase(view: &View<'_>, at: usize) -> bool {
    matches!(
        (view.cut(at), view.cut(at + 1)),
        ("went" | "goes", "on")
            | ("shot" | "shoots" | "fired" | "hit", "back")
            | ("put" | "puts", "it")
            | ("chimed" | "chimes" | "broke" | "cut" | "jumped", "in")
            | ("can" | "could", "be")
    )
}

#[cfg(test)]
mod tests {
    use crate::quotes::tests::gives;

    #[test]
    fn hits() {
        gives(
            "\"The gates stay shut,\" chortled Helena Brandt.",
            &["The gates stay shut, | Helena Brandt | quote-past-source"],
        );
        gives(
            "\"The gates stay shut,\" Helena Brandt shot back.",
            &["The gates stay shut, | Helena Brandt | quote-source-past"],
        );
        gives(
            "Helena Brandt cracked, \"The gates stay shut.\"",
            &["The gates stay shut. | Helena Brandt | source-past-quote"],
        );
        gives(
            "Asked about the port, Helena Brandt went on: \"The gates stay shut.\"",
            &["The gates stay shut. | Helena Brandt | source-past-quote"],
        );
    }

    #[test]
    fn false_alarms() {
        gives("The sign \"Gates Stay Shut\" annoyed Helena Brandt.", &[]);
        gives("Helena Brandt walked back to the gates, \"No Way Out\" in her hand.", &[]);
        gives(
            "\"The gates stay shut\" amused nobody at the port.",
            &["The gates stay shut | - | marks"],
        );
    }
}
