//! Flags of `extract`.

use std::path::PathBuf;

use clap::Args;

use super::read::ReadArgs;

/// Flags of `extract`.
#[derive(Args, Debug)]
pub struct ExtractArgs {
    /// Folders or files; - is stdin [default: stdin]
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Path to give for stdin; its ending says what it is
    #[arg(long, value_name = "PATH", default_value = "stdin.txt")]
    pub name: String,
    /// Number of threads [default: one for each processor]
    #[arg(long, value_name = "N")]
    pub threads: Option<usize>,
    /// How files are read.
    #[command(flatten)]
    pub read: ReadArgs,
}
