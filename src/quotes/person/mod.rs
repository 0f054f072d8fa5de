//! Persons behind the words of a source: whom a pronoun or a noun means, and what a person is said
//! to be by the `title` before a name or the `apposition` beside it.

pub(crate) mod apposition;
pub(crate) mod coreference;
pub(crate) mod roles;
pub(crate) mod title;
