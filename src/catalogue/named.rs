//! The entities that have several names.

use crate::entities::EntityKind;

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
