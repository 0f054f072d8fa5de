//! The names of an archive in groups that grow together: what the rules of `people` and `bodies` work on.
//!
//! Everything is sorted first, so that the order of the input never shows.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use super::counts::{AliasCount, NameCount};
use super::form::{folded, without_trimmings};
use super::lists;
use super::named::Named;
use crate::entities::EntityKind;

/// Number of a group.
pub(super) type Id = usize;

/// Names of one form.
pub(super) struct Group {
    pub kind: EntityKind,
    /// The form that all of them share.
    pub key: String,
    /// Names with their documents, the most frequent first.
    pub names: Vec<(String, u64)>,
    /// Documents of all names.
    pub docs: u64,
    /// Never shown beside a stronger name: a bare surname, an acronym.
    pub weak: bool,
    /// The group that this one was joined to; itself at first.
    joined: Id,
}

/// All names of the archive by their forms.
pub(super) struct Groups {
    pub all: Vec<Group>,
    numbers: HashMap<(EntityKind, String), Id>,
    /// Group, form of the alias, the alias, documents; sorted.
    pub aliases: Vec<(Id, String, String, u64)>,
}

/// The form by which names are the same without any other evidence.
fn form_of(kind: EntityKind, name: &str) -> String {
    let plain = folded(name);
    match kind {
        EntityKind::Person => plain,
        EntityKind::Organization => without_trimmings(&plain, true).to_owned(),
        EntityKind::Place => without_trimmings(&plain, false).to_owned(),
    }
}

/// Whether a name is written in capitals only.
fn shouts(name: &str) -> bool {
    !name.chars().any(char::is_lowercase)
}

impl Groups {
    pub fn new(
        names: impl IntoIterator<Item = NameCount>,
        aliases: impl IntoIterator<Item = AliasCount>,
    ) -> Groups {
        let mut counts: BTreeMap<(EntityKind, String), BTreeMap<String, u64>> = BTreeMap::new();
        for NameCount { kind, name, docs } in names {
            let form = form_of(kind, &name);
            // A name without letter or digit is like no other.
            let form = if form.is_empty() { name.clone() } else { form };
            let group = counts.entry((kind, form)).or_default();
            let sum = group.entry(name).or_default();
            *sum = sum.saturating_add(docs);
        }
        let mut groups = Groups { all: Vec::new(), numbers: HashMap::new(), aliases: Vec::new() };
        for ((kind, key), names) in counts {
            let mut names: Vec<(String, u64)> = names.into_iter().collect();
            names.sort_by_cached_key(|(name, docs)| (Reverse(*docs), shouts(name), name.clone()));
            let docs = names.iter().fold(0, |sum: u64, (_, docs)| sum.saturating_add(*docs));
            let id = groups.all.len();
            groups.numbers.insert((kind, key.clone()), id);
            groups.all.push(Group { kind, key, names, docs, weak: false, joined: id });
        }
        for AliasCount { kind, name, alias, docs } in aliases {
            let form = form_of(kind, &alias);
            if let Some(id) = groups.find(kind, &form_of(kind, &name))
                && groups.all[id].key != form
            {
                groups.aliases.push((id, form, alias, docs));
            }
        }
        groups.aliases.sort_unstable();
        groups
    }

    /// The group of a form.
    pub fn find(&self, kind: EntityKind, form: &str) -> Option<Id> {
        self.numbers.get(&(kind, form.to_owned())).copied()
    }

    /// The groups of a kind, in the order of their forms.
    pub fn of_kind(&self, kind: EntityKind) -> Vec<Id> {
        (0..self.all.len()).filter(|id| self.all[*id].kind == kind).collect()
    }

    /// The group that stands for all that `id` is joined with.
    pub fn root(&self, id: Id) -> Id {
        let mut at = id;
        while self.all[at].joined != at {
            at = self.all[at].joined;
        }
        at
    }

    /// Makes two groups one. Of two roots the lower one stays, so that paths are short and sure.
    pub fn join(&mut self, a: Id, b: Id) {
        let (a, b) = (self.root(a), self.root(b));
        self.all[a.max(b)].joined = a.min(b);
        // Later look-ups start where this one ended.
        self.all[a].joined = a.min(b);
        self.all[b].joined = a.min(b);
    }

    /// Joins a name that is not to be shown beside the name of the other.
    pub fn join_weak(&mut self, weak: Id, strong: Id) {
        self.all[weak].weak = true;
        self.join(weak, strong);
    }

    /// The documents of everything joined, by roots.
    pub fn docs(&self, ids: &[Id]) -> BTreeMap<Id, u64> {
        let mut sums: BTreeMap<Id, u64> = BTreeMap::new();
        for id in ids {
            let sum = sums.entry(self.root(*id)).or_default();
            *sum = sum.saturating_add(self.all[*id].docs);
        }
        sums
    }

    /// The entities with two names or more.
    pub fn entities(self) -> Vec<Named> {
        let mut members: BTreeMap<Id, Vec<Id>> = BTreeMap::new();
        for id in 0..self.all.len() {
            members.entry(self.root(id)).or_default().push(id);
        }
        let mut entities = Vec::new();
        for ids in members.into_values() {
            let listed = |id: &Id| {
                let group = &self.all[*id];
                let is_place = group.kind == EntityKind::Place;
                is_place && ids.len() > 1 && lists::is_shown_place(&group.key)
            };
            let mut names: Vec<(bool, bool, Reverse<u64>, bool, &str)> = Vec::new();
            for id in &ids {
                let group = &self.all[*id];
                for (name, docs) in &group.names {
                    let rest = (Reverse(*docs), shouts(name), name.as_str());
                    names.push((group.weak, !listed(id), rest.0, rest.1, rest.2));
                }
            }
            if names.len() > 1 {
                names.sort_unstable();
                let names = names.into_iter().map(|n| n.4.to_owned()).collect();
                entities.push(Named { kind: self.all[ids[0]].kind, names });
            }
        }
        entities.sort_unstable();
        entities
    }
}

/// The one among `counts` that has more than `share` of all documents and at least three more than the next.
pub(super) fn dominant(counts: &BTreeMap<Id, u64>, share: Share) -> Option<Id> {
    let sum: u128 = counts.values().map(|docs| u128::from(*docs)).sum();
    let (first, most) = counts.iter().max_by_key(|(id, docs)| (**docs, Reverse(**id)))?;
    let next = counts.iter().filter(|(id, _)| *id != first).map(|(_, docs)| *docs).max();
    let part = u128::from(*most) * 100;
    let enough = match share {
        Share::AtLeast(percent) => part >= sum * u128::from(percent),
        Share::MoreThan(percent) => part > sum * u128::from(percent),
    };
    (enough && *most >= next.unwrap_or(0).saturating_add(3)).then_some(*first)
}

/// A share of documents in percent.
#[derive(Clone, Copy)]
pub(super) enum Share {
    AtLeast(u8),
    MoreThan(u8),
}
