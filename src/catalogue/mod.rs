//! The people, organisations and places of the whole archive: which names are one.
//!
//! Documents give names ([`NameCount`]); [`resolve()`] joins those that are one
//! (`people` and `bodies` hold the rules, `form` reads a name, `lists` are ours),
//! [`Catalogue::encode`] stores them (`store`), the user corrects them ([`Fixes`])
//! and [`Directory`] answers with both.

mod bodies;
mod counts;
mod directory;
mod fixes;
mod form;
mod groups;
mod ids;
mod lists;
mod named;
mod outlets;
mod people;
mod resolve;
mod store;
mod touched;

pub use counts::{AliasCount, BesideCount, NameCount};
pub use directory::{Directory, EntityKey, Match, Resolved, WordTest};
pub use fixes::{Fix, Fixes, FixesError};
pub use form::has_suffix;
pub use ids::{KINDS, entity_id, kind_name, name_typed};
pub use named::{Catalogue, Named};
pub use outlets::Outlets;
pub use people::differ_by_suffix;
pub use resolve::resolve;
pub use store::{CatalogueView, DamagedCatalogue, EntityRef, Numbers};

#[cfg(test)]
mod tests;
