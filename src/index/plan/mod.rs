//! From the tree of a query to a plan: what is to be looked for, in the index's own terms, and how
//! it combines. Neutral: nothing here names a type of the engine that carries it out.
//!
//! [`compile`](mod@compile) makes the plan ([`op`]) of a query; its leaves are [`pattern`]s in
//! [`fields`](super::field), made of [`words`] and [`chains`] of them. What the archive knows of a name comes in by [`entity_terms`].

mod chains;
pub mod compile;
pub mod entity_terms;
mod expression;
mod in_fields;
pub mod op;
pub mod pattern;
#[cfg(test)]
mod tests;
mod words;
