//! Attributions by a verb and what follows it, wherever they stand in a sentence: "vowed to fight
//! the law", "praised the deal", "asked why it was late", "called for calm".

use super::cues;
use super::found::Found;
use super::frames::{self, Verb};
use super::indirect;
use super::view::{Source, View, Who};
use crate::entities::lists::Flags;
use crate::entities::tokens::Kind;
use std::ops::Range;

/// Tokens between a verb and the clause that it opens: "said on Friday in Ottawa that".
const ASIDE: usize = 8;

/// Most tokens of a sentence that are looked at.
const LONGEST: usize = 400;

/// The attributions of a sentence in order; a token for which `used` holds is no cue.
pub(super) fn read(
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
        let Some((source, negated)) = source(view, verb, &sentence, cue, before.as_ref()) else {
            continue;
        };
        let clause = matches!(rule, "source-that" | "source-question");
        let mut end = end(view, start, sentence.end, clause);
        let marks = (start..end).filter(|at| view.token(*at).kind == Kind::Mark).count();
        // The mark that closes what a mark in the content opens belongs to it.
        let most = view.tokens.all.len().min(end + 2);
        let closing = (end..most).find(|at| view.token(*at).kind == Kind::Mark);
        end = closing.filter(|_| marks % 2 == 1).map_or(end, |at| at + 1);
        if end <= start || source.tokens.start >= start {
            continue;
        }
        before = Some(source.clone());
        let cue = cue..if rule == "source-about" { start } else { cue + 1 };
        found.push((start..end, Found::new(Some(source), Some((cue, negated)), rule, confidence)));
    }
    found
}

/// Where the object of the verb at `cue` begins, before `end`.
pub(super) fn object(view: &View<'_>, cue: usize, end: usize) -> Option<usize> {
    let verb = frames::of(view.cut(cue))?;
    let (start, _, _) = content(view, verb, cue, end)?;
    (start < end).then_some(start)
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

/// Where the content behind the verb begins, the rule, and how sure it is.
fn content(
    view: &View<'_>,
    verb: Verb,
    cue: usize,
    end: usize,
) -> Option<(usize, &'static str, f32)> {
    let next = cue + 1;
    if !view.token(next).is_word() {
        return None;
    }
    let token = view.token(cue);
    if token.is(Flags::BARE)
        && let Some((start, that)) = indirect::content(view, cue, end)
        && (that || opens_clause(view, start, end))
    {
        return Some((start, "source-that", if that { 0.8 } else { 0.7 }));
    }
    if verb.takes('t') {
        let plain = |at: &usize| {
            let token = view.token(*at);
            token.is_word()
                && !cues::is_cue(token)
                && (*at == next || frames::of(view.cut(*at)).is_none())
        };
        let aside = (next..end.min(next + ASIDE)).take_while(plain);
        if let Some(that) = aside.clone().find(|at| view.is(*at, "that"))
            && that + 1 < end
            && (that == next || leads_aside(view, next))
        {
            return Some((that + 1, "source-that", 0.8));
        }
    }
    if verb.base == "tell"
        && let Some(clause) =
            (next + 1..end.min(next + 7)).find(|at| view.token(*at).is(Flags::PRONOUN))
        && (next..clause).all(|at| view.token(at).is_word() && !cues::is_cue(view.token(at)))
        && clause + 1 < end
    {
        return Some((clause, "source-that", 0.7));
    }
    let next = behind_time(view, next, end);
    let word = view.cut(next);
    if word == "to" && verb.takes('i') && next + 1 < end && view.token(next + 1).kind == Kind::Lower
    {
        // "declined to comment" says nothing.
        let silent = matches!(view.cut(next + 1), "comment" | "say" | "respond" | "elaborate");
        return (!silent).then_some((next, "source-infinitive", 0.6));
    }
    let question =
        matches!(word, "what" | "why" | "how" | "whether" | "if" | "who" | "where" | "when");
    if question {
        return verb.takes('w').then_some((next, "source-question", 0.6));
    }
    if verb.takes_preposition(word) && next + 1 < end && view.token(next + 1).is_word() {
        return Some((next + 1, "source-about", 0.5));
    }
    let pointed =
        word == "that" && !verb.takes('t') && next + 1 < end && view.token(next + 1).is_word();
    (verb.takes('n') && (pointed || opens_object(view, next))).then_some((
        next,
        "source-object",
        0.5,
    ))
}

/// The token behind a time beside the verb: "promised on Tuesday to".
fn behind_time(view: &View<'_>, at: usize, end: usize) -> usize {
    let day = |at: usize| at < end && view.token(at).is(Flags::CALENDAR);
    let next = match () {
        () if view.is(at, "on") && day(at + 1) => at + 2,
        () if day(at) => at + 1,
        () => at,
    };
    if next < end { next } else { at }
}

/// Whether what stands between verb and "that" is a time, a place or a hearer.
fn leads_aside(view: &View<'_>, at: usize) -> bool {
    let token = view.token(at);
    token.is(Flags::CALENDAR | Flags::PREPOSITION)
        || token.is_name_like()
        || matches!(
            view.cut(at),
            "reporters"
                | "lawmakers"
                | "supporters"
                | "voters"
                | "in"
                | "on"
                | "at"
                | "to"
                | "during"
                | "again"
                | "also"
                | "me"
                | "him"
                | "her"
                | "us"
                | "them"
                | "the"
        )
}

/// Whether a clause without "that" begins at `at`: a subject and, within a few words, its verb.
pub(super) fn opens_clause(view: &View<'_>, at: usize, end: usize) -> bool {
    let verb = |n: usize| {
        let token = view.token(n);
        token.kind == Kind::Lower
            && (token.is(Flags::BETWEEN) && !token.is(Flags::MODIFIER | Flags::CALENDAR)
                || cues::is_cue(token)
                || view.cut(n).ends_with("ed"))
    };
    view.token(at).is(Flags::PRONOUN) || (at + 1..end.min(at + 12)).any(verb)
}

/// Whether an object begins at `at`: no preposition, conjunction, adverb or pronoun that is a subject.
fn opens_object(view: &View<'_>, at: usize) -> bool {
    let token = view.token(at);
    if token.is(Flags::CALENDAR | Flags::NEGATION) {
        return false;
    }
    let word = view.cut(at);
    if matches!(
        word,
        "her"
            | "his"
            | "their"
            | "its"
            | "him"
            | "them"
            | "it"
            | "me"
            | "us"
            | "himself"
            | "herself"
            | "more"
            | "both"
            | "such"
            | "any"
            | "all"
    ) {
        return true;
    }
    let other = token.is(Flags::PREPOSITION | Flags::PRONOUN | Flags::BETWEEN)
        || token.kind == Kind::Lower && word.ends_with("ly");
    !other
        && !matches!(
            word,
            "that"
                | "to"
                | "in"
                | "on"
                | "at"
                | "by"
                | "of"
                | "for"
                | "with"
                | "from"
                | "as"
                | "and"
                | "or"
                | "but"
                | "when"
                | "after"
                | "before"
                | "because"
                | "if"
                | "than"
                | "out"
                | "up"
                | "down"
                | "off"
                | "over"
                | "into"
                | "back"
                | "away"
                | "during"
                | "through"
                | "about"
                | "against"
                | "between"
                | "among"
                | "since"
                | "until"
                | "while"
                | "so"
                | "too"
                | "again"
                | "once"
                | "there"
                | "here"
                | "like"
                | "is"
                | "are"
                | "was"
                | "were"
        )
}

/// Who is the subject of the verb.
fn source(
    view: &View<'_>,
    verb: Verb,
    sentence: &Range<usize>,
    cue: usize,
    before: Option<&Source>,
) -> Option<(Source, bool)> {
    let word = view.cut(cue);
    let previous = view.cut(cue - 1);
    if verb.takes('a') {
        let described = passive(view, sentence.start, cue);
        return described.then(|| view.source_to(sentence.start, cue)).flatten();
    }
    if passive(view, sentence.start, cue) || matches!(previous, "to" | "the" | "a" | "an" | "of") {
        return None;
    }
    if cues::is_participle(word) && !auxiliary(view, sentence.start, cue) {
        // ", calling it a mistake": the subject of the clause before.
        let hangs = view.is(cue - 1, ",")
            || matches!(previous, "and" | "while" | "by" | "before" | "after");
        let subject = || view.subject(sentence.start, cue);
        return hangs.then(|| before.cloned().or_else(subject)).flatten().map(|s| (s, false));
    }
    if matches!(previous, "and" | "or" | "but") {
        // "praised the plan and urged support": the subject goes on.
        let goes_on = !verb.is_base;
        let subject = || view.subject(sentence.start, cue);
        return goes_on.then(|| before.cloned().or_else(subject)).flatten().map(|s| (s, false));
    }
    let (source, negated) = view
        .source_to(sentence.start, cue)
        .or_else(|| noun_phrase(view, sentence.start, cue).map(|source| (source, false)))?;
    // A base form beside a single noun is a noun itself: "the police call".
    let helped = source.tokens.end < cue;
    let many = source.tokens.len() == 1 && view.token(source.tokens.start).is(Flags::PRONOUN)
        || view.cut(source.tokens.end - 1).ends_with('s')
        || matches!(view.cut(source.tokens.end - 1), "people" | "percent" | "police" | "%");
    (!verb.is_base || helped || many).then_some((source, negated))
}

/// The noun phrase directly before the verb, whatever its noun: "47 percent said", "some Democrats say".
fn noun_phrase(view: &View<'_>, first: usize, cue: usize) -> Option<Source> {
    let skip = |at: usize| {
        let token = view.token(at);
        token.is(Flags::BETWEEN | Flags::NEGATION) || view.cut(at).ends_with("ly")
    };
    let mut end = cue;
    while end > first && cue - end < 4 && skip(end - 1) {
        end -= 1;
    }
    let inside = |at: usize| {
        let token = view.token(at);
        let verb =
            token.kind == Kind::Lower && frames::of(view.cut(at)).is_some_and(|v| !v.is_base);
        (token.is_word() || token.kind == Kind::Possessive || view.is(at, "%"))
            && !verb
            && !token.is(Flags::PRONOUN | Flags::BETWEEN)
            && !matches!(
                view.cut(at),
                "and"
                    | "but"
                    | "that"
                    | "when"
                    | "if"
                    | "as"
                    | "while"
                    | "because"
                    | "after"
                    | "before"
                    | "who"
                    | "which"
                    | "than"
                    | "where"
                    | "what"
                    | "how"
                    | "to"
                    | "by"
            )
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

/// Whether a form of "be" before the verb makes it a passive: "was accused", "has been asked".
fn passive(view: &View<'_>, first: usize, cue: usize) -> bool {
    if cues::is_participle(view.cut(cue)) {
        return false;
    }
    let lowest = first.max(cue.saturating_sub(3));
    (lowest..cue)
        .rev()
        .take_while(|at| {
            let token = view.token(*at);
            token.is(Flags::BETWEEN | Flags::NEGATION) || view.cut(*at).ends_with("ly")
        })
        .any(|at| matches!(view.cut(at), "was" | "were" | "been" | "being" | "is" | "are" | "be"))
}

/// Whether an auxiliary stands before a participle: "is calling".
fn auxiliary(view: &View<'_>, first: usize, cue: usize) -> bool {
    (first.max(cue.saturating_sub(3))..cue).any(|at| {
        matches!(view.cut(at), "is" | "are" | "was" | "were" | "been" | "'s" | "'re" | "’s" | "’re")
    })
}

/// Whether a new clause begins at `at`, behind a comma.
pub(super) fn breaks(view: &View<'_>, at: usize) -> bool {
    let Some(token) = view.tokens.all.get(at) else { return true };
    let word = view.cut(at);
    token.kind == Kind::Lower && word.ends_with("ing")
        || matches!(
            word,
            "and" | "but" | "while" | "though" | "although" | "as" | "who" | "which" | "according"
        )
}

/// Where the content that reaches over token `start` ends; a clause reaches further than an object.
pub(super) fn end(view: &View<'_>, start: usize, end: usize, clause: bool) -> usize {
    for at in start + 1..end {
        let word = view.cut(at);
        if matches!(word, ";" | "—" | "–" | "--" | ":") {
            return at;
        }
        if word == "," && at + 1 < end {
            let next = view.cut(at + 1);
            let new_verb = |from: usize| {
                (from..end.min(from + 7))
                    .any(|n| cues::is_cue(view.token(n)) && view.source_to(from, n).is_some())
            };
            let breaks = match next {
                "according" | "saying" | "adding" | "noting" | "arguing" | "citing" | "calling" => {
                    true
                }
                "and" | "but" | "while" | "though" | "although" | "as" if clause => {
                    new_verb(at + 2)
                }
                "and" | "but" | "while" | "though" | "although" | "as" | "who" | "which"
                | "where" | "when" | "after" | "because" | "even" | "before" | "he" | "she"
                | "they" | "it" | "I" | "we" => !clause,
                _ if !clause => {
                    let token = view.token(at + 1);
                    token.kind == Kind::Lower && (next.ends_with("ing") || cues::is_cue(token))
                }
                _ => false,
            };
            if breaks {
                return at;
            }
        }
        if !clause
            && at > start + 1
            && matches!(
                word,
                "while"
                    | "after"
                    | "before"
                    | "because"
                    | "when"
                    | "although"
                    | "though"
                    | "during"
                    | "amid"
            )
        {
            return at;
        }
        // "praised the plan and urged support"
        if !clause
            && word == "and"
            && at + 1 < end
            && frames::of(view.cut(at + 1))
                .is_some_and(|v| !v.is_base && !view.cut(at + 1).ends_with("ing"))
        {
            return at;
        }
    }
    end
}
