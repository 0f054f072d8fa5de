//! Attributions in a sentence without quotation marks.

use crate::entities::lists::Flags;
use crate::entities::tokens::Token;
use crate::quotes::attribution::Found;
use crate::quotes::person::apposition;
use crate::quotes::text::clause;
use crate::quotes::text::cues;
use crate::quotes::text::view::{View, Who};
use std::ops::Range;

/// Fewest words of a clause that is taken as a quote.
const FEWEST: usize = 3;
/// Tokens of a sentence that are looked at for its cue.
const REACH: usize = 160;

/// The content of the sentence and its attribution.
pub(crate) fn read(view: &View<'_>, sentence: Range<usize>) -> Option<(Range<usize>, Found)> {
    let end = (sentence.start..sentence.end).rev().find(|at| view.token(*at).is_word())? + 1;
    let sentence = sentence.start..end;
    let found = opening(view, &sentence)
        .or_else(|| closing(view, &sentence))
        .or_else(|| said_clause(view, &sentence))?;
    let words = view.tokens.all[found.0.clone()].iter().filter(|t| t.is_word()).count();
    (words >= FEWEST).then_some(found)
}

/// "According to Dias, …"
fn opening(view: &View<'_>, sentence: &Range<usize>) -> Option<(Range<usize>, Found)> {
    let at = sentence.start;
    if !(view.is(at, "According") && view.is(at + 1, "to")) {
        return None;
    }
    let source = view.source_from(at + 2, sentence.end)?;
    // "According to Dias, head of Unifor, …"
    let apposition = apposition::behind(view, source.tokens.end, sentence.end)
        .filter(|role| matches!(source.who, Who::Mention(_)) && view.is(role.end, ","));
    let behind = apposition.map_or(source.tokens.end, |role| role.end);
    let most = sentence.end.min(behind + 20);
    // "According to Dias, who was there, and to his lawyer, …"
    let goes_on = |at: usize| matches!(view.cut(at), "who" | "whose" | "which" | "and" | "or");
    let comma =
        (behind..most).find(|at| view.is(*at, ",") && at + 1 < sentence.end && !goes_on(at + 1))?;
    let found = Found::new(Some(source), Some((at..at + 2, false)), "according-to", 0.8);
    Some((comma + 1..sentence.end, found))
}

/// "…, Dias said on Friday.", "…, said Dias.", "…, according to Dias."
fn closing(view: &View<'_>, sentence: &Range<usize>) -> Option<(Range<usize>, Found)> {
    let lowest = sentence.start.max(sentence.end.saturating_sub(45));
    if let Some(at) = (lowest + 3..sentence.end)
        .rev()
        .find(|at| view.is(*at, "to") && view.is(at - 1, "according"))
    {
        let source = view.source_from(at + 1, sentence.end)?;
        let stop = at - 1 - usize::from(view.is(at - 2, ","));
        let found = Found::new(Some(source), Some((at - 1..at + 1, false)), "according-to", 0.8);
        return Some((sentence.start..stop, found));
    }
    let mut commas = (lowest..sentence.end).rev().filter(|at| view.is(*at, ",")).take(5);
    commas.find_map(|comma| {
        let first = comma + 1;
        if first >= sentence.end || comma < sentence.start + FEWEST {
            return None;
        }
        let usable =
            |at: &usize| cues::is_cue(view.token(*at)) && !cues::is_participle(view.cut(*at));
        // "The ferry, Moss said, would not sail" goes on.
        let goes_on =
            |at: usize| view.is(at, ",") && sentence.end - at > 5 && !clause::is_tail(view, at + 1);
        let done = |at: usize| at >= sentence.end || clause::is_tail(view, at) && !goes_on(at);
        let (source, cue, negated) = if usable(&first) && !view.token(first).is(Flags::BASE) {
            let source = view.source_from(first + 1, sentence.end)?;
            let behind = source.tokens.end;
            (done(behind) || view.parts(behind)).then_some((source, first, false))?
        } else {
            let cue = (first..sentence.end).rev().find(usable)?;
            let (source, negated) = view.source_to(first, cue)?;
            let begins = source.tokens.start == first || titled(view, first, source.tokens.start);
            (begins && done(cue + 1)).then_some((source, cue, negated))?
        };
        if view.token(cue).is(Flags::MARKS_ONLY) {
            return None;
        }
        // "Asked about it, Dias did not say."
        if negated || view.is(sentence.start, "Asked") {
            return None;
        }
        // "On Friday in Ottawa, Dias said no."
        let opener = view.token(sentence.start);
        let adverbial = opener.is(Flags::FUNCTION) && !opener.is(Flags::ARTICLE | Flags::PRONOUN);
        if adverbial && !view.is(sentence.start, "There") && comma - sentence.start < 6 {
            return None;
        }
        let found = Found::new(Some(source), Some((cue..cue + 1, negated)), "clause-source", 0.75);
        Some((sentence.start..comma, found))
    })
}

/// Whether only titles stand between the beginning of a clause and a name.
fn titled(view: &View<'_>, first: usize, name: usize) -> bool {
    let part = |t: &Token| t.is_name_like() || t.is(Flags::ROLE | Flags::MODIFIER | Flags::ARTICLE);
    name > first && name - first < 9 && view.tokens.all[first..name].iter().all(part)
}

/// "Dias said (that) …"
fn said_clause(view: &View<'_>, sentence: &Range<usize>) -> Option<(Range<usize>, Found)> {
    let last = sentence.end.min(sentence.start + REACH);
    (sentence.start..last).find_map(|cue| {
        let token = view.token(cue);
        if !cues::is_cue(token) || token.is(Flags::MARKS_ONLY) || cues::is_participle(view.cut(cue))
        {
            return None;
        }
        let (content, that) = clause::behind(view, cue, sentence.end)?;
        let (source, negated) = view.source_to(sentence.start, cue)?;
        let confidence = if that { 0.8 } else { 0.7 };
        let whole = content..sentence.end;
        let end = clause::opening_clause(view, sentence.start, cue, whole).unwrap_or(sentence.end);
        let found =
            Found::new(Some(source), Some((cue..cue + 1, negated)), "source-clause", confidence);
        Some((content..end, found))
    })
}
