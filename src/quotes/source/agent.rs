//! The source of an attribution by a verb, whatever its noun: subjects, those of participles and of
//! verbs further on in the sentence.

use crate::entities::classes::Class;
use crate::entities::lists::Flags;
use crate::entities::tokens::Kind;
use crate::quotes::text::forms::is_adverb;
use crate::quotes::text::verbs::{self, Verb};
use crate::quotes::text::view::{Source, View, Who};
use std::ops::Range;

/// Who is the subject of the verb.
pub(crate) fn source(
    view: &View<'_>,
    verb: Verb,
    sentence: &Range<usize>,
    cue: usize,
    before: Option<&Source>,
) -> Option<(Source, bool)> {
    let word = view.cut(cue);
    let previous = view.cut(cue - 1);
    if verb.takes('a') {
        let described = view.is_passive(sentence.start, cue);
        return described.then(|| view.subject_to(sentence.start, cue)).flatten();
    }
    if view.is_passive(sentence.start, cue) || matches!(previous, "to" | "the" | "a" | "an" | "of")
    {
        return None;
    }
    // "Roe was quoted as saying": the subject of the passive.
    if previous == "as" && verbs::is_participle(word) {
        let lowest = sentence.start.max(cue.saturating_sub(10));
        let quoted = (lowest..cue)
            .rev()
            .find(|at| view.is_quoted(*at) && view.is_passive(sentence.start, *at));
        return quoted.and_then(|at| view.subject_to(sentence.start, at));
    }
    let subject = || before.cloned().or_else(|| view.subject(sentence.start, cue));
    if verbs::is_participle(word) && !auxiliary(view, sentence.start, cue) {
        // ", calling it a mistake": the subject of the clause before.
        let hangs = view.is(cue - 1, ",")
            || matches!(previous, "and" | "while" | "by" | "before" | "after");
        return hangs.then(subject).flatten().map(|source| (source, false));
    }
    // "praised the plan and urged support": the subject goes on.
    if matches!(previous, "and" | "or" | "but") {
        return (!verb.is_base).then(subject).flatten().map(|source| (source, false));
    }
    let (source, negated) = view.source_to(sentence.start, cue).or_else(|| {
        let source = noun_phrase(view, sentence.start, cue)?;
        view.may_speak(sentence.start, &source, cue).then_some((source, false))
    })?;
    // A base form beside a single noun is a noun itself: "the police call".
    let helped = source.tokens.end < cue;
    (!verb.is_base || helped || view.is_many(&source)).then_some((source, negated))
}

/// What may stand between a subject and its verb.
fn skipped(view: &View<'_>, at: usize) -> bool {
    let token = view.token(at);
    token.is(Flags::BETWEEN | Flags::NEGATION) || is_adverb(view.cut(at))
}

/// The noun phrase directly before the verb, whatever its noun: "47 percent said", "some Democrats say".
fn noun_phrase(view: &View<'_>, first: usize, cue: usize) -> Option<Source> {
    let mut end = cue;
    while end > first && cue - end < 4 && skipped(view, end - 1) {
        end -= 1;
    }
    let inside = |at: usize| {
        let token = view.token(at);
        let verb = token.kind == Kind::Lower && verbs::of(view.cut(at)).is_some_and(|v| !v.is_base);
        (token.is_word() || token.kind == Kind::Possessive || view.is(at, "%"))
            && !verb
            && !token.is(Flags::PRONOUN | Flags::BETWEEN)
            && !view.has(at, Class::NoNoun)
    };
    let mut start = end;
    while start > first && end - start < 12 && inside(start - 1) {
        start -= 1;
    }
    while start < end && view.token(start).is(Flags::PREPOSITION | Flags::CALENDAR) {
        start += 1;
    }
    let last = end.checked_sub(1).filter(|last| *last >= start)?;
    let token = view.token(last);
    let noun = (token.is_word() || view.is(last, "%"))
        && !token.is(Flags::PREPOSITION | Flags::ARTICLE | Flags::FUNCTION | Flags::CALENDAR)
        && (token.kind != Kind::Lower || view.cut(last).ends_with('s') || end - start > 1);
    noun.then_some(Source { tokens: start..end, who: Who::Common })
}

/// Whether an auxiliary stands before a participle: "is calling".
fn auxiliary(view: &View<'_>, first: usize, cue: usize) -> bool {
    (first.max(cue.saturating_sub(3))..cue).any(|at| {
        matches!(view.cut(at), "is" | "are" | "was" | "were" | "been" | "'s" | "'re" | "’s" | "’re")
    })
}
