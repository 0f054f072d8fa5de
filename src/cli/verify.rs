//! Flags of `verify`.

use std::path::PathBuf;

use clap::Args;

use super::read::ReadArgs;
use crate::check::Sample;

/// Flags of `verify`.
#[derive(Args, Debug)]
pub struct VerifyArgs {
    /// Check only these files and folders on disk [default: the indexed folder]
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Read so many documents again and check every quote and name in them: 5%, or a number
    /// [default: 1%]
    #[arg(long, value_name = "N%|N")]
    pub sample: Option<Sample>,
    /// Compare the content of files, not only their size and time
    #[arg(long)]
    pub content: bool,
    /// How files are read.
    #[command(flatten)]
    pub read: ReadArgs,
}
