//! The one person of a document whom a description means: "the foreign minister", "Halvor's mayor", and in a
//! headline "Halvor mayor".

use super::phrase;
use crate::entities::EntityKind;
use crate::entities::lists::{self, Flags};
use crate::entities::tokens::Kind;
use crate::quotes::text::nouns;
use crate::quotes::text::view::{Source, View};

/// Letters that a place and what is made of it share: "Canada" and "Canadian".
const STEM: usize = 4;
/// Sentences at the beginning in which somebody may be told of who is named below: "A federal judge ruled".
const OPENING: usize = 3;

/// A description of a person taken apart.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Described {
    /// What the person is, in small letters.
    noun: String,
    /// Of what: "trade", "federal".
    of: Vec<String>,
    /// Of where: "Canada", "Canadian".
    places: Vec<String>,
    former: bool,
}

impl Described {
    /// The description that `words` are, with whether each names a place.
    fn new<'w>(words: impl Iterator<Item = (&'w str, bool)>) -> Option<Described> {
        let mut out = Described::default();
        let mut link = false;
        for (word, place) in words {
            let word = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word);
            let small = word.to_lowercase();
            let known = lists::flags(&small);
            if small == "former" || small == "ex" {
                out.former = true;
            } else if known.any(Flags::PREPOSITION) {
                link = true;
            } else if known.any(Flags::ARTICLE | Flags::BETWEEN)
                || !word.starts_with(char::is_alphanumeric)
            {
            } else if place || lists::flags(word).any(Flags::PLACE | Flags::NATION) {
                out.places.push(small);
            } else if link || lists::flags(&out.noun).any(Flags::ROLE) && !known.any(Flags::ROLE) {
                // "government commissioner responsible for defence"
                out.of.push(small);
            } else {
                let before = std::mem::replace(&mut out.noun, small);
                out.of.push(before);
            }
        }
        out.of.retain(|word| !word.is_empty());
        (!out.noun.is_empty()).then_some(out)
    }

    /// The description that a role is.
    fn of_role(role: &str) -> Option<Described> {
        Described::new(role.split([' ', ',']).map(|word| (word, false)))
    }

    /// How well a role fits, if it does: its noun must be the same, and nothing else another one.
    fn fits(&self, role: &Described) -> Option<usize> {
        let under = |d: &Described| d.of.iter().any(|word| nouns::is_under(word));
        if self.noun != role.noun || self.former && !role.former || under(role) && !under(self) {
            return None;
        }
        let alike = |a: &String, b: &String| a == b || stem(a).is_some() && stem(a) == stem(b);
        let shared =
            |ours: &[String], theirs: &[String], alike: &dyn Fn(&String, &String) -> bool| {
                let count = ours.iter().filter(|a| theirs.iter().any(|b| alike(a, b))).count();
                (count > 0 || ours.is_empty() || theirs.is_empty()).then_some(count)
            };
        let of = shared(&self.of, &role.of, &|a, b| nouns::is_same(a, b))?;
        // "A federal judge in Texas" is a U.S. district judge.
        let places = shared(&self.places, &role.places, &alike);
        let places = places.or((of > 0).then_some(0))?;
        Some(1 + 2 * (places + of) + usize::from(self.former))
    }
}

/// Whether two roles of one person tell of one office, and which tells more: "Trade Minister" and "Canada's trade minister".
pub(super) fn same_role(known: &str, other: &str) -> Option<bool> {
    let (a, b) = (Described::of_role(known)?, Described::of_role(other)?);
    let within = |a: &Described, b: &Described| {
        let alike = |x: &String, y: &String| x == y || stem(x).is_some() && stem(x) == stem(y);
        a.of.iter().all(|x| b.of.contains(x))
            && a.places.iter().all(|x| b.places.iter().any(|y| alike(x, y)))
    };
    if a.noun != b.noun || a.former != b.former {
        return None;
    }
    if within(&b, &a) { Some(false) } else { within(&a, &b).then_some(true) }
}

fn stem(word: &str) -> Option<&str> {
    word.get(..STEM)
}

/// The offices of the persons of a document, taken apart.
pub(super) fn offices(view: &View<'_>) -> Vec<(usize, Described)> {
    let persons = view.entities.entities.iter().enumerate();
    let persons = persons.filter(|(_, entity)| entity.kind == EntityKind::Person);
    let parts = persons.flat_map(|(number, entity)| {
        let roles = entity.roles.iter().flat_map(|role| role.text.split(" and "));
        roles.filter_map(Described::of_role).map(move |office| (number, office))
    });
    parts.collect()
}

/// The person whom a description means; of several that fit alike, the one among those `lately` spoken of, of whom the
/// first are nearer.
pub(super) fn holder(
    view: &View<'_>,
    source: &Source,
    sentence: usize,
    offices: &[(usize, Described)],
    lately: [&[usize]; 2],
) -> Option<usize> {
    let tokens = source.tokens.clone();
    let first = view.cut(tokens.start);
    let owned = tokens.clone().any(|at| view.token(at).kind == Kind::Possessive);
    let definite = matches!(first, "the" | "The")
        || owned && view.token(tokens.start).is_name_like()
        || sentence == 0;
    let indefinite = matches!(first, "a" | "A" | "an" | "An") && sentence <= OPENING;
    if !(definite || indefinite) || view.is_many(source) || tokens.len() == 1 && sentence > 0 {
        return None;
    }
    let words = tokens.clone().filter(|at| view.token(*at).kind != Kind::Possessive);
    let place = |at: usize| {
        view.mention(at).is_some_and(|m| view.kind(m) == EntityKind::Place)
            || view.token(at).is(Flags::MODIFIER) && view.token(at).kind == Kind::Capitals
    };
    let wanted = Described::new(words.map(|at| (view.cut(at), place(at))))?;
    if phrase::is_many(&wanted.noun) || lists::flags(&wanted.noun).any(Flags::THING) {
        return None;
    }
    let start = view.token(tokens.start).span.start;
    let named_before = |entity: usize| {
        let mentions = view.entities.mentions.iter();
        mentions.take_while(|m| m.span.start < start).any(|m| m.entity == entity)
    };
    let mut best = 0;
    let mut fitting: Vec<usize> = Vec::new();
    for (person, office) in offices {
        let fit = wanted.fits(office).filter(|_| !indefinite || !named_before(*person));
        let Some(fit) = fit.filter(|fit| *fit >= best) else { continue };
        if fit > best {
            best = fit;
            fitting.clear();
        }
        if !fitting.contains(person) {
            fitting.push(*person);
        }
    }
    match fitting.as_slice() {
        [one] => Some(*one),
        _ => lately.iter().find_map(|lately| {
            let mut near = fitting.iter().filter(|e| lately.contains(e));
            let one = near.next().copied()?;
            near.next().is_none().then_some(one)
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quotes::person::roles::tests::roles_of;

    #[test]
    fn one_office_in_two_wordings() {
        assert_eq!(same_role("Trade Minister", "Canada's trade minister"), Some(true));
        assert_eq!(same_role("Canadian trade minister", "Trade Minister"), Some(false));
        assert_eq!(same_role("trade minister", "health minister"), None);
        assert_eq!(same_role("mayor", "former mayor"), None);
        assert_eq!(same_role("mayor of Ohio", "mayor of Texas"), None);
        let text = "Trade Minister Ann Lee came. Canada's trade minister, Ann Lee, left.";
        assert_eq!(roles_of(text), ["Ann Lee: Canada's trade minister"]);
    }
}
