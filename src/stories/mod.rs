//! Which documents are near-copies of one story.
//!
//! `hashed` makes numbers of words. [`prints`] keeps a few of them for each document, [`candidates`]
//! finds the pairs that share some, [`copies`] decides on the words of both whether one is a copy of
//! the other, and [`Stories`] joins the pairs. [`StoriesView`] reads what it wrote without parsing it.
//! Nothing here reads a file or knows the index.

mod candidates;
mod copies;
mod groups;
mod hashed;
mod prints;
mod store;

pub use candidates::candidates;
pub use copies::{Common, SHARE, Text, common, copies};
pub use groups::{Facts, Stories};
pub use prints::{prints, prints_of};
pub use store::{StoriesView, Story, Unreadable};

#[cfg(test)]
mod tests;
