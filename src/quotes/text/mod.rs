//! An article laid out for reading: its tokens and mentions, its quotation marks, its verbs of
//! saying and the clauses behind them.

pub(crate) mod clause;
pub(crate) mod cues;
pub(crate) mod forms;
pub(crate) mod frames;
pub(crate) mod marks;
pub(crate) mod view;
