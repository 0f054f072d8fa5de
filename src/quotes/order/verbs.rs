//! The order of the patterns of verbs and what follows them, wherever they stand in a sentence:
//! "vowed to fight the law", "praised the deal", "asked why it was late", "called for calm".

use super::complement;
use crate::entities::classes::Class;
use crate::entities::lists::Flags;
use crate::entities::tokens::Kind;
use crate::quotes::attribution::Attribution;
use crate::quotes::patterns::{aside, label};
use crate::quotes::rule::Rule;
use crate::quotes::source::agent;
use crate::quotes::text::clause;
use crate::quotes::text::hearer;
use crate::quotes::text::verbs;
use crate::quotes::text::view::{Source, View, Who};
use std::ops::Range;

/// Most tokens of a sentence that are looked at.
const LONGEST: usize = 400;

/// The attributions of a sentence in order, each with the parts of its content; a token for which `used` holds is no cue.
pub(crate) fn read(
    view: &View<'_>,
    sentence: Range<usize>,
    used: impl Fn(usize) -> bool,
) -> Vec<(Vec<Range<usize>>, Attribution)> {
    let Some(last) = sentence.clone().rev().find(|at| view.token(*at).is_word()) else {
        return Vec::new();
    };
    // A longer sentence is no prose: what follows is not looked at.
    let last = last.min(sentence.start + LONGEST);
    let sentence = sentence.start..last + 1;
    let mut found = Vec::new();
    found.extend(label::read(view, &sentence).map(|(content, found)| (vec![content], found)));
    let mut before: Option<Source> = None;
    for cue in sentence.start + 1..last {
        if view.token(cue).kind != Kind::Lower || used(cue) {
            continue;
        }
        let Some(verb) = verbs::of(view.cut(cue)) else { continue };
        // "The plan, she told reporters, would fail."
        let told = hearer::behind(view, cue, sentence.end).unwrap_or(cue + 1);
        if view.is(told, ",") {
            found.extend(aside::read(view, &sentence, cue, told));
            continue;
        }
        let Some((start, rule)) = complement::read(view, verb, cue, sentence.end) else { continue };
        let Some((source, negated)) = agent::source(view, verb, &sentence, cue, before.as_ref())
        else {
            continue;
        };
        let mut end = end(view, &sentence, cue, start, rule);
        // "Someone who has seen the letter said": the next verb is that of the sentence.
        if rule == Rule::SourceObject && matches!(source.who, Who::Relative(_) | Who::Phrase(..)) {
            let main = |at: &usize| {
                let token = view.token(*at);
                verbs::is_cue(token) && token.is(Flags::BARE) && !token.is(Flags::BASE)
            };
            end = (start + 1..end).find(main).unwrap_or(end);
        }
        // "An offer that they consider untenable": one small word says too little.
        // "Plans to build the quay were dropped": what has a verb behind it is a noun.
        if rule == Rule::SourceInfinitive && is_subject(view, cue, start..end) {
            continue;
        }
        let single = end == start + 1 && view.token(start).kind == Kind::Lower;
        if end <= start || single || source.tokens.start >= start {
            continue;
        }
        before = Some(source.clone());
        let mut attribution = Attribution::by_verb(rule, source, cue, negated);
        if rule == Rule::SourceAbout {
            attribution.cue = Some((cue..start, negated));
        }
        found.push((std::iter::once(start..end).collect(), attribution));
    }
    found
}

/// Whether the word at `cue` is the subject of a verb in `content` behind it: "plans to build it were dropped".
fn is_subject(view: &View<'_>, cue: usize, content: Range<usize>) -> bool {
    let inside = |at: &usize| view.token(*at).is_word() && !view.has(*at, Class::Closed);
    view.cut(cue).ends_with('s')
        && content
            .take_while(inside)
            .any(|at| matches!(view.cut(at), "were" | "are" | "have") && !view.is(at - 1, "to"))
}

/// Where the content ends that begins at `start`.
fn end(view: &View<'_>, sentence: &Range<usize>, cue: usize, start: usize, rule: Rule) -> usize {
    let clause = matches!(rule, Rule::SourceThat | Rule::SourceQuestion);
    let end = clause::end(view, start, sentence.end, clause);
    let end = clause::opening_clause(view, sentence.start, cue, start..end).unwrap_or(end);
    let marks = (start..end).filter(|at| view.token(*at).kind == Kind::Mark).count();
    // The mark that closes what a mark in the content opens belongs to it.
    let most = view.tokens.all.len().min(end + 2);
    let closing = (end..most).find(|at| view.token(*at).kind == Kind::Mark);
    closing.filter(|_| marks % 2 == 1).map_or(end, |at| at + 1)
}
