//! Sources as they are written: read `before` a verb, `after` a verb, as the `agent` of any verb of a
//! sentence, of a `passive`, several in a `list`, without what stands `within` it, or with the `outer` verb that
//! governs theirs; the head of a whole `span`, and whose words `papers` carry.

pub(crate) mod after;
pub(crate) mod agent;
pub(crate) mod before;
pub(crate) mod list;
pub(crate) mod outer;
mod papers;
pub(crate) mod passive;
pub(crate) mod span;
mod within;
