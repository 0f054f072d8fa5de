//! Flags that say what is indexed, and how: of `index` and `watch`.

use std::path::PathBuf;

use clap::Args;

use super::read::ReadArgs;
use crate::config::{DateFrom, Size, source_pair};

/// What is indexed, and how.
#[derive(Args, Debug)]
pub struct WalkArgs {
    /// Folders or files [default: those that were indexed, with the filters of then]
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Read only files that match; may be given again
    #[arg(long, value_name = "GLOB")]
    pub include: Vec<String>,
    /// Leave out files and folders that match; may be given again. What .gitignore and .ignore files
    /// leave out is read
    #[arg(long, value_name = "GLOB")]
    pub exclude: Vec<String>,
    /// Read hidden files and folders too
    #[arg(long)]
    pub hidden: bool,
    /// Follow symbolic links
    #[arg(long)]
    pub follow: bool,
    /// Read only files whose names end so: txt,html; may be given again
    #[arg(long = "type", value_name = "EXT", value_delimiter = ',')]
    pub types: Vec<String>,
    /// Name the source of files that match; may be given again
    #[arg(long, value_name = "NAME=GLOB", value_parser = parse_source)]
    pub source: Vec<Source>,
    /// Which days count in ranges, charts and counts [default: text, or what was given before]
    #[arg(long, value_name = "WHICH")]
    pub date_from: Option<DateFrom>,
    /// Number of threads [default: one for each processor]
    #[arg(long, value_name = "N")]
    pub threads: Option<usize>,
    /// Memory of the index writer, such as 512M [default: 256M]
    #[arg(long, value_name = "SIZE")]
    pub memory: Option<Size>,
    /// Keep documents whose files are gone
    #[arg(long)]
    pub keep_missing: bool,
    /// How files are read.
    #[command(flatten)]
    pub read: ReadArgs,
}

/// A publisher and the files that come from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source(pub String, pub String);

/// Reads `NAME=GLOB`.
fn parse_source(text: &str) -> Result<Source, String> {
    let (name, glob) = source_pair(text)?;
    Ok(Source(name, glob))
}
