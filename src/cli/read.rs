//! Flags of every command that reads files.

use std::path::PathBuf;

use clap::Args;

/// How files are read.
#[derive(Args, Debug)]
pub struct ReadArgs {
    /// Have a program make text of each file: it gets the path as its argument and the bytes on
    /// stdin, and writes text to stdout
    #[arg(long, value_name = "CMD")]
    pub pre: Option<PathBuf>,
    /// Only of files that match; may be given again
    #[arg(long, value_name = "GLOB", requires = "pre")]
    pub pre_glob: Vec<String>,
}
