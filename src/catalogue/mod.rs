//! The people, organisations and places of the whole archive: which names are one.
//!
//! Documents give names ([`NameCount`]); [`resolve`] joins those that are one
//! (`people` and `bodies` hold the rules, `form` reads a name, `lists` are ours),
//! [`Catalogue::encode`] stores them (`store`), the user corrects them ([`Fixes`])
//! and [`Directory`] answers with both.

mod bodies;
mod directory;
mod fixes;
mod form;
mod groups;
mod lists;
mod people;
mod store;

pub use directory::{Directory, EntityKey, Match, Resolved, WordTest};
pub use fixes::{Fix, Fixes, FixesError};
pub use store::{CatalogueView, DamagedCatalogue, EntityRef, Numbers};

use crate::entities::EntityKind;
use crate::words;
use groups::Groups;

/// The kinds, in their order.
pub const KINDS: [EntityKind; 3] =
    [EntityKind::Person, EntityKind::Organization, EntityKind::Place];

/// How many documents call an entity so, as the longest name that each of them has for it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NameCount {
    /// What it is.
    pub kind: EntityKind,
    /// The name as stored.
    pub name: String,
    /// Number of documents.
    pub docs: u64,
}

/// How many documents write an entity in another way beside its name.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AliasCount {
    /// What it is.
    pub kind: EntityKind,
    /// The name as stored.
    pub name: String,
    /// The other way: `IMF` for `International Monetary Fund`, `Dias` for `Jerry Dias`.
    pub alias: String,
    /// Number of documents.
    pub docs: u64,
}

/// How many documents name two persons whose names differ by a suffix: `Jane Roe Jr.` and `Jane Roe`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BesideCount {
    /// The name with a suffix, as stored.
    pub suffixed: String,
    /// The other one, as stored.
    pub other: String,
    /// Number of documents.
    pub docs: u64,
}

/// An entity that the archive knows by several names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Named {
    /// What it is.
    pub kind: EntityKind,
    /// Its names as stored, the one that is shown first.
    pub names: Vec<String>,
}

/// The entities with several names; every other name is an entity of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Catalogue {
    /// Sorted by kind and names.
    pub entities: Vec<Named>,
}

/// Joins the names of an archive that are one entity, whatever the order in which they come.
///
/// `beside` tells of the pairs for which [`differ_by_suffix`] holds; without it a suffix that some writers
/// leave out is taken for one person's.
pub fn resolve(
    names: impl IntoIterator<Item = NameCount>,
    aliases: impl IntoIterator<Item = AliasCount>,
    beside: impl IntoIterator<Item = BesideCount>,
) -> Catalogue {
    let mut groups = Groups::new(names, aliases);
    bodies::join(&mut groups);
    people::join(&mut groups, beside);
    Catalogue { entities: groups.entities() }
}

/// Whether the persons `suffixed` and `other` may be father and son: one name but for a suffix that the first has.
pub fn differ_by_suffix(suffixed: &str, other: &str) -> bool {
    people::differ_by_suffix(suffixed, other)
}

/// Whether a person's name ends in `Jr.`, `III` and the like.
pub fn has_suffix(name: &str) -> bool {
    matches!(form::PersonName::read(name), form::PersonName::Full(name) if !name.suffix.is_empty())
}

/// The id of a name: `e:person/jerry-dias`.
pub fn entity_id(kind: EntityKind, name: &str) -> String {
    format!("e:{}/{}", kind_name(kind), words::fold(name).replace(' ', "-"))
}

/// The words of a name that was typed as such or as an id (`e:person/jerry-dias`).
pub fn name_typed(typed: &str) -> String {
    match typed.strip_prefix("e:").and_then(|rest| rest.split_once('/')) {
        Some((_, slug)) => slug.replace('-', " "),
        None => typed.to_owned(),
    }
}

/// The kind as it is written in ids and fixes.
pub fn kind_name(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "person",
        EntityKind::Organization => "organization",
        EntityKind::Place => "place",
    }
}

#[cfg(test)]
mod tests;
