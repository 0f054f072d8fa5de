//! Flags of `index`.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::walk::WalkArgs;

/// Flags of `index`.
#[derive(Args, Debug)]
pub struct IndexArgs {
    /// What is indexed, and how.
    #[command(flatten)]
    pub walk: WalkArgs,
    /// Take the files from a list, one a line, with -0 each ended by a zero byte; - is stdin, as PATH too
    #[arg(long, value_name = "FILE")]
    pub files_from: Option<PathBuf>,
    /// Make again what was made of files that did not change, and all that follows from it
    #[arg(long, value_name = "WHAT")]
    pub redo: Option<RedoArg>,
    /// Try again the files that could not be read
    #[arg(long)]
    pub retry_failed: bool,
    /// Compare the content of files, not only their size and time
    #[arg(long)]
    pub checksum: bool,
    /// Forget the paths, filters and sources of before, and what is outside of those given now
    #[arg(long, conflicts_with = "files_from")]
    pub forget: bool,
    /// Say what would be done, and do nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Find no names and no quotes: for measuring what they cost
    #[arg(long, hide = true)]
    pub bare: bool,
    /// Commit after so many files: for tests of what a crash leaves
    #[arg(long, hide = true, value_name = "N")]
    pub commit_files: Option<u64>,
}

impl IndexArgs {
    /// The list that files are taken from: `-` as the only path is one on stdin, as it is for other programs.
    pub fn list(&self) -> Option<&Path> {
        match (&self.files_from, self.walk.paths.as_slice()) {
            (Some(list), _) => Some(list),
            (None, [path]) if path == Path::new("-") => Some(path),
            _ => None,
        }
    }
}

/// What `--redo` makes again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum RedoArg {
    /// Text and header, and all that follows from them
    Text,
    /// Names
    Entities,
    /// Quotes
    Quotes,
    /// Everything
    All,
}
