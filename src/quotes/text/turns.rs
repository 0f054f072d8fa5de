//! Transcripts and interviews: paragraphs that the label of a speaker opens, and those that go on with them.

use super::marked::Paragraph;
use super::view::View;
use crate::entities::EntityKind;
use crate::entities::classes::Class;
use crate::entities::lists::Flags;
use crate::entities::tokens::Kind;
use std::collections::HashMap;
use std::ops::Range;

/// Longest label with its colon, in tokens.
const LONGEST: usize = 8;

/// Fewest turns of a transcript.
const FEWEST: usize = 2;

/// Most paragraphs between two labels that go on with the turn before them.
const LONGEST_TURN: usize = 8;

/// Mentions in the body that one in the headline outweighs.
const HEADLINE: usize = 4;

/// Who has the turn that a paragraph is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Label {
    /// The speaker whom the tokens name.
    Named(Range<usize>),
    /// The entity that answers: `A:`.
    Answer(Option<usize>),
    /// Whoever asks: `Q:`.
    Question,
}

/// A paragraph of a turn: whose it is and what is said in it.
#[derive(Clone, Debug)]
pub(crate) struct Turn {
    pub label: Label,
    pub content: Range<usize>,
}

/// For each paragraph its turn; none at all in a text that is no transcript.
pub(crate) fn of(view: &View<'_>, paragraphs: &[Paragraph]) -> Vec<Option<Turn>> {
    let mut turns: Vec<Option<Turn>> = paragraphs.iter().map(|p| read(view, &p.tokens)).collect();
    let labels: Vec<&Label> = turns.iter().flatten().map(|turn| &turn.label).collect();
    let questions = labels.iter().any(|label| **label == Label::Question);
    let answers = labels.iter().any(|label| matches!(label, Label::Answer(_)));
    let named = labels.iter().filter(|label| matches!(label, Label::Named(_))).count();
    // "A: Turn left. B: Turn right." is no interview.
    let asked = questions && (answers || named > 0);
    if labels.len() < FEWEST || !asked && (named < FEWEST || answers) {
        return vec![None; paragraphs.len()];
    }
    let first = turns.iter().position(Option::is_some).unwrap_or(0);
    let interviewee = interviewee(view, paragraphs[first].tokens.start);
    for turn in turns.iter_mut().flatten() {
        if let Label::Answer(who) = &mut turn.label {
            *who = interviewee;
        }
    }
    carry(view, paragraphs, &mut turns);
    turns
}

/// What stands between two labels goes on with the turn before.
fn carry(view: &View<'_>, paragraphs: &[Paragraph], turns: &mut [Option<Turn>]) {
    let labelled: Vec<usize> = (0..turns.len()).filter(|at| turns[*at].is_some()).collect();
    for pair in labelled.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        let Some(label) = turns[from].as_ref().map(|turn| turn.label.clone()) else { continue };
        if to - from > LONGEST_TURN || label == Label::Question {
            continue;
        }
        for at in from + 1..to {
            let tokens = paragraphs[at].tokens.clone();
            // "(Laughter.)", "[Applause]", a heading
            let aside = matches!(view.cut(tokens.start), "(" | "[");
            if !aside && ends_sentence(view, &tokens) {
                turns[at] = Some(Turn { label: label.clone(), content: tokens });
            }
        }
    }
}

/// The turn whose label opens the paragraph.
fn read(view: &View<'_>, tokens: &Range<usize>) -> Option<Turn> {
    // A paragraph of nothing but signs that are not read has none.
    let first = tokens.clone().next()?;
    let dotted = matches!(view.cut(first), "Q." | "A.");
    let most = tokens.end.min(first + LONGEST);
    let end = match dotted {
        true => first + 1,
        false => (first + 1..most).find(|at| view.is(*at, ":"))?,
    };
    let content = end + usize::from(!dotted)..tokens.end;
    let label = label(view, first..end)?;
    // `ROE: "It rained."` has marks of its own.
    let opens = view.tokens.all.get(content.start).is_some_and(|t| {
        t.kind != Kind::Mark && t.kind != Kind::Lower && content.start < tokens.end
    });
    (opens && ends_sentence(view, &content) && is_prose(view, &content))
        .then_some(Turn { label, content })
}

fn label(view: &View<'_>, tokens: Range<usize>) -> Option<Label> {
    let first = tokens.start;
    if tokens.len() == 1 {
        match view.cut(first) {
            "A" | "A." => return Some(Label::Answer(None)),
            _ if view.has(first, Class::Asker) => return Some(Label::Question),
            _ => {}
        }
    }
    let name =
        |at: usize| view.token(at).is_name_like() || matches!(view.cut(at), "." | "-" | "'" | "’");
    if !tokens.clone().all(name) || tokens.clone().any(|at| view.has(at, Class::Caption)) {
        return None;
    }
    let person = tokens.clone().any(|at| {
        view.mention(at).is_some_and(|m| view.is_person(m)) || person_called(view, at).is_some()
    });
    let titled = view.token(first).is(Flags::ADDRESS) || view.token(first).is(Flags::ROLE);
    let body = view.mention(first).is_some_and(|m| view.kind(m) != EntityKind::Person);
    let capitals = tokens.clone().all(|at| {
        view.token(at).kind != Kind::Capital || view.token(at).span.len() < 3 || view.is(at, ".")
    });
    (person || titled || capitals && !body).then_some(Label::Named(tokens))
}

/// The label of the paragraph in which the words from `at` on stand, without its brackets: "((JRM)) : Do you sail?"
pub(crate) fn label_before(view: &View<'_>, at: usize) -> Option<Range<usize>> {
    let sentences = &view.tokens.sentences;
    let number = view.tokens.paragraphs.partition_point(|p| sentences[p.end - 1].end <= at);
    let first = view.tokens.paragraph(view.tokens.paragraphs.get(number)?).start;
    let colon = (first + 1..at.min(first + LONGEST)).find(|at| view.is(*at, ":"))?;
    let bracket = |at: &usize| matches!(view.cut(*at), "(" | ")" | "[" | "]");
    let start = (first..colon).find(|at| !bracket(at))?;
    let end = (start..colon).find(bracket).unwrap_or(colon);
    matches!(label(view, start..end)?, Label::Named(_)).then_some(start..end)
}

/// The person whose name ends with the word at `at`, whatever its letters; a full name before a bare surname.
pub(crate) fn person_called(view: &View<'_>, at: usize) -> Option<usize> {
    let word = view.cut(at);
    let bearer = |full: bool| {
        let mut bearers = view.entities.entities.iter().enumerate().filter(|(_, entity)| {
            let last = entity.name.rsplit(' ').next();
            entity.kind == EntityKind::Person
                && last.is_some_and(|last| last.eq_ignore_ascii_case(word))
                && entity.name.contains(' ') == full
        });
        let (bearer, _) = bearers.next()?;
        bearers.next().is_none().then_some(bearer)
    };
    bearer(true).or_else(|| bearer(false))
}

/// The person named most often ahead of the first turn, else in the whole text.
fn interviewee(view: &View<'_>, first: usize) -> Option<usize> {
    let most = |before: usize| {
        let mut counts: HashMap<usize, usize> = HashMap::new();
        for (number, mention) in view.entities.mentions.iter().enumerate() {
            let spot = &view.spots[number];
            if view.is_person(number) && spot.start < before {
                // Whom the headline names the text is about.
                let weight = if spot.is_empty() { HEADLINE } else { 1 };
                *counts.entry(mention.entity).or_default() += weight;
            }
        }
        // Of several the one named first.
        counts.into_iter().max_by_key(|(entity, count)| (*count, usize::MAX - entity))
    };
    most(first).or_else(|| most(usize::MAX)).map(|(entity, _)| entity)
}

/// Whether the paragraph ends as a sentence does.
fn ends_sentence(view: &View<'_>, tokens: &Range<usize>) -> bool {
    let ends = |at: usize| matches!(view.cut(at), "." | "?" | "!" | "…" | ")" | "]" | "—" | "-");
    let marked = |at: usize| view.token(at).kind == Kind::Mark;
    tokens.clone().next_back().is_some_and(|last| ends(last) || marked(last))
}

/// Whether the words are no line-up, table or list of names.
pub(crate) fn is_prose(view: &View<'_>, tokens: &Range<usize>) -> bool {
    let words = tokens.clone().filter(|at| view.token(*at).is_word()).count();
    let names = tokens.clone().skip(1).filter(|at| view.token(*at).is_name_like()).count();
    let breaks = tokens.clone().filter(|at| view.is(*at, ";")).count();
    words > 0 && names * 2 <= words && breaks < 2
}
