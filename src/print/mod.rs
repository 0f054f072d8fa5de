//! What people read: hits, figures, documents, citations, the report of a run.
//!
//! Each file writes one kind of thing to whatever it is given.

pub mod cite;
pub mod entity;
pub mod facet;
pub mod human;
pub mod numbers;
pub mod quotes;
pub mod show;
pub mod similar;
pub mod style;
pub mod verified;
