//! Flags of `stats`.

use clap::Args;

/// Flags of `stats`.
#[derive(Args, Debug)]
pub struct StatsArgs {
    /// Count only the documents that match
    #[arg(value_name = "QUERY")]
    pub words: Vec<String>,
    /// List the files that could not be read, and why
    #[arg(long, conflicts_with = "words")]
    pub failed: bool,
    /// List what was passed over, and why: hidden, empty, binary, scans, types that are not read
    #[arg(long, conflicts_with_all = ["words", "failed"])]
    pub skipped: bool,
}
