//! The words right before a name that say what the person is: "Trade Minister Helena Brandt".

use crate::entities::classes::Class;
use crate::entities::lists::{self, Flags};
use crate::entities::tokens::Kind;
use crate::quotes::text::forms::{
    is_adjective, is_adverb, is_closed, is_kin, is_plural, is_quantity, is_thing, is_verb,
};
use crate::quotes::text::view::View;
use std::ops::Range;

/// Longest title, in tokens.
const LONGEST: usize = 12;

/// "Trade Minister Helena Brandt", "former president Ann Lee", "Unifor campaign manager Ann Lee".
pub(crate) fn before(
    view: &View<'_>,
    name: Range<usize>,
    sentence: &Range<usize>,
) -> Option<Range<usize>> {
    // "the director Sir Ann Lee": a form of address parts them.
    let address =
        name.start.checked_sub(1).filter(|at| *at > sentence.start && is_address(view, *at));
    let name = address.unwrap_or(name.start)..name.end;
    // "Member of Parliament (MP) Ann Lee"
    let name = behind_bracket(view, name.start, sentence.start).unwrap_or(name.start)..name.end;
    let lowest = sentence.start.max(name.start.saturating_sub(LONGEST));
    let mut start = name.start;
    while start > lowest {
        match step(view, start, lowest, name.start, sentence.start) {
            Step::Part(at) => start = at,
            Step::Last(at) => {
                start = at;
                break;
            }
            Step::None => break,
        }
    }
    // "to back candidate Ann Lee", "you back candidate Ann Lee": a verb behind these is no part of it.
    let verb = start > sentence.start && opens_verb(view, start - 1) && is_plain(view, start);
    start += usize::from(verb);
    let listed = (start..name.start).rev().find(|at| is_noun(view, *at));
    let right = |at: usize| at + 1 == name.start || is_object_link(view, at + 1);
    let listed = listed.filter(|at| right(*at));
    let party = start < name.start && matches!(view.cut(name.start - 1), "Democrat" | "Republican");
    // "evangelist Ann Lee": before a full name the ending of the word tells.
    let told = |start: usize| {
        let last = (start..name.start).next_back()?;
        let agent = is_agent(view, last) || opens_as_agent(view, last, sentence.start);
        (name.len() > 1 && (agent || party) || party && last == sentence.start).then_some(last)
    };
    // "to defeat Republican Ann Lee": before a party only what belongs to it stays.
    if listed.is_none() && party {
        while start + 1 < name.start && is_plain(view, start) {
            start += 1;
        }
    }
    let noun = listed.or_else(|| told(start))?;
    // "Secretary of State Ann Lee", but no other words between the noun and the name.
    let tail = noun + 1 < name.start && !is_object_link(view, noun + 1);
    (!tail && names_one(view, start, noun, &name)).then_some(start..name.start)
}

/// "Ann Lee QC", "Jan Roe MP": letters behind a name.
pub(super) fn behind(view: &View<'_>, name_end: usize, end: usize) -> Option<Range<usize>> {
    let letters = |at: &usize| {
        let token = view.token(*at);
        *at < end
            && token.kind == Kind::Capitals
            && token.is(Flags::ROLE)
            && view.mention(*at).is_none()
    };
    let stop = (name_end..end).take_while(letters).last()? + 1;
    Some(name_end..stop)
}

/// Where a short bracket right before a name opens.
fn behind_bracket(view: &View<'_>, name: usize, lowest: usize) -> Option<usize> {
    let close = name.checked_sub(1).filter(|at| *at > lowest + 1 && view.is(*at, ")"))?;
    (lowest + 1..close).rev().take(4).find(|at| view.is(*at, "("))
}

/// What the token before a title is to it.
enum Step {
    /// It goes on at this token.
    Part(usize),
    /// It begins at this token.
    Last(usize),
    None,
}

fn step(view: &View<'_>, start: usize, lowest: usize, name: usize, first: usize) -> Step {
    let at = start - 1;
    let token = view.token(at);
    // "Ohio's governor Ann Lee", "the Teamsters' president Ann Lee"
    if token.kind == Kind::Possessive || matches!(view.cut(at), "'" | "’") {
        let owner = at.checked_sub(1).filter(|owner| *owner >= lowest && start < name);
        return match owner.filter(|owner| view.token(*owner).is_name_like()) {
            Some(owner) => {
                let owner = view.mention(owner).map_or(owner, |m| view.spots[m].start);
                Step::Last(owner.max(lowest))
            }
            None => Step::None,
        };
    }
    if let Some(mention) = view.mention(at) {
        let begins = view.spots[mention].start.max(lowest);
        if !view.is_person(mention) {
            return Step::Part(begins);
        }
        // "Roe campaign manager Ann Lee": a name before a small noun is whom it belongs to.
        let noun = start < name && view.token(start).kind == Kind::Lower;
        return if noun { Step::Last(begins) } else { Step::None };
    }
    let part = match token.kind {
        Kind::Capital | Kind::Capitals => is_capital_part(view, at, start < name, first),
        Kind::Lower => is_lower_part(view, at, name, lowest),
        _ => false,
    };
    if part { Step::Part(at) } else { Step::None }
}

/// Whether a token addresses a person and says nothing of an office: "Mrs", and "Dr" and "Rev.", which many are.
fn is_address(view: &View<'_>, at: usize) -> bool {
    let token = view.token(at);
    let honorific = view.has(at, Class::Honorific);
    token.is(Flags::ADDRESS) && (honorific || token.is(Flags::MAN | Flags::WOMAN))
}

fn is_capital_part(view: &View<'_>, at: usize, more: bool, first: usize) -> bool {
    let token = view.token(at);
    let address = is_address(view, at);
    // "New Brunswick Premier Ann Lee"
    let place = view.is(at, "New") && more && view.token(at + 1).is_name_like();
    let function = token.is(Flags::FUNCTION | Flags::CALENDAR) && !token.is(Flags::MODIFIER);
    // The capital of the first word says nothing: "Meeting Premier Ann Lee, …"
    let verb = at == first && {
        let word = view.cut(at).to_ascii_lowercase();
        !token.is(Flags::ROLE) && (is_closed(&word) || is_verb(&word))
    };
    !address && (!function || place) && !verb
}

fn is_lower_part(view: &View<'_>, at: usize, name: usize, lowest: usize) -> bool {
    let more = at + 1 < name;
    let word = view.cut(at);
    let token = view.token(at);
    // "pollster and strategist Ann Lee", but not "the minister and premier Ann Lee"
    if word == "and" {
        return more
            && at > lowest
            && is_noun(view, at - 1)
            && view.token(at - 1).kind == Kind::Lower
            && !is_plural(view.cut(at - 1))
            && view.token(at + 1).kind == Kind::Lower
            && !is_articled(view, at - 1, lowest);
    }
    // "president of the United States Ann Lee"
    if word == "the" {
        return more && at > lowest + 1 && is_object_link(view, at - 1) && is_noun(view, at - 2);
    }
    // "ambassador to Norway Ann Lee", "senator from Ohio Ann Lee"
    if is_object_link(view, at) && word != "of" {
        // "an agent for President Ann Lee" is not she.
        let office = !(at + 1..name).any(|next| is_noun(view, next));
        return more
            && office
            && at > lowest
            && is_noun(view, at - 1)
            && view.token(at + 1).kind != Kind::Lower;
    }
    if word == "of" {
        // "a friend of Premier Ann Lee" is not she.
        let office = !(at + 1..name).any(|next| is_noun(view, next));
        return more && office && at > lowest && is_noun(view, at - 1);
    }
    if is_noun(view, at) {
        // "his wife, mayor Ann Lee" without the comma: kin ends a title and opens none.
        return !(more && is_kin(word));
    }
    let adverb = token.is(Flags::ARTICLE
        | Flags::PRONOUN
        | Flags::NEGATION
        | Flags::PREPOSITION
        | Flags::BETWEEN
        | Flags::PARTICLE);
    let cue = token.is(Flags::CUE) && !token.is(Flags::THING);
    if token.is(Flags::MODIFIER) {
        return more && !is_quantity(word);
    }
    // Between the noun and the name nothing else stands.
    (more || is_agent(view, at) || is_object(view, at, lowest))
        && !adverb
        && !cue
        && !is_closed(word)
        && !is_verb(word)
}

/// Whether what an office is for may stand behind the word.
fn is_object_link(view: &View<'_>, at: usize) -> bool {
    matches!(view.cut(at), "of" | "to" | "for" | "from")
}

/// Whether the word ends what an office is for: "speaker of the parliament Ann Lee".
fn is_object(view: &View<'_>, at: usize, lowest: usize) -> bool {
    let from = lowest.max(at.saturating_sub(5));
    (from + 1..at).any(|link| {
        view.is(link, "of") && is_noun(view, link - 1) && view.token(link - 1).kind == Kind::Lower
    })
}

/// Whether an article opens the phrase that ends in the noun at `noun`: "the prime minister".
fn is_articled(view: &View<'_>, noun: usize, lowest: usize) -> bool {
    let from = lowest.max(noun.saturating_sub(LONGEST / 3));
    let phrase = |at: &usize| view.token(*at).kind == Kind::Lower && !is_closed(view.cut(*at));
    let first = (from..noun).rev().take_while(phrase).last().unwrap_or(noun);
    (first..noun).any(|at| view.token(at).is(Flags::ARTICLE) && !is_owner(view, at))
        || first > lowest && matches!(view.cut(first - 1), "The" | "A" | "An")
}

/// "his", "their", "my": whose somebody is.
pub(super) fn is_owner(view: &View<'_>, at: usize) -> bool {
    matches!(
        view.cut(at),
        "his"
            | "her"
            | "its"
            | "their"
            | "my"
            | "our"
            | "His"
            | "Her"
            | "Its"
            | "Their"
            | "My"
            | "Our"
    )
}

/// A word behind which a verb in its base form stands.
fn opens_verb(view: &View<'_>, at: usize) -> bool {
    let word = view.cut(at);
    is_adverb(word)
        || word.ends_with("n't")
        || word.ends_with("n’t")
        || view.has(at, Class::BeforeVerb)
}

/// Whether a small word of no list ends as nouns of persons do.
pub(crate) fn is_agent(view: &View<'_>, at: usize) -> bool {
    let token = view.token(at);
    let word = view.cut(at);
    let small = token.kind == Kind::Lower;
    let other =
        token.is(Flags::THING | Flags::CUE | Flags::PREPOSITION | Flags::BETWEEN | Flags::MODIFIER);
    small && !other && ends_as_agent(word) && !is_thing(word)
}

/// "Drummer Ann Lee died": the same with the capital that opens a sentence.
fn opens_as_agent(view: &View<'_>, at: usize, first: usize) -> bool {
    let word = view.cut(at).to_ascii_lowercase();
    at == first
        && view.token(at).kind == Kind::Capital
        && view.mention(at).is_none()
        && lists::flags(&word) == Flags::default()
        && !is_thing(&word)
        && !is_closed(&word)
        && ends_as_agent(&word)
}

/// Whether a small word ends as nouns of persons do.
fn ends_as_agent(word: &str) -> bool {
    const ENDINGS: &[&str] = &["er", "or", "ist", "ian", "man", "woman", "eer", "ee", "eon"];
    word.len() > 4 && ENDINGS.iter().any(|e| word.ends_with(e))
}

/// A noun of a person, or a form of address: "minister", "co-chairman", "Sen.", "president-elect".
pub(crate) fn is_noun(view: &View<'_>, at: usize) -> bool {
    let token = view.token(at);
    let human = token.kind == Kind::Lower && view.has(at, Class::Man);
    if human || token.is(Flags::ROLE) || token.is(Flags::ADDRESS) && !is_address(view, at) {
        return true;
    }
    let Some((head, last)) = view.cut(at).rsplit_once('-') else { return false };
    // "president-elect", "brother-in-law"
    let noun = match last {
        "elect" | "designate" => head,
        "law" => head.strip_suffix("-in").unwrap_or(head),
        _ => last,
    };
    lists::flags(noun).any(Flags::ROLE | Flags::ADDRESS)
}

/// Whether the noun of a title names this person, not many and not the object of a clause.
fn names_one(view: &View<'_>, start: usize, noun: usize, name: &Range<usize>) -> bool {
    let small = view.token(noun).kind == Kind::Lower;
    // "the voters Roe needs", but "the senators Ann Lee and Jane Roe"
    if small && is_plural(view.cut(noun)) {
        let listed = view.tokens.all.len() > name.end
            && (view.is(name.end, "and") || view.is(name.end, ","));
        // "their sons Jan and Ola", but not "the voters Roe, …"
        return listed && (name.len() > 1 || view.is(name.end, "and"));
    }
    // "the minister Roe wanted to be", "the best friend Roe had"
    let bare = small && name.len() == 1;
    let article =
        start > 0 && view.token(start - 1).is(Flags::ARTICLE) && !is_owner(view, start - 1);
    !(bare && article)
}

/// Whether the word is a small one of no list, so that it may be a verb.
fn is_plain(view: &View<'_>, at: usize) -> bool {
    let token = view.token(at);
    token.kind == Kind::Lower
        && !token.is(Flags::ROLE | Flags::MODIFIER | Flags::THING)
        && !view.cut(at).contains('-')
        && !is_adjective(view.cut(at))
}

#[cfg(test)]
mod tests {
    use crate::quotes::person::roles::tests::{check, check_none};

    #[test]
    fn forms_of_address_are_no_offices() {
        check_none(&[
            "Dr Ann Lee came.",
            "They met Dr. Ann Lee.",
            "They met the Rev. Ann Lee.",
            "They met the Very Rev. Ann Lee.",
            "They met Reverend Ann Lee.",
            "They met the Rt. Hon. Ann Lee.",
            "They met the Honourable Ann Lee.",
        ]);
        check(&[
            ("They met the mayor Dr Ann Lee.", "Ann Lee: mayor"),
            ("They met Sen. Ann Lee.", "Ann Lee: Sen."),
        ]);
    }
}
