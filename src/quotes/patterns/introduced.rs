//! Speakers that no cue gives, because the sentence before introduces the marks (`Roe wrote a letter:
//! "It rained."`, `It rained, Roe says. "We got wet."`, `Roe shook her head. "It rained."`)
//! or the sentence names somebody ahead of them (`Roe shook her head at the "rain of the century."`).

use crate::entities::lists::Flags;
use crate::entities::tokens::Kind;
use crate::quotes::attribution::{Attribution, Grip};
use crate::quotes::order::{ahead, behind};
use crate::quotes::rule::Rule;
use crate::quotes::text::beside::{Ahead, REACH};
use crate::quotes::text::marked::{FEWEST, Marked, Paragraph};
use crate::quotes::text::view::{View, Who};
use crate::quotes::text::{clause, hearer, turns, verbs};

/// Tokens at the end of the sentence before among which its last comma is looked for.
const CLOSING: usize = 20;

/// The speaker that the sentence before or the words ahead of the marks introduce.
pub(crate) fn read(view: &View<'_>, quoted: &[bool], marked: &Marked) -> Option<Attribution> {
    let before = || sentence_before(view, quoted, marked.sentence);
    let earlier = if marked.opens(view) { before() } else { None };
    earlier.or_else(|| subject(view, marked))
}

/// The sentence before introduces the quote: by a colon, by an attribution, or by telling of the person.
fn sentence_before(view: &View<'_>, quoted: &[bool], sentence: usize) -> Option<Attribution> {
    let number = sentence.checked_sub(1)?;
    let tokens = view.tokens.sentences[number].clone();
    let range = tokens.start..tokens.end.min(tokens.start + REACH);
    if let Some(found) = by_colon(view, number) {
        return Some(found);
    }
    // "It rained, Roe says." goes on as if it were a quote itself.
    let lowest = tokens.start.max(tokens.end.saturating_sub(CLOSING));
    if let Some(comma) = (lowest..tokens.end).rev().find(|at| view.is(*at, ","))
        && let Some(found) = behind::read(view, comma + 1..tokens.end, true)
        && found.cue.is_some()
    {
        return Some(Attribution { rule: Rule::ClauseBefore, ..found });
    }
    let source = view.subject(range.start, range.end)?;
    let named = matches!(source.who, Who::Mention(_) | Who::Pronoun);
    let outside = !quoted[source.tokens.start];
    (named && outside).then(|| Attribution::to(Rule::SentenceBefore, source))
}

/// The attribution of a sentence that ends with a colon.
fn by_colon(view: &View<'_>, sentence: usize) -> Option<Attribution> {
    let tokens = view.tokens.sentences[sentence].clone();
    let last = tokens.clone().next_back()?;
    let open = tokens.end.min(tokens.start + REACH);
    let place = Ahead { first: tokens.start, open, sentence, behind: 0..0 };
    let found = ahead::read(view, place).filter(|_| view.is(last, ":"))?;
    Some(Attribution { rule: Rule::ColonBefore, clause: None, ..found })
}

/// A paragraph without marks that the one before it introduces by a verb and a colon: `Roe wrote in a letter:⏎We leave.`
pub(crate) fn block(view: &View<'_>, paragraph: &Paragraph) -> Option<Attribution> {
    let tokens = &paragraph.tokens;
    let last = tokens.clone().next_back()?;
    let closed = matches!(view.cut(last), "." | "?" | "!" | "…");
    let opens = view.token(tokens.start).is_word() && view.token(tokens.start).kind != Kind::Lower;
    let plain = paragraph.stretches.is_empty() && paragraph.sentences.start > 0;
    if !(plain && closed && opens && turns::is_prose(view, tokens)) {
        return None;
    }
    let found = by_colon(view, paragraph.sentences.start - 1)?;
    let (cue, negated) = found.cue.as_ref()?;
    let verb = view.token(cue.start);
    let said = verb.is(Flags::CUE) && !verbs::is_weak(view.cut(cue.start)) && !negated;
    // "announced three changes:", "added the names to a list:" lead to what they name.
    let direct = view.token(cue.end).is(Flags::PREPOSITION)
        || view.is(cue.end, ":")
        || clause::is_tail(view, cue.end)
        || hearer::behind(view, cue.start, tokens.start).is_some();
    (said && direct && found.grip == Grip::Firm).then_some(found)
}

/// Whom the sentence is about ahead of the marks.
fn subject(view: &View<'_>, marked: &Marked) -> Option<Attribution> {
    if marked.words <= FEWEST {
        return None;
    }
    let before = &marked.before;
    // What stands between two stretches may be no more than "and".
    let sentence = view.tokens.sentences[marked.sentence].start;
    let whole = sentence.max(before.end.saturating_sub(REACH));
    let source = view
        .subject(before.start, before.end)
        .or_else(|| view.subject(whole, before.end).filter(|_| !marked.alone))?;
    Some(Attribution::to(Rule::Subject, source))
}

#[cfg(test)]
mod tests {
    use crate::quotes::tests::gives;

    #[test]
    fn hits() {
        gives(
            "Jerry Moss wrote a letter:\n\"The gates stay shut.\"",
            &["The gates stay shut. | Jerry Moss | colon-before"],
        );
        gives(
            "Jerry Moss wrote in a letter:\n\nThe gates stay shut. We leave the port as we found it.\n\nIt rained.",
            &["The gates stay shut. We leave the port as we found it. | Jerry Moss | colon-before"],
        );
        gives(
            "It rained, Helena Brandt says. \"The gates stay shut.\"",
            &["The gates stay shut. | Helena Brandt | clause-before"],
        );
        gives(
            "Helena Brandt shook her head. \"The gates stay shut.\"",
            &["The gates stay shut. | Helena Brandt | sentence-before"],
        );
        gives(
            "Jerry Moss shook his head at the \"last of all the letters.\"",
            &["last of all the letters. | Jerry Moss | subject"],
        );
    }

    #[test]
    fn false_alarms() {
        gives(
            "Jerry Moss announced three changes:\n\nThe gates stay shut.",
            &["three changes | Jerry Moss | source-object"],
        );
        gives("The port has three gates:\n\nThe first gate stays shut.", &[]);
        gives(
            "It rained all day. \"The gates stay shut for good.\"",
            &["The gates stay shut for good. | - | marks"],
        );
        gives(
            "The gates were old and wet. \"The gates stay shut for good.\"",
            &["The gates stay shut for good. | - | marks"],
        );
    }
}
