//! The verb before its subject, behind the marks: `"It rained," said Roe.`; or over the rest of the
//! sentence: `It was a "wet day" for the harbour, said Roe.`

use crate::entities::classes::Class;
use crate::entities::lists::Flags;
use crate::quotes::attribution::Attribution;
use crate::quotes::rule::Rule;
use crate::quotes::text::beside::Behind;
use crate::quotes::text::verbs;
use crate::quotes::text::view::{Source, View};

/// `"…," said Dias`
pub(crate) fn beside(view: &View<'_>, place: &Behind) -> Option<Attribution> {
    let (at, end) = (place.at, place.end);
    if at >= end || !inverts(view, place, at) {
        return None;
    }
    let source = source(view, at + 1, end)?;
    // "…," said the minister; but: Dias, citing "…," said the minister was wrong.
    let free = source.tokens.end >= end || !view.opens_predicate(source.tokens.end);
    free.then(|| Attribution::by_verb(Rule::QuoteCueSource, source, at, false))
}

/// `"…" of the markets, said Dias`
pub(crate) fn over_words(view: &View<'_>, place: &Behind) -> Option<Attribution> {
    let end = place.end;
    let comma = (place.at..end.saturating_sub(2)).find(|at| {
        let cue = *at + 1;
        view.is(*at, ",")
            && inverts(view, place, cue)
            && !view.token(cue).is(Flags::MARKS_ONLY | Flags::BASE)
    })?;
    let source = source(view, comma + 2, end)?;
    Some(Attribution::by_verb(Rule::QuoteWordsCueSource, source, comma + 1, false))
}

/// Whether the verb may stand before its subject: behind "told" stands the hearer.
fn inverts(view: &View<'_>, place: &Behind, cue: usize) -> bool {
    place.is_cue(view, cue)
        && !verbs::is_participle(view.cut(cue))
        && !view.has(cue, Class::Addressed)
}

/// Who speaks behind the verb.
fn source(view: &View<'_>, at: usize, end: usize) -> Option<Source> {
    view.described(at, end).or_else(|| view.source_from(at, end))
}

#[cfg(test)]
mod tests {
    use crate::quotes::tests::gives;

    #[test]
    fn hits() {
        gives(
            "\"We opened the gates at noon,\" said Helena Brandt.",
            &["We opened the gates at noon, | Helena Brandt | quote-cue-source"],
        );
        gives(
            "\"Who opened the gates?\" asked harbour pilot Jerry Moss.",
            &["Who opened the gates? | Jerry Moss | quote-cue-source"],
        );
        gives(
            "It was a \"very wet day\" for the whole crew, said Helena Brandt.",
            &["It was a \"very wet day\" | Helena Brandt | quote-words-cue-source"],
        );
    }

    #[test]
    fn false_alarms() {
        gives(
            "Jerry Moss read \"Rain Over the Harbour,\" said the minister was wrong and left.",
            &["Rain Over the Harbour, | Jerry Moss | source-cue-quote"],
        );
        gives(
            "\"We opened the gates at noon,\" saying Helena Brandt was no help.",
            &["We opened the gates at noon, | - | marks"],
        );
        gives("The \"very wet day\" for the crew, blamed on the gates, ended at noon.", &[]);
    }
}
