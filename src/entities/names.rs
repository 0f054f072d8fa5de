//! What the model finds, trimmed to the name itself, with what the words around tell of it.

use super::EntityKind;
use super::lists::Flags;
use super::model::{self, Found};
use super::tokens::{Kind, Token, Tokens};
use crate::article::Span;

/// A name in its place.
pub(crate) struct Name {
    pub span: Span,
    /// Number of its words.
    pub len: usize,
    pub kind: EntityKind,
    pub confidence: f32,
    /// [`Flags::MAN`], [`Flags::WOMAN`] or neither.
    pub sex: Flags,
    /// The acronym introduced in brackets behind the name.
    pub acronym: Option<Span>,
}

/// Names in a headline need more: its capitals say nothing.
const HEADLINE: f32 = 0.6;

/// The names of the body, and those of headlines: of the title and of sentences that are written like one.
pub(crate) fn names(text: &str, tokens: &Tokens, title: &[Token]) -> (Vec<Name>, Vec<Name>) {
    let mut sentences: Vec<&[Token]> = Vec::with_capacity(tokens.sentences.len() + 1);
    sentences.extend(tokens.sentences.iter().map(|s| &tokens.all[s.clone()]));
    sentences.push(title);
    let (mut body, mut headlines) = (Vec::new(), Vec::new());
    for found in model::names(text, &sentences) {
        let sentence = sentences[found.sentence];
        let Some(name) = trim(text, sentence, &found) else { continue };
        if found.sentence == tokens.sentences.len() || found.headline {
            headlines.extend(Some(name).filter(|n| n.confidence >= HEADLINE));
        } else {
            body.push(name);
        }
    }
    (body, headlines)
}

/// Leaves out titles and articles before the name and an apostrophe behind it.
fn trim(text: &str, sentence: &[Token], found: &Found) -> Option<Name> {
    let (mut from, mut to) = (found.words.start, found.words.end);
    let title = |t: &Token| t.is(Flags::ADDRESS | Flags::ROLE) && !t.is(Flags::FIRST);
    let person = found.kind == EntityKind::Person;
    while from + 1 < to && (sentence[from].kind == Kind::Lower && sentence[from].is(Flags::ARTICLE) || person && title(&sentence[from])) {
        from += 1;
    }
    while from < to && !sentence[to - 1].is_word() && matches!(sentence[to - 1].kind, Kind::Possessive | Kind::Mark) {
        to -= 1;
    }
    let words = sentence.get(from..to)?;
    let (first, last) = (words.first()?, words.last()?);
    let known = |t: &&Token| t.is(Flags::MAN | Flags::WOMAN);
    let before = from.checked_sub(1).map(|at| &sentence[at]).filter(|t| title(t));
    let sex = if person { before.into_iter().chain([first]).find(known) } else { None };
    Some(Name {
        span: Span::new(first.span.start, last.span.end),
        len: words.len(),
        kind: found.kind,
        confidence: found.confidence,
        sex: sex.map_or(Flags::default(), |t| t.flags),
        acronym: acronym(text, words, &sentence[to..]),
    })
}

/// The acronym in brackets behind `words` when its letters are the initials of the words.
fn acronym(text: &str, words: &[Token], behind: &[Token]) -> Option<Span> {
    let [open, short, close, ..] = behind else { return None };
    let bracketed = open.span.cut(text) == "(" && close.span.cut(text) == ")";
    if !bracketed || words.len() < 2 || short.kind != Kind::Capitals {
        return None;
    }
    let mut initials = words
        .iter()
        .flat_map(|t| t.span.cut(text).split('-'))
        .filter_map(|w| w.chars().next());
    let mut letters = short.span.cut(text).chars().filter(|c| c.is_alphabetic());
    letters.all(|c| initials.any(|i| i == c)).then_some(short.span)
}
