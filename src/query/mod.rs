//! The query language: from what a reporter types to a tree, and back to text.
//!
//! [`parse`] takes any text; what cannot be read as syntax is searched as words and said in the
//! warnings. Printing a tree gives a query that is read as the same tree. Nothing here knows of
//! stems, terms or the index: the index room compiles the tree.

mod build;
mod dates;
mod display;
mod error;
mod explain;
pub mod fields;
mod lexer;
mod parser;
mod ranges;
pub mod tree;
mod word;

#[cfg(test)]
mod tests;

pub use error::{QueryError, Warning};
pub use explain::explain;
pub use parser::{Context, Query, parse};

use tree::{Match, Node, Word};

/// The plain words of a query outside of fields and negations, as typed, in order.
pub fn words_of(node: &Node) -> Vec<String> {
    let many = |nodes: &[Node]| nodes.iter().flat_map(words_of).collect();
    match node {
        Node::Word(Word { text, how: Match::Stem }) => vec![text.clone()],
        Node::Phrase { text, .. } => text.split_whitespace().map(str::to_owned).collect(),
        Node::And(nodes) | Node::Or(nodes) => many(nodes),
        Node::Near { left, right, .. } => words_of(left).into_iter().chain(words_of(right)).collect(),
        Node::AtLeast { node, .. } | Node::Boost { node, .. } | Node::Quote(node) => words_of(node),
        _ => Vec::new(),
    }
}
