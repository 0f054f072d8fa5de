//! Attributions beside a stretch between marks: a cue and its subject, behind it or ahead of it.

use crate::entities::lists::Flags;
use crate::entities::tokens::Kind;
use crate::quotes::attribution::Found;
use crate::quotes::text::clause;
use crate::quotes::text::cues;
use crate::quotes::text::view::{Source, View, Who};
use std::ops::Range;

/// Tokens beside a stretch that are looked at.
pub(crate) const REACH: usize = 60;

/// How sure an attribution behind the quote is whose cue governs other words.
pub(crate) const BESIDE: f32 = 0.6;

/// An attribution behind the quote: `said Dias`, `Dias, head of Unifor, said`, `according to Dias`.
pub(crate) fn behind(view: &View<'_>, range: Range<usize>, ends: bool) -> Option<Found> {
    let mut at = range.start;
    let mut ends = ends;
    let mut dash = false;
    while at < range.end && matches!(view.cut(at), "," | "-" | "–" | "—" | "'" | "’") {
        // The single mark of a quote within the quote.
        let single = matches!(view.cut(at), "'" | "’");
        ends |= !single;
        dash |= !single && view.cut(at) != ",";
        at += 1;
    }
    if at + 1 < range.end && view.is(at, "according") && view.is(at + 1, "to") {
        let source = view.source_from(at + 2, range.end)?;
        return Some(Found::new(
            Some(source),
            Some((at..at + 2, false)),
            "quote-according-to",
            0.9,
        ));
    }
    let cue = |at: usize| {
        cues::is_cue(view.token(at))
            && (ends || !view.token(at).is(Flags::MARKS_ONLY | Flags::BASE))
    };
    if at < range.end && cue(at) && !cues::is_participle(view.cut(at)) {
        let source =
            view.described(at + 1, range.end).or_else(|| view.source_from(at + 1, range.end));
        // "…," said the minister; but: Dias, citing "…," said the minister was wrong.
        let free = |s: &Source| s.tokens.end >= range.end || !view.opens_predicate(s.tokens.end);
        if let Some(source) = source.filter(free) {
            return Some(Found::verb(source, at, false, "quote-cue-source", 0.95));
        }
    }
    // "…" of the markets, said Dias.
    let inverted = || {
        let comma = (at..range.end.saturating_sub(2)).find(|at| {
            view.is(*at, ",")
                && cue(*at + 1)
                && !view.token(*at + 1).is(Flags::MARKS_ONLY | Flags::BASE)
                && !cues::is_participle(view.cut(*at + 1))
        })?;
        let source = view
            .described(comma + 2, range.end)
            .or_else(|| view.source_from(comma + 2, range.end))?;
        Some(Found::verb(source, comma + 1, false, "quote-words-cue-source", 0.8))
    };
    if !ends && let Some(found) = inverted() {
        return Some(found);
    }
    let source = view.source_from(at, range.end);
    for cue in (at + 1..range.end).filter(|at| cue(*at)) {
        let Some((subject, negated)) = view.source_to(at, cue) else { continue };
        // "…," but he also said: the words before the mark are not what is attributed.
        let other = at < range.end
            && matches!(view.cut(at), "but" | "and" | "or" | "while" | "although" | "though")
            && subject.tokens.start > at
            && !view.is(subject.tokens.start - 1, ",");
        let next = subject.tokens.start > at
            && matches!(view.cut(subject.tokens.start - 1), "and" | "but");
        // "…," Dias, who has doubts, said: the relative clause is not the statement.
        let relative = matches!(subject.who, Who::Relative(_));
        let begins = !other
            && !next
            && !relative
            && subject.tokens.start >= at
            && subject.tokens.start - at < 12
            && !(at..subject.tokens.start).any(|at| cues::is_cue(view.token(at)));
        if begins && !cues::is_participle(view.cut(cue)) {
            let sure = if has_content(view, cue, range.end) { BESIDE } else { 0.95 };
            return Some(Found::verb(subject, cue, negated, "quote-source-cue", sure));
        }
    }
    if ends && let Some(found) = inverted() {
        return Some(found);
    }
    if ends && let Some(found) = open_cue(view, at..range.end, source.as_ref()) {
        return Some(found);
    }
    let source = source
        .filter(|s| dash && s.tokens.end >= range.end.saturating_sub(1) && s.who != Who::Pronoun)?;
    Some(Found::new(Some(source), None, "quote-dash-source", 0.7))
}

/// Whether a clause follows the cue that it governs: "…," Dias said he knew.
fn has_content(view: &View<'_>, cue: usize, end: usize) -> bool {
    let next = cue + 1;
    next < end
        && view.token(cue).is(Flags::BARE)
        && (view.token(next).is(Flags::PRONOUN | Flags::ARTICLE) || view.mention(next).is_some())
        && !view.is(next, "this")
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

/// A verb that the list does not have, right between the marks and a name: `exhorted Dias`, `Dias shot back`.
fn open_cue(view: &View<'_>, range: Range<usize>, source: Option<&Source>) -> Option<Found> {
    let past = |at: usize| {
        at < range.end && view.token(at).kind == Kind::Lower && cues::is_past(view.cut(at))
    };
    let named = |s: &Source| matches!(s.who, Who::Mention(_) | Who::Pronoun);
    let phrase = |at: usize| at + 1 < range.end && is_phrase(view, at);
    let verb = |s: &Source| {
        let at = s.tokens.end;
        past(at) || phrase(at)
    };
    if let Some(source) = source.filter(|s| verb(s)) {
        let cue = source.tokens.end;
        return Some(Found::verb(source.clone(), cue, false, "quote-source-past", 0.75));
    }
    let source =
        view.source_from(range.start + 1, range.end).filter(|s| named(s) && past(range.start))?;
    Some(Found::verb(source, range.start, false, "quote-past-source", 0.75))
}

/// An attribution ahead of the quote: `Dias said: "…"`, `Dias told reporters that "…"`.
pub(crate) fn ahead(view: &View<'_>, range: Range<usize>, sentence: usize) -> Option<Found> {
    let (first, open) = (range.start, range.end);
    if first + 2 < open && view.is(first, "According") && view.is(first + 1, "to") {
        let source = view.source_from(first + 2, open)?;
        return Some(Found::new(
            Some(source),
            Some((first..first + 2, false)),
            "according-to-quote",
            0.85,
        ));
    }
    if let Some(found) = open_ahead(view, first, open) {
        return Some(found);
    }
    let mut weak = None;
    for cue in range.clone().rev().filter(|at| cues::is_cue(view.token(*at))) {
        let gap = open - cue - 1;
        let close = gap == 0
            || matches!(view.cut(open - 1), ":" | ",")
            || gap == 1 && view.is(cue + 1, "that");
        if cues::is_participle(view.cut(cue)) {
            // "His warning" is a noun.
            let owned = cue > first
                && (view.token(cue - 1).is(Flags::ARTICLE)
                    || view.token(cue - 1).kind == Kind::Possessive);
            if weak.is_some() || owned {
                continue;
            }
            let source = participle(view, first, cue).or_else(|| spoke(view, sentence, first));
            let Some(source) = source.filter(|_| gap < 9) else { continue };
            return Some(Found::verb(source, cue, false, "participle", 0.7));
        }
        // "The paradox, says Dias, is that it was "…""
        let aside = cue > first && view.is(cue - 1, ",") && cue + 1 < open;
        let inverted = aside
            .then(|| view.described(cue + 1, open).or_else(|| view.source_from(cue + 1, open)))
            .flatten()
            .filter(|s| {
                matches!(s.who, Who::Mention(_))
                    && s.tokens.end < open
                    && view.is(s.tokens.end, ",")
            });
        if let Some(source) = inverted {
            return Some(Found::verb(source, cue, false, "cue-source-words-quote", 0.75));
        }
        let Some((source, negated)) = view.source_to(first, cue) else { continue };
        let (source, cue, negated) = outer(view, first, &source).unwrap_or((source, cue, negated));
        let (rule, strength) =
            if close { ("source-cue-quote", 0.9) } else { ("source-cue-words-quote", 0.75) };
        let mut found = Found::verb(source, cue, negated, rule, strength);
        found.clause = begins(view, cue, open);
        // "Roe said the rejection of the treaty signals "…"": Roe speaks.
        if cues::is_weak(view.cut(cue)) {
            weak.get_or_insert(found);
            continue;
        }
        if weak.is_some() && !view.token(cue).is(Flags::BARE) && !view.is(cue + 1, "that") {
            continue;
        }
        return Some(found);
    }
    if let Some(found) = weak {
        return Some(Found { strength: 0.55, ..found });
    }
    if let Some(found) = put_it(view, first, open) {
        return Some(found);
    }
    if let Some(source) = owner(view, first, open) {
        return Some(Found::new(Some(source), None, "owner-noun-quote", 0.6));
    }
    let colon = open.checked_sub(1).filter(|at| *at > first && view.is(*at, ":"))?;
    let source = view.source_from(first, colon)?;
    (source.tokens.end == colon).then(|| Found::new(Some(source), None, "source-colon-quote", 0.8))
}

/// Who does what a participle tells: `Dias left, saying`, `with Dias saying`, `Dias is pledging`.
fn participle(view: &View<'_>, first: usize, cue: usize) -> Option<Source> {
    let finite = |at: &usize| {
        let token = view.token(*at);
        cues::is_cue(token) && !cues::is_participle(view.cut(*at)) && !token.is(Flags::BASE)
    };
    let subject_of = |at: usize| {
        let (source, _) = view.source_to(first, at)?;
        Some(outer(view, first, &source).map_or(source, |(outer, ..)| outer))
    };
    let before = cue.checked_sub(1).filter(|at| *at > first)?;
    let with = |at: usize| at > first && matches!(view.cut(at - 1), "with" | "With");
    if let Some(mention) = view.mention(before).filter(|m| with(view.spots[*m].start)) {
        return Some(view.named(mention));
    }
    if matches!(view.cut(before), "is" | "are" | "was" | "were" | "been") {
        return subject_of(cue);
    }
    // A verb of saying close by has the same subject, else the clause has it where it opens.
    let near = (first..cue).rev().take(8).find(finite).and_then(subject_of);
    let near = near.filter(|s| matches!(s.who, Who::Mention(_) | Who::Pronoun));
    near.or_else(|| view.opening(first, cue))
        .or_else(|| (first..cue).rev().filter(finite).find_map(subject_of))
        .or_else(|| view.subject(first, cue))
}

/// "As Dias put it, …"
fn put_it(view: &View<'_>, first: usize, open: usize) -> Option<Found> {
    let sign = |at: usize| view.parts(at) || view.is(at, ":");
    let end = open - usize::from(open > first && sign(open - 1));
    let it = (first + 2..end).rev().take(4).find(|at| view.is(*at, "it"))?;
    let put = it - 1;
    if !matches!(view.cut(put), "put" | "puts") {
        return None;
    }
    let (source, negated) = view.source_to(first, put)?;
    Some(Found::verb(source, put, negated, "put-it-quote", 0.85))
}

/// A past tense that the list does not have, between a name and the comma or colon ahead of the marks: `Dias cracked, "…"`.
fn open_ahead(view: &View<'_>, first: usize, open: usize) -> Option<Found> {
    let sign = open.checked_sub(1).filter(|at| matches!(view.cut(*at), "," | ":"))?;
    let last = sign.checked_sub(1).filter(|at| *at > first + 1)?;
    let verb = last - usize::from(is_phrase(view, last - 1));
    if cues::is_cue(view.token(verb)) || verb == last && !cues::is_past(view.cut(verb)) {
        return None;
    }
    let (source, negated) = view.source_to(first, verb).filter(|(s, _)| s.who != Who::Name)?;
    Some(Found::verb(source, verb, negated, "source-past-quote", 0.75))
}

/// Whose word it is: `his warning that "…"`, `Dias's promise of "…"`, `in Dias's words, "…"`.
fn owner(view: &View<'_>, first: usize, open: usize) -> Option<Source> {
    let link = open.checked_sub(1).filter(|at| *at >= first)?;
    let joined = matches!(view.cut(link), "that" | "of" | ":" | "," | "to");
    let noun = link.checked_sub(usize::from(joined)).filter(|at| *at >= first)?;
    let lowest = first.max(noun.saturating_sub(3));
    let at = (lowest..=noun).rev().find(|at| {
        view.token(*at).kind == Kind::Possessive
            || matches!(view.cut(*at), "his" | "her" | "their" | "His" | "Her" | "Their")
    })?;
    let plain = (at + 1..=noun).all(|at| view.token(at).kind == Kind::Lower);
    if !plain || !cues::is_word_of_speech(view.cut(noun)) {
        return None;
    }
    if view.token(at).kind != Kind::Possessive {
        return Some(Source { tokens: at..at + 1, who: Who::Pronoun });
    }
    let mention = view.mention(at.checked_sub(1)?)?;
    (view.spots[mention].end == at && view.spots[mention].start >= first)
        .then(|| Source { tokens: view.spots[mention].clone(), who: Who::Mention(mention) })
}

/// The cue that governs a clause with a pronoun: Dias told reporters he thought it "…".
fn outer(view: &View<'_>, first: usize, source: &Source) -> Option<(Source, usize, bool)> {
    let start = source.tokens.start;
    let cue = (first.max(start.saturating_sub(4))..start)
        .rev()
        .find(|at| cues::is_cue(view.token(*at)))?;
    let told =
        cue + 1 == start || view.is(start - 1, "that") || cues::base(view.cut(cue)) == "tell";
    if source.who != Who::Pronoun
        || !told
        || cues::is_participle(view.cut(cue))
        || view.token(cue).is(Flags::MARKS_ONLY)
    {
        return None;
    }
    let plain = (cue + 1..start).all(|at| view.token(at).is_word());
    view.source_to(first, cue).filter(|_| plain).map(|(source, negated)| (source, cue, negated))
}

/// The source of the broken quote earlier in the sentence: "A," Dias said, adding "B."
fn spoke(view: &View<'_>, sentence: usize, first: usize) -> Option<Source> {
    let range = &view.tokens.sentences[sentence];
    let from = range.start.max(first.saturating_sub(REACH));
    view.subject(from, first)
}

/// Where the clause begins that a cue governs, when it begins before the marks: said the deal was "…".
fn begins(view: &View<'_>, cue: usize, open: usize) -> Option<usize> {
    let last = view.cut(open - 1);
    if open == cue + 1 || matches!(last, ":" | "that") {
        return None;
    }
    let clause = clause::behind(view, cue, open).map(|(at, _)| at);
    let clause = clause.filter(|_| !view.token(cue).is(Flags::MARKS_ONLY));
    if last == "," {
        // "said on Friday, “…”" has no clause; "said it rains if the wind turns, “…”" has one.
        return clause.filter(|at| open - at > 5 && clause::opens_clause(view, *at, open));
    }
    clause.or_else(|| clause::object(view, cue, open))
}
