//! Proof: is what the index holds still true of the files on disk?
//!
//! `file` compares a file with the ledger's line and reads documents again,
//! `spans` cuts every place of a document and compares the words, `sample`
//! chooses the documents that a check of a large archive reads.

mod difference;
mod file;
mod sample;
mod spans;

pub use difference::Difference;
pub use file::{Checked, Files, Proof, Untrue, check_file, glance};
pub use sample::Sample;
pub use spans::{SpanProblem, Spans, Stored, check_quote, check_spans};
