//! Organisations and places: acronyms beside their long forms, parties in the plural, and the names of our own lists.

use std::collections::{BTreeMap, HashMap};

use super::form::without_trimmings;
use super::groups::{Groups, Id};
use super::lists::{same_body, same_place};
use crate::entities::EntityKind;

/// Percent of an acronym's documents that must mean one long form.
const SURE: u128 = 80;

/// Joins what the list or the documents themselves say.
pub(super) fn join(groups: &mut Groups) {
    for id in groups.of_kind(EntityKind::Place) {
        let shown = same_place(&groups.all[id].key)
            .map(|shown| without_trimmings(shown, false))
            .and_then(|shown| groups.find(EntityKind::Place, shown));
        if let Some(shown) = shown {
            groups.join(id, shown);
        }
    }
    // Where the shown name itself never occurs, its other names still are one.
    let mut first: BTreeMap<&str, Id> = BTreeMap::new();
    for id in groups.of_kind(EntityKind::Place) {
        if let Some(shown) = same_place(&groups.all[id].key) {
            let first = *first.entry(shown).or_insert(id);
            groups.join(id, first);
        }
    }
    bodies(groups);
    for kind in [EntityKind::Organization, EntityKind::Place] {
        acronyms(groups, kind);
    }
}

/// Joins the names that our list has for one body, and "the Greens" to the only "Green Party".
fn bodies(groups: &mut Groups) {
    let ids = groups.of_kind(EntityKind::Organization);
    let mut first: BTreeMap<&str, Id> = BTreeMap::new();
    for id in &ids {
        let Some(shown) = same_body(&groups.all[*id].key) else { continue };
        match groups.find(EntityKind::Organization, without_trimmings(shown, true)) {
            Some(shown) => groups.join_weak(*id, shown),
            None => {
                let first = *first.entry(shown).or_insert(*id);
                groups.join(*id, first);
            }
        }
    }
    // The parties by their last two words: with a "Halvor Green Party" nobody knows which one "the Greens" are.
    let mut parties: HashMap<&str, Vec<Id>> = HashMap::new();
    for id in &ids {
        let key = &groups.all[*id].key;
        if let Some((rest, "party")) = key.rsplit_once(' ') {
            let last = rest.rsplit_once(' ').map_or(rest, |(_, last)| last);
            parties.entry(last).or_default().push(*id);
        }
    }
    let party = |id: &Id| {
        let one = groups.all[*id].key.strip_suffix('s')?;
        match parties.get(one)?.as_slice() {
            [party] if groups.all[*party].key.len() == one.len() + " party".len() => {
                Some((*id, *party))
            }
            _ => None,
        }
    };
    let found: Vec<(Id, Id)> = ids.iter().filter_map(party).collect();
    for (members, party) in found {
        groups.join_weak(members, party);
    }
}

fn acronyms(groups: &mut Groups, kind: EntityKind) {
    let mut evidence: BTreeMap<&str, BTreeMap<Id, u64>> = BTreeMap::new();
    for (long, form, alias, docs) in &groups.aliases {
        if groups.all[*long].kind == kind && is_acronym(alias) {
            let sum = evidence.entry(form).or_default().entry(groups.root(*long)).or_default();
            *sum = sum.saturating_add(*docs);
        }
    }
    let mut found = Vec::new();
    for (form, docs) in evidence {
        let sum: u128 = docs.values().map(|docs| u128::from(*docs)).sum();
        let long = docs.iter().find(|(_, docs)| u128::from(**docs) * 100 >= sum * SURE);
        if let Some(((long, _), acronym)) = long.zip(groups.find(kind, form)) {
            found.push((acronym, *long));
        }
    }
    for (acronym, long) in found {
        groups.join_weak(acronym, long);
    }
}

/// One word in capitals: `IMF`, `I.M.F.`, `PCs`.
fn is_acronym(alias: &str) -> bool {
    let letters = || alias.chars().filter(|c| c.is_alphabetic());
    let small = letters().filter(|c| c.is_lowercase()).count();
    !alias.contains(char::is_whitespace) && letters().count() >= 2 && small * 3 <= letters().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acronyms_are_words_in_capitals() {
        for (alias, expected) in
            [("IMF", true), ("I.M.F.", true), ("PCs", true), ("Fund", false), ("THE FUND", false)]
        {
            assert_eq!(is_acronym(alias), expected, "{alias}");
        }
    }
}
