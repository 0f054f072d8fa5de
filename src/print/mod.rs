//! What people read: hits, figures, documents, citations, the report of a run.
//!
//! Each file writes one kind of thing to whatever it is given. Outside of this room and `wire`
//! nobody writes results.

pub mod about;
pub mod answer;
pub mod cite;
pub mod docs;
pub mod entity;
pub mod facet;
pub mod numbers;
pub mod origin;
pub mod progress;
pub mod quotes;
pub mod run;
pub mod saved;
pub mod show;
pub mod similar;
pub mod stats;
pub mod style;
pub mod verified;
