//! The index on disk: written by a [`Writer`], opened as an [`Index`] of one commit, which is searched,
//! counted and read. The only room that knows tantivy; whoever has a question goes by [`crate::ask`].

// A query becomes a `plan` that names no type of the engine, `exec` carries it out segment by segment,
// `rank` weighs what matches, `collect` keeps the best and counts, `search` puts that together and `hits`
// reads what was found, with passages cut by `snippet`. `store` says what is indexed and stored, `write`
// puts it there, `lookup` reads it again, `similar` finds copies and the like. Each file adds its part to
// `Index`.

mod cancel;
mod check;
mod collect;
mod days;
mod error;
mod exec;
mod field;
mod hits;
mod lookup;
mod options;
mod plan;
mod prepared;
mod rank;
mod ranking;
mod reader;
mod search;
mod segments;
mod similar;
mod snippet;
mod stamp;
mod store;
mod stories;
mod suggest;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
mod write;

pub use cancel::Cancel;
pub use collect::entities::EntityOptions;
pub use collect::facets::{FacetField, FacetOptions, Period};
pub use error::Error;
pub use lookup::ledger::{Known, Ledger};
pub use options::{Cursor, Fold, SearchOptions, Sort};
pub use plan::compile::Aim;
pub use ranking::Ranking;
pub use reader::{Index, Totals};
pub(crate) use search::asked;
pub(crate) use stamp::Stamp;
pub use store::manifest::{Manifest, resolved};
pub use write::writer::Writer;
