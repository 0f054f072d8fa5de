//! Indexing: walk, read and analyse on several threads, one writer in the order of the walk.
//!
//! ```text
//! walk ─► jobs ─► workers (read, analyse) ─► results ─► writer, in walk order
//!   ▲─────── gate: no further ahead of the writer than a number of files and bytes ─┘
//! ```
//!
//! The walk compares each file with the ledger and sends only what is new or
//! changed. The writer restores the order of the walk, so the same folder gives
//! the same index whatever the number of threads.

mod dry;
mod extract;
mod file;
mod options;
mod order;
mod report;
mod roots;
mod run;
mod seen;
mod skipped;
mod threads;

pub use extract::{Extracted, extract, extract_bytes};
pub use options::{COMMIT_FILES, IndexOptions, MEMORY};
pub use report::{Event, Report};
pub use roots::Roots;
pub use run::run;
pub use skipped::skipped;
