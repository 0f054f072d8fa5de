//! What a sentence says that a person is or does: "Roe is the mayor of Halvor", "Roe, who chairs the panel".

use super::phrase;
use super::title::is_noun;
use crate::entities::classes::Class;
use crate::entities::lists::Flags;
use crate::entities::tokens::Kind;
use crate::quotes::text::forms::{self, is_verb};
use crate::quotes::text::view::View;
use std::ops::Range;

/// Words before a name in which the verb stands that makes somebody something: "picked Roe as his deputy".
const MADE: usize = 9;
/// Words between a verb and its "as": "served eight years as mayor".
const AS: usize = 5;

/// The role in what follows a name, within its sentence.
pub(super) fn behind(view: &View<'_>, mention: usize, end: usize) -> Option<Range<usize>> {
    let spot = view.spots.get(mention)?;
    said_of(view, subject(view, spot.end, end)?, Some(spot.start), end)
}

/// The role in what begins at `at`, behind "who" or not; `name` is where the name begins, if one stands before.
fn said_of(
    view: &View<'_>,
    (mut at, who): (usize, bool),
    name: Option<usize>,
    end: usize,
) -> Option<Range<usize>> {
    // "picked Roe as his deputy"
    if !who && view.is(at, "as") && at + 1 < end {
        let verb = (name?.saturating_sub(MADE)..name?).any(|at| view.has(at, Class::Made));
        return office(view, at + 1, end, true).filter(|_| verb);
    }
    let mut has = false;
    while at + 1 < end && is_adverb(view, at) {
        has |= matches!(view.cut(at), "has" | "had" | "have");
        at += 1;
    }
    if at + 1 >= end {
        return None;
    }
    if view.has(at, Class::Being) || has && view.is(at, "been") {
        let mut first = at + 1;
        while first + 1 < end && is_adverb(view, first) {
            first += 1;
        }
        if first < end && view.has(first, Class::Made) {
            let made = first + 1..(first + 5).min(end);
            let first = made
                .clone()
                .rfind(|at| matches!(view.cut(*at), "as" | "be" | "become"))
                .map_or(made.start, |at| at + 1);
            return office(view, first, end, true);
        }
        // "Roe became president", "Roe is currently chairman of the board".
        return office(view, first, end, true);
    }
    if view.has(at, Class::BeingAs) {
        let link = (at + 1..(at + 1 + AS).min(end))
            .take_while(|at| view.token(*at).is_word())
            .find(|at| view.is(*at, "as"))?;
        return office(view, link + 1, end, true);
    }
    // "who leads Roe in the polls", "who leads by six points": tells no office.
    let object = at + 1 < end
        && view.token(at + 1).kind != Kind::Number
        && !view.token(at + 1).is(Flags::PREPOSITION | Flags::PRONOUN)
        && view.mention(at + 1).is_none_or(|m| !view.is_person(m));
    if who && object && view.has(at, Class::Leads) {
        let stop = phrase::end(view, at + 1, end);
        let bare = stop <= at + 1 || !(at + 1..stop).any(|at| is_content(view, at));
        return (!bare).then_some(at..stop);
    }
    None
}

/// What the sentences that begin with "he" or "she" say of the person before: the mention and the role.
pub(super) fn of_pronouns(view: &View<'_>) -> Vec<(usize, Range<usize>)> {
    let mut out = Vec::new();
    let mut subject = None;
    let mut next = 0;
    for sentence in &view.tokens.sentences {
        while view.spots.get(next).is_some_and(|spot| spot.start < sentence.start) {
            next += 1;
        }
        if sentence.len() < 3 {
            continue;
        }
        let pronoun = matches!(view.cut(sentence.start), "He" | "She");
        let persons: Vec<usize> = (next..view.spots.len())
            .take_while(|m| view.spots[*m].start < sentence.end)
            .filter(|m| !view.spots[*m].is_empty() && view.is_person(*m))
            .collect();
        if pronoun {
            if let Some(mention) = subject
                && let Some(tokens) = said_of(view, (sentence.start + 1, false), None, sentence.end)
            {
                out.push((mention, tokens));
            }
            // Whom the next "he" means is not sure where this sentence names somebody else.
            if !persons.is_empty() {
                subject = None;
            }
        } else {
            let entity = |m: usize| view.entities.mentions[m].entity;
            let one = persons
                .first()
                .filter(|first| persons.iter().all(|m| entity(*m) == entity(**first)));
            subject = one.copied();
        }
    }
    out
}

/// Where the verb of the person begins, and whether "who" stands before it.
fn subject(view: &View<'_>, name_end: usize, end: usize) -> Option<(usize, bool)> {
    let mut at = name_end;
    // "Roe of Halvor, who chairs", "Roe, 44, who chairs", "Roe (Oslo), who chairs": set off from the verb.
    if at + 1 < end && matches!(view.cut(at), "of" | "from") {
        at = view.mention(at + 1).map_or(at, |m| view.spots[m].end.max(at));
    } else if at < end && view.is(at, "(") {
        at = (at..end.min(at + 9)).find(|at| view.is(*at, ")")).map_or(at, |close| close + 1);
    }
    if at + 3 < end && view.is(at, ",") && view.token(at + 1).kind == Kind::Number {
        at += 2;
    }
    if at + 2 >= end {
        return None;
    }
    if view.is(at, "who") {
        return Some((at + 1, true));
    }
    if !view.is(at, ",") {
        return Some((at, false));
    }
    if view.is(at + 1, "who") {
        return Some((at + 2, true));
    }
    // "Roe, nicknamed the Owl, was chairman": behind what is set off by commas.
    let close = (at + 1..end.min(at + 16)).find(|at| {
        !view.token(*at).is_word() && !matches!(view.token(*at).kind, Kind::Possessive | Kind::Mark)
    })?;
    let verb = close + 1 < end
        && view.is(close, ",")
        && matches!(view.cut(close + 1), "was" | "is" | "became" | "has");
    let listed = (at + 1..close).any(|at| view.mention(at).is_some_and(|m| view.is_person(m)));
    (verb && !listed).then_some((close + 1, false))
}

/// "also", "has", "currently", "twice": may stand before the verb that counts.
fn is_adverb(view: &View<'_>, at: usize) -> bool {
    view.has(at, Class::Once)
        || matches!(
            view.cut(at),
            "has" | "had" | "have" | "himself" | "herself" | "both" | "twice" | "again" | "still"
        )
        || view.token(at).kind == Kind::Lower
            && forms::is_adverb(view.cut(at))
            && !is_noun(view, at)
}

fn is_content(view: &View<'_>, at: usize) -> bool {
    let token = view.token(at);
    token.is_word() && !token.is(Flags::ARTICLE | Flags::PREPOSITION | Flags::PRONOUN)
}

/// The office that begins at `first`; a bare one has no article: "mayor", "chief executive of Acme".
fn office(view: &View<'_>, first: usize, end: usize, bare: bool) -> Option<Range<usize>> {
    if first >= end
        || view.token(first).is(Flags::NEGATION)
        || is_verb(view.cut(first)) && !is_noun(view, first) && !phrase::is_article(view, first)
    {
        return None;
    }
    let tokens = first..phrase::end(view, first, end);
    if tokens.is_empty() {
        return None;
    }
    let noun = phrase::noun(view, &tokens)?;
    let opens = phrase::is_article(view, first)
        || view.is(first, "one")
        || (first..noun).any(|at| view.token(at).kind == Kind::Possessive);
    // "Roe was given a general discharge"
    if !opens && (first..noun).any(|at| view.token(at).is(Flags::ARTICLE)) {
        return None;
    }
    // "Roe became sick leader" does not occur; "Roe was chairing" is no office.
    let plain = (first..noun).all(|at| {
        let token = view.token(at);
        token.is_word() && !token.is(Flags::CUE | Flags::PREPOSITION | Flags::PRONOUN)
            || view.is(at, "of")
            || token.is(Flags::MODIFIER | Flags::ROLE)
    });
    // Another person in the phrase is whom it belongs to, unless it stands at its head.
    let other = view.mention(noun).is_some_and(|m| view.is_person(m));
    ((opens || bare && plain) && !other).then_some(tokens)
}

#[cfg(test)]
mod tests {
    use crate::quotes::person::roles::tests::{check, check_none};

    #[test]
    fn what_a_person_is_said_to_be() {
        check(&[
            ("Ann Lee is the mayor of Halvor.", "Ann Lee: mayor of Halvor"),
            ("Ann Lee was mayor of Halvor from 1990 to 1994.", "Ann Lee: mayor of Halvor"),
            ("Ann Lee became finance minister in 1982.", "Ann Lee: finance minister"),
            ("Ann Lee has been a teacher since May.", "Ann Lee: teacher"),
            ("Ann Lee was elected president in June.", "Ann Lee: president"),
            ("Ann Lee served two years as the treasurer.", "Ann Lee: treasurer"),
            ("Ann Lee, who was a clerk, came.", "Ann Lee: clerk"),
            ("They picked Ann Lee as their treasurer.", "Ann Lee: their treasurer"),
            ("Ann Lee came in May. She became minister in June.", "Ann Lee: minister"),
            ("Ann Lee, 44, who was a clerk, came.", "Ann Lee: clerk"),
            ("Ann Lee is also a professor at the academy.", "Ann Lee: professor at the academy"),
        ]);
        check_none(&[
            "Ann Lee was questioned by a clerk.",
            "Ann Lee is not the mayor.",
            "Ann Lee would be the mayor.",
            "Ann Lee was near the president.",
            "Ann Lee became ill.",
            "Ann Lee was given a general discharge.",
            "They were picked by Ann Lee as treasurers.",
            "The mill closed. He became minister in June.",
        ]);
    }

    #[test]
    fn what_a_person_leads() {
        check(&[
            ("Ann Lee, who chairs the water panel, came.", "Ann Lee: chairs the water panel"),
            ("She met Ann Lee, who heads the bank.", "Ann Lee: heads the bank"),
        ]);
        check_none(&["Ann Lee, who came late, spoke.", "Ann Lee chairs nothing."]);
    }
}
