//! Persons behind the words of a source: whom a pronoun or a noun means, and what a person is said
//! to be by the `title` before a name, the `apposition` beside it or what is `stated` of it. `described` finds the
//! holder of an office, `bodies` remembers what a noun may mean.

pub(crate) mod apposition;
mod bodies;
pub(crate) mod coreference;
mod described;
mod many;
mod phrase;
pub(crate) mod roles;
mod stated;
pub(crate) mod title;
