//! The stored forms of a document with its quotes, and of a file.
//!
//! They have no versions of their own: a change of what [`pack`] or [`pack_file`] writes needs
//! another [`FORMAT`](crate::index::store::manifest::FORMAT).

mod doc;
mod file;
#[cfg(test)]
mod frozen;
mod parts;
mod quote;
#[cfg(test)]
mod tests;

pub use doc::{pack, unpack};
pub use file::{pack_file, unpack_file};
