//! Short and other forms of names that the linker left apart, joined to the one full name that each fits: "Ford" to the
//! Ford Motor Company, "the House" to the U.S. House of Representatives, "Erdogan" to Recep Tayyip Erdoğan.

use super::entity::{Entity, EntityKind, Mention};
use super::lists::{self, Flags};
use crate::words::fold;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::HashMap;
use std::sync::LazyLock;

const FIRM_WORDS: &str = include_str!("../../seeds/lists/firm-words.txt");
const PLACE_LIST: &str = include_str!("../../seeds/lists/places.txt");
const SAME_PLACES: &str = include_str!("../../seeds/lists/same-places.txt");

/// What the names of firms end with and are called without.
static FIRM: LazyLock<FxHashSet<&str>> = LazyLock::new(|| lists::lines(FIRM_WORDS).collect());

/// The shown name of a place behind its other names and what is made of it, folded: "iraq" behind "iraqi".
static PLACES: LazyLock<FxHashMap<String, String>> = LazyLock::new(|| {
    let pairs = |list| lists::lines(list).filter_map(|line: &'static str| line.split_once(" = "));
    let other = |(shown, others): (&'static str, &'static str)| {
        others.split(", ").map(move |other| (fold(other), fold(shown)))
    };
    let mut out: FxHashMap<String, String> = pairs(SAME_PLACES).flat_map(other).collect();
    for (place, made) in pairs(PLACE_LIST) {
        let place = fold(place);
        let shown = out.get(&place).cloned().unwrap_or(place);
        for word in made.split_whitespace() {
            out.entry(fold(word)).or_insert_with(|| shown.clone());
        }
    }
    out
});

/// Most words of a place before the name of a body: "New South Wales Police".
const PLACE: usize = 3;
/// Fewest letters of an acronym that initials alone give.
const ACRONYM: usize = 3;
/// Longest acronym.
const LONGEST: usize = 12;

/// How a short form is made of a full one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// The same name in other letters or order, wherever it stands.
    Same,
    /// Words are left out: it must stand behind the full name.
    Less,
}

/// Joins the entities of one document; their order stays.
pub(super) fn join(text: &str, entities: &mut Vec<Entity>, mentions: &mut [Mention]) {
    let mut first = vec![usize::MAX; entities.len()];
    let mut last = vec![0; entities.len()];
    for mention in mentions.iter() {
        first[mention.entity] = first[mention.entity].min(mention.span.start);
        last[mention.entity] = last[mention.entity].max(mention.span.start);
    }
    let mut of: Vec<usize> = (0..entities.len()).collect();
    bracketed(text, entities, mentions, &mut of);
    for kind in [EntityKind::Organization, EntityKind::Person] {
        let mut order: Vec<usize> =
            (0..entities.len()).filter(|e| entities[*e].kind == kind && of[*e] == *e).collect();
        order.sort_by_key(|e| std::cmp::Reverse(entities[*e].name.len()));
        // Whom each short form fits: the full names, and how it is made.
        let mut known: HashMap<String, Vec<(usize, Form)>> = HashMap::new();
        for entity in order {
            let name = entities[entity].name.as_str();
            let forms = match kind {
                EntityKind::Person => of_person(name),
                _ => of_body(name),
            };
            let fitting = known
                .get(&fold(name))
                .or_else(|| known.get(&placed(name)?))
                .or_else(|| known.get(name));
            let one = match fitting.map_or(&[][..], Vec::as_slice) {
                [(full, form)] if *form == Form::Same || last[entity] > first[*full] => Some(*full),
                _ => None,
            };
            let full = one.unwrap_or(entity);
            of[entity] = full;
            for (form, made) in forms {
                let fitting = known.entry(form).or_default();
                match fitting.iter_mut().find(|(other, _)| *other == full) {
                    Some((_, known)) if made == Form::Same => *known = made,
                    Some(_) => {}
                    None => fitting.push((full, made)),
                }
            }
        }
    }
    renumber(entities, mentions, &of);
}

/// Acronyms that brackets behind a name introduce: "the Federal Security Service (FSB)".
fn bracketed(text: &str, entities: &[Entity], mentions: &[Mention], of: &mut [usize]) {
    let bodies: HashMap<&str, usize> = entities
        .iter()
        .enumerate()
        .filter(|(_, e)| e.kind == EntityKind::Organization && !e.name.contains(' '))
        .map(|(number, e)| (e.name.as_str(), number))
        .collect();
    for mention in mentions {
        let long = &entities[mention.entity];
        if long.kind != EntityKind::Organization || !long.name.contains(' ') {
            continue;
        }
        let behind = text[mention.span.end..].trim_start();
        let inside = behind.strip_prefix('(').and_then(|b| b.split_once(')')).map(|(i, _)| i);
        let Some(short) = inside.filter(|i| i.len() <= LONGEST) else { continue };
        if let Some(entity) = bodies.get(short).filter(|e| of[**e] == **e)
            && *entity != mention.entity
            && abbreviates(short, &long.name)
        {
            of[*entity] = mention.entity;
        }
    }
}

/// Whether the letters of `short` may be those of `long`: in their order, or in capitals with the same first one.
fn abbreviates(short: &str, long: &str) -> bool {
    let (small, full) = (fold(short), fold(long));
    let mut letters = full.chars();
    let within = small.chars().all(|c| letters.any(|l| l == c));
    let capitals = short.chars().all(|c| c.is_uppercase());
    within && small.chars().next() == full.chars().next()
        || capitals && small.chars().next() == full.chars().next()
}

/// By what a person of a full name may be called beside the surname that the linker knows, folded.
fn of_person(name: &str) -> Vec<(String, Form)> {
    let mut out = vec![(fold(name), Form::Same)];
    let words: Vec<&str> = name.split(' ').collect();
    let plain = |word: &str| {
        word.len() > 2 && !lists::flags(word).any(Flags::FIRST | Flags::PARTICLE) && is_name(word)
    };
    if let [first, inner @ .., last] = words.as_slice() {
        // "Sandra" of Baker Sandra Pollitt, whose trade was taken for a name.
        if let [given, ..] = inner
            && lists::flags(first).any(Flags::ROLE)
            && lists::flags(given).any(Flags::FIRST)
        {
            out.push((fold(given), Form::Less));
        }
        // "Rosselló" of Ricardo Rosselló Nevares.
        let inner = inner.iter().filter(|word| plain(word)).map(|word| (fold(word), Form::Less));
        out.extend(inner);
        if words.len() > 1 && is_name(last) {
            out.push((fold(last), Form::Less));
        }
    }
    // The label "JRM" of Jane R. Moss keeps its capitals: "Jan" is nobody's initials.
    if words.len() >= ACRONYM {
        let initials: String = words.iter().filter_map(|word| word.chars().next()).collect();
        if initials.chars().all(char::is_uppercase) {
            out.push((initials, Form::Same));
        }
    }
    // "Wanda Vázquez" of Wanda Vázquez Garced, but no father of a son.
    for end in 2..words.len() {
        if is_name(words[end - 1]) && is_name(words[end]) {
            out.push((fold(&words[..end].join(" ")), Form::Same));
        }
    }
    out
}

/// Whether a word is part of a name by itself: no initial, no "Jr.".
fn is_name(word: &str) -> bool {
    word.len() > 2 && !word.ends_with('.') && !matches!(word, "III")
}

/// By what a body of a full name may be called, folded.
fn of_body(name: &str) -> Vec<(String, Form)> {
    let mut out = vec![(fold(name), Form::Same)];
    let words: Vec<&str> = name.split(' ').collect();
    // "Ford" of the Ford Motor Company.
    let firm = words.iter().rev().take_while(|word| FIRM.contains(**word)).count();
    if firm > 0 && firm < words.len() {
        out.push((fold(&words[..words.len() - firm].join(" ")), Form::Same));
        // "Arapaho" of the Northern Arapaho Tribe.
        if words.len() - firm > 1 {
            out.push((fold(words[words.len() - firm - 1]), Form::Less));
        }
    }
    let initials: String =
        words.iter().filter_map(|w| w.chars().next()).filter(|c| c.is_uppercase()).collect();
    if initials.chars().count() >= ACRONYM {
        out.push((fold(&initials), Form::Same));
    }
    if let Some(same) = placed(name) {
        out.push((same, Form::Same));
    }
    let place_words = place(&words);
    let bare = &words[place_words..];
    // "Supreme Court" of the Supreme Court of Puerto Rico and of the Ohio Supreme Court.
    let link = bare.iter().position(|word| matches!(*word, "of" | "for")).filter(|at| *at > 0);
    let head = &bare[..link.unwrap_or(bare.len())];
    if place_words > 0 {
        out.push((fold(&bare.join(" ")), Form::Less));
        out.push((fold(&head.join(" ")), Form::Less));
        // "U.S. House" of the United States House of Representatives.
        if let Some(same) = placed(&words[..place_words + head.len()].join(" ")) {
            out.push((same, Form::Same));
        }
    } else if let Some(link) = link {
        out.push((fold(&head.join(" ")), Form::Less));
        let rest = &bare[link + 1..];
        let rest = rest.strip_prefix(&["the"]).unwrap_or(rest);
        if place(rest) == rest.len() {
            let place = fold(&rest.join(" "));
            let shown = PLACES.get(&place).unwrap_or(&place);
            out.push((format!("{shown} {}", fold(&head.join(" "))), Form::Same));
        }
    }
    out
}

/// The folded name of a body with the place that it begins with under one of its names: "U.S. House".
fn placed(name: &str) -> Option<String> {
    let words: Vec<&str> = name.split(' ').collect();
    let (place, core) = words.split_at(place(&words));
    let place = fold(&place.join(" "));
    let shown = PLACES.get(&place).unwrap_or(&place);
    (!place.is_empty() && !core.is_empty()).then(|| format!("{shown} {}", fold(&core.join(" "))))
}

/// The first words of places, as written and folded, so that most names need not be asked for theirs.
static FIRST: LazyLock<FxHashSet<String>> = LazyLock::new(|| {
    PLACES.keys().filter_map(|place| place.split(' ').next()).map(str::to_owned).collect()
});

/// How many words of a place, or of where a body belongs, open its name.
fn place(words: &[&str]) -> usize {
    let Some(first) = words.first() else { return 0 };
    let opens = lists::flags(first).any(Flags::PLACE | Flags::NATION | Flags::LONGER);
    if !opens && !FIRST.contains(&fold(first)) {
        return 0;
    }
    let listed = |count: &usize| {
        let place = words[..*count].join(" ");
        lists::flags(&place).any(Flags::PLACE | Flags::NATION) || PLACES.contains_key(&fold(&place))
    };
    (1..=PLACE.min(words.len())).rev().find(listed).unwrap_or(0)
}

/// Gives each mention the entity that it was joined to and takes out the entities that are left without.
fn renumber(entities: &mut Vec<Entity>, mentions: &mut [Mention], of: &[usize]) {
    let root = |mut entity: usize| {
        while of[entity] != entity {
            entity = of[entity];
        }
        entity
    };
    let mut number = vec![0; of.len()];
    for (kept, entity) in (0..of.len()).filter(|e| of[*e] == *e).enumerate() {
        number[entity] = kept;
    }
    for mention in mentions {
        mention.entity = number[root(mention.entity)];
    }
    let mut at = 0;
    entities.retain(|_| {
        at += 1;
        of[at - 1] == at - 1
    });
}

#[cfg(test)]
mod tests {
    use crate::entities::tests::check;

    #[test]
    fn firms_are_called_without_their_legal_form() {
        check(
            "Corvane Motor Company cut jobs. The move hurt Corvane shares, a banker at Corvane said.",
            &[
                "Corvane Motor Company/o",
                "Corvane=Corvane Motor Company/o",
                "Corvane=Corvane Motor Company/o",
            ],
        );
    }

    #[test]
    fn bodies_are_called_without_their_place() {
        check(
            "The Supreme Court of Ohio ruled in May. The Supreme Court met again in June.",
            &["Supreme Court of Ohio/o", "Supreme Court=Supreme Court of Ohio/o"],
        );
    }

    #[test]
    fn of_two_courts_none_is_meant() {
        check(
            "The Supreme Court of Ohio and the Supreme Court of Texas met. The Supreme Court ruled.",
            &["Supreme Court of Ohio/o", "Supreme Court of Texas/o", "Supreme Court/o"],
        );
    }

    #[test]
    fn persons_with_two_surnames() {
        check(
            "Ricardo Marelló Nevares resigned. Later Marelló spoke.",
            &["Ricardo Marelló Nevares/p", "Marelló=Ricardo Marelló Nevares/p"],
        );
    }

    #[test]
    fn marks_on_letters_make_no_other_person() {
        check(
            "Recep Tayyip Erdoğan spoke. Later Mr Erdogan left.",
            &["Recep Tayyip Erdoğan/p", "Erdogan=Recep Tayyip Erdoğan/p"],
        );
    }
}
