//! The query language: from what a reporter types to a tree, and back to text.
//!
//! [`parse`] takes any text; what cannot be read as syntax is searched as words and said in the
//! warnings. Printing a tree gives a query that is read as the same tree. Nothing here knows of
//! stems, terms or the index: the index room compiles the tree.

mod about;
mod build;
mod dates;
mod display;
mod error;
mod explain;
pub mod fields;
pub mod flags;
mod lexer;
mod narrow;
mod parser;
mod ranges;
pub mod tree;
mod word;

#[cfg(test)]
mod tests;

pub use about::About;
pub use error::{QueryError, Warning};
pub use explain::explain;
pub use narrow::{alternatives, has_no_word};
pub use parser::{Context, Query, parse};
