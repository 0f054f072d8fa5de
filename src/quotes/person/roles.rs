//! What a person is said to be: titles before a name, appositions beside it, common nouns.

use super::{apposition, described, many, stated, title};
use crate::article::Article;
use crate::entities::lists::{self, Flags};
use crate::entities::model;
use crate::entities::tokens::{self, Kind, Tokens};
use crate::entities::{Entities, EntityKind, Role};
use crate::quotes::text::forms::is_quantity;
use crate::quotes::text::view::{Source, View, Who};
use std::ops::Range;

/// Roles that are kept of one person.
const MOST: usize = 16;

/// The role that stands beside the name of a person, within the tokens of its sentence.
pub(crate) fn beside(view: &View<'_>, mention: usize, sentence: &Range<usize>) -> Option<Role> {
    places(view, mention, sentence).next().map(|tokens| role(view, tokens))
}

/// The roles of all entities, each wording once.
pub(crate) fn of_all(view: &View<'_>) -> Vec<Vec<Role>> {
    let mut all: Vec<Vec<Role>> = vec![Vec::new(); view.entities.entities.len()];
    let mut sentences = view.tokens.sentences.iter();
    let mut sentence = sentences.next();
    for (mention, spot) in view.spots.iter().enumerate() {
        if spot.is_empty() || !view.is_person(mention) {
            continue;
        }
        while sentence.is_some_and(|s| s.end <= spot.start) {
            sentence = sentences.next();
        }
        let Some(sentence) = sentence else { break };
        let roles = &mut all[view.entities.mentions[mention].entity];
        for tokens in places(view, mention, sentence) {
            add(roles, role(view, tokens));
        }
    }
    for (mention, tokens) in stated::of_pronouns(view) {
        let tokens = unarticled(view, tokens);
        add(&mut all[view.entities.mentions[mention].entity], role(view, tokens));
    }
    all
}

/// Adds a role, unless it is known: of two wordings of one office the fuller one is kept.
pub(crate) fn add(roles: &mut Vec<Role>, new: Role) {
    let known = roles.iter().enumerate().find_map(|(at, known)| {
        let fuller = described::same_role(&known.text, &new.text)?;
        Some((at, fuller))
    });
    match known {
        Some((at, true)) => roles[at] = new,
        Some(_) => {}
        None if roles.len() < MOST => roles.push(new),
        None => {}
    }
}

/// The roles that a headline outside the body tells, where its capitals tell names from other words.
pub(crate) fn of_title(article: &Article, entities: &Entities) -> Vec<Vec<Role>> {
    let title = article.header.title.as_ref().and_then(|title| title.span);
    let outside = title.filter(|span| span.end <= article.body.start);
    let all = outside.map_or_else(Vec::new, |span| tokens::of_range(article, span));
    if all.is_empty() || model::is_headline(&article.text, &all) {
        return Vec::new();
    }
    of_all(&View::new(article, &Tokens::sentence(all), entities))
}

/// The role that a common-noun source states by itself.
pub(crate) fn of_source(view: &View<'_>, source: &Source) -> Option<Role> {
    // "One of the pilots" counts them.
    let first = source.tokens.start;
    let counts = is_quantity(view.cut(first)) || view.is(first, "one");
    let noun = source.tokens.clone().any(|at| view.token(at).is(Flags::ROLE));
    (source.who == Who::Common && noun && !counts)
        .then(|| role(view, unarticled(view, source.tokens.clone())))
}

/// The roles beside a name, the one that tells most first.
fn places(
    view: &View<'_>,
    mention: usize,
    sentence: &Range<usize>,
) -> impl Iterator<Item = Range<usize>> {
    let spot = view.spots[mention].clone();
    let inside = !spot.is_empty() && sentence.start <= spot.start && spot.end <= sentence.end;
    let found = inside.then(|| {
        let behind = apposition::behind(view, spot.end, sentence.end);
        let title = title::before(view, spot.clone(), sentence);
        // "The speaker, Rep. Ann Lee, …": a title may stand between.
        let start = title.as_ref().map_or(spot.start, |title| title.start);
        let before = apposition::before(view, start..spot.end, sentence);
        let stated = stated::behind(view, mention, sentence.end);
        let letters = title::behind(view, spot.end, sentence.end);
        let shared = many::shared(view, mention, sentence);
        // "Finance Minister Ann Lee, 55, a former banker, …": the office comes first.
        let office = title.as_ref().is_some_and(|title| {
            view.token(title.end - 1).kind == Kind::Capital
                && behind.as_ref().is_some_and(|behind| is_past(view, behind.start))
        });
        let (first, second) = if office { (title, behind) } else { (behind, title) };
        [first, second, before, stated, shared, letters]
    });
    found.into_iter().flatten().flatten().map(|tokens| unarticled(view, tokens))
}

/// "a former banker", "once a clerk": what somebody was before.
fn is_past(view: &View<'_>, first: usize) -> bool {
    let past =
        |at: usize| matches!(view.cut(at), "former" | "formerly" | "once" | "previously" | "ex");
    past(first) || first + 1 < view.tokens.all.len() && past(first + 1)
}

fn unarticled(view: &View<'_>, tokens: Range<usize>) -> Range<usize> {
    let article = matches!(view.cut(tokens.start), "a" | "an" | "the" | "A" | "An" | "The");
    tokens.start + usize::from(article && tokens.len() > 1)..tokens.end
}

fn role(view: &View<'_>, tokens: Range<usize>) -> Role {
    let span = view.span(tokens.clone());
    let known = tokens.clone().find_map(|at| {
        let mention = view.mention(at)?;
        let party = view.spots[mention].len() == 1 && is_affiliation(view, at);
        // "Assistant Judge" may be taken for a body, but is an office.
        let office = title::is_noun(view, view.spots[mention].end - 1);
        (view.kind(mention) == EntityKind::Organization && !party && !office).then_some(mention)
    });
    let organization = match known {
        Some(mention) => {
            Some(view.entities.entities[view.entities.mentions[mention].entity].name.clone())
        }
        None => written(view, tokens.clone()).or_else(|| owner(view, tokens)),
    };
    Role { span, text: span.cut(view.text).to_string(), organization }
}

/// "Canadian", "Republican": says where somebody belongs, but names no body.
fn is_affiliation(view: &View<'_>, at: usize) -> bool {
    view.token(at).is(Flags::NATION)
        || matches!(view.cut(at), "Republican" | "Democratic" | "Democrat" | "Liberal" | "Labour")
}

/// Capitalised words that are no known entity and may name a body.
fn is_unknown_name(view: &View<'_>, at: usize) -> bool {
    let token = view.token(at);
    token.is_name_like()
        && view.mention(at).is_none()
        && !token.is(Flags::NATION | Flags::ROLE | Flags::CALENDAR | Flags::ADDRESS)
}

/// Capitalised words behind "of", "for" or "at" that are no known person or place.
fn written(view: &View<'_>, tokens: Range<usize>) -> Option<String> {
    let end = tokens.end;
    let link =
        tokens.clone().find(|at| at + 1 < end && matches!(view.cut(*at), "of" | "for" | "at"))?;
    // "Secretary of State" is one office.
    let office = link > tokens.start
        && view.is(link, "of")
        && matches!(
            view.cut(link - 1).to_ascii_lowercase().as_str(),
            "secretary" | "undersecretary" | "minister" | "chief" | "speaker"
        );
    if office {
        return None;
    }
    let first = link + 1 + usize::from(view.is(link + 1, "the"));
    let named =
        |at: &usize| *at < end && view.token(*at).is_name_like() && view.mention(*at).is_none();
    let last = (first..end).take_while(named).last()?;
    is_unknown_name(view, first).then(|| view.span(first..last + 1).cut(view.text).to_string())
}

/// Capitalised words that open a role: "Gavekal economist", "Hackett's president".
fn owner(view: &View<'_>, tokens: Range<usize>) -> Option<String> {
    let last = tokens.clone().take_while(|at| is_unknown_name(view, *at)).last()?;
    let small = view.cut(last).to_ascii_lowercase();
    let adjective = lists::flags(&small)
        .any(Flags::MODIFIER | Flags::THING | Flags::FUNCTION | Flags::ROLE)
        || view.token(last).is(Flags::FUNCTION)
        || small.contains('-')
        || small.ends_with("ed")
        || matches!(small.as_str(), "assistant" | "associate" | "managing" | "radio" | "law")
        || is_affiliation(view, last);
    let plain = tokens.start == last && adjective || is_affiliation(view, tokens.start);
    // "Fire Captain" names no body, "Crowdpac spokesman" does.
    let noun = last + 1 < tokens.end
        && view.token(tokens.end - 1).is(Flags::ROLE)
        && (tokens.start < last || view.token(last + 1).kind != Kind::Capital);
    (noun && !plain).then(|| view.span(tokens.start..last + 1).cut(view.text).to_string())
}

#[cfg(test)]
pub(super) mod tests {
    use crate::entities::tests::article;
    use crate::quotes::entities_and_quotes;

    /// The roles of the persons of a text, `name: role [organisation]`.
    pub fn roles_of(body: &str) -> Vec<String> {
        let article = article(body);
        let (entities, _) = entities_and_quotes(&article);
        let mut out = Vec::new();
        for entity in &entities.entities {
            for role in &entity.roles {
                assert_eq!(role.span.cut(&article.text), role.text);
                let body =
                    role.organization.as_ref().map(|o| format!(" [{o}]")).unwrap_or_default();
                out.push(format!("{}: {}{body}", entity.name, role.text));
            }
        }
        out
    }

    /// Texts with one role each.
    pub fn check(wanted: &[(&str, &str)]) {
        for (body, want) in wanted {
            assert_eq!(roles_of(body), [*want], "{body}");
        }
    }

    /// Texts without a role.
    pub fn check_none(bodies: &[&str]) {
        for body in bodies {
            assert_eq!(roles_of(body), [""; 0], "{body}");
        }
    }

    #[test]
    fn titles_are_read_whole() {
        check(&[
            (
                "Portunion campaign manager Helena Brandt said no.",
                "Helena Brandt: Portunion campaign manager [Portunion]",
            ),
            (
                "She met former deputy sports editor Ann Lee.",
                "Ann Lee: former deputy sports editor",
            ),
            ("They praised novelist Ann Lee.", "Ann Lee: novelist"),
            ("They will back Sen. Ann Lee.", "Ann Lee: Sen."),
            ("They hired pollster and strategist Ann Lee.", "Ann Lee: pollster and strategist"),
            ("Sen. Ann Lee (R-Ohio) voted.", "Ann Lee: Sen."),
            ("Drummer Ann Lee left.", "Ann Lee: Drummer"),
            (
                "They met the president of the United States Ann Lee.",
                "Ann Lee: president of the United States",
            ),
            (
                "They met the speaker of the parliament Ann Lee.",
                "Ann Lee: speaker of the parliament",
            ),
            ("They met Democrat Ann Lee.", "Ann Lee: Democrat"),
            ("Then his wife Mary Lee spoke.", "Mary Lee: wife"),
            ("The director Sir Jerry Moss left.", "Jerry Moss: director"),
            ("The prime minister and Chancellor Ann Lee left.", "Ann Lee: Chancellor"),
            ("Lt. Cmdr. Jerry Moss left.", "Jerry Moss: Lt. Cmdr."),
            ("Yesterday Ann Lee QC left.", "Ann Lee: QC"),
        ]);
        check_none(&[
            "Whether Ann Lee would come was open.",
            "The voters Ann Lee needs are old.",
            "They want to defeat Ann Lee.",
            "However Ann Lee left.",
            "She was the best friend Helena always hoped to have.",
        ]);
    }

    #[test]
    fn appositions_end_where_the_clause_begins() {
        check(&[
            ("Ann Lee, a lawyer representing the mill, came.", "Ann Lee: lawyer"),
            ("Ann Lee, 61, a banker who moved to Ohio, came.", "Ann Lee: banker"),
            (
                "Ann Lee (D-Ohio), the top member of the panel, came.",
                "Ann Lee: top member of the panel",
            ),
            ("They called a federal judge, Ann Lee, unfair.", "Ann Lee: federal judge"),
            ("One of his advisers, Ann Lee, came.", "Ann Lee: One of his advisers"),
        ]);
        check_none(&[
            "Ann Lee, as a candidate, kept silent.",
            "Ann Lee, representing the workers, spoke.",
            "Ann Lee, voters said, was late.",
        ]);
    }
}
