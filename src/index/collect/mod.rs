//! What is gathered of the records that match: the best of them, counts, values, names.

pub mod columns;
pub mod entities;
pub mod facets;
pub mod gather;
pub mod stats;
pub mod top;
