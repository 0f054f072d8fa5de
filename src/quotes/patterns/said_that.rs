//! A clause behind any verb of attribution: "Roe praised the crew and vowed that it would rain.", "Roe
//! told the crew she would stay."

use crate::entities::classes::Class;
use crate::entities::lists::Flags;
use crate::quotes::text::clause;
use crate::quotes::text::hearer;
use crate::quotes::text::verbs::{self, Verb};
use crate::quotes::text::view::View;

/// Tokens between a verb and the clause that it opens: "said on Friday in Ottawa that".
const ASIDE: usize = 8;

/// Where the clause behind the verb at `cue` begins.
pub(crate) fn content(view: &View<'_>, verb: Verb, cue: usize, end: usize) -> Option<usize> {
    that(view, verb, cue + 1, end)
        .or_else(|| bare(view, verb, cue, end))
        .or_else(|| told(view, cue, end))
}

/// "She said it rained": behind a verb that needs no "that".
fn bare(view: &View<'_>, verb: Verb, cue: usize, end: usize) -> Option<usize> {
    if !view.token(cue).is(Flags::BARE) {
        // "denied she had planned it"
        let takes = verb.takes('t') && !view.has(cue, Class::Addressed);
        return hearer::clause(view, cue + 1, end).filter(|_| takes);
    }
    let (start, that) = clause::behind(view, cue, end)?;
    (that || clause::opens_clause(view, start, end)).then_some(start)
}

/// "She vowed on Friday that it would rain"
fn that(view: &View<'_>, verb: Verb, next: usize, end: usize) -> Option<usize> {
    if !verb.takes('t') {
        return None;
    }
    let plain = |at: &usize| {
        let token = view.token(*at);
        token.is_word()
            && !verbs::is_cue(token)
            && (*at == next || verbs::of(view.cut(*at)).is_none())
    };
    let mut aside = (next..end.min(next + ASIDE)).take_while(plain);
    let that = aside.find(|at| view.is(*at, "that"))?;
    (that + 1 < end && (that == next || leads_aside(view, next))).then_some(that + 1)
}

/// "She told the crew she would stay"
fn told(view: &View<'_>, cue: usize, end: usize) -> Option<usize> {
    hearer::behind(view, cue, end).and_then(|hearer| hearer::clause(view, hearer, end))
}

/// Whether what stands between verb and "that" is a time, a place or a hearer.
fn leads_aside(view: &View<'_>, at: usize) -> bool {
    let token = view.token(at);
    token.is(Flags::CALENDAR | Flags::PREPOSITION)
        || token.is_name_like()
        || view.has(at, Class::Aside)
}

#[cfg(test)]
mod tests {
    use crate::quotes::tests::gives;

    #[test]
    fn hits() {
        gives(
            "Jerry Moss praised the crew and vowed on Monday that the gates would open.",
            &[
                "the crew | Jerry Moss | source-object",
                "the gates would open | Jerry Moss | source-that",
            ],
        );
        gives(
            "In spring the pilots met, and Jerry Moss told the crew he would stay.",
            &["he would stay | Jerry Moss | source-that"],
        );
        gives(
            "Although some sailors say the gates are open, it rained.",
            &["the gates are open | some sailors | source-clause"],
        );
    }

    #[test]
    fn false_alarms() {
        gives("Helena Brandt walked so far that the gates were out of sight.", &[]);
        gives("It was revealed that nobody came.", &[]);
    }
}
