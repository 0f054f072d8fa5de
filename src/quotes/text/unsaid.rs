//! What a sentence does not say although its words stand there: what is denied, doubted, left open or made a condition.
//!
//! "Roe denied claims that she promised to build it": the denial has a scope, "she promised to build it", and a verb of
//! attribution within a scope attributes nothing.

use crate::entities::classes::Class;
use crate::entities::lists::Flags;
use crate::entities::tokens::Kind;
use crate::quotes::act::Act;
use crate::quotes::quote::{Quote, QuoteKind};
use crate::quotes::text::view::View;
use crate::quotes::text::{clause, forms, hearer, verbs};
use std::ops::Range;

/// Tokens between a denial and the "that" of what it denies: "denied several newspaper reports on Friday that".
const REACH: usize = 12;
/// Tokens between a negation or a refusal and its verb: "declined again on Monday to say".
const NEAR: usize = 5;
/// Tokens within which an attribution that closes a sentence has its verb: ", the minister said."
const CLOSING: usize = 8;

/// Takes out what is said only within a scope; what stands there in marks was said, but is negated.
pub(crate) fn sift(view: &View<'_>, quotes: &mut Vec<Quote>) {
    let Scopes { denied, open } = scopes(view);
    let within = |at: usize| denied.iter().chain(&open).any(|scope| scope.contains(&at));
    quotes.retain_mut(|quote| {
        if quote.cue.as_ref().is_some_and(|cue| cue.negated) {
            shorten(view, &denied, quote);
        }
        let unsaid = match verb_of(view, quote) {
            Some(verb) => within(verb) || is_hypothetical(view, verb),
            None => {
                quote.cue.is_none()
                    && quote.spans.first().is_some_and(|span| within(token_at(view, span.start)))
            }
        };
        let marked = quote.kind != QuoteKind::Indirect;
        if let Some(cue) = quote.cue.as_mut().filter(|_| unsaid && marked) {
            cue.negated = true;
        }
        marked || !unsaid
    });
}

/// Sets whether the cue of each quote negates its content: by a negation before it, by a refusal, by what it means.
pub(crate) fn negate(view: &View<'_>, quotes: &mut [Quote]) {
    for quote in quotes {
        let Some(verb) = verb_of(view, quote) else { continue };
        let first = sentence(view, verb).start;
        let refused = is_refused(view, first, verb);
        let doubts = view.has(verb, Class::Doubt) && complement(view, verb).is_some();
        let Some(cue) = &mut quote.cue else { continue };
        let denied = is_denied(view, first, verb);
        let denies = view.has(verb, Class::Denial) || doubts;
        if refused || denied || doubts {
            cue.negated = (refused || denied) != denies;
        }
    }
}

/// The verb of the cue, if it has one.
fn verb_of(view: &View<'_>, quote: &Quote) -> Option<usize> {
    let span = quote.cue.as_ref()?.span;
    let all = &view.tokens.all;
    let first = all.partition_point(|token| token.span.start < span.start);
    let end = all.partition_point(|token| token.span.end <= span.end);
    let verb = |at: &usize| verbs::is_cue(view.token(*at)) || verbs::of(view.cut(*at)).is_some();
    (first..end).rev().find(verb)
}

/// The sentence of a token.
fn sentence(view: &View<'_>, at: usize) -> Range<usize> {
    let sentences = &view.tokens.sentences;
    let number = sentences.partition_point(|sentence| sentence.end <= at);
    sentences.get(number).cloned().unwrap_or(at..at)
}

/// Cuts a denied content where what is denied ends: "denied that it was old, but he promised …".
fn shorten(view: &View<'_>, denied: &[Range<usize>], quote: &mut Quote) {
    let (QuoteKind::Indirect, [span]) = (quote.kind, quote.spans.as_mut_slice()) else { return };
    let (start, end) = (token_at(view, span.start), token_at(view, span.end));
    let scope =
        denied.iter().find(|s| (start..end.min(start + REACH)).contains(&s.start) && s.end < end);
    let last = scope.and_then(|s| s.clone().rev().find(|at| view.token(*at).is_word()));
    if let Some(last) = last {
        span.end = view.token(last).span.end;
    }
}

/// The first token that does not begin before the byte `start`.
fn token_at(view: &View<'_>, start: usize) -> usize {
    view.tokens.all.partition_point(|token| token.span.start < start)
}

/// Whether the subject of the verb opens a condition, or is nobody: "if she had said", "no one said".
fn is_hypothetical(view: &View<'_>, verb: usize) -> bool {
    let first = sentence(view, verb).start;
    let subject = view.subject_to(first, verb);
    subject.is_some_and(|(source, _)| view.is_hypothetical(first, &source))
}

/// The words of a text that nothing in their sentence states.
#[derive(Default)]
struct Scopes {
    /// Denied or kept back.
    denied: Vec<Range<usize>>,
    /// Asked, or a condition.
    open: Vec<Range<usize>>,
}

fn scopes(view: &View<'_>) -> Scopes {
    let mut scopes = Scopes::default();
    for sentence in &view.tokens.sentences {
        if is_question(view, sentence) {
            scopes.open.push(sentence.clone());
            continue;
        }
        for at in sentence.clone() {
            if let Some(start) = condition(view, sentence, at) {
                let comma = (start..sentence.end).find(|at| view.is(*at, ","));
                scopes.open.push(start..comma.unwrap_or(sentence.end));
            } else if let Some(start) = opens(view, sentence, at) {
                scopes.denied.push(start..close(view, start, sentence.end));
            }
        }
    }
    scopes
}

/// "Did Roe say that she would stay?"
fn is_question(view: &View<'_>, sentence: &Range<usize>) -> bool {
    let last = sentence.clone().next_back().filter(|last| view.is(*last, "?"));
    last.is_some() && view.has(sentence.start, Class::Condition)
}

/// Where the condition begins that the word at `at` opens: "if", "unless", "whether", "Had she".
fn condition(view: &View<'_>, sentence: &Range<usize>, at: usize) -> Option<usize> {
    let opens = matches!(view.cut(at), "if" | "If" | "unless" | "Unless" | "whether" | "Whether");
    let inverted = at == sentence.start
        && matches!(view.cut(at), "Had" | "Should" | "Were")
        && at + 1 < sentence.end
        && (view.token(at + 1).is_name_like()
            || view.token(at + 1).is(Flags::PRONOUN | Flags::ARTICLE));
    ((opens || inverted) && at + 1 < sentence.end).then_some(at + 1)
}

/// Where a scope begins that the word at `at` opens.
fn opens(view: &View<'_>, sentence: &Range<usize>, at: usize) -> Option<usize> {
    let Range { start: first, end } = *sentence;
    if view.has(at, Class::Denial) || view.has(at, Class::Doubt) {
        return complement(view, at);
    }
    let token = view.token(at);
    if verbs::is_cue(token) {
        // "without saying that", "stopped short of promising"
        if verbs::is_participle(view.cut(at)) && is_left_out(view, first, at) {
            return Some(at);
        }
        // "would have said"
        if is_unreal(view, first, at) {
            return Some(at);
        }
        let open = is_refused(view, first, at) || is_denied(view, first, at);
        return open.then(|| behind_verb(view, at, end)).flatten();
    }
    let that = |from: usize| {
        let that = (from..end.min(from + NEAR)).find(|at| view.is(*at, "that"))?;
        (that + 1 < end).then_some(that + 1)
    };
    // "It is untrue that", "it was not clear whether"; the "whether" is a condition of its own.
    let denied = || is_denied(view, first, at);
    if view.has(at, Class::Untrue) && !denied() || view.has(at, Class::True) && denied() {
        return that(at + 1).filter(|start| *start == at + 2);
    }
    // "There is no evidence that", "not any sign that"
    if matches!(view.cut(at), "no" | "No" | "any" | "little") {
        let noun = (at + 1..end.min(at + NEAR)).find(|at| view.has(*at, Class::Claim))?;
        return that(noun + 1);
    }
    None
}

/// Where the content of a denial begins: behind "that", a noun for a claim, or the verb itself.
fn complement(view: &View<'_>, denial: usize) -> Option<usize> {
    let (next, end) = (denial + 1, sentence(view, denial).end);
    if next >= end {
        return None;
    }
    let claims = |at: usize| view.has(at, Class::Claim);
    let inside = |at: &usize| {
        let token = view.token(*at);
        let verb = verbs::is_cue(token) && !token.is(Flags::THING | Flags::BASE);
        let word = token.is_word() || token.kind == Kind::Possessive;
        claims(*at) || word && !verb
    };
    let near = (next..end.min(next + REACH)).take_while(inside);
    let that = near.clone().find(|at| view.is(*at, "that")).filter(|that| that + 1 < end);
    let noun =
        near.clone().take_while(|at| that.is_none_or(|that| *at < that)).find(|at| claims(*at));
    if let Some(that) = that {
        let aside = view.token(next).is(Flags::CALENDAR | Flags::PREPOSITION);
        if that == next || noun.is_some() || aside {
            return Some(that + 1);
        }
    }
    // "denied claims she had lied", "rejected the idea of resigning"
    if let Some(noun) = noun {
        let of =
            view.is(noun + 1, "of") && noun + 2 < end && verbs::is_participle(view.cut(noun + 2));
        return if of { Some(noun + 2) } else { hearer::clause(view, noun + 1, end) };
    }
    // "denied ever having said so"
    let ever = next + usize::from(view.is(next, "ever"));
    if ever < end && view.token(ever).kind == Kind::Lower && verbs::is_participle(view.cut(ever)) {
        return Some(ever);
    }
    hearer::clause(view, next, end)
}

/// Where the clause behind a denied verb of saying begins: "did not say that", "would not tell the court if".
fn behind_verb(view: &View<'_>, verb: usize, end: usize) -> Option<usize> {
    let next = hearer::behind(view, verb, end).unwrap_or(verb + 1);
    let opens = (next..end.min(next + NEAR))
        .take_while(|at| view.token(*at).is_word())
        .find(|at| view.is(*at, "that"));
    match opens {
        Some(that) if that + 1 < end => Some(that + 1),
        _ if next < end => hearer::clause(view, next, end),
        _ => None,
    }
}

/// Where a scope that begins at `start` ends: where the sentence goes on with something else.
fn close(view: &View<'_>, start: usize, end: usize) -> usize {
    let finite = |at: usize| {
        at < end
            && view.token(at).kind == Kind::Lower
            && verbs::is_cue(view.token(at))
            && !view.token(at).is(Flags::BASE)
            && !verbs::is_participle(view.cut(at))
    };
    let stops = |at: usize| match view.cut(at) {
        ";" | ":" | "—" | "–" | "--" => true,
        "and" | "but" => finite(at + 1) || clause::other_speaks(view, at, end),
        "," => {
            let next = at + 1;
            let adds = next < end
                && (matches!(view.cut(next), "but" | "while" | "though" | "although" | "and")
                    || view.token(next).kind == Kind::Lower
                        && verbs::is_participle(view.cut(next)));
            adds || next < end && attributes(view, next, end)
        }
        _ => view.token(at).kind == Kind::Mark && at > start && !view.token(at - 1).is_word(),
    };
    (start..end).find(|at| stops(*at)).unwrap_or(end)
}

/// Whether what stands behind a comma attributes what stands before it: ", Roe said.", ", said Roe", ", Roe told the court".
fn attributes(view: &View<'_>, at: usize, end: usize) -> bool {
    let near = (at..end.min(at + CLOSING)).take_while(|at| view.token(*at).is_word());
    let mut cues = near.filter(|at| {
        let token = view.token(*at);
        verbs::is_cue(token) && !token.is(Flags::BASE) && !verbs::is_participle(view.cut(*at))
    });
    cues.any(|cue| {
        let next = cue + 1;
        let ends = next >= end || !view.token(next).is_word() || clause::is_tail(view, next);
        cue == at
            || ends
            || hearer::behind(view, cue, end)
                .is_some_and(|at| at >= end || !view.token(at).is_word())
    })
}

/// Whether the verb is negated: "did not say", "has never promised", "wouldn't confirm".
pub(crate) fn is_denied(view: &View<'_>, first: usize, verb: usize) -> bool {
    let joined = |at: usize| {
        let word = view.cut(at);
        word.ends_with("n't") || word.ends_with("n’t") || word == "cannot"
    };
    let between = |at: &usize| {
        let token = view.token(*at);
        token.is(Flags::BETWEEN | Flags::NEGATION) || forms::is_adverb(view.cut(*at)) || joined(*at)
    };
    let lowest = first.max(verb.saturating_sub(NEAR));
    let mut before = (lowest..verb).rev().take_while(between);
    before.any(|at| view.token(at).is(Flags::NEGATION) || joined(at))
}

/// Whether the verb is what somebody refuses: "declined on Monday to say".
pub(crate) fn is_refused(view: &View<'_>, first: usize, verb: usize) -> bool {
    let Some(to) = verb.checked_sub(1).filter(|to| *to > first && view.is(*to, "to")) else {
        return false;
    };
    let words = (first.max(to.saturating_sub(NEAR))..to).rev();
    let mut words = words.take_while(|at| view.token(*at).is_word());
    words
        .find(|at| verbs::of(view.cut(*at)).is_some() || view.has(*at, Class::Refusal))
        .is_some_and(|at| view.has(at, Class::Refusal) && !is_denied(view, first, at))
}

/// "without saying", "instead of saying", "stopped short of saying"
fn is_left_out(view: &View<'_>, first: usize, verb: usize) -> bool {
    let Some(last) = verb.checked_sub(1).filter(|last| *last >= first) else { return false };
    let pair = |a: &str, b: &str| last > first && view.is(last, b) && view.is(last - 1, a);
    matches!(view.cut(last), "without" | "Without")
        || pair("short", "of")
        || pair("instead", "of")
        || pair("Instead", "of")
        || pair("rather", "than")
}

/// "would have said", "could have promised"; but who "would have liked" did like.
fn is_unreal(view: &View<'_>, first: usize, verb: usize) -> bool {
    let Some(have) = verb.checked_sub(1).filter(|have| *have > first) else { return false };
    let modal = matches!(view.cut(have - 1), "would" | "could" | "should" | "might");
    view.is(have, "have") && modal && Act::of_cue(view.cut(verb)) == Act::Statement
}

#[cfg(test)]
mod tests {
    use crate::quotes::tests::gives;

    #[test]
    fn what_is_denied_is_not_said_by_the_way() {
        for text in [
            "Jerry Moss denied claims that he promised to open the gates.",
            "Jerry Moss denied claims he promised to open the gates.",
            "Jerry Moss denied reports in two papers that he promised to open the gates.",
            "Jerry Moss denied that he promised to open the gates.",
            "Jerry Moss denied he had promised to open the gates.",
            "Jerry Moss rejected suggestions that he promised to open the gates.",
            "Jerry Moss dismissed the idea that he promised to open the gates.",
            "Jerry Moss did not say that he promised to open the gates.",
            "Jerry Moss refused to say whether he promised to open the gates.",
            "Jerry Moss has yet to say if he promised to open the gates.",
            "It is untrue that Jerry Moss promised to open the gates.",
            "It is not clear that Jerry Moss promised to open the gates.",
            "There is no evidence that Jerry Moss promised to open the gates.",
            "If Jerry Moss had promised to open the gates, nobody would have come.",
            "Had Jerry Moss said that the gates would open, nobody would have come.",
            "Jerry Moss left without promising to open the gates.",
            "Jerry Moss would have promised to open the gates.",
            "Did Jerry Moss promise to open the gates, or say that he wanted to open the gates?",
            "No one said that the gates would open.",
        ] {
            let quotes = crate::quotes::tests::said(text);
            let stated =
                quotes.iter().filter(|(words, negated)| !negated && words.contains("open"));
            assert_eq!(stated.count(), 0, "{text} {quotes:?}");
        }
    }

    #[test]
    fn what_stands_beside_a_denial_is_said() {
        gives(
            "Jerry Moss denied the charges and promised to open the gates.",
            &[
                "the charges | Jerry Moss | source-object",
                "to open the gates | Jerry Moss | source-infinitive",
            ],
        );
        gives(
            "Jerry Moss denied that the gates were old, but he promised to open the gates.",
            &[
                "the gates were old | Jerry Moss | source-clause",
                "to open the gates | Jerry Moss | source-infinitive",
            ],
        );
        gives(
            "If it rains, Jerry Moss said, the gates would open at noon and stay open.",
            &["the gates would open at noon and stay open | Jerry Moss | aside"],
        );
        gives(
            "The gates were not shut when Jerry Moss promised to open the gates.",
            &["to open the gates | Jerry Moss | source-infinitive"],
        );
    }

    #[test]
    fn a_denial_is_shown() {
        for (text, negated) in [
            ("Jerry Moss disputed that the gates would open.", true),
            ("Jerry Moss did not dispute that the gates would open.", false),
            ("Jerry Moss rejected claims that the gates would open.", true),
            ("Jerry Moss rejected the offer of the port.", false),
            ("Jerry Moss doubted that the gates would open.", true),
            ("Jerry Moss would not say if the gates would open.", true),
            ("Jerry Moss said the gates would never open.", false),
        ] {
            let quotes = crate::quotes::tests::said(text);
            assert_eq!(
                quotes.iter().map(|(_, n)| *n).collect::<Vec<_>>(),
                [negated],
                "{text} {quotes:?}"
            );
        }
    }

    #[test]
    fn what_stands_in_marks_within_a_denial_is_negated() {
        let text = "Jerry Moss rejected claims that he called the gates \"a joke on all of us.\"";
        let quotes = crate::quotes::tests::said(text);
        assert!(quotes.iter().all(|(_, negated)| *negated), "{quotes:?}");
    }
}
