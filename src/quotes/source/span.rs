//! Who is meant by a whole noun phrase with what belongs to it: "Jane Roe, head of the harbour board,".

use super::papers;
use crate::entities::EntityKind;
use crate::entities::classes::Class;
use crate::entities::lists::Flags;
use crate::entities::tokens::Kind;
use crate::quotes::person::title;
use crate::quotes::text::forms::is_pronoun;
use crate::quotes::text::forms::is_verb;
use crate::quotes::text::verbs;
use crate::quotes::text::view::{Source, View, Who};
use std::ops::Range;

/// The head of the words at `tokens`, which are not empty: a person among them, else a body, else the noun with its words.
///
/// `sentence` is the first token of their sentence.
pub(crate) fn head(view: &View<'_>, sentence: usize, tokens: Range<usize>) -> Source {
    let tokens = trimmed(view, tokens);
    if tokens.len() == 1 {
        let at = tokens.start;
        if matches!(view.cut(at), "who" | "which" | "that") {
            return relative(view, sentence, at);
        }
        if view.token(at).is(Flags::PRONOUN) || is_pronoun(view.cut(at)) {
            return Source { tokens, who: Who::Pronoun };
        }
    }
    let clause = tokens
        .clone()
        .find(|at| *at > tokens.start && view.has(*at, Class::Relative))
        .unwrap_or(tokens.end);
    if let Some(owner) =
        papers::author(view, tokens.start..clause, &|owner| head(view, sentence, owner))
    {
        return owner;
    }
    let mentions = || {
        let mut last = None;
        (tokens.start..clause).filter_map(move |at| {
            let mention = view.mention(at).filter(|m| last != Some(*m))?;
            last = Some(mention);
            Some(mention)
        })
    };
    let person = mentions()
        .find(|m| view.is_person(*m) && !hangs(view, tokens.start, *m) && !owns(view, *m));
    if let Some(person) = person {
        return view.named(person);
    }
    let body = mentions().next().filter(|m| {
        let spot = &view.spots[*m];
        let leads = (tokens.start..spot.start).all(|at| view.token(at).is(Flags::ARTICLE));
        let ends = spot.end >= clause || view.is(spot.end, ",") || view.is(spot.end, "(");
        leads && ends && view.kind(*m) != EntityKind::Person
    });
    if let Some(body) = body {
        return view.named(body);
    }
    let comma = (tokens.start + 1..clause).find(|at| view.parts(*at)).unwrap_or(clause);
    // "The news site, Halvor Online,": the name behind the noun.
    let apposed = (comma + 1 < clause && view.is(comma, ",")).then(|| {
        let at = comma + 1 + usize::from(view.token(comma + 1).is(Flags::ARTICLE));
        let mention = view.mention(at).filter(|m| view.spots[*m].start == at)?;
        let ends = view.spots[mention].end >= clause || view.is(view.spots[mention].end, ",");
        (ends && view.kind(mention) == EntityKind::Organization).then_some(mention)
    });
    if let Some(body) = apposed.flatten() {
        return view.named(body);
    }
    let tokens = tokens.start..comma;
    if let Some(person) = described(view, sentence, &tokens) {
        return view.named(person);
    }
    let name = tokens.clone().all(|at| view.token(at).is_name_like())
        && !tokens.clone().any(|at| view.token(at).is(Flags::ROLE | Flags::THING));
    Source { tokens, who: if name { Who::Name } else { Who::Common } }
}

/// Whom "who" or "which" at `at` means: a person whose apposition ends before it rather than its last noun.
fn relative(view: &View<'_>, sentence: usize, at: usize) -> Source {
    let found = view.relative_at(sentence, at);
    let tokens = at..at + 1;
    if view.is(at, "which") || matches!(&found, Some(Source { who: Who::Relative(_), .. })) {
        return found.unwrap_or(Source { tokens, who: Who::Pronoun });
    }
    let person =
        (sentence..at).rev().filter_map(|at| view.mention(at)).find(|m| view.is_person(*m)).filter(
            |m| {
                let end = view.spots[*m].end;
                end <= at && apposed(view, end, at)
            },
        );
    match person {
        Some(mention) => Source { tokens, who: Who::Relative(mention) },
        None => found.unwrap_or(Source { tokens, who: Who::Pronoun }),
    }
}

/// Whether all that stands between a name and `end` is a phrase behind a comma that says what the person is.
fn apposed(view: &View<'_>, name: usize, end: usize) -> bool {
    let verb = |at: usize| {
        let token = view.token(at);
        token.kind == Kind::Lower && token.is(Flags::CUE) && !token.is(Flags::BASE)
    };
    name + 1 < end && view.is(name, ",") && !(name..end).any(verb)
}

/// The person before a comma behind which the words at `tokens` say what he is: "Roe, its founder".
fn described(view: &View<'_>, sentence: usize, tokens: &Range<usize>) -> Option<usize> {
    let comma = tokens.start.checked_sub(1).filter(|at| *at > sentence && view.is(*at, ","))?;
    let mention = view.mention(comma - 1).filter(|m| view.is_person(*m))?;
    let article = view.token(tokens.start).is(Flags::ARTICLE);
    let role = tokens.clone().any(|at| view.token(at).is(Flags::ROLE));
    (article && role).then_some(mention)
}

/// "It is alleged that": nobody is meant by the words.
pub(crate) fn is_nobody(view: &View<'_>, words: &Range<usize>) -> bool {
    let it = words.len() == 1 && matches!(view.cut(words.start), "it" | "It");
    it && words.end + 1 < view.tokens.all.len()
        && view.has(words.end, Class::Be)
        && is_verb(view.cut(words.end + 1))
}

/// Without signs at both ends and without a verb before the article.
fn trimmed(view: &View<'_>, tokens: Range<usize>) -> Range<usize> {
    let is_word = |at: &usize| view.token(*at).is_word();
    let Some(start) = tokens.clone().find(is_word) else { return tokens };
    let end = tokens.clone().rev().find(is_word).map_or(tokens.end, |at| at + 1);
    // "read the statement": the verb is no part of its subject.
    let verb = start + 1 < end
        && view.token(start).kind == Kind::Lower
        && verbs::is_cue(view.token(start))
        && view.token(start + 1).is(Flags::ARTICLE);
    start + usize::from(verb)..end
}

/// Whether the mention hangs on a noun before it: "a spokesman for Roe", "aides to Roe".
fn hangs(view: &View<'_>, first: usize, mention: usize) -> bool {
    let start = view.spots[mention].start;
    start > first
        && (view.token(start - 1).is(Flags::PREPOSITION)
            || view.has(start - 1, Class::Link)
            || start > first + 1 && view.is(start - 1, "of"))
}

/// Whether what follows is the mention's: "Roe's spokesman", "Roe and Poe's mother", "a Roe adviser".
fn owns(view: &View<'_>, mention: usize) -> bool {
    let end = view.spots[mention].end;
    let Some(token) = view.tokens.all.get(end) else { return false };
    let joined = || {
        let next = view.mention(end + 1).filter(|m| view.spots[*m].start == end + 1);
        view.is(end, "and") && next.is_some_and(|next| owns(view, next))
    };
    // "James Willis’ sister"
    let bare = matches!(view.cut(end), "'" | "’")
        && view.tokens.all.get(end + 1).is_some_and(|next| next.kind == Kind::Lower);
    token.kind == Kind::Possessive
        || bare
        || token.kind == Kind::Lower && (token.is(Flags::ROLE) || title::is_agent(view, end))
        || joined()
}

/// The others who are named in the words at `tokens` with the one at `head`: "Roe and Senator Poe", "Roe, along with Poe".
pub(crate) fn others(view: &View<'_>, tokens: Range<usize>, head: &Source) -> Vec<Source> {
    let mut out = Vec::new();
    let Who::Mention(mut last) = head.who else { return out };
    for next in last + 1..view.spots.len() {
        let (from, spot) = (view.spots[last].end, view.spots[next].clone());
        if spot.start < from || spot.end > tokens.end || view.kind(next) != view.kind(last) {
            break;
        }
        let join = |at: usize| matches!(view.cut(at), "and" | "&" | "with");
        let title = |at: usize| {
            let token = view.token(at);
            token.is_name_like()
                || token.is(Flags::ROLE | Flags::MODIFIER | Flags::ARTICLE | Flags::NATION)
        };
        let link = (from..spot.start).find(|at| join(*at));
        let Some(link) = link.filter(|link| {
            let before = (from..*link).all(|at| matches!(view.cut(at), "," | "along" | "together"));
            before && (*link + 1..spot.start).all(title)
        }) else {
            break;
        };
        if view.is(link, "with") && link == from || owns(view, next) {
            break;
        }
        out.push(view.named(next));
        last = next;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::tests::article;
    use crate::entities::tokens::Tokens;
    use crate::quotes::entities_and_quotes;

    /// The words that the head of `part` of the text stands for, and those of the others.
    fn heads(text: &str, part: &str) -> Vec<String> {
        let article = article(text);
        let (entities, _) = entities_and_quotes(&article);
        let tokens = Tokens::of(&article);
        let view = View::new(&article, &tokens, &entities);
        let start = text.find(part).expect(part);
        let first = tokens.all.partition_point(|t| t.span.start < start);
        let end = tokens.all.partition_point(|t| t.span.start < start + part.len());
        let sentence = tokens.sentences.iter().find(|s| s.contains(&first)).expect(part).start;
        let head = head(&view, sentence, first..end);
        let all = others(&view, first..end, &head);
        let words = |source: &Source| match source.who {
            Who::Mention(m) | Who::Relative(m) => {
                view.span(view.spots[m].clone()).cut(text).to_string()
            }
            _ => view.span(source.tokens.clone()).cut(text).to_string(),
        };
        std::iter::once(&head).chain(&all).map(words).collect()
    }

    #[test]
    fn whose_words_a_paper_carries() {
        for (text, part, want) in [
            ("The statement of Ann Lee's lawyer said no.", "Ann Lee's lawyer", "Ann Lee's lawyer"),
            ("Then Ann Lee's letter said no.", "Ann Lee's letter", "Ann Lee"),
            ("Then the judge's statement said no.", "the judge's statement", "the judge"),
            ("Then its website said no.", "its website", "its"),
            ("A letter sent late by Ann Lee said no.", "A letter sent late by Ann Lee", "Ann Lee"),
            ("A letter sent by post said no.", "A letter sent by post", "A letter sent by post"),
        ] {
            assert_eq!(heads(text, part), [want], "{text}");
        }
    }

    #[test]
    fn names_behind_and_before_a_noun() {
        for (text, part, want) in [
            ("Ann Lee, its founder, said no.", "its founder", "Ann Lee"),
            (
                "A former Moss adviser, Ann Lee, said no.",
                "A former Moss adviser, Ann Lee",
                "Ann Lee",
            ),
            (
                "Ann Lee, a biologist and professor at Halvor University, who said no, left.",
                "who",
                "Ann Lee",
            ),
            ("In the end read the letter aloud, she said.", "read the letter", "the letter"),
        ] {
            assert_eq!(heads(text, part), [want], "{text}");
        }
    }

    #[test]
    fn owners_of_a_noun_do_not_speak() {
        let text = "Then James Willis’ sister said no.";
        assert_eq!(heads(text, "James Willis’ sister"), ["James Willis’ sister"]);
        let text = "Then Lee and Moss's mother said no, Ann Lee and Jerry Moss heard.";
        assert_eq!(heads(text, "Lee and Moss's mother"), ["Lee and Moss's mother"]);
    }

    #[test]
    fn it_is_alleged_by_nobody() {
        for (text, want) in [("It is alleged that she left.", true), ("It said she left.", false)] {
            let article = article(text);
            let (entities, _) = entities_and_quotes(&article);
            let tokens = Tokens::of(&article);
            let it = 0..1;
            assert_eq!(is_nobody(&View::new(&article, &tokens, &entities), &it), want, "{text}");
        }
    }

    #[test]
    fn several_in_one_source() {
        let text = "Ann Lee, along with Senator Jerry Moss, said no.";
        assert_eq!(
            heads(text, "Ann Lee, along with Senator Jerry Moss"),
            ["Ann Lee", "Jerry Moss"]
        );
        let text = "Ann Lee of the port that Jerry Moss built said no.";
        assert_eq!(heads(text, "Ann Lee of the port that Jerry Moss built"), ["Ann Lee"]);
    }
}
