//! Sources as they are written: read `before` a verb, `after` a verb, or as the `agent` of any
//! verb of a sentence.

pub(crate) mod after;
pub(crate) mod agent;
pub(crate) mod before;
