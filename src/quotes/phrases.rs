//! Attributions by a verb and what follows it, wherever they stand in a sentence: "vowed to fight
//! the law", "praised the deal", "asked why it was late", "called for calm".

use crate::entities::lists::Flags;
use crate::entities::tokens::Kind;
use crate::quotes::attribution::Found;
use crate::quotes::source::agent;
use crate::quotes::text::clause::{content, end, opening_clause};
use crate::quotes::text::cues;
use crate::quotes::text::frames;
use crate::quotes::text::view::{Source, View};
use std::ops::Range;

/// Most tokens of a sentence that are looked at.
const LONGEST: usize = 400;

/// The attributions of a sentence in order; a token for which `used` holds is no cue.
pub(crate) fn read(
    view: &View<'_>,
    sentence: Range<usize>,
    used: impl Fn(usize) -> bool,
) -> Vec<(Range<usize>, Found)> {
    let Some(last) = sentence.clone().rev().find(|at| view.token(*at).is_word()) else {
        return Vec::new();
    };
    // A longer sentence is no prose: what follows is not looked at.
    let last = last.min(sentence.start + LONGEST);
    let sentence = sentence.start..last + 1;
    let mut found = Vec::new();
    found.extend(label(view, &sentence));
    let mut before: Option<Source> = None;
    for cue in sentence.start + 1..last {
        let token = view.token(cue);
        if token.kind != Kind::Lower || used(cue) {
            continue;
        }
        let Some(verb) = frames::of(view.cut(cue)) else { continue };
        if view.is(cue + 1, ",") {
            found.extend(aside(view, &sentence, cue));
            continue;
        }
        let Some((start, rule, confidence)) = content(view, verb, cue, sentence.end) else {
            continue;
        };
        let Some((source, negated)) = agent::source(view, verb, &sentence, cue, before.as_ref())
        else {
            continue;
        };
        let clause = matches!(rule, "source-that" | "source-question");
        let mut end = end(view, start, sentence.end, clause);
        end = opening_clause(view, sentence.start, cue, start..end).unwrap_or(end);
        let marks = (start..end).filter(|at| view.token(*at).kind == Kind::Mark).count();
        // The mark that closes what a mark in the content opens belongs to it.
        let most = view.tokens.all.len().min(end + 2);
        let closing = (end..most).find(|at| view.token(*at).kind == Kind::Mark);
        end = closing.filter(|_| marks % 2 == 1).map_or(end, |at| at + 1);
        // "An offer that they consider untenable": one small word says too little.
        let single = end == start + 1 && view.token(start).kind == Kind::Lower;
        if end <= start || single || source.tokens.start >= start {
            continue;
        }
        before = Some(source.clone());
        let cue = cue..if rule == "source-about" { start } else { cue + 1 };
        found.push((start..end, Found::new(Some(source), Some((cue, negated)), rule, confidence)));
    }
    found
}

/// "The plan, she said, would fail": what stands on both sides.
fn aside(view: &View<'_>, sentence: &Range<usize>, cue: usize) -> Vec<(Range<usize>, Found)> {
    let lowest = sentence.start.max(cue.saturating_sub(12));
    let comma = (lowest..cue).rev().find(|at| view.is(*at, ","));
    let Some(comma) = comma.filter(|_| cues::is_cue(view.token(cue))) else { return Vec::new() };
    let Some((source, negated)) = view.source_to(comma + 1, cue) else { return Vec::new() };
    let titles = comma + 1..source.tokens.start;
    if !titles.clone().all(|at| view.token(at).is_name_like() || view.is(at, ".")) {
        return Vec::new();
    }
    let part = |content: Range<usize>| {
        let found = Found::new(Some(source.clone()), Some((cue..cue + 1, negated)), "aside", 0.7);
        (content, found)
    };
    let ahead = sentence.start..comma;
    let behind = cue + 2..end(view, cue + 2, sentence.end, true);
    // "Asked whether it would rain, she said, …" is no statement of hers.
    let opener = view.token(ahead.start);
    let setting = opener.is(Flags::PREPOSITION | Flags::CALENDAR)
        || matches!(
            view.cut(ahead.start),
            "Asked" | "When" | "If" | "While" | "As" | "But" | "And"
        );
    let ahead = if setting { ahead.start..ahead.start } else { ahead };
    [ahead, behind].into_iter().filter(|content| content.len() > 4).map(part).collect()
}

/// "Poll: Voters want change"
fn label(view: &View<'_>, sentence: &Range<usize>) -> Option<(Range<usize>, Found)> {
    let first = sentence.start;
    let colon = (first + 1..sentence.end.min(first + 6)).find(|at| view.is(*at, ":"))?;
    let names = (first..colon).all(|at| view.token(at).is_name_like());
    let content = colon + 1..sentence.end;
    if !names || content.len() < 4 || view.token(colon + 1).kind == Kind::Mark {
        return None;
    }
    let source = view.source_from(first, colon).filter(|source| source.tokens.end == colon)?;
    Some((content, Found::new(Some(source), Some((colon..colon + 1, false)), "label", 0.6)))
}
