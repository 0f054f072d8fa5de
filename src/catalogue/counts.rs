//! What documents say of names, counted: what the catalogue is made of.

use crate::entities::EntityKind;

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
