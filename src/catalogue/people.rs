//! Persons: middle names, short first names, bare surnames; and who must stay apart.
//!
//! Two full names are one only where first name, last name and suffix agree.
//! What fits several people stays apart from all of them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::counts::BesideCount;
use super::form::{FullName, Middle, PersonName, begins_with_first_name, behind_title, folded};
use super::groups::{Groups, Id, Share, dominant};
use super::lists::long_forms;
use crate::entities::EntityKind::Person;

/// Percent of its bearers' documents that one must have to be meant by a bare surname.
const SURNAME: Share = Share::AtLeast(80);

/// Percent of the documents of those whom a name fits that one must have to be meant by it.
const FITTING: Share = Share::MoreThan(90);

/// Percent of the documents with a first name that must mean one person, and their least number.
const FIRST_NAME: (u128, u64) = (90, 5);

/// A suffix is another person's where more than one of so many documents with it name the one without.
const APART: u64 = 10;

/// Suffixes that writers leave out. `Sr.` is written to tell people apart, and `II` is a part of the name of popes.
const LEFT_OUT: [&str; 4] = ["jr", "junior", "iii", "iv"];

/// Joins the names of persons.
pub(super) fn join(groups: &mut Groups, beside: impl IntoIterator<Item = BesideCount>) {
    let mut full: BTreeMap<Id, FullName> = BTreeMap::new();
    let mut bare: Vec<(Id, String)> = Vec::new();
    for id in groups.of_kind(Person) {
        match groups.all[id].names.first().map(|(name, _)| PersonName::read(name)) {
            Some(PersonName::Full(name)) => {
                full.insert(id, name);
            }
            Some(PersonName::Bare(word)) => bare.push((id, word)),
            Some(PersonName::Other) | None => {}
        }
    }
    titles(groups, &mut full);
    for id in double_surnames(groups, &full) {
        full.remove(&id);
        bare.push((id, groups.all[id].key.clone()));
    }
    for id in suffixes_left_out(groups, &full, beside) {
        full.entry(id).and_modify(|name| name.suffix.clear());
    }
    let mut families: BTreeMap<(&str, &str), Vec<Id>> = BTreeMap::new();
    for (id, name) in &full {
        families.entry((&name.last, &name.suffix)).or_default().push(*id);
    }
    for family in families.values() {
        for person in first_names(&full, family) {
            middle_names(groups, &full, &person);
        }
    }
    single_words(groups, &full, &bare);
}

/// Names that look full and are surnames of others: "de Roe" where there is a "Jan de Roe", "Doe Roe" beside
/// "Jan Doe Roe" where nobody has "Doe" as first name.
fn double_surnames(groups: &Groups, full: &BTreeMap<Id, FullName>) -> Vec<Id> {
    let whole: BTreeSet<&str> = full.values().filter_map(|n| n.whole_last.as_deref()).collect();
    let mut lasts: HashMap<&str, BTreeSet<&str>> = HashMap::new();
    for name in full.values() {
        lasts.entry(&name.first).or_default().insert(&name.last);
    }
    let is_surname = |(id, name): &(&Id, &FullName)| {
        let group = &groups.all[**id];
        let others = lasts.get(name.first.as_str()).is_some_and(|lasts| lasts.len() > 1);
        let known = group.names.first().is_some_and(|(name, _)| begins_with_first_name(name));
        whole.contains(group.key.as_str()) && !others && !known
    };
    full.iter().filter(is_surname).map(|(id, _)| *id).collect()
}

/// Joins "Ohio Gov. Jane Roe" to a "Jane Roe" that is named at least as often.
fn titles(groups: &mut Groups, full: &mut BTreeMap<Id, FullName>) {
    let ids: Vec<Id> = full.keys().copied().collect();
    for id in ids {
        let group = &groups.all[id];
        let behind = group.names.first().and_then(|(name, _)| behind_title(name));
        let known = behind.and_then(|name| groups.find(Person, &folded(name)));
        if let Some(known) = known.filter(|known| groups.all[*known].docs >= group.docs) {
            groups.join_weak(id, known);
            full.remove(&id);
        }
    }
}

/// Names whose suffix tells nobody apart: no other suffix is borne with them, and no document, or next to none,
/// names the person without it beside the person with it.
fn suffixes_left_out(
    groups: &Groups,
    full: &BTreeMap<Id, FullName>,
    beside: impl IntoIterator<Item = BesideCount>,
) -> Vec<Id> {
    let mut together: HashMap<Id, u64> = HashMap::new();
    for BesideCount { suffixed, docs, .. } in beside {
        if let Some(id) = groups.find(Person, &folded(&suffixed)) {
            let sum = together.entry(id).or_default();
            *sum = sum.saturating_add(docs);
        }
    }
    let mut families: BTreeMap<&str, Vec<(Id, &FullName)>> = BTreeMap::new();
    for (id, name) in full.iter().filter(|(_, name)| !name.suffix.is_empty()) {
        families.entry(&name.last).or_default().push((*id, name));
    }
    let mut found = Vec::new();
    for family in families.values() {
        for (id, name) in family {
            let namesakes = || family.iter().filter(|(_, other)| fits(name, other));
            let one_suffix = namesakes().all(|(_, other)| other.suffix == name.suffix);
            let apart = namesakes().filter_map(|(id, _)| together.get(id)).sum::<u64>();
            let docs = namesakes().map(|(id, _)| groups.all[*id].docs).sum::<u64>();
            let left_out = LEFT_OUT.contains(&name.suffix.as_str());
            if left_out && one_suffix && apart.saturating_mul(APART) <= docs {
                found.push(*id);
            }
        }
    }
    found
}

/// Whether the persons `suffixed` and `other` may be father and son: one name but for a suffix that the first has.
pub fn differ_by_suffix(suffixed: &str, other: &str) -> bool {
    match (PersonName::read(suffixed), PersonName::read(other)) {
        (PersonName::Full(a), PersonName::Full(b)) => {
            !a.suffix.is_empty() && a.suffix != b.suffix && a.last == b.last && fits(&a, &b)
        }
        _ => false,
    }
}

/// Whether two first names may be one person's, in full or in short.
fn fits(a: &FullName, b: &FullName) -> bool {
    let short = |a: &str, b: &str| long_forms(a).iter().any(|long| long == b);
    a.first == b.first || short(&a.first, &b.first) || short(&b.first, &a.first)
}

/// The bearers of one surname by their first names, a short one together with its only long one.
fn first_names(full: &BTreeMap<Id, FullName>, family: &[Id]) -> Vec<Vec<Id>> {
    let mut by_first: BTreeMap<&str, Vec<Id>> = BTreeMap::new();
    for id in family {
        by_first.entry(&full[id].first).or_default().push(*id);
    }
    let firsts: Vec<&str> = by_first.keys().copied().collect();
    for short in firsts {
        let mut present =
            long_forms(short).iter().filter(|long| by_first.contains_key(long.as_str()));
        // With two long forms nobody knows whose the short one is.
        if let (Some(long), None) = (present.next(), present.next())
            && let Some(ids) = by_first.remove(short)
        {
            by_first.entry(long).or_default().extend(ids);
        }
    }
    by_first.into_values().collect()
}

/// Joins those of one first and last name whose middle names agree.
fn middle_names(groups: &mut Groups, full: &BTreeMap<Id, FullName>, person: &[Id]) {
    let mut by_middle: BTreeMap<&[Middle], Vec<Id>> = BTreeMap::new();
    for id in person {
        by_middle.entry(&full[id].middle).or_default().push(*id);
    }
    for ids in by_middle.values() {
        ids.iter().skip(1).for_each(|id| groups.join(ids[0], *id));
    }
    // The fullest first: an initial goes to a name, nothing to an initial.
    let words = |m: &[Middle]| m.iter().filter(|m| matches!(m, Middle::Word(_))).count();
    let mut middles: Vec<&[Middle]> = by_middle.keys().copied().collect();
    middles.sort_by_key(|m| (m.is_empty(), std::cmp::Reverse(words(m))));
    for (number, middle) in middles.iter().enumerate() {
        let fits = |other: &&&[Middle]| {
            middle.is_empty()
                || middle.len() == other.len() && middle.iter().zip(**other).all(|(a, b)| a.fits(b))
        };
        let fuller: Vec<Id> = middles[..number]
            .iter()
            .filter(fits)
            .flat_map(|other| by_middle[other].iter().copied())
            .collect();
        let docs = groups.docs(&fuller);
        let one =
            if docs.len() == 1 { docs.keys().next().copied() } else { dominant(&docs, FITTING) };
        if let Some(one) = one {
            groups.join(by_middle[middle][0], one);
        }
    }
}

/// Joins bare surnames, and first names that documents use as surnames.
fn single_words(groups: &mut Groups, full: &BTreeMap<Id, FullName>, bare: &[(Id, String)]) {
    let mut surnames: HashMap<&str, Vec<Id>> = HashMap::new();
    let mut first_names: HashMap<&str, Vec<Id>> = HashMap::new();
    for (id, name) in full {
        surnames.entry(&name.last).or_default().push(*id);
        if let Some(whole) = &name.whole_last {
            surnames.entry(whole).or_default().push(*id);
        }
        first_names.entry(&name.first).or_default().push(*id);
    }
    let mut called: HashMap<&str, BTreeMap<Id, u64>> = HashMap::new();
    for (id, form, _, docs) in groups.aliases.iter().filter(|(id, ..)| full.contains_key(id)) {
        let sum = called.entry(form).or_default().entry(groups.root(*id)).or_default();
        *sum = sum.saturating_add(*docs);
    }
    let mut found = Vec::new();
    for (id, word) in bare {
        let bearers = surnames.get(word.as_str());
        if let Some(bearers) = bearers {
            // A word that others bear as first name may mean those: "David", "Ryan".
            let others = first_names.get(word.as_str()).into_iter().flatten();
            let all: Vec<Id> = bearers.iter().chain(others).copied().collect();
            let roots: BTreeSet<Id> = bearers.iter().map(|b| groups.root(*b)).collect();
            let one = dominant(&docs_once(groups, all), SURNAME);
            found.extend(one.filter(|one| roots.contains(one)).map(|one| (*id, one)));
        } else if let Some(docs) = called.get(groups.all[*id].key.as_str()) {
            let sum: u128 = docs.values().map(|docs| u128::from(*docs)).sum();
            let (share, least) = FIRST_NAME;
            let one = docs
                .iter()
                .find(|(_, docs)| **docs >= least && u128::from(**docs) * 100 >= sum * share);
            found.extend(one.map(|(one, _)| (*id, *one)));
        }
    }
    for (id, one) in found {
        groups.join_weak(id, one);
    }
}

/// Documents by root; who bears a word as first and last name counts once.
fn docs_once(groups: &Groups, mut ids: Vec<Id>) -> BTreeMap<Id, u64> {
    ids.sort_unstable();
    ids.dedup();
    groups.docs(&ids)
}
