//! Carrying out a plan on the engine: sets of records, walked segment by segment.
//!
//! [`build`] makes a [`docset`] of each operation of the plan: of [`postings`] of the [`terms`] that
//! fit a leaf, by the way between quotes and documents ([`block_join`]), by where words stand
//! ([`span_docs`], [`spans`], [`nearness`], [`positions`], [`context`]) and as they are written ([`verbatim`]).
//! [`entity_terms`] says what names stand for.

pub mod block_join;
pub mod build;
pub mod context;
pub mod docset;
pub mod entity_terms;
mod nearness;
pub mod positions;
pub mod postings;
pub mod segment;
pub mod span_docs;
pub mod spans;
pub mod terms;
#[cfg(test)]
mod tests;
pub mod verbatim;
