//! Appositions of a name: "Jerry Dias, head of Unifor, …" and "the head of Unifor, Jerry Dias, …".

use crate::entities::classes::Class;
use crate::entities::lists::Flags;
use crate::entities::tokens::Kind;
use crate::quotes::person::phrase;
use crate::quotes::person::title::{is_agent, is_noun, is_owner};
use crate::quotes::text::forms::{is_closed, is_verb};
use crate::quotes::text::view::View;
use std::ops::Range;

/// Longest apposition that is taken as a role, in tokens.
const LONGEST: usize = 20;

/// Tokens within which its noun stands.
const NOUN: usize = 8;

/// "Jerry Dias, head of Unifor, …"
pub(crate) fn behind(view: &View<'_>, name_end: usize, end: usize) -> Option<Range<usize>> {
    let mut first = opening(view, name_end, end)?;
    // "Jerry Dias, 59, head of Unifor, …"
    if first + 1 < end && view.token(first).kind == Kind::Number && view.is(first + 1, ",") {
        first += 2;
    }
    // "Roe, as a candidate, …" tells no role of hers.
    let word = view.cut(first.min(view.tokens.all.len() - 1));
    // "formerly head of the bank"
    let once = first + 1 < end && view.has(first, Class::Once);
    let verb = is_verb(word) && !word.ends_with('s') && !once;
    if first >= end
        || view.token(first).is(Flags::PREPOSITION)
        || verb
        || is_closed(word) && !matches!(word, "then" | "once" | "now" | "our" | "my" | "also")
    {
        return None;
    }
    let stop = stop(view, first, end)?;
    // "Roe, his brother, and his mother were lost": three people.
    let listed =
        is_owner(view, first) && stop + 1 < end && view.is(stop, ",") && view.is(stop + 1, "and");
    let noun = head(view, first, stop).filter(|_| !listed)?;
    let stop = series(view, first, noun, stop, end).unwrap_or(stop);
    // What follows a participle or "who" tells what the person does.
    let until = |at: &usize| is_clause(view, *at) || is_infinitive(view, *at, stop);
    let cut = (noun + 1..stop).find(until).unwrap_or(stop);
    // "co-sponsor of the bill in"
    let ends = |at: &usize| {
        let token = view.token(*at);
        !(token.is(Flags::PREPOSITION | Flags::ARTICLE) || view.is(*at, "and"))
    };
    let cut = (noun..cut).rev().find(ends)? + 1;
    (!(first..cut).any(|at| is_odd(view, first, at))).then_some(first..cut)
}

/// Where a role goes on behind a comma: "the secretary for trade, disarmament and peace", "president, chairman and chief
/// executive of Acme".
fn series(view: &View<'_>, first: usize, noun: usize, stop: usize, end: usize) -> Option<usize> {
    let object = (noun..stop).any(|at| matches!(view.cut(at), "of" | "for"));
    let offices = stop - first <= 3 && !opens_noun(view, first);
    if !view.is(stop, ",") || !object && !offices {
        return None;
    }
    let part = |at: usize| {
        let token = view.token(at);
        let word = view.cut(at);
        let other = Flags::ARTICLE | Flags::PRONOUN | Flags::BETWEEN;
        let verb =
            !is_noun(view, at) && (is_verb(word) && !word.ends_with('s') && !word.ends_with("ing"));
        let of = offices && matches!(word, "of" | "for" | "at");
        let plain = !token.is(Flags::PREPOSITION | Flags::CUE) && !is_closed(word);
        let the = word == "the" && matches!(view.cut(at - 1), "of" | "for" | "at");
        let person = view.mention(at).is_some_and(|m| view.is_person(m));
        token.is_word()
            && (the || token.is(Flags::MODIFIER) || !token.is(other))
            && !verb
            && !person
            && (of || plain)
            || matches!(word, "," | "and")
    };
    let last = (stop..end.min(stop + NOUN + NOUN)).take_while(|at| part(*at)).last()?;
    let last = if view.is(last, ",") { last - 1 } else { last };
    let and = (stop + 1..last).find(|at| view.is(*at, "and"))?;
    let closed = last + 1 >= end || !view.token(last + 1).is_word();
    // Each part of a list of offices is one; no part of a list of tasks is.
    let nouns = (stop + 1..=last).any(|at| is_noun(view, at));
    let right = if offices { (and + 1..=last).any(|at| is_noun(view, at)) } else { !nouns };
    (closed && right && last > and).then_some(last + 1)
}

/// "to be held in May": tells of the thing, not of the person.
fn is_infinitive(view: &View<'_>, at: usize, stop: usize) -> bool {
    at + 1 < stop && view.is(at, "to") && matches!(view.cut(at + 1), "be" | "become" | "have")
}

/// Behind the comma that follows a name, its party in brackets or its town.
fn opening(view: &View<'_>, name_end: usize, end: usize) -> Option<usize> {
    let mut at = name_end;
    if at < end && view.is(at, "(") {
        at = (at..end.min(at + 9)).find(|at| view.is(*at, ")"))? + 1;
    } else if at + 1 < end && matches!(view.cut(at), "of" | "from") {
        at = view.mention(at + 1).filter(|m| !view.is_person(*m)).map(|m| view.spots[m].end)?;
    }
    // "Ann Lee, D-Ohio, the sponsor, …"
    let party = at + 2 < end
        && view.is(at, ",")
        && view.is(at + 2, ",")
        && view.cut(at + 1).as_bytes().get(1) == Some(&b'-')
        && view.token(at + 1).is_name_like();
    at += if party { 2 } else { 0 };
    (at < end && view.is(at, ",")).then_some(at + 1)
}

/// Where an apposition that begins at `first` ends.
fn stop(view: &View<'_>, first: usize, end: usize) -> Option<usize> {
    let most = end.min(first + LONGEST);
    // "the Autoworkers' Alliance" has an apostrophe inside.
    let inside = |at: usize| {
        let token = view.token(at);
        // "PG&E"
        let named = view.mention(at).is_some_and(|m| view.spots[m].contains(&(at + 1)));
        token.is_word()
            || named
            || token.kind == Kind::Possessive
            || matches!(view.cut(at), "'" | "’")
    };
    let stop = (first..most).find(|at| !inside(*at) || is_relative(view, *at)).unwrap_or(most);
    let closed = stop == end
        || stop < end && matches!(view.cut(stop), "," | "." | ";" | ":" | ")" | "-" | "–" | "—")
        || stop < most && is_relative(view, stop);
    // "Roe, a young clerk was hit": the second comma is missing.
    let open = || {
        let stop = phrase::end(view, first, end);
        let verb = stop < end && matches!(view.cut(stop), "is" | "was" | "has" | "had" | "will");
        let said = stop < end
            && view.token(stop).is(Flags::CUE)
            && !view.token(stop).is(Flags::BASE | Flags::THING);
        ((verb || said) && stop > first + 1 && opens_noun(view, first)).then_some(stop)
    };
    let verb = |at: usize| matches!(view.cut(at), "is" | "was" | "has" | "had");
    let runs_on = (first..stop).any(verb);
    if closed && stop > first && !runs_on { Some(stop) } else { open() }
}

fn is_relative(view: &View<'_>, at: usize) -> bool {
    let determines = view.is(at, "that") && at > 0 && view.token(at - 1).is(Flags::PREPOSITION);
    !determines && view.has(at, Class::Relative)
}

/// The noun of a person that an apposition is about.
fn head(view: &View<'_>, first: usize, stop: usize) -> Option<usize> {
    let first = first + usize::from(first + 1 < stop && view.has(first, Class::Once));
    let article = opens_noun(view, first);
    let early = first..stop.min(first + NOUN);
    let link = early.clone().find(|at| {
        let hangs = matches!(view.cut(*at), "who" | "which" | "of" | "for" | "by" | "in" | "with")
            || matches!(view.cut(*at), "at" | "from" | "on" | "to" | "since" | "about")
            || view.is(*at, "and") && !article;
        // "a Club for Growth donor"
        hangs && *at > first && view.mention(*at).is_none()
    });
    // "one of the leaders of the strike"
    if matches!(view.cut(first), "one" | "One") && first + 2 < stop && view.is(first + 1, "of") {
        return phrase::noun(view, &(first..stop));
    }
    let last = link.unwrap_or(early.end);
    let noun = (first..last).find(|at| is_noun(view, *at));
    // "a novelist, …": a noun of no list is told by its ending, if it stands last.
    let told = || {
        let at = (first + 1..last).rev().find(|at| !is_clause(view, *at))?;
        let whole = at + 1 == last || is_clause(view, at + 1);
        let noun = is_agent(view, at) || matches!(view.cut(at), "Republican" | "Democrat");
        (article && whole && noun).then_some(at)
    };
    let noun = noun.or_else(told)?;
    // "Roe, voters said": many are no apposition of one.
    let single = noun + 1 < stop && is_noun(view, noun + 1);
    let many = !single && phrase::is_many(view.cut(noun)) && view.token(noun).kind == Kind::Lower;
    (!many).then_some(noun)
}

/// "A", "the", "his", "Canada's": what opens a noun phrase.
fn opens_noun(view: &View<'_>, first: usize) -> bool {
    let token = view.token(first);
    let owner = token.is_name_like()
        && (first + 1..first + 5)
            .take_while(|at| *at < view.tokens.all.len())
            .any(|at| view.token(at).kind == Kind::Possessive);
    token.is(Flags::ARTICLE) && !matches!(view.cut(first), "this" | "that")
        || matches!(view.cut(first), "our" | "my")
        || owner
}

/// "A lawyer representing Roe", "a banker based in Ottawa", "a friend since".
fn is_clause(view: &View<'_>, at: usize) -> bool {
    let token = view.token(at);
    // "a Halvor-based roofing company": behind no noun it is an adjective.
    let noun = at > 0
        && !view.cut(at - 1).contains('-')
        && (is_noun(view, at - 1)
            || is_agent(view, at - 1)
            || view.token(at - 1).is(Flags::THING)
            || view.token(at - 1).is_name_like());
    // "chief operating officer"
    let officer = at + 1 < view.tokens.all.len() && is_noun(view, at + 1);
    noun && token.kind == Kind::Lower
        && !token.is(Flags::ROLE | Flags::MODIFIER | Flags::PREPOSITION | Flags::THING)
        && !matches!(view.cut(at), "and" | "or")
        && !officer
        && !view.cut(at).ends_with('s')
        && (is_verb(view.cut(at)) || is_closed(view.cut(at)))
}

/// Words that no apposition has: a verb of its own, a pronoun, another person.
fn is_odd(view: &View<'_>, first: usize, at: usize) -> bool {
    let token = view.token(at);
    let once = at == first && view.has(at, Class::Once);
    let aid = token.is(Flags::BETWEEN)
        && !token.is(Flags::MODIFIER | Flags::CALENDAR)
        && !matches!(
            view.cut(at),
            "then" | "once" | "himself" | "herself" | "also" | "both" | "first" | "now" | "all"
        )
        && !once;
    let verb = token.is(Flags::CUE) && !token.is(Flags::BASE) || token.is(Flags::PRONOUN) || aid;
    if verb {
        return true;
    }
    let person = view.mention(at).filter(|m| view.is_person(*m) && view.spots[*m].start == at);
    let Some(mention) = person else { return false };
    // "The firm Halvor Roe": what bears the name is no person.
    // "brother of the activist Jan Roe"
    let titled = at > first
        && is_noun(view, at - 1)
        && (first..at).any(|at| matches!(view.cut(at), "of" | "for" | "to" | "with"));
    let linked = at > first
        && (matches!(view.cut(at - 1), "of" | "for" | "to" | "with" | "the")
            || view.token(at - 1).is(Flags::THING));
    // "Roe's lawyer", "a Roe supporter"
    let behind = view.spots[mention].end;
    let owner = behind < view.tokens.all.len()
        && (view.token(behind).kind == Kind::Possessive
            || view.token(behind).kind == Kind::Lower
                && view.token(behind).is(Flags::ROLE | Flags::THING | Flags::MODIFIER));
    !(linked || titled || owner)
}

/// "The head of Unifor, Jerry Dias, …"
pub(crate) fn before(
    view: &View<'_>,
    name: Range<usize>,
    sentence: &Range<usize>,
) -> Option<Range<usize>> {
    let comma = name.start.checked_sub(1).filter(|at| *at > sentence.start)?;
    // "a cook named Roe"
    if matches!(view.cut(comma), "named" | "called") {
        let tokens = phrase::before(view, comma, sentence.start)?;
        let article = phrase::is_article(view, tokens.start);
        return phrase::noun(view, &tokens).filter(|_| article).map(|_| tokens);
    }
    if !view.is(comma, ",") {
        return None;
    }
    let tokens = phrase::before(view, comma, sentence.start)?;
    let noun = phrase::noun(view, &tokens)?;
    let opens = tokens.start == sentence.start;
    let owned = (tokens.start..noun).any(|at| view.token(at).kind == Kind::Possessive);
    // "As mayor, Ann Lee was …"
    let office = opens && view.is(tokens.start, "As");
    let tokens = tokens.start + usize::from(office)..tokens.end;
    let article =
        phrase::is_article(view, tokens.start) || owned || is_one(view, tokens.start) || office;
    // "Former trade minister, Ann Lee, …" opens a sentence.
    let bare = opens && view.token(tokens.start).is(Flags::MODIFIER | Flags::ROLE);
    if !article && !bare
        || !is_closed_off(view, &name, sentence, opens && (name.len() > 1 || article))
    {
        return None;
    }
    // A subject behind the verb of another clause: "he told the minister, Roe said".
    let owner = view.mention(noun).is_some_and(|m| view.is_person(m));
    (!owner).then_some(tokens)
}

fn is_one(view: &View<'_>, at: usize) -> bool {
    matches!(view.cut(at), "One" | "one")
}

/// Whether an apposition ends behind the name: at a comma, a full stop, or, where it opens the sentence, a verb.
fn is_closed_off(
    view: &View<'_>,
    name: &Range<usize>,
    sentence: &Range<usize>,
    subject: bool,
) -> bool {
    let mut end = name.end;
    // "Its author, Ann Lee of Halvor, …", "a nurse, Ann Lee (46), …"
    if end + 1 < sentence.end && matches!(view.cut(end), "of" | "from") {
        end = view.mention(end + 1).map_or(end, |m| view.spots[m].end.max(end));
    }
    if end >= sentence.end {
        return true;
    }
    // "the minister, Ann Lee, and Jane Roe" are three.
    let listed = end + 2 < sentence.end
        && view.is(end, ",")
        && matches!(view.cut(end + 1), "and" | "or")
        && view.token(end + 2).is_name_like();
    let behind = view.token(end);
    let verb = subject
        && behind.kind == Kind::Lower
        && !behind.is(Flags::PREPOSITION)
        && !view.has(end, Class::Closed)
        && !matches!(view.cut(end), "and" | "or" | "as");
    let mark = matches!(view.cut(end), "." | ";" | ":" | "!" | "?");
    (view.parts(end) || mark || verb) && !listed
}

#[cfg(test)]
mod tests {
    use crate::quotes::person::roles::tests::{check, check_none, roles_of};

    #[test]
    fn what_stands_before_a_comma_and_a_name() {
        check(&[
            ("His wife, Ann Lee, came.", "Ann Lee: His wife"),
            ("The judge in the case, Ann Lee, spoke.", "Ann Lee: judge in the case"),
            (
                "A third-generation farmer, Ann Lee joined the council.",
                "Ann Lee: third-generation farmer",
            ),
            ("As mayor, Ann Lee signed it.", "Ann Lee: mayor"),
            ("They hired a farmer named Ann Lee.", "Ann Lee: farmer"),
            (
                "The director of Halvor's museum, Ann Lee, spoke.",
                "Ann Lee: director of Halvor's museum",
            ),
        ]);
        check_none(&[
            "The minister came, Ann Lee left.",
            "In the end, Ann Lee left.",
            "At the time of the murder, Ann Lee slept.",
        ]);
    }

    #[test]
    fn offices_in_a_series_are_one_role() {
        check(&[
            (
                "Ann Lee, president, chairman and chief executive of the mill, came.",
                "Ann Lee: president, chairman and chief executive of the mill",
            ),
            (
                "They met Ann Lee, the secretary for trade, disarmament and peace.",
                "Ann Lee: secretary for trade, disarmament and peace",
            ),
            (
                "Ann Lee, chief operating officer of the mill, came.",
                "Ann Lee: chief operating officer of the mill",
            ),
            ("Ann Lee, formerly head of the mill, came.", "Ann Lee: formerly head of the mill"),
            ("Ann Lee, a young clerk was hit.", "Ann Lee: young clerk"),
            (
                "Ann Lee, one of the leaders of the strike, came.",
                "Ann Lee: one of the leaders of the strike",
            ),
        ]);
        check_none(&[
            "Ann Lee, his brother, and his mother were lost.",
            "Ann Lee, the voters shouted, was late.",
            "Ann Lee, with a lawyer, came.",
        ]);
    }

    #[test]
    fn an_office_comes_before_what_somebody_was() {
        assert_eq!(
            roles_of("Finance Minister Ann Lee, 55, a former banker, came."),
            ["Ann Lee: Finance Minister", "Ann Lee: former banker"]
        );
    }
}
