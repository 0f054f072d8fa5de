//! Passages of a text: cut out without the markup in them, marked, and safe for a terminal.
//!
//! [`clean`] takes control characters out of any text; the rest cuts stretches of a document.

pub mod clean;
mod cut;

pub use cut::{Mark, Spacing, after, around, before, cut, snippet};
