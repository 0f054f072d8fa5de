//! An article laid out for reading: its tokens and mentions, its quotation marks and what stands
//! beside them, its verbs of saying and the clauses behind them.

pub(crate) mod beside;
pub(crate) mod capitals;
pub(crate) mod clause;
pub(crate) mod cue;
pub(crate) mod forms;
pub(crate) mod hearer;
pub(crate) mod marked;
pub(crate) mod marks;
pub(crate) mod nouns;
pub(crate) mod turns;
pub(crate) mod unsaid;
pub(crate) mod verbs;
pub(crate) mod view;
