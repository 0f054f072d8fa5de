//! Who was asked and said nothing: "Roe declined to comment", "the harbour office did not respond to a
//! request for comment", "Poe could not be reached". These are no quotes.

use crate::entities::lists::Flags;
use crate::entities::tokens::Kind;
use crate::quotes::attribution::Attribution;
use crate::quotes::rule::Rule;
use crate::quotes::text::forms::is_adverb;
use crate::quotes::text::view::{Source, View, Who};
use std::ops::Range;

/// Words that are passed over between the parts of the phrase: "declined on Friday to comment".
const GAP: usize = 4;
/// How far behind "respond" it says what was not responded to.
const TO: usize = 9;

/// A phrase of silence.
struct Phrase {
    tokens: Range<usize>,
    /// Its verb.
    verb: usize,
    /// Whether "not" or "never" belongs to it.
    negated: bool,
    /// Whether it tells by itself that somebody was asked: an agreement may not "be reached" either.
    asked: bool,
}

/// The silences of a sentence: the words of each, and whose it is.
pub(crate) fn read(
    view: &View<'_>,
    sentence: Range<usize>,
    quoted: &[bool],
) -> Vec<(Range<usize>, Attribution)> {
    let mut found = Vec::new();
    let mut first = sentence.start;
    let mut at = sentence.start + 1;
    while at < sentence.end {
        let phrase = phrase(view, at, sentence.end).filter(|phrase| !quoted[phrase.tokens.start]);
        let silent = phrase.and_then(|phrase| {
            let source = source(view, first, &phrase)?;
            let cue = phrase.verb..phrase.verb + 1;
            let found = Attribution::by_words(Rule::Silence, source, cue);
            let cue = found.cue.map(|(cue, _)| (cue, phrase.negated));
            Some((phrase.tokens, Attribution { cue, ..found }))
        });
        match silent {
            Some(silent) => {
                (first, at) = (silent.0.end, silent.0.end + 1);
                found.push(silent);
            }
            None => at += 1,
        }
    }
    found
}

/// The subject of the phrase, if it is one that can speak.
fn source(view: &View<'_>, first: usize, phrase: &Phrase) -> Option<Source> {
    let start = phrase.tokens.start;
    let (source, _) =
        view.source_to(first, start).or_else(|| view.source_to(first, phrase.verb))?;
    let speaks = match source.who {
        Who::Common => phrase.asked || source.tokens.clone().any(|at| view.is_noun(at)),
        Who::Pronoun => phrase.asked || !matches!(view.cut(source.tokens.start), "It" | "it"),
        Who::Mention(_) | Who::Relative(_) | Who::Phrase(..) | Who::Name => true,
    };
    (speaks && source.tokens.end <= start).then_some(source)
}

/// The phrase that begins at a token.
fn phrase(view: &View<'_>, at: usize, end: usize) -> Option<Phrase> {
    if view.token(at).kind != Kind::Lower {
        return None;
    }
    let word = view.cut(at);
    let asked = |verb: usize, last: usize, negated: bool| Phrase {
        tokens: at..last + 1,
        verb,
        negated,
        asked: true,
    };
    match word {
        "declined" | "declines" | "decline" | "refused" | "refuses" | "refuse" => {
            // "declined comment", "declined requests for comment"
            if view.is(at + 1, "comment") {
                return Some(asked(at, at + 1, false));
            }
            refused(view, at, end).map(|last| asked(at, last, false))
        }
        "had" | "has" | "have" | "offered" | "made" | "gave"
            if view.is(at + 1, "no") && view.is(at + 2, "comment") =>
        {
            Some(asked(at, at + 2, false))
        }
        // "has yet to respond to a request"
        "has" | "have" | "had" if view.is(at + 1, "yet") && view.is(at + 2, "to") => {
            let verb = at + 3;
            silent(view, verb, end).map(|last| asked(verb, last, true))
        }
        "failed" | "fails" if view.is(at + 1, "to") => {
            silent(view, at + 2, end).map(|last| asked(at, last, false))
        }
        "ignored" => request(view, at, end).map(|last| asked(at, last, false)),
        "was" | "were" | "is" | "are" => {
            let verb = adjective(view, at, end)?;
            let negated = !view.is(verb, "unavailable");
            let last = for_comment(view, verb + 1, end)?;
            Some(asked(verb, last, negated))
        }
        _ => denied(view, at, end),
    }
}

/// "would not comment", "did not respond to calls", "could not be reached".
fn denied(view: &View<'_>, at: usize, end: usize) -> Option<Phrase> {
    let word = view.cut(at);
    let joined = word.ends_with("n't") || word.ends_with("n’t");
    let helps =
        matches!(word, "would" | "did" | "does" | "do" | "could" | "has" | "have" | "had" | "will");
    let mut verb = at + 1;
    if !joined {
        if word != "cannot" && !(helps && verb < end && view.token(verb).is(Flags::NEGATION)) {
            return None;
        }
        verb += usize::from(word != "cannot");
    }
    verb = past_adverbs(view, verb, end);
    let reached = view.is(verb, "be") && {
        let verb = past_adverbs(view, verb + 1, end);
        matches!(word_at(view, verb, end), "reached" | "contacted")
    };
    if reached {
        let verb = past_adverbs(view, verb + 1, end);
        let last = for_comment(view, verb + 1, end);
        let tokens = at..last.unwrap_or(verb) + 1;
        return Some(Phrase { tokens, verb, negated: true, asked: last.is_some() });
    }
    // Who could not answer was there, and who did not answer "the question" said something else.
    let last = silent(view, verb, end).filter(|last| {
        let answers = view.cut(verb).starts_with("answer");
        !(answers && (word == "could" || view.is(*last, "question")))
    })?;
    Some(Phrase { tokens: at..last + 1, verb, negated: true, asked: true })
}

/// Where "to comment" ends behind a verb of refusing.
fn refused(view: &View<'_>, at: usize, end: usize) -> Option<usize> {
    let to = (at + 1..end.min(at + 2 + GAP)).find(|at| view.is(*at, "to"));
    let verb = to.map(|to| past_adverbs(view, to + 1, end));
    let prose = to.is_some_and(|to| (at + 1..to).all(|at| view.token(at).is_word()));
    verb.filter(|_| prose).and_then(|verb| silent(view, verb, end)).or_else(|| {
        let next = word_at(view, at + 1, end);
        // "declined requests for comment", but not "refused requests to stop"
        matches!(next, "a" | "repeated" | "several" | "multiple" | "requests" | "request")
            .then(|| request(view, at, end))
            .flatten()
            .filter(|last| matches!(view.cut(*last), "comment" | "interview" | "comments"))
    })
}

/// Where "comment", or "respond to a request", ends that begins at a verb.
fn silent(view: &View<'_>, verb: usize, end: usize) -> Option<usize> {
    match word_at(view, verb, end) {
        "comment" | "commented" => Some(verb),
        "respond" | "responded" | "reply" | "replied" | "answer" | "answered" | "return"
        | "returned" | "provide" | "acknowledge" => request(view, verb, end),
        _ => None,
    }
}

/// Where the words for a request end behind `at`: "to several requests for comment".
fn request(view: &View<'_>, at: usize, end: usize) -> Option<usize> {
    let most = end.min(at + 1 + TO);
    // "to a reporter's request"
    let inside = (at + 1..most).take_while(|at| {
        let token = view.token(*at);
        token.is_word() || token.kind == Kind::Possessive || view.is(*at, "-")
    });
    let last = inside.filter(|at| is_request(view.cut(*at))).last()?;
    Some(for_comment(view, last + 1, end).unwrap_or(last))
}

fn is_request(word: &str) -> bool {
    matches!(
        word,
        "request"
            | "requests"
            | "comment"
            | "inquiry"
            | "inquiries"
            | "enquiry"
            | "enquiries"
            | "query"
            | "queries"
            | "question"
            | "questions"
            | "call"
            | "calls"
            | "email"
            | "emails"
            | "e-mail"
            | "e-mails"
            | "message"
            | "messages"
            | "interview"
    )
}

/// The adjective of somebody who cannot be asked, behind a form of "be".
fn adjective(view: &View<'_>, at: usize, end: usize) -> Option<usize> {
    let next = at + 1;
    let denied = next < end && view.token(next).is(Flags::NEGATION);
    let verb = past_adverbs(view, next + usize::from(denied), end);
    match word_at(view, verb, end) {
        "available" | "reachable" if denied => Some(verb),
        "unavailable" | "unreachable" if !denied => Some(verb),
        _ => None,
    }
}

/// The end of "for comment", "to comment" or "for an interview" at `at`.
fn for_comment(view: &View<'_>, at: usize, end: usize) -> Option<usize> {
    if !matches!(word_at(view, at, end), "for" | "to") {
        return None;
    }
    (at + 1..end.min(at + 1 + GAP))
        .take_while(|at| view.token(*at).is_word())
        .find(|at| matches!(view.cut(*at), "comment" | "comments" | "interview" | "response"))
}

/// Past "immediately", "publicly", "further".
fn past_adverbs(view: &View<'_>, mut at: usize, end: usize) -> usize {
    while matches!(word_at(view, at, end), "further" | "yet" | "initially" | "directly" | "also")
        || is_adverb(word_at(view, at, end))
    {
        at += 1;
    }
    at
}

/// A word of the sentence; nothing beyond its end.
fn word_at<'v>(view: &View<'v>, at: usize, end: usize) -> &'v str {
    if at < end { view.cut(at) } else { "" }
}

#[cfg(test)]
mod tests {
    use crate::quotes::tests::gives;

    #[test]
    fn hits() {
        for (text, phrase) in [
            ("Helena Brandt declined to comment on the gates.", "declined to comment"),
            ("Helena Brandt declined on Friday to comment.", "declined on Friday to comment"),
            ("Helena Brandt has refused to comment publicly.", "refused to comment"),
            ("Helena Brandt would not comment on the gates.", "would not comment"),
            ("Helena Brandt didn't immediately comment.", "didn't immediately comment"),
            ("Helena Brandt had no comment.", "had no comment"),
            (
                "Helena Brandt did not immediately respond to a request for comment.",
                "did not immediately respond to a request for comment",
            ),
            (
                "Helena Brandt has yet to reply to several emails.",
                "has yet to reply to several emails",
            ),
            ("Helena Brandt did not return phone calls.", "did not return phone calls"),
            (
                "Helena Brandt did not respond to The Gull's request for comment.",
                "did not respond to The Gull's request for comment",
            ),
            ("Helena Brandt declined a request for comment.", "declined a request for comment"),
            ("Helena Brandt could not be reached.", "could not be reached"),
            (
                "Helena Brandt could not immediately be reached for comment on Friday.",
                "could not immediately be reached for comment",
            ),
            ("Helena Brandt was unavailable for comment.", "was unavailable for comment"),
            (
                "Helena Brandt was not immediately available to comment.",
                "was not immediately available to comment",
            ),
            ("Helena Brandt ignored two requests for comment.", "ignored two requests for comment"),
        ] {
            gives(text, &[&format!("{phrase} | Helena Brandt | silence")]);
        }
        gives(
            "Helena Brandt declined to comment, and a spokesman for Jerry Moss did not respond to calls.",
            &[
                "declined to comment | Helena Brandt | silence",
                "did not respond to calls | a spokesman for Jerry Moss | silence",
            ],
        );
        gives(
            "Helena Brandt left the port. She could not be reached.",
            &["could not be reached | Helena Brandt | silence"],
        );
    }

    #[test]
    fn false_alarms() {
        gives("An agreement could not be reached.", &[]);
        gives("The fever did not respond at all.", &[]);
        gives(
            "Helena Brandt declined to open the port for Jerry Moss.",
            &["to open the port for Jerry Moss | Helena Brandt | source-infinitive"],
        );
        gives("Helena Brandt was available for comment.", &[]);
        gives("Helena Brandt could not answer a number of questions.", &[]);
        gives("Helena Brandt did not answer the question.", &[]);
        gives("It declined to 3 percent.", &[]);
    }

    #[test]
    fn what_was_said_beside_it_stays_a_quote() {
        gives(
            "\"The gates stay shut,\" said Jerry Moss. Helena Brandt declined to comment.",
            &[
                "The gates stay shut, | Jerry Moss | quote-cue-source",
                "declined to comment | Helena Brandt | silence",
            ],
        );
        gives(
            "Jerry Moss said Helena Brandt declined to comment on the gates.",
            &[
                "Helena Brandt declined to comment on the gates | Jerry Moss | source-clause",
                "declined to comment | Helena Brandt | silence",
            ],
        );
    }
}
