//! What the model finds, trimmed to the name itself, with what the words around tell of it.

use super::classes::Class;
use super::entity::EntityKind;
use super::lists::{self, Flags};
use super::model::{self, Found};
use super::things::{self, Thing};
use super::tokens::{Kind, Token, Tokens};
use super::{nickname, office};
use crate::article::Span;
use std::ops::Range;

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
    /// Whether it stands as persons do: beside a verb of saying or behind a form of address.
    pub speaks: bool,
    /// Whether a form of address or an office stands before it.
    pub titled: bool,
    /// Whether it holds a word that makes the words around it a body.
    pub has_key: bool,
    /// Whether the lists have it as a place or a first name.
    pub listed: bool,
}

/// Offices that stand before places.
const OF_PLACES: [&str; 12] = [
    "mayor",
    "governor",
    "premier",
    "president",
    "king",
    "queen",
    "prince",
    "princess",
    "bishop",
    "ambassador",
    "citizen",
    "senator",
];

/// Most adjectives before a trade.
const ADJECTIVES: usize = 2;
/// Who speaks for the body named directly before: "Acme spokesman Rudd".
const SPOKESMEN: [&str; 4] = ["spokesman", "spokeswoman", "spokesperson", "spokespeople"];

/// A single keyword of organisations with less confidence names none.
const BARE: f32 = 0.8;
/// Last words of long forms that stand for no organisation.
const NOT_BODIES: [&str; 15] = [
    "Agreement",
    "Treaty",
    "Act",
    "Accord",
    "Plan",
    "Program",
    "Programme",
    "Disorder",
    "Syndrome",
    "Virus",
    "Zone",
    "System",
    "Index",
    "Disease",
    "Partnership",
];

/// Names in a headline need more: its capitals say nothing.
const HEADLINE: f32 = 0.6;

/// A listed place that is taken for an organisation with less confidence is a place.
const LISTED: f32 = 0.7;
/// The confidence of an organisation that only an office beside it or the list gives away.
const OFFICE: f32 = 0.5;

/// The names of the body, and those of headlines: of the title and of sentences that are written like one.
pub(crate) fn names(text: &str, tokens: &Tokens, title: &[Token]) -> (Vec<Name>, Vec<Name>) {
    let mut sentences: Vec<&[Token]> = Vec::with_capacity(tokens.sentences.len() + 1);
    sentences.extend(tokens.sentences.iter().map(|s| &tokens.all[s.clone()]));
    sentences.push(title);
    let (mut body, mut headlines) = (Vec::new(), Vec::new());
    let found = nickname::join(text, &sentences, model::names(text, &sentences));
    for (number, part) in sentences.iter().enumerate().take(tokens.sentences.len()) {
        let first = found.partition_point(|f| f.sentence < number);
        let last = found.partition_point(|f| f.sentence <= number);
        let known: Vec<Range<usize>> = found[first..last].iter().map(|f| f.words.clone()).collect();
        let missed = offices(text, part, &known).chain(listed(text, part, &known));
        body.extend(missed.filter_map(|words| {
            let found = Found {
                sentence: number,
                words,
                headline: false,
                kind: EntityKind::Organization,
                confidence: OFFICE,
            };
            trim(text, part, &found)
        }));
    }
    let mut works: Vec<&str> = Vec::new();
    for found in found {
        let sentence = sentences[found.sentence];
        let headline = found.sentence == tokens.sentences.len() || found.headline;
        let parts = apart(text, sentence, found)
            .flat_map(|found| office::off(text, sentence, found))
            .flatten();
        for found in parts {
            let Some(name) = trim(text, sentence, &found) else { continue };
            match things::of(text, sentence, &found.words, found.kind) {
                Some(Thing::Everywhere) => works.push(name.span.cut(text)),
                Some(Thing::Here) => continue,
                None => {}
            }
            if !headline {
                body.push(name);
            } else if name.confidence >= HEADLINE {
                headlines.push(name);
            }
        }
    }
    if !works.is_empty() {
        let stays = |n: &Name| n.kind != EntityKind::Person || !works.contains(&n.span.cut(text));
        body.retain(stays);
        headlines.retain(stays);
    }
    let papers: Vec<&str> = sentences.iter().flat_map(|s| papers(text, s)).collect();
    if !papers.is_empty() {
        body.retain(|name| !papers.contains(&name.span.cut(text)));
        headlines.retain(|name| !papers.contains(&name.span.cut(text)));
    }
    (body, headlines)
}

/// "the Fishing Agreement (FA)": acronyms of what is no body, although they look like one's.
fn papers<'a>(text: &'a str, sentence: &[Token]) -> impl Iterator<Item = &'a str> {
    sentence.windows(4).filter_map(move |part| {
        let [noun, open, short, close] = part else { return None };
        let found = short.kind == Kind::Capitals
            && open.span.cut(text) == "("
            && close.span.cut(text) == ")"
            && NOT_BODIES.contains(&noun.span.cut(text));
        found.then(|| short.span.cut(text))
    })
}

/// "head of Unifor", "a spokesman for Acme": words with capitals behind an office, when they are in no name.
fn offices(
    text: &str,
    sentence: &[Token],
    known: &[Range<usize>],
) -> impl Iterator<Item = Range<usize>> {
    let other = Flags::FIRST
        | Flags::ROLE
        | Flags::ADDRESS
        | Flags::PLACE
        | Flags::NATION
        | Flags::CALENDAR
        | Flags::FUNCTION;
    let named = move |t: &Token| t.is_name_like() && !t.is(other);
    (2..sentence.len()).filter_map(move |from| {
        if !named(&sentence[from]) || !in_office(text, &sentence[..from]) {
            return None;
        }
        let len = sentence[from..].iter().take_while(|t| named(t)).count();
        // Where capitals go on there is something else than a name of its own.
        let next = sentence.get(from + len).is_some_and(Token::is_name_like);
        let free = known.iter().all(|k| k.end <= from || from + len <= k.start);
        (free && !next).then_some(from..from + len)
    })
}

/// Whole names of several words that the list of organisations has, when they are in no name.
fn listed(
    text: &str,
    sentence: &[Token],
    known: &[Range<usize>],
) -> impl Iterator<Item = Range<usize>> {
    (0..sentence.len()).filter_map(move |from| {
        if !sentence[from].is(Flags::LONGER) {
            return None;
        }
        let name = |to: &usize| {
            let words = Span::new(sentence[from].span.start, sentence[*to - 1].span.end).cut(text);
            lists::flags(words).any(Flags::ORGANIZATION)
        };
        let to = (from + 2..=sentence.len().min(from + 5)).rev().find(name)?;
        let free = known.iter().all(|k| k.end <= from || to <= k.start);
        free.then_some(from..to)
    })
}

/// Whether "head of", "a spokesman for" and the like end `before`, but no office that goes with a place.
fn in_office(text: &str, before: &[Token]) -> bool {
    let [.., office, of] = before else { return false };
    office.kind == Kind::Lower
        && office.is(Flags::ROLE)
        && matches!(of.span.cut(text), "of" | "for" | "at")
        && !OF_PLACES.contains(&office.span.cut(text))
}

/// Parts two organisations that "and" joins when each has a word that makes it one.
fn apart(text: &str, sentence: &[Token], found: Found) -> impl Iterator<Item = Found> {
    let words = &sentence[found.words.clone()];
    let key = |part: &[Token]| part.iter().any(|t| t.is(Flags::ORGANIZATION_KEY));
    let and = words.iter().position(|t| t.span.cut(text) == "and").filter(|at| {
        found.kind == EntityKind::Organization && key(&words[..*at]) && key(&words[at + 1..])
    });
    let (mut left, mut right) = (found, None);
    if let Some(at) = and {
        let mut second = left.clone();
        second.words.start += at + 1;
        left.words.end = left.words.start + at;
        right = Some(second);
    }
    std::iter::once(left).chain(right)
}

/// Leaves out titles and articles before the name and an apostrophe behind it.
fn trim(text: &str, sentence: &[Token], found: &Found) -> Option<Name> {
    let (mut from, mut to) = (found.words.start, found.words.end);
    let title = |t: &Token| t.is(Flags::ADDRESS | Flags::ROLE) && !t.is(Flags::FIRST);
    let person = found.kind == EntityKind::Person;
    let key = sentence.get(from..to)?.iter().any(|t| t.is(Flags::ORGANIZATION_KEY));
    // "The" opens a sentence, or a name such as "The Hague".
    let article = |at: usize| {
        let token = &sentence[at];
        token.is(Flags::ARTICLE) && (token.kind == Kind::Lower || at == 0 && key)
    };
    while from + 1 < to && (article(from) || person && title(&sentence[from])) {
        from += 1;
    }
    while from < to
        && !sentence[to - 1].is_word()
        && matches!(sentence[to - 1].kind, Kind::Possessive | Kind::Mark)
    {
        to -= 1;
    }
    // "Ann Lee QC": letters behind a name are what the person is.
    while person
        && to - from > 1
        && sentence[to - 1].kind == Kind::Capitals
        && sentence[to - 1].is(Flags::ROLE)
    {
        to -= 1;
    }
    // "Sen. Ann Lee, D-Ohio": a party with a state.
    if to == from + 1 && is_party_of_state(sentence[from].span.cut(text)) {
        return None;
    }
    // "de Brandt said": the model leaves out what has no capital.
    while person && from > 0 && is_small_particle(text, &sentence[from - 1]) {
        from -= 1;
    }
    let words = sentence.get(from..to)?;
    let (first, last) = (words.first()?, words.last()?);
    let known = |t: &&Token| t.is(Flags::MAN | Flags::WOMAN);
    let before = from.checked_sub(1).map(|at| &sentence[at]).filter(|t| title(t));
    let sex = if person { before.into_iter().chain([first]).find(known) } else { None };
    // "The Ministry" is short for a body, but names none.
    let bare = words.len() == 1 && first.is(Flags::ORGANIZATION_KEY) && found.confidence < BARE;
    if bare && found.kind == EntityKind::Organization {
        return None;
    }
    // An unknown word behind an office is sooner a body than a place: "head of Unifor".
    let unlisted = found.kind == EntityKind::Place
        && found.confidence < LISTED
        && !words.iter().any(|t| t.is(Flags::PLACE))
        && in_office(text, &sentence[..from]);
    // A country is a country, whatever office or body its name stands before.
    let listed = words.len() == 1 && first.is(Flags::PLACE) && !first.is(Flags::FIRST);
    let body = found.kind == EntityKind::Organization && found.confidence < LISTED;
    let told = from
        .checked_sub(1)
        .map(|at| &sentence[at])
        .is_some_and(|t| t.kind == Kind::Lower && t.has(Class::BodyNoun));
    // A body has a spokesman sooner than an unknown person or town does; a known one has one, too.
    let speaks = words.len() == 1
        && found.confidence < LISTED
        && !first.is(Flags::FIRST | Flags::PLACE)
        && sentence.get(to).is_some_and(|t| SPOKESMEN.contains(&t.span.cut(text)));
    // "His deputy, Ann Roe, said": what is called a person is one.
    let person = found.kind != EntityKind::Person
        && !(key || words.iter().any(|t| t.is(Flags::PLACE)))
        && words.len() > 1
        && sentence.get(to).is_some_and(|t| t.span.cut(text) == ",")
        && is_apposed(text, &sentence[..from]);
    // "Roe Foods": a keyword in the plural at the end is no surname.
    let firm = found.kind == EntityKind::Person
        && words.len() > 1
        && last.is(Flags::ORGANIZATION_KEY)
        && last.kind == Kind::Capital
        && last.span.cut(text).ends_with('s');
    let employs = found.kind == EntityKind::Person
        && !first.is(Flags::FIRST)
        && employs(text, &sentence[..from]);
    let described =
        found.kind == EntityKind::Place && words.len() > 1 && is_described(text, &sentence[to..]);
    let kind = match () {
        () if described => EntityKind::Person,
        () if employs => EntityKind::Organization,
        () if person => EntityKind::Person,
        () if firm => EntityKind::Organization,
        () if told || speaks => EntityKind::Organization,
        () if listed && body => EntityKind::Place,
        () if unlisted => EntityKind::Organization,
        () => found.kind,
    };
    Some(Name {
        span: Span::new(first.span.start, last.span.end),
        len: words.len(),
        kind,
        confidence: found.confidence,
        sex: sex.map_or(Flags::default(), |t| t.flags),
        acronym: acronym(text, words, &sentence[to..]),
        speaks: is_speaker(sentence, from..to),
        titled: before.is_some(),
        has_key: key,
        listed: words.iter().any(|t| t.is(Flags::PLACE | Flags::FIRST)),
    })
}

/// A particle in small letters that is no other word: "de", "van", "bin".
fn is_small_particle(text: &str, token: &Token) -> bool {
    token.kind == Kind::Lower
        && token.is(Flags::PARTICLE)
        && matches!(
            token.span.cut(text),
            "de" | "van" | "von" | "der" | "den" | "ter" | "bin" | "ibn"
        )
}

/// Whether somebody works at the name that stands behind `before`: "an economist at".
fn employs(text: &str, before: &[Token]) -> bool {
    let [.., noun, at] = before else { return false };
    at.span.cut(text) == "at" && noun.kind == Kind::Lower && noun.is(Flags::ROLE)
}

/// Whether a comma and a trade open what follows: ", a trucker from Ohio", ", an angry young farmer".
fn is_described(text: &str, behind: &[Token]) -> bool {
    let [comma, article, rest @ ..] = behind else { return false };
    let small = rest.iter().take(ADJECTIVES + 1).take_while(|t| t.kind == Kind::Lower);
    comma.span.cut(text) == ","
        && matches!(article.span.cut(text), "a" | "an")
        && small
            .take_while(|t| !t.is(Flags::FUNCTION | Flags::PREPOSITION))
            .any(|t| t.is(Flags::ROLE))
}

/// Whether a noun of a person with its article or owner and a comma end `before`: "his deputy,".
fn is_apposed(text: &str, before: &[Token]) -> bool {
    let [rest @ .., noun, comma] = before else { return false };
    comma.span.cut(text) == ","
        && noun.kind == Kind::Lower
        && noun.is(Flags::ROLE)
        && rest.iter().rev().take(3).any(|t| t.is(Flags::ARTICLE) || t.kind == Kind::Possessive)
}

/// "D-Ohio", "R-N.Y.", "I-Maine"
fn is_party_of_state(word: &str) -> bool {
    word.split_once('-').is_some_and(|(party, state)| {
        matches!(party, "D" | "R" | "I") && state.starts_with(char::is_uppercase)
    })
}

/// Whether the words stand where persons do: "Roe said", "said Roe", "Mrs Roe", and not "in Roe".
fn is_speaker(sentence: &[Token], words: Range<usize>) -> bool {
    let before = words.start.checked_sub(1).map(|at| &sentence[at]);
    let verb = |t: &Token| t.is(Flags::CUE) && !t.is(Flags::BASE | Flags::THING);
    let address = before
        .is_some_and(|t| t.is(Flags::ADDRESS) || t.is(Flags::ROLE) && t.kind == Kind::Capital);
    let placed = before.is_some_and(|t| t.is(Flags::PREPOSITION | Flags::ARTICLE));
    address || !placed && (sentence.get(words.end).is_some_and(verb) || before.is_some_and(verb))
}

/// The acronym in brackets behind `words` when its letters are the initials of the words.
fn acronym(text: &str, words: &[Token], behind: &[Token]) -> Option<Span> {
    let [open, short, close, ..] = behind else { return None };
    let bracketed = open.span.cut(text) == "(" && close.span.cut(text) == ")";
    if !bracketed || words.len() < 2 || short.kind != Kind::Capitals {
        return None;
    }
    let mut initials =
        words.iter().flat_map(|t| t.span.cut(text).split('-')).filter_map(|w| w.chars().next());
    let mut letters = short.span.cut(text).chars().filter(|c| c.is_alphabetic());
    letters.all(|c| initials.any(|i| i == c)).then_some(short.span)
}
